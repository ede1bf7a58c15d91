# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first page in a real browser."""

from playwright.sync_api import Page, expect

from tests.e2e.troubles import Troubles


def test_the_first_page_opens_without_complaint(page: Page) -> None:
    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_first_press_of_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_attribute("href", "#inhoud")


def test_a_page_that_does_not_exist_leads_back(page: Page, troubles: Troubles) -> None:
    troubles.expect("404")
    page.goto("/bestaat-niet")
    page.get_by_role("link", name="Netwerkbouwer").first.click()

    expect(page).to_have_url("/")
