# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes names of organisations comparable: abbreviations, legal forms, towns, departments. Pure.

What a name comes down to is a function of that name and its town alone, so that the same name gives
the same keys in a file of twenty and in a register of two million.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process

from netwerkbouwer.common import texts, yaml_files
from netwerkbouwer.places import gazetteer
from netwerkbouwer.places import names as place_names

FOLDER = Path(__file__).parent
LONGEST = 250  # characters of a name that count
MOST_WORDS = 24
LONG_WORD = 6  # letters from which a slip still leaves a word recognisable
SLIP = 85.0  # likeness (0-100) of such a word
FEW_LETTERS = 2  # a run of so many single letters is an abbreviation: `v.z.w.`
_SINGLES = re.compile(r"\b(?:[a-z] ){1,}[a-z]\b")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    legal: str
    stop: str
    departments: str
    numerals: Mapping[str, str]
    phrases: Mapping[str, str]
    abbreviations: Mapping[str, str]


class _Counts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    names: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words we know something about; `weights` from 0 (in every name) to 1 (never seen)."""

    legal: frozenset[str]
    stop: frozenset[str]
    departments: frozenset[str]
    numerals: Mapping[str, str]
    phrases: Mapping[str, str]
    phrase: "re.Pattern[str]"
    abbreviations: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the packaged words; later calls give the same object."""
    words = yaml_files.read(FOLDER / "words.yaml", _Words)
    seen = yaml_files.read(FOLDER / "common_words.yaml", _Counts)
    most = math.log(seen.names + 1)
    longest_first = sorted(words.phrases, key=len, reverse=True)
    return Lexicon(
        legal=frozenset(words.legal.split()),
        stop=frozenset(words.stop.split()),
        departments=frozenset(words.departments.split()),
        numerals=words.numerals,
        phrases=words.phrases,
        phrase=re.compile(r"\b(?:" + "|".join(longest_first) + r")\b"),
        abbreviations={short: tuple(long.split()) for short, long in words.abbreviations.items()},
        weights={
            word: 1 - math.log(count + 1) / most for word, count in sorted(seen.counts.items())
        },
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    `words` are those that tell organisations apart, in order; without any, all words there are.
    `towns` are words of the own municipality's name, `departments` words for a part of something,
    `figures` the numbers in it. `whole` is all of it as one word. `initials` are first
    letters, without and with small words.
    """

    words: tuple[str, ...]
    towns: tuple[str, ...]
    departments: tuple[str, ...]
    figures: tuple[str, ...]
    whole: str
    initials: tuple[str, str]

    @property
    def core(self) -> str:
        return " ".join(self.words)


def spelled_out(name: str) -> list[str]:
    """Words of a name without legal form, abbreviations written in full: `GC De Krook vzw`."""
    known = lexicon()
    folded = _joined(texts.fold(name[:LONGEST].replace("&", " en ").replace("'", "’")))
    folded = known.phrase.sub(lambda found: known.phrases[found[0]], folded)
    words: list[str] = []
    for word in folded.split()[:MOST_WORDS]:
        words += known.abbreviations.get(word, (known.numerals.get(word, word),))
    return [word for word in words if word not in known.legal] or words


def _joined(folded: str) -> str:
    """Single letters in a row as one word: `v z w` → `vzw`, but `t` before a word stays."""
    if " " not in folded[:2] and not re.search(r" [a-z] [a-z]\b", folded):
        return folded
    return _SINGLES.sub(lambda found: found[0].replace(" ", ""), folded)


@lru_cache(maxsize=4_096)
def town_words(code: str) -> frozenset[str]:
    """Words of the names of a municipality, of today only: `Merelbeke-Melle` gives two."""
    here = gazetteer.load().municipalities.get(code)
    if here is None:
        return frozenset()
    spellings = (here.name_nl, here.name_fr, here.name_de)
    words = {word for text in spellings for word in texts.fold(text).split()}
    words |= {word for text in spellings for word in place_names.fold(text).split()}
    return frozenset(word for word in words if len(word) > FEW_LETTERS)


def are_translations(code: str, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words are of names in two languages; `Melle` and `Merelbeke` stand in one name."""
    here = gazetteer.load().municipalities.get(code)
    both = {*one, *other}
    spellings = (here.name_nl, here.name_fr, here.name_de) if here else ()
    return not any(both <= set(texts.fold(text).split()) for text in spellings)


def weight(word: str) -> float:
    """How much a word tells, from 0 to 1."""
    return lexicon().weights.get(word, 1.0)


def read(name: str, municipality: str = "") -> Name:
    """Take a name apart; `municipality` is a code of today or empty."""
    known = lexicon()
    spelled = spelled_out(name)
    towns = town_words(municipality) if municipality else frozenset()
    kept = [word for word in spelled if word not in known.stop]
    core = [word for word in kept if word not in towns]
    return Name(
        words=tuple(core or kept or spelled),
        towns=tuple(dict.fromkeys(word for word in kept if word in towns)),
        departments=tuple(sorted({part for word in core if (part := _department(word))})),
        figures=tuple(sorted({word for word in core if word.isdigit()})),
        whole="".join(spelled),
        initials=("".join(word[0] for word in kept), "".join(word[0] for word in spelled)),
    )


@lru_cache(maxsize=65_536)
def _department(word: str) -> str:
    """The word for a part of something that a word is, slips of the pen forgiven."""
    known = lexicon()
    if word in known.departments:
        return word
    if len(word) < LONG_WORD or word in known.weights:
        return ""
    near = process.extractOne(word, known.departments, scorer=fuzz.ratio, score_cutoff=SLIP)
    return near[0] if near else ""


def words_of(name: str, municipality: str = "") -> tuple[str, ...]:
    """The words of a name that tell organisations apart."""
    return read(name, municipality).words
