# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How one sheet is read: where its headings are and which column means what. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netwerkbouwer.common import grids, texts
from netwerkbouwer.importing import columns
from netwerkbouwer.importing.options import Options

LOOKED_AT = 200  # rows from which the headings follow


@dataclass(frozen=True, slots=True)
class Layout:
    """`header` is the row of the headings, counted from 1; 0 when there are none."""

    header: int
    labels: tuple[str, ...]
    means: Mapping[str, tuple[int, ...]]
    municipality: str = ""
    file_name: str = ""

    def cells(self, row: Sequence[str], means: str) -> list[str]:
        """What a row says in the columns of one meaning, without the empty ones."""
        places = self.means.get(means, ())
        return [row[place] for place in places if place < len(row) and row[place]]

    def first(self, row: Sequence[str], means: str) -> str:
        return next(iter(self.cells(row, means)), "")


@dataclass(frozen=True, slots=True)
class Guess:
    """What we make of a sheet before anybody chose anything."""

    header: int
    columns: tuple[columns.Column, ...]


def guess(rows: Sequence[Sequence[str]], header: int | None = None) -> Guess:
    """Find the headings and guess the columns. `rows` are the first ones, empty ones too."""
    place = columns.header_row(rows) if header is None else min(header, len(rows)) - 1
    below = [row for row in rows[place + 1 :] if any(row)]
    width = max(map(len, rows), default=0)
    labels = columns.labels(rows[place] if place >= 0 else (), width)
    used = [i for i in range(len(labels)) if place >= 0 and _is_used(rows[place], below, i)]
    found = columns.guess(labels, below)
    kept = [found[i] for i in (used if place >= 0 else range(len(found)))]
    return Guess(place + 1, tuple(kept))


def _is_used(head: Sequence[str], below: Sequence[Sequence[str]], place: int) -> bool:
    has_head = place < len(head) and bool(head[place])
    return has_head or any(place < len(row) and row[place] for row in below)


def choose(rows: Sequence[Sequence[str]], options: Options) -> Layout:
    """The layout someone chose; what they did not choose is guessed. Raises grids.Unreadable."""
    told = options.extra.get("header")
    header = int(told) if isinstance(told, int | str) and str(told).isdecimal() else None
    guessed = guess(rows, header)
    mapping = options.mapping or columns.mapping_of(
        guessed.columns, with_people=bool(options.contacts_purpose)
    )
    width = max(map(len, rows), default=0)
    labels = columns.labels(rows[guessed.header - 1] if guessed.header else (), width)
    means: dict[str, tuple[int, ...]] = {}
    for place, label in enumerate(labels):
        if meaning := mapping.get(label):
            means[meaning] = (*means.get(meaning, ()), place)
    if "name" not in means:
        raise grids.Unreadable(
            "We vinden geen kolom met namen. Zet boven die kolom ‘Naam’, of kies hem zelf."
        )
    file_name = texts.clean_line(str(options.extra.get("file_name", "")))[:120]
    return Layout(guessed.header, labels, means, options.municipality, file_name)
