# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an organisation told about itself, read once and kept as numbers beside the index. Pure.

Of each published text we keep the stems and the concepts in it, each as one whole number that says
who speaks (`Role`), what was met, and how surely. Suggestions then weigh thousands of texts without
reading one; the texts themselves are read for the few that are shown, to quote them.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.reading import profile, words
from netwerkbouwer.matching.reading.concepts import Thesaurus

RULES_VERSION = 1  # raise it when the numbers come to mean something else
PART_WORD = 0.6
LONGEST_PIECE = 2_000
# An umbrella speaks of what its members do: less of an answer than who does it.
UMBRELLA = 0.55
ENOUGH = 60  # concepts in all that one tells; more make each of them say less
_UMBRELLA = re.compile(
    r"federatie|koepel|steunpunt|belangenbehartig|ondersteunt|vertegenwoordigt|brancheorganisatie|"
    r"beroepsvereniging|aanspreekpunt|landelijk|expertisecentrum|kenniscentrum|agentschap"
)
_STEPS = 255  # strengths are kept as so many steps from 0 to 1
_ROLE, _CONCEPT, _STRENGTH = 44, 43, 32  # where in the number each begins; below them the key
_KEY_MASK = (1 << _STRENGTH) - 1

Span = tuple[int, int]
Piece = tuple[Mapping[str, tuple[float, Span]], tuple[tuple[str, float, Span], ...]]


class Role(IntEnum):
    """What a text is: something it offers, its description, a question it has."""

    OFFER, ABOUT, QUESTION = range(3)


@dataclass(frozen=True, eq=False)
class Told:
    """Numbers taken apart again; all of equal length.

    `key` is that of `concept_key` where `is_concept`, else of `stem_key`.
    """

    role: NDArray[np.int64]
    is_concept: NDArray[np.bool_]
    key: NDArray[np.int64]
    strength: NDArray[np.float64]


def doubt(description: str) -> float:
    """How much of an answer is what it says, when it works for organisations or a whole country."""
    return UMBRELLA if _UMBRELLA.search(description.casefold()) else 1.0


@lru_cache(maxsize=20_000)
def read_piece(piece: str, thesaurus: Thesaurus, *, is_question: bool) -> Piece:
    """Stems with their weight and concepts with their strength, each with its place in the text."""
    found = words.read(piece[:LONGEST_PIECE])
    stems: dict[str, tuple[float, Span]] = {}
    for word in found:
        at = (word.start, word.end)
        for part in word.parts:
            stems.setdefault(part, (PART_WORD, at))
        if not word.is_sign and stems.get(word.stem, (0.0,))[0] < 1:
            stems[word.stem] = (1.0, at)
    hits = thesaurus.hits(found, problems=is_question)
    wants = thesaurus.wanted(hits) if is_question else thesaurus.offered(hits)
    return stems, tuple((w.concept, w.weight, (w.hit.start, w.hit.end)) for w in wants)


@lru_cache(maxsize=65_536)
def stem_key(stem: str) -> int:
    return zlib.crc32(stem.encode())


@lru_cache(maxsize=8_192)
def concept_key(concept: str) -> int:
    return zlib.crc32(concept.encode())


def numbers_of(
    description: str, offers: Sequence[str], questions: Sequence[str], thesaurus: Thesaurus
) -> list[int]:
    """Whole numbers for all that these texts say, each thing once per role, the surest."""
    less = doubt(description)
    about = [piece[:LONGEST_PIECE] for piece in profile.sentences(description)]
    best: dict[tuple[int, bool, int], float] = {}
    for role, pieces in ((Role.OFFER, offers), (Role.ABOUT, about), (Role.QUESTION, questions)):
        for piece in pieces:
            for key, strength in _met(
                read_piece(piece, thesaurus, is_question=role == Role.QUESTION)
            ):
                place = (role, *key)
                best[place] = max(best.get(place, 0.0), strength * less)
    return sorted(
        (role << _ROLE) | (is_concept << _CONCEPT) | (_steps(strength) << _STRENGTH) | key
        for (role, is_concept, key), strength in best.items()
    )


def _met(piece: Piece) -> Iterable[tuple[tuple[bool, int], float]]:
    stems, concepts = piece
    for stem, (weight, _) in stems.items():
        if stem not in words.GENERIC:
            yield (False, stem_key(stem)), weight
    for concept, strength, _ in concepts:
        yield (True, concept_key(concept)), strength


def rounded(strength: float) -> float:
    """A strength as the numbers keep it."""
    return _steps(strength) / _STEPS


def _steps(strength: float) -> int:
    return min(_STEPS, max(1, round(strength * _STEPS)))


def codes(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """What was met, without who said it and how surely: see `code`."""
    found: NDArray[np.int64] = ((values >> _CONCEPT) & 1) << _STRENGTH | (values & _KEY_MASK)
    return found


def are_concepts(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these codes are concepts; the others are stems."""
    found: NDArray[np.bool_] = codes > _KEY_MASK
    return found


def said_in(values: NDArray[np.int64], role: Role) -> NDArray[np.bool_]:
    """Which of these numbers come from texts in this role."""
    found: NDArray[np.bool_] = values >> _ROLE == role
    return found


def breadth(concepts: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much one thing counts for who tells so many: a list of everything answers nothing."""
    return ENOUGH / np.maximum(concepts, ENOUGH)


def code(key: int, *, is_concept: bool) -> int:
    """A stem or a concept as one number."""
    return int(is_concept) << _STRENGTH | key


def apart(values: NDArray[np.int64]) -> Told:
    """Take numbers of `numbers_of` apart."""
    return Told(
        values >> _ROLE,
        ((values >> _CONCEPT) & 1).astype(np.bool_),
        values & _KEY_MASK,
        ((values >> _STRENGTH) & _STEPS) / _STEPS,
    )
