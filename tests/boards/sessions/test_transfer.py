# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session goes from the laptop in the room to another installation and is the same there."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from netwerkbouwer.boards import access, actions, models, queries
from netwerkbouwer.boards.sessions import files, transfer
from netwerkbouwer.boards.stage import EVERYTHING, Role
from tests.factories.boards import apply, make_board, op
from tests.factories.sessions import fresh, make_session, seat, set_stage

pytestmark = pytest.mark.django_db
ITEM = {"theme": "visibility", "column": "what"}


def lay(by: models.Participant, text: str, **more: object) -> str:
    card = models.new_id()
    place = {"zone": "visibility", "card_type": "item", "fields": ITEM}
    (answer,) = apply(by, op("add_card", card=card, text=text, **place, **more))
    assert answer.is_done, answer.sentence
    return card


@pytest.fixture
def leader() -> models.Participant:
    """A closed session with cards of two people, a pile, dots and a private card."""
    leader = make_session(
        title="Avond in de zaal", place="De Brug", round=2, voting_zones=["visibility"]
    )
    one, two = seat(leader, table=1), seat(leader, Role.HOST, table=2)
    models.Participant.objects.filter(pk=one.pk).update(name="Blauwe reiger")
    head, same = lay(one, "Affiches"), lay(two, "affiche")
    lay(one, "Voor mij alleen", private=True)
    apply(leader, op("link_cards", kind="alike", card=same, to=head))
    apply(two, op("cast_vote", card=head, dots=3))
    return set_stage(leader, state="closed", code="")


def dump(leader: models.Participant) -> bytes:
    assert leader.session is not None
    return transfer.dump(leader.session, fresh(leader).viewer(leader.board.stage()))


def told(leader: models.Participant) -> dict[str, object]:
    """What a session says, without the ids that become new."""
    view = queries.board_view(leader.board, viewer=EVERYTHING)
    cards = [card for card in view.cards.values() if card.text]
    session = leader.session
    assert session is not None
    return {
        "title": (session.title, session.place, session.vote_budget, session.state),
        "tables": list(session.tables.order_by("number").values_list("number", "name")),
        "people": sorted(
            (person.name, person.role, person.table.number if person.table else 0)
            for person in session.participants.exclude(is_maker=True).select_related("table")
        ),
        "cards": sorted(
            (card.text, card.row.table or 0, card.row.round or 0, card.row.is_private)
            for card in cards
        ),
        "piles": sorted((c.text, c.lies_on.text) for c in cards if c.lies_on),
        "authors": sorted(
            (card.text, card.row.created_by.name)
            for card in cards
            if card.row.created_by and card.row.created_by.name
        ),
        "dots": sorted(
            models.Vote.objects.filter(card__board=leader.board).values_list("card__text", "dots")
        ),
    }


def test_a_session_comes_back_as_it_was(leader: models.Participant) -> None:
    opened = fresh(transfer.open_session(dump(leader)))
    opened.session = models.Board.objects.get(pk=opened.board_id).session

    theirs = told(opened)
    theirs["people"] = [one for one in theirs["people"] if one[1] != "editor"]  # type: ignore[attr-defined]

    assert theirs == told(leader)


def test_worksheets_come_along_with_their_tables() -> None:
    leader = make_session("bouw-je-netwerk-uit", sheets="table")
    person = seat(leader, table=1)
    sheet = make_board(title="Tafel 1").board
    models.Board.objects.filter(pk=sheet.pk).update(session=leader.session)
    models.Table.objects.filter(number=1).update(board=sheet)
    card = {"card": models.new_id(), "zone": "strengths", "card_type": "strength"}
    actions.apply(board=sheet, operations=[op("add_card", text="Zaal", **card)], by=person)

    opened = transfer.open_session(dump(set_stage(leader, state="closed", code="")))
    table = models.Table.objects.get(session__board=opened.board, number=1)

    assert table.board is not None
    assert table.board.title == "Tafel 1"
    assert list(table.board.cards.exclude(text="").values_list("text", flat=True)) == ["Zaal"]
    assert table.board.session == table.session


def test_while_it_lasts_private_cards_of_others_stay_where_they_are(
    leader: models.Participant,
) -> None:
    leader = set_stage(leader, state="live", code="aaaaaa")

    assert b"Voor mij alleen" not in dump(leader)


def test_no_code_or_link_goes_along(leader: models.Participant) -> None:
    raw = dump(leader)

    assert leader.session is not None
    for secret in (leader.session.link_secret, leader.board.link_secret):
        assert secret.encode() not in raw


def test_an_upload_opens_it_and_its_facilitator_gets_in(leader: models.Participant) -> None:
    client = Client()

    answer = client.post("/borden/openen", {"file": SimpleUploadedFile("s.json", dump(leader))})

    assert answer.status_code == 302
    assert answer["Location"].endswith("/leiden")
    console = client.get(answer["Location"])
    assert console.status_code == 200
    board = models.Session.objects.exclude(pk=leader.board.session_id).get().board_id
    for page in ("delen", "stap/voorbereiden"):
        shown = client.get(f"/borden/{board}/{page}", follow=True)
        assert answer["Location"] in shown.content.decode(), page


def test_who_leads_takes_it_along_and_nobody_else(leader: models.Participant) -> None:
    assert leader.session is not None
    address = f"/sessies/{leader.session.pk}/bestand"

    answer = browser(leader).get(address)

    assert files.is_session_file(answer.content)
    assert 'filename="sessie-avond-in-de-zaal.json"' in answer["Content-Disposition"]
    assert browser(seat(leader)).get(address).status_code == 403
    assert Client().get(address).status_code == 404


def browser(person: models.Participant) -> Client:
    client = Client()
    answer = access.remember(RequestFactory().get("/"), HttpResponse(), person)
    client.cookies.update(answer.cookies)
    return client


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["boards"][0].update(table=9), "gezamenlijk bord"),
        (lambda d: d["people"][1].update(table=99), "tafel die er niet is"),
        (lambda d: d["tables"].append(d["tables"][0]), "twee keer"),
        (lambda d: d["boards"][0]["authors"].update({"x" * 22: 0}), "kaart die er niet is"),
        (lambda d: d["boards"][0]["votes"][0].update(by=1999), "iemand die er niet is"),
        (lambda d: d.update(people="veel"), "kunnen lezen"),
        (lambda d: d["boards"][0]["board"].update(method="bestaat-niet"), "werkvorm"),
    ],
)
def test_a_file_that_does_not_fit_together_opens_nothing(
    leader: models.Participant, change: object, sentence: str
) -> None:
    content = json.loads(dump(leader))
    change(content)  # type: ignore[operator]
    before = models.Board.objects.count(), models.Session.objects.count()

    with pytest.raises(files.NotABoardFile, match=sentence):
        transfer.open_session(json.dumps(content).encode())

    assert (models.Board.objects.count(), models.Session.objects.count()) == before


def test_a_refused_card_half_way_leaves_nothing(leader: models.Participant) -> None:
    content = json.loads(dump(leader))
    content["boards"][0]["board"]["cards"][-1]["zone"] = "bestaat_niet"
    before = models.Board.objects.count(), models.Session.objects.count()

    with pytest.raises(files.NotABoardFile):
        transfer.open_session(json.dumps(content).encode())

    assert (models.Board.objects.count(), models.Session.objects.count()) == before
