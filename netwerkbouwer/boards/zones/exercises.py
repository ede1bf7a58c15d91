# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Thinking exercises: each starts from one strength or one limitation."""

from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.methods.template import Step, Zone, ZoneKind


@dataclass(frozen=True)
class Exercise:
    """An exercise as it stands in lists."""

    card: CardView
    title: str
    count: int
    is_open: bool

    @property
    def id(self) -> str:
        return self.card.id

    @property
    def kind(self) -> str:
        return str(self.card.fields.get("kind") or "from_limitation")


@dataclass(frozen=True)
class Start:
    """A zone with notes to start from; each note with how many exercises start there."""

    zone: Zone
    step: Step
    notes: list[tuple[CardView, int]]


def exercises(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    starts = [_start(view, zone, key) for key in zone.source]
    below = view.method.zones_of_kind(ZoneKind.CANDIDATES)
    fresh = [note.id for start in starts for note, used in start.notes if not used]
    return {
        # With one note left to start from, it is chosen already.
        "only": fresh[0] if len(fresh) == 1 else "",
        # Where an opened exercise shows.
        "candidate_anchor": f"vak-{below[0].key if below else zone.key}",
        "exercises": listed(view, look),
        "starts": starts,
        "has_notes": any(start.notes for start in starts),
    }


def listed(view: BoardView, look: Look) -> list[Exercise]:
    """All exercises, with which one is open."""
    counts: dict[str, int] = {}
    for card in partners.shown(view):
        if card.parent is not None:
            counts[card.parent.id] = counts.get(card.parent.id, 0) + 1
    chosen = opened(view, look)
    return [
        Exercise(card, title(view, card), counts.get(card.id, 0), card is chosen)
        for card in all_of(view)
    ]


def all_of(view: BoardView) -> list[CardView]:
    zones = view.method.zones_of_kind(ZoneKind.EXERCISES)
    return view.in_zones([zone.key for zone in zones])


def opened(view: BoardView, look: Look) -> CardView | None:
    """The exercise that was asked for, else the newest."""
    cards = all_of(view)
    asked = next((card for card in cards if card.id == look.get("toon")), None)
    return asked or (cards[-1] if cards else None)


def _start(view: BoardView, zone: Zone, key: str) -> Start:
    used: dict[str, int] = {}
    for exercise in view.in_zone(zone.key):
        for source in exercise.sources:
            used[source.id] = used.get(source.id, 0) + 1
    notes = [(note, used.get(note.id, 0)) for note in view.in_zone(key) if note.text]
    return Start(view.method.zones[key], view.method.step_of(key), notes)
