# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets for tables as a PDF: of a board, with codes to type them in by, or blank of a method."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from netwerkbouwer.boards import access, typed
from netwerkbouwer.boards.models import Variant
from netwerkbouwer.boards.paper import queries as paper_queries
from netwerkbouwer.boards.paper import sheets as paper_sheets
from netwerkbouwer.boards.paper.cells import Sheet
from netwerkbouwer.common import texts
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.reports import pdf, sheets
from netwerkbouwer.reports.views import DOCUMENTS, pdf_file, typed_address

MOST_TABLES = 60


@require_safe
def print_sheets(request: HttpRequest, board_id: str) -> HttpResponse:
    """The sheets someone chose, for each table. What is private is not on them."""
    visit = access.get_board_to_view(request, board_id)
    board = visit.board
    paper = paper_queries.paper_of(board, visit.viewer)
    stack = sheets.Stack(
        title=board.title,
        method=paper.method,
        sheets=_chosen(request, paper.sheets),
        seats=_seats(request, paper),
        format=_format(request),
        address=typed_address(request, reverse("boards:show_board", args=[board.pk])),
        codes=paper.codes,
    )
    try:
        with translation.override(DOCUMENTS):
            made = sheets.table_sheets(stack)
    except pdf.NotMade as error:
        context = {"board": board, "sentence": str(error), "name": "vellen.pdf"}
        status = 422 if isinstance(error, sheets.TooMany) else 503
        return render(request, "reports/not_made.html", context, status=status)
    return pdf_file(made, f"{texts.slugify(board.title)}-vellen-{stack.format}.pdf")


def _format(request: HttpRequest) -> sheets.Format:
    return "a4" if request.GET.get("formaat") == "a4" else "a3"


def _chosen(request: HttpRequest, every: list[Sheet]) -> list[Sheet]:
    """Those asked for by name or by step; without a choice those that every table needs."""
    names, steps = request.GET.getlist("blad"), request.GET.getlist("stap")
    asked = [one for one in every if one.key in names or (one.step in steps and not one.is_extra)]
    usual = [one for one in every if not one.is_extra]
    return [one for one in asked or usual if not all(cell.is_private for cell in one.cells())]


def _seats(request: HttpRequest, paper: paper_queries.Paper) -> list[sheets.Seat]:
    """The tables of the session, or as many as asked; else one stack without a number."""
    if request.GET.get("wie") == "sessie":
        known = paper_queries.tables_of(paper.board)
        return [sheets.Seat(one.number, one.name) for one in known] or [sheets.Seat()]
    count = typed.number(request.GET.get("tafels", "")) or 0
    numbers = range(1, min(count, MOST_TABLES) + 1)
    return [sheets.Seat(number) for number in numbers] or [sheets.Seat()]


@require_safe
def print_blank(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheets of a method without a board: to write on, without codes."""
    try:
        method = methods.newest(slug)
    except methods.UnknownMethod:
        raise Http404 from None
    variant = Variant.DUTCH if request.GET.get("variant") == "nl" else Variant.FLEMISH
    address = typed_address(request, f"/werkvormen/{method.slug}")
    size = _format(request)
    try:
        made = _blank(method.slug, method.version, variant.value, address, size)
    except pdf.NotMade as error:
        context = {"method": method, "sentence": str(error), "name": "vellen.pdf"}
        return render(request, "reports/not_made.html", context, status=503)
    return pdf_file(made, f"{method.slug}-vellen-{size}.pdf")


@lru_cache(maxsize=20)
def _blank(slug: str, version: int, variant: str, address: str, size: sheets.Format) -> bytes:
    """The same for everyone, so made once per process."""
    method = methods.method(slug, version, variant)
    every = paper_sheets.sheets_of(method, variant, {})
    stack = sheets.Stack(
        title=method.title,
        method=method,
        sheets=[sheet for sheet in every if not sheet.is_extra],
        seats=[sheets.Seat()],
        format=size,
        address=address,
        codes={},
    )
    with translation.override(DOCUMENTS):
        return sheets.table_sheets(stack)
