# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawn view: with a mouse, with keys alone, with fingers, and with two people at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from tests.e2e.stories import Story
from tests.e2e.test_accessibility import AXE, GRAVE, RULES, RUN
from tests.e2e.workbook import Workbook

STRENGTHS = "Waar zijn we sterk in?"
NOTES = ["Een groot podium", "Twee technici", "Elke dag koffie"]
HOLD = 600  # milliseconds that a finger lies still to lift a card
WIDE: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture
def board(page: Page) -> str:
    """A board with three strengths; gives its address."""
    workbook = Workbook(page)
    workbook.start("Getekend bord")
    workbook.step("sterk-en-lastig")
    for note in NOTES:
        workbook.note(STRENGTHS, note)
    return f"/borden/{workbook.board}"


def draw(page: Page, board: str) -> None:
    """Open the drawing at the step with the strengths."""
    page.set_viewport_size(WIDE)
    page.goto(f"{board}/tekening?stap=sterk-en-lastig")
    expect(card(page, NOTES[0])).to_be_visible()


def sheet(page: Page) -> Locator:
    return page.get_by_role("application")


def card(page: Page, text: str) -> Locator:
    return sheet(page).get_by_role("button", name=re.compile(f"^{re.escape(text)}"))


def order(page: Page) -> list[str]:
    """The strengths as the list beside the drawing has them."""
    zone = page.locator(".nb-twin__zone", has=page.get_by_role("heading", name=STRENGTHS))
    return zone.locator(".nb-twin__name").all_inner_texts()


def expect_order(page: Page, *notes: str) -> None:
    zone = page.locator(".nb-twin__zone", has=page.get_by_role("heading", name=STRENGTHS))
    expect(zone.locator(".nb-twin__name")).to_have_text(list(notes))


def expect_saved(page: Page) -> None:
    expect(page.locator(".nb-status")).to_have_attribute("data-state", "saved")


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def edge(found: Locator) -> tuple[float, float]:
    """Just inside the left edge: between this card and the one before."""
    box = found.bounding_box()
    assert box is not None
    return box["x"] + 3, box["y"] + box["height"] / 2


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def test_a_card_goes_where_the_mouse_lets_it_go(page: Page, board: str) -> None:
    draw(page, board)
    drag(page, middle(card(page, NOTES[2])), edge(card(page, NOTES[0])))
    expect_order(page, NOTES[2], NOTES[0], NOTES[1])
    expect_saved(page)
    page.reload()
    expect_order(page, NOTES[2], NOTES[0], NOTES[1])


def test_a_card_on_another_may_be_the_same(page: Page, board: str) -> None:
    draw(page, board)
    drag(page, middle(card(page, NOTES[2])), middle(card(page, NOTES[1])))
    page.get_by_role("dialog").get_by_role("button", name="Zelfde als deze?").click()
    expect_order(page, NOTES[0], NOTES[1])
    expect(card(page, NOTES[1])).to_have_accessible_name(re.compile("met 1 gelijke"))
    page.get_by_role("button", name="Ongedaan maken").first.click()
    expect_order(page, *NOTES)
    expect_saved(page)


def test_a_double_click_writes(page: Page, board: str) -> None:
    draw(page, board)
    page.mouse.dblclick(*middle(card(page, NOTES[0])))
    field = page.get_by_role("textbox", name="Tekst van de kaart")
    expect(field).to_have_value(NOTES[0])
    field.fill("Een podium <b>met</b> gordijn")
    field.press("Enter")
    expect_order(page, "Een podium <b>met</b> gordijn", *NOTES[1:])
    expect_saved(page)


def test_keys_alone_move_write_and_take_back(page: Page, board: str) -> None:
    draw(page, board)
    sheet(page).focus()
    first = card(page, NOTES[0])
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(card(page, NOTES[1])).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    said = page.locator("[data-own]")
    expect(said).to_contain_text("plaats 1 van")
    page.keyboard.press("Space")
    expect_order(page, NOTES[1], NOTES[0], NOTES[2])
    expect(card(page, NOTES[1])).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.type("Met de toetsen")
    page.keyboard.press("Enter")
    expect(card(page, "Met de toetsen")).to_be_focused()
    expect_order(page, NOTES[1], NOTES[0], NOTES[2], "Met de toetsen")
    page.keyboard.press("Delete")
    expect_order(page, NOTES[1], NOTES[0], NOTES[2])
    page.keyboard.press("Control+z")
    expect_order(page, NOTES[1], NOTES[0], NOTES[2], "Met de toetsen")
    expect_saved(page)


def test_every_drag_has_a_button(page: Page, board: str) -> None:
    draw(page, board)
    card(page, NOTES[0]).focus()
    page.keyboard.press(".")
    menu = page.get_by_role("dialog", name=f"Acties voor {NOTES[0]}")
    menu.get_by_role("button", name="Naar achteren").click()
    expect_order(page, NOTES[1], NOTES[0], NOTES[2])
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.locator(".nb-twin").get_by_role("button", name=re.compile(f"^{NOTES[1]}")).click()
    page.locator(".nb-twin").get_by_role("button", name="Naar achteren").click()
    expect_order(page, NOTES[0], NOTES[1], NOTES[2])
    expect_saved(page)


def test_a_finger_slides_the_sheet_and_held_still_takes_a_card(
    new_context: Callable[..., BrowserContext], page: Page, board: str
) -> None:
    state = page.context.storage_state()
    phone = new_context(
        storage_state=state, has_touch=True, viewport={"width": 390, "height": 800}
    ).new_page()
    phone.goto(f"{board}/tekening?stap=sterk-en-lastig")
    expect(card(phone, NOTES[2])).to_be_visible()
    touch = Finger(phone)
    before = middle(card(phone, NOTES[2]))
    touch.slide(before, (before[0] + 20, before[1] + 40))
    moved = middle(card(phone, NOTES[2]))
    assert round(moved[0] - before[0]) == 20
    assert round(moved[1] - before[1]) == 40
    touch.slide(middle(card(phone, NOTES[2])), edge(card(phone, NOTES[0])), hold=HOLD)
    phone.get_by_role("button", name="Lijst", exact=True).click()
    expect_order(phone, NOTES[2], NOTES[0], NOTES[1])
    expect_saved(phone)


class Finger:
    """One finger on the glass."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._wire = page.context.new_cdp_session(page)

    def slide(self, start: tuple[float, float], end: tuple[float, float], hold: int = 0) -> None:
        self._send("touchStart", start)
        self._page.wait_for_timeout(hold)
        for step in range(1, 7):
            share = step / 6
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            self._send("touchMove", (x, y))
        self._page.wait_for_timeout(100)
        self._send("touchEnd", None)
        self._page.wait_for_timeout(100)

    def _send(self, kind: str, at: tuple[float, float] | None) -> None:
        points: list[dict[str, Any]] = [{"x": at[0], "y": at[1]}] if at else []
        self._wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_two_people_see_each_others_moves(
    new_context: Callable[..., BrowserContext], page: Page, board: str
) -> None:
    draw(page, board)
    other = new_context(storage_state=page.context.storage_state()).new_page()
    draw(other, board)
    drag(page, middle(card(page, NOTES[2])), edge(card(page, NOTES[0])))
    expect_order(other, NOTES[2], NOTES[0], NOTES[1])
    expect(other.locator("[data-others]")).to_contain_text(NOTES[2])


def test_the_story_is_drawn_with_its_bubbles(page: Page, story: Story) -> None:
    page.set_viewport_size(WIDE)
    page.goto(story.edit_link)
    page.goto(f"/borden/{story.board}/tekening?stap=bollenschema")
    for found in story.found:
        actor = card(page, found.name).filter(has=page.locator("xpath=self::*")).last
        expect(actor).to_have_accessible_name(re.compile(re.escape(found.place)))
    expect(page.locator(".nb-rim")).to_have_count(len(story.places))


def test_the_drawing_is_sound_for_assistive_technology(
    new_context: Callable[..., BrowserContext], page: Page, board: str
) -> None:
    context = new_context(storage_state=page.context.storage_state(), bypass_csp=True)
    context.add_init_script(path=AXE)
    window = context.new_page()
    draw(window, board)
    card(window, NOTES[0]).focus()
    for keys in ("", ".", "Escape", "?"):
        if keys:
            window.keyboard.press(keys)
        found = window.evaluate(RUN, RULES)
        assert [fault for impact, fault in found if impact in GRAVE] == [], keys


def test_without_scripts_the_page_leads_to_the_list(
    new_context: Callable[..., BrowserContext], page: Page, board: str
) -> None:
    state = page.context.storage_state()
    plain = new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(f"{board}/tekening")
    expect(plain.get_by_text("heeft JavaScript nodig")).to_be_visible()
    plain.get_by_role("link", name="Naar de lijst").click()
    expect(plain).to_have_url(re.compile("/stap/"))
