# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who has what, against the points of a text and against what others in a set seek. Pure.

What an organisation has and seeks is what it told itself (`told.py`), and where it told nothing
what we assume of its kind. All of it is laid beside the concepts of the thesaurus, so that a
meeting can always be said in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.ranking import scoring
from netwerkbouwer.matching.reading import told
from netwerkbouwer.matching.reading.concepts import ANSWER, ANSWER_DECAY, PROBLEM, Thesaurus, Want
from netwerkbouwer.matching.reading.need import NAMED_KIND, Need
from netwerkbouwer.matching.reading.profile import KindTable
from netwerkbouwer.matching.reading.told import Role
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.organisations.ragged import Ragged

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
Entry = tuple[int, int, str, float, int]  # from, to, concept or '', weight, kind or NONE
NONE = -1
MOST_POINTS = 4
LEAST_POINT = 0.45  # a point that weighs less than this share of the heaviest is an aside
ASSUMED = 0.75  # what we assume of a kind, against what an organisation says itself


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a text asks or offers: its words, and the concepts of which any one answers.

    `kinds` are the kinds of organisations it names itself, as places in the table.
    """

    text: str
    start: int
    end: int
    wants: tuple[tuple[str, float], ...]
    kinds: frozenset[int] = frozenset()

    @property
    def weight(self) -> float:
        named = NAMED_KIND if self.kinds else 0.0
        return max([named, *(weight for _, weight in self.wants)])


def points(need: Need, thesaurus: Thesaurus) -> tuple[Point, ...]:
    """What a text is about, the heaviest points first; words that overlap are one point."""
    found: list[Entry] = []
    for want in need.wants:
        span = (want.hit.start, want.hit.end)
        found += [(*span, name, weight, NONE) for name, weight in _answers(want, need, thesaurus)]
    found += [(start, end, "", NAMED_KIND, kind) for kind, (start, end) in need.named.items()]
    merged = [_point(need, group) for group in _overlapping(sorted(found))]
    merged.sort(key=lambda point: (-point.weight, point.start))
    heaviest = merged[0].weight if merged else 0.0
    return tuple(p for p in merged if p.weight >= LEAST_POINT * heaviest)[:MOST_POINTS]


def _answers(want: Want, need: Need, thesaurus: Thesaurus) -> list[tuple[str, float]]:
    """What is wanted, with all that answers the same problem, also what another needs more."""
    hit = want.hit
    if need.direction == "strength" or thesaurus.type_of(hit.concept) != PROBLEM:
        return [(want.concept, want.weight)]
    answers = thesaurus.concepts[hit.concept].answered_by
    weights = [hit.strength * ANSWER * ANSWER_DECAY**rank for rank in range(len(answers))]
    return [pair for pair in zip(answers, weights, strict=True) if pair[0] in thesaurus.concepts]


def _overlapping(found: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Groups of entries, in order of place, of which each overlaps one before it."""
    group, last = 0, -1
    groups: list[tuple[int, Entry]] = []
    for entry in found:
        group += entry[0] >= last
        last = max(last, entry[1])
        groups.append((group, entry))
    for _, entries in groupby(groups, key=lambda pair: pair[0]):
        yield [entry for _, entry in entries]


def _point(need: Need, entries: Sequence[Entry]) -> Point:
    start, end = min(entry[0] for entry in entries), max(entry[1] for entry in entries)
    wants: dict[str, float] = {}
    for _, _, concept, weight, _ in entries:
        if concept:
            wants[concept] = max(weight, wants.get(concept, 0.0))
    kinds = frozenset(entry[4] for entry in entries if entry[4] != NONE)
    return Point(need.quote(start, end), start, end, tuple(sorted(wants.items())), kinds)


class Ledger:
    """What every kind has and seeks against every concept, made once.

    The rarity says how telling it is that somebody has (or seeks) a concept: nearly everyone has
    volunteers. `…_phrase` marks what can be quoted; the name of a kind says things without one.
    """

    def __init__(self, table: KindTable, thesaurus: Thesaurus) -> None:
        self.table = table
        self.concepts = tuple(sorted(thesaurus.concepts))
        self.column = {name: place for place, name in enumerate(self.concepts)}
        self._by_key = {told.concept_key(name): place for name, place in self.column.items()}
        self.has, self.has_phrase = self._laid_out(table.offers)
        self.seeks, self.seeks_phrase = self._laid_out(table.needs)
        self.rarity_of_offer = np.array([table.rarity_of_offer.get(c, 1.0) for c in self.concepts])
        self.rarity_of_need = np.array([table.rarity_of_need.get(c, 1.0) for c in self.concepts])

    def _laid_out(self, rows: Sequence[dict[str, tuple[float, str]]]) -> tuple[Floats, Flags]:
        """Strengths per kind and concept, with a last row for who has no kind."""
        values = np.zeros((len(rows) + 1, len(self.concepts)))
        phrased = np.zeros(values.shape, dtype=np.bool_)
        doubts = [scoring.weights().assumption.get(kind.id, 1.0) for kind in self.table.kinds]
        for place, (row, doubt) in enumerate(zip(rows, doubts, strict=True)):
            for concept, (strength, phrase) in row.items():
                values[place, self.column[concept]] = min(1.0, strength) * doubt * ASSUMED
                phrased[place, self.column[concept]] = bool(phrase)
        return values, phrased

    def read(self, lists: Ragged, kinds: Places) -> "Sides":
        """The ledger of some organisations, by what each told and the place of its kind."""
        values, rows = lists.gather(np.arange(len(kinds), dtype=np.int64))
        has, seeks = np.zeros((2, len(kinds), len(self.concepts)))
        said = told.apart(values)
        for at in np.flatnonzero(said.is_concept):
            column = self._by_key.get(int(said.key[at]))
            if column is not None:
                side = seeks if said.role[at] == Role.QUESTION else has
                side[rows[at], column] = max(side[rows[at], column], said.strength[at])
        return Sides(self, kinds, has, seeks)


@dataclass(frozen=True, eq=False)
class Sides:
    """What some organisations have and seek; `told_…` as they said themselves."""

    ledger: Ledger
    kinds: Places
    told_has: Floats
    told_seeks: Floats

    def covers(self, found: Sequence[Point], direction: Direction) -> Floats:
        """How well each meets each point: has what is asked, or seeks what is offered."""
        columns = [self._answers(point, direction).max(axis=1, initial=0.0) for point in found]
        return np.stack(columns, axis=1) if columns else np.zeros((len(self.kinds), 0))

    def answer(self, member: int, point: Point, direction: Direction) -> str:
        """With which concept one meets a point best; none when its kind is what the text names."""
        best = int(self._answers(point, direction)[member].argmax())
        return point.wants[best][0] if best < len(point.wants) else ""

    def _answers(self, point: Point, direction: Direction) -> Floats:
        """Per want of a point, and at last for the kinds it names, 0..1."""
        ledger = self.ledger
        columns = np.array([ledger.column[concept] for concept, _ in point.wants], dtype=np.int64)
        weights = np.array([weight for _, weight in point.wants], dtype=np.float64)
        if direction == "limitation":
            side, rarity = np.maximum(self.told_has, ledger.has[self.kinds]), ledger.rarity_of_offer
        else:
            side = np.maximum(self.told_seeks, ledger.seeks[self.kinds])
            rarity = ledger.rarity_of_need
        named = NAMED_KIND * np.isin(self.kinds, list(point.kinds))
        values = np.column_stack([side[:, columns] * weights * rarity[columns], named])
        return np.asarray(np.clip(values, 0.0, 1.0), dtype=np.float64)

    def exchange(self) -> Floats:
        """What each (row) has that each other (column) seeks, 0..1; nothing between two alike."""
        has, seeks = self._quotable()
        rare = has * self.ledger.rarity_of_offer
        value = np.array([(seeks * one).max(axis=1) for one in rare]).reshape(len(has), len(has))
        alike = (self.kinds[:, None] == self.kinds) & (self.kinds != len(self.ledger.table.kinds))
        value[alike] = 0.0
        np.fill_diagonal(value, 0.0)
        return np.asarray(np.clip(value, 0.0, 1.0), dtype=np.float64)

    def what_passes(self, giver: int, taker: int) -> str:
        """The concept that passes from one to another best."""
        has, seeks = self._quotable()
        best = int((has[giver] * seeks[taker] * self.ledger.rarity_of_offer).argmax())
        return self.ledger.concepts[best]

    def _quotable(self) -> tuple[Floats, Floats]:
        """What they have and seek as far as it can be said in words."""
        ledger = self.ledger
        has = ledger.has[self.kinds] * ledger.has_phrase[self.kinds]
        seeks = ledger.seeks[self.kinds] * ledger.seeks_phrase[self.kinds]
        return np.maximum(self.told_has, has), np.maximum(self.told_seeks, seeks)
