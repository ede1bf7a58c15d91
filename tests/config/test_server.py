# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A port that is taken is told before the long steps."""

import asyncio
import errno
import socket
import threading

import pytest

from netwerkbouwer.config import server


def test_a_taken_port_is_told_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(server.PortTaken, match=rf"Poort {port} is al in gebruik.*--port"):
            server.listen("127.0.0.1", port)


def test_a_free_port_is_taken_at_once() -> None:
    with server.listen("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_a_small_message_goes_out_at_once() -> None:
    """Not after the other side confirmed the one before, up to 40 ms later."""
    delays: list[int] = []

    class Peer(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted = transport.get_extra_info("socket")
            delays.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def visit() -> None:
        with server.listen("127.0.0.1", 0) as listener:
            serving = await asyncio.get_running_loop().create_server(Peer, sock=listener)
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            await reader.read()
            writer.close()
            serving.close()

    asyncio.run(visit())

    assert delays == [1]


def test_a_port_we_may_not_use_is_explained() -> None:
    sentence = server.explain("127.0.0.1", 80, PermissionError(errno.EACCES, "Permission denied"))

    assert "boven 1024" in sentence


def test_a_worker_that_ended_is_started_again_until_the_server_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[str] = []
    twice = threading.Event()

    class Ended:
        """A process that is gone as soon as it begins."""

        def __init__(self, command: list[str], **_: object) -> None:
            started.append(command[-2])
            if len(started) > 1:
                twice.set()

        def wait(self) -> int:
            return 1

        def kill(self) -> None: ...

    monkeypatch.setattr(server.subprocess, "Popen", Ended)
    monkeypatch.setattr(server.Worker, "AGAIN_AFTER", 0.001)
    with server.Worker() as worker:
        assert twice.wait(10)
    worker.keeper.join(10)
    assert not worker.keeper.is_alive()
    assert set(started) == {"work"}
