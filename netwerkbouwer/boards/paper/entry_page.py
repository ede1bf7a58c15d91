# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sheet as a form: the cells in the order of the paper, with what was typed in already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from netwerkbouwer.boards import models
from netwerkbouwer.boards.paper.cells import CARDS_IN_CELL, Ask, Block, Cell, Input, Layout, Sheet
from netwerkbouwer.boards.paper.entries import Problem, Spot
from netwerkbouwer.boards.paper.queries import Paper, Written
from netwerkbouwer.boards.zones import fields

LONG_LINE = 90  # characters; a longer text gets more lines to type in


@dataclass(frozen=True, slots=True)
class EntryField:
    """One thing to type."""

    asked: Input
    name: str
    was_name: str
    values: list[str]
    was: str
    problem: str = ""
    is_fixed: bool = False
    """Cannot be changed once the card is there."""

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def is_long(self) -> bool:
        tall = self.asked.ask in (Ask.LONG_TEXT, Ask.LONG)
        return tall or len(self.value) > LONG_LINE or "\n" in self.value


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One card of a cell, or the room for one."""

    part: int
    fields: list[EntryField]
    is_filled: bool
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class EntryCell:
    cell: Cell
    code: str
    cards: list[EntryCard]
    """Those that are there; an empty one when there are none."""
    more: EntryCard | None
    """Room for one thought more."""
    is_here: bool
    """Where the cursor starts."""

    @property
    def is_line(self) -> bool:
        """Whether it is one line below a heading that says what it is about."""
        return "column" in self.cell.fixed and len(self.cell.inputs) == 1

    @property
    def is_filled(self) -> bool:
        return any(card.is_filled for card in self.cards)


@dataclass(frozen=True, slots=True)
class EntryGroup:
    title: str
    prompt: str
    cells: list[EntryCell]

    @property
    def is_ticks(self) -> bool:
        return bool(self.cells) and self.cells[0].cell.is_tick


@dataclass(frozen=True)
class EntryPage:
    """What the form of one sheet shows; with `typed` and `problems` after a refusal."""

    paper: Paper
    written: Mapping[str, list[Written]]
    here: str
    """The code of the cell where the cursor starts."""
    typed: QueryDict | None = None
    problems: Sequence[Problem] = ()

    def groups(self, sheet: Sheet) -> list[EntryGroup]:
        return [group for block in sheet.blocks for group in self._of_block(block)]

    def _of_block(self, block: Block) -> Iterator[EntryGroup]:
        if block.layout == Layout.COLUMNS:
            for number, head in enumerate(block.heads):
                column = [row[number] for row in block.cells if number < len(row)]
                yield EntryGroup(head.label, head.prompt, [self._cell(cell) for cell in column])
        elif block.layout == Layout.MATRIX:
            for label, row in zip(block.row_heads, block.cells, strict=True):
                yield EntryGroup(label, "", [self._cell(cell) for cell in row])
        else:
            yield EntryGroup(block.title, "", [self._cell(cell) for cell in block.in_order()])

    def _cell(self, cell: Cell) -> EntryCell:
        code = self.paper.codes[cell.key]
        known = {one.part: one for one in self.written.get(cell.key, ())}
        there = [self._card(cell, code, one.part, one) for one in known.values() if one.is_there]
        free = [n for n in range(CARDS_IN_CELL) if n not in known or not known[n].is_there]
        if not there:
            first = 0 if cell.is_single else free[0]
            return EntryCell(
                cell, code, [self._card(cell, code, first, known.get(first))], None, self._is(code)
            )
        many = not (cell.is_single or cell.is_tick or cell.card_type == "exercise")
        more = self._card(cell, code, free[0], known.get(free[0])) if many and free else None
        return EntryCell(cell, code, there, more, self._is(code))

    def _is(self, code: str) -> bool:
        return code == self.here

    def _card(self, cell: Cell, code: str, part: int, found: Written | None) -> EntryCard:
        spot = Spot(code, part)
        shown = found if found is not None and found.is_there else None
        made = [self._field(cell, spot, one, shown) for one in cell.inputs]
        return EntryCard(
            part,
            made,
            is_filled=shown is not None and shown.is_filled,
            is_hidden=shown is not None and shown.is_hidden,
        )

    def _field(self, cell: Cell, spot: Spot, one: Input, found: Written | None) -> EntryField:
        stored = stored_values(one, found)
        problem = next((p for p in self.problems if p.spot == spot and p.key == one.key), None)
        name = spot.name(one.key)
        # What could not be saved stays as it was typed; the rest shows what is on the board now.
        keep = self.typed is not None and any(p.spot == spot for p in self.problems)
        values = self.typed.getlist(name) if keep and self.typed is not None else stored
        return EntryField(
            asked=one,
            name=name,
            was_name=spot.name(one.key, "w"),
            values=values,
            was=",".join(stored),
            problem=problem.sentence if problem else "",
            is_fixed=one.ask == Ask.TYPE and found is not None,
        )


def stored_values(one: Input, found: Written | None) -> list[str]:
    """What is on the board for one thing that a cell asks, as it is typed."""
    if found is None or found.row is None:
        return []
    row = found.row
    match one.ask:
        case Ask.TEXT | Ask.LONG_TEXT:
            return [row.text] if row.text else []
        case Ask.TYPE:
            return [row.type]
        case Ask.TICK:
            return ["on"]
        case Ask.IDEA:
            idea = found.idea
            return [idea.text] if idea and not idea.is_removed and idea.text else []
        case Ask.SECTOR:
            return list(row.fields.get("sectors", []))[:1]
        case Ask.PLACE | Ask.MUNICIPALITY:
            return _place(one, row)
    value = row.fields.get(one.key)
    return [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []


def _place(one: Input, row: models.Card) -> list[str]:
    key = "municipality" if one.ask == Ask.PLACE else one.key
    name = fields.municipality_name(row.fields.get(key)) or str(row.fields.get("place_text", ""))
    return [name] if name else []
