# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets of a matrix, whose rows and columns may be cards of other sheets. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from netwerkbouwer.boards.paper.cells import (
    Ask,
    Block,
    Cell,
    Choice,
    Head,
    Input,
    Layout,
    Line,
    Lines,
    Sheet,
    in_rows,
    zone_sheet,
)
from netwerkbouwer.methods.template import Column, Method, Zone

MATRIX_COLUMNS = 5  # of a matrix on one sheet, so that there is room to write
MATRIX_ROWS = 5
MOST_PARTS = 150
MOST_CELLS = MOST_PARTS * MATRIX_ROWS * MATRIX_COLUMNS  # well below the number of codes
OPEN_MATRIX = 6  # cells of a matrix whose rows and columns are not known yet


def keys(zone: Zone, lines: Lines) -> list[str]:
    """Every cell of a matrix, the oldest first, with those of lines that are gone.

    Of a very large one only the cells on its sheets: codes are for what someone can print.
    """
    rows, columns = (
        lines.get(source, ()) if source else [Line(one.key, one.label) for one in fixed]
        for source, fixed in (
            (zone.rows_from, zone.rows),
            (zone.columns_from, zone.columns),
        )
    )
    pairs = [(row, column) for row in rows for column in columns]
    if len(pairs) > MOST_CELLS:
        pairs = [(r, c) for some, beside in _parts(zone, lines) for r in some for c in beside]
    pairs.sort(key=lambda pair: (max(pair[0].age, pair[1].age), pair[0].card, pair[1].card))
    return [_key(zone, row, column) for row, column in pairs]


def sheet_keys(zone: Zone) -> list[str]:
    """The keys of all sheets it may ever have, so that each keeps its code as the matrix grows."""
    return [f"{zone.key}.{number}" for number in range(MOST_PARTS + 1)]


def _key(zone: Zone, row: Line, column: Line) -> str:
    return f"{zone.key}|{row.card}|{column.card}"


def sheets(method: Method, zone: Zone, lines: Lines) -> Iterator[Sheet]:
    """A sheet per part of the grid, and one for thoughts without a row and column yet."""
    parts = _parts(zone, lines)
    for number, (rows, columns) in enumerate(parts, 1):
        yield zone_sheet(method, zone, _matrix_block(zone, rows, columns), number=number)
    rows = _lines(zone.rows_from, zone.rows, lines)
    columns = _lines(zone.columns_from, zone.columns, lines)
    yield replace(_open_matrix(method, zone, rows, columns), is_extra=bool(parts))


def _parts(zone: Zone, lines: Lines) -> list[tuple[list[Line], list[Line]]]:
    """The grid in parts that fit on a sheet."""
    rows = _lines(zone.rows_from, zone.rows, lines)
    columns = _lines(zone.columns_from, zone.columns, lines)
    return [
        (rows[top : top + MATRIX_ROWS], columns[left : left + MATRIX_COLUMNS])
        for top in range(0, len(rows), MATRIX_ROWS)
        for left in range(0, len(columns), MATRIX_COLUMNS)
    ][:MOST_PARTS]


def _lines(source: str | None, fixed: Sequence[Column], lines: Lines) -> list[Line]:
    if source is not None:
        return [one for one in lines.get(source, ()) if not one.is_removed]
    return [Line(one.key, one.label) for one in fixed]


def _matrix_block(zone: Zone, rows: Sequence[Line], columns: Sequence[Line]) -> Block:
    found = tuple(
        tuple(
            Cell(
                key=_key(zone, row, column),
                zone=zone.key,
                card_type="cell",
                label=f"{row.label} × {column.label}",
                fixed={"row": row.card, "column": column.card},
                is_private=row.is_private or column.is_private,
            )
            for column in columns
        )
        for row in rows
    )
    return Block(
        Layout.MATRIX,
        found,
        heads=tuple(Head(column.label) for column in columns),
        row_heads=tuple(row.label for row in rows),
    )


def _open_matrix(
    method: Method, zone: Zone, rows: Sequence[Line], columns: Sequence[Line]
) -> Sheet:
    """Cells for thoughts whose row and column people write down themselves."""
    names = [
        method.zones[source].title if source else "Rij"
        for source in (zone.rows_from, zone.columns_from)
    ]
    asked = tuple(
        Input(
            key,
            ask,
            name,
            tuple(Choice(one.card, one.label) for one in known),
        )
        for key, ask, name, known in (
            ("row", Ask.LINE_OF_ROWS, names[0], rows),
            ("column", Ask.LINE_OF_COLUMNS, names[1], columns),
        )
    )
    found = [
        Cell(
            key=f"{zone.key}|open|{number}",
            zone=zone.key,
            card_type="cell",
            label=f"vak {number}",
            inputs=(*asked, Input("text", Ask.TEXT)),
        )
        for number in range(1, OPEN_MATRIX + 1)
    ]
    title = f"{zone.title} (zelf rij en kolom invullen)"
    return zone_sheet(method, zone, Block(Layout.BOXES, in_rows(found, 3)), number=0, title=title)
