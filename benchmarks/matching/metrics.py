# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How good a ranked list is, and how sure we are of a difference. Pure.

nDCG: Jarvelin and Kekalainen 2002, with the grades themselves as gains. Intervals: percentiles of
the bootstrap over questions (Efron and Tibshirani 1993), paired for differences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 10_000


def ndcg(gains: Sequence[float], ideal: Sequence[float], depth: int = 10) -> float:
    """Gains of a list in its order, against those of the best list there could be; 0..1.

    `ideal` are the gains of everything there is, in any order. Nothing to gain gives 0.
    """
    best = dcg(sorted(ideal, reverse=True)[:depth])
    return dcg(gains[:depth]) / best if best else 0.0


def dcg(gains: Sequence[float]) -> float:
    values = np.asarray(gains, dtype=np.float64)
    return float((values / np.log2(np.arange(2, len(values) + 2))).sum())


def reciprocal_rank(is_hit: Sequence[bool]) -> float:
    """One over the place of the first hit; 0 without one."""
    return next((1.0 / place for place, hit in enumerate(is_hit, start=1) if hit), 0.0)


def gini(counts: Sequence[float]) -> float:
    """How unequal a division is: 0 all the same, near 1 everything for one."""
    values = np.sort(np.asarray(counts, dtype=np.float64))
    if not len(values) or not values.sum():
        return 0.0
    places = np.arange(1, len(values) + 1)
    return float((2 * places - len(values) - 1).dot(values) / (len(values) * values.sum()))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with the ends of its 95 % interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"

    @property
    def is_above_zero(self) -> bool:
        return self.low > 0


def bootstrap(values: Sequence[float] | Floats, seed: int, times: int = RESAMPLES) -> Estimate:
    """The mean of one value per question, with its interval."""
    found = np.asarray(values, dtype=np.float64)
    if not len(found):
        return Estimate(0.0, 0.0, 0.0)
    dice = np.random.default_rng(seed)
    means = np.concatenate(
        [
            found[dice.integers(0, len(found), (some, len(found)))].mean(axis=1)
            for some in _portions(times, max(1, 2_000_000 // len(found)))
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(found.mean()), float(low), float(high))


def difference(one: Sequence[float], other: Sequence[float], seed: int) -> Estimate:
    """The mean of one less other, question by question, with its interval."""
    return bootstrap(np.asarray(one) - np.asarray(other), seed)


def _portions(total: int, most: int) -> list[int]:
    whole, rest = divmod(total, most)
    return [most] * whole + ([rest] if rest else [])
