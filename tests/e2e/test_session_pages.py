# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a session as the server writes them: a whole meeting without scripts, and axe."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.test_accessibility import AXE, GRAVE, OPEN_ALL, RULES, RUN, SMALL, TOO_WIDE

WIDTHS = (320, 390, 820, 1440, 1920)
CARD = "Een praalwagen op de markt"
Windows = Callable[..., BrowserContext]


def start(page: Page, sheets: str = "Samen op één bord") -> str:
    """Make a board, start a session on it; gives the address of the session."""
    page.goto("/werkvormen/kennisestafette")
    page.locator("form[action$=start] button").first.click()
    page.wait_for_url("**/stap/*")
    page.get_by_role("link", name="Start een sessie").click()
    page.get_by_label("Hoe heet de bijeenkomst?").fill("Avond in De Kring")
    page.get_by_label(sheets).check()
    page.get_by_label("Hoeveel tafels?").fill("2")
    page.get_by_role("button", name="Start de sessie").click()
    page.wait_for_url("**/leiden")
    return page.url.removesuffix("/leiden")


def join(page: Page, code: str, name: str) -> None:
    page.goto("/meedoen")
    page.get_by_label("Code").fill(code.lower())
    page.get_by_label("Code").press("Enter")
    page.get_by_label("Hoe noemen we je?").fill(name)
    page.get_by_label("Aan welke tafel").select_option(label="Tafel 1")
    page.get_by_role("button", name="Doe mee", exact=True).click()
    expect(page.get_by_text(f"{name} · Tafel 1")).to_be_visible()


def test_a_whole_meeting_without_scripts(new_context: Windows) -> None:
    leader = new_context(java_script_enabled=False).new_page()
    session = start(leader)
    code = leader.locator(".nb-join-code").inner_text()
    phone = new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, has_touch=True
    ).new_page()
    laptop = new_context(java_script_enabled=False).new_page()
    join(phone, code, "Fatma")
    join(laptop, code, "Jan")

    # A laptop is typed on: Enter lays a card and the cursor stays.
    laptop.get_by_label("Nieuwe kaart").fill(CARD)
    laptop.keyboard.press("Enter")
    expect(laptop.get_by_role("heading", name="Jouw kaart", exact=True)).to_be_visible()
    expect(laptop.get_by_label("Nieuwe kaart")).to_be_focused()
    laptop.keyboard.type("De repetities van de harmonie")
    laptop.keyboard.press("Enter")
    expect(laptop.get_by_role("heading", name="Jouw 2 kaarten")).to_be_visible()

    phone.get_by_role("link", name="Vernieuw").click()
    expect(phone.get_by_text(CARD)).to_be_visible()

    leader.get_by_role("button", name="Laat iedereen stemmen").click()
    phone.goto(session)
    phone.get_by_role("button", name=f"stip meer: {CARD}").click()
    expect(phone.get_by_text("Je hebt nog 2 stippen")).to_be_visible()
    leader.get_by_role("button", name="Sluit het stemmen").click()
    leader.get_by_role("button", name="Toon de stippen aan iedereen").click()

    leader.goto(f"{session}/scherm")
    expect(leader.locator(".nb-screen__card").first).to_contain_text(f"{CARD} 1 stip")
    leader.goto(f"{session}/leiden")
    leader.get_by_role("button", name="Sluit de sessie").click()
    expect(leader.get_by_text("De sessie is gesloten.")).to_be_visible()

    phone.goto(session)
    expect(phone.get_by_role("heading", name="De sessie is afgelopen")).to_be_visible()
    phone.get_by_role("link", name="Lees het bord").click()
    phone.goto(re.sub(r"/stap/.*", "/stap/in-beeld", phone.url))
    expect(phone.get_by_text(CARD).first).to_be_visible()


@pytest.fixture(scope="module")
def window(browser: Browser, site: str) -> Iterator[Callable[[], Page]]:
    """Pages where axe runs and our own screens stay away."""
    contexts: list[BrowserContext] = []

    def open_page() -> Page:
        context = browser.new_context(base_url=site, bypass_csp=True, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=AXE)
        context.route(re.compile(r"/dist/board\."), lambda route: route.abort())
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def people(window: Callable[[], Page]) -> tuple[Page, Page, str]:
    """Who leads, who takes part, and where."""
    leader, phone = window(), window()
    session = start(leader)
    join(phone, leader.locator(".nb-join-code").inner_text(), "Fatma")
    for text in (CARD, f"{CARD}!", "De repetities van de harmonie"):
        phone.get_by_label("Nieuwe kaart").fill(text)
        phone.keyboard.press("Enter")
        expect(phone.get_by_label("Nieuwe kaart")).to_have_value("")
    leader.get_by_role("button", name="Laat iedereen stemmen").click()
    expect(leader.get_by_text("Iedereen kan nu stippen geven.")).to_be_visible()
    return leader, phone, session


def mistakes(page: Page, address: str) -> list[str]:
    """What axe finds, what runs over the edge and what a thumb would miss, on all widths."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.evaluate(OPEN_ALL)
        if (over := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{width}: {over} px over the edge")
        found += [f"{width}: small: {one}" for one in page.evaluate(SMALL)]
    found += [told for impact, told in page.evaluate(RUN, RULES) if impact in GRAVE]
    return found


def test_the_pages_of_who_leads_are_for_everyone(people: tuple[Page, Page, str]) -> None:
    leader, _phone, session = people
    board = leader.get_by_role("link", name="Het bord").get_attribute("href")

    found = {
        address: mistakes(leader, address)
        for address in (f"{session}/leiden?samen=ja", f"{session}/scherm", f"{board}/delen")
    }

    assert {address: told for address, told in found.items() if told} == {}


def test_the_pages_of_who_takes_part_are_for_everyone(people: tuple[Page, Page, str]) -> None:
    _leader, phone, session = people

    found = {
        address: mistakes(phone, address)
        for address in (session, f"{session}?vak=visibility.visibility.what")
    }

    assert {address: told for address, told in found.items() if told} == {}


def test_the_ways_in_are_for_everyone(
    window: Callable[[], Page], people: tuple[Page, Page, str]
) -> None:
    leader, _phone, session = people
    stranger = window()
    leader.goto(f"{session}/leiden")
    code = leader.locator(".nb-join-code").inner_text().replace(" ", "")

    found = {
        address: mistakes(stranger, address)
        for address in ("/meedoen", f"/meedoen/{code}", "/meedoen/zzzzzz", session)
    }

    assert {address: told for address, told in found.items() if told} == {}


def test_the_form_to_start_is_for_everyone(window: Callable[[], Page]) -> None:
    page = window()
    page.goto("/werkvormen/kennisestafette")
    page.locator("form[action$=start] button").first.click()
    page.wait_for_url("**/stap/*")
    address = page.get_by_role("link", name="Start een sessie").get_attribute("href")
    assert address is not None

    assert mistakes(page, address) == []
