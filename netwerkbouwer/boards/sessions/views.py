# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of who takes part: one prompt, one form, own cards and those of others."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import segno
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from netwerkbouwer.boards import drawing, forms, look, models, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.actions import Answer, BoardIsGone, ReadOnly
from netwerkbouwer.boards.sessions import access, codes, join_views, queries, screens, table_actions
from netwerkbouwer.boards.sessions import config as configs
from netwerkbouwer.boards.sessions import forms as session_forms
from netwerkbouwer.boards.sessions.access import Seat
from netwerkbouwer.boards.stage import Sheets
from netwerkbouwer.boards.views import tells_when_not_saved
from netwerkbouwer.boards.zones.fields import field_pages
from netwerkbouwer.common import addresses, middleware
from netwerkbouwer.methods.template import ZoneKind

View = Callable[..., HttpResponse]


def for_people_inside(view: View) -> View:
    """Strangers get a page with a way in; who was sent out gets one that says so."""

    @wraps(view)
    def handle(request: HttpRequest, session_id: str, **given: Any) -> HttpResponse:
        try:
            return view(request, session_id, **given)
        except access.SentOut:
            return render(request, "boards/sessions/sent_out.html", status=403)
        except (Http404, BoardIsGone, models.Session.DoesNotExist):
            return join_views.unknown_session(request)

    return handle


@require_safe
@for_people_inside
def show_session(request: HttpRequest, session_id: str) -> HttpResponse:
    """Where a phone or a table laptop comes back to, every time."""
    seat = access.get_seat(request, session_id)
    if seat.leads and request.GET.get("mee") != "ja":
        return redirect("boards:lead_session", session_id)
    return _page(request, seat)


def _page(
    request: HttpRequest, seat: Seat, *, refusal: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    method = queries.method_of(seat.session)
    context = {"seat": seat, "session": seat.session, "method": method, "refusal": refusal}
    if not seat.session.is_live:
        return render(request, "boards/sessions/closed.html", context, status=status)
    if seat.participant.is_waiting:
        return render(request, "boards/sessions/waiting.html", context, status=status)
    if seat.needs_table:
        context["tables"] = seat.session.tables.order_by("number")
        return render(request, "boards/sessions/choose_table.html", context, status=status)
    asked = request.POST if refusal else request.GET
    desk = queries.desk(seat, step=asked.get("stap", ""), spot=asked.get("vak", ""))
    fields = field_pages(desk.view, desk.spot.zone) if desk.spot else []
    context |= {
        "desk": desk,
        "board": seat.board,
        "step": desk.step,
        "fields": [one for one in fields if not one.spec.cards_from],
        "look": look.of([]),
        "left": queries.time_left(seat.session),
        "dots": queries.dots_per_card(seat.board) if seat.viewer.sees_votes else {},
        "tables": _tables(seat),
        "has_laid": "gelegd" in request.GET,
        "config": configs.config(seat, desk.view, here=request.path),
    }
    return render(request, "boards/sessions/show_session.html", context, status=status)


def _tables(seat: Seat) -> list[models.Table]:
    """The tables that someone may move to: in a session of duos everyone stays where they are."""
    movable = seat.session.sheets in (Sheets.PLENARY, Sheets.TABLE) and not seat.leads
    return list(seat.session.tables.order_by("number")) if movable else []


@require_http_methods(["GET", "HEAD", "POST"])
@tells_when_not_saved
@for_people_inside
def change_session(request: HttpRequest, session_id: str) -> HttpResponse:
    """What someone lays, changes or votes for; refused, the page comes back with what was typed."""
    if request.method != "POST":
        return redirect("boards:show_session", session_id)
    seat = access.get_seat(request, session_id)
    if request.POST.get("do") == "table":
        return _sit_down(request, seat)
    try:
        answers = writer.apply(
            board=seat.board, operations=_operations(request, seat), by=seat.participant
        )
    except (forms.WrongForm, ReadOnly) as error:
        return _refused(request, seat, str(error), error)
    except (writer.NotSaved, DatabaseError):
        sentence = _("Het opslaan lukte niet. Wat je typte staat er nog. Probeer het zo opnieuw.")
        return _refused(request, seat, sentence, status=503)
    refused = next((answer for answer in answers if not answer.is_done), None)
    if refused is not None:
        return _refused(request, seat, refused.sentence)
    return _back(request, seat, answers)


def _operations(request: HttpRequest, seat: Seat) -> list[ops.AnyOperation]:
    """Raises WrongForm."""
    if request.POST.get("do") != "vote":
        return forms.read(request.POST, seat.board, queries.method_of(seat.session))
    payload = {
        "type": "cast_vote",
        "op_id": request.POST.get("op_id") or models.new_id(),
        "card": request.POST.get("card"),
        "dots": request.POST.get("dots"),
    }
    try:
        return [ops.parse(payload)]
    except ops.NotAnOperation as error:
        raise forms.WrongForm(str(error)) from None


def _refused(
    request: HttpRequest,
    seat: Seat,
    sentence: str,
    error: Exception | None = None,
    status: int = 422,
) -> HttpResponse:
    refusal = {
        "sentence": sentence,
        "field": getattr(error, "field", ""),
        "ways": getattr(error, "ways", ()),
        "data": request.POST,
        "can_mend": status == 422,
    }
    return _page(request, seat, refusal=refusal, status=status)


def _back(request: HttpRequest, seat: Seat, answers: list[Answer]) -> HttpResponse:
    """The same place again, with the cursor in the field when a card was laid."""
    asked = {key: request.POST.get(key, "")[:90] for key in ("stap", "vak")}
    asked = {key: value for key, value in asked.items() if value}
    if request.POST.get("do") == "add" and answers:
        asked["gelegd"] = "ja"
    response = redirect("boards:show_session", seat.session.pk)
    if seat.leads:
        asked["mee"] = "ja"
    if asked:
        response["Location"] += f"?{urlencode(asked)}"
    return response


def _sit_down(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose a table, or another one."""
    number = session_forms.number(request.POST.get("table", ""), most=1_000)
    with_tables = seat.session.sheets in (Sheets.PLENARY, Sheets.TABLE)
    if with_tables and seat.session.is_live and not seat.participant.is_waiting:
        table_actions.seat(session=seat.session, person=seat.participant, number=number)
    return redirect("boards:show_session", seat.session.pk)


@require_safe
@for_people_inside
def show_screen(request: HttpRequest, session_id: str) -> HttpResponse:
    """What hangs on the wall: the way in, the question, and what people lay."""
    seat = access.get_session_to_lead(request, session_id)
    screen = screens.screen(seat)
    context = {
        "seat": seat,
        "session": seat.session,
        "method": queries.method_of(seat.session),
        "screen": screen,
        "code": codes.shown(seat.session.code),
        "address": join_address(request),
        "config": configs.config(seat, screen.view, here=request.path),
    }
    return render(request, "boards/sessions/show_screen.html", context)


def join_address(request: HttpRequest) -> str:
    """Where to type the code, as people say it aloud."""
    return addresses.site_address(request).partition("//")[2] + reverse("boards:join")


@require_safe
@for_people_inside
def draw_wall(request: HttpRequest, session_id: str) -> HttpResponse:
    """The bubble diagram as everyone may see it, for the wall."""
    view = screens.view_of_wall(access.get_session_to_lead(request, session_id))
    if not view.method.zones_of_kind(ZoneKind.BUBBLES):
        raise Http404
    return _drawing(drawing.svg(view, interactive=False).encode())


@require_safe
@for_people_inside
def draw_code(request: HttpRequest, session_id: str) -> HttpResponse:
    """The QR code that lets people in, as a drawing."""
    seat = access.get_session_to_lead(request, session_id)
    session = seat.session
    if not (session.is_live and session.code):
        raise Http404
    link = addresses.site_address(request) + reverse(
        "boards:enter_session", args=[session.pk, session.token()]
    )
    out = io.BytesIO()
    segno.make_qr(link, error="m").save(out, kind="svg", border=2, omitsize=True, dark="#1b1a22")
    return _drawing(out.getvalue())


def _drawing(svg: bytes) -> HttpResponse:
    kind = "image/svg+xml; charset=utf-8"
    return HttpResponse(svg, content_type=kind, headers=middleware.SEALED)
