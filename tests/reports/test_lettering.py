# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Only characters that our fonts have come on paper."""

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.reports import lettering


def test_letters_of_our_language_and_of_neighbours_can_be_printed() -> None:
    for text in ("Café 't Geïnd", "Łódź", "Ελλάδα", "Київ", "العربية", "€ – … ‘’ “”", "😀🎪"):
        assert lettering.printable(text) == text


def test_what_no_font_has_becomes_a_box() -> None:
    assert lettering.printable("漢 \U00012000") == "□ □"


def test_a_long_word_may_be_broken_and_a_short_one_not() -> None:
    assert lettering.BREAK in lettering.printable("a" * 29)
    assert lettering.BREAK not in lettering.printable("a" * 28)


@given(st.text())
def test_nothing_is_left_that_a_font_does_not_have(text: str) -> None:
    shown = lettering.printable(text).replace(lettering.BREAK, "").replace("\n", "")

    assert {ord(char) for char in shown} <= lettering.coverage()


def test_drawings_keep_their_markup_and_addresses_stay_whole() -> None:
    url = "https://voorbeeld.be/" + "a" * 60
    data = {"svg": "<svg>漢</svg>" + "a" * 60, "link": url, "rows": [("漢", 1, None)]}

    made = lettering.printable_data(data)

    assert made == {"svg": "<svg>□</svg>" + "a" * 60, "link": url, "rows": [["□", 1, None]]}
