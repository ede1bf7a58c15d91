# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often something may be done without an account. Pure.

A soft limit: in the memory of one process, per address and over all addresses together. It slows
who sends hundreds of forms; a person never meets it.
"""

import threading
import time
from collections import deque
from collections.abc import Callable


class Limit:
    """A sliding window. It never remembers more than `together` times."""

    def __init__(
        self,
        *,
        per_address: int,
        together: int,
        window: float = 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_address = per_address
        self._window = window
        self._clock = clock
        self._times: deque[tuple[float, str]] = deque(maxlen=together)
        self._lock = threading.Lock()

    def take(self, address: str) -> bool:
        """Whether this address may do it once more now; if so, it counts."""
        with self._lock:
            now = self._clock()
            while self._times and self._times[0][0] + self._window <= now:
                self._times.popleft()
            own = sum(1 for _at, who in self._times if who == address)
            if own >= self._per_address or len(self._times) == self._times.maxlen:
                return False
            self._times.append((now, address))
            return True

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._times.clear()
