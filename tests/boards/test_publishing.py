# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A card becomes a public question or offer only when who may do so chooses it; nothing leaks."""

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.boards import models
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Change, Offering, Organisation
from tests.factories import boards, sessions
from tests.organisations import directory
from tests.organisations.curation import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
SECRET = "We vinden geen vrijwilligers voor het geheime feest"


@pytest.fixture
def row() -> Organisation:
    return people.told()


@pytest.fixture
def maker(row: Organisation) -> models.Participant:
    """A board of that organisation with a private limitation."""
    by = boards.make_board(title="Ons geheime bord")
    place = models.Card.objects.get(board=by.board, type="place")
    models.Card.objects.filter(pk=place.pk).update(fields={"organisation": row.public_id})
    return by


@pytest.fixture
def card(maker: models.Participant) -> str:
    made = boards.add_card(maker, "limitations", "limitation", SECRET)
    assert models.Card.objects.get(pk=made).is_private
    return made


def enter(client: Client, maker: models.Participant, role: Role = Role.EDITOR) -> Client:
    board = maker.board
    client.get(reverse("boards:enter_board", args=[board.pk, board.token(role)]))
    return client


def look_after(client: Client, row: Organisation) -> Client:
    _claim, token = people.claimed(row)
    client.post(reverse("curation:claim_link", args=[token]))
    return client


def address(maker: models.Participant, card: str) -> str:
    return reverse("boards:publish_card", args=[maker.board_id, card])


def public_places(row: Organisation) -> list[str]:
    here = directory.address(row)
    return ["/vraag-en-aanbod", "/vraag-en-aanbod?q=vrijwilligers", "/vraag-en-aanbod.csv", here,
            f"{here}/vraag-en-aanbod", f"{here}.jsonld", "/organisaties?q=vrijwilligers",
            "/organisaties.csv"]  # fmt: skip


def seen_by_strangers(row: Organisation) -> str:
    tasks.build_index()
    stranger = Client()
    return "".join(stranger.get(where).content.decode() for where in public_places(row))


def test_a_card_is_published_after_a_preview_without_the_name_of_the_board(
    client: Client, row: Organisation, maker: models.Participant, card: str
) -> None:
    look_after(enter(client, maker), row)
    where = address(maker, card)
    assert "Wat je publiceert, kan iedereen lezen" in directory.page(client, where)

    given = {"organisatie": row.public_id, "tekst": "Wie helpt op ons feest?"}
    preview = client.post(where, {**given, "doe": "bekijk"}).content.decode()
    shown = preview[preview.index("Dit wordt openbaar") : preview.index("</ul>")]
    assert "Wie helpt op ons feest?" in preview
    assert "Jeugdhuis X" in preview
    assert "geheime" not in shown
    assert not Offering.objects.exists(), "looking publishes nothing"

    assert client.post(where, {**given, "doe": "publiceer"}).status_code == 302
    (made,) = Offering.objects.all()
    assert (made.kind, made.text, made.organisation) == ("question", given["tekst"], row)
    told = seen_by_strangers(row) + str(list(Change.objects.values_list("note", "differences")))
    assert "Wie helpt op ons feest?" in told
    assert "geheime" not in told
    assert maker.board_id not in told
    assert models.Card.objects.get(pk=card).is_private, "the card itself stays as it is"


def test_a_strength_becomes_an_offer_and_is_withdrawn_with_one_press(
    client: Client, row: Organisation, maker: models.Participant
) -> None:
    look_after(enter(client, maker), row)
    where = address(maker, boards.add_card(maker, "strengths", "strength", "Een groot podium"))
    given = {"organisatie": row.public_id, "tekst": "Een groot podium"}
    client.post(where, {**given, "doe": "publiceer"})
    assert Offering.objects.get().kind == "offer"
    assert "Haal weg" in directory.page(client, where)
    client.post(where, {**given, "soort": "aanbod", "doe": "weg"})
    assert not Offering.objects.exists()
    assert "groot podium" not in seen_by_strangers(row)


def test_who_may_not_edit_the_organisation_hears_how_to_claim_it(
    client: Client, row: Organisation, maker: models.Participant, card: str
) -> None:
    enter(client, maker)
    where = address(maker, card)
    page = directory.page(client, where)
    assert people.address(row, "claim") in page
    assert "<textarea" not in page
    given = {"organisatie": row.public_id, "tekst": "Iets", "doe": "publiceer"}
    assert client.post(where, given).status_code == 422
    assert not Offering.objects.exists()


def test_another_organisation_than_the_own_cannot_be_chosen(
    client: Client, row: Organisation, maker: models.Participant, card: str
) -> None:
    other = people.told(key="2", name="Een ander", website="https://ander.be")
    look_after(enter(client, maker), row)
    given = {"organisatie": other.public_id, "tekst": "Iets", "doe": "publiceer"}
    assert client.post(address(maker, card), given).status_code == 422
    named = {**given, "pagina": directory.address(other)}
    assert client.post(address(maker, card), named).status_code == 422
    assert not Offering.objects.exists()


def test_a_curator_names_the_organisation_by_the_address_of_its_page(
    client: Client, row: Organisation
) -> None:
    maker = boards.make_board()
    card = boards.add_card(maker, "strengths", "strength", "Een groot podium")
    people.curator(enter(client, maker))
    where = address(maker, card)
    given = {"tekst": "Een groot podium", "doe": "bekijk"}
    assert client.post(where, given).status_code == 422
    assert client.post(where, {**given, "pagina": "https://x.be/ergens"}).status_code == 422
    page = f"https://gids.be{directory.address(row)}?x=1"
    preview = client.post(where, {**given, "pagina": page}).content.decode()
    assert "Dit wordt openbaar" in preview
    chosen = {"organisatie": row.public_id, "tekst": "Een groot podium", "doe": "publiceer"}
    assert client.post(where, chosen).status_code == 302
    assert Offering.objects.get().organisation == row


def test_a_read_link_and_strangers_reach_nothing(
    row: Organisation, maker: models.Participant, card: str
) -> None:
    reader = look_after(enter(Client(), maker, Role.READER), row)
    where = address(maker, card)
    given = {"organisatie": row.public_id, "tekst": "Iets", "doe": "publiceer"}
    assert reader.get(where).status_code == 403
    assert reader.post(where, given).status_code == 403
    assert Client().get(where).status_code == 404
    assert Client().post(where, given).status_code == 404
    assert not Offering.objects.exists()


def test_in_a_session_the_private_card_of_another_cannot_be_reached(client: Client) -> None:
    leader = sessions.make_session("bouw-je-netwerk-uit")
    writer = sessions.seat(leader)
    card = boards.add_card(writer, "limitations", "limitation", SECRET)
    enter(client, leader)
    where = address(leader, card)
    assert client.get(where).status_code == 404
    sessions.set_stage(leader, state="closed", code="")
    shared = models.Card.objects.filter(pk=card)
    shared.update(is_private=False)
    assert client.get(where).status_code == 200


def test_what_is_on_a_board_is_nowhere_in_public_until_someone_publishes(
    client: Client, row: Organisation, maker: models.Participant, card: str
) -> None:
    boards.add_card(maker, "strengths", "strength", "Onze geheime kelder")
    look_after(enter(client, maker), row)
    directory.page(client, address(maker, card))
    client.post(address(maker, card), {"organisatie": row.public_id, "tekst": SECRET,
                                       "doe": "bekijk"})  # fmt: skip
    assert "geheime" not in seen_by_strangers(row)


def test_other_cards_cannot_be_published(client: Client, maker: models.Participant) -> None:
    enter(client, maker)
    place = models.Card.objects.get(board=maker.board, type="place")
    assert client.get(address(maker, place.pk)).status_code == 404
    assert client.get(address(maker, "bestaatniet")).status_code == 404


def test_a_card_that_is_too_long_comes_back_with_all_of_it(
    client: Client, row: Organisation, maker: models.Participant, card: str
) -> None:
    look_after(enter(client, maker), row)
    text = "Wij zoeken " + "heel " * 80
    answer = client.post(address(maker, card), {"organisatie": row.public_id, "tekst": text})
    assert answer.status_code == 422
    assert "hoogstens 300 tekens" in answer.content.decode()
    assert text.strip() in answer.content.decode()
