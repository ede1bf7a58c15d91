# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Published photos of sheets as one file to take along, each with what is on it in words."""

import io
import zipfile
from collections.abc import Sequence

from django.conf import settings

from netwerkbouwer.boards import models
from netwerkbouwer.boards.paper.photo_files import path_of
from netwerkbouwer.common import csv_text, texts
from netwerkbouwer.methods.template import Method

HEADINGS = ("Bestand", "Vak", "Tafel", "Wat er op de foto staat")


def published(board: models.Board) -> list[models.Photo]:
    found = models.Photo.objects.filter(board=board, is_published=True)
    return list(found.order_by("zone", "table", "created_at"))


def as_zip(photos: Sequence[models.Photo], method: Method) -> bytes:
    """A ZIP with the pictures and a table of descriptions. A picture that is gone is left out."""
    made = io.BytesIO()
    lines: list[Sequence[str]] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for number, photo in enumerate(photos, 1):
            path = path_of(settings.PHOTO_DIR, photo.file)
            if not path.exists():
                continue
            zone = method.zone(photo.zone)
            title = zone.title if zone else photo.zone
            table = str(photo.table or "")
            name = f"{number:02}-{texts.slugify(title)}{f'-tafel-{table}' if table else ''}.jpg"
            packed.writestr(name, path.read_bytes())
            lines.append((name, title, table, photo.alt))
        packed.writestr("beschrijvingen.csv", csv_text.to_csv(HEADINGS, lines))
    return made.getvalue()
