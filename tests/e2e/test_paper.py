# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stack of written sheets, one keyboard: typed in without touching the mouse."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.troubles import Troubles

NewContext = Callable[..., BrowserContext]


def start(page: Page, method: str = "kennisestafette") -> str:
    """A fresh board; gives the address of its sheets."""
    page.goto(f"/werkvormen/{method}")
    page.locator("form[action$='/start'] button").first.click()
    page.wait_for_url("**/borden/*/stap/**")
    return f"/borden/{page.url.split('/')[4]}/vellen"


def code_of(page: Page, label: str) -> str:
    """The code that stands beside a cell."""
    field = page.get_by_label(label).first
    cell = field.locator("xpath=ancestor::li[@data-cell]")
    return cell.get_attribute("data-cell") or ""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || ''"))


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE").new_page()


def test_a_sheet_is_typed_in_by_keyboard_alone(page: Page) -> None:
    sheets = start(page)
    page.goto(f"{sheets}/invoeren?blad=visibility.1")
    code = code_of(page, "Waar, vak 1")

    page.goto(f"{sheets}/invoeren")
    page.keyboard.type(f"3-{code.lower()}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zet je cultuur in beeld")
    expect(page.get_by_text("Tafel 3")).to_be_visible()
    assert focused(page) == f"v.{code}.0.text"

    for text in ("Op het plein", "In de raad", "In het blaadje van de gemeente"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.keyboard.type("Op school")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Aan de schoolpoort")
    page.keyboard.press("Enter")
    expect(page.locator("[data-progress]")).to_have_text("4 van 18 vakken")
    expect(page.locator(".nb-sheet__bar .nb-saved")).to_have_text("opgeslagen")

    page.reload()
    expect(page.get_by_label("Waar, vak 3").first).to_have_value("In het blaadje van de gemeente")
    expect(page.get_by_label("Waar, vak 4").nth(1)).to_have_value("Aan de schoolpoort")
    page.goto(sheets.replace("/vellen", "/stap/in-beeld"))
    expect(page.locator(".nb-zone--columns .nb-card")).to_have_count(5)


def test_typing_again_changes_and_undo_takes_back(page: Page) -> None:
    sheets = start(page)
    address = f"{sheets}/invoeren?blad=visibility.1&tafel=2"
    page.goto(address)
    for text in ("Muziek", "Muziek en dans"):
        first = page.get_by_label("Wat, vak 1").first
        first.fill(text)
        first.press("Enter")
        expect(page.locator(".nb-sheet__bar .nb-saved")).to_have_text("opgeslagen")
    page.get_by_role("button", name="Ongedaan maken").click()
    page.wait_for_url("**/invoeren?blad=visibility.1&tafel=2")
    expect(page.get_by_label("Wat, vak 1").first).to_have_value("Muziek")
    expect(page.locator("[data-progress]")).to_have_text("1 van 18 vakken")


def test_without_a_network_nothing_typed_is_lost(page: Page, troubles: Troubles) -> None:
    sheets = start(page)
    page.goto(f"{sheets}/invoeren?blad=visibility.1&tafel=2")
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    first = page.get_by_label("Wat, vak 1").first
    first.fill("Muziek")
    first.press("Enter")
    expect(page.locator(".nb-sheet__bar .nb-saved")).to_contain_text("niet opgeslagen")

    page.context.set_offline(False)
    expect(page.locator(".nb-sheet__bar .nb-saved")).to_have_text("opgeslagen")
    page.reload()
    expect(page.get_by_label("Wat, vak 1").first).to_have_value("Muziek")


def test_without_scripts_enter_saves_and_goes_to_the_next_cell(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False, locale="nl-BE").new_page()
    sheets = start(page)
    page.goto(f"{sheets}/invoeren?blad=visibility.1&tafel=2")
    for number, text in enumerate(("Muziek", "Dans"), 1):
        page.get_by_label(f"Wat, vak {number}").first.fill(text)
        page.get_by_label(f"Wat, vak {number}").first.press("Enter")
        expect(page.locator("[data-progress]")).to_have_text(f"{number} van 18 vakken")
    expect(page.get_by_label("Wat, vak 3").first).to_be_focused()


def test_a_photo_of_the_sheet_lies_beside_the_fields(page: Page) -> None:
    sheets = start(page)
    page.goto(f"{sheets}/invoeren?blad=visibility.1&tafel=2")
    made = io.BytesIO()
    Image.new("RGB", (1600, 1100), "#ddd6c4").save(made, "JPEG")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}
    page.locator("#photo").set_input_files([photo])  # type: ignore[list-item]
    page.get_by_role("button", name="Zet de foto erbij").click()
    page.wait_for_url("**/invoeren?blad=visibility.1&tafel=2")

    image, field = page.locator(".nb-photo image"), page.get_by_label("Wat, vak 2").first
    expect(image).to_be_visible()
    beside, typing = image.bounding_box(), field.bounding_box()
    assert beside is not None
    assert typing is not None
    assert beside["x"] > typing["x"] + typing["width"]
    page.get_by_role("button", name="Vergroot").click()
    expect(page.locator("nb-zoom")).to_have_attribute("data-zoomed", "")
