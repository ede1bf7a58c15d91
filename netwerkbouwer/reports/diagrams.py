# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram of a board for paper: the same drawing as on screen, with a list beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import drawing, partners, zones
from netwerkbouwer.boards.drawing import Bubble
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.reports.report import Entries, Entry, Figure
from netwerkbouwer.reports.rows import HALVES


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing for a sheet of its own, with everyone in it as a list."""

    figure: Figure
    places: tuple[dict[str, Any], ...]


def sheets(view: BoardView, zone_title: str = "Bollenschema") -> list[Sheet]:
    """Everyone together, then, when there are several, each exercise that found someone."""
    found = [_sheet(view, zone_title)]
    exercises = [card for card in view.of_type("exercise") if drawing.shown(view, card.id)]
    if len(exercises) > 1:
        for number, card in enumerate(exercises, start=1):
            title = f"Denkoefening {number}: {zones.title(view, card)}"
            found.append(_sheet(view, title, card.id))
    return [sheet for sheet in found if sheet is not None]


def _sheet(view: BoardView, title: str, exercise: str = "") -> Sheet | None:
    drawn = figure(view, title, exercise)
    if drawn is None:
        return None
    numbers = drawing.numbers(view, exercise)
    return Sheet(drawn, tuple(_names(bubble, numbers) for bubble in _bubbles(view, exercise)))


def _bubbles(view: BoardView, exercise: str = "") -> list[Bubble]:
    return drawing.bubbles(drawing.shown(view, exercise), partners.own(view))


def _names(bubble: Bubble, numbers: Mapping[str, int]) -> dict[str, Any]:
    names = [
        {"name": _numbered(one, numbers), "half": HALVES[half]}
        for half, group in bubble.halves
        for one in group
    ]
    return {"name": _title(bubble), "names": names}


def _numbered(one: Partner, numbers: Mapping[str, int]) -> str:
    """A full drawing has numbers instead of names: the list says who is who."""
    return f"{numbers[one.id]}. {one.name}" if one.id in numbers else one.name


def _title(bubble: Bubble) -> str:
    return f"{bubble.name} (eigen gemeente)" if bubble.is_own else bubble.name


def figure(view: BoardView, title: str, exercise: str = "") -> Figure | None:
    """The drawing of one exercise, or of all; None when there is nothing to draw."""
    bubbles = _bubbles(view, exercise)
    if not bubbles:
        return None
    svg = without_overlap(drawing.svg(view, exercise, interactive=False, legend=False))
    return Figure(svg, f"{title}. {alternative(bubbles)}", title)


_HALO = re.compile(
    r'<text ([^>]*?)( stroke="[^"]*" stroke-width="[^"]*" stroke-linejoin="round")'
    r' paint-order="stroke">([^<]*)</text>'
)


def without_overlap(svg: str) -> str:
    """The drawing with halos drawn before the letters.

    The typesetter draws the halo of each letter over the letter before it; so the halo comes as
    a text of its own, below.
    """
    return _HALO.sub(r'<text \1\2 fill="#FFFDF8">\3</text><text \1>\3</text>', svg)


def alternative(bubbles: list[Bubble]) -> str:
    """What the drawing shows, for who cannot see it; the list after it has every name."""
    lines = [
        f"{_title(b)}: {len(b.culture)} in cultuur, {len(b.other)} in niet-cultuur" for b in bubbles
    ]
    return "Bollen per gemeente. " + "; ".join(lines) + ". De lijst erna noemt alle namen."


def twin(view: BoardView) -> Entries:
    """The same as the drawing, as a list: per municipality who is above and below the line."""
    numbers = drawing.numbers(view)
    return Entries(tuple(_entry(bubble, numbers) for bubble in _bubbles(view)))


def _entry(bubble: Bubble, numbers: Mapping[str, int]) -> Entry:
    lines = []
    for half, group in bubble.halves:
        names = ", ".join(_numbered(one, numbers) for one in group)
        lines.append(f"{HALVES[half].capitalize()}: {names or 'nog niemand'}")
    return Entry(text="", label=_title(bubble), details=tuple(lines))
