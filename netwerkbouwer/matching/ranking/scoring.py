# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From features to a score: a weighted sum. Pure; the weights are data."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from netwerkbouwer.common import yaml_files
from netwerkbouwer.matching.ranking import features
from netwerkbouwer.matching.ranking.features import Floats

WEIGHTS = Path(__file__).parent / "weights.yaml"
DIGITS = 6  # scores equal so far are equal
PLACES = (0.0, 0.5, 1.0)  # of the slider: near, middle, surprising
Share = Annotated[float, Field(ge=0, le=1)]
Three = tuple[Share, Share, Share]
Weighing = Mapping[str, float]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FeatureWeights(_Strict):
    """The weight of every feature at three places of the slider."""

    near: dict[str, Share]
    middle: dict[str, Share]
    surprising: dict[str, Share]

    @model_validator(mode="after")
    def every_feature_is_weighed_and_they_sum_to_one(self) -> Self:
        for place, row in self.rows.items():
            if set(row) != set(features.NAMES):
                raise ValueError(f"{place} noemt precies deze: {', '.join(features.NAMES)}")
            if abs(sum(row.values()) - 1) > 1e-9:
                raise ValueError(f"de gewichten van {place} zijn samen 1")
        return self

    @property
    def rows(self) -> dict[str, dict[str, float]]:
        return {"near": self.near, "middle": self.middle, "surprising": self.surprising}


class Quota(_Strict):
    """Shares of a list at three places of the slider."""

    far: Three
    known: Three


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
    features: FeatureWeights
    quota: Quota
    variety: Variety
    least_relevance: Share
    least_share: Share
    assumption: dict[str, Share]
    reach: Reach


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the weights once. Raises yaml_files.Mistake."""
    return yaml_files.read(WEIGHTS, Weights)


def weighing(surprise: float, present: Collection[str]) -> dict[str, float]:
    """The weights at a place of the slider (0..1), of the features there are; together 1."""
    rows = [weights().features.near, weights().features.middle, weights().features.surprising]
    found = {name: at(surprise, [row[name] for row in rows]) for name in rows[0] if name in present}
    total = sum(found.values()) or 1.0
    return {name: weight / total for name, weight in found.items()}


def at(surprise: float, three: Collection[float]) -> float:
    """Interpolate between the values at the three places of the slider."""
    return float(np.interp(surprise, PLACES, list(three)))


def seats(share: Three, surprise: float, limit: int) -> int:
    """How many places of a list this share is: at least one, none in a list of one or two."""
    return max(1, round(at(surprise, share) * limit)) if limit > 2 else 0


def score(found: Mapping[str, Floats], weighed: Weighing) -> Floats:
    """Give the weighted sum, 0..1 when every feature is, rounded so that ties are ties."""
    total = sum(weighed[name] * np.clip(found[name], 0.0, 1.0) for name in weighed)
    return np.asarray(np.round(total, DIGITS), dtype=np.float64)
