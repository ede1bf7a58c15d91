# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Thirty pairs looked up on a map by hand, against what was computed from the outlines."""

import pytest

from netwerkbouwer.places import gazetteer, queries

NEIGHBOURS = [
    ("Turnhout", "Oud-Turnhout"),
    ("Turnhout", "Vosselaar"),
    ("Gent", "Destelbergen"),
    ("Gent", "Merelbeke-Melle"),
    ("Aalst", "Lede"),
    ("Leuven", "Herent"),
    ("Mechelen", "Bonheiden"),
    ("Brugge", "Damme"),
    ("Kortrijk", "Harelbeke"),
    ("Hasselt", "Genk"),
    ("Antwerpen", "Mortsel"),
    ("Brussel", "Vilvoorde"),
    ("Oostende", "Bredene"),
    ("Amsterdam", "Diemen"),
    ("Utrecht", "Nieuwegein"),
    ("Eindhoven", "Veldhoven"),
]
ACROSS_THE_BORDER = [
    ("Baarle-Hertog", "Baarle-Nassau"),
    ("Essen", "Roosendaal"),
    ("Knokke-Heist", "Sluis"),
    ("Lanaken", "Maastricht"),
    ("Lommel", "Bergeijk"),
    ("Sint-Gillis-Waas", "Hulst"),
]
NO_NEIGHBOURS = [
    ("Turnhout", "Hoogstraten"),
    ("Gent", "Brugge"),
    ("Gent", "Aalst"),
    ("Leuven", "Mechelen"),
    ("Amsterdam", "Utrecht"),
    ("Terneuzen", "Vlissingen"),
    ("Lommel", "Eindhoven"),
    ("Maastricht", "Hasselt"),
]


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS + ACROSS_THE_BORDER)
def test_municipalities_that_adjoin_are_neighbours(one: str, other: str) -> None:
    here, there = queries.resolve(one), queries.resolve(other)

    assert queries.are_neighbours(here.code, there.code)
    assert queries.are_neighbours(there.code, here.code)
    assert there in queries.neighbours_of(here.code)


@pytest.mark.parametrize(("one", "other"), NO_NEIGHBOURS)
def test_municipalities_with_land_or_wide_water_between_them_are_not(one: str, other: str) -> None:
    here, there = queries.resolve(one), queries.resolve(other)

    assert not queries.are_neighbours(here.code, there.code)
    assert there not in queries.neighbours_of(here.code)


@pytest.mark.parametrize(("one", "other"), ACROSS_THE_BORDER)
def test_the_pairs_across_the_border_lie_in_two_countries(one: str, other: str) -> None:
    assert {queries.resolve(one).country, queries.resolve(other).country} == {"BE", "NL"}


def test_a_municipality_does_not_adjoin_itself_or_what_merged_into_it() -> None:
    assert not queries.are_neighbours("11002", "11002")
    assert not queries.are_neighbours("11002", "11007")


def test_neighbours_of_an_old_code_are_those_of_its_successor() -> None:
    assert queries.neighbours_of("11007") == queries.neighbours_of("11002")


def test_only_islands_have_no_neighbours() -> None:
    alone = [
        m.name
        for m in gazetteer.load().municipalities.values()
        if not queries.neighbours_of(m.code)
    ]

    assert sorted(alone) == ["Ameland", "Schiermonnikoog", "Terschelling", "Texel", "Vlieland"]
