# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list that is good and varied, with partners and others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.ranking import scoring, variety
from netwerkbouwer.matching.ranking.variety import Candidates, Known

VARIETY = scoring.weights().variety
FREE = Known()
Row = tuple[float, int, int, int, int, bool]
small = st.integers(-1, 3)
rows = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.2, 0.2000001, 0.5, 0.9]), small, small, small, small, st.booleans()
    ),
    max_size=25,
)


def candidates(found: list[Row]) -> Candidates:
    ordered = sorted(found, key=lambda row: -row[0])
    columns = [np.array([row[place] for row in ordered]) for place in range(6)]
    score, kind, sector, place, answer, known = columns
    return Candidates(score.astype(float), kind, sector, place, answer, known.astype(np.bool_))


@given(rows, st.integers(0, 12))
def test_variety_starts_with_the_best_and_repeats_nobody(found: list[Row], limit: int) -> None:
    picked = variety.vary(candidates(found), limit, VARIETY, FREE)
    assert len(picked) == len(set(picked)) == min(limit, len(found))
    assert picked[:1] == ([0] if picked else [])


@given(rows, st.integers(3, 12), st.integers(1, 3))
def test_some_partners_and_some_others_wherever_there_are_both(
    found: list[Row], limit: int, most: int
) -> None:
    given_ = candidates(found)
    picked = variety.vary(given_, limit, VARIETY, Known(1, most))
    partners = int(given_.is_known[picked].sum())
    assert partners >= min(1, int(given_.is_known.sum()))
    others = len(found) - int(given_.is_known.sum())
    assert partners <= max(most, limit - others)


def test_a_partner_far_below_gets_the_last_place_and_many_leave_room() -> None:
    others = [(0.9, place, place, place, -1, False) for place in range(9)]
    low = candidates([*others, (0.2, 0, 0, 0, -1, True)])
    assert variety.vary(low, 5, VARIETY, Known(1, 2))[-1] == 9
    partners = [(0.9, place, place, place, -1, True) for place in range(9)]
    many = candidates([*partners, *((0.2, *row[1:5], False) for row in others)])
    picked = variety.vary(many, 5, VARIETY, Known(1, 2))
    assert sum(place < 9 for place in picked) == 2


def test_equals_come_in_the_order_they_were_given() -> None:
    found = [(0.5, kind, kind, kind, -1, False) for kind in range(3)]
    assert variety.vary(candidates(found), 3, VARIETY, FREE) == [0, 1, 2]


def test_ten_schools_do_not_fill_the_list() -> None:
    schools = [(0.6, 0, 0, place, -1, False) for place in range(10)]
    others = [(0.4, 1 + place, 1, place, -1, False) for place in range(10)]
    picked = variety.vary(candidates([*schools, *others]), 10, VARIETY, FREE)
    assert sum(place < 10 for place in picked) <= 3


def test_two_of_an_unknown_kind_are_not_alike_for_that() -> None:
    known = [(0.5, 1, 0, 0, -1, False), (0.5, 1, 1, 1, -1, False), (0.49, 2, 2, 2, -1, False)]
    unknown = [(score, -1, *rest) for score, _, *rest in known]
    assert variety.vary(candidates(known), 2, VARIETY, FREE) == [0, 2]
    assert variety.vary(candidates(unknown), 2, VARIETY, FREE) == [0, 1]  # type: ignore[arg-type]
