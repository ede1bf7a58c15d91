# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search and suggestions, beside the database's own LIKE and a scan over all names."""

from collections.abc import Callable

from rapidfuzz import fuzz, process

from benchmarks.directory import loading
from benchmarks.figures import Figure, ms, percentile, timed
from netwerkbouwer.matching import queries as matching
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.models import Organisation

WORDS = ["bibliotheek", "gemeentschapscentrum", "zaal", "jongeren", "natuur", "sport", "museum"]
NEEDS = [
    "onze zaal is op weekdagen halfleeg",
    "we vinden geen vrijwilligers",
    "we bereiken geen jongeren",
    "we willen met ouderen werken maar kennen niemand",
    "er is geen geld voor vernieuwing",
]
TIMES = 5


def measure() -> list[Figure]:
    count, _what = loading.load()
    names = dict(Organisation.objects.values_list("pk", "name"))
    ours = _each(WORDS, lambda w: organisations.search(organisations.SearchRequest(text=w)))
    like = _each(WORDS, lambda w: list(Organisation.objects.filter(name__icontains=w)[:25]))
    scan = _each(WORDS, lambda w: process.extract(w, names, scorer=fuzz.WRatio, limit=25))
    suggested = _each(
        NEEDS,
        lambda need: matching.suggest(
            matching.SuggestRequest(
                text=need,
                direction="limitation",
                municipality_code="24001",
                sector="lokaal_cultuurbeleid",
            )
        ),
    )
    beside = (
        f"LIKE p50 {ms(percentile(like, 0.5))} (no typos); scan p50 {ms(percentile(scan, 0.5))}"
    )
    return [
        Figure(f"directory search, {count:,} organisations", _both(ours), beside, "p99 ≤ 20 ms"),
        Figure(f"ten suggestions with reasons, {count:,} organisations", _both(suggested)),
    ]


def _each(texts: list[str], run: Callable[[str], object]) -> list[float]:
    for text in texts:
        run(text)
    return [s for text in texts for s in timed(lambda text=text: run(text), TIMES)]


def _both(seconds: list[float]) -> str:
    return f"p50 {ms(percentile(seconds, 0.5))}, p99 {ms(percentile(seconds, 0.99))}"
