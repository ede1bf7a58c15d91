# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the numbers say of thousands is what reading one by one says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.ranking import answering
from netwerkbouwer.matching.reading import kinds, need, told
from netwerkbouwer.matching.reading.profile import Profile
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.organisations import ragged

SAID = (
    "repetitieruimte met piano",
    "een grote zaal met podium",
    "vervoer voor ouderen",
    "vrijwilligers",
    "kostuums en decor te leen",
    "muziekschool voor jongeren",
    "wij zijn een federatie die theater ondersteunt",
    "taallessen Nederlands",
)
ASKED = (
    "We vinden geen repetitieruimte",
    "geen vrijwilligers en geen vervoer voor ouderen",
    "We hebben een zaal en spelen muziek voor jongeren",
    "kostuums",
    "niets dat ergens op lijkt",
)
texts = st.lists(st.sampled_from(SAID), max_size=3).map(tuple)
published = st.tuples(texts.map(". ".join), texts, texts)
directions = st.sampled_from(["limitation", "strength"])
Published = tuple[str, tuple[str, ...], tuple[str, ...]]


def by_numbers(asked: need.Need, those: list[Published]) -> np.ndarray:
    growing = ragged.Growing()
    for one in those:
        growing.add(told.numbers_of(*one, kinds.thesaurus()))
    wanted = answering.wanted(asked, kinds.thesaurus(), kinds.table())
    return answering.met(wanted, growing.ragged(), np.arange(len(those)))


def by_reading(asked: need.Need, one: Published) -> need.TextMatch:
    profile = Profile("a", "", "kunsten", "44021", *one)
    return need.text_match(asked, profile, kinds.thesaurus(), kinds.table())


@settings(max_examples=60)
@given(st.sampled_from(ASKED), directions, st.lists(published, min_size=1, max_size=5))
def test_numbers_and_reading_agree_on_each(
    text: str, direction: Direction, those: list[Published]
) -> None:
    asked = need.read(text, direction, kinds.thesaurus(), kinds.table())
    for value, one in zip(by_numbers(asked, those), those, strict=True):
        match = by_reading(asked, one)
        assert value == pytest.approx(match.value)
        assert bool(match.meetings) == (value > 0)


def test_something_meets_at_all() -> None:
    asked = need.read(ASKED[0], "limitation", kinds.thesaurus(), kinds.table())
    assert by_numbers(asked, [("", (SAID[0],), ()), ("", (), (SAID[0],))]).tolist()[0] > 0


@given(st.sampled_from(SAID), st.integers(2, 30), st.sampled_from(ASKED), directions)
def test_saying_something_more_often_gains_nothing(
    said: str, times: int, text: str, direction: Direction
) -> None:
    asked = need.read(text, direction, kinds.thesaurus(), kinds.table())
    once: Published = (said, (said,), (said,))
    stuffed: Published = (". ".join([said] * times), (said,) * times, (said,) * times)
    first, second = by_numbers(asked, [once, stuffed])
    assert first == second


def test_a_list_of_all_words_gains_nothing_over_saying_what_is_asked() -> None:
    asked = need.read("We vinden geen repetitieruimte", "limitation", kinds.thesaurus(),
                      kinds.table())  # fmt: skip
    terms = [term for concept in kinds.thesaurus().concepts.values() for term in concept.terms]
    first, stuffed, everything = by_numbers(
        asked,
        [
            ("", ("repetitieruimte",), ()),
            ("", ("repetitieruimte", *terms[:80]), ()),
            (". ".join(terms), ("repetitieruimte", *terms), ()),
        ],
    )
    assert everything < stuffed <= first
