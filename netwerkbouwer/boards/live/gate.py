# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much one participant may send. Pure; the clock is given.

Counted per participant over all their sockets and requests, never per address: a whole school
comes from one address. What is refused here is not written anywhere and may be sent again.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(slots=True)
class Purse:
    """What one participant may still send, and how often they went on regardless."""

    tokens: float
    filled_at: float
    closed_until: float = 0.0
    """Until then all is refused, so that what waits keeps its order."""
    ignored: list[float] = field(default_factory=list)
    """When frames came while the gate was closed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """How many of the operations may pass, and after how many seconds the others may come again."""

    allowed: int
    again: float
    is_abuse: bool = False
    """Kept sending in spite of refusals: the connection ends."""


class Gate:
    """The purses of everyone. Safe to use from several threads."""

    RATE: ClassVar[float] = 5.0  # operations per second, lasting
    BURST: ClassVar[float] = 100.0
    PATIENCE: ClassVar[int] = 20  # frames while closed, within WINDOW, before someone is sent away
    WINDOW: ClassVar[float] = 10.0  # seconds
    KEPT: ClassVar[int] = 10_000  # purses; full ones are forgotten beyond that

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._purses: dict[int, Purse] = {}
        self._lock = threading.Lock()

    def admit(self, participant: int, count: int) -> Passage:
        """Take that many operations from someone's purse, as far as it reaches."""
        with self._lock:
            now = self._clock()
            purse = self._filled(participant, now)
            if now < purse.closed_until:
                return self._refuse_closed(purse, now)
            allowed = min(count, int(purse.tokens))
            purse.tokens -= allowed
            if allowed == count:
                return Passage(allowed, 0.0)
            wait = min(count - allowed, self.BURST) - purse.tokens
            again = math.ceil(wait / self.RATE * 10) / 10
            purse.closed_until = now + again
            return Passage(allowed, again)

    def _refuse_closed(self, purse: Purse, now: float) -> Passage:
        recent = [at for at in purse.ignored if now - at < self.WINDOW]
        purse.ignored = [*recent, now]
        again = math.ceil((purse.closed_until - now) * 10) / 10
        return Passage(0, again, is_abuse=len(purse.ignored) > self.PATIENCE)

    def _filled(self, participant: int, now: float) -> Purse:
        purse = self._purses.get(participant)
        if purse is None:
            self._forget(now)
            purse = self._purses[participant] = Purse(self.BURST, now)
        gained = max(now - purse.filled_at, 0.0) * self.RATE
        purse.tokens, purse.filled_at = min(purse.tokens + gained, self.BURST), now
        return purse

    def _forget(self, now: float) -> None:
        if len(self._purses) < self.KEPT:
            return
        idle = self.BURST / self.RATE
        self._purses = {
            who: purse for who, purse in self._purses.items() if now - purse.filled_at < idle
        }


@dataclass(slots=True)
class Bucket:
    """Lets through `rate` things per second, and `burst` at once after a pause."""

    clock: Callable[[], float]
    rate: float
    burst: float
    level: float = 0.0
    drained_at: float = 0.0

    def admit(self) -> bool:
        now = self.clock()
        self.level = max(self.level - max(now - self.drained_at, 0.0) * self.rate, 0.0)
        self.drained_at = now
        if self.level + 1 > self.burst:
            return False
        self.level += 1
        return True


class Manners:
    """What one socket may get wrong, and how many frames it may send of whatever kind."""

    MISTAKES: ClassVar[int] = 5
    FRAMES: ClassVar[float] = 30.0  # per second, lasting: a quick typist sends one or two
    FRAMES_AT_ONCE: ClassVar[float] = 300.0
    HERE: ClassVar[float] = 1.0  # per second; a few at once, so that the last word is not lost
    HERE_AT_ONCE: ClassVar[float] = 5.0

    def __init__(self, clock: Callable[[], float]) -> None:
        self.mistakes = 0
        self._frames = Bucket(clock, self.FRAMES, self.FRAMES_AT_ONCE)
        self._here = Bucket(clock, self.HERE, self.HERE_AT_ONCE)

    def is_flood(self) -> bool:
        """Count one frame; True when there are too many, whatever is in them."""
        return not self._frames.admit()

    def is_too_much(self) -> bool:
        """Count one malformed frame; True at the last one."""
        self.mistakes += 1
        return self.mistakes >= self.MISTAKES

    def may_tell(self) -> bool:
        """Whether presence may be told now; what comes sooner is left out."""
        return self._here.admit()
