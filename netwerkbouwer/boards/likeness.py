# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike two short Dutch texts are in their words, and in what they say. Pure.

A text is reduced to units: stems, with compounds taken apart. Two texts are compared only when
they name the same numbers and are both said or both denied; 'geen tijd' is not 'tijd'. Likeness is
Dice's coefficient over the units (Dice 1945); what each has and the other lacks weighs double,
since 'een cursus voor ouders' is no 'cursus voor leraren'. Same topic is not alike.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from netwerkbouwer.common import compounds, dutch, dutch_words, texts
from netwerkbouwer.places import gazetteer

LONGEST = 600  # characters that are looked at
LEAST = 0.78
FEWEST = 3  # units, unless all are the same: 'schoolbibliotheek' is no 'overleg' of both
SWAPPED = 0.12  # off for each unit that stands in the place of another
FIRST_WITH_SLIPS, FIRST_WITH_TWO = 6, 10  # letters in a word that may have one slip, two slips


class Kind(IntEnum):
    """In what two texts differ, least first."""

    SAME = 0
    SPELLING = 1
    ORDER = 2
    FORM = 3
    NEARLY = 4


REASONS = {
    Kind.SAME: "precies dezelfde woorden",
    Kind.SPELLING: "alleen anders gespeld",
    Kind.ORDER: "zelfde woorden in andere volgorde",
    Kind.FORM: "zelfde woorden in een andere vorm",
    Kind.NEARLY: "bijna dezelfde woorden",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Said or denied: also what there is too little of.
DENIALS = _words(
    """
    geen niet nooit niets niks niemand nergens nee noch zonder nauwelijks amper zelden weinig
    gebrek gebrekkig tekort tekorten onvoldoende ontbreken ontbreekt ontbraken ontbrekende mist
    missen gemis afwezig afwezigheid
    """
)
DENYING_STEMS = frozenset(dutch.stem(word) for word in DENIALS)
NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "twee drie vier vijf zes zeven acht negen tien elf twaalf".split(), start=2
    )
} | {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "vijfde": "5e"}
# Words that add nothing when there are others: 'oudere mensen', 'waar alles op staat'.
FILLERS = frozenset(
    dutch.stem(word)
    for word in "mensen leven leeft staan staat liggen ligt houden houdt krijgen krijgt".split()
)
# Words that the analyser leaves out, though 'nieuwe vrijwilligers' are not 'vrijwilligers'.
SIZES = {"nieuw": "nieuw", "nieuwe": "nieuw", "groot": "groot", "grote": "groot",
         "klein": "klein", "kleine": "klein"}  # fmt: skip
# Words that the analyser leaves out or that stand for another: with one of each, texts differ.
CONTRARIES = [
    (_words(one), _words(other))
    for one, other in (
        ("alleen zelf", "samen gezamenlijk"),
        ("binnen", "buiten"),
        ("groot grote", "klein kleine"),
        ("nieuw nieuwe", "oud oude vast vaste"),
        ("goed goede", "slecht slechte"),
        ("meer", "minder"),
        ("veel", "weinig"),
        ("boven", "onder"),
        ("voor", "na"),
        ("naar", "uit"),
        ("iedereen allemaal", "niemand"),
        ("altijd", "nooit soms"),
    )
]
_DIGITS = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d)[.](?=\d{3})")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, ready to be compared; `words` are folded, slips already mended."""

    folded: str
    words: tuple[str, ...]
    squashed: str
    """Without spaces: 'mond-tot-mond' is 'mond tot mond'."""
    units: tuple[str, ...]
    unit_set: frozenset[str]
    numbers: frozenset[str]
    is_denied: bool

    @property
    def stance(self) -> tuple[frozenset[str], bool]:
        """What must be the same before anything else is compared."""
        return self.numbers, self.is_denied


@dataclass(frozen=True, slots=True)
class Likeness:
    """From LEAST to 1.0, with the kind of difference that is left."""

    score: float
    kind: Kind


def read(originals: Sequence[str]) -> list[Text]:
    """Read texts together: a slip is mended to a word that another of them has."""
    folded = [_fold(text) for text in originals]
    plain = [tuple(text.split()) for text in folded]
    mended = _mended(word for words in plain for word in words)
    read_words = [tuple(mended.get(word, word) for word in words) for words in plain]
    loose = _written_apart(read_words)
    return [_text(*pair, loose) for pair in zip(folded, read_words, strict=True)]


def _fold(text: str) -> str:
    return texts.fold(_THOUSANDS.sub("", text[:LONGEST]))


def _written_apart(read_words: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Words that another text writes as two: 'repaircafé' and 'repair café', 'mee' left apart."""
    used = {word for words in read_words for word in words}
    pairs = {one + two: (one, two) for words in read_words for one, two in pairwise(words)}
    found: dict[str, tuple[str, ...]]
    found = {word: pairs[word] for word in used if word in pairs}
    for word in used:
        rest = word.removeprefix("mee").removeprefix("samen")
        if rest != word and rest in used and not is_known(word):
            found[word] = (rest,)
    return found


def _text(folded: str, words: tuple[str, ...], loose: Mapping[str, tuple[str, ...]]) -> Text:
    units = _units(part for word in words for part in loose.get(word, (word,)))
    numbers = {digits for word in words for digits in _DIGITS.findall(word)}
    numbers |= {NUMBERS[word] for word in words if word in NUMBERS}
    denied = any(word in DENIALS for word in words) or any(u in DENYING_STEMS for u in units)
    said = [unit for unit in units if unit not in DENYING_STEMS]
    telling = tuple(unit for unit in said if unit not in FILLERS)
    units = telling or tuple(said) or units or words
    return Text(folded, words, "".join(words), units, frozenset(units), frozenset(numbers), denied)


def _units(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of words, or of the parts of a compound; without numbers."""
    kept = (word for word in words if word not in NUMBERS and not _DIGITS.search(word))
    found: list[str] = []
    for word in kept:
        if word in SIZES:
            found.append(SIZES[word])
            continue
        stems = dutch.stems(word)
        found += stems[:1] if word in dutch_words.IRREGULAR else stems[1:] or stems
    return tuple(found)


def compare(one: Text, other: Text) -> Likeness | None:
    """How alike two texts are; None when they are not."""
    if one.stance != other.stance:
        return None
    found = _by_words(one, other)
    return None if found is None or _contradict(one, other) else found


def _by_words(one: Text, other: Text) -> Likeness | None:
    if one.folded == other.folded:
        return Likeness(1.0, Kind.SAME)
    if one.squashed == other.squashed:
        return Likeness(0.99, Kind.SPELLING)
    ours, theirs = one.unit_set, other.unit_set
    if ours == theirs:
        return Likeness(*_only_form(one, other))
    if min(len(ours), len(theirs)) < FEWEST:
        return None
    shared = len(ours & theirs)
    left, right = len(ours) - shared, len(theirs) - shared
    score = 2 * shared / (2 * shared + left + right) - SWAPPED * min(left, right)
    if score < LEAST or _in_other_places(ours - theirs, theirs - ours):
        return None
    return Likeness(round(score, 3), Kind.NEARLY)


def _only_form(one: Text, other: Text) -> tuple[float, Kind]:
    if sorted(one.words) == sorted(other.words):
        return 0.97, Kind.ORDER
    return (0.95 if one.units == other.units else 0.93), Kind.FORM


def _contradict(one: Text, other: Text) -> bool:
    """Whether one has a word and the other its contrary, neither having both."""
    ours, theirs = set(one.words) - set(other.words), set(other.words) - set(one.words)
    return any(
        (ours & this and theirs & that) or (ours & that and theirs & this)
        for this, that in CONTRARIES
    )


def _in_other_places(left: Collection[str], right: Collection[str]) -> bool:
    names = place_stems()
    return any(unit in names for unit in left) and any(unit in names for unit in right)


@cache
def place_stems() -> frozenset[str]:
    """The stems of the names of municipalities, of those that are one word."""
    names = (texts.fold(name.text) for name in gazetteer.load().names if name.kind != "part")
    return frozenset(dutch.stem(name) for name in names if name and " " not in name)


def _mended(words: Iterable[str]) -> dict[str, str]:
    """Map words that we do not know to one that is nearly the same: known, or else used more.

    Words with a slip share a form with one letter left out (Garbe 2012, SymSpell), so that not
    every word is compared with every other.
    """
    counts: dict[str, int] = defaultdict(int)
    for word in words:
        if len(word) >= FIRST_WITH_SLIPS and word.isalpha():
            counts[word] += 1
    by_form: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        for form in _forms(word):
            by_form[form].append(word)
    ranks = {word: (is_known(word), count, word) for word, count in counts.items()}
    nearest: dict[str, str] = {}
    for word in sorted(counts, key=ranks.__getitem__, reverse=True):
        if not ranks[word][0]:
            better = [near for near in _near(word, by_form) if ranks[near] > ranks[word]]
            if better:
                found = max(better, key=ranks.__getitem__)
                nearest[word] = nearest.get(found, found)
    return nearest


MOST_NEAR = 200  # words with one form that are looked at


def _near(word: str, by_form: Mapping[str, Sequence[str]]) -> Iterator[str]:
    slips = 2 if len(word) >= FIRST_WITH_TWO else 1
    for form in _forms(word):
        for other in by_form[form][:MOST_NEAR]:
            if other != word and OSA.distance(word, other, score_cutoff=slips) <= slips:
                yield other


def _forms(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(1, len(word))}


def is_known(word: str) -> bool:
    """Whether a folded word is one we know, so that it is not a slip for another."""
    return (
        word in dutch_words.STOP_WORDS
        or word in dutch_words.IRREGULAR
        or compounds.is_part(word)
        or dutch.stem(word) in place_stems()
        or bool(compounds.split(word))
    )
