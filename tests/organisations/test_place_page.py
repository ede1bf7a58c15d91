# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of municipalities: what is there, what is missing, and old codes that still work."""

import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.organisations import directory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def test_it_tells_what_is_there_and_what_is_missing(client: Client) -> None:
    directory.make_directory()

    html = directory.page(client, "/gemeenten/41002")
    present, missing = html.split("Hier kennen we nog niemand")

    assert "Amateurkunsten" in present
    assert "Amateurkunsten" not in missing.split("<aside")[0]
    assert "straal=15&amp;sector=circus" in missing
    assert "Denderleeuw" in html
    assert directory.names(html) == ["Koor Zang en Vriendschap", "Woonzorgcentrum Ten Rozen"]


def test_without_a_search_index_it_still_tells_what_is_there(client: Client) -> None:
    directory.make_directory()
    shutil.rmtree(settings.SEARCH_INDEX_DIR, ignore_errors=True)

    present, missing = directory.page(client, "/gemeenten/41002").split(
        "Hier kennen we nog niemand"
    )

    assert "Amateurkunsten" in present
    assert "Amateurkunsten" not in missing.split("<aside")[0]


@pytest.mark.parametrize(
    ("old", "code"),
    [("44043", "44088"), ("aalst", "41002"), ("gm0344", "GM0344"), ("9300", "41002")],
)
def test_old_codes_and_names_go_to_the_right_page(client: Client, old: str, code: str) -> None:
    response = client.get(f"/gemeenten/{old}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/gemeenten/{code}"


def test_an_unknown_code_gives_nearest_names(client: Client) -> None:
    response = client.get("/gemeenten/Aals")

    assert response.status_code == 404
    assert '<a href="/gemeenten/41002">Aalst</a>' in response.content.decode()


def test_a_name_goes_straight_to_its_page(client: Client) -> None:
    assert client.get("/gemeenten?naam=9300").headers["Location"] == "/gemeenten/41002"
    assert "Bedoel je" in directory.page(client, "/gemeenten?naam=Aals")


def test_every_municipality_is_in_the_list(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        html = directory.page(client, "/gemeenten")

    assert html.count('href="/gemeenten/') == 565 + 342
    assert len(queries) <= 12


def test_few_queries_with_many_organisations(client: Client) -> None:
    directory.make_many(200)

    with CaptureQueriesContext(connection) as queries:
        html = directory.page(client, "/gemeenten/41002?pagina=2")

    assert len(queries) <= 12
    assert "/gemeenten/41002?pagina=3" in html


@given(text=st.text(min_size=1, max_size=40), page=st.text(max_size=8))
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_address_breaks_the_pages(client: Client, text: str, page: str) -> None:
    path = client.get("/gemeenten", {"naam": text})
    one = client.get("/gemeenten/41002", {"pagina": page})

    assert path.status_code in (200, 302)
    assert one.status_code == 200
