# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts pairs together into organisations: best first, and never against what we know. Pure.

A source lists every organisation once, so a group holds at most one entry of a source. That one
rule makes the largest difference of all, as chains of half-likely pairs end there.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence

import numpy as np

from netwerkbouwer.organisations.identity.keys import Indexes
from netwerkbouwer.organisations.identity.scoring import Chances


class Groups:
    """Union-find that refuses: groups that share a mark, or hold two entries kept apart.

    `marks` says per entry what no other of its group may have (its sources); `only` what all of its
    group must have alike when they have it: (scheme, value) of register numbers.
    """

    def __init__(
        self,
        marks: Sequence[frozenset[Hashable]],
        only: Sequence[frozenset[tuple[str, str]]],
        apart: Iterable[tuple[int, int]],
    ) -> None:
        self._parents = list(range(len(marks)))
        self._marks: dict[int, frozenset[Hashable]] = dict(enumerate(marks))
        self._only: dict[int, frozenset[tuple[str, str]]] = dict(enumerate(only))
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def root(self, entry: int) -> int:
        while self._parents[entry] != entry:
            self._parents[entry] = self._parents[self._parents[entry]]
            entry = self._parents[entry]
        return entry

    def join(self, one: int, other: int) -> bool:
        """Make one group of two, unless something forbids it."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if self._forbidden(one, other):
            return False
        one, other = min(one, other), max(one, other)
        self._parents[other] = one
        self._marks[one] |= self._marks.pop(other)
        self._only[one] |= self._only.pop(other)
        self._take_refusals(one, other)
        return True

    def _forbidden(self, one: int, other: int) -> bool:
        if self._marks[one] & self._marks[other] or other in self._apart.get(one, ()):
            return True
        mine, theirs = dict(self._only[one]), self._only[other]
        return bool(mine) and any(mine.get(kind, value) != value for kind, value in theirs)

    def _take_refusals(self, one: int, other: int) -> None:
        for third in self._apart.pop(other, ()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart.setdefault(one, set()).add(third)


def cluster(
    pairs: tuple[Indexes, Indexes, Chances],
    sources: Sequence[Collection[str]],
    *,
    numbers: Sequence[frozenset[tuple[str, str]]] = (),
    apart: Iterable[tuple[int, int]] = (),
    threshold: float,
) -> Indexes:
    """Give every entry the lowest position of its group; `pairs` are (i, j, chance).

    `sources` are per entry what it comes from, `numbers` its exclusive register numbers, `apart`
    positions a person said are two. Pairs below `threshold` count for nothing.
    """
    left, right, chance = pairs
    groups = Groups(
        [frozenset(each) for each in sources], numbers or [frozenset()] * len(sources), apart
    )
    likely = np.nonzero(chance >= threshold)[0]
    for place in likely[np.lexsort((right[likely], left[likely], -chance[likely]))].tolist():
        groups.join(int(left[place]), int(right[place]))
    return np.array([groups.root(entry) for entry in range(len(sources))], dtype=np.int64)
