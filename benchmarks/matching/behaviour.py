# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What lists are like over many needs: varied, near and far, known and new, and fair to everyone.

And whether an organisation gets higher by saying the same thing often, or by saying everything.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from benchmarks.matching import judged, metrics, rivals, starter
from netwerkbouwer.common import dutch
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import records, sectors, tasks
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.places import gazetteer

NEEDS, SHORT_NEEDS = 1_000, 40
STUFFED, SHORT_STUFFED = 24, 3
LIST = 10
DEEP = 50
LEAST = 3  # sectors and municipalities in a list
KNOWN = 8  # organisations the asker says it knows already
TIMES = 25  # that a stuffed text says the same thing
PLACED_KM = 15.0
TEMPLATES = {
    "limitation": ("we missen {}", "wij zoeken {}", "geen {}", "{} lukt ons niet alleen"),
    "strength": ("wij hebben {}", "{} over", "we zijn goed in {}"),
}

EXPLAINED = (
    "Needs made of one term of the thesaurus or one judged text of the tuning half, asked by "
    "inhabitants drawn at random (a municipality by its population, any sector); ten suggestions "
    "each. Exposure: how often each organisation of the directory is in a list; Gini 0 is all as "
    "often, 1 is one that gets all. With ten places a need and one need for ten organisations "
    "nobody can be everywhere: BM25 with the same needs stands beside it."
)


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    starter.ready()
    dice = random.Random(options.seed)
    requests = needs(SHORT_NEEDS if options.short else NEEDS, dice)
    parts, good = [EXPLAINED], True
    told = Lists()
    for request in requests:
        told.add(queries.suggest(request))
    parts.append(table(told, bm25(requests), len(requests)))
    parts.append(knowing(requests[: len(requests) // 5], dice))
    text, good = stuffing(SHORT_STUFFED if options.short else STUFFED, dice)
    return "\n\n".join([*parts, text]), good


def needs(count: int, dice: random.Random) -> list[SuggestRequest]:
    """So many requests; the same seed gives the same ones."""
    places = list(gazetteer.load().municipalities.values())
    weights = [place.population or 0 for place in places]
    concepts = sorted(kinds.thesaurus().concepts.items())
    texts = [(entry.text, entry.direction) for entry in judged.entries() if not entry.is_held_out]
    found = []
    for turn in range(count):
        text, direction = dice.choice(texts)
        if turn % 2:
            direction = dice.choice(("limitation", "strength"))
            term = dice.choice(sorted(dice.choice(concepts)[1].terms))
            text = dice.choice(TEMPLATES[direction]).format(term)
        place = dice.choices(places, weights)[0]
        sector = dice.choice(sectors.SECTORS).slug
        found.append(SuggestRequest(text, direction, place.code, sector, limit=LIST))
    return found


@dataclass
class Lists:
    """Counts over many lists."""

    lists: int = 0
    empty: int = 0
    sectors: list[int] = field(default_factory=list)
    municipalities: list[int] = field(default_factory=list)
    far: list[float] = field(default_factory=list)
    shown: Counter[int] = field(default_factory=Counter)

    def add(self, found: Sequence[Suggestion]) -> None:
        self.lists += 1
        self.empty += not found
        facts = [one.organisation for one in found]
        self.sectors.append(len({one.sector for one in facts}))
        self.municipalities.append(len({one.municipality_code for one in facts}))
        if found:
            self.far.append(fmean(one.is_far for one in found))
        self.shown.update(one.pk for one in facts)


def table(ours: Lists, theirs: Lists, asked: int) -> str:
    lines = ["| | ours | BM25, our stems |", "| --- | --- | --- |"]
    rows: list[tuple[str, Callable[[Lists], str]]] = [
        (f"lists with ≥ {LEAST} sectors", lambda one: _share(n >= LEAST for n in one.sectors)),
        (
            f"lists with ≥ {LEAST} municipalities",
            lambda one: _share(n >= LEAST for n in one.municipalities),
        ),
        (
            "lists without anyone",
            lambda one: _share([True] * one.empty + [False] * (one.lists - one.empty)),
        ),
        ("organisations that were in a list", lambda one: f"{len(one.shown):,} of {_everyone():,}"),
        ("Gini of exposure over all", lambda one: f"{_gini(one):.3f}"),
        ("in most lists: one organisation in", lambda one: f"{_most(one)} of {asked}"),
    ]
    lines += [f"| {what} | {value(ours)} | {value(theirs)} |" for what, value in rows]
    lines.append(f"| lists with near and far | {_share(0 < share < 1 for share in ours.far)} | – |")
    lines.append(f"| share of a list that is far | {fmean(ours.far):.0%} | – |")
    return "\n".join(lines)


def _share(flags: Iterable[bool]) -> str:
    values = list(flags)
    return f"{sum(values) / len(values):.1%}" if values else "–"


def _everyone() -> int:
    return len(starter.ready().numbers.pk)


def _gini(lists: Lists) -> float:
    return metrics.gini([lists.shown[int(pk)] for pk in starter.ready().numbers.pk])


def _most(lists: Lists) -> int:
    return max(lists.shown.values(), default=0)


def bm25(requests: Sequence[SuggestRequest]) -> Lists:
    """The same needs asked of BM25 on the subjects, without the asker's own municipality."""
    snapshot, numbers = starter.ready(), starter.ready().numbers
    found = Lists()
    for request in requests:
        query = snapshot.topic_query(dutch.analyse(request.text), "topic")
        pks = snapshot.top(query, rivals.DEEPER) if query else []
        rows = numbers.rows_of(pks)
        home = numbers.municipalities.index(request.municipality_code)
        rows = rows[numbers.municipality[rows] != home][:LIST]
        found.lists += 1
        found.empty += not len(rows)
        found.sectors.append(len(set(numbers.sector[rows].tolist())))
        found.municipalities.append(len(set(numbers.municipality[rows].tolist())))
        found.shown.update(numbers.pk[rows].tolist())
    return found


def knowing(requests: Sequence[SuggestRequest], dice: random.Random) -> str:
    """Lists for askers who know some of the organisations that would come anyway."""
    both, new = [], []
    for request in requests:
        first = queries.suggest(replace(request, limit=DEEP))
        ids = [one.organisation.public_id for one in first]
        if len(ids) < LIST:
            continue
        known = frozenset(dice.sample(ids, min(KNOWN, len(ids) // 2)))
        found = queries.suggest(replace(request, known=known))
        both.append({one.is_known for one in found} == {True, False})
        new.append(fmean(not one.is_known for one in found))
    if not both:
        return "No list was long enough to know some of it."
    return (
        f"Askers who know {KNOWN} of the first {DEEP}: {len(both)} lists, {_share(both)} with "
        f"known and new ones, {fmean(new):.0%} of a list new on average."
    )


@dataclass(frozen=True)
class Places:
    """The place in the list of one organisation, by what it tells; DEEP + 1 when not in it."""

    silent: int
    honest: int
    repeated: int
    everything: int


def stuffing(count: int, dice: random.Random) -> tuple[str, bool]:
    """One organisation tells what answers a need: once, very often, or among everything else."""
    found = [_stuffed(dice) for _ in range(count)]
    repeated = sum(one.repeated < one.honest for one in found)
    everything = sum(one.everything < one.honest for one in found)
    lines = [
        f"Stuffing: {count} times an asker with a need, and an organisation within "
        f"{PLACED_KM:.0f} km that told nothing. Its place among the first {DEEP}, median:",
        "",
        "| it tells | place | higher than with one sentence |",
        "| --- | --- | --- |",
        f"| nothing | {_median(one.silent for one in found)} | – |",
        f"| what was asked for, in one sentence | {_median(one.honest for one in found)} | – |",
        f"| that sentence {TIMES} times | {_median(one.repeated for one in found)} | {repeated} |",
        f"| that subject among others of the thesaurus, to the longest description there may be |"
        f" {_median(one.everything for one in found)} | {everything} |",
    ]
    return "\n".join(lines), not repeated


def _median(values: Iterable[int]) -> str:
    ordered = sorted(values)
    middle = ordered[len(ordered) // 2]
    return f"not in it (> {DEEP})" if middle > DEEP else str(middle)


def _stuffed(dice: random.Random) -> Places:
    concepts = [concept for _, concept in sorted(kinds.thesaurus().concepts.items())]
    dice.shuffle(concepts)
    concept = concepts[0]
    request, organisation = _asker_and_someone_near(dice)
    term = dice.choice(sorted(concept.terms))
    request = replace(request, text=f"wij zoeken {term}", direction="limitation", limit=DEEP)
    sentence = f"Wij bieden {concept.label}."
    everything = " ".join(f"Wij bieden {one.label}." for one in concepts)
    often = " ".join([sentence] * TIMES)
    longest = records.LONGEST["description"]
    places = []
    for text in ("", sentence, often[:longest], everything[:longest]):
        _tell(organisation, text)
        pks = [one.organisation.pk for one in queries.suggest(request)]
        places.append(pks.index(organisation.pk) + 1 if organisation.pk in pks else DEEP + 1)
    _tell(organisation, "")
    return Places(*places)


def _asker_and_someone_near(dice: random.Random) -> tuple[SuggestRequest, Organisation]:
    """An asker, and an organisation near it that told nothing yet."""
    while True:
        request = needs(1, dice)[0]
        near = gazetteer.municipalities_within(request.municipality_code, PLACED_KM)
        codes = [place.code for place, _ in near if place.code != request.municipality_code]
        silent = Organisation.objects.shown().filter(municipality__in=codes, description="")
        keys = list(silent.order_by("pk").values_list("pk", flat=True))
        if keys:
            return request, Organisation.objects.get(pk=dice.choice(keys))


def _tell(organisation: Organisation, text: str) -> None:
    """Straight into the row: this database is ours and is thrown away."""
    Organisation.objects.filter(pk=organisation.pk).update(description=text)
    tasks.update_index([organisation.pk])
