# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Splits Dutch compounds: `repetitieruimte` into `repetitie` and `ruimte`. Pure.

A dynamic programme over parts that the OpenTaal word list shows to be productive: how many other
words start with the part (modifier), how many end with it (head); after SECOS (Riedl and Biemann
2016). A split must beat the word as a whole, which weighs more the more words are made with it.
"""

import gzip
import math
from functools import cache
from importlib import resources

from netwerkbouwer.common.dutch_words import NOT_BEHIND, NOT_IN_FRONT, WHOLE

LONGEST_WORD = 60
MOST_PARTS = 4
SHORTEST_PART = 3
# How many words a part must start or end, by its length: short strings occur by accident.
LEAST_AS_MODIFIER = {3: 60, 4: 10}
LEAST_AS_HEAD = {3: 30, 4: 10}
LEAST = 4
LINKS = {"": 0.0, "s": 0.1, "e": 0.3, "en": 0.3, "n": 0.3, "er": 0.3}  # and what they cost
# Fitted on 70 compounds and 50 words that are none; see tests/common/test_dutch.py.
PER_PRODUCTIVITY = 0.35
PER_LETTER = 0.15
PER_PART = -1.6
WHOLE_PER_PRODUCTIVITY = 0.3
WHOLE_COUNT = 3_000  # for words that we know to be one part: more than any two inside them

Span = tuple[int, int]


@cache
def _parts() -> dict[str, tuple[int, int]]:
    """Map a part to the number of words it starts and the number it ends."""
    file = resources.files("netwerkbouwer.common") / "data" / "dutch_parts.tsv.gz"
    rows = (line.split("\t") for line in gzip.decompress(file.read_bytes()).decode().splitlines())
    parts = {part: (int(modifier), int(head)) for part, modifier, head in rows}
    return parts | dict.fromkeys(WHOLE, (WHOLE_COUNT, WHOLE_COUNT))


def is_part(word: str) -> bool:
    """Whether a folded word is one that compounds are made with: a Dutch word, surely."""
    return word in _parts()


def _weight(part: str, count: int) -> float:
    return PER_PART + PER_PRODUCTIVITY * math.log1p(count) + PER_LETTER * min(len(part), 8)


@cache
def _modifiers() -> dict[str, float]:
    return {
        part: _weight(part, count)
        for part, (count, _) in _parts().items()
        if len(part) >= SHORTEST_PART
        and count >= LEAST_AS_MODIFIER.get(len(part), LEAST)
        and part not in NOT_IN_FRONT
    }


@cache
def _heads() -> dict[str, float]:
    return {
        part: _weight(part, count)
        for part, (_, count) in _parts().items()
        if len(part) >= SHORTEST_PART
        and count >= LEAST_AS_HEAD.get(len(part), LEAST)
        and part not in NOT_BEHIND
    }


def split(word: str) -> tuple[Span, ...]:
    """Give where the parts of a folded word start and end; empty when it is not a compound.

    Linking letters (-s-, -e-, -en-, -n-, -er-) belong to no part. At most four parts.
    """
    if not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD:
        return ()
    starts: dict[int, tuple[float, tuple[Span, ...]]] = {0: (0.0, ())}
    best: tuple[float, tuple[Span, ...]] = (_whole(word), ())
    for start in range(len(word) - SHORTEST_PART + 1):
        if start not in starts or len(starts[start][1]) == MOST_PARTS:
            continue
        score, spans = starts[start]
        head = _heads().get(word[start:])
        if spans and head is not None and score + head > best[0]:
            best = score + head, (*spans, (start, len(word)))
        if len(spans) < MOST_PARTS - 1:
            _extend(word, start, score, spans, starts)
    return best[1]


def _whole(word: str) -> float:
    return WHOLE_PER_PRODUCTIVITY * math.log1p(sum(_parts().get(word, (0, 0))))


def _extend(
    word: str,
    start: int,
    score: float,
    spans: tuple[Span, ...],
    starts: dict[int, tuple[float, tuple[Span, ...]]],
) -> None:
    """Note where a next part may start, after each modifier that stands here."""
    for end in range(start + SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        weight = _modifiers().get(word[start:end])
        if weight is None:
            continue
        for link, cost in LINKS.items():
            after = end + len(link)
            reached = score + weight - cost
            if word.startswith(link, end) and reached > starts.get(after, (-math.inf,))[0]:
                starts[after] = reached, (*spans, (start, end))
