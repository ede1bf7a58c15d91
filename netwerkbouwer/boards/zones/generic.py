# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of zone that any method may use: cards, columns, matrices, actions."""

from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import decks, fields
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.methods.template import FieldKind, Zone


@dataclass(frozen=True)
class Cell:
    row: str
    column: str
    cards: list[CardView]


def cards(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    groups = [
        (card_type, [c for c in view.in_zone(zone.key) if c.row.type == card_type.key])
        for card_type in zone.types
    ]
    return {"groups": groups, "default_type": zone.types[0].key if zone.types else "note"}


def columns(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    here = view.in_zone(zone.key)
    themes = [
        (
            theme,
            [
                (column, [c for c in here if _is_in(c, theme.key, column.key)])
                for column in theme.columns or zone.columns
            ],
        )
        for theme in zone.themes
    ]
    return {"themes": themes}


def _is_in(card: CardView, theme: str, column: str) -> bool:
    return card.fields.get("theme") == theme and card.fields.get("column") == column


def matrix(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    rows = _lines(view, zone.rows_from, zone.rows)
    columns = _lines(view, zone.columns_from, zone.columns)
    here = view.in_zone(zone.key)
    table = [
        (
            label,
            [
                Cell(row, column, [c for c in here if _is_at(c, row, column)])
                for column, _label in columns
            ],
        )
        for row, label in rows
    ]
    tallies = _tallies(view, zone, here)
    return {"rows": rows, "columns": columns, "table": table, "tallies": tallies}


def _tallies(
    view: BoardView, zone: Zone, here: list[CardView]
) -> list[tuple[str, list[tuple[str, int]]]]:
    """Per field where one ticks several: how many cards have each choice, none left out."""
    pages = [p for p in fields.field_pages(view, zone) if p.spec.kind == FieldKind.CHOICES]
    return [
        (
            page.spec.label,
            [
                (option.label, sum(option.key in c.fields.get(page.spec.key, []) for c in here))
                for option in page.choices
            ],
        )
        for page in pages
    ]


def _is_at(card: CardView, row: str, column: str) -> bool:
    return card.fields.get("row") == row and card.fields.get("column") == column


def _lines(view: BoardView, source: str | None, fixed: list[Any]) -> list[tuple[str, str]]:
    """Rows or columns of a matrix: (key, label), from cards of another zone or from the method."""
    if source is None:
        return [(line.key, line.label) for line in fixed]
    return [(card.id, title(view, card)) for card in view.in_zone(source)]


def actions(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    return {"proposals": decks.proposals(view, zone)}
