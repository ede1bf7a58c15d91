# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of whole numbers, one per row, as two arrays that can be mapped into memory. Pure."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ragged:
    """Row `r` has `values[starts[r]:starts[r + 1]]`; `starts` is one longer than there are rows."""

    starts: NDArray[np.int64]
    values: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, row: int) -> NDArray[np.int64]:
        return self.values[self.starts[row] : self.starts[row + 1]]

    def lengths(self, rows: Rows) -> NDArray[np.int64]:
        """How many values each of these rows has."""
        return np.asarray(self.starts[rows + 1] - self.starts[rows])

    def gather(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All values of these rows in their order, and for each the place in `rows` it is of."""
        counts = self.lengths(rows)
        places = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
        within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.asarray(self.values[self.starts[rows][places] + within]), places

    def take(self, rows: Rows) -> "Ragged":
        """The lists of these rows, in this order."""
        values, _ = self.gather(rows)
        return Ragged(_starts(self.lengths(rows)), values)


def join(one: Ragged, other: Ragged) -> Ragged:
    """The rows of the one, then those of the other."""
    starts = np.concatenate([one.starts, one.starts[-1] + other.starts[1:]])
    return Ragged(starts, np.concatenate([one.values, other.values]))


def empty(rows: int) -> Ragged:
    """So many rows without values."""
    return Ragged(np.zeros(rows + 1, dtype=np.int64), np.empty(0, dtype=np.int64))


class Growing:
    """Lists on their way to a `Ragged`: eight bytes a value."""

    def __init__(self) -> None:
        self._counts, self._values = array("q"), array("q")

    def add(self, values: Sequence[int]) -> None:
        self._counts.append(len(values))
        self._values.extend(values)

    def ragged(self) -> Ragged:
        return Ragged(_starts(_int64(self._counts)), _int64(self._values).copy())


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])


def _int64(values: "array[int]") -> NDArray[np.int64]:
    return np.frombuffer(values, dtype=np.int64) if values else np.empty(0, dtype=np.int64)
