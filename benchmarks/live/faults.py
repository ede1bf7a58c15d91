# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things that go wrong while people work. Each run counts: acknowledged, lost, duplicated, equal.

Each function runs by itself in a folder of its own, is bounded, and gives a `Run`.
"""

import asyncio
import random
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.live import history, processes, proxy, site, stores
from benchmarks.live.workshop import Workshop, Writer

SOME = 12  # writers
SHARES = {"cut": 0.01, "drop": 0.01, "half_open": 0.005}
"""How often these strike per message; the milder ones strike one message in ten."""
HOUR, DECADE = 3600, 3650 * 86400
CLOCK_JUMPS = (HOUR, -HOUR, DECADE, -DECADE, 0)  # seconds the server's clock is off, in turn
DRAIN = 90.0  # seconds that outboxes get afterwards


@dataclass
class Run:
    """What one kind of harm gave."""

    what: str
    verdict: history.Verdict = field(default_factory=history.Verdict)
    notes: list[str] = field(default_factory=list)
    skipped: str = ""

    @property
    def is_good(self) -> bool:
        return self.verdict.is_good

    def line(self) -> str:
        if self.skipped:
            return f"skipped: {self.skipped}"
        return "; ".join([self.verdict.line(), *self.notes])


Harm = Callable[[Workshop, Run], Awaitable[None]]


async def under(run: Run, workshop: Workshop, harm: Harm) -> Run:
    """Let people work, do the harm, and count."""
    try:
        await workshop.open()
        workshop.work()
        await asyncio.sleep(0.5)
        await harm(workshop, run)
        await asyncio.sleep(0.5)
        run.verdict += await workshop.finish(DRAIN)
    finally:
        await workshop.close()
    run.notes += sorted(set(workshop.trouble))[:3] if not run.is_good else []
    return run


def kills(times: int, people: int, seed: int, room: site.Room | None = None) -> Run:
    """kill -9 of the server under writers; it is started again each time."""
    run = Run(f"kill -9 of the server {times}×, {people} writers")

    async def harm(workshop: Workshop, run: Run) -> None:
        chance, server = random.Random(seed), workshop.room.site
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0.1, 1.0))
            await server.kill_and_restart()
        again = sorted(server.starts[-times:])
        run.notes.append(
            f"back in {again[len(again) // 2]:.1f} s (median), {again[-1]:.1f} s (longest)"
        )

    with site.room_for(people, room) as there:
        return asyncio.run(under(run, Workshop(there, people, seed), harm))


def all_gone(times: int, people: int, seed: int, room: site.Room | None = None) -> Run:
    """Server and every client gone at once: only the disk is left to tell."""
    run = Run(f"kill -9 of the server and all {people} clients at once, {times}×")

    async def once(there: site.Room, number: int) -> history.Verdict:
        workshop = Workshop(there, people, seed + number, first_author=number * people)
        await workshop.open()
        workshop.work()
        await asyncio.sleep(random.Random(seed + number).uniform(1.0, 2.0))
        there.site.kill()
        await workshop.close()
        return await workshop.reckon()

    with site.room_for(people, room) as there:
        for number in range(times):
            run.verdict += asyncio.run(once(there, number))
            there.site.start()
    return run


def network(
    name: str, faults: proxy.Faults, seconds: float, seed: int, room: site.Room | None = None
) -> Run:
    """A bad network between the writers and the server; at the end it gets well."""
    people = SOME
    run = Run(f"sockets: {name.replace('_', ' ')}, {people} writers, {seconds:.0f} s")

    async def harm(workshop: Workshop, run: Run) -> None:
        await asyncio.sleep(seconds)
        bad.calm()
        struck = ", ".join(f"{kind.replace('_', ' ')} {n}×" for kind, n in bad.struck.items())
        resyncs = sum(writer.client.resyncs for writer in workshop.writers)
        run.notes.append(
            f"{struck or 'no fault'}; {bad.connections} connections, {resyncs} resyncs"
        )

    async def all_of_it(room: site.Room) -> Run:
        async with proxy.running(bad):
            where = ("127.0.0.1", bad.port)
            return await under(run, Workshop(room, people, seed, sockets=[where]), harm)

    with site.room_for(people, room) as there:
        bad = proxy.Proxy(there.site.where, faults, seed)
        return asyncio.run(all_of_it(there))


def offline(seconds: float, people: int, seed: int, room: site.Room | None = None) -> Run:
    """Half of the people really lose the network this long, write on, and come back at once."""
    run = Run(f"offline {seconds:.0f} s, {people} writers, half of them away")

    async def harm(workshop: Workshop, run: Run) -> None:
        away = workshop.writers[: people // 2]
        for writer in away:
            writer.client.go_offline()
        await asyncio.sleep(seconds)
        await workshop.rest()
        await come_back(workshop, run, away)

    with site.room_for(people, room) as there:
        return asyncio.run(under(run, Workshop(there, people, seed, rate=1.0), harm))


def hours_offline(hours: int, people: int, seed: int, room: site.Room | None = None) -> Run:
    """As if everyone but a few wrote in a phone for hours: an edit each two minutes, then home."""
    each = hours * 30
    run = Run(f"'{hours} h' offline (virtual hours), {people - 2} away with {each} edits each")

    async def harm(workshop: Workshop, run: Run) -> None:
        await workshop.rest()
        away, there = workshop.writers[2:], workshop.writers[:2]
        for writer in away:
            writer.client.go_offline()
            writer.number, writer.cards = writer.number // 4 * 4 + 4, []
        for _ in range(each):
            for writer in away:
                write_offline(writer)
            for writer in there:
                writer.act()
            await asyncio.sleep(0.005)
        before = processes.use(workshop.room.site.pid).cpu
        await come_back(workshop, run, away)
        used = processes.use(workshop.room.site.pid).cpu - before
        run.notes.append(f"{used:.1f} s of server CPU to merge")

    with site.room_for(people, room) as there:
        return asyncio.run(under(run, Workshop(there, people, seed, rate=1.0), harm))


def write_offline(writer: Writer) -> None:
    """A new organisation now and then, and notes on those already written down."""
    writer.number += 1
    if writer.number % 4 == 1:
        writer.cards.append(writer.client.add_card(writer.number, "candidates", "candidate"))
    else:
        writer.client.note(writer.chance.choice(writer.cards), writer.number)


async def come_back(workshop: Workshop, run: Run, away: list[Writer]) -> None:
    """Everyone gets the network back at the same moment; how long until all is acknowledged?"""
    waiting = sum(len(writer.client.outbox) for writer in away)
    began = time.monotonic()
    for writer in away:
        writer.client.go_online()
    await asyncio.gather(*(writer.client.until_drained(DRAIN) for writer in away))
    run.notes.append(f"{waiting} waiting operations home in {time.monotonic() - began:.1f} s")


# Stores


def postgres_restarts(times: int, people: int, seed: int) -> Run:
    """PostgreSQL stopped, crashed and killed in turn; the server stays up."""
    run = Run(f"PostgreSQL restarted {times}× (fast, immediate, kill -9), {people} writers")
    programs = stores.find_postgres()
    if programs is None:
        run.skipped = "no PostgreSQL here"
        return run

    async def harm(workshop: Workshop, run: Run) -> None:
        for number in range(times):
            how = ("fast", "immediate", "kill")[number % 3]
            if how == "kill":
                await asyncio.to_thread(cluster.kill)
                await asyncio.to_thread(cluster.start)
            else:
                await asyncio.to_thread(cluster.restart, how)
            await asyncio.sleep(2.0)

    with ExitStack() as stack:
        cluster = stack.enter_context(stores.postgres_cluster(programs))
        env = {"NB_DATABASE_URL": cluster.address}
        server = stack.enter_context(site.site(env=env))
        server.start()
        room = server.make(1, people)[0]
        return asyncio.run(under(run, Workshop(room, people, seed), harm))


def two_processes(people: int, seed: int, kinds: tuple[str, ...]) -> Run:
    """Two web processes on PostgreSQL and Redis; Redis flushed, restarted, gone; one killed."""
    run = Run(f"two web processes, {people} writers: {', '.join(kinds)}")
    programs = stores.find_postgres()
    if programs is None or not stores.find_redis():
        run.skipped = "no PostgreSQL or no Redis here"
        return run

    async def harm(workshop: Workshop, run: Run) -> None:
        for kind in kinds:
            await _harm_redis(kind, redis, other)
            await asyncio.sleep(2.0)

    with stores.postgres_cluster(programs) as cluster, stores.redis_server() as redis:
        env = {"NB_DATABASE_URL": cluster.address, "NB_REDIS_URL": redis.address}
        with site.site(env=env) as server:
            server.start()
            other = site.Site(server.folder, env)
            try:
                other.start()
                room = server.make(1, people)[0]
                workshop = Workshop(room, people, seed, sites=[server, other])
                return asyncio.run(under(run, workshop, harm))
            finally:
                other.stop()


async def _harm_redis(kind: str, redis: stores.Redis, other: site.Site) -> None:
    if kind == "Redis flushed":
        await asyncio.to_thread(redis.flush)
    elif kind == "Redis restarted":
        await asyncio.to_thread(redis.kill)
        await asyncio.sleep(1.0)
        await asyncio.to_thread(redis.start)
    elif kind == "Redis gone":
        await asyncio.to_thread(redis.kill)
    elif kind == "a process killed":
        await other.kill_and_restart()


REDIS_KINDS = ("Redis flushed", "Redis restarted", "a process killed", "Redis gone")


# Disk and clock


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """A disk of this size in memory; None where we may not make one."""
    folder = Path(tempfile.mkdtemp(prefix="nb-disk-", dir="/tmp"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    is_mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield folder if is_mounted else None
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def disk_full(people: int, seed: int, seconds: float = 6.0) -> Run:
    """The disk fills up under writers, stays full for a while, and gets room again."""
    run = Run(f"disk full for {seconds:.0f} s, {people} writers")

    async def harm(workshop: Workshop, run: Run) -> None:
        before = _acknowledged(workshop)
        ballast = workshop.room.site.folder / "ballast"
        with ballast.open("wb") as file:
            while True:
                try:
                    file.write(b"x" * 65536)
                    file.flush()
                except OSError:
                    break
        await asyncio.sleep(seconds)
        during = _acknowledged(workshop)
        alive = workshop.room.site.is_alive()
        ballast.unlink()
        await asyncio.sleep(3.0)
        run.notes.append(
            f"{before} acknowledged before, {during - before} while it filled up and was full; "
            f"server {'stayed up' if alive else 'stopped'}"
        )

    with small_disk(64) as disk:
        if disk is None:
            run.skipped = "only root may make a small disk"
            return run
        server = site.Site(disk, {}, data_folder=disk / "data")
        try:
            server.prepare()
            server.start()
            room = server.make(1, people)[0]
            return asyncio.run(under(run, Workshop(room, people, seed, rate=4), harm))
        finally:
            server.stop()


def _acknowledged(workshop: Workshop) -> int:
    return sum(r.rev is not None for w in workshop.writers for r in w.client.records)


def clock_jumps(people: int, seed: int) -> Run:
    """The server's clock jumps an hour and ten years, forward and back, under writers."""
    run = Run(f"clock jumps of an hour and of ten years, forward and back, {people} writers")

    async def harm(workshop: Workshop, run: Run) -> None:
        for jump in CLOCK_JUMPS:
            clock.write_bytes(struct.pack("=q", jump))
            await asyncio.sleep(1.0)
            for writer in workshop.writers[::2]:
                writer.client.cut()  # half come back with tickets of the new time
            await asyncio.sleep(2.0)
        end = time.monotonic() + 30
        while not all(w.client.is_ready for w in workshop.writers) and time.monotonic() < end:
            await asyncio.sleep(0.1)
        back = [writer.client.is_ready for writer in workshop.writers]
        run.notes.append(f"{sum(back)} of {len(back)} connected after the last jump")

    with tempfile.TemporaryDirectory(prefix="nb-clock-", dir="/tmp") as folder:
        clock, library = Path(folder) / "clock", Path(folder) / "clock.so"
        clock.write_bytes(struct.pack("=q", 0))
        source = Path(__file__).with_name("clock.c")
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(source)]
        if not shutil.which("cc") or subprocess.run(command, check=False).returncode:
            run.skipped = "no C compiler here to make a clock that jumps"
            return run
        with site.site() as server:
            server.env = {"LD_PRELOAD": str(library), "CLOCK_OFFSET_FILE": str(clock)}
            server.start()
            server.env = {}
            room = server.make(1, people)[0]
            return asyncio.run(under(run, Workshop(room, people, seed), harm))


def every(*, is_short: bool, seed: int) -> dict[str, Callable[[], Run]]:
    """All of them by a short name; short: the same harm, fewer times."""
    some = 4 if is_short else SOME
    seconds = 2.0 if is_short else 15.0
    networks = {
        f"network-{kind.replace(' ', '-')}": partial(
            network, kind, proxy.Faults.only(kind, SHARES.get(kind, 0.1)), seconds, seed
        )
        for kind in proxy.KINDS
    }
    return {
        "kills": lambda: kills(3 if is_short else 100, some, seed),
        "all-gone": lambda: all_gone(1 if is_short else 10, some, seed),
        **networks,
        "offline": lambda: offline(2.0 if is_short else 60.0, some, seed),
        "hours-offline": lambda: hours_offline(
            1 if is_short else 8, some if is_short else 40, seed
        ),
        "postgres": lambda: postgres_restarts(1 if is_short else 9, some, seed),
        "redis": lambda: two_processes(some, seed, REDIS_KINDS),
        "disk": lambda: disk_full(some, seed, 2.0 if is_short else 10.0),
        "clock": lambda: clock_jumps(some, seed),
    }
