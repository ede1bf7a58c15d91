# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets of partners for random boards: every promise of a set is checked again, from the rows."""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from statistics import fmean

from benchmarks import figures
from benchmarks.matching import behaviour, starter
from netwerkbouwer.matching.sets import combinations
from netwerkbouwer.matching.sets.values import Combination, CombineRequest
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation, Source
from netwerkbouwer.places import gazetteer

BOARDS, SHORT_BOARDS = 1_000, 12
LEAST, MOST = 3, 5
SECTORS, MUNICIPALITIES = 3, 2
KNOWN, MUST = 6, 4  # known on one board in two; one member in every set on one board in so many
LINKS, SHORT_LINKS = 6_000, 300  # between neighbours
PATIENCE = 900.0  # seconds for all boards
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, tzinfo=UTC)

EXPLAINED = (
    f"Boards drawn at random over the packaged directory with {LINKS:,} made links: a need or "
    "strength, who asks, on every other board organisations that it knows, on one in four someone "
    "who must be in every set. Checked from the rows, not by the code that made the sets: three to "
    "five different members, at least three sectors and two municipalities, no two of whom are "
    "linked, who must be in it, every point of the text met by a member, everyone brings, gets or "
    "meets something; no set twice."
)


@dataclass
class Tally:
    """What came of all boards."""

    boards: int = 0
    without: int = 0
    sets: int = 0
    sizes: list[int] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)
    why_none: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    starter.ready()
    dice = random.Random(options.seed + 5)
    count = SHORT_BOARDS if options.short else BOARDS
    tally = Tally()
    until = time.monotonic() + PATIENCE
    with links(SHORT_LINKS if options.short else LINKS, dice):
        for one in behaviour.needs(count, dice):
            ask(board(one, dice), tally)
            if time.monotonic() > until:
                break
    return written(tally), not tally.broken


@contextmanager
def links(count: int, dice: random.Random) -> Iterator[None]:
    """Links between neighbours at random while the boards ask; the packaged directory has none."""
    source = Source.objects.get_or_create(slug="made-links", defaults={"name": "made links"})[0]
    by_place: dict[str, list[int]] = defaultdict(list)
    for pk, code in Organisation.objects.shown().values_list("pk", "municipality_id"):
        by_place[code or ""].append(pk)
    pairs = {tuple(sorted(dice.sample(some, 2))) for some in _crowds(count, by_place, dice)}
    rows = [
        Link(
            one_id=one, other_id=other, source=source, told_on=TODAY, added_at=NOW, evidence="made"
        )
        for one, other in sorted(pairs)
    ]
    Link.objects.bulk_create(rows)
    ends = {pk for pair in pairs for pk in pair}
    tasks.update_index(ends)
    try:
        yield
    finally:
        Link.objects.filter(source=source).delete()
        source.delete()
        tasks.update_index(ends)


def _crowds(count: int, by_place: dict[str, list[int]], dice: random.Random) -> Iterator[list[int]]:
    """So many municipalities with a neighbour, each with all who are there."""
    codes = [code for code in sorted(by_place) if code]
    for code in dice.choices(codes, k=count):
        near = [place.code for place in gazetteer.neighbours_of(code)]
        some = [*by_place[code], *by_place.get(dice.choice(near) if near else "", [])]
        if len(some) > 1:
            yield some


def board(need: SuggestRequest, dice: random.Random) -> CombineRequest:
    """The same need on a board that knows some already."""
    shown = Organisation.objects.shown()
    here = shown.filter(municipality=need.municipality_code).order_by("pk")
    ids = list(here.values_list("public_id", flat=True)[:200])
    known = dice.sample(ids, min(KNOWN, len(ids))) if dice.random() < 0.5 else []
    must = dice.sample(known, 1) if known and dice.random() < 2 / MUST else []
    return CombineRequest(
        text=need.text,
        direction=need.direction,
        municipality_code=need.municipality_code,
        sector=need.sector,
        known=frozenset(known),
        must=tuple(must),
        surprise=dice.choice((0.0, 0.5, 1.0)),
    )


def ask(request: CombineRequest, tally: Tally) -> None:
    began = time.perf_counter()
    found = combinations.combined(request)
    tally.seconds.append(time.perf_counter() - began)
    tally.boards += 1
    tally.without += not found.sets
    if not found.sets:
        tally.why_none[" ".join(found.why_none.split()[:9])] += 1
    if len({one.ids for one in found.sets}) != len(found.sets):
        tally.broken["a set twice"] += 1
    for one in found.sets:
        tally.sets += 1
        tally.sizes.append(len(one.members))
        tally.new.append(fmean(member.is_new for member in one.members))
        tally.broken.update(faults(request, one))


def faults(request: CombineRequest, one: Combination) -> list[str]:
    """The promises that a set does not keep."""
    ids = [member.organisation.public_id for member in one.members]
    rows = list(Organisation.objects.filter(public_id__in=ids))
    covering = {member for cover in one.covers for member in cover.members}
    active = covering | {end for brings in one.brings for end in (brings.giver, brings.taker)}
    checks = {
        "its size": LEAST <= len(ids) <= MOST and len(set(ids)) == len(rows) == len(ids),
        "sectors": len({row.main_sector for row in rows}) >= SECTORS,
        "municipalities": len({row.municipality_id for row in rows}) >= MUNICIPALITIES,
        "who must be in it": set(request.must) <= set(ids),
        "who must not": not request.exclude & set(ids),
        "two who are linked": not linked(rows),
        "a point that nobody meets": all(cover.members for cover in one.covers),
        "one with nothing to do": set(ids) <= active | set(request.must),
        "a set without reasons": bool(one.reasons),
    }
    return [name for name, holds in checks.items() if not holds]


def linked(rows: Sequence[Organisation]) -> bool:
    """Whether two of them work together now, asked of the links themselves."""
    pks = [row.pk for row in rows]
    return bool(
        Link.objects.filter(removed_at=None, ended_on=None, one__in=pks, other__in=pks).exists()
    )


def written(tally: Tally) -> str:
    lines = [
        EXPLAINED,
        "",
        "| | |",
        "| --- | --- |",
        f"| boards | {tally.boards:,} |",
        f"| boards with a set | {1 - tally.without / tally.boards:.1%} |",
        f"| sets | {tally.sets:,}, {fmean(tally.sizes or [0]):.1f} members, "
        f"{fmean(tally.new or [0]):.0%} of them new to the asker |",
        f"| promises broken | {told(tally.broken) or 'none'} |",
        f"| why there was none | {told(tally.why_none) or '–'} |",
        f"| time | p50 {figures.ms(figures.percentile(tally.seconds, 0.5))}, "
        f"p99 {figures.ms(figures.percentile(tally.seconds, 0.99))} |",
    ]
    return "\n".join(lines)


def told(counts: Counter[str]) -> str:
    return "; ".join(f"{what} {count}×" for what, count in counts.most_common(6))
