# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposes groups of cards that say the same in nearly the same words. Pure; a person decides.

Only texts that share one of their rarest units are compared (prefix filtering, after Bayardo, Ma
and Srikant 2007). Groups are stars: every member is like the head itself, so that no chain of small
differences leads away from it (Aslam, Pelekhov and Rus 2004).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from netwerkbouwer.boards import likeness
from netwerkbouwer.boards.likeness import Kind, Likeness, Text

MOST_COMPARED = 150_000  # pairs; only crafted texts come near it, and then some are not compared
SHARE = likeness.LEAST / (2 - likeness.LEAST)  # of its units a text shares with one that is alike
NO_GROUPS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Note:
    """A card as far as likeness goes. Only notes of the same place are ever put together."""

    id: str
    text: str
    place: str = ""
    """The zone, and the column when the zone has them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards to put together. `members` are new to the head; score and reason are the weakest's."""

    head: str
    members: tuple[str, ...]
    score: float
    reason: str


Edges = dict[int, dict[int, Likeness]]


def propose(
    notes: Sequence[Note],
    *,
    grouped: Mapping[str, str] = NO_GROUPS,
    refused: Collection[frozenset[str]] = (),
) -> list[Group]:
    """Groups of look-alike cards, the surest first. Same input, same groups.

    `grouped` maps a card to the head it already lies under: that stays as it is, and such a head
    may get more members. `refused` are pairs of ids that someone took apart: never put together.
    """
    notes = [note for note in notes if note.text.strip()]
    stack = _Stack(notes, grouped, refused)
    keys = dict.fromkeys((note.place, note.text) for note in notes)
    read = likeness.read([text for _, text in keys])
    numbers = {key: number for number, key in enumerate(keys)}
    for note in notes:
        stack.put(note.id, numbers[note.place, note.text])
    edges = _edges([(place, text) for (place, _), text in zip(keys, read, strict=True)])
    return sorted(_stars(stack, edges), key=lambda group: -group.score)


def _edges(texts: Sequence[tuple[str, Text]]) -> Edges:
    """Which different texts are alike."""
    edges: Edges = defaultdict(dict)
    for number, _ in enumerate(texts):
        edges[number][number] = Likeness(1.0, Kind.SAME)
    for left, right in _candidates(texts):
        found = likeness.compare(texts[left][1], texts[right][1])
        if found is not None:
            edges[left][right] = edges[right][left] = found
    return edges


def _candidates(texts: Sequence[tuple[str, Text]]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: the same place and stance, and a rare unit in common."""
    counts = Counter(unit for _, text in texts for unit in text.unit_set)
    seen: set[tuple[int, int]] = set()
    posted: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, (place, text) in enumerate(texts):
        for key in (*_rarest(text, counts), f"={text.squashed}"):
            earlier = posted[place, text.stance, key]
            for other in earlier:
                if (other, number) not in seen:
                    if len(seen) >= MOST_COMPARED:
                        return
                    seen.add((other, number))
                    yield other, number
            earlier.append(number)


def _rarest(text: Text, counts: Mapping[str, int]) -> list[str]:
    """So many that a text that is alike must have one of them."""
    units = sorted(text.unit_set, key=lambda unit: (counts[unit], unit))
    return units[: len(units) - math.ceil(SHARE * len(units)) + 1]


@dataclass
class _Stack:
    """The cards that can still be put together, by what they say."""

    notes: Sequence[Note]
    grouped: Mapping[str, str]
    refused: Collection[frozenset[str]]
    order: dict[str, int] = field(init=False)
    roots_of: dict[int, list[str]] = field(init=False, default_factory=lambda: defaultdict(list))
    texts_of: dict[str, list[int]] = field(init=False, default_factory=lambda: defaultdict(list))
    apart: dict[str, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.order = {note.id: number for number, note in enumerate(self.notes)}
        self.heads = set(self.grouped.values())
        for pair in self.refused:
            if len(pair) == 2:
                one, other = (self.root(card) for card in pair)
                self.apart[one].add(other)
                self.apart[other].add(one)

    def root(self, card: str) -> str:
        return self.grouped.get(card, card)

    def put(self, card: str, text: int) -> None:
        root = self.root(card)
        if root in self.order:
            self.texts_of[root].append(text)
            self.roots_of[text].append(root)

    def neighbours(self, root: str, edges: Edges) -> Iterator[tuple[str, Likeness]]:
        for text in self.texts_of[root]:
            for other, found in edges[text].items():
                for card in self.roots_of[other]:
                    if card != root and card not in self.heads:
                        yield card, found

    def degree(self, root: str, edges: Edges) -> int:
        texts = self.texts_of[root]
        return sum(len(self.roots_of[other]) for text in texts for other in edges[text])


def _stars(stack: _Stack, edges: Edges) -> Iterator[Group]:
    """Take the card with most that are alike, with those; heads of groups first; and so on."""
    degrees = {root: stack.degree(root, edges) for root in stack.texts_of}
    ranked = sorted(
        degrees, key=lambda root: (root not in stack.heads, -degrees[root], stack.order[root])
    )
    taken: set[str] = set()
    for root in ranked:
        if root in taken or degrees[root] < 2:
            continue
        members = _members(root, stack, edges, taken)
        if members:
            taken |= {root, *members}
            yield _group(root, members, stack)


def _members(root: str, stack: _Stack, edges: Edges, taken: Collection[str]) -> dict[str, Likeness]:
    found: dict[str, Likeness] = {}
    for card, like in stack.neighbours(root, edges):
        if card not in taken and (card not in found or like.score > found[card].score):
            found[card] = like
    kept: dict[str, Likeness] = {}
    for card in sorted(found, key=lambda card: (-found[card].score, stack.order[card])):
        if stack.apart[card].isdisjoint((root, *kept) if stack.apart[card] else ()):
            kept[card] = found[card]
    return kept


def _group(root: str, members: Mapping[str, Likeness], stack: _Stack) -> Group:
    weakest = min(members.values(), key=lambda like: (like.score, -like.kind))
    ordered = sorted(members, key=stack.order.__getitem__)
    return Group(root, tuple(ordered), weakest.score, likeness.REASONS[weakest.kind])
