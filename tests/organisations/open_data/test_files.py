# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of the whole directory: all that is public, nothing else, and readable by others."""

import csv
import io
import json
import os
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import rdflib
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.organisations import actions
from netwerkbouwer.organisations.curation import hiding
from netwerkbouwer.organisations.models import Identifier, Organisation
from netwerkbouwer.organisations.open_data import files, formats
from tests.factories.organisations import AALST, EINDHOVEN, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
BASE = "https://gids.example"


@pytest.fixture(autouse=True)
def no_files() -> Iterator[None]:
    shutil.rmtree(settings.EXPORT_DIR, ignore_errors=True)
    yield
    shutil.rmtree(settings.EXPORT_DIR, ignore_errors=True)


def made(name: str) -> bytes:
    path = files.path_of(name)
    assert path is not None
    return path.read_bytes()


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def packed() -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(made("organisaties-hsds.zip"))) as package:
        return {
            name.removesuffix(".csv"): table(package.read(name))
            for name in package.namelist()
            if name.endswith(".csv")
        }


def linked(text: str) -> rdflib.Graph:
    """As a program for linked data reads it; rdflib itself still uses what it calls old."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=text, format="json-ld")


def make_library() -> Organisation:
    library = OrganisationFactory(
        name="Bibliotheek De Krook",
        code=AALST,
        licence="CC0",
        sector="lokaal_cultuurbeleid",
        sectors=("onderwijs",),
        other_names=("De Krook",),
        checked_on=date(2026, 3, 1),
        email="info@krook.example",
        phone="+3292345678",
    )
    Identifier.objects.create(organisation=library, scheme="KBO", value="0207437468")
    return library


def test_every_file_has_every_public_organisation() -> None:
    make_library()
    OrganisationFactory(name="Muziekgebouw", code=EINDHOVEN, licence="CC0")
    OrganisationFactory(name="Nergens", code="", licence="CC0")

    export = files.make(BASE)

    assert export.count == 3
    assert len(table(made("organisaties.csv"))) == 3
    assert len(json.loads(made("organisaties.geojson"))["features"]) == 3
    assert len(json.loads(made("organisaties.jsonld"))["@graph"]) == 3
    assert len(packed()["organizations"]) == 3


@pytest.mark.parametrize(
    "left_out",
    [
        {"hidden_on": date(2026, 1, 1)},
        {"gone_on": date(2026, 1, 1)},
        {"is_person": True},
        {"licence": ""},
        {"licence": "ODbL 1.0"},
    ],
)
def test_what_is_not_public_is_in_no_file(left_out: dict[str, object]) -> None:
    OrganisationFactory(**{"name": "Geheim Huis", "licence": "CC0", **left_out})

    export = files.make(BASE)

    assert export.count == 0
    assert all(b"Geheim" not in made(name) for name in files.NAMES)
    assert packed()["organizations"] == []


def test_a_merged_organisation_is_there_once() -> None:
    kept = make_library()
    OrganisationFactory(name="Bib De Krook", licence="CC0", merged_into=kept)

    assert files.make(BASE).count == 1


def test_the_table_can_be_loaded_into_another_directory(tmp_path: Path) -> None:
    library = make_library()
    files.make(BASE)
    path = tmp_path / "gids.csv"
    path.write_bytes(made("organisaties.csv"))
    before = formats.CSV_COLUMNS
    Identifier.objects.all().delete()
    Organisation.objects.all().delete()

    report = actions.load_organisations(path, update_index=False)

    (row,) = Organisation.objects.all()
    assert (report.new, report.refused) == (1, 0)
    assert (row.name, row.municipality_id, row.main_sector) == (
        library.name,
        AALST,
        "lokaal_cultuurbeleid",
    )
    assert set(row.identifiers.values_list("scheme", "value")) == {("KBO", "0207437468")}
    assert before[0] == "id"


def test_a_formula_in_a_name_stays_a_text() -> None:
    OrganisationFactory(name='=HYPERLINK("https://evil.example")', licence="CC0")

    files.make(BASE)

    assert table(made("organisaties.csv"))[0]["name"].startswith("'=")
    assert packed()["organizations"][0]["name"].startswith("'=")


def test_geojson_has_points_where_they_are_known() -> None:
    library = make_library()
    OrganisationFactory(name="Nergens", code="", licence="CC0")

    files.make(BASE)

    first, second = json.loads(made("organisaties.geojson"))["features"]
    assert first["geometry"]["coordinates"] == [library.lon, library.lat]
    assert first["properties"]["coord_precision"] == "municipality"
    assert second["geometry"] is None


def test_a_program_for_linked_data_reads_it_without_fetching_anything() -> None:
    library = make_library()
    files.make(BASE)

    graph = linked(made("organisaties.jsonld").decode())

    node = rdflib.URIRef(f"{BASE}/organisaties/{library.public_id}-bibliotheek-de-krook")
    label = rdflib.Literal("Bibliotheek De Krook", lang="nl")
    assert (node, rdflib.SKOS.prefLabel, label) in graph
    assert (None, rdflib.SKOS.notation, rdflib.Literal("0207437468")) in graph


def test_tables_of_hsds_refer_to_each_other() -> None:
    make_library()
    files.make(BASE)

    tables = packed()

    (own,) = (row["id"] for row in tables["organizations"])
    (place,) = (row["id"] for row in tables["locations"])
    assert {row["organization_id"] for row in tables["organization_identifiers"]} == {own}
    assert {row["location_id"] for row in tables["addresses"]} == {place}
    terms = {row["id"] for row in tables["taxonomy_terms"]}
    assert {row["taxonomy_term_id"] for row in tables["attributes"]} <= terms
    assert len(tables["attributes"]) == 2


def test_columns_of_hsds_are_those_of_the_standard() -> None:
    root = os.environ.get("NB_TEST_FORMATS")
    if not root:
        pytest.skip("NB_TEST_FORMATS names no folder with the published formats")
    published = json.loads((Path(root) / "hsds" / "datapackage.json").read_text())
    known = {
        one["name"]: {field["name"] for field in one["schema"]["fields"]}
        for one in published["resources"]
    }

    for resource in formats.datapackage()["resources"]:
        ours = {field["name"] for field in resource["schema"]["fields"]}
        assert ours <= known[resource["name"]], resource["name"]


def test_queries_grow_with_thousands_not_with_rows() -> None:
    for _ in range(30):
        OrganisationFactory(licence="CC0")

    with CaptureQueriesContext(connection) as seen:
        files.make(BASE)

    assert len(seen) <= 8


def test_who_downloads_keeps_the_old_file_while_new_ones_are_made(client: Client) -> None:
    make_library()
    files.make(BASE)
    response = client.get("/open-data/organisaties.csv")
    OrganisationFactory(licence="CC0")

    files.make(BASE)

    assert len(table(b"".join(response.streaming_content))) == 1  # type: ignore[attr-defined]
    assert len(table(made("organisaties.csv"))) == 2


def test_the_page_lists_the_files_and_their_sources(client: Client) -> None:
    make_library()
    call_command("export", verbosity=0)

    html = client.get("/open-data").content.decode()

    assert all(f"/open-data/{name}" in html for name in files.NAMES)
    assert "CC0" in html


def test_without_files_the_page_says_what_to_do(client: Client) -> None:
    html = client.get("/open-data").content.decode()

    assert "worden nog gemaakt" in html
    assert client.get("/open-data/organisaties.csv").status_code == 404


@pytest.mark.parametrize("name", ["..", "lijst.json", "%2e%2e%2fnetwerkbouwer.sqlite3", "x" * 300])
def test_only_our_own_files_can_be_had(client: Client, name: str) -> None:
    make_library()
    files.make(BASE)

    assert client.get(f"/open-data/{name}").status_code == 404


def test_machines_get_a_catalogue(client: Client) -> None:
    make_library()
    files.make(BASE)

    told = client.get("/open-data/catalogus.jsonld").json()

    graph = linked(json.dumps(told))
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert len(set(graph.objects(None, dcat.downloadURL))) == len(files.NAMES)


def test_who_is_hidden_is_in_the_files_no_more() -> None:
    library = make_library()
    other = OrganisationFactory(name="Academie", licence="CC0")
    files.make(BASE)
    assert len(table(made("organisaties.csv"))) == 2

    hiding.hide(library, "Mia")

    assert [row["name"] for row in table(made("organisaties.csv"))] == [other.name]


def test_hiding_makes_no_files_where_there_were_none() -> None:
    hiding.hide(make_library(), "Mia")

    assert files.latest() is None


def test_files_are_made_by_the_worker_when_there_are_none_and_only_then() -> None:
    make_library()

    files.make_first()
    first = files.latest()
    files.make_first()

    assert first is not None
    assert first.count == 1
    assert files.latest() == first
