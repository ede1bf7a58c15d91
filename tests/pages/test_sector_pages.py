# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of sectors, and what is in the directory."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.organisations.sectors import SECTORS
from tests.organisations import directory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def test_every_sector_has_its_page_with_whom_to_think_of(client: Client) -> None:
    directory.make_directory()

    listed = directory.page(client, "/sectoren")

    for sector in SECTORS:
        assert f'href="/sectoren/{sector.slug}"' in listed
        assert "Partnerkaart" in directory.page(client, f"/sectoren/{sector.slug}")


def test_a_sector_counts_per_province_and_lists_who_is_there(client: Client) -> None:
    directory.make_directory()

    html = directory.page(client, "/sectoren/amateurkunsten")

    assert directory.names(html) == ["Koor Zang en Vriendschap"]
    assert 'gebied=oost-vlaanderen">Oost-Vlaanderen</a></th><td class="nb-number">1' in html


def test_a_sector_without_anyone_says_so(client: Client) -> None:
    assert "kennen we nog niemand" in directory.page(client, "/sectoren/circus")


def test_a_label_goes_to_the_slug_and_nonsense_does_not_exist(client: Client) -> None:
    assert client.get("/sectoren/Cultureel erfgoed").headers["Location"] == "/sectoren/erfgoed"
    assert client.get("/sectoren/xyz").status_code == 404


def test_counts_per_sector_and_country_are_public(client: Client) -> None:
    directory.make_directory()

    with CaptureQueriesContext(connection) as queries:
        html = directory.page(client, "/gids/cijfers")

    assert 'aria-label="Kunsten, Nederland: 1"' in html
    assert 'aria-label="Amateurkunsten, België: 1"' in html
    assert len(queries) <= 12
