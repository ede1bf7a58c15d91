# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A room without a server: sockets that keep what is written, and work that is done at once."""

import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, cast

from benchmarks.live.replica import Replica
from netwerkbouwer.boards import actions, batch, models, stage
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.live import protocol, reading
from netwerkbouwer.boards.live.client import Client, who_is
from netwerkbouwer.boards.live.room import Room
from netwerkbouwer.boards.live.wire import Wire

Json = dict[str, Any]


class Reader:
    """Reads in this thread, in the transaction of the test."""

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return work(*arguments)


class Timer:
    def __init__(self, work: Callable[[], None]) -> None:
        self.work, self.is_cancelled = work, False

    def cancel(self) -> None:
        self.is_cancelled = True


class Loop:
    """Time stands still until `pass_time`."""

    def __init__(self) -> None:
        self.now = 100.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, wait: float, work: Callable[[], None]) -> Timer:
        self.timers.append(Timer(work))
        return self.timers[-1]

    def create_task(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            work.send(None)
        except StopIteration:
            return
        raise AssertionError("work that waits")

    def pass_time(self) -> None:
        while self.timers:
            due, self.timers, self.now = self.timers, [], self.now + 2
            for timer in due:
                if not timer.is_cancelled:
                    timer.work()


class House:
    """What a room needs of a hub."""

    def __init__(self) -> None:
        self.loop = Loop()
        self.reader = Reader()

    def tick(self) -> float:
        return 0.01

    def spent(self, seconds: float) -> None:
        return

    def keep(self, work: Any) -> None:
        return


@dataclass
class Socket:
    """The server's end of a socket of which the other side takes `waiting` bytes less."""

    written: list[bytes] = field(default_factory=list)
    waiting: int = 0
    code: int | None = None

    def write(self, framed: bytes) -> int:
        self.written.append(framed)
        return self.waiting

    def end(self, code: int) -> None:
        self.code = code

    def read(self) -> list[bytes]:
        """The messages since the last time."""
        taken, self.written = self.written, []
        return [unframed(one) for one in taken]


def unframed(framed: bytes) -> bytes:
    size = framed[1]
    return framed[{126: 4, 127: 10}.get(size, 2) :]


@dataclass
class Seat:
    """Someone at the board with a replica, as a browser has one."""

    room: Room
    row: models.Participant
    is_screen: bool = False
    socket: Socket = field(default_factory=Socket)
    replica: Replica = field(default_factory=Replica)
    sight: str = ""
    heard: list[Json] = field(default_factory=list)
    client: Client | None = None

    def connect(self, *, fresh: bool = False) -> list[bytes]:
        """Come in, with what the replica has unless everything is asked anew."""
        row = models.Participant.objects.select_related("table").get(pk=self.row.pk)
        who = who_is(row, is_screen=self.is_screen)
        self.socket = Socket()
        self.client = Client(who, row, cast(Wire, self.socket), "http://here")
        rev = None if fresh else self.replica.rev
        hello = protocol.Hello("", rev, self.sight)
        self.room.join(self.client, hello, reading.votes_of(self.room.id, row.pk))
        return self.take()

    def leave(self) -> None:
        if self.client is not None:
            self.room.leave(self.client)
            self.client = None

    def take(self) -> list[bytes]:
        """Take over what came; gives the messages as they were."""
        raw = self.socket.read()
        for one in raw:
            message = json.loads(one)
            self.heard.append(message)
            if message["t"] == "state":
                self.replica.apply(message)
                self.sight = message["sight"]
        return raw

    def shown(self) -> dict[str, Json]:
        """The cards of which the whole line above is there."""
        cards = self.replica.cards
        return {key: card for key, card in cards.items() if self._has_line(card)}

    def _has_line(self, card: Json) -> bool:
        above: Json | None = card
        while above is not None and above["parent"] is not None:
            above = self.replica.cards.get(above["parent"])
        return above is not None


def open_room(board: models.Board) -> tuple[Room, House]:
    house = House()
    mirror, row = reading.load(board.pk)
    return Room(cast(Any, house), mirror, row), house


def do(room: Room, by: models.Participant, *payloads: Json) -> list[batch.Answer]:
    """Operations of someone, as the writer does them and tells the room."""
    operations = [ops.parse({"op_id": models.new_id(), **payload}) for payload in payloads]
    board = models.Board.objects.get(pk=room.id)
    news = actions.apply_changes(board=board, changes=[actions.Change(operations, by)])
    if news.board.revision > news.first:
        room.committed(news)
    return news.answers[0]


def guest(session: models.Session, name: str, role: stage.Role) -> models.Participant:
    return models.Participant.objects.create(
        board=session.board, session=session, name=name, role=role
    )
