# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the few organisations that make a list, and says why each is there; at most four queries.

What a reason says comes from the rows, not from the arrays that chose them: so it can be checked
on the page of the organisation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db.models import Q

from netwerkbouwer.matching import reasons
from netwerkbouwer.matching.asking import Question
from netwerkbouwer.matching.ranking import around, comparing
from netwerkbouwer.matching.ranking.comparing import Compared
from netwerkbouwer.matching.reading import need, told
from netwerkbouwer.matching.reading.profile import KindTable, Profile
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.suggestions import Part, Suggestion
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts
from netwerkbouwer.organisations.models import Offering
from netwerkbouwer.places import gazetteer
from netwerkbouwer.places.gazetteer import Municipality


@dataclass(frozen=True)
class _Read:
    """What the database says of those shown, by key.

    `names` are of partners they share with the asker, `sources` say who told of a link with it.
    """

    facts: Mapping[int, OrganisationFacts]
    offerings: Mapping[int, Sequence[tuple[str, str]]]
    sources: Mapping[int, str]
    shared: Mapping[int, Sequence[int]]


def suggestions(question: Question, picked: Compared) -> list[Suggestion]:
    """Give what was picked, with reasons; one that is hidden or gone by now is left out."""
    pks = [int(pk) for pk in question.numbers.pk[picked.rows]]
    read = _read(question, picked, pks)
    found: list[Suggestion] = []
    far = picked.is_far
    for place, pk in enumerate(pks):
        if pk not in read.facts:
            continue
        here = replace(read.facts[pk], km=km_from(read.facts[pk], question.ground.around.origin))
        told = _reasons(question, picked, place, here, read)
        is_far, is_known = bool(far[place]), bool(picked.is_known[place])
        score = float(picked.score[place])
        parts = parts_of(picked, place)
        found.append(Suggestion(len(found) + 1, score, here, tuple(told), is_far, is_known, parts))
    return found


def parts_of(compared: Compared, place: int) -> tuple[Part, ...]:
    """The terms of a score that are not zero, the biggest first."""
    parts = [
        Part(name, float(values[place]), compared.weights[name])
        for name, values in compared.features.items()
    ]
    return tuple(sorted((p for p in parts if p.amount > 0), key=lambda p: (-p.amount, p.feature)))


def _read(question: Question, picked: Compared, pks: Sequence[int]) -> _Read:
    shared = _shared(question, picked, pks)
    others = sorted({one for some in shared.values() for one in some} - set(pks))
    facts = {one.pk: one for one in organisations.facts_of([*pks, *others])}
    words = picked.features["words"] > 0
    telling = [pk for pk, met in zip(pks, words, strict=True) if met]
    known = [pk for pk, is_known in zip(pks, picked.is_known, strict=True) if is_known]
    return _Read(facts, _offerings(telling), _sources(question, known), shared)


def _shared(question: Question, picked: Compared, pks: Sequence[int]) -> dict[int, list[int]]:
    """Keys of the partners each shares with the asker; of nobody when we know no partner of it."""
    ego = question.ground.ego
    if ego is None or not len(ego.contacts):
        return {}
    found: dict[int, list[int]] = {pk: [] for pk in pks}
    rows, places = ego.graph.gather(picked.rows)
    met = np.isin(rows, ego.contacts)
    for row, place in zip(rows[met], places[met], strict=True):
        found[pks[place]].append(int(question.numbers.pk[row]))
    return found


def _offerings(pks: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if pks:
        rows = Offering.objects.filter(organisation__in=pks).order_by("pk")
        for pk, kind, text in rows.values_list("organisation", "kind", "text"):
            found[pk].append((kind, text))
    return found


def _sources(question: Question, pks: Sequence[int]) -> dict[int, str]:
    """Who told that the asker and each of these work together; the youngest, one query."""
    ego = question.ground.ego
    if ego is None or ego.row < 0 or not pks:
        return {}
    own = int(question.numbers.pk[ego.row])
    standing = Link.objects.filter(removed_at=None, ended_on=None)
    mine = (_is("one", [own]) & _is("other", pks)) | (_is("other", [own]) & _is("one", pks))
    columns = ("one_id", "one__merged_into_id", "other_id", "other__merged_into_id", "source__name")
    rows = standing.filter(mine).order_by("told_on", "pk").values_list(*columns)
    found: dict[int, str] = {}
    for one, above_one, other, above_other, source in rows:
        ends = {above_one or one, above_other or other} - {own}
        found |= dict.fromkeys(ends & set(pks), source)
    return found


def _is(end: str, pks: Sequence[int]) -> Q:
    """An end of a link is one of these, or was merged into one."""
    return Q(**{f"{end}__in": pks}) | Q(**{f"{end}__merged_into__in": pks})


def km_from(here: OrganisationFacts, origin: Municipality) -> float | None:
    """Estimated kilometres by road to the point of an organisation, else to its municipality."""
    if here.lat is not None and here.lon is not None:
        return float(around.road_km(np.array(here.lat), np.array(here.lon), origin))
    return (
        gazetteer.road_km(origin.code, here.municipality_code) if here.municipality_code else None
    )


def _reasons(
    question: Question, picked: Compared, place: int, here: OrganisationFacts, read: _Read
) -> list[Reason]:
    asked, direction = question.asked, question.request.direction
    found: list[Reason] = []
    if picked.features["words"][place] > 0:
        profile = _profile(here, read.offerings.get(here.pk, ()))
        count = _concepts(question, int(picked.rows[place]))
        known = asked.known
        met = need.text_match(asked.need, profile, known.thesaurus, known.table, count)
        found += reasons.words_met(met.meetings)
    match = question.ground.match(int(picked.rows[place]))
    if match.value >= comparing.LEAST_KIND:
        label = _kind_label(here, asked.known.table)
        assumption = need.assumption(asked.need, match, label, asked.known.thesaurus)
        found.append(reasons.assumed(assumption, direction))
    if not found:
        found.append(reasons.nothing_met())
    found += where(question, here)
    found += _network(here, read, is_known=bool(picked.is_known[place]))
    return [*found, *_last_checked(question, int(picked.rows[place]))]


def _concepts(question: Question, row: int) -> int:
    """How many concepts it tells of in all, as the arrays counted them."""
    codes = told.codes(question.numbers.lists["told"].of(row))
    return int(told.are_concepts(codes).sum())


def where(question: Question, here: OrganisationFacts) -> list[Reason]:
    """Where it lies, and which borders that crosses, of places and of sectors."""
    origin, own = question.ground.around.origin, question.request.sector
    found = [reasons.distance(here.km, same_municipality=here.municipality_code == origin.code)]
    if here.municipality_code:
        there = gazetteer.by_code(here.municipality_code)
        beside = there.code in gazetteer.load().neighbours.get(origin.code, ())
        found += reasons.borders(_place(origin), _place(there), neighbours=beside)
    found.append(reasons.sector(own, here.sector, here.sector_label))
    return [*found, *reasons.half(comparing.half_of(own), here.half)]


def _network(here: OrganisationFacts, read: _Read, *, is_known: bool) -> list[Reason]:
    found: list[Reason] = []
    if is_known:
        found.append(reasons.already(read.sources.get(here.pk, "")))
    elif here.pk in read.shared:
        shared = [read.facts[pk].name for pk in read.shared[here.pk] if pk in read.facts]
        found.append(reasons.partners(sorted(shared), len(shared)))
    return found


def _last_checked(question: Question, row: int) -> list[Reason]:
    day = int(question.numbers.checked[row])
    today = date.fromordinal(question.ground.today)
    return reasons.last_checked(date.fromordinal(day) if day > 0 else None, today)


def _profile(here: OrganisationFacts, offerings: Sequence[tuple[str, str]]) -> Profile:
    return Profile(
        public_id=here.public_id,
        kind=here.kind,
        sector=here.sector,
        municipality_code=here.municipality_code,
        description=here.description,
        offers=tuple(text for what, text in offerings if what == Offering.Kind.OFFER),
        questions=tuple(text for what, text in offerings if what == Offering.Kind.QUESTION),
    )


def _place(place: Municipality) -> reasons.Place:
    return reasons.Place(place.name, place.reference_region, place.province, place.country)


def _kind_label(here: OrganisationFacts, table: KindTable) -> str:
    """As Flanders or the Netherlands calls this kind, after where it lies."""
    if here.kind not in table.index:
        return here.kind_label
    kind = table.kinds[table.index[here.kind]]
    return kind.label_nl if here.municipality_code.startswith("GM") else kind.label
