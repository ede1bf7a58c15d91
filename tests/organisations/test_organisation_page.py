# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one organisation: facts with their source, safe links, lasting addresses."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from netwerkbouwer.boards.models import Role
from netwerkbouwer.network import actions as network
from netwerkbouwer.organisations import tasks, writing
from netwerkbouwer.organisations.models import FieldEdit, Identifier, Organisation, Source
from netwerkbouwer.organisations.views import organisation
from tests.factories import boards
from tests.factories.organisations import OrganisationFactory
from tests.organisations import directory, telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def test_it_shows_what_they_say_and_marks_what_we_assume(client: Client) -> None:
    row = directory.make_directory()["bib"]
    Identifier.objects.create(organisation=row, scheme="KBO", value="0123456789")

    html = directory.page(client, directory.address(row))

    assert "stille zaal overdag" in html
    assert "voorlezers" in html
    assert html.index("stille zaal overdag") < html.index("Meestal bij dit soort organisatie")
    assert "onze aanname" in html
    assert "0123456789" in html
    assert "CC0" in html


def test_a_website_opens_without_telling_where_you_came_from(client: Client) -> None:
    row = directory.make_directory()["bib"]

    html = directory.page(client, directory.address(row))

    assert '<a class="nb-button nb-button--quiet" href="https://bib.example/" rel="noopener' in html


@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "//elders.example", "data:text/html,x", "http://[", "ftp://x/"]
)
def test_only_web_addresses_become_links(wrong: str) -> None:
    assert organisation.safe_website(wrong) == ""
    assert organisation.safe_website("https://x.example/") == "https://x.example/"


def test_a_hostile_organisation_is_only_text(client: Client) -> None:
    rows = directory.make_directory()

    for where in (directory.address(rows["hostile"]), directory.address(rows["bib"])):
        html = directory.page(client, where)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html


@pytest.mark.parametrize("name", ["", "-oude-naam", "-", "-<b>"])
def test_another_name_in_the_address_goes_to_the_right_one(client: Client, name: str) -> None:
    row = OrganisationFactory(name="Huis van Alles")

    response = client.get(f"/organisaties/{row.public_id}{name}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/organisaties/{row.public_id}-huis-van-alles"


def test_a_merged_organisation_goes_to_the_one_that_stays(client: Client) -> None:
    stays = OrganisationFactory(name="Fusie")
    gone = OrganisationFactory(name="Vroeger", merged_into=stays)

    response = client.get(directory.address(gone))

    assert response.status_code == 301
    assert response.headers["Location"] == directory.address(stays)


@pytest.mark.parametrize("address", ["nietes", "zzzzzzzz-naam", "%00", "a" * 500])
def test_an_unknown_organisation_does_not_exist(client: Client, address: str) -> None:
    assert client.get(f"/organisaties/{address}").status_code == 404


def test_it_names_others_nearby_in_other_sectors(client: Client) -> None:
    rows = directory.make_directory()

    near = directory.names(directory.page(client, directory.address(rows["choir"])))

    assert near == ["Woonzorgcentrum Ten Rozen"]


def test_parents_parts_and_the_culture_core_are_links(client: Client) -> None:
    core = OrganisationFactory(name="Cultuurdienst")
    parent = OrganisationFactory(name="Stad", culture_core=core)
    part = OrganisationFactory(name="Filiaal", parent=parent)

    html = directory.page(client, directory.address(parent))

    assert directory.address(core) in html
    assert directory.address(part) in html
    assert directory.address(parent) in directory.page(client, directory.address(part))


def test_who_has_a_board_can_put_it_there(client: Client) -> None:
    row = OrganisationFactory(name="Huis & Tuin")
    without = directory.page(client, directory.address(row))
    client.cookies[settings.BOARD_COOKIE] = "x"

    assert "Op mijn bord" not in without
    assert "/borden?zoek=Huis%20%26%20Tuin" in directory.page(client, directory.address(row))


def test_a_board_opens_its_search_with_the_name(client: Client) -> None:
    board = boards.make_board("bouw-je-netwerk-uit").board
    link = reverse("boards:enter_board", args=[board.pk, board.token(Role.EDITOR)])
    client.get(link)

    listed = directory.page(client, "/borden?zoek=Huis+%26+Tuin")
    opened = client.get(f"/borden/{board.pk}?zoek=Huis+%26+Tuin", follow=True)

    assert f"/borden/{board.pk}?zoek=Huis%20%26%20Tuin" in listed
    assert opened.redirect_chain[0][0].endswith("manier=gids&zoek=Huis+%26+Tuin#zoeken")
    assert opened.status_code == 200


def test_few_queries_with_many_others(client: Client) -> None:
    directory.make_many(200)
    row = OrganisationFactory(name="Nog een", parent=OrganisationFactory())

    with CaptureQueriesContext(connection) as queries:
        directory.page(client, directory.address(row))

    assert len(queries) <= 12


def test_a_dozen_queries_with_everything_that_a_page_can_have(client: Client) -> None:
    directory.make_many(200)
    telling.municipalities()
    told = telling.record(offers="repetitieruimte", questions="een busje", other_names="De Brug")
    writing.take_in([writing.Incoming(told)], telling.delivery())
    row = Organisation.objects.get(name="Buurthuis De Brug")
    above = OrganisationFactory(name="De koepel")
    Organisation.objects.filter(pk=row.pk).update(parent=above, culture_core=above)
    for number in range(20):
        other = OrganisationFactory(
            name=f"Huis {number}",
            parent=row if number < 3 else None,
            offers=("een busje",),
            questions=("repetitieruimte",),
            sector="sport",
        )
        link = network.NewLink(row.pk, other.pk, evidence="op hun site")
        network.add_link(link, source=Source.objects.get(), by="Mia")
    tasks.build_index()
    client.get(directory.address(row))

    with CaptureQueriesContext(connection) as queries:
        html = directory.page(client, directory.address(row))

    assert len(queries) == 12
    for words in ("De koepel", "Huis 1", "Past hierbij", "Werkt samen met", "In de buurt"):
        assert words in html


def test_a_whole_that_was_merged_is_the_one_that_stands_for_it(client: Client) -> None:
    stays = OrganisationFactory(name="Nieuwe koepel")
    merged = OrganisationFactory(name="Oude koepel", merged_into=stays)
    row = OrganisationFactory(name="Afdeling", parent=merged)
    html = directory.page(client, directory.address(row))
    assert "Nieuwe koepel" in html
    assert "Oude koepel" not in html


def test_machines_read_the_same_as_schema_org(client: Client) -> None:
    row = directory.make_directory()["bib"]

    html = directory.page(client, directory.address(row))
    response = client.get(f"{directory.address(row)}.jsonld")
    told = json.loads(response.content)

    assert f'href="{directory.address(row)}.jsonld"' in html
    assert response.headers["Content-Type"].startswith("application/ld+json")
    assert told["name"] == "Bibliotheek De Krook"
    assert told["address"]["addressLocality"] == "Gent"
    assert told["mainEntityOfPage"]["isBasedOn"] == "https://bron.example/1"
    assert "geo" not in json.dumps(told)  # the middle of a municipality is not where it is


def test_it_says_per_field_where_it_comes_from_and_when(client: Client) -> None:
    telling.municipalities()
    told = telling.record(website="https://brug.example", checked_on="2026-05-05")
    writing.take_in([writing.Incoming(told)], telling.delivery())
    row = Organisation.objects.get()
    FieldEdit.objects.create(
        organisation=row, field="street", value="Kaai 1", by="An Peeters", at=timezone.now()
    )
    writing.recompute([row.pk])

    html = directory.page(client, directory.address(row))

    origins = html[html.index("Waar komt dit vandaan?") :]
    assert "<dt>Website</dt><dd>Een bron, 5 mei 2026</dd>" in origins
    assert "<dt>Straat</dt><dd>iemand die de gids beheert, " in origins
    assert "Telefoon" not in origins
    assert "An Peeters" not in html


def test_one_that_is_gone_keeps_its_page_and_says_so(client: Client) -> None:
    row = OrganisationFactory(gone_on=date(2026, 11, 1))

    html = directory.page(client, directory.address(row))

    assert "sinds 1 november 2026 in geen enkele bron meer" in html
    assert row.name not in directory.page(client, "/organisaties")


def test_one_that_asked_not_to_be_found_answers_so_and_tells_nothing(client: Client) -> None:
    row = OrganisationFactory(name="Verborgen", hidden_on=date(2026, 11, 1))
    merged = OrganisationFactory(name="Samengevoegd", merged_into=row)

    for where in (directory.address(row), directory.address(merged)):
        response = client.get(where)
        assert response.status_code == 410
        assert "niet in de gids te staan" in response.content.decode()
        assert "Verborgen" not in response.content.decode()
    assert client.get(f"{directory.address(row)}.jsonld").status_code == 410


def test_parts_of_a_merged_one_show_on_the_one_that_stays(client: Client) -> None:
    kept = OrganisationFactory(name="Geheel")
    other = OrganisationFactory(name="Ander", merged_into=kept)
    part = OrganisationFactory(name="Deel", parent=other)
    OrganisationFactory(name="Verborgen deel", parent=kept, hidden_on=date(2026, 11, 1))

    html = directory.page(client, directory.address(kept))
    assert "Deel</a>" in html
    assert "Verborgen deel" not in html
    assert "Geheel</a>" in directory.page(client, directory.address(part))


def test_a_name_without_latin_letters_has_a_sensible_address(client: Client) -> None:
    row = OrganisationFactory(name="书法社")
    found = client.get(f"/organisaties/{row.public_id}")
    assert found.headers["Location"] == f"/organisaties/{row.public_id}-organisatie"
    assert "书法社" in directory.page(client, found.headers["Location"])
