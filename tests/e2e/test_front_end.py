# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What scripts and style sheets add to pages, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.troubles import Troubles

PAGES = ["/", "/over", "/bronnen", "/privacy", "/toegankelijkheid", "/stijl", "/organisaties"]
BUDGET = 100_000  # bytes of a first page, letters included (design, section 8)
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility() && !e.closest('p, li, dd, td, th, nb-zoom, .nb-skip'))
  .filter(e => e.type !== 'hidden' && e.className !== 'nb-skip')
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 24)
  .map(([html]) => html)"""


def start_board(page: Page) -> None:
    page.goto("/werkvormen/bouw-je-netwerk-uit")
    page.get_by_label("Hoe heet je bord?").fill("Proefbord")
    page.get_by_role("button", name="Maak een bord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie ben je?")


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_screen_of_320_pixels(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)

    assert page.evaluate(WIDER_THAN_SCREEN) == 0


@pytest.mark.parametrize("path", PAGES)
def test_what_can_be_pressed_is_at_least_24_pixels(page: Page, path: str) -> None:
    page.goto(path)

    assert page.evaluate(TARGETS) == []


def test_the_first_page_stays_within_its_weight(page: Page) -> None:
    weights: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda request: weights.update({request.url: request.sizes()["responseBodySize"]}),
    )
    page.goto("/", wait_until="networkidle")

    assert len(weights) >= 5
    assert sum(weights.values()) <= BUDGET, weights


def test_the_focus_ring_is_three_pixels_thick(page: Page) -> None:
    page.goto("/stijl")
    for _ in range(12):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert ring == ["solid", "3px"]


def test_letters_are_at_least_17_pixels_on_a_phone_and_18_on_a_laptop(page: Page) -> None:
    for width, size in [(360, "17px"), (1280, "18px")]:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/over")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == size
        assert "Atkinson" in page.evaluate("getComputedStyle(document.body).fontFamily")


def test_more_contrast_is_one_press_away(page: Page) -> None:
    page.goto("/over")
    page.get_by_role("button", name="Meer contrast").click()

    expect(page).to_have_url("/over")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_results_change_while_typing(page: Page) -> None:
    page.goto("/organisaties")
    field = page.locator("nb-live-search input[name=q]")
    before = page.locator("#resultaten").inner_text()
    field.press_sequentially("bibliotheek")

    expect(page).to_have_url(re.compile(r"q=bibliotheek"))
    expect(page.locator("#resultaten")).not_to_have_text(before)
    expect(field).to_be_focused()


def test_a_municipality_is_proposed_and_chosen_with_keys(page: Page) -> None:
    page.goto("/stijl")
    field = page.get_by_role("combobox", name="Gemeente")
    field.fill("")
    field.press_sequentially("aals")
    expect(page.get_by_role("option").first).to_have_text("Aalst")
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("Aalst")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_what_is_typed_on_a_board_is_saved_without_a_button(page: Page) -> None:
    start_board(page)
    field = page.locator("nb-autosave textarea").first
    field.fill("Wij zijn een bibliotheek.")
    expect(page.locator(".nb-saved").first).to_have_text("opgeslagen")
    page.reload()

    expect(page.locator("nb-autosave textarea").first).to_have_value("Wij zijn een bibliotheek.")


def test_what_is_typed_without_a_connection_is_not_lost(page: Page, troubles: Troubles) -> None:
    troubles.expect("ERR_FAILED")
    start_board(page)
    field, told = page.locator("nb-autosave textarea").first, page.locator(".nb-saved").first
    page.route("**/doen", lambda route: route.abort())
    field.fill("Geschreven in de kelder.")
    expect(told).to_contain_text("niet opgeslagen")
    page.reload()
    expect(field).to_have_value("Geschreven in de kelder.")
    expect(told).to_contain_text("niet opgeslagen")

    page.unroute("**/doen")
    expect(told).to_have_text("opgeslagen")
    page.reload()
    expect(field).to_have_value("Geschreven in de kelder.")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("scheme", ["print", "screen"])
def test_a_sheet_of_paper_shows_no_controls(page: Page, scheme: str) -> None:
    page.goto("/stijl")
    page.emulate_media(media=scheme)  # type: ignore[arg-type]

    shown = page.locator(".nb-button, .nb-nav, .nb-footer").evaluate_all(
        "found => found.some(e => e.checkVisibility())"
    )
    assert shown == (scheme == "screen")
