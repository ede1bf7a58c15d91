# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people take with them from a board, and what they print before they start."""

from dataclasses import replace
from functools import lru_cache

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from netwerkbouwer.boards import access, queries
from netwerkbouwer.boards.models import Variant
from netwerkbouwer.common import addresses, texts
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.reports import documents, exports, pdf, photo_files, previews

DOCUMENTS = "nl"  # methods and library are Dutch, so what is printed is Dutch


@require_safe
def export_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Everything this board can become, with a preview of what is and is not in it."""
    visit = access.get_board_to_view(request, board_id)
    with_private = _wants_private(request, visit)
    view = queries.board_view(visit.board, viewer=visit.viewer)
    context = {
        "visit": visit,
        "board": visit.board,
        "view": view,
        "with_private": with_private,
        "preview": previews.preview(view),
        "query": "?prive=ja" if with_private else "",
        "photos": len(photo_files.published(visit.board)),
        "fits": {_key(e.name): e.fits(view) for e in exports.EXPORTS.values()},
    }
    return render(request, "reports/export_board.html", context)


def _key(name: str) -> str:
    return name.replace(".", "_")


def _wants_private(request: HttpRequest, visit: access.Visit) -> bool:
    """Whether private things were asked for. Raises PermissionDenied for who only reads."""
    wanted = request.GET.get("prive") == "ja"
    if wanted and not visit.may_edit:
        raise PermissionDenied
    return wanted


@require_safe
def download_board(request: HttpRequest, board_id: str, name: str) -> HttpResponse:
    """The board as one kind of file."""
    visit = access.get_board_to_view(request, board_id)
    with_private = _wants_private(request, visit)
    viewer = replace(visit.viewer, with_private=with_private)
    view = queries.board_view(visit.board, viewer=viewer)
    export = exports.EXPORTS.get(name)
    if export is None or not export.fits(view):
        raise Http404
    taken = exports.Taken(view, with_private, timezone.localdate(), _address(request, view))
    try:
        with translation.override(DOCUMENTS):
            made = export.make(taken)
    except pdf.NotMade as error:
        context = {"board": visit.board, "sentence": str(error), "name": name}
        return render(request, "reports/not_made.html", context, status=503)
    return _file(made, export.content_type, f"{texts.slugify(visit.board.title)}-{name}")


def _address(request: HttpRequest, view: queries.BoardView) -> str:
    """Where the board lives, as people type it; its page gives nothing to who has no link."""
    return typed_address(request, reverse("boards:show_board", args=[view.board.pk]))


def typed_address(request: HttpRequest, path: str) -> str:
    """An address of this site as people type it over from paper."""
    return (addresses.site_address(request) + path).split("://", 1)[-1]


def _file(made: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response = HttpResponse(made, content_type=content_type)
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def download_photos(request: HttpRequest, board_id: str) -> HttpResponse:
    """The photos of sheets that may be seen outside the group, with their descriptions."""
    visit = access.get_board_to_view(request, board_id)
    photos = photo_files.published(visit.board)
    if not photos:
        raise Http404
    method = methods.method(visit.board.method, visit.board.method_version, visit.board.variant)
    made = photo_files.as_zip(photos, method)
    return _file(made, "application/zip", f"{texts.slugify(visit.board.title)}-fotos.zip")


def pdf_file(made: bytes, name: str) -> HttpResponse:
    return _file(made, "application/pdf", name)


@require_safe
def print_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything to work with a method on paper: sheets, cards to cut, lists, diagrams."""
    try:
        method = methods.newest(slug)
    except methods.UnknownMethod:
        raise Http404 from None
    variant = Variant.DUTCH if request.GET.get("variant") == "nl" else Variant.FLEMISH
    address = typed_address(request, f"/werkvormen/{method.slug}")
    try:
        made = _print_pack(method.slug, method.version, variant.value, address)
    except pdf.NotMade as error:
        context = {"method": method, "sentence": str(error), "name": "printpakket.pdf"}
        return render(request, "reports/not_made.html", context, status=503)
    return pdf_file(made, f"{method.slug}-printpakket.pdf")


@lru_cache(maxsize=12)
def _print_pack(slug: str, version: int, variant: str, address: str) -> bytes:
    """The same for everyone, so made once per process."""
    method = methods.method(slug, version, variant)
    with translation.override(DOCUMENTS):
        return documents.print_pack(method, variant=variant, address=address)
