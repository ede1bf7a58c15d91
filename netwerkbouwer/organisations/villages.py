# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The village, or the part of a town, where an organisation is. Pure.

The directory knows municipalities. A list of people's own often says more: in which village. That
is kept as the first line of the description, 'In Stolwijk.', where everyone can read and change it.
"""

import re
from collections import defaultdict
from functools import lru_cache

from rapidfuzz import fuzz

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer

LONGEST = 40  # characters; more is a sentence
LIKE_ENOUGH = 85  # of 100: 'Lekerkerk' is Lekkerkerk
_LINE = re.compile(rf"In (['’]?[^\W_][^\n.!?]{{0,{LONGEST - 1}}})\.(?:\s*\n\s*|\s*\Z)")


def written(village: str, description: str = "") -> str:
    """The description with the village before it; unchanged when there is no village."""
    if not village or of(description):
        return description
    return f"In {village}.\n{description}".rstrip()


def of(description: str) -> str:
    """The village that a description begins with, or ''.

    A name begins with a capital, and so does its last word: 'In Stolwijk wonen wij.' tells none.
    """
    found = _LINE.match(description)
    if found is None:
        return ""
    village = found[1]
    ends = (village.lstrip("'’")[:1], village.split()[-1].lstrip("'’(")[:1])
    return "" if any(letter.islower() for letter in ends) and village[0] not in "'’" else village


def without(description: str) -> str:
    """What a description says beside the village."""
    found = _LINE.match(description)
    return description[found.end() :] if found and of(description) else description


def part_of(typed: str, code: str) -> str:
    """The part of this municipality that a text means, one slip forgiven; '' when it means none."""
    folded = texts.fold(typed)
    parts = _parts().get(code, {})
    if not folded or folded in parts:
        return parts.get(folded, "")
    near = max(parts, key=lambda part: fuzz.ratio(folded, part), default="")
    return parts[near] if near and fuzz.ratio(folded, near) >= LIKE_ENOUGH else ""


def are_apart(one: str, other: str) -> bool:
    """Whether both villages are known and differ."""
    return bool(one and other) and texts.fold(one) != texts.fold(other)


@lru_cache(maxsize=1)
def _parts() -> dict[str, dict[str, str]]:
    """Per code of today the parts by their folded name; none is called like the whole."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in gazetteer.load().names:
        own = gazetteer.by_code(name.code)
        bare = re.sub(r" \(.+\)$", "", name.text)
        whole = {texts.fold(text) for text in (own.name_nl, own.name_fr, own.name_de, own.label)}
        if name.kind != "official" and texts.fold(bare) not in whole:
            found[name.code].setdefault(texts.fold(bare), bare)
    return dict(found)
