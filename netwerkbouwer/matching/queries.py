# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who could help with a limitation, who could use a strength; at most six database queries.

The road of a suggestion: read the text (need) → find candidates (retrieval: who told something
that may answer, the nearest of fitting kinds) → features and score (comparing) → variety (scoring)
→ reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import Q
from tantivy import Occur, Query

from netwerkbouwer.matching import comparing, kinds, need, reasons, retrieval, scoring
from netwerkbouwer.matching.profile import Profile
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.retrieval import Limits, Rows
from netwerkbouwer.matching.suggestions import MOST, Suggestion, SuggestRequest
from netwerkbouwer.organisations import index_files, index_reader, numbers, standing
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import HALVES, OrganisationFacts
from netwerkbouwer.organisations.models import Offering, Organisation
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import queries as places
from netwerkbouwer.places.gazetteer import Municipality

IndexUnavailable = index_files.IndexUnavailable

NEAR_TOLD, ALL_TOLD = 120, 60  # organisations whose own texts we read, near and anywhere
NEAR_KM = 60.0
COMPARED = 200
FACTS_THAT_COUNT = 4
COLUMNS = (
    "pk",
    "public_id",
    "kind",
    "main_sector",
    "municipality_id",
    "description",
    "website",
    "street",
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one organisation published, and how much of the rest we know."""

    profile: Profile
    known: int


def suggest(request: SuggestRequest) -> list[Suggestion]:
    """Give the best organisations with reasons; a text that says nothing gives what is near.

    Raises places.UnknownMunicipality, and IndexUnavailable with a sentence when there is no search
    index.
    """
    origin = places.municipality(request.municipality_code)
    snapshot = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
    asked = need.read(request.text, request.direction, kinds.thesaurus(), kinds.table())
    ground = _ground(snapshot.numbers, asked, origin.code, request.sector)
    limits = _limits(request, snapshot.numbers, origin.code)
    told = _told(_told_pks(snapshot, asked, ground.around, request.radius_km))
    texts = {
        pk: need.text_match(asked, entry.profile, kinds.thesaurus(), kinds.table())
        for pk, entry in told.items()
    }
    texts = {pk: match for pk, match in texts.items() if match.value > 0}
    compared = _compare(ground, texts, limits)
    picked = _pick(compared, ground, told, request)
    return _suggestions(picked, ground, asked, texts, request)


def _compare(
    ground: comparing.Ground, texts: dict[int, need.TextMatch], limits: Limits
) -> comparing.Compared:
    rows_of_texts = ground.numbers.rows_of(list(texts))
    words = {
        int(row): match.value
        for row, match in zip(rows_of_texts, texts.values(), strict=True)
        if row >= 0
    }
    told = np.array(sorted(words), dtype=np.int64)
    rows = comparing.candidates(ground, told, limits)
    compared = comparing.compare(ground, rows, words)
    inside = np.flatnonzero(retrieval.within(rows, compared.km, limits))
    return comparing.best(compared.only(inside), COMPARED)


def _pick(
    compared: comparing.Compared,
    ground: comparing.Ground,
    told: dict[int, _Told],
    request: SuggestRequest,
) -> comparing.Compared:
    """Add what the rows in the database know, then choose for variety."""
    pks = [int(pk) for pk in ground.numbers.pk[compared.rows]]
    told = told | _told([pk for pk in pks if pk not in told], with_texts=False)
    there = [place for place, pk in enumerate(pks) if pk in told]
    compared = compared.only(np.array(there, dtype=np.int64))
    profiles = [told[pks[place]] for place in there]
    answers = [_match(ground, int(row)).concept for row in compared.rows]
    compared = comparing.with_richness(
        compared, [entry.known for entry in profiles], FACTS_THAT_COUNT
    )
    limit = max(1, min(request.limit, MOST))
    chosen: list[int] = []
    for level in comparing.LEVELS:
        if level == comparing.LAST_LEVEL and chosen:
            break  # a short list is better than one with strangers
        among = np.flatnonzero(compared.level == level)
        room = limit - len(chosen)
        chosen += _vary(
            compared, profiles, answers, among, min(room, comparing.MOST_OF_LEVEL.get(level, room))
        )
    return compared.only(np.array(chosen, dtype=np.int64))


def _vary(
    compared: comparing.Compared,
    profiles: Sequence[_Told],
    answers: Sequence[str],
    among: Rows,
    limit: int,
) -> list[int]:
    """Choose places among some of the compared, the best that differ first."""
    place_of = {profiles[place].profile.public_id: int(place) for place in among}
    candidates = [
        scoring.Candidate(
            public_id,
            float(compared.score[place]),
            profiles[place].profile.kind,
            profiles[place].profile.sector,
            profiles[place].profile.municipality_code,
            answers[place],
        )
        for public_id, place in place_of.items()
    ]
    chosen = scoring.vary(candidates, limit, scoring.weights().variety)
    return [place_of[candidate.id] for candidate in chosen]


def _ground(arrays: Numbers, asked: need.Need, code: str, sector: str) -> comparing.Ground:
    table = kinds.table()
    found = need.kind_matches(asked, table)
    matches = tuple(
        found[table.index[kind]] if kind in table.index else comparing.NOTHING
        for kind in arrays.kinds
    )
    near = retrieval.around(arrays.municipalities, places.municipality(code))
    return comparing.Ground(_postings(arrays), near, sector, matches)


def _match(ground: comparing.Ground, row: int) -> need.KindMatch:
    kind = int(ground.numbers.kind[row])
    return ground.matches[kind] if kind >= 0 else comparing.NOTHING


_kept: list[retrieval.Postings] = []


def _postings(arrays: Numbers) -> retrieval.Postings:
    """The rows per kind, made again when the arrays are others."""
    for postings in _kept:
        if postings.numbers is arrays:
            return postings
    made = retrieval.Postings(arrays)
    _kept[:] = [made, *_kept[:1]]
    return made


def _limits(request: SuggestRequest, arrays: Numbers, code: str) -> Limits:
    sector_places = numbers.sector_places()
    return Limits(
        not_in=numbers.code_places()[code] if request.only_other_municipalities else None,
        sectors=frozenset(sector_places.get(slug, -2) for slug in request.sectors),
        halves=frozenset(HALVES.index(half) for half in request.halves if half in HALVES),
        radius_km=request.radius_km,
        without=_excluded(request),
    )


def _excluded(request: SuggestRequest) -> tuple[int, ...]:
    if not request.exclude and not request.exclude_source_ids:
        return ()
    which = Q(public_id__in=list(request.exclude)) | Q(
        source_id__in=list(request.exclude_source_ids)
    )
    found = Organisation.objects.filter(which).values_list("pk", flat=True)
    return tuple(standing.kept(found).values())


def _told_pks(
    snapshot: index_reader.Snapshot, asked: need.Need, near: retrieval.Around, radius: float | None
) -> list[int]:
    """Organisations whose published words may answer, near and anywhere."""
    stems = need.search_stems(asked, kinds.thesaurus())
    if not stems:
        return []
    # Without weights: a boosted term costs tantivy a hundred times as much, and we weigh later.
    terms = [Query.term_query(snapshot.schema, "told", stem, "freq") for stem in stems]
    query = Query.boolean_query([(Occur.Should, term) for term in terms])
    km = min(radius or NEAR_KM, NEAR_KM)
    codes = [
        code
        for code, away in zip(snapshot.numbers.municipalities, near.km, strict=False)
        if away <= km
    ]
    here = Query.term_set_query(snapshot.schema, "municipality", codes)
    found = snapshot.best(snapshot.both(query, here), NEAR_TOLD).pks
    return list(dict.fromkeys([*found, *snapshot.best(query, ALL_TOLD).pks]))


def _told(pks: Sequence[int], *, with_texts: bool = True) -> dict[int, _Told]:
    """Read rows, with what they published; two queries, or one without the texts."""
    offers: dict[int, list[tuple[str, str]]] = {}
    if with_texts and pks:
        published = Offering.objects.filter(organisation__in=pks)
        for pk, kind, text in published.values_list("organisation", "kind", "text"):
            offers.setdefault(pk, []).append((kind, text))
    if not pks:
        return {}
    rows = Organisation.objects.shown().filter(pk__in=pks).values_list(*COLUMNS)
    return {row[0]: _entry(row, offers.get(row[0], [])) for row in rows}


def _entry(row: tuple[Any, ...], offerings: Sequence[tuple[str, str]]) -> _Told:
    _, public_id, kind, sector, code, description, website, street = row
    profile = Profile(
        public_id=public_id,
        kind=kind,
        sector=sector,
        municipality_code=code or "",
        description=description,
        offers=tuple(text for what, text in offerings if what == Offering.Kind.OFFER),
        questions=tuple(text for what, text in offerings if what == Offering.Kind.QUESTION),
    )
    known = [website, street, description, description or offerings]
    return _Told(profile, sum(bool(fact) for fact in known))


def _suggestions(
    picked: comparing.Compared,
    ground: comparing.Ground,
    asked: need.Need,
    texts: dict[int, need.TextMatch],
    request: SuggestRequest,
) -> list[Suggestion]:
    pks = [int(pk) for pk in ground.numbers.pk[picked.rows]]
    facts = {entry.pk: entry for entry in organisations.facts_of(pks)}
    found: list[Suggestion] = []
    for place, pk in enumerate(pks):
        if pk not in facts:
            continue
        km = float(picked.km[place])
        here = replace(facts[pk], km=None if np.isnan(km) else km)
        match = _match(ground, int(picked.rows[place]))
        why = _reasons(here, ground, asked, texts.get(pk), match, request)
        found.append(Suggestion(len(found) + 1, float(picked.score[place]), here, tuple(why)))
    return found


def _reasons(
    here: OrganisationFacts,
    ground: comparing.Ground,
    asked: need.Need,
    told: need.TextMatch | None,
    match: need.KindMatch,
    request: SuggestRequest,
) -> list[Reason]:
    found: list[Reason] = reasons.words_met(told.meetings) if told else []
    if match.value >= comparing.LEAST_KIND:
        label = _kind_label(here)
        found.append(reasons.assumed(need.assumption(asked, match, label), request.direction))
    if not found:
        found.append(reasons.nothing_met())
    return [*found, *_facts(here, ground, request)]


def _facts(
    here: OrganisationFacts, ground: comparing.Ground, request: SuggestRequest
) -> list[Reason]:
    origin = ground.around.origin
    same = here.municipality_code == origin.code
    found = [reasons.distance(here.km, same_municipality=same)]
    if here.municipality_code:
        there = places.municipality(here.municipality_code)
        beside = places.are_neighbours(origin.code, there.code)
        found += reasons.borders(_place(origin), _place(there), neighbours=beside)
    found.append(reasons.sector(request.sector, here.sector, here.sector_label))
    return [*found, *reasons.half(comparing.half_of(request.sector), here.half)]


def _place(place: Municipality) -> reasons.Place:
    return reasons.Place(place.name, place.reference_region, place.province, place.country)


def _kind_label(here: OrganisationFacts) -> str:
    """As Flanders or the Netherlands calls this kind, after where it lies."""
    table = kinds.table()
    if here.kind not in table.index:
        return here.kind_label
    kind = table.kinds[table.index[here.kind]]
    return kind.label_nl if here.municipality_code.startswith("GM") else kind.label
