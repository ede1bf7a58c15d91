# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that come in: a whole board to open, a list of contacts to put on a board."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from netwerkbouwer.boards import (
    access,
    contact_cards,
    contact_lists,
    files,
    models,
    queries,
    transfer,
    writer,
    zones,
)
from netwerkbouwer.boards.sessions import files as session_files
from netwerkbouwer.boards.sessions import transfer as session_transfer
from netwerkbouwer.methods.template import ZoneKind


def _not_saved() -> str:
    return _(
        "Het opslaan lukte niet: de schijf is vol of de database antwoordt niet. "
        "Probeer het straks opnieuw; er is niets half opgeslagen."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    """Make a new board, or a whole session, from a file that someone took along before."""
    if request.method != "POST":
        return render(request, "boards/open_file.html")
    try:
        maker = _open(_upload(request, session_files.MOST_BYTES))
    except files.NotABoardFile as error:
        return _refuse_file(request, str(error))
    except (writer.NotSaved, DatabaseError):
        return _refuse_file(request, _not_saved(), status=503)
    return access.remember(request, _to_opened(maker.board), maker)


def _to_opened(board: models.Board) -> HttpResponse:
    """A session opens at its console: there its worksheets are found."""
    if board.session_id:
        return redirect("boards:lead_session", board.session_id)
    return redirect("boards:show_board", board.pk)


def _open(raw: bytes) -> models.Participant:
    if session_files.is_session_file(raw):
        return session_transfer.open_session(raw)
    return transfer.open_board(raw)


def _refuse_file(request: HttpRequest, sentence: str, status: int = 422) -> HttpResponse:
    return render(request, "boards/open_file.html", {"error": sentence}, status=status)


def _upload(request: HttpRequest, most: int) -> bytes:
    """The bytes of the file that came along, one more than allowed at most; empty without one."""
    upload = request.FILES.get("file")
    return upload.read(most + 1) if isinstance(upload, UploadedFile) else b""


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest, board_id: str) -> HttpResponse:
    """Put organisations from a spreadsheet on the board: choose, look, add."""
    visit = access.get_board_to_edit(request, board_id)
    view = queries.board_view(visit.board, viewer=visit.viewer)
    if not view.method.zones_of_kind(ZoneKind.CANDIDATES):
        raise Http404
    if request.method != "POST":
        return _list_page(request, visit)
    try:
        sheet = _list(request)
    except contact_lists.NotAList as error:
        return _list_page(request, visit, error=str(error), status=422)
    columns = contact_lists.guess(sheet.header)
    if "list" in request.POST:
        typed = {kind: request.POST.get(f"col_{kind}", "") for kind in contact_lists.HEADINGS}
        columns = contact_lists.columns_from(typed, len(sheet.header))
    if request.POST.get("do") != "add":
        return _preview_page(request, visit, sheet, columns)
    return _add(request, visit, sheet, columns)


def _list(request: HttpRequest) -> contact_lists.Sheet:
    if "list" in request.POST:
        return contact_lists.unpack(request.POST["list"])
    upload = request.FILES.get("file")
    name = upload.name if isinstance(upload, UploadedFile) else ""
    return contact_lists.read(name or "", _upload(request, contact_lists.MOST_BYTES))


def _list_page(
    request: HttpRequest,
    visit: access.Visit,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    view = queries.board_view(visit.board, viewer=visit.viewer)
    page = {"visit": visit, "board": visit.board, "view": view, **context}
    return render(request, "boards/import_list.html", page, status=status)


def _preview_page(
    request: HttpRequest,
    visit: access.Visit,
    sheet: contact_lists.Sheet,
    columns: dict[str, int],
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    view = queries.board_view(visit.board, viewer=visit.viewer)
    contacts = contact_lists.contacts(sheet, columns)
    lines = contact_cards.lines(view, contacts)
    page = {
        "sheet": sheet,
        "packed": contact_lists.pack(sheet),
        "columns": [
            (kind, label, columns.get(kind)) for kind, label in contact_lists.LABELS.items()
        ],
        "lines": lines,
        "ready": sum(line.is_ready for line in lines),
        "left_out": contact_lists.left_out(sheet.header, columns),
        "exercises": [(card.id, zones.title(view, card)) for card in view.of_type("exercise")],
        "chosen_exercise": request.POST.get("exercise", ""),
        "batch": request.POST.get("batch") or models.new_id(),
        **context,
    }
    return _list_page(request, visit, status, **page)


def _add(
    request: HttpRequest,
    visit: access.Visit,
    sheet: contact_lists.Sheet,
    columns: dict[str, int],
) -> HttpResponse:
    """Add the rows that were ticked; what could not be added stays on the page, with why."""
    wanted = {int(n) for n in request.POST.getlist("row") if n.isdecimal() and len(n) < 6}
    contacts = [
        contact
        for contact in contact_lists.contacts(sheet, columns)
        if contact.number in wanted and contact.is_usable
    ]
    if not contacts:
        error = _("Vink minstens één rij met een naam aan, of kies welke kolom de namen bevat.")
        return _preview_page(request, visit, sheet, columns, status=422, error=error)
    view = queries.board_view(visit.board, viewer=visit.viewer)
    batch, exercise = request.POST.get("batch", ""), request.POST.get("exercise", "")
    operations = contact_cards.operations(view, contacts, batch=batch, exercise=exercise)
    try:
        answers = writer.apply(
            board=visit.board, operations=operations, by=visit.participant, bulk=True
        )
    except (writer.NotSaved, DatabaseError):
        return _preview_page(request, visit, sheet, columns, status=503, error=_not_saved())
    refused = [answer.sentence for answer in answers if not answer.is_done]
    if refused:
        added = ngettext("%(n)s organisatie", "%(n)s organisaties", len(contacts)) % {
            "n": len(contacts)
        }
        error = _("Van %(added)s kwam niet alles op het bord: %(why)s") % {
            "added": added,
            "why": " ".join(dict.fromkeys(refused)),
        }
        return _preview_page(request, visit, sheet, columns, status=422, error=error)
    step = view.method.step_of(contact_cards.zone_of(view).key)
    return redirect("boards:show_step", visit.board.pk, step.slug)
