# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each kind of zone shows: one builder and one template per kind, for all methods.

Builders only read; a zone's forms post to `views.change_board`. To add a kind: a value in
`methods.template.ZoneKind`, a builder in one of these modules, a template in
templates/boards/zones/.
"""

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.zones import (
    bubbles,
    candidates,
    combinations,
    decks,
    exercises,
    fields,
    generic,
    own_place,
    partner_deck,
    selection,
    summaries,
)
from netwerkbouwer.boards.zones.fields import field_page
from netwerkbouwer.boards.zones.page import Builder, ZonePage, deck_item, title
from netwerkbouwer.methods.template import Zone, ZoneKind

BUILDERS: dict[ZoneKind, Builder] = {
    ZoneKind.PLACE: own_place.place,
    ZoneKind.CARDS: generic.cards,
    ZoneKind.DECK: decks.deck,
    ZoneKind.COLUMNS: generic.columns,
    ZoneKind.MATRIX: generic.matrix,
    ZoneKind.SUMMARY: summaries.summary,
    ZoneKind.ACTIONS: generic.actions,
    ZoneKind.EXERCISES: exercises.exercises,
    ZoneKind.CANDIDATES: candidates.candidates,
    ZoneKind.BUBBLES: bubbles.bubbles,
    ZoneKind.SELECTION: selection.selection,
    ZoneKind.COMBINATIONS: combinations.combinations,
}


def zone_page(view: BoardView, zone: Zone, look: Look, *, may_fill: bool = True) -> ZonePage:
    """Everything one zone shows, for what the visitor opened or filtered.

    Who only reads sees no ways to find partners, so none are looked for.
    """
    builder = BUILDERS.get(zone.kind)
    if not may_fill and builder is candidates.candidates:
        builder = candidates.for_readers
    parts = builder(view, zone, look) if builder else {}
    parts["fields"] = fields.field_pages(view, zone)
    return ZonePage(zone, f"boards/zones/{zone.kind}.html", view.in_zone(zone.key), parts)


def draw_card(view: BoardView, look: Look) -> str:
    """A partner card at random for the open exercise; empty when there is no deck or exercise."""
    exercise = exercises.opened(view, look)
    zones = [zone for zone in view.method.zones_of_kind(ZoneKind.CANDIDATES) if zone.deck]
    return partner_deck.draw(view, zones[0], look, exercise) if exercise and zones else ""


__all__ = [
    "BUILDERS",
    "ZonePage",
    "deck_item",
    "draw_card",
    "field_page",
    "title",
    "zone_page",
]
