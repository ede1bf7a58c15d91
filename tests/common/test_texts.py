# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text from outside is cleaned and compared in one way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import texts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  L’Œuvre  nationale ", "l oeuvre nationale"),
        ("Ærø & Łódź", "aero lodz"),
        ("CAFÉ\u200bDANTÉ", "cafedante"),
        ("Straße 1", "strasse 1"),
        ("⑦ ĳsclub", "7 ijsclub"),
        ("…", ""),
    ],
)
def test_names_compare_by_plain_letters_and_digits(text: str, folded: str) -> None:
    assert texts.fold(text) == folded


def test_an_address_holds_a_readable_name() -> None:
    assert texts.slugify("Bibliotheek ’t Kasteel") == "bibliotheek-t-kasteel"
    assert texts.slugify("!") == "x"
    chinese, greek = texts.slugify("书法社"), texts.slugify("Ωδείο")
    assert len({chinese, greek, "x"}) == 3, "two names without Latin letters stay apart"
    assert re.fullmatch("x[0-9a-f]{8}", chinese)
    assert texts.slugify("书法社", otherwise="organisatie") == "organisatie"
    assert texts.slugify("woord " * 40, limit=12) == "woord-woord"


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    line = texts.clean_line(text)

    assert texts.clean_line(line) == line
    assert texts.fold(line) == texts.fold(text)
    assert texts.fold(texts.fold(text)) == texts.fold(text)
    assert not texts.CONTROL.search(line)
    assert not texts.INVISIBLE.search(line)
