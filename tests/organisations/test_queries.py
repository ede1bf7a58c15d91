# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the directory as people do: by name with slips, by subject, within a place."""

import shutil
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from netwerkbouwer.organisations import actions, models, queries, tasks
from netwerkbouwer.organisations.facts import (
    Filters,
    SearchPage,
    SearchRequest,
    UnknownOrganisation,
)
from tests.factories.organisations import AALST, ANTWERP, EINDHOVEN, GHENT, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


@pytest.fixture
def directory(no_index: None) -> dict[str, models.Organisation]:
    rows = {
        "bib": OrganisationFactory(
            name="Bibliotheek De Krook",
            kind="library",
            sector="lokaal_cultuurbeleid",
            half="culture",
        ),
        "hall": OrganisationFactory(
            name="Gemeenschapscentrum De Kring",
            code=AALST,
            sector="lokaal_cultuurbeleid",
            offers=("repetitieruimte met piano",),
            half="culture",
            kind="community-hall",
        ),
        "care": OrganisationFactory(
            name="Woonzorgcentrum Sint-Jozef",
            code=ANTWERP,
            kind="care-home",
            description="We zoeken muziek voor onze bewoners.",
            questions=("koor voor senioren",),
        ),
        "small": OrganisationFactory(
            name="Circusatelier Kleinigheid",
            sector="circus",
            half="culture",
            sectors=("jeugd",),
            other_names=("CK", "Cirque Petit"),
        ),
        "dutch": OrganisationFactory(
            name="Muziekhuis Oost",
            code=EINDHOVEN,
            sector="kunsten",
            half="culture",
        ),
        "nowhere": OrganisationFactory(name="Zwevend Genootschap", code="", sector="andere"),
    }
    tasks.build_index()
    return rows


def search(text: str = "", page: int = 1, origin: str = "", **filters: Any) -> SearchPage:
    return queries.search(SearchRequest(text, Filters(**filters), origin, page))


def names(text: str = "", **filters: Any) -> list[str]:
    return [found.name.split()[0] for found in search(text, **filters).results]


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bibliotheek de krook", "Bibliotheek"),
        ("BIBLIOTHEEK krook", "Bibliotheek"),
        ("biblioteek kroook", "Bibliotheek"),
        ("bibl", "Bibliotheek"),
        ("krook bib", "Bibliotheek"),
        ("cirque petit", "Circusatelier"),
        ("ck", "Circusatelier"),
        ("sint jozef antwerpen", "Woonzorgcentrum"),
        ("muziekhuis", "Muziekhuis"),
    ],
)
def test_names_are_found_from_their_start_with_slips_and_by_other_names(
    text: str, name: str
) -> None:
    found = search(text)

    assert found.results[0].name.startswith(name)
    assert found.by_name


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we zoeken een ruimte", "Gemeenschapscentrum"),
        ("repetitieruimtes", "Gemeenschapscentrum"),
        ("repetitieruimpte", "Gemeenschapscentrum"),
        ("boeken", "Bibliotheek"),
    ],
)
def test_subjects_are_found_by_parts_of_compounds_and_by_what_a_kind_offers(
    text: str, name: str
) -> None:
    assert names(text)[0] == name
    assert search(text).by_name == 0


@pytest.mark.usefixtures("directory")
def test_a_name_is_no_subject() -> None:
    assert "Circusatelier" not in names("we zoeken een kleine zaal")


@pytest.mark.usefixtures("directory")
def test_names_come_before_subjects() -> None:
    OrganisationFactory(name="Boekenhuis", sector="kunsten")
    tasks.build_index()

    found = search("boeken")

    assert [each.name for each in found.results] == ["Boekenhuis", "Bibliotheek De Krook"]
    assert (found.total, found.by_name) == (2, 1)


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"sectors": ("jeugd",)}, ["Circusatelier"]),
        ({"sectors": ("jeugd", "kunsten")}, ["Circusatelier", "Muziekhuis"]),
        ({"municipality": GHENT}, ["Bibliotheek", "Circusatelier"]),
        (
            {"municipality": GHENT, "within_km": 45.0},
            ["Bibliotheek", "Circusatelier", "Gemeenschapscentrum"],
        ),
        ({"province": "Antwerpen"}, ["Woonzorgcentrum"]),
        ({"region": "Nederland"}, ["Muziekhuis"]),
        ({"reference_region": "Regio Gent"}, ["Bibliotheek", "Circusatelier"]),
        ({"half": "other"}, ["Woonzorgcentrum", "Zwevend"]),
        ({"kind": "library"}, ["Bibliotheek"]),
        ({"country": "NL"}, ["Muziekhuis"]),
        ({"half": "culture", "country": "BE", "sectors": ("circus",)}, ["Circusatelier"]),
        ({"municipality": AALST, "sectors": ("sport",)}, []),
    ],
)
def test_filters_hold_with_and_without_an_index(
    filters: dict[str, Any], expected: list[str]
) -> None:
    with_index = search(**filters)
    points = queries.map_points(SearchRequest(filters=Filters(**filters)))
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    without = search(**filters)

    assert [f.name.split()[0] for f in with_index.results] == expected
    assert [f.name.split()[0] for f in without.results] == expected
    assert with_index.total == without.total == len(expected)
    assert queries.map_points(SearchRequest(filters=Filters(**filters))) == points
    assert sum(p.count for p in points) == len([n for n in expected if n != "Zwevend"])


@pytest.mark.usefixtures("directory")
def test_filters_hold_for_names_and_subjects() -> None:
    assert names("bibliotheek", municipality=AALST) == []
    assert names("ruimte", municipality=AALST) == ["Gemeenschapscentrum"]
    assert names("ruimte", sectors=("sport",)) == []


def test_an_override_of_the_half_counts_everywhere() -> None:
    OrganisationFactory(name="Sporthal", sector="sport", half_override="culture")
    tasks.build_index()

    assert names(half="culture") == ["Sporthal"]
    assert names(half="other") == []
    assert search().results[0].half == "culture"
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    assert names(half="culture") == ["Sporthal"]


@pytest.mark.usefixtures("directory")
def test_facets_count_as_if_no_sector_was_chosen() -> None:
    found = search(sectors=("circus",))

    assert {facet.slug: facet.count for facet in found.facets} == {
        "lokaal_cultuurbeleid": 2,
        "welzijn": 1,
        "circus": 1,
        "jeugd": 1,
        "kunsten": 1,
        "andere": 1,
    }


@pytest.mark.usefixtures("directory")
def test_distance_is_told_from_the_place_that_was_asked_for() -> None:
    (found,) = search(kind="community-hall", origin=GHENT).results

    assert found.km == pytest.approx(35, abs=10)
    assert search(kind="community-hall").results[0].km is None


def test_pages_follow_each_other_without_gaps_or_doubles() -> None:
    for n in range(45):
        OrganisationFactory(
            name=f"Toneelkring {n}", sector="amateurkunsten", kind="amateur-theatre"
        )
    tasks.build_index()
    for text in ("", "toneel", "toneelkring"):
        pages = [search(text, page) for page in (1, 2, 3)]
        found = [each.pk for page in pages for each in page.results]

        assert len(found) == len(set(found)) == pages[0].total == 45, text
        assert [page.page for page in pages] == [1, 2, 3]
        assert search(text, 99).page == 3
        assert search(text, -1).page == 1


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize("text", ["", "bibliotheek", "ruimte voor koor"])
def test_a_search_takes_few_queries(text: str) -> None:
    with CaptureQueriesContext(connection) as taken:
        search(text, municipality=GHENT, within_km=100.0)

    assert len(taken) <= 2


@pytest.mark.usefixtures("directory")
def test_without_an_index_names_are_found_by_their_start_and_a_notice_tells() -> None:
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    with CaptureQueriesContext(connection) as taken:
        found = search("bibliotheek")

    assert [each.name for each in found.results] == ["Bibliotheek De Krook"]
    assert "build_search_index" in found.notice
    assert len(taken) <= 6
    assert search("!!!").results == ()


@pytest.mark.usefixtures("directory")
def test_a_long_text_is_shortened_and_told() -> None:
    assert search("woord " * 100).notice
    assert search("x" * 5_000).notice
    assert search("bibliotheek").notice == ""


@pytest.mark.usefixtures("directory")
def test_a_change_reaches_the_index(directory: dict[str, models.Organisation]) -> None:
    row = directory["bib"]
    models.Organisation.objects.filter(pk=row.pk).update(name="Leeshuis")
    directory["dutch"].delete()
    gone = directory["dutch"].pk

    tasks.update_index([row.pk, *([gone] if gone else [])])

    assert names("leeshuis")[0] == "Leeshuis"
    assert names("krook") == []


@pytest.mark.django_db(transaction=True)
def test_loading_updates_the_index_after_the_commit(tmp_path: Any) -> None:
    OrganisationFactory(name="Eerste")
    tasks.build_index()
    path = tmp_path / "lijst.csv"
    path.write_text("name,sector,municipality_code\nTweede Huis,sport,44021\n", encoding="utf-8")

    actions.load_organisations(path)

    assert names("tweede huis") == ["Tweede"]
    assert names() == ["Eerste", "Tweede"]


def test_an_organisation_shows_all_that_is_known() -> None:
    parent = OrganisationFactory(name="Koepel")
    row = OrganisationFactory(
        name="Jeugdhuis",
        parent=parent,
        kind="youth-centre",
        offers=("zaal",),
        questions=("koor",),
        other_names=("JH",),
        sectors=("jeugd",),
    )
    OrganisationFactory(name="Werkgroep", parent=row)
    models.Identifier.objects.create(organisation=row, scheme="KBO", value="0400378485")
    with CaptureQueriesContext(connection) as taken:
        page = queries.organisation(row.public_id)

    assert len(taken) <= 10
    assert (page.facts.name, page.facts.kind_label) == ("Jeugdhuis", "Jeugdhuis")
    assert (page.offers, page.questions, page.other_names) == (("zaal",), ("koor",), ("JH",))
    assert page.identifiers == (("KBO", "0400378485"),)
    assert page.facts.sectors == ("welzijn", "jeugd")
    assert page.parent is not None
    assert page.parent.name == "Koepel"
    assert [part.name for part in page.parts] == ["Werkgroep"]
    assert page.usually_offers
    assert not page.moved


def test_a_merged_organisation_leads_to_the_one_that_stays() -> None:
    stays = OrganisationFactory(name="Blijft")
    between = OrganisationFactory(name="Tussen", merged_into=stays)
    merged = OrganisationFactory(name="Weg", merged_into=between)
    tasks.build_index()

    page = queries.organisation(merged.public_id)

    assert (page.facts.name, page.moved) == ("Blijft", True)
    assert names() == ["Blijft"]
    assert queries.sectors_in(GHENT) == {"welzijn": 1}


def test_an_unknown_id_or_a_circle_of_merges_is_told() -> None:
    with pytest.raises(UnknownOrganisation):
        queries.organisation("\x00")
    one = OrganisationFactory()
    other = OrganisationFactory(merged_into=one)
    models.Organisation.objects.filter(pk=one.pk).update(merged_into=other)
    with pytest.raises(UnknownOrganisation):
        queries.organisation(one.public_id)


@pytest.mark.usefixtures("directory")
def test_counts_of_sectors_and_of_a_municipality_agree() -> None:
    counts = {c.slug: (c.belgium, c.netherlands) for c in queries.counts_by_sector_and_country()}

    assert len(counts) == 21
    assert counts["kunsten"] == (0, 1)
    assert counts["lokaal_cultuurbeleid"] == (2, 0)
    assert queries.sectors_in(EINDHOVEN)["kunsten"] == 1
    assert queries.organisations_in(GHENT).total == 2


@pytest.mark.usefixtures("directory")
def test_the_map_counts_what_a_search_finds() -> None:
    points = queries.map_points(SearchRequest("ruimte"))

    assert sum(point.count for point in points) == search("ruimte").total
    assert queries.map_points(SearchRequest(), limit=1)[0].name == "Gent"


@given(st.text(max_size=300), st.integers())
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_text_and_page_are_answered(text: str, page: int) -> None:
    if not settings.SEARCH_INDEX_DIR.exists():
        tasks.build_index()

    found = search(text, page)

    assert found.total >= len(found.results)
    assert 1 <= found.page <= found.pages
