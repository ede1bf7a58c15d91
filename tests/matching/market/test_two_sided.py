# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who offers what an organisation asks and who asks what it offers, on a small directory."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netwerkbouwer.matching.market import two_sided
from netwerkbouwer.matching.market.two_sided import Match, Published
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import actions, queries, tasks
from netwerkbouwer.organisations.models import Offering, Organisation
from tests.factories.organisations import AALST, ANTWERP, EINDHOVEN, GHENT, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def make(name: str, offers: str = "", questions: str = "", **more: Any) -> Organisation:
    listed = [tuple(filter(None, texts.split("|"))) for texts in (offers, questions)]
    return OrganisationFactory(name=name, offers=listed[0], questions=listed[1], **more)


def matches(row: Organisation) -> list[Match]:
    return two_sided.matches(queries.organisation(row.public_id))


def names(row: Organisation) -> list[str]:
    return [match.organisation.name for match in matches(row)]


@pytest.fixture
def choir() -> Organisation:
    return make("Koor", "wij zingen graag voor ouderen", "repetitieruimte met piano")


def test_matches_come_from_both_sides_and_both_ways_goes_first(choir: Organisation) -> None:
    make("Buurthuis", "repetitieruimte met piano", code=AALST)
    make("Rusthuis", questions="iemand die komt zingen", code=AALST)
    make("Dienstencentrum", "repetitieruimte", "wie komt er zingen?", code=ANTWERP)
    make("Voetbal", "voetbalveld", "scheidsrechters")
    tasks.build_index()

    found = {match.organisation.name: match for match in matches(choir)}

    assert next(iter(found)) == "Dienstencentrum"
    assert found.keys() == {"Dienstencentrum", "Buurthuis", "Rusthuis"}
    assert found["Dienstencentrum"].is_reciprocal
    helps, asks = found["Buurthuis"].they_offer, found["Rusthuis"].they_ask
    assert helps is not None
    assert asks is not None
    assert (helps.asked, helps.offered) == ("repetitieruimte met piano",) * 2
    assert asks.asked == "iemand die komt zingen"
    assert asks.offered == "wij zingen graag voor ouderen"
    assert found["Buurthuis"].they_ask is None


def test_a_match_tells_kilometres_borders_and_whether_they_work_together(
    choir: Organisation,
) -> None:
    there = make("Muziekhuis", "repetitieruimte", code=EINDHOVEN)
    near = make("Buurthuis", "repetitieruimte", code=GHENT)
    source = actions.source_for("Een bron")
    Link.objects.create(one=choir, other=there, source=source, evidence="samen op het feest",
                        told_on=timezone.localdate(), added_at=timezone.now())  # fmt: skip
    tasks.build_index()

    found = {match.organisation.pk: match for match in matches(choir)}

    told = [reason.text for reason in found[there.pk].where]
    assert "km over de weg" in told[0]
    assert told[1:] == ["andere gemeente: Eindhoven", "ander land: Nederland"]
    assert [reason.text for reason in found[near.pk].where] == ["in dezelfde gemeente"]
    assert found[there.pk].is_partner
    assert not found[near.pk].is_partner
    assert list(found) == [near.pk, there.pk], "as good, so the nearest goes first"


def test_the_own_group_is_never_a_match(choir: Organisation) -> None:
    house = make("Cultuurhuis", "repetitieruimte")
    Organisation.objects.filter(pk=choir.pk).update(parent=house)
    make("Zusterkoor", "repetitieruimte", parent=house)
    make("Kinderkoor", "repetitieruimte", parent=choir)
    make("Vroeger koor", "repetitieruimte", merged_into=choir)
    other = make("Buurthuis", "repetitieruimte")
    tasks.build_index()

    assert names(choir) == [other.name]
    (question,) = Offering.objects.filter(organisation=choir, kind="question")
    facts = queries.facts_of([choir.pk])[0]
    listed = Published(question.pk, question.kind, question.text, facts, house.pk)
    found = two_sided.replies([listed], 5)[question.pk]
    assert [reply.organisation.name for reply in found] == [other.name]


@pytest.mark.parametrize("field", ["hidden_on", "gone_on", "merged_into"])
def test_who_is_out_of_sight_is_no_match_even_before_the_index_knows(
    choir: Organisation, field: str
) -> None:
    row = make("Buurthuis", "repetitieruimte")
    tasks.build_index()
    assert names(choir) == ["Buurthuis"]
    value = OrganisationFactory() if field == "merged_into" else timezone.localdate()
    Organisation.objects.filter(pk=row.pk).update(**{field: value})
    assert names(choir) == []


def test_what_was_withdrawn_a_moment_ago_is_gone_here_too(choir: Organisation) -> None:
    row = make("Buurthuis", "repetitieruimte")
    tasks.build_index()
    row.offerings.all().delete()
    assert matches(choir) == []


def test_per_text_the_best_answers_of_others() -> None:
    asker = make("Koor", questions="repetitieruimte", code=GHENT)
    make("Ver", "repetitieruimte", code=EINDHOVEN)
    make("Dichtbij", "repetitieruimte", code=AALST)
    offer = make("Tuin", "een grote tuin").offerings.get()
    tasks.build_index()
    question = asker.offerings.get()
    facts = {one.pk: one for one in queries.facts_of([asker.pk, offer.organisation_id])}
    listed = [
        Published(one.pk, one.kind, one.text, facts[one.organisation_id])
        for one in (question, offer)
    ]

    found = two_sided.replies(listed, 1)

    assert [reply.organisation.name for reply in found[question.pk]] == ["Dichtbij"]
    assert "km over de weg" in found[question.pk][0].where[0].text
    assert found[offer.pk] == []


def test_three_queries_however_many_match(choir: Organisation) -> None:
    for number in range(40):
        make(f"Huis {number}", "repetitieruimte|een grote zaal", "wie komt zingen?")
    tasks.build_index()
    page = queries.organisation(choir.public_id)
    with CaptureQueriesContext(connection) as counted:
        assert len(two_sided.matches(page, 10)) == 10
    assert len(counted) <= 3
    (question,) = Offering.objects.filter(organisation=choir, kind="question")
    listed = Published(question.pk, question.kind, question.text, page.facts)
    with CaptureQueriesContext(connection) as counted:
        assert len(two_sided.replies([listed], 3)[question.pk]) == 3
    assert len(counted) <= 3


def test_who_publishes_nothing_costs_nothing() -> None:
    row = make("Stil")
    page = queries.organisation(row.public_id)
    with CaptureQueriesContext(connection) as counted:
        assert two_sided.matches(page) == []
    assert not counted.captured_queries


def test_without_an_index_a_sentence(choir: Organisation) -> None:
    with pytest.raises(two_sided.IndexUnavailable, match="index"):
        matches(choir)
