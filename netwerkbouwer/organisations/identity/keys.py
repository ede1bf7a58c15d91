# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What two entries must share to be compared at all: codes of fields, alone or together. Pure.

A key follows from one entry alone, so keys can be made in slices, or kept.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from netwerkbouwer.common import texts
from netwerkbouwer.organisations.identity import names
from netwerkbouwer.organisations.identity.fields import Entry, code, town_at
from netwerkbouwer.places import gazetteer

Codes = npt.NDArray[np.uint64]
Indexes = npt.NDArray[np.int64]

MOST_NAMES = 4  # other names of one organisation that give keys


def rarest_first(name: names.Name) -> list[str]:
    """The different words of a name, those that tell most first."""
    weight = names.lexicon().weights.get
    return sorted(set(name.words), key=lambda word: (-weight(word, 1.0), -len(word), word))


def mixed(kind: int, *parts: Codes) -> Codes:
    """One code of several; 0 where one of the parts is unknown."""
    total = np.full(len(parts[0]), np.uint64(kind) * np.uint64(0x9E3779B97F4A7C15), np.uint64)
    known = np.ones(len(parts[0]), dtype=np.bool_)
    for part in parts:
        known &= part != 0
        total = (total ^ part) * np.uint64(0xFF51AFD7ED558CCD)
        total ^= total >> np.uint64(32)
    return np.where(known, total | np.uint64(1), np.uint64(0))


def keys_of(
    entries: Sequence[Entry],
    columns: Mapping[str, Codes],
    words: Codes,
    points: npt.NDArray[np.float64],
) -> tuple[Indexes, Codes]:
    """Codes of which two entries must share one to become a pair, with whose they are."""
    if not entries:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    town, street, first, second = columns["town"], columns["street"], words[:, 0], words[:, 1]
    with np.errstate(over="ignore"):
        keys = [
            mixed(1, columns["host"]),
            mixed(2, columns["phone"]),
            mixed(3, columns["email"]),
            mixed(4, columns["name"], town),
            mixed(5, columns["name"]),
            mixed(6, first, town),
            mixed(6, second, town),
            mixed(7, street, columns["house"], town),
            mixed(8, first, street),
            mixed(9, columns["start"], town),
            mixed(10, columns["end"], town),
            mixed(11, columns["bones"], town),
            mixed(12, first, second),
            mixed(13, columns["initials"], town),
            mixed(13, np.where(columns["name"] != columns["initials"], columns["name"], 0), town),
            mixed(13, columns["all_initials"], town),
            mixed(18, columns["start"], columns["end"]),
            mixed(19, columns["bones"]),
            mixed(20, columns["name"], columns["postcode"]),
            mixed(21, columns["start"], columns["postcode"]),
            mixed(14, first, columns["postcode"]),
            mixed(15, street, columns["house"], columns["postcode"]),
            *(mixed(16, first, cells) for cells in _cells(points)),
            *(mixed(17, columns["start"], cells) for cells in _cells(points)[:1]),
        ]
    owners = [np.nonzero(key)[0] for key in keys]
    codes = [key[owner] for key, owner in zip(keys, owners, strict=True)]
    more_owners, more_codes = _keys_of_numbers_and_names(entries)
    return (
        np.concatenate([*owners, more_owners]).astype(np.int64),
        np.concatenate([*codes, more_codes]),
    )


def _cells(points: npt.NDArray[np.float64]) -> list[Codes]:
    """Squares of about a kilometre, and the same shifted by half: neighbours share one."""
    known = ~np.isnan(points[:, 0]) & ~np.isnan(points[:, 1])
    filled = np.where(known[:, None], points, 0.0) * (100.0, 70.0)
    found = []
    for shift in (0.0, 0.5):
        north, east = (np.floor(filled + shift).astype(np.int64) + 1_000_000).T
        cell = (north * 10_000_000 + east).astype(np.uint64)
        found.append(np.where(known, cell, np.uint64(0)))
    return found


def _keys_of_numbers_and_names(entries: Sequence[Entry]) -> tuple[Indexes, Codes]:
    """Keys of which an entry may have several: its numbers and its other names."""
    owners, codes = [], []
    for position, entry in enumerate(entries):
        for scheme, value in sorted(entry.numbers):
            owners.append(position)
            codes.append(code(f"number {scheme} {value}"))
        guessed = "" if entry.municipality else named_town(entry.name)
        if guessed:
            keys = _keys_of_name(entry.name, guessed)
            owners += [position] * len(keys)
            codes += keys
        for other in entry.other_names[:MOST_NAMES]:
            keys = _keys_of_name(other, entry.municipality or town_at(entry.postcode))
            owners += [position] * len(keys)
            codes += keys
    return np.array(owners, np.int64), np.array(codes, np.uint64)


def _keys_of_name(name: str, town: str) -> list[int]:
    """The keys of another name, or of the same one in a town it seems to mention."""
    read = names.read(name, town)
    if not read.words:  # in another script than ours, say
        return []
    ranked = rarest_first(read)
    whole, first = (np.array([code(text)], np.uint64) for text in ("".join(read.words), ranked[0]))
    here = np.array([code(town)], np.uint64)
    with np.errstate(over="ignore"):
        keys = (mixed(4, whole, here), mixed(5, whole), mixed(6, first, here))
    return [int(key[0]) for key in keys if key[0]]


@lru_cache(maxsize=1)
def _town_names() -> dict[str, str]:
    """Words that are the name of exactly one municipality, with its code."""
    found: dict[str, str] = {}
    for here in gazetteer.load().municipalities.values():
        for word in {texts.fold(here.name_nl), texts.fold(here.name_fr)}:
            found[word] = "" if word in found else here.code
    return found


def named_town(name: str) -> str:
    """The code of the municipality a name seems to mention, or nothing."""
    known = _town_names()
    found = {known.get(word, "") for word in texts.fold(name).split()} - {""}
    return found.pop() if len(found) == 1 else ""
