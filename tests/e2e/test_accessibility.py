# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every state of every page: axe, narrow screens, wide letters, targets, less motion."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e import states
from tests.e2e.conftest import PATIENCE, ROOT
from tests.e2e.stories import Story

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
RUN = """async rules => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'],
  });
  return found.violations.flatMap(({id, impact, nodes}) => nodes.map(node => [
    impact, `${id}: ${node.html.slice(0, 200)} (${node.failureSummary})`]));
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(e => { e.open = true; })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 1.4.12: what a reader may set.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll('body *:not(svg, svg *)')].filter(e => {
  const style = getComputedStyle(e);
  const clips = [style.overflowX, style.overflowY].some(way => way === 'hidden' || way === 'clip');
  if (!clips || !e.checkVisibility() || !e.textContent.trim() || e.clientWidth <= 1) return false;
  const [box, words] = [e.getBoundingClientRect(), new Range()];
  words.selectNodeContents(e);
  return [...words.getClientRects()].some(line => line.width > 1
    && (line.right > box.right + 1 || line.bottom > box.bottom + 1));
}).map(e => e.outerHTML.slice(0, 160))"""
# A link in a line of text may be as low as the line; a tick counts with its label.
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('svg')
    && !e.matches('.nb-skip'))
  .filter(e => !(e.matches('a') && getComputedStyle(e).display === 'inline'))
  .filter(e => {
    const box = (e.labels?.[0]?.contains(e) ? e.labels[0] : e).getBoundingClientRect();
    return Math.min(box.width, box.height) < 24;
  }).map(e => e.outerHTML.slice(0, 160))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const {animationName, transitionDuration} = getComputedStyle(e);
  return animationName !== 'none' || transitionDuration.split(',').some(t => parseFloat(t) > 0.01);
}).map(e => e.outerHTML.slice(0, 120))"""


def open_window(browser: Browser, site: str) -> BrowserContext:
    """A window where axe may be put in pages."""
    context = browser.new_context(base_url=site, bypass_csp=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=AXE)
    return context


@pytest.fixture(scope="module")
def dutch(browser: Browser, site: str, story: Story) -> Iterator[BrowserContext]:
    """As everyone sees it at first, with the link to work on the board of the story."""
    with open_window(browser, site) as context:
        with context.new_page() as page:
            page.goto(story.edit_link)
        yield context


@pytest.fixture(scope="module")
def english(browser: Browser, site: str, story: Story) -> Iterator[BrowserContext]:
    """In English and with more contrast."""
    with open_window(browser, site) as context:
        with context.new_page() as page:
            page.goto(story.edit_link)
            page.get_by_role("button", name="English").click()
            page.get_by_role("button", name="More contrast").click()
            expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
            expect(page.locator("html")).to_have_attribute("lang", "en")
        yield context


def grave_findings(page: Page) -> list[str]:
    page.evaluate(OPEN_ALL)
    found: list[list[Any]] = page.evaluate(RUN, RULES)
    return [told for impact, told in found if impact in GRAVE]


@pytest.mark.parametrize("state", states.SHOW)
def test_axe_finds_nothing_grave(dutch: BrowserContext, story: Story, state: str) -> None:
    with dutch.new_page() as page:
        states.SHOW[state](page, story)
        assert grave_findings(page) == []


@pytest.mark.parametrize("state", states.SHOW)
def test_axe_finds_nothing_grave_in_english_with_more_contrast(
    english: BrowserContext, story: Story, state: str
) -> None:
    with english.new_page() as page:
        states.SHOW[state](page, story)
        assert grave_findings(page) == []


def test_axe_finds_what_is_wrong(dutch: BrowserContext) -> None:
    """The looking itself is looked at: a picture without words is told."""
    with dutch.new_page() as page:
        page.goto("/over")
        page.evaluate("document.querySelector('main').append(new Image())")
        assert any("image-alt" in told for told in grave_findings(page))


@pytest.mark.parametrize("state", states.SHOW)
def test_a_page_fits_narrow_screens_wide_letters_and_fingers(
    dutch: BrowserContext, story: Story, state: str
) -> None:
    with dutch.new_page() as page:
        states.SHOW[state](page, story)
        page.evaluate(OPEN_ALL)
        assert page.evaluate(SMALL) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(TOO_WIDE) == 0
        assert page.evaluate(SMALL) == []
        page.add_style_tag(content=SPACING)
        assert page.evaluate(CLIPPED) == []
        assert page.evaluate(TOO_WIDE) == 0


@pytest.mark.parametrize("state", ["home", "style", "bubbles", "map"])
def test_nothing_moves_for_who_asked_for_less_motion(
    dutch: BrowserContext, story: Story, state: str
) -> None:
    with dutch.new_page() as page:
        states.SHOW[state](page, story)
        assert page.evaluate(MOVING) == []


def test_a_refused_field_says_what_is_wrong(dutch: BrowserContext, story: Story) -> None:
    with dutch.new_page() as page:
        states.refuse_a_place(page, story)
        field = page.locator("[aria-invalid=true]")

        expect(field).to_have_value("Ninovve")
        expect(field).to_have_accessible_description(re.compile("Bedoel je Ninove"))
        expect(page.get_by_role("alert")).to_contain_text("Ninovve")


def test_the_proposals_of_a_field_are_a_proper_list(dutch: BrowserContext, story: Story) -> None:
    with dutch.new_page() as page:
        page.goto(story.address("denkoefeningen") + "?manier=zelf")
        page.locator("#zoeken").get_by_role("combobox", name="Gemeente").press_sequentially("aals")
        expect(page.get_by_role("option").first).to_be_visible()

        assert grave_findings(page) == []


def test_axe_is_there() -> None:
    assert Path(AXE).is_file(), "run ./nb test: it brings axe-core along"
