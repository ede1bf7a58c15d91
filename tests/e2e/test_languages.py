# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The interface in English: no Dutch left between it, and the switch keeps you where you were."""

import re

import pytest
from playwright.sync_api import Page, expect

from netwerkbouwer.methods import queries as methods
from netwerkbouwer.organisations import sectors
from netwerkbouwer.places import areas, gazetteer
from tests.e2e import states, stories
from tests.e2e.stories import Story
from tests.e2e.troubles import Troubles
from tools import texts

# Texts and names of controls, except what is marked as Dutch content.
SHOWN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, 5); // elements and texts
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest('body [lang=nl], script, style')) continue;
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    else for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      found.push(node.getAttribute(name) ?? '');
  }
  return found.map(text => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""
STATES = [
    "home",
    "search",
    "map",
    "matrix",
    "nothing found",
    "municipalities",
    "counts",
    "methods",
    "method",
    "library",
    "about",
    "privacy",
    "accessibility",
    "style",
    "not found",
    "open a file",
    "profile",
    "notes",
    "suggestions",
    "partner card",
    "typing a partner",
    "bubbles",
    "selection",
    "combinations",
    "next steps",
    "history",
    "share",
    "export",
    "contact list",
]
# On these pages nothing is content in Dutch, so these words may not be there at all.
PURE = ["home", "about", "privacy", "accessibility", "not found", "open a file", "share"]
DUTCH = re.compile(r"\b(het|een|niet|je|wij|voor|naar|geen|wordt|deze)\b", re.IGNORECASE)

NAMES = {stories.TITLE, *(method.title for method in methods.published())}


@pytest.fixture(scope="module")
def dutch_texts() -> set[str]:
    """The texts of the interface that read otherwise in English; names of places stay Dutch."""
    found = texts.read_catalogue().values()
    names = {area.name for area in areas.all_areas().values()} | {s.label for s in sectors.SECTORS}
    names |= {place.name_nl for place in gazetteer.load().municipalities.values()}
    return {" ".join(m.id.split()) for m in found if m.id not in m.texts.values()} - names


@pytest.fixture
def english(page: Page, story: Story) -> Page:
    page.goto(story.edit_link)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    return page


@pytest.mark.parametrize("state", STATES)
def test_a_page_in_english_shows_no_dutch_of_the_interface(
    english: Page, story: Story, troubles: Troubles, dutch_texts: set[str], state: str
) -> None:
    troubles.expect("404")
    states.SHOW[state](english, story)
    shown = english.evaluate(SHOWN)

    assert len(shown) > 10
    assert sorted(dutch_texts & set(shown)) == []
    if state in PURE:
        assert [text for text in shown if text not in NAMES and DUTCH.search(text)] == []


def test_dutch_is_found_where_it_is(page: Page, dutch_texts: set[str]) -> None:
    """The looking itself is looked at."""
    page.goto("/over")
    shown = page.evaluate(SHOWN)

    assert dutch_texts & set(shown)
    assert any(DUTCH.search(text) for text in shown)


@pytest.mark.parametrize("address", ["/organisaties?q=circus&toon=kaart", "/gemeenten", "/stijl"])
def test_the_switch_returns_where_you_were(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(address)

    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page).to_have_url(address)


def test_the_switch_on_a_step_returns_to_what_was_open(page: Page, story: Story) -> None:
    page.goto(story.edit_link)
    page.goto(story.address("denkoefeningen") + "?manier=gids&zoek=koor")
    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#gids-zoek")).to_have_value("koor")


def test_the_switch_on_a_refused_form_returns_to_the_step(
    page: Page, story: Story, troubles: Troubles
) -> None:
    troubles.expect("422")
    page.goto(story.edit_link)
    states.refuse_a_place(page, story)
    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/stap/denkoefeningen\?.*manier=zelf"))


def test_opening_the_address_of_a_refused_form_again_gives_the_board(
    page: Page, story: Story, troubles: Troubles
) -> None:
    troubles.expect("422")
    page.goto(story.edit_link)
    states.refuse_a_place(page, story)
    page.goto(page.url)

    expect(page).to_have_url(re.compile("/stap/"))
