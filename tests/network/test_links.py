# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dated links: written once, told by evidence, and following organisations that were merged."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from netwerkbouwer.network import actions, queries
from netwerkbouwer.network.actions import NewLink
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import actions as directory
from netwerkbouwer.organisations.models import Delivery, Organisation
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2026, 3, 1), date(2026, 10, 1)


def delivery(on: date = SPRING, name: str = "Interviews") -> Delivery:
    return directory.open_delivery(source=directory.source_for(name), data_on=on)


def three() -> tuple[int, int, int]:
    one, other, third = (OrganisationFactory(name=name).pk for name in ("Aap", "Noot", "Mies"))
    return one, other, third


def names(pk: int) -> list[str]:
    return [partner.facts.name for partner in queries.partners_of(pk)]


def test_a_link_is_seen_from_both_ends() -> None:
    one, other, _ = three()

    assert actions.add_links([NewLink(other, one, evidence="samen op de markt")], delivery()) == 1

    assert names(one) == ["Noot"]
    assert names(other) == ["Aap"]
    (partner,) = queries.partners_of(one)
    assert [reason.text for reason in partner.reasons] == ["samen op de markt"]


def test_the_same_delivery_twice_changes_nothing() -> None:
    one, other, third = three()
    links = [NewLink(one, other, evidence="x"), NewLink(other, third, evidence="y")]
    told = delivery()
    actions.add_links(links, told)
    before = list(Link.objects.values())

    assert actions.add_links(links, told) == 0

    assert list(Link.objects.values()) == before


def test_an_organisation_has_no_link_with_itself() -> None:
    one, _, _ = three()

    assert actions.add_links([NewLink(one, one, evidence="x")], delivery()) == 0


def test_an_earlier_start_stays_and_a_younger_end_wins() -> None:
    one, other, _ = three()
    actions.add_links(
        [NewLink(one, other, started_on=date(2020, 1, 1), evidence="oud")], delivery()
    )

    again = NewLink(one, other, started_on=date(2024, 1, 1), ended_on=AUTUMN, evidence="nieuw")
    actions.add_links([again], delivery(AUTUMN))

    link = Link.objects.get()
    assert (link.started_on, link.ended_on, link.evidence) == (date(2020, 1, 1), AUTUMN, "nieuw")


def test_an_older_delivery_does_not_overwrite_a_younger_one() -> None:
    one, other, _ = three()
    actions.add_links([NewLink(one, other, evidence="nieuw")], delivery(AUTUMN))

    actions.add_links([NewLink(one, other, ended_on=SPRING, evidence="oud")], delivery(SPRING))

    link = Link.objects.get()
    assert (link.ended_on, link.evidence) == (None, "nieuw")


def test_a_removed_link_does_not_come_back_by_itself() -> None:
    one, other, _ = three()
    link = NewLink(one, other, evidence="x")
    actions.add_links([link], delivery())

    actions.remove_link(Link.objects.get())
    actions.add_links([link], delivery(AUTUMN))

    assert names(one) == []
    actions.restore_link(Link.objects.get())
    assert names(one) == ["Noot"]


def test_undoing_a_delivery_takes_its_links_away() -> None:
    one, other, third = three()
    kept, taken_back = delivery(), delivery(name="Lijst")
    actions.add_links([NewLink(one, other, evidence="x")], kept)
    actions.add_links([NewLink(one, third, evidence="y")], taken_back)

    assert actions.undo_delivery(taken_back) == 1

    assert names(one) == ["Noot"]


def test_links_follow_a_merge_and_come_back_when_it_is_undone() -> None:
    one, other, third = three()
    actions.add_links([NewLink(other, third, evidence="x")], delivery())
    Organisation.objects.filter(pk=other).update(merged_into=one)

    assert names(one) == ["Mies"]
    assert names(third) == ["Aap"]

    Organisation.objects.filter(pk=other).update(merged_into=None)
    assert names(one) == []
    assert names(third) == ["Noot"]


def test_a_link_between_two_that_became_one_is_not_shown() -> None:
    one, other, _ = three()
    actions.add_links([NewLink(one, other, evidence="x")], delivery())
    Organisation.objects.filter(pk=other).update(merged_into=one)

    assert names(one) == []
    assert queries.pairs([one]) == set()


def test_a_hidden_organisation_is_nobodys_partner() -> None:
    one, other, _ = three()
    actions.add_links([NewLink(one, other, evidence="x")], delivery())
    Organisation.objects.filter(pk=other).update(hidden_on=SPRING)

    assert names(one) == []


def test_two_sources_are_two_reasons_for_one_partner() -> None:
    one, other, _ = three()
    actions.add_links([NewLink(one, other, evidence="oud")], delivery())
    actions.add_links([NewLink(one, other, evidence="nieuw")], delivery(AUTUMN, "Lijst"))

    (partner,) = queries.partners_of(one)

    assert [reason.text for reason in partner.reasons] == ["nieuw", "oud"]


def test_ended_links_come_last_and_count_in_no_pair() -> None:
    one, other, third = three()
    links = [
        NewLink(one, third, ended_on=SPRING, evidence="x"),
        NewLink(one, other, evidence="y"),
    ]
    actions.add_links(links, delivery())

    assert names(one) == ["Noot", "Mies"]
    assert queries.pairs([one, other, third]) == {(min(one, other), max(one, other))}


def test_partners_take_few_queries_however_many_there_are() -> None:
    one, _, _ = three()
    others = [OrganisationFactory().pk for _ in range(40)]
    actions.add_links([NewLink(one, other, evidence="x") for other in others], delivery())

    with CaptureQueriesContext(connection) as seen:
        assert len(queries.partners_of(one)) == 40

    assert len(seen) <= 8


ENDS = st.tuples(st.integers(0, 4), st.integers(0, 4))


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ends=st.lists(ENDS, max_size=12), merged=st.lists(ENDS, max_size=4))
def test_everybody_is_the_partner_of_their_partners(
    ends: list[tuple[int, int]], merged: list[tuple[int, int]]
) -> None:
    Link.objects.all().delete()
    Organisation.objects.all().update(merged_into=None)
    pks = [OrganisationFactory().pk for _ in range(5)]
    actions.add_links([NewLink(pks[a], pks[b], evidence="x") for a, b in ends], delivery())
    for loser, kept in merged:
        if loser > kept:  # upwards only, so that no circle comes about
            Organisation.objects.filter(pk=pks[loser]).update(merged_into=pks[kept])

    partners = {pk: {one.facts.pk for one in queries.partners_of(pk)} for pk in pks}

    standing = set(Organisation.objects.shown().filter(pk__in=pks).values_list("pk", flat=True))
    assert all(pk in partners[other] for pk in standing for other in partners[pk])
    assert all(pk not in partners[pk] for pk in standing)
