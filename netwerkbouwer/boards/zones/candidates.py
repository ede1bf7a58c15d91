# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Candidates under the open exercise, and four ways to find more of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from netwerkbouwer.boards import partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import exercises, partner_deck
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.matching import queries as matching
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.methods.template import Zone, ZoneKind
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import Filters, OrganisationFacts, SearchRequest
from netwerkbouwer.organisations.sectors import BY_SLUG
from netwerkbouwer.places import queries as places

WAYS = ("tips", "kaart", "gids", "zelf")
PAGE = 60  # candidates with their forms on one page
SUGGESTED = 6
RADII = (10, 25, 50, 100)  # kilometres by road


@dataclass(frozen=True)
class Page:
    """A part of a long list."""

    items: Sequence[Any]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class Found:
    """An organisation from the directory; `card` is the candidate it already is here."""

    facts: OrganisationFacts
    card: CardView | None = None
    reasons: tuple[Reason, ...] = ()


def page_of(items: Sequence[Any], look: Look, size: int = PAGE) -> Page:
    pages = max(-(-len(items) // size), 1)
    number = min(look.page, pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def candidates(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    exercise = exercises.opened(view, look)
    loose = [card for card in partners.shown(view) if card.parent is None]
    lines = exercises.listed(view, look)
    if exercise is None:
        return {"exercise": None, "loose": loose, "all_exercises": lines}
    found = [card for card in exercise.children if not card.fields.get("not_for_us")]
    way = look.get("manier") if look.get("manier") in WAYS else WAYS[0]
    parts = {
        "exercise": exercise,
        "title": title(view, exercise),
        "kind": exercise.fields.get("kind") or "from_limitation",
        "page": page_of(found, look),
        "set_aside": [card for card in exercise.children if card.fields.get("not_for_us")],
        "loose": loose,
        "way": way,
        "all_exercises": lines,
        "other_exercises": [line for line in lines if line.card is not exercise],
    }
    return parts | _way(view, zone, look, exercise, way)


def _way(view: BoardView, zone: Zone, look: Look, exercise: CardView, way: str) -> dict[str, Any]:
    if way == "kaart":
        return partner_deck.deck(view, zone, look, exercise)
    if way == "gids":
        return _directory(view, look, exercise)
    if way == "tips":
        return _suggestions(view, look, exercise)
    return {}


def _already(exercise: CardView) -> dict[str, CardView]:
    """Who from the directory is under this exercise already."""
    return {
        str(card.fields["organisation"]): card
        for card in exercise.children
        if card.fields.get("organisation")
    }


def _directory(view: BoardView, look: Look, exercise: CardView) -> dict[str, Any]:
    """What a search inside the page finds; nothing was asked, nothing is shown."""
    text, sector = look.get("zoek"), look.get("sector")
    half = look.get("helft") if look.get("helft") in ("culture", "other") else ""
    sectors = (sector,) if sector in BY_SLUG else ()
    if not text and not sectors:
        return {"results": None, "radii": RADII}
    own, radius = partners.own(view), _radius(look)
    filters = Filters(sectors=sectors, half=half)
    if own.code and radius:
        filters = replace(filters, municipality=own.code, within_km=radius)
    request = SearchRequest(text, filters, origin=own.code, page=look.page)
    found = organisations.search(request)
    known = _already(exercise)
    results = [Found(facts, known.get(facts.public_id)) for facts in found.results]
    return {"results": results, "search": found, "radii": RADII}


def _suggestions(view: BoardView, look: Look, exercise: CardView) -> dict[str, Any]:
    """Who the directory proposes for the note this exercise starts from, with reasons."""
    own = partners.own(view)
    parts: dict[str, Any] = {"own": own, "radii": RADII, "suggestions": [], "trouble": ""}
    if not own.code:
        return parts | {"place_step": _place_step(view)}
    try:
        found = matching.suggest(_request(view, look, exercise, own))
    except matching.IndexUnavailable as error:
        return parts | {"trouble": str(error)}
    except places.UnknownMunicipality as error:
        return parts | {"trouble": str(error)}
    return parts | {"suggestions": [Found(one.organisation, None, one.reasons) for one in found]}


def _request(view: BoardView, look: Look, exercise: CardView, own: partners.Own) -> SuggestRequest:
    half, sector = look.get("helft"), look.get("sector")
    text = " ".join(source.text for source in exercise.sources) or exercise.text
    return SuggestRequest(
        text=text,
        direction="strength" if exercise.fields.get("kind") == "from_strength" else "limitation",
        municipality_code=own.code,
        sector=own.sector,
        radius_km=_radius(look),
        halves=frozenset({half} & {"culture", "other"}),
        sectors=frozenset({sector} & BY_SLUG.keys()),
        only_other_municipalities=look.get("elders") != "alle",
        exclude=frozenset(_known_to_board(view, exercise)),
        limit=SUGGESTED,
    )


def _radius(look: Look) -> float | None:
    """How far the visitor wants to look, in kilometres by road."""
    asked = look.get("straal")
    return float(asked) if asked in map(str, RADII) else None


def _known_to_board(view: BoardView, exercise: CardView) -> set[str]:
    """Already under this exercise, set aside anywhere on the board, or the own organisation."""
    there = {str(card.fields.get("organisation", "")) for card in exercise.children}
    aside = {
        str(card.fields.get("organisation", ""))
        for card in view.of_type("candidate")
        if card.fields.get("not_for_us")
    }
    own = {str(card.fields.get("organisation", "")) for card in view.of_type("place")}
    return (there | aside | own) - {""}


def _place_step(view: BoardView) -> dict[str, str]:
    """Where to say in which municipality you work."""
    zones = view.method.zones_of_kind(ZoneKind.PLACE)
    if not zones:
        return {}
    step = view.method.step_of(zones[0].key)
    address = reverse("boards:show_step", args=[view.board.pk, step.slug])
    return {"url": f"{address}#vak-{zones[0].key}", "title": step.title or _("Wie ben je?")}
