# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is known of possible partners at one moment, as features from 0 to 1.

Network measures, nearness and lift are the functions of the product itself; text is BM25 with the
product's stems over the texts of projects, without names of organisations.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching import distance
from benchmarks.matching.projects import NONE, Floats, Ints, World
from netwerkbouwer.common import dutch
from netwerkbouwer.matching.ranking import features as product
from netwerkbouwer.matching.ranking import learning
from netwerkbouwer.network import measures
from netwerkbouwer.organisations.ragged import Ragged

MOST_MEMBERS = 40  # a larger project says nothing about who chose whom
K1, B = 1.2, 0.75
FAR_KM = (12.0, 30.0, 80.0)
TRUST = 3.0  # meetings with which a lift is pulled to chance
RESTART, ROUNDS = 0.15, 25
FADES_KM = 40.0  # of the baseline; only its order matters
UNPLACED = 0.2  # of two in one area of whom one has no point

# Set by hand, in logits from nothing to all; learning starts from these and is pulled to them.
HAND = {
    "text": 2.0,
    "text, rank": 0.5,
    "text, all projects": 0.5,
    "text of partners": 0.5,
    "same place 0": 0.5,
    "same place 1": 0.5,
    "same place 2": 0.3,
    "same place 3": 0.3,
    "same place 4": 0.2,
    "near 12 km": 1.0,
    "near 30 km": 0.5,
    "near 80 km": 0.5,
    "lift of places 0": 0.3,
    "lift of places 1": 0.3,
    "lift of places 2": 0.2,
    "lift of places 3": 0.2,
    "lift of places 4": 0.2,
    "shared partners": 1.0,
    "closeness": 1.0,
    "closeness, rank": 0.3,
    "closeness by project": 1.0,
    "closeness by project, rank": 0.3,
    "walk from the text": 0.5,
    "lift of sectors": 0.3,
    "lift of statuses": 0.1,
    "popularity": 0.2,
    "text and place": 0.5,
}


class Texts:
    """BM25 over the texts of all projects (Robertson and Zaragoza 2009)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.stems = [Counter(dutch.stems(text)) for text in texts]
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, counted in enumerate(self.stems):
            for stem, times in counted.items():
                postings[stem].append((row, times))
        length = np.array([max(1, sum(counted.values())) for counted in self.stems], dtype=float)
        norm = K1 * (1 - B + B * length / length.mean())
        self._weights: dict[str, tuple[Ints, Floats]] = {}
        for stem, found in postings.items():
            rows, times = np.array(found).T
            idf = np.log(1 + (len(texts) - len(rows) + 0.5) / (len(rows) + 0.5))
            self._weights[stem] = rows, idf * times * (K1 + 1) / (times + norm[rows])
        self._kept: dict[int, Floats] = {}

    def like(self, project: int) -> Floats:
        """How much every project's text is like that of one."""
        if project not in self._kept:
            found = np.zeros(len(self.stems))
            for stem in self.stems[project]:
                rows, weights = self._weights[stem]
                found[rows] += weights
            self._kept[project] = found
        return self._kept[project]


@lru_cache(maxsize=8)
def texts_of(world: World) -> Texts:
    return Texts([project.text for project in world.projects])


class View:
    """A world of which some projects are seen."""

    def __init__(self, world: World, seen: NDArray[np.bool_]) -> None:
        self.world = world
        small = np.array([len(p.members) <= MOST_MEMBERS for p in world.projects])
        self.seen = np.flatnonzero(seen & small)
        sizes = [len(world.projects[at].members) for at in self.seen]
        self.of_project = np.repeat(np.arange(len(self.seen)), sizes)
        members = [world.projects[at].members for at in self.seen]
        self.members = np.array([m for some in members for m in some], dtype=np.int64)
        self.times = np.bincount(self.members, minlength=len(world))

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Floats]:
        """Every two in one project, both ways, weighing 1 / (members - 1) (Newman 2001)."""
        starts = np.searchsorted(self.of_project, np.arange(len(self.seen) + 1))
        one, other, weight = [], [], []
        for start, end in zip(starts[:-1], starts[1:], strict=True):
            some = self.members[start:end]
            a, b = np.meshgrid(some, some)
            off = ~np.eye(len(some), dtype=np.bool_)
            one.append(a[off])
            other.append(b[off])
            weight.append(np.full(int(off.sum()), 1.0 / max(1, len(some) - 1)))
        if not one:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
        return np.concatenate(one), np.concatenate(other), np.concatenate(weight)

    @cached_property
    def graph(self) -> measures.Graph:
        """Links as the product keeps them: without direction or weight."""
        one, other, _ = self.pairs
        return _graph(one, other, len(self.world))

    @cached_property
    def by_project(self) -> measures.Graph:
        """Organisations and projects in one graph, each organisation linked with its projects."""
        project = len(self.world) + self.of_project
        one = np.concatenate([self.members, project])
        other = np.concatenate([project, self.members])
        return _graph(one, other, len(self.world) + len(self.seen))

    def walk(self, start: Floats, project_start: Floats) -> Floats:
        """Exact personalised PageRank over organisations and projects, by repetition."""
        degree_o = np.maximum(1, self.times)
        degree_p = np.maximum(1, np.bincount(self.of_project, minlength=len(self.seen)))
        total = start.sum() + project_start.sum()
        if not total:
            return np.zeros(len(self.world))
        at, at_p = start / total, project_start / total
        home, home_p = at, at_p
        for _ in range(ROUNDS):
            to_p = np.bincount(
                self.of_project, (at / degree_o)[self.members], minlength=len(self.seen)
            )
            to = np.bincount(
                self.members, (at_p / degree_p)[self.of_project], minlength=len(self.world)
            )
            at = RESTART * home + (1 - RESTART) * to
            at_p = RESTART * home_p + (1 - RESTART) * to_p
        return np.asarray(at)

    def lifts(self, groups: Ints, own: int) -> Floats:
        """How much more often than chance each meets the group of the asker: 0 for no more."""
        count = int(groups.max()) + 1
        if own == NONE or count <= 0:
            return np.zeros(len(groups))
        a, b, weight = self.pairs
        known = (groups[a] != NONE) & (groups[b] != NONE)
        mine = known & (groups[a] == own)
        each = np.bincount(groups[a[known]], weight[known], minlength=count)
        met = np.bincount(groups[b[mine]], weight[mine], minlength=count)
        seen = np.asarray(met, dtype=np.float64)
        expected = np.asarray(each[own] * each / max(1e-9, float(each.sum())), dtype=np.float64)
        found = learning.lift(seen, expected, np.ones(count), TRUST)
        top = max(1.0, float(found.max()))
        steps = np.log(np.maximum(found, 1.0)) / max(np.log(top), 1e-9)
        return np.asarray(np.append(steps, 0.0)[groups])


def _graph(one: Ints, other: Ints, count: int) -> measures.Graph:
    keys = np.unique(one * count + other)
    starts = np.searchsorted(keys // max(1, count), np.arange(count + 1))
    return measures.Graph(Ragged(starts, keys % max(1, count)), np.arange(count))


@dataclass(frozen=True, eq=False)
class Found:
    """Features of all organisations by name, and what the baselines go by."""

    features: dict[str, Floats]
    baselines: dict[str, Floats]

    def matrix(self, names: Sequence[str]) -> Floats:
        return np.column_stack([self.features[name] for name in names])


def look(view: View, project: int, ego: int) -> Found:
    """All that speaks for each organisation when `ego` asks with the text of a project."""
    text = _text(view, project)
    place = _place(view.world, ego)
    network = _network(view, ego)
    found = {**text, **place, **network}
    found |= _lifts(view, ego)
    like = texts_of(view.world).like(project)[view.seen]
    walk = view.walk(np.zeros(len(view.world)), np.where(like > 0, like, 0.0) ** 2)
    found["walk from the text"] = _share(walk)
    found["popularity"] = _share(np.log1p(view.times))
    near = _nearest(view.world, ego)
    found["text and place"] = found["text"] * near
    exact = view.walk(np.eye(1, len(view.world), ego)[0], np.zeros(len(view.seen)))
    exact[ego] = 0
    baselines = {
        "popularity": view.times.astype(np.float64),
        "distance": near,
        "BM25": found["text"],
        "personalised PageRank": exact,
    }
    return Found(found, baselines)


def _share(values: Floats) -> Floats:
    most = float(values.max()) if len(values) else 0.0
    return np.asarray(values / most if most > 0 else values * 0.0, dtype=np.float64)


def _rank(values: Floats) -> Floats:
    """The share of all that have something, that have no more than this; 0 for nothing."""
    some = np.sort(values[values > 0])
    ranks = np.searchsorted(some, values, side="right") / max(1, len(some))
    return np.where(values > 0, ranks, 0.0)


def _text(view: View, project: int) -> dict[str, Floats]:
    like = texts_of(view.world).like(project)[view.seen]
    each = like[view.of_project]
    best = np.zeros(len(view.world))
    np.maximum.at(best, view.members, each)
    total = np.bincount(view.members, each, minlength=len(view.world))
    one, other, _ = view.pairs
    of_partners = np.zeros(len(view.world))
    np.maximum.at(of_partners, one, best[other])
    return {
        "text": _share(best),
        "text, rank": _rank(best),
        "text, all projects": _share(np.log1p(total)),
        "text of partners": _share(of_partners),
    }


def _km(world: World, ego: int) -> Floats:
    return distance.km(world.lat, world.lon, world.lat[ego], world.lon[ego])


def _same(world: World, ego: int) -> list[Floats]:
    """Per level of area: who lies in the same one."""
    return [
        ((level == level[ego]) & (level[ego] != NONE)).astype(np.float64) for level in world.areas
    ]


def _place(world: World, ego: int) -> dict[str, Floats]:
    found = {f"same place {level}": same for level, same in enumerate(_same(world, ego))}
    km = _km(world, ego)
    for far in FAR_KM:
        near = product.nearness(km, np.full(len(km), far), np.zeros(len(km)))
        found[f"near {far:.0f} km"] = np.where(np.isnan(km), 0.0, near)
    return found


def _nearest(world: World, ego: int) -> Floats:
    """One scale of nearness: kilometres where they are known, else the smallest area shared."""
    km = _km(world, ego)
    by_area = np.zeros(len(world))
    for level, same in reversed(list(enumerate(_same(world, ego)))):
        by_area = np.where(same > 0, 1.0 - level / (len(world.areas) + 1), by_area)
    if np.isnan(km).all():
        return by_area
    return np.where(np.isnan(km), UNPLACED * by_area, np.exp(-np.nan_to_num(km) / FADES_KM))


def _network(view: View, ego: int) -> dict[str, Floats]:
    every = np.arange(len(view.world))
    asker = measures.ego(view.graph, ego)
    shared = measures.common_partners(view.graph, asker, every).allocation
    close = measures.closeness(view.graph, asker, every)
    wide = measures.closeness(view.by_project, measures.ego(view.by_project, ego), every)
    for values in (shared, close, wide):
        values[ego] = 0.0
    return {
        "shared partners": _share(shared),
        "closeness": _share(close),
        "closeness, rank": _rank(close),
        "closeness by project": _share(wide),
        "closeness by project, rank": _rank(wide),
    }


def _lifts(view: View, ego: int) -> dict[str, Floats]:
    world = view.world
    found = {
        f"lift of places {level}": view.lifts(areas, int(areas[ego]))
        for level, areas in enumerate(world.areas)
    }
    found["lift of sectors"] = view.lifts(world.sector, int(world.sector[ego]))
    found["lift of statuses"] = view.lifts(world.status, int(world.status[ego]))
    return found


def look_names(world: World) -> list[str]:
    """The features that can say something in this world."""
    found = [
        name
        for name in HAND
        if not name.startswith(("same place", "near", "lift of", "closeness, "))
        or name == "closeness, rank"
    ]
    depth = len(world.areas)
    found += [
        f"{what} {level}" for what in ("same place", "lift of places") for level in range(depth)
    ]
    if not np.isnan(world.lat).all():
        found += [f"near {far:.0f} km" for far in FAR_KM]
    if (world.sector != NONE).any():
        found.append("lift of sectors")
    if (world.status != NONE).any():
        found.append("lift of statuses")
    return found
