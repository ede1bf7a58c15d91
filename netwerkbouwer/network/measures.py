# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the network says about possible partners of one organisation, all at once. Pure.

Make a graph once per set of arrays, and an ego once per question; the rest takes both, and the rows
of the candidates, and gives one number for each candidate in their order:

    graph = measures.Graph(numbers.lists["partners"], numbers.pk)
    ego = measures.ego(graph, row, known=rows_known)   # row -1: the asker is not in the directory
    measures.degree(graph, candidates)           -> int64, how many partners
    measures.common_partners(graph, ego, candidates) -> Common(counts int64, allocation float64)
    measures.novelty(graph, ego, candidates)         -> float64, 0..1
    measures.constraint_gain(graph, ego, candidates) -> float64, -1..1, above 0: opens the network
    measures.closeness(graph, ego, candidates)       -> float64, 0..1, share of a random walk

All work is local: it grows with the partners of the ego and of the candidates, never with the size
of the directory. Keys without a row (taken out of the directory) do not count.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.organisations.ragged import Ragged

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
NOBODY = -1

RESTART = 0.15  # how often the walk starts again at the ego
LEAST_RESIDUE = 5e-4  # per partner; smaller is more exact and slower
MOST_STEPS = 50_000  # partners looked at in one walk


@dataclass(frozen=True, eq=False)
class Graph:
    """Who is linked with whom: per row the keys of its partners, and the key of each row, sorted.

    Links have no direction and no weight; a key stands once in a list, never in its own.
    """

    partners: Ragged
    pk: NDArray[np.int64]

    def of(self, row: int) -> Rows:
        """The rows of the partners of one, in order."""
        return self.gather(np.array([row], dtype=np.int64))[0]

    def gather(self, rows: Rows) -> tuple[Rows, Rows]:
        """The rows of all partners of these rows, and for each the place in `rows` it is of."""
        keys, places = self.partners.gather(rows)
        if not len(keys):
            return keys, places
        found = np.minimum(np.searchsorted(self.pk, keys), len(self.pk) - 1)
        there = self.pk[found] == keys
        return np.asarray(found[there], dtype=np.int64), places[there]


@dataclass(frozen=True, eq=False)
class Ego:
    """The asker: its row (or NOBODY), the rows of its contacts in order, and of these those it is
    not linked with in the directory (known from its own board)."""

    graph: Graph
    row: int
    contacts: Rows
    unlinked: Rows

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """How many partners each contact has, the ego among them."""
        return degree(self.graph, self.contacts) + _in(self.contacts, self.unlinked)[0]

    def place(self, rows: Rows) -> tuple[NDArray[np.bool_], Rows]:
        """Which rows are contacts, and their place among the contacts."""
        return _in(rows, self.contacts)


@dataclass(frozen=True, eq=False)
class Common:
    """Per candidate: how many partners it shares with the ego, and their resource allocation."""

    counts: NDArray[np.int64]
    allocation: Floats


def ego(graph: Graph, row: int, known: Rows | None = None) -> Ego:
    """The asker with its partners in the directory, and others that it knows."""
    linked = graph.of(row) if row != NOBODY else np.empty(0, dtype=np.int64)
    others = np.empty(0, dtype=np.int64) if known is None else np.asarray(known, dtype=np.int64)
    unlinked = np.setdiff1d(others[(others >= 0) & (others != row)], linked)
    return Ego(graph, row, np.union1d(linked, unlinked), unlinked)


def degree(graph: Graph, rows: Rows) -> NDArray[np.int64]:
    """How many partners each row has: k_j."""
    _, places = graph.gather(rows)
    return np.bincount(places, minlength=len(rows)).astype(np.int64)


def common_partners(graph: Graph, ego: Ego, rows: Rows) -> Common:
    """How many partners each shares with the ego, and how much these can pass on.

    Counts are |N(i) ∩ N(j)|. Resource allocation is Σ 1/k_z over the shared partners z: a shared
    partner with few others says more than one that knows everybody. Zhou, Lü and Zhang (2009),
    'Predicting missing links via local information', European Physical Journal B 71.
    """
    places, shared = _shared(graph, ego, rows)
    counts = np.bincount(places, minlength=len(rows)).astype(np.int64)
    each = 1.0 / np.maximum(1, ego.degrees)[shared]
    return Common(counts, _sums(places, each, len(rows)))


def novelty(graph: Graph, ego: Ego, rows: Rows) -> Floats:
    """How new the circle of each is to the ego: 1 − |N(i) ∩ N(j)| / min(k_i, k_j).

    1 when nobody is shared, 0 when everyone the smaller of the two knows is known to the other.
    The overlap is the hub-promoted index of Ravasz and others (2002), Science 297.
    """
    places, _ = _shared(graph, ego, rows)
    counts = np.bincount(places, minlength=len(rows))
    least = np.minimum(len(ego.contacts), degree(graph, rows))
    return np.asarray(1.0 - counts / np.maximum(1, least), dtype=np.float64)


def constraint_gain(graph: Graph, ego: Ego, rows: Rows) -> Floats:
    """How much less the ego is held by its own circle once it is linked with each: before − after.

    Constraint of i is Σ_j (p_ij + Σ_q p_iq p_qj)² over its contacts, p_ij = 1/k_i for a contact:
    high when contacts know each other (Burt 1992, 'Structural Holes'). Exact, for all candidates at
    once. 0 for a contact, for the ego itself, and for everyone when the ego has no contacts, as
    constraint means nothing then.
    """
    k = len(ego.contacts)
    if not k:
        return np.zeros(len(rows))
    held = 1.0 + _ties_among(graph, ego)  # k times what i puts in each contact, both ways
    places, shared = _shared(graph, ego, rows)
    back = 1.0 / (degree(graph, rows) + 1.0)[places]  # each candidate has the ego as well then
    through = _sums(places, 1.0 / ego.degrees[shared], len(rows))
    more = _sums(places, 2 * held[shared] * back + back**2, len(rows))
    after = (np.sum(held**2) + more + (1.0 + through) ** 2) / (k + 1) ** 2
    gain = np.sum(held**2) / k**2 - after
    return np.where(ego.place(rows)[0] | (rows == ego.row), 0.0, gain)


def closeness(graph: Graph, ego: Ego, rows: Rows) -> Floats:
    """How often a walk from partner to partner, that keeps starting again at the ego, is at each.

    Approximate personalised PageRank by local push: what is left to spread at a row is spread as
    long as it is LEAST_RESIDUE per partner or more. Never above the exact value, below it by at
    most LEAST_RESIDUE times the partners of the row, unless MOST_STEPS ends the walk. The same
    graph gives the same numbers. Andersen, Chung and Lang (2006), 'Local graph partitioning using
    PageRank vectors', FOCS.
    """
    if not len(ego.contacts):
        return np.zeros(len(rows))
    walk = _Walk(graph, ego)
    steps = 0
    while taken := walk.spread(MOST_STEPS - steps):
        steps += taken
    return walk.settled(rows)


class _Walk:
    """A walk under way: the rows reached so far in order, what settled there, what is left there.

    The ego is the row after the last, so that it may be somebody who is not in the directory.
    """

    def __init__(self, graph: Graph, ego: Ego) -> None:
        self._graph, self._ego = graph, ego
        self._self = len(graph.pk)
        self._rows = np.array([self._self], dtype=np.int64)
        self._settled: Floats = np.zeros(1)
        self._left: Floats = np.ones(1)
        self._degrees = np.array([len(ego.contacts)], dtype=np.int64)

    def spread(self, most: int) -> int:
        """Spread wherever enough is left, at most over so many partners; give over how many."""
        ready = np.flatnonzero(self._left >= LEAST_RESIDUE * np.maximum(1, self._degrees))
        ready = ready[np.cumsum(self._degrees[ready]) <= most]
        if not len(ready):
            return 0
        spread = self._left[ready]
        self._settled[ready] += RESTART * spread
        self._left[ready] = 0.0
        to, places = self._partners(self._rows[ready])
        # Without partners there is nowhere to go but back.
        lost = float(np.sum(spread[self._degrees[ready] == 0]))
        each = (1 - RESTART) * spread / np.maximum(1, self._degrees[ready])
        self._arrive(np.append(to, self._self), np.append(each[places], (1 - RESTART) * lost))
        return max(1, len(to))

    def settled(self, rows: Rows) -> Floats:
        found, places = _in(np.where(rows == self._ego.row, self._self, rows), self._rows)
        values = np.zeros(len(rows))
        values[found] = self._settled[places]
        return values

    def _arrive(self, to: Rows, amounts: Floats) -> None:
        rows, back = np.unique(np.concatenate([self._rows, to]), return_inverse=True)
        was, arrived = back[: len(self._rows)], back[len(self._rows) :]
        settled, degrees = np.zeros(len(rows)), np.full(len(rows), NOBODY, dtype=np.int64)
        settled[was], degrees[was] = self._settled, self._degrees
        left = _sums(arrived, amounts, len(rows))
        left[was] += self._left
        new = np.flatnonzero(degrees == NOBODY)
        degrees[new] = degree(self._graph, rows[new]) + _in(rows[new], self._ego.unlinked)[0]
        self._rows, self._settled, self._left, self._degrees = rows, settled, left, degrees

    def _partners(self, rows: Rows) -> tuple[Rows, Rows]:
        """As Graph.gather, with the ego and those that only it knows."""
        own = np.flatnonzero(rows == self._self)
        others = np.flatnonzero(rows != self._self)
        found, at = self._graph.gather(rows[others])
        found, at = np.where(found == self._ego.row, self._self, found), others[at]
        unlinked = np.flatnonzero(_in(rows, self._ego.unlinked)[0])
        contacts = np.tile(self._ego.contacts, len(own))
        to = np.concatenate([found, contacts, np.full(len(unlinked), self._self, dtype=np.int64)])
        return to, np.concatenate([at, np.repeat(own, len(self._ego.contacts)), unlinked])


def _shared(graph: Graph, ego: Ego, rows: Rows) -> tuple[Rows, Rows]:
    """Each meeting of a candidate with a contact: the place of the one and of the other."""
    partners, places = graph.gather(rows)
    met, contacts = ego.place(partners)
    return places[met], contacts


def _ties_among(graph: Graph, ego: Ego) -> Floats:
    """Per contact q: Σ 1/k_r over the other contacts r it is linked with."""
    partners, places = graph.gather(ego.contacts)
    met, contacts = ego.place(partners)
    return _sums(contacts, 1.0 / ego.degrees[places[met]], len(ego.contacts))


def _sums(places: Rows, values: Floats, length: int) -> Floats:
    return np.asarray(np.bincount(places, values, minlength=length), dtype=np.float64)


def _in(rows: Rows, ordered: Rows) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    """Which rows stand in an ordered list without doubles, and at which place those stand."""
    if not len(ordered):
        return np.zeros(len(rows), dtype=np.bool_), np.empty(0, dtype=np.int64)
    places = np.minimum(np.searchsorted(ordered, rows), len(ordered) - 1)
    found = ordered[places] == rows
    return np.asarray(found, dtype=np.bool_), places[found]
