# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a sheet of paper is made of: cells to write in, each with what it asks. Pure data.

The same sheets are printed and typed in, so the order of typing is the order of the paper.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from netwerkbouwer.methods.template import Method, Zone, ZoneKind

CARDS_IN_CELL = 8  # thoughts that someone may have put into one cell


class Ask(StrEnum):
    """How one thing in a cell is written down and typed in."""

    TEXT = "text"
    """The card's own text, on a line."""
    LONG_TEXT = "long_text"
    LINE = "line"
    LONG = "long"
    DATE = "date"
    YEAR = "year"
    MUNICIPALITY = "municipality"
    PLACE = "place"
    """A municipality of a candidate: words that we do not know are kept."""
    SECTOR = "sector"
    IDEA = "idea"
    CHOICE = "choice"
    CHOICES = "choices"
    TYPE = "type"
    """Which type of card it is."""
    TICK = "tick"
    """Whether something on a list was ticked."""
    LINE_OF_ROWS = "row"
    """For a matrix without lines yet: in which row, and in which column, the thought belongs."""
    LINE_OF_COLUMNS = "column"


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that a cell asks."""

    key: str
    ask: Ask
    label: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on paper: what is written there becomes a card, or several."""

    key: str
    """Which cell it is on the board, for ever: what was printed with its code stays true."""
    zone: str
    card_type: str
    label: str
    """Where it is on the sheet, in words."""
    inputs: tuple[Input, ...] = (Input("text", Ask.TEXT),)
    explain: str = ""
    """What stands below the label on paper."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Fields that follow from the place: column, row, item of a deck."""
    parent: str = ""
    """The key of the cell whose card this one hangs under."""
    is_single: bool = False
    """The zone has one card, that is always there."""
    is_private: bool = False
    """Tied to a card that not everyone may see: not printed."""

    @property
    def is_tick(self) -> bool:
        return self.inputs[0].ask == Ask.TICK


class Layout(StrEnum):
    BOXES = "boxes"
    COLUMNS = "columns"
    MATRIX = "matrix"
    TABLE = "table"
    TICKS = "ticks"


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet: cells in rows, with what stands above and beside them."""

    layout: Layout
    cells: tuple[tuple[Cell, ...], ...]
    title: str = ""
    heads: tuple[Head, ...] = ()
    row_heads: tuple[str, ...] = ()

    def in_order(self) -> Iterator[Cell]:
        """As people write: down a column, then the next; elsewhere row by row."""
        if self.layout != Layout.COLUMNS:
            for row in self.cells:
                yield from row
            return
        for number in range(len(self.heads)):
            for row in self.cells:
                if number < len(row):
                    yield row[number]


def code_key(sheet: str) -> str:
    return f"sheet|{sheet}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing to fill in at a table; on paper one page, or more when it does not fit."""

    key: str
    step: str
    zones: tuple[str, ...]
    title: str
    prompt: str
    blocks: tuple[Block, ...]
    note: str = ""
    """What to know before writing: who will see it, or when to turn the sheet over."""
    is_extra: bool = False
    """Not what every table needs: printed only when someone asks for it."""

    @property
    def code_key(self) -> str:
        """What the sheet's own code is made from."""
        return code_key(self.key)

    def cells(self) -> list[Cell]:
        """Those to fill in, in the order of typing."""
        return [cell for block in self.blocks for cell in block.in_order()]

    def to_write(self) -> list[Cell]:
        """Those that count as work: a list is looked through, not filled."""
        return [cell for cell in self.cells() if not cell.is_tick]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a matrix that is a card itself."""

    card: str
    label: str
    age: int = 0
    """When it came onto the board; a higher number is later."""
    is_private: bool = False
    is_removed: bool = False


def card_id(board: str, table: int | None, cell: str, part: object) -> str:
    """The id of the card that a cell of a table's sheet becomes.

    Always the same, so that a sheet typed in twice, or by two people, makes no doubles. `part`
    counts the cards within the cell.
    """
    text = f"{board}:{table or 0}:{cell}:{part}"
    digest = hashlib.sha256(f"paper:{text}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


Lines = Mapping[str, Sequence[Line]]
"""Per zone its cards in their order, also those that are gone."""


PRIVATE_NOTE = "Wat je hier schrijft, is op het scherm alleen te zien voor wie meewerkt."
TURN_NOTE = "Leg dit vel omgekeerd neer. Draai het pas om als jullie zelf iets schreven."


def zone_sheet(
    method: Method, zone: Zone, *blocks: Block, number: int = 1, title: str = ""
) -> Sheet:
    """A sheet of one zone."""
    is_private = zone.private or (bool(zone.types) and all(one.private for one in zone.types))
    note = TURN_NOTE if zone.reveal == "after_own" else PRIVATE_NOTE if is_private else ""
    return Sheet(
        key=f"{zone.key}.{number}",
        step=method.step_of(zone.key).slug,
        zones=(zone.key,),
        title=title or zone.title,
        prompt=zone.prompt,
        blocks=blocks,
        note=note,
        is_extra=zone.reveal == "after_own",
    )


def in_rows(found: Sequence[Cell], across: int) -> tuple[tuple[Cell, ...], ...]:
    """Cells side by side, so many in a row."""
    return tuple(tuple(found[i : i + across]) for i in range(0, len(found), across))


SMALL = {ZoneKind.TEXT, ZoneKind.PLACE, ZoneKind.CHOICE}


def is_small(zone: Zone) -> bool:
    """Whether a zone needs only a part of a sheet."""
    return zone.kind in SMALL and len(zone.choices) <= 8
