# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Over plain HTTP: tickets, the board, and operations; every refusal is a sentence in JSON."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from netwerkbouwer.boards import access, models
from netwerkbouwer.boards.live import tickets
from netwerkbouwer.boards.stage import Role
from tests.factories import boards

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


def browser(person: models.Participant, **options: Any) -> Client:
    """A browser that holds the pass of someone."""
    client = Client(**options)
    answer = access.remember(RequestFactory().get("/"), HttpResponse(), person)
    client.cookies.update(answer.cookies)
    return client


def post(client: Client, person: models.Participant, what: str, body: Any) -> tuple[int, Json]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = f"/borden/{person.board_id}/{what}"
    answer = client.post(address, raw, content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def card(text: str = "een zaal") -> Json:
    return {
        "type": "add_card",
        "op_id": models.new_id(),
        "card": models.new_id(),
        "zone": "strengths",
        "card_type": "strength",
        "text": text,
    }


def test_a_ticket_names_the_board_and_who_asked() -> None:
    maker = boards.make_board()
    status, given_ = post(browser(maker), maker, "toegang", {"screen": True})
    assert (status, given_["address"]) == (200, f"/borden/{maker.board_id}/live")
    ticket = tickets.Used().take(given_["ticket"])
    assert ticket == tickets.Ticket(maker.board_id, maker.pk, is_screen=True)


def test_a_ticket_is_good_once_and_not_when_changed() -> None:
    used, text = tickets.Used(), tickets.issue(tickets.Ticket("abc", 1, is_screen=False))
    used.take(text)
    for wrong in (text, text[:-1], "", "a:b:c", "é"):
        with pytest.raises(tickets.WrongTicket):
            used.take(wrong)


def test_a_ticket_is_too_old_after_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    text = tickets.issue(tickets.Ticket("abc", 1, is_screen=False))
    monkeypatch.setattr(tickets, "SECONDS", -1)
    with pytest.raises(tickets.WrongTicket):
        tickets.Used().take(text)


def test_strangers_get_nothing_and_readers_no_projector() -> None:
    maker = boards.make_board()
    reader = boards.join(maker.board, Role.READER)
    assert post(Client(), maker, "toegang", {})[0] == 404
    assert Client().get(f"/borden/{maker.board_id}/stand").status_code == 404
    status, refusal = post(browser(reader), reader, "toegang", {"screen": True})
    assert (status, refusal["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("what", ["toegang", "operaties"])
def test_a_request_from_another_page_is_refused(what: str) -> None:
    maker = boards.make_board()
    client = browser(maker, enforce_csrf_checks=True)
    answer = client.post(f"/borden/{maker.board_id}/{what}", b"{}", content_type="application/json")
    assert answer.status_code == 403


def test_operations_are_answered_with_what_changed() -> None:
    maker = boards.make_board()
    client = browser(maker)
    op = card("per post")
    status, answer = post(client, maker, "operaties", {"ops": [op], "rev": 0})
    assert (status, answer["acks"]["answers"][0]["rev"]) == (200, 1)
    assert op["card"] in {one["id"] for one in answer["state"]["cards"]}
    sight = answer["state"]["sight"]
    stand = client.get(f"/borden/{maker.board_id}/stand?sinds=1&zicht={sight}").json()
    assert (stand["welcome"]["mine"], stand["state"]["cards"]) == ([op["card"]], [])
    assert client.get(f"/borden/{maker.board_id}/stand?sinds=1").json()["state"]["reset"]


def test_polling_follows_what_the_session_shows_and_hides() -> None:
    maker = boards.make_board()
    session = models.Session.objects.create(board=maker.board, title="Nu", code="xyz789")
    models.Board.objects.filter(pk=maker.board_id).update(session=session)
    boards.add_card(maker, "strengths", "strength", "geheim")
    client = browser(boards.join(maker.board, Role.PARTICIPANT))

    def seen() -> bool:
        return b"geheim" in client.get(f"/borden/{maker.board_id}/stand?sinds=0").content

    assert seen()
    session.hidden_zones = ["strengths"]
    session.save()
    assert not seen()
    session.hidden_zones = []
    session.save()
    assert seen()


def test_a_reader_reads_and_cannot_write() -> None:
    maker = boards.make_board()
    reader = boards.join(maker.board, Role.READER)
    status, refusal = post(browser(reader), reader, "operaties", {"ops": [card()]})
    assert (status, refusal["code"]) == (403, "not_allowed")
    assert browser(reader).get(f"/borden/{maker.board_id}/stand").status_code == 200


def test_what_comes_too_fast_is_refused_for_now() -> None:
    maker = boards.make_board()
    client = browser(maker)
    ops = [{**card(), "type": "boom"} for _ in range(100)]
    post(client, maker, "operaties", {"ops": ops})
    _status, answer = post(client, maker, "operaties", {"ops": [card()]})
    (refusal,) = answer["acks"]["answers"]
    assert (refusal["refused"], refusal["again"] > 0) == ("slow_down", True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        ({"ops": []}, 400),
        ({"ops": [{}] * 101}, 400),
        (b'{"ops":' + b"[" * 900 + b"]" * 900 + b"}", 400),
        ({"ops": [card("x" * 70_000)]}, 413),
        (b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1), 413),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(body: Any, status: int) -> None:
    maker = boards.make_board()
    got, refusal = post(browser(maker), maker, "operaties", body)
    assert (got, refusal["sentence"].endswith((".", "kB."))) == (status, True)


@examples(max_examples=30)
@given(st.binary(max_size=200) | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_nothing_makes_the_server_fail(body: bytes | str) -> None:
    maker = boards.make_board()
    raw = body.encode() if isinstance(body, str) else body
    for what in ("toegang", "operaties"):
        assert post(browser(maker), maker, what, raw)[0] in {200, 400, 413}


@pytest.mark.parametrize("since", ["", "x", "-1", "99999999999999", "1.5", "²"])
def test_a_strange_revision_gives_all(since: str) -> None:
    maker = boards.make_board()
    answer = browser(maker).get(f"/borden/{maker.board_id}/stand", {"sinds": since})
    assert answer.json()["state"]["reset"]


def test_who_waits_outside_sees_no_card() -> None:
    maker = boards.make_board()
    boards.add_card(maker, "strengths", "strength", "binnenskamers")
    guest = boards.join(maker.board, Role.PARTICIPANT)
    models.Participant.objects.filter(pk=guest.pk).update(is_waiting=True)
    answer = browser(guest).get(f"/borden/{maker.board_id}/stand")
    assert "binnenskamers" not in answer.content.decode()
