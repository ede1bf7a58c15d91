# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Candidates under the open exercise, and four ways to find more of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from netwerkbouwer.boards import partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import exercises, partner_deck, suggesting
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.boards.zones.suggesting import RADII, Found
from netwerkbouwer.methods.template import Zone
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import Filters, SearchRequest
from netwerkbouwer.organisations.sectors import BY_SLUG

WAYS = ("tips", "kaart", "gids", "zelf")
PAGE = 60  # candidates with their forms on one page


@dataclass(frozen=True)
class Page:
    """A part of a long list."""

    items: Sequence[Any]
    number: int
    pages: int
    total: int


def page_of(items: Sequence[Any], look: Look, size: int = PAGE) -> Page:
    pages = max(-(-len(items) // size), 1)
    number = min(look.page, pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def candidates(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    """The open exercise with its candidates, and the way to find more that is open."""
    parts = for_readers(view, zone, look)
    exercise = parts["exercise"]
    if exercise is None:
        return parts
    way = look.get("manier") if look.get("manier") in WAYS else WAYS[0]
    return parts | {"way": way} | _way(view, zone, look, exercise, way)


def for_readers(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    """The open exercise with its candidates; nothing is searched, and nothing counts as shown."""
    exercise = exercises.opened(view, look)
    loose = [card for card in partners.shown(view) if card.parent is None]
    lines = exercises.listed(view, look)
    if exercise is None:
        return {"exercise": None, "loose": loose, "all_exercises": lines}
    found = [card for card in exercise.children if not partners.is_aside(card)]
    parts = {
        "exercise": exercise,
        "title": title(view, exercise),
        "kind": exercise.fields.get("kind") or "from_limitation",
        "page": page_of(found, look),
        "loose": loose,
        "all_exercises": lines,
        "other_exercises": [line for line in lines if line.card is not exercise],
    }
    return parts | suggesting.kept(view)


def _way(view: BoardView, zone: Zone, look: Look, exercise: CardView, way: str) -> dict[str, Any]:
    if way == "kaart":
        return partner_deck.deck(view, zone, look, exercise)
    if way == "gids":
        return _directory(view, look, exercise)
    if way == "tips":
        return suggesting.suggestions(view, zone, look, exercise)
    return {}


def _directory(view: BoardView, look: Look, exercise: CardView) -> dict[str, Any]:
    """What a search inside the page finds; nothing was asked, nothing is shown."""
    text, sector = look.get("zoek"), look.get("sector")
    half = look.get("helft") if look.get("helft") in ("culture", "other") else ""
    sectors = (sector,) if sector in BY_SLUG else ()
    if not text and not sectors:
        return {"results": None, "radii": RADII}
    own, radius = partners.own(view), suggesting.radius(look)
    filters = Filters(sectors=sectors, half=half)
    if own.code and radius:
        filters = replace(filters, municipality=own.code, within_km=radius)
    request = SearchRequest(text, filters, origin=own.code, page=look.page)
    found = organisations.search(request)
    known = suggesting.known_cards(view, exercise)
    results = [Found(facts, known.get(facts.public_id)) for facts in found.results]
    return {"results": results, "search": found, "radii": RADII}
