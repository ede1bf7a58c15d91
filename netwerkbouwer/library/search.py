# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds items of the library by a few words, also when they are inflected or misspelt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from netwerkbouwer.common import dutch, texts
from netwerkbouwer.library import queries
from netwerkbouwer.library.schema import Item, Pack

NEAR = 80  # out of 100: one slip in a word of five letters
SHORTEST_FUZZY = 4  # letters; shorter words are near to everything


@dataclass(frozen=True)
class Entry:
    """An item made ready to be found."""

    pack: Pack
    item: Item
    label: str
    words: tuple[str, ...]
    stems: frozenset[str]


def find(text: str, pack_name: str | None = None) -> list[tuple[Pack, Item]]:
    """Items in which every word is found, the best first; nothing for an empty text."""
    wanted = texts.fold(text).split()[:8]
    if not wanted:
        return []
    scored = [(_score(wanted, entry), entry) for entry in _entries(pack_name)]
    found = [(score, entry) for score, entry in scored if score]
    found.sort(key=lambda pair: -pair[0])
    return [(entry.pack, entry.item) for _score_, entry in found]


def _entries(pack_name: str | None) -> Iterable[Entry]:
    packs = queries.packs() if pack_name is None else (queries.pack(pack_name),)
    for pack in packs:
        yield from _ready(pack.pack)


@cache
def _ready(pack_name: str) -> tuple[Entry, ...]:
    pack = queries.pack(pack_name)
    return tuple(_entry(pack, item) for item in pack.items)


def _entry(pack: Pack, item: Item) -> Entry:
    wordings = item.variants.values()
    labels = [item.label, *(w.label for w in wordings if w.label)]
    others = [item.text, *(w.text for w in wordings if w.text), *_lists(item)]
    words = texts.fold(" ".join([*labels, *others])).split()
    return Entry(
        pack=pack,
        item=item,
        label=texts.fold(" ".join(labels)),
        words=tuple(dict.fromkeys(words)),
        stems=frozenset(dutch.stem(word) for word in words),
    )


def _lists(item: Item) -> list[str]:
    """Other names and examples of an item."""
    keys = ("also", "terms", "actors", "actors_nl", "organisations")
    return [str(value) for key in keys for value in item.data.get(key) or []]


def _score(wanted: Sequence[str], entry: Entry) -> int:
    """How well an item answers; 0 when one of the words is nowhere in it."""
    scores = [_score_of(word, entry) for word in wanted]
    return sum(scores) if all(scores) else 0


def _score_of(word: str, entry: Entry) -> int:
    if word in entry.label.split():
        return 10
    if word in entry.label:
        return 8
    if any(known.startswith(word) for known in entry.words):
        return 5
    if dutch.stem(word) in entry.stems:
        return 4
    if len(word) < SHORTEST_FUZZY:
        return 0
    near = process.extractOne(word, entry.words, scorer=fuzz.ratio, score_cutoff=NEAR)
    return 2 if near else 0
