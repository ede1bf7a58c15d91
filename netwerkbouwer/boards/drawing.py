# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram of a board: which bubbles with whom, and the drawing of it.

Drawings are kept by what is in them. A board that changed, another exercise, or a reader who may
see less give another drawing by themselves; nothing can go stale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netwerkbouwer.boards import bubble_svg, diagram_json, layout, partners
from netwerkbouwer.boards.partners import Own, Partner
from netwerkbouwer.boards.queries import BoardView

KEPT = 24  # drawings in memory; one of 60 bubbles with 40 actors takes about a megabyte


@dataclass(frozen=True)
class Bubble:
    """A municipality with who is in it; the own one comes first, even when empty."""

    key: str
    code: str
    name: str
    is_own: bool
    culture: list[Partner]
    other: list[Partner]

    @property
    def count(self) -> int:
        return len(self.culture) + len(self.other)

    @property
    def halves(self) -> list[tuple[str, list[Partner]]]:
        return [("culture", self.culture), ("other", self.other)]


def bubbles(found: Sequence[Partner], own: Own) -> list[Bubble]:
    """A bubble per municipality: the own one, then by how many are in it, then by name."""
    groups: dict[str, list[Partner]] = {}
    if own.code:
        groups[own.code] = []
    for one in found:
        groups.setdefault(one.place_key, []).append(one)
    made = [_bubble(key, group, own) for key, group in groups.items()]
    return sorted(made, key=lambda b: (not b.is_own, not b.code, -b.count, b.name, b.key))


def _bubble(key: str, group: list[Partner], own: Own) -> Bubble:
    is_own = bool(own.code) and key == own.code
    name = own.place if is_own else group[0].place or _("Plaats nog niet ingevuld")
    ordered = sorted(group, key=lambda one: (one.sector, one.name.casefold()))
    return Bubble(
        key=key,
        code=own.code if is_own else group[0].code,
        name=name,
        is_own=is_own,
        culture=[one for one in ordered if one.half == "culture"],
        other=[one for one in ordered if one.half == "other"],
    )


def svg(
    view: BoardView, exercise: str = "", *, interactive: bool, legend: bool | None = None
) -> str:
    """The diagram of one exercise or of all together.

    The list of numbers stands below it unless it is interactive; `legend` decides otherwise.
    """
    places, threads = _contents(view, exercise)
    title = _("Bollenschema van ‘%(board)s’") % {"board": view.board.title}
    has_legend = not interactive if legend is None else legend
    return _drawn(places, threads, title, _texts(has_legend), interactive)


def as_json(view: BoardView, exercise: str = "") -> dict[str, Any]:
    """The same diagram for the screen where people move things in it; see `diagram_json`."""
    found = partners.partners(view, exercise)
    kept = {partners.identity(one): one.id for one in shown(view, exercise)}
    cards: dict[str, list[str]] = {}
    for one in found:
        if one.is_dropped or partners.identity(one) not in kept:
            continue
        cards.setdefault(kept[partners.identity(one)], []).append(one.id)
    made = bubbles(shown(view, exercise), partners.own(view))
    diagram = _laid_out(*_contents(view, exercise))
    return diagram_json.to_json(diagram, codes={b.key: b.code for b in made}, cards=cards)


def numbers(view: BoardView, exercise: str = "") -> dict[str, int]:
    """The number of each card in the diagram; empty when all names fit."""
    diagram = _laid_out(*_contents(view, exercise))
    actors = [actor for bubble in diagram.bubbles for actor in bubble.actors]
    return {actor.key: actor.number for actor in actors if actor.number is not None}


def _contents(
    view: BoardView, exercise: str
) -> tuple[tuple[layout.Place, ...], tuple[layout.Thread, ...]]:
    found = shown(view, exercise)
    places = tuple(_place(bubble) for bubble in bubbles(found, partners.own(view)))
    return places, _threads(view, found)


def shown(view: BoardView, exercise: str = "") -> list[Partner]:
    """Who is in the diagram: of one exercise, or each organisation of the board once."""
    found = partners.partners(view, exercise)
    return [one for one in partners.merged(found) if not one.is_dropped]


def _place(bubble: Bubble) -> layout.Place:
    here = partners.municipality(bubble.code)
    return layout.Place(
        key=bubble.key,
        name=bubble.name,
        lat=here.lat if here else None,
        lon=here.lon if here else None,
        own=bubble.is_own,
        doubtful=here is None,
        actors=tuple(_actor(one) for _half, group in bubble.halves for one in group),
    )


def _actor(one: Partner) -> layout.Actor:
    doubtful = bool(one.card.fields.get("doubtful"))
    return layout.Actor(one.id, one.name, one.half, one.sector, one.is_chosen, doubtful)


def _threads(view: BoardView, found: Sequence[Partner]) -> tuple[layout.Thread, ...]:
    """Combinations as threads; a member stands for the same organisation in the diagram."""
    keys = {partners.identity(one): one.id for one in found}
    threads = []
    for card in view.of_type("combination"):
        members = [keys.get(partners.identity(partners.partner(m))) for m in card.members]
        there = tuple(sorted({member for member in members if member}))
        if len(there) > 1 and card.fields.get("status") != "dropped":
            threads.append(layout.Thread(card.id, card.text, there))
    return tuple(threads)


def _texts(has_legend: bool) -> bubble_svg.SvgTexts:
    return bubble_svg.SvgTexts(
        culture=_("cultuur"),
        other=_("niet-cultuur"),
        own=_("eigen gemeente"),
        chosen=_("gekozen partner"),
        doubtful=_("nog niet zeker"),
        thread=_("combinatie"),
        empty_culture=_("Wie uit de cultuur ken je hier?"),
        empty_other=_("Wie van buiten de cultuur ken je hier?"),
        legend=_("Wie is wie") if has_legend else "",
    )


@lru_cache(maxsize=KEPT)
def _laid_out(
    places: tuple[layout.Place, ...], threads: tuple[layout.Thread, ...]
) -> layout.Diagram:
    return layout.lay_out(places, threads)


@lru_cache(maxsize=KEPT)
def _drawn(
    places: tuple[layout.Place, ...],
    threads: tuple[layout.Thread, ...],
    title: str,
    words: bubble_svg.SvgTexts,
    interactive: bool,
) -> str:
    actors = sum(len(place.actors) for place in places)
    counted = ngettext("%(n)s organisatie", "%(n)s organisaties", actors) % {"n": actors}
    bubbles_ = ngettext("%(n)s gemeente", "%(n)s gemeenten", len(places)) % {"n": len(places)}
    description = _("%(bubbles)s met samen %(actors)s. De lijst hieronder zegt hetzelfde.") % {
        "bubbles": bubbles_,
        "actors": counted,
    }
    diagram = _laid_out(places, threads)
    return bubble_svg.to_svg(
        diagram, title=title, description=description, texts=words, interactive=interactive
    )
