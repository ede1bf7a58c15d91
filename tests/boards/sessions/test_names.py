# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names people choose: clean, told apart, and nobody passes for the facilitator."""

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netwerkbouwer.boards.sessions import names

CONFUSABLE = {
    "a": "аαɑ@á", "b": "В", "c": "сϲ", "e": "еε3ë", "f": "f", "i": "іι1l|ı", "m": "мМΜ",
    "o": "оο0ö", "p": "рρ", "r": "r", "s": "ѕ5$",
    "t": "тΤ", "x": "хχ", "y": "уγ", "n": "Νη", "h": "һΗ",
}  # fmt: skip
BIDI = "\u202e\u202d\u2066\u2069\u200e\u200f\u200b\u200d\ufeff\u00ad\U000e0041\u3164"


def disguised(name: str, seed: int) -> str:
    """The name with look-alikes and hidden characters in it."""
    chance = random.Random(seed)
    letters = []
    for letter in name:
        others = CONFUSABLE.get(letter.casefold(), letter)
        letters.append(chance.choice(others) if chance.random() < 0.6 else letter)
        letters.append(chance.choice(BIDI) if chance.random() < 0.3 else "")
    return "".join(letters)


@given(st.text(max_size=60))
@example("\u202eamtaF")
@example("ﷺﷺﷺ")
def test_a_name_is_clean_or_refused(typed: str) -> None:
    try:
        name = names.clean(typed)
    except names.WrongName:
        return
    assert 1 <= len(name) <= 40
    assert name == " ".join(name.split()) == unicodedata.normalize("NFKC", name)
    assert not any(unicodedata.category(c) in names.HIDDEN for c in name)
    assert names.clean(name) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Fatma \n ", "Fatma"),
        ("\u202eFat\u200bma", "Fatma"),
        ("Ｆａｔｍａ", "Fatma"),
        ("Zoë ﬁ", "Zoë fi"),
        ("Z" + "\u200b\u0301" * 30 + "oe", "Ź\u0301\u0301oe"),
        ("فاطمة", "فاطمة"),
        ("Fatma 🙂", "Fatma 🙂"),
        ("Jan\u3164Piet", "JanPiet"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, name: str) -> None:
    assert names.clean(typed) == name


@pytest.mark.parametrize("typed", ["", "  ", "🙂", "\u200b\u3164", "---", "a" * 41, "a" * 5_000])
def test_a_name_of_nothing_or_too_much_is_refused(typed: str) -> None:
    with pytest.raises(names.WrongName, match=r"letter|lang"):
        names.clean(typed)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Fatma", "fаtmа"),
        ("Fatma", "FATMÁ"),
        ("Anna", "ΑΝΝΑ"),
        ("Olaf", "0|af"),
        ("Bram", "Brarn"),
        ("Jan Piet", "JanPiet"),
        ("Iris", "lris"),
        ("Игорь", "игорь"),
    ],
)
def test_names_that_look_alike_are_told_apart(name: str, other: str) -> None:
    assert names.look(name) == names.look(other)
    assert names.unique(other, [name]) == f"{other} 2"


@pytest.mark.parametrize(
    ("name", "other"),
    [("Fatma", "Fatima"), ("Tafel 1", "Tafel 2"), ("فاطمة", "مريم"), ("王", "李")],
)
def test_other_names_stay_as_they_are(name: str, other: str) -> None:
    assert names.unique(other, [name]) == other


@given(st.lists(st.text("Fatm аα2 ", min_size=1, max_size=45).filter(str.strip), max_size=30))
def test_no_two_people_end_up_with_names_that_look_the_same(typed: list[str]) -> None:
    given_out: list[str] = []
    for wish in typed:
        try:
            given_out.append(names.choose(wish, taken=given_out))
        except names.WrongName:
            continue

    assert len({names.look(name) for name in given_out}) == len(given_out)
    assert all(len(name) <= 40 for name in given_out)


@given(st.integers(0, 10**9))
@pytest.mark.parametrize("leader", ["Fatma", "Bart Peeters", "Sofie"])
def test_a_disguised_facilitator_never_has_the_name_of_the_real_one(leader: str, seed: int) -> None:
    name = names.choose(disguised(leader, seed), taken=[], leaders=[leader])

    assert name.endswith(" (deelnemer)")
    assert names.look(name) != names.look(leader)


@pytest.mark.parametrize(
    "name",
    ["Begeleider", "de begeleider", "Fаcilitator", "Fatma, begeleider", "Admin", "BegeleiderFatma"],
)
def test_who_says_to_lead_is_called_a_participant(name: str) -> None:
    assert names.choose(name, taken=[]) == f"{names.clean(name)} (deelnemer)"


def test_an_ordinary_name_gets_nothing_added() -> None:
    leaders = ["Sofie", "Bart Peeters"]

    for name in ("Sofia de Vries", "Bart", "Hosta", "Administratie Genk", "Peet"):
        assert names.choose(name, taken=["Fatma"], leaders=leaders) == name


def test_a_long_name_makes_room_for_its_number() -> None:
    name = "W" * 40

    assert names.unique(name, [name]) == "W" * 38 + " 2"


def test_there_are_plenty_of_suggestions_and_all_are_usable_and_different() -> None:
    found = names.all_suggestions()

    assert len({names.look(name) for name in found}) == len(found) >= 400
    assert all(names.choose(name, taken=[]) == name for name in found)
    assert "Blauwe reiger" in found
