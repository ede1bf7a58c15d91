# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Someone means harm, while others work: crafted frames, a million mutations, a flood, a rush.

Counted each time: is the server alive, did it answer anything with 5xx, did others notice?
"""

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.live import corpus, frames, load, processes, site
from benchmarks.live.client import Client, Person, new_id

OTHERS = 6
RATE = 6.0  # edits per second of all the others together
ERRORS = re.compile(r"^.*(?:ERROR|CRITICAL)(?!:    Invalid UTF-8)", re.MULTILINE)
"""The library under the sockets tells of invalid UTF-8 as an error; it only closes that socket."""
AT_A_TIME = 6  # attacks at once: one participant may have ten sockets
BATCH = 400  # mutated frames before a ping that must be answered


@dataclass
class Damage:
    """What an attack did."""

    what: str
    sent: int = 0
    others: load.Spread = field(default_factory=load.Spread)
    thrown_out: int = 0
    """Connections of others that ended."""
    answers_5xx: int = 0
    is_alive: bool = True
    errors_logged: int = 0
    closed: Counter[int] = field(default_factory=Counter)
    """How the attacker's connections ended, by code."""
    notes: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        others_fine = not (self.thrown_out or self.others.missing)
        return self.is_alive and not self.answers_5xx and others_fine and not self.errors_logged

    def line(self) -> str:
        others = self.others
        parts = [
            f"{self.sent:,} sent",
            "server alive" if self.is_alive else "**server dead**",
            f"{self.answers_5xx} answers 5xx, {self.errors_logged} errors in the log",
            f"others: {others.count} edits seen by all, {others.missing} missing, "
            f"p95 {others.p95 * 1000:.0f} ms, {self.thrown_out} thrown out",
        ]
        return "; ".join(parts + self.notes)


class Others:
    """People who just work on the board under attack."""

    def __init__(self, room: site.Room) -> None:
        self.scenario = load.Scenario("others", 1, OTHERS, RATE / OTHERS)
        self.crowd = load.Crowd(self.scenario, [room])
        self._task: asyncio.Task[float] | None = None

    async def begin(self, longest: float) -> None:
        await self.crowd.join()
        await self.crowd.lay_cards()
        self.crowd.watch()
        self.began = time.monotonic()
        self._task = asyncio.ensure_future(self.crowd.edit(RATE, longest, is_field=False, seed=1))

    async def end(self, damage: Damage) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.crowd.all_seen(load.LAST_CHANCE)
        damage.others, _acked = self.crowd.result(self.began)
        damage.thrown_out = sum(len(client.endings) for client in self.crowd.all)
        await self.crowd.leave()


@asynccontextmanager
async def attacked(room: site.Room, damage: Damage, longest: float) -> AsyncIterator[Others]:
    """Let others work during an attack, and look at the server afterwards."""
    others, old = Others(room), len(room.site.log())
    await others.begin(longest)
    try:
        yield others
    finally:
        damage.is_alive = room.site.is_alive() and await asyncio.to_thread(room.site.answers)
        await others.end(damage)
        damage.errors_logged = len(ERRORS.findall(room.site.log()[old:]))


def crafted(room: site.Room | None = None) -> Damage:
    """Every case of the corpus on a connection of its own, and the same bodies over HTTP."""
    damage = Damage("hostile corpus")

    async def attack(room: site.Room) -> None:
        async with attacked(room, damage, 120):
            few = asyncio.Semaphore(AT_A_TIME)

            async def one(case: corpus.Case) -> None:
                async with few:
                    await _one_case(room.person(OTHERS), case, damage)

            await asyncio.gather(*(one(case) for case in corpus.corpus()))
            await _over_http(room.person(OTHERS), damage)
        codes = ", ".join(f"{code}: {n}" for code, n in sorted(damage.closed.items()))
        damage.notes.append(f"attacker's connections ended with {codes}")

    with site.room_for(OTHERS + 1, room) as there:
        asyncio.run(attack(there))
    return damage


async def _one_case(person: Person, case: corpus.Case, damage: Damage) -> None:
    """Send it, wait a moment for what happens, and leave."""
    try:
        socket, ticket = await person.connect(lambda raw: None, lambda code, why: None)
    except (OSError, EOFError, frames.NotConnected) as error:
        damage.notes.append(f"no connection for '{case.name}': {error}")
        return
    if not case.is_first:
        socket.send(hello(ticket))
    socket.send_raw(case.raw)
    damage.sent += 1
    end = time.monotonic() + 0.3
    while socket.is_open and time.monotonic() < end:
        await asyncio.sleep(0.01)
    damage.closed[socket.code if not socket.is_open else 0] += 1
    socket.close(at_once=True)


def hello(ticket: str) -> bytes:
    return json.dumps({"t": "hello", "v": 1, "ticket": ticket, "rev": None}).encode()


async def _over_http(person: Person, damage: Damage) -> None:
    """The bodies of the corpus to the addresses that do the same over HTTP."""
    board = person.board
    bodies = [case.raw[_payload_at(case.raw) :] for case in corpus.corpus()]
    lines = [f"POST /borden/{board}/operaties", f"POST /borden/{board}/toegang"]
    for line in lines:
        for body in bodies:
            if len(body) < 2_000_000:
                await _ask(person, line, body, damage)
    for since in ("", "x", "-1", "1e9", "9" * 5000, "%00", "1&sinds=2", "%F0%9F%98%80"):
        await _ask(person, f"GET /borden/{board}/stand?sinds={since}", b"", damage)


def _payload_at(raw: bytes) -> int:
    """Where the payload of the first frame begins, if there is one."""
    wide = {126: 8, 127: 14}.get(raw[1] & 0x7F, 6) if len(raw) > 1 else 0
    return min(wide, len(raw))


async def _ask(person: Person, line: str, body: bytes, damage: Damage) -> None:
    headers = {**person.headers(), "Content-Type": "application/json"}
    damage.sent += 1
    try:
        answer = await frames.ask(person.where, line, headers, body)
    except (OSError, EOFError, ValueError):
        damage.closed[-1] += 1
        return
    if answer.status >= 500:
        damage.answers_5xx += 1
        damage.notes.append(f"{answer.status} on {line[:60]} with {body[:60]!r}")


# A million mutations


def mutated(count: int, seed: int) -> Damage:
    """Mutated frames to a server that does not hang up: each one is read and judged."""
    damage = Damage(f"{count:,} mutated frames (the server was told not to hang up)")

    async def attack(room: site.Room) -> None:
        began = time.monotonic()
        async with attacked(room, damage, 3600):
            sockets = 4
            await asyncio.gather(
                *(
                    _mutate(room.person(OTHERS + n), count // sockets, seed + n, damage)
                    for n in range(sockets)
                )
            )
        damage.notes.append(
            f"{damage.sent / (time.monotonic() - began):,.0f} frames/s, seed {seed}"
        )

    with site.site(is_unlimited=True) as server:
        server.start()
        asyncio.run(attack(server.make(1, OTHERS + 4)[0]))
    return damage


async def _mutate(person: Person, count: int, seed: int, damage: Damage) -> None:
    chance, good = random.Random(seed), corpus.seeds()
    left, refused = count, 0
    while left > 0:
        pongs: asyncio.Queue[int] = asyncio.Queue()
        try:
            socket, ticket = await _listen(person, pongs)
        except (OSError, EOFError, frames.NotConnected) as error:
            refused += 1
            if refused > 20:
                damage.notes.append(f"the attacker could not come in any more: {error}")
                return
            await asyncio.sleep(0.2)
            continue
        socket.send(hello(ticket))
        while left > 0 and socket.is_open:
            batch = [corpus.mutate(chance.choice(good), chance) for _ in range(min(BATCH, left))]
            socket.send_raw(b"".join(map(frames.frame, batch)))
            socket.send(b'{"t":"ping"}')
            # A mutated ping may be a good one: wait for at least as many as were good.
            arrived = await _answered(pongs, 1 + sum(_is_ping(raw) for raw in batch))
            damage.sent += len(batch)
            left -= len(batch)
            if not arrived:
                break
        damage.closed[socket.code if not socket.is_open else 0] += 1
        socket.close(at_once=True)


async def _listen(person: Person, pongs: "asyncio.Queue[int]") -> tuple[frames.Frames, str]:
    """A connection that tells of each pong (1) and of its end (0)."""

    def read(raw: bytes) -> None:
        if raw == b'{"t":"pong"}':
            pongs.put_nowait(1)

    return await person.connect(read, lambda code, why: pongs.put_nowait(0))


def _is_ping(raw: bytes) -> bool:
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(message, dict) and message.get("t") == "ping"


async def _answered(pongs: "asyncio.Queue[int]", wanted: int) -> bool:
    """Whether that many pongs came; False when the connection ended or 10 s passed."""
    try:
        async with asyncio.timeout(10):
            for _ in range(wanted):
                if not await pongs.get():
                    return False
    except TimeoutError:
        return False
    return True


# A flood


def flood(seconds: float, room: site.Room | None = None) -> Damage:
    """A bot with a leaked code lays cards as fast as it can, and comes back when thrown out."""
    damage = Damage(f"flood by a bot with a leaked code, {seconds:.0f} s")

    async def attack(room: site.Room) -> None:
        async with attacked(room, damage, seconds + 60):
            tally = await _flood(room.person(OTHERS), seconds, damage)
        done, refused = tally["done"], damage.sent - tally["done"]
        share = refused / max(damage.sent, 1)
        damage.notes.append(f"{refused:,} of {damage.sent:,} operations refused ({share:.1%})")
        damage.notes.append(f"{sum(damage.closed.values())} of its connections ended")
        damage.notes.append(await _undo(room, done))

    with site.room_for(OTHERS + 1, room) as there:
        asyncio.run(attack(there))
    return damage


async def _flood(person: Person, seconds: float, damage: Damage) -> Counter[str]:
    tally: Counter[str] = Counter()

    def read(raw: bytes) -> None:
        if raw.startswith(b'{"t":"acks"'):
            answers = json.loads(raw)["answers"]
            tally["done"] += sum("rev" in answer for answer in answers)

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket, ticket = await person.connect(read, lambda code, why: None)
        except (OSError, EOFError, frames.NotConnected):
            tally["kept out"] += 1
            await asyncio.sleep(0.05)
            continue
        socket.send(hello(ticket))
        while socket.is_open and time.monotonic() < end:
            one = {"zone": "strengths", "type": "add_card", "card_type": "strength", "text": "spam"}
            many = [{"op_id": new_id(), "card": new_id(), **one} for _ in range(50)]
            socket.send_raw(corpus.ops(many))
            damage.sent += len(many)
            await asyncio.sleep(0.005)
        damage.closed[socket.code] += not socket.is_open
        socket.close(at_once=True)
    return tally


async def _undo(room: site.Room, done: int) -> str:
    """The facilitator's one click: everything of this participant goes."""
    before = await asyncio.to_thread(_spam, room)
    answer = await undo_everything(room)
    after = await asyncio.to_thread(_spam, room)
    return (
        f"{done} cards laid, {before} on the board; after the facilitator's one action "
        f"({answer.status}) {after}"
    )


def _spam(room: site.Room) -> int:
    cards = room.site.audit(room.board).disk.cards.values()
    return sum(card["text"] == "spam" and not card["removed"] for card in cards)


async def undo_everything(room: site.Room) -> frames.Answer:
    """What the facilitator's console sends for 'undo everything of this participant'."""
    facilitator, who = room.maker(), str(room.made["ids"][OTHERS])
    line = f"POST /sessies/{room.made['session']}/leiden"
    return await send_form(facilitator, line, do="undo_all", person=who, sure="ja")


async def send_form(who: Person, line: str, /, **values: str) -> frames.Answer:
    """What a form on a page sends; cookies that come back are kept."""
    headers = {**who.headers(), "Content-Type": "application/x-www-form-urlencoded"}
    answer = await frames.ask(who.where, line, headers, urlencode(values).encode())
    who.keep_cookies(answer)
    return answer


# A rush


def rush(people: int, seconds: float, room: site.Room | None = None) -> Damage:
    """So many joins by code in so many seconds, all from this one address."""
    damage = Damage(f"{people} joins by code in {seconds:.0f} s from one address")

    async def attack(room: site.Room) -> None:
        before = processes.use(room.site.pid).cpu
        async with attacked(room, damage, seconds + 90):
            due = [time.monotonic() + n * seconds / people for n in range(people)]
            results = await asyncio.gather(*(_join(room, n, at) for n, at in enumerate(due)))
        times = [taken for taken in results if isinstance(taken, float)]
        wrong = Counter(str(why) for why in results if not isinstance(why, float))
        joined = load.spread(times, people - len(times))
        damage.sent = people
        damage.notes.append(
            f"{joined.count} of {people} in, p50 {joined.p50 * 1000:.0f} ms, "
            f"p95 {joined.p95 * 1000:.0f} ms, longest {joined.max:.1f} s"
        )
        used = processes.use(room.site.pid).cpu - before
        damage.notes.append(f"{used:.1f} s of server CPU")
        damage.notes += [f"{n}× {why}" for why, n in wrong.most_common(3)]

    with site.room_for(OTHERS, room) as there:
        asyncio.run(attack(there))
    return damage


async def _join(room: site.Room, number: int, due: float) -> float | str:
    """From the moment someone is due to the welcome on the socket; or why not.

    As on a phone: type the code, get the page that asks a name, send it, get the page of the
    session, and open the socket.
    """
    await asyncio.sleep(max(due - time.monotonic(), 0))
    person, code = Person(room.site.where, room.board, {}, room.csrf_cookie), room.made["code"]
    client = Client(person, number, is_light=True)
    try:
        asked = [
            await send_form(person, "POST /meedoen", code=code),
            await person.ask(f"GET /meedoen/{code}"),
            await send_form(person, f"POST /meedoen/{code}", name=f"Gast {number}"),
            await person.ask(f"GET /sessies/{room.made['session']}"),
        ]
        given = [answer.status for answer in asked]
        if given != [302, 200, 302, 200]:
            return f"pages answered with {given}"
        await client.start().until_ready(30)
        return time.monotonic() - due
    except (OSError, EOFError, TimeoutError) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        await client.stop()
