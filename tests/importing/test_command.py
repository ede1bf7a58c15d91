# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""`import` shows a plan, and does it only when asked; real files, read by the real process."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from netwerkbouwer.importing import actions, sources
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.organisations.models import Organisation, Source
from tests.factories import places
from tests.factories.organisations import AALST, GHENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
SHEET = "Naam;Gemeente;Sector\nBuurthuis De Brug;Gent;welzijn\nKoor Cantabile;Aalst;kunsten\n"


@pytest.fixture(autouse=True)
def municipalities() -> None:
    places.municipality(GHENT)
    places.municipality(AALST)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "Onze lijst.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def run(reader: str, path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_file", reader, str(path), *options, stdout=out)
    return out.getvalue()


def names() -> list[str]:
    return list(Organisation.objects.shown().values_list("name", flat=True))


def test_without_apply_it_only_tells(sheet: Path) -> None:
    assert "2 nieuw" in run("sheet", sheet)
    assert names() == []


def test_with_apply_it_is_done_and_again_changes_nothing(sheet: Path) -> None:
    run("sheet", sheet, "--apply", "--source", "Cultuurraad")
    assert names() == ["Buurthuis De Brug", "Koor Cantabile"]
    assert "2 onveranderd" in run("sheet", sheet, "--apply", "--source", "Cultuurraad")
    assert Source.objects.get(slug="eigen-cultuurraad").name == "Cultuurraad"


def test_who_is_no_longer_in_a_whole_file_is_gone(sheet: Path) -> None:
    run("sheet", sheet, "--apply", "--source", "Raad")
    sheet.write_text("\n".join(SHEET.split("\n")[:2]) + "\n", encoding="utf-8")
    assert "1 niet meer in de bron" in run("sheet", sheet, "--source", "Raad", "--whole", "--apply")
    assert names() == ["Buurthuis De Brug"]


def test_an_unknown_source_is_told_with_those_that_are_known(sheet: Path) -> None:
    with pytest.raises(CommandError, match="osm"):
        run("facebook", sheet)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"weg\.csv: dit bestand is er niet"):
        run("sheet", tmp_path / "weg.csv")
    assert ImportRun.objects.count() == 0


def test_a_file_without_one_good_row_brings_nothing_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("Naam;Gemeente\nBrug;Zzyzx\nKoor;Zzyzx\nHuis;\n", encoding="utf-8")
    with pytest.raises(CommandError, match="geen van de 3 rijen lezen. Meestal hierom: .*Zzyzx"):
        run("sheet", path, "--apply")
    assert ImportRun.objects.get().state == ImportRun.State.PLANNED
    assert names() == []


def test_one_row_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("Naam;Gemeente\nBuurthuis De Brug;Gent\n", encoding="utf-8")
    assert ": 1 rij in lijst.csv" in run("sheet", path)


def test_a_file_of_an_unknown_kind_is_told_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "folder.pdf"
    path.write_bytes(b"%PDF-1.7 en zo voort")
    with pytest.raises(actions.Unwelcome, match="rekenblad .XLSX, ODS, CSV.*OpenStreetMap") as told:
        actions.receive(path, path.name)
    assert "Kruispuntbank van Ondernemingen" in str(told.value)
    assert not {each.slug for each in sources.READERS} & set(re.split(r"\W+", str(told.value)))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leeg.csv"
    path.touch()
    with pytest.raises(CommandError, match="leeg"):
        run("sheet", path)


def test_an_unreadable_file_is_refused_and_kept_as_such(tmp_path: Path) -> None:
    path = tmp_path / "foto.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(CommandError):
        run("sheet", path)
    assert ImportRun.objects.get().state == ImportRun.State.REFUSED


@pytest.mark.parametrize("purpose", ["", "x" * 201])
def test_people_are_only_kept_for_a_purpose_in_words(sheet: Path, purpose: str) -> None:
    with pytest.raises(CommandError, match="waarvoor"):
        run("sheet", sheet, "--contacts", purpose)


@pytest.mark.parametrize("day", ["gisteren", "2999-01-01"])
def test_a_day_must_be_one_that_was(sheet: Path, day: str) -> None:
    with pytest.raises(CommandError):
        run("sheet", sheet, "--date", day)


def test_every_reader_can_be_asked_for_by_name() -> None:
    assert {sources.by_slug(reader.slug) for reader in sources.READERS} == set(sources.READERS)
