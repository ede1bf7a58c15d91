# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a zone holds, in words: for the summary on the board and for print."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import fields
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.methods.template import Zone, ZoneKind

Fact = tuple[str, str]
"""A label and its value, in words."""


@dataclass(frozen=True)
class Entry:
    """One card in words."""

    card: CardView
    text: str
    facts: list[Fact]


@dataclass(frozen=True)
class Group:
    """Entries that belong together: one status, one column, one cell."""

    label: str
    entries: list[Entry]


@dataclass(frozen=True)
class Source:
    """A zone in words."""

    zone: Zone
    groups: list[Group]


def summary(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    sources = [in_words(view, view.method.zones[key]) for key in zone.source]
    empty = [(view.method.step_of(s.zone.key), s.zone) for s in sources if not s.groups]
    return {"sources": sources, "empty": empty}


def in_words(view: BoardView, zone: Zone) -> Source:
    """Everything the zone holds, grouped as people see it on the board."""
    pages = fields.field_pages(view, zone)
    grouped: dict[str, list[Entry]] = {label: [] for label in _labels(view, zone)}
    for card in view.in_zone(zone.key):
        text = _text(view, zone, card)
        if text and card.row.type != "idea":
            entry = Entry(card, text, _facts(view, card, pages))
            grouped.setdefault(_label_of(view, zone, card), []).append(entry)
    groups = [Group(label, entries) for label, entries in grouped.items() if entries]
    return Source(zone, groups)


def _labels(view: BoardView, zone: Zone) -> list[str]:
    """Names of groups in the order to show them."""
    if zone.kind == ZoneKind.COLUMNS:
        return [
            _under(theme.label, column.label)
            for theme in zone.themes
            for column in theme.columns or zone.columns
        ]
    kinds = zone.types if len(zone.types) > 1 else []
    return [choice.label for choice in zone.statuses or kinds]


def _label_of(view: BoardView, zone: Zone, card: CardView) -> str:
    if zone.kind == ZoneKind.COLUMNS:
        return _column_label(zone, card)
    if zone.kind == ZoneKind.MATRIX:
        return _cell_label(view, zone, card)
    if zone.statuses:
        status = card.fields.get("status")
        return next((s.label for s in zone.statuses if s.key == status), "")
    if len(zone.types) > 1:
        return next((t.label for t in zone.types if t.key == card.row.type), "")
    return ""


def _column_label(zone: Zone, card: CardView) -> str:
    for theme in zone.themes:
        for column in theme.columns or zone.columns:
            if (theme.key, column.key) == (card.fields.get("theme"), card.fields.get("column")):
                return _under(theme.label, column.label)
    return ""


def _cell_label(view: BoardView, zone: Zone, card: CardView) -> str:
    row = _line_label(view, zone.rows, card.fields.get("row"))
    column = _line_label(view, zone.columns, card.fields.get("column"))
    return f"{row} × {column}"


def _line_label(view: BoardView, fixed: list[Any], key: Any) -> str:
    if key in view.cards:
        return title(view, view.cards[key])
    return next((line.label for line in fixed if line.key == key), "–")


def _under(above: str, label: str) -> str:
    return label if above == label else f"{above}: {label}"


def _text(view: BoardView, zone: Zone, card: CardView) -> str:
    """What the card says; empty for an answer that was not given."""
    if zone.kind == ZoneKind.CHOICE:
        chosen = card.fields.get("chosen") or []
        return ", ".join(choice.label for choice in zone.choices if choice.key in chosen)
    if zone.kind == ZoneKind.PLACE:
        return fields.municipality_name(card.fields.get("municipality"))
    return title(view, card)


def _facts(view: BoardView, card: CardView, pages: list[fields.FieldPage]) -> list[Fact]:
    """The filled fields of a card, of the base type first, then of the method."""
    own = BASE.get(card.row.type, _no_facts)(card)
    added = [(page.spec.label, page.words(card.fields.get(page.spec.key))) for page in pages]
    return [(label, words) for label, words in [*own, *added] if words]


def _no_facts(card: CardView) -> list[Fact]:
    return []


def _of_pick(card: CardView) -> list[Fact]:
    return [(_("Notitie"), str(card.fields.get("note", "")))]


def _of_action(card: CardView) -> list[Fact]:
    statuses = {"open": _("te doen"), "busy": _("bezig"), "done": _("klaar")}
    return [
        (_("Wie"), str(card.fields.get("owner", ""))),
        (_("Wanneer"), fields.in_words(card.fields.get("due"))),
        (_("Hoe ver"), statuses.get(str(card.fields.get("status", "")), "")),
    ]


def _of_combination(card: CardView) -> list[Fact]:
    members = ", ".join(member.text for member in card.members)
    return [(_("Met"), members), (_("Idee"), str(card.fields.get("idea", "")))]


BASE: dict[str, Callable[[CardView], list[Fact]]] = {
    "pick": _of_pick,
    "action": _of_action,
    "combination": _of_combination,
}
