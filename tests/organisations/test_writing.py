# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts on their way in and out: nothing twice, nothing of people lost, nothing left behind."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netwerkbouwer.organisations import actions, facts, models, queries, writing
from tests.factories.organisations import OrganisationFactory
from tests.organisations import telling
from tests.organisations.telling import delivery, record

pytestmark = pytest.mark.django_db

LATER = date(2026, 11, 10)
in_database = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture(autouse=True)
def municipalities() -> None:
    telling.municipalities()


def take_in(
    to: models.Delivery, *rows: dict[str, str], joined: models.Organisation | None = None
) -> writing.Written:
    """Take in these rows, all of them about `joined` when it is given."""
    home = joined.pk if joined else None
    return writing.take_in([writing.Incoming(record(**row), home) for row in rows], to)


def only() -> models.Organisation:
    return models.Organisation.objects.get()


def lists(rows: Iterable[models.Organisation] | None = None) -> list[Any]:
    """All that belongs to organisations, in its order, without the keys of the rows."""
    found: list[Any] = []
    for model, columns in (
        (models.OtherName, ("name",)),
        (models.OrganisationSector, ("sector",)),
        (models.Identifier, ("scheme", "value")),
        (models.Offering, ("kind", "text")),
    ):
        stored = model._default_manager.order_by("organisation_id", "pk")
        found.append(list(stored.values_list("organisation_id", *columns)))
    return found


def everything() -> tuple[Any, ...]:
    """The directory to the byte: rows, lists, records and what they held before."""
    return (
        list(models.Organisation.objects.order_by("pk").values()),
        lists(),
        list(models.SourceRecord.objects.order_by("pk").values()),
        list(models.RecordVersion.objects.order_by("record_id", "delivery_id").values(
            "record_id", "delivery_id", "payload", "digest", "last_delivery_id", "gone_on")),
    )  # fmt: skip


def edit(row: models.Organisation, name: str, value: object) -> None:
    models.FieldEdit.objects.create(
        organisation=row, field=name, value=value, by="An", at=timezone.now()
    )
    writing.recompute([row.pk])


def merge(kept: models.Organisation, other: models.Organisation) -> None:
    models.Organisation.objects.filter(pk=other.pk).update(merged_into=kept)
    writing.recompute([kept.pk])


def part(kept: models.Organisation, other: models.Organisation) -> None:
    models.Organisation.objects.filter(pk=other.pk).update(merged_into=None)
    writing.recompute([kept.pk, other.pk])


def test_a_new_record_becomes_an_organisation_of_its_own() -> None:
    written = take_in(delivery(), {"key": "b:1", "offers": "zaal"})

    row = only()
    assert (written.new, written.changed, written.unchanged) == ([row.pk], [], 0)
    assert (row.source_id, row.source, row.name_folded) == ("b:1", "Een bron", "buurthuis de brug")
    assert row.source_records.get().matched_by == ""
    assert not models.Change.objects.exists()


def test_a_known_digest_is_left_alone_and_a_change_keeps_what_was_before() -> None:
    first, second = delivery(), delivery(data_on=LATER)
    take_in(first, {"street": "Kaai 1"})

    assert take_in(second, {"street": "Kaai 1"}).unchanged == 1
    assert not models.RecordVersion.objects.exists()
    written = take_in(second, {"street": "Kaai 2"})

    assert (written.changed, written.unchanged) == ([only().pk], 0)
    version = models.RecordVersion.objects.get()
    assert (version.delivery, version.last_delivery) == (second, first)
    change = models.Change.objects.get()
    assert (change.kind, change.differences) == ("taken_in", {"street": ["Kaai 1", "Kaai 2"]})


def test_one_key_twice_in_a_batch_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="twice"):
        take_in(delivery(), {}, {})
    assert not models.Organisation.objects.exists()


def test_one_key_of_two_sources_is_two_organisations() -> None:
    take_in(delivery("Een bron"), {"key": "7"})
    take_in(delivery("Andere bron"), {"key": "7"})

    assert sorted(models.Organisation.objects.values_list("source_id", flat=True)) == [
        "7",
        "andere-bron:7",
    ]


def test_a_record_can_join_an_organisation_that_is_there() -> None:
    take_in(delivery("Een bron"), {"key": "a"})
    row = only()
    joining = writing.Incoming(record("z", website="https://brug.example"), row.pk, "zelfde nummer")

    written = writing.take_in([joining], delivery("Andere bron"))

    assert (written.new, written.changed) == ([], [row.pk])
    assert only().website == "https://brug.example"
    assert models.SourceRecord.objects.get(key="z").matched_by == "zelfde nummer"


def test_a_row_without_records_keeps_what_it_held() -> None:
    row = OrganisationFactory(kind="library", half="culture", other_names=("Bib",))
    before = everything()[:2]

    assert writing.recompute([row.pk]) == set()
    assert everything()[:2] == before
    take_in(delivery(), {"website": "https://brug.example"}, joined=row)

    changed = only()
    assert (changed.name, changed.website) == ("Buurthuis De Brug", "https://brug.example")
    assert set(changed.other_names.values_list("name", flat=True)) == {"Bib", row.name}


def test_a_row_from_before_takes_the_record_with_its_own_id() -> None:
    row = OrganisationFactory(source_id="b:1", other_names=("Oude naam",))
    writing.recompute([row.pk])

    written = take_in(delivery(), {"key": "b:1"})

    assert written.changed == [row.pk]
    assert not models.OtherName.objects.exists()


def test_what_a_source_no_longer_has_is_gone_and_comes_back() -> None:
    first, second, third = delivery(), delivery(data_on=LATER), delivery()
    take_in(first, {"key": "a"}, {"key": "b"})
    gone = models.Organisation.objects.get(source_id="a")

    assert writing.mark_gone("een-bron", ["a", "onbekend"], second) == [gone.pk]
    gone.refresh_from_db()
    assert gone.gone_on == LATER
    assert models.Organisation.objects.shown().count() == 1
    assert writing.mark_gone("een-bron", ["a"], second) == []

    assert take_in(third, {"key": "a"}).changed == [gone.pk]
    gone.refresh_from_db()
    assert gone.gone_on is None
    assert list(gone.changes.order_by("pk").values_list("kind", flat=True)) == ["gone", "back"]


def test_an_organisation_that_another_source_still_has_is_not_gone() -> None:
    take_in(delivery("Een bron"), {"key": "a", "website": "https://brug.example"})
    row = only()
    take_in(delivery("Andere bron"), {"key": "z"}, joined=row)

    writing.mark_gone("een-bron", ["a"], delivery("Een bron", LATER))

    assert (only().gone_on, only().website) == (None, "")


def test_one_that_ended_is_gone() -> None:
    take_in(delivery(data_on=LATER), {"ended_on": "2026-11-09"})
    assert only().gone_on == date(2026, 11, 9)

    take_in(delivery(data_on=LATER), {"ended_on": "2026-12-31"})
    assert only().gone_on is None


def test_a_parent_that_comes_later_is_found_at_the_end() -> None:
    to = delivery()
    take_in(to, {"key": "deel", "name": "Deel", "parent": "geheel"}, {"key": "x", "parent": "weg"})
    take_in(to, {"key": "geheel", "name": "Geheel"})

    assert writing.settle_parents(to) == [("x", "weg")]
    part_of = models.Organisation.objects.get(source_id="deel").parent
    assert part_of is not None
    assert part_of.source_id == "geheel"


def test_a_person_decides_what_something_is_a_part_of() -> None:
    to = delivery()
    take_in(to, {"key": "geheel", "name": "Geheel"}, {"key": "ander", "name": "Ander"})
    take_in(to, {"key": "deel", "name": "Deel", "parent": "geheel"})
    row = models.Organisation.objects.get(source_id="deel")
    other = models.Organisation.objects.get(source_id="ander")

    edit(row, "parent", other.public_id)
    row.refresh_from_db()
    assert row.parent == other
    edit(other, "parent", row.public_id)
    other.refresh_from_db()
    assert other.parent is None


def test_undo_gives_the_rows_from_before_and_tells_so() -> None:
    first, second = delivery(), delivery(data_on=LATER)
    take_in(first, {"key": "a", "offers": "zaal|keuken"}, {"key": "b"})
    before = everything()
    take_in(second, {"key": "a", "offers": "keuken", "name": "Anders"}, {"key": "c"})
    writing.mark_gone("een-bron", ["b"], second)

    touched = writing.undo(second)

    brought = models.Organisation.objects.get(source_id="c")
    assert brought.gone_on is not None
    assert set(touched) == set(models.Organisation.objects.values_list("pk", flat=True))
    assert models.Change.objects.filter(kind="reverted").count() == 3
    assert second.undone_at is not None
    models.OrganisationSector.objects.filter(organisation=brought).delete()
    models.Change.objects.all().delete()
    brought.delete()
    assert everything() == before


def test_undo_of_a_coming_back_leaves_it_gone() -> None:
    first, second, third = delivery(), delivery(data_on=LATER), delivery(data_on=LATER)
    take_in(first, {"key": "a"})
    writing.mark_gone("een-bron", ["a"], second)
    before = everything()
    take_in(third, {"key": "a"})
    assert only().gone_on is None

    writing.undo(third)

    assert everything() == before
    assert only().gone_on == LATER


def test_the_same_again_after_an_undo_gives_the_same_address() -> None:
    first = delivery()
    take_in(first, {"key": "a"})
    address = only().public_id
    writing.undo(first)
    assert not models.Organisation.objects.shown().exists()

    take_in(delivery(), {"key": "a"})

    assert models.Organisation.objects.shown().get().public_id == address


def test_a_delivery_that_a_later_one_builds_on_goes_second() -> None:
    first, second = delivery(), delivery(data_on=LATER, file_name="later.csv")
    take_in(first, {"street": "Kaai 1"})
    take_in(second, {"street": "Kaai 2"})

    with pytest.raises(writing.CannotUndo, match=r"later\.csv"):
        writing.undo(first)
    writing.undo(second)
    writing.undo(first)

    assert not models.SourceRecord.objects.exists()


def test_an_undo_that_was_cut_off_can_be_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    first = delivery()
    take_in(first, *({"key": f"k:{n}"} for n in range(5)))

    def stop(done: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writing.undo(first, progress=stop)
    assert models.SourceRecord.objects.count() == 3
    writing.undo(first)

    assert not models.Organisation.objects.shown().exists()


def test_undo_takes_contacts_of_its_records_along() -> None:
    first = delivery()
    take_in(first, {})
    models.Contact.objects.create(
        organisation=only(), record=models.SourceRecord.objects.get(), added_at=timezone.now()
    )

    writing.undo(first)

    assert not models.Contact.objects.exists()


def test_a_merge_shows_both_and_a_part_gives_each_its_own_again() -> None:
    take_in(delivery(), {"key": "a", "name": "Brug", "offers": "zaal"},
            {"key": "b", "name": "De Brug vzw", "website": "https://brug.example"})  # fmt: skip
    kept, other = models.Organisation.objects.order_by("pk")
    before = everything()

    merge(kept, other)
    kept.refresh_from_db()
    assert kept.website == "https://brug.example"
    assert list(kept.other_names.values_list("name", flat=True)) == ["De Brug vzw"]

    part(kept, other)
    assert everything() == before


def test_what_comes_in_for_a_merged_one_shows_on_the_one_that_stays() -> None:
    take_in(delivery(), {"key": "a"}, {"key": "b"})
    kept, other = models.Organisation.objects.order_by("pk")
    merge(kept, other)

    written = take_in(delivery(data_on=LATER), {"key": "b", "website": "https://brug.example"})

    assert set(written.changed) == {kept.pk, other.pk}
    kept.refresh_from_db()
    assert kept.website == "https://brug.example"


def test_a_correction_on_a_merged_one_counts_but_not_its_name() -> None:
    take_in(delivery(), {"key": "a", "name": "Brug"}, {"key": "b", "name": "Andere"})
    kept, other = models.Organisation.objects.order_by("pk")
    edit(other, "name", "Gekozen")
    edit(other, "website", "https://goed.example")

    merge(kept, other)

    kept.refresh_from_db()
    assert (kept.name, kept.website) == ("Brug", "https://goed.example")


def test_provenance_says_per_field_which_source_and_when() -> None:
    take_in(delivery("Een bron"), {"key": "a", "street": "Kaai 1"})
    row = only()
    take_in(delivery("Andere bron", LATER), {"key": "z", "website": "https://b.example"},
            joined=row)  # fmt: skip
    edit(row, "description", "Zelf gezegd.")

    found = queries.provenance(row.pk)

    assert found.basis["street"].source == "een-bron"
    assert (found.basis["website"].source, found.basis["website"].on) == ("andere-bron", LATER)
    assert found.basis["description"].by_person
    assert found.values["name"] == only().name
    with pytest.raises(facts.UnknownOrganisation):
        queries.provenance(0)


def test_a_source_is_made_once_and_its_facts_are_brought_up_to_date() -> None:
    one = actions.source_for("Een register", licence="CC0", priority=70)
    again = actions.source_for("Een register", licence="CC BY 4.0")

    assert one.slug == again.slug == "een-register"
    assert (again.licence, again.priority) == ("CC BY 4.0", 70)
    assert models.Source.objects.count() == 1


batches = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["k:1", "k:2", "k:3"]), telling.rows),
        min_size=1, max_size=3, unique_by=lambda pair: pair[0],
    ),
    min_size=1, max_size=3,
)  # fmt: skip


class _Back(Exception):
    pass


def told_rows(batch: list[tuple[str, dict[str, str]]]) -> list[dict[str, str]]:
    return [{"key": key, **row} for key, row in batch]


def rolled_back(check: Any) -> None:
    """Run in a transaction that leaves nothing: Hypothesis asks many times in one test."""
    with suppress(_Back), transaction.atomic():
        check()
        raise _Back


@given(batches)
@in_database
def test_the_same_batch_twice_changes_nothing(every: list[Any]) -> None:
    def check() -> None:
        for batch in every:
            take_in(delivery(), *told_rows(batch))
        before = everything()
        again = take_in(delivery(), *told_rows(every[-1]))
        assert again.unchanged == len(every[-1])
        assert everything() == before

    rolled_back(check)


@given(batches)
@in_database
def test_undoing_each_delivery_goes_back_step_by_step(every: list[Any]) -> None:
    def check() -> None:
        steps = []
        for batch in every:
            to = delivery()
            before = everything()
            steps.append((to, before, set(models.Organisation.objects.values_list("pk"))))
            take_in(to, *told_rows(batch))
        for to, before, there in reversed(steps):
            writing.undo(to)
            rows, stored, *rest = everything()
            kept = [row for row in rows if (row["id"],) in there]
            assert kept == before[0]
            ours = [[e for e in each if (e[0],) in there] for each in stored]
            assert ours == before[1]
            assert tuple(rest) == before[2:]

    rolled_back(check)


@given(batches, st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=3))
@in_database
def test_parting_what_was_merged_gives_the_same_bytes(every: list[Any], pairs: list[Any]) -> None:
    def check() -> None:
        for batch in every:
            take_in(delivery(), *told_rows(batch))
        found = list(models.Organisation.objects.order_by("pk"))
        before = everything()
        done: list[tuple[models.Organisation, models.Organisation]] = []
        for one, two in pairs:
            if one == two or max(one, two) >= len(found):
                continue
            kept, other = found[one], found[two]
            if any(other in pair for pair in done) or any(kept is o for _, o in done):
                continue
            merge(kept, other)
            done.append((kept, other))
        for kept, other in reversed(done):
            part(kept, other)
        assert everything() == before

    rolled_back(check)


EDITS = {"name": "Eigen naam", "website": "https://eigen.example", "offers": ["eigen aanbod"],
         "main_sector": "circus", "street": "Eigen straat 1", "description": "",
         "other_names": ["Bijnaam"], "is_person": True}  # fmt: skip


@given(batches, st.sampled_from(sorted(EDITS)))
@in_database
def test_what_a_person_edited_never_changes_by_a_delivery(every: list[Any], name: str) -> None:
    def check() -> None:
        take_in(delivery(), {"key": "k:1"})
        edit(only(), name, EDITS[name])
        expected = shown(only(), name)
        for batch in every:
            to = delivery(data_on=LATER)
            take_in(to, *told_rows(batch))
            writing.mark_gone("een-bron", ["k:1"], to)
            assert shown(models.Organisation.objects.get(source_id="k:1"), name) == expected

    rolled_back(check)


def shown(row: models.Organisation, name: str) -> object:
    if name == "offers":
        return list(row.offerings.filter(kind="offer").values_list("text", flat=True))
    if name == "other_names":
        return list(row.other_names.values_list("name", flat=True))
    return getattr(row, name)
