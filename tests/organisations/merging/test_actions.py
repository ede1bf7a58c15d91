# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Decisions about two organisations: carried out whole, told in history, taken back to the byte."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from netwerkbouwer.organisations import actions as directory
from netwerkbouwer.organisations import models, records, standing, writing
from netwerkbouwer.organisations.merging import actions
from netwerkbouwer.organisations.models import Change, FieldEdit, Organisation, Pair
from tests.factories import places
from tests.factories.organisations import AALST, GHENT, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
NUMBERS = ("0400378485", "0404484654", "0403199702")
LISTS = (
    (models.OtherName, ("name",)),
    (models.OrganisationSector, ("sector",)),
    (models.Identifier, ("scheme", "value")),
    (models.Offering, ("kind", "text")),
)


def make_pair(one: Organisation, other: Organisation, **facts: Any) -> Pair:
    low, high = sorted((one.pk, other.pk))
    given = {"found_at": timezone.now(), "chance": 0.5, "reasons": ["zelfde naam"]} | facts
    return Pair.objects.create(one_id=low, other_id=high, **given)


def three(*names: str) -> list[Organisation]:
    """Organisations with a record behind them, loaded as any file is."""
    for code in (GHENT, AALST):
        places.municipality(code)
    rows = [
        records.parse(
            {
                "id": f"proef:{place}",
                "name": name,
                "country": "BE",
                "municipality_code": (GHENT, AALST)[place % 2],
                "street": f"Kerkstraat {place}",
                "sector": "welzijn",
                "sectors": ("sport", "jeugd", "erfgoed")[place % 3],
                "offers": f"zaal {place}",
                "kbo": NUMBERS[place],
                "checked_on": f"2026-01-0{place + 1}",
            },
            place + 2,
            "Proefbron",
        )
        for place, name in enumerate(names)
    ]
    report = directory.load_organisations(rows, update_index=False)
    assert report.new == len(names), report.errors
    found = {row.name: row for row in Organisation.objects.all()}
    writing.recompute(row.pk for row in found.values())
    return [found[name] for name in names]


def everything(*rows: Organisation) -> list[Any]:
    """All columns, all lists and where each fact comes from, as they are stored now."""
    found: list[Any] = []
    for row in Organisation.objects.filter(pk__in=[one.pk for one in rows]).order_by("pk").values():
        lists = [
            sorted(model._default_manager.filter(organisation=row["id"]).values_list(*columns))
            for model, columns in LISTS
        ]
        records = models.SourceRecord.objects.filter(organisation=row["id"]).order_by("pk")
        edits = FieldEdit.objects.filter(organisation=row["id"]).order_by("pk")
        found.append((row, lists, list(records.values()), list(edits.values())))
    return found


def now(row: Organisation) -> Organisation:
    return Organisation.objects.get(pk=row.pk)


def test_two_become_one_and_both_histories_say_so() -> None:
    kept, other = three("Huis van Alles", "Huis v. Alles")
    pair = make_pair(kept, other)

    decided = actions.merge(kept, other, by="An", pair=pair)

    assert decided.pk == pair.pk
    assert (decided.state, decided.kept, decided.decided_by) == (Pair.State.SAME, kept, "An")
    assert now(other).merged_into == kept
    assert list(Organisation.objects.shown()) == [kept]
    told = Change.objects.filter(kind=Change.Kind.MERGED)
    assert {(line.organisation_id, line.by) for line in told} == {(kept.pk, "An"), (other.pk, "An")}


def test_the_one_that_stays_shows_what_both_have() -> None:
    kept, other = three("Huis van Alles", "Huis v. Alles")

    actions.merge(kept, other, by="An")

    shown = now(kept)
    assert shown.name == "Huis van Alles"
    assert set(shown.offerings.values_list("text", flat=True)) == {"zaal 0", "zaal 1"}
    assert shown.identifiers.count() == 2
    assert "Huis v. Alles" in shown.other_names.values_list("name", flat=True)


def write_names(row: Organisation, *names: str) -> None:
    values = {"value": list(names), "by": "Bo", "at": timezone.now()}
    FieldEdit.objects.update_or_create(organisation=row, field="other_names", defaults=values)
    writing.recompute([row.pk])


@pytest.mark.parametrize("edited", [0, 1])
def test_names_stay_findable_beside_other_names_that_someone_wrote(edited: int) -> None:
    both = three("Huis van Alles", "Huis v. Alles")
    write_names(both[edited], "De Zolder")

    pair = actions.merge(both[0], both[1], by="An")

    def names() -> set[str]:
        return set(now(both[0]).other_names.values_list("name", flat=True))

    assert names() == {"De Zolder", "Huis v. Alles"}
    write_names(both[0], "De Kelder")
    assert names() == {"De Kelder"}
    write_names(both[0])
    actions.undo(pair, "An")
    assert "Huis v. Alles" not in names()


@pytest.mark.parametrize("keep_second", [False, True])
def test_undoing_restores_both_to_the_byte(keep_second: bool) -> None:
    one, other = three("Huis van Alles", "Huis v. Alles")
    FieldEdit.objects.create(
        organisation=other, field="phone", value="+3291234567", by="Bo", at=timezone.now()
    )
    writing.recompute([other.pk])
    pair = make_pair(one, other)
    before = everything(one, other)
    asked = Pair.objects.values().get()

    kept, gone = (other, one) if keep_second else (one, other)
    actions.merge(now(kept), now(gone), by="An", pair=pair)
    assert everything(one, other) != before
    actions.undo(pair, "An")

    assert everything(one, other) == before
    assert Pair.objects.values().get() == asked


def test_the_chosen_name_stays_also_beside_a_source_that_goes_first() -> None:
    one, other = three("Huis van Alles", "Huis v. Alles")
    models.Source.objects.filter(records__organisation=one).update(priority=50)

    for kept, gone in ((one, other), (other, one)):
        pair = actions.merge(now(kept), now(gone), by="An")
        assert now(kept).name == kept.name
        actions.undo(pair, "An")

    assert not FieldEdit.objects.exists()


def test_a_name_that_someone_changed_after_a_merge_outlives_its_undoing() -> None:
    one, other = three("Huis van Alles", "Huis v. Alles")
    pair = actions.merge(other, one, by="An")
    said = {"value": "Allesthuis", "by": "Bo", "at": timezone.now()}
    FieldEdit.objects.update_or_create(organisation=other, field="name", defaults=said)

    actions.undo(pair, "An")

    assert now(other).name == "Allesthuis"


def test_a_chain_of_merges_leads_to_the_last_and_can_be_opened_in_the_middle() -> None:
    first, second, third = three("Een", "Twee", "Drie")
    start = everything(first, second, third)
    low = actions.merge(second, first, by="An")
    between = everything(first, second, third)
    high = actions.merge(now(third), now(second), by="An")

    assert standing.kept([first.pk, second.pk]) == {first.pk: third.pk, second.pk: third.pk}
    assert set(standing.members([third.pk])[third.pk]) == {first.pk, second.pk, third.pk}

    actions.undo(low, "An")
    assert standing.kept([first.pk])[first.pk] == first.pk
    assert everything(first) == [start[0]]
    actions.undo(high, "An")
    assert everything(first, second, third) == start
    assert everything(first, second, third) != between


def test_undoing_from_the_end_gives_every_state_back() -> None:
    rows = three("Een", "Twee", "Drie")
    states, pairs = [everything(*rows)], []
    for kept, gone in ((1, 0), (2, 1)):
        pairs.append(actions.merge(now(rows[kept]), now(rows[gone]), by="An"))
        states.append(everything(*rows))

    for pair, state in zip(reversed(pairs), reversed(states[:-1]), strict=True):
        actions.undo(pair, "An")
        assert everything(*rows) == state


def test_one_that_is_merged_already_is_not_merged_again() -> None:
    first, second, third = three("Een", "Twee", "Drie")
    stale = now(first)
    actions.merge(second, first, by="An")
    before = everything(first, second, third)

    with pytest.raises(actions.AlreadyDecided, match="hoort intussen bij ‘Twee’"):
        actions.merge(third, stale, by="Bo")
    with pytest.raises(actions.AlreadyDecided, match="hoort intussen bij"):
        actions.merge(stale, second, by="Bo")
    with pytest.raises(actions.AlreadyDecided, match="al één organisatie"):
        actions.merge(second, second, by="Bo")

    assert everything(first, second, third) == before


def test_the_second_of_two_curators_hears_who_was_first() -> None:
    one, other = OrganisationFactory(), OrganisationFactory()
    pair = make_pair(one, other)
    seen = Pair.objects.get()
    actions.keep_apart(pair, "An")

    with pytest.raises(actions.AlreadyDecided, match="An was net iets eerder: deze twee blijven"):
        actions.merge(one, other, by="Bo", pair=seen)
    with pytest.raises(actions.AlreadyDecided, match="An was net iets eerder"):
        actions.keep_apart(seen, "Bo")

    assert now(other).merged_into is None
    assert Pair.objects.get().decided_by == "An"


def test_undoing_twice_is_told_and_changes_nothing() -> None:
    pair = make_pair(OrganisationFactory(), OrganisationFactory())
    actions.keep_apart(pair, "An")
    actions.undo(pair, "An")

    with pytest.raises(actions.AlreadyDecided, match="al ongedaan"):
        actions.undo(pair, "Bo")


def test_taken_apart_stays_apart_and_is_not_asked_again() -> None:
    kept, other = three("Huis van Alles", "Huis v. Alles")
    pair = actions.merge(kept, other, by="An")

    parted = actions.part(pair, "Bo")

    assert (parted.state, parted.decided_by) == (Pair.State.APART, "Bo")
    assert now(other).merged_into is None
    with pytest.raises(actions.KeptApart, match="Bo zei eerder"):
        actions.merge(now(kept), now(other), by="An")
    assert Change.objects.filter(kind=Change.Kind.PARTED).count() == 2


def test_a_refusal_holds_for_all_that_came_together() -> None:
    first, second, third = three("Een", "Twee", "Drie")
    actions.keep_apart(make_pair(first, third), "An")
    actions.merge(second, first, by="An")

    with pytest.raises(actions.KeptApart, match="‘Een’ en ‘Drie’ niet dezelfde"):
        actions.merge(now(second), now(third), by="Bo")
    actions.merge(now(second), now(third), by="Bo", even_if_apart=True)

    assert now(third).merged_into_id == second.pk


def test_questions_that_a_decision_answers_close_and_open_again_with_it() -> None:
    first, second, third = three("Een", "Twee", "Drie")
    low, side, high = make_pair(first, second), make_pair(first, third), make_pair(second, third)

    def states() -> list[str]:
        return [Pair.objects.get(pk=pair.pk).state for pair in (low, side, high)]

    actions.merge(second, first, by="An", pair=low)
    assert states() == ["same", "open", "open"]
    actions.keep_apart(side, "An")
    assert states() == ["same", "apart", "apart"]
    actions.undo(Pair.objects.get(state="apart", decided_by="An"), "An")
    assert states() == ["same", "open", "open"]
    actions.merge(now(second), now(third), by="An", pair=side)
    assert states() == ["same", "same", "same"]
    actions.undo(Pair.objects.get(pk=high.pk), "An")
    actions.undo(low, "An")
    assert states() == ["open", "open", "open"]


def test_a_department_is_not_merged_into_what_it_belongs_to() -> None:
    town, service, desk = three("Stad", "Cultuurdienst", "Loket")
    actions.set_parent(service, town, "An")
    actions.set_parent(desk, service, "An")

    with pytest.raises(actions.Family, match="‘Loket’ staat in de gids als afdeling van ‘Stad’"):
        actions.merge(now(desk), now(town), by="Bo")
    with pytest.raises(actions.Family, match="afdeling van"):
        actions.merge(now(town), now(service), by="Bo")

    assert list(Organisation.objects.exclude(merged_into=None)) == []


def test_a_department_of_its_own_department_is_refused() -> None:
    town, service, desk = three("Stad", "Cultuurdienst", "Loket")
    actions.set_parent(service, town, "An")
    actions.set_parent(desk, service, "An")

    with pytest.raises(actions.Family, match="hoort zelf al bij"):
        actions.set_parent(now(town), now(desk), "An")
    with pytest.raises(actions.Family, match="van zichzelf"):
        actions.set_parent(now(town), now(town), "An")

    assert now(town).parent is None


def test_a_circle_by_way_of_a_merged_one_is_refused_too() -> None:
    town, service, desk = three("Stad", "Cultuurdienst", "Loket")
    actions.set_parent(desk, service, "An")
    actions.merge(now(town), now(service), by="An")

    with pytest.raises(actions.Family, match="hoort zelf al bij"):
        actions.set_parent(now(town), now(desk), "An")


def test_what_a_person_says_of_departments_is_an_edit_with_a_line_in_history() -> None:
    town, service = three("Stad", "Cultuurdienst")
    actions.set_parent(service, town, "An")
    actions.set_parent(now(service), town, "An")
    actions.set_parent(now(service), None, "Bo")

    assert now(service).parent is None
    edit = FieldEdit.objects.get(field="parent")
    assert (edit.value, edit.by) == ("", "Bo")
    lines = Change.objects.filter(organisation=service, kind=Change.Kind.EDITED).order_by("pk")
    assert [line.differences["parent"] for line in lines] == [[None, town.pk], [town.pk, None]]
    assert [line.by for line in lines] == ["An", "Bo"]


def test_a_department_is_an_answer_too() -> None:
    town, service = three("Stad", "Cultuurdienst")
    pair = make_pair(town, service)

    actions.make_department(pair, service, town, "An")

    assert now(service).parent == town
    assert Pair.objects.get().state == Pair.State.APART


def test_a_department_that_cannot_be_leaves_the_question_open() -> None:
    town, service = three("Stad", "Cultuurdienst")
    actions.set_parent(town, service, "An")
    pair = make_pair(town, service)

    with pytest.raises(actions.Family):
        actions.make_department(pair, now(service), now(town), "An")

    assert Pair.objects.get().state == Pair.State.OPEN


def test_who_does_not_want_to_be_listed_is_not_joined_with_anyone() -> None:
    hidden = OrganisationFactory(hidden_on=date(2026, 1, 1))

    with pytest.raises(actions.Refused, match="wil niet in de gids staan"):
        actions.merge(OrganisationFactory(), hidden, by="An")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_decides_and_one_hears_it() -> None:
    one, other = three("Huis van Alles", "Huis v. Alles")
    pair = make_pair(one, other)
    start = threading.Barrier(2)
    ends: list[str] = []

    def decide(by: str) -> None:
        seen = Pair.objects.get(pk=pair.pk)
        start.wait(timeout=30)
        try:
            if by == "An":
                actions.merge(one, other, by=by, pair=seen)
            else:
                actions.keep_apart(seen, by)
            ends.append(by)
        except actions.AlreadyDecided:
            ends.append("heard")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(by,)) for by in ("An", "Bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    winner = next(end for end in ends if end != "heard")
    assert sorted(ends) == sorted([winner, "heard"])
    decided = Pair.objects.get()
    assert decided.decided_by == winner
    assert (now(other).merged_into_id is not None) == (decided.state == Pair.State.SAME)
