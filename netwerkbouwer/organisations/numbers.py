# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers about every organisation, beside the search index, mapped into memory. Pure.

One array per column, all in the order of `pk`, and lists of whole numbers per organisation.
Suggestions and maps reckon with them at once, without a query.
"""

import json
import shutil
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.organisations import index_files, ragged, sectors
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.organisations.ragged import Ragged
from netwerkbouwer.places import gazetteer

COLUMNS: dict[str, Any] = {
    "pk": np.int64,
    "lat": np.float32,
    "lon": np.float32,
    "municipality": np.int16,
    "sector": np.int8,
    "half": np.int8,
    "kind": np.int16,
    "checked": np.int32,
    "known": np.int8,
    "parts": np.int16,
}
NONE = -1

CODES = "qffhbbhibh"  # the same for arrays that grow
MOST_PARTS = np.iinfo(np.int16).max

Row = tuple[int, float, float, int, int, int, int, int, int, int]


@dataclass(frozen=True)
class Columns:
    """Arrays by the names of COLUMNS, in the order of `pk`, and lists by name."""

    arrays: dict[str, NDArray[Any]]
    lists: dict[str, Ragged]

    @property
    def pk(self) -> NDArray[np.int64]:
        return self.arrays["pk"]


@dataclass(frozen=True)
class Numbers:
    """Columns of equal length, in the order of `pk`.

    `lat` and `lon` are degrees, NaN when unknown. `municipality`, `sector`, `half` and `kind` are
    places in `municipalities` (codes), SECTORS, HALVES and `kinds` (ids), -1 when there is none.
    `checked` is the day someone last looked (date.toordinal, 0 unknown), `known` how many facts
    stand on its page, `parts` how many parts or branches it has. `lists` are those of
    settings.INDEX_LISTS; `version` says how they were made.
    """

    pk: NDArray[np.int64]
    lat: NDArray[np.float32]
    lon: NDArray[np.float32]
    municipality: NDArray[np.int16]
    sector: NDArray[np.int8]
    half: NDArray[np.int8]
    kind: NDArray[np.int16]
    checked: NDArray[np.int32]
    known: NDArray[np.int8]
    parts: NDArray[np.int16]
    municipalities: tuple[str, ...]
    kinds: tuple[str, ...]
    lists: Mapping[str, Ragged] = field(default_factory=dict)
    version: str = ""

    def rows_of(self, pks: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the row of each key; -1 for a key that is not there."""
        wanted = np.asarray(pks, dtype=np.int64)
        if not len(self.pk):
            return np.full(len(wanted), NONE, dtype=np.int64)
        rows = np.minimum(np.searchsorted(self.pk, wanted), len(self.pk) - 1)
        return np.where(self.pk[rows] == wanted, rows, NONE)


@cache
def codes() -> tuple[str, ...]:
    """The municipalities of today, in the order the arrays use."""
    return tuple(sorted(gazetteer.load().municipalities))


@cache
def code_places() -> dict[str, int]:
    return {code: place for place, code in enumerate(codes())}


@cache
def sector_places() -> dict[str, int]:
    return {sector.slug: place for place, sector in enumerate(sectors.SECTORS)}


HALF_PLACES = {half: place for place, half in enumerate(HALVES)}


class Table:
    """Rows on their way to columns: a few bytes each, however many there are."""

    def __init__(self, lists: Iterable[str] = ()) -> None:
        self._columns: list[Any] = [array(code) for code in CODES]
        self._lists = {name: ragged.Growing() for name in lists}

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, row: Row, lists: Mapping[str, Sequence[int]]) -> None:
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)
        for name, growing in self._lists.items():
            growing.add(lists.get(name, ()))

    def columns(self) -> Columns:
        """In the order of `pk`; a later row with the same key wins."""
        found = {
            name: np.frombuffer(column, dtype=dtype) if column else np.empty(0, dtype=dtype)
            for column, (name, dtype) in zip(self._columns, COLUMNS.items(), strict=True)
        }
        _, last = np.unique(found["pk"][::-1], return_index=True)
        rows = len(found["pk"]) - 1 - last
        return Columns(
            {name: column[rows] for name, column in found.items()},
            {name: growing.ragged().take(rows) for name, growing in self._lists.items()},
        )


def changed(old: Numbers, left_out: Iterable[int], fresh: Columns) -> Columns:
    """The columns of `old` without some keys, and with the rows of `fresh`."""
    out = np.fromiter(left_out, dtype=np.int64)
    stays = np.flatnonzero(~np.isin(old.pk, np.concatenate([out, fresh.pk])))
    both = {
        name: np.concatenate([getattr(old, name)[stays], column])
        for name, column in fresh.arrays.items()
    }
    order = np.argsort(both["pk"], kind="stable")
    lists = {
        name: ragged.join(old.lists[name].take(stays), of_fresh).take(order)
        for name, of_fresh in fresh.lists.items()
    }
    return Columns({name: column[order] for name, column in both.items()}, lists)


def write(folder: Path, columns: Columns, kinds: Sequence[str], version: str) -> None:
    """Write columns into a new folder; one that a crash left behind is replaced."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, column in columns.arrays.items():
        np.save(folder / f"{name}.npy", column)
    for name, lists in columns.lists.items():
        np.save(folder / f"{name}.starts.npy", lists.starts)
        np.save(folder / f"{name}.values.npy", lists.values)
    about = {
        "municipalities": codes(),
        "kinds": list(kinds),
        "lists": list(columns.lists),
        "version": version,
    }
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")


def read(folder: Path) -> Numbers:
    """Map the columns of a folder. Raises IndexUnavailable."""
    try:
        columns = {name: _mapped(folder, name) for name in COLUMNS}
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        lists = {
            name: Ragged(_mapped(folder, f"{name}.starts"), _mapped(folder, f"{name}.values"))
            for name in about["lists"]
        }
        lengths = {len(column) for column in columns.values()}
        lengths |= {len(one) for one in lists.values()}
        if len(lengths) != 1:
            raise ValueError("columns of unequal length")
        return Numbers(
            **columns,
            municipalities=tuple(about["municipalities"]),
            kinds=tuple(about["kinds"]),
            lists=lists,
            version=about["version"],
        )
    except (OSError, ValueError, KeyError, EOFError):
        raise index_files.IndexUnavailable(index_files.DAMAGED) from None


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    # A plain array over the map: reading one out of a memmap costs a Python call each time.
    found: NDArray[Any] = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
    return found


def tidy(folder: Path, used: int) -> None:
    """Remove revisions that no reader should need any more."""
    for path in folder.iterdir():
        if path.name.isdigit() and int(path.name) <= used - index_files.KEPT_REVISIONS:
            shutil.rmtree(path, ignore_errors=True)
