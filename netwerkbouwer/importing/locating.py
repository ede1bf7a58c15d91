# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which municipality a row is, when it does not say so in so many words. Pure."""

import math
import re
from functools import lru_cache

from netwerkbouwer.places import gazetteer, lookup, outlines
from netwerkbouwer.places.gazetteer import Country

_DIGITS = re.compile(r"[1-9][0-9]{3}")
COUNTRIES: dict[str, Country] = {"BE": "BE", "NL": "NL"}


def fill_in(values: dict[str, str], fallback: str = "") -> None:
    """Set `municipality_code` from name, postcode or point; leave it where none of them says.

    `fallback` is for rows that tell nothing of a place. A name we do not know stays, so that the
    row is refused with names that look like it.
    """
    if values.get("municipality_code"):
        return
    name, postcode = values.get("municipality", ""), values.get("postcode", "")
    code = _by_words(name, postcode, values.get("country", "").strip().upper())
    code = code or _by_point(values.get("lat", ""), values.get("lon", ""))
    if not code and fallback and not name:
        code = _by_words(fallback, "", "")
    if code:
        values["municipality_code"] = code


@lru_cache(maxsize=65_536)
def _by_words(name: str, postcode: str, country: str) -> str:
    prefer = COUNTRIES.get(country)
    for text in (name, f"{postcode} {name}" if name and postcode else ""):
        try:
            if text.strip():
                return lookup.resolve(text, prefer=prefer).code
        except lookup.UnknownMunicipality:
            continue
    return _by_postcode(postcode, country)


def _by_postcode(postcode: str, country: str) -> str:
    """By a postcode alone, when all of it lies in one municipality."""
    digits = _DIGITS.match(postcode.strip())
    if not digits:
        return ""
    has_letters = len(postcode.strip()) > 4
    wanted = COUNTRIES.get(country) or ("NL" if has_letters else "BE")
    found = lookup.at_postcode(wanted, digits[0])
    return found[0].code if len(found) == 1 else ""


def _by_point(lat: str, lon: str) -> str:
    try:
        degrees = float(lat.replace(",", ".", 1)), float(lon.replace(",", ".", 1))
    except ValueError:
        return ""
    if not (49 < degrees[0] < 54 and 2 < degrees[1] < 8):
        return ""
    x, y = outlines.project(degrees[1], degrees[0])
    here = outlines.Bounds(x, y, x, y)
    inside = [code for code in outlines.codes_touching(here) if _is_inside(code, x, y)]
    # Simplified borders may overlap a little: then the nearest centre.
    return min(inside, key=lambda code: _from_centre(code, *degrees), default="")


def _from_centre(code: str, lat: float, lon: float) -> float:
    place = gazetteer.by_code(code)
    return math.hypot(place.lat - lat, place.lon - lon)


def _is_inside(code: str, x: float, y: float) -> bool:
    """Count how often a ray to the right crosses a border; holes count too."""
    crossings = 0
    for polygon in outlines.outline(code):
        for ring in polygon:
            previous = ring[-1]
            for point in ring:
                (x1, y1), (x2, y2) = previous, point
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    crossings += 1
                previous = point
    return crossings % 2 == 1
