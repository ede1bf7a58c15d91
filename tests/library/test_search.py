# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the library forgives endings, accents and slips of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.library import search


def labels(text: str, pack: str | None = None) -> list[str]:
    return [item.label for _pack, item in search.find(text, pack)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("bibliotheek", "Bibliotheek"),
        ("BIBLIOTHEEK", "Bibliotheek"),
        ("biblotheek", "Bibliotheek"),
        ("bibliotheken", "Bibliotheek"),
        ("musea", "Museum"),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, label: str) -> None:
    assert label in labels(text, "organisation_kinds")


def test_a_label_comes_before_a_mention() -> None:
    assert labels("draagvlak", "obstacles")[0] == "Weinig draagvlak"


def test_every_word_must_be_there() -> None:
    assert set(labels("kleine subsidie", "obstacles")) < set(labels("subsidie", "obstacles"))


def test_the_other_variant_is_found_too() -> None:
    assert search.find("wethouder", "terms")[0][1].id == "executive-member"


def test_nonsense_gives_nothing() -> None:
    assert labels("qqqqqq") == []


@pytest.mark.parametrize("text", ["", "   ", "!!", "\x00", "\u202e"])
def test_an_empty_question_gives_nothing(text: str) -> None:
    assert labels(text) == []


@given(st.text(max_size=60))
def test_any_question_is_answered(text: str) -> None:
    assert isinstance(labels(text, "obstacles"), list)
