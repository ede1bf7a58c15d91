# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds concepts by a sentence, by a word people use, or by something near it. Pure."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from netwerkbouwer.common import texts
from netwerkbouwer.matching.reading import words
from netwerkbouwer.matching.reading.concepts import Concept, Thesaurus

MOST = 60
NEAR = 84  # out of 100: one slip in a word of six letters
# What typed text is worth that is a whole phrase, begins a word of one, or stands inside one, and
# how much more in the name of a concept. What a sentence says is worth 100 to 200.
EXACT, STARTS, HOLDS, LABEL = 150.0, 120.0, 95.0, 15.0
SHORTEST = 3  # letters; shorter pieces are near to everything


def find(text: str, thesaurus: Thesaurus) -> list[Concept]:
    """Concepts that the text names or is near to, the best first; nothing for an empty text."""
    scores: dict[str, float] = {}
    for hit in thesaurus.hits(words.read(text)):
        scores[hit.concept] = 100 * (1 + hit.strength)
    asked = texts.fold(text)
    if len(asked) >= SHORTEST:
        for name, score in _near(asked, thesaurus):
            scores[name] = max(score, scores.get(name, 0.0))
    best = sorted(scores, key=lambda name: (-scores[name], thesaurus.concepts[name].label))
    return [thesaurus.concepts[name] for name in best[:MOST]]


def _near(asked: str, thesaurus: Thesaurus) -> Iterable[tuple[str, float]]:
    """Labels and terms that hold what was typed, or are spelt nearly like it."""
    phrases, owners, labels = _phrases(thesaurus)
    for place, phrase in enumerate(phrases):
        if asked in phrase:
            starts = f" {phrase}".find(f" {asked}") >= 0
            value = EXACT if phrase == asked else STARTS if starts else HOLDS
            yield owners[place], value + (LABEL if place in labels else 0)
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio, _word):
        found = process.extract(asked, phrases, scorer=scorer, score_cutoff=NEAR, limit=MOST)
        for _phrase, score, place in found:
            yield owners[place], float(score) + (LABEL if place in labels else 0)


def _word(asked: str, phrase: str, **_: object) -> float:
    """How near one word of a phrase is to what was typed."""
    if " " in asked:
        return 0.0
    return max(fuzz.ratio(asked, word) for word in phrase.split()) - 2 if phrase else 0.0


@lru_cache(maxsize=2)
def _phrases(thesaurus: Thesaurus) -> tuple[list[str], list[str], frozenset[int]]:
    """Every label and term, folded; beside it whose it is; and which of them are labels."""
    rows = [
        (texts.fold(phrase), concept.id, place == 0)
        for concept in thesaurus.concepts.values()
        for place, phrase in enumerate((concept.label, *concept.terms))
    ]
    labels = frozenset(place for place, (_, _, is_label) in enumerate(rows) if is_label)
    return [phrase for phrase, _, _ in rows], [owner for _, owner, _ in rows], labels
