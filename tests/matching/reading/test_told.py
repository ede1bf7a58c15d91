# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What organisations told, as numbers: each thing once, and who says it stays known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import dutch
from netwerkbouwer.matching.reading import kinds, told
from netwerkbouwer.matching.reading.told import Role, Told

TEXTS = st.text(alphabet="abcdefgh zaal jeugd muziek, podium.", max_size=60)


def read(description: str = "", offers: tuple[str, ...] = (), asks: tuple[str, ...] = ()) -> Told:
    found = told.numbers_of(description, offers, asks, kinds.thesaurus())
    return told.apart(np.array(found, dtype=np.int64))


def said(found: Told, role: Role, stem: str) -> list[float]:
    (wanted,) = dutch.stems(stem)
    here = (found.role == role) & ~found.is_concept & (found.key == told.stem_key(wanted))
    return [round(float(value), 2) for value in found.strength[here]]


def test_offers_descriptions_and_questions_are_told_apart() -> None:
    found = read("Wij zingen.", ("een podium",), ("fietsers",))

    assert said(found, Role.OFFER, "podium") == [1.0]
    assert said(found, Role.QUESTION, "fietsers") == [1.0]
    assert said(found, Role.ABOUT, "podium") == []


def test_a_part_of_a_compound_counts_for_less() -> None:
    assert said(read(offers=("muziekschool",)), Role.OFFER, "muziek") == [told.PART_WORD]


def test_an_umbrella_counts_for_less_than_who_does_it() -> None:
    (umbrella,) = said(read("Koepel van makers van theater"), Role.ABOUT, "theater")
    (maker,) = said(read("Makers van theater"), Role.ABOUT, "theater")

    assert umbrella < maker


def test_concepts_are_kept_beside_the_words() -> None:
    found = read(offers=("een grote zaal met podium",))

    assert told.concept_key("hall-with-stage") in found.key[found.is_concept]


@given(TEXTS, TEXTS)
def test_saying_something_again_adds_nothing(about: str, offer: str) -> None:
    once = told.numbers_of(about, (offer,), (), kinds.thesaurus())

    assert told.numbers_of(about, (offer, offer, offer), (), kinds.thesaurus()) == once
    assert len(set(once)) == len(once)


@given(TEXTS)
def test_strengths_lie_between_nothing_and_one(text: str) -> None:
    found = read(text, (text,), (text,))

    assert ((found.strength > 0) & (found.strength <= 1)).all()
    assert set(found.role.tolist()) <= {0, 1, 2}
