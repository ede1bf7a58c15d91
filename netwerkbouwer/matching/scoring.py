# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From features to an order: a weighted sum, then variety. Pure; the weights are data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from netwerkbouwer.common import yaml_files
from netwerkbouwer.matching.features import Floats

WEIGHTS = Path(__file__).parent / "weights.yaml"
FEATURES = ("words", "profile", "nearness", "sector", "half", "border", "richness")
DIGITS = 6  # scores equal so far are equal; the id decides
Share = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Variety(_Strict):
    """How much a list may repeat itself."""

    relevance: Share
    same_kind: Share
    same_sector: Share
    same_municipality: Share
    same_answer: Share
    repeat: Share


class Reach(_Strict):
    """Kinds of organisations that work for more than one municipality."""

    regional: frozenset[str]
    wide: frozenset[str]

    def of(self, kind: str) -> str:
        """Give 'wide', 'regional' or 'local'."""
        if kind in self.wide:
            return "wide"
        return "regional" if kind in self.regional else "local"


class Weights(_Strict):
    """All that weighs, as in weights.yaml."""

    version: int
    features: dict[str, Share]
    variety: Variety
    least_relevance: Share
    least_share: Share
    assumption: dict[str, Share]
    reach: Reach

    @model_validator(mode="after")
    def features_are_known_and_sum_to_one(self) -> Self:
        if set(self.features) != set(FEATURES):
            raise ValueError(f"features noemt precies deze: {', '.join(FEATURES)}")
        if abs(sum(self.features.values()) - 1) > 1e-9:
            raise ValueError("de gewichten van features zijn samen 1")
        return self


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the weights once. Raises yaml_files.Mistake."""
    return yaml_files.read(WEIGHTS, Weights)


def score(features: Mapping[str, Floats], weighing: Mapping[str, float]) -> Floats:
    """Give the weighted sum, 0..1 when every feature is, rounded so that ties are ties."""
    total = sum(weighing[name] * np.clip(features[name], 0.0, 1.0) for name in weighing)
    return np.asarray(np.round(total, DIGITS), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What variety looks at."""

    id: str
    score: float
    kind: str
    sector: str
    municipality: str
    answer: str = ""  # the concept with which it answers best


def order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best first; equal scores by id."""
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.id))


def vary(candidates: Sequence[Candidate], limit: int, variety: Variety) -> list[Candidate]:
    """Pick the best ones that differ from what is already picked; the same input, the same list.

    Maximal marginal relevance (Carbonell and Goldstein 1998), with a price for each further
    organisation of one kind, as a maximum alone forgets how many there are.
    """
    left = order(candidates)
    best = left[0].score if left else 0.0
    picked: list[Candidate] = []
    likeness = dict.fromkeys((candidate.id for candidate in left), 0.0)
    kinds: Counter[str] = Counter()
    while left and len(picked) < limit:
        place = _best_place(left, likeness, kinds, best, variety)
        chosen = left.pop(place)
        picked.append(chosen)
        kinds[chosen.kind] += 1
        for other in left:
            likeness[other.id] = max(likeness[other.id], _like(chosen, other, variety))
    return picked


def _best_place(
    left: Sequence[Candidate],
    likeness: Mapping[str, float],
    kinds: Mapping[str, int],
    best: float,
    variety: Variety,
) -> int:
    def worth(place: int) -> tuple[float, int]:
        candidate = left[place]
        repeats = max(0, kinds.get(candidate.kind, 0) - 1) if candidate.kind else 0
        price = likeness[candidate.id] + variety.repeat * repeats
        relevance = candidate.score / best if best else 0.0
        value = variety.relevance * relevance - (1 - variety.relevance) * price
        return (round(value, DIGITS), -place)

    return max(range(len(left)), key=worth)


def _like(one: Candidate, other: Candidate, variety: Variety) -> float:
    """How alike two organisations are; without a kind they are not alike in kind."""
    like = 0.0
    if one.kind and one.kind == other.kind:
        like += variety.same_kind
    if one.answer and one.answer == other.answer:
        like += variety.same_answer
    if one.sector == other.sector:
        like += variety.same_sector
    if one.municipality == other.municipality:
        like += variety.same_municipality
    return like
