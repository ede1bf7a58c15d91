# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is at a board hears what changed, and is let in, moved or sent away as the session says."""

import json
from typing import Any

import pytest
from django.db.models import F

from netwerkbouwer.boards import actions, models
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.live import client as clients
from netwerkbouwer.boards.live import protocol, reading
from netwerkbouwer.boards.stage import Role
from tests.boards.live.stage_hands import Json, Seat, do, guest, open_room
from tests.factories import boards

pytestmark = pytest.mark.django_db


class Evening:
    """A session with who leads it and two others, all connected."""

    def __init__(self) -> None:
        maker = boards.make_board()
        self.session = models.Session.objects.create(
            board=maker.board, title="Avond", code="abc234", prompt="Wat lukt al?"
        )
        models.Board.objects.filter(pk=maker.board_id).update(session=self.session)
        maker.board.refresh_from_db()
        self.people = [
            maker,
            guest(self.session, "Fatma", Role.PARTICIPANT),
            guest(self.session, "Jo", Role.HOST),
        ]
        self.room, self.house = open_room(maker.board)
        self.lead, self.fatma, self.jo = (Seat(self.room, one) for one in self.people)
        for seat in (self.lead, self.fatma, self.jo):
            seat.connect()
        self.quiet()

    def quiet(self) -> None:
        self.house.loop.pass_time()
        for seat in (self.lead, self.fatma, self.jo):
            seat.take()

    def change(self, **values: Any) -> None:
        models.Session.objects.filter(pk=self.session.pk).update(version=F("version") + 1, **values)
        self.room.refresh()


@pytest.fixture
def evening() -> Evening:
    return Evening()


def told(seat: Seat, kind: str = "") -> list[Json]:
    messages = [json.loads(raw) for raw in seat.take()]
    return [one for one in messages if kind in ("", one["t"])]


def add(text: str, zone: str = "strengths", kind: str = "strength") -> Json:
    card = models.new_id()
    return {"type": "add_card", "card": card, "zone": zone, "card_type": kind, "text": text}


def test_who_comes_in_hears_who_and_where_they_are(evening: Evening) -> None:
    do(evening.room, evening.people[1], own := add("van mij"))
    seat = Seat(evening.room, evening.people[1])
    welcome, state = (json.loads(raw) for raw in seat.connect())
    assert (welcome["t"], state["t"], state["reset"]) == ("welcome", "state", True)
    assert (welcome["me"]["name"], welcome["me"]["role"]) == ("Fatma", "participant")
    assert welcome["mine"] == [own["card"]]
    assert welcome["rev"] == state["rev"] == 1
    assert {one["name"] for one in welcome["people"]} == {"", "Fatma", "Jo"}


def test_all_hear_a_change_and_only_who_leads_hears_by_whom(evening: Evening) -> None:
    do(evening.room, evening.people[1], add("een zaal"))
    (mine,), (hers,) = told(evening.lead, "state"), told(evening.jo, "state")
    assert mine["cards"][0]["by"] == evening.people[1].pk
    assert "by" not in hers["cards"][0]
    assert hers["cards"][0]["text"] == "een zaal"


def test_changes_in_one_tick_are_one_message(evening: Evening) -> None:
    do(evening.room, evening.people[1], add("eerst"))
    told(evening.jo)
    for number in range(5):
        do(evening.room, evening.people[1], add(f"kaart {number}"))
    assert told(evening.jo) == []
    evening.house.loop.pass_time()
    (state,) = told(evening.jo, "state")
    assert (len(state["cards"]), state["from"], state["rev"]) == (5, 1, 6)


def test_who_comes_back_gets_only_what_changed(evening: Evening) -> None:
    do(evening.room, evening.people[1], add("eerst"))
    evening.jo.take()
    evening.jo.leave()
    do(evening.room, evening.people[1], later := add("later"))
    state = json.loads(evening.jo.connect()[1])
    assert not state["reset"]
    assert [card["id"] for card in state["cards"]] == [later["card"]]


@pytest.mark.parametrize("rev", [None, 99])
def test_who_has_nothing_or_too_much_gets_all(evening: Evening, rev: int | None) -> None:
    mirror = evening.room.mirror
    assert json.loads(mirror.catch_up("others", None, rev, mirror.sight()))["reset"]


def test_who_slept_through_a_reveal_gets_all(evening: Evening) -> None:
    evening.change(hidden_zones=["strengths"])
    do(evening.room, evening.people[1], secret := add("nog even stil"))
    evening.quiet()
    evening.jo.leave()
    evening.change(hidden_zones=[])
    assert secret["card"] not in evening.jo.replica.cards
    evening.jo.connect()
    assert secret["card"] in evening.jo.replica.cards


def test_who_slept_while_a_card_was_shown_gets_what_hangs_under_it(evening: Evening) -> None:
    do(evening.room, evening.people[1], above := {**add("boven"), "private": True})
    do(evening.room, evening.people[1], below := {**add("onder"), "parent": above["card"]})
    evening.quiet()
    assert below["card"] not in evening.jo.replica.cards
    evening.jo.leave()
    show = {"type": "set_private", "card": above["card"], "private": False}
    do(evening.room, evening.people[1], show)
    evening.jo.connect()
    assert {above["card"], below["card"]} <= evening.jo.replica.cards.keys()


def test_what_another_process_did_is_read(evening: Evening) -> None:
    elsewhere = [ops.parse({**add(text), "op_id": models.new_id()}) for text in ("een", "twee")]
    change = actions.Change(elsewhere, evening.people[1])
    actions.apply_changes(board=evening.people[0].board, changes=[change])
    do(evening.room, evening.people[1], add("drie"))
    evening.quiet()
    texts = {card["text"] for card in evening.jo.replica.cards.values()}
    assert {"een", "twee", "drie"} <= texts
    assert evening.jo.replica.rev == 3


def test_who_is_sent_out_hears_it_and_is_disconnected(evening: Evening) -> None:
    models.Participant.objects.filter(pk=evening.people[1].pk).update(is_blocked=True)
    evening.change()
    assert [one["code"] for one in told(evening.fatma, "bye")] == ["kicked"]
    assert evening.fatma.socket.code == clients.KICKED
    do(evening.room, evening.people[2], add("zonder Fatma"))
    assert told(evening.fatma) == []


def test_who_moves_to_another_table_comes_in_again_there(evening: Evening) -> None:
    sheet = boards.make_board().board
    table = models.Table.objects.create(session=evening.session, number=1, board=sheet)
    models.Participant.objects.filter(pk=evening.people[1].pk).update(table=table)
    evening.change()
    assert [one["code"] for one in told(evening.fatma, "bye")] == ["moved"]
    assert told(evening.jo, "bye") == []


def test_a_table_without_a_worksheet_is_only_told(evening: Evening) -> None:
    table = models.Table.objects.create(session=evening.session, number=4)
    models.Participant.objects.filter(pk=evening.people[1].pk).update(table=table)
    evening.change()
    (message,) = told(evening.fatma, "session")
    assert message["me"]["table"] == 4


def test_who_waits_outside_is_sent_no_card_until_they_are_let_in(evening: Evening) -> None:
    do(evening.room, evening.people[1], add("binnenskamers"))
    waiting = guest(evening.session, "Nieuw", Role.PARTICIPANT)
    models.Participant.objects.filter(pk=waiting.pk).update(is_waiting=True)
    seat = Seat(evening.room, waiting)
    assert b"binnenskamers" not in b"".join(seat.connect())
    do(evening.room, evening.people[1], add("nog iets binnenskamers"))
    evening.house.loop.pass_time()
    assert seat.take() == []
    assert "Nieuw" not in {one["name"] for one in evening.room.people()}
    models.Participant.objects.filter(pk=waiting.pk).update(is_waiting=False)
    evening.change()
    seat.take()
    assert {"binnenskamers", "nog iets binnenskamers"} <= {
        card["text"] for card in seat.replica.cards.values()
    }


def test_the_code_is_told_to_who_leads_and_to_the_projector_alone(evening: Evening) -> None:
    screen = Seat(evening.room, evening.people[0], is_screen=True)
    welcome = json.loads(screen.connect()[0])
    assert welcome["session"]["code"] == "abc234"
    assert (welcome["mine"], welcome["votes"]) == ([], {})
    evening.change(prompt="En wat wringt?")
    assert b"abc234" in b"".join(evening.lead.take())
    sent = evening.fatma.take()
    assert b"abc234" not in b"".join(sent)
    assert json.loads(sent[0])["session"]["prompt"] == "En wat wringt?"


def test_who_becomes_an_editor_gets_what_editors_see(evening: Evening) -> None:
    contact = {**add("Bib", "candidates", "candidate"), "fields": {"contact_person": "An Peeters"}}
    do(evening.room, evening.people[2], contact)
    evening.quiet()
    assert "An Peeters" not in str(evening.fatma.replica.cards)
    models.Participant.objects.filter(pk=evening.people[1].pk).update(role=Role.EDITOR)
    evening.change()
    evening.fatma.take()
    assert "An Peeters" in str(evening.fatma.replica.cards)


def test_presence_is_merged_into_one_list_a_second(evening: Evening) -> None:
    card = models.new_id()
    for seat in (evening.fatma, evening.jo):
        assert seat.client is not None
        seat.client.here = protocol.Here(card, "strengths", is_typing=True)
        evening.room.people_changed()
    assert told(evening.lead) == []
    evening.house.loop.pass_time()
    (message,) = told(evening.lead)
    assert {one["name"]: one["typing"] for one in message["people"]} == {
        "": None,
        "Fatma": "strengths",
        "Jo": "strengths",
    }


def test_in_a_hall_nobody_sees_on_which_card_someone_types(evening: Evening) -> None:
    card = models.new_id()
    assert evening.fatma.client is not None
    evening.fatma.client.here = protocol.Here(card=card, zone="strengths", is_typing=True)

    assert {one["typing"] for one in evening.room.people()} == {None, "strengths"}
    evening.change(state="closed", code="")
    evening.quiet()
    assert {one["typing"] for one in evening.room.people()} == {None, card}


def test_two_screens_of_one_person_are_one_person(evening: Evening) -> None:
    Seat(evening.room, evening.people[1]).connect()
    assert len(evening.room.people()) == 3


def test_who_cannot_keep_up_is_let_go_and_the_others_are_not(evening: Evening) -> None:
    evening.fatma.socket.waiting = clients.MOST_WAITING + 1
    do(evening.room, evening.people[2], add("vlug"))
    assert evening.fatma.socket.code == clients.TOO_SLOW
    assert len(told(evening.jo, "state")) == 1


def test_a_large_board_on_its_way_is_no_reason_to_let_someone_go(evening: Evening) -> None:
    seat = Seat(evening.room, evening.people[1])
    for _ in range(30):
        do(evening.room, evening.people[0], add("x" * 20_000))
    seat.connect()
    seat.socket.waiting = 30 * 20_000
    do(evening.room, evening.people[2], add("vlug"))
    assert seat.socket.code is None
    seat.socket.waiting = 30 * 20_000 + 3 * clients.MOST_WAITING
    do(evening.room, evening.people[2], add("vlugger"))
    evening.house.loop.pass_time()
    assert seat.socket.code == clients.TOO_SLOW


def test_when_the_board_is_gone_everyone_is_told(evening: Evening) -> None:
    actions.delete_board(board=evening.people[0].board)
    evening.room.refresh()
    assert [one["code"] for one in told(evening.jo, "bye")] == ["unknown"]
    assert evening.room.is_empty


def test_an_older_session_that_is_read_late_does_not_show_what_is_hidden_now(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.change(hidden_zones=["strengths"])
    do(evening.room, evening.people[0], add("nog geheim"))
    evening.quiet()
    read = reading.board_and_people

    def stale(board_id: str, ids: Any) -> Any:
        board, people = read(board_id, ids)
        assert board.session is not None
        board.session.version, board.session.hidden_zones = 1, []
        return board, people

    monkeypatch.setattr(reading, "board_and_people", stale)
    evening.room.refresh()
    assert told(evening.jo) == []


def test_who_is_let_in_gets_everything_though_the_revision_is_the_same(evening: Evening) -> None:
    do(evening.room, evening.people[0], add("al lang hier"))
    mirror = evening.room.mirror
    closed = json.loads(mirror.closed())
    state = json.loads(mirror.catch_up("others", None, closed["rev"], closed["sight"]))
    assert "al lang hier" in [card["text"] for card in state["cards"]]


def test_a_room_that_fails_lets_its_people_come_in_again(
    evening: Evening, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(evening.room.mirror, "set_stage", lambda stage: 1 / 0)
    evening.change()
    assert evening.jo.socket.code == clients.RESTART
    assert "ZeroDivisionError" in caplog.text


def test_when_the_session_starts_later_people_see_what_it_allows() -> None:
    maker = boards.make_board()
    room, house = open_room(maker.board)
    seat = Seat(room, maker)
    seat.connect()
    session = models.Session.objects.create(board=maker.board, title="Nu", code="xyz789")
    models.Board.objects.filter(pk=maker.board_id).update(session=session)
    do(room, maker, add("tijdens"))
    house.loop.pass_time()
    seat.take()
    (message, *_) = [one for one in seat.heard if one["t"] == "session"]
    assert message["session"]["title"] == "Nu"
    assert seat.shown()
