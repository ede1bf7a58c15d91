# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tests do with our documents: make one, read its words, its pages and its tags back."""

import datetime
import io
import json
import re
import zipfile

import pypdf

from netwerkbouwer.boards import models, queries, stage
from netwerkbouwer.reports import exports

TODAY = datetime.date(2026, 11, 20)
ADDRESS = "netwerk.voorbeeld.be/borden/"


def take(by: models.Participant, *, with_private: bool = False) -> exports.Taken:
    view = queries.board_view(by.board, viewer=stage.EVERYTHING if with_private else stage.OPEN)
    return exports.Taken(view, with_private, TODAY, ADDRESS + by.board.pk)


def make(by: models.Participant, name: str, *, with_private: bool = False) -> bytes:
    return exports.EXPORTS[name].make(take(by, with_private=with_private))


def reader(document: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document))


def words(document: bytes) -> str:
    """The text of a PDF on one line, without the hyphens and breaks of the layout."""
    text = "\n".join(page.extract_text() for page in reader(document).pages)
    return joined(re.sub(r"-\n", "", text))


def joined(text: str) -> str:
    """Text without anything that layout adds or takes away: spaces, soft breaks."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def sizes(document: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in millimetres."""
    boxes = [page.mediabox for page in reader(document).pages]
    return [(round(float(b.width) / 72 * 25.4), round(float(b.height) / 72 * 25.4)) for b in boxes]


def everything(by: models.Participant, *, with_private: bool) -> dict[str, str]:
    """All files of a board as text, also what is packed inside them."""
    found = {}
    for name in exports.EXPORTS:
        made = make(by, name, with_private=with_private)
        found[name] = readable(name, made)
    return found


def readable(name: str, made: bytes) -> str:
    if name.endswith(".pdf"):
        return words(made)
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return joined(" ".join(archive.read(n).decode() for n in archive.namelist()))
    if name.endswith(".json"):
        return joined(json.dumps(json.loads(made), ensure_ascii=False))
    return joined(made.decode(errors="replace"))
