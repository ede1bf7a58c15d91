# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which organisations a cell of a messy sheet names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import mentions

PLACES = {"lekkerkerk", "gouda", "schoonhoven"}
KINDS = ("bibliotheek", "koor", "school", "club", "museum", "fanfare")


def read(cell: str, *known: str) -> mentions.Read:
    return mentions.read(
        cell,
        is_place=lambda text: text.strip().lower() in PLACES,
        is_kind=lambda text: any(kind in text.lower() for kind in KINDS),
        known={mentions.core(name) for name in known},
    )


def names(cell: str, *known: str) -> list[str]:
    return [mention.name for mention in read(cell, *known).mentions]


@pytest.mark.parametrize("mark", [", ", "; ", "\n", " / ", " + ", " | ", "\n- ", "\n2. "])
def test_every_way_of_listing_gives_the_same_names(mark: str) -> None:
    assert names(f"De Brug{mark}Het Huis{mark}'t Kasteel") == ["De Brug", "Het Huis", "'t Kasteel"]


def test_and_splits_two_organisations() -> None:
    assert names("bibliotheek Gouda en voetbalclub Dilettant") == [
        "bibliotheek Gouda", "voetbalclub Dilettant",
    ]  # fmt: skip
    assert names("De Brug, Het Huis en koor Cantabile") == ["De Brug", "Het Huis", "koor Cantabile"]


@pytest.mark.parametrize(
    "name",
    ["Zang en Vriendschap", "Natuur- en Vogelwerkgroep", "Kunst & Co", "Jeugd en Muziek Gouda"],
)
def test_and_inside_a_name_stays(name: str) -> None:
    assert names(name) == [name]
    assert names(f"De Brug, {name}") == ["De Brug", name]


def test_a_known_name_stays_whole_and_shows_where_others_end() -> None:
    assert names("Koor en Club", "Koor en Club") == ["Koor en Club"]
    assert names("Zang en Vriendschap en De Brug", "De Brug") == ["Zang en Vriendschap", "De Brug"]


def test_what_stands_in_parentheses_is_understood() -> None:
    (found,) = read("Kunst Na Arbeid (KNA) (Lekkerkerk) (sinds 2019)").mentions
    assert found == mentions.Mention("Kunst Na Arbeid", "Lekkerkerk", date(2019, 1, 1), "KNA")
    assert names("De Brug (loopt moeizaam, even bellen)") == ["De Brug"]
    assert names("De Brug - nog navragen") == ["De Brug"]


def test_a_department_counts_for_the_whole_and_is_kept() -> None:
    (found,) = read("IJsclub Ammerstol, afd. jeugd (loopt goed)").mentions
    assert (found.name, found.part) == ("IJsclub Ammerstol", "afd. jeugd")
    assert names("Gemeente Gouda (afdeling cultuur)") == ["Gemeente Gouda"]


def test_a_clustered_cell_gives_its_members() -> None:
    assert names("scholen: De Wegwijzer, 't Carillon") == ["De Wegwijzer", "'t Carillon"]
    assert names("Kerken (De Hoeksteen, Petrus en Paulus)") == ["De Hoeksteen", "Petrus en Paulus"]


@pytest.mark.parametrize(
    "cell", ["-", "geen", "n.v.t.", "?", "x", "nog navragen", "", "  ", "etc."]
)
def test_what_says_nothing_gives_nothing(cell: str) -> None:
    assert read(cell) == mentions.Read((), ())


@pytest.mark.parametrize("cell", ["alle basisscholen", "de kerken in Lekkerkerk", "vrijwilligers"])
def test_a_group_is_left_out_and_told(cell: str) -> None:
    assert read(cell).left_out == ((cell, "dit is een groep, geen organisatie"),)


@pytest.mark.parametrize("cell", ["dhr. Jansen", "Mevrouw De Wit", "de heer P. Bos"])
def test_a_person_is_left_out_and_told(cell: str) -> None:
    assert read(cell).left_out == ((cell, "dit is een persoon"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stichting De Brug", "de brug"),
        ("Café 't Hoekje vzw", "CAFE HET HOEKJE".replace("HET ", "'T ")),
        ("Kunst Na Arbeid", "KunstNaArbeid"),
        ("Muziekver. Lekstroom", "Muziekvereniging Lekstroom"),
        ("Hist. ver. Stolwijk", "Historische Vereniging Stolwijk"),
    ],
)
def test_spellings_of_one_name_have_one_core(one: str, other: str) -> None:
    assert mentions.core(one) == mentions.core(other)


@given(st.text(max_size=300))
def test_any_text_gives_clean_names_within_their_limits(cell: str) -> None:
    for mention in read(cell).mentions:
        assert 0 < len(mention.name) <= mentions.LONGEST
        assert mention.name == mention.name.strip()


@given(
    st.lists(st.sampled_from(["De Brug", "Het Huis", "Toon Hermans Huis", "Basta"]), unique=True)
)
def test_a_list_of_names_comes_back_as_it_was(wanted: list[str]) -> None:
    assert names(", ".join(wanted)) == wanted
