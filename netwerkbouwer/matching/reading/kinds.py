# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thesaurus and the kinds of organisations, as matching reads them from the library.

What curators changed is laid over it. The rows are the truth; a file in the data folder holds the
same, so that every process on it follows within a second without asking the database. A suggestion
that began keeps the thesaurus it has: a change makes a new object.
"""

import logging
import threading
from dataclasses import dataclass
from functools import cache, cached_property
from time import monotonic

from django.conf import settings

from netwerkbouwer.library import queries as library
from netwerkbouwer.library import schema
from netwerkbouwer.matching.reading.concepts import Concept, Thesaurus
from netwerkbouwer.matching.reading.profile import Kind, KindTable
from netwerkbouwer.matching.thesaurus import overlay

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.5  # seconds between two looks whether the file is another one

Stamp = tuple[int, int, int]
NO_FILE: Stamp = (0, 0, 0)


@dataclass(frozen=True, eq=False)
class Known:
    """A thesaurus and what belongs to it, made from one state of the edits."""

    stamp: Stamp
    edits: tuple[overlay.Edit, ...]
    thesaurus: Thesaurus

    @cached_property
    def table(self) -> KindTable:
        return KindTable((_kind(item) for item in library.items("organisation_kinds")),
                         self.thesaurus)  # fmt: skip


_lock = threading.Lock()
_known: list[Known] = []
_look_at = [0.0]
_may_be_old = [True]


def thesaurus() -> Thesaurus:
    """All concepts, indexed once per process and change. Raises yaml_files.Mistake."""
    return known().thesaurus


def table() -> KindTable:
    """All kinds against all concepts, likewise. Raises yaml_files.Mistake."""
    return known().table


def known() -> Known:
    """Thesaurus and table that belong together. Raises yaml_files.Mistake."""
    now = monotonic()
    if _known and now < _look_at[0]:
        return _known[0]
    stamp = _stamp()
    if _known and _known[0].stamp == stamp:
        _look_at[0] = now + LOOK_EVERY
        return _known[0]
    return _follow(stamp)


def forget() -> None:
    """This process changed the file: let the next question wait for what is in it now."""
    _look_at[0], _may_be_old[0] = 0.0, False


def _follow(stamp: Stamp) -> Known:
    """Make everything anew. Who asks meanwhile gets the old one, as does who changed nothing."""
    if _known and _may_be_old[0] and not settings.WRITE_IN_CALLER:
        _look_at[0] = monotonic() + LOOK_EVERY
        if not _lock.locked():
            threading.Thread(target=_make, args=(stamp,), name="thesaurus", daemon=True).start()
        return _known[0]
    return _make(stamp)


def _make(stamp: Stamp) -> Known:
    with _lock:
        if not _known or _known[0].stamp != stamp:
            edits = _edits() if stamp != NO_FILE else ()
            laid = overlay.laid_over(of_library(), edits)
            made = Known(stamp, edits, Thesaurus(laid.values()))
            made.table  # noqa: B018  # made here, so that no page waits for it later
            _known[:] = [made]
        _look_at[0], _may_be_old[0] = monotonic() + LOOK_EVERY, True
        return _known[0]


def _stamp() -> Stamp:
    """What tells one state of the file from the next."""
    try:
        found = settings.THESAURUS_FILE.stat()
    except OSError:
        return NO_FILE
    return found.st_mtime_ns, found.st_size, found.st_ino


def _edits() -> tuple[overlay.Edit, ...]:
    try:
        return overlay.read(settings.THESAURUS_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        logger.warning("Edits of concepts not read, a start mends it: %s", error)
        return ()


@cache
def of_library() -> tuple[Concept, ...]:
    """The concepts of the library, before any edit. Raises yaml_files.Mistake."""
    return tuple(_concept(item) for item in library.items("concepts"))


def _concept(item: schema.Item) -> Concept:
    data = item.data
    answers = tuple(data.get("answered_by") or ())
    related = tuple(data.get("related") or ())
    return Concept(item.id, item.label, data["type"], tuple(data["terms"]), answers, related)


def _kind(item: schema.Item) -> Kind:
    offers, needs = tuple(item.data["offers"]), tuple(item.data["needs"])
    return Kind(item.id, item.label, item.label_in("nl"), offers, needs)
