# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everyone sees of the listed: how to correct it, and little of one-person businesses."""

import pytest
from django.test import Client

from netwerkbouwer.organisations import facts, queries
from netwerkbouwer.organisations.curation.queries import address_of
from netwerkbouwer.organisations.models import Organisation
from tests.organisations.curation import people
from tests.organisations.curation.people import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
HIDDEN = (
    "Geheimstraat",
    "0407703668",
    "0407.703.668",
    "zoe-keramiek.be",
    "info@zoe",
    "51.04",
    "9050",
)


@pytest.fixture
def shop() -> Organisation:
    return people.told(
        key="9",
        name="Atelier Zoë",
        website="https://zoe-keramiek.be",
        street="Geheimstraat 7",
        postcode="9050",
        lat="51.04321",
        lon="3.74321",
        email="info@zoe-keramiek.be",
        phone="09 234 56 78",
        is_person="ja",
        kbo="0407.703.668",
        licence="CC0",
    )


def show(client: Client, row: Organisation) -> str:
    return client.get(f"/organisaties/{address_of(row)}").content.decode()


def test_the_page_of_an_organisation_says_how_to_correct_it_and_why_it_is_listed(
    client: Client,
) -> None:
    row = people.told()

    page = show(client, row)

    for route in ("report", "claim"):
        assert address(row, route) in page
    assert 'href="/in-de-gids"' in page
    assert address(row, "edit") not in page


def test_a_curator_finds_the_way_to_change_it(client: Client) -> None:
    row = people.told()
    people.curator(client)

    assert address(row, "edit") in show(client, row)


def test_without_a_website_of_its_own_no_claim_is_offered(client: Client) -> None:
    row = people.told(website="https://www.facebook.com/jhx")

    assert address(row, "claim") not in show(client, row)


def test_every_page_links_to_why_people_are_listed(client: Client) -> None:
    assert 'href="/in-de-gids"' in client.get("/over").content.decode()


def test_of_a_one_person_business_nothing_shows_how_to_reach_someone(
    client: Client, shop: Organisation
) -> None:
    answer = client.get(f"/organisaties/{address_of(shop)}")

    page = answer.content.decode()
    assert "Atelier Zoë" in page
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert [word for word in HIDDEN if word in page] == []
    assert address(shop, "report") in page


def test_a_one_person_business_is_in_no_file_to_take_along(
    client: Client, shop: Organisation
) -> None:
    people.told()

    table = client.get("/organisaties.csv").content.decode()

    assert "Jeugdhuis X" in table
    assert "Atelier" not in table
    assert client.get(f"/organisaties/{address_of(shop)}.jsonld").status_code == 404
    assert queries.export(facts.SearchRequest(text="Atelier")) == []


def test_cards_and_maps_show_its_municipality_and_no_more(shop: Organisation) -> None:
    (card,) = queries.facts_of([shop.pk])

    assert (card.website, card.precision) == ("", "municipality")
    assert card.lat != shop.lat


def test_the_same_business_shows_all_when_it_is_no_person_after_all(
    client: Client, shop: Organisation
) -> None:
    people.curator(client)
    form = people.form(shop)
    form.pop("is_person")

    client.post(address(shop, "edit"), form)

    page = show(Client(), shop)
    assert "Geheimstraat" in page
    assert "info@zoe-keramiek.be" in page
