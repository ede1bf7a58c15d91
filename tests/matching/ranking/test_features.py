# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each feature lies between 0 and 1, moves the right way, and is explained."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.ranking import features

shares = st.floats(0, 1)
numbers = st.floats(-2, 1e6)
lists = st.lists(numbers, min_size=1, max_size=8).map(np.array)


@given(st.floats(0, 20), st.floats(0, 20))
def test_more_that_meets_never_lowers_words(total: float, more: float) -> None:
    less, most = features.words_met(np.array([total, total + more]))
    assert 0 <= less <= most <= 1


@given(st.lists(shares, max_size=10), shares)
def test_more_that_a_kind_has_never_lowers_its_profile(values: list[float], more: float) -> None:
    assert 0 <= features.profile_met(values) <= features.profile_met([*values, more]) <= 1


@given(st.floats(0, 500), st.floats(0, 500))
def test_nearer_is_never_worse(km: float, further: float) -> None:
    far = np.array([20.0, 20.0])
    near = features.nearness(np.array([km, km + further]), far, np.zeros(2))
    assert near[0] >= near[1] >= 0


@given(lists, lists)
def test_whatever_comes_in_each_lies_between_0_and_1(one: np.ndarray, other: np.ndarray) -> None:
    flags, length = one > 0, min(len(one), len(other))
    found = [
        features.words_met(one),
        features.meaning(one),
        features.nearness(np.abs(one), np.full(len(one), 20.0), np.zeros(len(one))),
        features.sector_complement(one),
        features.border_gain(flags, flags),
        features.region_gain(flags),
        features.novelty(one, flags),
        features.broker(one),
        features.shared(one),
        features.closeness(one),
        features.size(one[:length], other[:length]),
        features.freshness(one, 740_000),
        features.richness(one, 4),
        features.turn(one),
        features.other_half("culture", np.array(["culture", "other"])),
    ]
    for values in found:
        assert ((values >= 0) & (values <= 1)).all()


def test_who_was_shown_less_gets_a_turn() -> None:
    never, once, often = features.turn(np.array([0, 1, 40]))
    assert never == 1 > once > often > 0


def test_what_nobody_looked_at_for_years_is_less_fresh() -> None:
    today = 740_000
    days = np.array([today - 10, today - 365 - 730, 0])
    assert list(features.freshness(days, today)) == [1.0, 0.5, 0.0]


def test_a_partner_is_not_new() -> None:
    assert list(features.novelty(np.array([1.0, 1.0]), np.array([True, False]))) == [0.0, 1.0]


def test_each_feature_is_explained_in_dutch() -> None:
    told = features.documentation()
    assert [name for name, _, _ in told] == list(features.NAMES)
    assert all(title and not title.endswith(".") for _, title, _ in told)
    assert all(text.count(".") >= 3 for _, _, text in told)
