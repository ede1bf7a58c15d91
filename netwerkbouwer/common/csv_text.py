# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes tables as CSV that a spreadsheet opens as text, never as a formula. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

from netwerkbouwer.common import texts

# OWASP ASVS 5.0, 1.2.10, with the full-width forms that some programs read as the plain ones, and
# the percent sign that older ones take for a command.
FORMULA_STARTS = frozenset("=+-@%\t\r\n\0＝＋－＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads accents wrong

Value = str | int | float | None


def safe_cell(value: Value) -> str | int | float:
    """Give a value that no spreadsheet runs: text that could start a formula gets a `'` before it.

    Numbers stay numbers; a text is cleaned of control characters and kept on one line.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    raw = value.lstrip(" ")
    line = texts.clean_line(value)
    return f"'{line}" if raw[:1] in FORMULA_STARTS or line[:1] in FORMULA_STARTS else line


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Give the text of a CSV file with `;` between fields, as spreadsheets in Dutch expect."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + made.getvalue()
