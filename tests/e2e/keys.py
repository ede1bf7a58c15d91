# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Someone with only a keyboard: goes with Tab and looks where the focus is."""

import re
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Locator, Page, expect

THICKNESS = 3  # pixels of the focus ring, at least
FARTHEST = 400  # presses of Tab on one page
FOCUS = """wanted => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = [...e.getClientRects()][0] ?? e.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  const label = e.labels?.[0] ?? null;
  const style = getComputedStyle(e);
  const stop = {
    html: e.outerHTML.slice(0, 160),
    here: e === wanted,
    renewed: Boolean(wanted && !wanted.isConnected),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    uncovered: Boolean(hit && (e.contains(hit) || hit.contains(e) || label?.contains(hit))),
    again: e.hasAttribute("data-seen") && e !== globalThis.lastStop, // a date has several parts
  };
  e.setAttribute("data-seen", "");
  globalThis.lastStop = e;
  return stop;
}"""
# What Tab should reach: of radios with one name, one.
UNREACHED = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0)
  .filter(e => e.type !== 'radio' && !e.hasAttribute('data-seen'))
  .map(e => e.outerHTML.slice(0, 160))"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is."""

    html: str
    here: bool
    renewed: bool  # the part of the page with the wanted element was drawn again
    ring: float
    uncovered: bool
    again: bool

    def complaint(self) -> str:
        if self.ring < THICKNESS:
            return f"no focus ring on {self.html}"
        return "" if self.uncovered else f"hidden or out of sight: {self.html}"


class Keys:
    """A window that only gets keys; every stop of the focus is looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def look(self, wanted: ElementHandle | None = None) -> Stop | None:
        """The focus as it is now; what is wrong with it is kept."""
        found = self.page.evaluate(FOCUS, wanted)
        if found is None:
            return None
        stop = Stop(**found)
        if said := stop.complaint():
            self.complaints.append(said)
        return stop

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the focus is there."""
        expect(target).to_be_visible()
        wanted = target.element_handle()
        for _ in range(FARTHEST):
            self.press("Tab")
            stop = self.look(wanted)
            if stop is not None and stop.renewed:
                wanted = target.element_handle()
                stop = self.look(wanted)
            if stop is not None and stop.here:
                return
        raise AssertionError(f"Tab does not reach {target}")

    def fill(self, target: Locator, text: str) -> None:
        self.tab_to(target)
        self.type(text)

    def choose(self, target: Locator, label: str) -> None:
        """Choose from a list by typing the start of a label."""
        self.tab_to(target)
        self.type(label)
        expect(target.locator("option:checked")).to_have_text(re.compile(f"^{re.escape(label)}"))

    def follow(self, target: Locator) -> None:
        """Go to a link or a button and press Enter; the page that follows is there."""
        self.tab_to(target)
        before = self.page.evaluate("performance.timeOrigin")
        self.press("Enter")
        self.page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
        self.page.wait_for_load_state()

    def walk(self) -> int:
        """Tab through the whole page once; how many stops. Fails on a trap."""
        for count in range(FARTHEST):
            self.press("Tab")
            stop = self.look()
            if stop is None or stop.again:
                return count
        raise AssertionError("Tab never comes out of this page")

    def unreached(self) -> list[str]:
        """Controls that Tab passed by."""
        found: list[str] = self.page.evaluate(UNREACHED)
        return found
