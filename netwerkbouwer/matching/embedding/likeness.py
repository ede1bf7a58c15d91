# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Likeness in meaning, by a model that the operator has on disk; off unless a folder is named.

The worker makes a vector of what each organisation published; a question is compared with the few
rows that are candidates already, exactly. No text leaves this computer and nothing is fetched.
"""

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from netwerkbouwer.common import jobs, texts
from netwerkbouwer.matching.embedding import sentence_models, vectors
from netwerkbouwer.organisations.models import Offering, Organisation
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.organisations.search_index import IndexDocument

WrongModel = sentence_models.WrongModel

logger = logging.getLogger(__name__)
LIST = "own_text"  # in settings.INDEX_LISTS: the mark of what each organisation published
LONGEST = 2_000  # characters of one organisation
LONGEST_QUESTION = 1_000
CHUNK = 1_000
SUBJECT = "alle organisaties"


def is_on() -> bool:
    return bool(settings.EMBEDDING_MODEL_DIR)


def check() -> None:
    """Open the model when there should be one. Raises WrongModel with a sentence."""
    if is_on():
        _model(str(settings.EMBEDDING_MODEL_DIR))


def likeness(text: str, numbers: Numbers, rows: NDArray[np.int64]) -> NDArray[np.float32] | None:
    """How alike in meaning a text is to what each of these rows published, 0..1; None when off.

    It is the cosine, never below 0. A row that published nothing gets 0, and so does one whose
    text the worker has not read yet. None too when the model or its vectors cannot be read.
    """
    if not is_on() or LIST not in numbers.lists or not text.strip():
        return None
    try:
        model = _model(str(settings.EMBEDDING_MODEL_DIR))
        asked = _query(str(settings.EMBEDDING_MODEL_DIR), texts.clean(text)[:LONGEST_QUESTION])
    except WrongModel as error:
        logger.warning("No likeness in meaning: %s", error)
        return None
    stored = _stored(folder_of(model))
    return None if stored is None else _cosines(asked, stored, numbers, rows)


def _cosines(
    asked: NDArray[np.float32], stored: vectors.Stored, numbers: Numbers, rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    lists = numbers.lists[LIST]
    told = np.flatnonzero(lists.lengths(rows))
    marks = np.asarray(lists.values[lists.starts[rows[told]]])
    places = stored.places(marks)
    there = places != vectors.NOWHERE
    found = np.zeros(len(rows), dtype=np.float32)
    found[told[there]] = stored.values[places[there]].astype(np.float32) @ asked
    return np.clip(found, 0.0, 1.0)


def folder_of(model: sentence_models.Model) -> Path:
    """Where the vectors of this model lie: beside the search index."""
    return Path(settings.SEARCH_INDEX_DIR).with_name("embeddings") / model.key


def own_text(description: str, offers: Sequence[str], questions: Sequence[str]) -> str:
    """What one organisation published, as one text; empty when it told nothing."""
    pieces = [texts.clean(piece) for piece in (description, *offers, *questions)]
    return "\n".join(piece for piece in pieces if piece)[:LONGEST]


def marks(documents: Sequence[IndexDocument]) -> list[list[int]]:
    """For settings.INDEX_LISTS: the mark of the text of each organisation that told something."""
    told = [own_text(one.description, one.offers, one.questions) for one in documents]
    return [[vectors.mark(text)] if text else [] for text in told]


def version() -> str:
    """For settings.INDEX_VERSIONS: how `marks` are made."""
    return "own text 1"


def make(running: jobs.Running, _subject: str) -> None:
    """Make all vectors that are not there yet, as a job: it may be cut off and done again."""
    try:
        make_all(tell=running.tell)
    except WrongModel as error:
        raise jobs.Failed(str(error)) from None


def make_later() -> None:
    """Have the worker bring the vectors in line with what organisations publish, when on."""
    if is_on():
        jobs.enqueue(make, SUBJECT)


def make_all(tell: vectors.Tell | None = None) -> int:
    """Bring the vectors in line; how many texts have one. Raises WrongModel."""
    model = sentence_models.load(Path(settings.EMBEDDING_MODEL_DIR))
    return vectors.make(folder_of(model), _published(), model.passages, tell)


def _published() -> Iterator[str]:
    last = 0
    rows = Organisation.objects.shown().order_by("pk").values_list("pk", "description")
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = some[-1][0]
        told: dict[tuple[int, str], list[str]] = {}
        found = Offering.objects.filter(organisation__in=[pk for pk, _ in some]).order_by("pk")
        for pk, kind, text in found.values_list("organisation", "kind", "text"):
            told.setdefault((pk, kind), []).append(text)
        for pk, description in some:
            offers = told.get((pk, Offering.Kind.OFFER), [])
            questions = told.get((pk, Offering.Kind.QUESTION), [])
            if text := own_text(description, offers, questions):
                yield text


@lru_cache(maxsize=1)
def _model(folder: str) -> sentence_models.Model:
    return sentence_models.load(Path(folder))


@lru_cache(maxsize=512)
def _query(folder: str, text: str) -> NDArray[np.float32]:
    return _model(folder).query(text)


_kept: dict[tuple[Path, int], vectors.Stored] = {}


def _stored(folder: Path) -> vectors.Stored | None:
    """The vectors in use, mapped once for each time they were made."""
    number = vectors.newest(folder)
    if (folder, number) not in _kept:
        found = vectors.read(folder, number)
        if found is not None:
            _kept.clear()
            _kept[folder, number] = found
        return found
    return _kept.get((folder, number))
