# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads tables as people make them (CSV, XLSX, XLS, ODS) into rows of text. Pure.

Nothing here unpacks more than it is given: who takes files from outside checks their size and kind
first. Cells come as they would be read aloud: whole numbers without `.0`, dates as 2026-01-31.
"""

import codecs
import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import python_calamine

from netwerkbouwer.common import texts

LOOKED_AT = 64 * 1024  # characters of a CSV from which its separator follows
CHUNK = 1024 * 1024
LONGEST_CELL = 20_000
MOST_COLUMNS = 200
MOST_MERGED = 500  # rows of one merged block
EMPTY_END = 2_000  # so many empty rows below each other are the end of a sheet
DELIMITERS = ";,\t|"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unreadable(Exception):
    """The file holds no table we can read; the text is a Dutch sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file: how it is called, and how many rows and columns it takes."""

    name: str
    rows: int
    columns: int


Row = tuple[str, ...]


def is_workbook(head: bytes) -> bool:
    return head.startswith((_ZIP, _OLE))


def sheets(path: Path) -> list[Sheet]:
    """The visible sheets that hold anything; a CSV is one sheet without a name."""
    if not is_workbook(_head(path)):
        return [Sheet("", 0, 0)]
    with _opened(path) as book:
        try:
            found = list(_shown(book))
        except Exception:  # the edge, see _opened
            raise Unreadable(_DAMAGED) from None
    return [sheet for sheet in found if sheet.rows] or found[:1]


def _shown(book: python_calamine.CalamineWorkbook) -> Iterator[Sheet]:
    for meta in book.sheets_metadata:
        is_shown = meta.visible == python_calamine.SheetVisibleEnum.Visible
        if is_shown and meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(meta.name)
            yield Sheet(meta.name, sheet.height, sheet.width)


def rows(path: Path, sheet: str = "") -> Iterator[Row]:
    """Every row of a sheet (the first when none is named), empty ones too. Raises Unreadable."""
    if is_workbook(_head(path)):
        return _workbook_rows(path, sheet)
    return _csv_file_rows(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def _opened(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError:
        raise Unreadable(
            "Er staat een wachtwoord op dit rekenblad. Haal het wachtwoord eraf, bewaar het "
            "opnieuw en probeer het nog eens."
        ) from None
    except Exception:  # the edge: a damaged file makes the library answer with anything
        raise Unreadable(_DAMAGED) from None


_DAMAGED = (
    "Dit rekenblad is beschadigd. Open het, bewaar het opnieuw als .xlsx, .ods of .csv, en probeer "
    "het nog eens."
)


def _workbook_rows(path: Path, name: str) -> Iterator[Row]:
    known = [sheet.name for sheet in sheets(path)]
    if not known:
        raise Unreadable("Dit rekenblad is leeg. Kies een bestand met een rij per organisatie.")
    with _opened(path) as book:
        if name and name not in book.sheet_names:
            raise Unreadable(f"Het blad ‘{name}’ staat niet in dit bestand. Kies een ander blad.")
        try:
            sheet = book.get_sheet_by_name(name or known[0])
            yield from _filled(sheet)
        except Exception:  # the edge, see _opened
            raise Unreadable(_DAMAGED) from None


def _filled(sheet: python_calamine.CalamineSheet) -> Iterator[Row]:
    """The rows of a sheet, where each cell of a merged block says what the block says."""
    left = (sheet.start or (0, 0))[1]
    blocks: dict[int, list[tuple[int, int, int]]] = {}
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        if bottom - top < MOST_MERGED and last - first < MOST_COLUMNS:
            blocks.setdefault(top, []).append((bottom, first - left, last - left))
    waiting: list[tuple[int, int, int, str]] = []  # until which row, from and to column, text
    empty = 0
    for number, row in enumerate(sheet.iter_rows()):
        cells = [_cell(value) for value in row[:MOST_COLUMNS]]
        waiting = [block for block in waiting if block[0] >= number]
        for bottom, first, last in blocks.get(number, ()):
            if 0 <= first < len(cells) and cells[first]:
                waiting.append((bottom, first, last, cells[first]))
        for _, first, last, text in waiting:
            for place in range(first, min(last + 1, len(cells))):
                cells[place] = cells[place] or text
        empty = 0 if any(cells) else empty + 1
        if empty > EMPTY_END:
            return
        yield tuple(cells)


def _cell(value: object) -> str:
    """A cell as a person reads it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return texts.clean(str(value)[:LONGEST_CELL]).strip()


def encoding_of(path: Path) -> str:
    """How a text file is written: by its byte-order mark, else UTF-8 when all of it is, else what
    Windows writes (Windows-1252)."""
    head = _head(path)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1:8:2].strip(b"\0") == b"" and len(head) > 3:
        return "utf-16-le"
    if head[0:8:2].strip(b"\0") == b"" and len(head) > 3:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def dialect_of(text: str) -> str:
    """The separator that gives most rows the same number of cells, and more than one."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    return max(DELIMITERS, key=lambda mark: _regularity(lines, mark))


def _regularity(lines: Sequence[str], mark: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return (0.0, 0)
    usual, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
    wide = [width for width in widths if width > 1]
    return (times * min(usual - 1, 3) + len(wide), usual)


def decoded(raw: bytes) -> str:
    """A small text file as text, by the same guesses as for a large one."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # how Excel on Windows saves CSV


def csv_rows(file: TextIO, start: str) -> Iterator[Row]:
    """The rows of a CSV; `start` is its first part, which tells the separator."""
    lines = (line.replace("\0", "") for line in file)
    try:
        for row in csv.reader(lines, delimiter=dialect_of(start)):
            cells = row[:MOST_COLUMNS]
            yield tuple(texts.clean(cell[:LONGEST_CELL]).strip() for cell in cells)
    except csv.Error:
        raise Unreadable(
            "Deze lijst kunnen we niet lezen: er staat ergens een aanhalingsteken te veel of een "
            "heel lange tekst. Bewaar hem als .xlsx en probeer het opnieuw."
        ) from None


def _csv_file_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        start = file.read(LOOKED_AT)
        file.seek(0)
        yield from csv_rows(file, start)
