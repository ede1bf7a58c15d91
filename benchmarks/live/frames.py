# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The client's end of a WebSocket, and one HTTP request, with as little work as possible.

One core must carry 800 clients and read tens of thousands of frames a second, and the hostile
runs must send frames that no honest library makes. So: RFC 6455 without extensions, by hand.
"""

import asyncio
import base64
import os
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
GONE = 1006  # the connection ended without a closing frame


class NotConnected(Exception):
    """The other side is not there, or answered the handshake with something else."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back on an HTTP request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


async def ask(
    where: tuple[str, int], line: str, headers: Mapping[str, str], body: bytes = b""
) -> Answer:
    """One HTTP request, `line` being "GET /path"; raises OSError or EOFError when it breaks."""
    reader, writer = await asyncio.open_connection(*where)
    try:
        given = {"Host": f"{where[0]}:{where[1]}", "Connection": "close", **headers}
        if body:
            given["Content-Length"] = str(len(body))
        lines = [f"{line} HTTP/1.1", *(f"{key}: {value}" for key, value in given.items())]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = await reader.readuntil(b"\r\n\r\n")
        status, fields = read_head(head)
        known = dict(fields)
        if known.get("transfer-encoding") == "chunked":
            return Answer(status, fields, await _chunks(reader))
        length = known.get("content-length")
        content = await (reader.readexactly(int(length)) if length else reader.read())
        return Answer(status, fields, content)
    finally:
        writer.close()


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        whole += await reader.readexactly(size)
        await reader.readline()
    return whole


def read_head(head: bytes) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Status and header fields, names in lower case."""
    first, *rest = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.partition(":") for line in rest)
    return int(first.split(" ", 2)[1]), tuple((k.strip().lower(), v.strip()) for k, _, v in pairs)


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True, reserved: int = 0) -> bytes:
    """A masked frame; the mask is zero, which is allowed to send and costs nothing."""
    first = (0x80 if final else 0) | reserved << 4 | opcode
    size = len(payload)
    if size < 126:
        return struct.pack("!BB4x", first, 0x80 | size) + payload
    if size < 65536:
        return struct.pack("!BBH4x", first, 0xFE, size) + payload
    return struct.pack("!BBQ4x", first, 0xFF, size) + payload


@dataclass
class Frames(asyncio.Protocol):
    """One socket. `on_text` gets each whole message; `on_end` the closing code, once."""

    on_text: Callable[[bytes], None]
    on_end: Callable[[int, str], None] = lambda code, why: None
    opened: "asyncio.Future[int] | None" = None
    transport: asyncio.Transport | None = None
    code: int = GONE
    why: str = ""
    is_open: bool = False
    received: int = 0
    """Bytes that came in, with their frame heads."""
    _buffer: bytearray = field(default_factory=bytearray)
    _parts: list[bytes] = field(default_factory=list)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        self._buffer += data
        if not self.is_open and not self._handshake():
            return
        self._read_frames()

    def _handshake(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self.opened is None or self.opened.done():
            return False
        status, _fields = read_head(bytes(self._buffer[:end]))
        del self._buffer[: end + 4]
        self.is_open = status == 101
        self.opened.set_result(status)
        return self.is_open

    def _read_frames(self) -> None:
        data, at, end = self._buffer, 0, len(self._buffer)
        while end - at >= 2:
            size, head = data[at + 1] & 0x7F, 2
            if size > 125:
                wide = 2 if size == 126 else 8
                head += wide
                if end - at < head:
                    break
                size = int.from_bytes(data[at + 2 : at + head], "big")
            if end - at < head + size:
                break
            first = data[at]
            self._frame(first & 0x0F, bool(first & 0x80), bytes(data[at + head : at + head + size]))
            at += head + size
        del self._buffer[:at]

    def _frame(self, opcode: int, final: bool, payload: bytes) -> None:
        if opcode == TEXT and final:
            self.on_text(payload)
        elif opcode in {0, TEXT}:
            self._parts.append(payload)
            if final:
                whole, self._parts = b"".join(self._parts), []
                self.on_text(whole)
        elif opcode == PING:
            self.send_raw(frame(payload, PONG))
        elif opcode == CLOSE:
            self.code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
            self.why = payload[2:].decode("utf-8", "replace")
            self.send_raw(frame(payload[:2], CLOSE))
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        was_open, self.is_open = self.is_open, False
        if self.opened is not None and not self.opened.done():
            self.opened.set_exception(NotConnected(0, "the connection broke in the handshake"))
        if was_open:
            self.on_end(self.code, self.why)

    def send(self, payload: bytes) -> None:
        self.send_raw(frame(payload))

    def send_raw(self, data: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def close(self, *, at_once: bool = False) -> None:
        """Close the connection; at once: like a phone that falls into the water."""
        if self.transport is not None:
            self.transport.abort() if at_once else self.transport.close()


async def connect(
    where: tuple[str, int],
    path: str,
    headers: Mapping[str, str],
    on_text: Callable[[bytes], None],
    on_end: Callable[[int, str], None] = lambda code, why: None,
) -> Frames:
    """Open a socket. Raises NotConnected (with the HTTP status) or OSError."""
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[int] = loop.create_future()
    _transport, frames = await loop.create_connection(
        lambda: Frames(on_text, on_end, opened), *where
    )
    key = base64.b64encode(os.urandom(16)).decode()
    given = {
        "Host": f"{where[0]}:{where[1]}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": key,
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    frames.send_raw("\r\n".join(lines).encode() + b"\r\n\r\n")
    status = await asyncio.wait_for(opened, 15)
    if status != 101:
        frames.close(at_once=True)
        raise NotConnected(status, f"the handshake was answered with {status}")
    return frames
