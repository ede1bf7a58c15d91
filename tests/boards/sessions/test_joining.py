# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coming in by a code or by the link behind the QR code."""

import re

import pytest

from netwerkbouwer.boards import models
from netwerkbouwer.boards.sessions import codes, join_views
from tests.boards.sessions.people import Someone

pytestmark = pytest.mark.django_db
WALL = "Een praalwagen op de markt"


def test_joining_twice_with_one_form_is_one_person(leader: Someone) -> None:
    someone = Someone()
    code = leader.now.code
    someone.go(f"/meedoen/{code}")
    fields = {**someone.form(), "name": "Fatma"}

    other_tab = Someone()
    first = someone.client.post(f"/meedoen/{code}", fields)
    second = other_tab.client.post(f"/meedoen/{code}", fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert models.Participant.objects.filter(name__startswith="Fatma").count() == 1


def test_who_would_rather_give_no_name_gets_one(leader: Someone) -> None:
    someone = Someone()
    someone.go(f"/meedoen/{leader.now.code}")
    ((name, pseudonym),) = someone.buttons(name="")

    someone.client.post(f"/meedoen/{leader.now.code}", {"name": "", name: pseudonym})

    assert models.Participant.objects.filter(name=pseudonym).exists()


def test_an_empty_name_is_refused_beside_its_field(leader: Someone) -> None:
    someone = Someone()

    response = someone.client.post(f"/meedoen/{leader.now.code}", {"name": " "})

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_the_code_is_read_whatever_way_it_is_typed(leader: Someone) -> None:
    someone = Someone()
    typed = codes.shown(leader.now.code).lower().replace(" ", " - ")

    response = someone.client.post("/meedoen", {"code": typed})

    assert response["Location"] == f"/meedoen/{leader.now.code}"


@pytest.mark.parametrize("code", ["zzzzzz", "1", "", "x" * 400, "kz7 f3m; --", "\u0661\u0662"])
def test_every_wrong_code_gets_a_sentence(leader: Someone, code: str) -> None:
    someone = Someone()

    response = someone.client.post("/meedoen", {"code": code})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_codes_that_never_were_and_codes_of_closed_sessions_answer_alike(leader: Someone) -> None:
    code = leader.now.code
    leader.press("close")
    stranger = Someone()

    closed = stranger.client.post("/meedoen", {"code": code}).content.decode()
    unknown = stranger.client.post("/meedoen", {"code": "zzzzzz"}).content.decode()

    def plain(html: str) -> str:
        return re.sub(r'value="[^"]*"', "", html)

    assert plain(closed) == plain(unknown)


def test_after_five_wrong_codes_one_must_wait_but_a_right_code_opens(leader: Someone) -> None:
    someone = Someone()
    answers = [someone.client.post("/meedoen", {"code": "zzzzzz"}).status_code for _ in range(6)]

    right = someone.client.post("/meedoen", {"code": leader.now.code})

    assert (answers[0], answers[-1]) == (422, 429)
    assert right.status_code == 302


def test_when_codes_are_guessed_from_everywhere_only_the_qr_code_opens(
    leader: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = codes.FailedTries()
    for number in range(100):
        tries.failed(f"192.0.2.{number}")
    monkeypatch.setattr(join_views, "WRONG", tries)
    session = leader.now
    typing, scanning = Someone(), Someone()

    assert typing.client.post("/meedoen", {"code": session.code}).status_code == 429
    scanning.go(f"/sessies/{session.pk}/met/{session.token()}")
    assert "Hoe noemen we je?" in scanning.text


def test_the_link_of_the_qr_code_leads_to_the_same_page_without_its_token(leader: Someone) -> None:
    session, someone = leader.now, Someone()

    someone.go(f"/sessies/{session.pk}/met/{session.token()}")

    assert someone.address == f"/meedoen/{session.code}"
    assert session.token() not in someone.html


def test_an_old_qr_code_says_so_and_offers_to_type_a_code(leader: Someone) -> None:
    session = leader.now
    link = f"/sessies/{session.pk}/met/{session.token()}"
    leader.press("rotate_code", code=session.code)
    stranger = Someone()

    assert stranger.meet(link) == 404
    assert "werkt niet meer" in stranger.text
    assert stranger.form() is not None


def test_those_inside_stay_when_the_code_changes(leader: Someone, fatma: Someone) -> None:
    leader.press("rotate_code", code=leader.now.code)

    fatma.open()
    fatma.lay(WALL)

    assert fatma.status == 302
