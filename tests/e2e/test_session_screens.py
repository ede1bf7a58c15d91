# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A meeting with several people at once: phones, the laptop of a table, the projector, the console.

Every person is a window of their own with their own cookies, as in a room.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e import meetings
from tests.e2e.keys import Keys
from tests.e2e.meetings import LAPTOP, PHONE, SAVED, WALL, Meeting
from tests.e2e.test_accessibility import AXE, grave_findings
from tests.e2e.troubles import Troubles

NewWindow = Callable[..., BrowserContext]
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "WebSocket connection")


@pytest.fixture
def meeting(new_context: NewWindow) -> Meeting:
    return meetings.start(new_context, tables=2)


def summary(page: Page) -> Locator:
    """The sign that says whether words are safe."""
    return page.locator(".nb-status > summary")


def test_a_card_from_a_phone_hangs_on_the_wall_without_a_name(meeting: Meeting) -> None:
    wall = meeting.wall()
    phone = meeting.join("Fatma", table="Tafel 1")

    phone.lay("De bib als huiskamer", "Wat")
    phone.expect_saved()

    expect(wall.locator(".nb-wall__card")).to_have_text("De bib als huiskamer")
    expect(wall.locator(".nb-wall__counts")).to_have_text("1 mens · 1 kaart")
    assert "Fatma" not in wall.locator("body").inner_text()
    expect(meeting.leader.locator(".nb-pulse__latest")).to_contain_text("De bib als huiskamer")


def test_letters_on_the_wall_can_be_read_from_eight_metres(meeting: Meeting) -> None:
    wall = meeting.wall()
    phone = meeting.join("Fatma")
    for number in range(30):
        phone.lay(f"Een voorstelling in de kantine van de sportclub, avond {number}", "Waar")
    expect(wall.get_by_text(re.compile("blad 1 van"))).to_be_visible()

    sizes = wall.evaluate("""() => [...document.querySelectorAll('.nb-wall *')]
      .filter(e => e.checkVisibility() && !e.closest('.nb-visually-hidden, select'))
      .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
      .map(e => parseFloat(getComputedStyle(e).fontSize))""")
    clipped = wall.evaluate("""() => [...document.querySelectorAll('.nb-wall__card')]
      .map(e => e.getBoundingClientRect().bottom)
      .filter(y => y > document.querySelector('.nb-wall__foot').getBoundingClientRect().top)""")

    assert min(sizes) >= 28
    assert clipped == []
    wall.get_by_role("button", name="Volgend blad").click()
    expect(wall.get_by_text(re.compile("blad 2 van"))).to_be_visible()


def test_nobody_leads_so_the_wall_shows_how_to_join(new_context: NewWindow) -> None:
    meeting = meetings.start(new_context, step="Iedereen kiest zelf")
    wall = meeting.wall()

    expect(wall.locator(".nb-lobby__code")).to_have_text(meeting.code)
    expect(wall.get_by_role("img", name="Scan de code")).to_be_visible()
    meeting.lead("Zet je cultuur in beeld")
    expect(wall.get_by_role("heading", level=1)).to_have_text("Zet je cultuur in beeld")
    wall.get_by_role("button", name="Code", exact=True).click()
    expect(wall.locator(".nb-lobby__code")).to_have_text(meeting.code)


def test_cards_stay_hidden_until_the_facilitator_reveals_them(meeting: Meeting) -> None:
    wall = meeting.wall()
    fatma, joris = meeting.join("Fatma"), meeting.join("Joris", screen=LAPTOP)
    meeting.press("Verberg tot ik ze toon")
    expect(fatma.page.get_by_text("Je ziet nu alleen je eigen kaarten.")).to_be_visible()
    expect(joris.page.get_by_text("Je ziet nu alleen je eigen kaarten.")).to_be_visible()
    expect(wall.get_by_text("Iedereen schrijft eerst voor zichzelf")).to_be_visible()

    fatma.lay("Alleen voor mijn ogen")
    fatma.expect_saved()
    expect(fatma.card("Alleen voor mijn ogen")).to_be_visible()
    joris.lay("Ook een kaart")
    joris.expect_saved()
    seen_by_others = joris.page.content() + wall.content()

    meeting.press("Toon alle kaarten")
    expect(joris.card("Alleen voor mijn ogen")).to_be_visible()
    expect(wall.locator(".nb-wall__card")).to_have_count(2)
    assert "Alleen voor mijn ogen" not in seen_by_others


def write_text(page: Page, text: str) -> None:
    field = page.locator(".nb-composer__text")
    expect(field).to_be_editable()
    field.fill(text)


def test_everyone_goes_to_the_common_board_and_back(new_context: NewWindow) -> None:
    meeting = meetings.start(new_context, tables=2, sheets="table")
    fatma = meeting.join("Fatma", table="Tafel 1")
    fatma.lay("Alleen aan tafel 1", "Wat")
    joris = meeting.join("Joris", table="Tafel 2")
    expect(joris.card("Alleen aan tafel 1")).to_have_count(0)

    meeting.press("Voeg de werkbladen samen")
    meeting.press("Breng iedereen naar het gezamenlijke bord")
    joris.page.get_by_text("Alle tafels", exact=True).click()
    expect(joris.card("Alleen aan tafel 1")).to_be_visible()

    meeting.press("Stuur iedereen terug naar de werkbladen")
    expect(joris.card("Alleen aan tafel 1")).to_have_count(0)


def test_two_people_write_in_one_text(new_context: NewWindow, troubles: Troubles) -> None:
    troubles.expect(*NO_NETWORK)
    meeting = meetings.start(new_context, step="Voorbereiden", tables=1, sheets="table")
    fatma = meeting.join("Fatma", screen=LAPTOP, table="Tafel 1")
    joris = meeting.join("Joris", table="Tafel 1")
    for seat in (fatma, joris):
        seat.page.get_by_role("button", name="Vorige").click()

    write_text(fatma.page, "Wij willen elkaars werk leren kennen.")
    expect(joris.field).to_have_value("Wij willen elkaars werk leren kennen.")

    # Both at once, on the same text: one at the start, one at the end.
    joris.page.context.set_offline(True)
    write_text(joris.page, "Wij willen elkaars werk leren kennen. En volgend jaar samen werken.")
    write_text(fatma.page, "Samen: wij willen elkaars werk leren kennen.")
    fatma.expect_saved()
    joris.page.context.set_offline(False)

    merged = re.compile(r"^Samen: .* En volgend jaar samen werken\.$", re.IGNORECASE)
    expect(fatma.field).to_have_value(merged)
    expect(joris.field).to_have_value(merged)


def test_a_clash_keeps_both_texts_and_someone_chooses(
    new_context: NewWindow, troubles: Troubles
) -> None:
    troubles.expect(*NO_NETWORK)
    meeting = meetings.start(new_context, step="Voorbereiden", tables=1, sheets="table")
    fatma = meeting.join("Fatma", table="Tafel 1")
    joris = meeting.join("Joris", table="Tafel 1")
    for seat in (fatma, joris):
        seat.page.get_by_role("button", name="Vorige").click()
    write_text(fatma.page, "We beginnen klein.")
    expect(joris.field).to_have_value("We beginnen klein.")

    joris.page.context.set_offline(True)
    write_text(joris.page, "We beginnen bescheiden.")
    write_text(fatma.page, "We beginnen groots.")
    fatma.expect_saved()
    joris.page.context.set_offline(False)

    for seat in (fatma, joris):
        expect(seat.page.get_by_text("Jullie schreven allebei iets anders.")).to_be_visible()
    wanted = re.compile("^Kies deze tekst ?: We beginnen bescheiden")
    fatma.page.get_by_role("button", name=wanted).click()
    for seat in (fatma, joris):
        expect(seat.field).to_have_value("We beginnen bescheiden.")
        expect(seat.page.get_by_text("Jullie schreven allebei iets anders.")).to_be_hidden()


def test_offline_and_back_loses_nothing_and_doubles_nothing(
    meeting: Meeting, troubles: Troubles
) -> None:
    troubles.expect(*NO_NETWORK)
    phone = meeting.join("Fatma")
    wall = meeting.wall()
    phone.lay("Voor de stroom uitviel")
    phone.expect_saved()

    phone.page.context.set_offline(True)
    for number in range(3):
        phone.lay(f"Zonder verbinding {number}")
    expect(summary(phone.page)).to_contain_text("Wacht op verbinding (3)")
    expect(phone.card("Zonder verbinding 2")).to_contain_text("wacht op verbinding")
    phone.field.fill("Nog niet neergelegd")

    phone.page.context.set_offline(False)
    expect(summary(phone.page)).to_contain_text(SAVED, timeout=60_000)
    expect(wall.locator(".nb-wall__card")).to_have_count(4)
    expect(phone.field).to_have_value("Nog niet neergelegd")


def test_a_phone_that_slept_comes_back_where_it_was(meeting: Meeting) -> None:
    phone = meeting.join("Fatma")
    phone.page.get_by_role("radio", name="Waarom").check(force=True)
    phone.field.fill("Half geschreven ged")

    phone.page.reload()

    expect(phone.field).to_have_value("Half geschreven ged")
    expect(phone.page.get_by_role("radio", name="Waarom")).to_be_checked()
    expect(phone.page.get_by_text("Wat wil je ermee bereiken?")).to_be_visible()


def test_a_led_step_never_takes_away_what_someone_is_typing(meeting: Meeting) -> None:
    phone = meeting.join("Fatma")
    phone.field.fill("Mijn gedachte was nog niet af")

    meeting.lead("Gebruik elkaars kennis")

    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Gebruik elkaars kennis")
    waiting = phone.page.locator(".nb-room__unlaid")
    expect(waiting).to_contain_text("Mijn gedachte was nog niet af")
    waiting.get_by_role("button", name=re.compile("^Leg neer")).click()
    phone.expect_saved()
    meeting.lead("Zet je cultuur in beeld")
    expect(phone.card("Mijn gedachte was nog niet af")).to_be_visible()


def test_what_a_pause_refuses_stays_on_the_phone_and_goes_later(meeting: Meeting) -> None:
    phone = meeting.join("Fatma")
    meeting.press("Zet alles even stil")
    expect(phone.page.get_by_text("De sessie staat even stil.").first).to_be_visible()

    phone.lay("Tijdens de pauze")
    expect(summary(phone.page)).to_contain_text("Nog niet geplaatst (1)")
    expect(phone.page.locator(".nb-status__words")).to_have_text("Tijdens de pauze")

    meeting.press("Ga verder")
    again = phone.page.get_by_role("button", name="Probeer opnieuw")
    expect(phone.page.locator(".nb-room__stopped")).to_be_hidden()
    if again.is_visible():
        again.click()
    phone.expect_saved()
    expect(phone.card("Tijdens de pauze")).to_be_visible()


def test_a_budget_of_dots(meeting: Meeting) -> None:
    fatma, joris = meeting.join("Fatma"), meeting.join("Joris")
    wall = meeting.wall()
    fatma.lay("De bib als huiskamer")
    fatma.lay("Een filmavond op het plein")
    meeting.press("Laat iedereen stemmen")

    for seat in (fatma, joris):
        expect(seat.page.locator(".nb-room__dots")).to_have_text("nog 3 stippen")
    plus = fatma.page.get_by_role("button", name="Geef een stip aan De bib als huiskamer")
    plus.click()
    plus.click()
    fatma.page.get_by_role("button", name="Geef een stip aan Een filmavond").click()
    expect(fatma.page.locator(".nb-room__dots")).to_have_text("al je stippen zijn op")
    expect(plus).to_have_attribute("aria-disabled", "true")
    joris.page.get_by_role("button", name="Geef een stip aan De bib als huiskamer").click()
    expect(joris.page.locator(".nb-room__dots")).to_have_text("nog 2 stippen")
    fatma.expect_saved()
    joris.expect_saved()
    expect(wall.locator(".nb-wall__bar")).to_have_count(0)

    meeting.press("Toon de stippen aan iedereen")
    expect(wall.locator(".nb-wall__votes").first).to_contain_text("3")
    expect(wall.locator(".nb-wall__card").first).to_contain_text("De bib als huiskamer")


def test_everyone_hears_which_table_they_go_to(meeting: Meeting) -> None:
    phone = meeting.join("Fatma", table="Tafel 2")
    phone.field.fill("Bij wisselen blijft dit staan")
    meeting.press("Begin ronde 1")

    notice = phone.page.get_by_role("dialog")
    expect(notice).to_contain_text("Ga naar Tafel 2")
    expect(notice).to_contain_text("Ronde 1")
    phone.page.keyboard.press("Escape")
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Ik zit er").click()
    expect(notice).to_be_hidden()
    expect(phone.field).to_have_value("Bij wisselen blijft dit staan")
    phone.page.reload()
    expect(phone.field).to_have_value("Bij wisselen blijft dit staan")
    expect(notice).to_be_hidden()


def test_one_own_card_is_changed_taken_away_and_put_back(meeting: Meeting) -> None:
    phone, other = meeting.join("Fatma"), meeting.join("Joris")
    phone.lay("Een tikfuot")
    expect(other.card("Een tikfuot")).to_be_visible()
    expect(other.card("Een tikfuot").get_by_role("button")).to_have_count(0)

    phone.card("Een tikfuot").get_by_role("button", name="Pas aan").click()
    editor = phone.page.get_by_label("Tekst van je kaart")
    expect(editor).to_be_focused()
    editor.fill("Een tikfout minder")
    phone.page.get_by_role("button", name="Klaar").click()
    expect(other.card("Een tikfout minder")).to_be_visible()
    expect(phone.card("Een tikfout minder").get_by_role("button", name="Pas aan")).to_be_focused()

    phone.card("Een tikfout minder").get_by_role("button", name="Haal weg").click()
    expect(other.card("Een tikfout minder")).to_have_count(0)
    expect(phone.page.get_by_role("button", name="Maak ongedaan")).to_be_focused()
    phone.page.get_by_role("button", name="Maak ongedaan").click()
    expect(other.card("Een tikfout minder")).to_be_visible()


def test_who_is_sent_out_is_told_so(meeting: Meeting, troubles: Troubles) -> None:
    troubles.expect("403", "404")
    phone = meeting.join("Kobe")
    row = meeting.leader.locator("#mensen .nb-people li").filter(has_text="Kobe")
    row.get_by_role("link", name="Kobe").click()
    row.get_by_role("button", name="Haal uit de sessie").click()

    expect(phone.page.get_by_role("heading", name="Je doet niet meer mee")).to_be_visible()


def test_a_closed_session_can_still_be_read(meeting: Meeting, troubles: Troubles) -> None:
    phone = meeting.join("Fatma")
    phone.lay("Dit blijft te lezen")
    phone.expect_saved()
    meeting.press("Sluit de sessie")
    meeting.leader.get_by_role("dialog").get_by_role("button", name="Sluit de sessie").click()

    expect(phone.page.get_by_text("De sessie is gesloten.").first).to_be_visible()
    expect(phone.card("Dit blijft te lezen")).to_be_visible()


def test_a_table_laptop_is_fast_with_keys_alone(meeting: Meeting) -> None:
    laptop = meeting.join("Tafel 1", screen=LAPTOP, table="Tafel 1")
    laptop.field.focus()
    keyboard = laptop.page.keyboard
    keyboard.type("Eerste")
    keyboard.press("Shift+Enter")
    keyboard.type("op twee regels")
    keyboard.press("Enter")
    keyboard.press("Alt+2")
    keyboard.type("In de kantine")
    keyboard.press("Enter")
    keyboard.press("Alt+3")
    keyboard.type("Omdat het kan")
    keyboard.press("Enter")

    expect(laptop.field).to_be_focused()
    columns = laptop.page.locator(".nb-room__spot")
    expect(columns.nth(0)).to_contain_text("op twee regels")
    expect(columns.nth(1)).to_contain_text("In de kantine")
    expect(columns.nth(2)).to_contain_text("Omdat het kan")
    laptop.expect_saved()


def test_the_focus_stays_while_others_lay_cards(meeting: Meeting) -> None:
    fatma = meeting.join("Fatma", screen=LAPTOP)
    joris = meeting.join("Joris")
    fatma.lay("Mijn kaart")
    edit = fatma.card("Mijn kaart").get_by_role("button", name="Pas aan")
    edit.focus()
    for number in range(4):
        joris.lay(f"Nog een kaart {number}")
    expect(fatma.card("Nog een kaart 3")).to_be_visible()
    expect(edit).to_be_focused()
    expect(fatma.page.locator("[role=status][aria-live=polite]").first).to_contain_text(
        "van anderen", timeout=20_000
    )


def whole_session_by_keys(meeting: Meeting, page: Page) -> None:
    """Join, write, change, vote, move and read: with Tab, arrows, Space and Enter."""
    keys = Keys(page)
    page.goto("/meedoen")
    keys.fill(page.get_by_label("code"), meeting.code)
    keys.follow(page.get_by_role("button", name="Ga verder"))
    keys.fill(page.locator("[name=name]"), "Toetsen")
    keys.tab_to(page.locator("[name=table]"))
    keys.type("Tafel 1")
    keys.follow(page.get_by_role("button", name="Doe mee", exact=True))

    keys.tab_to(page.get_by_role("radio", name="Wat", exact=True))
    keys.press("ArrowRight")
    expect(page.get_by_role("radio", name="Waar", exact=True)).to_be_checked()
    keys.fill(page.locator(".nb-composer__text"), "In de wachtzaal van de huisarts")
    keys.tab_to(page.get_by_role("button", name="Leg neer"))
    keys.press("Enter")
    card = page.locator(".nb-pile").filter(has_text="wachtzaal")
    expect(card).to_be_visible()
    expect(page.locator(".nb-composer__text")).to_be_focused()
    keys.tab_to(card.get_by_role("button", name="Pas aan"))
    keys.press("Enter")
    keys.type(" en de tandarts")
    keys.press("Control+Enter")
    expect(card).to_contain_text("en de tandarts")

    meeting.press("Laat iedereen stemmen")
    plus = page.get_by_role("button", name=re.compile("^Geef een stip aan In de wachtzaal"))
    keys.tab_to(plus)
    keys.press("Enter", "Space")
    expect(page.locator(".nb-room__dots")).to_have_text("nog 1 stip")
    meeting.press("Begin ronde 1")
    there = page.get_by_role("button", name="Ik zit er")
    expect(there).to_be_focused()
    keys.press("Enter")
    expect(there).to_be_hidden()
    expect(summary(page)).to_contain_text(SAVED)
    assert keys.complaints == []


def test_a_whole_session_with_the_keyboard_alone(meeting: Meeting, new_context: NewWindow) -> None:
    page = new_context(viewport=LAPTOP, locale="nl-BE").new_page()
    whole_session_by_keys(meeting, page)


def test_the_console_is_led_with_the_keyboard_alone(meeting: Meeting) -> None:
    phone = meeting.join("Fatma")
    keys = Keys(meeting.leader)
    keys.tab_to(meeting.leader.get_by_role("button", name="5 min", exact=True))
    keys.press("Enter")
    expect(phone.page.locator(".nb-clock__time")).to_have_text(re.compile(r"^[45]:\d\d$"))
    expect(meeting.leader.locator("#melding")).to_have_text("De klok loopt.")
    focus = meeting.leader.evaluate("document.activeElement.closest('#nu') !== null")
    assert focus, "the focus left the part whose button was pressed"
    keys.tab_to(meeting.leader.get_by_role("button", name="Verberg tot ik ze toon"))
    keys.press("Enter")
    expect(phone.page.get_by_text("Je ziet nu alleen je eigen kaarten.")).to_be_visible()


def test_an_organisation_named_at_a_table_comes_in_the_bubbles(new_context: NewWindow) -> None:
    meeting = meetings.start(new_context, method="bouw-je-netwerk-uit", step="Denkoefeningen")
    phone = meeting.join("Fatma")
    page = phone.page
    page.get_by_label("Welke organisatie?").fill("Harmonie De Eendracht")
    place = page.get_by_role("combobox", name="In welke gemeente?")
    place.press_sequentially("Ninov")
    expect(page.get_by_role("option").first).to_be_visible()
    place.press("ArrowDown")
    place.press("Enter")
    page.get_by_label("Wat zouden jullie samen kunnen doen?").fill("Een concert in de voorzaal")
    page.get_by_role("button", name="Zet erbij").click()
    expect(phone.card("Harmonie De Eendracht")).to_contain_text("Een concert in de voorzaal")
    expect(phone.card("Harmonie De Eendracht")).to_contain_text("Ninove")
    other = meeting.join("Joris")
    expect(other.card("Harmonie De Eendracht")).to_contain_text("Ninove")
    phone.expect_saved()

    wall = meeting.wall()
    meeting.lead("Bollenschema")
    picture = wall.locator(".nb-wall__diagram img")
    expect(picture).to_be_visible()
    config = json.loads(wall.locator("#nb-config").text_content() or "{}")
    drawing = wall.request.get(config["addresses"]["diagram"] + "?scherm").text()
    assert "Ninove" in drawing
    assert "Eendracht" in drawing


def test_people_see_who_sits_with_them_and_who_writes(meeting: Meeting) -> None:
    fatma = meeting.join("Fatma", screen=LAPTOP, table="Tafel 1")
    joris = meeting.join("Joris", table="Tafel 1")
    meeting.join("Ver Weg", table="Tafel 2")
    people = fatma.page.locator(".nb-room__bar .nb-room__people")
    expect(people.locator("summary")).to_have_text("Tafel 1: 2 mensen")
    people.locator("summary").click()
    expect(people).to_contain_text("Joris")
    expect(people).not_to_contain_text("Ver Weg")

    joris.field.press_sequentially("Ik zit nog te")
    expect(fatma.page.locator(".nb-composer__typing")).to_have_text("Joris schrijft")
    joris.lay("Ik zit nog te denken")
    expect(fatma.page.locator(".nb-composer__typing")).to_have_count(0)


def test_who_asks_to_come_in_waits_at_the_door(meeting: Meeting) -> None:
    meeting.press("Laat mensen wachten op mij")
    expect(meeting.leader.get_by_role("button", name="Je laat iedereen zelf toe")).to_be_visible()
    page = meeting.new_window(viewport=PHONE, locale="nl-BE").new_page()
    page.goto("/meedoen")
    page.get_by_label("code").fill(meeting.code)
    page.get_by_role("button", name="Ga verder").click()
    page.locator("[name=name]").fill("Nieuw")
    page.get_by_role("button", name="Doe mee", exact=True).click()

    meeting.leader.get_by_role("button", name="Laat binnen Nieuw").click()
    expect(page.locator(".nb-composer__text")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("cards", [0, 12])
def test_axe_finds_nothing_grave_on_any_screen(meeting: Meeting, cards: int) -> None:
    phone = meeting.join("Fatma", table="Tafel 1")
    laptop = meeting.join("Joris", screen=LAPTOP, table="Tafel 1")
    wall = meeting.wall()
    for number in range(cards):
        phone.lay(f"Kaart {number}", ("Wat", "Waar", "Waarom")[number % 3])
    phone.expect_saved()

    for page in (phone.page, laptop.page, wall, meeting.leader):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        assert grave_findings(page) == []
    meeting.press("Laat iedereen stemmen")
    expect(phone.page.locator(".nb-room__dots")).to_be_visible()
    phone.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
    assert grave_findings(phone.page) == []


def test_a_phone_has_big_targets_and_nothing_beside_the_page(meeting: Meeting) -> None:
    phone = meeting.join("Fatma", screen={"width": 320, "height": 640}, table="Tafel 1")
    phone.lay("Een kaart")
    small: list[Any] = phone.page.evaluate("""() => [...document.querySelectorAll(
        '.nb-room button, .nb-room textarea, .nb-segments__one, .nb-room summary')]
      .filter(e => e.checkVisibility()).map(e => [e.textContent, e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 36 || box.width < 24).map(([text]) => text)""")
    lay = phone.page.get_by_role("button", name="Leg neer").bounding_box()

    assert small == []
    assert lay is not None
    assert lay["height"] >= 48
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_nothing_is_asked_of_another_host_and_words_stay_words(meeting: Meeting) -> None:
    phone = meeting.join("<img src=x onerror=alert(1)>")
    wall = meeting.wall()
    phone.lay("<script>alert(1)</script> & <b>vet</b>")
    expect(wall.locator(".nb-wall__card")).to_have_text("<script>alert(1)</script> & <b>vet</b>")
    expect(meeting.leader.locator(".nb-pulse__latest")).to_contain_text("<b>vet</b>")
    config = json.loads(wall.locator("#nb-config").text_content() or "{}")
    assert "token" not in json.dumps(config)
    assert wall.viewport_size == WALL
