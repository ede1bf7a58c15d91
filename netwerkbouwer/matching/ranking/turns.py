# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everyone gets a turn: how often each organisation was suggested lately.

A list that was shown is counted in memory, and written with others: at most every ten seconds, at
500 counts, and when the process ends. A count is worth half after thirty days: as in forward decay
(Cormode et al. 2009) a later count is written larger instead of all earlier ones smaller, so no job
has to visit the rows. Only keys and numbers are kept. Losing counts is harmless.
"""

import atexit
import hashlib
import logging
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

import numpy as np
from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from numpy.typing import NDArray

from netwerkbouwer.common import bulk
from netwerkbouwer.matching.models import Turn
from netwerkbouwer.organisations.numbers import Numbers

logger = logging.getLogger(__name__)
HALF_LIFE = 30  # days
EPOCH = date(2026, 1, 1)  # a count of that day weighs one; floats hold out for eighty years
FLUSH_EVERY = 10.0  # seconds
FLUSH_AT = 500  # counts
READ_EVERY = 60.0  # seconds between two readings of the rows, more where reading takes long
SLOW_READING = 20  # times as long as it took
LEAST = 0.05  # what faded below this many counts is not read, and removed once a day
MOST_LISTS = 60  # of one asker that count on one day
MOST_COUNTED = 60_000.0  # the largest that fits in two bytes
LARGEST_KEY = 50_000_000  # beyond it turns are not read: the table of counts would get too large
MOST_OF_LIST = 200  # organisations of one list that count
MOST_REMEMBERED = 50_000  # lists and askers in memory; beyond it nothing counts until tomorrow

Rows = NDArray[np.int64]
Values = NDArray[np.float32]
ByKey = NDArray[np.float16]
NOTHING: ByKey = np.zeros(1, dtype=np.float16)


@dataclass
class _Gathered:
    """What this process counted and did not write yet, and which lists it counted today."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    counts: Counter[int] = field(default_factory=Counter)
    day: date = EPOCH
    lists: set[bytes] = field(default_factory=set)
    askers: Counter[bytes] = field(default_factory=Counter)
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    thread: threading.Thread | None = None
    is_full: threading.Event = field(default_factory=threading.Event)
    tidied_on: date = EPOCH


@dataclass
class _Read:
    """What each key was worth when the rows were last read: two bytes each, looked up in no time.

    The first place is for keys that have no turn.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    by_key: ByKey = field(default_factory=lambda: NOTHING)
    until: float = 0.0
    is_first: bool = True


_gathered = _Gathered()
_read = _Read()


def shown(pks: Sequence[int], *, asker: str = "", text: str = "") -> None:
    """Count organisations that somebody saw suggested; costs microseconds, writes nothing yet.

    `asker` says who asked as far as that is known (an organisation, a board), `text` what for. The
    same list again on one day does not count, nor do more than MOST_LISTS of one asker: reloading a
    page or a machine that asks on takes nobody's turn away. Neither is kept, only a salted digest
    in memory.
    """
    if not pks or not _is_new(asker, text):
        return
    with _gathered.lock:
        _gathered.counts.update(dict.fromkeys((int(pk) for pk in pks[:MOST_OF_LIST]), 1))
        is_full = _gathered.counts.total() >= FLUSH_AT
        if not settings.WRITE_IN_CALLER:
            _start_writing(is_full=is_full)
            return
    if is_full:
        flush()


def counts(numbers: Numbers, rows: Rows | None = None) -> Values:
    """How often each of these rows was suggested lately (float32), all rows when none are named.

    Give rows where they are known. Up to a minute old; zeros when the database does not answer.
    """
    _renew()
    by_key = _read.by_key
    keys = np.asarray(numbers.pk if rows is None else numbers.pk[rows])
    return by_key[np.where(keys < len(by_key), keys, 0)].astype(np.float32)


def flush() -> None:
    """Write what was counted, in one statement; counts that cannot be written are lost."""
    with _gathered.lock:
        waiting = sorted(_gathered.counts.items())
        _gathered.counts.clear()
    if not waiting:
        return
    try:
        _write(waiting)
    except DatabaseError as error:
        logger.info("Turns not counted: %s", error)


def forget() -> None:
    """Drop what this process counted and read."""
    with _gathered.lock:
        _gathered.counts.clear()
        _gathered.lists.clear()
        _gathered.askers.clear()
    with _read.lock:
        _read.by_key, _read.until, _read.is_first = NOTHING, 0.0, True


def _weight_of(day: date) -> float:
    """What one count of this day weighs beside one of EPOCH."""
    return float(2.0 ** ((day - EPOCH).days / HALF_LIFE))


def _is_new(asker: str, text: str) -> bool:
    """Whether this list counts; remembers it when it does."""
    today = timezone.localdate()
    with _gathered.lock:
        if today != _gathered.day:
            _gathered.day = today
            _gathered.lists.clear()
            _gathered.askers.clear()
        who = _digest(asker)
        which = who + _digest(text)
        is_full = len(_gathered.lists) >= MOST_REMEMBERED
        if is_full or which in _gathered.lists or _gathered.askers[who] >= MOST_LISTS:
            return False
        _gathered.lists.add(which)
        _gathered.askers[who] += 1
        return True


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8, salt=_gathered.salt).digest()


def _start_writing(*, is_full: bool) -> None:
    """Have a thread write soon; it lives until it wrote. The caller holds the lock."""
    if is_full:
        _gathered.is_full.set()
    if _gathered.thread is None:
        _gathered.is_full.clear()
        _gathered.thread = threading.Thread(target=_write_soon, name="turns", daemon=True)
        _gathered.thread.start()


def _write_soon() -> None:
    _gathered.is_full.wait(FLUSH_EVERY)
    with _gathered.lock:
        _gathered.thread = None
    _in_thread(flush)


def _in_thread(step: Callable[[], None]) -> None:
    try:
        step()
    finally:
        connections.close_all()


def _write(waiting: Sequence[tuple[int, int]]) -> None:
    """Add to the rows that are there, make the others."""
    connection = bulk.connection_for(Turn)
    table = connection.ops.quote_name(Turn._meta.db_table)
    weight = _weight_of(timezone.localdate())
    marks = ", ".join(["(%s, %s)"] * len(waiting))
    values = [value for pk, count in waiting for value in (pk, count * weight)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (organisation, weight) VALUES {marks} "
            f"ON CONFLICT (organisation) DO UPDATE SET weight = {table}.weight + excluded.weight",
            values,
        )
    _tidy()


def _tidy() -> None:
    """Once a day forget what faded."""
    today = timezone.localdate()
    if _gathered.tidied_on != today:
        _gathered.tidied_on = today
        Turn.objects.filter(weight__lt=LEAST * _weight_of(today)).delete()


def _renew() -> None:
    """Read the rows when they may be old; after the first time somebody else waits for that."""
    with _read.lock:
        if monotonic() < _read.until:
            return
        _read.until = monotonic() + READ_EVERY
        in_caller = _read.is_first or settings.WRITE_IN_CALLER
        _read.is_first = False
    if in_caller:
        _read_rows()
    else:
        reader = threading.Thread(target=_in_thread, args=(_read_rows,), name="turns", daemon=True)
        reader.start()


def _read_rows() -> None:
    started = monotonic()
    scale = _weight_of(timezone.localdate())
    rows = Turn.objects.filter(organisation__range=(1, LARGEST_KEY), weight__gte=LEAST * scale)
    try:
        pairs = rows.order_by().values_list("organisation", "weight").iterator(chunk_size=20_000)
        dtype = np.dtype([("key", np.int64), ("weight", np.float64)])
        found = np.fromiter(pairs, dtype=dtype)
    except DatabaseError as error:
        logger.info("Turns not read: %s", error)
        return
    by_key = np.zeros(int(found["key"].max(initial=0)) + 1, dtype=np.float16)
    by_key[found["key"]] = np.minimum(found["weight"] / scale, MOST_COUNTED)
    with _read.lock:
        _read.by_key = by_key
        took = monotonic() - started
        _read.until = monotonic() + max(READ_EVERY, SLOW_READING * took)


def _at_exit() -> None:
    """The last counts of a process that ends in order."""
    if _gathered.counts and not settings.WRITE_IN_CALLER:
        flush()


atexit.register(_at_exit)
