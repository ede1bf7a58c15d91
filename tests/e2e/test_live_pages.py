# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people at the steps of one board; and a session that opens without a network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e import meetings
from tests.e2e.troubles import Troubles

NewWindow = Callable[..., BrowserContext]
AWAY = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def colleagues(new_context: NewWindow) -> tuple[Page, Page]:
    """Two people with the same edit link, both at the step with two zones of cards."""
    first = new_context(locale="nl-BE").new_page()
    first.goto("/werkvormen/bouw-je-netwerk-uit")
    first.get_by_role("button", name="Maak een bord").first.click()
    first.wait_for_url("**/stap/*")
    board = first.url.split("/")[4]
    first.goto(f"/borden/{board}/delen")
    link = re.search(r"http[^\s\"<]*?/met/[^\s\"<]+", first.content())
    assert link
    second = new_context(locale="nl-BE").new_page()
    second.goto(link[0])
    for page in (first, second):
        page.goto(f"/borden/{board}/stap/sterk-en-lastig")
    return first, second


def lay(page: Page, zone: int, text: str) -> None:
    form = page.locator("section.nb-zone form.nb-add").nth(zone)
    form.locator("textarea").first.fill(text)
    form.get_by_role("button", name="Leg neer").click()


def zone(page: Page, number: int) -> Locator:
    return page.locator("section.nb-zone").nth(number)


def test_cards_of_others_appear_and_typing_is_left_alone(colleagues: tuple[Page, Page]) -> None:
    first, second = colleagues
    expect(second.locator(".nb-live__people")).to_contain_text("Ook hier")
    field = zone(second, 0).locator("form.nb-add textarea").first
    field.press_sequentially("half af")

    lay(first, 1, "Weinig volk op maandag")
    expect(zone(second, 1)).to_contain_text("Weinig volk op maandag")
    lay(first, 0, "Een groot podium")
    told = second.locator(".nb-live__told")
    expect(told).to_contain_text("Er is iets veranderd: 1 kaart")
    expect(field).to_have_value("half af")
    expect(field).to_be_focused()

    told.get_by_role("button", name="Toon").click()
    expect(zone(second, 0)).to_contain_text("Een groot podium")
    expect(zone(second, 0).locator("form.nb-add textarea").first).to_have_value("half af")


def test_a_joined_session_opens_without_a_network(
    new_context: NewWindow, troubles: Troubles
) -> None:
    troubles.expect(AWAY)
    meeting = meetings.start(new_context)
    away, other = meeting.join("Fatma"), meeting.join("Jan")
    away.lay("Affiches")
    away.expect_saved()
    away.page.wait_for_function(
        """async () => {
            const kept = await caches.open("nb-shells-1");
            const files = await caches.open("nb-files-1");
            return (await kept.keys()).length > 0 && (await files.keys()).length > 5;
        }"""
    )
    # The last confirmed board is written down after two seconds of quiet.
    away.page.wait_for_timeout(3_000)

    away.page.context.set_offline(True)
    away.lay("Zonder net")
    away.page.reload()
    expect(away.card("Affiches")).to_be_visible()
    expect(away.card("Zonder net")).to_be_visible()
    away.lay("Na het herladen")

    away.page.context.set_offline(False)
    expect(other.card("Na het herladen")).to_be_visible()
    expect(other.card("Zonder net")).to_have_count(1)
    away.expect_saved()


def test_what_a_closed_tab_left_is_sent_by_the_next_one(
    new_context: NewWindow, troubles: Troubles
) -> None:
    troubles.expect(AWAY)
    meeting = meetings.start(new_context)
    away, other = meeting.join("Fatma"), meeting.join("Jan")
    away.page.context.set_offline(True)
    away.lay("Vlak voor het sluiten")
    away.page.wait_for_timeout(500)
    address = away.page.url
    away.page.close()

    away.page.context.set_offline(False)
    again = away.page.context.new_page()
    again.goto(address)
    expect(other.card("Vlak voor het sluiten")).to_have_count(1)
