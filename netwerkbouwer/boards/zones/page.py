# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every kind of zone shares: its page, its fields, and what its cards are called."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.methods.template import Zone


@dataclass(frozen=True)
class ZonePage:
    """A zone as its template needs it."""

    zone: Zone
    template: str
    cards: list[CardView]
    parts: dict[str, Any] = field(default_factory=dict)
    """What only this kind of zone has."""


@dataclass(frozen=True)
class DeckItem:
    """A library item and the card that picked it, if one did."""

    item: Item
    label: str
    text: str
    card: CardView | None


Builder = Callable[[BoardView, Zone, Look], dict[str, Any]]


def deck_item(view: BoardView, item: Item, card: CardView | None = None) -> DeckItem:
    variant = view.board.variant
    return DeckItem(item, item.label_in(variant), item.text_in(variant), card)


def title(view: BoardView, card: CardView) -> str:
    """What a card is called in lists: its text, or what it stands for or starts from."""
    if card.row.type == "exercise" and not card.text:
        return card.sources[0].text if card.sources else _from_something(card)
    item_id, zone = card.fields.get("item"), view.method.zone(card.row.zone)
    if card.text or not item_id or zone is None or zone.deck is None:
        return card.text
    try:
        return library.item(zone.deck, str(item_id)).label_in(view.board.variant)
    except library.UnknownItem:
        return str(item_id)


def _from_something(exercise: CardView) -> str:
    """For who may not see the note that an exercise starts from, or when it is gone."""
    if exercise.fields.get("kind") == "from_strength":
        return _("Denkoefening vanuit een sterkte")
    return _("Denkoefening vanuit iets lastigs")
