# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables as people make them, read as rows of text."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import grids

TEXT = "Naam;Gemeente\nCafé 't Fonteintje;Aalst\nHuis van Alles;Genk\n"


def csv_file(folder: Path, raw: bytes) -> Path:
    path = folder / "lijst.csv"
    path.write_bytes(raw)
    return path


def workbook(path: Path, cells: dict[str, dict[tuple[int, int], Any]], **options: Any) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, values in cells.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in values.items():
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write(row, column, value)
            for block in options.get("merged", ()):
                sheet.merge_range(*block)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_csv_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    rows = list(grids.rows(csv_file(tmp_path, TEXT.encode(encoding))))
    assert rows[1] == ("Café 't Fonteintje", "Aalst")


@pytest.mark.parametrize("mark", list(";,\t|"))
def test_the_separator_follows_from_the_rows(tmp_path: Path, mark: str) -> None:
    lines = [["Naam", "Werkt met"], ["De Brug", "a, b; c"], ["Het Huis", "d"]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines)
    assert list(grids.rows(csv_file(tmp_path, text.encode()))) == [tuple(line) for line in lines]


def test_dates_and_whole_numbers_read_as_a_person_reads_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A": {(0, 0): 12.0, (0, 1): dt.datetime(2025, 1, 2)}})
    assert list(grids.rows(path)) == [("12", "2025-01-02")]


def test_every_cell_of_a_merged_block_says_what_the_block_says(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"A": {(1, 2): "a", (2, 2): "b", (3, 2): "c"}},
        merged=[(1, 1, 2, 1, "Samen")],
    )
    found = [row for row in grids.rows(path) if any(row)]
    assert found == [("Samen", "a"), ("Samen", "b"), ("", "c")]


def test_several_sheets_are_told_apart_and_empty_ones_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Uitleg": {}, "Lijst": {(0, 0): "x"}})
    assert [sheet.name for sheet in grids.sheets(path)] == ["Lijst"]
    assert list(grids.rows(path)) == [("x",)]


def test_a_sheet_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Lijst": {(0, 0): "x"}})
    with pytest.raises(grids.Unreadable, match="‘Elders’"):
        list(grids.rows(path, "Elders"))


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_damaged_workbook_is_refused_with_a_sentence(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(head + b"rubbish" * 100)
    with pytest.raises(grids.Unreadable, match="beschadigd"):
        list(grids.rows(path))


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_reading_crash(tmp_path_factory: Any, raw: bytes) -> None:
    path = csv_file(tmp_path_factory.mktemp("csv"), raw)
    rows: list[tuple[str, ...]] = []
    with contextlib.suppress(grids.Unreadable):
        rows = list(grids.rows(path))
    assert all(isinstance(cell, str) for row in rows for cell in row)
