# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Areas that people choose from: countries, regions, provinces, Flemish referentieregio's. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer, names
from netwerkbouwer.places.gazetteer import Country, Municipality

Kind = Literal["country", "region", "province", "reference_region"]
KINDS: tuple[Kind, ...] = ("country", "region", "province", "reference_region")
COUNTRIES: dict[Country, str] = {"BE": "België", "NL": "Nederland"}


@dataclass(frozen=True, slots=True)
class Area:
    """An area: `slug` in addresses, `label` that no other area has, `codes` of municipalities."""

    slug: str
    label: str
    kind: Kind
    country: Country
    name: str
    codes: tuple[str, ...]


@lru_cache(maxsize=1)
def all_areas() -> dict[str, Area]:
    """Give every area by slug: countries first, then regions, provinces, referentieregio's."""
    found: dict[tuple[Kind, Country, str], list[str]] = defaultdict(list)
    for here in gazetteer.load().municipalities.values():
        for kind, name in _names(here):
            found[kind, here.country, name].append(here.code)
    order = sorted(found, key=lambda key: (KINDS.index(key[0]), key[1], names.fold(key[2])))
    areas = [_area(kind, country, name, found) for kind, country, name in order]
    return {area.slug: area for area in areas}


def _names(here: Municipality) -> Iterator[tuple[Kind, str]]:
    yield "country", COUNTRIES[here.country]
    if here.country == "BE":  # the region of the Netherlands is the country
        yield "region", here.region
    if here.province:
        yield "province", here.province
    if here.reference_region:
        yield "reference_region", here.reference_region


def _area(
    kind: Kind, country: Country, name: str, found: dict[tuple[Kind, Country, str], list[str]]
) -> Area:
    twin = kind == "province" and sum(key[0] == kind and key[2] == name for key in found) > 1
    slug, label = texts.slugify(name), name
    if twin:
        slug, label = f"{slug}-{country.lower()}", f"{name} ({COUNTRIES[country]})"
    if kind == "reference_region":
        slug, label = f"referentieregio-{slug}", f"{name} (referentieregio)"
    return Area(slug, label, kind, country, name, tuple(sorted(found[kind, country, name])))


def area(text: str) -> Area | None:
    """Give the area with this slug, or with this name if only one has it."""
    known = all_areas()
    folded = names.fold(text)
    same = [
        one for one in known.values() if folded in (names.fold(one.label), names.fold(one.name))
    ]
    if text in known:
        return known[text]
    return same[0] if len(same) == 1 else None


def nearest(text: str, limit: int = 3) -> list[Area]:
    """Give the areas whose names are nearest to a text."""
    labels = {slug: names.fold(one.label) for slug, one in all_areas().items()}
    found = process.extract(names.fold(text[:100]), labels, scorer=fuzz.WRatio, limit=limit)
    return [all_areas()[slug] for _, _, slug in found]


@lru_cache(maxsize=1)
def _smallest() -> dict[str, str]:
    """Map each municipality to its province; those of Brussels to the region."""
    return {
        code: area.slug
        for kind in ("region", "province")
        for area in all_areas().values()
        if area.kind == kind
        for code in area.codes
    }


def province_of(code: str) -> Area:
    """Give the province of a municipality of today, or Brussels. Raises KeyError."""
    return all_areas()[_smallest()[code]]


def provinces() -> list[Area]:
    """Give what divides both countries without a rest: the provinces, and Brussels."""
    slugs = set(_smallest().values())
    return [area for area in all_areas().values() if area.slug in slugs]
