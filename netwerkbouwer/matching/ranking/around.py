# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How all municipalities lie to one: distances and the borders between. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.ranking.features import Flags, Floats
from netwerkbouwer.places import gazetteer


@dataclass(frozen=True, eq=False)
class Around:
    """How all municipalities lie to one, in the order of the arrays; the last stands for unknown.

    `km` are estimated road kilometres between centres, NaN when unknown; `by_distance` places from
    near to far, unknown last. A community is the Netherlands, French-speaking Belgium, or Flanders
    with Brussels; a region a reference region, or where there is none a province.
    """

    origin: gazetteer.Municipality
    km: Floats
    by_distance: NDArray[np.int64]
    other: Flags
    other_region: Flags
    other_province: Flags
    same_community: Flags


@dataclass(frozen=True, eq=False)
class _Land:
    """All municipalities, and each of their words as a number."""

    lat: Floats
    lon: Floats
    code: NDArray[np.str_]
    region: NDArray[np.str_]
    province: NDArray[np.str_]
    community: NDArray[np.str_]


@lru_cache(maxsize=2)
def _land(codes: tuple[str, ...]) -> _Land:
    known = [gazetteer.by_code(code) for code in codes]
    return _Land(
        np.array([place.lat for place in known], dtype=np.float64),
        np.array([place.lon for place in known], dtype=np.float64),
        _words(codes),
        _words(_region(place) for place in known),
        _words(place.province for place in known),
        _words(_community(place) for place in known),
    )


def _words(values: Iterable[str]) -> NDArray[np.str_]:
    return np.array(list(values), dtype=np.str_)


@lru_cache(maxsize=1_024)
def around(codes: tuple[str, ...], origin: gazetteer.Municipality) -> Around:
    """Reckon once how all municipalities lie to this one."""
    land = _land(codes)
    km = np.append(road_km(land.lat, land.lon, origin), np.nan)
    return Around(
        origin,
        km,
        np.argsort(np.nan_to_num(km, nan=np.inf), kind="stable"),
        np.append(land.code != origin.code, False),
        np.append(land.region != _region(origin), False),
        np.append(land.province != origin.province, False),
        np.append(land.community == _community(origin), False),
    )


def _region(place: gazetteer.Municipality) -> str:
    return place.reference_region or place.province or place.region


def _community(place: gazetteer.Municipality) -> str:
    return "BE" if place.region in {"Vlaanderen", "Brussel"} else place.region


def road_km(lat: Floats, lon: Floats, origin: gazetteer.Municipality) -> Floats:
    """Estimated road kilometres to points; NaN where a point is not known."""
    lat_a, lon_a = np.radians(origin.lat), np.radians(origin.lon)
    lat_b, lon_b = np.radians(lat), np.radians(lon)
    half = (
        np.sin((lat_b - lat_a) / 2) ** 2
        + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    )
    straight = 2 * gazetteer.EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return np.asarray(gazetteer.ROAD_FACTOR * straight, dtype=np.float64)
