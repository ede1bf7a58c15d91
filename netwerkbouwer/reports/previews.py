# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What would leave the board and what would stay, before anyone takes it along."""

from dataclasses import dataclass

from netwerkbouwer.boards.queries import BoardView, CardView


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the method, with how many cards of it go along or stay."""

    title: str
    cards: int
    private: int


@dataclass(frozen=True, slots=True)
class Preview:
    parts: tuple[Part, ...]
    cards: int
    private: int
    contact_persons: int


def preview(view: BoardView) -> Preview:
    """Count, from a view with private cards in it, what goes along without asking and what not."""
    hidden = {card.id for card in view.cards.values() if _is_hidden(card)}
    parts = []
    for step in view.method.steps:
        cards = [c for zone in step.zones for c in view.in_zone(zone.key) if _says_something(c)]
        private = sum(card.id in hidden for card in cards)
        if cards:
            parts.append(Part(step.title, len(cards) - private, private))
    return Preview(
        parts=tuple(parts),
        cards=sum(part.cards for part in parts),
        private=sum(part.private for part in parts),
        contact_persons=sum(bool(card.row.contact_person) for card in view.cards.values()),
    )


def _is_hidden(card: CardView) -> bool:
    """Whether a card is private, or hangs under one that is."""
    at: CardView | None = card
    while at is not None:
        if at.row.is_private:
            return True
        at = at.parent
    return False


def _says_something(card: CardView) -> bool:
    return bool(card.text or card.fields)
