# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of every organisation in memory, so that thousands of entries find their likes.

Some 250 bytes per organisation: no names, no addresses. Those are read again for the few that
share a key, in slices.
"""

import time
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Max

from netwerkbouwer.organisations import identity
from netwerkbouwer.organisations.identity import blocks, evidence, keys
from netwerkbouwer.organisations.merging import entries
from netwerkbouwer.organisations.models import Organisation

FRESH = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class WholeDirectory:
    """Positions of `index` are places in `pks`, which lie in order of municipality.

    `state` says of which rows it was made: see `current`.
    """

    state: tuple[int, int, int]
    made_at: float
    pks: keys.Indexes
    index: blocks.Index
    counts: identity.Counts


def state() -> tuple[int, int, int]:
    """What changes when organisations come, or are merged."""
    about = Organisation.objects.aggregate(rows=Count("pk"), merged=Count("merged_into"),
                                           last=Max("pk"))  # fmt: skip
    return about["rows"], about["merged"], about["last"] or 0


_kept: list[WholeDirectory] = []


def current() -> WholeDirectory:
    """The keys as the rows are now; made again when organisations came or were merged.

    What changes within a row is noticed after FRESH seconds: who asks in slices wants one answer.
    """
    now = state()
    if not _kept or _kept[0].state != now or time.monotonic() - _kept[0].made_at > FRESH:
        _kept.clear()
        _kept.append(_read(now))
    return _kept[0]


def forget() -> None:
    """Give the memory back, and read rows anew next time."""
    _kept.clear()


def _read(now: tuple[int, int, int]) -> WholeDirectory:
    rows = Organisation.objects.filter(merged_into=None).order_by("municipality", "pk")
    pks = np.fromiter(rows.values_list("pk", flat=True).iterator(50_000), dtype=np.int64)
    owners, codes_of_keys = [], []
    columns: dict[str, list[identity.Codes]] = {name: [] for name in evidence.COUNTED_FROM}
    start = 0
    for part in entries.in_slices(pks.tolist()):
        prepared = identity.prepare(part)
        owners.append((prepared.owners + start).astype(np.int32))
        codes_of_keys.append(prepared.keys)
        for name, codes in columns.items():
            codes.append(prepared.columns[name])
        start += len(part)
    if not start:
        empty = np.zeros(0, np.uint64)
        return WholeDirectory(
            now, time.monotonic(), pks, blocks.Index(np.zeros(0, np.int64), empty),
            evidence.count_columns(dict.fromkeys(evidence.COUNTED_FROM, empty)),
        )  # fmt: skip
    counts = evidence.count_columns({name: np.concatenate(part) for name, part in columns.items()})
    return WholeDirectory(
        now,
        time.monotonic(),
        pks,
        blocks.Index(np.concatenate(owners), np.concatenate(codes_of_keys)),
        counts,
    )
