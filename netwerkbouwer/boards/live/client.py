# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One socket: who is behind it, and what is sent to them."""

from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import models
from netwerkbouwer.boards.live import protocol
from netwerkbouwer.boards.live.mirror import LEADS, OTHERS, Mirror
from netwerkbouwer.boards.live.wire import Wire, frame
from netwerkbouwer.boards.stage import Role

MOST_WAITING = 256 * 1024  # bytes; who is further behind connects again and catches up
TOO_SLOW, WRONG_TICKET, KICKED, LATE = 1013, 4401, 4403, 4408
TOO_LARGE, TOO_MUCH, MALFORMED, BROKEN, RESTART, GOING_AWAY = 4413, 4429, 4400, 1011, 1012, 1001
Json = dict[str, Any]


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


@dataclass(frozen=True, slots=True)
class Company:
    """What a welcome says besides the board: the session, and who is here."""

    session: Json | None
    people: list[Json]


def welcome(who: Who, mirror: Mirror, votes: dict[str, int], company: Company) -> Json:
    """The first message: where someone is and what there is theirs. The projector is nobody."""
    return {
        "t": "welcome",
        "rev": mirror.rev,
        "me": who.me(),
        "mine": [] if who.is_screen else mirror.mine(who.id),
        "votes": {} if who.is_screen else votes,
        "board": {"id": mirror.board, "title": mirror.title, "variant": mirror.variant},
        "session": company.session,
        "people": company.people,
    }


class Client:
    """A connected socket. What it is asked for every message is kept ready."""

    __slots__ = ("_allowed", "group", "here", "is_closing", "owner", "row", "site", "who", "wire")

    def __init__(self, who: Who, row: models.Participant, wire: Wire, site: str) -> None:
        self.wire = wire
        self.site = site
        """The address of this site as this client reaches it."""
        self.here: protocol.Here | None = None
        self.is_closing = False
        self._allowed = MOST_WAITING
        self.become(who, row)

    def become(self, who: Who, row: models.Participant) -> None:
        """Take over who someone is now."""
        self.who = who
        self.row = row
        self.group = who.group
        self.owner = who.owner

    def push(self, message: bytes) -> None:
        """Send a message. Who is too far behind to take it is let go and will connect again."""
        self.push_framed(frame(message))

    def push_framed(self, framed: bytes, *, is_snapshot: bool = False) -> None:
        """The same for a message that is framed already, as it goes to many."""
        if self.is_closing:
            return
        waiting = self.wire.write(framed)
        if is_snapshot:  # a whole board may be more than the limit
            self._allowed = max(self._allowed, len(framed) + 2 * MOST_WAITING)
        elif not waiting:
            self._allowed = MOST_WAITING
        if waiting > self._allowed:
            self.close(TOO_SLOW)

    def close(self, code: int, farewell: bytes | None = None) -> None:
        """End the connection after a last word."""
        if self.is_closing:
            return
        if farewell is not None:
            self.push(farewell)
        self.is_closing = True
        self.wire.end(code)
