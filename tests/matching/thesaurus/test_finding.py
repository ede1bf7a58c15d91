# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding a concept by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.reading import kinds, words
from netwerkbouwer.matching.reading.concepts import Concept, Thesaurus
from netwerkbouwer.matching.thesaurus import finding

THESAURUS = Thesaurus(
    [
        Concept(
            "hall", "Halflege zaal", "problem", ("halflege zaal", "zaal niet vol"), ("schools",)
        ),
        Concept("schools", "Scholen", "means", ("school", "basisschool")),
        Concept("older", "Ouderen", "target_group", ("ouderen", "senioren", "bejaarden")),
        Concept("parents", "Ouders", "target_group", ("ouders", "ouders van leerlingen")),
        Concept("home", "Woonzorgcentrum", "space", ("rusthuis", "verzorgingshuis")),
    ]
)


def found(text: str) -> list[str]:
    return [one.id for one in finding.find(text, THESAURUS)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ouderen", "older"),
        ("Ouderen!", "older"),
        ("oudern", "older"),
        ("bejaarde", "older"),
        ("verzorgingshuizen", "home"),
        ("rusthuis", "home"),
        ("woonzorg", "home"),
        ("basischool", "schools"),
        ("onze zaal zit niet vol", "hall"),
        ("zaal halfleeg", "hall"),
    ],
)
def test_people_find_it_by_their_own_word(text: str, first: str) -> None:
    assert found(text)[:1] == [first]


def test_the_name_of_a_concept_goes_before_a_word_of_another() -> None:
    assert found("ouders")[0] == "parents"


@pytest.mark.parametrize("text", ["", " ", "x", "…", "qqqqqqq", "de het een"])
def test_what_says_nothing_finds_nothing(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_each_concept_comes_at_most_once(text: str) -> None:
    assert len(set(found(text))) == len(found(text))


def test_a_hall_that_is_not_full_is_not_a_matter_of_transport() -> None:
    said = "Onze zaal raakt niet vol"
    hits = {hit.concept for hit in kinds.thesaurus().hits(words.read(said))}

    assert "half-empty-hall" in hits
    assert "no-transport" not in hits
