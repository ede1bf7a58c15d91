# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which pair comes when, how two lie side by side, and who stands for whom after merges."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import models, standing
from netwerkbouwer.organisations.merging import actions, queries, sides
from netwerkbouwer.organisations.merging.queries import Wanted
from netwerkbouwer.organisations.models import Organisation, Pair
from tests.factories import boards
from tests.factories.organisations import OrganisationFactory
from tests.organisations.merging.test_actions import make_pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def new_pair(**facts: Any) -> Pair:
    return make_pair(OrganisationFactory(), OrganisationFactory(), **facts)


def test_what_nobody_can_guess_is_asked_first() -> None:
    sure, even, unknown, near = (new_pair(chance=c) for c in (0.9, 0.5, None, 0.45))

    assert list(queries.waiting(Wanted())) == [even, unknown, near, sure]


def test_one_by_one_every_pair_comes_once() -> None:
    pairs = {new_pair(chance=chance).pk for chance in (0.9, 0.5, 0.5, None, 0.3, 0.7)}
    seen: list[int] = []
    after = None
    while (found := queries.following(Wanted(), after)) is not None:
        seen.append(found.pk)
        after = found.pk

    assert sorted(seen) == sorted(pairs)
    assert len(seen) == len(set(seen))


def test_decided_ones_and_those_that_people_do_not_find_are_passed_over() -> None:
    decided, hidden, gone = new_pair(), new_pair(), new_pair()
    actions.keep_apart(decided, "An")
    Organisation.objects.filter(pk=hidden.one_id).update(hidden_on=date(2026, 1, 1))
    Organisation.objects.filter(pk=gone.other_id).update(gone_on=date(2026, 1, 1))

    assert queries.count(Wanted()) == 0
    assert queries.next_laid(Wanted()) is None


def test_many_that_are_passed_over_do_not_hide_the_one_behind_them() -> None:
    gone = OrganisationFactory(gone_on=date(2026, 1, 1))
    for _ in range(queries.AT_ONCE + 1):
        make_pair(gone, OrganisationFactory())
    last = new_pair(chance=0.9)

    assert queries.following(Wanted()) == last
    assert queries.count(Wanted()) == 1


def test_each_side_tells_its_sources_links_and_boards() -> None:
    one, other, partner = (OrganisationFactory(name=name) for name in ("Kam", "De Kam", "School"))
    source = models.Source.objects.create(slug="kaart", name="De kaart")
    delivery = source.deliveries.create(at=timezone.now(), data_on=date(2026, 2, 1))
    told = {"payload": "{}", "digest": "", "first_delivery": delivery, "last_delivery": delivery}
    source.records.create(organisation=one, key="1", gone_on=date(2026, 3, 1), **told)
    link = apps.get_model("network", "Link")
    link._default_manager.create(
        one=one, other=partner, evidence="x", source=source, told_on=date(2026, 1, 1),
        added_at=timezone.now(),
    )  # fmt: skip
    board = boards.make_board("bouw-je-netwerk-uit").board
    board.cards.create(zone="z", type="candidate", position="a", organisation=one)

    laid = queries.lay(make_pair(one, other))

    assert laid is not None
    left, right = laid.sides
    assert left.told == (sides.Told("De kaart", date(2026, 2, 1), "", is_gone=True),)
    assert (left.partners, left.boards) == (("School",), 1)
    assert (right.told, right.partners, right.boards) == ((), (), 0)
    assert laid.keeps == one.public_id


def test_what_hangs_on_a_merged_one_is_told_with_the_one_that_stays() -> None:
    kept, gone, other = (OrganisationFactory(name=name) for name in ("Kam", "De Kam", "School"))
    board = boards.make_board("bouw-je-netwerk-uit").board
    board.cards.create(zone="z", type="candidate", position="a", organisation=gone)
    actions.merge(kept, gone, by="An")

    laid = queries.lay(make_pair(gone, other))

    assert laid is not None
    assert {side.public_id for side in laid.sides} == {kept.public_id, other.public_id}
    side = next(side for side in laid.sides if side.pk == kept.pk)
    assert (side.boards, side.merged) == (1, ("De Kam",))


def test_laying_a_pair_takes_as_many_queries_whatever_hangs_on_it() -> None:
    def cost(pair: Pair) -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.lay(pair)
        return len(seen)

    bare = new_pair()
    full = make_pair(
        OrganisationFactory(other_names=tuple("abcdef"), sectors=("sport", "jeugd")),
        OrganisationFactory(other_names=tuple("ghijkl"), sectors=("sport", "jeugd")),
    )

    assert cost(full) == cost(bare) <= 20


def test_decisions_come_newest_first_and_by_whom() -> None:
    first, second = new_pair(), new_pair()
    actions.keep_apart(first, "An")
    actions.keep_apart(second, "Bo")

    assert queries.decisions() == ([second, first], 1)
    assert queries.decisions(99) == ([second, first], 1)
    assert queries.latest("An") == first
    assert queries.latest("Cas") is None


def test_a_circle_in_damaged_rows_ends() -> None:
    one, other = OrganisationFactory(), OrganisationFactory()
    Organisation.objects.filter(pk=one.pk).update(merged_into=other, parent=other)
    Organisation.objects.filter(pk=other.pk).update(merged_into=one, parent=one)

    assert set(standing.kept([one.pk])) == {one.pk}
    assert set(standing.members([one.pk])[one.pk]) == {one.pk, other.pk}
    assert len(standing.above(one.pk)) <= 2


def test_public_ids_lead_to_the_one_that_stays() -> None:
    first, second, third = (OrganisationFactory() for _ in range(3))
    actions.merge(second, first, by="An")
    actions.merge(third, Organisation.objects.get(pk=second.pk), by="An")

    found = standing.kept_ids([first.public_id, third.public_id, "onbekend"])

    assert found == {
        first.public_id: third.public_id,
        third.public_id: third.public_id,
        "onbekend": "onbekend",
    }


def side(**facts: str) -> sides.Side:
    return sides.Side(1, "abcdefgh", "x", facts, None, (), (), 0, 0, ())


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_word_gets_lost_in_comparing(one: str, other: str) -> None:
    rows = list(sides.compare(side(Naam=one), side(Naam=other)))

    for row in rows:
        for words, text in ((row.one, one), (row.other, other)):
            assert " ".join(word.text for word in words).split() == text.split()
    assert bool(rows) == bool(one or other)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("De Kam", "De Kam", "gelijk"),
        ("de kam", "De Kâm", "gelijk, anders geschreven"),
        ("De Kam", "De Kam vzw", "verschilt"),
        ("De Kam", "", "alleen hier"),
    ],
)
def test_the_verdict_says_in_words_how_two_compare(one: str, other: str, verdict: str) -> None:
    (row,) = sides.compare(side(Naam=one), side(Naam=other))

    assert row.verdict == verdict


def test_only_words_that_the_other_does_not_have_are_marked() -> None:
    (row,) = sides.compare(side(Naam="GC De Kam"), side(Naam="Gemeenschapscentrum de Kam"))

    assert [(word.text, word.differs) for word in row.one] == [("GC", True), ("De Kam", False)]
