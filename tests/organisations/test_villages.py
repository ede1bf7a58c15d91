# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The village of an organisation: kept before its description, shown where people choose."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import villages
from netwerkbouwer.organisations.curation import actions as curation
from netwerkbouwer.organisations.models import Organisation
from tests.factories import places
from tests.factories.organisations import OrganisationFactory
from tests.organisations.directory import address
from tests.organisations.merging.test_actions import make_pair

HERE = "GM1931"


@given(st.text(max_size=60))
def test_a_village_and_a_description_come_back_as_they_were(description: str) -> None:
    told = villages.written("Krimpen aan de Lek", description)
    assert villages.of(told)
    if not villages.of(description):
        assert villages.of(told) == "Krimpen aan de Lek"
        assert villages.without(told) == description.strip()


@pytest.mark.parametrize(
    "description",
    ["", "In Stolwijk wonen wij.", "In vereffening.", "In Gent. Sinds 1920.", "Wij.\nIn Vlist."],
)
def test_other_texts_tell_no_village(description: str) -> None:
    assert villages.of(description) == ""
    assert villages.without(description) == description


def test_only_parts_of_the_municipality_count_with_a_slip_forgiven() -> None:
    assert villages.part_of("stolwijk", HERE) == "Stolwijk"
    assert villages.part_of("Lekerkerk", HERE) == "Lekkerkerk"
    assert [villages.part_of(text, HERE) for text in ("", "Krimpenerwaard", "Drongen")] == [""] * 3


def three() -> tuple[Organisation, Organisation, Organisation]:
    place = places.municipality(HERE)
    made = [
        OrganisationFactory(name="Fanfare Excelsior", municipality=place, description=told)
        for told in ("In Stolwijk.", "In Vlist.\nSpeelt op straat.")
    ]
    return made[0], made[1], OrganisationFactory(name="De Brug", municipality=place)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_index")
def test_the_village_stands_wherever_people_choose_between_two_of_one_name(client: Client) -> None:
    one, other, bridge = three()
    client.get(f"/beheer/met/{curation.add_curator('An')[1]}")
    for row in (one, other):
        told = {"soort": "project", "bewijs": "x", "organisatie": row.public_id}
        client.post(f"{address(bridge)}/netwerk/nieuw", told)
    make_pair(one, other)
    sought = client.get("/organisaties?q=fanfare").content.decode()
    typed = client.post(f"{address(bridge)}/netwerk/nieuw", {"naam": "Fanfare", "bewijs": "x"})
    network = client.get(f"{address(bridge)}/netwerk").content.decode()
    pages = [client.get(address(row)).content.decode() for row in (one, other, bridge)]
    bench = client.get("/beheer/dubbels").content.decode()
    for village in ("Stolwijk", "Vlist"):
        line = f"{village}, Krimpenerwaard"
        for html in (sought, typed.content.decode(), network, pages[2]):
            assert line in html
        assert village in bench
    assert "<dd>Stolwijk</dd>" in pages[0]
    assert '<p class="nb-lead">Speelt op straat.</p>' in pages[1]
