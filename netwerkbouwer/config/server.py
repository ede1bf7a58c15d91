# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Serves the product with uvicorn on one port."""

import errno
import socket
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

import uvicorn
from django.conf import settings

from netwerkbouwer.boards.live import protocol, wire

SWITCH = 0.0005  # seconds a thread keeps the interpreter: sockets wait for the writer no longer
GRACE = 5  # seconds that open requests get to finish when the server is asked to stop


class PortTaken(Exception):
    """We cannot listen there; the text says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port before the long steps, so that a taken one is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP in so many words: asyncio sends small messages at once (no delay) only on those, and
    # otherwise each waits up to 40 ms for the other side to confirm the one before.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise PortTaken(explain(host, port, error)) from None
    return listener


def explain(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Poort {port} is al in gebruik: misschien draait Netwerkbouwer al op "
            f"http://{host}:{port}. Kies anders een vrije poort, bijvoorbeeld --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return (
            f"Poort {port} mag je niet gebruiken. Kies er een boven 1024, bijvoorbeeld --port 8000."
        )
    return f"Op {host}:{port} kan Netwerkbouwer niet luisteren: {error.strerror}."


class Server(uvicorn.Server):
    """Tells the address once it answers there."""

    poster = ""
    """What else to show then."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        if shown in {"0.0.0.0", "[::]"}:
            shown = "127.0.0.1"
        print(f"\nNetwerkbouwer staat klaar: http://{shown}:{port}", flush=True)
        if self.poster:
            print(self.poster, flush=True)
        print("Stoppen: Ctrl+C", flush=True)


class Worker:
    """Keeps one process beside the server that does long work; see `common/worker.py`."""

    AGAIN_AFTER = 5.0  # seconds after it ended by itself

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.over = threading.Event()
        self.keeper = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def __enter__(self) -> Self:
        self.keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """What it was doing is done again at the next start, from where it was."""
        self.over.set()
        if self.process is not None:
            self.process.kill()
        self.keeper.join(GRACE)

    def _keep(self) -> None:
        while not self.over.is_set():
            # It ends when the pipe on its standard input closes: also when we are killed.
            self.process = subprocess.Popen(
                [sys.executable, "-m", "netwerkbouwer", "work", "--with-parent"],
                stdin=subprocess.PIPE,
            )
            if self.over.is_set():
                self.process.kill()
            self.process.wait()
            self.over.wait(self.AGAIN_AFTER)


def serve(listener: socket.socket, poster: str = "") -> None:
    """Serve until someone stops it."""
    config = uvicorn.Config(
        "netwerkbouwer.config.asgi:application",
        log_level="warning",
        access_log=False,  # addresses of boards carry their key
        server_header=False,
        lifespan="on",
        ws=wire.Wire,
        # A little above our own limit, so that we can say what was too large.
        ws_max_size=2 * protocol.FRAME_LIMIT,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        ws_per_message_deflate=False,  # costs more than it saves on small messages to many
        proxy_headers=settings.HTTPS,
        timeout_graceful_shutdown=GRACE,
    )
    sys.setswitchinterval(SWITCH)
    server = Server(config)
    server.poster = poster
    server.run(sockets=[listener])
