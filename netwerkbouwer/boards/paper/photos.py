# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of sheets: add, describe, publish, delete. Rows and files change together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from netwerkbouwer.boards import models
from netwerkbouwer.boards.paper import photo_files
from netwerkbouwer.common import texts

PHOTOS_PER_BOARD = 60
BYTES_PER_BOARD = 120 * 1024 * 1024
ALT_LENGTH = 500


class Refused(Exception):
    """The photo cannot be added or published; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a photo belongs."""

    board: models.Board
    zone: str
    table: int | None


def add(
    *, place: Place, raw: bytes, by: models.Participant, alt: str = "", is_agreed: bool = False
) -> models.Photo:
    """Scan, clean and keep a photo; for editors until it is published.

    Raises photo_files.NotAPhoto, photo_files.NotKept and Refused.
    """
    photo_files.check(raw)
    _refuse_when_full(place.board, 0)
    is_scanned = photo_files.scan(raw, settings.SCAN_COMMAND, settings.PHOTO_DIR)
    picture = photo_files.develop(raw)
    name = photo_files.new_name()
    photo_files.keep(settings.PHOTO_DIR, name, picture)
    try:
        with transaction.atomic():
            board = models.Board.objects.select_for_update().filter(pk=place.board.pk).first()
            if board is None:
                raise Refused(_("Dit bord bestaat niet meer."))
            _refuse_when_full(board, picture.size)
            return models.Photo.objects.create(
                board=board,
                zone=place.zone,
                table=place.table,
                file=name,
                width=picture.width,
                height=picture.height,
                size=picture.size,
                alt=texts.clean_line(alt)[:ALT_LENGTH],
                is_agreed=is_agreed,
                is_scanned=is_scanned,
                created_by=by,
            )
    except BaseException:
        photo_files.remove(settings.PHOTO_DIR, [name])
        raise


def _refuse_when_full(board: models.Board, more: int) -> None:
    here = models.Photo.objects.filter(board=board).aggregate(count=Count("pk"), size=Sum("size"))
    if here["count"] >= PHOTOS_PER_BOARD:
        sentence = _("Bij dit bord passen %(n)s foto's. Haal er eerst een weg.")
        raise Refused(sentence % {"n": PHOTOS_PER_BOARD})
    if (here["size"] or 0) + more > BYTES_PER_BOARD:
        sentence = _(
            "De foto's bij dit bord zijn samen te groot: hooguit %(n)s MB. Haal er eerst een weg."
        )
        raise Refused(sentence % {"n": BYTES_PER_BOARD // 1024**2})


def describe(*, photo: models.Photo, alt: str, is_agreed: bool, is_published: bool) -> models.Photo:
    """Change what is said of a photo. Raises Refused: readers only get one that is described and
    that everyone on it is fine with."""
    photo.alt = texts.clean_line(alt)[:ALT_LENGTH]
    photo.is_agreed = is_agreed
    if is_published and not photo.alt:
        raise Refused(_("Beschrijf eerst wat er op de foto staat, voor wie haar niet ziet."))
    if is_published and not is_agreed:
        raise Refused(_("Vraag eerst of iedereen op deze foto het goed vindt, en vink dat aan."))
    photo.is_published = is_published
    photo.save(update_fields=["alt", "is_agreed", "is_published"])
    return photo


def delete(*, photo: models.Photo) -> None:
    """Take a photo away for good, the file too."""
    name = photo.file
    photo.delete()
    transaction.on_commit(lambda: photo_files.remove(settings.PHOTO_DIR, [name]))


def forget_files(names: Sequence[str]) -> None:
    """Delete the files of photos whose rows go with their board, once that is certain."""
    transaction.on_commit(lambda: photo_files.remove(settings.PHOTO_DIR, names))
