# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why an organisation that someone expected is not in the list."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from netwerkbouwer.matching import queries
from netwerkbouwer.matching.suggestions import SuggestRequest, WhyNot
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from tests.matching.directory import DIEST, HERE, LEUVEN, OSTEND, make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REQUEST = SuggestRequest("geen repetitieruimte", "limitation", HERE, "lokaal_cultuurbeleid")


@pytest.fixture(autouse=True)
def clean_index(no_index: None) -> None:
    return


def why(row: Organisation | str, **changes: Any) -> WhyNot:
    public_id = row if isinstance(row, str) else row.public_id
    return queries.why_not(replace(REQUEST, **changes), public_id)


def told(found: WhyNot) -> str:
    return " ".join(reason.text for reason in found.reasons)


@pytest.fixture
def near() -> Organisation:
    row = make("youth-centre", LEUVEN)
    tasks.build_index()
    return row


@pytest.mark.parametrize("unknown", ["", "\x00", "onbekend", "23456789", "✨"])
def test_an_unknown_one(near: Organisation, unknown: str) -> None:
    found = why(unknown)
    assert "kennen deze organisatie niet" in told(found)
    assert (found.organisation, found.rank) == (None, None)


def test_a_hidden_one_stays_hidden(near: Organisation) -> None:
    Organisation.objects.filter(pk=near.pk).update(hidden_on=timezone.localdate())
    found = why(near)
    assert "niet (meer) te vinden" in told(found)
    assert found.organisation is None


def test_one_that_is_not_in_the_index_yet(near: Organisation) -> None:
    assert "nog niet in de zoekindex" in told(why(make("choir", DIEST)))


def test_ones_own_and_one_that_was_left_out(near: Organisation) -> None:
    assert "eigen organisatie" in told(why(near, organisation=near.public_id))
    assert "liet deze organisatie zelf weg" in told(why(near, exclude=frozenset({near.public_id})))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"municipality_code": LEUVEN}, "eigen gemeente"),
        ({"sectors": frozenset({"sport"})}, "filtert op sector; deze organisatie hoort bij Jeugd"),
        ({"radius_km": 9.0}, "km, en je zoekt tot 9 km"),
    ],
)
def test_what_a_filter_leaves_out_is_told(
    near: Organisation, changes: dict[str, Any], word: str
) -> None:
    found = why(near, **changes)
    assert word in told(found)
    assert found.organisation is not None
    assert found.rank is None


def test_a_filter_on_half_names_its_half(near: Organisation) -> None:
    half, word = ("culture", "niet-cultuur") if near.half == "other" else ("other", "cultuur")
    assert f"deze organisatie is {word}" in told(why(near, halves=frozenset({half})))


def test_one_that_is_in_the_list_says_where(near: Organisation) -> None:
    found = why(near)
    assert told(found) == "Deze organisatie staat in de lijst, op plaats 1."
    assert found.rank == 1
    assert found.score == found.limit_score > 0


def test_one_that_is_lower_says_on_what_the_one_above_scores_more() -> None:
    make("youth-centre", "24135", name="Dichter")
    lower = make("youth-centre", DIEST, name="Verder")
    tasks.build_index()
    found = why(lower)
    assert "op plaats 2" in told(found)
    assert "Dichter, die er net boven staat, scoort meer op: hoe ver het is over de weg (0," in (
        told(found)
    )


def test_one_of_which_nothing_meets() -> None:
    make("youth-centre", LEUVEN)
    nothing = make("police-zone", LEUVEN)
    for place in range(12):
        make("youth-centre", LEUVEN, name=f"Jeugdhuis {place}")
    tasks.build_index()
    assert "Niets in wat deze organisatie over zich vertelt" in told(why(nothing))


def test_a_far_one_says_how_far_and_how_far_its_kind_works() -> None:
    for place in range(4):
        make("youth-centre", LEUVEN, name=f"Jeugdhuis {place}")
    far = [make("youth-centre", OSTEND, name=f"Ver {place}") for place in range(9)]
    tasks.build_index()
    shown = {one.organisation.public_id for one in queries.suggest(REQUEST)}
    absent = next(row for row in far if row.public_id not in shown)
    found = why(absent)
    assert "Ze ligt op ongeveer " in told(found)
    assert "werkt meestal tot 40 km" in told(found)


def test_one_further_down_says_its_place_and_what_the_last_shown_has_more() -> None:
    for place in range(14):
        make("youth-centre", "24135", name=f"Jeugdhuis {place}")
    lower = make("youth-centre", DIEST, name="Lager")
    tasks.build_index()
    found = why(lower)
    assert found.rank is not None
    assert found.rank > 10
    assert (
        f"Van 15 vergeleken organisaties staat ze op plaats {found.rank}; de lijst toont er 10."
        in told(found)
    )
    assert "de laatste in de lijst, scoort meer op: hoe ver het is over de weg" in told(found)
    assert 0 < found.score < found.limit_score


def test_one_that_variety_kept_out_says_so() -> None:
    schools = [make("primary-school", LEUVEN, name=f"School {place}") for place in range(8)]
    for kind in ("secondary-school", "special-education", "arts-education", "museum", "library"):
        make(kind, DIEST)
    tasks.build_index()
    asked: dict[str, Any] = {"text": "We zoeken leerkrachten en klassen", "limit": 5}
    shown = {one.organisation.public_id for one in queries.suggest(replace(REQUEST, **asked))}
    absent = next(row for row in schools if row.public_id not in shown)
    assert "we tonen afwisseling: de lijst heeft al" in told(why(absent, **asked))
