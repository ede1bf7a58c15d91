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
MOST_STATES = 1_600  # sets looked at in each step of growing
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
    size = states.shape[1]
    worth = RELEVANCE * pool.relevance[states].mean(axis=1)
    if pool.points:
        of_members = pool.covers[states]
        worth += FIT * of_members.max(axis=2).mean(axis=1)
        covers = of_members.max(axis=1)
        worth += COVER * np.where(covers >= LEAST_COVER, 0.5 + 0.5 * covers, 0.0).mean(axis=1)
    worth += EXCHANGE * np.minimum(1.0, _exchanges(pool, states)).mean(axis=1)
    worth += SECTOR * _different(pool.sector[states]) + PLACE * _different(
        pool.municipality[states]
    )
    worth += BOTH_HALVES * (_different(pool.half[states]) > 1)
    kinds = pool.kind[states]
    worth -= SAME_KIND * ((kinds != NONE).sum(axis=1) - _different(kinds))
    worth -= FAMILIAR * pool.familiar[states].sum(axis=1) + EACH_MORE * size
    return np.asarray(np.round(worth, DIGITS), dtype=np.float64)


def _good(pool: Pool, states: States) -> Flags:
    """Which sets are as promised, apart from how many members they have."""
    good = _different(pool.sector[states]) >= LEAST_SECTORS
    good &= _different(pool.municipality[states]) >= LEAST_PLACES
    good &= ~_linked(pool, states)
    covers = pool.covers[states]
    good &= np.all(covers.max(axis=1, initial=0.0) >= LEAST_COVER, axis=1)
    helps = covers.max(axis=2, initial=0.0) >= LEAST_COVER
    chosen = np.isin(states, pool.must)
    good &= np.all(helps | chosen | (_exchanges(pool, states) >= LEAST_EXCHANGE), axis=1)
    return np.asarray(good, dtype=np.bool_)


def _exchanges(pool: Pool, states: States) -> Floats:
    """Per member the best it gives to or gets from another."""
    found = pool.between[states[:, :, None], states[:, None, :]]
    size = states.shape[1]
    found[:, np.arange(size), np.arange(size)] = 0.0
    return np.asarray(found.max(axis=2), dtype=np.float64)


def _linked(pool: Pool, states: States) -> Flags:
    found = pool.linked[states[:, :, None], states[:, None, :]]
    return np.asarray(found.any(axis=(1, 2)), dtype=np.bool_)


def _different(values: Places) -> Places:
    """How many different values each line has, NONE left out."""
    ordered = np.sort(values, axis=1)
    first = np.ones(ordered.shape, dtype=np.bool_)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    return np.asarray((first & (ordered != NONE)).sum(axis=1), dtype=np.int64)
