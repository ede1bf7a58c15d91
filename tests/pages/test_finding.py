# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying suggestions without a board: what is asked, what is shown, and that nothing is kept."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from netwerkbouwer.boards.models import Board
from netwerkbouwer.organisations import tasks
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import municipality

pytestmark = pytest.mark.django_db
ADDRESS = "/partners-zoeken"
NEED = {"tekst": "De zaal staat leeg op weekdagen", "gemeente": "Aalst", "sector": "kunsten"}


@pytest.fixture
def directory() -> None:
    for code in ("41002", "41048"):
        municipality(code)
    OrganisationFactory(
        name="Woonzorgcentrum Zonnehof",
        code="41048",
        kind="care-home",
        questions=("een zaal op weekdagen voor onze muziekgroep",),
    )
    tasks.build_index()


def test_a_short_question_gets_an_address_that_shows_the_same(
    client: Client, directory: None
) -> None:
    response = client.post(ADDRESS, {**NEED, "verrassing": "75", "straal": "50"})

    assert response.status_code == 302
    assert parse_qs(urlsplit(response["Location"]).query) == {
        **{name: [value] for name, value in NEED.items()},
        "verrassing": ["75"],
        "straal": ["50"],
    }
    html = client.get(response["Location"]).content.decode()
    assert "Woonzorgcentrum Zonnehof" in html
    assert "nb-reasons" in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_long_text_never_stands_in_an_address(client: Client, directory: None) -> None:
    text = "De zaal staat leeg op weekdagen. " * 20
    response = client.post(ADDRESS, {**NEED, "tekst": text})

    assert response.status_code == 200
    html = response.content.decode()
    assert "Woonzorgcentrum Zonnehof" in html
    assert "tekst=" not in html


def test_nothing_is_kept(client: Client, directory: None) -> None:
    client.post(ADDRESS, NEED, follow=True)

    assert not Board.objects.exists()
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_what_is_missing_is_asked_for_by_name_with_what_was_typed(client: Client) -> None:
    response = client.post(ADDRESS, {"tekst": "een zaal", "gemeente": "Aalsst"})
    html = response.content.decode()

    assert response.status_code == 422
    assert "We kennen de gemeente ‘Aalsst’ niet" in html
    assert 'name="gemeente" value="Aalst"' in html
    assert ">een zaal</textarea>" in html

    html = client.post(ADDRESS, {"gemeente": "Aalst"}).content.decode()
    assert "Schrijf in een zin waar je hulp bij zoekt" in html


def test_the_name_of_a_municipality_that_was_meant_can_be_pressed(
    client: Client, directory: None
) -> None:
    response = client.post(ADDRESS, {**NEED, "gemeente": ["Aalsst", "Aalst"]})

    assert response.status_code == 302


def test_why_someone_is_missing_is_asked_here_too(client: Client, directory: None) -> None:
    there = OrganisationFactory(name="Koor De Kier", code="41048", sector="amateurkunsten")
    tasks.build_index()
    html = client.get(ADDRESS, {**NEED, "verwacht": "de kier"}).content.decode()
    assert "Wie bedoel je?" not in html  # the only one of that name
    assert f"/organisaties/{there.public_id}-" in html

    OrganisationFactory(name="Fanfare De Kier", code="41048", sector="amateurkunsten")
    tasks.build_index()
    html = client.get(ADDRESS, {**NEED, "verwacht": "de kier"}).content.decode()
    assert "Wie bedoel je?" in html
    assert f'name="wie" value="{there.public_id}"' in html

    html = client.get(ADDRESS, {**NEED, "wie": there.public_id}).content.decode()
    assert html.count("Koor De Kier") >= 1


def test_without_an_index_it_says_so_and_gives_kinds(client: Client, no_index: None) -> None:
    html = client.get(ADDRESS, NEED).content.decode()

    assert "nb-message--warn" in html
    assert "Soorten partners om aan te denken" in html


@pytest.mark.parametrize(
    "query", ["?tekst=%00&gemeente=%00", "?tekst=x&gemeente=Aalst&wie=%27&straal=-1&verrassing=NaN"]
)
def test_strange_questions_get_an_answer(client: Client, directory: None, query: str) -> None:
    assert client.get(ADDRESS + query).status_code == 200
