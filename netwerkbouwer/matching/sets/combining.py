# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks for sets of organisations that together say more than a list of the best ones. Pure.

A set has three to five members from at least three sectors and two municipalities, no two of whom
are linked; together they meet every point of a text, and each has something to do in it: it meets
a point, or one of the others has what it seeks or seeks what it has. `holds` says so of a set, and
`search` gives no set of which it does not.

The search keeps the most promising sets while they grow by one (beam search), and starts again
without those members for the next set; where they are needed again, two others will do. The same
pool gives the same sets.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
States = NDArray[np.int64]  # one set per line: places in the pool, going up
Lack = Literal["", "few", "points", "sectors", "places", "linked", "roles"]

LEAST_MEMBERS, MOST_MEMBERS = 3, 5
LEAST_SECTORS, LEAST_PLACES = 3, 2
LEAST_COVER = 0.18  # a weaker answer to a point is chance
LEAST_EXCHANGE = 0.35
LEAST_NEW = 2  # members that are in none of the better sets
NONE = -1
MOST_STATES = 1_000  # sets looked at in each step of growing
MOST_CHECKED = 300
DIGITS = 6  # sets worth the same so far are equal; the order of the pool decides
# What counts for a set. Judgement: meeting the need most, then who helps whom, then borders.
COVER, RELEVANCE, EXCHANGE, FIT = 1.2, 1.2, 0.5, 0.6
SECTOR, PLACE, BOTH_HALVES = 0.2, 0.15, 0.3
FAMILIAR, SAME_KIND, EACH_MORE = 0.25, 0.3, 0.35


@dataclass(frozen=True, eq=False)
class Pool:
    """Those a set can be made of; arrays of N, in an order that decides between equals.

    `sector`, `municipality`, `half` and `kind` are any numbers, NONE when unknown: then it does not
    count. `relevance` is 0..1. `familiar` says that the asker knows it already. `covers` (N × P) is
    how well each meets each point, `exchange` (N × N) what the row brings to the column, both 0..1.
    `linked` (N × N) says who works together. The places of `must` are in every set.
    """

    ids: tuple[str, ...]
    sector: Places
    municipality: Places
    half: Places
    kind: Places
    relevance: Floats
    familiar: Flags
    covers: Floats
    exchange: Floats
    linked: Flags
    must: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def points(self) -> int:
        return int(self.covers.shape[1])

    @cached_property
    def fit(self) -> Floats:
        """How well each meets the point it meets best."""
        return np.asarray(self.covers.max(axis=1, initial=0.0), dtype=np.float64)

    @cached_property
    def between(self) -> Floats:
        """The better of what two bring to each other."""
        return np.maximum(self.exchange, self.exchange.T)


def search(
    pool: Pool, limit: int, existing: Collection[frozenset[str]] = ()
) -> list[tuple[int, ...]]:
    """At most so many sets, the best first, each as places in the pool.

    `existing` are sets of ids that are known: neither these nor what lies within one is given.
    """
    everyone = np.arange(len(pool), dtype=np.int64)
    first = list(_new(pool, _grow(pool, everyone), existing))
    found = first[:1]
    while found and len(found) < limit:
        used = {place for members in found for place in members} - set(pool.must)
        left = np.setdiff1d(everyone, list(used))
        best = next(_new(pool, _grow(pool, left), existing), None) or _mostly_new(
            first, used | set(pool.must)
        )
        if best is None:
            break
        found.append(best)
    return found[:limit]


def _mostly_new(states: Sequence[tuple[int, ...]], used: set[int]) -> tuple[int, ...] | None:
    """The first with enough others, for when some are in every set: nobody else meets a point."""
    return next((one for one in states if len(set(one) - used) >= LEAST_NEW), None)


def holds(pool: Pool, members: Sequence[int]) -> bool:
    """Whether this is a set as promised."""
    if len(set(members)) != len(members):
        return False
    if not LEAST_MEMBERS <= len(members) <= MOST_MEMBERS or set(pool.must) - set(members):
        return False
    return bool(_good(pool, np.array([sorted(members)], dtype=np.int64))[0])


def lack(pool: Pool) -> Lack:
    """Why there is no set: the first thing that this pool cannot give; empty when it seems to."""
    must = np.array([pool.must], dtype=np.int64)
    if pool.must and _linked(pool, must)[0]:
        return "linked"
    if len(pool) < LEAST_MEMBERS or len(pool.must) > MOST_MEMBERS:
        return "few"
    if uncovered(pool):
        return "points"
    if len(set(pool.sector.tolist()) - {NONE}) < LEAST_SECTORS:
        return "sectors"
    if len(set(pool.municipality.tolist()) - {NONE}) < LEAST_PLACES:
        return "places"
    return "roles"


def uncovered(pool: Pool) -> list[int]:
    """The points that nobody in the pool meets."""
    best = pool.covers.max(axis=0, initial=0.0)
    return [int(point) for point in np.flatnonzero(best < LEAST_COVER)]


def _new(
    pool: Pool, states: Iterator[tuple[int, ...]], existing: Collection[frozenset[str]]
) -> Iterator[tuple[int, ...]]:
    for state in states:
        ids = frozenset(pool.ids[place] for place in state)
        if not any(ids <= known or (len(known) > 1 and known <= ids) for known in existing):
            yield state


def _grow(pool: Pool, allowed: Places) -> Iterator[tuple[int, ...]]:
    """All good sets that were met while growing, the best first."""
    must = np.array([sorted(pool.must)], dtype=np.int64)
    if pool.must and _linked(pool, must)[0]:
        return
    states = must if pool.must else allowed[:, None]
    width = MOST_STATES // max(1, len(allowed))
    good: list[tuple[float, tuple[int, ...]]] = []
    while len(states) and states.shape[1] <= MOST_MEMBERS:
        worth = _worth(pool, states)
        order = np.argsort(-worth, kind="stable")
        if states.shape[1] >= LEAST_MEMBERS:
            best = order[:MOST_CHECKED]
            right = best[_good(pool, states[best])]
            good += [(float(-worth[at]), tuple(states[at].tolist())) for at in right]
        states = _with_one_more(pool, states[order[: max(1, width)]], allowed)
    yield from (state for _, state in sorted(good))


def _with_one_more(pool: Pool, states: States, allowed: Places) -> States:
    wide, new = np.repeat(states, len(allowed), axis=0), np.tile(allowed, len(states))
    keep = ~np.any(pool.linked[wide, new[:, None]], axis=1) & np.all(wide != new[:, None], axis=1)
    grown = np.sort(np.column_stack([wide[keep], new[keep]]), axis=1)
    codes = grown @ (max(1, len(pool)) ** np.arange(grown.shape[1] - 1, -1, -1))
    _, first = np.unique(codes, return_index=True)
    return np.asarray(grown[first], dtype=np.int64)


def _worth(pool: Pool, states: States) -> Floats:
    """What sets are worth, whether they are good already or not."""
    members = list(states.T)  # a loop over the few members is some times faster than over an axis
    size = len(members)
    worth = sum(RELEVANCE * pool.relevance[one] + FIT * pool.fit[one] for one in members) / size
    if pool.points:
        covers = _best_covers(pool, members)
        worth += COVER * np.where(covers >= LEAST_COVER, 0.5 + 0.5 * covers, 0.0).mean(axis=1)
    worth += EXCHANGE * sum(_exchanges(pool, members)) / size
    worth += SECTOR * _different(pool.sector, members)
    worth += PLACE * _different(pool.municipality, members)
    worth += BOTH_HALVES * (_different(pool.half, members) > 1)
    with_kind = sum((pool.kind[one] != NONE).astype(np.int64) for one in members)
    worth -= SAME_KIND * (with_kind - _different(pool.kind, members))
    worth -= FAMILIAR * sum(pool.familiar[one].astype(np.int64) for one in members)
    return np.asarray(np.round(worth - EACH_MORE * size, DIGITS), dtype=np.float64)


def _good(pool: Pool, states: States) -> Flags:
    """Which sets are as promised, apart from how many members they have."""
    members = list(states.T)
    good = _different(pool.sector, members) >= LEAST_SECTORS
    good &= _different(pool.municipality, members) >= LEAST_PLACES
    good &= ~_linked(pool, states)
    good &= np.all(_best_covers(pool, members) >= LEAST_COVER, axis=1)
    for one, exchange in zip(members, _exchanges(pool, members), strict=True):
        has_role = (pool.fit[one] >= LEAST_COVER) | (exchange >= LEAST_EXCHANGE)
        good &= has_role | np.isin(one, pool.must)
    return np.asarray(good, dtype=np.bool_)


def _best_covers(pool: Pool, members: Sequence[Places]) -> Floats:
    """Per set and point, how well the best member meets it."""
    best = pool.covers[members[0]].copy()
    for one in members[1:]:
        np.maximum(best, pool.covers[one], out=best)
    return np.asarray(best, dtype=np.float64)


def _exchanges(pool: Pool, members: Sequence[Places]) -> list[Floats]:
    """Per member the best it gives to or gets from another."""
    best = [np.zeros(len(one)) for one in members]
    for one, other in combinations(range(len(members)), 2):
        value = pool.between[members[one], members[other]]
        np.maximum(best[one], value, out=best[one])
        np.maximum(best[other], value, out=best[other])
    return best


def _linked(pool: Pool, states: States) -> Flags:
    found = np.zeros(len(states), dtype=np.bool_)
    for one, other in combinations(range(states.shape[1]), 2):
        found |= pool.linked[states[:, one], states[:, other]]
    return found


def _different(values: Places, members: Sequence[Places]) -> Places:
    """How many different values each set has, NONE left out."""
    found = [values[one] for one in members]
    count = np.zeros(len(members[0]), dtype=np.int64)
    for place, one in enumerate(found):
        new = one != NONE
        for before in found[:place]:
            new = new & (one != before)
        count += new
    return count
