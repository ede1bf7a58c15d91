# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures of a ranked list, on lists of which the answer is known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching import metrics

GRADES = st.lists(st.integers(0, 2), min_size=1, max_size=30)


def test_ndcg_of_a_list_worked_out_by_hand() -> None:
    got = 1 / math.log2(2) + 2 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert metrics.ndcg([1, 0, 2], [0, 1, 2]) == pytest.approx(got / best)


@given(GRADES)
def test_the_best_list_has_one_and_no_list_has_more(grades: list[int]) -> None:
    best = metrics.ndcg(sorted(grades, reverse=True), grades)
    assert best == (pytest.approx(1.0) if any(grades) else 0.0)
    assert metrics.ndcg(grades, grades) <= best + 1e-12


def test_the_reciprocal_rank_is_that_of_the_first_hit() -> None:
    assert metrics.reciprocal_rank([False, False, True, True]) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank([False]) == 0.0


def test_gini_is_nothing_when_all_get_the_same_and_nearly_one_when_one_gets_all() -> None:
    assert metrics.gini([3, 3, 3]) == pytest.approx(0.0)
    assert metrics.gini([0] * 99 + [7]) == pytest.approx(0.99)


def test_the_interval_holds_the_mean_and_the_same_seed_gives_the_same() -> None:
    values = [0.0, 0.2, 0.9, 0.4, 0.5] * 8
    found = metrics.bootstrap(values, 1)
    assert found == metrics.bootstrap(values, 1)
    assert found.low < found.mean < found.high
    assert metrics.difference(values, values, 1) == metrics.Estimate(0.0, 0.0, 0.0)
    assert metrics.difference([value + 1 for value in values], values, 1).is_above_zero
