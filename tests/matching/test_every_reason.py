# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""No suggestion without a reason, and what a reason says is worked out again from the rows."""

import datetime
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
from django.utils import timezone

from benchmarks.matching import checking
from benchmarks.matching import reasons as benchmark
from netwerkbouwer.library import queries as library
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from tests.matching import directory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLACES = ("24135", "24062", "24020", "35013", "GM0772", "GM0344", "11002", "62063", "21004", "")
REQUESTS = 1_000


@pytest.fixture
def truth(no_index: None) -> checking.Truth:
    """Every kind in several places, some with texts, links, old dates, another that merged."""
    made: list[Organisation] = []
    for place, item in enumerate(library.items("organisation_kinds")):
        texts = (*item.data["offers"][:2], f"plek voor {item.label.lower()}")
        made.append(
            directory.make(
                item.id,
                PLACES[place % len(PLACES)],
                offers=texts if place % 3 == 0 else (),
                questions=tuple(item.data["needs"][:2]) if place % 3 == 1 else (),
                description=f"{item.label}. {'. '.join(texts)}" if place % 4 == 0 else "",
                checked_on=datetime.date(2018 + place % 9, 1 + place % 12, 1 + place % 28),
                is_person=place % 11 == 0,
            )
        )
    for place in range(0, len(made) - 9, 2):
        directory.link(made[place], made[place + 3], f"Lijst {place % 3}")
        directory.link(made[place], made[place + 8], f"Lijst {place % 3}")
    Organisation.objects.filter(pk=made[8].pk).update(merged_into=made[20])
    tasks.build_index()
    return checking.Truth(timezone.localdate())


def test_a_thousand_random_requests_give_no_reason_that_does_not_hold(
    truth: checking.Truth,
) -> None:
    kinds: Counter[str] = Counter()
    faults: list[str] = []
    for request in islice(benchmark.requests(7, sorted(truth.rows)), REQUESTS):
        found = queries.suggest(request)
        far = [one.is_far for one in found]
        assert far == sorted(far)
        for one in found:
            kinds.update(reason.kind for reason in one.reasons)
            faults += checking.Check(truth, request, one).faults()
    assert not faults, "\n".join(faults[:5])
    # Every kind of reason came by, so every one was checked.
    assert kinds.keys() >= {"words", "assumption", "place", "border", "network", "known",
                            "freshness", "sector", "half", "none"}  # fmt: skip


def test_the_same_request_gives_the_same_list(truth: checking.Truth) -> None:
    for request in islice(benchmark.requests(8, sorted(truth.rows)), 20):
        assert queries.suggest(request) == queries.suggest(replace(request))


def some_suggestion(truth: checking.Truth) -> tuple[SuggestRequest, Suggestion]:
    for request in benchmark.requests(9, sorted(truth.rows)):
        for one in queries.suggest(request):
            if {"assumption", "place", "network"} <= {reason.kind for reason in one.reasons}:
                return request, one
    raise AssertionError


MADE_UP = (
    Reason("place", "ongeveer 499 km over de weg"),
    Reason("border", "andere gemeente: Nergenshuizen"),
    Reason("network", "9 gemeenschappelijke partners: A, B, C en nog 6"),
    Reason("known", "jullie werken al samen (bron: Verzonnen)"),
    Reason("sector", "andere sector: koken"),
    Reason("words", "Jij schrijft ‘iets’, zij schrijven ‘wat zij nooit zeiden’"),
    Reason("assumption", "Zo’n organisatie (kok) heeft meestal ‘soep’ (aanname)"),
    Reason("freshness", "gegevens voor het laatst nagekeken op 3 mei 1998"),
)


def test_a_reason_that_is_made_up_is_seen(truth: checking.Truth) -> None:
    request, one = some_suggestion(truth)
    assert checking.Check(truth, request, one).faults() == []
    for wrong in MADE_UP:
        made_up = replace(one, reasons=(*one.reasons, wrong))
        assert checking.Check(truth, request, made_up).faults() == [f"{wrong.kind}: {wrong.text}"]
    assert checking.Check(truth, request, replace(one, reasons=())).faults()
    assert checking.Check(truth, request, replace(one, score=one.score + 0.1)).faults()


def test_stuffing_gains_nothing() -> None:
    assert benchmark.stuffing(5, 40) == 0
