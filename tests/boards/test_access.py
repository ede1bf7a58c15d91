# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets in: the maker, an editor and a reader by their links, and nobody else."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from netwerkbouwer.boards import models, stage
from netwerkbouwer.methods import queries as methods
from tests.boards.visitor import Visitor
from tests.factories.boards import add_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Visitor:
    someone = Visitor()
    someone.start()
    participant = models.Participant.objects.get(board=someone.board)
    note = add_card(participant, "limitations", "limitation", "Geheim lastig punt")
    exercise = add_card(participant, "exercises", "exercise", kind="from_strength")
    add_card(
        participant,
        "candidates",
        "candidate",
        "Bibliotheek",
        parent=exercise,
        contact_person="Mia Geheim",
    )
    assert note
    return someone


def visitor_by_link(maker: Visitor, role: stage.Role) -> Visitor:
    board = models.Board.objects.get(pk=maker.board)
    someone = Visitor()
    someone.board = board.pk
    someone.go(f"/borden/{board.pk}/met/{board.token(role)}")
    return someone


def board_routes() -> list[str]:
    """Every address below a board, with `{board}` to fill in."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], start: str) -> None:
        for pattern in patterns:
            route = start + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif "<slug:board_id>" in route and "<str:token>" not in route:
                found.append("/" + route.replace("<slug:board_id>", "{board}"))

    walk(get_resolver().url_patterns, "")
    filled = {
        "<slug:step>": "denkoefeningen",
        "<str:name>": "bord.json",
        "<str:photo_id>": "A" * 22,
        "<str:kind>": "klein",
        "<str:card_id>": "A" * 22,
    }
    for part, value in filled.items():
        found = [route.replace(part, value) for route in found]
    return found


def test_there_are_board_addresses_to_try() -> None:
    assert "/borden/{board}/bollen.svg" in board_routes()
    assert len(board_routes()) >= 7
    assert not [route for route in board_routes() if "<" in route]


def test_a_stranger_finds_no_board_at_any_address(maker: Visitor) -> None:
    for route in board_routes():
        address = route.format(board=maker.board)
        assert Client().get(address).status_code in (404, 405), address
        assert Client().post(address, {"do": "board", "title": "x"}).status_code in (404, 405)


def test_an_editor_may_change_and_a_reader_may_not(maker: Visitor) -> None:
    editor = visitor_by_link(maker, stage.Role.EDITOR)
    reader = visitor_by_link(maker, stage.Role.READER)
    body = {"do": "add", "zone": "strengths", "card_type": "strength", "text": "Podium"}

    assert editor.client.post(f"/borden/{maker.board}/doen", body).status_code == 302
    assert reader.client.post(f"/borden/{maker.board}/doen", body).status_code == 403
    assert reader.client.post(f"/borden/{maker.board}/terug", {"revision": "1"}).status_code == 403
    for do in ("rotate", "delete"):
        answer = reader.client.post(f"/borden/{maker.board}/delen", {"do": do, "sure": "ja"})
        assert answer.status_code == 403
    assert models.Card.objects.filter(text="Podium").count() == 1
    assert models.Board.objects.filter(pk=maker.board).exists()


def test_what_is_private_is_on_no_page_of_a_reader(maker: Visitor) -> None:
    reader = visitor_by_link(maker, stage.Role.READER)
    board = models.Board.objects.get(pk=maker.board)
    pages = [route.format(board=board.pk) for route in board_routes()]
    steps = methods.newest("bouw-je-netwerk-uit").steps
    pages += [f"/borden/{board.pk}/stap/{step.slug}" for step in steps]

    for page in pages:
        answer = reader.client.get(page, follow=True)
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"Geheim lastig punt" not in content, page
        assert b"Mia Geheim" not in content, page
        assert board.token(stage.Role.EDITOR).encode() not in content, page
        assert board.link_secret.encode() not in content, page


def test_the_link_is_swapped_for_a_cookie_and_stands_in_no_address(maker: Visitor) -> None:
    board = models.Board.objects.get(pk=maker.board)
    token = board.token(stage.Role.EDITOR)
    client = Client()
    answer = client.get(f"/borden/{board.pk}/met/{token}")

    assert answer.status_code == 302
    assert token not in answer["Location"]
    assert token not in client.cookies[settings.BOARD_COOKIE].value
    assert client.cookies[settings.BOARD_COOKIE]["httponly"]


def test_new_links_close_the_old_ones_for_everyone_but_who_asked(maker: Visitor) -> None:
    editor = visitor_by_link(maker, stage.Role.EDITOR)
    reader = visitor_by_link(maker, stage.Role.READER)
    board = models.Board.objects.get(pk=maker.board)
    old = [board.token(role) for role in stage.Role]

    assert maker.client.post(f"/borden/{board.pk}/delen", {"do": "rotate"}).status_code == 302

    address = f"/borden/{board.pk}/stap/wie-ben-je"
    assert maker.client.get(address).status_code == 200
    assert editor.client.get(address).status_code == 404
    assert reader.client.get(address).status_code == 404
    for token in old:
        assert Client().get(f"/borden/{board.pk}/met/{token}").status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..", "é" * 10])
def test_a_wrong_link_opens_nothing(maker: Visitor, token: str) -> None:
    assert Client().get(f"/borden/{maker.board}/met/{token}").status_code == 404


def test_a_link_of_one_board_does_not_open_another(maker: Visitor) -> None:
    other = Visitor()
    other.start()
    token = models.Board.objects.get(pk=other.board).token(stage.Role.EDITOR)

    assert Client().get(f"/borden/{maker.board}/met/{token}").status_code == 404


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "{}", "W10:1:x", "é" * 400, "\\x00"])
def test_a_wrong_cookie_does_no_harm(maker: Visitor, cookie: str) -> None:
    client = Client()
    client.cookies[settings.BOARD_COOKIE] = cookie

    assert client.get(f"/borden/{maker.board}").status_code == 404
    assert client.get("/borden").status_code == 200


def test_a_cookie_of_a_reader_cannot_be_made_into_one_of_an_editor(maker: Visitor) -> None:
    reader = visitor_by_link(maker, stage.Role.READER)
    value = reader.client.cookies[settings.BOARD_COOKIE].value
    client = Client()
    client.cookies[settings.BOARD_COOKIE] = value[:-2] + ("AA" if value[-2:] != "AA" else "BB")

    assert client.get(f"/borden/{maker.board}").status_code == 404
