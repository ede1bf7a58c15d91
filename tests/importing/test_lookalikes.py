# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names in a list of people's own that may mean one organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import lookalikes
from netwerkbouwer.importing.lookalikes import Named

HERE = "GM1931"


def asked(*names: str) -> list[tuple[object, object]]:
    found = lookalikes.find([Named(name, name, HERE) for name in names])
    return [(pair.one, pair.other) for pair in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dansschool Polderklank", "Dansschool Poldreklank"),
        ("Oranjevereniging Berkenwoude", "Oranjevereniging Berkenwodue"),
        ("voetbalclub Haastrecht", "Voetbalvereniging Haastrecht"),
        ("kv Waardnest", "Korfbalvereniging Waardnest"),
        ("Torenburcht", "Toneelvereniging Torenburcht"),
        ("Harmonie Zilverkamp", "Muziekvereniging Zilverkamp"),
        ("De Sterrenboom", "Openbare Basisschool De Sterrenboom"),
    ],
)
def test_a_person_is_asked_about_what_may_be_one(one: str, other: str) -> None:
    assert asked(one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Voetbalvereniging Stolwijk", "Voetbalvereniging Haastrecht"),
        ("Voetbalvereniging Stolwijk", "Tennisvereniging Stolwijk"),
        ("Molenburcht", "Torenburcht"),
        ("Koor Zilverklank Stolwijk", "Koor Zilverklank Vlist"),
    ],
)
def test_what_is_clearly_two_is_not_asked(one: str, other: str) -> None:
    assert asked(one, other) == []


def test_one_name_for_two_kinds_is_said_to_be_that_and_comes_last() -> None:
    names = ["Fanfare Excelsior", "Ijsclub Excelsior", "IJSCLUB EXCELSIOR"]
    first, *others = lookalikes.find([Named(n, n, HERE) for n in names])
    assert (first.one, first.other) == ("Ijsclub Excelsior", "IJSCLUB EXCELSIOR")
    assert {pair.reason for pair in others} == {"dezelfde eigennaam, andere soort organisatie"}


def test_one_name_in_two_villages_is_two_and_an_unknown_village_is_asked() -> None:
    def in_villages(one: str, other: str) -> int:
        villages = enumerate((one, other))
        return len(lookalikes.find([Named(n, "Excelsior", HERE, village=v) for n, v in villages]))

    assert in_villages("Stolwijk", "Vlist") == 0
    assert in_villages("Stolwijk", "stolwijk") == 1
    assert in_villages("Stolwijk", "") == 1


def test_one_name_for_two_kinds_with_a_site_each_is_not_asked() -> None:
    def with_sites(one: str, other: str, second: str = "IJsclub Excelsior") -> int:
        named = [Named(1, "Fanfare Excelsior", HERE, website=one)]
        return len(lookalikes.find([*named, Named(2, second, HERE, website=other)]))

    assert with_sites("https://fanfare-excelsior.nl", "https://ijsclub.nl") == 0
    assert with_sites("https://excelsior.nl", "http://www.excelsior.nl/ijs") == 1
    assert with_sites("https://excelsior.nl", "") == 1
    assert with_sites("https://a-excelsior.nl", "https://b.nl", "fanfare excelsior") == 1


def test_two_municipalities_and_two_that_were_known_are_left_alone() -> None:
    named = [Named(1, "De Brug", HERE), Named(2, "De Brug", "GM0513")]
    assert lookalikes.find(named) == []
    assert lookalikes.find([Named(n, "De Brug", HERE, is_listed=False) for n in (1, 2)]) == []


def test_the_likeliest_are_asked_first() -> None:
    names = ["Harmonie Zilverkamp", "Muziekvereniging Zilverkamp", "Muziekvereniging Zilverkmap"]
    chances = [pair.chance for pair in lookalikes.find([Named(n, n, HERE) for n in names])]
    assert chances == sorted(chances, reverse=True)


@given(st.lists(st.text(max_size=40), max_size=12, unique=True))
def test_any_names_give_pairs_of_two_different_ones_with_a_reason(names: list[str]) -> None:
    for pair in lookalikes.find([Named(name, name, HERE) for name in names]):
        assert pair.one != pair.other
        assert 0 < pair.chance < 1
        assert pair.reason
