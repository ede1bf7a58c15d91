# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets of organisations that meet a need together, and what each brings to whom.

The road of a set: suggestions for the text (queries) → who meets which point and who has what
another seeks (exchange) → sets that keep the promise of `combining.holds` (combining) → words
(set_telling). A set that does not keep it is never given; `combined` then says why there is none.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from django.conf import settings

from netwerkbouwer.matching import queries
from netwerkbouwer.matching.ranking import scoring
from netwerkbouwer.matching.reading import kinds, need
from netwerkbouwer.matching.reading.profile import Profile
from netwerkbouwer.matching.sets import combining, ledger
from netwerkbouwer.matching.sets import telling as set_telling
from netwerkbouwer.matching.sets.bringing import Brings, Party
from netwerkbouwer.matching.sets.combining import Pool
from netwerkbouwer.matching.sets.ledger import Sides
from netwerkbouwer.matching.sets.telling import Ground
from netwerkbouwer.matching.sets.values import Combination, Combined, CombineRequest, Cover, Member
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import index_files, index_reader, ragged, sectors
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts
from netwerkbouwer.organisations.models import Offering
from netwerkbouwer.organisations.numbers import Numbers

IndexUnavailable = index_files.IndexUnavailable

LOOKED_AT = 50  # suggestions a set is made of
LATER = 0.5  # what is found for a part of the text, or without one, counts for so much
FAR_COUNTS = 0.6  # who lies further than its kind usually works counts for so much
WIDE_COUNTS = 0.6  # and who works for a whole country: it meets nobody on a Tuesday afternoon
MEET_KM = 70.0  # by road; the members of a set are to see each other
KM_TO_MEET = 40.0  # at so many kilometres a third is left of what nearness adds
MEETINGS = {"words", "meaning", "assumption"}  # reasons of a suggestion that are about the text

__all__ = [
    "Brings",
    "Combination",
    "CombineRequest",
    "Combined",
    "Cover",
    "Member",
    "combine",
    "combined",
]


def combine(request: CombineRequest) -> list[Combination]:
    """Sets for this request, the best first. Raises as `combined`."""
    return list(combined(request).sets)


def combined(request: CombineRequest) -> Combined:
    """Sets for this request, the best first, or why there are none.

    Raises places.UnknownMunicipality, and IndexUnavailable with a sentence when there is no search
    index.
    """
    found = _suggested(request, request.text)
    ground = _ground(request, [one for one in found if _can_meet(one)])
    chosen = combining.search(ground.pool, request.limit, request.existing)
    if not chosen and combining.lack(ground.pool) != "linked":
        ground = _ground(request, _more(request, ground, found))
        chosen = combining.search(ground.pool, request.limit, request.existing)
    if not chosen:
        return Combined((), set_telling.why_none(ground))
    asker = organisations.facts_of_ids([request.organisation]) if request.organisation else []
    members = [ground.facts[place] for one in chosen for place in one]
    parties = _parties([*members, *asker])
    known = kinds.thesaurus()
    told = [set_telling.tell(ground, one, parties, known) for one in chosen]
    told = [_with_asker(one, facts, parties) for one in told for facts in asker] or told
    sets = tuple(one for one in told if set_telling.says_all(one, request.must))
    return Combined(sets, "" if sets else set_telling.WHY_NONE["roles"])


def _with_asker(
    found: Combination, asker: OrganisationFacts, parties: Mapping[str, Party]
) -> Combination:
    """The same with what the asker has for its members."""
    numbers = index_reader.snapshot(settings.SEARCH_INDEX_DIR).numbers
    facts = [member.organisation for member in found.members]
    given = set_telling.given_by(
        parties[asker.public_id],
        [parties[one.public_id] for one in facts],
        _sides(numbers, [asker, *facts]),
        kinds.thesaurus(),
    )
    return replace(found, brings=tuple(dict.fromkeys([*found.brings, *given])))


def _can_meet(one: Suggestion) -> bool:
    """Whether people would go there more than once; who lies further comes in when nobody does."""
    km = one.organisation.km
    return not one.is_far and km is not None and km <= MEET_KM


def _more(request: CombineRequest, ground: Ground, found: list[Suggestion]) -> list[Suggestion]:
    """Those for points that nobody met yet, and others near: they may have use of each other."""
    texts = [ground.points[at].text for at in combining.uncovered(ground.pool) if ground.points]
    listed = {one.organisation.pk: one for one in found}
    for text in [*texts, ""]:
        for one in _suggested(request, text):
            listed.setdefault(one.organisation.pk, replace(one, score=one.score * LATER))
    return list(listed.values())


def _ledger() -> ledger.Ledger:
    return _made_ledger(kinds.known())


@lru_cache(maxsize=1)
def _made_ledger(known: kinds.Known) -> ledger.Ledger:
    """Made again when a curator changed a concept."""
    return ledger.Ledger(known.table, known.thesaurus)


def _suggested(request: CombineRequest, text: str) -> list[Suggestion]:
    return queries.suggest(
        SuggestRequest(
            text=text,
            direction=request.direction,
            municipality_code=request.municipality_code,
            sector=request.sector,
            radius_km=request.radius_km,
            only_other_municipalities=False,
            exclude=request.exclude | ({request.organisation} - {""}),
            limit=LOOKED_AT,
            organisation=request.organisation,
            known=request.known,
            surprise=request.surprise,
        )
    )


def _ground(request: CombineRequest, found: Sequence[Suggestion]) -> Ground:
    """Everything that is reckoned once about all who can be in a set."""
    numbers = index_reader.snapshot(settings.SEARCH_INDEX_DIR).numbers
    listed = {one.organisation.public_id: one for one in found}
    wanted = [public_id for public_id in request.must if public_id not in listed]
    musts = organisations.facts_of_ids(wanted, request.municipality_code) if wanted else []
    facts = (*musts, *(one.organisation for one in found))
    asked = need.read(request.text, request.direction, kinds.thesaurus(), kinds.table())
    sides = _sides(numbers, facts)
    points = _points(asked, sides)
    says = tuple(_says(listed.get(one.public_id)) for one in facts)
    covers = sides.covers(points, request.direction)
    if not points and any(says):
        covers = np.array([[1.0 if said else 0.0] for said in says])
    pool = _pool(request, facts, listed, covers, _linked(numbers, facts), sides)
    return Ground(request, points, facts, sides, pool, says)


def _points(asked: need.Need, sides: Sides) -> tuple[ledger.Point, ...]:
    """What a set has to meet. Of a strength it is enough that someone can use a part."""
    points = ledger.points(asked, kinds.thesaurus())
    if asked.direction == "limitation" or not len(sides.kinds):
        return points
    used = sides.covers(points, asked.direction).max(axis=0) >= combining.LEAST_COVER
    return tuple(point for point, use in zip(points, used, strict=True) if use) or points


def _sides(numbers: Numbers, facts: Sequence[OrganisationFacts]) -> Sides:
    lists, told = numbers.lists["told"], ragged.Growing()
    for row in numbers.rows_of([one.pk for one in facts]):
        told.add(lists.of(int(row)).tolist() if row >= 0 else [])
    table = kinds.table()
    of_kind = [table.index.get(one.kind, len(table.kinds)) for one in facts]
    return _ledger().read(told.ragged(), np.array(of_kind, dtype=np.int64))


def _linked(numbers: Numbers, facts: Sequence[OrganisationFacts]) -> combining.Flags:
    """Which of these work together now."""
    pks = np.array([one.pk for one in facts], dtype=np.int64)
    found = np.zeros((len(pks), len(pks)), dtype=np.bool_)
    lists = numbers.lists["partners"]
    for place, row in enumerate(numbers.rows_of(pks)):
        if row >= 0:
            found[place] = np.isin(pks, lists.of(int(row)))
    return np.asarray(found | found.T, dtype=np.bool_)


def _pool(
    request: CombineRequest,
    facts: Sequence[OrganisationFacts],
    listed: Mapping[str, Suggestion],
    covers: combining.Floats,
    linked: combining.Flags,
    sides: Sides,
) -> Pool:
    known = {one for one, found in listed.items() if found.is_known} | request.known
    scores = np.array([_relevance(listed.get(one.public_id)) for one in facts], dtype=np.float64)
    ids = tuple(one.public_id for one in facts)
    no_kind = sides.kinds == len(kinds.table().kinds)
    return Pool(
        ids=ids,
        sector=_numbered(["" if one.sector == sectors.OTHER else one.sector for one in facts]),
        municipality=_numbered([one.municipality_code for one in facts]),
        half=_numbered([one.half for one in facts]),
        kind=np.where(no_kind, combining.NONE, sides.kinds),
        relevance=_apart(scores),
        familiar=np.array([one in known for one in ids], dtype=np.bool_),
        covers=covers,
        exchange=sides.exchange(),
        linked=linked,
        must=tuple(place for place, one in enumerate(ids) if one in request.must),
    )


def _relevance(found: Suggestion | None) -> float:
    """How good a suggestion is for people who are to meet."""
    if found is None:
        return 0.0
    km = found.organisation.km
    near = math.exp(-km / KM_TO_MEET) if km is not None else 0.0
    wide = scoring.weights().reach.of(found.organisation.kind) == "wide"
    counts = (FAR_COUNTS if found.is_far else 1.0) * (WIDE_COUNTS if wide else 1.0)
    return found.score * counts * (0.4 + 0.6 * near)


def _apart(scores: combining.Floats) -> combining.Floats:
    """Scores from 0 for the weakest to 1 for the best: what differs in a list is what counts."""
    found = scores[scores > 0]
    if not len(found):
        return np.zeros(len(scores))
    low, high = float(found.min()), float(found.max())
    return np.clip((scores - low) / max(high - low, 1e-9), 0.0, 1.0)


def _numbered(values: Sequence[str]) -> combining.Places:
    """The same number for the same value; NONE for an empty one."""
    seen = {value: place for place, value in enumerate(dict.fromkeys(filter(None, values)))}
    return np.array([seen.get(value, combining.NONE) for value in values], dtype=np.int64)


def _says(found: Suggestion | None) -> str:
    """The first reason of a suggestion that is about the text."""
    told = [one.text for one in found.reasons if one.kind in MEETINGS] if found else []
    return told[0] if told else ""


def _parties(facts: Iterable[OrganisationFacts]) -> dict[str, Party]:
    """Members with the texts they published; one query."""
    members = {one.pk: one for one in facts}
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    published = Offering.objects.filter(organisation__in=members).order_by("pk")
    for pk, kind, text in published.values_list("organisation", "kind", "text"):
        texts[pk, kind].append(text)
    return {
        one.public_id: Party(
            one.name,
            Profile(
                public_id=one.public_id,
                kind=one.kind,
                sector=one.sector,
                municipality_code=one.municipality_code,
                description=one.description,
                offers=tuple(texts[pk, Offering.Kind.OFFER]),
                questions=tuple(texts[pk, Offering.Kind.QUESTION]),
            ),
            _kind_label(one),
        )
        for pk, one in members.items()
    }


def _kind_label(one: OrganisationFacts) -> str:
    """As Flanders or the Netherlands calls this kind, after where it lies."""
    table = kinds.table()
    if one.kind not in table.index:
        return one.kind_label
    kind = table.kinds[table.index[one.kind]]
    return kind.label_nl if one.municipality_code.startswith("GM") else kind.label
