# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a request to candidates with scores: reads the text, the index and the arrays.

Of the database only the keys of organisations that the request names.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from tantivy import Occur, Query

from netwerkbouwer.matching.embedding import likeness as embeddings
from netwerkbouwer.matching.ranking import (
    answering,
    around,
    comparing,
    complement,
    features,
    retrieval,
    scoring,
    turns,
)
from netwerkbouwer.matching.ranking.around import Around
from netwerkbouwer.matching.ranking.comparing import Compared, Ground
from netwerkbouwer.matching.ranking.retrieval import Limits, Rows
from netwerkbouwer.matching.reading import kinds, need, told, words
from netwerkbouwer.matching.reading.need import KindMatch, Need
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.network import measures
from netwerkbouwer.organisations import index_files, index_reader, numbers, standing
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.organisations.index_reader import Snapshot
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer
from netwerkbouwer.places import queries as places

NEAR_TOLD, ALL_TOLD = 120, 60  # organisations whose own words we weigh, near and anywhere
NEAR_KM = 60.0
LONGEST_ID = 20  # no public id is longer; what else is asked, no database is asked about
MOST_QUESTIONS = 256  # texts kept as read, for who moves a slider


@dataclass(frozen=True, eq=False)
class Asked:
    """A text as read, and how well each kind of the arrays answers."""

    known: kinds.Known
    need: Need
    wanted: answering.Wanted
    matches: tuple[KindMatch, ...]


@dataclass(frozen=True, eq=False)
class Question:
    """A request, on its way to a list."""

    request: SuggestRequest
    asked: Asked
    ground: Ground
    limits: Limits
    told: Rows

    @property
    def numbers(self) -> Numbers:
        return self.ground.numbers

    def compared(self, also: Rows | None = None) -> Compared:
        """All candidates within the radius with their scores, and `also` these, best first."""
        rows = comparing.candidates(self.ground, self.told, self.limits)
        if also is not None:
            rows = np.union1d(rows, also)
        found = comparing.compare(self.ground, rows, self._from_elsewhere(rows))
        inside = retrieval.within(found.km, self.limits)
        return found if inside.all() else found.only(np.flatnonzero(inside))

    def _from_elsewhere(self, rows: Rows) -> dict[str, Any]:
        """Features that are not in the arrays: how often shown, and likeness by a model, if any."""
        found = {"turn": features.turn(turns.counts(self.numbers, rows))}
        likeness = embeddings.likeness(self.asked.need.text, self.numbers, rows)
        return found if likeness is None else found | {"meaning": features.meaning(likeness)}


def question(request: SuggestRequest) -> Question:
    """Read a request. Raises places.UnknownMunicipality and IndexUnavailable; at most one query.

    Two or more when a merged organisation is named.
    """
    origin = places.municipality(request.municipality_code)
    snapshot = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
    arrays = snapshot.numbers
    asked = _read(request, arrays)
    named = _named(request)
    near = around.around(arrays.municipalities, origin)
    made = _made(arrays)
    row = named.row(arrays, request.organisation)
    known = named.rows(arrays, request.known)
    ground = Ground(
        made.postings,
        near,
        request.sector,
        asked.matches,
        asked.wanted,
        measures.ego(made.graph, row, known) if row >= 0 or len(known) else None,
        min(1.0, max(0.0, request.surprise)),
        timezone.localdate().toordinal(),
        zlib.crc32(asked.need.text.encode()),
    )
    limits = _limits(request, arrays, origin.code, named)
    return Question(request, asked, ground, limits, _told_rows(snapshot, asked, near, limits))


def prepare() -> None:
    """Read what every question needs, so that the first one does not wait for it."""
    kinds.known()
    scoring.weights()
    complement.table()
    try:
        arrays = index_reader.snapshot(settings.SEARCH_INDEX_DIR).numbers
    except index_files.IndexUnavailable:
        return
    _made(arrays)
    around.around(arrays.municipalities, next(iter(gazetteer.load().municipalities.values())))


@dataclass(frozen=True, eq=False)
class _Made:
    """What is made once per version of the arrays."""

    postings: retrieval.Postings
    graph: measures.Graph


_kept: list[_Made] = []


def _made(arrays: Numbers) -> _Made:
    for made in _kept:
        if made.postings.numbers is arrays:
            return made
    fresh = _Made(retrieval.Postings(arrays), measures.Graph(arrays.lists["partners"], arrays.pk))
    _kept[:] = [fresh, *_kept[:1]]
    return fresh


_read_with: list[kinds.Known] = []


def _read(request: SuggestRequest, arrays: Numbers) -> Asked:
    """The text as read; what was read with an older thesaurus is forgotten, and that with it."""
    known = kinds.known()
    if not _read_with or _read_with[0] is not known:
        _asked.cache_clear()
        told.read_piece.cache_clear()
        _read_with[:] = [known]
    return _asked(request.text[: words.LONGEST_TEXT], request.direction, arrays.kinds, known)


@lru_cache(maxsize=MOST_QUESTIONS)
def _asked(text: str, direction: Direction, kind_ids: tuple[str, ...], known: kinds.Known) -> Asked:
    thesaurus, table = known.thesaurus, known.table
    read = need.read(text, direction, thesaurus, table)
    found = need.kind_matches(read, table)
    matches = tuple(
        found[table.index[kind]] if kind in table.index else need.NOTHING for kind in kind_ids
    )
    return Asked(known, read, answering.wanted(read, thesaurus, table), matches)


@dataclass(frozen=True)
class _Named:
    """Keys of the organisations a request names, by public id and by source id, after merges."""

    by_id: dict[str, int]
    by_source: dict[str, int]

    def row(self, arrays: Numbers, public_id: str) -> int:
        return int(arrays.rows_of([self.by_id[public_id]])[0]) if public_id in self.by_id else -1

    def rows(self, arrays: Numbers, public_ids: Iterable[str]) -> Rows:
        found = arrays.rows_of(sorted({self.by_id[one] for one in public_ids if one in self.by_id}))
        return found[found >= 0]


def _named(request: SuggestRequest) -> _Named:
    ids = {one for one in {*request.exclude, *request.known, request.organisation} if _is_id(one)}
    sources = {one for one in request.exclude_source_ids if "\x00" not in one}
    if not ids and not sources:
        return _Named({}, {})
    which = Q(public_id__in=ids) | Q(source_id__in=sources)
    columns = ("pk", "public_id", "source_id", "merged_into_id", "merged_into__merged_into_id")
    rows = list(Organisation.objects.filter(which).order_by().values_list(*columns))
    now = {pk: further or above or pk for pk, _, _, above, further in rows}
    if any(further for *_, further in rows):
        now = standing.kept(now)
    return _Named({row[1]: now[row[0]] for row in rows}, {row[2]: now[row[0]] for row in rows})


def _is_id(text: str) -> bool:
    return text.isascii() and text.isalnum() and len(text) <= LONGEST_ID


def _limits(request: SuggestRequest, arrays: Numbers, code: str, named: _Named) -> Limits:
    places_of = numbers.sector_places()
    without = {named.by_id[one] for one in request.exclude if one in named.by_id}
    without |= {named.by_source[s] for s in request.exclude_source_ids if s in named.by_source}
    without |= {named.by_id.get(request.organisation, -1)} - {-1}
    return Limits(
        not_in=numbers.code_places()[code] if request.only_other_municipalities else None,
        sectors=frozenset(places_of.get(slug, -2) for slug in request.sectors),
        halves=frozenset(HALVES.index(half) for half in request.halves if half in HALVES),
        radius_km=request.radius_km,
        without=tuple(sorted(without)),
    )


def _told_rows(snapshot: Snapshot, asked: Asked, near: Around, limits: Limits) -> Rows:
    """Organisations whose published words may answer, near and anywhere."""
    stems = need.search_stems(asked.need, asked.known.thesaurus)
    if not stems:
        return np.empty(0, dtype=np.int64)
    # Without weights: a boosted term costs tantivy a hundred times as much, and we weigh later.
    terms = [Query.term_query(snapshot.schema, "told", stem, "freq") for stem in stems]
    query = Query.boolean_query([(Occur.Should, term) for term in terms])
    km = min(limits.radius_km or NEAR_KM, NEAR_KM)
    codes = [snapshot.numbers.municipalities[place] for place in np.flatnonzero(near.km <= km)]
    here = Query.term_set_query(snapshot.schema, "municipality", codes)
    filters = _filters(snapshot, limits)
    found = snapshot.top(_all([query, here, *filters]), NEAR_TOLD)
    anywhere = snapshot.top(_all([query, *filters]), ALL_TOLD)
    rows = snapshot.numbers.rows_of([*found, *anywhere])
    return np.unique(rows[rows >= 0])


def _filters(snapshot: Snapshot, limits: Limits) -> list[Query]:
    """The same limits as on the arrays, so that those who fit are not crowded out."""
    sectors_of, found = list(numbers.sector_places()), []
    if limits.sectors:
        slugs = [sectors_of[place] for place in sorted(limits.sectors) if place >= 0]
        found.append(Query.term_set_query(snapshot.schema, "main_sector", slugs))
    if limits.halves:
        names = [HALVES[place] for place in sorted(limits.halves)]
        found.append(Query.term_set_query(snapshot.schema, "half", names))
    return found


def _all(musts: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, one) for one in musts])
