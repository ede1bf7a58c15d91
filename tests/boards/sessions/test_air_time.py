# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fair air-time: how contributions are spread, and nobody pointed at."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards.sessions import air_time

counts = st.lists(st.integers(0, 40), max_size=60)


def test_it_tells_who_is_silent_and_how_much_the_busiest_wrote() -> None:
    found = air_time.spread([0, 0, 0, 1, 2, 10, 8, 7])

    assert found.sentences == (
        "3 mensen schreven nog niets.",
        "Een klein deel van de groep schrijft het meeste.",
        "De drie die het meest schreven, maakten samen 90% van de kaarten.",
    )
    assert [(bar.label, bar.people) for bar in found.bars] == [
        ("0", 3), ("1 tot 2", 2), ("3 tot 5", 0), ("6 tot 10", 3), ("11 of meer", 0),
    ]  # fmt: skip


def test_one_silent_person_is_not_pointed_at() -> None:
    one, two = (air_time.spread([0] * silent + [4] * 8) for silent in (1, 2))

    assert one.sentences[0] == two.sentences[0] == "Een of twee mensen schreven nog niets."
    assert one.bars[0] == two.bars[0] == air_time.Bar("0", 2, is_rounded=True)


@given(st.lists(st.integers(0, 40), max_size=4))
def test_below_five_people_there_are_no_figures(few: list[int]) -> None:
    found = air_time.spread(few)

    assert found == air_time.Spread(len(few), (air_time.TOO_FEW,))


def test_when_hardly_anyone_wrote_there_is_no_share_of_the_busiest() -> None:
    assert air_time.spread([9, 3, 1, 0, 0, 0]).top_share is None
    assert air_time.spread([9, 3, 1, 1, 0, 0]).top_share == 0.95


def test_an_empty_board_is_told_in_one_sentence() -> None:
    assert air_time.spread([0] * 6) == air_time.Spread(6, ("Nog niemand schreef iets.",))


@given(counts)
def test_no_bar_tells_of_one_or_two_people_exactly(numbers: list[int]) -> None:
    for bar in air_time.spread(numbers).bars:
        assert bar.people == 0 or bar.people > air_time.SMALL or bar.is_rounded


@given(counts, st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_order_people_are_counted(
    numbers: list[int], chance: random.Random
) -> None:
    shuffled = list(numbers)
    chance.shuffle(shuffled)

    assert air_time.spread(shuffled) == air_time.spread(numbers)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30))
def test_gini_is_the_mean_difference_over_twice_the_mean(numbers: list[int]) -> None:
    pairs = [abs(a - b) for a, b in itertools.permutations(numbers, 2)]
    mean = sum(numbers) / len(numbers)
    expected = sum(pairs) / len(pairs) / (2 * mean) if mean else 0.0

    assert air_time.gini(numbers) == pytest.approx(expected)
    assert 0 <= air_time.gini(numbers) <= 1 + 1e-9


def test_gini_is_nought_when_all_write_as_much_and_one_when_one_writes_all() -> None:
    assert air_time.gini([3, 3, 3]) == 0
    assert air_time.gini([0, 0, 0, 7]) == 1
    assert air_time.gini([]) == air_time.gini([4]) == 0


def test_a_negative_number_of_cards_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="fewer"):
        air_time.spread([-1] * 6)
