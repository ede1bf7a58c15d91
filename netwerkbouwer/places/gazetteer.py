# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every municipality of Belgium and the Netherlands, in memory. Pure.

Read once per process from the packaged files, which are the truth about places; the rows in the
database only exist to be joined with. Nothing here needs a query.
"""

import csv
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from netwerkbouwer.common import texts

Country = Literal["BE", "NL"]
NameKind = Literal["official", "predecessor", "part", "other"]

DATA = Path(__file__).parent / "data"
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
# Roads in a plain with rivers are about a third longer than the straight line. An estimate: print
# it as 'ongeveer'.
ROAD_FACTOR = 1.3


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as it is today.

    `code` is a NIS code of five digits or a CBS code such as `GM0014`. `region` is Vlaanderen,
    Brussel, Wallonië or Nederland; `reference_region` is empty outside Flanders and `province`
    in Brussels. `lat` and `lon` (degrees, WGS84) are the centre of the area. `label` is a name
    that no other municipality has.
    """

    code: str
    country: Country
    name_nl: str
    name_fr: str
    name_de: str
    label: str
    slug: str
    region: str
    province: str
    reference_region: str
    population: int
    population_year: int
    lat: float
    lon: float
    valid_from: date | None
    wikidata: str

    @property
    def name(self) -> str:
        return self.name_nl

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A municipality that merged into another, which took over on `changed_on`."""

    code: str
    name: str
    successor: str
    changed_on: date


@dataclass(frozen=True, slots=True)
class Name:
    """One name by which a municipality, or a part of it, is known."""

    text: str
    code: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode and one municipality it lies in; `locality` may be empty."""

    country: Country
    postcode: str
    locality: str
    code: str


@dataclass(frozen=True)
class Gazetteer:
    """All places; read only. Codes in `neighbours` are those of today."""

    municipalities: Mapping[str, Municipality]
    predecessors: Mapping[str, Predecessor]
    names: tuple[Name, ...]
    postcodes: tuple[Postcode, ...]
    neighbours: Mapping[str, frozenset[str]]


class UnknownCode(KeyError):
    """No municipality has, or had, this code."""


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Read the packaged files; later calls give the same object."""
    municipalities = {row["code"]: _municipality(row) for row in _rows("municipalities.csv")}
    predecessors = {row["old_code"]: _predecessor(row) for row in _rows("successors.csv")}
    return Gazetteer(
        municipalities=municipalities,
        predecessors=predecessors,
        names=tuple(_names(municipalities, predecessors)),
        postcodes=tuple(_postcode(row) for row in _rows("postcodes.csv")),
        neighbours=_neighbours(),
    )


def _municipality(row: dict[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        country="BE" if row["country"] == "BE" else "NL",
        name_nl=row["name_nl"],
        name_fr=row["name_fr"],
        name_de=row["name_de"],
        label=_label(row),
        slug=texts.slugify(row["name_nl"]),
        region=row["region"],
        province=row["province"],
        reference_region=row["reference_region"],
        population=int(row["population"]),
        population_year=int(row["population_year"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        wikidata=row["wikidata"],
    )


# Three municipalities are called Bergen; the two Dutch ones carry their province in the name.
_TOLD_APART = {"53053": "Bergen (Henegouwen)"}


def _label(row: dict[str, str]) -> str:
    return _TOLD_APART.get(row["code"], row["name_nl"])


def _predecessor(row: dict[str, str]) -> Predecessor:
    changed_on = date.fromisoformat(row["changed_on"])
    return Predecessor(row["old_code"], row["old_name"], row["new_code"], changed_on)


def _names(
    municipalities: Mapping[str, Municipality], predecessors: Mapping[str, Predecessor]
) -> Iterator[Name]:
    for here in municipalities.values():
        for text in dict.fromkeys((here.name_nl, here.name_fr, here.name_de)):
            yield Name(text, here.code, "official")
    for old in predecessors.values():
        yield Name(old.name, old.successor, "predecessor")
    for row in _rows("parts.csv"):
        yield Name(row["name"], row["municipality_code"], _kind(row["kind"]))


def _kind(text: str) -> NameKind:
    return "predecessor" if text == "predecessor" else "other" if text == "other" else "part"


def _postcode(row: dict[str, str]) -> Postcode:
    country: Country = "BE" if row["country"] == "BE" else "NL"
    return Postcode(country, row["postcode"], row["locality"], row["municipality_code"])


def _neighbours() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows("neighbours.csv"):
        found[row["code_a"]].add(row["code_b"])
        found[row["code_b"]].add(row["code_a"])
    return {code: frozenset(codes) for code, codes in found.items()}


def current_code(code: str) -> str:
    """Follow a code to the municipality of today. Raises UnknownCode."""
    places = load()
    if code in places.municipalities:
        return code
    if code in places.predecessors:
        return places.predecessors[code].successor
    raise UnknownCode(code)


def by_code(code: str) -> Municipality:
    """Give the municipality of today for a code as it is stored. Raises UnknownCode."""
    return load().municipalities[current_code(code)]


def distance_km(a: str, b: str) -> float:
    """Give kilometres in a straight line between the centres of two municipalities."""
    here, there = by_code(a), by_code(b)
    return haversine_km(here.lat, here.lon, there.lat, there.lon)


def haversine_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Give the great-circle distance between two points in degrees (Sinnott 1984)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_phi, half_lambda = (phi_b - phi_a) / 2, math.radians(lon_b - lon_a) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def road_km(a: str, b: str) -> float:
    """Estimate kilometres by road: 1.3 times the straight line. Print as 'ongeveer'."""
    return ROAD_FACTOR * distance_km(a, b)


def neighbours_of(code: str) -> tuple[Municipality, ...]:
    """Give the adjoining municipalities, by name, those across the country border too."""
    places = load()
    found = places.neighbours.get(current_code(code), frozenset())
    return tuple(sorted((places.municipalities[c] for c in found), key=lambda m: m.name_nl))


def are_neighbours(a: str, b: str) -> bool:
    """Say whether two municipalities adjoin; one does not adjoin itself or what merged into it."""
    return current_code(b) in load().neighbours.get(current_code(a), frozenset())


def same_reference_region(a: str, b: str) -> bool:
    """Say whether both lie in one Flemish referentieregio."""
    here, there = by_code(a).reference_region, by_code(b).reference_region
    return here != "" and here == there


def municipalities_within(code: str, km: float) -> list[tuple[Municipality, float]]:
    """Give municipalities at most `km` estimated road kilometres away, nearest first.

    The municipality itself comes first, at 0.
    """
    by_distance = _by_distance(by_code(code).code)
    return list(by_distance[: bisect_right(by_distance, km, key=lambda pair: pair[1])])


@lru_cache(maxsize=256)  # the places people look around in now; a table each of 907
def _by_distance(code: str) -> tuple[tuple[Municipality, float], ...]:
    """Every municipality with its estimated road kilometres from this one, nearest first."""
    here = by_code(code)
    found = [
        (there, ROAD_FACTOR * haversine_km(here.lat, here.lon, there.lat, there.lon))
        for there in load().municipalities.values()
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0].code)))
