# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The deck of partner cards beside an open exercise: browse, filter, shuffle, draw one."""

import random
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.methods.template import Zone


@dataclass(frozen=True)
class DeckCard:
    """A partner card in the wording of the board; `used` counts candidates it led to."""

    item: Item
    variant: str
    used: int

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def label(self) -> str:
        return self.item.label_in(self.variant)

    @property
    def text(self) -> str:
        return self.item.text_in(self.variant)

    @property
    def sector(self) -> str:
        return str(self.item.data.get("sector") or "")

    @property
    def half(self) -> str:
        return str(self.item.data.get("half") or "")

    @property
    def half_note(self) -> str:
        return str(self.item.data.get("half_note") or "")

    @property
    def actors(self) -> list[str]:
        key = "actors_nl" if self.variant == "nl" else "actors"
        return list(self.item.data.get(key) or [])

    @property
    def questions(self) -> list[str]:
        return list(self.item.data.get("questions") or [])


def deck(view: BoardView, zone: Zone, look: Look, exercise: CardView) -> dict[str, Any]:
    """The cards as asked for, those not used yet first, and the one that is open."""
    cards = all_cards(view, zone, exercise)
    shown = [card for card in cards if _is_asked(card, look)]
    if look.get("schud"):
        random.Random(look.get("schud")).shuffle(shown)
    shown.sort(key=lambda card: card.used > 0)
    return {
        "deck": shown,
        "open_card": next((card for card in cards if card.id == look.get("kaart")), None),
        "unused": sum(card.used == 0 for card in cards),
        "next_shuffle": secrets.randbelow(9_000) + 1_000,
    }


def all_cards(view: BoardView, zone: Zone, exercise: CardView) -> list[DeckCard]:
    """Every card of the deck, with how often this exercise used it."""
    used = Counter(child.fields.get("partner_card") for child in exercise.children)
    items = library.items(zone.deck) if zone.deck else []
    return [DeckCard(item, view.board.variant, used.get(item.id, 0)) for item in items]


def _is_asked(card: DeckCard, look: Look) -> bool:
    half = look.get("kaarthelft")
    if half and card.half and card.half != half:
        return False
    return not (look.get("nieuw") and card.used)


def draw(view: BoardView, zone: Zone, look: Look, exercise: CardView) -> str:
    """A card at random: not used yet if there is one, and not the one that is open."""
    cards = [card for card in all_cards(view, zone, exercise) if card.sector]
    cards = [card for card in cards if card.id != look.get("kaart")] or cards
    fresh = [card for card in cards if not card.used and _is_asked(card, look)]
    fresh = fresh or [card for card in cards if not card.used]
    return secrets.choice(fresh or cards).id if cards else ""
