# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One participant on the wire: ticket, hello, operations, acknowledgements, states, outbox.

Used by load, fault and soak runs. It does what the browser's client does, and keeps a history.
"""

import asyncio
import json
import os
import random
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.live import frames, history
from benchmarks.live.replica import Behind, Replica

Json = dict[str, Any]
AT_ONCE = 100  # operations in a frame
SILENCE, PATIENCE = 20.0, 10.0  # seconds until a ping, and for its answer
STATE = b'"state"'
REV = re.compile(rb'"rev":\s*(\d+)')


def new_id() -> str:
    return secrets.token_urlsafe(16)


@dataclass
class Person:
    """Who someone is for the server: cookies, per browser."""

    where: tuple[str, int]
    board: str
    cookies: dict[str, str]
    csrf_cookie: str = ""
    is_screen: bool = False
    socket: tuple[str, int] | None = None
    """Where the socket goes when that is not the server itself but a proxy."""

    def __post_init__(self) -> None:
        if self.csrf_cookie:
            self.cookies.setdefault(self.csrf_cookie, os.urandom(16).hex())

    def headers(self) -> dict[str, str]:
        """The origin is the server's, also when the socket goes through a proxy."""
        given = {"Origin": f"http://{self.where[0]}:{self.where[1]}"}
        if self.cookies:
            given["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.csrf_cookie:
            given["X-CSRFToken"] = self.cookies[self.csrf_cookie]
        return given

    async def ask(self, line: str, body: Json | None = None, kind: str = "") -> frames.Answer:
        """A request with this person's cookies; new cookies are kept."""
        sent = b"" if body is None else json.dumps(body).encode()
        extra = {"Content-Type": kind or "application/json"} if sent else {}
        answer = await frames.ask(self.where, line, {**self.headers(), **extra}, sent)
        self.keep_cookies(answer)
        return answer

    def keep_cookies(self, answer: frames.Answer) -> None:
        for name, value in answer.headers:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key.strip()] = rest.split(";")[0]

    async def enter(self) -> tuple[str, str]:
        """A ticket, and the address of the socket. Raises frames.NotConnected."""
        answer = await self.ask(f"POST /borden/{self.board}/toegang", {"screen": self.is_screen})
        if answer.status != 200:
            raise frames.NotConnected(answer.status, f"no ticket: {answer.status}")
        given = json.loads(answer.body)
        return str(given["ticket"]), str(given["address"])

    async def snapshot(self, since: int | None = None) -> Json:
        """The board as this person sees it now: {"welcome", "state"}."""
        query = "" if since is None else f"?sinds={since}"
        answer = await self.ask(f"GET /borden/{self.board}/stand{query}")
        if answer.status != 200:
            raise frames.NotConnected(answer.status, f"no snapshot: {answer.status}")
        return dict(json.loads(answer.body))

    async def connect(
        self, on_text: Callable[[bytes], None], on_end: Callable[[int, str], None]
    ) -> tuple[frames.Frames, str]:
        ticket, address = await self.enter()
        where = self.socket or self.where
        headers = {"Host": f"{self.where[0]}:{self.where[1]}", **self.headers()}
        return await frames.connect(where, address, headers, on_text, on_end), ticket


@dataclass
class Client:
    """A replica with an outbox. `run` keeps it connected until `stop`."""

    person: Person
    author: int = 0
    is_light: bool = False
    """Read only marks and revisions of states; no copy of the board is kept."""
    on_state: Callable[[bytes], None] | None = None
    first_delay: float = 0.5
    longest_delay: float = 30.0
    replica: Replica = field(default_factory=Replica)
    outbox: dict[str, history.Record] = field(default_factory=dict)
    """Not yet acknowledged, in the order they were made."""
    records: list[history.Record] = field(default_factory=list)
    welcome: Json = field(default_factory=dict)
    session: Json = field(default_factory=dict)
    byes: list[str] = field(default_factory=list)
    endings: list[int] = field(default_factory=list)
    messages: int = 0
    connections: int = 0
    resyncs: int = 0
    errors: list[str] = field(default_factory=list)
    is_online: bool = True
    _socket: frames.Frames | None = None
    _ended: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _welcomed: asyncio.Event = field(default_factory=asyncio.Event)
    _ready: bool = False
    _stopped: bool = False
    _frame: int = 0
    _rev: int = 0
    _again_at: float = 0.0
    _heard: float = 0.0
    _asked: float = 0.0
    _task: "asyncio.Task[None] | None" = None

    @property
    def rev(self) -> int:
        """The newest revision known of."""
        return self._rev if self.is_light else (self.replica.rev or 0)

    @property
    def is_ready(self) -> bool:
        return self._ready

    def start(self) -> "Client":
        self._task = asyncio.get_running_loop().create_task(self._run())
        return self

    async def stop(self) -> None:
        self._stopped = True
        self._hang_up()
        self._changed.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def cut(self) -> None:
        """Lose the connection without a word; the client will come back."""
        self._hang_up()

    def go_offline(self) -> None:
        self.is_online = False
        self._hang_up()

    def go_online(self) -> None:
        self.is_online = True
        self._changed.set()

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close(at_once=True)

    async def _run(self) -> None:
        delay = self.first_delay
        while not self._stopped:
            if not self.is_online:
                self._changed.clear()
                await self._changed.wait()
                continue
            was = self.connections
            try:
                await self._one_connection()
            except (OSError, EOFError, TimeoutError, ValueError, frames.NotConnected) as error:
                self._note(f"{type(error).__name__}: {error}")
            if self._stopped:
                return
            delay = self.first_delay if self.connections > was else delay * 2
            await asyncio.sleep(random.uniform(0, min(delay, self.longest_delay)))

    def _note(self, text: str) -> None:
        if len(self.errors) < 50:
            self.errors.append(text)

    async def _one_connection(self) -> None:
        """Come in, send what waits, and stay until the connection ends."""
        self._ended = asyncio.Event()
        ended = self._ended
        self._socket, ticket = await self.person.connect(
            self._read, lambda code, why: self._end(ended, code)
        )
        hello = {"t": "hello", "v": 1, "ticket": ticket, "rev": None}
        if not self.is_light and self.replica.rev is not None:
            hello |= {"rev": self.replica.rev, "sight": self.replica.sight}
        self._send(hello)
        self._heard, self._asked = time.monotonic(), 0.0
        try:
            while not ended.is_set():
                await self._wait(ended, 2.0)
                self._keep_alive()
        finally:
            self._ready = False
            self._welcomed.clear()
            self._socket.close(at_once=True)

    async def _wait(self, ended: asyncio.Event, seconds: float) -> None:
        try:
            await asyncio.wait_for(ended.wait(), seconds)
        except TimeoutError:
            return

    def _keep_alive(self) -> None:
        now = time.monotonic()
        if self._asked and now - self._asked > PATIENCE and self._heard < self._asked:
            self._hang_up()  # half open: nothing comes any more
        elif now - self._heard > SILENCE and self._asked <= self._heard:
            self._asked = now
            self._send({"t": "ping"})

    def _end(self, ended: asyncio.Event, code: int) -> None:
        self._ready = False
        self.endings.append(code)
        ended.set()

    def _send(self, message: Json) -> None:
        if self._socket is not None:
            self._socket.send(json.dumps(message, separators=(",", ":")).encode())

    # What comes in

    def _read(self, raw: bytes) -> None:
        self.messages += 1
        self._heard = time.monotonic()
        if STATE in raw[:40]:
            if self.on_state is not None:
                self.on_state(raw)
            if self.is_light:
                found = REV.search(raw)
                self._rev = max(self._rev, int(found[1])) if found else self._rev
                return
        message = json.loads(raw)
        handle = getattr(self, f"_on_{message['t']}", None)
        if handle is not None:
            handle(message)

    def _on_welcome(self, message: Json) -> None:
        self.welcome, self.session = message, message.get("session") or {}
        self.connections += 1
        self._ready = True
        self._welcomed.set()
        for record in self.outbox.values():
            record.sent = None
        self._resend_refused()

    def _on_state(self, message: Json) -> None:
        try:
            self.replica.apply(message)
        except Behind:
            self.resyncs += 1
            self.replica = Replica()
            self._hang_up()

    def _on_session(self, message: Json) -> None:
        self.session = message["session"] or {}

    def _on_bye(self, message: Json) -> None:
        self.byes.append(message["code"])

    def _on_acks(self, message: Json) -> None:
        now = time.monotonic()
        for answer in message["answers"]:
            record = self.outbox.get(answer["op_id"])
            if record is not None:
                self._answer(record, answer, now)

    def _answer(self, record: history.Record, answer: Json, now: float) -> None:
        code = answer.get("refused", "")
        if code and answer.get("again") is not None:  # nothing is dropped that may pass later
            record.sent = None
            record.refused = code
            self._wait_until(now + float(answer["again"]))
            return
        del self.outbox[answer["op_id"]]
        record.acked, record.refused = now, code
        if not code:
            record.rev = int(answer["rev"])

    def _wait_until(self, moment: float) -> None:
        """The server asked for a pause: nothing goes out before, so that the order stays."""
        if moment > self._again_at:
            self._again_at = moment
            asyncio.get_running_loop().call_later(
                max(moment - time.monotonic(), 0) + 0.05, self._resend_refused
            )

    def _resend_refused(self) -> None:
        self._flush([record for record in self.outbox.values() if record.sent is None])

    # What goes out

    def do(self, op: Json, mark: str = "") -> history.Record:
        """Make an operation: into the outbox, and out when there is a connection."""
        op = {"op_id": new_id(), **op}
        record = history.Record(op, mark, time.monotonic())
        self.records.append(record)
        self.outbox[op["op_id"]] = record
        self._flush([record])
        return record

    def _flush(self, records: list[history.Record]) -> None:
        if not self._ready or self._socket is None or not self._socket.is_open:
            return
        now = time.monotonic()
        if now < self._again_at:
            return
        for start in range(0, len(records), AT_ONCE):
            part = records[start : start + AT_ONCE]
            self._frame += 1
            self._send({"t": "ops", "n": self._frame, "ops": [record.op for record in part]})
            for record in part:
                record.sent, record.refused = now, ""
                record.times_sent += 1

    def add_card(self, number: int, zone: str = "strengths", kind: str = "strength") -> str:
        """Add a card of one's own; gives its id."""
        card, mark = new_id(), history.mark(self.author, number)
        text = f"{mark} een idee van deelnemer {self.author} dat ongeveer honderd tekens lang is"
        op = {"type": "add_card", "card": card, "zone": zone, "card_type": kind, "text": text}
        self.do(op, mark)
        return card

    def edit(self, card: str, number: int) -> history.Record:
        """Change the text of one's own card to about a hundred bytes."""
        mark = history.mark(self.author, number)
        text = f"{mark} zo staat het er nu, na nog eens nalezen door deelnemer {self.author}, " + (
            "en dat is goed zo"
        )
        op = {"type": "edit_text", "card": card, "text": text, "based_on": self.rev}
        return self.do(op, mark)

    def note(self, card: str, number: int) -> history.Record:
        """Change a field of one's own card: a whole value, as other tools write."""
        mark = history.mark(self.author, number)
        notes = f"{mark} een notitie van ongeveer honderd tekens, zoals er veel op een bord komen"
        return self.do({"type": "set_fields", "card": card, "fields": {"notes": notes}}, mark)

    async def until_ready(self, seconds: float = 30.0) -> None:
        """Until the welcome is there. Raises TimeoutError."""
        await asyncio.wait_for(self._welcomed.wait(), seconds)

    async def until_drained(self, seconds: float = 30.0) -> None:
        await until(lambda: not self.outbox, seconds, "the outbox did not get empty")


async def until(test: Callable[[], bool], seconds: float, why: str) -> None:
    """Wait for something; raises TimeoutError with the reason."""
    end = time.monotonic() + seconds
    while not test():
        if time.monotonic() > end:
            raise TimeoutError(why)
        await asyncio.sleep(0.01)


async def together(works: list[Awaitable[Any]]) -> list[Any]:
    return list(await asyncio.gather(*works))
