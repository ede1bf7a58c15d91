# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map to slide and zoom, in a real browser: points, a twin in words, nothing from elsewhere."""

import re

from playwright.sync_api import Page, Request, expect

MAP = "/organisaties?toon=kaart&gebied=oost-vlaanderen"


def opened(page: Page, where: str = MAP) -> None:
    page.goto(where)
    expect(page.locator("nb-map")).to_have_attribute("data-state", "open")


def test_the_map_opens_over_the_drawn_one_and_asks_nobody_else(page: Page, site: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    opened(page)

    expect(page.locator("nb-map canvas")).to_be_visible()
    expect(page.locator("nb-map svg[viewBox] a")).to_have_count(0)
    assert [url for url in asked if not url.startswith((site, "blob:"))] == []


def test_what_is_in_view_comes_as_a_list_by_keyboard(page: Page) -> None:
    opened(page)

    page.get_by_role("button", name="Toon wat in beeld is als lijst").focus()
    page.keyboard.press("Enter")

    cards = page.locator("nb-map .nb-card__name a")
    expect(cards.first).to_be_visible()
    assert 1 <= cards.count() <= 20
    cards.first.click()
    expect(page).to_have_url(re.compile("/organisaties/[a-z0-9]{8}-"))


def test_a_circle_says_who_is_there(page: Page) -> None:
    opened(page, "/organisaties?toon=kaart&gemeente=Wichelen&q=OCMW")

    page.locator("nb-map canvas").click()  # in the middle, where the only circle is

    expect(page.locator("nb-map .nb-card__place").first).to_contain_text("Wichelen")


def test_without_points_the_drawn_map_stays(page: Page) -> None:
    page.route("**/organisaties/kaart.json*", lambda route: route.fulfill(status=200, body="{"))
    page.goto(MAP)

    expect(page.locator("nb-map")).to_have_attribute("data-state", "drawn")
    expect(page.locator("nb-map svg[viewBox]").first).to_be_visible()


def test_the_map_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    opened(page)

    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
