# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is absent from a set of partners, with organisations near that could fill the place."""

from collections.abc import Collection, Sequence

import numpy as np
from django.conf import settings

from netwerkbouwer.matching import queries
from netwerkbouwer.matching.reading import kinds, told
from netwerkbouwer.matching.reading.told import Role
from netwerkbouwer.matching.sets import absent
from netwerkbouwer.matching.sets.absent import Absence, Partner
from netwerkbouwer.matching.sets.values import Missing, MissingRequest, PresentMember
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations import index_reader
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts

NAMED = 2  # organisations for one absence
KINDS_NAMED = 3
LOOKED_AT = 20
FAR_KM = 60.0  # further than this a kind helps more than a name


def missing(request: MissingRequest) -> list[Missing]:
    """Who is absent, the most important first, at most `limit`.

    Raises as queries.suggest: without an index there is nobody to name.
    """
    known = {one.public_id: one for one in _facts(request.members)}
    told_by = _told([one.pk for one in known.values()])
    partners = [_partner(member, known, told_by) for member in request.members]
    found = absent.absences(
        request.text, request.direction, partners, kinds.thesaurus(), kinds.table()
    )
    inside = {member.public_id for member in request.members} | request.exclude
    return [_missing(absence, request, inside - {""}) for absence in found[: request.limit]]


def _facts(members: Sequence[PresentMember]) -> list[OrganisationFacts]:
    ids = [member.public_id for member in members if member.public_id]
    return organisations.facts_of_ids(ids) if ids else []


def _partner(
    member: PresentMember,
    known: dict[str, OrganisationFacts],
    told_by: dict[int, frozenset[str]],
) -> Partner:
    facts = known.get(member.public_id)
    if facts is None:
        return Partner(member.kind, member.sectors, member.half, member.municipality_code)
    return Partner(
        kind=member.kind or facts.kind,
        sectors=tuple({*member.sectors, *facts.sectors}),
        half=member.half or facts.half,
        municipality_code=member.municipality_code or facts.municipality_code,
        has=told_by.get(facts.pk, frozenset()),
    )


def _told(pks: Sequence[int]) -> dict[int, frozenset[str]]:
    """The concepts that organisations told to have themselves."""
    if not pks:
        return {}
    numbers = index_reader.snapshot(settings.SEARCH_INDEX_DIR).numbers
    names = {told.concept_key(name): name for name in kinds.thesaurus().concepts}
    found: dict[int, frozenset[str]] = {}
    for pk, row in zip(pks, numbers.rows_of(pks), strict=True):
        if row >= 0:
            said = told.apart(np.asarray(numbers.lists["told"].of(int(row))))
            has = said.key[said.is_concept & (said.role != Role.QUESTION)]
            found[pk] = frozenset(names[int(key)] for key in has if int(key) in names)
    return found


def _missing(absence: Absence, request: MissingRequest, inside: Collection[str]) -> Missing:
    table = kinds.table()
    places = [table.index[kind] for kind in absence.seek if kind in table.index]
    dutch = request.municipality_code.startswith("GM")
    labels = [table.kinds[at].label_nl if dutch else table.kinds[at].label for at in places]
    return Missing(
        absence.id,
        absence.missing,
        absence.why,
        tuple(labels[:KINDS_NAMED]),
        _near(absence, request, inside, labels),
    )


def _near(
    absence: Absence, request: MissingRequest, inside: Collection[str], labels: Sequence[str]
) -> tuple[OrganisationFacts, ...]:
    """Those near of the kinds that are sought; for another municipality whoever suits the text."""
    found = queries.suggest(
        SuggestRequest(
            text=", ".join(labels) if labels else request.text,
            direction="limitation" if labels else request.direction,
            municipality_code=request.municipality_code,
            sector=request.sector,
            radius_km=FAR_KM,
            only_other_municipalities=not labels,
            exclude=frozenset(inside),
            limit=LOOKED_AT,
            organisation=request.organisation,
            known=request.known,
            surprise=0.0,
        )
    )
    here = {member.municipality_code for member in request.members}
    all_found = [one.organisation for one in found]
    if not labels:
        return tuple(one for one in all_found if _elsewhere(one, here))[:NAMED]
    fits = [one for one in all_found if one.kind in absence.seek]
    return tuple(sorted(fits, key=lambda one: absence.seek.index(one.kind))[:NAMED])


def _elsewhere(one: OrganisationFacts, here: Collection[str]) -> bool:
    return bool(one.municipality_code) and one.municipality_code not in here
