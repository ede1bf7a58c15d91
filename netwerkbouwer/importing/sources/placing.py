# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which municipality a source means something to be: by postcode, name or point. Pure."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.importing.sources import raw
from netwerkbouwer.places import gazetteer, lookup, outlines

Country = gazetteer.Country
_COUNTRIES: dict[str, Country] = {
    "be": "BE", "bel": "BE", "belgie": "BE", "belgië": "BE", "belgium": "BE", "belgique": "BE",
    "nl": "NL", "nld": "NL", "nederland": "NL", "netherlands": "NL", "the netherlands": "NL",
}  # fmt: skip


def country_code(text: str) -> str:
    """`België` and `BEL` as `BE`; another country as it is told."""
    return _COUNTRIES.get(text.strip().casefold(), text.strip())


def values(city: str, postcode: str, country: str, lat: str = "", lon: str = "") -> dict[str, str]:
    """The columns that say where something is, with the code of the municipality if it is sure.

    Without one the name stays as it was told, so that a person reads what could not be found.
    """
    told = country_code(country)
    found = {"postcode": postcode, "lat": lat, "lon": lon, "country": told}
    digits = "".join(postcode.split())[:4]
    code = _by_text(city[:200], digits, told) or (_by_point(lat, lon) if lat and lon else "")
    if code:
        found |= {"municipality_code": code, "country": gazetteer.by_code(code).country}
    elif city:
        found["municipality"] = city
    return {column: value for column, value in found.items() if value}


@lru_cache(maxsize=65_536)
def _by_text(city: str, postcode: str, country: str) -> str:
    here: Country | None = "BE" if country == "BE" else "NL" if country == "NL" else None
    if country and here is None:
        return ""
    candidates: tuple[gazetteer.Municipality, ...] = ()
    if len(postcode) == 4 and postcode.isdigit():
        candidates = lookup.at_postcode(here, postcode) if here else ()
    if len(candidates) == 1:
        return candidates[0].code
    try:
        named = lookup.resolve(city, prefer=here).code if city else ""
    except lookup.UnknownMunicipality:
        named = ""
    codes = [each.code for each in candidates]
    if named and (not codes or named in codes):
        return named
    return codes[0] if codes else named


def _by_point(lat: str, lon: str) -> str:
    try:
        return municipality_at(float(lat), float(lon))
    except (ValueError, OverflowError):
        return ""


def municipality_at(lat: float, lon: float) -> str:
    """The code of the municipality a point lies in, or ''. Outlines are simplified: near a border
    it may be the neighbour."""
    if not (49 < lat < 54 and 2 < lon < 8):
        return ""
    x, y = outlines.project(lon, lat)
    codes, boxes = _boxes()
    inside = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
    for index in np.flatnonzero(inside):
        if _holds(codes[index], x, y):
            return codes[index]
    return ""


@lru_cache(maxsize=1)
def _boxes() -> tuple[list[str], NDArray[np.float64]]:
    codes = list(gazetteer.load().municipalities)
    bounds = [outlines.bounds_of([code]) for code in codes]
    return codes, np.array([(each.left, each.top, each.right, each.bottom) for each in bounds])


@lru_cache(maxsize=1024)
def _edges(code: str) -> NDArray[np.float64]:
    """All sides of a municipality: from x, from y, to x, to y."""
    sides = [
        (*ring[step - 1], *ring[step])
        for polygon in outlines.outline(code)
        for ring in polygon
        for step in range(len(ring))
    ]
    return np.array(sides, dtype=np.float64).T


def _holds(code: str, x: float, y: float) -> bool:
    """Even-odd rule: a ray to the right crosses the outline an odd number of times."""
    x1, y1, x2, y2 = _edges(code)
    crossing = (y1 > y) != (y2 > y)
    at = x1[crossing] + (y - y1[crossing]) * (x2 - x1)[crossing] / (y2 - y1)[crossing]
    return bool(np.count_nonzero(at > x) % 2)


def address(street: str, number: str = "", box: str = "") -> str:
    """Street, house number and box as one writes them: `Markt 1 bus 2`."""
    line = " ".join(part for part in (raw.text(street), raw.text(number)) if part)
    return f"{line} bus {raw.text(box)}" if raw.text(box) else line
