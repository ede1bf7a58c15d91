# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From words to concepts: what a text is about, needs or has to offer. Pure.

A concept has terms: words and phrases people use for it. A problem names the concepts that answer
it. A text is read once; every hit remembers the words it came from, so that it can be quoted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netwerkbouwer.matching.reading import words
from netwerkbouwer.matching.reading.words import Reading, Word

PROBLEM, TARGET_GROUP = "problem", "target_group"
# How sure a hit is, by how the words stand. Judgement: single words mislead more than phrases.
PHRASE, NEAR, SINGLE, PART = 1.0, 0.8, 0.9, 0.6
SHADOWED = 0.35  # words that already mean something as part of a longer phrase
OWN = 0.2  # 'onze zaal': they have it, they do not ask for it
GAP = 4  # words that may stand between the words of a phrase
SIGN_GAP = 2  # 'geen', 'zoeken' stand closer
ANSWER = 0.9  # what answers a problem, against what is asked for by name
RELATED = 0.5  # what comes along with a concept
ANSWER_DECAY = 0.89  # each next answer to a problem counts a little less
GROUP_BESIDE_OTHERS = 0.6  # a target group, when the text also says what is wanted


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the thesaurus: `type` is problem, target_group, space, means, activity, …"""

    id: str
    label: str
    type: str
    terms: tuple[str, ...]
    answered_by: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found in a text, with the piece of text and how sure we are (0..1)."""

    concept: str
    strength: float
    start: int
    end: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """A concept that would help, how much (0..1), and the hit it comes from."""

    concept: str
    weight: float
    hit: Hit


@dataclass(frozen=True, slots=True)
class _Term:
    concept: str
    stems: tuple[str, ...]
    sharing: int  # how many concepts have this term
    # One word with small words around it ('buiten het seizoen') counts as it is written.
    literals: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    term: _Term
    strength: float
    places: frozenset[int]
    whole: bool  # met whole words, not parts of compounds
    start: int
    end: int

    def is_shadowed_by(self, other: "_Raw") -> bool:
        """Say whether the other reads more in the same words."""
        if self.places == other.places:
            inside = other.start <= self.start and self.end <= other.end
            longer = inside and (other.start, other.end) != (self.start, self.end)
            return (other.whole and not self.whole) or longer
        if self.strength < PHRASE and other.strength == PHRASE and len(other.places) > 1:
            return bool(self.places & other.places)
        return self.places < other.places


class Thesaurus:
    """Concepts with an index on the stems of their terms."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self._by_stem: dict[str, list[_Term]] = defaultdict(list)
        self.words_of: dict[str, tuple[str, ...]] = {}
        owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
        literals: dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
        for concept in self.concepts.values():
            terms = _read_terms(concept)
            self.words_of[concept.id] = _single_words(stems for stems, _ in terms)
            for stems, written in terms:
                owners[stems].add(concept.id)
                literals[concept.id, stems].append(written)
        for stems, ids in owners.items():
            named = [stem for stem in stems if stem not in words.SIGNS]
            key = min(named, key=lambda stem: (stem in words.GENERIC, named.index(stem)))
            for name in sorted(ids):
                as_written = _literals(stems, literals[name, stems])
                if stems[0] in words.GENERIC and len(stems) == 1 and not as_written:
                    continue  # 'streek', 'project': they would meet everything
                self._by_stem[key].append(_Term(name, stems, len(ids), as_written))

    def type_of(self, concept: str) -> str:
        return self.concepts[concept].type

    def hits(self, read: Reading, *, problems: bool = True) -> tuple[Hit, ...]:
        """Give one hit for each concept in a text, its best one, in order of concept.

        Without `problems` the words of 'ouders bereiken' are free to mean the parents themselves.
        """
        there = _there(read)
        raw = [hit for place in range(len(read)) for hit in self._at(read, place, there)]
        if not problems:
            raw = [hit for hit in raw if self.type_of(hit.term.concept) != PROBLEM]
        best: dict[str, Hit] = {}
        for found in raw:
            longer = any(found.is_shadowed_by(other) for other in raw)
            strength = found.strength * (SHADOWED if longer else 1.0) / found.term.sharing**0.5
            own = not longer and any(read[place].own for place in found.places)
            hit = Hit(found.term.concept, strength, found.start, found.end, own)
            known = best.get(hit.concept)
            if known is None or (-hit.strength, hit.start) < (-known.strength, known.start):
                best[hit.concept] = hit
        return tuple(best[name] for name in sorted(best))

    def _at(self, read: Reading, place: int, there: frozenset[str]) -> list[_Raw]:
        word = read[place]
        found = []
        for stem in (word.stem, *word.parts):
            for term in self._by_stem.get(stem, ()):
                if not there.issuperset(term.stems):
                    continue  # most phrases: one of their words is nowhere in the text
                raw = _literal(term, read, place) if term.literals else _loose(term, read, place)
                if raw is not None:
                    found.append(raw)
        return found

    def wanted(self, hits: Iterable[Hit]) -> tuple[Want, ...]:
        """Give what would help somebody who wrote this: answers to problems, and what is named."""
        hits = tuple(hits)
        others = any(self.type_of(hit.concept) != TARGET_GROUP for hit in hits)
        best: dict[str, Want] = {}
        for hit in hits:
            for name, weight in self._answers(hit, others):
                if name in self.concepts and weight > (best[name].weight if name in best else 0):
                    best[name] = Want(name, weight, hit)
        return tuple(best[name] for name in sorted(best))

    def _answers(self, hit: Hit, others: bool) -> list[tuple[str, float]]:
        concept = self.concepts[hit.concept]
        if concept.type == PROBLEM:
            return [
                (name, hit.strength * ANSWER * ANSWER_DECAY**rank)
                for rank, name in enumerate(concept.answered_by)
            ]
        weight = hit.strength * (OWN if hit.own else 1.0)
        if concept.type == TARGET_GROUP and others:
            weight *= GROUP_BESIDE_OTHERS
        return [(concept.id, weight), *((name, weight * RELATED) for name in concept.related)]

    def offered(self, hits: Iterable[Hit]) -> tuple[Want, ...]:
        """Give what somebody who wrote this has: everything named that is not a problem."""
        named = [hit for hit in hits if self.type_of(hit.concept) != PROBLEM]
        best = {hit.concept: Want(hit.concept, hit.strength, hit) for hit in named}
        for hit in named:
            for name in self.concepts[hit.concept].related:
                want = Want(name, hit.strength * RELATED, hit)
                if name in self.concepts and want.weight > (
                    best[name].weight if name in best else 0
                ):
                    best[name] = want
        return tuple(best[name] for name in sorted(best))


def _there(read: Reading) -> frozenset[str]:
    """Every stem that a phrase may meet in a text; 'niet' may stand for lacking."""
    found = {stem for word in read for stem in (word.stem, *word.parts)}
    return frozenset(found | {words.LACK} if words.NOT in found else found)


def _read_terms(concept: Concept) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The stems of each term, and the term as it is written, folded."""
    read = [(words.read(term), words.fold_words(term)) for term in concept.terms]
    found = [(tuple(dict.fromkeys(word.stem for word in r)), written) for r, written in read]
    return [(stems, written) for stems, written in found if set(stems) - words.SIGNS]


def _literals(
    stems: tuple[str, ...], written: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """How a term of one stem is written, unless it is also a term as a bare word."""
    bare = any(len(phrase) == 1 for phrase in written)
    return () if bare or len(stems) > 1 else tuple(written)


def _literal(term: _Term, read: Reading, place: int) -> _Raw | None:
    if read[place].stem != term.stems[0]:
        return None
    for phrase in term.literals:
        if (span := read.literal(read[place], phrase)) is not None:
            return _Raw(term, PHRASE, frozenset({place}), True, *span)
    return None


def _loose(term: _Term, read: Reading, place: int) -> _Raw | None:
    places = _phrase(term.stems, read, place)
    if places is None:
        return None
    here = {read[at].stem for at in places}
    whole = all(part in here or part == words.LACK for part in term.stems)
    strength = _strength(term.stems, places) * (1.0 if whole else PART)
    first, last = read[min(places)], read[max(places)]
    return _Raw(term, strength, places, whole, first.start, last.end) if strength else None


def _single_words(terms: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The terms of one word that say enough to look for."""
    return tuple(stems[0] for stems in terms if len(stems) == 1 and stems[0] not in words.GENERIC)


def _strength(stems: tuple[str, ...], places: frozenset[int]) -> float:
    if len(stems) == 1:
        return SINGLE
    if max(places) - min(places) < len(stems):
        return PHRASE
    # 'geraken … niet' with other words between says nothing; 'zaal … niet vol' does.
    return 0.0 if set(stems) <= words.GENERIC | words.SIGNS else NEAR


def _phrase(stems: tuple[str, ...], read: Sequence[Word], place: int) -> frozenset[int] | None:
    """Find the stems of a phrase around one of its words, in the same sentence."""
    places = {place}
    met = {read[place].stem, *read[place].parts}
    named_first = sorted(stems, key=lambda stem: stem in words.SIGNS)
    for stem in named_first:
        if stem in met:
            continue
        reach = SIGN_GAP if stem in words.SIGNS else len(stems) + GAP
        at = _nearest(stem, read, places, reach)
        if at is None:
            return None
        places.add(at)
    return frozenset(places)


def _nearest(stem: str, read: Sequence[Word], places: set[int], reach: int) -> int | None:
    first, last = max(0, min(places) - reach), min(len(read), max(places) + reach + 1)
    sentence = read[min(places)].sentence
    found = [
        at
        for at in range(first, last)
        if read[at].sentence == sentence and _is(stem, read[at], before=at < min(places))
    ]
    return min(found, key=lambda at: (min(abs(at - p) for p in places), at), default=None)


def _is(stem: str, word: Word, *, before: bool) -> bool:
    """'geen zaal' may be 'niet genoeg zalen', but not 'in de zaal niet'."""
    if stem == words.LACK and word.stem == words.NOT:
        return before
    return stem == word.stem or stem in word.parts
