# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Loading files into the directory: again is safe, changes arrive, nothing is lost."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.organisations import actions, arriving, files, models
from tests.factories import places
from tests.factories.organisations import ANTWERP, GHENT

pytestmark = pytest.mark.django_db

HEADER = (
    "id,name,country,municipality_code,sector,sectors,other_names,offers,questions,kbo,parent,"
    "website"
)
FIRST = (
    "b:1,Buurthuis De Brug,BE,44021,welzijn,jeugd,De Brug|dB,zaal|keuken,vrijwilligers,0400378485,,"
)
SECOND = "b:2,Jeugdhuis De Steen,BE,11002,jeugd,,,,,,b:1,javascript:alert(1)"


@pytest.fixture(autouse=True)
def municipalities() -> None:
    places.municipality(GHENT)
    places.municipality(ANTWERP)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lijst.csv"


def load(path: Path, *rows: str) -> actions.LoadReport:
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return actions.load_organisations(path, update_index=False)


def counts(report: actions.LoadReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.refused


def lists_of(source_id: str) -> list[list[str]]:
    row = models.Organisation.objects.get(source_id=source_id)
    return [
        sorted(row.other_names.values_list("name", flat=True)),
        sorted(row.sectors.values_list("sector", flat=True)),
        sorted(row.identifiers.values_list("value", flat=True)),
        sorted(row.offerings.values_list("text", flat=True)),
    ]


def test_rows_become_organisations_with_their_lists(path: Path) -> None:
    report = load(path, FIRST, SECOND)

    row = models.Organisation.objects.get(source_id="b:1")
    assert counts(report) == (2, 0, 0, 0)
    assert (row.name_folded, row.municipality_id) == ("buurthuis de brug", GHENT)
    assert (row.kind, row.half, row.source) == ("neighbourhood-centre", "other", "lijst")
    assert lists_of("b:1") == [
        ["De Brug", "dB"],
        ["jeugd", "welzijn"],
        ["0400378485"],
        ["keuken", "vrijwilligers", "zaal"],
    ]


def test_the_same_file_again_changes_nothing(path: Path) -> None:
    load(path, FIRST, SECOND)
    before = list(models.Organisation.objects.order_by("pk").values())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load(path, FIRST, SECOND)

    assert counts(report) == (0, 0, 2, 0)
    assert list(models.Organisation.objects.order_by("pk").values()) == before
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_a_changed_row_keeps_its_address_and_what_people_decided(path: Path) -> None:
    load(path, FIRST)
    models.Organisation.objects.update(half_override="culture")
    old = models.Organisation.objects.get()

    report = load(path, FIRST.replace("De Brug,BE", "De Nieuwe Brug,BE").replace("|keuken", ""))

    new = models.Organisation.objects.get()
    assert counts(report) == (0, 1, 0, 0)
    assert (new.pk, new.public_id, new.half_override) == (old.pk, old.public_id, "culture")
    assert (new.name, new.name_folded) == ("Buurthuis De Nieuwe Brug", "buurthuis de nieuwe brug")
    assert lists_of("b:1")[3] == ["vrijwilligers", "zaal"]


def test_only_a_changed_list_counts_as_a_change_too(path: Path) -> None:
    load(path, FIRST, SECOND)

    report = load(path, FIRST.replace("De Brug|dB", "De Brug"), SECOND)

    assert counts(report) == (0, 1, 1, 0)
    assert lists_of("b:1")[0] == ["De Brug"]


def test_rows_that_a_file_no_longer_has_stay(path: Path) -> None:
    load(path, FIRST, SECOND)

    load(path, FIRST)

    assert models.Organisation.objects.count() == 2


def test_bad_rows_and_repeated_ids_are_refused_with_their_line(path: Path) -> None:
    report = load(path, FIRST, SECOND.replace("jeugd", "onzin"), FIRST)

    assert counts(report) == (1, 0, 0, 2)
    assert [error.line for error in report.errors] == [3, 4]
    assert "regel 2" in report.errors[1].reason


def test_a_parent_is_found_by_id_or_by_the_only_one_of_that_name(path: Path) -> None:
    load(path, FIRST, SECOND, SECOND.replace("b:2", "b:3").replace("b:1", "BUURTHUIS de brug"))

    parents = models.Organisation.objects.exclude(parent=None).values_list("parent__source_id")
    assert list(parents) == [("b:1",), ("b:1",)]


def test_a_parent_that_is_unknown_doubtful_or_a_circle_is_left_out(path: Path) -> None:
    report = load(
        path,
        FIRST.replace("0400378485,,", "0400378485,b:2,"),
        SECOND,
        SECOND.replace("b:2", "b:3").replace("b:1", "Nergens"),
        SECOND.replace("b:2", "b:4").replace("b:1", "b:4"),
        SECOND.replace("b:2", "b:5").replace("b:1", "Jeugdhuis De Steen"),
    )

    with_parent = models.Organisation.objects.exclude(parent=None)
    assert with_parent.count() == 1
    assert sorted(r.line for r in report.remarks if r.reason.startswith("parent")) == [3, 4, 5, 6]


def test_public_ids_follow_from_the_source_id_and_never_fall_together(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(path, FIRST)
    assert models.Organisation.objects.get().public_id == arriving.public_id_for("b:1")
    first = arriving.public_id_for("b:1")
    real = arriving.public_id_for
    monkeypatch.setattr(
        arriving, "public_id_for", lambda source, attempt=0: real(source, 1) if attempt else first
    )

    load(path, SECOND, SECOND.replace("b:2", "b:3"))

    assert models.Organisation.objects.values("public_id").distinct().count() == 3


def test_without_municipalities_loading_says_what_to_do_first(path: Path) -> None:
    from netwerkbouwer.places.models import Municipality

    Municipality.objects.all().delete()

    with pytest.raises(actions.NoPlaces, match="gemeenten"):
        load(path, FIRST)


def test_many_rows_need_few_queries(path: Path) -> None:
    rows = [FIRST.replace("b:1", f"b:{n}") for n in range(1_200)]
    with CaptureQueriesContext(connection) as queries:
        load(path, *rows)

    assert models.Organisation.objects.count() == 1_200
    assert len(queries) < 90


def test_the_command_tells_what_was_done_in_dutch(path: Path) -> None:
    load(path, FIRST)
    path.write_text("\n".join((HEADER, FIRST, SECOND, "b:9,x,BE,44021,onzin")), encoding="utf-8")
    told = StringIO()

    call_command("load_organisations", str(path), stdout=told)

    lines = told.getvalue().splitlines()
    assert lines[0] == ("lijst.csv: 3 regels. 1 nieuw, 0 gewijzigd, 1 ongewijzigd, 1 geweigerd.")
    assert lines[2].startswith("  regel 4: sector: de sector 'onzin' kennen we niet.")
    assert lines[4].startswith("  regel 3: website: 'javascript:alert(1)'")


def test_the_command_refuses_what_it_cannot_use(path: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="gaat niet open"):
        call_command("load_organisations", str(tmp_path / "weg.csv"))
    path.write_text("naam\nHuis\n", encoding="utf-8")
    with pytest.raises(CommandError, match="ontbreekt"):
        call_command("load_organisations", str(path))
    path.write_text(f"{HEADER}\nb:9,x,BE,44021,onzin\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Geen enkele regel"):
        call_command("load_organisations", str(path), stdout=StringIO())


def test_a_packaged_file_is_loaded_again_only_after_a_change(path: Path, tmp_path: Path) -> None:
    path.write_text("\n".join((HEADER, FIRST)), encoding="utf-8")

    assert list(actions.load_starter(tmp_path)) == ["lijst.csv"]
    assert actions.load_starter(tmp_path) == {}
    path.write_text("\n".join((HEADER, FIRST, SECOND)), encoding="utf-8")
    assert actions.load_starter(tmp_path)["lijst.csv"].new == 1


def test_packaged_files_are_read_again_when_what_reads_them_changed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("\n".join((HEADER, FIRST)), encoding="utf-8")
    actions.load_starter(tmp_path)

    monkeypatch.setattr(actions, "READERS", actions.READERS[1:])

    assert actions.load_starter(tmp_path)["lijst.csv"].unchanged == 1


def test_every_packaged_row_is_sound() -> None:
    for packaged in sorted(actions.STARTER.glob("*.csv*")):
        refused = [row for row in files.read(packaged) if not hasattr(row, "source_id")]
        assert refused == [], packaged.name


def test_packaged_ids_are_used_once_and_rows_name_their_source() -> None:
    seen: set[str] = set()
    for packaged in sorted(actions.STARTER.glob("*.csv*")):
        for row in files.read(packaged):
            assert hasattr(row, "source_id")
            assert row.source_id not in seen, row
            seen.add(row.source_id)
            assert row.source, row
            assert row.source_url or row.licence, row
    assert len(seen) > 10_000


def test_every_packaged_file_is_a_source_with_a_name_of_its_own() -> None:
    assert {path.name for path in actions.STARTER.glob("*.csv*")} == set(actions.PACKAGED)


def test_an_installation_from_before_gets_records_and_keeps_its_rows(path: Path) -> None:
    load(path, FIRST, SECOND)
    before = list(models.Organisation.objects.order_by("pk").values())
    lists = [lists_of("b:1"), lists_of("b:2")]
    models.SourceRecord.objects.all().delete()
    models.Delivery.objects.all().delete()

    report = load(path, FIRST, SECOND)

    assert counts(report) == (0, 0, 2, 0)
    assert models.SourceRecord.objects.count() == 2
    assert list(models.Organisation.objects.order_by("pk").values()) == before
    assert [lists_of("b:1"), lists_of("b:2")] == lists


def test_the_same_id_in_another_file_is_the_same_organisation(path: Path, tmp_path: Path) -> None:
    load(path, FIRST)

    load(tmp_path / "ander.csv", FIRST.replace("zaal|keuken", "tuin"))

    assert models.Organisation.objects.count() == 1
    assert models.SourceRecord.objects.count() == 2
    assert "tuin" in lists_of("b:1")[3]
