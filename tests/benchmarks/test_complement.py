# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of what sectors add to each other."""

import numpy as np
import pytest

from benchmarks.matching import complement


def test_the_table_is_complete_symmetric_and_between_nothing_and_all() -> None:
    values = complement.read()  # a missing pair is a KeyError
    assert values.shape == (21, 21)
    assert np.array_equal(values, values.T)
    assert values.min() >= 0
    assert values.max() <= 1


def test_ones_own_sector_adds_least_and_the_other_half_most() -> None:
    values = complement.read()
    assert np.diag(values) == pytest.approx(complement.OWN)
    away = ~np.eye(len(values), dtype=np.bool_)
    assert values[away].min() > complement.OWN
    other_half = complement.hand() == complement.OTHER_HALF
    assert values[other_half].mean() > values[away & ~other_half].mean()


def test_ranks_of_equals_are_their_mean_and_order_is_all_that_counts() -> None:
    one = np.array([1.0, 2.0, 2.0, 9.0])
    assert complement.rank_correlation(one, one**3) == pytest.approx(1.0)
    assert complement.rank_correlation(one, -one) == pytest.approx(-1.0)
