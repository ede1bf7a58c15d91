# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram: where every bubble, actor, name and thread comes.

Pure and deterministic: the same places and threads, in any order, give the same diagram. One bubble
per municipality, all of the same size; a horizon through each; culture above, the rest below; the
bubbles roughly where the municipalities lie. Screen and paper are drawn from the same diagram.

All measures are in units of the drawing, y downwards.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from netwerkbouwer.boards import curves, lettering, packing

Half = Literal["culture", "other"]
HALVES: tuple[Half, Half] = ("culture", "other")

NAME_SIZE = 11.0
"""Letter size of names in actors."""

_LARGER = (16.0, 14.0, 12.5)
"""Short names stand in larger letters."""

_SMALLEST_NAMED, _LARGEST_NAMED = 34.0, 46.0
_SHORT_NAMED = 38.0
_MOST_NAMES = 0.85
_NUMBERED = 13.0
_WIDEST_WITH_NAMES = 1500.0
_HIGHEST_NUMBER = 99_999
_BUBBLE_GAP = 0.06
_SMALLEST_BUBBLE = 3.2
"""In actor radii: the gap between bubbles in bubble radii, the least bubble in actor radii."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation, group or initiative in a bubble; `number` is a wish, see `PlacedActor`."""

    key: str
    name: str
    half: Half
    sector: str
    chosen: bool = False
    doubtful: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality; coordinates in degrees (WGS 84), None or not a number when unknown."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    own: bool = False
    doubtful: bool = False
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A combination: the keys of the actors it joins."""

    key: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedActor:
    """A circle. `label` fits in it; only when it is a number has `number` a value."""

    key: str
    name: str
    half: Half
    sector: str
    x: float
    y: float
    r: float
    chosen: bool
    doubtful: bool
    label: str
    label_lines: tuple[str, ...]
    label_size: float
    number: int | None


@dataclass(frozen=True, slots=True)
class Hint:
    """Where an empty half may say what could come there: lines of `width` around (x, y)."""

    half: Half
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a place as it fits: one line around (x, y) that interrupts the horizon."""

    text: str
    x: float
    y: float
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class Bubble:
    """A municipality: a circle, its horizon, its name, its actors and hints for empty halves."""

    key: str
    name: str
    x: float
    y: float
    r: float
    own: bool
    doubtful: bool
    horizon: float
    title: Title
    actors: tuple[PlacedActor, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class DrawnThread:
    """A smooth curve through its members, drawn below the actors.

    `knots`: where it meets the edge of a member, so that passing behind an actor does not count.
    `letter`: names the thread in the key, on a free spot of the curve.
    """

    key: str
    name: str
    members: tuple[str, ...]
    segments: tuple[curves.Segment, ...]
    knots: tuple[curves.Point, ...]
    letter: str
    letter_x: float
    letter_y: float
    letter_r: float


@dataclass(frozen=True, slots=True)
class LegendLine:
    """What a number stands for."""

    number: int
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Everything a drawing needs, inside a box from (0, 0) to (width, height)."""

    width: float
    height: float
    labels: Literal["names", "numbers"]
    bubbles: tuple[Bubble, ...]
    threads: tuple[DrawnThread, ...]
    legend: tuple[LegendLine, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """The sizes that hold for one whole diagram."""

    labels: Literal["names", "numbers"]
    actor: float
    bubble: float

    @property
    def distance(self) -> float:
        return self.bubble * (2 + _BUBBLE_GAP)

    @property
    def title(self) -> float:
        return min(max(self.actor * 0.98, 12.5), 20.0)


def lay_out(
    places: Sequence[Place], threads: Sequence[Thread] = (), *, aspect: float = 1.5
) -> Diagram:
    """The diagram of these places, about `aspect` times as wide as high.

    Keys are unique among places and among actors. Actors stand in reading order of sector and name.
    When names would become too small to read, every actor gets a number and the legend is filled.
    """
    ordered = sorted(places, key=_place_order)
    if not ordered:
        return Diagram(0.0, 0.0, "names", (), (), ())
    scale = _scale(ordered, aspect)
    centres, width, height = _centres(ordered, scale, aspect)
    numbers = _numbers(ordered) if scale.labels == "numbers" else {}
    bubbles = tuple(
        _bubble(place, centre, scale, numbers)
        for place, centre in zip(ordered, centres, strict=True)
    )
    legend = tuple(
        LegendLine(actor.number, actor.name, bubble.name)
        for bubble in bubbles
        for actor in sorted(bubble.actors, key=lambda actor: actor.number or 0)
        if actor.number is not None
    )
    drawn = _threads(threads, bubbles, scale, (width, height))
    return Diagram(width, height, scale.labels, bubbles, drawn, legend)


def _place_order(place: Place) -> tuple[bool, str, str]:
    return (not place.own, place.key, place.name)


def _actors_of(place: Place, half: Half) -> list[Actor]:
    """The actors of a half in reading order: kinds of organisation stay together."""
    return sorted(
        (actor for actor in place.actors if actor.half == half),
        key=lambda actor: (actor.sector, actor.name.casefold(), actor.key),
    )


def _scale(places: Sequence[Place], aspect: float) -> _Scale:
    """Whole names when they stay readable, else shorter ones, else numbers."""
    fullest = max(len(_actors_of(place, half)) for place in places for half in HALVES)
    names = [actor.name for place in places for actor in place.actors]
    named = _Scale("names", _SHORT_NAMED, _bubble_radius(places, fullest, _SHORT_NAMED))
    widest = _WIDEST_WITH_NAMES / math.sqrt(len(places) * aspect * 0.95)
    if named.distance <= widest:
        actor = _radius_for(names)
        roomy = _Scale("names", actor, _bubble_radius(places, fullest, actor))
        return roomy if roomy.distance <= widest else named
    return _Scale("numbers", _NUMBERED, _bubble_radius(places, fullest, _NUMBERED))


def _radius_for(names: Sequence[str]) -> float:
    """The smallest circle in which most names fit whole, within bounds."""
    radius = _SMALLEST_NAMED
    while radius < _LARGEST_NAMED:
        fitting = sum(lettering.fits_whole(name, radius / NAME_SIZE) for name in names)
        if fitting >= _MOST_NAMES * len(names):
            break
        radius += 2.0
    return radius


def _bubble_radius(places: Sequence[Place], fullest: int, actor: float) -> float:
    title = _Scale("names", actor, 0.0).title
    widest = max(lettering.width(lettering.clean(place.name)) for place in places) * title
    packed = max(packing.pack_half(fullest).bubble_radius * 1.06, _SMALLEST_BUBBLE) * actor
    return max(packed, min(widest / 2 + 1.4 * title, 6.5 * title))


def _centres(
    places: Sequence[Place], scale: _Scale, aspect: float
) -> tuple[list[packing.Point], float, float]:
    """Middle of every bubble, and the width and height of the sheet."""
    mapped = [place for place in places if _is_mapped(place)]
    gathered = packing.gather(_projected(mapped), scale.distance, aspect)
    found = dict(zip((id(place) for place in mapped), gathered, strict=True))
    aside = [place for place in places if id(place) not in found]
    for place, point in zip(aside, _row_beside(len(aside), gathered, scale, aspect), strict=True):
        found[id(place)] = point
    margin = scale.bubble * 1.04 + 6.0
    left = min(x for x, _ in found.values()) - margin
    top = min(y for _, y in found.values()) - margin
    width = max(x for x, _ in found.values()) + margin - left
    height = max(y for _, y in found.values()) + margin - top
    centres = [(found[id(place)][0] - left, found[id(place)][1] - top) for place in places]
    return centres, round(width, 2), round(height, 2)


def _is_mapped(place: Place) -> bool:
    return (
        place.lat is not None
        and place.lon is not None
        and abs(place.lat) <= 90
        and abs(place.lon) <= 180
    )


def _projected(places: Sequence[Place]) -> list[packing.Point]:
    """Flat coordinates, true near the middle of the places."""
    lat = [place.lat or 0.0 for place in places]
    middle = math.radians(sum(lat) / len(lat)) if lat else 0.0
    return [((place.lon or 0.0) * math.cos(middle), -(place.lat or 0.0)) for place in places]


def _row_beside(
    count: int, others: Sequence[packing.Point], scale: _Scale, aspect: float
) -> list[packing.Point]:
    """Rows below the others for places whose coordinates are unknown."""
    across = max((x for x, _ in others), default=0.0) - min((x for x, _ in others), default=0.0)
    fitting = int(across / scale.distance + 1e-6) + 1
    columns = min(count, max(fitting, math.ceil(math.sqrt(count * aspect))))
    top = max((y for _, y in others), default=-scale.distance) + scale.distance
    gap = 0.25 * scale.bubble if others else 0.0
    return [
        (
            (index % columns - (columns - 1) / 2) * scale.distance,
            top + gap + index // columns * scale.distance,
        )
        for index in range(count)
    ]


def _numbers(places: Sequence[Place]) -> dict[int, int]:
    """A number for every actor, by identity: the wished one when free, else the next free one."""
    actors = [a for place in places for half in HALVES for a in _actors_of(place, half)]
    wished: dict[int, int] = {}
    for actor in actors:
        if actor.number is not None and 0 < actor.number <= _HIGHEST_NUMBER:
            wished.setdefault(actor.number, id(actor))
    numbers = {identity: number for number, identity in wished.items()}
    following = 1
    for actor in actors:
        if id(actor) not in numbers:
            while following in wished:
                following += 1
            wished[following] = id(actor)
            numbers[id(actor)] = following
    return numbers


def _bubble(place: Place, centre: packing.Point, scale: _Scale, numbers: dict[int, int]) -> Bubble:
    x, y = round(centre[0], 2), round(centre[1], 2)
    actors: list[PlacedActor] = []
    hints: list[Hint] = []
    for half, direction in zip(HALVES, (-1, 1), strict=True):
        members = _actors_of(place, half)
        spots = list(packing.spread_half(len(members), scale.bubble / scale.actor))
        if half == "other":
            spots.sort(key=lambda spot: (round(spot[1], 6), spot[0]))
        for actor, (across, height) in zip(members, spots, strict=True):
            at = (x + across * scale.actor, y + direction * height * scale.actor)
            actors.append(_placed(actor, at, scale, numbers.get(id(actor))))
        if not members:
            middle = y + direction * 0.46 * scale.bubble
            hints.append(Hint(half, x, round(middle, 2), round(scale.bubble * 1.4, 2)))
    return Bubble(
        place.key, place.name, x, y, round(scale.bubble, 2), place.own, place.doubtful, y,
        _title(place, (x, y), scale), tuple(actors), tuple(hints),
    )  # fmt: skip


def _title(place: Place, centre: packing.Point, scale: _Scale) -> Title:
    """The whole name if need be in smaller letters; only a very long name is cut."""
    room = 2 * scale.bubble - 1.6 * scale.title
    wide = max(lettering.width(lettering.clean(place.name)), 1e-6)
    size = max(min(scale.title, room / wide), scale.title * 0.72)
    text = lettering.fit_line(place.name, room / size)
    return Title(text, *centre, round(size, 2), round(lettering.width(text) * size, 2))


def _placed(actor: Actor, at: packing.Point, scale: _Scale, number: int | None) -> PlacedActor:
    size = NAME_SIZE
    if number is None:
        whole = (big for big in _LARGER if lettering.fits_whole(actor.name, scale.actor / big))
        size = next(whole, NAME_SIZE)
        lines = lettering.fit_circle(actor.name, scale.actor / size)
    else:
        lines = (str(number),)
        size = min(size, 1.75 * scale.actor / lettering.width(lines[0]))
    return PlacedActor(
        actor.key, actor.name, actor.half, actor.sector,
        round(at[0], 2), round(at[1], 2), scale.actor, actor.chosen, actor.doubtful,
        " ".join(lines), lines, round(size, 2), number,
    )  # fmt: skip


def _threads(
    threads: Sequence[Thread], bubbles: Sequence[Bubble], scale: _Scale, sheet: packing.Point
) -> tuple[DrawnThread, ...]:
    """A curve for every thread that joins at least two actors of this diagram."""
    spots = {actor.key: (actor.x, actor.y) for b in bubbles for actor in reversed(b.actors)}
    taken = [(a.x, a.y, a.r * 1.15) for bubble in bubbles for a in bubble.actors]
    for title in (bubble.title for bubble in bubbles):
        taken += curves.beads(title.x, title.y, title.width, title.size * 0.65)
    drawn: list[DrawnThread] = []
    for thread in sorted(threads, key=lambda t: (t.key, t.name, t.members)):
        members = tuple(sorted({key for key in thread.members if key in spots}))
        if len(members) < 2:
            continue
        segments = curves.through([spots[key] for key in members])
        radius = round(min(max(scale.actor * 0.5, 9.0), 12.0), 2)
        x, y = curves.free_spot(segments, taken, (*sheet, radius))
        taken.append((x, y, radius))
        letter = curves.letter(len(drawn))
        knots = curves.knots(segments, scale.actor * 1.06)
        drawn.append(
            DrawnThread(thread.key, thread.name, members, segments, knots, letter, x, y, radius)
        )
    return tuple(drawn)
