# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which short texts speak of the words someone typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.market import wording

TEXTS = (
    "een grote zaal met podium",
    "vrijwilligers voor de moestuin",
    "repetitieruimte met piano",
    "twee busjes",
)


def found(text: str) -> list[str]:
    return wording.best(text, TEXTS, str)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("zalen", TEXTS[0]),
        ("vrijwiligers", TEXTS[1]),
        ("Tuin", TEXTS[1]),
        ("repititie", TEXTS[2]),
        ("busje", TEXTS[3]),
        ("piano zaal podium", TEXTS[0]),
    ],
)
def test_endings_parts_and_slips_are_forgiven(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["walvis", "zal", "de", "!!", ""])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert found(typed) == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_typed_and_published(text: str) -> None:
    assert set(found(text)) <= set(TEXTS)
    assert wording.best("zaal", [text], str) in ([], [text])
