# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in a file through the pages: bring, look, correct, go, take back."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from netwerkbouwer.importing.models import ImportRun, SavedMapping
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations.curation import actions
from netwerkbouwer.organisations.models import Contact, Organisation, Pair, Source
from tests.factories import places
from tests.importing import test_sheet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_index")]
HERE = "/beheer/inladen"
ROWS = [
    ["Naam", "Plaats", "Werkt samen met", "Contactpersoon"],
    ["De Brug", "Lekkerkerk", "Het Huis", "Jan de Wit"],
    ["Koor Cantabile", "Stolwijk", "De Brug", "P. Bos"],
]


@pytest.fixture
def curator(client: Client) -> Client:
    places.municipality("GM1931")  # Krimpenerwaard
    places.municipality("GM0513")  # Gouda
    _, token = actions.add_curator("Mia")
    client.get(f"/beheer/met/{token}")
    return client


def bring(client: Client, folder: Path, rows: list[list[str]] | None = None, **told: str) -> Any:
    path = test_sheet.written(folder, ROWS if rows is None else rows)
    file = SimpleUploadedFile("gesprekken.xlsx", path.read_bytes())
    return client.post(HERE, {"file": file, "source_name": "Gesprekken", **told}, follow=True)


def latest() -> ImportRun:
    return ImportRun.objects.latest("pk")


def html(answer: Any) -> str:
    return str(answer.content.decode())


def fields(answer: Any) -> dict[str, str]:
    """What the form of columns would send as it stands."""
    text = html(answer)
    form = text[text.index('name="columns"') - 200 : text.index("Klopt, maak het plan")]
    found = dict(re.findall(r'<input type="hidden" name="(columns|blad)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="(column_\d+)">(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        found[name] = chosen[1] if chosen else ""
    found["kop"] = re.search(r'name="kop"[^>]* value="(\d+)"', form)[1]  # type: ignore[index]
    return found


def plan(client: Client, answer: Any, **told: str) -> Any:
    address = f"{HERE}/{latest().public_id}/kolommen"
    return client.post(address, {**fields(answer), "do": "read", **told}, follow=True)


def do(client: Client, button: str, **told: str) -> Any:
    return client.post(f"{HERE}/{latest().public_id}/doe", {"do": button, **told}, follow=True)


def test_a_list_goes_from_file_to_directory_in_three_presses(
    curator: Client, tmp_path: Path
) -> None:
    columns = bring(curator, tmp_path)
    assert "2 organisaties met een eigen rij, 1 die alleen genoemd wordt" in html(columns)

    planned = plan(curator, columns)
    assert "3 nieuw." in html(planned)
    assert not Organisation.objects.exists()

    done = do(curator, "apply")
    assert "Het staat in de gids" in html(done)
    assert set(Organisation.objects.values_list("name", flat=True)) == {
        "De Brug", "Koor Cantabile", "Het Huis",
    }  # fmt: skip
    link = Link.objects.get(one__name="De Brug", other__name="Het Huis")
    assert link.evidence == "Genoemd door De Brug in gesprekken.xlsx, bij ‘Werkt samen met’."


def test_all_of_it_can_be_taken_back(curator: Client, tmp_path: Path) -> None:
    plan(curator, bring(curator, tmp_path))
    do(curator, "apply")

    assert "Alles is teruggedraaid" in html(do(curator, "undo"))
    assert not Organisation.objects.shown().exists()


def test_names_that_may_mean_one_are_asked_once_and_never_again_after_apart(
    curator: Client, tmp_path: Path
) -> None:
    rows = [*ROWS, ["Harmonie", "Vlist", "Koor Cantabille; Cantabile", ""]]
    plan(curator, bring(curator, tmp_path, rows))
    page = html(do(curator, "apply"))

    assert "twijfelen we of het dezelfde organisatie is" in page
    asked = set(Pair.objects.values_list("one__name", "other__name"))
    assert ("Koor Cantabile", "Koor Cantabille") in asked
    Pair.objects.update(state=Pair.State.APART, decided_at=timezone.now())
    plan(curator, bring(curator, tmp_path, [*rows, ["De Kring", "Vlist", "", ""]]))
    do(curator, "apply")
    assert set(Pair.objects.values_list("one__name", "other__name")) == asked
    assert not Pair.objects.filter(state=Pair.State.OPEN).exists()


def test_a_new_version_shows_what_is_different_row_by_row(curator: Client, tmp_path: Path) -> None:
    plan(curator, bring(curator, tmp_path))
    do(curator, "apply")
    changed = [[*ROWS[0], "Website"], [*ROWS[1], "www.debrug.nl"], [*ROWS[2], ""]]

    page = html(plan(curator, bring(curator, tmp_path, changed)))

    assert "1 veranderd en 2 hetzelfde." in page
    assert "<dt>Website</dt>" in page
    assert "<ins>https://www.debrug.nl</ins>" in page


def test_columns_are_remembered_by_their_headings(curator: Client, tmp_path: Path) -> None:
    plan(curator, bring(curator, tmp_path), column_2="named")
    assert SavedMapping.objects.count() == 1

    again = bring(curator, tmp_path)

    assert "We kennen deze koppen" in html(again)
    assert fields(again)["column_2"] == "named"


def test_the_municipality_of_a_list_is_remembered_and_its_purpose_is_not(
    curator: Client, tmp_path: Path
) -> None:
    rows = [*ROWS, ["Zonder Plek", "", "", ""]]
    chosen = {"place": "Gouda", "people": "ja", "purpose": "om ze uit te nodigen"}
    plan(curator, bring(curator, tmp_path, rows), **chosen)
    again = html(curator.get(f"{HERE}/{latest().public_id}/kolommen"))
    assert re.search(r'name="place" value="Gouda"', again)
    assert re.search(r'name="people" value="ja" checked', again)
    do(curator, "apply")

    later = html(bring(curator, tmp_path, rows))
    assert re.search(r'name="place" value="Gouda"', later)
    assert not re.search(r'name="people" value="ja" checked', later)
    elsewhere = html(bring(curator, tmp_path, rows, source_name="Iets anders"))
    assert re.search(r'name="place" value=""', elsewhere)


def test_people_stay_out_unless_someone_says_why(curator: Client, tmp_path: Path) -> None:
    columns = bring(curator, tmp_path)
    assert "Jan de Wit" not in html(columns)

    refused = plan(curator, columns, people="ja", purpose="zomaar")
    assert refused.status_code == 422
    assert "Schrijf waarom je contactpersonen bewaart" in html(refused)

    plan(curator, columns)
    do(curator, "apply")
    assert not Contact.objects.exists()

    plan(curator, bring(curator, tmp_path), people="ja", purpose="om ze uit te nodigen")
    do(curator, "apply")
    assert Contact.objects.get(name="Jan de Wit").purpose == "om ze uit te nodigen"


def test_without_a_column_of_names_nothing_goes_on(curator: Client, tmp_path: Path) -> None:
    answer = plan(curator, bring(curator, tmp_path), column_0="")

    assert answer.status_code == 422
    assert "Kies welke kolom de naam van de organisatie bevat." in html(answer)
    assert latest().state == ImportRun.State.MAPPED


def test_rows_that_cannot_be_read_come_along_as_a_table(curator: Client, tmp_path: Path) -> None:
    rows = [["Naam", "Plaats"], ["De Brug", "Nergenshuizen"], ["Het Huis", "Gouda"]]
    page = html(plan(curator, bring(curator, tmp_path, rows)))
    assert "1 nieuw en 1 niet te lezen." in page

    table = curator.get(f"{HERE}/{latest().public_id}/fouten.csv").content.decode()

    assert "Gemeente: We kennen de gemeente ‘Nergenshuizen’ niet." in table
    assert '<p lang="nl">Gemeente: We kennen' in page


def test_a_list_that_brings_nothing_says_so(curator: Client, tmp_path: Path) -> None:
    rows = [ROWS[0], ["De Brug", "Zzyzx", "", ""]]
    page = html(plan(curator, bring(curator, tmp_path, rows)))
    assert "Er is niets om over te nemen" in page
    assert "we kunnen de enige rij niet lezen. Gemeente: " in page


def test_the_map_opens_with_the_name_of_the_municipality(curator: Client, tmp_path: Path) -> None:
    plan(curator, bring(curator, tmp_path, [ROWS[0], ["De Brug", "Lekkerkerk", "", ""]]))
    page = html(do(curator, "apply"))
    assert "toon=kaart&amp;gemeente=Krimpenerwaard" in page
    assert "niets om over te nemen" not in page


def test_brakes_hold_until_someone_goes_on_all_the_same(curator: Client, tmp_path: Path) -> None:
    rows = [["Naam", "Plaats"], *([f"Club {n}", "Gouda"] for n in range(12))]
    plan(curator, bring(curator, tmp_path, rows, is_whole="ja"))
    do(curator, "apply")

    page = html(plan(curator, bring(curator, tmp_path, rows[:4], is_whole="ja")))
    assert "Toch doorgaan" in page
    assert do(curator, "apply").status_code == 422
    assert Organisation.objects.shown().count() == 12

    do(curator, "apply", force="ja")
    assert Organisation.objects.shown().count() == 3


def test_every_list_is_a_source_of_its_own(curator: Client, tmp_path: Path) -> None:
    bring(curator, tmp_path)
    bring(curator, tmp_path, source_name="")

    names = set(ImportRun.objects.values_list("source__name", flat=True))
    assert names == {"Gesprekken", "gesprekken"} or names == {"Gesprekken"}
    assert Source.objects.filter(runs__isnull=False).exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Kies eerst een bestand."),
        ({"data_on": "morgen"}, "Vul een dag in, zoals 2026-01-31."),
        ({"data_on": "2999-01-01"}, "Deze dag moet nog komen."),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_to_do(
    curator: Client, told: dict[str, str], sentence: str
) -> None:
    answer = curator.post(HERE, told)
    assert answer.status_code == 422
    assert sentence in html(answer)


def test_a_damaged_sheet_says_what_to_do(curator: Client) -> None:
    file = SimpleUploadedFile("kapot.xlsx", b"PK\x03\x04" + b"rubbish" * 20)
    answer = curator.post(HERE, {"file": file}, follow=True)

    assert answer.status_code == 422
    assert "eschadigd" in html(answer)


def test_another_sheet_of_the_same_file_can_be_chosen(curator: Client, tmp_path: Path) -> None:
    bring(curator, tmp_path)
    answer = curator.get(f"{HERE}/{latest().public_id}/kolommen?blad=Nergens&kop=0")

    assert answer.status_code == 200
    assert "zonder koppen" in html(answer)


@pytest.mark.parametrize("told", ["kop=200", "kop=-1", "kop=x", "blad=%00", "kop=1&blad=Lijst"])
def test_an_odd_address_of_the_columns_still_gives_the_page(
    curator: Client, tmp_path: Path, told: str
) -> None:
    bring(curator, tmp_path)
    answer = curator.get(f"{HERE}/{latest().public_id}/kolommen?{told}")
    assert answer.status_code == 200


def test_an_odd_form_of_columns_is_refused_with_a_sentence(curator: Client, tmp_path: Path) -> None:
    bring(curator, tmp_path)
    odd = {"columns": "x", "column_0": "nergens", "column_999": "name", "do": "read", "kop": "9999"}
    answer = curator.post(f"{HERE}/{latest().public_id}/kolommen", odd)
    assert answer.status_code == 422
    assert "Kies welke kolom de naam" in html(answer)


def test_an_empty_sheet_says_what_to_do(curator: Client, tmp_path: Path) -> None:
    answer = bring(curator, tmp_path, [])
    assert answer.status_code in (200, 422)
    assert "rij per organisatie" in html(answer) or "kolom met namen" in html(answer)


def test_pages_are_for_curators_alone(client: Client, tmp_path: Path) -> None:
    for address in (HERE, f"{HERE}/abc", f"{HERE}/abc/kolommen", f"{HERE}/abc/stand"):
        assert client.get(address).status_code == 404


def test_progress_tells_the_state_and_never_a_hundred_before_the_end(
    curator: Client, tmp_path: Path
) -> None:
    bring(curator, tmp_path)
    run = latest()
    values = {"state": "applying", "progress_done": 600, "progress_total": 600}
    ImportRun.objects.filter(pk=run.pk).update(touched_at=timezone.now(), **values)

    told = curator.get(f"{HERE}/{run.public_id}/stand").json()

    assert (told["state"], told["percent"], told["busy"]) == ("applying", 99, True)
    page = html(curator.get(f"{HERE}/{run.public_id}"))
    assert "nb-import-progress" in page
    assert "Kijk hoe ver het is" in page
    assert ">Stop</button>" in page


def test_an_address_of_a_host_that_is_not_listed_comes_back_with_what_to_do(
    curator: Client,
) -> None:
    answer = curator.post(HERE, {"url": "https://data.example.be/a.csv"})
    assert answer.status_code == 422
    assert "NB_IMPORT_HOSTS" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_form_asks_for_addresses_where_hosts_are_listed(
    curator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b'name="url"' not in curator.get(HERE).content
    monkeypatch.setattr(settings, "IMPORT_HOSTS", ["data.example.be"])
    assert b"data.example.be" in curator.get(HERE).content
    answer = curator.post(HERE, {"url": "https://127.0.0.1/a.csv"})
    assert answer.status_code == 422
    assert "https://127.0.0.1/a.csv" in answer.content.decode()
