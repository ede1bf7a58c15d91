# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which entries are worth comparing: those that share a key that few others have. Pure.

Blocking with a cap on the size of blocks (Christen 2012, Data Matching, chapter 4): what hundreds
share (an umbrella's site, a name every town has) tells too little to start from.
"""

import numpy as np

from netwerkbouwer.organisations.identity.keys import Codes, Indexes

BLOCK_CAP = 60
_PART = 1 << 31


def within(owners: Indexes, keys: Codes, *, cap: int = BLOCK_CAP) -> tuple[Indexes, Indexes]:
    """Pairs (lower, higher) of positions that share a key of at most `cap` owners."""
    owners, starts, sizes = _grouped(owners, keys)
    fit = (sizes > 1) & (sizes <= cap)
    found = [
        _all_pairs(owners, starts[fit & (sizes == size)], int(size))
        for size in np.unique(sizes[fit])
    ]
    return _distinct(np.concatenate(found) if found else np.zeros(0, np.int64))


def _grouped(owners: Indexes, keys: Codes) -> tuple[Indexes, Indexes, Indexes]:
    """Owners in order of key, where each key starts, and how many have it."""
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    starts = (
        np.nonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))[0]
        if len(keys)
        else (np.zeros(0, np.int64))
    )
    sizes = np.diff(np.concatenate([starts, [len(keys)]]))
    return owners, starts, sizes


def _all_pairs(owners: Indexes, starts: Indexes, size: int) -> Indexes:
    """Codes of all pairs in blocks of one size."""
    members = owners[starts[:, None] + np.arange(size)]
    one, other = np.triu_indices(size, 1)
    left, right = members[:, one].ravel(), members[:, other].ravel()
    low, high = np.minimum(left, right), np.maximum(left, right)
    codes: Indexes = (low * _PART + high)[low != high]
    return codes


def _distinct(codes: Indexes) -> tuple[Indexes, Indexes]:
    codes = np.unique(codes)
    return codes // _PART, codes % _PART


class Index:
    """Keys of many entries, sorted once, to be asked many times: 12 bytes per key."""

    def __init__(self, owners: Indexes, keys: Codes, *, cap: int = BLOCK_CAP) -> None:
        owners, starts, sizes = _grouped(owners, keys)
        fit = sizes <= cap
        self._owners = owners.astype(np.int32)
        self._codes = np.sort(keys, kind="stable")[starts[fit]]
        self._starts, self._sizes = starts[fit], sizes[fit]

    def pairs(self, owners: Indexes, keys: Codes) -> tuple[Indexes, Indexes]:
        """Pairs (asker, owner here) that share a key."""
        if not len(self._codes):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        at = np.minimum(np.searchsorted(self._codes, keys), len(self._codes) - 1)
        hit = self._codes[at] == keys
        at, askers = at[hit], owners[hit]
        many = self._sizes[at]
        ends = np.cumsum(many)
        inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - many, many)
        answers = self._owners[np.repeat(self._starts[at], many) + inside].astype(np.int64)
        return _distinct(np.repeat(askers, many) * _PART + answers)


def between(
    left: tuple[Indexes, Codes], right: tuple[Indexes, Codes], *, cap: int = BLOCK_CAP
) -> tuple[Indexes, Indexes]:
    """Pairs (left, right) that share a key of at most `cap` on the right."""
    return Index(*right, cap=cap).pairs(*left)
