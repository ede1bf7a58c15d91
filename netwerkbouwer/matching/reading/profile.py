# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we know of an organisation when we compare it, and what we assume of its kind. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netwerkbouwer.common import texts
from netwerkbouwer.matching.reading import words
from netwerkbouwer.matching.reading.concepts import TARGET_GROUP, Thesaurus

CORE, MOST_CORE, IN_NAME = 0.3, 3, 2
SERVES = 0.8  # of a target group that a kind reaches, when something for that group is on offer
RARITY = 0.5  # 0: all concepts count alike, 1: by the logarithm of how rare they are


@dataclass(frozen=True, slots=True)
class Profile:
    """One organisation: its own published texts and the facts that place it.

    `offers` and `questions` are what it chose to publish; nothing private is ever in here.
    """

    public_id: str
    kind: str
    sector: str
    municipality_code: str
    description: str = ""
    offers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation with what we assume that it offers and seeks."""

    id: str
    label: str
    label_nl: str
    offers: tuple[str, ...]
    needs: tuple[str, ...]


class KindTable:
    """All kinds against all concepts: `offers[kind][concept]` is (strength, phrase), so is `needs`.

    `offering` and `needing` give the kinds that have a concept. `rarity` weighs a concept by how
    few kinds that are: nearly everyone has volunteers.
    """

    def __init__(self, kinds: Iterable[Kind], thesaurus: Thesaurus) -> None:
        self.kinds: tuple[Kind, ...] = tuple(kinds)
        self.index = {kind.id: place for place, kind in enumerate(self.kinds)}
        self.offers = [
            _phrases(kind.offers, thesaurus, wants=False, names=(kind.label, kind.label_nl))
            for kind in self.kinds
        ]
        self.needs = [
            _serves(offers, thesaurus) | _phrases(kind.needs, thesaurus, wants=True)
            for kind, offers in zip(self.kinds, self.offers, strict=True)
        ]
        self.offering, self.needing = _holders(self.offers), _holders(self.needs)
        self.rarity_of_offer = _rarity(self.offers)
        self.rarity_of_need = _rarity(self.needs)
        self._labels = [_label_stems(kind.label) for kind in self.kinds]

    def named(self, read: Sequence[words.Word]) -> dict[int, tuple[int, int]]:
        """Give the kinds a text names, with the piece of text; not what the writer is."""
        places = {word.stem: word for word in reversed(read) if not word.own}
        found = {}
        for kind, labels in enumerate(self._labels):
            for stems in labels:
                if stems and all(stem in places for stem in stems):
                    spots = [places[stem] for stem in stems]
                    found[kind] = (min(w.start for w in spots), max(w.end for w in spots))
        return found


def _serves(
    offers: dict[str, tuple[float, str]], thesaurus: Thesaurus
) -> dict[str, tuple[float, str]]:
    """Who reaches a target group can use what is good for that group, without asking for it."""
    return {
        concept: (strength * SERVES, "")
        for concept, (strength, _) in offers.items()
        if thesaurus.type_of(concept) == TARGET_GROUP
    }


def _holders(rows: list[dict[str, tuple[float, str]]]) -> dict[str, tuple[int, ...]]:
    """Which kinds have each concept."""
    found: dict[str, list[int]] = defaultdict(list)
    for kind, row in enumerate(rows):
        for concept in row:
            found[concept].append(kind)
    return {concept: tuple(kinds) for concept, kinds in found.items()}


def _label_stems(label: str) -> list[frozenset[str]]:
    """'IOED of monumentendienst' → two names."""
    return [frozenset(words.main_stems(words.read(name))) for name in label.split(" of ")]


def _phrases(
    phrases: tuple[str, ...], thesaurus: Thesaurus, *, wants: bool, names: tuple[str, ...] = ()
) -> dict[str, tuple[float, str]]:
    """Concepts of all phrases, and of the names of the kind itself: a school is where pupils are.

    A concept that comes from a name has an empty phrase. What it is, and what several phrases
    say, is nearer to its core than what one phrase mentions.
    """
    found: dict[str, tuple[float, str]] = {}
    core: Counter[str] = Counter()
    for phrase in (*phrases, *names):
        hits = thesaurus.hits(words.read(phrase), problems=wants)
        for want in thesaurus.wanted(hits) if wants else thesaurus.offered(hits):
            core[want.concept] += IN_NAME if phrase in names else 1
            if want.weight > found.get(want.concept, (0.0, ""))[0]:
                found[want.concept] = (want.weight, "" if phrase in names else phrase)
    return {
        concept: (strength * (1 + CORE * min(MOST_CORE, core[concept] - 1)), phrase)
        for concept, (strength, phrase) in found.items()
    }


def _rarity(rows: list[dict[str, tuple[float, str]]]) -> dict[str, float]:
    counts = Counter(concept for row in rows for concept in row)
    most = math.log(1 + len(rows)) or 1.0
    return {c: (math.log(1 + len(rows) / n) / most) ** RARITY for c, n in counts.items()}


def sentences(text: str) -> list[str]:
    """Split a description into pieces short enough to quote."""
    pieces = texts.clean(text).replace("\n", ". ").split(". ")
    return [piece.strip(" .") for piece in pieces if piece.strip(" .")]
