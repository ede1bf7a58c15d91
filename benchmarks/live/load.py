# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many people on boards, in an open loop: how soon does everyone see an edit?

An edit has a moment at which it is due; lateness counts from that moment, also when the load
generator itself is late. The server has the first core, the clients have the second.
"""

import asyncio
import gc
import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from benchmarks.live import processes, seen, site
from benchmarks.live.client import Client, until

SERVER_CORE, LOAD_CORE = 0, 1
LIMIT = 0.2  # seconds at the 95th percentile
LADDER = (100, 200, 400, 700, 1000, 1500, 2200, 3200, 4500, 6500, 9000)
STEP, SETTLE, LAST_CHANCE = 2.0, 0.6, 3.0  # seconds
CARDS_EACH = 2


@dataclass(frozen=True, slots=True)
class Scenario:
    """How many people on how many boards, how often each edits, and for how long."""

    key: str
    boards: int
    people: int
    rate: float
    seconds: float = 8.0
    has_ladder: bool = False

    @property
    def clients(self) -> int:
        return self.boards * self.people

    def title(self) -> str:
        boards = "1 board" if self.boards == 1 else f"{self.boards} boards"
        return f"{boards} × {self.people}, {self.clients * self.rate:.0f} edits/s"


SCENARIOS = (
    Scenario("1x60", 1, 60, 1.0, has_ladder=True),
    Scenario("1x150", 1, 150, 1.0, has_ladder=True),
    Scenario("50x6", 50, 6, 0.5, has_ladder=True),
    Scenario("20x40", 20, 40, 0.5),
)


@dataclass
class Spread:
    """Percentiles in seconds of what came, and how many did not come."""

    count: int = 0
    missing: int = 0
    p50: float = 0.0
    p95: float = 0.0
    p99: float = 0.0
    max: float = 0.0


def spread(values: list[float], missing: int = 0) -> Spread:
    if not values:
        return Spread(0, missing)
    ordered = sorted(values)

    def at(share: float) -> float:
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    return Spread(len(ordered), missing, at(0.5), at(0.95), at(0.99), ordered[-1])


@dataclass
class Outcome:
    """What one scenario gave, ours and the peers' alike; times in seconds, memory in bytes."""

    who: str
    scenario: str
    joined: int = 0
    join: Spread = field(default_factory=Spread)
    seen: Spread = field(default_factory=Spread)
    acked: Spread = field(default_factory=Spread)
    refused: int = 0
    cpu: float = 0.0
    """Share of the server's core during the edits."""
    load_cpu: float = 0.0
    memory_idle: int = 0
    memory_joined: int = 0
    memory_end: int = 0
    most: int = 0
    """Edits per second of the highest step in time with nothing missing; 0: not measured."""
    most_p95: float = 0.0
    most_cpu: float = 0.0
    most_load_cpu: float = 0.0
    ladder_ended: str = ""
    remark: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self))


@dataclass
class Crowd:
    """The clients of one scenario, and what they see."""

    scenario: Scenario
    rooms: list[site.Room]
    clients: list[list[Client]] = field(default_factory=list)
    watches: list[seen.Watch] = field(default_factory=list)
    cards: list[list[list[str]]] = field(default_factory=list)
    fields: list[list[str]] = field(default_factory=list)
    """Per person the card whose field the ladder writes."""
    rounds: int = 0

    @property
    def all(self) -> list[Client]:
        return [client for board in self.clients for client in board]

    async def join(self) -> Spread:
        """Everyone at once; from the start to each one's welcome."""
        start = time.monotonic()
        times: list[float] = []

        async def one(client: Client) -> None:
            client.start()
            try:
                await client.until_ready(60)
                times.append(time.monotonic() - start)
            except TimeoutError:
                return

        for room in self.rooms:
            made = [Client(room.person(n), n, is_light=True) for n in range(self.scenario.people)]
            self.clients.append(made)
        self.watch()
        await asyncio.gather(*(one(client) for client in self.all))
        return spread(times, len(self.all) - len(times))

    def watch(self) -> None:
        """Begin a round: what earlier edits do from now on does not count."""
        base, self.rounds = self.rounds * 1_000_000, self.rounds + 1
        self.watches = [seen.Watch(self.scenario.people, base) for _ in self.rooms]
        for watch, board in zip(self.watches, self.clients, strict=False):
            for client in board:
                client.on_state = self._reader(watch, client.author)

    def _reader(self, watch: seen.Watch, reader: int) -> Callable[[bytes], None]:
        def read(raw: bytes) -> None:
            watch.read(raw, reader, time.monotonic())

        return read

    async def lay_cards(self) -> None:
        """Cards of one's own to edit: their marks have number 0."""
        for board in self.clients:
            mine = [[client.add_card(0) for _ in range(CARDS_EACH)] for client in board]
            self.cards.append(mine)
            self.fields.append([client.add_card(0, "candidates", "candidate") for client in board])
        await self.drained(60)

    async def drained(self, seconds: float) -> None:
        await until(
            lambda: not any(client.outbox for client in self.all), seconds, "not all was answered"
        )

    async def edit(self, rate: float, seconds: float, *, is_field: bool, seed: int) -> float:
        """Edits on time for so many seconds, everyone in turn; gives when the last was due."""
        turns = [(b, p) for b in range(len(self.rooms)) for p in range(self.scenario.people)]
        random.Random(seed).shuffle(turns)
        start, count = time.monotonic() + 0.05, int(rate * seconds)
        for k in range(count):
            due = start + k / rate
            while (wait := due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self._one(*turns[k % len(turns)], due, is_field)
            if k % 50 == 0:
                await asyncio.sleep(0)  # late: let what came in be read too
        return start + count / rate

    def _one(self, board: int, person: int, due: float, is_field: bool) -> None:
        client = self.clients[board][person]
        number = self.watches[board].add(person, due)
        if is_field:
            record = client.note(self.fields[board][person], number)
        else:
            record = client.edit(self.cards[board][person][number % CARDS_EACH], number)
        record.made = due

    async def all_seen(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(
            edit.seen_by_all is None for watch in self.watches for edit in watch.all()
        ):
            await asyncio.sleep(0.05)

    def result(self, since: float) -> tuple[Spread, Spread]:
        """Seen by all, and acknowledged, of edits due after this moment."""
        edits = [e for watch in self.watches for e in watch.all() if e.due >= since]
        came = [e.seen_by_all - e.due for e in edits if e.seen_by_all is not None]
        acked = [
            r.acked - r.made
            for client in self.all
            for r in client.records
            if r.made >= since and r.acked is not None and not r.refused
        ]
        return spread(came, len(edits) - len(came)), spread(acked)

    async def leave(self) -> None:
        await asyncio.gather(*(client.stop() for client in self.all))


def run(scenario: Scenario, seed: int, *, is_unlimited: bool = False) -> Outcome:
    """One scenario on a fresh installation."""
    with site.site(is_real=True, core=SERVER_CORE, is_unlimited=is_unlimited) as ours:
        ours.start()
        rooms = ours.make(scenario.boards, scenario.people)
        time.sleep(1.0)
        processes.pin(LOAD_CORE)
        gc.freeze()
        try:
            return asyncio.run(_measure(ours, scenario, rooms, seed, with_ladder=is_unlimited))
        finally:
            processes.unpin()
            gc.unfreeze()


async def _measure(
    ours: site.Site, scenario: Scenario, rooms: list[site.Room], seed: int, *, with_ladder: bool
) -> Outcome:
    outcome, crowd = Outcome("Netwerkbouwer", scenario.key), Crowd(scenario, rooms)
    outcome.memory_idle = processes.use(ours.pid).memory
    try:
        outcome.join = await crowd.join()
        outcome.joined = outcome.join.count
        outcome.memory_joined = processes.use(ours.pid).memory
        await crowd.lay_cards()
        await asyncio.sleep(1.0)
        if with_ladder:
            await climb(ours, crowd, outcome, seed)
        else:
            await steady(ours, crowd, outcome, seed)
        outcome.memory_end = processes.use(ours.pid).memory
        _note_trouble(crowd, outcome)
    finally:
        await crowd.leave()
    return outcome


async def steady(ours: site.Site, crowd: Crowd, outcome: Outcome, seed: int) -> None:
    """The scenario's own rate."""
    scenario = crowd.scenario
    crowd.watch()
    before, load_before, began = processes.use(ours.pid).cpu, time.process_time(), time.monotonic()
    await crowd.edit(scenario.clients * scenario.rate, scenario.seconds, is_field=False, seed=seed)
    taken = time.monotonic() - began
    outcome.cpu = (processes.use(ours.pid).cpu - before) / taken
    outcome.load_cpu = (time.process_time() - load_before) / taken
    await crowd.all_seen(LAST_CHANCE)
    outcome.seen, outcome.acked = crowd.result(began)


async def climb(ours: site.Site, crowd: Crowd, outcome: Outcome, seed: int) -> None:
    """The ladder: faster each step, until too late or something is missing, twice."""
    for rate in LADDER:
        for attempt in range(2):
            seen_by_all, cpu, load_cpu = await _step(ours, crowd, rate, seed + attempt)
            is_good = seen_by_all.p95 < LIMIT and not seen_by_all.missing
            if is_good:
                break
            await asyncio.sleep(1.0)
        if not is_good:
            outcome.ladder_ended = (
                f"{rate}/s: p95 {seen_by_all.p95 * 1000:.0f} ms, {seen_by_all.missing} missing, "
                f"server core {cpu:.0%}, load core {load_cpu:.0%}"
            )
            return
        outcome.most, outcome.most_p95 = rate, seen_by_all.p95
        outcome.most_cpu, outcome.most_load_cpu = cpu, load_cpu
    outcome.ladder_ended = "the end of the ladder"


async def _step(
    ours: site.Site, crowd: Crowd, rate: float, seed: int
) -> tuple[Spread, float, float]:
    crowd.watch()
    for client in crowd.all:
        client.records.clear()
    before, load_before, began = processes.use(ours.pid).cpu, time.process_time(), time.monotonic()
    await crowd.edit(rate, STEP + SETTLE, is_field=True, seed=seed)
    taken = time.monotonic() - began
    cpu = (processes.use(ours.pid).cpu - before) / taken
    load_cpu = (time.process_time() - load_before) / taken
    await crowd.all_seen(LAST_CHANCE)
    seen_by_all, _acked = crowd.result(began + SETTLE)
    return seen_by_all, cpu, load_cpu


def _note_trouble(crowd: Crowd, outcome: Outcome) -> None:
    """What should not have been: refusals, connections that broke."""
    refused = [r.refused for client in crowd.all for r in client.records if r.refused]
    outcome.refused = len(refused)
    broken = sum(len(client.endings) for client in crowd.all)
    parts = []
    if refused:
        parts.append(f"{len(refused)} refused ({', '.join(sorted(set(refused)))})")
    if broken:
        codes = sorted({code for client in crowd.all for code in client.endings})
        parts.append(f"{broken} connections ended ({', '.join(map(str, codes))})")
    errors = sorted({error for client in crowd.all for error in client.errors})
    parts += errors[:3]
    outcome.remark = "; ".join(parts)
