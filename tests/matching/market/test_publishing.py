# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Publishing and withdrawing on the page of an organisation, by who looks after it alone."""

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.organisations.curation import edit_actions, fields, publishing
from netwerkbouwer.organisations.models import Change, Offering, Organisation
from tests.organisations import directory
from tests.organisations.curation import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


@pytest.fixture
def row() -> Organisation:
    return people.told(offers="een podium")


def address(row: Organisation, route: str = "show_matches") -> str:
    name = directory.address(row).removeprefix("/organisaties/")
    return reverse(f"market:{route}", args=[name])


def send(client: Client, row: Organisation, **given: str) -> int:
    return client.post(address(row, "change"), given).status_code


def published(row: Organisation) -> set[tuple[str, str]]:
    return set(row.offerings.values_list("kind", "text"))


@pytest.fixture
def member(client: Client, row: Organisation) -> Client:
    """Someone who came in by the link of an approved claim."""
    _claim, token = people.claimed(row)
    client.get(reverse("curation:claim_link", args=[token]))
    client.post(reverse("curation:claim_link", args=[token]))
    return client


def test_who_looks_after_it_publishes_and_withdraws_with_one_press(
    member: Client, row: Organisation
) -> None:
    assert send(member, row, doe="zet", wat="vraag", tekst="  Wie wil  komen koken? ") == 302
    assert published(row) == {("offer", "een podium"), ("question", "Wie wil komen koken?")}
    page = directory.page(member, f"{address(row)}?gelukt=gezet")
    assert "Iedereen kan het nu lezen" in page
    assert "Haal weg" in page
    assert "Wie wil komen koken?" in directory.page(Client(), "/vraag-en-aanbod")
    assert Change.objects.filter(kind="edited", by="Jan").count() == 1

    assert send(member, row, doe="weg", wat="vraag", tekst="Wie wil komen koken?") == 302
    assert published(row) == {("offer", "een podium")}
    assert "koken" not in directory.page(Client(), "/vraag-en-aanbod")


def test_what_stood_there_stays_and_keeps_its_day(member: Client, row: Organisation) -> None:
    before = Offering.objects.get().published_on
    send(member, row, doe="zet", wat="aanbod", tekst="een tuin")
    assert published(row) == {("offer", "een podium"), ("offer", "een tuin")}
    assert Offering.objects.get(text="een podium").published_on == before


@pytest.mark.parametrize("who", ["stranger", "other"])
def test_nobody_else_can(row: Organisation, who: str) -> None:
    client = Client()
    if who == "other":
        other = people.told(key="2", name="Een ander", website="https://ander.be")
        _claim, token = people.claimed(other, "info@ander.be")
        client.post(reverse("curation:claim_link", args=[token]))
    assert send(client, row, doe="zet", wat="vraag", tekst="Iets") == 404
    assert send(client, row, doe="weg", wat="aanbod", tekst="een podium") == 404
    assert published(row) == {("offer", "een podium")}
    assert "Publiceer" not in directory.page(client, address(row))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "x" * 301,
        "een | twee",
        "\x00",
        "Mail naar jan.peeters@mail.be",
        "Bel 0470 12 34 56",
        "Bel +32 (0)9-123.45.67",
    ],
)
def test_what_cannot_be_published_comes_back_with_a_sentence(
    member: Client, row: Organisation, text: str
) -> None:
    response = member.post(address(row, "change"), {"doe": "zet", "wat": "aanbod", "tekst": text})
    assert response.status_code == 422
    assert "tekst-fout" in response.content.decode()
    assert published(row) == {("offer", "een podium")}


@pytest.mark.parametrize("text", ["een zaal voor 1200 mensen", "van 9 tot 17 uur, 2026 en 2027"])
def test_numbers_that_reach_nobody_are_fine(text: str) -> None:
    assert publishing.tidy(text) == text


def test_the_same_text_twice_is_there_once(member: Client, row: Organisation) -> None:
    for _ in range(2):
        send(member, row, doe="zet", wat="vraag", tekst="koks")
    assert published(row) == {("offer", "een podium"), ("question", "koks")}
    assert send(member, row, doe="weg", wat="vraag", tekst="wat er niet staat") == 302
    assert send(member, row, doe="onzin", wat="vraag", tekst="koks") == 302
    assert len(published(row)) == 2


def test_a_full_list_says_so(row: Organisation) -> None:
    texts = [f"aanbod {number}" for number in range(50)]
    now = fields.current(row)["offers"]
    asked = edit_actions.Edit({"offers": texts}, {"offers": fields.typed("offers", now)})
    edit_actions.edit(row, asked, "An")
    with pytest.raises(publishing.CannotPublish, match="50 teksten"):
        publishing.publish(row, "offer", "te veel", "An")
    assert not publishing.publish(row, "offer", "aanbod 7", "An"), "it stands there already"
    assert publishing.withdraw(row, "offer", "aanbod 7", "An")
    assert publishing.publish(row, "offer", "te veel", "An")


def test_one_press_says_that_all_still_stands(member: Client, row: Organisation) -> None:
    send(member, row, doe="zet", wat="vraag", tekst="koks")
    Offering.objects.update(published_on="2024-01-01")
    assert "Alles is nog actueel" in directory.page(member, address(row))
    send(member, row, doe="klopt")
    assert "nog actueel?" not in directory.page(member, address(row))


def test_the_list_shows_who_looks_after_a_page_where_to_write(
    member: Client, row: Organisation
) -> None:
    assert "Jij zorgt voor deze pagina’s" in directory.page(member, "/vraag-en-aanbod")
    assert "Jij zorgt" not in directory.page(Client(), "/vraag-en-aanbod")
