# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One socket: who is behind it, and what waits to be sent."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards import models
from netwerkbouwer.boards.live import protocol
from netwerkbouwer.boards.live.mirror import LEADS, OTHERS
from netwerkbouwer.boards.stage import Role

MOST_WAITING = 256 * 1024  # bytes; who is further behind connects again and catches up
TOO_SLOW, WRONG_TICKET, KICKED, LATE = 1013, 4401, 4403, 4408
TOO_LARGE, TOO_MUCH, MALFORMED, BROKEN, RESTART, GOING_AWAY = 4413, 4429, 4400, 1011, 1012, 1001
Json = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(slots=True)
class Who:
    """Someone at a board, as the database had it last."""

    id: int
    name: str
    role: Role
    table: int | None
    is_waiting: bool
    is_screen: bool
    seat: str | None
    """The worksheet of their table."""

    @property
    def group(self) -> str:
        return LEADS if self.role == Role.EDITOR and not self.is_screen else OTHERS

    @property
    def sees_code(self) -> bool:
        return self.is_screen or self.role == Role.EDITOR

    @property
    def owner(self) -> int | None:
        """Who may see own cards too; nobody on the projector."""
        return None if self.is_screen else self.id

    def me(self) -> Json:
        """What someone is told about themselves."""
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "table": self.table,
            "waiting": self.is_waiting,
        }

    def person(self, typing: str | None) -> Json:
        """What others are told about someone."""
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "table": self.table,
            "typing": typing,
        }


def who_is(row: models.Participant, *, is_screen: bool) -> Who:
    """Someone from their row, with the table loaded."""
    return Who(
        id=row.pk,
        name=row.name,
        role=Role(row.role),
        table=row.table.number if row.table else None,
        is_waiting=row.is_waiting,
        is_screen=is_screen,
        seat=row.table.board_id if row.table else None,
    )


@dataclass(eq=False, slots=True)
class Client:
    """A connected socket. `push` never waits; a task of its own sends."""

    who: Who
    row: models.Participant
    send: Send
    site: str
    """The address of this site as this client reaches it."""
    here: protocol.Here | None = None
    closing: int | None = None
    _queue: deque[bytes] = field(default_factory=deque)
    _waiting: int = 0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def push(self, message: bytes) -> None:
        """Let a message be sent; who is too far behind is let go instead."""
        if self.closing is not None:
            return
        if self._waiting > MOST_WAITING:
            self._queue.clear()
            self.close(TOO_SLOW)
            return
        self._queue.append(message)
        self._waiting += len(message)
        self._wake.set()

    def close(self, code: int, farewell: bytes | None = None) -> None:
        """End the connection once what waits is sent."""
        if self.closing is None:
            if farewell is not None:
                self.push(farewell)
            self.closing = code
            self._wake.set()

    async def pump(self) -> None:
        """Send what waits until the connection is closed from here."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                message = self._queue.popleft()
                self._waiting -= len(message)
                await self.send({"type": "websocket.send", "text": message.decode()})
            if self.closing is not None:
                await self.send({"type": "websocket.close", "code": self.closing})
                return
