# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learns what weighs how much from co-operation that happened. Pure NumPy.

Weights never fall below zero: a model that may say 'without a past is better' learns a trick of the
data (who has no past there must have a future), and nobody could explain it to a user.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_STEPS = 100
TOLERANCE = 1e-8
ARMIJO = 1e-4  # share of the promised gain that a step must bring
SHORTEST = 1e-10


@dataclass(frozen=True, eq=False)
class Fitted:
    """Weights of features (none negative), and where the scale starts; `chance` needs both."""

    weights: Floats
    intercept: float
    loss: float

    def score(self, features: Floats) -> Floats:
        """What orders candidates: the weighted sum of a (candidates × features) matrix."""
        return np.asarray(features @ self.weights, dtype=np.float64)


def fit(features: Floats, hits: Floats, hand: Floats, shrink: float) -> Fitted:
    """Non-negative logistic regression, pulled towards weights set by hand.

    Gives the w ≥ 0 and intercept b that minimise
    Σ log(1 + exp(−y·(x·w + b))) + shrink·‖w − hand‖², with y = ±1; b is free and not pulled.
    `features` has a row per candidate, `hits` is 1 for who became a partner and 0 for who did not,
    `hand` and the weights have one value per feature. Projected Newton steps: those weights that
    lie on the border and would go below stay there, the others take a Newton step that is shortened
    until it brings enough (Bertsekas 1982, 'Projected Newton methods for optimization problems with
    simple constraints', SIAM Journal on Control and Optimization 20). There is one answer, as the
    problem is strictly convex in w for shrink > 0.
    """
    if shrink <= 0:
        raise ValueError("shrink must be above zero")
    problem = _Problem(np.column_stack([features, np.ones(len(features))]), hits, hand, shrink)
    at = np.append(np.maximum(hand, 0.0), 0.0)
    value = problem.value(at)
    for _ in range(MOST_STEPS):
        slope, curve = problem.slopes(at)
        free = ~((at <= 0) & (slope > 0))
        free[-1] = True
        if np.abs(slope[free]).max() < TOLERANCE * max(1.0, len(hits)):
            break
        step = np.zeros(len(at))
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        moved, reached = _shortened(problem, at, value, slope, step)
        if value - reached <= TOLERANCE * abs(value):
            at, value = moved, reached
            break
        at, value = moved, reached
    return Fitted(at[:-1], float(at[-1]), value)


@dataclass(frozen=True, eq=False)
class _Problem:
    """The loss; the last column is the intercept."""

    rows: Floats
    hits: Floats
    hand: Floats
    shrink: float

    def value(self, at: Floats) -> float:
        sums = self.rows @ at
        losses = np.logaddexp(0.0, sums) - self.hits * sums
        return float(losses.sum() + self.shrink * np.sum((at[:-1] - self.hand) ** 2))

    def slopes(self, at: Floats) -> tuple[Floats, Floats]:
        """First and second derivatives."""
        chance = 1.0 / (1.0 + np.exp(-np.clip(self.rows @ at, -500, 500)))
        slope = self.rows.T @ (chance - self.hits)
        slope[:-1] += 2 * self.shrink * (at[:-1] - self.hand)
        curve = (self.rows * (chance * (1 - chance))[:, None]).T @ self.rows
        curve[np.arange(len(at)), np.arange(len(at))] += 2 * self.shrink
        curve[-1, -1] += 1e-9 - 2 * self.shrink
        return slope, curve


def _shortened(
    problem: _Problem, at: Floats, value: float, slope: Floats, step: Floats
) -> tuple[Floats, float]:
    """The longest of ever shorter steps that brings enough, kept at or above zero."""
    length = 1.0
    while length > SHORTEST:
        moved = at - length * step
        moved[:-1] = np.maximum(moved[:-1], 0.0)
        reached = problem.value(moved)
        if reached <= value + ARMIJO * float(slope @ (moved - at)):
            return moved, reached
        length /= 2
    return at, value


def lift(seen: Floats, expected: Floats, prior: Floats, trust: float) -> Floats:
    """How much more often two groups meet than chance says, pulled towards what we assumed.

    (n + κ·prior) / (E + κ): with little expected it is the prior, with much it is n / E. `trust` is
    κ, in meetings; all arrays of one shape.
    """
    return np.asarray((seen + trust * prior) / (expected + trust), dtype=np.float64)


def by_chance(seen: Floats) -> Floats:
    """How often groups would meet when everyone had as many meetings and chose blindly.

    `seen` is a symmetric table of meetings, each counted both ways; so is what comes out.
    """
    total = seen.sum()
    each = seen.sum(axis=1)
    return np.outer(each, each) / total if total else np.zeros_like(seen)
