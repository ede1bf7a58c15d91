# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the drawn view, and the bubbles it asks for."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from netwerkbouwer.boards.stage import Role
from tests.boards.visitor import Visitor, add_typed
from tests.factories import boards as made

pytestmark = pytest.mark.django_db

CONFIG = re.compile(r'<script id="nb-config" type="application/json">(.*?)</script>', re.S)


def config(visitor: Visitor) -> dict[str, Any]:
    visitor.go(f"/borden/{visitor.board}/tekening")
    found = CONFIG.search(visitor.html)
    assert found is not None
    given: dict[str, Any] = json.loads(found[1])
    return given


def diagram(visitor: Visitor, query: str = "") -> dict[str, Any]:
    response = visitor.client.get(f"/borden/{visitor.board}/schema{query}")
    assert response.status_code == 200
    drawn: dict[str, Any] = response.json()["diagram"]
    return drawn


def test_without_scripts_the_page_says_so_and_leads_to_the_list(visitor: Visitor) -> None:
    visitor.go(f"/borden/{visitor.board}/tekening")
    assert "heeft JavaScript nodig" in visitor.text
    assert f'href="/borden/{visitor.board}"' in visitor.html


def test_every_step_leads_to_its_drawing(visitor: Visitor) -> None:
    visitor.step("bollenschema")
    assert f"/borden/{visitor.board}/tekening?stap=bollenschema" in visitor.html


def test_the_page_tells_where_cards_may_lie(visitor: Visitor) -> None:
    given = config(visitor)
    zones = {zone["key"]: zone for zone in given["zones"]}
    assert [step["slug"] for step in given["steps"]][:2] == ["wie-ben-je", "sterk-en-lastig"]
    assert zones["limitations"]["types"]["frustration"] == "Frustratie"
    assert zones["limitations"]["privateTypes"] == zones["limitations"]["cardTypes"]
    assert zones["who"]["isSingle"]
    assert zones["bubbles"]["isView"]
    assert given["decks"]["inspiration"]
    assert given["mayWrite"] is True


def test_the_bubbles_have_everyone_where_the_server_laid_them(exercise: Visitor) -> None:
    kring = add_typed(exercise, "Toneelkring", "Ninove")
    drawn = diagram(exercise)
    assert [bubble["name"] for bubble in drawn["bubbles"] if bubble["own"]] == ["Aalst"]
    (actor,) = drawn["actors"]
    bubble = next(one for one in drawn["bubbles"] if one["key"] == actor["bubble"])
    assert (actor["key"], actor["cards"], bubble["code"]) == (kring.pk, [kring.pk], "41048")
    distance = ((actor["x"] - bubble["x"]) ** 2 + (actor["y"] - bubble["y"]) ** 2) ** 0.5
    assert distance + actor["r"] <= bubble["r"]


def test_one_organisation_found_twice_is_one_actor_with_both_cards(exercise: Visitor) -> None:
    first = add_typed(exercise, "Toneelkring", "Ninove")
    again = made.add_card(
        first.board.participants.get(),
        "candidates",
        "candidate",
        "toneelkring",
        municipality="41048",
    )
    (actor,) = diagram(exercise)["actors"]
    assert sorted(actor["cards"]) == sorted([first.pk, again])


def test_a_reader_gets_no_private_actor(exercise: Visitor) -> None:
    card = add_typed(exercise, "Toneelkring", "Ninove")
    card.is_private = True
    card.save()
    reader = Client()
    reader.get(f"/borden/{card.board_id}/met/{card.board.token(Role.READER)}")
    seen = reader.get(f"/borden/{card.board_id}/schema").json()["diagram"]
    assert (len(diagram(exercise)["actors"]), seen["actors"]) == (1, [])
    page = reader.get(f"/borden/{card.board_id}/tekening").content.decode()
    assert '"mayWrite": false' in page


def test_strangers_get_neither_the_page_nor_the_bubbles(visitor: Visitor) -> None:
    for address in ("tekening", "schema"):
        assert Client().get(f"/borden/{visitor.board}/{address}").status_code == 404


def test_a_method_without_bubbles_has_none_to_send() -> None:
    maker = made.make_board("kennisestafette")
    visitor = Client()
    visitor.get(f"/borden/{maker.board_id}/met/{maker.board.token(Role.EDITOR)}")
    assert visitor.get(f"/borden/{maker.board_id}/tekening").status_code == 200
    assert visitor.get(f"/borden/{maker.board_id}/schema").status_code == 404
