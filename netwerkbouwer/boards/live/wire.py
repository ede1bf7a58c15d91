# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The server's end of a socket, with a short way out for messages that many people get.

A message to a room is framed once and the same bytes are written to every connection. Through
ASGI each of them would be decoded, framed and queued again, for each person.
"""

import struct
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

EXTENSION = "netwerkbouwer.wire"
LINGER = 5.0  # seconds that the other side gets to take what was written before a close
TEXT = 0x81


def frame(payload: bytes) -> bytes:
    """A whole text message as it goes to a client (RFC 6455, section 5.2; no mask)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", TEXT, size) + payload
    if size < 65536:
        return struct.pack("!BBH", TEXT, 126, size) + payload
    return struct.pack("!BBQ", TEXT, 127, size) + payload


class Wire(WebSocketsSansIOProtocol):
    """Uvicorn's socket, which also takes frames that are ready to go."""

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self

    def write(self, framed: bytes) -> int:
        """Send whole frames without waiting; gives the bytes that are not taken yet."""
        transport = self.transport
        if self.close_sent or transport.is_closing():
            return 0
        transport.write(framed)
        return transport.get_write_buffer_size()

    def end(self, code: int) -> None:
        """Close, also when the other side takes nothing any more."""
        if self.close_sent or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        try:
            self.conn.send_close(code)
        except InvalidState:
            self.transport.abort()
            return
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(LINGER, self.transport.abort)


def wire_of(scope: dict[str, Any]) -> Wire:
    """The server's end of the socket that an application is called for."""
    wire = scope.get("extensions", {}).get(EXTENSION)
    if not isinstance(wire, Wire):
        raise RuntimeError("sockets need the server that `start` runs")
    return wire
