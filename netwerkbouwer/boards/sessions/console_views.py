# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starting a session, and the console from which it is led: every button is a form."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from netwerkbouwer.boards import access as board_access
from netwerkbouwer.boards import models
from netwerkbouwer.boards import queries as board_queries
from netwerkbouwer.boards.sessions import (
    access,
    actions,
    codes,
    console,
    forms,
    proposals,
    queries,
    spots,
)
from netwerkbouwer.boards.sessions import config as configs
from netwerkbouwer.boards.sessions.access import Seat
from netwerkbouwer.boards.sessions.views import for_people_inside, join_address
from netwerkbouwer.boards.stage import Sheets
from netwerkbouwer.boards.typed import WrongForm
from netwerkbouwer.boards.views import tells_when_not_saved
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method


@require_http_methods(["GET", "HEAD", "POST"])
@tells_when_not_saved
def start_session(request: HttpRequest) -> HttpResponse:
    """Fill in what the meeting is called and on what people write; then its console opens."""
    given = request.POST if request.method == "POST" else request.GET
    visit = board_access.get_board_to_edit(request, given.get("bord", ""))
    if visit.board.stage().is_worksheet:  # it would no longer open with the links of its session
        return redirect("boards:lead_session", visit.board.session_id)
    try:
        if request.method == "POST":
            start = forms.read_start(request.POST)
            session = actions.start_session(board=visit.board, start=start, by=visit.participant)
            return redirect("boards:lead_session", session.pk)
    except actions.AlreadyLive as other:
        return redirect("boards:lead_session", other.session.pk)
    except WrongForm as error:
        return _ask_start(request, visit, error, status=422)
    live = visit.board.session
    if live is not None and live.is_live:
        return redirect("boards:lead_session", live.pk)
    return _ask_start(request, visit)


def _ask_start(
    request: HttpRequest,
    visit: board_access.Visit,
    error: WrongForm | None = None,
    status: int = 200,
) -> HttpResponse:
    board = visit.board
    method = methods.method(board.method, board.method_version, board.variant)
    tables = board.cards.filter(zone="tables", is_removed=False).order_by("position")
    names = [text for text in tables.values_list("text", flat=True) if text]
    typed = {key: request.POST.get(key, "") for key in request.POST}
    context = {
        "board": board,
        "method": method,
        "error": error,
        "sheets": [sheet.value for sheet in Sheets],
        "typed": typed
        or {
            "title": board.title,
            "starts_on": timezone.localdate().isoformat(),
            "sheets": Sheets.PLENARY.value,
            "names": "\n".join(names),
            "step": spots.first_to_share(method),
        },
    }
    return render(request, "boards/sessions/start.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@tells_when_not_saved
@for_people_inside
def lead_session(request: HttpRequest, session_id: str) -> HttpResponse:
    """The console; each of its buttons posts here and comes back with one sentence."""
    seat = access.get_session_to_lead(request, session_id)
    if request.method == "POST":
        return _do(request, seat)
    return _console(request, seat)


def _do(request: HttpRequest, seat: Seat) -> HttpResponse:
    told = console.do(seat, request.POST)
    response = redirect("boards:lead_session", seat.session.pk)
    kept = {"samen": "ja"} if request.POST.get("samen") == "ja" else {}
    person = request.POST.get("person", "")
    if person.isdecimal() and request.POST.get("do") in ("role", "seat"):
        kept["wie"] = person[:20]
    response["Location"] += f"?{urlencode({**told.asked, **kept})}#{told.anchor}"
    return response


def _console(request: HttpRequest, seat: Seat) -> HttpResponse:
    session = seat.session
    viewer = seat.participant.viewer(session.stage(session.board))
    view = board_queries.board_view(session.board, viewer=viewer)
    people = queries.people(session)
    context: dict[str, Any] = {
        "seat": seat,
        "session": session,
        "board": session.board,
        "method": view.method,
        **_now(session, view.method),
        "join_address": join_address(request),
        "code": codes.shown(session.code),
        "told": console.told(request.GET),
        "waiting": [one for one in people if one.row.is_waiting and not one.row.is_blocked],
        "inside": [one for one in people if not (one.row.is_waiting or one.row.is_blocked)],
        "opened": _opened(request, people),
        "can_move": session.sheets in (Sheets.PLENARY, Sheets.TABLE) and session.tables.exists(),
        "taking_part": queries.taking_part(people),
        "sent_out": [one for one in people if one.row.is_blocked],
        "tables": queries.tables(session, people),
        "proposals": proposals.proposals(view) if request.GET.get("samen") == "ja" else None,
        "has_worksheets": queries.has_worksheets(session),
        "spread": queries.spread(people),
        "config": configs.config(seat, view, here=request.path),
    }
    return render(request, "boards/sessions/lead_session.html", context)


def _opened(request: HttpRequest, people: list[queries.Person]) -> queries.Person | None:
    """The person about whom something is asked."""
    number = forms.number(request.GET.get("wie", ""), most=2**53)
    return next((one for one in people if one.row.pk == number), None)


TIMERS = (3, 5, 10, 15, 20)  # minutes that are one press away


def _now(session: models.Session, method: Method) -> dict[str, Any]:
    """What the step that everyone is at makes possible."""
    step = method.step(session.step) if session.step else None
    index = method.steps.index(step) if step else 0
    zones = [zone for zone in (step.zones if step else []) if spots.is_for_groups(zone)]
    keys = {zone.key for zone in zones}
    return {
        "step": step,
        "step_before": method.steps[index - 1] if step and index else None,
        "step_after": method.steps[index + 1] if step and index + 1 < len(method.steps) else None,
        "left": queries.time_left(session),
        "timers": TIMERS,
        "zones": zones,
        "hidden": [zone for zone in zones if zone.key in session.hidden_zones],
        "hidden_elsewhere": [method.zones[key] for key in session.hidden_zones if key not in keys],
        "voting": [method.zones[key] for key in session.voting_zones],
        "voters": queries.voters(session),
    }
