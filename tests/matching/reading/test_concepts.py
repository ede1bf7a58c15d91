# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading a text: which concepts it names, what would answer it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.reading import kinds, words
from netwerkbouwer.matching.reading.concepts import Concept, Thesaurus

SMALL = Thesaurus(
    [
        Concept("no-hall", "Geen zaal", "problem", ("geen zaal", "te klein lokaal"), ("hall",)),
        Concept("empty", "Lege zaal", "problem", ("zaal niet vol",), ("schools", "seniors")),
        Concept(
            "off-season", "Buiten het seizoen", "problem", ("buiten het seizoen",), ("schools",)
        ),
        Concept("hall", "Zaal", "space", ("zaal", "podium")),
        Concept("schools", "Scholen", "means", ("school", "scholen"), related=("teachers",)),
        Concept("teachers", "Leerkrachten", "target_group", ("leerkracht",)),
        Concept("seniors", "Ouderen", "target_group", ("ouderen", "mensen met tijd")),
    ]
)
WHOLE = kinds.thesaurus()


def hits(text: str) -> dict[str, str]:
    """Concept → the piece of text it was found in."""
    found = SMALL.hits(words.read(text))
    return {hit.concept: text[hit.start : hit.end] for hit in found}


def wanted(text: str) -> dict[str, float]:
    return {want.concept: want.weight for want in SMALL.wanted(SMALL.hits(words.read(text)))}


def test_a_phrase_is_found_with_other_words_between() -> None:
    assert hits("Onze zaal raakt op dinsdag niet vol")["empty"] == "zaal raakt op dinsdag niet vol"


def test_a_word_of_lacking_makes_the_difference() -> None:
    assert "no-hall" in hits("We hebben geen zaal")
    assert "no-hall" in hits("We hebben niet genoeg zalen")
    assert "no-hall" not in hits("We hebben een mooie zaal")
    assert "no-hall" not in hits("In de zaal regent het niet")


def test_words_of_a_phrase_do_not_meet_over_the_end_of_a_sentence() -> None:
    assert "empty" not in hits("Dit is de zaal. Niet ver, vol in het dorp.")


def test_a_word_with_small_words_around_it_counts_as_written() -> None:
    assert hits("Buiten het seizoen is het stil")["off-season"] == "Buiten het seizoen"
    assert "off-season" not in hits("Ons seizoen start in september")


def test_the_part_of_a_compound_meets_less_surely_than_the_word() -> None:
    whole, part = (SMALL.hits(words.read(text))[0].strength for text in ("podium", "podiumbeest"))
    assert part < whole


def test_a_problem_asks_for_its_answers_the_first_most() -> None:
    found = wanted("De zaal is niet vol")
    assert found["schools"] > found["seniors"] > 0
    assert found.get("hall", 0) < found["seniors"]


def test_what_the_writer_has_is_not_asked_for() -> None:
    assert wanted("Onze zaal is mooi").get("hall", 0) < wanted("Wie heeft een zaal?")["hall"]


def test_what_comes_along_weighs_half() -> None:
    found = wanted("Een school")
    assert found["teachers"] == pytest.approx(found["schools"] / 2)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for hit in WHOLE.hits(words.read(text)):
        assert 0 < hit.strength <= 1
        assert 0 <= hit.start < hit.end <= len(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["zaal", "geen", "niet", "vol", "ouderen", "school"]), max_size=30))
def test_saying_it_more_often_does_not_make_it_stronger(said: list[str]) -> None:
    text = " ".join(said)
    once = wanted(text)
    again = wanted(f"{text}. {text}. {text}")
    assert once == again
