# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The middle of a GeoJSON geometry. Pure."""

import math
from typing import Any

from netwerkbouwer.importing.sources import raw

MOST_POINTS = 100_000
Point = tuple[float, float]


def checked(x: object, y: object) -> Point | None:
    """Latitude and longitude from east and north, when they are numbers on the globe."""
    pair = numbers(x, y)
    if pair is None or not (-180 <= pair[0] <= 180 and -90 <= pair[1] <= 90):
        return None
    return pair[1], pair[0]


def numbers(x: object, y: object) -> Point | None:
    """Two finite numbers, or nothing."""
    try:
        east, north = float(raw.text(x)), float(raw.text(y))
    except ValueError:
        return None
    return (east, north) if math.isfinite(east) and math.isfinite(north) else None


def middle(geometry: Any) -> Point | None:
    """East and north of the middle of the rectangle around a geometry, in its own units."""
    found: list[Point] = []
    waiting: list[Any] = [raw.mapping(geometry).get("coordinates")]
    waiting += [part.get("coordinates") for part in raw.mappings(
        raw.mapping(geometry).get("geometries"))]  # fmt: skip
    while waiting and len(found) < MOST_POINTS:
        part = waiting.pop()
        if not isinstance(part, list) or not part:
            continue
        if isinstance(part[0], list):
            waiting.extend(part)
        elif len(part) > 1 and (pair := numbers(part[0], part[1])):
            found.append(pair)
    if not found:
        return None
    easts, norths = [x for x, _ in found], [y for _, y in found]
    return (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2


def centre(geometry: Any) -> Point | None:
    """Latitude and longitude of the middle of a geometry in degrees."""
    point = middle(geometry)
    return checked(*point) if point else None
