# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights and scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.ranking import features, scoring
from netwerkbouwer.matching.reading import kinds

shares = st.floats(0, 1)
COUNT = len(features.NAMES)
ROWS = scoring.weights().features.rows


@given(st.lists(shares, min_size=COUNT, max_size=COUNT), shares)
def test_a_score_lies_between_0_and_1(values: list[float], surprise: float) -> None:
    found = {name: np.array([v]) for name, v in zip(features.NAMES, values, strict=True)}
    assert 0 <= scoring.score(found, scoring.weighing(surprise, found))[0] <= 1


@given(shares, st.sets(st.sampled_from(features.NAMES), min_size=1))
def test_weights_of_the_features_there_are_sum_to_one(surprise: float, present: set[str]) -> None:
    found = scoring.weighing(surprise, present | {"words"})
    assert sum(found.values()) == pytest.approx(1)
    assert found.keys() == present | {"words"}


def test_at_the_three_places_of_the_slider_the_file_decides() -> None:
    for place, row in zip(scoring.PLACES, ROWS.values(), strict=True):
        assert scoring.weighing(place, features.NAMES) == pytest.approx(row)


def test_sliding_to_surprising_weighs_nearness_less_and_the_network_more() -> None:
    near, far = (scoring.weighing(place, features.NAMES) for place in (0.0, 1.0))
    assert near["nearness"] > far["nearness"]
    assert near["novelty"] + near["broker"] < far["novelty"] + far["broker"]


@pytest.mark.parametrize("wrong", [{"words": 0.5}, {"extra": 0.0}])
def test_weights_that_miss_a_feature_or_do_not_sum_are_refused(wrong: dict[str, float]) -> None:
    rows = {**ROWS, "middle": {**ROWS["middle"], **wrong}}
    with pytest.raises(ValueError, match="middle"):
        scoring.FeatureWeights(**rows)
    less = {name: weight for name, weight in ROWS["near"].items() if name != "turn"}
    with pytest.raises(ValueError, match="near noemt"):
        scoring.FeatureWeights(**{**ROWS, "near": less})


def test_seats_are_at_least_one_but_not_in_a_list_of_two() -> None:
    assert scoring.seats((0.1, 0.1, 0.4), 0.5, 10) == 1
    assert scoring.seats((0.1, 0.1, 0.4), 1.0, 10) == 4
    assert scoring.seats((0.0, 0.1, 0.4), 0.0, 6) == 1
    assert scoring.seats((0.1, 0.1, 0.4), 1.0, 2) == 0


def test_every_kind_that_the_weights_name_exists() -> None:
    weights = scoring.weights()
    named = weights.reach.regional | weights.reach.wide | weights.assumption.keys()
    assert named <= kinds.table().index.keys()
    assert not weights.reach.regional & weights.reach.wide
