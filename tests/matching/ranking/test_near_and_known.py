# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list shows near and far, partners and others, and says what the network knows."""

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netwerkbouwer.matching import queries
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from tests.matching import directory
from tests.matching.directory import DIEST, HERE, LEUVEN, OSTEND, UTRECHT, make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REQUEST = SuggestRequest("geen repetitieruimte", "limitation", HERE, "lokaal_cultuurbeleid")


@pytest.fixture(autouse=True)
def clean_index(no_index: None) -> None:
    return


def ask(request: SuggestRequest = REQUEST) -> list[Suggestion]:
    return queries.suggest(request)


def ids(found: list[Suggestion]) -> list[str]:
    return [one.organisation.public_id for one in found]


def texts(suggestion: Suggestion, kind: str) -> list[str]:
    return [reason.text for reason in suggestion.reasons if reason.kind == kind]


def many_near(count: int = 12) -> list[Organisation]:
    return [make("youth-centre", LEUVEN, name=f"Jeugdhuis {n}") for n in range(count)]


def test_far_ones_that_answer_come_last_and_are_marked() -> None:
    many_near()
    far = make("youth-centre", OSTEND)
    tasks.build_index()
    found = ask()
    assert [one.is_far for one in found] == [False] * 9 + [True]
    assert found[-1].organisation.public_id == far.public_id
    assert 0 < found[-1].score < found[0].score


def test_with_the_slider_at_surprising_more_of_the_list_lies_far() -> None:
    many_near()
    for place in range(8):
        make("youth-centre", OSTEND, name=f"Ver {place}")
    tasks.build_index()
    shares = [sum(one.is_far for one in ask(replace(REQUEST, surprise=s))) for s in (0.0, 0.5, 1.0)]
    assert shares[0] <= shares[1] < shares[2]
    assert shares[0] >= 1


def test_over_the_border_further_than_nearby_is_no_answer_when_there_is_one_at_home() -> None:
    near, _abroad = make("youth-centre", LEUVEN), make("youth-centre", UTRECHT)
    tasks.build_index()
    assert ids(ask()) == [near.public_id]


def test_partners_come_along_marked_and_do_not_fill_the_list() -> None:
    own = make("cultural-centre", HERE)
    partners, others = many_near(6), many_near(8)
    for partner in partners:
        directory.link(own, partner)
    tasks.build_index()
    found = ask(replace(REQUEST, organisation=own.public_id))
    known = {one.organisation.public_id for one in found if one.is_known}
    assert 1 <= len(known) <= 2
    assert known <= {partner.public_id for partner in partners}
    assert {one.organisation.public_id for one in found if not one.is_known} <= {
        other.public_id for other in others
    }
    assert own.public_id not in ids(found)


def test_a_known_one_says_who_told_of_it() -> None:
    own, partner, noted = make("museum", HERE), *many_near(2)
    directory.link(own, partner, "Lijst van projecten")
    tasks.build_index()
    asked = replace(
        REQUEST, organisation=own.public_id, known=frozenset({noted.public_id}), limit=3
    )
    found = {one.organisation.public_id: one for one in ask(asked)}
    told = texts(found[partner.public_id], "known")
    assert told == ["jullie werken al samen (bron: Lijst van projecten)"]
    assert texts(found[noted.public_id], "known") == [
        "jullie werken al samen (staat op jullie bord)"
    ]
    assert all(one.is_known for one in found.values())


def test_shared_partners_are_named_and_a_new_circle_is_told() -> None:
    own, between = make("museum", HERE), make("library", DIEST, name="Bibliotheek van Diest")
    shares, new = many_near(2)
    directory.link(own, between)
    directory.link(shares, between)
    tasks.build_index()
    found = {
        one.organisation.public_id: one for one in ask(replace(REQUEST, organisation=own.public_id))
    }
    assert texts(found[shares.public_id], "network") == [
        "1 gemeenschappelijke partner: Bibliotheek van Diest"
    ]
    assert texts(found[new.public_id], "network") == ["nog geen gemeenschappelijke partners"]
    assert "novelty" in {part.feature for part in found[new.public_id].parts}


def test_a_hidden_shared_partner_is_not_named() -> None:
    own, between = make("museum", HERE), make("library", DIEST, name="Wil niet gevonden worden")
    (shares,) = many_near(1)
    directory.link(own, between)
    directory.link(shares, between)
    Organisation.objects.filter(pk=between.pk).update(hidden_on=timezone.localdate())
    tasks.build_index()
    (found,) = ask(replace(REQUEST, organisation=own.public_id))
    assert "Wil niet" not in str(found.reasons)


def test_without_an_asker_nothing_is_said_of_a_network() -> None:
    many_near(3)
    tasks.build_index()
    for one in ask():
        assert not texts(one, "network")
        assert not {"novelty", "broker", "shared"} & {part.feature for part in one.parts}


def test_an_old_entry_says_when_somebody_last_looked() -> None:
    (old,) = many_near(1)
    Organisation.objects.filter(pk=old.pk).update(checked_on=datetime.date(2021, 5, 3))
    tasks.build_index()
    (found,) = ask()
    assert texts(found, "freshness") == ["gegevens voor het laatst nagekeken op 3 mei 2021"]


def test_the_parts_add_up_to_the_score() -> None:
    many_near(3)
    tasks.build_index()
    for one in ask():
        assert sum(part.amount for part in one.parts) == pytest.approx(one.score, abs=1e-5)
        amounts = [part.amount for part in one.parts]
        assert amounts == sorted(amounts, reverse=True)


def test_who_was_merged_counts_as_the_one_that_stands() -> None:
    own, partner, old = make("museum", HERE), *many_near(2)
    directory.link(own, old, "Lijst")
    Organisation.objects.filter(pk=old.pk).update(merged_into=partner)
    tasks.build_index()
    (found,) = ask(replace(REQUEST, organisation=own.public_id))
    assert found.is_known
    assert texts(found, "known") == ["jullie werken al samen (bron: Lijst)"]
    assert ask(replace(REQUEST, exclude=frozenset({old.public_id}))) == []


def test_all_of_it_takes_at_most_six_queries() -> None:
    own = make("museum", HERE)
    for partner in many_near(4):
        directory.link(own, partner)
    make("choir", DIEST, offers=("repetitieruimte",))
    old = make("choir", DIEST)
    Organisation.objects.filter(pk=old.pk).update(merged_into=own)
    tasks.build_index()
    asked = replace(
        REQUEST, organisation=old.public_id, exclude=frozenset({"abc"}), known=frozenset({"abd"})
    )
    with CaptureQueriesContext(connection) as captured:
        found = ask(asked)
    assert any(one.is_known for one in found)
    assert len(captured) <= 6


@pytest.mark.parametrize("wrong", ["", "\x00", "✨", "onbekend", "a" * 500])
def test_ids_that_nobody_has_are_no_trouble(wrong: str) -> None:
    many_near(1)
    tasks.build_index()
    asked = replace(REQUEST, organisation=wrong, known=frozenset({wrong}), surprise=7.0)
    assert len(ask(asked)) == 1
    assert len(ask(replace(asked, exclude_source_ids=frozenset({wrong}), surprise=-1.0))) == 1
