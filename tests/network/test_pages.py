# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page with the network of an organisation: who may read it, and who may change it."""

from datetime import date

import pytest
from django.test import Client

from netwerkbouwer.network import queries
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations.curation import actions as curation
from netwerkbouwer.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory
from tests.organisations.directory import HOSTILE, address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
GOOD = {"soort": "project", "sinds": "2024", "bewijs": "samen het buurtfeest"}


@pytest.fixture
def curator(client: Client) -> Client:
    client.get(f"/beheer/met/{curation.add_curator('An')[1]}")
    return client


def two() -> tuple[Organisation, Organisation]:
    return OrganisationFactory(name="Koor Zang"), OrganisationFactory(name="Woonzorg Ten Rozen")


def test_anyone_reads_the_network_and_only_editors_get_the_form(client: Client) -> None:
    koor, _ = two()

    html = client.get(f"{address(koor)}/netwerk").content.decode()

    assert "We weten nog niet" in html
    assert "Zet erbij" not in html
    assert client.post(f"{address(koor)}/netwerk/nieuw", GOOD).status_code == 404


def test_a_curator_adds_a_partner_takes_it_away_and_puts_it_back(curator: Client) -> None:
    koor, care = two()

    response = curator.post(
        f"{address(koor)}/netwerk/nieuw", {**GOOD, "organisatie": care.public_id}
    )

    assert response.status_code == 302
    (partner,) = queries.partners_of(koor.pk)
    assert partner.facts.name == "Woonzorg Ten Rozen"
    assert partner.reasons[0].started_on == date(2024, 1, 1)
    link = Link.objects.get()
    assert link.added_by == "An"
    gone = curator.post(f"{address(koor)}/netwerk/{link.pk}", {"doe": "weg"}).content.decode()
    assert "weggehaald" in gone
    assert queries.partners_of(koor.pk) == []
    curator.post(f"{address(koor)}/netwerk/{link.pk}", {"doe": "terug"})
    assert len(queries.partners_of(koor.pk)) == 1


def test_a_typed_name_is_answered_with_who_may_be_meant(curator: Client) -> None:
    koor, care = two()

    response = curator.post(f"{address(koor)}/netwerk/nieuw", {**GOOD, "naam": "Woonzorg"})

    html = response.content.decode()
    assert response.status_code == 422
    assert f'value="{care.public_id}"' in html
    assert "samen het buurtfeest" in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bewijs": ""}, "Schrijf erbij waaraan je dat weet"),
        ({"sinds": "ooit"}, "Schrijf een jaar"),
        ({"sinds": "0000"}, "Schrijf een jaar"),
        ({"adres": "javascript:alert(1)"}, "Begin het adres met https"),
        ({"tot": "2020"}, "einddatum ligt voor het begin"),
        ({"bewijs": "x" * 501}, "Houd het op 500 tekens"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    curator: Client, wrong: dict[str, str], sentence: str
) -> None:
    koor, care = two()
    sent = {**GOOD, "organisatie": care.public_id, "adres": "https://ok.example", **wrong}

    response = curator.post(f"{address(koor)}/netwerk/nieuw", sent)

    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert all(value in html for value in sent.values() if "<" not in value)
    assert not Link.objects.exists()


def test_a_partner_must_be_another_organisation(curator: Client) -> None:
    koor, _ = two()

    sent = {**GOOD, "organisatie": koor.public_id}
    response = curator.post(f"{address(koor)}/netwerk/nieuw", sent)

    assert response.status_code == 422
    assert "andere organisatie" in response.content.decode()


def test_hostile_words_stay_words(curator: Client) -> None:
    koor, care = two()
    sent = {**GOOD, "organisatie": care.public_id, "bewijs": HOSTILE}

    curator.post(f"{address(koor)}/netwerk/nieuw", sent)

    html = curator.get(f"{address(koor)}/netwerk").content.decode()
    assert HOSTILE not in html
    assert "&lt;script&gt;" in html


def test_a_link_of_others_cannot_be_changed_from_here(curator: Client) -> None:
    koor, care = two()
    other = OrganisationFactory()
    curator.post(f"{address(koor)}/netwerk/nieuw", {**GOOD, "organisatie": care.public_id})

    response = curator.post(f"{address(other)}/netwerk/{Link.objects.get().pk}", {"doe": "weg"})

    assert response.status_code == 404
    assert Link.objects.get().removed_at is None


def test_an_old_address_leads_to_the_right_one(client: Client) -> None:
    koor, _ = two()

    response = client.get(f"/organisaties/{koor.public_id}-oude-naam/netwerk")

    assert response.status_code == 301
    assert response["Location"] == f"{address(koor)}/netwerk"


def test_a_hidden_organisation_has_no_network_page(client: Client) -> None:
    koor, _ = two()
    Organisation.objects.filter(pk=koor.pk).update(hidden_on=date(2026, 1, 1))

    assert client.get(f"{address(koor)}/netwerk").status_code == 404
