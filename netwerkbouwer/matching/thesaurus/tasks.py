# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""After an edit of a concept: the file that all processes read, and the lists beside the index."""

import os

from django.conf import settings

from netwerkbouwer.common import jobs, locks
from netwerkbouwer.matching.models import ThesaurusEdit
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.thesaurus import overlay
from netwerkbouwer.organisations import index_files, index_reader
from netwerkbouwer.organisations import tasks as directory


def active() -> list[overlay.Edit]:
    """The edits that nobody took back, in order."""
    rows = ThesaurusEdit.objects.filter(undone_at=None).order_by("pk")
    return [overlay.Edit(row.kind, row.concept, row.value, row.more) for row in rows]


def write_edits() -> None:
    """Bring the file in line with the rows, in one step; of two at once the last has all rows."""
    path = settings.THESAURUS_FILE
    with locks.hold(path.with_suffix(".lock")):
        edits = active()
        text = overlay.write(edits)
        if not edits and not path.exists():
            return
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            draft = path.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
    kinds.forget()


def follow(running: jobs.Running, _subject: str) -> None:
    """Make the lists beside the search index anew with the thesaurus of now, as a job.

    The old ones stay in use meanwhile: what they hold of other concepts is still right. The subject
    is the edit; when a later one is in the index already, there is nothing left to do.
    """
    write_edits()
    try:
        index = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
    except index_files.IndexUnavailable:
        return  # the start makes one, with the edits in it
    if index.numbers.version == directory.lists_version():
        return
    try:
        directory.build_index(progress=running.tell)
    except index_files.IndexUnavailable as error:
        raise jobs.Failed(str(error)) from None
