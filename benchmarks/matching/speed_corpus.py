# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A large directory of which one in three tells something, and some work together."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from benchmarks.directory import search_corpus
from benchmarks.matching import behaviour
from netwerkbouwer.matching import indexing
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations.search_index import IndexDocument

TELLS = 3  # one in so many
SENTENCES = 6_000
MOST_SENTENCES, MOST_OFFERS = 4, 2
LINKED = (1, 2, 4, 8, 16, 32)  # keys that differ by one of these bits may be linked
LINKED_SHARE = 18  # of a hundred such pairs
STEPS = 2_654_435_761  # a multiplier that mixes keys (Knuth 1997)
STARTS = (
    "Wij werken met", "Je vindt hier", "We helpen bij", "Samen zorgen we voor",
    "Elke week is er", "We hebben ervaring met", "Buren komen voor", "Onze ploeg kent",
)  # fmt: skip
CHECKED = 739_000  # a day in 2024


def public_id(pk: int) -> str:
    return f"{pk:08d}"


@cache
def sentences(seed: int) -> tuple[str, ...]:
    """Sentences about subjects of the thesaurus."""
    dice = random.Random(seed)
    terms = [term for _, one in sorted(kinds.thesaurus().concepts.items()) for term in one.terms]
    return tuple(
        f"{dice.choice(STARTS)} {dice.choice(terms)}, {dice.choice(terms)} en {dice.choice(terms)}."
        for _ in range(SENTENCES)
    )


def documents(count: int, seed: int) -> Iterator[IndexDocument]:
    """So many organisations with keys from 1, with the lists of an index."""
    for one in search_corpus.documents(count, seed):
        full = telling(one, seed) if one.pk % TELLS == 0 else one
        checked = CHECKED + one.pk % 700
        full = replace(full, checked=checked, known=one.pk % 4 + bool(full.description))
        lists = {
            "partners": partners(one.pk, count),
            "told": indexing.told_numbers([full])[0],
        }
        yield replace(full, lists=lists)


def telling(one: IndexDocument, seed: int) -> IndexDocument:
    dice = random.Random(f"{seed} {one.pk}")
    known = sentences(seed)
    told = " ".join(dice.choices(known, k=dice.randint(1, MOST_SENTENCES)))
    offers = tuple(dice.choices(known, k=dice.randint(0, MOST_OFFERS)))
    questions = tuple(dice.choices(known, k=dice.randint(0, 1)))
    return replace(
        one, description=f"{one.description} {told}".strip(), offers=offers, questions=questions
    )


def partners(pk: int, count: int) -> list[int]:
    """Both ways the same, without a table of links."""
    return sorted(
        other
        for bit in LINKED
        if 0 < (other := pk ^ bit) <= count
        and (min(pk, other) * STEPS + bit) % 1_000_003 % 100 < LINKED_SHARE
    )


def requests(count: int, rows: int, seed: int) -> list[SuggestRequest]:
    """So many different questions, every other one from an organisation of the directory."""
    dice = random.Random(seed + 2)
    found = behaviour.needs(count, dice)
    return [
        replace(one, organisation=public_id(dice.randint(1, rows))) if place % 2 else one
        for place, one in enumerate(found)
    ]
