# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole workbook with the keyboard alone: the focus is always in sight, nothing is a trap."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keys import Keys
from tests.e2e.stories import Story
from tests.e2e.test_story import STEPS
from tests.e2e.workbook import Workbook, about

FIRST, SECOND = "Een groot podium", "Een technicus die alles kan"
HARD = "Op weekdagen staat de zaal leeg"

# A map to slide comes in the place of the drawn one a moment later.
UNSETTLED = "nb-map:not([data-state])"


@pytest.fixture
def keys(page: Page) -> Keys:
    return Keys(page)


@pytest.fixture
def workbook(page: Page) -> Workbook:
    return Workbook(page)


def first_stop(keys: Keys) -> None:
    """The first Tab of a page gives the way past the menu."""
    keys.press("Tab")
    keys.look()
    expect(keys.page.locator(":focus")).to_have_attribute("href", "#inhoud")


def begin(keys: Keys) -> None:
    page = keys.page
    page.goto("/")
    first_stop(keys)
    keys.follow(page.get_by_role("navigation").get_by_role("link", name="Werkvormen"))
    keys.follow(page.get_by_role("main").get_by_role("link", name="Bouw je netwerk uit").first)
    keys.fill(page.get_by_label("Hoe heet je bord?"), "Met toetsen")
    keys.follow(page.get_by_role("button", name="Maak een bord"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie ben je?")
    first_stop(keys)


def introduce(keys: Keys, workbook: Workbook) -> None:
    area = workbook.zone("Wie ben je?")
    keys.fill(area.get_by_role("textbox"), "Cultuurcentrum De Vlonder")
    workbook.expect_saved(area)
    area = workbook.zone("Waar werk je?")
    keys.fill(area.get_by_role("combobox", name="Gemeente"), "dendermon")
    expect(area.get_by_role("option").first).to_be_visible()
    keys.press("ArrowDown", "Enter")
    keys.choose(area.get_by_label("Sector"), "Kunsten")
    keys.follow(area.get_by_role("button", name="Bewaar"))
    expect(workbook.zone("Waar werk je?")).to_contain_text("Dendermonde, ")
    check = workbook.zone("Buitenstaandertest")
    keys.tab_to(check.get_by_role("checkbox").first)
    keys.press("Space")
    expect(check.get_by_role("checkbox").first).to_be_checked()
    workbook.expect_saved(check)


def go_on(keys: Keys, title: str) -> None:
    steps = keys.page.get_by_role("navigation", name="Vorige en volgende stap")
    keys.follow(steps.get_by_role("link", name=f"Verder: {title}"))
    expect(keys.page.get_by_role("heading", level=1)).to_have_text(title)
    first_stop(keys)


def note(keys: Keys, workbook: Workbook, zone: str, text: str, kind: str = "") -> None:
    area = workbook.zone(zone)
    if kind:
        keys.choose(area.get_by_label("Wat is het?"), kind)
    keys.fill(area.get_by_label("Nieuwe kaart"), text)
    keys.follow(area.get_by_role("button", name="Leg neer"))
    expect(workbook.card(text)).to_be_visible()


def look_for_partners(keys: Keys, workbook: Workbook) -> str:
    page = keys.page
    area = workbook.zone("Denkoefeningen")
    keys.tab_to(area.get_by_role("radio").first)
    keys.press("Space")
    keys.follow(area.get_by_role("button", name="Begin de denkoefening"))
    ways = page.get_by_role("navigation", name="Manieren om partners te vinden")
    offer = workbook.offers().first
    suggested = offer.get_by_role("link").first.inner_text()
    keys.follow(offer.get_by_role("button", name="Voeg toe"))
    keys.follow(ways.get_by_role("link", name="Typ zelf"))
    form = page.get_by_role("region", name="Partners zoeken").locator("form")
    keys.fill(form.get_by_label("Naam"), "Fanfare De Toets")
    keys.fill(form.get_by_role("combobox", name="Gemeente"), "Zele")
    keys.press("Escape")
    keys.fill(form.get_by_label("Wat zou je samen kunnen doen?"), "Repeteren op dinsdag")
    keys.follow(form.get_by_role("button", name="Voeg toe"))
    expect(workbook.candidate("Fanfare De Toets")).to_contain_text("Repeteren op dinsdag")
    card = workbook.candidate(suggested)
    keys.fill(card.get_by_role("textbox", name="Nieuw idee"), "Samen koken")
    keys.follow(card.get_by_role("button", name="Noteer"))
    expect(workbook.candidate(suggested)).to_contain_text("Samen koken")
    return suggested


def move_between_bubbles(keys: Keys) -> None:
    """The button does what dragging does."""
    page = keys.page
    card = (
        page.locator(".nb-place-section")
        .get_by_role("listitem")
        .filter(has_text="Fanfare De Toets")
    )
    keys.tab_to(card.locator("summary"))
    keys.press("Enter")
    keys.follow(card.get_by_role("button", name="Dendermonde, niet-cultuur"))
    moved = page.get_by_role("region", name="Dendermonde").get_by_role("listitem")
    expect(moved.filter(has_text="Fanfare De Toets")).to_be_visible()
    drawn = page.locator("svg").get_by_role(
        "link", name="Fanfare De Toets, Dendermonde, niet-cultuur"
    )
    expect(drawn).to_be_visible()


def combine(keys: Keys, workbook: Workbook, members: list[str]) -> None:
    area = workbook.zone("Combinaties")
    form = area.locator("form").filter(
        has=keys.page.get_by_role("button", name="Maak de combinatie")
    )
    if not form.is_visible():
        keys.tab_to(area.locator("summary").filter(has_text="Maak zelf een combinatie"))
        keys.press("Enter")
    keys.fill(form.get_by_label("Naam van de combinatie"), "Toetsenconcert")
    for member in members:
        keys.tab_to(form.get_by_role("checkbox", name=member))
        keys.press("Space")
    keys.follow(form.get_by_role("button", name="Maak de combinatie"))
    expect(workbook.card("Toetsenconcert")).to_be_visible()


def test_the_whole_workbook_works_with_keys_alone(keys: Keys, workbook: Workbook) -> None:
    begin(keys)
    introduce(keys, workbook)
    go_on(keys, "Sterk en lastig")
    note(keys, workbook, "Waar zijn we sterk in?", FIRST)
    note(keys, workbook, "Waar zijn we sterk in?", SECOND)
    strengths = workbook.zone("Waar zijn we sterk in?")
    keys.follow(strengths.get_by_role("button", name=f"Naar voren: {SECOND}"))
    names = workbook.zone("Waar zijn we sterk in?").locator(".nb-card__name")
    expect(names).to_have_text([SECOND, FIRST])
    note(keys, workbook, "Waar lopen we tegenaan?", HARD, kind="Frustratie")
    go_on(keys, "Denkoefeningen")
    suggested = look_for_partners(keys, workbook)
    go_on(keys, "Bollenschema")
    move_between_bubbles(keys)
    go_on(keys, "Selectie")
    keep = keys.page.get_by_role("button", name=about("Houd", suggested))
    keys.follow(keep)
    expect(keep).to_have_attribute("aria-pressed", "true")
    go_on(keys, "Combinaties")
    combine(keys, workbook, [suggested, "Fanfare De Toets"])
    go_on(keys, "En nu")
    form = workbook.zone("Eerste stappen").locator("form.nb-add")
    keys.fill(form.get_by_label("Wat?"), "Bellen")
    keys.follow(form.get_by_role("button", name="Spreek af"))
    expect(workbook.zone("Eerste stappen")).to_contain_text("Bellen")
    keys.follow(keys.page.get_by_role("link", name="Neem het mee"))
    expect(keys.page.get_by_role("heading", level=1)).to_have_text("Meenemen")

    assert keys.complaints == []


def tabbed_through(keys: Keys, address: str) -> None:
    keys.page.goto(address)
    expect(keys.page.locator(UNSETTLED)).to_have_count(0)
    first_stop(keys)
    stops = keys.walk()
    assert stops > 10
    assert keys.unreached() == []
    assert keys.complaints == []


@pytest.mark.parametrize("step", STEPS)
def test_tab_passes_everything_on_a_step_and_comes_out(keys: Keys, story: Story, step: str) -> None:
    keys.page.goto(story.edit_link)
    tabbed_through(keys, story.address(step))


@pytest.mark.parametrize(
    "address",
    [
        "/organisaties?toon=kaart",
        "/organisaties?toon=matrix",
        "/organisaties?q=circus",
        "/vraag-en-aanbod",
        "/stijl",
    ],
)
def test_tab_passes_everything_on_a_page_and_comes_out(keys: Keys, address: str) -> None:
    tabbed_through(keys, address)


def test_focus_stays_in_sight_on_a_small_screen(keys: Keys, story: Story) -> None:
    keys.page.set_viewport_size({"width": 320, "height": 480})
    keys.page.goto(story.edit_link)
    tabbed_through(keys, story.address("sterk-en-lastig"))


def test_the_skip_link_goes_past_the_menu(keys: Keys) -> None:
    keys.page.goto("/organisaties")
    first_stop(keys)
    keys.press("Enter", "Tab")

    assert keys.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_drawing_zooms_and_moves_with_keys(keys: Keys, story: Story) -> None:
    keys.page.goto(story.edit_link)
    keys.page.goto(story.address("bollenschema"))
    drawing = keys.page.locator("svg.nb-diagram")
    whole = drawing.get_attribute("viewBox")
    keys.tab_to(keys.page.get_by_role("button", name="Vergroot"))
    keys.press("Enter")
    nearer = drawing.get_attribute("viewBox")
    keys.press("ArrowRight")

    assert len({whole, nearer, drawing.get_attribute("viewBox")}) == 3
    assert keys.complaints == []
