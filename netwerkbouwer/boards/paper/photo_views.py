# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of sheets: send one, describe it, publish it, delete it, look at it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.boards import access, models, typed
from netwerkbouwer.boards.operations import TABLES
from netwerkbouwer.boards.paper import photo_files, photos
from netwerkbouwer.boards.paper.views import get_visit_to_type
from netwerkbouwer.common import middleware
from netwerkbouwer.methods import queries as methods


@require_POST
def add_photo(request: HttpRequest, board_id: str) -> HttpResponse:
    """Put a photo at a zone; only editors see it until it is published."""
    visit = get_visit_to_type(request, board_id)
    method = methods.method(visit.board.method, visit.board.method_version)
    zone = method.zone(request.POST.get("zone", ""))
    if zone is None:
        raise Http404
    upload = request.FILES.get("photo")
    raw = upload.read(photo_files.MOST_BYTES + 1) if isinstance(upload, UploadedFile) else b""
    try:
        photos.add(
            place=photos.Place(visit.board, zone.key, _table(request, visit)),
            raw=raw,
            by=visit.participant,
            alt=request.POST.get("alt", ""),
            is_agreed=request.POST.get("agreed") == "on",
        )
    except (photo_files.NotAPhoto, photos.Refused) as error:
        return _refused(request, visit, str(error))
    except photo_files.NotKept as error:
        return _refused(request, visit, str(error), status=503)
    except DatabaseError:
        return _refused(request, visit, photo_files.WHY["full"], status=503)
    return redirect(_back(request, visit))


def _table(request: HttpRequest, visit: access.Visit) -> int | None:
    own = visit.participant.table
    if not visit.may_edit:
        return own.number if own else None
    table = typed.number(request.POST.get("tafel", ""))
    return table if table and table <= TABLES else None


def _back(request: HttpRequest, visit: access.Visit) -> str:
    """Where the form stood, if that is a page of this board; else its sheets."""
    home = reverse("boards:choose_sheets", args=[visit.board.pk])
    wanted = request.POST.get("back", "")
    inside = wanted.startswith(reverse("boards:show_board", args=[visit.board.pk]) + "/")
    return wanted if inside else home


def _refused(
    request: HttpRequest, visit: access.Visit, sentence: str, status: int = 422
) -> HttpResponse:
    context = {
        "visit": visit,
        "board": visit.board,
        "sentence": sentence,
        "back": _back(request, visit),
    }
    return render(request, "boards/paper/photo_refused.html", context, status=status)


@require_POST
def change_photo(request: HttpRequest, board_id: str, photo_id: str) -> HttpResponse:
    """Describe, publish or delete a photo."""
    visit = get_visit_to_type(request, board_id)
    photo = _photo(visit, photo_id)
    if not visit.may_edit and photo.created_by_id != visit.participant.pk:
        raise PermissionDenied
    if request.POST.get("do") == "delete":
        photos.delete(photo=photo)
        return redirect(_back(request, visit))
    wanted = request.POST.get("published") == "on"
    try:
        photos.describe(
            photo=photo,
            alt=request.POST.get("alt", ""),
            is_agreed=request.POST.get("agreed") == "on",
            is_published=wanted if visit.may_edit else photo.is_published,
        )
    except photos.Refused as error:
        return _refused(request, visit, str(error))
    return redirect(_back(request, visit))


def _photo(visit: access.Visit, photo_id: str) -> models.Photo:
    """A photo of this board that the visitor may see. Raises Http404."""
    if not typed.CARD_ID.fullmatch(photo_id):
        raise Http404
    photo = models.Photo.objects.filter(board=visit.board, pk=photo_id).first()
    own = photo is not None and photo.created_by_id == visit.participant.pk
    if photo is None or not (photo.is_published or visit.may_edit or own):
        raise Http404
    return photo


@require_safe
def show_photo(request: HttpRequest, board_id: str, photo_id: str, kind: str) -> HttpResponse:
    """The picture itself, for who may see it."""
    visit = access.get_board_to_view(request, board_id)
    photo = _photo(visit, photo_id)
    try:
        content = photo_files.path_of(settings.PHOTO_DIR, photo.file, kind).read_bytes()
    except (ValueError, FileNotFoundError):
        raise Http404 from None
    headers = {
        **middleware.SEALED,
        "Content-Disposition": 'inline; filename="foto.jpg"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
