# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outlines of municipalities and areas, and the map projection they are drawn in. Pure.

`data/outlines.json` holds `scale` and, under `municipalities` (by code) and `areas` (by
`kind:country:name`), lists of polygons. A polygon is a list of rings, the outer one first; a
ring is a flat list of integers `x, y, dx, dy, dx, dy, …`: the first point, then steps, in
degrees east and north times `scale`, without the closing point.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from netwerkbouwer.places import gazetteer
from netwerkbouwer.places.gazetteer import Country

AreaKind = Literal["region", "province", "reference_region"]
Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygons = tuple[tuple[Ring, ...], ...]

# Where a map unit is one kilometre: halfway between the south of Belgium and the Wadden islands.
TRUE_LATITUDE = math.radians(51.5)
_UNIT = gazetteer.EARTH_RADIUS_KM * math.cos(TRUE_LATITUDE)


class UnknownArea(KeyError):
    """There is no outline for this region, province or referentieregio."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in map units; y grows downwards, as on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, share: float) -> "Bounds":
        """Add a margin on each side, as a share of the longest side."""
        extra = share * max(self.width, self.height)
        return Bounds(self.left - extra, self.top - extra, self.right + extra, self.bottom + extra)

    def touches(self, other: "Bounds") -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing of `width` × `height` whole units that shows some bounds, centred and undistorted.

    Put `viewBox="0 0 {width} {height}"` on the SVG.
    """

    bounds: Bounds
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Drawing units per map unit, so about per kilometre."""
        wide, high = max(self.bounds.width, 1e-9), max(self.bounds.height, 1e-9)
        return min(self.width / wide, self.height / high)

    @property
    def visible(self) -> Bounds:
        """All that fits on the drawing: the bounds and what lies beside them."""
        half_x, half_y = self.width / self.scale / 2, self.height / self.scale / 2
        middle_x = (self.bounds.left + self.bounds.right) / 2
        middle_y = (self.bounds.top + self.bounds.bottom) / 2
        return Bounds(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)

    def place(self, point: Point) -> Point:
        """Put a point in map units on the drawing."""
        middle_x = (self.bounds.left + self.bounds.right) / 2
        middle_y = (self.bounds.top + self.bounds.bottom) / 2
        return (
            self.width / 2 + (point[0] - middle_x) * self.scale,
            self.height / 2 + (point[1] - middle_y) * self.scale,
        )

    def place_degrees(self, lon: float, lat: float) -> Point:
        """Put a point in degrees on the drawing."""
        return self.place(project(lon, lat))


def project(lon: float, lat: float) -> Point:
    """Project degrees to map units (Mercator, as web maps): about kilometres, y downwards."""
    x = _UNIT * math.radians(lon)
    y = -_UNIT * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return x, y


@lru_cache(maxsize=1)
def _document() -> Any:
    return json.loads((gazetteer.DATA / "outlines.json").read_text(encoding="utf-8"))


def _ring(numbers: list[int], scale: int) -> Ring:
    points, x, y = [], 0, 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append(project(x / scale, y / scale))
    return tuple(points)


def _polygons(stored: list[list[list[int]]]) -> Polygons:
    scale = _document()["scale"]
    return tuple(tuple(_ring(ring, scale) for ring in polygon) for polygon in stored)


@lru_cache(maxsize=1024)
def outline(code: str) -> Polygons:
    """Give a municipality in map units; old codes give their successor. Raises UnknownCode."""
    return _polygons(_document()["municipalities"][gazetteer.current_code(code)])


@lru_cache(maxsize=64)
def area_outline(kind: AreaKind, country: Country, name: str) -> Polygons:
    """Give a region, province or referentieregio in map units. Raises UnknownArea."""
    key = f"{kind}:{country}:{name}"
    if key not in _document()["areas"]:
        raise UnknownArea(key)
    return _polygons(_document()["areas"][key])


@lru_cache(maxsize=1024)
def _bounds(code: str) -> Bounds:
    points = [point for polygon in outline(code) for point in polygon[0]]
    across, down = [x for x, _ in points], [y for _, y in points]
    return Bounds(min(across), min(down), max(across), max(down))


def bounds_of(codes: Iterable[str]) -> Bounds:
    """Give the smallest bounds around municipalities; around all of them when none is given."""
    boxes = [_bounds(code) for code in codes] or [
        _bounds(code) for code in gazetteer.load().municipalities
    ]
    return Bounds(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def codes_touching(bounds: Bounds) -> list[str]:
    """Give municipalities that may show within bounds (by their rectangles), by code."""
    return [code for code in gazetteer.load().municipalities if bounds.touches(_bounds(code))]


def svg_path(code: str, frame: Frame) -> str:
    """Give the `d` of an SVG path in whole units; draw it with `fill-rule="evenodd"`.

    Points that fall on the one before them are left out, so a small drawing is a short text. A
    municipality too small to see stays a dot of one unit, so that it can still be pointed at.
    """
    return _path(outline(code), frame)


def area_path(kind: AreaKind, country: Country, name: str, frame: Frame) -> str:
    """Give the same for a region, province or referentieregio. Raises UnknownArea."""
    return _path(area_outline(kind, country, name), frame)


def _path(polygons: Polygons, frame: Frame) -> str:
    drawn = [_ring_path(ring, frame) for polygon in polygons for ring in polygon]
    return "".join(drawn) or _dot(frame.place(polygons[0][0][0]))


def _ring_path(ring: Ring, frame: Frame) -> str:
    points: list[tuple[int, int]] = []
    for point in ring:
        x, y = frame.place(point)
        whole = (round(x), round(y))
        if not points or points[-1] != whole:
            points.append(whole)
    if len(set(points)) < 3:
        return ""
    steps = (f"{x - from_x} {y - from_y}" for (from_x, from_y), (x, y) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z"


def _dot(point: Point) -> str:
    return f"M{round(point[0])} {round(point[1])}h1v1h-1z"
