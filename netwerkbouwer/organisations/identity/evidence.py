# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What two entries have alike, pair by pair, in levels that a person can check. Pure.

Levels per field as in Fellegi and Sunter (1969); words of a name weigh by how rare they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from netwerkbouwer.organisations.identity import names
from netwerkbouwer.organisations.identity.keys import Codes, Indexes
from netwerkbouwer.organisations.identity.prepared import EXCLUSIVE, Prepared

Levels = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

COMMON = 0.62  # words weighing less are in more than two of every thousand names
FEW = 6  # at most so many entries have a site, phone or address in common: then it tells a lot
NEAR_KM, AROUND_KM, FAR_KM, TOWN_KM = 0.15, 1.0, 5.0, 12.0
SLIP = 0.75  # likeness from which two words are one with a slip of the pen
LIKE, ALIKE, WHOLLY_ALIKE = 0.75, 0.92, 0.95  # likeness of whole names, without spaces
SAME_STREET = 0.92
NOTHING = 0.05  # weight of words below which nothing is left

NAME_LEVELS = (
    "same", "same_common", "slip", "within", "within_rare", "within_common", "overlap",
    "overlap_rare", "like", "initials", "other",
)  # fmt: skip
PLACE_LEVELS = (
    "address", "near", "street", "block", "around", "other_house", "postcode", "other_street",
    "town", "neighbouring", "elsewhere", "named", "vicinity", "unknown",
)  # fmt: skip
SHARED_LEVELS = ("unknown", "same", "same_as_many", "different")
NUMBER_LEVELS = ("unknown", "same", "different")
FLAG_LEVELS = ("no", "yes")
COUNT_LEVELS = ("none", "one", "more")
NAMESAKE_LEVELS = ("one", "two", "few", "many")
LEVELS = {
    "name": NAME_LEVELS,
    "place": PLACE_LEVELS,
    "host": SHARED_LEVELS,
    "phone": SHARED_LEVELS,
    "email": SHARED_LEVELS,
    "number": NUMBER_LEVELS,
    "sector": NUMBER_LEVELS,
    "departments": FLAG_LEVELS,
    "figures": FLAG_LEVELS,
    "towns": FLAG_LEVELS,
    "kinds": FLAG_LEVELS,
    "contacts": COUNT_LEVELS,
    "namesakes": NAMESAKE_LEVELS,
}
MEASURES = ("likeness", "shared", "least_left", "most_left", "rare_left")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries have each code of a column: sorted codes, and their counts."""

    columns: dict[str, tuple[Codes, Indexes]]

    def of(self, column: str, codes: Codes) -> Indexes:
        known, counts = self.columns[column]
        if not len(known):
            return np.zeros(len(codes), np.int64)
        at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
        return np.where(known[at] == codes, counts[at], 0)


COUNTED = ("host", "phone", "email")


def count(*sides: Prepared) -> Counts:
    """Count over all entries at hand."""
    return count_columns(
        {name: np.concatenate([side.columns[name] for side in sides]) for name in COUNTED_FROM}
    )


COUNTED_FROM = (*COUNTED, "name", "town")


def count_columns(columns: dict[str, Codes]) -> Counts:
    """Count codes; of a name: in how many towns it occurs."""
    found = {}
    for name in COUNTED:
        codes, counts = np.unique(columns[name], return_counts=True)
        found[name] = (codes, counts.astype(np.int64))
    known = columns["town"] != 0
    pairs = np.unique(np.stack([columns["name"][known], columns["town"][known]]), axis=1)
    known_names, towns = np.unique(pairs[0], return_counts=True)
    return Counts(found | {"name": (known_names, towns.astype(np.int64))})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per pair: levels by field (index into LEVELS), measures, and whether it is ruled out."""

    levels: dict[str, Levels]
    measures: dict[str, Numbers]
    forbidden: Flags
    km: Numbers
    slips: Indexes

    def at(self, which: Indexes) -> "Evidence":
        """The same of some pairs."""
        return Evidence(
            {name: levels[which] for name, levels in self.levels.items()},
            {name: values[which] for name, values in self.measures.items()},
            self.forbidden[which],
            self.km[which],
            self.slips[which],
        )


def gather(left: Prepared, right: Prepared, i: Indexes, j: Indexes, counts: Counts) -> Evidence:
    """Compare `left[i]` with `right[j]`; all arrays as long as `i`."""
    words = _Words(left, right, i, j)
    km = _kilometres(left.points[i], right.points[j])
    number, forbidden = _numbers(left, right, i, j)
    levels = {
        "name": words.levels(),
        "place": _places(left, right, (i, j), km, words.named),
        "number": number,
        "sector": _same_or_different(left, right, i, j, "sector"),
        "departments": _flag(left, right, i, j, "departments"),
        "figures": _flag(left, right, i, j, "figures"),
        "towns": _other_towns(left, right, i, j),
        "kinds": (words.common_left_both & (left.columns["name"][i] != 0)).astype(np.int8),
    }
    for name in ("host", "phone", "email"):
        levels[name] = _shared(left, right, i, j, name, counts)
    contacts = sum((levels[name] == 1).astype(np.int8) for name in ("host", "phone", "email"))
    levels["contacts"] = np.minimum(contacts, 2).astype(np.int8)
    namesakes = np.maximum(
        counts.of("name", left.columns["name"][i]), counts.of("name", right.columns["name"][j])
    )
    levels["namesakes"] = np.digitize(namesakes, [2, 3, 6]).astype(np.int8)
    slips = np.rint((1 - words.likeness) * words.letters).astype(np.int64)
    return Evidence(levels, words.measures(), forbidden, km, slips)


def likeness(left: Sequence[str], right: Sequence[str], scorer: Callable[..., Any]) -> Numbers:
    """Score two lists line by line, on all cores."""
    if not left:
        return np.zeros(0, np.float32)
    found: Numbers = process.cpdist(left, right, scorer=scorer, workers=-1, dtype=np.float32)
    return found


class _Words:
    """The words two names share, and what is left of both."""

    def __init__(self, left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> None:
        one, other = left.words[i], right.words[j]
        equal = (one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)
        self._one_left = ~equal.any(axis=2) & (one != 0)
        self._other_left = ~equal.any(axis=1) & (other != 0)
        self._one, self._other = left.weights[i], right.weights[j]
        texts = [left.squashed[k] for k in i.tolist()], [right.squashed[k] for k in j.tolist()]
        self.likeness = likeness(*texts, fuzz.ratio) / np.float32(100)
        self.letters = np.array([max(map(len, pair)) for pair in zip(*texts, strict=True)], int)
        wholes = (
            [left.names[k].whole for k in i.tolist()],
            [right.names[k].whole for k in j.tolist()],
        )
        whole = likeness(*wholes, fuzz.ratio) / np.float32(100)
        self.whole = whole
        self.equal = left.columns["name"][i] == right.columns["name"][j]
        # Words written together or apart leave nothing over: `Circus Centrum`.
        self._one_left[self.equal] = False
        self._other_left[self.equal] = False
        self.shared = (self._one * (~self._one_left & (one != 0))).sum(axis=1)
        self.shared_rare = (self._one * (~self._one_left & (one != 0)) * (self._one >= COMMON)).sum(
            axis=1
        )
        self.slipped = np.zeros(len(i), np.bool_)
        self._forgive_slips(left, right, i, j)
        self.named = self._forgive_towns(left, right, i, j)
        self.one_rest = (self._one * self._one_left).sum(axis=1)
        self.other_rest = (self._other * self._other_left).sum(axis=1)
        self.one_rare = (self._one * self._one_left * (self._one >= COMMON)).sum(axis=1)
        self.other_rare = (self._other * self._other_left * (self._other >= COMMON)).sum(axis=1)
        self.common_left_both = self._commons_clash()
        self.initials = _initials(left, right, i, j)

    def _forgive_slips(self, left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> None:
        """The rarest words left on both sides count as one when they differ by a slip."""
        both = np.nonzero(self._one_left.any(axis=1) & self._other_left.any(axis=1))[0]
        if not len(both):
            return
        one, other = self._one_left[both].argmax(axis=1), self._other_left[both].argmax(axis=1)
        mine = [_word(left, k, w) for k, w in zip(i[both].tolist(), one.tolist(), strict=True)]
        yours = [_word(right, k, w) for k, w in zip(j[both].tolist(), other.tolist(), strict=True)]
        alike = likeness(mine, yours, DamerauLevenshtein.normalized_similarity) >= SLIP
        hit, one, other = both[alike], one[alike], other[alike]
        weights = np.minimum(self._one[hit, one], self._other[hit, other])
        self.shared[hit] += weights
        self.shared_rare[hit] += weights * (weights >= COMMON)
        self._one_left[hit, one] = False
        self._other_left[hit, other] = False
        self.slipped[hit] = True

    def _forgive_towns(self, left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> Flags:
        """A word left that is the other's town counts as said: `Bibliotheek Pelt`."""
        one = (left.words[i][:, :, None] == right.town_words[j][:, None, :]).any(axis=2)
        other = (right.words[j][:, :, None] == left.town_words[i][:, None, :]).any(axis=2)
        one, other = one & self._one_left, other & self._other_left
        self._one_left &= ~one
        self._other_left &= ~other
        named: Flags = one.any(axis=1) | other.any(axis=1)
        return named

    def _commons_clash(self) -> Flags:
        """Both have a common word that the other lacks: a school beside a playgroup."""
        mine = (self._one_left & (self._one < COMMON)).any(axis=1)
        yours = (self._other_left & (self._other < COMMON)).any(axis=1)
        clash: Flags = mine & yours
        return clash

    def levels(self) -> Levels:
        least = np.minimum(self.one_rest, self.other_rest)
        most = np.maximum(self.one_rest, self.other_rest)
        rare_left = np.maximum(self.one_rare, self.other_rare) > NOTHING
        rare = self.shared_rare > NOTHING
        whole = self.equal | ((most <= NOTHING) & ~self.slipped)
        found: Levels = np.select(
            [
                whole & rare,
                whole,
                (most <= NOTHING) | (self.likeness >= ALIKE) | (self.whole >= WHOLLY_ALIKE),
                (least <= NOTHING) & rare & ~rare_left,
                (least <= NOTHING) & rare,
                (least <= NOTHING) & (self.shared > 0),
                rare & ~rare_left,
                rare,
                self.likeness >= LIKE,
                self.initials,
            ],
            list(range(10)),
            default=10,
        ).astype(np.int8)
        return found

    def measures(self) -> dict[str, Numbers]:
        """Weights of words, capped so that no long name outweighs everything."""
        return {
            "likeness": self.likeness,
            "shared": np.minimum(self.shared, 3.0).astype(np.float32),
            "least_left": np.minimum(np.minimum(self.one_rest, self.other_rest), 2.0),
            "most_left": np.minimum(np.maximum(self.one_rest, self.other_rest), 3.0),
            "rare_left": np.minimum(np.minimum(self.one_rare, self.other_rare), 2.0),
        }


def _word(side: Prepared, position: int, column: int) -> str:
    return side.ranked[position][column]


def _initials(left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> Flags:
    """One name is the first letters of the other: at least three."""
    found = np.zeros(len(i), np.bool_)
    for short, long, a, b in ((left, right, i, j), (right, left, j, i)):
        name, known = short.columns["name"][a], short.letters[a] > 2
        for which in ("initials", "all_initials"):
            found |= known & (name == long.columns[which][b])
    return found


def _numbers(left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> tuple[Levels, Flags]:
    """Whether a register number is the same; different ones of one register rule a pair out."""
    level, forbidden = np.zeros(len(i), np.int8), np.zeros(len(i), np.bool_)
    for scheme in EXCLUSIVE:
        one, other = left.columns[scheme][i], right.columns[scheme][j]
        both = (one != 0) & (other != 0)
        level[both & (one == other)] = 1
        forbidden |= both & (one != other)
    several = left.many_numbers[i] | right.many_numbers[j]
    for at in np.nonzero(several)[0].tolist():
        one_set, other_set = left.entries[int(i[at])].numbers, right.entries[int(j[at])].numbers
        level[at] = 1 if one_set & other_set else 0
        forbidden[at] = _contradict(one_set, other_set)
    level[forbidden] = 2
    return level, forbidden


def _contradict(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    for scheme in EXCLUSIVE:
        mine = {value for kind, value in one if kind == scheme}
        yours = {value for kind, value in other if kind == scheme}
        if mine and yours and not mine & yours:
            return True
    return False


def _same_or_different(
    left: Prepared, right: Prepared, i: Indexes, j: Indexes, column: str
) -> Levels:
    one, other = left.columns[column][i], right.columns[column][j]
    known = (one != 0) & (other != 0)
    return np.where(known, np.where(one == other, 1, 2), 0).astype(np.int8)


def _shared(
    left: Prepared, right: Prepared, i: Indexes, j: Indexes, column: str, counts: Counts
) -> Levels:
    level = _same_or_different(left, right, i, j, column)
    many = counts.of(column, left.columns[column][i]) > FEW
    return np.select([level == 0, level == 2, many], [0, 3, 2], default=1).astype(np.int8)


def _flag(left: Prepared, right: Prepared, i: Indexes, j: Indexes, column: str) -> Levels:
    found: Levels = (left.columns[column][i] != right.columns[column][j]).astype(np.int8)
    return found


def _other_towns(left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> Levels:
    """Both names have words of a town, and share none; `Aalst` and `Alost` are the same."""
    one, other = left.columns["towns"][i], right.columns["towns"][j]
    found = np.zeros(len(i), np.int8)
    for at in np.nonzero((one != 0) & (other != 0) & (one != other))[0].tolist():
        mine, yours = left.names[int(i[at])].towns, right.names[int(j[at])].towns
        one_town, other_town = (side.entries[int(k)].municipality for side, k in
                                ((left, i[at]), (right, j[at])))  # fmt: skip
        is_one = one_town == other_town and names.are_translations(one_town, mine, yours)
        found[at] = not set(mine) & set(yours) and not is_one
    return found


def _kilometres(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> Numbers:
    """Flat distance, good to a percent over the few kilometres that matter; NaN when unknown."""
    north = (one[:, 0] - other[:, 0]) * 111.2
    east = (one[:, 1] - other[:, 1]) * 111.2 * np.cos(np.radians(one[:, 0]))
    found: Numbers = np.hypot(north, east).astype(np.float32)
    return found


def _places(
    left: Prepared, right: Prepared, pairs: tuple[Indexes, Indexes], km: Numbers, named: Flags
) -> Levels:
    i, j = pairs
    town = _same_or_different(left, right, i, j, "town")
    street = _streets(left, right, i, j)
    house = _same_or_different(left, right, i, j, "house")
    block = _same_or_different(left, right, i, j, "block")
    postcode = _same_or_different(left, right, i, j, "postcode")
    rough = _kilometres(left.centres[i], right.centres[j])
    with np.errstate(invalid="ignore"):
        far = km > FAR_KM
        here = ((town != 2) & ~far) | (km <= AROUND_KM) | (block == 1)
        conditions = {
            "address": here & (street == 1) & (house == 1),
            "near": km <= NEAR_KM,
            "street": here & (street == 1) & (house == 0),
            "block": block == 1,
            "other_house": here & (street == 1) & (house == 2),
            "around": km <= AROUND_KM,
            "other_street": (town == 1) & (street == 2),
            "postcode": (postcode == 1) & ~far,
            "town": (town == 1) & ~far,
            "neighbouring": (town == 2) & (rough <= TOWN_KM),
            "elsewhere": (town == 2) | far | (rough > TOWN_KM),
            "named": named,
            "vicinity": rough <= TOWN_KM,
        }
    numbers = [PLACE_LEVELS.index(name) for name in conditions]
    return np.select(
        list(conditions.values()), numbers, default=PLACE_LEVELS.index("unknown")
    ).astype(np.int8)


def _streets(left: Prepared, right: Prepared, i: Indexes, j: Indexes) -> Levels:
    """As `_same_or_different`, with slips of the pen forgiven."""
    level = _same_or_different(left, right, i, j, "street")
    differ = np.nonzero(level == 2)[0]
    mine = [left.streets[k] for k in i[differ].tolist()]
    yours = [right.streets[k] for k in j[differ].tolist()]
    alike = likeness(mine, yours, JaroWinkler.normalized_similarity) >= SAME_STREET
    level[differ[alike]] = 1
    return level


def joined(parts: Sequence[Evidence]) -> Evidence:
    """Evidence of several slices after one another."""
    return Evidence(
        {name: np.concatenate([part.levels[name] for part in parts]) for name in LEVELS},
        {name: np.concatenate([part.measures[name] for part in parts]) for name in MEASURES},
        np.concatenate([part.forbidden for part in parts]),
        np.concatenate([part.km for part in parts]),
        np.concatenate([part.slips for part in parts]),
    )
