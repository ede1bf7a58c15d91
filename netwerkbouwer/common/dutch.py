# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turns Dutch text into stems that can be compared, the parts of compounds among them. Pure.

Fold, drop stop words, stem (Kraaij and Pohlmann 1994, by Snowball), add the stems of the parts of
compounds (Monz and de Rijke 2001). The same analysis on both sides, the question and the
directory, whatever database lies under it. What was made with another ANALYSER_VERSION must be
made again: stems changed between releases of Snowball before.
"""

import re
import threading
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from netwerkbouwer.common import compounds, texts
from netwerkbouwer.common.dutch_words import IRREGULAR, STOP_WORDS

RULES_VERSION = 1  # raise it when word lists, parts or rules change
ANALYSER_VERSION = f"{RULES_VERSION}-kp{Stemmer.version()}"
LONGEST_WORD = compounds.LONGEST_WORD

# Letters and digits, with what does not end a word: accents of their own, invisible characters.
_WORD = re.compile(rf"(?:[^\W_]|[\u0300-\u036f]|{texts.INVISIBLE.pattern})+")
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """A stem and the piece of the text it comes from: `text[start:end] == surface`.

    `is_part` says that it is a part of a compound; the compound itself came just before.
    """

    stem: str
    surface: str
    start: int
    end: int
    is_part: bool


def analyse(text: str) -> list[Token]:
    """Give the tokens of a text in order, without stop words and single letters."""
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        word = _fold(match.group())
        one_to_one = len(word) == match.end() - match.start()
        for place, (stem, start, end) in enumerate(_stems_of_word(word)):
            from_, to = match.span()
            if place and one_to_one:
                from_, to = match.start() + start, match.start() + end
            tokens.append(Token(stem, text[from_:to], from_, to, is_part=place > 0))
    return tokens


def stems(text: str) -> list[str]:
    """Give the stems of a text in order, parts of compounds after their compound."""
    return [
        stem
        for match in _WORD.finditer(text)
        for stem, _, _ in _stems_of_word(_fold(match.group()))
    ]


def _fold(word: str) -> str:
    letters = texts.bare(word[: 2 * LONGEST_WORD])
    return "".join(c for c in letters if c.isascii() and c.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=65_536)
def _stems_of_word(word: str) -> tuple[tuple[str, int, int], ...]:
    """Give the stem of a folded word, then those of its parts, each with its place in the word."""
    if len(word) < 2 or word in STOP_WORDS:
        return ()
    found = {stem(word): (0, len(word))}
    for start, end in compounds.split(word):
        part = word[start:end]
        if part not in STOP_WORDS:
            found.setdefault(stem(part), (start, end))
    return tuple((key, *span) for key, span in found.items())


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Give the stem of one folded word."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if not word.isalpha():
        return word
    found: str = _stemmer().stemWord(word)
    # 'culturele' and 'cultureel', 'sociale' and 'sociaal' are one word.
    if len(found) > 6 and found.endswith("eel"):
        return f"{found[:-3]}el"
    if len(found) > 5 and found.endswith("iaal"):
        return f"{found[:-3]}al"
    return found or word


def _stemmer() -> Stemmer.Stemmer:
    """One for each thread: a stemmer must not be shared."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("dutch", 0)
    own: Stemmer.Stemmer = _local.stemmer
    return own
