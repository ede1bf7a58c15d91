# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets for a text on a small directory: who is in them, what they bring to whom, and why not."""

from dataclasses import replace
from itertools import combinations as pairs_of

import pytest

from netwerkbouwer.matching.sets import combinations, completing
from netwerkbouwer.matching.sets.combinations import Combination, CombineRequest
from netwerkbouwer.matching.sets.values import MissingRequest, PresentMember
from netwerkbouwer.network import queries as network
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from tests.matching.directory import AROUND, HERE, link, make

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("no_index")]

REQUEST = CombineRequest(
    "Onze zaal is niet vol en we bereiken geen mensen in armoede",
    "limitation",
    HERE,
    "lokaal_cultuurbeleid",
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
        # Nobody in this directory published anything.
        assert all("(aanname)" in member.role for member in one.members)


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


def test_what_the_asker_has_for_members_is_told(directory: None) -> None:
    house = Organisation.objects.get(kind="cultural-centre")
    home = Organisation.objects.get(kind="care-home")
    home.offerings.create(kind="question", text="Wij zoeken een zaal met podium voor ons koor")
    house.offerings.create(kind="offer", text="Onze zaal met podium is vrij op dinsdag")
    tasks.build_index()
    request = replace(REQUEST, organisation=house.public_id, must=(home.public_id,))

    (found, *_) = combinations.combine(request)

    (given,) = [b for b in found.brings if b.giver == "" and b.taker == home.public_id]
    assert given.text.startswith("Jij biedt ‘Onze zaal met podium is vrij op dinsdag’; ")
    assert not given.is_assumption
    assert house.public_id not in found.ids


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


def missing(*members: PresentMember, text: str = REQUEST.text) -> MissingRequest:
    return MissingRequest(text, "limitation", members, HERE, "lokaal_cultuurbeleid")


HALL = PresentMember("De Hal", "cultural-centre", ("lokaal_cultuurbeleid",), "culture", HERE)
HOME = PresentMember("De Linde", "care-home", ("welzijn",), "other", AROUND[0])


def test_an_absent_voice_comes_with_an_organisation_near(directory: None) -> None:
    (voice, *_) = completing.missing(missing(HALL, HOME))

    assert voice.id == "voice-poverty"
    assert "armoede" in voice.why
    assert [one.kind for one in voice.organisations][:1] == ["poverty-association"]


def test_what_a_member_is_in_the_directory_counts(directory: None) -> None:
    voice = Organisation.objects.get(kind="poverty-association")
    listed = PresentMember(voice.name, "", (), "", AROUND[0], voice.public_id)

    found = completing.missing(missing(HALL, listed))

    assert "voice-poverty" not in [one.id for one in found]


def test_a_room_that_a_member_told_of_itself_counts(directory: None) -> None:
    row = make("sports-club", AROUND[1], offers=("een grote zaal met podium",))
    tasks.build_index()
    club = PresentMember(row.name, "sports-club", ("sport",), "other", AROUND[1], row.public_id)
    fans = PresentMember("Supporters", "womens-association", ("sport",), "other", AROUND[0])
    text = "We hebben geen plek om te repeteren"

    assert "space" in [one.id for one in completing.missing(missing(fans, text=text))]
    assert "space" not in [one.id for one in completing.missing(missing(fans, club, text=text))]


def test_without_anyone_near_the_kinds_are_named() -> None:
    make("library", AROUND[0])
    tasks.build_index()

    (voice, *_) = completing.missing(missing(HALL, HOME))

    assert voice.organisations == ()
    assert voice.kinds


def test_who_is_in_one_municipality_hears_of_others_elsewhere(directory: None) -> None:
    two = (replace(HOME, municipality_code=HERE), HALL)
    request = replace(missing(*two, text="We zoeken een koor"), limit=9)

    (place,) = [one for one in completing.missing(request) if one.id == "place"]

    assert place.organisations
    assert all(one.municipality_code != HERE for one in place.organisations)
