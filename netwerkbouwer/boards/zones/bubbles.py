# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram with its list twin: the same bubbles as headings, where everything works."""

from typing import Any

from django.utils.safestring import mark_safe

from netwerkbouwer.boards import drawing, partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.zones import exercises
from netwerkbouwer.methods.template import Zone, ZoneKind

MOST_BUTTONS = 1_000
MOST_FORMS = 200  # above this the list shows names; a bubble's own page has the forms


def bubbles(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    asked = look.get("oefening")
    lines = exercises.listed(view, look)
    exercise = asked if any(line.id == asked for line in lines) else ""
    found = drawing.shown(view, exercise)
    made = drawing.bubbles(found, partners.own(view))
    opened = next((bubble for bubble in made if bubble.key == look.get("gemeente")), None)
    return {
        "exercises": lines,
        "exercise": exercise,
        "own": partners.own(view),
        "bubbles": [opened] if opened else made,
        "opened": opened,
        "count": len(found),
        # A button for every place someone can go to; dragging in the drawing presses it.
        "with_buttons": len(found) * len(made) * 2 <= MOST_BUTTONS,
        "exercise_step": _exercise_step(view),
        "with_forms": opened is not None or len(found) <= MOST_FORMS,
        # Our own drawing: every text in it is escaped by bubble_svg.
        "svg": ""
        if opened or not made
        else mark_safe(drawing.svg(view, exercise, interactive=True)),
        "candidate_zone": _candidate_zone(view, zone),
    }


def _candidate_zone(view: BoardView, zone: Zone) -> Zone | None:
    """Where a candidate goes that someone adds from the diagram."""
    zones = [view.method.zones[key] for key in zone.source]
    return next((source for source in zones if source.kind == ZoneKind.CANDIDATES), None)


def _exercise_step(view: BoardView) -> str:
    """The step where the cards of candidates are."""
    zones = view.method.zones_of_kind(ZoneKind.CANDIDATES)
    return view.method.step_of(zones[0].key).slug if zones else view.method.steps[0].slug
