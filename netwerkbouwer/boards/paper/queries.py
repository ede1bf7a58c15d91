# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheets of a board with their codes, and what was typed in from them already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Min

from netwerkbouwer.boards import models
from netwerkbouwer.boards.paper import cells, codes, sheets
from netwerkbouwer.boards.paper.cells import Cell, Line, Sheet
from netwerkbouwer.boards.stage import Viewer
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method, ZoneKind

UNSEEN = "…"
"""In the place of words that someone may not see now."""


@dataclass(frozen=True)
class Paper:
    """The sheets of one board."""

    board: models.Board
    method: Method
    sheets: list[Sheet]
    codes: dict[str, str]
    """Per cell, and per sheet, its code."""

    @cached_property
    def places(self) -> dict[str, tuple[Sheet, Cell | None]]:
        """Per code where it leads: a sheet, and a cell unless it is the sheet's own code."""
        found: dict[str, tuple[Sheet, Cell | None]] = {}
        for sheet in self.sheets:
            found[self.codes[sheet.code_key]] = (sheet, None)
            for cell in sheet.cells():
                found[self.codes[cell.key]] = (sheet, cell)
        return found

    def sheet(self, key: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.key == key), None)

    def of_step(self, slug: str) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.step == slug]


def paper_of(board: models.Board, viewer: Viewer) -> Paper:
    """The sheets of a board as it is now, without the words of cards that the viewer may not see.

    Codes are the same for everyone.
    """
    method = methods.method(board.method, board.method_version, board.variant)
    lines = _lines(board, method, viewer)
    made = sheets.sheets_of(method, board.variant, lines)
    return Paper(board, method, made, codes.codes_for(board.pk, sheets.keys(method, made, lines)))


def _lines(board: models.Board, method: Method, viewer: Viewer) -> dict[str, list[Line]]:
    """Per zone that gives a matrix its rows or columns: its cards, with those that are gone."""
    zones = {
        source
        for zone in method.zones_of_kind(ZoneKind.MATRIX)
        for source in (zone.rows_from, zone.columns_from)
        if source
    }
    rows = board.cards.filter(zone__in=zones).order_by("position", "pk") if zones else []
    ages = _ages(board, [row.pk for row in rows])
    found: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        sees = viewer.sees(zone=row.zone, is_private=row.is_private, author=row.created_by_id)
        label, is_private = (row.text, row.is_private) if sees else (UNSEEN, True)
        line = Line(row.pk, label, ages.get(row.pk, 0), is_private, row.is_removed)
        found[row.zone].append(line)
    return found


def _ages(board: models.Board, ids: Sequence[str]) -> dict[str, int]:
    """The revision at which each card came onto the board."""
    if not ids:
        return {}
    added = models.LoggedOperation.objects.filter(board=board, card__in=ids, type="add_card")
    return dict(added.values_list("card").annotate(Min("revision")))


@dataclass(frozen=True, slots=True)
class Written:
    """A card that was typed in from a cell, or the room for one."""

    cell: Cell
    part: int
    card: str
    """The id it has, or gets."""
    row: models.Card | None = None
    idea: models.Card | None = None
    is_hidden: bool = False
    """There is one that this viewer may not see now."""

    @property
    def is_there(self) -> bool:
        """Whether a card lies there, seen or not; one that was taken off the board does not."""
        return self.is_hidden or (self.row is not None and not self.row.is_removed)

    @property
    def is_filled(self) -> bool:
        if self.row is None or self.row.is_removed:
            return self.is_hidden
        return bool(self.row.text or self.row.fields)


def written(
    paper: Paper, found: Iterable[Cell], *, table: int | None, viewer: Viewer
) -> dict[str, list[Written]]:
    """Per cell what was typed in from it at a table, also what was taken off the board since."""
    some = list(found)
    board = paper.board
    names = {
        cells.card_id(board.pk, table, cell.key, part): (cell, part)
        for cell in some
        for part in _parts(cell)
    }
    rows = board.cards.in_bulk([*names]) | _fixed_cards(board, some)
    picks = _picks(board, some)
    result: dict[str, list[Written]] = defaultdict(list)
    for cell in some:
        for part in range(cells.CARDS_IN_CELL if not (cell.is_single or cell.is_tick) else 1):
            card = cells.card_id(board.pk, table, cell.key, part)
            row = _row(cell, rows.get(card), rows, picks)
            if row is None:
                continue
            sees = viewer.sees(zone=row.zone, is_private=row.is_private, author=row.created_by_id)
            idea = rows.get(cells.card_id(board.pk, table, cell.key, f"{part}.idea"))
            seen = row if sees else None
            result[cell.key].append(
                Written(
                    cell,
                    part,
                    row.pk,
                    seen,
                    idea if seen else None,
                    not sees,
                )
            )
    return result


def _parts(cell: Cell) -> Iterable[object]:
    if cell.is_single or cell.is_tick:
        return () if cell.is_single else (0,)
    numbers = range(cells.CARDS_IN_CELL)
    has_idea = any(one.ask == cells.Ask.IDEA for one in cell.inputs)
    return [*numbers, *(f"{n}.idea" for n in numbers)] if has_idea else numbers


def _row(
    cell: Cell,
    typed: models.Card | None,
    rows: Mapping[str, models.Card],
    picks: Mapping[tuple[str, str], models.Card],
) -> models.Card | None:
    if cell.is_single:
        return rows.get(f"zone:{cell.zone}")
    if cell.is_tick:
        return picks.get((cell.zone, cell.fixed["item"]), typed)
    return typed


def _fixed_cards(board: models.Board, some: Iterable[Cell]) -> dict[str, models.Card]:
    """The cards of zones that always have one."""
    zones = {cell.zone for cell in some if cell.is_single}
    rows = board.cards.filter(zone__in=zones) if zones else ()
    return {f"zone:{row.zone}": row for row in rows}


def _picks(board: models.Board, some: Iterable[Cell]) -> dict[tuple[str, str], models.Card]:
    """What lies in the decks of these cells, by item: an item is picked once for all tables."""
    zones = {cell.zone for cell in some if cell.is_tick}
    rows = board.cards.filter(zone__in=zones, is_removed=False) if zones else ()
    return {(row.zone, str(row.fields["item"])): row for row in rows if "item" in row.fields}


@dataclass(frozen=True, slots=True)
class Progress:
    filled: int
    total: int
    """0 for a list to tick."""
    ticked: int = 0


def progress(sheet: Sheet, found: Mapping[str, list[Written]]) -> Progress:
    """How many of a sheet's cells have something in them."""
    to_write = sheet.to_write()
    ticked = [
        cell
        for cell in sheet.cells()
        if cell.is_tick and any(one.is_there for one in found.get(cell.key, ()))
    ]
    filled = sum(any(one.is_filled for one in found.get(cell.key, ())) for cell in to_write)
    return Progress(filled, len(to_write), len(ticked))


def tables_of(board: models.Board) -> list[models.Table]:
    """The tables of the session that the board was last used in."""
    if board.session_id is None:
        return []
    return list(models.Table.objects.filter(session=board.session_id).order_by("number"))


def photos_of(visit_sees_all: bool, board: models.Board, **which: Any) -> list[models.Photo]:
    """The photos of a board, newest first; without the right to edit only the published ones."""
    found = models.Photo.objects.filter(board=board, **which).order_by("-created_at", "pk")
    return list(found if visit_sees_all else found.filter(is_published=True))
