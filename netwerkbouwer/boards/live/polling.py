# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answers of polling: what a socket would have sent, put together from the database."""

from dataclasses import dataclass

from netwerkbouwer.boards import access
from netwerkbouwer.boards.live import protocol, reading
from netwerkbouwer.boards.live.client import who_is
from netwerkbouwer.boards.live.mirror import Mirror


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser has already, and as what it looks."""

    since: int | None
    sight: str
    is_screen: bool
    site: str


def stand(visit: access.Visit, asked: Asked) -> bytes:
    """`{"welcome": …, "state": …}`. Raises reading.Gone."""
    mirror, board = reading.load(visit.board.pk)
    who = who_is(visit.participant, is_screen=asked.is_screen)
    votes = reading.votes_of(board.pk, who.id) if board.session_id else {}
    told = reading.session(board.session, with_code=who.sees_code, site=asked.site)
    welcome = {
        "t": "welcome",
        "rev": mirror.rev,
        "me": who.me(),
        "mine": [] if who.is_screen else mirror.mine(who.id),
        "votes": {} if who.is_screen else votes,
        "board": {"id": board.pk, "title": mirror.title, "variant": mirror.variant},
        "session": told,
        "people": [],
    }
    head = protocol.encode({"welcome": welcome})[:-1].encode("utf-8", "replace")
    return head + b',"state":' + _state(mirror, visit, asked) + b"}"


def acknowledged(answers: list[protocol.Json], visit: access.Visit, asked: Asked) -> bytes:
    """`{"acks": …, "state": …}`. Raises reading.Gone."""
    mirror, _board = reading.load(visit.board.pk)
    acks = protocol.acks(0, answers)
    return b'{"acks":' + acks + b',"state":' + _state(mirror, visit, asked) + b"}"


def _state(mirror: Mirror, visit: access.Visit, asked: Asked) -> bytes:
    who = who_is(visit.participant, is_screen=asked.is_screen)
    if who.is_waiting:
        return mirror.closed()
    return mirror.catch_up(who.group, who.owner, asked.since, asked.sight)
