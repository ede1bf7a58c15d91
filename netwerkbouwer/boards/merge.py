# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merges two edits of one text, word by word, so that nobody's words disappear.

Three-way merge after diff3 (Khanna, Kunal and Pierce 2007, 'A formal investigation of diff3'):
both edits are compared with the text they started from; regions that only one side changed are
taken; regions that both changed differently are a conflict.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
# Longer texts are not compared word by word (quadratic in the worst case): both are kept.
LONGEST = 4_000  # words and spaces


@dataclass(frozen=True, slots=True)
class Merged:
    """The text after merging; `other` holds the second text where both could not be joined."""

    text: str
    other: str = ""

    @property
    def is_conflict(self) -> bool:
        return bool(self.other)


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """Join two edits of `base`; on conflict keep `theirs` and hand back `mine` as the other text.

    `theirs` is what is stored now, `mine` is what arrives. Either result holds every word that
    either side added.
    """
    if mine in (theirs, base):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    old, ours, others = (WORDS.findall(text) for text in (base, mine, theirs))
    if max(len(old), len(ours), len(others)) > LONGEST:
        return Merged(theirs, mine)
    joined = _join(old, ours, others)
    return Merged(theirs, mine) if joined is None else Merged("".join(joined))


def _join(base: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    """The words of both edits, or None when they changed the same place differently."""
    result: list[str] = []
    at = (0, 0, 0)
    for start, a, b, size in [
        *_anchors(base, mine, theirs),
        (len(base), len(mine), len(theirs), 0),
    ]:
        before, ours, others = base[at[0] : start], mine[at[1] : a], theirs[at[2] : b]
        if ours == others or others == before:
            result += ours
        elif ours == before:
            result += others
        else:
            return None
        result += base[start : start + size]
        at = (start + size, a + size, b + size)
    return result


def _anchors(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Runs of words that stand unchanged in all three texts: (base, mine, theirs, length)."""
    in_mine = _positions(base, mine)
    in_theirs = _positions(base, theirs)
    index = 0
    while index < len(base):
        a, b = in_mine.get(index), in_theirs.get(index)
        if a is None or b is None:
            index += 1
            continue
        size = 1
        while in_mine.get(index + size) == a + size and in_theirs.get(index + size) == b + size:
            size += 1
        yield index, a, b, size
        index += size


def _positions(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}
