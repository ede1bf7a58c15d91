# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""No suggestion without a reason, and no reason that cannot be worked out again.

Asks at random, and lays what every reason says beside the rows: see checking.py. Asks each tenth
question twice, and lets some organisations stuff their texts.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db import transaction
from django.utils import timezone

from benchmarks.matching import checking, starter
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.ranking import answering
from netwerkbouwer.matching.reading import kinds, need, told
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import ragged, sectors, tasks
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.organisations.models import Organisation, Source
from netwerkbouwer.places import gazetteer

SUGGESTIONS, SHORT = 10_000, 1_000
STUFFED = 300  # texts that are said over and over
LINKED, LINKS = 300, 900
NAME = "netwerk om mee te meten"
WORDS = (
    "we zoeken hebben geen een niet te weinig veel voor onze nieuwe leegstaande samen xqzt".split()
)
DIRECTIONS: tuple[Direction, Direction] = ("limitation", "strength")


@dataclass
class Tally:
    """What was looked at, and what did not hold."""

    requests: int = 0
    suggestions: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    far: int = 0
    known: int = 0


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    starter.ready()
    link(options.seed)
    tally = ask_all(options.seed, SHORT if options.short else SUGGESTIONS)
    stuffed = stuffing(options.seed)
    each = ", ".join(f"{kind} {count:,}" for kind, count in tally.kinds.most_common())
    text = (
        f"{tally.requests:,} random requests gave {tally.suggestions:,} suggestions ({tally.far:,} "
        f"far, {tally.known:,} known already) with {tally.kinds.total():,} reasons: {each}. Every "
        "reason was read back and worked out again from the rows by other code: "
        f"**{len(tally.faults)} faults**. Of {STUFFED} texts said twenty times, or followed by 80 "
        f"other keywords, **{stuffed}** answered better than said once."
    )
    for fault in tally.faults[:10]:
        print(f"  {fault}", flush=True)
    return text, not tally.faults and not stuffed


def ask_all(seed: int, suggestions: int) -> Tally:
    """Ask until so many suggestions were checked."""
    truth, tally = checking.Truth(timezone.localdate()), Tally()
    for request in requests(seed, list(truth.rows)):
        if tally.suggestions >= suggestions:
            break
        found = queries.suggest(request)
        tally.requests += 1
        if tally.requests % 10 == 0 and queries.suggest(request) != found:
            tally.faults.append(f"another list the second time: {request}")
        for one in found:
            tally.suggestions += 1
            tally.far += one.is_far
            tally.known += one.is_known
            tally.kinds.update(reason.kind for reason in one.reasons)
            faults = checking.Check(truth, request, one).faults()
            tally.faults += [f"{one.organisation.name}: {fault}" for fault in faults]
        tally.faults += _order(found)
    return tally


def _order(found: Sequence[Suggestion]) -> list[str]:
    far = [one.is_far for one in found]
    return [] if far == sorted(far) else ["a far one stands before a near one"]


def requests(seed: int, ids: Sequence[str]) -> Iterator[SuggestRequest]:
    """Requests of every sort, without end; the same seed gives the same."""
    dice = random.Random(seed)
    terms = [term for concept in kinds.thesaurus().concepts.values() for term in concept.terms]
    codes, slugs = sorted(gazetteer.load().municipalities), [one.slug for one in sectors.SECTORS]
    linked = sorted(Link.objects.values_list("one__public_id", flat=True)) or list(ids)
    while True:
        words = dice.sample(terms, dice.randrange(0, 4)) + dice.sample(WORDS, dice.randrange(0, 5))
        dice.shuffle(words)
        yield SuggestRequest(
            text=" ".join(words),
            direction=dice.choice(DIRECTIONS),
            municipality_code=dice.choice(codes),
            sector=dice.choice(slugs),
            radius_km=dice.choice((None, None, None, 10.0, 50.0)),
            halves=frozenset(dice.sample(HALVES, dice.choice((0, 0, 0, 1)))),
            sectors=frozenset(dice.sample(slugs, dice.choice((0, 0, 0, 3)))),
            only_other_municipalities=dice.random() < 0.7,
            exclude=frozenset(dice.sample(ids, dice.choice((0, 0, 5)))),
            limit=dice.choice((1, 3, 6, 10, 20)),
            organisation=dice.choice(("", dice.choice(linked))),
            known=frozenset(dice.sample(ids, dice.choice((0, 0, 30)))),
            surprise=dice.choice((0.0, 0.5, 0.5, 1.0, dice.random())),
        )


def link(seed: int) -> None:
    """Links to reckon with, as the starter directory has none; once per database."""
    if Link.objects.exists():
        return
    dice, today = random.Random(seed), timezone.localdate()
    pks = list(Organisation.objects.shown().order_by("pk").values_list("pk", flat=True))
    some = dice.sample(pks, min(LINKED, len(pks)))
    pairs = {tuple(sorted(dice.sample(some, 2))) for _ in range(LINKS)}
    with transaction.atomic():
        source, _ = Source.objects.get_or_create(slug="meten", defaults={"name": NAME})
        Link.objects.bulk_create(
            Link(one_id=one, other_id=other, source=source, evidence="gemeten", told_on=today,
                 added_at=timezone.now())
            for one, other in sorted(pairs)
        )  # fmt: skip
    tasks.update_index(some)


def stuffing(seed: int, times: int = STUFFED) -> int:
    """Of so many texts, how often saying it over and over, or all there is, answers better."""
    dice, thesaurus = random.Random(seed + 1), kinds.thesaurus()
    terms = [term for concept in thesaurus.concepts.values() for term in concept.terms]
    better = 0
    for _ in range(times):
        said, other = dice.sample(terms, 2)
        more = tuple(dice.sample(terms, 80))
        direction = dice.choice(DIRECTIONS)
        asked = need.read(f"we zoeken {said}", direction, thesaurus, kinds.table())
        wanted = answering.wanted(asked, thesaurus, kinds.table())
        # What else is asked must not be in the list, or it would answer more for another reason.
        others = tuple(one for one in more if not _meets(wanted, one))
        once, often, all_of_it, nothing = _values(
            wanted, [(said,), (said,) * 20, (said, *others), (other,)]
        )
        better += often > once or all_of_it > max(once, nothing)
    return better


def _meets(wanted: answering.Wanted, text: str) -> bool:
    return bool(_values(wanted, [(text,)])[0] > 0)


def _values(wanted: answering.Wanted, those: Sequence[tuple[str, ...]]) -> list[float]:
    growing = ragged.Growing()
    for one in those:
        growing.add(told.numbers_of("", one, one, kinds.thesaurus()))
    values = answering.met(wanted, growing.ragged(), np.arange(len(those)))
    return [float(value) for value in values]
