# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of who takes part, without scripts."""

import re

import pytest

from netwerkbouwer.boards import models
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.places import queries as places
from tests.boards.sessions.people import Someone, joined
from tests.factories.places import municipality

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


def test_everyone_follows_the_step_and_the_question(leader: Someone, fatma: Someone) -> None:
    leader.press("lead", step="elkaars-kennis", prompt="Wie bel je als je vastloopt?")
    fatma.open()
    assert "Wie bel je als je vastloopt?" in fatma.text
    assert "Gebruik elkaars kennis" in fatma.text

    leader.press("lead", step="", prompt="")
    fatma.open("?stap=wat-lukt")

    assert "Welk succes wil je doorgeven?" in fatma.text


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


def test_everyone_votes_on_the_common_board_after_the_sheets_came_together() -> None:
    host = Someone()
    host.lead(sheets="table", tables="2")
    ann, bo = joined(host.now, "Ann", table="1"), joined(host.now, "Bo", table="2")
    ann.lay(WALL)
    bo.open()
    assert WALL not in bo.html

    host.press("merge")
    host.press("gather", on="ja")
    host.press("vote", zone="visibility", budget="2")
    bo.open()
    bo.do(bo.form(do="vote", dots="1"))

    assert WALL in bo.html
    assert models.Vote.objects.get().card.board_id == host.board
    host.press("gather", on="nee")
    bo.open(SPOT + "what")
    assert WALL not in bo.html


def test_a_table_host_changes_cards_of_the_own_table_only(
    leader: Someone, fatma: Someone, jan: Someone
) -> None:
    leader.press("tables", count="2")
    leader.press("seat", person=fatma.pk, table="1")
    leader.press("seat", person=jan.pk, table="1")
    leader.press("role", person=jan.pk, role="host")
    other = joined(leader.now, "Els", table="2")
    fatma.open()
    fatma.lay(WALL)
    other.lay("Van de andere tafel")
    card = models.Card.objects.get(text=WALL)

    jan.open()
    jan.do({**jan.form(do="save", card=card.pk), "text": "Een optocht"})

    card.refresh_from_db()
    assert card.text == "Een optocht"
    elsewhere = models.Card.objects.get(text="Van de andere tafel")
    assert f'value="{elsewhere.pk}"' not in jan.html


def test_who_leads_takes_part_too(leader: Someone) -> None:
    leader.open("?mee=ja")
    leader.lay(WALL)

    assert leader.status == 302
    assert WALL in leader.text


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


@pytest.mark.parametrize("sheets", ["plenary", "table"])
def test_what_someone_typed_while_the_session_closed_comes_back_to_copy(sheets: str) -> None:
    host = Someone()
    host.lead(sheets=sheets, tables="1")
    ann = joined(host.now, "Ann", table="1")
    form = ann.form(do="add")
    host.press("close")

    ann.do({**form, "text": WALL})

    assert ann.status == 422
    assert "De sessie is gesloten." in ann.text
    assert WALL in ann.text


def test_what_someone_typed_on_a_worksheet_while_the_session_closed_comes_back_too() -> None:
    host = Someone()
    host.lead(sheets="table", tables="1")
    ann = joined(host.now, "Ann", table="1")
    sheet = models.Table.objects.get().board_id
    ann.go(f"/borden/{sheet}/stap/in-beeld")
    form = ann.form(do="add")
    host.press("close")

    response = ann.client.post(f"/borden/{sheet}/doen", {**form, "text": WALL})

    assert response.status_code == 422
    assert WALL in response.content.decode()


def test_a_session_is_never_started_on_a_worksheet() -> None:
    host = Someone()
    host.lead(sheets="table", tables="1")
    sheet = models.Table.objects.get().board_id
    host.press("close")

    asked = host.client.get(f"/sessies/nieuw?bord={sheet}")
    sent = host.client.post("/sessies/nieuw", {"bord": sheet, "sheets": "plenary", "title": "X"})

    assert asked["Location"] == sent["Location"] == f"/sessies/{host.session}/leiden"
    assert models.Session.objects.count() == 1
    assert host.meet(f"/borden/{sheet}") == 302


def test_a_board_that_cannot_exist_is_not_looked_up() -> None:
    assert Someone().client.get("/sessies/nieuw?bord=a%00b").status_code == 404


def test_the_history_does_not_tell_readers_who_laid_what_in_a_session(
    leader: Someone, fatma: Someone
) -> None:
    fatma.lay(WALL)
    reader = Someone()
    board = leader.now.board
    reader.go(f"/borden/{board.pk}/met/{board.token(Role.READER)}")

    reader.go(f"/borden/{board.pk}/geschiedenis")
    leader.go(f"/borden/{board.pk}/geschiedenis")

    assert "Iemand" in reader.text
    assert "Fatma" not in reader.text
    assert "Fatma" in leader.text
