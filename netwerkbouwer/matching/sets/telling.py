# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts a set of organisations into words: what each is for, brings to whom, and why together. Pure.

Every sentence can be checked: against the texts, the profile of a kind, or by counting.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from netwerkbouwer.matching.reading.concepts import Thesaurus
from netwerkbouwer.matching.sets import bringing, combining
from netwerkbouwer.matching.sets.bringing import Brings, Party, Said
from netwerkbouwer.matching.sets.combining import LEAST_COVER, LEAST_EXCHANGE, Pool
from netwerkbouwer.matching.sets.ledger import Point, Sides
from netwerkbouwer.matching.sets.values import Combination, CombineRequest, Cover, Member
from netwerkbouwer.organisations.facts import OrganisationFacts

MOST_BETWEEN = 4  # things that pass between members, told of one set
MOST_GIVEN = 2  # and things that the asker has for them
LONGEST_POINT = 60

WHY_NONE: Mapping[combining.Lack, str] = {
    "few": "Er zijn in de gids te weinig organisaties in de buurt voor een combinatie van drie.",
    "sectors": "Wie we vinden, werkt in minder dan drie sectoren. Zo komt er geen brug.",
    "places": "Wie we vinden, zit allemaal in één gemeente. Zoek verder weg.",
    "linked": "Wie er zeker bij moet, werkt al samen. Een combinatie maken we met wie elkaar niet "
    "kent.",
    "roles": "We vinden geen drie organisaties die elkaar nog niet kennen, uit drie sectoren en "
    "twee gemeenten, met elk een eigen rol.",
}


@dataclass(frozen=True, eq=False)
class Ground:
    """Everything about those a set is made of, in one order."""

    request: CombineRequest
    points: tuple[Point, ...]
    facts: tuple[OrganisationFacts, ...]
    sides: Sides
    pool: Pool
    says: tuple[str, ...]  # why each was suggested, about the text; empty when nothing met


def why_none(ground: Ground) -> str:
    """A sentence that says what a set could not be made of."""
    lack = combining.lack(ground.pool)
    if lack == "points":
        missing = [ground.points[at] for at in combining.uncovered(ground.pool)]
        quotes = listed([quoted(point) for point in missing])
        return f"Voor {quotes} vonden we niemand in de gids. Zeg het eens in andere woorden."
    return WHY_NONE[lack]


def tell(
    ground: Ground, members: Sequence[int], parties: Mapping[str, Party], thesaurus: Thesaurus
) -> Combination:
    """A set in words, the most relevant member first."""
    order = sorted(members, key=lambda place: (-ground.pool.relevance[place], place))
    teller = _Teller(ground, order, parties, thesaurus)
    met, passed = teller.met(), teller.passed()
    told = tuple(
        Member(ground.facts[place], teller.role(at, passed), is_new=not ground.pool.familiar[place])
        for at, place in enumerate(order)
    )
    brings = tuple(dict.fromkeys([*met, *passed]))
    return Combination(told, brings, tuple(teller.reasons()), teller.covers())


class _Teller:
    """Tells of one set; members are named by their place in `order`."""

    def __init__(
        self,
        ground: Ground,
        order: Sequence[int],
        parties: Mapping[str, Party],
        thesaurus: Thesaurus,
    ) -> None:
        self._ground, self._order, self._thesaurus = ground, order, thesaurus
        self._facts = [ground.facts[place] for place in order]
        self._parties = [parties[one.public_id] for one in self._facts]
        self._covers = ground.pool.covers[list(order)]
        self._table = ground.sides.ledger.table

    def met(self) -> list[Brings]:
        """For each point who meets it best, and for each member the point it meets best."""
        if not self._ground.points:
            return [self._said(place) for place in self._order if self._ground.says[place]]
        pairs = [(int(best), at) for at, best in enumerate(self._covers.argmax(axis=0))]
        pairs += [(at, int(best)) for at, best in enumerate(self._covers.argmax(axis=1))]
        return [
            self._to_asker(member, self._ground.points[at])
            for member, at in dict.fromkeys(pairs)
            if self._covers[member, at] >= LEAST_COVER
        ]

    def _said(self, place: int) -> Brings:
        """Where words of the text met, without a point that we know."""
        facts, said = self._ground.facts[place], self._ground.says[place]
        ends = (facts.public_id, "")
        giver, taker = ends if self._ground.request.direction == "limitation" else ends[::-1]
        assumed = f"({bringing.ASSUMED})" in said
        return Brings(giver, taker, f"{facts.name}: {said}.", assumed, of_text=True)

    def _to_asker(self, member: int, point: Point) -> Brings:
        words, direction = self._words(member, point), self._ground.request.direction
        return bringing.to_asker(self._parties[member], words, short(point.text), direction)

    def _words(self, member: int, point: Point) -> bringing.Words | None:
        """With which words one meets a point."""
        direction, party = self._ground.request.direction, self._parties[member]
        concept = self._ground.sides.answer(self._order[member], point, direction)
        find = bringing.has if direction == "limitation" else bringing.seeks
        return find(party, concept, self._table, self._thesaurus) if concept else None

    def passed(self) -> list[Brings]:
        """The best that passes from one member to another, at most once between the same two.

        Who meets no point has a place in the set by this, so at least one thing is told of each.
        """
        quiet = {at for at in range(len(self._order)) if not self._met_by(at)}
        found: dict[frozenset[int], Brings] = {}
        for giver, taker in self._exchanges():
            pair = frozenset((giver, taker))
            if pair in found or (len(found) >= MOST_BETWEEN and not quiet & pair):
                continue
            told = self._between(giver, taker)
            if told is not None:
                found[pair] = told
                quiet -= pair
        return list(found.values())

    def _exchanges(self) -> Iterator[tuple[int, int]]:
        """Giver and taker, what passes most surely first."""
        places = list(self._order)
        value = self._ground.pool.exchange[np.ix_(places, places)]
        for at in np.argsort(-np.round(value, combining.DIGITS), axis=None, kind="stable"):
            giver, taker = divmod(int(at), len(places))
            if value[giver, taker] >= LEAST_EXCHANGE:
                yield giver, taker

    def _between(self, giver: int, taker: int) -> Brings | None:
        concept = self._ground.sides.what_passes(self._order[giver], self._order[taker])
        one, other = self._parties[giver], self._parties[taker]
        given = bringing.has(one, concept, self._table, self._thesaurus)
        taken = bringing.seeks(other, concept, self._table, self._thesaurus)
        return bringing.between(one, given, other, taken) if given and taken else None

    def role(self, member: int, passed: Sequence[Brings]) -> str:
        """What one is for in this set, in a few words; what we only assume says so."""
        points = [point for _, point in self._met_by(member)]
        if points:
            return self._helps(member, points)
        names = {one.public_id: one.name for one in self._facts}
        own = self._facts[member].public_id
        for one in passed:
            end = f" ({bringing.ASSUMED})" if one.is_assumption else ""
            if one.giver == own:
                return f"biedt wat {names[one.taker]} zoekt{end}"
            if one.taker == own:
                return f"zoekt wat {names[one.giver]} biedt{end}"
        return "koos je zelf" if own in self._ground.request.must else "past bij je tekst"

    def _helps(self, member: int, points: Sequence[Point]) -> str:
        limitation = self._ground.request.direction == "limitation"
        found = [self._words(member, point) for point in points]
        first = found[0] if len(found) == 1 and limitation else None
        with_it = f" met {first.quote}" if first and first.said != Said.ABOUT else ""
        assumed = any(one is None or one.is_assumption for one in found)
        verb = "helpt bij" if limitation else "heeft iets aan"
        end = f" ({bringing.ASSUMED})" if assumed else ""
        return f"{verb} {listed([quoted(one) for one in points])}{with_it}{end}"

    def _met_by(self, member: int) -> list[tuple[int, Point]]:
        points = enumerate(self._ground.points)
        return [(at, one) for at, one in points if self._covers[member, at] >= LEAST_COVER]

    def covers(self) -> tuple[Cover, ...]:
        who: dict[int, list[str]] = {at: [] for at in range(len(self._ground.points))}
        for member, one in enumerate(self._facts):
            for at, _ in self._met_by(member):
                who[at].append(one.public_id)
        return tuple(Cover(self._ground.points[at].text, tuple(ids)) for at, ids in who.items())

    def reasons(self) -> Iterator[str]:
        """What the set bridges and what is new about it."""
        sectors = sorted({_small(one.sector_label) for one in self._facts})
        yield f"{len(sectors)} sectoren: {listed(sectors)}."
        places = sorted({one.municipality for one in self._facts if one.municipality})
        yield f"{len(places)} gemeenten: {listed(places)}."
        if {one.half for one in self._facts} >= {"culture", "other"}:
            yield "Cultuur en niet-cultuur samen."
        yield "Voor zover de gids weet, werkt geen van hen al samen met een ander hieruit."
        new = [one.name for one in self._facts if one.public_id not in self._familiar()]
        if new:
            everyone = len(new) == len(self._facts)
            yield "Allemaal nieuw voor jou." if everyone else f"Nieuw voor jou: {listed(new)}."

    def _familiar(self) -> set[str]:
        pool = self._ground.pool
        return {pool.ids[place] for place in self._order if pool.familiar[place]}


def given_by(
    asker: Party, parties: Sequence[Party], sides: Sides, thesaurus: Thesaurus
) -> Iterator[Brings]:
    """What the asker has that members seek; `sides` are of the asker and then the members."""
    value = sides.exchange()[0, 1:]
    table = sides.ledger.table
    for member in np.argsort(-np.round(value, combining.DIGITS), kind="stable")[:MOST_GIVEN]:
        if value[member] < LEAST_EXCHANGE:
            return
        concept, party = sides.what_passes(0, int(member) + 1), parties[int(member)]
        given = bringing.has(asker, concept, table, thesaurus)
        taken = bringing.seeks(party, concept, table, thesaurus)
        if given and taken:
            yield bringing.from_asker(given, party, taken)


def says_all(found: Combination, must: Collection[str]) -> bool:
    """Whether it could be said of each member what it is for; texts may have changed meanwhile."""
    active = {member for cover in found.covers for member in cover.members}
    active |= {end for brings in found.brings for end in (brings.giver, brings.taker)}
    return found.ids - set(must) <= active


def quoted(point: Point) -> str:
    return f"‘{short(point.text)}’"


def short(text: str) -> str:
    """The words of a point on one line, not too many."""
    line = " ".join(text.split()).strip("‘’.,;: ")
    if len(line) <= LONGEST_POINT:
        return line
    return f"{line[: LONGEST_POINT - 1].rsplit(' ', 1)[0]}…"


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: a, b en c."""
    return f"{', '.join(words[:-1])} en {words[-1]}" if len(words) > 1 else "".join(words)


def _small(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
