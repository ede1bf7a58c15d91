# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hours in small: people keep working, some phones sleep and wake, and memory is watched."""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field

from benchmarks.live import history, processes, site
from benchmarks.live.workshop import CARDS_EACH, Workshop

PEOPLE, RATE = 40, 0.5
NAP_EVERY = 5.0  # seconds between two phones that fall asleep for a moment
WARM_UP = 0.15
"""The first part, in which caches fill, is left out."""


@dataclass
class Soak:
    """What was sampled; memory in bytes."""

    minutes: float
    moments: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    cpu: float = 0.0
    operations: int = 0
    reconnects: int = 0
    verdict: history.Verdict = field(default_factory=history.Verdict)

    def growth(self, sampled: list[int]) -> float:
        """From the first to the last fifth after warming up, as a share; medians."""
        warm = sampled[int(len(sampled) * WARM_UP) :]
        part = max(len(warm) // 5, 1)
        first, last = statistics.median(warm[:part]), statistics.median(warm[-part:])
        return last / first - 1

    def line(self) -> str:
        return (
            f"memory {self.own[0] / 1e6:.0f} → {self.own[-1] / 1e6:.0f} MB, growth after warming "
            f"up {self.growth(self.own):+.1%}; with the pages of mapped files (the database) "
            f"{self.memory[0] / 1e6:.0f} → {self.memory[-1] / 1e6:.0f} MB, "
            f"{self.growth(self.memory):+.1%}; open files {self.files[0]} → {self.files[-1]} "
            f"(most {max(self.files)}); {self.operations} operations, {self.reconnects} "
            f"reconnections, CPU {self.cpu:.1%} of a core; {self.verdict.line()}"
        )


def run(minutes: float, seed: int, people: int = PEOPLE) -> Soak:
    """On the real command, for so many minutes."""
    with site.site(is_real=minutes > 2) as server:
        server.start()
        return asyncio.run(_soak(server.make(1, people)[0], minutes, people, seed))


async def _soak(room: site.Room, minutes: float, people: int, seed: int) -> Soak:
    soak, chance = Soak(minutes), random.Random(seed)
    workshop = Workshop(room, people, seed, rate=RATE)
    try:
        await workshop.open()
        for _ in range(CARDS_EACH // 5):  # a board as it is after a while
            for writer in workshop.writers:
                writer.act()
        await asyncio.sleep(2.0)
        workshop.work()
        began, before = time.monotonic(), processes.use(room.site.pid).cpu
        every = max(minutes * 60 / 180, 0.2)
        while time.monotonic() - began < minutes * 60:
            _sample(soak, room.site.pid, began)
            await asyncio.sleep(every)
            if chance.random() < every / NAP_EVERY:
                chance.choice(workshop.writers).client.cut()
        taken = time.monotonic() - began
        soak.cpu = (processes.use(room.site.pid).cpu - before) / taken
        _sample(soak, room.site.pid, began)
        soak.operations = sum(len(writer.client.records) for writer in workshop.writers)
        soak.reconnects = sum(len(writer.client.endings) for writer in workshop.writers)
        soak.verdict = await workshop.finish()
    finally:
        await workshop.close()
    return soak


def _sample(soak: Soak, pid: int, began: float) -> None:
    now = processes.use(pid)
    soak.moments.append(time.monotonic() - began)
    soak.memory.append(now.memory)
    soak.own.append(now.own)
    soak.files.append(now.files)
