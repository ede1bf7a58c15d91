# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards from the library on a board: grouped, with what fits what was chosen elsewhere first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.library import facts
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item, Pack
from netwerkbouwer.methods.template import Zone

DROPPED = "dropped"
"""The status that says a card does not count any more, in every method."""


@dataclass(frozen=True)
class DeckCard:
    """A library item, the card that picked it if one did, and why it is suggested."""

    item: Item
    label: str
    text: str
    marks: list[str]
    card: CardView | None
    reasons: list[str]


@dataclass
class DeckGroup:
    label: str
    is_open: bool
    cards: list[DeckCard] = field(default_factory=list)

    @property
    def picked(self) -> int:
        return sum(1 for card in self.cards if card.card)


def deck(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    """The pack's items, grouped; picked ones know their card. Own cards come apart."""
    here = view.in_zone(zone.key)
    picked = {c.fields["item"]: c for c in here if c.fields.get("item")}
    own = [c for c in here if not c.fields.get("item")]
    pack = library.pack(zone.deck or "")
    reasons = suggestions(view, zone)
    deck_cards = [
        _deck_card(view, item, picked.get(item.id), reasons.get(item.id, []))
        for item in library.items(pack.pack, zone.deck_group)
    ]
    deck_cards = _with_telling_marks(deck_cards)
    suggested = [c for c in deck_cards if c.reasons]
    waiting_for = [view.method.zones[key] for key in zone.source]
    return {
        "pack": pack,
        "own": own,
        "picked": len(picked),
        "total": len(deck_cards),
        "closed": _is_closed(zone, own, view),
        "waiting_for": waiting_for,
        "suggested": suggested,
        "not_yet": [c.item.id for c in suggested if c.card is None],
        "groups": _groups(pack, [c for c in deck_cards if not c.reasons], alone=not suggested),
    }


def _is_closed(zone: Zone, own: list[CardView], view: BoardView) -> bool:
    """Whether what others said stays hidden until people wrote something themselves."""
    written = own or view.in_zones(zone.source)
    return zone.reveal == "after_own" and not written


def _deck_card(view: BoardView, item: Item, card: CardView | None, reasons: list[str]) -> DeckCard:
    variant = view.board.variant
    label, text = item.label_in(variant), item.text_in(variant)
    return DeckCard(item, label, text, facts.marks(item), card, reasons)


def _with_telling_marks(deck_cards: list[DeckCard]) -> list[DeckCard]:
    """Without the marks when every card has the same: those tell nothing apart."""
    if len({tuple(card.marks) for card in deck_cards}) > 1:
        return deck_cards
    return [replace(card, marks=[]) for card in deck_cards]


def _groups(pack: Pack, deck_cards: Iterable[DeckCard], *, alone: bool) -> list[DeckGroup]:
    """Groups in the order of the pack; the first is open, and any with something picked."""
    found: dict[str, DeckGroup] = {}
    for card in deck_cards:
        name = card.item.subgroup
        if name not in found:
            found[name] = DeckGroup(pack.group_label(name) if name else "", alone and not found)
        found[name].cards.append(card)
        found[name].is_open = found[name].is_open or card.card is not None
    if len(found) == 1:
        (only,) = found.values()
        only.label = "" if alone else _("De andere kaarten")
    return list(found.values())


def suggestions(view: BoardView, zone: Zone) -> dict[str, list[str]]:
    """Per item of the deck the chosen cards that it fits, by the links of the library."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in zone.suggest_from:
        for pack_name, item, name in _chosen(view, view.method.zones[key]):
            for target in _linked(zone.deck or "", pack_name, item):
                found[target].append(name)
    return found


def _chosen(view: BoardView, zone: Zone) -> Iterator[tuple[str, Item, str]]:
    """What people picked in a deck and kept: pack, item, and what it is called here."""
    for card in view.in_zone(zone.key):
        item_id = str(card.fields.get("item", ""))
        if not item_id or not zone.deck or card.fields.get("status") == DROPPED:
            continue
        try:
            yield zone.deck, library.item(zone.deck, item_id), title(view, card)
        except library.UnknownItem:
            continue


def _linked(deck_name: str, pack_name: str, item: Item) -> list[str]:
    """Items of the deck that the item links to, or that link to the item."""
    there = [
        entry.id for entry in library.items(deck_name) if item.id in entry.links.get(pack_name, [])
    ]
    return list(dict.fromkeys([*item.links.get(deck_name, []), *there]))


def proposals(view: BoardView, zone: Zone) -> list[Mapping[str, str]]:
    """Actions that picked cards bring along and that are not on the list yet."""
    taken = {card.text for card in view.in_zone(zone.key)}
    found: dict[str, str] = {}
    for key in zone.source:
        for _pack, item, name in _chosen(view, view.method.zones[key]):
            action = str(item.data.get("action") or "")
            if action and action not in taken:
                found.setdefault(action, name)
    return [{"text": action, "because": name} for action, name in found.items()]
