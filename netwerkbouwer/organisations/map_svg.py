# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws municipalities with what was found in them as one accessible SVG. Pure.

Looks come from presentation attributes, as the content security policy refuses style attributes.
Polygons are for the mouse; everything they lead to is also a link on a circle or in the list.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from netwerkbouwer.places import outlines
from netwerkbouwer.places.outlines import Frame

WIDTH = 640
TALLEST = 860
LEAST_RADIUS = 11.0
MOST_RADIUS = 30.0
GAP = 1.5  # between circles
PUSHES = 60  # rounds of moving circles apart; more makes no visible difference

OUTSIDE = "#F6F1E6"
BORDER = "#B9B2A2"
INK = "#1B1A22"
CIRCLE = "#0E5A5C"
ON_CIRCLE = "#FFFDF8"
# From nothing to much: steps of lightness, so that it reads in grey too.
TINTS = ("#FFFFFF", "#E4EEEB", "#CADFDA", "#A9CBC4")


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle with a number at a place in the drawing; `title` is what the link says."""

    x: float
    y: float
    count: int
    href: str
    title: str

    @property
    def radius(self) -> float:
        digits = len(str(self.count))
        return max(LEAST_RADIUS, min(MOST_RADIUS, 5 + 4.2 * digits + math.log10(self.count + 1)))


@dataclass(frozen=True, slots=True)
class Dot:
    """One place, without a number or a link."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the map shows: `inside` are codes of municipalities that count, `own` stands out.

    `links` maps a code to where its polygon leads and what it is called.
    """

    frame: Frame
    inside: frozenset[str]
    counts: Mapping[str, int]
    links: Mapping[str, tuple[str, str]]
    spots: Sequence[Spot]
    title: str
    own: str = ""
    dots: Sequence[Dot] = ()


def frame_around(
    codes: Iterable[str], *, width: int = WIDTH, tallest: int = TALLEST, margin: float = 0.04
) -> Frame:
    """Give a frame that shows these municipalities, as tall as they ask, within a limit."""
    bounds = outlines.bounds_of(codes).grown(margin)
    height = width * bounds.height / max(bounds.width, 1e-9)
    return Frame(bounds, width, round(max(0.5 * width, min(tallest, height))))


def to_svg(drawing: Drawing) -> str:
    """Give the map as an SVG element whose links the keyboard reaches."""
    frame = drawing.frame
    title = escape(drawing.title)
    # A picture hides what is in it from screen readers, so it may not hold links.
    role = "group" if drawing.spots or drawing.links else "img"
    parts = [
        f'<svg class="nb-map" viewBox="0 0 {frame.width} {frame.height}" role="{role}"'
        f' aria-label="{title}" xmlns="http://www.w3.org/2000/svg">',
        f'<g fill-rule="evenodd" stroke="{BORDER}" stroke-width="0.7" stroke-linejoin="round">',
        *_ground(drawing),
        "</g>",
        *(_spot(spot) for spot in apart(drawing.spots, frame)),
        *(
            f'<circle cx="{dot.x:.0f}" cy="{dot.y:.0f}" r="6" fill="{CIRCLE}"'
            f' stroke="{ON_CIRCLE}" stroke-width="1.5"/>'
            for dot in drawing.dots
        ),
        "</svg>",
    ]
    return "".join(parts)


def _ground(drawing: Drawing) -> Iterable[str]:
    """Draw the polygons; those with one fill and no link share one path, which saves a third."""
    shapes = paths(drawing.frame)
    merged: dict[str, list[str]] = {}
    single: list[str] = []
    for code, shape in shapes.items():
        fill = tint(drawing.counts.get(code, 0)) if code in drawing.inside else OUTSIDE
        if code in drawing.links and code != drawing.own:
            single.append(_linked(shape, fill, *drawing.links[code]))
        elif code != drawing.own:
            merged.setdefault(fill, []).append(shape)
    yield from (f'<path fill="{fill}" d="{"".join(found)}"/>' for fill, found in merged.items())
    yield from single
    if drawing.own in shapes:
        fill = tint(drawing.counts.get(drawing.own, 0))
        yield f'<path fill="{fill}" stroke="{INK}" stroke-width="2.5" d="{shapes[drawing.own]}"/>'


@lru_cache(maxsize=64)
def paths(frame: Frame) -> Mapping[str, str]:
    """Give the path of every municipality that shows in a frame; kept, as people look around."""
    return {code: outlines.svg_path(code, frame) for code in outlines.codes_touching(frame.visible)}


def _linked(shape: str, fill: str, href: str, name: str) -> str:
    # Out of the tab order: the circle or the list leads to the same.
    return (
        f'<a href="{escape(href)}" tabindex="-1" aria-hidden="true">'
        f'<path fill="{fill}" d="{shape}"><title>{escape(name)}</title></path></a>'
    )


def tint(count: int) -> str:
    """Give the fill for a number of organisations."""
    return TINTS[0 if count <= 0 else min(3, 1 + int(math.log10(count)))]


def _spot(spot: Spot) -> str:
    x, y = f"{spot.x:.0f}", f"{spot.y:.0f}"
    size = 13 if spot.count < 1000 else 12
    return (
        f'<a href="{escape(spot.href)}" aria-label="{escape(spot.title)}">'
        f"<title>{escape(spot.title)}</title>"
        f'<circle cx="{x}" cy="{y}" r="{spot.radius:.0f}" fill="{CIRCLE}" stroke="{ON_CIRCLE}"/>'
        f'<text x="{x}" y="{y}" dy="0.35em" text-anchor="middle" font-size="{size}"'
        f' font-weight="700" fill="{ON_CIRCLE}">{spot.count}</text></a>'
    )


def apart(spots: Sequence[Spot], frame: Frame) -> list[Spot]:
    """Move circles that overlap away from each other, a little at a time, within the drawing.

    Relaxation as in force-directed label placement: every overlapping pair is pushed apart by half
    its overlap. The same input gives the same drawing.
    """
    places = [[spot.x, spot.y] for spot in spots]
    radii = [spot.radius for spot in spots]
    for _ in range(PUSHES):
        if not _push(places, radii):
            break
    return [
        replace(spot, x=_within(x, radius, frame.width), y=_within(y, radius, frame.height))
        for spot, (x, y), radius in zip(spots, places, radii, strict=True)
    ]


def _push(places: list[list[float]], radii: list[float]) -> bool:
    moved = False
    for first in range(len(places)):
        for second in range(first + 1, len(places)):
            least = radii[first] + radii[second] + GAP
            right = places[second][0] - places[first][0]
            down = places[second][1] - places[first][1]
            if abs(right) >= least or abs(down) >= least:
                continue
            away = math.hypot(right, down)
            if away >= least - 0.1:
                continue
            if away < 1e-6:
                right, down, away = 1e-3 * (first + 1), 1e-3, math.hypot(1e-3 * (first + 1), 1e-3)
            half = (least - away) / 2 / away
            places[first][0] -= right * half
            places[first][1] -= down * half
            places[second][0] += right * half
            places[second][1] += down * half
            moved = True
    return moved


def _within(value: float, radius: float, size: float) -> float:
    return min(max(value, radius + 1), size - radius - 1)
