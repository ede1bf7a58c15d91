# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A lock on a file, so that two programs do not do one job at once; standard library only."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PAUSE = 0.05  # seconds between two looks whether the lock is free


class StillHeld(Exception):
    """Another one held the lock all the time that we would wait."""


@contextmanager
def hold(
    path: Path, *, seconds: float = math.inf, on_wait: Callable[[], None] | None = None
) -> Iterator[None]:
    """Hold the lock of a file, which is made when needed; first wait for whoever has it.

    `on_wait` is called once, before the waiting. Raises StillHeld after `seconds`. A lock goes with
    the program that had it, so a crash leaves none behind.
    """
    with path.open("w", encoding="utf-8") as file:
        if not _take(file):
            if on_wait is not None:
                on_wait()
            until = time.monotonic() + seconds
            while not _take(file):
                if time.monotonic() > until:
                    raise StillHeld(path)
                time.sleep(PAUSE)
        yield


def _take(file: IO[str]) -> bool:
    """Whether the lock is ours now; on Windows, which has no such locks, it always is."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
