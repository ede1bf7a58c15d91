# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An installation of our own for one run: data folder, server, people, and who restarts it."""

import asyncio
import atexit
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.live import history, processes
from benchmarks.live.client import Person

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0  # seconds for the first start, which loads the directory
SHORT = 120.0  # seconds; a busy machine is slow, not wrong
Json = dict[str, Any]


class Silent(Exception):
    """The server did not come up, or did not answer."""


@dataclass
class Site:
    """One server process on a data folder of its own."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    is_real: bool = False
    """Start by the command people use, which prepares the directory; else the server alone."""
    core: int | None = None
    is_unlimited: bool = False
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)
    """Seconds from starting the process to the first answer, per start."""
    data_folder: Path | None = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()
        self.data_folder = self.data_folder or self.folder / "data"

    @property
    def where(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def environment(self) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("NB_")}
        own |= {"DJANGO_SETTINGS_MODULE": "netwerkbouwer.config.settings"}
        return {**own, "NB_DATA_DIR": str(self.data_folder), **self.env}

    def command(self) -> list[str]:
        if self.is_real and not self.is_unlimited:
            return [sys.executable, "-m", "netwerkbouwer", "start", "--port", str(self.port)]
        extra = ["--unlimited"] if self.is_unlimited else []
        return [sys.executable, "-m", "benchmarks.live.serve", str(self.port), *extra]

    def prepare(self) -> None:
        """Fill the data folder: once per run, and from then on with a copy."""
        assert self.data_folder is not None
        if self.env:
            self.run("benchmarks.live.serve", "0", "--prepare")
        else:
            shutil.copytree(filled(is_real=self.is_real), self.data_folder, dirs_exist_ok=True)

    def start(self) -> None:
        """Start the server and wait until it answers. Raises Silent."""
        began = time.monotonic()
        self.launch()
        self.wait(PATIENCE if self.is_real and not self.starts else SHORT)
        self.starts.append(time.monotonic() - began)

    def launch(self) -> None:
        core = self.core
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=None if core is None else lambda: processes.pin(core),
            )

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.answers():
            if self.process is None or self.process.poll() is not None:
                raise Silent(f"the server stopped by itself:\n{self.log()[-2000:]}")
            if time.monotonic() > until:
                raise Silent(f"no answer within {seconds:.0f} s:\n{self.log()[-2000:]}")
            time.sleep(0.02)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection(*self.where, timeout=5)
        try:
            connection.request("GET", "/.well-known/security.txt")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def log(self) -> str:
        path = self.folder / "server.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """End it as a power cut would, as far as the process goes."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()

    async def kill_and_restart(self) -> float:
        """Kill it and start it again without holding up the clients; gives the seconds."""
        await asyncio.to_thread(self.kill)
        await asyncio.to_thread(self.start)
        return self.starts[-1]

    def run(self, module: str, *arguments: str) -> str:
        """Run one of our modules in the data folder and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Silent(f"{module} {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def make(self, boards: int, people: int) -> "list[Room]":
        """Boards with a live session and that many participants each."""
        made = json.loads(self.run("benchmarks.live.people", "make", str(boards), str(people)))
        return [Room(self, one, made["csrf_cookie"]) for one in made["boards"]]

    def audit(self, board: str) -> "Audit":
        """What is on disk, read around the server."""
        found = json.loads(self.run("benchmarks.live.people", "audit", board))
        return Audit(
            history.Disk(tuple(found["op_ids"]), found["cards"]),
            found["revision"],
            found["sound"] and not found["gaps"],
        )


@dataclass(frozen=True, slots=True)
class Audit:
    disk: history.Disk
    revision: int
    is_sound: bool
    """The database says it is whole, and revisions count up without gaps."""


@dataclass
class Room:
    """A board with a live session, and who may come in."""

    site: Site
    made: Json
    csrf_cookie: str

    @property
    def board(self) -> str:
        return str(self.made["board"])

    def person(self, number: int, socket: tuple[str, int] | None = None) -> Person:
        cookies = dict(self.made["people"][number])
        return Person(self.site.where, self.board, cookies, self.csrf_cookie, socket=socket)

    def maker(self) -> Person:
        return Person(self.site.where, self.board, dict(self.made["maker"]), self.csrf_cookie)


@cache
def filled(*, is_real: bool) -> Path:
    """A data folder as it is after the first start; kept until this program ends."""
    folder = Path(tempfile.mkdtemp(prefix="nb-filled-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    first = Site(folder, {}, is_real)
    if is_real:
        first.start()
        first.stop()
    else:
        first.run("benchmarks.live.serve", "0", "--prepare")
    return folder / "data"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def room_for(people: int, given: Room | None = None) -> Iterator[Room]:
    """The given room on a server that runs already, or one on a server of its own."""
    if given is not None:
        yield given
        return
    with site() as server:
        server.start()
        yield server.make(1, people)[0]


@contextmanager
def site(
    *,
    env: Mapping[str, str] | None = None,
    is_real: bool = False,
    core: int | None = None,
    is_unlimited: bool = False,
) -> Iterator[Site]:
    """A prepared site in a folder that goes away; not started yet."""
    folder = Path(tempfile.mkdtemp(prefix="nb-live-", dir="/tmp"))
    one = Site(folder, env or {}, is_real, core, is_unlimited)
    try:
        one.prepare()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)
