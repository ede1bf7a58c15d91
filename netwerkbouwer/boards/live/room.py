# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people at one open board, in this process. All of it runs in the event loop.

What a room remembers is a copy of rows: when the last socket closes it is dropped.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from netwerkbouwer.boards import actions, models
from netwerkbouwer.boards.live import client as clients
from netwerkbouwer.boards.live import protocol, reading
from netwerkbouwer.boards.live.client import Client, Who, who_is
from netwerkbouwer.boards.live.mirror import Mirror
from netwerkbouwer.boards.live.wire import frame
from netwerkbouwer.boards.stage import Role

PEOPLE_EVERY = 1.0  # seconds between two lists of who is here
log = logging.getLogger(__name__)
Json = dict[str, Any]


class House(Protocol):
    """What a room needs of the hub it is in."""

    loop: asyncio.AbstractEventLoop
    reader: reading.Reader

    def tick(self) -> float: ...

    def spent(self, seconds: float) -> None: ...

    def keep(self, work: "asyncio.Task[Any]") -> None: ...


class Room:
    """Who is at a board, and the board as they see it."""

    def __init__(self, house: House, mirror: Mirror, board: models.Board) -> None:
        self.house = house
        self.mirror = mirror
        self.session = board.session
        self._link_secret = board.link_secret
        self.clients: set[Client] = set()
        self.expected = 0
        """People who are coming in now: the room stays for them."""
        self._loop = house.loop
        self._changed: set[str] = set()
        self._flushed_rev = mirror.rev
        self._flushed_at = 0.0
        self._flush_timer: asyncio.TimerHandle | None = None
        self._people_at = 0.0
        self._people_timer: asyncio.TimerHandle | None = None
        self._jobs: dict[str, bool] = {}
        self._framed = (b"", b"")
        """The last state that went to someone, and the same with its frame."""

    @property
    def id(self) -> str:
        return self.mirror.board

    @property
    def is_empty(self) -> bool:
        return not self.clients and not self.expected

    def stop(self) -> None:
        for timer in (self._flush_timer, self._people_timer):
            if timer is not None:
                timer.cancel()

    # Who is here

    def join(self, client: Client, hello: protocol.Hello, votes: dict[str, int]) -> None:
        """Welcome someone and send what they do not have yet."""
        self.flush()
        client.push(self._encode(self.welcome(client, votes)))
        client.push_framed(self.state_for(client, hello.rev, hello.sight), is_snapshot=True)
        self.clients.add(client)
        self.people_changed()

    def leave(self, client: Client) -> None:
        self.clients.discard(client)
        self.people_changed()

    def welcome(self, client: Client, votes: dict[str, int]) -> Json:
        company = clients.Company(self._session_for(client), self.people())
        return clients.welcome(client.who, self.mirror, votes, company)

    def state_for(self, client: Client, since: int | None = None, sight: str = "") -> bytes:
        """What someone does not have yet; nothing of the board for who still waits outside."""
        if client.who.is_waiting:
            return frame(self.mirror.closed())
        state = self.mirror.catch_up(client.group, client.owner, since, sight)
        if state is not self._framed[0]:
            self._framed = (state, frame(state))
        return self._framed[1]

    def people(self) -> list[Json]:
        """Everyone who is here, once, whatever number of screens they have."""
        typing: dict[int, str | None] = {}
        found: dict[int, Who] = {}
        for client in self.clients:
            who = client.who
            if who.is_screen or who.is_waiting:
                continue
            found[who.id] = who
            here = client.here
            if here is not None and here.is_typing:
                typing[who.id] = here.zone if self._is_anonymous else here.card or here.zone
        return [found[one].person(typing.get(one)) for one in sorted(found)]

    @property
    def _is_anonymous(self) -> bool:
        """In a hall nobody should see who wrote a card: then only in which zone someone types."""
        stage = self.mirror.stage
        return stage.is_live and not stage.is_worksheet

    def people_changed(self) -> None:
        """Tell who is here, at most once a second."""
        if self._people_timer is None and self.clients:
            wait = max(self._people_at + PEOPLE_EVERY - self._loop.time(), 0.0)
            self._people_timer = self._loop.call_later(wait, self._tell_people)

    def _tell_people(self) -> None:
        self._people_timer, self._people_at = None, self._loop.time()
        message = self._encode({"t": "people", "people": self.people()})
        self._push(message, (c for c in self.clients if not c.who.is_waiting))

    # What happened to the board

    def committed(self, news: actions.Committed) -> None:
        """Take over what a batch of this process did."""
        self._take_session(news.board)
        if news.first > self.mirror.rev:  # another process wrote in between
            self.catch_up()
            return
        if news.board.revision <= self.mirror.rev:
            return
        links = {card: tuple(tied) for card, tied in news.links.items()}
        self._changed |= self.mirror.take(news.cards, links, news.votes)
        self.mirror.rename(news.board.title, news.board.variant)
        self.mirror.advance(news.board.revision)
        self._flush_soon()

    def _take_session(self, board: models.Board) -> None:
        new, old = board.session, self.session
        is_known = new == old and (new is None or old is None or new.version == old.version)
        if is_known or self._is_older(board):
            return
        self.session = new
        if self.mirror.set_stage(board.stage()):
            self._reset_all()
        self.refresh()

    def _is_older(self, board: models.Board) -> bool:
        """Whether this was read before the session became what it is here."""
        new, old = board.session, self.session
        return bool(new and old and new.pk == old.pk and new.version < old.version)

    def _flush_soon(self) -> None:
        if self._flush_timer is None:
            wait = self._flushed_at + self.house.tick() - self._loop.time()
            if wait <= 0:
                self.flush()
            else:
                self._flush_timer = self._loop.call_later(wait, self.flush)

    def flush(self) -> None:
        """Tell everyone what changed since the last time."""
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None
        torn, changed, since = self.mirror.torn(), list(self._changed), self._flushed_rev
        if self.mirror.rev == since and not changed and not torn:
            return
        started = self._loop.time()
        self._changed, self._flushed_rev, self._flushed_at = set(), self.mirror.rev, started
        for name, group in self._groups().items():
            if name in torn:
                self._reset(group)
                continue
            delta = self.mirror.delta(name, changed, since)
            shared = frame(delta.shared)
            personal = {who: frame(own) for who, own in delta.personal.items()}
            for one in group:
                one.push_framed(personal.get(one.owner, shared) if personal else shared)
        self.house.spent(self._loop.time() - started)

    def _groups(self) -> dict[str, list[Client]]:
        """Who sees the same, without those who still wait outside."""
        groups: dict[str, list[Client]] = defaultdict(list)
        for client in self.clients:
            if not client.who.is_waiting:
                groups[client.group].append(client)
        return groups

    def _reset(self, group: Iterable[Client]) -> None:
        for client in list(group):
            client.push_framed(self.state_for(client), is_snapshot=True)

    def _reset_all(self) -> None:
        self._changed, self._flushed_rev = set(), self.mirror.rev
        self.mirror.torn()
        self._reset(self.clients)

    # What must be read from the database

    def compare(self, now: reading.Version | None) -> None:
        """Look again at what the database has newer than this room."""
        if now is None:
            return self.send_all_away("unknown", "Dit bord bestaat niet meer.")
        if now.link_secret != self._link_secret:
            self._link_secret = now.link_secret
            return self.send_all_away("restart", "De links zijn vernieuwd. Even opnieuw verbinden.")
        session = (self.session.pk, self.session.version) if self.session else (None, None)
        if now.session != session:
            self.refresh()
        if now.rev > self.mirror.rev:
            self.catch_up()

    def catch_up(self) -> None:
        """Read what another process did."""
        self._do("catch_up", self._catch_up)

    async def _catch_up(self) -> None:
        found = await self.house.reader.run(reading.read, self.id, self.mirror.rev)
        self._take_session(found.board)
        self._changed |= reading.fill(self.mirror, found)
        self._flush_soon()

    def refresh(self) -> None:
        """Read the session and its people again, and tell everyone what is new for them."""
        self._do("refresh", self._refresh)

    async def _refresh(self) -> None:
        ids = {client.who.id for client in self.clients}
        board, people = await self.house.reader.run(reading.board_and_people, self.id, ids)
        if self._is_older(board):  # a batch told of a newer one, and asked to read again
            return
        self.session, self._link_secret = board.session, board.link_secret
        sight_changed = self.mirror.set_stage(board.stage())
        if sight_changed:
            self.flush()
        for client in list(self.clients):
            if client.who.id in ids:
                self._renew(client, people.get(client.who.id), sight_changed)
            else:  # came in while this was read
                self.refresh()
        if sight_changed:
            self._changed, self._flushed_rev = set(), self.mirror.rev
        self.people_changed()

    def _renew(self, client: Client, row: models.Participant | None, sight_changed: bool) -> None:
        """Someone as they are now: sent out, at another table, let in, or with another role."""
        if row is None or row.is_blocked:
            return self.send_away(client, "kicked", "Je doet niet meer mee aan deze sessie.")
        before, now = client.who, who_is(row, is_screen=client.who.is_screen)
        if now.role != Role.EDITOR and now.seat != before.seat:
            return self.send_away(client, "moved", "Je zit nu aan een andere tafel.")
        client.become(now, row)
        told: Json = {"t": "session", "session": self._session_for(client)}
        if now.me() != before.me():
            told["me"] = now.me()
        client.push(self._encode(told))
        if sight_changed or now.group != before.group or now.is_waiting != before.is_waiting:
            client.push_framed(self.state_for(client), is_snapshot=True)

    def send_away(self, client: Client, code: str, sentence: str) -> None:
        client.close(CLOSINGS.get(code, clients.GOING_AWAY), protocol.bye(code, sentence))
        self.leave(client)

    def send_all_away(self, code: str, sentence: str) -> None:
        for client in list(self.clients):
            self.send_away(client, code, sentence)

    def _do(self, name: str, work: Callable[[], Any]) -> None:
        """Run a job; asked again while it runs, it runs once more."""
        if name in self._jobs:
            self._jobs[name] = True
            return
        self._jobs[name] = False
        self.house.keep(self._loop.create_task(self._repeat(name, work)))

    async def _repeat(self, name: str, work: Callable[[], Any]) -> None:
        try:
            while True:
                self._jobs[name] = False
                await work()
                if not self._jobs[name]:
                    return
        except reading.Gone:
            self.send_all_away("unknown", "Dit bord bestaat niet meer.")
        except Exception:  # one room may not hurt the others: its people come in again
            log.exception("a room failed")
            self.send_all_away("restart", "Even opnieuw verbinden.")
        finally:
            del self._jobs[name]

    def _session_for(self, client: Client) -> Json | None:
        return reading.session(self.session, with_code=client.who.sees_code, site=client.site)

    def _push(self, message: bytes, to: Iterable[Client]) -> None:
        framed = frame(message)
        for client in list(to):
            client.push_framed(framed)

    def _encode(self, message: Json) -> bytes:
        return protocol.encode(message).encode("utf-8", "replace")


CLOSINGS = {
    "kicked": clients.KICKED,
    "restart": clients.RESTART,
    "too_much": clients.TOO_MUCH,
}
