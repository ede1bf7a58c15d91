# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of numbers in two arrays do what lists of lists do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import ragged
from netwerkbouwer.organisations.ragged import Ragged

Lists = list[list[int]]
LISTS = st.lists(st.lists(st.integers(-(2**62), 2**62), max_size=5), max_size=12)


def made(lists: Lists) -> Ragged:
    growing = ragged.Growing()
    for values in lists:
        growing.add(values)
    return growing.ragged()


def as_lists(found: Ragged) -> Lists:
    return [found.of(row).tolist() for row in range(len(found))]


@given(LISTS)
def test_what_went_in_comes_out(lists: Lists) -> None:
    assert as_lists(made(lists)) == lists


@given(LISTS, st.data())
def test_rows_are_taken_in_any_order_and_more_than_once(lists: Lists, data: st.DataObject) -> None:
    places = st.integers(0, max(0, len(lists) - 1))
    rows = data.draw(st.lists(places, max_size=20)) if lists else []

    taken = made(lists).take(np.array(rows, dtype=np.int64))
    values, of = made(lists).gather(np.array(rows, dtype=np.int64))

    assert as_lists(taken) == [lists[row] for row in rows]
    assert list(zip(of.tolist(), values.tolist(), strict=True)) == [
        (place, value) for place, row in enumerate(rows) for value in lists[row]
    ]


@given(LISTS, LISTS)
def test_joined_lists_stand_one_after_the_other(one: Lists, other: Lists) -> None:
    assert as_lists(ragged.join(made(one), made(other))) == one + other


def test_empty_rows_have_nothing() -> None:
    assert as_lists(ragged.empty(3)) == [[], [], []]
