# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People at work on one board while something goes wrong, and the reckoning afterwards."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.live import history, replica, site
from benchmarks.live.client import Client, until

CARDS_EACH = 25
"""After this many own cards a writer mostly edits them: a board holds 5,000 cards."""


@dataclass
class Writer:
    """A client with something to say: adds cards, and edits its own."""

    client: Client
    chance: random.Random
    cards: list[str] = field(default_factory=list)
    number: int = 0
    asked: dict[str, history.Record] = field(default_factory=dict)

    def act(self) -> None:
        """One operation. A card whose last edit is not answered yet is left alone."""
        self.number += 1
        free = [
            card
            for card in self.cards
            if card not in self.asked or self.asked[card].rev is not None
        ]
        if len(self.cards) < CARDS_EACH and (not free or self.chance.random() < 0.3):
            card = self.client.add_card(self.number)
            self.asked[card] = self.client.records[-1]
            self.cards.append(card)
        elif free:
            card = self.chance.choice(free)
            self.asked[card] = self.client.edit(card, self.number)


@dataclass
class Workshop:
    """Writers on one board. Use `work`, do harm, `finish`."""

    room: site.Room
    people: int
    seed: int
    rate: float = 4.0
    """Operations per second and writer."""
    sockets: Sequence[tuple[str, int]] = ()
    """Where the sockets of the writers go, in turn; else straight to the server."""
    sites: Sequence[site.Site] = ()
    """The web processes, in turn; else the room's own."""
    first_author: int = 0
    """Who writes on one board at another time needs another number: marks are counted once."""
    writers: list[Writer] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    _task: "asyncio.Task[None] | None" = None

    async def open(self) -> None:
        for number in range(self.people):
            person = self.room.person(number)
            if self.sites:
                person.where = self.sites[number % len(self.sites)].where
            if self.sockets:
                person.socket = self.sockets[number % len(self.sockets)]
            author = self.first_author + number
            client = Client(person, author, first_delay=0.1, longest_delay=2.0)
            self.writers.append(Writer(client, random.Random(self.seed * 1000 + number)))
            client.start()
        await asyncio.gather(*(writer.client.until_ready(30) for writer in self.writers))

    def work(self) -> None:
        """Let everyone write until `rest`."""
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        pause = 1 / (self.rate * len(self.writers))
        chance = random.Random(self.seed)
        while True:
            chance.choice(self.writers).act()
            await asyncio.sleep(pause)

    async def rest(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def finish(self, seconds: float = 60.0) -> history.Verdict:
        """Stop writing, wait until all is said and seen, and count."""
        await self.rest()
        try:
            await until(lambda: not any(w.client.outbox for w in self.writers), seconds, "outbox")
        except TimeoutError:
            left = sum(len(writer.client.outbox) for writer in self.writers)
            self.trouble.append(f"{left} operations were never answered")
        verdict = history.Verdict()
        for writer in self.writers:
            verdict.clients += 1
            wrong = await self._compare(writer.client, 15.0)
            verdict.unequal += bool(wrong)
            verdict.wrong += wrong
        for writer in self.writers:
            await writer.client.stop()
        return await self.reckon(verdict)

    async def _compare(self, client: Client, seconds: float) -> list[str]:
        """What a client's copy has otherwise than a fresh snapshot; [] when all is the same."""
        end = time.monotonic() + seconds
        while True:
            fresh = replica.Replica()
            fresh.apply((await client.person.snapshot())["state"])
            different = replica.difference(client.replica.cards, fresh.cards)
            if not different:
                return []
            if time.monotonic() > end:
                mine, there = client.replica.cards, fresh.cards
                card = different[0]
                return [
                    f"client {client.author} at {client.replica.rev}, board at {fresh.rev}: "
                    f"{len(different)} cards differ, such as {mine.get(card)} != {there.get(card)}"
                ]
            await asyncio.sleep(0.1)

    async def reckon(self, verdict: history.Verdict | None = None) -> history.Verdict:
        """Hold everything that was ever said against the disk."""
        audit = await asyncio.to_thread(self.room.site.audit, self.room.board)
        records = [record for writer in self.writers for record in writer.client.records]
        counted = history.check(records, audit.disk)
        if not audit.is_sound:
            counted.lost += 1
            counted.wrong.append("the database is not whole, or revisions have gaps")
        self.trouble += [error for w in self.writers for error in w.client.errors[:3]]
        return counted + (verdict or history.Verdict())

    async def close(self) -> None:
        await self.rest()
        for writer in self.writers:
            await writer.client.stop()
