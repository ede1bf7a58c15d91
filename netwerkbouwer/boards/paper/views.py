# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paper first: choose sheets to print, and type in afterwards what was written on them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.boards import access, actions, history, models, typed, writer
from netwerkbouwer.boards.operations import TABLES
from netwerkbouwer.boards.paper import codes, entries, entry_page, queries
from netwerkbouwer.boards.paper.cells import Sheet
from netwerkbouwer.boards.stage import Role

KNOWN_CARD = "known_card"


@dataclass(frozen=True)
class Desk:
    """Where someone is typing in: who, from which sheets, for which table."""

    visit: access.Visit
    paper: queries.Paper
    table: int | None
    sheet: Sheet | None

    @property
    def board(self) -> models.Board:
        return self.visit.board

    def address(self, **query: object) -> str:
        asked = {"blad": self.sheet.key if self.sheet else "", "tafel": self.table or "", **query}
        filled = {key: value for key, value in asked.items() if value not in ("", None)}
        here = reverse("boards:type_in", args=[self.board.pk])
        return f"{here}?{urlencode(filled)}" if filled else here

    def written(self) -> dict[str, list[queries.Written]]:
        cells = self.sheet.cells() if self.sheet else []
        viewer = self.visit.viewer
        return queries.written(self.paper, cells, table=self.table, viewer=viewer)


def get_visit_to_type(request: HttpRequest, board_id: str) -> access.Visit:
    """Who leads the board, or hosts a table of it. Raises Http404 or PermissionDenied."""
    visit = access.get_board_to_write(request, board_id)
    if not (visit.may_edit or visit.participant.role == Role.HOST):
        raise PermissionDenied
    return visit


def _desk(visit: access.Visit, asked: Any) -> Desk:
    paper = queries.paper_of(visit.board, visit.viewer)
    table = typed.number(asked.get("tafel", ""))
    own = visit.participant.table
    if not visit.may_edit:
        table = own.number if own else None
    wanted = table if table and table <= TABLES else None
    return Desk(visit, paper, wanted, paper.sheet(asked.get("blad", "")))


@require_safe
def choose_sheets(request: HttpRequest, board_id: str) -> HttpResponse:
    """Which sheets to print, how large and for how many tables."""
    visit = access.get_board_to_view(request, board_id)
    paper = queries.paper_of(visit.board, visit.viewer)
    steps = [(step, paper.of_step(step.slug)) for step in paper.method.steps]
    context = {
        "visit": visit,
        "board": visit.board,
        "method": paper.method,
        "steps": [(step, sheets) for step, sheets in steps if sheets],
        "wanted": request.GET.getlist("stap"),
        "tables": queries.tables_of(visit.board),
        "may_type": visit.may_edit or visit.participant.role == Role.HOST,
    }
    return render(request, "boards/paper/choose_sheets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, board_id: str) -> HttpResponse:
    """A sheet as a form; a code opens the sheet it stands on, at its cell."""
    visit = get_visit_to_type(request, board_id)
    if request.method == "POST":
        return _save(request, _desk(visit, request.POST))
    desk = _desk(visit, request.GET)
    if code := request.GET.get("code", "").strip():
        return _find(request, desk, code)
    if desk.sheet is None:
        return _overview(request, desk)
    return _sheet_page(request, desk, here=request.GET.get("vak", ""))


def _find(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    """Go where a code leads; a wrong one gives the codes that are most like it."""
    read = codes.read(text)
    place = desk.paper.places.get(read.code) if read else None
    if read is None or place is None:
        near = codes.nearest(read.code, desk.paper.places) if read else []
        options = [(code, *_words(desk.paper.places[code])) for code in near]
        return _overview(request, desk, wrong=text[:20], near=options, status=404)
    sheet, cell = place
    table = read.table if read.table and desk.visit.may_edit else desk.table
    found = Desk(desk.visit, desk.paper, table, sheet)
    return redirect(found.address(vak=read.code if cell else ""))


def _words(place: tuple[Sheet, Any]) -> tuple[str, str]:
    sheet, cell = place
    return sheet.title, cell.label if cell else _("het hele vel")


def _overview(request: HttpRequest, desk: Desk, *, status: int = 200, **found: Any) -> HttpResponse:
    """Every sheet of the table, and how far it is typed in."""
    every = [cell for sheet in desk.paper.sheets for cell in sheet.cells()]
    viewer = desk.visit.viewer
    written = queries.written(desk.paper, every, table=desk.table, viewer=viewer)
    steps = [
        (
            step,
            [
                (sheet, queries.progress(sheet, written), desk.paper.codes[sheet.code_key])
                for sheet in desk.paper.of_step(step.slug)
            ],
        )
        for step in desk.paper.method.steps
    ]
    context = {
        **_shared(desk),
        "steps": [(step, sheets) for step, sheets in steps if sheets],
        "photos": _photo_counts(desk),
        **found,
    }
    return render(request, "boards/paper/type_in.html", context, status=status)


def _photo_counts(desk: Desk) -> dict[str, int]:
    counts: dict[str, int] = {}
    for photo in queries.photos_of(True, desk.board, table=desk.table):
        counts[photo.zone] = counts.get(photo.zone, 0) + 1
    return counts


def _shared(desk: Desk) -> dict[str, Any]:
    return {
        "visit": desk.visit,
        "board": desk.board,
        "method": desk.paper.method,
        "desk": desk,
        "table": desk.table,
        "sheet": desk.sheet,
        "tables": queries.tables_of(desk.board),
    }


def _sheet_page(
    request: HttpRequest,
    desk: Desk,
    *,
    here: str = "",
    reading: entries.Reading | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    sheet = desk.sheet
    if sheet is None:
        raise Http404
    written = desk.written()
    problems = reading.problems if reading else []
    page = entry_page.EntryPage(
        paper=desk.paper,
        written=written,
        here=problems[0].spot.code if problems else here or _first_empty(desk, written),
        typed=request.POST if reading is not None else None,
        problems=problems,
    )
    number = desk.paper.sheets.index(sheet)
    context = {
        **_shared(desk),
        "groups": page.groups(sheet),
        "code": codes.written(desk.paper.codes[sheet.code_key], desk.table),
        "progress": queries.progress(sheet, written),
        "op_id": models.new_id(),
        "done": history.done(desk.visit, request.GET.get("gedaan", "")) if not reading else None,
        "problems": problems,
        "sentence": sentence,
        "photos": queries.photos_of(True, desk.board, zone__in=sheet.zones, table=desk.table),
        "previous": desk.paper.sheets[number - 1] if number else None,
        "next": desk.paper.sheets[number + 1] if number + 1 < len(desk.paper.sheets) else None,
    }
    return render(request, "boards/paper/type_sheet.html", context, status=status)


def _first_empty(desk: Desk, written: dict[str, list[queries.Written]]) -> str:
    """The first cell with nothing in it: where someone who comes back goes on."""
    if desk.sheet is None:
        return ""
    cells = desk.sheet.cells()
    empty = (c for c in cells if not any(one.is_filled for one in written.get(c.key, ())))
    return desk.paper.codes[next(empty, cells[0]).key]


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put what was typed on the board; what could not be used comes back with a sentence."""
    if desk.sheet is None:
        raise Http404
    try:
        reading, answers = _apply(request, desk)
    except (writer.NotSaved, DatabaseError):
        sentence = _("Het opslaan lukte niet. Wat je typte staat er nog; probeer het straks weer.")
        return _not_saved(request, desk, sentence)
    except actions.BoardIsGone:
        raise Http404 from None
    paper = queries.paper_of(desk.board, desk.visit.viewer)
    desk = Desk(desk.visit, paper, desk.table, desk.sheet)
    revisions = [answer.revision for answer in answers if answer.revision is not None]
    done = f"{min(revisions)}-{max(revisions)}" if revisions else ""
    if _wants_json(request):
        return _told(desk, reading, done)
    if reading.problems:
        return _sheet_page(request, desk, reading=reading, status=422)
    return redirect(desk.address(vak=_next(desk, request, reading), gedaan=done))


def _apply(
    request: HttpRequest, desk: Desk, *, again: bool = True
) -> tuple[entries.Reading, list[actions.Answer]]:
    """Read the form and apply it. Someone who typed the same cell just before us is no problem:
    our words are then read once more, as a change to that card."""
    form = entries.Form(
        paper=desk.paper,
        sheet=desk.sheet or desk.paper.sheets[0],
        data=request.POST,
        table=desk.table,
        written=desk.written(),
        based_on=typed.number(request.POST.get("based_on", "")) or 0,
    )
    op_id = request.POST.get("op_id") or models.new_id()
    reading = form.read(op_id[:22])
    answers = (
        writer.apply(
            board=desk.board,
            operations=reading.operations,
            by=desk.visit.participant,
            bulk=desk.visit.may_edit,
        )
        if reading.operations
        else []
    )
    if again and any(answer.refused == KNOWN_CARD for answer in answers):
        second, more = _apply(request, desk, again=False)
        return second, [*answers, *more]
    for spot, answer in zip(reading.spots, answers, strict=True):
        if not answer.is_done:
            reading.problems.append(entries.Problem(spot, "text", answer.sentence))
    return reading, answers


def _next(desk: Desk, request: HttpRequest, reading: entries.Reading) -> str:
    """The cell after the last one that changed, as Enter does on paper."""
    cells = desk.sheet.cells() if desk.sheet else []
    order = [desk.paper.codes[cell.key] for cell in cells]
    last = max((order.index(s.code) for s in reading.spots if s.code in order), default=-1)
    return order[min(last + 1, len(order) - 1)]


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _told(desk: Desk, reading: entries.Reading, done: str) -> JsonResponse:
    """The answer to a script that saves while someone types on."""
    if desk.sheet is None:
        raise Http404
    now = queries.progress(desk.sheet, desk.written())
    refreshed = models.Board.objects.only("revision").get(pk=desk.board.pk)
    answer = {
        "revision": refreshed.revision,
        "filled": now.filled,
        "total": now.total,
        "ticked": now.ticked,
        "done": done,
        "problems": [{"name": one.name, "sentence": one.sentence} for one in reading.problems],
    }
    return JsonResponse(answer, status=422 if reading.problems else 200)


def _not_saved(request: HttpRequest, desk: Desk, sentence: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"sentence": sentence}, status=503)
    every = [
        entries.Problem(entries.Spot(code, part), "", sentence)
        for code in desk.paper.places
        for part in range(8)
        if any(name.startswith(f"v.{code}.{part}.") for name in request.POST)
    ]
    reading = entries.Reading(problems=every)
    return _sheet_page(request, desk, reading=reading, sentence=sentence, status=503)


@require_POST
def undo_typed(request: HttpRequest, board_id: str) -> HttpResponse:
    """Take back what was typed in last, and stay at the sheet."""
    visit = get_visit_to_type(request, board_id)
    desk = _desk(visit, request.POST)
    revision = typed.number(request.POST.get("revision", "")) or 0
    until = typed.number(request.POST.get("until", ""))
    operations = actions.operations_to_undo(board=desk.board, revision=revision, until=until)
    try:
        writer.apply(board=desk.board, operations=operations, by=visit.participant, undoes=revision)
    except (writer.NotSaved, DatabaseError):
        return render(request, "boards/not_saved.html", status=503)
    except actions.BoardIsGone:
        raise Http404 from None
    return redirect(desk.address())
