# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bad network: a proxy that knows where WebSocket messages begin and end, and spoils them.

Everything is drawn from one seed. Faults are chosen per connection and change while it lives:
the messages of one direction may be delayed, doubled, swapped, dropped (then the connection is
cut, as TCP would), dribbled byte by byte, or the connection stays open and carries nothing.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

KINDS = ("cut", "delay", "duplicate", "reorder", "drop", "half_open", "dribble")


@dataclass(frozen=True, slots=True)
class Faults:
    """How often each fault strikes, per message; lengths in seconds."""

    cut: float = 0.0
    delay: float = 0.0
    duplicate: float = 0.0
    reorder: float = 0.0
    drop: float = 0.0
    half_open: float = 0.0
    dribble: float = 0.0
    longest_delay: float = 0.3
    half_open_for: float = 3.0

    @classmethod
    def only(cls, kind: str, share: float) -> "Faults":
        return cls(**{kind: share})


@dataclass
class Proxy:
    """Sits between clients and the server; start it with `running`."""

    target: tuple[str, int]
    faults: Faults
    seed: int = 1
    port: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def calm(self) -> None:
        """From now on an honest network, for connections that exist too."""
        self.faults = Faults()

    def cut_all(self) -> None:
        for writer in list(self.writers):
            writer.transport.abort()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        chance = random.Random(self.seed * 1_000_003 + self.connections)
        try:
            there, out = await asyncio.open_connection(*self.target)
        except OSError:
            writer.transport.abort()
            return
        ends = (writer, out)
        self.writers.update(ends)
        ways = (Way(self, reader, out, chance, ends), Way(self, there, writer, chance, ends))
        tasks = [asyncio.ensure_future(way.carry()) for way in ways]
        self._tasks.update(tasks)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._tasks.difference_update(tasks)
            for end in ends:
                end.transport.abort()
                self.writers.discard(end)


@dataclass
class Way:
    """One direction of one connection."""

    proxy: Proxy
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    chance: random.Random
    ends: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    held: bytes = b""
    """A message that waits to be overtaken."""

    async def carry(self) -> None:
        """Pass the handshake as it is, then message by message until the connection ends."""
        try:
            self.writer.write(await self.reader.readuntil(b"\r\n\r\n"))
            while True:
                try:
                    whole = await asyncio.wait_for(self._message(), 1.0 if self.held else None)
                except TimeoutError:
                    self._pass(b"")
                    continue
                await self._spoil(whole)
                await self.writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            self._pass(b"")

    async def _message(self) -> bytes:
        """One frame, with its head. Cancelled only between frames, or at the end of it all."""
        head = await self._peek(2)
        size, extra = head[1] & 0x7F, 0
        if size > 125:
            extra = 2 if size == 126 else 8
            head = await self._peek(2 + extra)
            size = int.from_bytes(head[2 : 2 + extra], "big")
        mask = 4 if head[1] & 0x80 else 0
        return await self._take(2 + extra + mask + size)

    _waiting: bytearray = field(default_factory=bytearray)

    async def _peek(self, size: int) -> bytes:
        while len(self._waiting) < size:
            more = await self.reader.read(65536)
            if not more:
                raise asyncio.IncompleteReadError(bytes(self._waiting), size)
            self._waiting += more
        return bytes(self._waiting[:size])

    async def _take(self, size: int) -> bytes:
        taken = await self._peek(size)
        del self._waiting[:size]
        return taken

    async def _spoil(self, whole: bytes) -> None:
        if whole[0] & 0x08:  # control frames are passed on
            self.writer.write(whole)
            return
        kind = self._fault()
        if kind in {"cut", "drop"}:
            # What was sent before may arrive; this message does not, and nothing after it.
            raise OSError(kind)
        if kind == "half_open":
            await asyncio.sleep(self.proxy.faults.half_open_for)
            raise OSError(kind)
        if kind == "delay":
            await asyncio.sleep(self.chance.uniform(0, self.proxy.faults.longest_delay))
        if kind == "reorder" and not self.held:
            self.held = whole
        elif kind == "dribble":
            await self._dribble(whole)
        else:
            self._pass(whole * 2 if kind == "duplicate" else whole)

    def _fault(self) -> str:
        """Which fault strikes now, or ''."""
        draw = self.chance.random()
        for kind in KINDS:
            draw -= getattr(self.proxy.faults, kind)
            if draw < 0:
                self.proxy.struck[kind] += 1
                return kind
        return ""

    def _pass(self, whole: bytes) -> None:
        if whole or self.held:
            self.writer.write(whole + self.held)
            self.held = b""

    async def _dribble(self, whole: bytes) -> None:
        """In small pieces, with the message before it that was held."""
        self._pass(b"")
        step = max(len(whole) // 10, 1)
        for start in range(0, len(whole), step):
            self.writer.write(whole[start : start + step])
            await asyncio.sleep(0.005)


@asynccontextmanager
async def running(proxy: Proxy) -> AsyncIterator[Proxy]:
    server = await asyncio.start_server(proxy.accept, "127.0.0.1", 0)
    proxy.port = int(server.sockets[0].getsockname()[1])
    try:
        yield proxy
    finally:
        server.close()
        proxy.cut_all()
        for task in list(proxy._tasks):
            task.cancel()
        await asyncio.gather(*proxy._tasks, return_exceptions=True)
