# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who could help with a limitation, who could use a strength; at most six database queries.

The road of a suggestion: read the text (need) → find candidates (retrieval: who told something
that may answer, the nearest of fitting kinds) → features and score (comparing) → variety (scoring)
→ reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.conf import settings
from django.db.models import Q

from netwerkbouwer.common import dutch
from netwerkbouwer.matching import comparing, kinds, need, reasons, retrieval, scoring
from netwerkbouwer.matching.profile import Profile
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.retrieval import Limits, Rows
from netwerkbouwer.matching.suggestions import MOST, Suggestion, SuggestRequest
from netwerkbouwer.organisations import index_files, index_reader, numbers
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import HALVES, Filters, OrganisationFacts
from netwerkbouwer.organisations.models import Offering, Organisation
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import queries as places
from netwerkbouwer.places.gazetteer import Municipality

IndexUnavailable = index_files.IndexUnavailable

NEAR_TOLD, ALL_TOLD = 200, 80  # organisations whose own texts we read, near and anywhere
NEAR_KM = 60.0
COMPARED = 200
FACTS_THAT_COUNT = 4


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
    told_pks = _told_pks(snapshot, asked, request, origin.code)
    told = _told(told_pks)
    texts = {
        pk: need.text_match(asked, entry.profile, kinds.thesaurus(), kinds.table()) for pk, entry in told.items()
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
    told = told | _told([pk for pk in pks if pk not in told], with_offers=False)
    there = [place for place, pk in enumerate(pks) if pk in told]
    compared = compared.only(np.array(there, dtype=np.int64))
    profiles = [told[pks[place]] for place in there]
    compared = comparing.with_richness(
        compared, [entry.known for entry in profiles], FACTS_THAT_COUNT
    )
    limit = max(1, min(request.limit, MOST))
    chosen: list[int] = []
    for level in comparing.LEVELS:
        among = np.flatnonzero(compared.level == level)
        room = limit - len(chosen)
        chosen += _vary(compared, profiles, among, min(room, comparing.MOST_OF_LEVEL.get(level, room)))
    return compared.only(np.array(chosen, dtype=np.int64))


def _vary(
    compared: comparing.Compared, profiles: Sequence[_Told], among: Rows, limit: int
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
        )
        for public_id, place in place_of.items()
    ]
    chosen = scoring.vary(candidates, limit, scoring.weights().variety)
    return [place_of[candidate.id] for candidate in chosen]


def _ground(
    arrays: Numbers, asked: need.Need, code: str, sector: str
) -> comparing.Ground:
    table = kinds.table()
    found = need.kind_matches(asked, table)
    matches = tuple(
        found[table.index[kind]] if kind in table.index else comparing.NOTHING
        for kind in arrays.kinds
    )
    near = retrieval.around(arrays.municipalities, places.municipality(code))
    return comparing.Ground(_postings(arrays), near, sector, matches)


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
    return tuple(Organisation.objects.filter(which).values_list("pk", flat=True))


def _told_pks(
    snapshot: index_reader.Snapshot, asked: need.Need, request: SuggestRequest, code: str
) -> list[int]:
    """Organisations whose published words may answer, near and anywhere."""
    stems = need.search_stems(asked, kinds.thesaurus())
    tokens = [dutch.Token(stem, stem, 0, 0, is_part=stem not in asked.stems) for stem in stems]
    query = snapshot.topic_query(tokens, "told")
    if query is None:
        return []
    km = min(request.radius_km or NEAR_KM, NEAR_KM)
    near = snapshot.filter_query(Filters(municipality=code, within_km=km))
    found = snapshot.best(snapshot.both(query, near), NEAR_TOLD).pks
    return list(dict.fromkeys([*found, *snapshot.best(query, ALL_TOLD).pks]))


def _told(pks: Sequence[int], *, with_offers: bool = True) -> dict[int, _Told]:
    """Read rows, with what they published; two queries, or one without the offers."""
    offers: dict[int, list[tuple[str, str]]] = {}
    if with_offers and pks:
        for pk, kind, text in Offering.objects.filter(organisation__in=pks).values_list(
            "organisation", "kind", "text"
        ):
            offers.setdefault(pk, []).append((kind, text))
    rows = Organisation.objects.filter(pk__in=pks, merged_into=None) if pks else []
    return {row.pk: _entry(row, offers.get(row.pk, [])) for row in rows}


def _entry(row: Organisation, offerings: Sequence[tuple[str, str]]) -> _Told:
    profile = Profile(
        public_id=row.public_id,
        name=row.name,
        kind=row.kind,
        sector=row.main_sector,
        half=row.half_override or row.half,
        municipality_code=row.municipality_id or "",
        lat=row.lat,
        lon=row.lon,
        description=row.description,
        offers=tuple(text for kind, text in offerings if kind == Offering.Kind.OFFER),
        questions=tuple(text for kind, text in offerings if kind == Offering.Kind.QUESTION),
    )
    known = [row.website, row.street, row.description, row.description or offerings]
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
    found = []
    for place, pk in enumerate(pks):
        if pk not in facts:
            continue
        km = float(picked.km[place])
        here = replace(facts[pk], km=None if np.isnan(km) else km)
        kind = int(ground.numbers.kind[picked.rows[place]])
        match = ground.matches[kind] if kind >= 0 else comparing.NOTHING
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
