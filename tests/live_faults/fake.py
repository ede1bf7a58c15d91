# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A tiny server that speaks the wire, and that can be told to make mistakes.

The judge must find what it does wrong; otherwise a clean report says nothing.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import ServerConnection, serve

from benchmarks.live import history
from benchmarks.live.client import Person

Json = dict[str, Any]


@dataclass
class Fake:
    """One board in memory."""

    loses: bool = False
    """Forgets every fifth operation after it acknowledged it."""
    repeats: bool = False
    """Makes a second card when an operation arrives again."""
    rev: int = 0
    cards: dict[str, Json] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    sockets: set[ServerConnection] = field(default_factory=set)
    port: int = 0

    def disk(self) -> history.Disk:
        return history.Disk(tuple(self.log), dict(self.cards))

    def state(self, since: int | None) -> Json:
        start = since or 0
        cards = [card for card in self.cards.values() if card["rev"] > start]
        return {
            "t": "state",
            "rev": self.rev,
            "from": start,
            "reset": since is None,
            "cards": cards,
            "gone": [],
            "board": {"title": "Proef", "variant": "vl"},
        }

    async def meet(self, socket: ServerConnection) -> None:
        hello = json.loads(await socket.recv())
        await socket.send(json.dumps({"t": "welcome", "rev": self.rev, "session": None}))
        await socket.send(json.dumps(self.state(hello["rev"])))
        self.sockets.add(socket)
        try:
            async for raw in socket:
                await self.read(socket, json.loads(raw))
        finally:
            self.sockets.discard(socket)

    async def read(self, socket: ServerConnection, message: Json) -> None:
        if message["t"] != "ops":
            return
        before = self.rev
        answers = [self.perform(op) for op in message["ops"]]
        await socket.send(json.dumps({"t": "acks", "n": message["n"], "answers": answers}))
        text = json.dumps({**self.state(before), "from": before})
        for other in list(self.sockets):
            await other.send(text)

    def perform(self, op: Json) -> Json:
        known = self.answers.get(op["op_id"])
        if known and not self.repeats:
            return known
        self.rev += 1
        answer = {"op_id": op["op_id"], "rev": self.rev, "outcome": {}}
        self.answers[op["op_id"]] = answer
        if self.loses and self.rev % 5 == 0:
            return answer
        self.log.append(op["op_id"])
        card = op["card"] + ("again" if known else "")
        self.cards[card] = {"id": card, "text": op["text"], "fields": {}, "rev": self.rev}
        return answer


@asynccontextmanager
async def running(fake: Fake) -> AsyncIterator[Fake]:
    async with serve(fake.meet, "127.0.0.1", 0, compression=None) as server:
        fake.port = server.sockets[0].getsockname()[1]
        yield fake


@dataclass
class Guest(Person):
    """Someone who needs no ticket."""

    fake: Fake | None = None

    async def enter(self) -> tuple[str, str]:
        await asyncio.sleep(0)
        return "ticket", "/live"

    async def snapshot(self, since: int | None = None) -> Json:
        assert self.fake is not None
        return {"state": self.fake.state(since)}


def guest(fake: Fake, through: int = 0) -> Guest:
    socket = ("127.0.0.1", through) if through else None
    return Guest(("127.0.0.1", fake.port), "proef", {}, socket=socket, fake=fake)
