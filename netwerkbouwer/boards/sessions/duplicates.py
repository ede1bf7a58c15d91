# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which organisations may be one, typed twice: by name and municipality, with reasons. Pure.

Names are compared without legal forms and place names, with the usual abbreviations in full. What
lies in two municipalities is never proposed, nor what the directory knows as two.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer

LEAST = 62  # likeness of two names, of 100, before they are looked at closely
MOST_PAIRS = 20_000
# Say nothing about which organisation it is.
LEGAL = frozenset(
    """
    vzw asbl ivzw stichting vereniging bv bvba cv cvba nv ngo fv de het een van der den te in en t
    """.split()
)
IN_FULL = {
    "cc": "cultuurcentrum",
    "gc": "gemeenschapscentrum",
    "bib": "bibliotheek",
    "bieb": "bibliotheek",
    "biblioteek": "bibliotheek",
    "wzc": "woonzorgcentrum",
    "ldc": "dienstencentrum",
    "dc": "dienstencentrum",
    "jh": "jeugdhuis",
    "bs": "basisschool",
    "gbs": "basisschool",
    "sint": "st",
    "sinte": "st",
}


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as it was written: municipality code, or place as typed; directory id."""

    id: str
    name: str
    municipality: str = ""
    place: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two that may be one: how sure, from 0 to 1, and why, in sentences."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    named: Named
    place: str
    """Code of today, or the folded place as typed; empty when unknown."""
    words: tuple[str, ...]


def find(found: Sequence[Named]) -> list[Twins]:
    """All pairs that may be one organisation, the surest first."""
    known = [_known(named) for named in found]
    pairs = [twins for one, other in _near(known) if (twins := _compare(one, other))]
    return sorted(pairs, key=lambda twins: (-twins.score, twins.one, twins.other))


def _known(named: Named) -> _Known:
    place = _current(named.municipality) or texts.fold(named.place)
    return _Known(named, place, _core(named.name, _place_name(named)))


def _current(code: str) -> str:
    try:
        return gazetteer.by_code(code).code if code else ""
    except gazetteer.UnknownCode:
        return code


@lru_cache(maxsize=4_096)
def _label(code: str) -> str:
    try:
        return gazetteer.by_code(code).label
    except gazetteer.UnknownCode:
        return ""


def _place_name(named: Named) -> str:
    return _label(named.municipality) if named.municipality else named.place


def _core(name: str, place: str) -> tuple[str, ...]:
    """The words that tell organisations apart; all words when nothing else is left."""
    folded = texts.fold(name)
    words = [IN_FULL.get(word, word) for word in folded.split() if word not in LEGAL]
    here = set(texts.fold(place).split())
    telling = [word for word in words if word not in here]
    return tuple(telling or words or folded.split() or [name])


def _near(known: Sequence[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Pairs whose names are somewhat alike, in one place or with a place unknown."""
    places: dict[str, list[_Known]] = {}
    for one in known:
        places.setdefault(one.place, []).append(one)
    nowhere = places.pop("", [])
    count = 0
    for here in (*places.values(), nowhere):
        others = here if here is nowhere else [*here, *nowhere]
        for row, column in _alike(here, others):
            if count >= MOST_PAIRS:
                return
            count += 1
            yield here[row], others[column]


def _alike(here: Sequence[_Known], others: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    """Places in the two lists; those of `here` come first in `others` and are paired once."""
    names, all_names = ([" ".join(k.words) for k in group] for group in (here, others))
    scores = process.cdist(
        names, all_names, scorer=fuzz.token_set_ratio, score_cutoff=LEAST, dtype=np.uint8
    )
    rows, columns = np.nonzero(scores)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if column > row:
            yield row, column


def _compare(one: _Known, other: _Known) -> Twins | None:
    ids = {one.named.organisation, other.named.organisation} - {""}
    both = bool(one.place and other.place)
    found = _names(one.words, other.words, may_be_longer=both)
    if len(ids) > 1 or found is None:
        return None
    score, reason = found
    where = _where(one, other)
    source = (
        ("Eén van beide komt uit de gids.",) if len(ids) == 1 and _one_typed(one, other) else ()
    )
    score = score if both else score - 0.15
    return Twins(one.named.id, other.named.id, round(score, 2), (reason, where, *source))


def _one_typed(one: _Known, other: _Known) -> bool:
    return not (one.named.organisation and other.named.organisation)


def _where(one: _Known, other: _Known) -> str:
    if not one.place and not other.place:
        return "Bij geen van beide staat een gemeente."
    if not one.place or not other.place:
        return "Bij één van beide staat geen gemeente."
    return f"Allebei in {_place_name(one.named)}."


def _names(
    ours: Sequence[str], theirs: Sequence[str], *, may_be_longer: bool
) -> tuple[float, str] | None:
    if sorted(ours) == sorted(theirs):
        return 1.0, "De namen zijn dezelfde."
    if "".join(ours) == "".join(theirs):
        return 0.97, "De namen verschillen alleen in spaties of streepjes."
    left, right = _left_over(ours, theirs)
    if not left and not right:
        return 0.9, "De namen verschillen alleen in spelling."
    if not (left and right) and may_be_longer and not _has_number(left + right):
        return 0.75, "De ene naam staat helemaal in de andere."
    return None


def _left_over(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each without a partner in the other: the same word, or one with a slip."""
    right = list(theirs)
    left = []
    for word in ours:
        partner = next((other for other in right if _same_word(word, other)), None)
        if partner is None:
            left.append(word)
        else:
            right.remove(partner)
    return left, right


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    shortest = min(len(one), len(other))
    slips = 0 if shortest < 5 or _has_number([one, other]) else 1 if shortest < 9 else 2
    return bool(slips) and OSA.distance(one, other, score_cutoff=slips) <= slips


def _has_number(words: Sequence[str]) -> bool:
    return any(re.search(r"\d", word) or word in ("i", "ii", "iii", "iv") for word in words)


class Joining:
    """Sets of ids that grow together, but never over a pair that someone keeps apart."""

    def __init__(self, ids: Collection[str], apart: Sequence[tuple[str, str]]) -> None:
        self._above = {each: each for each in ids}
        self._apart = [pair for pair in apart if self._above.keys() >= set(pair)]

    def root(self, each: str) -> str:
        while self._above[each] != each:
            each = self._above[each]
        return each

    def join(self, one: str, other: str, *, even_if_apart: bool = False) -> None:
        """Make one set of two; ids that are not there are passed over."""
        if one not in self._above or other not in self._above:
            return
        roots = {self.root(one), self.root(other)}
        kept_apart = any({self.root(a), self.root(b)} == roots for a, b in self._apart)
        if len(roots) == 2 and (even_if_apart or not kept_apart):
            self._above[self.root(other)] = self.root(one)
