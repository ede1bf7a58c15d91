# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who offers what an organisation asks, and who asks what it offers; both ways first.

Only published texts count: their own words and what sources tell. Those of today are read from
the database, so what was withdrawn a moment ago is gone here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from django.conf import settings
from django.db.models import QuerySet

from netwerkbouwer.matching import reasons
from netwerkbouwer.matching.market import exchange
from netwerkbouwer.matching.market.exchange import Answer, Exchange, Rows, Sense
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.organisations import index_files, index_reader
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts, OrganisationPage
from netwerkbouwer.organisations.models import Offering
from netwerkbouwer.places import gazetteer
from netwerkbouwer.places import queries as places

IndexUnavailable = index_files.IndexUnavailable

COMPARED = 80  # organisations whose texts are read for one list of matches
COMPARED_PER_TEXT = 12
MOST = 30
OFFER, QUESTION = Offering.Kind.OFFER.value, Offering.Kind.QUESTION.value


@dataclass(frozen=True, slots=True)
class Match:
    """Another organisation with the texts that met.

    `they_offer` answers one of our questions, `they_ask` is answered by one of our offers.
    `score` (0..1) is the harmonic mean when both are there, less when it is far. `where` tells the
    distance and the borders.
    """

    organisation: OrganisationFacts
    they_offer: Answer | None
    they_ask: Answer | None
    score: float
    where: tuple[Reason, ...]
    is_partner: bool = False
    is_person: bool = False
    """A one-person business: in no table to take along."""

    @property
    def is_reciprocal(self) -> bool:
        return self.they_offer is not None and self.they_ask is not None


@dataclass(frozen=True, slots=True)
class Published:
    """One published text, and whose it is."""

    pk: int
    kind: str
    text: str
    owner: OrganisationFacts
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A published text of somebody else that meets one."""

    organisation: OrganisationFacts
    answer: Answer
    where: tuple[Reason, ...]
    is_partner: bool = False


@dataclass(slots=True)
class _Texts:
    """What one organisation publishes now."""

    parent: int | None
    is_person: bool
    offers: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def matches(page: OrganisationPage, limit: int = MOST) -> list[Match]:
    """Others that meet an organisation: both ways first, then the best; three queries.

    Never itself, what it is a part of, its parts or those of the same whole. Raises
    IndexUnavailable with a sentence.
    """
    if not page.offers and not page.questions:
        return []
    all_of_them = _exchange()
    own = _family(page)
    rows = _candidates(page, all_of_them, own)
    texts = _texts(all_of_them.numbers.pk[rows].tolist())
    sense = _sense(all_of_them)
    met = {
        pk: both
        for pk, theirs in texts.items()
        if pk not in own and theirs.parent not in own and any(both := _both(page, theirs, sense))
    }
    facts = organisations.facts_of(list(met), page.facts.municipality_code)
    partners = _partners(all_of_them, page.facts.pk)
    found = [
        replace(
            _match(page.facts, one, met[one.pk]),
            is_partner=one.pk in partners,
            is_person=texts[one.pk].is_person,
        )
        for one in facts
    ]
    found.sort(key=lambda one: (not one.is_reciprocal, -one.score, one.organisation.public_id))
    return found[: max(1, limit)]


def _family(page: OrganisationPage) -> set[int]:
    """Itself, all that were merged into it, the whole it belongs to, and its parts."""
    above = [page.parent] if page.parent else []
    return {page.facts.pk, *page.group, *(one.pk for one in (*above, *page.parts))}


def _candidates(page: OrganisationPage, all_of_them: Exchange, own: Iterable[int]) -> Rows:
    thesaurus, table = kinds.thesaurus(), kinds.table()
    found = [
        exchange.met(exchange.asked(page.questions, thesaurus, table), all_of_them.offers),
        exchange.met(exchange.offered(page.offers, thesaurus), all_of_them.questions),
    ]
    numbers = all_of_them.numbers
    km = exchange.Distances(numbers, page.facts.lat, page.facts.lon)
    return exchange.best_rows(found, km, numbers.rows_of(list(own)).tolist(), COMPARED)


def _both(
    page: OrganisationPage, theirs: _Texts, sense: Sense
) -> tuple[Answer | None, Answer | None]:
    return (
        exchange.best_answer(page.questions, theirs.offers, sense),
        exchange.best_answer(theirs.questions, page.offers, sense),
    )


def _sense(all_of_them: Exchange) -> Sense:
    return Sense(kinds.thesaurus(), kinds.table(), all_of_them.offers)


def _match(
    here: OrganisationFacts,
    there: OrganisationFacts,
    found: tuple[Answer | None, Answer | None],
) -> Match:
    helps, asks = found
    _both_ways, score = exchange.score(
        helps.value if helps else 0.0, asks.value if asks else 0.0, there.km
    )
    return Match(there, helps, asks, score, where(here, there))


def replies(listed: Sequence[Published], limit: int) -> dict[int, list[Reply]]:
    """Per published text the texts of others that meet it, the best first; three queries.

    By the key of the text; raises IndexUnavailable.
    """
    all_of_them = _exchange()
    rows = {one.pk: _rows_for(one, all_of_them) for one in listed}
    every = np.unique(np.concatenate([*rows.values(), np.empty(0, dtype=np.int64)]))
    texts = _texts(all_of_them.numbers.pk[every.astype(np.int64)].tolist())
    sense = _sense(all_of_them)
    answers = {
        one.pk: _answers(one, texts, all_of_them.numbers.pk[rows[one.pk]].tolist(), sense)
        for one in listed
    }
    wanted = sorted({pk for found in answers.values() for pk in found})
    facts = {one.pk: one for one in organisations.facts_of(wanted)}
    return {
        one.pk: _replies(one, answers[one.pk], facts, _partners(all_of_them, one.owner.pk))[:limit]
        for one in listed
    }


def _rows_for(one: Published, all_of_them: Exchange) -> Rows:
    thesaurus, table = kinds.thesaurus(), kinds.table()
    if one.kind == QUESTION:
        met = exchange.met(exchange.asked([one.text], thesaurus, table), all_of_them.offers)
    else:
        met = exchange.met(exchange.offered([one.text], thesaurus), all_of_them.questions)
    numbers = all_of_them.numbers
    km = exchange.Distances(numbers, one.owner.lat, one.owner.lon)
    own = numbers.rows_of([one.owner.pk]).tolist()
    return exchange.best_rows([met], km, own, COMPARED_PER_TEXT)


def _answers(
    one: Published, texts: dict[int, _Texts], pks: Sequence[int], sense: Sense
) -> dict[int, Answer]:
    own = {one.owner.pk, one.parent} - {None}
    found: dict[int, Answer] = {}
    for pk in pks:
        theirs = texts.get(pk)
        if theirs is None or pk in own or theirs.parent in own:
            continue
        if one.kind == QUESTION:
            made = exchange.best_answer([one.text], theirs.offers, sense)
        else:
            made = exchange.best_answer(theirs.questions, [one.text], sense)
        if made is not None:
            found[pk] = made
    return found


def _replies(
    one: Published,
    answers: dict[int, Answer],
    facts: dict[int, OrganisationFacts],
    partners: set[int],
) -> list[Reply]:
    found = []
    for pk, answer in answers.items():
        if pk in facts:
            there = measured(one.owner, facts[pk])
            score = exchange.score(answer.value, 0.0, there.km)[1]
            reply = Reply(there, answer, where(one.owner, there), pk in partners)
            found.append((-score, there.public_id, reply))
    return [reply for _score, _id, reply in sorted(found, key=lambda each: each[:2])]


def measured(here: OrganisationFacts, there: OrganisationFacts) -> OrganisationFacts:
    """The other with the kilometres from here, when we know both municipalities."""
    if not here.municipality_code or not there.municipality_code:
        return there
    return replace(there, km=gazetteer.road_km(here.municipality_code, there.municipality_code))


def where(here: OrganisationFacts, there: OrganisationFacts) -> tuple[Reason, ...]:
    """How far, and over which borders."""
    same = bool(here.municipality_code) and here.municipality_code == there.municipality_code
    if same:  # whoever reads this may be from elsewhere: not 'your own'
        return (Reason("place", "in dezelfde gemeente"),)
    found = [reasons.distance(there.km, same_municipality=False)]
    if here.municipality_code and there.municipality_code:
        mine, theirs = (places.municipality(one.municipality_code) for one in (here, there))
        beside = places.are_neighbours(mine.code, theirs.code)
        found += reasons.borders(_place(mine), _place(theirs), neighbours=beside)
    return tuple(found)


def _place(place: gazetteer.Municipality) -> reasons.Place:
    return reasons.Place(place.name, place.reference_region, place.province, place.country)


def _texts(pks: Sequence[int]) -> dict[int, _Texts]:
    """What these publish now, of those that people find; one query."""
    found: dict[int, _Texts] = {}
    if not pks:
        return found
    published = shown_texts().filter(organisation__in=pks).order_by("pk")
    for owner, parent, is_person, kind, text in published.values_list(
        "organisation", "organisation__parent", "organisation__is_person", "kind", "text"
    ):
        theirs = found.setdefault(owner, _Texts(parent, is_person))
        (theirs.offers if kind == OFFER else theirs.questions).append(text)
    return found


def speaking_of(text: str, most: int) -> list[int]:
    """Keys of organisations that ask or offer something of a text, the best first."""
    thesaurus, table = kinds.thesaurus(), kinds.table()
    all_of_them = _exchange()
    found = [
        exchange.met(what, side)
        for what in (exchange.asked([text], thesaurus, table), exchange.offered([text], thesaurus))
        for side in (all_of_them.offers, all_of_them.questions)
    ]
    nowhere = exchange.Distances(all_of_them.numbers, None, None)
    rows = exchange.best_rows(found, nowhere, (), most)
    keys: list[int] = all_of_them.numbers.pk[rows].tolist()
    return keys


def shown_texts() -> "QuerySet[Offering]":
    """Published texts of organisations that people find."""
    return Offering.objects.filter(
        organisation__merged_into=None, organisation__gone_on=None, organisation__hidden_on=None
    )


def _partners(all_of_them: Exchange, pk: int) -> set[int]:
    """Keys of those it works with now."""
    numbers = all_of_them.numbers
    row = int(numbers.rows_of([pk])[0])
    listed = numbers.lists.get("partners")
    return set(listed.of(row).tolist()) if listed is not None and row >= 0 else set()


_kept: list[Exchange] = []


def _exchange() -> Exchange:
    """Everything published, taken out of the arrays again when these are others."""
    numbers = index_reader.snapshot(settings.SEARCH_INDEX_DIR).numbers
    for known in _kept:
        if known.numbers is numbers:
            return known
    try:
        made = exchange.build(numbers)
    except KeyError:  # an index from before these lists: the start makes it anew
        raise IndexUnavailable(index_files.DAMAGED) from None
    _kept[:] = [made, *_kept[:1]]
    return made
