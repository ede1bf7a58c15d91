# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each kind of zone shows: one builder and one template per kind, for all methods.

Builders only read; a zone's forms post to `views.change_board`. To add a kind: a value in
`methods.template.ZoneKind`, a builder here, a template in templates/boards/zones/.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.methods.template import Choice, FieldKind, FieldSpec, Zone, ZoneKind


@dataclass(frozen=True)
class ZonePage:
    """A zone as its template needs it."""

    zone: Zone
    template: str
    cards: list[CardView]
    parts: dict[str, Any] = field(default_factory=dict)
    """What only this kind of zone has."""


@dataclass(frozen=True)
class FieldPage:
    """A field of a card with the choices to show."""

    spec: FieldSpec
    choices: list[Choice]

    @property
    def name(self) -> str:
        return f"f_{self.spec.key}"


@dataclass(frozen=True)
class DeckItem:
    """A library item and the card that picked it, if one did."""

    item: Item
    label: str
    text: str
    card: CardView | None


@dataclass(frozen=True)
class Cell:
    row: str
    column: str
    cards: list[CardView]


def zone_page(view: BoardView, zone: Zone, show: str = "") -> ZonePage:
    """Everything one zone shows; `show` is what the visitor opened, such as one exercise."""
    builder = BUILDERS.get(zone.kind)
    parts = builder(view, zone, show) if builder else {}
    parts["fields"] = [field_page(view, spec) for spec in zone.fields]
    return ZonePage(zone, f"boards/zones/{zone.kind}.html", view.in_zone(zone.key), parts)


def field_page(view: BoardView, spec: FieldSpec) -> FieldPage:
    if spec.choices_from is None:
        return FieldPage(spec, spec.choices)
    items = library.items(spec.choices_from)
    variant = view.board.variant
    choices = [Choice(key=key_of(item), label=item.label_in(variant)[:200]) for item in items]
    return FieldPage(spec, choices)


def key_of(item: Item) -> str:
    """A library id as a field value: keys have no hyphens."""
    key = item.id.replace("-", "_")
    return key if key[0].isalpha() else f"i_{key}"


def _cards(view: BoardView, zone: Zone, show: str) -> dict[str, Any]:
    groups = [
        (card_type, [c for c in view.in_zone(zone.key) if c.row.type == card_type.key])
        for card_type in zone.types
    ]
    return {"groups": groups, "default_type": zone.types[0].key if zone.types else "note"}


def _deck(view: BoardView, zone: Zone, show: str) -> dict[str, Any]:
    """The pack's items, grouped; picked ones know their card. Own cards come apart."""
    picked = {c.fields.get("item"): c for c in view.in_zone(zone.key) if c.fields.get("item")}
    own = [c for c in view.in_zone(zone.key) if not c.fields.get("item")]
    groups: dict[str, list[DeckItem]] = {}
    for item in library.items(zone.deck or "", zone.deck_group):
        group = str(item.data.get("subgroup") or item.group or "")
        groups.setdefault(group, []).append(deck_item(view, item, picked.get(item.id)))
    closed = zone.reveal == "after_own" and not own
    return {"groups": groups, "own": own, "picked": len(picked), "closed": closed}


def deck_item(view: BoardView, item: Item, card: CardView | None = None) -> DeckItem:
    variant = view.board.variant
    return DeckItem(item, item.label_in(variant), item.text_in(variant), card)


def _columns(view: BoardView, zone: Zone, show: str) -> dict[str, Any]:
    cards = view.in_zone(zone.key)
    themes = [
        (
            theme,
            [
                (column, [c for c in cards if _is_in(c, theme.key, column.key)])
                for column in theme.columns or zone.columns
            ],
        )
        for theme in zone.themes
    ]
    return {"themes": themes}


def _is_in(card: CardView, theme: str, column: str) -> bool:
    return card.fields.get("theme") == theme and card.fields.get("column") == column


def _matrix(view: BoardView, zone: Zone, show: str) -> dict[str, Any]:
    rows = _lines(view, zone.rows_from, zone.rows)
    columns = _lines(view, zone.columns_from, zone.columns)
    cards = view.in_zone(zone.key)
    table = [
        (
            label,
            [
                Cell(row, column, [c for c in cards if _is_at(c, row, column)])
                for column, _label in columns
            ],
        )
        for row, label in rows
    ]
    return {"rows": rows, "columns": columns, "table": table}


def _is_at(card: CardView, row: str, column: str) -> bool:
    return card.fields.get("row") == row and card.fields.get("column") == column


def _lines(view: BoardView, source: str | None, fixed: list[Any]) -> list[tuple[str, str]]:
    """Rows or columns of a matrix: (key, label), from cards of another zone or from the method."""
    if source is None:
        return [(line.key, line.label) for line in fixed]
    return [(card.id, title(view, card)) for card in view.in_zone(source)]


def title(view: BoardView, card: CardView) -> str:
    """What a card is called in lists: its text, or the library item it stands for."""
    item_id, zone = card.fields.get("item"), view.method.zone(card.row.zone)
    if card.text or not item_id or zone is None or zone.deck is None:
        return card.text
    try:
        return library.item(zone.deck, str(item_id)).label_in(view.board.variant)
    except library.UnknownItem:
        return str(item_id)


def _summary(view: BoardView, zone: Zone, show: str) -> dict[str, Any]:
    sources = [view.method.zones[key] for key in zone.source]
    return {
        "sources": [
            (source, [(card, title(view, card)) for card in view.in_zone(source.key)])
            for source in sources
        ]
    }


Builder = Callable[[BoardView, Zone, str], dict[str, Any]]
BUILDERS: dict[ZoneKind, Builder] = {
    ZoneKind.CARDS: _cards,
    ZoneKind.DECK: _deck,
    ZoneKind.COLUMNS: _columns,
    ZoneKind.MATRIX: _matrix,
    ZoneKind.SUMMARY: _summary,
}
__all__ = ["BUILDERS", "FieldKind", "ZonePage", "deck_item", "title", "zone_page"]
