# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any list that people keep in a spreadsheet: CSV, XLSX, XLS or ODS, however messy. Pure.

`columns.py` guesses what stands where, a person corrects it, `sheet_rows.py` makes organisations
and links of it.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

from netwerkbouwer.common import grids
from netwerkbouwer.importing import layouts, sheet_rows
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader
from netwerkbouwer.organisations.files import UnreadableFile

TOGETHER = 50_000  # rows that are seen together: in them one organisation in two rows becomes one
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


def recognises(head: bytes, file_name: str) -> bool:
    """By the kind of file alone: what is in it is for `columns.py` to find out."""
    return file_name.lower().endswith(SUFFIXES)


def read(path: Path, options: Chosen | None) -> Iterator[Item]:
    """Every organisation that the sheet holds or names. Raises UnreadableFile."""
    try:
        yield from _read(
            path, options if isinstance(options, Options) else Options.model_validate({})
        )
    except grids.Unreadable as refusal:
        raise UnreadableFile(str(refusal)) from None


def _read(path: Path, options: Options) -> Iterator[Item]:
    rows = grids.rows(path, options.sheet)
    head = list(itertools.islice(rows, layouts.LOOKED_AT))
    layout = layouts.choose(head, options)
    lines = enumerate(itertools.chain(head, rows), start=1)
    below = (line for line in lines if line[0] > layout.header)
    named: set[str] = set()
    while together := list(itertools.islice(below, TOGETHER)):
        gathering = sheet_rows.Gathering(layout)
        for line, row in together:
            gathering.add(line, row)
        for made in gathering.rows():
            if made.key not in gathering.named or made.key not in named:
                yield made
        named.update(gathering.named)


READER = Reader(
    slug="sheet",
    name="Eigen lijst",
    licence="",
    licence_url="",
    url="",
    attribution="",
    how_often="zo vaak als de lijst verandert",
    priority=40,
    is_whole=False,
    suffixes=SUFFIXES,
    recognises=recognises,
    read=read,
    fetch=None,
)
