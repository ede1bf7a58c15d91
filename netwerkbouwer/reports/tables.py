# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The partners as a table for spreadsheets: CSV and XLSX, with text that stays text. Pure."""

import io
from collections.abc import Sequence

import xlsxwriter

from netwerkbouwer.common import csv_text
from netwerkbouwer.reports.rows import HALVES, Row

COLUMNS = (
    ("Naam", 34),
    ("Gemeente", 20),
    ("Gemeentecode", 14),
    ("Sector", 26),
    ("Boven of onder de lijn", 20),
    ("Bovenlokaal?", 15),
    ("Bovenlokaal: waarom", 44),
    ("Grensverleggend?", 17),
    ("Grensverleggend: waarom", 44),
    ("Gekozen", 9),
    ("Idee", 50),
    ("Denkoefening", 36),
    ("Stand", 16),
    ("Sinds", 18),
    ("Volgende stap", 28),
    ("Wanneer", 18),
    ("Website", 28),
    ("Contact", 22),
    ("Notities", 36),
)
CONTACT_PERSON = ("Contactpersoon", 26)
HEADER_LOOK = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
CELL_LOOK = {"text_wrap": True, "valign": "top"}


def columns(*, with_private: bool) -> tuple[tuple[str, int], ...]:
    """Headings with their width in characters; contact persons only when asked for."""
    return (*COLUMNS, CONTACT_PERSON) if with_private else COLUMNS


def cells(row: Row, *, with_private: bool) -> tuple[str, ...]:
    """One partner, in the order of the columns."""
    found = (
        row.name,
        row.place,
        row.code,
        ", ".join(row.sector_labels),
        HALVES[row.half],
        row.supralocal.word,
        row.supralocal.reason,
        row.crossing.word,
        row.crossing.reason,
        "ja" if row.chosen else "",
        "; ".join(row.ideas),
        row.exercise,
        row.status,
        row.since,
        row.next_step,
        row.next_on,
        row.website,
        row.contact_role,
        row.notes,
    )
    return (*found, row.contact_person) if with_private else found


def as_csv(rows: Sequence[Row], *, with_private: bool) -> bytes:
    """The table as CSV in UTF-8, with `;` between fields."""
    header = [name for name, _width in columns(with_private=with_private)]
    lines = [cells(row, with_private=with_private) for row in rows]
    return csv_text.to_csv(header, lines).encode()


def as_xlsx(rows: Sequence[Row], *, with_private: bool) -> bytes:
    """The table as a workbook of one sheet; every cell is written as text, none as a formula."""
    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("Partners")
        header, plain = book.add_format(HEADER_LOOK), book.add_format(CELL_LOOK)
        names = columns(with_private=with_private)
        for index, (name, width) in enumerate(names):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, name, header)
        for line, row in enumerate(rows, start=1):
            for index, text in enumerate(cells(row, with_private=with_private)):
                sheet.write_string(line, index, str(csv_text.safe_cell(text))[:32_000], plain)
        sheet.freeze_panes(1, 1)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(names) - 1)
    return made.getvalue()
