# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawn view of a board: a page that scripts fill, and the bubble diagram it asks for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netwerkbouwer.boards import access, cards, drawing, look, queries, words
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Choice, Column, Method, Step, Zone, ZoneKind
from netwerkbouwer.organisations import sectors


@require_safe
def show_drawing(request: HttpRequest, board_id: str) -> HttpResponse:
    """The drawn view; without scripts it leads to the list, where everything works too."""
    visit = access.get_board_to_view(request, board_id)
    board = visit.board
    method = methods.method(board.method, board.method_version, board.variant)
    context = {
        "visit": visit,
        "board": board,
        "method": method,
        "config": {
            "board": board.pk,
            "me": visit.participant.pk,
            "title": board.title,
            "mayWrite": visit.may_write,
            "door": method.door,
            "addresses": _addresses(board.pk),
            "steps": [_step(board.pk, step) for step in method.steps],
            "zones": [_zone(step, zone) for step in method.steps for zone in step.zones],
            "decks": _decks(method, board.variant),
            "sectors": {sector.slug: sector.label for sector in sectors.SECTORS},
            "halves": {key: str(label) for key, label in words.HALF.items()},
            "statuses": {str(k): str(label) for k, label in _statuses().items()},
        },
    }
    return render(request, "boards/show_drawing.html", context)


@require_safe
@never_cache
def send_diagram(request: HttpRequest, board_id: str) -> HttpResponse:
    """The bubble diagram laid out, as JSON; of one exercise or of all together.

    `rev` is the board's revision before the cards were read: what is newer may be in it already.
    """
    visit = access.get_board_to_view(request, board_id)
    view = queries.board_view(visit.board, viewer=visit.viewer)
    if not view.method.zones_of_kind(ZoneKind.BUBBLES):
        raise Http404
    asked = look.read(request.GET.urlencode())
    diagram = drawing.as_json(view, asked.get("oefening"))
    return JsonResponse({"rev": visit.board.revision, "diagram": diagram})


def _addresses(board_id: str) -> dict[str, str]:
    return {
        "board": reverse("boards:show_board", args=[board_id]),
        "diagram": reverse("boards:send_diagram", args=[board_id]),
        "toegang": reverse("boards:give_ticket", args=[board_id]),
        "stand": reverse("boards:show_state", args=[board_id]),
        "operaties": reverse("boards:take_operations", args=[board_id]),
    }


def _step(board_id: str, step: Step) -> dict[str, str]:
    address = reverse("boards:show_step", args=[board_id, step.slug])
    return {"slug": step.slug, "title": step.title, "ask": step.ask, "address": address}


def _zone(step: Step, zone: Zone) -> dict[str, Any]:
    """What the drawing needs to know of a zone: which places it has and what lies there."""
    return {
        "key": zone.key,
        "step": step.slug,
        "kind": str(zone.kind),
        "title": zone.title,
        "prompt": zone.prompt,
        "cardTypes": list(cards.card_types(zone)),
        "types": {kind.key: kind.label for kind in zone.types},
        "isSingle": zone.is_single,
        "isView": zone.is_view,
        "limit": zone.limit,
        "deck": zone.deck or "",
        "ownCards": zone.own_cards,
        "privateTypes": [key for key in cards.card_types(zone) if zone.is_private(key)],
        "choices": _labels(zone.choices),
        "statuses": _labels(zone.statuses),
        "source": zone.source,
        "themes": [
            {"key": t.key, "label": t.label, "columns": _columns(t.columns or zone.columns)}
            for t in zone.themes
        ],
        "rows": _columns(zone.rows),
        "columns": _columns(zone.columns),
        "rowsFrom": zone.rows_from,
        "columnsFrom": zone.columns_from,
    }


def _labels(choices: list[Choice]) -> dict[str, str]:
    return {choice.key: choice.label for choice in choices}


def _columns(columns: list[Column]) -> list[dict[str, str]]:
    return [{"key": column.key, "label": column.label} for column in columns]


def _decks(method: Method, variant: str) -> dict[str, dict[str, str]]:
    """What the items of each deck are called: per pack, per item."""
    packs = {zone.deck for zone in method.zones_of_kind(ZoneKind.DECK) if zone.deck}
    return {
        pack: {item.id: item.label_in(variant) for item in library.items(pack)}
        for pack in sorted(packs)
    }


def _statuses() -> dict[str, Any]:
    return {**words.PARTNER_STATUS, **words.SCENARIO_STATUS}
