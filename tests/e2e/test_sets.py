# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Combining in a browser: a set from the directory, what is absent, and back again."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.workbook import Workbook

NEED = "Onze zaal is niet vol en we bereiken geen mensen in armoede"


@pytest.fixture
def book(page: Page) -> Workbook:
    """A board in Aalst with an exercise that nobody found partners for yet."""
    book = Workbook(page)
    book.start("Combinaties")
    book.live_in("Aalst", "Kunsten")
    book.step("sterk-en-lastig")
    book.note("Waar lopen we tegenaan?", NEED, kind="Frustratie")
    book.step("denkoefeningen")
    book.start_exercise(NEED)
    book.step("combinaties")
    return book


def test_a_set_is_taken_over_completed_and_undone(book: Workbook) -> None:
    page = book.page
    offered = page.locator("#uit-de-gids")
    expect(offered.get_by_text("helpt bij").first).to_be_visible()
    names = offered.locator(".nb-card").first.locator("li strong").all_inner_texts()
    assert 3 <= len(names) <= 5

    offered.get_by_role("button", name="Neem over").first.focus()
    page.keyboard.press("Enter")

    made = page.locator(".nb-card", has=page.locator("#wijzig"))
    for name in names:
        expect(made.locator(".nb-chip", has_text=name)).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#wijzig")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_sets_fit_a_phone_and_a_laptop(book: Workbook, width: int, height: int) -> None:
    page = book.page
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    expect(page.locator("#uit-de-gids .nb-card").first).to_be_visible()

    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
