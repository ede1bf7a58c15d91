# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nearest of each kind, without looking at all of them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.ranking import around, retrieval
from netwerkbouwer.matching.ranking.around import Around
from netwerkbouwer.matching.ranking.retrieval import Limits, Postings
from netwerkbouwer.organisations import numbers
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer

CODES = ("24001", "24062", "35013", "GM0772", "44021")
KINDS = ("library", "museum", "choir")
FREE = Limits()


def arrays(rows: list[tuple[int, int, int, int]]) -> Numbers:
    """Rows of (kind, municipality, sector, half), each at the centre of its municipality."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
    count = len(columns)
    zeros: dict[str, Any] = {
        name: np.zeros(count, dtype=dtype) for name, dtype in numbers.COLUMNS.items()
    }
    return Numbers(
        **zeros
        | {
            "pk": np.arange(1, count + 1),
            "lat": np.full(count, np.nan, dtype=np.float32),
            "lon": np.full(count, np.nan, dtype=np.float32),
            "kind": columns[:, 0].astype(np.int16),
            "municipality": columns[:, 1].astype(np.int16),
            "sector": columns[:, 2].astype(np.int8),
            "half": columns[:, 3].astype(np.int8),
        },
        municipalities=CODES,
        kinds=KINDS,
    )


def near(code: str = "24001") -> Around:
    return around.around(CODES, gazetteer.by_code(code))


rows = st.lists(
    st.tuples(st.integers(-1, 2), st.integers(-1, 4), st.integers(0, 3), st.integers(0, 1)),
    max_size=60,
)
limits = st.builds(
    Limits,
    not_in=st.sampled_from([None, 0, 3]),
    sectors=st.sampled_from([frozenset(), frozenset({1}), frozenset({0, 2})]),
    halves=st.sampled_from([frozenset(), frozenset({1})]),
    radius_km=st.sampled_from([None, 30.0]),
    without=st.sampled_from([(), (1, 2, 3)]),
)


@settings(max_examples=200)
@given(rows, limits, st.integers(1, 5))
def test_the_nearest_of_each_kind_are_those_a_scan_finds(
    found: list[tuple[int, int, int, int]], limit: Limits, count: int
) -> None:
    directory, here = arrays(found), near()
    got = Postings(directory).nearest([0, 1, 2], count, here, limit)
    every = retrieval.allowed(directory, np.arange(len(found)), limit)
    km = np.nan_to_num(here.km[directory.municipality], nan=np.inf)
    for kind in range(3):
        mine = [row for row in every if directory.kind[row] == kind]
        if limit.radius_km is not None:
            mine = [row for row in mine if km[row] <= limit.radius_km + retrieval.SLACK_KM]
        expected = sorted(km[row] for row in mine)[:count]
        assert sorted(km[row] for row in got if directory.kind[row] == kind) == expected


@given(rows)
def test_nobody_comes_twice(found: list[tuple[int, int, int, int]]) -> None:
    directory = arrays(found)
    got = Postings(directory).nearest([-1, 0, 1, 2], 4, near(), FREE)
    assert len(set(got.tolist())) == len(got)


def test_beyond_a_horizon_only_those_that_lie_further_in_the_same_community() -> None:
    directory = arrays([(0, place, 0, 0) for place in range(5)])
    got = Postings(directory).nearest([0], 9, near(), FREE, [40.0])
    assert [CODES[directory.municipality[row]] for row in got] == ["44021", "35013"]


def test_a_kind_that_fills_a_city_is_looked_at_in_part() -> None:
    directory = arrays([(0, 1, 0, 0)] * 5_000 + [(0, 2, 0, 0)])
    got = Postings(directory).nearest([0], 14, near(), FREE)
    assert len(got) == 14


def test_filters_that_leave_out_nearly_all_still_find_the_few() -> None:
    directory = arrays([(0, 1, 0, 0)] * 300 + [(0, 2, 1, 0), (0, 4, 1, 0)])
    got = Postings(directory).nearest([0], 2, near(), Limits(sectors=frozenset({1})))
    assert sorted(got.tolist()) == [300, 301]


def test_distances_are_those_of_the_gazetteer() -> None:
    for place, code in enumerate(CODES):
        assert near().km[place] == pytest.approx(gazetteer.road_km("24001", code), abs=0.01)
    assert np.isnan(near().km[-1])


def test_around_tells_borders_and_knows_nothing_of_an_unknown_place() -> None:
    here = near()
    assert here.other.tolist() == [False, True, True, True, True, False]
    assert here.same_community.tolist() == [True, True, True, False, True, False]
    assert here.other_province.tolist() == [False, False, True, True, True, False]
