# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the headings are and what each column means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import columns

HEADINGS = ["Naam organisatie", "Kern", "Soort", "Werkt samen met", "Contactpersoon", "E-mail"]
ROWS = [
    ["De Brug", "Lekkerkerk", "welzijn", "Het Huis, KNA", "Jan de Wit", "jan.dewit@gmail.com"],
    ["Het Huis", "Gouda", "sport", "De Brug", "P. Bos", "p.bos@hotmail.com"],
    ["KNA", "Haastrecht", "muziek", "", "A. Kok", "annekok@kpnmail.nl"],
]


def meanings(header: list[str], rows: list[list[str]]) -> list[str]:
    return [column.means for column in columns.guess(columns.labels(header, len(header)), rows)]


def test_every_column_of_a_usual_list_is_understood() -> None:
    assert meanings(HEADINGS, ROWS) == [
        "name", "place", "sector", "works_with", "person", "person_email",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["Met wie werken jullie samen?", "Met wie werkt u samen", "Werken samen met"]
)
def test_a_question_of_an_interview_is_a_heading_too(heading: str) -> None:
    assert meanings([*HEADINGS[:3], heading, *HEADINGS[4:]], ROWS)[3] == "works_with"


def test_headings_are_found_below_titles_and_empty_rows() -> None:
    above = [["Gesprekken 2025"], [], ["versie 3", "", "niet verspreiden"]]
    assert columns.header_row([*above, HEADINGS, *ROWS]) == 3


def test_a_list_without_headings_has_none() -> None:
    assert columns.header_row(ROWS) == -1


def test_a_list_of_names_alone_has_its_heading() -> None:
    assert columns.header_row([["Organisatie"], ["De Brug"], ["Het Huis"]]) == 0


@pytest.mark.parametrize(
    ("cells", "means"),
    [
        (["2941 AB", "2821 XC"], "postcode"),
        (["www.debrug.nl", "https://hethuis.nl/x"], "website"),
        (["Lekkerkerk", "Gouda"], "place"),
        (["Dorpsstraat 12", "Kerkweg 3a"], "street"),
        (["0180 123 456", "+31 182 345678"], "phone"),
        (["12-3-2025", "2025-04-01"], "checked_on"),
        (["V0123456", "V1234567"], "vcode"),
    ],
)
def test_a_column_without_a_heading_is_known_by_its_cells(cells: list[str], means: str) -> None:
    rows = [[f"Organisatie {i}", cell] for i, cell in enumerate(cells)]
    assert meanings(["Naam", ""], rows)[1] == means


def test_mail_of_an_organisation_and_of_a_person_are_told_apart() -> None:
    shared = [["a", "info@debrug.nl"], ["b", "secretariaat@hethuis.nl"]]
    assert meanings(["Naam", "E-mail"], shared)[1] == "email"
    assert meanings(["Naam", "E-mail contactpersoon"], shared)[1] == "person_email"


def test_people_are_left_out_unless_asked_for() -> None:
    found = columns.guess(columns.labels(HEADINGS, 6), ROWS)
    assert "Contactpersoon" not in columns.mapping_of(found)
    assert columns.mapping_of(found, with_people=True)["Contactpersoon"] == "person"


def test_several_columns_may_name_partners_but_one_alone_the_name() -> None:
    header = ["Naam", "Partner 1", "Partner 2", "Organisatie"]
    header[1:3] = ["Partners 1", "Partners 2"]
    assert meanings(header, [["a", "b", "c", "d"]]) == ["name", "works_with", "works_with", ""]


def test_numbers_of_rows_are_no_house_numbers() -> None:
    assert meanings(["Nr", "Naam"], [["1", "De Brug"], ["2", "Het Huis"]]) == ["", "name"]
    assert meanings(["Naam", "Straat", "Nr"], [["A", "Dijk", "1"]])[2] == "number"


def test_headings_that_are_alike_get_labels_that_are_not() -> None:
    assert columns.labels(["Partner", "Partner", "", "x"], 4) == (
        "Partner", "Partner (2)", "kolom 3", "x",
    )  # fmt: skip


def test_a_mapping_is_found_back_whatever_the_capitals_and_spaces() -> None:
    assert columns.digest(["Naam ", "KERN"]) == columns.digest(["naam", "Kern"])
    assert columns.digest(["naam", "kern"]) != columns.digest(["kern", "naam"])


def test_a_mapping_needs_one_name() -> None:
    assert columns.checked({"a": "place"}) == ["Kies welke kolom de naam van de organisatie bevat."]
    assert "‘gemeente of plaats’" in columns.checked({"a": "name", "b": "place", "c": "place"})[0]
    assert columns.checked({"a": "name", "b": "works_with", "c": "works_with"}) == []


@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=12))
def test_any_table_gives_a_guess_with_labels_that_differ(rows: list[list[str]]) -> None:
    place = columns.header_row(rows)
    header = rows[place] if place >= 0 else []
    found = columns.labels(header, max(map(len, rows), default=0))
    assert len(set(found)) == len(found)
    assert len(columns.guess(found, rows[place + 1 :])) == len(found)
