# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram of a board for paper: the same drawing as on screen, with a list beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from netwerkbouwer.boards import bubble_svg, layout
from netwerkbouwer.boards.layout import HALVES, Actor, Place, Thread
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.reports import partner_rows
from netwerkbouwer.reports.partner_rows import Row
from netwerkbouwer.reports.report import Entries, Entry, Figure

A3 = 1.62  # width by height of what is left of the sheet
TEXTS = bubble_svg.SvgTexts(
    culture="cultuur",
    other="andere sectoren",
    own="je eigen gemeente",
    chosen="hiermee gaan we verder",
    doubtful="twijfel",
    thread="combinatie",
    empty_culture="Nog niemand uit cultuur",
    empty_other="Nog niemand uit een andere sector",
    legend="Wie is wie",
)


def bubbles(view: BoardView, rows: Sequence[Row]) -> list[Place]:
    """One bubble per municipality, own first; the same actor found twice counts once."""
    found: dict[str, Place] = {}
    code, name = partner_rows.own_place(view)
    if name:
        found[code or name] = _place(code, name, own=True)
    actors: dict[str, Actor] = {}
    for row in rows:
        key = row.place_key
        if key not in found:
            unknown = row.place == partner_rows.UNKNOWN_PLACE
            found[key] = _place(row.code, row.place, doubtful=unknown)
        actor = _actor(row)
        known = actors.get(actor.key)
        if known is not None:
            actor = replace(known, chosen=known.chosen or actor.chosen)
        actors[actor.key] = actor
        found[key] = _with(found[key], actor)
    return list(found.values())


def _place(code: str, name: str, *, own: bool = False, doubtful: bool = False) -> Place:
    here = partner_rows.municipality(code)
    lat, lon = (here.lat, here.lon) if here else (None, None)
    return Place(code or name, name, lat, lon, own=own, doubtful=doubtful)


def key_of(row: Row) -> str:
    return "|".join(row.identity)


def _actor(row: Row) -> Actor:
    return Actor(
        key=key_of(row),
        name=row.name,
        half=row.half,
        sector=row.sectors[0] if row.sectors else "",
        chosen=row.chosen,
        doubtful=row.doubtful,
    )


def _with(place: Place, actor: Actor) -> Place:
    others = tuple(a for a in place.actors if a.key != actor.key)
    return replace(place, actors=(*others, actor))


def threads(view: BoardView, rows: Sequence[Row]) -> list[Thread]:
    """Combinations as threads through their members, as far as these are in the drawing."""
    keys = {row.card: key_of(row) for row in rows}
    found = []
    for card in view.of_type("combination"):
        members = dict.fromkeys(keys[m.id] for m in card.members if m.id in keys)
        if len(members) > 1 and card.fields.get("status") != "dropped":
            found.append(Thread(card.id, card.text or "zonder naam", tuple(members)))
    return found


def figure(view: BoardView, rows: Sequence[Row], title: str, *, aspect: float) -> Figure | None:
    """The drawing of these partners; None when there is nothing to draw."""
    drawn = bubbles(view, rows)
    if not drawn:
        return None
    diagram = layout.lay_out(drawn, threads(view, rows), aspect=aspect)
    alt = alternative(drawn)
    svg = bubble_svg.to_svg(diagram, title=title, description=alt, texts=TEXTS, interactive=False)
    return Figure(svg, f"{title}. {alt}", title)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing for a sheet of its own, with everyone in it as a list."""

    figure: Figure
    places: tuple[dict[str, Any], ...]


def sheets(view: BoardView, rows: Sequence[Row]) -> list[Sheet]:
    """Everyone together, then each thinking exercise that found someone."""
    shown = [row for row in rows if not row.not_for_us]
    found = [_sheet(view, shown, "Bollenschema")]
    exercises = dict.fromkeys(row.exercise for row in shown if row.exercise)
    if len(exercises) > 1:
        for number, title in enumerate(exercises, start=1):
            own = [row for row in shown if row.exercise == title]
            found.append(_sheet(view, own, f"Denkoefening {number}: {title}"))
    return [sheet for sheet in found if sheet is not None]


def _sheet(view: BoardView, rows: Sequence[Row], title: str) -> Sheet | None:
    drawn = figure(view, rows, title, aspect=A3)
    if drawn is None:
        return None
    return Sheet(drawn, tuple(map(_names, bubbles(view, rows))))


def _names(place: Place) -> dict[str, Any]:
    own = " (eigen gemeente)" if place.own else ""
    actors = sorted(place.actors, key=lambda actor: (actor.half, actor.name.casefold()))
    return {
        "name": f"{place.name}{own}",
        "names": [{"name": a.name, "half": partner_rows.HALVES[a.half]} for a in actors],
    }


def alternative(drawn: Sequence[Place]) -> str:
    """What the drawing shows, for who cannot see it; the list after it has every name."""
    lines = []
    for place in drawn:
        counts = [sum(actor.half == half for actor in place.actors) for half in HALVES]
        own = " (eigen gemeente)" if place.own else ""
        lines.append(f"{place.name}{own}: {counts[0]} in cultuur, {counts[1]} in andere sectoren")
    return "Bollen per gemeente. " + "; ".join(lines) + ". De lijst erna noemt alle namen."


def twin(view: BoardView, rows: Sequence[Row]) -> Entries:
    """The same as the drawing, as a list: per municipality who is above and below the line."""
    items = []
    for place in bubbles(view, rows):
        lines = []
        for half in HALVES:
            names = sorted(actor.name for actor in place.actors if actor.half == half)
            title = "Cultuur" if half == "culture" else "Andere sectoren"
            lines.append(f"{title}: {', '.join(names) if names else 'nog niemand'}")
        tag = " (eigen gemeente)" if place.own else ""
        items.append(Entry(text="", label=f"{place.name}{tag}", details=tuple(lines)))
    return Entries(tuple(items))
