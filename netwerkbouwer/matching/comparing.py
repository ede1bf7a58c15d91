# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Features of all candidates at once, on the arrays of the directory. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching import features, need, retrieval, scoring
from netwerkbouwer.matching.features import Flags, Floats
from netwerkbouwer.matching.retrieval import Rows
from netwerkbouwer.organisations import sectors
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.organisations.numbers import Numbers

Texts = NDArray[np.str_]
Levels = NDArray[np.int64]
# Who comes first: answers and within reach; answers, far but at home; near, hardly answers; rest.
LEVELS = range(4)
LAST_LEVEL = 3
MOST_OF_LEVEL = {1: 5}  # 'verder weg', as inspiration
PER_KIND = 14
MOST_KINDS = 40
LEAST_KIND = 0.08
BEST, WEAKEST = 0.8, 0.2  # the best kind counts as this much, unless even it is weaker than that
HALF_OF = {sector.slug: sector.half for sector in sectors.SECTORS}
NOTHING = need.KindMatch(0.0, (), (0, 0), names_kind=False)


def half_of(sector: str) -> str:
    """The half of a sector; empty for a sector we do not know."""
    return HALF_OF.get(sector, "")


@dataclass(frozen=True)
class Ground:
    """Where the asker stands: the arrays, the place, the sector, and what each kind answers."""

    postings: retrieval.Postings
    around: retrieval.Around
    sector: str
    matches: tuple[need.KindMatch, ...]  # in the order of the kinds of the arrays

    @property
    def numbers(self) -> Numbers:
        return self.postings.numbers


@dataclass(frozen=True)
class Compared:
    """Candidates with their features so far and kilometres; all of equal length."""

    rows: Rows
    km: Floats
    features: Mapping[str, Floats]
    score: Floats
    level: Levels  # 0 suits; see LEVELS

    def only(self, places: Sequence[int] | Rows) -> "Compared":
        kept = {name: values[places] for name, values in self.features.items()}
        return Compared(
            self.rows[places], self.km[places], kept, self.score[places], self.level[places]
        )


def candidates(ground: Ground, told: Rows, limits: retrieval.Limits) -> Rows:
    """Rows worth comparing: who told something that may answer, and the nearest of fitting kinds.

    Without a fitting kind or text, the nearest of every kind.
    """
    values = np.array([match.value for match in ground.matches])
    fitting = [int(kind) for kind in np.argsort(-values, kind="stable")[:MOST_KINDS]]
    fitting = [kind for kind in fitting if values[kind] >= LEAST_KIND]
    if not fitting and not len(told):
        fitting = list(range(-1, len(values)))
    found = [retrieval.allowed(ground.numbers, told, limits)]
    found += [ground.postings.nearest(kind, PER_KIND, ground.around.km, limits) for kind in fitting]
    return np.unique(np.concatenate(found))


def compare(ground: Ground, rows: Rows, words: Mapping[int, float]) -> Compared:
    """Reckon all features but richness; `words` gives the text feature of rows that have one."""
    numbers, weights = ground.numbers, scoring.weights()
    km = retrieval.exact_km(numbers, rows, ground.around)
    reaches = np.array(["local", *(weights.reach.of(kind) for kind in numbers.kinds)])
    reach = reaches[numbers.kind[rows] + 1]
    complement = features.sector_complement(ground.sector, list(HALF_OF), HALF_OF)
    found = {
        "words": np.array([words.get(int(row), 0.0) for row in rows]),
        "profile": np.array([0.0, *(m.value for m in ground.matches)])[numbers.kind[rows] + 1],
        "nearness": _nearness(ground, rows, km, reach),
        "sector": complement[numbers.sector[rows]],
        "half": features.other_half(half_of(ground.sector), np.array(HALVES)[numbers.half[rows]]),
        "border": _borders(ground, rows),
        "richness": np.zeros(len(rows)),
    }
    best = max((match.value for match in ground.matches), default=0.0)
    least = min(weights.least_relevance, weights.least_share * best)
    relevance = np.maximum(found["words"], found["profile"])
    relevant = (relevance > 0) & (relevance >= least)
    # Kinds are weighed against the best kind for this text, or place would decide among weak ones.
    found["profile"] = np.clip(found["profile"] * max(1.0, BEST / max(best, WEAKEST)), 0.0, 1.0)
    level = _levels(ground, rows, relevant, _in_reach(ground, rows, km, reach))
    return Compared(rows, km, found, scoring.score(found, weights.features), level)


def with_richness(compared: Compared, known: Sequence[int], most: int) -> Compared:
    """The same, once we have counted what is known of each."""
    found = {**compared.features, "richness": features.richness(np.array(known), most)}
    score = scoring.score(found, scoring.weights().features)
    return Compared(compared.rows, compared.km, found, score, compared.level)


def best(compared: Compared, count: int) -> Compared:
    """Keep the highest scores; what does not suit comes after what does."""
    order = np.lexsort((compared.rows, -compared.score, compared.level))
    return compared.only(order[:count])


def _levels(ground: Ground, rows: Rows, relevant: Flags, reachable: Flags) -> Levels:
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    level = np.where(relevant & same, 1, np.where(reachable, 2, 3))
    return np.where(relevant & reachable, 0, level)


def _in_reach(ground: Ground, rows: Rows, km: Floats, reach: Texts) -> Flags:
    """Within the horizon of its reach; for the whole country, anywhere in the same community."""
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    horizon = np.array([features.HORIZON_KM[name] for name in reach])
    horizon = np.where(same, horizon, np.minimum(horizon, features.HORIZON_ABROAD_KM))
    inside = np.nan_to_num(km, nan=np.inf) <= horizon
    return np.asarray(inside | ((reach == "wide") & same), dtype=np.bool_)


def _nearness(ground: Ground, rows: Rows, km: Floats, reach: Texts) -> Floats:
    far = np.array([features.FAR_KM[name] for name in reach])
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    found = features.nearness(km, far, features.WIDE_FLOOR * ((reach == "wide") & same))
    return np.where(same, found, found * features.ACROSS_COMMUNITIES)


def _borders(ground: Ground, rows: Rows) -> Floats:
    near, places = ground.around, ground.numbers.municipality[rows]
    return features.border_gain(
        near.other[places], near.other_region[places], near.other_province[places]
    )
