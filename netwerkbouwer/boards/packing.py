# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts equal circles together: actors in half a bubble, bubbles on a sheet.

Pure and deterministic: the same input gives the same numbers, nothing is drawn by lot. Actors stand
in rows, as close to the horizon as rows allow. Bubbles follow the idea of the Dorling cartogram
(Dorling 1996): they start where the places lie and are drawn together until they nearly touch.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Row = tuple[int, float]
"""How many circles stand in a row, and its height above the horizon."""
Points = NDArray[np.float64]

# In radii of an actor circle.
PITCH = 2.32
"""Least distance between two centres."""
HORIZON_GAP = 0.74
"""Least distance between the horizon and the edge of a circle: room for the name of the place."""
RIM_GAP = 0.36
"""Least distance between the rim and the edge of a circle."""

_FLOOR = HORIZON_GAP + 1.0
_WIDEST_SPREAD = 1.22
_MOST_SEARCHED = 42
_MOST_BALANCED = 12
_MIDDLE_OF_HALF = 4 / (3 * math.pi)
_FIRM_STEPS, _STEPS = 50, 130


@dataclass(frozen=True, slots=True)
class HalfPack:
    """Places for circles of radius 1 in half a bubble whose centre is (0, 0).

    `centres`: (x, y) with y the height from the horizon, in reading order (top row first, left to
    right). `reach`: the greatest distance of a centre from (0, 0).
    """

    centres: tuple[Point, ...]
    reach: float

    @property
    def bubble_radius(self) -> float:
        """The smallest bubble that holds these circles."""
        return self.reach + 1.0 + RIM_GAP


@lru_cache(maxsize=512)
def pack_half(count: int) -> HalfPack:
    """The tightest tidy rows for `count` circles in half a bubble."""
    if count == 0:
        return HalfPack((), 0.0)
    if count <= _MOST_SEARCHED:
        return _pack_of(_best_rows(count))
    return _in_reading_order(_lattice(count))


def _pack_of(rows: Sequence[Row]) -> HalfPack:
    return _in_reading_order([(x, y) for size, y in rows for x in _row(size)])


def _in_reading_order(centres: list[Point]) -> HalfPack:
    centres.sort(key=lambda point: (-round(point[1], 6), point[0]))
    return HalfPack(tuple(centres), max(math.hypot(x, y) for x, y in centres))


def spread_half(count: int, bubble_radius: float) -> tuple[Point, ...]:
    """Places for `count` circles in a bubble that may be larger than they need, room shared out.

    `bubble_radius` is in actor radii, at least `pack_half(count).bubble_radius`.
    """
    if count == 0:
        return ()
    room = bubble_radius - 1.0 - RIM_GAP
    pack = _balanced(count, round(room, 4))
    scale = min(room / pack.reach, _WIDEST_SPREAD)
    lift = 0.12 * _free_lift(pack, scale, room)
    return tuple((x * scale, y * scale + lift) for x, y in pack.centres)


@lru_cache(maxsize=1024)
def _balanced(count: int, room: float) -> HalfPack:
    """Of the rows that fit, those whose middle lies nearest to the middle of the half bubble."""
    best = pack_half(count)
    if count > _MOST_BALANCED:
        return best
    least = math.inf
    for rows in _falling_rows(count):
        pack = _pack_of(rows)
        if pack.reach > room:
            continue
        scale = min(room / pack.reach, _WIDEST_SPREAD)
        middle = sum(size * height for size, height in rows) / count * scale
        steps = sum(a[0] - b[0] - 1 for a, b in pairwise(rows))
        score = abs(middle - _MIDDLE_OF_HALF * (room + 1.0)) + 0.3 * steps
        if score < least - 1e-9:
            best, least = pack, score
    return best


def _falling_rows(count: int) -> Iterator[list[Row]]:
    """Every way to stand in rows that become shorter from the horizon to the rim."""

    def extend(rows: list[Row], left: int) -> Iterator[list[Row]]:
        if left == 0:
            yield rows
            return
        last, height = rows[-1]
        for size in range(min(last - 1, left), 0, -1):
            yield from extend([*rows, (size, height + _rise(last, size))], left - size)

    for size in range(count, 0, -1):
        yield from extend([(size, _FLOOR)], count - size)


def _rise(last: int, size: int) -> float:
    """Height between two rows: shifted half a pitch, when odd and even meet, they lie closer."""
    return PITCH if (last - size) % 2 == 0 else PITCH * math.sqrt(0.75)


def _free_lift(pack: HalfPack, scale: float, room: float) -> float:
    """How far the whole group could move up before it meets the rim."""
    return max(
        min(math.sqrt(max(room**2 - (x * scale) ** 2, 0.0)) - y * scale for x, y in pack.centres),
        0.0,
    )


def _row(size: int) -> Iterator[float]:
    return ((index - (size - 1) / 2) * PITCH for index in range(size))


def _best_rows(count: int) -> list[Row]:
    """Rows that need the smallest half bubble."""
    best: list[Row] = []
    best_reach = math.inf

    def extend(rows: list[Row], left: int, reach: float) -> None:
        nonlocal best, best_reach
        if reach >= best_reach - 1e-9:
            return
        if left == 0:
            best, best_reach = rows, reach
            return
        last, height = rows[-1]
        for size in range(min(last, left), max(last - 4, 0), -1):
            next_height = height + _rise(last, size)
            edge = math.hypot((size - 1) / 2 * PITCH, next_height)
            extend([*rows, (size, next_height)], left - size, max(reach, edge))

    for size in range(count, 0, -1):
        extend([(size, _FLOOR)], count - size, math.hypot((size - 1) / 2 * PITCH, _FLOOR))
    return best


def _lattice(count: int) -> list[Point]:
    """The `count` places of a hexagonal lattice nearest to the middle of the horizon."""
    side = int(math.sqrt(count)) + 3
    points = [
        ((column + (row % 2) / 2) * PITCH, _FLOOR + row * PITCH * math.sqrt(0.75))
        for row in range(side)
        for column in range(-side, side + 1)
    ]
    points.sort(key=lambda p: (round(math.hypot(*p), 6), round(abs(p[0]), 6), p[0]))
    return points[:count]


def gather(start: Sequence[Point], distance: float, aspect: float) -> list[Point]:
    """Draw points together until they are about `distance` apart, never closer.

    `start`: where they lie, any scale, y downwards; `aspect`: the wanted width to height. Left
    stays left and above stays above as far as the room allows. The middle comes at (0, 0).
    """
    if len(start) < 2:
        return [(0.0, 0.0)] * len(start)
    points = _unfolded(np.array(start, dtype=np.float64))
    points *= 1.6 * distance * math.sqrt(len(points))
    size = math.inf
    for step in range(_STEPS):
        # Firm at first, gentle when they already touch: so that few gaps remain.
        strength = max(0.06 * (1 - step / _FIRM_STEPS), 0.02)
        points = _pushed(points * _squeeze(points, aspect, strength), distance, 4)
        before, size = size, float(np.sqrt(np.mean(points**2)))
        if step > _FIRM_STEPS and size > 0.9997 * before:
            break
    points = _pushed(points, distance, 150)
    closest = float(np.min(_distances(points)[~np.eye(len(points), dtype=bool)]))
    points *= max(distance / closest, 1.0)
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return [(float(x), float(y)) for x, y in points]


def _unfolded(points: Points) -> Points:
    """Centred, of size about 1, and no two in one place: doubles fan out along a small spiral."""
    points = points - points.mean(axis=0)
    extent = float(np.abs(points).max()) or 1.0
    order = np.arange(len(points))
    spiral = np.stack([np.cos(order * 2.399963), np.sin(order * 2.399963)], axis=1)
    fanned: Points = points / extent + spiral * (1e-3 * np.sqrt(order + 1.0))[:, None]
    return fanned


def _squeeze(points: Points, aspect: float, strength: float) -> Points:
    """How much narrower and lower the group becomes: most in the direction that is too long."""
    width, height = np.ptp(points, axis=0)
    if width > aspect * height:
        return np.array([1 - strength, 1 - strength / 3])
    return np.array([1 - strength / 3, 1 - strength])


def _distances(points: Points) -> Points:
    x, y = points[:, 0], points[:, 1]
    return np.asarray(np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :]))


def _pushed(points: Points, distance: float, rounds: int) -> Points:
    """Push every two points that are too near half the shortage apart, `rounds` times at most."""
    for _ in range(rounds):
        x, y = points[:, 0], points[:, 1]
        across, along = x[:, None] - x[None, :], y[:, None] - y[None, :]
        apart = np.sqrt(across * across + along * along)
        np.fill_diagonal(apart, np.inf)
        short = np.maximum(distance - apart, 0.0)
        if float(short.max()) < 1e-4 * distance:
            break
        push = 0.45 * short / np.maximum(apart, 1e-9)
        points = points + np.stack(
            [np.einsum("ij,ij->i", across, push), np.einsum("ij,ij->i", along, push)], axis=1
        )
    return points
