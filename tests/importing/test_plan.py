# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan tells what a file would do, and does nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import brakes, differences, plan, queries, staging
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.plan import Counts
from netwerkbouwer.importing.staging import Kind
from netwerkbouwer.organisations.curation import suppression
from netwerkbouwer.organisations.models import Identifier, Organisation, SourceRecord
from netwerkbouwer.organisations.records import RowError
from tests.factories import places
from tests.factories.organisations import AALST, GHENT, OrganisationFactory
from tests.importing.feeding import applied, planned, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
Patch = pytest.MonkeyPatch
KBO = "0400378485"


@pytest.fixture(autouse=True)
def municipalities() -> None:
    places.municipality(GHENT)
    places.municipality(AALST)


def kinds(run: ImportRun) -> dict[str, int]:
    """The kinds that there are rows of."""
    found = queries.counts(run)
    return {kind: getattr(found, kind) for kind in Kind if getattr(found, kind)}


def only(run: ImportRun, kind: Kind) -> queries.PlannedRow:
    [found] = queries.planned_rows(run, kind)
    return found


def with_number(name: str, value: str = KBO) -> Organisation:
    organisation = OrganisationFactory(name=name)
    Identifier.objects.create(organisation=organisation, scheme="KBO", value=value)
    return organisation


def test_a_first_file_is_all_new_and_nothing_is_done_yet(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"), row("2"))
    assert (run.state, kinds(run)) == ("planned", {"new": 2})
    assert Organisation.objects.count() == 0


def test_the_same_file_again_changes_nothing(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1"), row("2"))
    assert kinds(planned(monkeypatch, row("1"), row("2"))) == {"unchanged": 2}


def test_a_changed_row_says_what_changes(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "Het Oude Huis"))
    run = planned(monkeypatch, row("1", "Het Nieuwe Huis", municipality_code=AALST))
    told = {d.field: (d.before, d.after) for d in only(run, Kind.CHANGED).differences}
    assert told["name"] == ("Het Oude Huis", "Het Nieuwe Huis")
    assert told["municipality_code"] == ("Gent", "Aalst")


PLACED: Any = {"coord_precision": "adres", "lat": "51.050000", "lon": "3.720000"}


def test_a_point_that_moves_less_than_25_metres_is_no_change(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", **PLACED))
    moved: Any = {**PLACED, "lat": "51.050150", "lon": "3.720100"}  # 18 metres
    assert kinds(planned(monkeypatch, row("1", **moved))) == {"unchanged": 1}


@pytest.mark.parametrize(
    "told", [{"lat": "51.050300"}, {"lat": "51.050150", "street": "Nieuwstraat 1"}]
)
def test_a_point_that_moves_further_or_not_alone_is_a_change(monkeypatch: Patch, told: Any) -> None:
    applied(monkeypatch, row("1", **PLACED))
    assert kinds(planned(monkeypatch, row("1", **{**PLACED, **told}))) == {"changed": 1}


def test_who_comes_back_on_almost_the_same_spot_is_back(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", **PLACED), row("2"), is_whole=True)
    applied(monkeypatch, row("2"), is_whole=True)
    back = row("1", **{**PLACED, "lat": "51.050100"})
    assert kinds(planned(monkeypatch, back)) == {"changed": 1}


def test_a_bad_row_is_refused_with_its_line(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, RowError(7, "geen geldige regel"), row("1"))
    assert kinds(run) == {"refused": 1, "new": 1}
    assert queries.refusals(run) == [(7, "geen geldige regel")]


def test_a_key_that_comes_twice_is_refused_the_second_time(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1", line=2), row("1", "Ander", line=9))
    assert kinds(run) == {"new": 1, "refused": 1}
    assert "regel 2" in only(run, Kind.REFUSED).error


def test_a_whole_file_tells_who_is_gone(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "Blijft"), row("2", "Vertrekt"), is_whole=True)
    run = planned(monkeypatch, row("1", "Blijft"), is_whole=True)
    assert kinds(run) == {"unchanged": 1, "gone": 1}
    assert only(run, Kind.GONE).name == "Vertrekt"


def test_a_part_of_a_source_makes_nobody_gone(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1"), row("2"))
    assert kinds(planned(monkeypatch, row("1"))) == {"unchanged": 1}


def test_a_refused_row_is_not_gone(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1"), is_whole=True)
    run = planned(monkeypatch, row("1", "!?"), is_whole=True)
    assert kinds(run) == {"refused": 1}


def test_who_comes_back_is_a_change(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1"), row("2"), is_whole=True)
    applied(monkeypatch, row("1"), is_whole=True)
    run = planned(monkeypatch, row("1"), row("2"), is_whole=True)
    assert kinds(run) == {"unchanged": 1, "changed": 1}
    assert only(run, Kind.CHANGED).differences[0].field == differences.GONE


def test_a_number_joins_with_its_reason(monkeypatch: Patch) -> None:
    known = with_number("Buurthuis De Brug")
    found = only(planned(monkeypatch, row("1", "De Brug vzw", kbo=KBO)), Kind.JOINED)
    assert (found.organisation, found.reasons) == (known.pk, ("zelfde ondernemingsnummer",))


def test_a_number_that_several_rows_share_joins_nobody(monkeypatch: Patch) -> None:
    with_number("Stad Gent")
    rows = [row("1", "Zwembad Rooigem", kbo=KBO), row("2", "Bibliotheek De Krook", kbo=KBO)]
    assert "joined" not in kinds(planned(monkeypatch, *rows))


def test_a_number_of_two_organisations_is_a_doubt(monkeypatch: Patch) -> None:
    with_number("De Brug")
    with_number("De Steen")
    assert kinds(planned(monkeypatch, row("1", "Iets anders", kbo=KBO))) == {"doubtful": 1}


def test_a_number_of_two_that_were_merged_joins(monkeypatch: Patch) -> None:
    kept, other = with_number("De Brug"), with_number("Brug")
    Organisation.objects.filter(pk=other.pk).update(merged_into=kept)
    found = only(planned(monkeypatch, row("1", "Brug", kbo=KBO)), Kind.JOINED)
    assert found.organisation == other.pk


def test_many_numbers_are_found_as_few_are(monkeypatch: Patch) -> None:
    with_number("De Brug")
    monkeypatch.setattr(plan, "FEW", 0)
    assert kinds(planned(monkeypatch, row("1", kbo=KBO), row("2"))) == {"joined": 1, "new": 1}


def test_who_asked_not_to_be_listed_stays_out(monkeypatch: Patch) -> None:
    suppression.add(suppression.digests("elders", "", "Atelier Peeters", GHENT))
    run = planned(monkeypatch, row("1", "Atelier Peeters"), row("2"))
    assert kinds(run) == {"suppressed": 1, "new": 1}


def test_one_person_businesses_are_told_apart(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1", is_person="1"), row("2"))
    assert (queries.counts(run).persons, queries.counts(run).rows) == (1, 1)


def test_pages_of_a_plan_follow_each_other(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, *(row(str(n)) for n in range(7)))
    first = queries.planned_rows(run, Kind.NEW, limit=4)
    rest = queries.planned_rows(run, Kind.NEW, after=first[-1].n, limit=4)
    assert [each.n for each in (*first, *rest)] == list(range(1, 8))


def test_a_plan_that_is_gone_shows_no_rows(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"))
    (plan.folder_of(run) / staging.FILE_NAME).unlink()
    assert queries.planned_rows(run, Kind.NEW) == []


def test_what_a_source_tells_is_joined_to_what_it_told_before_a_merge(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "De Brug"), row("2", "De Brug vzw"))
    one, two = Organisation.objects.order_by("pk")
    Organisation.objects.filter(pk=two.pk).update(merged_into=one)
    run = planned(monkeypatch, row("1", "De Brug"), row("2", "Brug vzw"))
    assert kinds(run) == {"unchanged": 1, "changed": 1}
    assert SourceRecord.objects.get(key="2").organisation_id == two.pk


def test_the_same_name_at_the_same_address_joins_with_reasons(monkeypatch: Patch) -> None:
    told = {"street": "Kerkstraat 1", "postcode": "9000", "website": "https://brug.example"}
    applied(monkeypatch, row("1", "Buurthuis De Brug", **told), source="Register")
    found = only(planned(monkeypatch, row("a", "Buurthuis De Brug vzw", **told)), Kind.JOINED)
    assert found.organisation == Organisation.objects.get().pk
    assert found.reasons


def test_two_rows_of_one_file_never_join_one_organisation_by_likeness(monkeypatch: Patch) -> None:
    told = {"street": "Kerkstraat 1", "postcode": "9000", "website": "https://brug.example"}
    applied(monkeypatch, row("1", "Buurthuis De Brug", **told), source="Register")
    twins = [row("a", "Buurthuis De Brug", **told), row("b", "Buurthuis De Brug", **told)]
    assert kinds(planned(monkeypatch, *twins)) == {"joined": 1, "doubtful": 1}


def test_a_row_without_anything_in_common_is_new(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "Buurthuis De Brug"), source="Register")
    assert kinds(planned(monkeypatch, row("a", "Atletiekclub Vlierzele"))) == {"new": 1}


def test_with_numbers_only_names_are_not_compared(monkeypatch: Patch) -> None:
    applied(monkeypatch, row("1", "Buurthuis De Brug"), source="Register")
    run = planned(monkeypatch, row("a", "Buurthuis De Brug"), numbers_only=True)
    assert kinds(run) == {"new": 1}


COUNTS = st.builds(
    Counts, **{name: st.integers(0, 300) for name in ("rows", "changed", "gone", "refused")}
)


def test_many_gone_is_a_brake() -> None:
    [sentence] = brakes.brakes(Counts(rows=70, known=100, gone=30))
    assert sentence.startswith("30 van de 100 organisaties")


def test_many_changed_many_refused_and_far_fewer_rows_are_brakes() -> None:
    assert len(brakes.brakes(Counts(rows=40, known=100, changed=60, refused=9), 100)) == 3


@given(COUNTS)
def test_the_first_file_has_no_brake_but_that_we_cannot_read_it(counts: Counts) -> None:
    found = brakes.brakes(counts)
    assert len(found) == (counts.refused >= brakes.FEW and counts.refused > counts.rows / 2)


def test_a_small_sheet_may_change_wholly() -> None:
    assert brakes.brakes(Counts(rows=4, known=4, changed=4)) == []
