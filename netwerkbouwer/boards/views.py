# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The board as pages: every step a page with forms, so that it works without JavaScript."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.boards import (
    access,
    actions,
    drawing,
    forms,
    history,
    look,
    models,
    queries,
    typed,
    writer,
    zones,
)
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.common import addresses, middleware
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Step, ZoneKind

HISTORY_PAGE = 100


View = Callable[..., HttpResponse]


def tells_when_not_saved(view: View) -> View:
    """A full disk or a silent database gives a page that says so; a deleted board is not found."""

    @wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (writer.NotSaved, DatabaseError):
            return render(request, "boards/not_saved.html", status=503)
        except actions.BoardIsGone:
            raise Http404 from None

    return handle


@require_safe
def list_boards(request: HttpRequest) -> HttpResponse:
    """'My boards': those this browser has a link to."""
    context = {"visits": access.visited_boards(request), "methods": methods.published()}
    return render(request, "boards/list_boards.html", context)


@require_POST
@tells_when_not_saved
def start_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a board from a method and go to its first step."""
    try:
        method = methods.newest(slug)
    except methods.UnknownMethod:
        raise Http404 from None
    variant = (
        models.Variant.DUTCH if request.POST.get("variant") == "nl" else models.Variant.FLEMISH
    )
    maker = actions.create_board(
        method=method, title=request.POST.get("title", "")[:1000], variant=variant
    )
    response = redirect("boards:show_step", maker.board_id, method.steps[0].slug)
    return access.remember(request, response, maker)


@require_safe
@tells_when_not_saved
def enter_board(request: HttpRequest, board_id: str, token: str) -> HttpResponse:
    """Swap the link for a cookie, so that the token is not in the address of any page."""
    board, role = access.get_board_by_link(board_id, token)
    known = access.known_participant(request, board)
    if known is None or (role == Role.EDITOR and not known.may_edit):
        known = actions.join_board(board=board, role=role)
    return access.remember(request, redirect("boards:show_board", board.pk), known)


@require_safe
def show_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Go to the first step with something empty; with `zoek` to where you find partners."""
    visit = access.get_board_to_view(request, board_id)
    if visit.is_led:
        return _to_session(visit)
    view = queries.board_view(visit.board, viewer=visit.viewer)
    wanted = look.of([("manier", "gids"), ("zoek", request.GET.get("zoek", ""))])
    if wanted.get("zoek") and (search := _step_with(view, ZoneKind.CANDIDATES)):
        address = reverse("boards:show_step", args=[board_id, search.slug])
        return redirect(f"{address}?{wanted.query}#zoeken")
    unfinished = (s for s in view.method.steps if view.progress(s)[0] < view.progress(s)[1])
    step = next(unfinished, view.method.steps[-1])
    return redirect("boards:show_step", board_id, step.slug)


def _to_session(visit: access.Visit) -> HttpResponse:
    """Who takes part in a session works on its page; links and history are for who made it."""
    if visit.board.session_id is None:
        raise PermissionDenied
    return redirect("boards:show_session", visit.board.session_id)


def _step_with(view: queries.BoardView, kind: ZoneKind) -> Step | None:
    steps = view.method.steps
    return next((s for s in steps if any(zone.kind == kind for zone in s.zones)), None)


@require_safe
def show_step(request: HttpRequest, board_id: str, step: str) -> HttpResponse:
    visit = access.get_board_to_view(request, board_id)
    if visit.is_led:
        return _to_session(visit)
    if request.GET.get("trek"):
        return _draw_card(request, visit, step)
    return _step_page(request, visit, step)


def _draw_card(request: HttpRequest, visit: access.Visit, step: str) -> HttpResponse:
    """Draw a partner card: the page then shows it by its address, so that nothing is changed."""
    view = queries.board_view(visit.board, viewer=visit.viewer)
    asked = look.read(request.GET.urlencode())
    asked = asked.but(manier="kaart", kaart=zones.draw_card(view, asked))
    response = redirect("boards:show_step", visit.board.pk, step)
    response["Location"] += f"?{asked.query}#kaart"
    return response


@require_safe
def draw_bubbles(request: HttpRequest, board_id: str) -> HttpResponse:
    """The bubble diagram as a file, with its legend; of one exercise or of all together.

    `?scherm`: for the projector, without what only some in the room may see.
    """
    visit = access.get_board_to_view(request, board_id)
    viewer = dataclasses.replace(visit.viewer, is_screen="scherm" in request.GET)
    view = queries.board_view(visit.board, viewer=viewer)
    if not view.method.zones_of_kind(ZoneKind.BUBBLES):
        raise Http404
    asked = look.read(request.GET.urlencode())
    svg = drawing.svg(view, asked.get("oefening"), interactive=False)
    headers = {
        **middleware.SEALED,
        "Content-Disposition": 'attachment; filename="bollenschema.svg"',
    }
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def change_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Apply what a form on a step asks; refused, the step comes back with all that was typed.

    Who opens that page again from its address gets the board.
    """
    if request.method != "POST":
        return redirect("boards:show_board", access.get_board_to_view(request, board_id).board.pk)
    visit = access.get_board_to_fill(request, board_id)
    board = visit.board
    method = methods.method(board.method, board.method_version, board.variant)
    step = request.POST.get("step", "")
    if method.step(step) is None:
        step = method.steps[0].slug
    try:
        operations = forms.read(request.POST, visit.board, method)
        answers = writer.apply(board=visit.board, operations=operations, by=visit.participant)
    except forms.WrongForm as error:
        return _refused(request, visit, step, str(error), error)
    except actions.BoardIsGone:
        raise Http404 from None
    except (writer.NotSaved, DatabaseError):
        sentence = _(
            "Het opslaan lukte niet: de schijf is vol of de database antwoordt niet. "
            "Wat je typte staat hieronder nog. Probeer het straks opnieuw."
        )
        return _refused(request, visit, step, sentence, status=503)
    refused = next((answer for answer in answers if not answer.is_done), None)
    if refused is not None:
        return _refused(request, visit, step, refused.sentence)
    return _back_to_step(request, board_id, step, answers)


def _back_to_step(
    request: HttpRequest, board_id: str, step: str, answers: Sequence[actions.Answer]
) -> HttpResponse:
    """Go back to where the form stood; the address says what was done, so it can be undone."""
    if request.POST.get("do") == "board":
        return redirect("boards:share_board", board_id)
    asked = look.read(request.POST.get("query", ""))
    if request.POST.get("card_type") in ("exercise", "combination"):
        asked = asked.but(toon=request.POST.get("new_card", ""), blad="")
    revisions = [answer.revision for answer in answers if answer.revision is not None]
    done = {"gedaan": f"{min(revisions)}-{max(revisions)}"} if revisions else {}
    query = urlencode({**asked.asked, **done})
    response = redirect("boards:show_step", board_id, step)
    if query:
        response["Location"] += f"?{query}"
    anchor = request.POST.get("anchor", "")
    if anchor.isascii() and anchor.replace("-", "").replace("_", "").isalnum():
        response["Location"] += f"#{anchor[:60]}"
    return response


def _refused(
    request: HttpRequest,
    visit: access.Visit,
    step: str,
    sentence: str,
    error: forms.WrongForm | None = None,
    status: int = 422,
) -> HttpResponse:
    refusal = {
        "sentence": sentence,
        "field": error.field if error else "",
        "ways": error.ways if error else (),
        "data": request.POST,
        # A full disk is nothing that other words would mend.
        "can_mend": status == 422,
    }
    return _step_page(request, visit, step, refusal=refusal, status=status)


def _step_page(
    request: HttpRequest,
    visit: access.Visit,
    slug: str,
    *,
    refusal: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    view = queries.board_view(visit.board, viewer=visit.viewer)
    step = view.method.step(slug)
    if step is None:
        return redirect("boards:show_board", visit.board.pk)
    asked = look.read(request.POST.get("query", "") if refusal else request.GET.urlencode())
    steps = view.method.steps
    index = steps.index(step)
    context = {
        "visit": visit,
        "board": visit.board,
        "view": view,
        "step": step,
        "number": index + 1,
        "previous": steps[index - 1] if index else None,
        "next": steps[index + 1] if index + 1 < len(steps) else None,
        "rail": [{"step": s, "is_done": _is_done(view, s)} for s in steps],
        "pages": [
            zones.zone_page(view, zone, asked, may_fill=visit.may_fill) for zone in step.zones
        ],
        "refusal": refusal,
        "here": _address_of(board_id=visit.board.pk, step=slug, asked=asked) if refusal else "",
        **_done(request, visit, step, refusal),
        "look": asked,
    }
    return render(request, "boards/show_step.html", context, status=status)


def _address_of(*, board_id: str, step: str, asked: look.Look) -> str:
    """Where a step is when nothing is being sent to it."""
    address = reverse("boards:show_step", args=[board_id, step])
    return f"{address}?{asked.query}" if asked.query else address


def _done(
    request: HttpRequest, visit: access.Visit, step: Step, refusal: dict[str, Any] | None
) -> dict[str, Any]:
    """What was just done, shown at the zone where it was done, else at the first of the step."""
    done = None if refusal else history.done(visit, request.GET.get("gedaan", ""))
    keys = [zone.key for zone in step.zones]
    return {"done": done, "done_zone": done.zone if done and done.zone in keys else keys[0]}


def _is_done(view: queries.BoardView, step: Step) -> bool:
    filled, zones_to_fill = view.progress(step)
    return zones_to_fill > 0 and filled == zones_to_fill


@require_safe
def show_history(request: HttpRequest, board_id: str) -> HttpResponse:
    """Who did what, when; every step that can be taken back has a button for it."""
    visit = access.get_board_to_view(request, board_id)
    if visit.takes_part:
        return _to_session(visit)
    operations = queries.history(visit.board, before=typed.number(request.GET.get("voor", "")))
    view = queries.board_view(visit.board, viewer=visit.viewer)
    page = list(operations[: HISTORY_PAGE + 1])
    context = {
        "visit": visit,
        "board": visit.board,
        "view": view,
        "lines": history.lines(page[:HISTORY_PAGE], view, visit.viewer),
        "more": page[HISTORY_PAGE - 1].revision if len(page) > HISTORY_PAGE else None,
    }
    return render(request, "boards/show_history.html", context)


@require_POST
@tells_when_not_saved
def undo_operation(request: HttpRequest, board_id: str) -> HttpResponse:
    """Take back one step of the history, or what one form did; then back to where it was asked."""
    visit = access.get_board_to_edit(request, board_id)
    revision = typed.number(request.POST.get("revision", "")) or 0
    until = typed.number(request.POST.get("until", ""))
    operations = actions.operations_to_undo(board=visit.board, revision=revision, until=until)
    answers = writer.apply(
        board=visit.board, operations=operations, by=visit.participant, undoes=revision
    )
    method = methods.method(visit.board.method, visit.board.method_version)
    step = request.POST.get("step", "")
    if method.step(step) is None:
        return redirect("boards:show_history", board_id)
    return _back_to_step(request, board_id, step, answers)


@require_http_methods(["GET", "HEAD", "POST"])
@tells_when_not_saved
def share_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Links, title, wording, your name, download, and deleting the board."""
    visit = access.get_board_to_view(request, board_id)
    if visit.takes_part:
        return _to_session(visit)
    if request.method == "POST":
        return _change_sharing(request, visit)
    base = addresses.site_address(request)
    links = {
        role: base + reverse("boards:enter_board", args=[visit.board.pk, visit.board.token(role)])
        for role in models.LINK_ROLES
        if visit.may_edit or role == Role.READER
    }
    context = {
        "visit": visit,
        "board": visit.board,
        "method": methods.method(visit.board.method, visit.board.method_version),
        "edit_link": links.get(Role.EDITOR, ""),
        "read_link": links[Role.READER],
        "is_new": request.GET.get("nieuw") == "ja",
    }
    return render(request, "boards/share_board.html", context)


def _change_sharing(request: HttpRequest, visit: access.Visit) -> HttpResponse:
    here = redirect("boards:share_board", visit.board.pk)
    match request.POST.get("do", ""):
        case "name":
            actions.rename_participant(
                participant=visit.participant, name=request.POST.get("name", "")
            )
        case "forget":
            return access.forget(request, redirect("boards:list_boards"), visit.board.pk)
        case "rotate" if visit.may_edit:
            visit.participant.board = actions.rotate_links(board=visit.board)
            return access.remember(request, here, visit.participant)
        case "delete" if visit.may_edit and request.POST.get("sure") == "ja":
            response = access.forget(request, redirect("boards:list_boards"), visit.board.pk)
            actions.delete_board(board=visit.board)
            return response
        case "rotate" | "delete" if not visit.may_edit:
            raise PermissionDenied
    return here
