# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The board as pages: every step a page with forms, so that it works without JavaScript."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.boards import (
    access,
    actions,
    forms,
    history,
    look,
    models,
    queries,
    writer,
    zones,
)
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Step

HISTORY_PAGE = 100


@require_safe
def list_boards(request: HttpRequest) -> HttpResponse:
    """'My boards': those this browser has a link to."""
    context = {"visits": access.visited_boards(request), "methods": methods.published()}
    return render(request, "boards/list_boards.html", context)


@require_POST
def start_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a board from a method and go to its first step."""
    method = methods.newest(slug)
    variant = (
        models.Variant.DUTCH if request.POST.get("variant") == "nl" else models.Variant.FLEMISH
    )
    maker = actions.create_board(
        method=method, title=request.POST.get("title", "")[:1000], variant=variant
    )
    response = redirect("boards:show_step", maker.board_id, method.steps[0].slug)
    return access.remember(request, response, maker)


@require_safe
def enter_board(request: HttpRequest, board_id: str, token: str) -> HttpResponse:
    """Swap the link for a cookie, so that the token is not in the address of any page."""
    board, role = access.get_board_by_link(board_id, token)
    known = access.known_participant(request, board)
    if known is None or (role == models.Role.EDITOR and not known.may_edit):
        known = actions.join_board(board=board, role=role)
    return access.remember(request, redirect("boards:show_board", board.pk), known)


@require_safe
def show_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Go to the first step where something is still empty."""
    visit = access.get_board_to_view(request, board_id)
    view = queries.board_view(visit.board, with_private=visit.may_edit)
    unfinished = (s for s in view.method.steps if view.progress(s)[0] < view.progress(s)[1])
    step = next(unfinished, view.method.steps[-1])
    return redirect("boards:show_step", board_id, step.slug)


@require_safe
def show_step(request: HttpRequest, board_id: str, step: str) -> HttpResponse:
    visit = access.get_board_to_view(request, board_id)
    return _step_page(request, visit, step)


@require_http_methods(["POST"])
def change_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Apply what a form on a step asks; refused, the step comes back with all that was typed."""
    visit = access.get_board_to_edit(request, board_id)
    board = visit.board
    method = methods.method(board.method, board.method_version, board.variant)
    step = request.POST.get("step", "")
    if method.step(step) is None:
        step = method.steps[0].slug
    try:
        operations = forms.read(request.POST, visit.board, method)
        answers = writer.apply(board=visit.board, operations=operations, by=visit.participant)
    except forms.WrongForm as error:
        return _refused(request, visit, step, str(error), error.field)
    except (writer.NotSaved, DatabaseError):
        sentence = _(
            "Het opslaan lukte niet: de schijf is vol of de database antwoordt niet. "
            "Wat je typte staat hieronder nog. Probeer het straks opnieuw."
        )
        return _refused(request, visit, step, sentence, status=503)
    refused = next((answer for answer in answers if not answer.is_done), None)
    if refused is not None:
        return _refused(request, visit, step, refused.sentence)
    return _back_to_step(request, board_id, step)


def _back_to_step(request: HttpRequest, board_id: str, step: str) -> HttpResponse:
    response = redirect("boards:show_step", board_id, step)
    query = look.read(request.POST.get("query", "")).query
    anchor = request.POST.get("anchor", "")
    if query:
        response["Location"] += f"?{query}"
    if anchor.replace("-", "").replace("_", "").isalnum():
        response["Location"] += f"#{anchor[:60]}"
    return response


def _refused(
    request: HttpRequest,
    visit: access.Visit,
    step: str,
    sentence: str,
    field: str = "",
    status: int = 422,
) -> HttpResponse:
    refusal = {"sentence": sentence, "field": field, "data": request.POST}
    return _step_page(request, visit, step, refusal=refusal, status=status)


def _step_page(
    request: HttpRequest,
    visit: access.Visit,
    slug: str,
    *,
    refusal: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    view = queries.board_view(visit.board, with_private=visit.may_edit)
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
        "pages": [zones.zone_page(view, zone, asked) for zone in step.zones],
        "refusal": refusal,
        "look": asked,
    }
    return render(request, "boards/show_step.html", context, status=status)


def _is_done(view: queries.BoardView, step: Step) -> bool:
    filled, zones_to_fill = view.progress(step)
    return zones_to_fill > 0 and filled == zones_to_fill


@require_safe
def show_history(request: HttpRequest, board_id: str) -> HttpResponse:
    """Who did what, when; every step that can be taken back has a button for it."""
    visit = access.get_board_to_view(request, board_id)
    before = request.GET.get("voor", "")
    operations = queries.history(visit.board, before=int(before) if before.isdecimal() else None)
    view = queries.board_view(visit.board, with_private=visit.may_edit)
    page = list(operations[: HISTORY_PAGE + 1])
    context = {
        "visit": visit,
        "board": visit.board,
        "view": view,
        "lines": history.lines(page[:HISTORY_PAGE], view.method, with_private=visit.may_edit),
        "more": page[HISTORY_PAGE - 1].revision if len(page) > HISTORY_PAGE else None,
    }
    return render(request, "boards/show_history.html", context)


@require_POST
def undo_operation(request: HttpRequest, board_id: str) -> HttpResponse:
    """Take back one step of the history."""
    visit = access.get_board_to_edit(request, board_id)
    raw = request.POST.get("revision", "")
    revision = int(raw) if raw.isdecimal() and len(raw) < 10 else 0
    operations = actions.operations_to_undo(board=visit.board, revision=revision)
    writer.apply(board=visit.board, operations=operations, by=visit.participant, undoes=revision)
    return redirect("boards:show_history", board_id)


@require_http_methods(["GET", "HEAD", "POST"])
def share_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Links, title, wording, your name, download, and deleting the board."""
    visit = access.get_board_to_view(request, board_id)
    if request.method == "POST":
        return _change_sharing(request, visit)
    base = request.build_absolute_uri("/").rstrip("/")
    links = {
        role: base + reverse("boards:enter_board", args=[visit.board.pk, visit.board.token(role)])
        for role in models.Role
        if visit.may_edit or role == models.Role.READER
    }
    context = {
        "visit": visit,
        "board": visit.board,
        "method": methods.method(visit.board.method, visit.board.method_version),
        "edit_link": links.get(models.Role.EDITOR, ""),
        "read_link": links[models.Role.READER],
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
