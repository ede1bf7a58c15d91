# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sockets of boards as a plain ASGI application: who may connect, and what they send."""

import asyncio
import logging
import re
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.request import split_domain_port, validate_host

from netwerkbouwer.boards import access, actions, writer
from netwerkbouwer.boards.live import client as clients
from netwerkbouwer.boards.live import hub as hubs
from netwerkbouwer.boards.live import protocol, reading, tickets
from netwerkbouwer.boards.live.batch import Batch
from netwerkbouwer.boards.live.client import Client, who_is
from netwerkbouwer.boards.live.gate import Manners
from netwerkbouwer.boards.live.room import Room
from netwerkbouwer.boards.live.wire import frame, wire_of

PATH = re.compile(r"/borden/([0-9a-z]{1,12})/live")
HELLO_WITHIN = 10.0  # seconds
SOCKETS_EACH = 10
SOCKETS_IN_ALL = 3_000  # of one process; one core serves about a thousand people
FRAMES_UNDERWAY = 8  # of one socket, waiting for the disk

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Json = dict[str, Any]
log = logging.getLogger(__name__)
SOCKETS: Counter[int] = Counter()
"""How many sockets each participant has in this process."""


class Ended(Exception):
    """This socket must be closed, with a code and perhaps a farewell."""

    def __init__(self, code: int, bye: str = "", sentence: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.farewell = protocol.bye(bye, sentence) if bye else None


class Left(Exception):
    """The other side closed the connection."""


async def lifespan(receive: Receive, send: Send) -> None:
    """Open the hub when the server starts, and let everyone go when it stops."""
    await receive()
    hubs.HUB = hubs.Hub()
    hubs.HUB.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hubs.HUB.stop()
    hubs.HUB = None
    await send({"type": "lifespan.shutdown.complete"})


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One socket, from handshake to end. Whatever goes wrong ends this socket alone."""
    await receive()
    found = PATH.fullmatch(scope["path"])
    hub = hubs.HUB
    if found is None or hub is None or hub.sockets >= SOCKETS_IN_ALL or not is_from_here(scope):
        await send({"type": "websocket.close", "code": 1008})
        return
    hub.sockets += 1
    try:
        await send({"type": "websocket.accept"})
        await _host(Visitor(hub, found[1], scope, receive), receive)
    finally:
        hub.sockets -= 1


async def _host(visitor: "Visitor", receive: Receive) -> None:
    try:
        await visitor.stay()
    except Left:
        return
    except Ended as end:
        if end.farewell is not None:
            visitor.wire.write(frame(end.farewell))
        visitor.wire.end(end.code)
    except Exception:  # the edge: the others must not notice
        log.exception("a socket failed")
        visitor.wire.end(clients.BROKEN)
    while (await receive())["type"] != "websocket.disconnect":
        continue  # what still comes after a close


def headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def is_from_here(scope: Scope) -> bool:
    """Whether our own pages open this socket, or a program without cookies that has a ticket."""
    headers = headers_of(scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    name, _port = split_domain_port(host)
    if not name or not validate_host(name, settings.ALLOWED_HOSTS):
        return False
    if origin is None:
        return "cookie" not in headers
    if origin == settings.SITE_ADDRESS:
        return True
    schemes = {"https"} if settings.HTTPS else {"http", "https"}
    scheme, _, rest = origin.partition("://")
    return scheme in schemes and rest == host


class Visitor:
    """One accepted socket."""

    def __init__(self, hub: hubs.Hub, board_id: str, scope: Scope, receive: Receive) -> None:
        self.hub = hub
        self.board_id = board_id
        self.headers = headers_of(scope)
        self.receive = receive
        self.wire = wire_of(scope)
        self.manners = Manners(time.monotonic)
        self.underway: deque[asyncio.Future[list[actions.Answer]]] = deque()

    async def stay(self) -> None:
        """Greet, then read frames until one of both sides ends it."""
        hello, ticket = await self._greet()
        SOCKETS[ticket.participant] += 1
        try:
            client, room = await self._enter(hello, ticket)
            try:
                await self._read(client, room)
            finally:
                room.leave(client)
                self.hub.drop_if_empty(room)
        finally:
            SOCKETS[ticket.participant] -= 1
            if not SOCKETS[ticket.participant]:
                del SOCKETS[ticket.participant]

    # Coming in

    async def _greet(self) -> tuple[protocol.Hello, tickets.Ticket]:
        try:
            raw = await asyncio.wait_for(self._next(), HELLO_WITHIN)
        except TimeoutError:
            raise Ended(clients.LATE) from None
        try:
            hello = protocol.parse(raw)
        except protocol.TooLarge:
            raise Ended(clients.TOO_LARGE) from None
        except protocol.Malformed:
            raise Ended(clients.MALFORMED) from None
        if not isinstance(hello, protocol.Hello):
            raise Ended(clients.MALFORMED)
        return hello, self._read_ticket(hello.ticket)

    def _read_ticket(self, text: str) -> tickets.Ticket:
        try:
            ticket = tickets.USED.take(text)
        except tickets.WrongTicket:
            raise Ended(clients.WRONG_TICKET) from None
        if ticket.board != self.board_id:
            raise Ended(clients.WRONG_TICKET)
        if SOCKETS[ticket.participant] >= SOCKETS_EACH:
            raise Ended(clients.TOO_MUCH, "too_much", "Dit bord staat al op tien plekken open.")
        return ticket

    async def _enter(self, hello: protocol.Hello, ticket: tickets.Ticket) -> tuple[Client, Room]:
        """Find out who this is and join the room, looking again when something just changed."""
        try:
            room = await self.hub.enter(self.board_id)
        except reading.Gone:
            raise Ended(clients.WRONG_TICKET, "unknown", "Dit bord bestaat niet meer.") from None
        try:
            while True:
                news = self.hub.news
                visit, votes = await self._look_up(ticket)
                if news == self.hub.news:
                    break
            client = self._client(visit, is_screen=ticket.is_screen)
            room.join(client, hello, votes)
        finally:
            self.hub.entered(room)
        self.board = visit.board
        return client, room

    async def _look_up(self, ticket: tickets.Ticket) -> tuple[access.Visit, dict[str, int]]:
        cookies = self.headers.get("cookie", "") if "origin" in self.headers else None
        try:
            return await self.hub.reader.run(
                reading.look_up, self.board_id, ticket.participant, cookies
            )
        except Http404:
            raise Ended(clients.WRONG_TICKET) from None

    def _client(self, visit: access.Visit, *, is_screen: bool) -> Client:
        scheme = "https" if settings.HTTPS else "http"
        site = settings.SITE_ADDRESS or f"{scheme}://{self.headers.get('host', '')}"
        row = visit.participant
        return Client(who_is(row, is_screen=is_screen), row, self.wire, site)

    # Being there

    async def _next(self) -> str | bytes:
        message = await self.receive()
        if message["type"] == "websocket.disconnect":
            raise Left
        text = message.get("text")
        return text if text is not None else message.get("bytes") or b""

    async def _read(self, client: Client, room: Room) -> None:
        while not client.is_closing:
            raw = await self._next()
            if self.manners.is_flood():
                return self._send_away(client)
            try:
                message = protocol.parse(raw)
            except protocol.TooLarge:
                client.close(clients.TOO_LARGE)
            except protocol.Malformed:
                if self.manners.is_too_much():
                    client.close(clients.MALFORMED)
            else:
                await self._handle(message, client, room)

    async def _handle(self, frame: protocol.Frame, client: Client, room: Room) -> None:
        match frame:
            case protocol.Operations():
                await self._submit(frame, client)
            case protocol.Here() if self.manners.may_tell():
                client.here = frame
                room.people_changed()
            case protocol.Ping():
                client.push(protocol.PONG)
            case protocol.Hello():
                if self.manners.is_too_much():
                    client.close(clients.MALFORMED)

    def _send_away(self, client: Client) -> None:
        client.close(clients.TOO_MUCH, protocol.bye("too_much", "Dat gaat veel te snel."))

    async def _submit(self, frame: protocol.Operations, client: Client) -> None:
        """Hand operations to the writer in the order they came; the answer follows the commit."""
        passage = hubs.GATE.admit(client.who.id, len(frame.payloads))
        if passage.is_abuse:
            return self._send_away(client)
        while len(self.underway) >= FRAMES_UNDERWAY:
            await asyncio.wait({self.underway.popleft()})
        batch = Batch(frame, passage.allowed, passage.again)
        waiting = asyncio.wrap_future(batch.hand_over(self.board, client.row))
        too_late = asyncio.get_running_loop().call_later(writer.PATIENCE, batch.give_up, client)
        waiting.add_done_callback(lambda done: batch.answer(done, client, too_late))
        self.underway.append(waiting)
        while self.underway and self.underway[0].done():
            self.underway.popleft()
