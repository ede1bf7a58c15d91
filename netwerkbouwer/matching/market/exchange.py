# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions and offers that organisations publish, laid beside each other. Pure.

First all at once: the numbers of `told.py` by what is in them, so that one text finds the
organisations that may answer it without reading theirs. Then, for the few that are left, text
against text, to say which two met and in which words.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.common import dutch
from netwerkbouwer.matching.reading import need, profile, told, words
from netwerkbouwer.matching.reading.concepts import Thesaurus
from netwerkbouwer.matching.reading.told import Role
from netwerkbouwer.matching.reasons import Meeting, excerpt
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.organisations.ragged import Ragged
from netwerkbouwer.places import gazetteer

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Span = tuple[int, int]
_Best = tuple[float, Span, str]  # how well, where in the offer, and by which theme

LEAST_MEETING = 0.4  # weaker likeness between two texts is chance
LEAST_ANSWER = 0.2  # one common word out of a long question is no answer
# When or how much is no answer by itself.
SAYS_LITTLE = frozenset(
    stem
    for word in "zomer winter lente herfst voorjaar najaar ochtend middag avond nacht weekend "
    "vakantie overdag groot grote klein kleine groep elke iedereen graag samen".split()
    for stem in dutch.stems(word)
)
# So many ask for and offer these that alone they join nobody, unless they are all that is asked.
COMMON = frozenset(
    stem
    for word in "ruimte ruimtes plek plaats locatie lokaal vrijwilliger vrijwilligers mensen hulp "
    "steun activiteit activiteiten project projecten materiaal kennis ervaring begeleiding "
    "deelnemers publiek leden netwerk".split()
    for stem in dutch.stems(word)
)
MOST_TEXTS = 20  # of one organisation in one role that are compared
AT_ONCE = 1 << 21  # numbers taken apart at a time
MOST_STRENGTH = 0.95  # of one thing in common: nothing is sure by itself
RARITY = 0.5  # as for suggestions: 0 is all alike, 1 by the logarithm of how rare it is
NEAR_KM = 50.0  # so far away the part of a score that distance decides has fallen to 0.37
FLOOR = 0.5  # how much of a score no distance takes away


@dataclass(frozen=True, eq=False)
class Text:
    """What some texts say in one role, as numbers: each code once, in order, with its weight."""

    codes: Rows
    weights: Floats


@dataclass(frozen=True, eq=False)
class Side:
    """All that a directory says in one role: in order of `codes`; `rows` as in the numbers."""

    codes: Rows
    rows: Rows
    strengths: Floats
    speakers: int
    """How many organisations say something in this role."""


@dataclass(frozen=True, eq=False)
class Exchange:
    """The published offers and questions of a directory."""

    numbers: Numbers
    offers: Side
    questions: Side


@dataclass(frozen=True, eq=False)
class Sense:
    """What is needed to understand two texts; without `offers` all words are as rare."""

    thesaurus: Thesaurus
    table: profile.KindTable
    offers: Side | None = None

    def rarity(self, stem: str) -> float:
        """How little a word says of many offers (0..1): 'ruimte' may be another room."""
        if self.offers is None:
            return 1.0
        codes, code = self.offers.codes, _code(stem, is_concept=False)
        first, last = (np.searchsorted(codes, code, side) for side in _EDGES)
        rarity = _rarity(np.array([last - first]), self.offers.speakers)
        return float(rarity[0] ** (1 / RARITY))


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and an offer that meet: both texts whole, how well (0..1), and in which words."""

    asked: str
    offered: str
    value: float
    meetings: tuple[Meeting, ...]

    @property
    def themes(self) -> tuple[str, ...]:
        """What joins the two: a shared concept, or the word as it was asked."""
        return tuple(dict.fromkeys(one.theme or one.mine for one in self.meetings))


_EDGES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def build(numbers: Numbers) -> Exchange:
    """Take what was published out of the lists of all organisations. Raises KeyError."""
    lists = numbers.lists["told"]
    return Exchange(numbers, _side(lists, Role.OFFER), _side(lists, Role.QUESTION))


def _side(lists: Ragged, role: Role) -> Side:
    parts = [_part(lists, start, role) for start in range(0, len(lists.values), AT_ONCE)]
    codes, rows, strengths = (
        np.concatenate([np.asarray(part[place]) for part in parts]) if parts else np.empty(0)
        for place in range(3)
    )
    order = np.argsort(codes, kind="stable")
    return Side(
        codes[order].astype(np.int64),
        rows[order].astype(np.int64),
        strengths[order].astype(np.float64),
        len(np.unique(rows)),
    )


def _part(lists: Ragged, start: int, role: Role) -> tuple[Rows, Rows, Floats]:
    values = np.asarray(lists.values[start : start + AT_ONCE])
    here = np.flatnonzero(told.said_in(values, role))
    rows = np.searchsorted(lists.starts, start + here, side="right") - 1
    return told.codes(values[here]), rows, told.apart(values[here]).strength


def asked(texts: Iterable[str], thesaurus: Thesaurus, table: profile.KindTable) -> Text:
    """What would answer these questions."""
    found: dict[int, float] = {}
    for text in texts:
        read = _need(text, thesaurus, table)
        for want in read.wants:
            _take(found, _code(want.concept, is_concept=True), want.weight)
        for stem, (weight, _start, _end) in read.stems.items():
            _take(found, _code(stem, is_concept=False), weight)
    return _text(found)


def offered(texts: Iterable[str], thesaurus: Thesaurus) -> Text:
    """What these offers have."""
    found: dict[int, float] = {}
    for text in texts:
        stems, concepts = told.read_piece(text, thesaurus, is_question=False)
        for concept, strength, _at in concepts:
            _take(found, _code(concept, is_concept=True), strength)
        for stem, (weight, _at) in stems.items():
            if stem not in words.GENERIC:
                _take(found, _code(stem, is_concept=False), weight)
    return _text(found)


def _code(name: str, *, is_concept: bool) -> int:
    key = told.concept_key(name) if is_concept else told.stem_key(name)
    return told.code(key, is_concept=is_concept)


def _take(found: dict[int, float], code: int, weight: float) -> None:
    found[code] = max(weight, found.get(code, 0.0))


def _text(found: dict[int, float]) -> Text:
    codes = np.array(sorted(found), dtype=np.int64)
    return Text(codes, np.array([found[int(code)] for code in codes], dtype=np.float64))


def met(mine: Text, theirs: Side) -> tuple[Rows, Floats]:
    """Give the rows that say something of the same, and how much of it (0..1)."""
    first = np.searchsorted(theirs.codes, mine.codes, side="left")
    counts = np.searchsorted(theirs.codes, mine.codes, side="right") - first
    which = np.repeat(np.arange(len(mine.codes)), counts)
    at = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts) + first[which]
    rarity = _rarity(counts, theirs.speakers)
    values = rarity[which] * mine.weights[which] * theirs.strengths[at]
    rows, place = np.unique(theirs.rows[at], return_inverse=True)
    missing = np.log1p(-np.minimum(values, MOST_STRENGTH))
    return rows, 1.0 - np.exp(np.bincount(place, weights=missing, minlength=len(rows)))


def _rarity(counts: Rows, speakers: int) -> Floats:
    most = np.log1p(max(1, speakers))
    return np.asarray((np.log1p(speakers / np.maximum(1, counts)) / most) ** RARITY)


def best_rows(
    found: Sequence[tuple[Rows, Floats]],
    kilometres: Callable[[Rows], Floats],
    without: Collection[int],
    most: int,
) -> Rows:
    """The most promising rows; of two directions: who meets in both goes first.

    `found` is what `met` gives per direction, `kilometres` says how far some rows are.
    """
    rows = np.unique(np.concatenate([rows for rows, _ in found]))
    rows = rows[~np.isin(rows, list(without))]
    values = np.zeros((len(found), len(rows)))
    for place, (some, value) in enumerate(found):
        values[place, np.searchsorted(rows, some[np.isin(some, rows)])] = value[np.isin(some, rows)]
    scores = values.max(axis=0) * near(kilometres(rows))
    if len(found) == 2:
        scores = scores + harmonic(values[0], values[1])
    return rows[np.argsort(-scores, kind="stable")[:most]]


def harmonic(one: Floats, other: Floats) -> Floats:
    """The harmonic mean: high only when both are; 0 when one of them is."""
    total = np.asarray(one + other, dtype=np.float64)
    return np.divide(2 * one * other, total, out=np.zeros_like(total), where=total > 0)


def score(helps: float, asks: float, km: float | None) -> tuple[bool, float]:
    """How to order matches, higher first: both ways before one way, then by worth and nearness."""
    far = near(np.array([np.nan if km is None else km]))[0]
    both = harmonic(np.array([helps]), np.array([asks]))[0]
    return both > 0, float((both or max(helps, asks)) * far)


def near(km: Floats) -> Floats:
    """From 1 (here) to FLOOR (far, or nobody knows where)."""
    fall = np.exp(-np.nan_to_num(km, nan=np.inf) / NEAR_KM)
    return np.asarray(FLOOR + (1.0 - FLOOR) * fall, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Distances:
    """From one point; called with rows it gives estimated road kilometres, NaN when unknown."""

    numbers: Numbers
    lat: float | None
    lon: float | None

    def __call__(self, rows: Rows) -> Floats:
        if self.lat is None or self.lon is None:
            return np.full(len(rows), np.nan)
        here = np.radians([self.lat, self.lon])
        there = np.radians(np.stack([self.numbers.lat[rows], self.numbers.lon[rows]]))
        half = np.sin((there[0] - here[0]) / 2) ** 2
        half = half + np.cos(here[0]) * np.cos(there[0]) * np.sin((there[1] - here[1]) / 2) ** 2
        straight = 2 * gazetteer.EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
        return np.asarray(gazetteer.ROAD_FACTOR * straight, dtype=np.float64)


@lru_cache(maxsize=10_000)
def _need(text: str, thesaurus: Thesaurus, table: profile.KindTable) -> need.Need:
    return need.read(text, "limitation", thesaurus, table)


def best_answer(questions: Sequence[str], offers: Sequence[str], sense: Sense) -> Answer | None:
    """The question and the offer that meet best; None when none do."""
    found = [
        made
        for question in questions[:MOST_TEXTS]
        for offer in offers[:MOST_TEXTS]
        if (made := answer(question, offer, sense)) is not None
    ]
    return max(found, key=lambda one: (one.value, one.asked, one.offered), default=None)


def answer(question: str, offer: str, sense: Sense) -> Answer | None:
    """How well an offer answers a question; None when hardly.

    Each piece of the question counts once, by what meets it best, and the more of the question is
    met the better.
    """
    read = _need(question, sense.thesaurus, sense.table)
    best = _met(read, offer, sense)
    total = sum(value for value, _, _ in best.values())
    value = float((1.0 - np.exp(-total)) * _covered(read, best) ** 0.5)
    if value < LEAST_ANSWER or _is_thin(question, offer, best):
        return None
    pieces = sorted(best.items(), key=lambda piece: (-piece[1][0], piece[0]))
    meetings = tuple(
        Meeting(read.quote(*spot), excerpt(offer, *at), theme)
        for spot, (_value, at, theme) in pieces
    )
    return Answer(question, offer, value, meetings)


def _met(read: need.Need, offer: str, sense: Sense) -> dict[Span, _Best]:
    """Per piece of a question what meets it best in an offer."""
    stems, concepts = told.read_piece(offer, sense.thesaurus, is_question=False)
    has = {concept: (strength, at) for concept, strength, at in concepts}
    best: dict[Span, _Best] = {}
    for want in read.wants:
        strength, at = has.get(want.concept, (0.0, (0, 0)))
        value = want.weight * strength * sense.table.rarity_of_offer.get(want.concept, 1.0)
        if value >= LEAST_MEETING:
            theme = sense.thesaurus.concepts[want.concept].label
            _keep(best, (want.hit.start, want.hit.end), (value, at, theme))
    for stem in (read.stems.keys() & stems.keys()) - SAYS_LITTLE:
        weight, start, end = read.stems[stem]
        theirs, at = stems[stem]
        if weight * theirs >= LEAST_MEETING:
            _keep(best, (start, end), (weight * theirs * sense.rarity(stem), at, ""))
    return best


def _is_thin(question: str, offer: str, best: dict[Span, _Best]) -> bool:
    """Whether one very common word is all that meets, while more was asked."""
    if len(best) != 1:
        return False
    _value, at, _theme = next(iter(best.values()))
    return _is_common(offer[slice(*at)]) and not _is_common(question)


def _is_common(text: str) -> bool:
    stems = words.main_stems(words.read(text))
    return all(stem in COMMON or stem in words.GENERIC for stem in stems)


def _covered(read: need.Need, best: Collection[Span]) -> float:
    """Which share of the words of a question something was found for (0..1)."""
    spots = {(start, end) for _weight, start, end in read.stems.values()}
    spots |= {(want.hit.start, want.hit.end) for want in read.wants}
    met = [spot for spot in spots if any(_overlap(spot, one) for one in best)]
    return len(met) / len(spots) if spots else 0.0


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _keep(best: dict[Span, _Best], spot: Span, entry: _Best) -> None:
    if entry > best.get(spot, (0.0, (0, 0), "")):
        best[spot] = entry
