# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learnt weights: never negative, and the best there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.ranking import learning


def sample(seed: int, rows: int, truth: list[float]) -> tuple[learning.Floats, learning.Floats]:
    dice = np.random.default_rng(seed)
    features = dice.random((rows, len(truth)))
    chance = 1 / (1 + np.exp(-(features @ np.array(truth) - 1)))
    return features, (dice.random(rows) < chance).astype(np.float64)


def loss(
    features: learning.Floats, hits: learning.Floats, hand: learning.Floats, at: learning.Floats
) -> float:
    sums = features @ at[:-1] + at[-1]
    signs = 2 * hits - 1
    return float(np.log1p(np.exp(-signs * sums)).sum() + 0.5 * np.sum((at[:-1] - hand) ** 2))


@given(st.integers(0, 10_000), st.lists(st.floats(-4, 4), min_size=2, max_size=2))
def test_no_point_of_a_fine_grid_is_better(seed: int, truth: list[float]) -> None:
    features, hits = sample(seed, 60, truth)
    hand = np.array([0.5, 0.2])
    found = learning.fit(features, hits, hand, 0.5)
    grid = np.linspace(0, 5, 26)
    best = min(
        loss(features, hits, hand, np.array([one, other, shift]))
        for one in grid
        for other in grid
        for shift in np.linspace(-6, 4, 41)
    )
    assert found.loss <= best + 1e-6
    at = np.append(found.weights, found.intercept)
    assert found.loss == pytest.approx(loss(features, hits, hand, at))


@given(st.integers(0, 10_000), st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_weights_are_never_negative_and_no_small_move_helps(seed: int, truth: list[float]) -> None:
    features, hits = sample(seed, 80, truth)
    hand = np.full(len(truth), 0.3)
    found = learning.fit(features, hits, hand, 0.5)
    assert (found.weights >= 0).all()
    at = np.append(found.weights, found.intercept)
    for place in range(len(at)):
        for move in (-1e-3, 1e-3):
            moved = at.copy()
            moved[place] += move
            if place == len(at) - 1 or moved[place] >= 0:
                assert loss(features, hits, hand, moved) >= found.loss - 1e-9


def test_what_speaks_against_gets_no_weight_and_what_speaks_for_gets_much() -> None:
    features, hits = sample(3, 2_000, [4.0, -4.0])
    weights = learning.fit(features, hits, np.zeros(2), 0.1).weights
    assert weights[0] > 2
    assert weights[1] == 0.0


def test_with_little_data_the_weights_stay_at_those_set_by_hand() -> None:
    features, hits = sample(1, 4, [3.0, 0.0])
    hand = np.array([1.0, 2.0])
    found = learning.fit(features, hits, hand, 1_000.0)
    assert found.weights == pytest.approx(hand, abs=0.01)
    with pytest.raises(ValueError, match="shrink"):
        learning.fit(features, hits, hand, 0.0)


def test_lift_is_the_prior_without_data_and_the_ratio_with_much() -> None:
    seen, expected = np.array([0.0, 3_000.0]), np.array([0.0, 1_000.0])
    found = learning.lift(seen, expected, np.array([0.65, 0.65]), 10.0)
    assert found[0] == pytest.approx(0.65)
    assert found[1] == pytest.approx(3.0, abs=0.05)


def test_chance_keeps_how_often_each_meets() -> None:
    seen = np.array([[2.0, 4.0], [4.0, 0.0]])
    expected = learning.by_chance(seen)
    assert expected.sum(axis=1) == pytest.approx(seen.sum(axis=1))
    assert expected == pytest.approx(expected.T)
