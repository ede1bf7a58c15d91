# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds the pairs that may be one organisation, with their chance. Pure; memory is bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from netwerkbouwer.organisations.identity import blocks, evidence, scoring
from netwerkbouwer.organisations.identity.keys import MOST_NAMES, Indexes
from netwerkbouwer.organisations.identity.prepared import Prepared, prepare

CERTAIN = 0.95  # from here two are joined without asking; it can be undone
DOUBT = 0.2  # from here a person is asked
AT_ONCE = 100_000  # pairs compared in one slice, some 150 MB
FEW_SLIPS = 2  # letters by which names in one source may differ and yet be one
LEAST = 0.01  # less likely pairs are not kept


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions `i` (left) and `j` (right) with their chance; see `evidence.Evidence`.

    Within one list `i` is the lower position. Less likely than LEAST is left out.
    """

    i: Indexes
    j: Indexes
    chance: scoring.Chances
    same_source: evidence.Flags
    evidence: evidence.Evidence

    def __len__(self) -> int:
        return len(self.i)


def compare(
    left: Prepared,
    right: Prepared | None = None,
    *,
    block_cap: int = blocks.BLOCK_CAP,
    weights: scoring.Weights | None = None,
) -> Pairs:
    """Give the likely pairs within `left`, or between `left` and `right`."""
    if right is None:
        i, j = blocks.within(left.owners, left.keys, cap=block_cap)
        return score(left, left, (i, j), evidence.count(left), weights=weights)
    sides = (left.owners, left.keys), (right.owners, right.keys)
    i, j = blocks.between(*sides, cap=block_cap)
    return score(left, right, (i, j), evidence.count(left, right), weights=weights)


def score(
    left: Prepared,
    right: Prepared,
    pairs: tuple[Indexes, Indexes],
    counts: evidence.Counts,
    *,
    weights: scoring.Weights | None = None,
) -> Pairs:
    """Score given pairs, slice by slice. Within one source nothing is ever certain.

    A source lists an organisation once; when it seems to list it twice, a person has to look. Nor
    is what is alike by another name: an abbreviation is often that of the mother as well.
    """
    weights = weights or scoring.packaged()
    parts = [_slice(left, right, i, j, counts, weights) for i, j in _slices(*pairs)]
    one, one_of = _by_other_names(left, pairs[0])
    other, other_of = _by_other_names(right, pairs[1])
    if not len(one_of) and not len(other_of):
        return _joined(parts)
    for i, j in _slices(*_spread(one_of, pairs)):
        found = _slice(one, right, i, j, counts, weights)
        parts.append(replace(_by_alias(found), i=one_of[found.i]))
    for j, i in _slices(*_spread(other_of, pairs[::-1])):
        found = _slice(left, other, i, j, counts, weights)
        parts.append(replace(_by_alias(found), j=other_of[found.j]))
    return _likeliest(_joined(parts))


def _by_other_names(side: Prepared, used: Indexes) -> tuple[Prepared, Indexes]:
    """Entries once more under each of their other names, and whose they are."""
    with_more = [at for at in np.unique(used).tolist() if side.entries[at].other_names]
    named = [(at, name) for at in with_more for name in side.entries[at].other_names[:MOST_NAMES]]
    again = prepare(replace(side.entries[at], name=name, other_names=()) for at, name in named)
    return again, np.array([at for at, _ in named], dtype=np.int64)


def _by_alias(found: Pairs) -> Pairs:
    """Only a register number makes a likeness by another name certain."""
    is_sure = found.evidence.levels["number"] == evidence.NUMBER_LEVELS.index("same")
    return replace(found, chance=np.where(is_sure, found.chance, doubted(found.chance)))


def doubted(chance: scoring.Chances) -> scoring.Chances:
    """Chances that a person has to look at, however high."""
    return np.minimum(chance, np.float32(CERTAIN - 0.01))


def seem_twice(found: evidence.Evidence, chance: scoring.Chances) -> evidence.Flags:
    """Which pairs to ask about although one source lists both: nearly one name, else certain.

    A register that lists two schools of one board knows better than we do.
    """
    names = found.levels["name"]
    equal = names <= evidence.NAME_LEVELS.index("same_common")
    slip = (names == evidence.NAME_LEVELS.index("slip")) & (found.slips <= FEW_SLIPS)
    flags: evidence.Flags = (equal | slip) & (chance >= CERTAIN)
    return flags


def _spread(owners: Indexes, pairs: tuple[Indexes, Indexes]) -> tuple[Indexes, Indexes]:
    """The pairs of each owner again, for every other name it has."""
    order = np.argsort(pairs[0], kind="stable")
    first = np.searchsorted(pairs[0][order], owners, side="left")
    many = np.searchsorted(pairs[0][order], owners, side="right") - first
    ends = np.cumsum(many)
    inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - many, many)
    return (
        np.repeat(np.arange(len(owners)), many),
        pairs[1][order][np.repeat(first, many) + inside],
    )


def _likeliest(pairs: Pairs) -> Pairs:
    """Of a pair that was compared by several names, the likeliest comparison."""
    order = np.lexsort((-pairs.chance, pairs.j, pairs.i))
    i, j = pairs.i[order], pairs.j[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (i[1:] != i[:-1]) | (j[1:] != j[:-1])
    kept = order[first]
    return Pairs(
        pairs.i[kept],
        pairs.j[kept],
        pairs.chance[kept],
        pairs.same_source[kept],
        pairs.evidence.at(kept),
    )


def _slices(i: Indexes, j: Indexes) -> Iterator[tuple[Indexes, Indexes]]:
    for start in range(0, max(len(i), 1), AT_ONCE):
        yield i[start : start + AT_ONCE], j[start : start + AT_ONCE]


def _slice(
    left: Prepared,
    right: Prepared,
    i: Indexes,
    j: Indexes,
    counts: evidence.Counts,
    weights: scoring.Weights,
) -> Pairs:
    found = evidence.gather(left, right, i, j, counts)
    chance = scoring.chances(found, weights)
    source = left.columns["source"][i]
    same = (source != 0) & (source == right.columns["source"][j])
    asked = np.where(seem_twice(found, chance), doubted(chance), np.float32(0))
    chance = np.where(same, asked, chance)
    kept = np.nonzero(chance >= LEAST)[0]
    return Pairs(i[kept], j[kept], chance[kept], same[kept], found.at(kept))


def _joined(parts: list[Pairs]) -> Pairs:
    return Pairs(
        i=np.concatenate([part.i for part in parts]),
        j=np.concatenate([part.j for part in parts]),
        chance=np.concatenate([part.chance for part in parts]),
        same_source=np.concatenate([part.same_source for part in parts]),
        evidence=evidence.joined([part.evidence for part in parts]),
    )
