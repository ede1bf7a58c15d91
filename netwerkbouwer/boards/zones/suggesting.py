# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggestions beside an open exercise: who, why, who not, and where else to look."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from netwerkbouwer.boards import partners, words
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.common import texts
from netwerkbouwer.matching import inspiration, telling
from netwerkbouwer.matching import queries as matching
from netwerkbouwer.matching.ranking import turns
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.methods.template import Zone, ZoneKind
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts, SearchRequest
from netwerkbouwer.organisations.sectors import BY_SLUG
from netwerkbouwer.places import queries as places

SUGGESTED = 8
NAMESAKES = 8
RADII = (10, 25, 50, 100)  # kilometres by road
SURPRISES = tuple(words.SURPRISE)
USUAL = 50


@dataclass(frozen=True)
class Found:
    """An organisation from the directory; `card` is the candidate it already is here."""

    facts: OrganisationFacts
    card: CardView | None = None
    told: telling.Told | None = None
    is_far: bool = False
    is_known: bool = False
    on_board: bool = False


@dataclass(frozen=True)
class Expected:
    """Someone who was expected among the suggestions: who that is, and why not."""

    namesakes: tuple[OrganisationFacts, ...] = ()
    found: Found | None = None
    reasons: tuple[str, ...] = ()


def suggestions(view: BoardView, zone: Zone, look: Look, exercise: CardView) -> dict[str, Any]:
    """Who the directory proposes for the note this exercise starts from, with reasons."""
    own = partners.own(view)
    parts: dict[str, Any] = {
        "own": own,
        "radii": RADII,
        "surprise": surprise(look),
        "near": [],
        "far": [],
        "trouble": "",
        "may_contact": may_contact(zone),
    }
    if not own.code:
        return parts | {"place_step": _place_step(view)}
    asked = request(view, look, exercise, own)
    try:
        found = matching.suggest(asked)
        known = known_cards(view, exercise)
        wanted = expected(asked, look.get("verwacht"), look.get("wie"), known)
    except matching.IndexUnavailable as error:
        return parts | {"trouble": str(error), "inspired": inspired(asked, [], view.board.variant)}
    except places.UnknownMunicipality as error:
        return parts | {"trouble": str(error)}
    near, far = telling.split(found)
    turns.shown([one.organisation.pk for one in found], asker=view.board.pk, text=asked.text)
    return parts | {
        "near": shown(near, asked.known),
        "far": shown(far, asked.known),
        "expected": wanted,
        "inspired": (
            inspired(asked, found, view.board.variant) if telling.is_thin(found) else None
        ),
    }


def shown(found: Iterable[Suggestion], on_board: Collection[str] = ()) -> list[Found]:
    """Suggestions as their cards need them; `on_board` are public ids."""
    return [
        Found(
            one.organisation,
            told=telling.tell(one.reasons),
            is_far=one.is_far,
            is_known=one.is_known,
            on_board=one.organisation.public_id in on_board,
        )
        for one in found
    ]


def request(view: BoardView, look: Look, exercise: CardView, own: partners.Own) -> SuggestRequest:
    """What this exercise asks, with what the board knows already."""
    half, sector = look.get("helft"), look.get("sector")
    asker = _asker(view)
    on_board = {partners.directory_id(card) for card in partners.shown(view)} - {""}
    return SuggestRequest(
        text=" ".join(source.text for source in exercise.sources) or exercise.text,
        direction=_direction(exercise),
        municipality_code=own.code,
        sector=own.sector,
        radius_km=radius(look),
        halves=frozenset({half} & {"culture", "other"}),
        sectors=frozenset({sector} & BY_SLUG.keys()),
        only_other_municipalities=look.get("elders") != "alle",
        exclude=frozenset(_not_again(view, exercise) | {asker}) - {""},
        limit=SUGGESTED,
        organisation=asker,
        known=frozenset(on_board),
        surprise=surprise(look) / 100,
    )


def _direction(exercise: CardView) -> Direction:
    return "strength" if exercise.fields.get("kind") == "from_strength" else "limitation"


def radius(look: Look) -> float | None:
    """How far the visitor wants to look, in kilometres by road."""
    asked = look.get("straal")
    return float(asked) if asked in map(str, RADII) else None


def surprise(look: Look) -> int:
    """How the slider of this page stands."""
    return step_of_slider(look.get("verrassing"))


def step_of_slider(text: str) -> int:
    """From near and familiar (0) to surprising (100), at the nearest step of the slider."""
    if not (text.isascii() and text.isdecimal() and len(text) < 4):
        return USUAL
    return min(SURPRISES, key=lambda step: abs(step - int(text)))


def _not_again(view: BoardView, exercise: CardView) -> set[str]:
    """Under this exercise already, or set aside or kept for later anywhere on the board."""
    return {partners.directory_id(card) for card in (*exercise.children, *partners.aside(view))}


def _asker(view: BoardView) -> str:
    """The own organisation, when the board names one that stands in the directory."""
    rows = (card.row.organisation for card in view.of_type("place"))
    return next((row.public_id for row in rows if row is not None), "")


def may_contact(zone: Zone) -> bool:
    """Whether a candidate here can be one that was spoken to."""
    return not zone.statuses or any(status.key == "contacted" for status in zone.statuses)


def kept(view: BoardView) -> dict[str, Any]:
    """Whom the board remembers: for later, and set aside with the reason; all exercises."""
    cards = partners.aside(view)
    aside = [card for card in cards if card.fields.get("not_for_us")]
    return {"later": [card for card in cards if card not in aside], "set_aside": aside}


def known_cards(view: BoardView, exercise: CardView) -> dict[str, CardView]:
    """By public id: the candidates of this exercise, and whom the board set aside."""
    cards = (*partners.aside(view), *exercise.children)
    return {partners.directory_id(card): card for card in cards if partners.directory_id(card)}


def expected(
    asked: SuggestRequest,
    name: str,
    public_id: str,
    known: Mapping[str, CardView] | None = None,
) -> Expected | None:
    """Why someone that the visitor names is not in the list; None when nobody was named.

    `public_id` says which one of those with this name; `known` are cards of the board.
    """
    if public_id:
        return _why_not(asked, public_id, known or {})
    if not name:
        return None
    page = organisations.search(SearchRequest(name, origin=asked.municipality_code))
    named = page.results[: page.by_name] or page.results
    same = [one for one in named if texts.fold(one.name) == texts.fold(name)]
    if not same and page.by_name == 1:
        same = list(named)
    if len(same) == 1:
        return _why_not(asked, same[0].public_id, known or {})
    return Expected(namesakes=named[:NAMESAKES])


def _why_not(asked: SuggestRequest, public_id: str, known: Mapping[str, CardView]) -> Expected:
    answer = matching.why_not(asked, public_id)
    reasons = tuple(reason.text for reason in answer.reasons)
    if answer.organisation is None:
        return Expected(reasons=reasons)
    card = known.get(answer.organisation.public_id)
    if card is not None:  # its card says more than that it was left out
        return Expected(found=Found(answer.organisation, card), reasons=(_on_this_board(card),))
    return Expected(found=Found(answer.organisation), reasons=reasons)


def _on_this_board(card: CardView) -> str:
    if card.fields.get("later"):
        return _("Je houdt deze organisatie voor later.")
    if not card.fields.get("not_for_us"):
        return _("Deze organisatie staat al in deze denkoefening.")
    reason = words.NOT_FOR_US.get(str(card.fields.get("not_for_us_reason")))
    told = ", ".join(filter(None, (str(reason or ""), str(card.fields.get("not_for_us_why", "")))))
    sentence = _("Je legde deze organisatie weg voor dit bord.")
    return f"{sentence[:-1]}: {told}." if told else sentence


def inspired(
    asked: SuggestRequest, found: Sequence[Suggestion], variant: str
) -> inspiration.Inspiration:
    """What the library has beside a thin list."""
    place = places.municipality(asked.municipality_code).label
    seen = {one.organisation.kind for one in found}
    return inspiration.inspire(asked, place, variant=variant, without=seen)


def _place_step(view: BoardView) -> dict[str, str]:
    """Where to say in which municipality you work."""
    zones = view.method.zones_of_kind(ZoneKind.PLACE)
    if not zones:
        return {}
    step = view.method.step_of(zones[0].key)
    address = reverse("boards:show_step", args=[view.board.pk, step.slug])
    return {"url": f"{address}#vak-{zones[0].key}", "title": step.title or _("Wie ben je?")}
