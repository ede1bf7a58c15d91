# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations typed twice are found, with reasons; others are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards.sessions import duplicates
from netwerkbouwer.boards.sessions.duplicates import Joining, Named, Twins

GENK, HASSELT = "71016", "71022"
NAMES = ["Chiro", "KSA Genk", "Bib", "bibliotheek", "CC De Velinx", "Cultuurcentrum de Velinx", "!"]


def twins(one: str, other: str, first: str = GENK, second: str = GENK) -> Twins | None:
    found = duplicates.find([Named("1", one, first), Named("2", other, second)])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Cultuurcentrum Genk", "cc genk", "De namen zijn dezelfde."),
        ("VZW De Brug", "De Brug", "De namen zijn dezelfde."),
        ("Harmonie Sint-Cecilia", "St.-Cecilia Harmonie", "De namen zijn dezelfde."),
        ("Jeugdhuis Rondpunt26", "Jeugdhuis Rondpunt 26", "spaties"),
        ("Muziekacademie", "Muziekakademie", "spelling"),
        ("Chiro", "Chiro Sint-Jan", "helemaal in de andere"),
    ],
)
def test_a_name_typed_twice_is_found(one: str, other: str, reason: str) -> None:
    found = twins(one, other)

    assert found is not None
    assert reason in found.reasons[0]
    assert found.reasons[1] == "Allebei in Genk."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Basisschool De Regenboog", "Basisschool De Zonnebloem"),
        ("Basisschool 1", "Basisschool 2"),
        ("OKRA Noord", "OKRA Zuid"),
        ("Chiro Sint-Jan", "Chiro Sint-Jozef"),
        ("Scouts 12", "Scouts"),
        ("Koor", "Kok"),
    ],
)
def test_other_organisations_stay_apart(one: str, other: str) -> None:
    assert twins(one, other) is None


def test_the_same_name_in_two_municipalities_is_two_organisations() -> None:
    assert twins("Chiro", "Chiro", GENK, HASSELT) is None


def test_without_a_municipality_it_is_less_sure_and_says_so() -> None:
    here, nowhere = twins("Chiro", "Chiro"), twins("Chiro", "Chiro", GENK, "")

    assert here is not None
    assert nowhere is not None
    assert nowhere.score < here.score
    assert nowhere.reasons[1] == "Bij één van beide staat geen gemeente."
    assert twins("Chiro", "Chiro Sint-Jan", GENK, "") is None


def test_two_of_the_directory_are_two() -> None:
    one, other = (Named(key, "Chiro", GENK, organisation=key) for key in "ab")

    assert duplicates.find([one, other]) == []
    (found,) = duplicates.find([one, Named("c", "Chiro", GENK)])
    assert found.reasons[-1] == "Eén van beide komt uit de gids."


def test_a_place_as_typed_and_an_unknown_code_are_places_too() -> None:
    typed = [
        Named("a", "Chiro", place="Prato"),
        Named("b", "Chiro", place="prato"),
        Named("c", "Chiro", place="Lille"),
    ]
    coded = [Named(key, "Chiro", "99999") for key in "de"]

    assert [(t.one, t.other) for t in duplicates.find(typed)] == [("a", "b")]
    assert len(duplicates.find(coded)) == 1


named = st.builds(
    Named,
    id=st.just(""),
    name=st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=20)),
    municipality=st.sampled_from(["", GENK, HASSELT]),
)


@given(st.lists(named, max_size=15))
@settings(deadline=None)
def test_each_pair_is_found_once_and_never_over_a_border(found: list[Named]) -> None:
    rows = [Named(f"{number:02}", one.name, one.municipality) for number, one in enumerate(found)]
    place = {one.id: one.municipality for one in rows}
    pairs = duplicates.find(rows)

    assert len({frozenset((t.one, t.other)) for t in pairs}) == len(pairs)
    for each in pairs:
        assert each.one != each.other
        assert 0 < each.score <= 1
        assert len({place[each.one], place[each.other]} - {""}) <= 1


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 2), max_size=8),
       st.lists(st.tuples(*[st.integers(0, 6)] * 2), max_size=4))  # fmt: skip
def test_sets_grow_but_never_over_what_is_kept_apart(
    joined: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    pairs = [(str(a), str(b)) for a, b in apart if a != b]
    joining = Joining([str(number) for number in range(7)], pairs)
    for one, other in joined:
        joining.join(str(one), str(other))

    assert all(joining.root(a) != joining.root(b) for a, b in pairs)
    if not pairs:
        assert all(joining.root(str(a)) == joining.root(str(b)) for a, b in joined)
