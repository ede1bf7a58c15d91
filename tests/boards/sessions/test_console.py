# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starting and leading a session, and what hangs on the wall."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.boards import models
from netwerkbouwer.boards.sessions import codes
from netwerkbouwer.methods import queries as methods
from tests.boards.sessions.people import Someone, joined
from tests.boards.visitor import Forms
from tests.test_routes import header_mistakes, mistakes_in

pytestmark = pytest.mark.django_db
WALL = "Een praalwagen op de markt"


def test_the_screen_shows_cards_without_names(leader: Someone, fatma: Someone) -> None:
    fatma.lay(WALL)

    leader.go(f"/sessies/{leader.session}/scherm")

    assert WALL in leader.text
    assert "Fatma" not in leader.text
    assert codes.shown(leader.now.code) in leader.text


def test_the_qr_code_is_a_drawing_of_our_own(leader: Someone) -> None:
    response = leader.client.get(f"/sessies/{leader.session}/qr.svg")

    assert response["Content-Type"].startswith("image/svg+xml")
    assert b"<svg" in response.content
    assert b"style=" not in response.content
    assert header_mistakes(response) == []


def test_every_step_of_every_method_can_be_led(leader: Someone) -> None:
    for method in methods.published():
        host = Someone()
        host.lead(slug=method.slug, step="")
        ann = joined(host.now, "Ann")
        for step in ("", *(step.slug for step in method.steps)):
            host.press("lead", step=step)
            host.go(f"/sessies/{host.session}/scherm")
            ann.open(f"?stap={step}")
            assert ann.status == host.status == 200


def test_the_wall_draws_what_everyone_may_see() -> None:
    host = Someone()
    host.lead(slug="bouw-je-netwerk-uit", step="denkoefeningen")
    ann = joined(host.now, "Ann")
    ann.open("?vak=candidates")
    ann.lay("Harmonie Zomerzon")
    drawing = f"/sessies/{host.session}/bollen.svg"
    assert b"Zomerzon" in host.client.get(drawing).content

    host.press("hide", zone="candidates")

    assert b"Zomerzon" not in host.client.get(drawing).content


def test_look_alikes_are_proposed_and_decided(leader: Someone, fatma: Someone) -> None:
    for text in (WALL, WALL + "!", "Iets heel anders"):
        fatma.lay(text)
    leader.go(f"/sessies/{leader.session}/leiden?samen=ja")
    fields = next(f for f in forms_of(leader) if "head" in f)

    leader.press("together", **fields)

    (link,) = models.CardLink.objects.all()
    assert link.kind == "alike"
    fatma.open()
    other = joined(leader.now, "Jan")
    assert "nog 1 keer genoemd" in other.text

    leader.press("loose", card=link.card_id)
    leader.go(f"/sessies/{leader.session}/leiden?samen=ja")
    assert not [f for f in forms_of(leader) if "head" in f]


def forms_of(someone: Someone) -> list[dict[str, list[str]]]:
    return Forms(someone.html).found


def test_the_console_undoes_all_of_one_person_and_says_how_much(
    leader: Someone, fatma: Someone
) -> None:
    for text in ("Een", "Twee", "Drie"):
        fatma.lay(text)

    leader.press("undo_all", person=fatma.pk, sure="ja")

    assert "We draaiden 3 dingen terug." in leader.text
    assert not models.Card.objects.filter(created_by=fatma.pk, is_removed=False).exists()


def test_every_button_of_the_console_tells_what_it_did(leader: Someone, fatma: Someone) -> None:
    presses: list[tuple[str, dict[str, Any]]] = [
        ("lead", {"step": "wat-lukt"}),
        ("timer", {"minutes": "5"}),
        ("minute", {"ends": ""}),
        ("stop", {}),
        ("hide", {"zone": "successes"}),
        ("hide", {}),
        ("vote", {"zone": "successes", "budget": "3"}),
        ("vote", {}),
        ("show_votes", {"on": "ja"}),
        ("pause", {"on": "ja"}),
        ("pause", {"on": "nee"}),
        ("read_only", {"on": "ja"}),
        ("lock", {"on": "ja"}),
        ("approval", {"on": "ja"}),
        ("approve", {"person": fatma.pk}),
        ("approve_all", {}),
        ("role", {"person": fatma.pk, "role": "host"}),
        ("tables", {"count": "3"}),
        ("tables", {"count": "999"}),
        ("seat", {"person": fatma.pk, "table": "2"}),
        ("next_round", {"round": "", "rotate": "ja"}),
        ("merge", {}),
        ("send_out", {"person": fatma.pk}),
        ("let_back", {"person": fatma.pk}),
        ("rotate_code", {"code": leader.now.code}),
        ("close", {}),
        ("reopen", {}),
    ]
    for do, typed in presses:
        leader.press(do, **typed)
        assert 'id="melding"' in leader.html, do
        assert "#" in leader.address or do == "lead", do


def test_a_button_that_we_do_not_have_is_not_found(leader: Someone) -> None:
    for fields in (
        {"do": "fly"},
        {"do": "send_out", "person": "99999999"},
        {"do": "role", "person": "1", "role": "reader"},
        {"do": "together", "head": "'; drop", "member": "x"},
    ):
        response = leader.client.post(f"/sessies/{leader.session}/leiden", fields)
        assert response.status_code == 404


def test_starting_asks_what_is_missing_and_keeps_what_was_typed(leader: Someone) -> None:
    other = Someone()
    board = other.client.post("/werkvormen/kennisestafette/start")["Location"].split("/")[2]
    for wrong in (
        {"sheets": "niets"},
        {"sheets": "table", "tables": "0"},
        {"sheets": "plenary", "tables": "veel"},
        {"sheets": "plenary", "starts_on": "morgen"},
    ):
        response = other.client.post("/sessies/nieuw", {"bord": board, "title": "Onze", **wrong})
        assert response.status_code == 422
        assert "Onze" in response.content.decode()


def test_the_tables_of_the_board_are_proposed_when_starting() -> None:
    other = Someone()
    other.board = other.client.post("/werkvormen/kennisestafette/start")["Location"].split("/")[2]
    other.step("voorbereiden")
    other.send({"do": "add", "zone": "tables"}, text="Bij het raam")

    other.go(f"/sessies/nieuw?bord={other.board}")

    assert "Bij het raam" in other.html


def test_starting_twice_leads_to_the_one_session(leader: Someone) -> None:
    fields = {"bord": leader.board, "title": "Nog eens", "sheets": "plenary"}

    again = leader.client.post("/sessies/nieuw", fields)
    page = leader.client.get(f"/sessies/nieuw?bord={leader.board}")

    assert again["Location"] == page["Location"] == f"/sessies/{leader.session}/leiden"
    assert models.Session.objects.count() == 1


def test_the_configuration_for_scripts_is_complete(leader: Someone, fatma: Someone) -> None:
    config = config_of(fatma)
    leader.go(f"/sessies/{leader.session}/scherm")

    assert config["board"] == fatma.board
    assert config["participant"] == fatma.pk
    assert config["addresses"]["qr"] == ""
    assert config_of(leader)["addresses"]["qr"].endswith("/qr.svg")
    zone = next(z for step in config["steps"] for z in step["zones"] if z["key"] == "visibility")
    assert [column["key"] for column in zone["themes"][0]["columns"]] == ["what", "where", "why"]
    assert 'data-island="participant"' in fatma.html
    assert '<meta name="nb-csrf"' in fatma.html


def config_of(someone: Someone) -> dict[str, Any]:
    found = re.search(r'id="nb-config" type="application/json">(.*?)</script>', someone.html, re.S)
    assert found
    config: dict[str, Any] = json.loads(found[1])
    return config


PAGES = {
    "leader": ("/sessies/{session}/leiden?samen=ja", "/sessies/{session}/scherm"),
    "fatma": ("/sessies/{session}", "/sessies/{session}?vak=stemmen"),
    "stranger": ("/meedoen", "/meedoen/{code}", "/sessies/{session}"),
}


@contextmanager
def at_most(number: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as queries:
        yield
    told = "\n".join(query["sql"][:160] for query in queries.captured_queries)
    assert len(queries) <= number, told


@pytest.mark.parametrize("who", PAGES)
def test_every_page_keeps_our_promises_with_few_questions_to_the_database(
    leader: Someone, fatma: Someone, who: str
) -> None:
    for text in ("Een", "Twee", "Drie"):
        fatma.lay(text)
    joined(leader.now, "Jan")
    leader.press("tables", count="4")
    leader.press("vote", zone="visibility", budget="3")
    visitor = {"leader": leader, "fatma": fatma, "stranger": Someone()}[who]

    for page in PAGES[who]:
        address = page.format(session=leader.session, code=leader.now.code)
        with at_most(12):
            response = visitor.client.get(address)
        assert mistakes_in(response.content.decode()) == [], address
        assert header_mistakes(response) == [], address
