# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which organisations are worth comparing: the nearest of each kind that may answer. Pure.

All organisations of the directory are rows of arrays, sorted once by kind and municipality. From
there we walk the municipalities by distance until there are enough, so nobody scans all schools.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.ranking.around import Around, road_km
from netwerkbouwer.matching.ranking.features import Flags, Floats
from netwerkbouwer.organisations.numbers import Numbers

Rows = NDArray[np.int64]
ROOM = 4  # so many times what is asked is looked at, as points differ from centres
MORE = 8  # and so many times more when limits leave out most
MOST_OF_CELL = 512  # rows looked at of one kind in one municipality
MOST_WANTED = 4_000  # rows of a kind looked at, whatever the limits leave out
SLACK_KM = 25.0  # a point may lie so much nearer than the centre of its municipality


@dataclass(frozen=True, slots=True)
class Limits:
    """What the user excludes; an empty value does not limit. Values are places in the arrays."""

    not_in: int | None = None
    sectors: frozenset[int] = frozenset()
    halves: frozenset[int] = frozenset()
    radius_km: float | None = None
    without: tuple[int, ...] = ()  # keys

    @property
    def is_empty(self) -> bool:
        return self.not_in is None and not (self.sectors or self.halves or self.without)

    @property
    def leave_out_much(self) -> bool:
        return bool(self.sectors or self.halves)


class Postings:
    """The rows of each kind in each municipality. Made once for a version of the arrays."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._places = len(numbers.municipalities) + 1
        place = np.asarray(numbers.municipality % self._places)
        # Two stable sorts of short numbers take a third of the time of one of long ones.
        order = np.argsort(place, kind="stable")
        self._order = order[np.argsort(numbers.kind[order], kind="stable")]
        # The first row of cells is for an unknown kind, the last column for an unknown place.
        cell = (numbers.kind.astype(np.int64) + 1) * self._places + place
        counts = np.bincount(cell, minlength=(len(numbers.kinds) + 1) * self._places)
        self._starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
        self._counts = counts.reshape(-1, self._places)

    def nearest(
        self,
        kinds: Sequence[int] | Rows,
        count: int,
        near: Around,
        limits: Limits,
        beyond: Sequence[float] | Floats = (),
    ) -> Rows:
        """Give of each kind the nearest rows within the limits, `count` of each.

        With `beyond`, kilometres per kind, only those that lie further in the same community.
        """
        wanted = count * (ROOM * MORE if limits.leave_out_much else ROOM)
        left, far = np.asarray(kinds, dtype=np.int64), np.asarray(beyond, dtype=np.float64)
        found = [np.empty(0, dtype=np.int64)]
        while len(left):
            cells, is_all = self._cells(left, wanted, near, limits, far)
            rows = allowed(self.numbers, self._rows(cells), limits)
            rows = nearest_of_each(self.numbers, rows, count, near)
            kind = self.numbers.kind[rows]
            enough = np.bincount(kind + 1, minlength=len(self._counts))[left + 1] >= count
            short = ~(is_all | enough) & (wanted < MOST_WANTED)
            if not short.any():
                found.append(rows)
                break
            found.append(rows[~np.isin(kind, left[short])])
            left, far, wanted = left[short], far[short] if len(far) else far, wanted * MORE
        return np.concatenate(found)

    def _cells(
        self, kinds: Rows, wanted: int, near: Around, limits: Limits, beyond: Floats
    ) -> tuple[Rows, Flags]:
        """Kinds in municipalities, near to far until each has `wanted`; and which had no more."""
        places = near.by_distance
        km = near.km[places]
        if limits.not_in is not None:
            keep = places != limits.not_in
            places, km = places[keep], km[keep]
        counts = np.minimum(self._counts[(kinds + 1)[:, None], places[None, :]], MOST_OF_CELL)
        if len(beyond):
            far = (km[None, :] > beyond[:, None]) & near.same_community[places]
            counts = np.where(far, counts, 0)
        if limits.radius_km is not None:
            counts = np.where(km[None, :] <= limits.radius_km + SLACK_KM, counts, 0)
        before = np.cumsum(counts, axis=1) - counts
        taken = (counts > 0) & (before < wanted)
        which, where = np.nonzero(taken)
        is_all = taken.sum(axis=1) == (counts > 0).sum(axis=1)
        return (kinds[which] + 1) * self._places + places[where], is_all

    def _rows(self, cells: Rows) -> Rows:
        """The rows of these cells; of a very full one some that stand evenly in it."""
        counts = self._starts[cells + 1] - self._starts[cells]
        taken = np.minimum(counts, MOST_OF_CELL)
        at = np.repeat(np.arange(len(cells)), taken)
        within = np.arange(len(at)) - np.repeat(np.cumsum(taken) - taken, taken)
        steps = within * counts[at] // np.maximum(1, taken[at])
        return np.asarray(self._order[self._starts[cells][at] + steps], dtype=np.int64)


def nearest_of_each(numbers: Numbers, rows: Rows, count: int, near: Around) -> Rows:
    """Of each kind among these rows the `count` nearest; an unknown place comes last."""
    kind = numbers.kind[rows]
    km = np.nan_to_num(exact_km(numbers, rows, near), nan=np.inf)
    order = np.lexsort((rows, km, kind))
    kind = kind[order]
    first = np.searchsorted(kind, kind)
    return rows[order[np.arange(len(kind)) - first < count]]


def allowed(numbers: Numbers, rows: Rows, limits: Limits) -> Rows:
    """Leave out what the limits exclude, but for the radius, which needs the exact place."""
    if limits.is_empty:
        return rows
    keep = np.ones(len(rows), dtype=np.bool_)
    if limits.not_in is not None:
        keep &= numbers.municipality[rows] != limits.not_in
    if limits.sectors:
        keep &= np.isin(numbers.sector[rows], list(limits.sectors))
    if limits.halves:
        keep &= np.isin(numbers.half[rows], list(limits.halves))
    if limits.without:
        keep &= ~np.isin(numbers.pk[rows], limits.without)
    return rows[keep]


def exact_km(numbers: Numbers, rows: Rows, near: Around) -> Floats:
    """Kilometres to the point of each row, else to its municipality, else NaN."""
    lat, lon = numbers.lat[rows].astype(np.float64), numbers.lon[rows].astype(np.float64)
    points = road_km(lat, lon, near.origin)
    return np.where(np.isnan(points), near.km[numbers.municipality[rows]], points)


def within(km: Floats, limits: Limits) -> Flags:
    """Which rows lie within the radius; without a radius all."""
    if limits.radius_km is None:
        return np.ones(len(km), dtype=np.bool_)
    return np.asarray(np.nan_to_num(km, nan=np.inf) <= limits.radius_km, dtype=np.bool_)
