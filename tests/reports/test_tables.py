# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The partner table: what is in it, and that no cell of it is ever a formula."""

import csv
import dataclasses
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.reports import tables
from netwerkbouwer.reports.rows import Answer, Row
from tests.reports import papers, stories

EMPTY = Row(
    card="1", identity=("", ""), name="", code="", place="", sectors=(), sector_labels=(),
    half="culture", ideas=(), exercise="", supralocal=Answer("", ""), crossing=Answer("", ""),
    chosen=False, dropped=False, not_for_us=False, doubtful=False, status="", since="",
    next_step="", next_on="", website="", contact_role="", contact_person="", notes="",
)  # fmt: skip
FORMULAS = tuple("=+-@\t\r\n\0＝＋－＠")


def csv_cells(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))


def xlsx_cells(made: bytes) -> list[list[tuple[object, str]]]:
    """Value and type of every cell: 's' is text, 'f' a formula."""
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.django_db
def test_the_table_has_everyone_with_place_sector_idea_and_hints() -> None:
    made = papers.make(stories.cultural_centre(), "partners.csv")

    header, *lines = csv_cells(made)
    found = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert made.startswith(b"\xef\xbb\xbf")
    assert len(found) == 5
    harmony = found["Harmonie De Ware Vrienden"]
    assert harmony["Gemeente"] == "Ninove"
    assert harmony["Sector"] == "Amateurkunsten"
    assert harmony["Idee"].startswith("Open repetities")
    assert harmony["Gekozen"] == "ja"
    assert harmony["Bovenlokaal?"]
    assert "Ninove" in harmony["Bovenlokaal: waarom"]
    assert found["Kunsthumaniora Voorbeeld"]["Grensverleggend?"] == "ja"


@pytest.mark.django_db
def test_both_tables_say_the_same() -> None:
    by = stories.cultural_centre()

    cells = [
        [str(value or "") for value, _ in row]
        for row in xlsx_cells(papers.make(by, "partners.xlsx"))
    ]

    assert cells == csv_cells(papers.make(by, "partners.csv"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text() | st.sampled_from(FORMULAS).map(lambda c: c + "1+1"), min_size=6, max_size=6)
)
def test_no_text_becomes_a_formula(given_texts: list[str]) -> None:
    name, place, idea, website, notes, person = given_texts
    row = dataclasses.replace(
        EMPTY, name=name, place=place, ideas=(idea,), website=website, notes=notes,
        contact_person=person,
    )  # fmt: skip

    as_csv = csv_cells(tables.as_csv([row], with_private=True))[1]
    as_xlsx = xlsx_cells(tables.as_xlsx([row], with_private=True))[1]

    assert not [cell for cell in as_csv if cell.lstrip(" ").startswith(FORMULAS)]
    assert {kind for value, kind in as_xlsx if value is not None} <= {"s"}
    assert not [value for value, _ in as_xlsx if str(value or "").startswith(FORMULAS)]


def test_a_telephone_number_stays_as_typed() -> None:
    row = dataclasses.replace(EMPTY, name="0032 53 00 00 00", notes="1e5")

    cells = xlsx_cells(tables.as_xlsx([row], with_private=False))[1]

    assert ("0032 53 00 00 00", "s") in cells
    assert ("1e5", "s") in cells


def test_contact_persons_are_a_column_only_when_asked() -> None:
    assert "Contactpersoon" not in tables.as_csv([EMPTY], with_private=False).decode()
    assert "Contactpersoon" in tables.as_csv([EMPTY], with_private=True).decode()
