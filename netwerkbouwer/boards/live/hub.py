# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""All open boards of this process, and how news reaches them from the writer and other threads."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from netwerkbouwer.boards import actions, writer
from netwerkbouwer.boards.live import announce, reading
from netwerkbouwer.boards.live.announce import News
from netwerkbouwer.boards.live.gate import Gate
from netwerkbouwer.boards.live.room import Room

SHORTEST_TICK, LONGEST_TICK = 0.008, 0.06  # seconds between two messages to a room
POLL_EVERY = 1.0  # seconds
GONE = "Dit bord bestaat niet meer."
RENEWED = "De links zijn vernieuwd. Even opnieuw verbinden."
log = logging.getLogger(__name__)

GATE = Gate(time.monotonic)
"""What everyone may send to this process, by socket or by request."""


class Bus(Protocol):
    """How other processes are told; see bus.py."""

    def start(self) -> None: ...

    async def stop(self) -> None: ...

    def publish(self, kind: str, key: str, number: int) -> None: ...


def open_bus(hear: Callable[[str, str, int], None], rejoined: Callable[[], None]) -> Bus:
    from netwerkbouwer.boards.live import bus  # its library is only there where it is used

    return bus.Bus(settings.REDIS_URL, settings.INSTALLATION.id, hear=hear, rejoined=rejoined)


class Hub:
    """The rooms. Everything but `committed` and `announced` runs in the event loop."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.reader = reading.Reader()
        self.sockets = 0
        self.news = 0
        """Counts what was announced, so that who comes in knows whether to look again."""
        self.loop = asyncio.get_running_loop()
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._work: set[asyncio.Task[Any]] = set()
        self._tick = SHORTEST_TICK
        self._bus: Bus | None = None

    def start(self) -> None:
        """Listen to this process, and to the others when there can be any."""
        writer.LISTENERS.append(self.committed)
        announce.LISTENERS.append(self.announced)
        if settings.REDIS_URL:
            self._bus = open_bus(self._hear_bus, self.look_around)
            self._bus.start()
        if connection.vendor == "postgresql":
            self.keep(self.loop.create_task(self._poll()))

    async def stop(self) -> None:
        """Let everyone go; they come back by themselves."""
        writer.LISTENERS.remove(self.committed)
        announce.LISTENERS.remove(self.announced)
        if self._bus is not None:
            await self._bus.stop()
        for room in list(self.rooms.values()):
            room.send_all_away("restart", "De server start opnieuw. Even opnieuw verbinden.")
            room.stop()
        for work in self._work:
            work.cancel()
        self.reader.stop()

    # From other threads

    def committed(self, news: actions.Committed) -> None:
        """A batch of this process is on disk."""
        self._call(self._hear_committed, news)

    def announced(self, news: News, key: str) -> None:
        """Something changed that is no operation."""
        self._call(self._hear_news, news, key)

    def _call(self, work: Any, *arguments: Any) -> None:
        try:
            self.loop.call_soon_threadsafe(work, *arguments)
        except RuntimeError:  # the loop is closing
            return

    # In the loop

    def _hear_committed(self, news: actions.Committed) -> None:
        self._publish("b", news.board.pk, news.board.revision)
        self._take_committed(news)

    def _take_committed(self, news: actions.Committed) -> None:
        room = self.rooms.get(news.board.pk)
        if room is None:
            if news.board.pk in self._opening:
                self._later(news)
            return
        try:
            room.committed(news)
        except Exception:  # one room may not hurt the others
            log.exception("a room failed")
            room.send_all_away("restart", "Even opnieuw verbinden.")
            self._drop(room)

    def _later(self, news: actions.Committed) -> None:
        """A room that is being read hears it when it is there."""
        opening = self._opening[news.board.pk]
        opening.add_done_callback(lambda _: self._take_committed(news))

    def _hear_news(self, news: News, key: str) -> None:
        self.news += 1
        if news is News.SESSION:
            self.keep(self.loop.create_task(self._refresh_session(key)))
            return
        self._publish("a", key, 0)
        for room in self._rooms_around(key):
            if news is News.BOARD_GONE:
                room.send_all_away("unknown", GONE)
            else:
                room.send_all_away("restart", RENEWED)
            self.drop_if_empty(room)

    def _rooms_around(self, board_id: str) -> list[Room]:
        """The room of a board, and those of the worksheets that open with its links."""
        return [
            room
            for room in list(self.rooms.values())
            if room.id == board_id or (room.session and room.session.board_id == board_id)
        ]

    async def _refresh_session(self, session_id: str) -> None:
        version, boards = await self.reader.run(reading.session_boards, session_id)
        self._publish("s", session_id, version)
        for room in list(self.rooms.values()):
            if room.id in boards or (room.session and room.session.pk == session_id):
                room.refresh()

    # Other processes

    def _publish(self, kind: str, key: str, number: int) -> None:
        if self._bus is not None:
            self._bus.publish(kind, key, number)

    def _hear_bus(self, kind: str, key: str, number: int) -> None:
        """'b': a board is at a revision; 's': a session at a version; 'a': links are new."""
        room = self.rooms.get(key)
        if kind == "b" and room is not None and number > room.mirror.rev:
            room.catch_up()
        elif kind == "s":
            self.keep(self.loop.create_task(self._hear_session(key, number)))
        elif kind == "a":
            self.look_around()

    async def _hear_session(self, session_id: str, version: int) -> None:
        self.news += 1
        known = {
            room.session.version
            for room in self.rooms.values()
            if room.session and room.session.pk == session_id
        }
        if known and min(known) >= version:
            return
        _version, boards = await self.reader.run(reading.session_boards, session_id)
        for room in list(self.rooms.values()):
            if room.id in boards or (room.session and room.session.pk == session_id):
                room.refresh()

    def look_around(self) -> None:
        """Compare all rooms with the database once."""
        if self.rooms:
            self.keep(self.loop.create_task(self._look_around()))

    async def _poll(self) -> None:
        """Messages can get lost; the database is asked every second, for all rooms at once."""
        while True:
            await asyncio.sleep(POLL_EVERY)
            try:
                await self._look_around()
            except Exception as error:
                log.warning("the database did not answer: %s", type(error).__name__)

    async def _look_around(self) -> None:
        if not self.rooms:
            return
        found = await self.reader.run(reading.versions, list(self.rooms))
        for board_id, room in list(self.rooms.items()):
            room.compare(found.get(board_id))
            self.drop_if_empty(room)

    # Rooms

    async def enter(self, board_id: str) -> Room:
        """The room of a board, opened when needed and kept for who comes in. Raises Gone.

        Call `entered` afterwards, whatever happened.
        """
        room = self.rooms.get(board_id)
        if room is None:
            opening = self._opening.get(board_id)
            if opening is None:
                opening = self.loop.create_task(self._open(board_id))
                self._opening[board_id] = opening
                opening.add_done_callback(lambda _: self._opening.pop(board_id, None))
            room = await asyncio.shield(opening)
            self.rooms.setdefault(board_id, room)
            room = self.rooms[board_id]
        room.expected += 1
        return room

    def entered(self, room: Room) -> None:
        room.expected -= 1
        self.drop_if_empty(room)

    async def _open(self, board_id: str) -> Room:
        news = self.news
        mirror, board = await self.reader.run(reading.load, board_id)
        room = self.rooms[board_id] = Room(self, mirror, board)
        if news != self.news:  # perhaps of this session, and too late for what was read
            room.refresh()
        return room

    def drop_if_empty(self, room: Room) -> None:
        if room.is_empty:
            self._drop(room)

    def _drop(self, room: Room) -> None:
        room.stop()
        if self.rooms.get(room.id) is room:
            del self.rooms[room.id]

    # What rooms ask

    def keep(self, work: "asyncio.Task[Any]") -> None:
        """Hold on to a task until it is done."""
        self._work.add(work)
        work.add_done_callback(self._done)

    def _done(self, work: "asyncio.Task[Any]") -> None:
        self._work.discard(work)
        if not work.cancelled() and (error := work.exception()):
            log.error("live work failed", exc_info=error)

    def tick(self) -> float:
        """Seconds a room waits between two messages: longer when this process is busy."""
        return self._tick

    def spent(self, seconds: float) -> None:
        """How long one room's message took; ten rooms that take long make the tick longer."""
        load = seconds * max(len(self.rooms), 1) * 4
        wanted = min(max(load, SHORTEST_TICK), LONGEST_TICK)
        self._tick += (wanted - self._tick) / 8


HUB: Hub | None = None
"""The hub of this process, when it serves sockets."""
