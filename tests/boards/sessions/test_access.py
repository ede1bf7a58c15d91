# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may open and do what in a session: each person at each address."""

import re

import pytest
from django.urls import URLResolver, get_resolver

from netwerkbouwer.boards import models, stage
from netwerkbouwer.boards.sessions import console
from tests.boards.sessions.people import Someone, joined

pytestmark = pytest.mark.django_db

PAGES = {
    "/sessies/{session}": {"leader": 302, "inside": 200, "outside": 404},
    "/sessies/{session}/leiden": {"leader": 200, "inside": 403, "outside": 404},
    "/sessies/{session}/scherm": {"leader": 200, "inside": 403, "outside": 404},
    "/sessies/{session}/qr.svg": {"leader": 200, "inside": 403, "outside": 404},
    "/sessies/{session}/bollen.svg": {"leader": 404, "inside": 403, "outside": 404},
    "/sessies/{session}/doen": {"leader": 302, "inside": 302, "outside": 302},
    "/sessies/{session}/bestand": {"leader": 200, "inside": 403, "outside": 404},
}


def reader_of(leader: Someone) -> Someone:
    """Someone with the reading link of the board who never joined."""
    board = leader.now.board
    someone = Someone()
    someone.session, someone.board = leader.session, leader.board
    someone.client.get(f"/borden/{board.pk}/met/{board.token(stage.Role.READER)}")
    return someone


def of_another_session(leader: Someone) -> Someone:
    """Someone who leads another session."""
    someone = Someone()
    someone.lead()
    someone.session, someone.board = leader.session, leader.board
    return someone


def stranger(leader: Someone) -> Someone:
    someone = Someone()
    someone.session, someone.board = leader.session, leader.board
    return someone


def test_every_address_below_a_session_is_in_this_table() -> None:
    found: set[str] = set()
    resolvers: list[tuple[URLResolver, str]] = [(get_resolver(), "/")]
    while resolvers:
        resolver, start = resolvers.pop()
        for pattern in resolver.url_patterns:
            route = start + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                resolvers.append((pattern, route))
            elif "<slug:session_id>" in route and "<str:token>" not in route:
                found.add(route.lstrip("/").replace("<slug:session_id>", "{session}"))
    assert {f"/{route}" for route in found} == set(PAGES)


@pytest.mark.parametrize("address", PAGES)
def test_the_leader_comes_everywhere_and_others_where_they_belong(
    leader: Someone, fatma: Someone, jan: Someone, address: str
) -> None:
    leader.press("role", person=jan.pk, role="host")
    outside = [reader_of(leader), of_another_session(leader), stranger(leader)]
    expected = PAGES[address]

    assert leader.meet(address) == expected["leader"]
    assert fatma.meet(address) == expected["inside"]
    assert jan.meet(address) == expected["inside"]
    assert [someone.meet(address) for someone in outside] == [expected["outside"]] * 3


def test_strangers_are_told_the_same_of_a_session_that_does_not_exist(leader: Someone) -> None:
    someone = stranger(leader)

    assert someone.meet("/sessies/{session}") == 404
    there = someone.html
    assert someone.meet("/sessies/nietbestaand") == 404

    assert plain(there, leader.session) == plain(someone.html, "nietbestaand")


def plain(html: str, session: str) -> str:
    """The page without what differs at every visit."""
    token = r'name="csrfmiddlewaretoken" value="[^"]*"'
    return re.sub(token, "", html).replace(session, "")


@pytest.mark.parametrize("do", sorted(console.BUTTONS))
def test_only_who_leads_presses_a_button(leader: Someone, fatma: Someone, do: str) -> None:
    before = models.Session.objects.values().get(pk=leader.session)
    fields = {"do": do, "on": "ja", "sure": "ja", "person": fatma.pk, "step": "wat-lukt"}
    outside = [reader_of(leader), of_another_session(leader), stranger(leader)]

    answers = [
        one.client.post(f"/sessies/{leader.session}/leiden", fields).status_code
        for one in [fatma, *outside]
    ]

    assert answers == [403, 404, 404, 404]
    assert models.Session.objects.values().get(pk=leader.session) == before


def test_only_who_may_edit_the_board_starts_a_session(leader: Someone, fatma: Someone) -> None:
    leader.press("close")
    fields = {"bord": leader.board, "title": "Gekaapt", "sheets": "plenary"}

    answers = [
        one.client.post("/sessies/nieuw", fields).status_code
        for one in (fatma, reader_of(leader), stranger(leader))
    ]

    assert answers == [403, 403, 404]
    assert models.Session.objects.count() == 1


def test_who_was_sent_out_reads_a_friendly_page_everywhere(leader: Someone, fatma: Someone) -> None:
    leader.press("send_out", person=fatma.pk)

    assert fatma.meet("/sessies/{session}") == 403
    assert "Je doet niet meer mee" in fatma.text
    assert fatma.meet(f"/meedoen/{leader.now.code}") == 403
    sent = fatma.client.post(f"/sessies/{fatma.session}/doen", {"do": "add", "text": "x"})
    assert sent.status_code == 403
    assert fatma.meet("/borden/{board}/stap/in-beeld") == 404
    assert fatma.meet("/borden/{board}/stand") == 404

    leader.press("let_back", person=fatma.pk)
    assert fatma.meet("/sessies/{session}") == 200


def test_who_waits_sees_nothing_of_the_board_until_let_in(leader: Someone, fatma: Someone) -> None:
    fatma.lay("Binnen geschreven")
    leader.press("approval", on="ja")
    waiting = joined(leader.now, "Wacht")
    board = waiting.board

    assert "Je staat aan de deur" in waiting.text
    for address in (
        "/sessies/{session}",
        "/borden/{board}/stand",
        "/borden/{board}/stap/in-beeld",
        "/borden/{board}/tekening",
        "/borden/{board}/uitvoer/bord.json",
    ):
        answer = waiting.client.get(address.format(session=waiting.session, board=board))
        assert b"Binnen geschreven" not in b"".join(answer), address
    fields = {"do": "add", "zone": "visibility", "card_type": "item", "text": "Toch"}
    waiting.client.post(f"/sessies/{waiting.session}/doen", fields)
    assert not models.Card.objects.filter(board=board, text="Toch").exists()

    leader.press("approve", person=waiting.pk)
    waiting.open()
    assert "Binnen geschreven" in waiting.html


def test_one_does_not_change_or_vote_as_another(
    leader: Someone, fatma: Someone, jan: Someone
) -> None:
    fatma.lay("Van Fatma")
    card = models.Card.objects.get(text="Van Fatma")
    for fields in (
        {"do": "save", "card": card.pk, "text": "Gekaapt", "based_on": "99"},
        {"do": "remove", "card": card.pk},
        {"do": "privacy", "card": card.pk, "private": "on"},
        {"do": "board", "title": "Gekaapt"},
        {"do": "vote", "card": card.pk, "dots": "1"},
        {"do": "link", "kind": "alike", "card": card.pk, "to": card.pk},
    ):
        jan.do(fields)
        assert jan.status == 422, fields

    card.refresh_from_db()
    assert (card.text, card.is_removed, card.is_private) == ("Van Fatma", False, False)
    assert leader.now.board.title == "Ons bord"


def test_who_becomes_host_or_leader_keeps_coming_in(leader: Someone, fatma: Someone) -> None:
    for role, status in (("host", 200), ("editor", 302), ("participant", 200)):
        leader.press("role", person=fatma.pk, role=role)
        assert fatma.meet("/sessies/{session}") == status


def test_a_private_card_is_for_its_author_alone(
    leader: Someone, fatma: Someone, jan: Someone
) -> None:
    other = Someone()
    other.lead(slug="bouw-je-netwerk-uit", step="sterk-en-lastig")
    ann, bo = joined(other.now, "Ann"), joined(other.now, "Bo")
    ann.open("?vak=limitations")
    ann.lay("Wij vinden niemand", card_type="limitation")

    bo.open("?vak=limitations")
    other.go(f"/sessies/{other.session}/leiden?samen=ja")
    screen = Someone()
    screen.client = other.client
    screen.go(f"/sessies/{other.session}/scherm")

    assert "Wij vinden niemand" in ann.html
    assert not [one for one in (bo, other, screen) if "Wij vinden niemand" in one.html]


def test_people_of_one_table_do_not_open_the_worksheet_of_another() -> None:
    host = Someone()
    host.lead(sheets="table", tables="2")
    ann, bo = joined(host.now, "Ann", table="1"), joined(host.now, "Bo", table="2")
    first = models.Table.objects.get(number=1).board_id

    assert ann.meet(f"/borden/{first}/stap/in-beeld") == 200
    assert bo.meet(f"/borden/{first}/stap/in-beeld") == 404
    assert bo.client.post(f"/borden/{first}/doen", {"do": "add"}).status_code == 404


def test_whoever_sat_in_an_earlier_session_joins_again(leader: Someone, fatma: Someone) -> None:
    leader.press("close")
    fields = {"bord": leader.board, "title": "Later", "sheets": "plenary"}
    leader.session = leader.client.post("/sessies/nieuw", fields)["Location"].split("/")[2]

    assert fatma.meet(f"/sessies/{leader.session}") == 404
    fatma.client.post(f"/meedoen/{leader.now.code}", {"name": "Fatma"})

    assert fatma.meet(f"/sessies/{leader.session}") == 200
    assert models.Participant.objects.filter(name__startswith="Fatma").count() == 1


def test_who_leads_is_led_to_the_console_by_the_code(leader: Someone) -> None:
    answer = leader.client.get(f"/meedoen/{leader.now.code}")

    assert answer["Location"] == f"/sessies/{leader.session}"
    assert leader.client.get(answer["Location"])["Location"].endswith("/leiden")
