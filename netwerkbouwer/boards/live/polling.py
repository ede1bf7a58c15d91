# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answers of polling: what a socket would have sent, put together from the database."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from netwerkbouwer.boards import access, models
from netwerkbouwer.boards.live import client as clients
from netwerkbouwer.boards.live import protocol, reading
from netwerkbouwer.boards.live.client import Who, who_is
from netwerkbouwer.boards.live.mirror import Mirror


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser has already, and as what it looks."""

    since: int | None
    sight: str
    is_screen: bool
    site: str


@dataclass(slots=True)
class Kept:
    """A board that was asked for lately, as of its revision."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    mirror: Mirror | None = None


class Shelf:
    """The boards that people poll: each time only what changed is read."""

    MOST = 30

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def board(self, board_id: str) -> Iterator[tuple[Mirror, models.Board]]:
        """A board as it is now, for one reader at a time. Raises reading.Gone."""
        with self._lock:
            kept = self._kept.setdefault(board_id, Kept())
            self._kept.move_to_end(board_id)
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)
        with kept.lock:
            mirror = kept.mirror
            found = reading.read(board_id, None if mirror is None else mirror.rev)
            if mirror is None or found.rev < mirror.rev:  # first time, or an older copy came back
                mirror = kept.mirror = Mirror(board_id)
                found = reading.read(board_id)
            mirror.set_stage(found.board.stage())
            reading.fill(mirror, found)
            yield mirror, found.board


SHELF = Shelf()


def stand(visit: access.Visit, asked: Asked) -> bytes:
    """`{"welcome": …, "state": …}`. Raises reading.Gone."""
    who = who_is(visit.participant, is_screen=asked.is_screen)
    with SHELF.board(visit.board.pk) as (mirror, board):
        votes = reading.votes_of(board.pk, who.id) if board.session_id else {}
        told = reading.session(board.session, with_code=who.sees_code, site=asked.site)
        welcome = clients.welcome(who, mirror, votes, clients.Company(told, []))
        state = _state(mirror, who, asked)
    head = protocol.encode({"welcome": welcome})[:-1].encode("utf-8", "replace")
    return head + b',"state":' + state + b"}"


def acknowledged(answers: list[protocol.Json], visit: access.Visit, asked: Asked) -> bytes:
    """`{"acks": …, "state": …}`. Raises reading.Gone."""
    who = who_is(visit.participant, is_screen=asked.is_screen)
    with SHELF.board(visit.board.pk) as (mirror, _board):
        state = _state(mirror, who, asked)
    return b'{"acks":' + protocol.acks(0, answers) + b',"state":' + state + b"}"


def _state(mirror: Mirror, who: Who, asked: Asked) -> bytes:
    if who.is_waiting:
        return mirror.closed()
    return mirror.catch_up(who.group, who.owner, asked.since, asked.sight)
