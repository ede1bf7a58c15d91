# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the scripts of a session page get from the server: addresses, who I am, and the method."""

from typing import Any

from django.urls import reverse

from netwerkbouwer.boards import cards, models
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.sessions.access import Seat
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods.template import Choice, Column, FieldSpec, Step, Theme, Zone, ZoneKind

Json = dict[str, Any]


def config(seat: Seat, view: BoardView, *, here: str) -> Json:
    """What frontend/board/session/config.ts describes; `here` is the address of the page."""
    board, method = view.board, view.method
    tables = seat.session.tables.order_by("number")
    has_diagram = bool(method.zones_of_kind(ZoneKind.BUBBLES))
    return {
        "session": seat.session.pk,
        "title": seat.session.title,
        "board": board.pk,
        "isWorksheet": board.pk != seat.session.board_id,
        "participant": seat.participant.pk,
        "door": method.door,
        "method": method.slug,
        "steps": [_step(step, board) for step in method.steps],
        "tables": [{"number": one.number, "name": str(one)} for one in tables],
        "places": _places(view),
        "addresses": {
            "here": here,
            "places": reverse("places:search"),
            "diagram": _diagram(seat, board) if has_diagram else "",
            "qr": reverse("boards:draw_code", args=[seat.session.pk]) if seat.leads else "",
        },
    }


def _diagram(seat: Seat, board: models.Board) -> str:
    """Who leads shows it on the wall: without what is hidden for others."""
    if seat.leads:
        return reverse("boards:draw_wall", args=[seat.session.pk])
    return reverse("boards:draw_bubbles", args=[board.pk])


def _places(view: BoardView) -> dict[str, str]:
    """What the municipalities on the cards are called."""
    found = {card.row.municipality for card in view.cards.values() if card.row.municipality}
    return {place.code: place.name_nl for place in found}


def _step(step: Step, board: models.Board) -> Json:
    return {
        "slug": step.slug,
        "title": step.title,
        "ask": step.ask,
        "explain": step.explain,
        "example": step.example,
        "address": reverse("boards:show_step", args=[board.pk, step.slug]),
        "zones": [_zone(zone, board.variant) for zone in step.zones],
    }


def _zone(zone: Zone, variant: str) -> Json:
    kinds = cards.card_types(zone)
    return {
        "key": zone.key,
        "kind": str(zone.kind),
        "title": zone.title,
        "prompt": zone.prompt,
        "help": zone.help,
        "examples": zone.examples,
        "cardTypes": list(kinds),
        "types": [_line(one) for one in zone.types],
        "privateTypes": [key for key in kinds if zone.is_private(key)],
        "choices": [_line(one) for one in zone.choices],
        "many": zone.many,
        "themes": [_theme(one, zone.columns) for one in zone.themes],
        "fields": [_field(one, variant) for one in zone.fields if one.variant in (None, variant)],
        "source": zone.source,
        "isView": zone.is_view,
    }


def _line(one: Choice | Column) -> Json:
    return {"key": one.key, "label": one.label}


def _theme(theme: Theme, columns: list[Column]) -> Json:
    shown = theme.columns or columns
    return {**_column(theme), "columns": [_column(one) for one in shown]}


def _column(column: Column) -> Json:
    return {**_line(column), "prompt": column.prompt}


def _field(field: FieldSpec, variant: str) -> Json:
    choices = [_line(one) for one in field.choices]
    if field.choices_from:
        items = library.items(field.choices_from)
        choices += [{"key": item.key, "label": item.label_in(variant)} for item in items]
    return {
        "key": field.key,
        "label": field.label,
        "kind": str(field.kind),
        "help": field.help,
        "choices": choices,
        "cardsFrom": field.cards_from,
    }
