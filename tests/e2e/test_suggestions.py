# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggestions in a browser: slide, refuse, keep for later, say who was expected, try at a desk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.workbook import Workbook

NEED = "Onze zaal staat half leeg op weekdagen"


@pytest.fixture
def book(page: Page) -> Workbook:
    """A board in Aalst with an exercise that starts from an empty hall."""
    book = Workbook(page)
    book.start("Suggesties")
    book.live_in("Aalst", "Kunsten")
    book.step("sterk-en-lastig")
    book.note("Waar lopen we tegenaan?", NEED, kind="Frustratie")
    book.step("denkoefeningen")
    book.start_exercise(NEED)
    return book


def names(book: Workbook) -> list[str]:
    return book.page.locator("#resultaten .nb-card__name").all_inner_texts()


def first(book: Workbook) -> Locator:
    return book.offers().first


def name_of(card: Locator) -> str:
    return card.locator(".nb-card__name").inner_text()


def test_the_slider_works_by_keyboard_and_stands_in_the_address(book: Workbook) -> None:
    page = book.page
    slider = page.get_by_role("slider", name="Dichtbij of verrassend?")
    slider.focus()
    page.keyboard.press("ArrowRight")

    expect(page).to_have_url(re.compile("verrassing=75"))
    expect(slider).to_be_focused()
    page.reload()
    expect(slider).to_have_value("75")
    assert names(book)


def test_refusing_and_keeping_for_later_by_keyboard_and_back_again(book: Workbook) -> None:
    page = book.page
    refused = name_of(first(book))
    first(book).get_by_text("Niet voor ons").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("te ver")
    first(book).get_by_role("button", name="Toon niet meer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Ongedaan maken")).to_be_in_viewport()
    assert refused not in names(book)

    later = name_of(first(book))
    first(book).get_by_role("button", name="Later").press("Enter")
    expect(page.get_by_role("region", name="Voor later")).to_contain_text(later)
    assert later not in names(book)

    page.get_by_text("Weggelegd: niet voor ons").click()
    expect(page.locator("#weggelegd")).to_contain_text(f"{refused}: te ver")
    page.locator("#weggelegd").get_by_role("button", name="Haal terug").click()
    expect(book.candidate(refused)).to_be_visible()


def test_who_is_missing_can_be_added_yet(book: Workbook) -> None:
    page = book.page
    page.get_by_text("Waarom staat iemand er niet bij?").click()
    page.get_by_label("Wie had je verwacht?").fill("muntpunt")
    page.keyboard.press("Enter")
    part = page.locator("#waarom-niet")
    expect(part).to_have_attribute("open", "")
    if part.get_by_text("Wie bedoel je?").is_visible():
        part.get_by_role("link", name="Muntpunt").first.click()
    page.locator("#waarom-niet").get_by_role("button", name="Voeg toch toe").click()

    expect(book.candidate("Muntpunt")).to_be_visible()


def test_without_a_board_or_scripts_someone_can_ask_and_nothing_is_kept(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Weet je niet wie?").click()
    page.get_by_label("Wat is het?").fill(NEED)
    page.get_by_label("Waar werk je?").fill("Aalst")
    page.get_by_role("slider").fill("100")
    page.get_by_role("button", name="Zoek partners").click()

    expect(page.get_by_role("heading", name="Wie kan helpen?")).to_be_visible()
    expect(page).to_have_url(re.compile("verrassing=100"))
    assert page.locator("#gevonden .nb-card").count() > 2
    page.goto("/borden")
    expect(page.locator("main")).not_to_contain_text(NEED)
