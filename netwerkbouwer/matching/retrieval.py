# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which organisations are worth comparing: the nearest of each kind that may answer. Pure.

All organisations of the directory are rows of arrays; a list per kind saves looking at the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.features import Flags, Floats
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the user excludes; an empty value does not limit. Values are places in the arrays."""

    not_in: int | None = None
    sectors: frozenset[int] = frozenset()
    halves: frozenset[int] = frozenset()
    radius_km: float | None = None
    without: tuple[int, ...] = ()  # keys


class Postings:
    """The rows of each kind, in the order of the arrays. Made once for a version of them."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._order = np.argsort(numbers.kind, kind="stable")
        self._starts = np.searchsorted(
            numbers.kind[self._order], np.arange(-1, len(numbers.kinds) + 1)
        )

    def of_kind(self, kind: int) -> Rows:
        return np.asarray(self._order[self._starts[kind + 1] : self._starts[kind + 2]])

    def nearest(self, kind: int, count: int, km: Floats, limits: Limits) -> Rows:
        """Give the rows of a kind in the nearest municipalities, within the limits.

        `km` holds the road kilometres to each municipality, as in Around.
        """
        rows = allowed(self.numbers, self.of_kind(kind), limits)
        far = np.nan_to_num(km[self.numbers.municipality[rows]], nan=np.inf)
        if len(rows) > count:
            nearest = np.argpartition(far, count - 1)[:count]
            edge = far[nearest].max()
            rows, far = rows[far <= edge], far[far <= edge]
            rows = rows[np.argsort(far, kind="stable")][:count]
        return rows


def allowed(numbers: Numbers, rows: Rows, limits: Limits) -> Rows:
    """Leave out what the limits exclude, but for the radius, which needs the exact place."""
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


@dataclass(frozen=True, eq=False)
class Around:
    """How all municipalities lie to one, in the order of the arrays; the last stands for unknown.

    `km` are estimated road kilometres between centres, NaN when unknown. A community is the
    Netherlands, French-speaking Belgium, or Flanders with Brussels.
    """

    origin: gazetteer.Municipality
    km: Floats
    other: Flags
    other_region: Flags
    other_province: Flags
    same_community: Flags


@lru_cache(maxsize=256)
def around(codes: tuple[str, ...], origin: gazetteer.Municipality) -> Around:
    """Reckon once how all municipalities lie to this one."""
    known = [gazetteer.by_code(code) for code in codes]
    km = road_km(np.array([p.lat for p in known]), np.array([p.lon for p in known]), origin)
    return Around(
        origin,
        np.append(km, np.nan),
        _flags(place.code != origin.code for place in known),
        _flags(_region(place) != _region(origin) for place in known),
        _flags(place.province != origin.province for place in known),
        _flags(_community(place) == _community(origin) for place in known),
    )


def _flags(values: Iterable[bool]) -> Flags:
    return np.array([*values, False], dtype=np.bool_)


def _region(place: gazetteer.Municipality) -> str:
    return place.reference_region or place.province or place.region


def _community(place: gazetteer.Municipality) -> str:
    return "BE" if place.region in {"Vlaanderen", "Brussel"} else place.region


def road_km(lat: Floats, lon: Floats, origin: gazetteer.Municipality) -> Floats:
    """The same to points; NaN where a point is not known."""
    lat_a, lon_a = np.radians(origin.lat), np.radians(origin.lon)
    lat_b, lon_b = np.radians(lat), np.radians(lon)
    half = (
        np.sin((lat_b - lat_a) / 2) ** 2
        + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    )
    straight = 2 * gazetteer.EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return np.asarray(gazetteer.ROAD_FACTOR * straight, dtype=np.float64)


def exact_km(numbers: Numbers, rows: Rows, near: Around) -> Floats:
    """Kilometres to the point of each row, else to its municipality, else NaN."""
    lat, lon = numbers.lat[rows].astype(np.float64), numbers.lon[rows].astype(np.float64)
    points = road_km(lat, lon, near.origin)
    return np.where(np.isnan(points), near.km[numbers.municipality[rows]], points)


def within(rows: Rows, km: Floats, limits: Limits) -> Flags:
    """Which rows lie within the radius; without a radius all."""
    if limits.radius_km is None:
        return np.ones(len(rows), dtype=np.bool_)
    return np.asarray(np.nan_to_num(km, nan=np.inf) <= limits.radius_km, dtype=np.bool_)
