# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan is carried out in steps that may be cut off anywhere, and can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from netwerkbouwer.common import locks
from netwerkbouwer.importing import applying, pipeline, plan, queries, reading
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.rows import ContactRow, LinkRow, SourceRow
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import writing
from netwerkbouwer.organisations.curation import edit_actions
from netwerkbouwer.organisations.models import Contact, Organisation, Pair, SourceRecord
from tests.factories import places
from tests.factories.organisations import AALST, GHENT, OrganisationFactory
from tests.importing.feeding import applied, feed, make_run, planned, row, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
Patch = pytest.MonkeyPatch
WHY = "uitnodigen voor de netwerkdag"


@pytest.fixture(autouse=True)
def municipalities() -> None:
    places.municipality(GHENT)
    places.municipality(AALST)


@pytest.fixture
def small_batches(monkeypatch: Patch) -> None:
    monkeypatch.setattr(applying, "BATCH", 3)
    monkeypatch.setattr(applying, "GONE_AT_ONCE", 2)


def everything() -> list[Any]:
    """All that an import writes, without the moments at which it did."""
    found = SourceRecord.objects.order_by("source", "key")
    return [
        list(found.values_list("key", "digest", "organisation__source_id", "gone_on")),
        list(
            Organisation.objects.order_by("source_id").values_list("source_id", "name", "gone_on")
        ),
        list(Link.objects.order_by("evidence").values_list("one__name", "other__name")),
    ]


def cut_off(
    monkeypatch: Patch,
    run: ImportRun,
    owner: Any,
    name: str,
    calls: int,
    step: Callable[[ImportRun], None] = pipeline.apply,
) -> None:
    """Go on until a function of ours was called so often; there it ends, as if the power went."""
    right: Callable[..., Any] = getattr(owner, name)
    made = 0

    def broken(*args: Any, **options: Any) -> Any:
        nonlocal made
        made += 1
        if made > calls:
            raise KeyboardInterrupt
        return right(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, broken)
        with pytest.raises(KeyboardInterrupt):
            step(run)


def test_a_plan_becomes_organisations_of_one_delivery(monkeypatch: Patch) -> None:
    run = applied(monkeypatch, row("1", "De Brug"), row("2", "De Steen"))
    assert shown() == ["De Brug", "De Steen"]
    assert run.state == "applied"
    assert run.delivery is not None
    assert run.delivery.records.count() == 2


def test_a_joined_row_adds_to_who_is_there_and_says_why(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("k", "De Brug", kbo="0400378485"), source="Register")
    applied(monkeypatch, row("o", "De Brug vzw", kbo="0400378485"), source="Kaart")
    assert Organisation.objects.count() == 1
    assert SourceRecord.objects.get(key="o").matched_by == "zelfde ondernemingsnummer"


def test_what_is_gone_disappears_and_comes_back(monkeypatch: Patch) -> None:
    rows = [row(str(n)) for n in range(4)]
    applied(monkeypatch, *rows, is_whole=True)
    applied(monkeypatch, *rows[:1], is_whole=True, data_on=date(2026, 11, 2))
    assert shown() == ["Organisatie 0"]
    assert Organisation.objects.count() == 4
    applied(monkeypatch, *rows, is_whole=True, data_on=date(2026, 11, 3))
    assert len(shown()) == 4


def test_a_run_with_brakes_waits_for_someone_to_say_go(monkeypatch: Patch) -> None:
    rows = [row(str(n)) for n in range(20)]
    applied(monkeypatch, *rows, is_whole=True)
    run = planned(monkeypatch, *rows[:3], is_whole=True)
    with pytest.raises(pipeline.Refused, match="17 van de 20 organisaties"):
        pipeline.apply(run)
    assert (run.state, len(shown())) == ("planned", 20)
    run.options["force"] = True
    run.save()
    pipeline.apply(run)
    assert len(shown()) == 3


def test_a_plan_from_before_another_delivery_is_out_of_date(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"))
    applied(monkeypatch, row("1", "Anders"))
    with pytest.raises(pipeline.Refused, match="opnieuw lezen"):
        pipeline.apply(run)


def test_a_plan_from_before_an_undo_is_out_of_date(monkeypatch: Patch) -> None:
    first = applied(monkeypatch, row("1"))
    run = planned(monkeypatch, row("1"))
    pipeline.undo(first)
    with pytest.raises(pipeline.Refused, match="opnieuw lezen"):
        pipeline.apply(run)


def test_undoing_gives_back_what_was_before(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "De Brug"), row("2"))
    before = everything()
    run = applied(monkeypatch, row("1", "Anders"), row("3"), data_on=date(2026, 11, 2))
    pipeline.undo(run)
    assert run.state == "undone"
    assert everything()[0] == before[0]
    assert shown() == ["De Brug", "Organisatie 2"]


def test_what_a_later_run_changed_is_undone_first(monkeypatch: Patch) -> None:
    first = applied(monkeypatch, row("1", "De Brug"))
    applied(monkeypatch, row("1", "Anders"), data_on=date(2026, 11, 2))
    with pytest.raises(pipeline.Refused, match="ongedaan"):
        pipeline.undo(first)
    first.refresh_from_db()
    assert (first.state, bool(first.message)) == ("applied", True)


def test_an_undo_that_is_refused_leaves_people_and_links_alone(monkeypatch: Patch) -> None:
    brug = linked("1", "De Brug", LinkRow("De Steen"))
    brug = SourceRow("1", brug.values, 2, (), (ContactRow("An"),), brug.links)
    first = applied(monkeypatch, brug, row("2", "De Steen"), contacts_purpose=WHY)
    applied(monkeypatch, row("2", "Anders"), data_on=date(2026, 11, 2))
    with pytest.raises(pipeline.Refused):
        pipeline.undo(first)
    assert (Contact.objects.count(), Link.objects.count()) == (1, 1)


def test_an_undo_that_was_stopped_can_go_on_or_be_taken_back(monkeypatch: Patch) -> None:
    run = applied(monkeypatch, row("1"), row("2"))
    monkeypatch.setattr(writing, "AT_ONCE", 1)
    for step, wanted in ((pipeline.apply, 2), (pipeline.undo, 0)):
        cut_off(monkeypatch, run, writing, "_undo", 1, pipeline.undo)
        assert len(shown()) == 1
        step(ImportRun.objects.get(pk=run.pk))
        assert len(shown()) == wanted
    with pytest.raises(pipeline.Refused, match="teruggedraaid"):
        pipeline.apply(ImportRun.objects.get(pk=run.pk))


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("calls", range(5))
def test_rows_cut_off_anywhere_are_taken_in_once(monkeypatch: Patch, calls: int) -> None:
    run = planned(monkeypatch, *(row(str(n)) for n in range(11)))
    cut_off(monkeypatch, run, writing, "take_in", min(calls, 3))
    assert Organisation.objects.count() == min(calls, 3) * 3
    pipeline.apply(ImportRun.objects.get(pk=run.pk))
    assert Organisation.objects.count() == 11
    assert ImportRun.objects.get(pk=run.pk).state == "applied"


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (writing, "mark_gone"),
        (writing, "settle_parents"),
        (applying, "update_index"),
        (applying, "take_in_extras"),
    ],
)
def test_the_steps_after_the_rows_can_be_done_again(
    monkeypatch: Patch, owner: Any, name: str
) -> None:
    rows = [row(str(n)) for n in range(5)]
    applied(monkeypatch, *rows, is_whole=True)
    run = planned(monkeypatch, *rows[:2], row("9"), is_whole=True, force=True)
    cut_off(monkeypatch, run, owner, name, 0)
    pipeline.apply(ImportRun.objects.get(pk=run.pk))
    assert shown() == ["Organisatie 0", "Organisatie 1", "Organisatie 9"]


def test_a_mark_that_another_process_moved_stops_us(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"))
    right = applying._incoming

    def meddle(step: Any) -> Any:
        ImportRun.objects.filter(pk=run.pk).update(applied_rows=1)
        return right(step)

    monkeypatch.setattr(applying, "_incoming", meddle)
    with pytest.raises(pipeline.Refused):
        pipeline.apply(run)
    assert Organisation.objects.count() == 0


def test_two_processes_do_not_work_on_one_run(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"))
    with (
        locks.hold(plan.folder_of(run) / "lock"),
        pytest.raises(pipeline.Refused, match="al gewerkt"),
    ):
        pipeline.apply(run)


@pytest.mark.usefixtures("small_batches")
def test_a_stop_leaves_whole_batches_and_can_go_on(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, *(row(str(n)) for n in range(9)))
    monkeypatch.setattr(pipeline, "TOLD_EVERY", 0.0)

    def ask(done: int, total: int) -> None:
        ImportRun.objects.filter(pk=run.pk).update(stop_asked=True)

    with pytest.raises(pipeline.Stopped):
        pipeline.apply(run, progress=ask)
    assert (run.state, Organisation.objects.count()) == ("stopped", 3)
    assert queries.buttons(run) == {queries.Button.RESUME, queries.Button.UNDO}
    pipeline.apply(run)
    assert (run.state, Organisation.objects.count()) == ("applied", 9)


def test_an_unreadable_file_is_refused_with_its_sentence(monkeypatch: Patch) -> None:
    def read(*args: Any, **options: Any) -> None:
        raise reading.Unreadable("Dit bestand is leeg.")

    monkeypatch.setattr(reading, "read", read)
    run = make_run()
    with pytest.raises(pipeline.Refused):
        pipeline.read(run)
    assert (run.state, run.message) == ("refused", "Dit bestand is leeg.")


def test_a_mistake_of_ours_leaves_the_run_stopped(monkeypatch: Patch) -> None:
    feed(monkeypatch, [row("1")])
    run = make_run()
    monkeypatch.setattr(plan, "make", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pipeline.read(run)
    assert (run.state, run.message) == ("stopped", pipeline.WRONG)


def linked(key: str, name: str, *links: LinkRow) -> SourceRow:
    base = row(key, name)
    return SourceRow(key, base.values, 2, links=links)


def pairs() -> set[tuple[str, str]]:
    rows = Link.objects.filter(removed_at=None).values_list("one__name", "other__name")
    return {tuple(sorted(names)) for names in rows}  # type: ignore[misc]


def test_links_of_rows_become_links_of_the_network(monkeypatch: Patch) -> None:
    brug = linked("1", "De Brug", LinkRow("de steen"), LinkRow("Weet niemand"), LinkRow("De Brug"))
    run = applied(monkeypatch, brug, row("2", "De Steen"))
    assert pairs() == {("De Brug", "De Steen")}
    link = Link.objects.get()
    assert (link.delivery, link.evidence) == (run.delivery, "Proefbron")


def test_a_link_by_key_goes_before_one_by_name(monkeypatch: Patch) -> None:
    brug = linked("1", "De Brug", LinkRow("Academie", key="3"))
    applied(monkeypatch, brug, row("2", "Academie"), row("3", "Academie", municipality_code=AALST))
    assert Link.objects.get().other.municipality_id == AALST


def test_a_place_tells_two_of_one_name_apart(monkeypatch: Patch) -> None:
    OrganisationFactory(name="Academie", code=GHENT)
    there = OrganisationFactory(name="Academie", code=AALST)
    applied(monkeypatch, linked("1", "De Brug", LinkRow("Academie", place="Aalst")))
    applied(monkeypatch, linked("5", "De Berg", LinkRow("Academie")), source="Andere")
    assert [there.pk] == [row.one_id for row in Link.objects.all()]


def test_links_go_when_their_run_is_undone_and_come_back_with_the_next(monkeypatch: Patch) -> None:
    rows = [linked("1", "De Brug", LinkRow("De Steen")), row("2", "De Steen")]
    pipeline.undo(applied(monkeypatch, *rows))
    assert pairs() == set()
    applied(monkeypatch, *rows)
    assert pairs() == {("De Brug", "De Steen")}


def test_people_are_kept_with_their_purpose_and_go_with_an_undo(monkeypatch: Patch) -> None:
    with_people = SourceRow("1", row("1").values, 2, contacts=(ContactRow("An", email="an@x.be"),))
    run = applied(monkeypatch, with_people, contacts_purpose=WHY)
    assert [(c.name, c.email, c.purpose) for c in Contact.objects.all()] == [("An", "an@x.be", WHY)]
    applied(monkeypatch, with_people, contacts_purpose=WHY, data_on=date(2026, 11, 2))
    assert Contact.objects.count() == 1
    pipeline.undo(run)
    assert Contact.objects.count() == 0


def test_people_that_are_asked_for_later_are_added_to_unchanged_rows(monkeypatch: Patch) -> None:
    with_people = SourceRow("1", row("1").values, 2, contacts=(ContactRow("An"),))
    applied(monkeypatch, with_people)
    assert Contact.objects.count() == 0
    applied(monkeypatch, with_people, contacts_purpose=WHY)
    assert Contact.objects.count() == 1


def test_undoing_takes_its_own_people_and_leaves_those_of_before(monkeypatch: Patch) -> None:
    an, bo = (ContactRow(name) for name in ("An", "Bo"))
    first = [SourceRow("1", row("1").values, 2, contacts=(an,)), row("2", "De Steen")]
    second = [row("1", "De Brug en meer"), SourceRow("2", first[1].values, 3, contacts=(bo,))]
    applied(monkeypatch, *first, contacts_purpose=WHY)
    later = applied(monkeypatch, *second, contacts_purpose=WHY, data_on=date(2026, 11, 2))
    assert set(Contact.objects.values_list("name", flat=True)) == {"An", "Bo"}
    pipeline.undo(later)
    assert list(Contact.objects.values_list("name", flat=True)) == ["An"]


def test_a_doubtful_row_comes_in_and_waits_on_the_merge_bench(monkeypatch: Patch) -> None:
    told = {"street": "Kerkstraat 1", "postcode": "9000", "website": "https://brug.example"}
    applied(monkeypatch, row("1", "Buurthuis De Brug", **told), source="Register")
    run = applied(monkeypatch, *(row(key, "Buurthuis De Brug", **told) for key in "ab"))
    assert Organisation.objects.count() == 2
    pair = Pair.objects.get()
    assert (pair.state, pair.delivery) == (Pair.State.OPEN, run.delivery)


def test_an_edit_of_a_person_is_never_overwritten(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "De Brug"))
    organisation = Organisation.objects.get()
    edit_actions.edit(
        organisation, edit_actions.Edit({"name": "Onze Brug"}, {"name": "De Brug"}), "An"
    )
    applied(monkeypatch, row("1", "De Nieuwe Brug"), data_on=date(2026, 11, 2))
    assert shown() == ["Onze Brug"]
