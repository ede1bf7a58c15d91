# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a short text speaks of the words someone typed; forgives endings and slips. Pure."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.distance import OSA

from netwerkbouwer.common import texts
from netwerkbouwer.matching.reading import words

Row = TypeVar("Row")
LEAST_FOR_SLIP, LEAST_FOR_TWO = 4, 8  # letters of a word in which one slip is forgiven, and two


def best(text: str, rows: Iterable[Row], read: Callable[[Row], str]) -> list[Row]:
    """Those that speak of one of the words at least.

    Of most words first, and of whole words before their parts; else in the order they came.
    """
    wanted = _words(text)
    scored = [(sum(_says(read(row), word) for word in wanted), row) for row in rows]
    return [row for _n, row in sorted((s for s in scored if s[0]), key=lambda s: -s[0])]


Word = tuple[str, tuple[str, ...]]  # as it was typed, folded; its stem, the stems of its parts
WHOLE, PART = 2, 1


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[Word, ...]:
    """The words that say something; when none do, all of them."""
    read = words.read(text)
    folded = {(start, end): word for word, start, end in read.all}
    telling = [
        (folded[word.start, word.end], (word.stem, *word.parts))
        for word in read
        if not word.is_sign
    ]
    return tuple(telling or [(word, (word,)) for word, _start, _end in read.all])


def _says(text: str, wanted: Word) -> int:
    """WHOLE, PART (also for a slip), or 0."""
    typed, stems = wanted
    said = _words(texts.clean(text))
    if any(stems[0] in has for _word, has in said):
        return WHOLE
    near = any(set(stems) & set(has) or _is_slip(typed, word) for word, has in said)
    return PART if near else 0


def _is_slip(typed: str, word: str) -> bool:
    """'repititie' for 'repetitie'; also where it begins a longer word."""
    if len(typed) < LEAST_FOR_SLIP:
        return False
    most = 2 if len(typed) >= LEAST_FOR_TWO else 1
    return any(
        OSA.distance(typed, word[:length], score_cutoff=most) <= most
        for length in {len(word), len(typed)}
        if length <= len(word)
    )
