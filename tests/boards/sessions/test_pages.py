# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a session, without scripts."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.boards import models
from netwerkbouwer.boards.sessions import codes, join_views
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.places import queries as places
from tests.boards.sessions.people import Someone, joined
from tests.boards.visitor import Forms
from tests.factories.places import municipality
from tests.test_routes import header_mistakes, mistakes_in

pytestmark = pytest.mark.django_db
WALL, SPOT = "Een praalwagen op de markt", "?vak=visibility.visibility."


def test_who_joins_lays_a_card_that_others_see(leader: Someone, fatma: Someone) -> None:
    fatma.lay(WALL)

    other = joined(leader.now, "Jan")

    assert fatma.status == 302
    assert WALL in other.text
    card = models.Card.objects.get(text=WALL)
    assert (card.zone, card.fields["column"]) == ("visibility", "what")


def test_the_cursor_stays_in_the_field_after_laying_a_card(fatma: Someone) -> None:
    assert "autofocus" not in fatma.html

    fatma.open(f"{SPOT}why")
    fatma.lay("Zodat de raad het ziet")

    assert "autofocus" in fatma.html
    assert fatma.form(do="add")["f_column"] == ["why"]
    assert "vak=visibility.visibility.why" in fatma.address


def test_a_form_sent_twice_lays_one_card(fatma: Someone) -> None:
    fields = {**fatma.form(do="add"), "text": WALL}

    fatma.do(fields)
    fatma.do(fields)

    assert models.Card.objects.filter(text=WALL).count() == 1


def test_a_card_without_words_comes_back_with_what_to_do(fatma: Someone) -> None:
    fatma.lay("  ")

    assert fatma.status == 422
    assert "Schrijf eerst iets op de kaart" in fatma.text


def test_an_own_card_changes_and_goes_away(fatma: Someone) -> None:
    fatma.lay(WALL)
    card = models.Card.objects.get(text=WALL)

    fatma.do({**fatma.form(do="save", card=card.pk), "text": "Een optocht"})
    assert "Een optocht" in fatma.text
    fatma.do(fatma.form(do="remove", card=card.pk))

    assert "Een optocht" not in fatma.text
    card.refresh_from_db()
    assert card.is_removed


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


def test_the_screen_shows_cards_without_names(leader: Someone, fatma: Someone) -> None:
    fatma.lay(WALL)

    leader.go(f"/sessies/{leader.session}/scherm")

    assert WALL in leader.text
    assert "Fatma" not in leader.text
    assert codes.shown(leader.now.code) in leader.text


def test_the_qr_code_is_a_drawing_of_our_own(leader: Someone) -> None:
    response = leader.client.get(f"/sessies/{leader.session}/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content
    assert b"style=" not in response.content
    assert header_mistakes(response) == []


def test_everyone_follows_the_step_and_the_question(leader: Someone, fatma: Someone) -> None:
    leader.press("lead", step="elkaars-kennis", prompt="Wie bel je als je vastloopt?")
    fatma.open()
    assert "Wie bel je als je vastloopt?" in fatma.text
    assert "Gebruik elkaars kennis" in fatma.text

    leader.press("lead", step="", prompt="")
    fatma.open("?stap=wat-lukt")

    assert "Welk succes wil je doorgeven?" in fatma.text


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


def test_the_timer_is_on_every_screen(leader: Someone, fatma: Someone) -> None:
    leader.press("timer", minutes="10")

    for page in (fatma, leader):
        page.go(f"/sessies/{leader.session}{'/scherm' if page is leader else ''}")
        assert re.search(r"(10:00|9:5\d)", page.text)

    leader.press("stop")
    fatma.open()
    assert "Nog 9:5" not in fatma.text


def test_what_is_hidden_is_in_no_page_of_others(
    leader: Someone, fatma: Someone, jan: Someone
) -> None:
    fatma.lay("Geheim tot iedereen klaar is")
    leader.press("hide", zone="visibility")
    board = leader.board

    jan.open()
    pages = [jan.html]
    for address in (
        "/borden/{board}/stand",
        "/borden/{board}/stap/in-beeld",
        "/borden/{board}/uitvoer",
        "/borden/{board}/geschiedenis",
        "/borden/{board}/tekening",
    ):
        answer = jan.client.get(address.format(board=board), follow=True)
        pages.append(answer.content.decode())
    leader.go(f"/sessies/{leader.session}/scherm")
    fatma.open()

    assert not [page for page in [*pages, leader.html] if "Geheim tot" in page]
    assert "Geheim tot" in fatma.html

    leader.press("hide")
    jan.open()
    assert "Geheim tot" in jan.html


def test_dots_are_given_within_a_budget_and_shown_when_asked(
    leader: Someone, fatma: Someone, jan: Someone
) -> None:
    fatma.lay(WALL)
    card = models.Card.objects.get(text=WALL)
    leader.press("vote", zone="visibility", budget="1")

    jan.open()
    jan.do(jan.form(do="vote", card=card.pk, dots="1"))
    assert "Je hebt nog 0 stippen" in jan.text
    jan.do({**jan.form(do="vote", card=card.pk), "dots": "2", "op_id": models.new_id()})
    assert jan.status == 422

    leader.press("vote")
    fatma.open()
    assert "1 stip" not in fatma.text
    leader.press("show_votes", on="ja")
    fatma.open()
    assert "1 stip" in fatma.text


def test_while_paused_there_is_no_form_and_what_was_sent_is_kept(
    leader: Someone, fatma: Someone
) -> None:
    fields = {**fatma.form(do="add"), "text": WALL}
    leader.press("pause", on="ja")

    fatma.do(fields)

    assert fatma.status == 422
    assert "staat even stil" in fatma.text
    assert not models.Card.objects.filter(text=WALL).exists()


def test_what_was_typed_stays_when_it_is_refused(leader: Someone, fatma: Someone) -> None:
    fields = {**fatma.form(do="add"), "text": WALL, "f_place": "Nergenshuizen"}

    fatma.do(fields)

    assert fatma.status == 422
    assert WALL in fatma.html
    assert "Nergenshuizen" in fatma.html


def test_after_closing_one_reads(leader: Someone, fatma: Someone) -> None:
    fatma.lay(WALL)
    leader.press("close")

    fatma.open()
    assert "De sessie is afgelopen" in fatma.text
    fatma.step("in-beeld")

    assert WALL in fatma.text
    assert "Leg neer" not in fatma.text


def test_table_sheets_ask_for_a_table_and_then_work(leader: Someone) -> None:
    other = Someone()
    other.lead(sheets="table", tables="2")
    ann = joined(other.now, "Ann")
    assert "Aan welke tafel zit je?" in ann.text

    ann.do({**ann.form(do="table"), "table": "2"})
    ann.lay(WALL)

    card = models.Card.objects.get(text=WALL)
    assert card.board.title == "Tafel 2 – Avond"
    assert card.table == 2


def test_at_a_worksheet_the_whole_step_can_be_filled_in() -> None:
    host = Someone()
    host.lead(slug="bouw-je-netwerk-uit", sheets="table", tables="1", step="wie-ben-je")
    ann = joined(host.now, "Ann", table="1")
    sheet = models.Table.objects.get().board
    assert sheet is not None

    ann.go(f"/borden/{sheet.pk}/stap/wie-ben-je")
    ann.board = sheet.pk
    ann.send({"do": "save", "card": ann.card(zone="who").pk}, text="De Kring")

    assert ann.status == 302
    assert ann.card(zone="who").text == "De Kring"
    assert "Delen en bewaren" not in ann.text


def test_the_common_board_leads_who_takes_part_back_to_the_session(fatma: Someone) -> None:
    for address in ("", "/stap/in-beeld", "/delen", "/geschiedenis"):
        assert fatma.meet("/borden/{board}" + address) == 302
        assert fatma.client.get(f"/borden/{fatma.board}{address}")["Location"] == (
            f"/sessies/{fatma.session}"
        )


def test_ready_made_cards_open_after_an_own_one(fatma: Someone) -> None:
    fatma.open("?vak=visibility_inspiration")
    assert "Schrijf eerst zelf iets op" in fatma.text

    fatma.open(f"{SPOT}what")
    fatma.lay(WALL)
    fatma.open("?vak=visibility_inspiration")
    item = re.findall(r'name="item" value="([^"]+)"', fatma.html)[0]
    fatma.do({**fatma.form(do="add_all"), "item": item})

    assert models.Card.objects.get(type="pick").fields["item"] == item


def test_an_organisation_is_laid_with_place_and_idea() -> None:
    municipality("41002")
    places.municipality("41002")
    host = Someone()
    host.lead(slug="bouw-je-netwerk-uit", step="denkoefeningen")
    ann = joined(host.now, "Ann")
    ann.open("?vak=candidates")

    ann.lay("De Harmonie", place="Aalst", idea="Samen een optocht")

    cards = models.Card.objects.filter(created_by=ann.pk).order_by("type")
    assert [(card.type, card.text) for card in cards] == [
        ("candidate", "De Harmonie"),
        ("idea", "Samen een optocht"),
    ]
    assert cards[0].municipality_id == "41002"


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
