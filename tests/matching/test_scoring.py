# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scores, order and variety."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching import comparing, features, kinds, scoring
from netwerkbouwer.matching.scoring import Candidate

VARIETY = scoring.weights().variety
shares = st.floats(0, 1)
candidates = st.lists(
    st.builds(
        Candidate,
        st.text("abcdef", min_size=1, max_size=6),
        st.sampled_from([0.0, 0.2, 0.2000001, 0.5, 0.9]),
        st.sampled_from(["", "school", "choir"]),
        st.sampled_from(["kunsten", "welzijn"]),
        st.sampled_from(["44021", "11002"]),
    ),
    unique_by=lambda candidate: candidate.id,
    max_size=25,
)


@given(st.lists(shares, min_size=len(scoring.FEATURES), max_size=len(scoring.FEATURES)))
def test_a_score_lies_between_0_and_1(values: list[float]) -> None:
    found = {name: np.array([v]) for name, v in zip(scoring.FEATURES, values, strict=True)}
    assert 0 <= scoring.score(found, scoring.weights().features)[0] <= 1


def test_every_kind_that_the_weights_name_exists() -> None:
    weights = scoring.weights()
    named = weights.reach.regional | weights.reach.wide | weights.assumption.keys()
    assert named <= kinds.table().index.keys()
    assert not weights.reach.regional & weights.reach.wide


@given(candidates, st.randoms())
def test_the_order_of_the_input_makes_no_difference(found: list[Candidate], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert scoring.vary(shuffled, 10, VARIETY) == scoring.vary(found, 10, VARIETY)


@given(candidates, st.integers(1, 12))
def test_variety_starts_with_the_best_and_repeats_nobody(
    found: list[Candidate], limit: int
) -> None:
    picked = scoring.vary(found, limit, VARIETY)
    assert len(picked) == min(limit, len(found))
    assert len({candidate.id for candidate in picked}) == len(picked)
    assert picked[:1] == scoring.order(found)[:1]


def test_only_the_best_are_kept_and_who_suits_comes_first() -> None:
    scores = np.array([0.1, 0.9, 0.5, 0.8])
    rows, level = np.arange(4), np.array([0, 1, 0, 0])
    found = comparing.Compared(rows, scores, {"words": scores}, scores, level)
    assert list(comparing.best(found, 3).rows) == [3, 2, 0]
    assert list(comparing.best(found, 9).rows) == [3, 2, 0, 1]


def test_equal_scores_are_ordered_by_id() -> None:
    found = [Candidate(name, 0.5, "", name, name) for name in "cab"]
    assert [candidate.id for candidate in scoring.vary(found, 3, VARIETY)] == ["a", "b", "c"]


def test_ten_schools_do_not_fill_the_list() -> None:
    schools = [Candidate(f"s{n}", 0.6, "school", "onderwijs", str(n)) for n in range(10)]
    others = [Candidate(f"o{n}", 0.4, f"kind-{n}", "welzijn", str(n)) for n in range(10)]
    picked = scoring.vary([*schools, *others], 10, VARIETY)
    assert sum(candidate.kind == "school" for candidate in picked) <= 3


@given(st.lists(shares, max_size=10), shares)
def test_more_that_meets_never_lowers_a_feature(values: list[float], more: float) -> None:
    for feature in (features.words_met, features.profile_met):
        assert 0 <= feature(values) <= feature([*values, more]) <= 1


@given(st.floats(0, 500), st.floats(0, 500))
def test_nearer_is_never_worse(km: float, further: float) -> None:
    far = np.array([20.0, 20.0])
    near = features.nearness(np.array([km, km + further]), far, np.zeros(2))
    assert near[0] >= near[1] >= 0


def test_each_feature_is_explained_in_dutch() -> None:
    explained = [
        features.words_met,
        features.profile_met,
        features.sector_complement,
        features.nearness,
        features.border_gain,
        features.other_half,
        features.richness,
    ]
    assert len(explained) == len(scoring.FEATURES)
    assert all((feature.__doc__ or "").count(".") >= 3 for feature in explained)
