# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much a name is like what someone typed, slips of the pen allowed. Pure."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

# How much a typed word is like a word of a name, 0-100: the start of it, or with so many slips.
STARTS_WITH = 96.0
LIKENESS_AFTER_SLIPS = {1: 90.0, 2: 84.0}
FIRST_WORD_WITH_SLIPS, LONG_WORD = 4, 6  # letters
LEAST_WHOLE = 78.0  # likeness of a whole name of which a word is not like any typed


def likeness(
    words: Sequence[str], names: Iterable[str], place_words: Collection[str] = ()
) -> float:
    """Say how much folded names are like the typed words, 0-100; 0 when they are not.

    Every word must be like a word of the name, but for the place; or the whole like the whole.
    """
    return max((_likeness(words, name, place_words) for name in names), default=0.0)


def _likeness(words: Sequence[str], name: str, place_words: Collection[str]) -> float:
    parts = name.split()
    if not parts or not words:
        return 0.0
    last = len(words) - 1
    whole = fuzz.token_sort_ratio(" ".join(words), name)
    each = [_best_word(word, parts, is_last=place == last) for place, word in enumerate(words)]
    named = [
        score for word, score in zip(words, each, strict=True) if score or word not in place_words
    ]
    if named and min(named) > 0.0:
        return 0.7 * sum(named) / len(named) + 0.3 * whole
    # Slips fall in short words and on spaces too; then the whole must speak.
    as_typed = fuzz.ratio(" ".join(words), name)
    return max(whole, as_typed) if max(whole, as_typed) >= LEAST_WHOLE else 0.0


def _best_word(word: str, parts: Sequence[str], *, is_last: bool) -> float:
    """Likeness with the best word of a name; what is being typed may be the start of one."""
    best = 0.0
    for part in parts:
        if part == word:
            return 100.0
        if is_last and part.startswith(word):
            best = max(best, STARTS_WITH)
        elif len(word) >= FIRST_WORD_WITH_SLIPS:
            slips = OSA.distance(word, part, score_cutoff=2)
            is_slip = _is_slip(word, part, slips)
            best = max(best, LIKENESS_AFTER_SLIPS.get(slips, 0.0) if is_slip else 0.0)
    return best


def _is_slip(word: str, part: str, slips: int) -> bool:
    """One slip in a short word, two in a longer one.

    Nobody mistypes the first letter of a short word, and 'koor' would find every 'voor'.
    """
    if len(word) < LONG_WORD:
        return slips <= 1 and word[0] == part[0]
    return slips <= 2
