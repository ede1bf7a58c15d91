# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets for a text on a small directory: who is in them, what they bring to whom, and why not."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations as pairs_of
from typing import Any

import pytest
from django.conf import settings

from netwerkbouwer.library import queries as library
from netwerkbouwer.matching import combinations
from netwerkbouwer.matching.combinations import Combination, CombineRequest
from netwerkbouwer.network import queries as network
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation, Source
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HERE = "24001"
AROUND = ("24135", "24094", "24007")  # Tielt-Winge, Rotselaar, Begijnendijk
REQUEST = CombineRequest(
    "Onze zaal is niet vol en we bereiken geen mensen in armoede",
    "limitation",
    HERE,
    "lokaal_cultuurbeleid",
)


@pytest.fixture(autouse=True)
def clean_index() -> Iterator[None]:
    shutil.rmtree(settings.SEARCH_INDEX_DIR, ignore_errors=True)
    yield
    shutil.rmtree(settings.SEARCH_INDEX_DIR, ignore_errors=True)


def make(kind: str, code: str, **fields: Any) -> Organisation:
    data = library.item("organisation_kinds", kind).data
    facts = {"name": f"{kind} {code}", "sector": data["sector"], "half": data["half"], **fields}
    return OrganisationFactory(kind=kind, code=code, **facts)


@pytest.fixture
def directory() -> None:
    """One organisation of each kind, in turn in three municipalities around."""
    for place, item in enumerate(library.items("organisation_kinds")):
        make(item.id, AROUND[place % 3])
    tasks.build_index()


def link(one: Organisation, other: Organisation) -> None:
    low, high = sorted((one.pk, other.pk))
    source = Source.objects.get_or_create(slug="hand", defaults={"name": "Met de hand"})[0]
    Link.objects.create(
        one_id=low,
        other_id=high,
        evidence="Samen in een project",
        source=source,
        told_on=date(2026, 11, 1),
        added_at="2026-11-01T12:00:00Z",
    )


def keeps_its_promise(found: Combination) -> bool:
    facts = [member.organisation for member in found.members]
    return (
        3 <= len(facts) <= 5
        and len({one.sector for one in facts}) >= 3
        and len({one.municipality_code for one in facts}) >= 2
        and not network.pairs([one.pk for one in facts])
        and all(cover.members for cover in found.covers)
        and all(member.role for member in found.members)
    )


def test_sets_bridge_and_meet_every_point(directory: None) -> None:
    found = combinations.combine(REQUEST)

    assert len(found) == 3
    for one in found:
        assert keeps_its_promise(one)
        points = {cover.point for cover in one.covers}
        assert points == {"zaal is niet vol", "geen mensen in armoede"}
        told = " ".join(bring.text for bring in one.brings)
        assert "‘geen mensen in armoede’ in jouw tekst" in told
        assert all(bring.is_assumption == ("(aanname)" in bring.text) for bring in one.brings)


def test_no_two_in_a_set_work_together_already(directory: None) -> None:
    first = combinations.combine(REQUEST)[0]
    members = [Organisation.objects.get(pk=one.organisation.pk) for one in first.members]
    for one, other in pairs_of(members, 2):
        link(one, other)
    tasks.build_index()

    for found in combinations.combine(REQUEST):
        assert keeps_its_promise(found)
        assert len(found.ids & first.ids) <= 1


def test_texts_that_met_are_quoted_and_not_called_an_assumption(directory: None) -> None:
    home = Organisation.objects.get(kind="care-home")
    house = Organisation.objects.get(kind="cultural-centre")
    home.offerings.create(kind="question", text="Wij zoeken een zaal met podium voor ons koor")
    house.offerings.create(kind="offer", text="Onze zaal met podium is vrij op dinsdag")
    tasks.build_index()

    (found, *_) = combinations.combine(
        replace(REQUEST, must=(home.public_id, house.public_id), text="We bereiken geen ouderen")
    )

    (passed,) = [b for b in found.brings if (b.giver, b.taker) == (house.public_id, home.public_id)]
    assert "‘Onze zaal met podium is vrij op dinsdag’" in passed.text
    assert "‘Wij zoeken een zaal met podium voor ons koor’" in passed.text
    assert not passed.is_assumption


def test_who_must_be_in_a_set_is_in_it(directory: None) -> None:
    must = Organisation.objects.get(kind="police-zone").public_id

    found = combinations.combine(replace(REQUEST, must=(must,)))

    assert found
    assert all(must in one.ids and keeps_its_promise(one) for one in found)


def test_known_sets_do_not_come_again_and_excluded_ones_never(directory: None) -> None:
    first = combinations.combine(REQUEST)
    out = first[0].members[0].organisation.public_id

    again = combinations.combine(replace(REQUEST, existing=tuple(one.ids for one in first)))
    without = combinations.combine(replace(REQUEST, exclude=frozenset({out})))

    assert not {one.ids for one in again} & {one.ids for one in first}
    assert all(out not in one.ids for one in without)


def test_those_the_asker_knows_come_after_new_ones(directory: None) -> None:
    first = combinations.combine(REQUEST)[0]
    assert all(member.is_new for member in first.members)
    assert "Allemaal nieuw voor jou." in first.reasons

    known = frozenset({first.members[0].organisation.public_id})
    again = combinations.combine(replace(REQUEST, known=known))

    for one in again:
        assert {m.organisation.public_id for m in one.members if not m.is_new} == one.ids & known


def test_a_strength_finds_sets_that_have_use_of_it(directory: None) -> None:
    found = combinations.combine(
        replace(REQUEST, direction="strength", text="We hebben een grote zaal met podium")
    )

    assert found
    for one in found:
        assert keeps_its_promise(one)
        assert any(bring.giver == "" for bring in one.brings)


def test_it_says_why_there_is_no_set() -> None:
    for place in range(4):
        make("library", AROUND[place % 3])
    tasks.build_index()

    found = combinations.combined(replace(REQUEST, text="We zoeken een bibliotheek"))

    assert found.sets == ()
    assert "drie sectoren" in found.why_none


def test_a_text_that_says_nothing_gets_a_set_by_what_they_bring_each_other(
    directory: None,
) -> None:
    for one in combinations.combine(replace(REQUEST, text="blabla")):
        assert keeps_its_promise(one)
        assert one.brings


def test_the_same_question_gives_the_same_sets(directory: None) -> None:
    assert combinations.combine(REQUEST) == combinations.combine(REQUEST)
