# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Threads of the bubble diagram: a smooth loop through the members of a combination.

Pure. The loop is a centripetal Catmull-Rom spline, written as cubic Bézier segments.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Disc = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Segment:
    """A cubic Bézier curve from `start` to `end` with two control points."""

    start: Point
    first: Point
    second: Point
    end: Point

    def at(self, t: float) -> Point:
        """The point at `t` from 0 (start) to 1 (end)."""
        a, b = (1 - t) ** 3, 3 * (1 - t) ** 2 * t
        c, d = 3 * (1 - t) * t**2, t**3
        return (
            a * self.start[0] + b * self.first[0] + c * self.second[0] + d * self.end[0],
            a * self.start[1] + b * self.first[1] + c * self.second[1] + d * self.end[1],
        )


def through(points: Sequence[Point]) -> tuple[Segment, ...]:
    """A gentle arc through two points, a closed loop through more; empty for fewer than two."""
    if len(points) < 2:
        return ()
    if len(points) == 2:
        return (_arc(*sorted(points)),)
    loop = _around(points)
    count = len(loop)
    return tuple(
        _spline(loop[i - 1], loop[i], loop[(i + 1) % count], loop[(i + 2) % count])
        for i in range(count)
    )


def knots(segments: Sequence[Segment], radius: float) -> tuple[Point, ...]:
    """Where the curve leaves and meets circles of `radius` around its ends, rounded."""
    found = []
    for segment in segments:
        back = Segment(segment.end, segment.second, segment.first, segment.start)
        found += [_leaves(segment, radius), _leaves(back, radius)]
    return tuple(found)


def _leaves(segment: Segment, radius: float) -> Point:
    low, high = 0.0, 0.5
    for _ in range(14):
        middle = (low + high) / 2
        if math.dist(segment.start, segment.at(middle)) < radius:
            low = middle
        else:
            high = middle
    x, y = segment.at(high)
    return (round(x, 2), round(y, 2))


def letter(index: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def free_spot(segments: Sequence[Segment], taken: Sequence[Disc], sign: Disc) -> Point:
    """Where a disc as large as `sign` stands free: on the curve, else as near to it as can be.

    `sign` is (width of the sheet, height of the sheet, radius). Points near the middle of the curve
    win when several are free. The answer is rounded.
    """
    width, height, radius = sign
    discs = np.array(taken, dtype=np.float64).reshape(-1, 3)
    samples = np.array(list(_samples(segments)))
    room = _room(samples, discs) - radius
    best = samples[int(np.argmax(np.minimum(room, 4.0)))]
    if room.max() < 0.5:
        for ring in range(1, 80):
            points = _ring(segments[0].at(0.5), ring, radius)
            within = np.minimum(points, np.array([width, height]) - points).min(axis=1) > radius
            free = points[within & (_room(points, discs) > radius + 0.5)]
            if len(free):
                best = free[0]
                break
    return (round(float(best[0]), 2), round(float(best[1]), 2))


def beads(x: float, y: float, width: float, radius: float) -> list[Disc]:
    """A row of discs that covers a line of text of `width` around (x, y)."""
    count = max(math.ceil(width / radius), 1)
    return [(x + width * (i / count - 0.5), y, radius) for i in range(count + 1)]


def _room(points: NDArray[np.float64], discs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance from every point to the nearest edge of a disc."""
    across = points[:, :1] - discs[:, 0]
    along = points[:, 1:] - discs[:, 1]
    apart = np.sqrt(across * across + along * along) - discs[:, 2]
    return np.asarray(apart.min(axis=1, initial=1e9))


def _samples(segments: Sequence[Segment]) -> Iterator[Point]:
    for t in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.15, 0.85):
        for segment in segments:
            yield segment.at(t)


def _ring(middle: Point, ring: int, radius: float) -> NDArray[np.float64]:
    """Points on the `ring`-th of ever wider rings around the middle."""
    angles = np.arange(4 + ring * 2) * (2 * math.pi / (4 + ring * 2))
    reach = ring * radius * 0.7
    return np.stack([middle[0] + reach * np.cos(angles), middle[1] + reach * np.sin(angles)], 1)


def _around(points: Sequence[Point]) -> list[Point]:
    """The points in the order of a walk around their middle: the loop does not cross itself."""
    x = sum(point[0] for point in points) / len(points)
    y = sum(point[1] for point in points) / len(points)
    return sorted(points, key=lambda p: (round(math.atan2(p[1] - y, p[0] - x), 9), p))


def _arc(start: Point, end: Point) -> Segment:
    across, along = end[0] - start[0], end[1] - start[1]
    bow = 0.16
    first = (start[0] + across * 0.3 + along * bow, start[1] + along * 0.3 - across * bow)
    second = (start[0] + across * 0.7 + along * bow, start[1] + along * 0.7 - across * bow)
    return _rounded(start, first, second, end)


def _spline(before: Point, start: Point, end: Point, after: Point) -> Segment:
    """The part between `start` and `end` of a centripetal Catmull-Rom spline."""
    d1, d2, d3 = (
        math.sqrt(max(math.dist(a, b), 1e-6))
        for a, b in ((before, start), (start, end), (end, after))
    )
    first, second = [], []
    for p0, p1, p2, p3 in zip(before, start, end, after, strict=True):
        first.append(
            (d1**2 * p2 - d2**2 * p0 + (2 * d1**2 + 3 * d1 * d2 + d2**2) * p1)
            / (3 * d1 * (d1 + d2))
        )
        second.append(
            (d3**2 * p1 - d2**2 * p3 + (2 * d3**2 + 3 * d3 * d2 + d2**2) * p2)
            / (3 * d3 * (d3 + d2))
        )
    return _rounded(start, (first[0], first[1]), (second[0], second[1]), end)


def _rounded(start: Point, first: Point, second: Point, end: Point) -> Segment:
    points = [(round(x, 2), round(y, 2)) for x, y in (start, first, second, end)]
    return Segment(*points)
