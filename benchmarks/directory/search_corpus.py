# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A large directory to search in, and what people would ask it.

The packaged organisations as they are, then as often as needed with another name: half the words
of one, half of another, and in one of three a word that nobody else has. A copy keeps the subject
of the one and the place of the other. The same seed gives the same directory and questions.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from netwerkbouwer.organisations import facts, sectors
from netwerkbouwer.organisations.facts import Filters, SearchRequest
from netwerkbouwer.organisations.search_index import IndexDocument

OWN_WORD = 3  # one copy in so many has a word of its own
SYLLABLES = (
    "ba be bo da de di ga ka ke la le li lo ma me mi na ne no pa ra re ri ro sa se ta te to va wi"
)
SUBJECTS = (
    "zaal voor toneel",
    "vrijwilligers",
    "muziek voor jongeren",
    "samen zingen met ouderen",
    "bibliotheek",
    "natuur en wandelen",
    "sportlessen voor kinderen",
    "we zoeken een kleine zaal",
    "taalles voor nieuwkomers",
    "huiswerkbegeleiding",
    "museum en erfgoed",
    "dans",
    "technisch materiaal lenen",
    "armoede en schulden",
    "buurtwerk met vrouwen",
    "fanfare of harmonie",
    "theaterschool",
    "kunstenaars met een beperking",
    "jeugdhuis",
    "koken met de buurt",
)
KM = 15.0


@dataclass(frozen=True, slots=True)
class Question:
    """One search: what kind it is, what was typed, and whom it looks for (0: nobody alone)."""

    kind: str
    request: SearchRequest
    wanted: int = 0


@cache
def real() -> tuple[IndexDocument, ...]:
    """The packaged organisations as the index takes them."""
    from netwerkbouwer.organisations import actions, files, golden, kind_pack, records, tasks

    kinds = kind_pack.load()
    found: list[IndexDocument] = []
    for path in sorted(actions.STARTER.glob("*.csv*")):
        for record in files.read(path):
            if isinstance(record, records.RowError):
                continue
            values, lists = golden.plain(record, kinds)
            row = dict(zip(golden.COLUMNS, values, strict=True))
            kind = kinds.get(row["kind"])
            of_sectors = tuple(dict.fromkeys((record.sector, *lists[1])))
            found.append(
                IndexDocument(
                    pk=len(found) + 1,
                    name=record.name,
                    other_names=record.other_names,
                    municipality=record.municipality_code,
                    country=record.country,
                    sectors=of_sectors,
                    main_sector=record.sector,
                    half=row["half"],
                    kind=row["kind"],
                    lat=record.lat,
                    lon=record.lon,
                    description=record.description,
                    labels=tasks.labels(kind, of_sectors),
                    offers=record.offers,
                    questions=record.questions,
                    usually_offers=kind.offers if kind else (),
                    usually_seeks=kind.needs if kind else (),
                )
            )
    return tuple(found)


def documents(count: int, seed: int) -> Iterator[IndexDocument]:
    """So many organisations with keys from 1."""
    known = real()
    yield from islice(known, count)
    dice = random.Random(seed)
    for pk in range(len(known) + 1, count + 1):
        yield varied(known[pk % len(known)], dice.choice(known), pk, dice)


def varied(one: IndexDocument, other: IndexDocument, pk: int, dice: random.Random) -> IndexDocument:
    """Another organisation with the subject of the one and the place of the other."""
    head, tail = one.name.split(), other.name.split()
    words = head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]
    if pk % OWN_WORD == 0:
        words.append("".join(dice.choices(SYLLABLES.split(), k=4)).capitalize())
    return replace(
        one,
        pk=pk,
        name=" ".join(words),
        other_names=(),
        municipality=other.municipality,
        country=other.country,
        lat=other.lat,
        lon=other.lon,
    )


def questions(count: int, seed: int, each: int) -> list[Question]:
    """So many of each kind, about organisations of `documents(count, seed)`."""
    dice = random.Random(seed + 1)
    chosen = set(dice.sample(range(1, count + 1), min(count, 3 * each)))
    whom = [one for one in documents(count, seed) if one.pk in chosen]
    dice.shuffle(whom)
    makers: Sequence[Callable[[IndexDocument, random.Random], Question]] = (
        exact,
        slip,
        start,
        subject,
        near,
        browse,
    )
    return [make(whom[place % len(whom)], dice) for make in makers for place in range(each)]


def exact(one: IndexDocument, dice: random.Random) -> Question:
    return Question("name, exact", SearchRequest(text=one.name), one.pk)


def slip(one: IndexDocument, dice: random.Random) -> Question:
    """One letter left out, doubled or swapped in the longest word."""
    longest = max(one.name.split(), key=len)
    place = dice.randrange(1, max(2, len(longest) - 1))
    wrong = dice.choice(
        (
            longest[:place] + longest[place + 1 :],
            longest[:place] + longest[place] + longest[place:] if len(longest) > place else longest,
            longest[:place] + longest[place : place + 2][::-1] + longest[place + 2 :],
        )
    )
    return Question(
        "name, one slip", SearchRequest(text=one.name.replace(longest, wrong, 1)), one.pk
    )


def start(one: IndexDocument, dice: random.Random) -> Question:
    """What stands in the box while someone types: all but the last letters."""
    typed = one.name[: max(3, len(one.name) * 2 // 3)]
    return Question("name, its start", SearchRequest(text=typed), one.pk)


def subject(one: IndexDocument, dice: random.Random) -> Question:
    return Question("subject", SearchRequest(text=dice.choice(SUBJECTS)))


def near(one: IndexDocument, dice: random.Random) -> Question:
    filters = Filters(municipality=one.municipality, within_km=KM if one.municipality else None)
    request = SearchRequest(text=dice.choice(SUBJECTS), filters=filters, origin=one.municipality)
    return Question(f"subject within {KM:.0f} km", request)


def browse(one: IndexDocument, dice: random.Random) -> Question:
    """A sector chosen, with or without a subject or a province: the counts beside the list."""
    slugs = [sector.slug for sector in sectors.SECTORS]
    chosen = tuple(dice.sample(slugs, dice.choice((1, 2))))
    text = dice.choice(("", "", dice.choice(SUBJECTS)))
    half = dice.choice(("", dice.choice(facts.HALVES)))
    return Question("sectors with counts", SearchRequest(text, Filters(chosen, half=half)))
