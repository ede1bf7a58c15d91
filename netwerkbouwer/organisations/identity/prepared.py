# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations as arrays that can be compared by the hundred thousand. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from netwerkbouwer.organisations.identity import names
from netwerkbouwer.organisations.identity.fields import (
    Entry,
    address,
    code,
    phone,
    postcode_of,
    site,
    town_at,
)
from netwerkbouwer.organisations.identity.keys import Codes, Indexes, keys_of, rarest_first
from netwerkbouwer.places import gazetteer

MOST_WORDS = 8  # of a name that are compared, the rarest first
MOST_TOWN_WORDS = 6
# Numbers of which an organisation has one: two different ones are two organisations.
EXCLUSIVE = ("KBO", "KVK")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Entries taken apart, one position per entry; 0 in an array of codes means unknown.

    `words` and `weights` have MOST_WORDS columns, the rarest word first. `points` are buildings,
    `centres` at least the middle of a town. `keys` are what entries must share to be compared at
    all, with `owners` the positions that have them; see `blocks.py`.
    """

    entries: Sequence[Entry]
    names: list[names.Name]
    squashed: list[str]
    ranked: list[list[str]]
    letters: Indexes
    streets: list[str]
    words: Codes
    town_words: Codes
    weights: npt.NDArray[np.float32]
    columns: dict[str, Codes]
    many_numbers: npt.NDArray[np.bool_]
    points: npt.NDArray[np.float64]
    centres: npt.NDArray[np.float64]
    owners: Indexes
    keys: Codes

    def __len__(self) -> int:
        return len(self.entries)


def prepare(entries: Iterable[Entry]) -> Prepared:
    """Take entries apart; about 30 µs each."""
    entries = list(entries)
    read = [names.read(entry.name, entry.municipality) for entry in entries]
    squashed = ["".join(name.words) for name in read]
    addresses = [address(entry.street, entry.number) for entry in entries]
    ranked = [rarest_first(name)[:MOST_WORDS] for name in read]
    words, weights = _words(ranked)
    columns = _columns(entries, read, squashed, addresses)
    points = np.array(
        [(_degrees(entry.lat), _degrees(entry.lon)) for entry in entries], dtype=np.float64
    ).reshape(-1, 2)
    centres = np.array([_centre(entry) for entry in entries], dtype=np.float64).reshape(-1, 2)
    owners, keys = keys_of(entries, columns, words, points)
    return Prepared(
        entries=entries,
        names=read,
        squashed=squashed,
        ranked=ranked,
        letters=np.array([len(text) for text in squashed], dtype=np.int64),
        streets=[street for street, _ in addresses],
        words=words,
        town_words=_town_words(entries),
        weights=weights,
        columns=columns,
        many_numbers=np.array([_has_many(entry) for entry in entries], dtype=np.bool_),
        points=points,
        centres=np.where(np.isnan(points), centres, points),
        owners=owners,
        keys=keys,
    )


def _centre(entry: Entry) -> tuple[float, float]:
    """The middle of the town an entry lies in, as far as we can tell."""
    here = gazetteer.load().municipalities.get(entry.municipality or town_at(entry.postcode))
    return (here.lat, here.lon) if here else (np.nan, np.nan)


def _degrees(value: float | None) -> float:
    return np.nan if value is None else value


def _words(ranked: Sequence[Sequence[str]]) -> tuple[Codes, npt.NDArray[np.float32]]:
    words = np.zeros((len(ranked), MOST_WORDS), dtype=np.uint64)
    weights = np.zeros((len(ranked), MOST_WORDS), dtype=np.float32)
    known: dict[str, tuple[int, float]] = {}
    for row, each in enumerate(ranked):
        for column, word in enumerate(each):
            pair = known.get(word)
            if pair is None:
                pair = known[word] = (code(word), names.weight(word))
            words[row, column], weights[row, column] = pair
    return words, weights


def _town_words(entries: Sequence[Entry]) -> Codes:
    """Words of the name of everyone's town; a name elsewhere may say where it is."""
    known: dict[str, list[int]] = {}
    found = np.zeros((len(entries), MOST_TOWN_WORDS), dtype=np.uint64)
    for row, entry in enumerate(entries):
        town = entry.municipality or town_at(entry.postcode)
        codes = known.get(town)
        if codes is None:
            codes = known[town] = [code(word) for word in sorted(names.town_words(town))]
        found[row, : min(len(codes), MOST_TOWN_WORDS)] = codes[:MOST_TOWN_WORDS]
    return found


def _column(values: Iterable[str]) -> Codes:
    known: dict[str, int] = {"": 0}
    codes = []
    for value in values:
        found = known.get(value)
        if found is None:
            found = known[value] = code(value)
        codes.append(found)
    return np.array(codes, dtype=np.uint64)


def _columns(
    entries: Sequence[Entry],
    read: Sequence[names.Name],
    squashed: Sequence[str],
    addresses: Sequence[tuple[str, str]],
) -> dict[str, Codes]:
    texts_of: dict[str, Callable[[Entry], str]] = {
        "municipality": lambda entry: entry.municipality,
        "town": lambda entry: entry.municipality or town_at(entry.postcode),
        "postcode": lambda entry: postcode_of(entry.postcode)[:4],
        "block": lambda entry: postcode_of(entry.postcode)[4:] and postcode_of(entry.postcode),
        "host": lambda entry: site(entry.host),
        "phone": lambda entry: phone(entry.phone),
        "email": lambda entry: entry.email.strip().lower(),
        "sector": lambda entry: entry.sector if entry.sector != "andere" else "",
        "source": lambda entry: entry.source,
    }
    columns = {name: _column(map(text, entries)) for name, text in texts_of.items()}
    for scheme in EXCLUSIVE:
        columns[scheme] = _column(_number(entry, scheme) for entry in entries)
    columns |= {
        "name": _column(squashed),
        "start": _column(text[:5] for text in squashed),
        "end": _column(text[-5:] for text in squashed),
        "bones": _column(map(_bones, squashed)),
        "initials": _column(name.initials[0] for name in read),
        "all_initials": _column(name.initials[1] for name in read),
        "towns": _column(" ".join(name.towns) for name in read),
        "departments": _column(" ".join(name.departments) for name in read),
        "figures": _column(" ".join(name.figures) for name in read),
        "street": _column(street for street, _ in addresses),
        "house": _column(house for _, house in addresses),
    }
    return columns


def _number(entry: Entry, scheme: str) -> str:
    if not entry.numbers:
        return ""
    return min((value for kind, value in entry.numbers if kind == scheme), default="")


def _has_many(entry: Entry) -> bool:
    return len(entry.numbers) > 1


def _bones(text: str) -> str:
    """Consonants without doubles: what a slip of the pen in a vowel leaves alone."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", text)) or text
