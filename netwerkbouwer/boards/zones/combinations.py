# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Combinations of candidates from different bubbles, with hints for the set and proposals."""

from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import combinations as sets
from netwerkbouwer.boards import drawing, hints, partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import exercises
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.methods.template import Zone, ZoneKind

MOST_OPTIONS = 200  # to tick in one form


@dataclass(frozen=True)
class Combination:
    """A combination with its members in full and the hints for the set."""

    card: CardView
    members: list[Partner]
    hints: hints.Hints

    @property
    def id(self) -> str:
        return self.card.id

    @property
    def places(self) -> int:
        return len({member.place_key for member in self.members})


@dataclass(frozen=True)
class Proposed:
    """A proposed set with its members in full, and the notes it starts from."""

    members: list[Partner]
    reasons: tuple[str, ...]
    sources: list[CardView]

    @property
    def name(self) -> str:
        return " + ".join(member.name for member in self.members)[:200]


def combinations(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    own = partners.own(view)
    lines = [combination(own, card) for card in view.in_zone(zone.key)]
    opened = next((line for line in lines if line.id == look.get("toon")), None)
    everyone = [one for one in partners.partners(view) if not one.is_dropped]
    options = _options(everyone, opened)
    return {
        "combinations": lines,
        "opened": opened,
        "open_members": [one.id for one in opened.members] if opened else [],
        "open_sources": [card.id for card in opened.card.sources] if opened else [],
        "groups": drawing.bubbles(options, own) if options else [],
        "has_more": len(options) < len(partners.merged(everyone)),
        "notes": _notes(view),
        "proposals": _proposals(view, everyone, lines),
        "has_partners": bool(everyone),
    }


def combination(own: partners.Own, card: CardView) -> Combination:
    """One combination; also for paper and files."""
    members = [partners.partner(m) for m in card.members if not partners.is_aside(m)]
    return Combination(card, members, hints.for_set(own.party, [m.party for m in members]))


def _options(everyone: list[Partner], opened: Combination | None) -> list[Partner]:
    """Whom to tick: each organisation once, members as they are; chosen ones when it gets long."""
    known = {partners.identity(one): one for one in partners.merged(everyone)}
    members = opened.members if opened else []
    known |= {partners.identity(one): one for one in members}
    options = list(known.values())
    if len(options) > MOST_OPTIONS:
        kept = {one.id for one in members}
        options.sort(key=lambda one: (one.id not in kept, not one.is_chosen))
        options = options[:MOST_OPTIONS]
    return options


def _notes(view: BoardView) -> list[CardView]:
    """The strengths and limitations a combination can start from."""
    keys = [key for zone in view.method.zones_of_kind(ZoneKind.EXERCISES) for key in zone.source]
    return [card for card in view.in_zones(keys) if card.text]


def _proposals(
    view: BoardView, everyone: list[Partner], lines: list[Combination]
) -> list[Proposed]:
    by_id = {one.id: one for one in partners.merged(everyone)}
    twins = {partners.identity(one): one.id for one in by_id.values()}
    options = [_option(one) for one in by_id.values()]
    existing = {
        frozenset(
            twins[partners.identity(m)] for m in line.members if partners.identity(m) in twins
        )
        for line in lines
    }
    found = sets.propose(
        options, existing=sorted(existing, key=sorted), unmet=_unmet(view, everyone, lines)
    )
    return [
        Proposed(
            [by_id[member] for member in proposal.members],
            proposal.reasons,
            view.cards[proposal.exercise].sources if proposal.exercise else [],
        )
        for proposal in found
    ]


def _option(one: Partner) -> sets.Option:
    return sets.Option(
        id=one.id,
        party=one.party,
        chosen=one.is_chosen,
        has_idea=bool(one.card.ideas),
        exercise=one.card.parent.id if one.card.parent else "",
    )


def _unmet(view: BoardView, everyone: list[Partner], lines: list[Combination]) -> list[sets.Need]:
    """Limitations with candidates of whom none is in a combination yet."""
    used = {member.id for line in lines for member in line.members}
    met = {one.card.parent.id for one in everyone if one.id in used and one.card.parent}
    return [
        sets.Need(card.id, title(view, card)[:80])
        for card in exercises.all_of(view)
        if card.fields.get("kind") != "from_strength" and card.id not in met
    ]
