# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make names of places comparable: case, accents, Sint and St., ’s- and the like. Pure."""

import re

from netwerkbouwer.common import texts

# Longer than any name of a place; what follows cannot change the answer, only cost time.
LONGEST_NAME = 120

_APOSTROPHES = str.maketrans("", "", "'’‘‛ʼ`´′＇")
_SAME_WORDS = {
    "st": "sint",
    "saint": "sint",
    "sankt": "sint",
    "sanct": "sint",
    "ste": "sinte",
    "sainte": "sinte",
}
# Abbreviations that are common on envelopes: Alphen a/d Rijn, Bergen o.Z.
_ABBREVIATIONS = ((" a d ", " aan den "), (" a h ", " aan het "), (" o z ", " op zoom "))


def clean(text: str) -> str:
    """Keep the start of a text as one readable line: no control, bidi or zero-width characters."""
    return texts.clean_line(text[:LONGEST_NAME])


def fold(text: str) -> str:
    """Give the form in which two spellings of one name are equal.

    ``fold("St.-Niklaas") == fold("Sint Niklaas")`` and ``fold("'s Gravenhage") ==
    fold("’s-Gravenhage")``. Empty when nothing of the text can be part of a name.
    """
    # Before the accents go: some apostrophes would fall apart into a space and an accent.
    joined = clean(text).casefold().translate(_APOSTROPHES)
    words = re.findall(r"[^\W_]+", texts.bare(joined))
    same = " ".join(_SAME_WORDS.get(word, word) for word in words)
    return re.sub(r"\b([st]) (?=\w)", r"\1", _spell_out(same))


def _spell_out(text: str) -> str:
    padded = f" {text} "
    for short, long in _ABBREVIATIONS:
        padded = padded.replace(short, long)
    return padded.strip()
