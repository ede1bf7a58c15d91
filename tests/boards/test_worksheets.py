# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worksheet of a session opens for who sits at its table and for who leads, with one cookie."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from netwerkbouwer.boards import access, models
from netwerkbouwer.boards.stage import Role
from tests.factories.boards import make_board
from tests.factories.sessions import make_session, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> models.Participant:
    return make_session("bouw-je-netwerk-uit", sheets="table")


@pytest.fixture
def sheet(leader: models.Participant) -> models.Board:
    """The worksheet of table 1."""
    board = make_board().board
    models.Board.objects.filter(pk=board.pk).update(session=leader.session)
    models.Table.objects.create(session=leader.session, number=1, board=board)
    return board


def browser(person: models.Participant) -> Client:
    """A browser that came in as this person."""
    request = RequestFactory().get("/")
    response = access.remember(request, HttpResponse(), person)
    client = Client()
    client.cookies.update(response.cookies)
    return client


def opens(person: models.Participant, board: models.Board) -> bool:
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in browser(person).cookies.items()}
    try:
        return access.get_board_to_view(request, board.pk).board == board
    except access.Http404:
        return False


def test_who_sits_there_and_who_leads_get_in(
    leader: models.Participant, sheet: models.Board
) -> None:
    assert opens(seat(leader, table=1), sheet)
    assert opens(leader, sheet)


def test_another_table_and_a_reader_do_not(leader: models.Participant, sheet: models.Board) -> None:
    assert not opens(seat(leader, table=2), sheet)
    assert not opens(seat(leader, Role.READER), sheet)
    assert not opens(seat(leader), sheet)


def test_a_stranger_with_a_board_of_the_own_does_not(sheet: models.Board) -> None:
    assert not opens(make_board(), sheet)


def test_who_was_sent_out_does_not(leader: models.Participant, sheet: models.Board) -> None:
    person = seat(leader, table=1)
    models.Participant.objects.filter(pk=person.pk).update(is_blocked=True)

    assert not opens(person, sheet)
    assert not opens(person, leader.board)


def test_new_links_of_the_board_shut_the_worksheet_too(
    leader: models.Participant, sheet: models.Board
) -> None:
    person = seat(leader, table=1)
    cookies = browser(person).cookies
    models.Board.objects.filter(pk=leader.board_id).update(link_secret="new")
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in cookies.items()}

    with pytest.raises(access.Http404):
        access.get_board_to_view(request, sheet.pk)
