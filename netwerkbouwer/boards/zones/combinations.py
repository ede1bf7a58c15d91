# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Combinations of candidates from different bubbles, with hints for the set and proposals."""

from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import drawing, hints, partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import proposing
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


def combinations(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    own = partners.own(view)
    lines = [combination(own, card) for card in view.in_zone(zone.key)]
    opened = next((line for line in lines if line.id == look.get("toon")), None)
    everyone = [one for one in partners.partners(view) if not one.is_dropped]
    options = _options(everyone, opened)
    used = [line.members for line in lines]
    return {
        "combinations": lines,
        "opened": opened,
        "open_members": [one.id for one in opened.members] if opened else [],
        "open_sources": [card.id for card in opened.card.sources] if opened else [],
        "groups": drawing.bubbles(options, own) if options else [],
        "has_more": len(options) < len(partners.merged(everyone)),
        "notes": _notes(view),
        "proposals": proposing.on_board(view, everyone, used),
        "sought": proposing.from_directory(view, look, everyone, used),
        "sought_choices": proposing.choices(view),
        "absent": proposing.absent(view, opened.card, opened.members) if opened else None,
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
