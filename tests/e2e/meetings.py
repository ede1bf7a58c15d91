# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A meeting in a real installation: one window leads, others join with the code on the screen."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page, expect

NewWindow = Callable[..., BrowserContext]
LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1080}
SAVED = "Opgeslagen"


@dataclass(frozen=True)
class Meeting:
    """A live session and the window of who leads it."""

    leader: Page
    console: str
    code: str
    new_window: NewWindow

    def press(self, button: str) -> None:
        """A button of the console; the page stays and says what happened."""
        self.leader.get_by_role("button", name=button, exact=True).click()

    def lead(self, step: str) -> None:
        """Bring everyone to a step."""
        chooser = self.leader.get_by_label("Iedereen is bij")
        choose(chooser, step)
        self.press("Toon dit aan iedereen")
        expect(self.leader.locator("#melding")).to_have_text("Iedereen ziet nu deze stap.")

    def join(self, name: str, *, screen: dict[str, int] = PHONE, table: str = "") -> "Seat":
        """Someone comes in with the code, in a window of their own."""
        page = self.new_window(viewport=screen, locale="nl-BE").new_page()
        page.goto("/meedoen")
        page.get_by_label("code").fill(self.code)
        page.get_by_role("button", name="Ga verder").click()
        page.locator("[name=name]").fill(name)
        if table:
            page.locator("[name=table]").select_option(label=table)
        page.get_by_role("button", name="Doe mee", exact=True).click()
        seat = Seat(page)
        expect(page.locator(".nb-room")).to_be_visible()
        return seat

    def wall(self) -> Page:
        """The projector, in another tab of who leads."""
        page = self.leader.context.new_page()
        page.set_viewport_size(WALL)  # type: ignore[arg-type]
        page.goto(self.console.replace("/leiden", "/scherm"))
        expect(page.locator(".nb-wall")).to_be_visible()
        return page


@dataclass(frozen=True)
class Seat:
    """Someone who joined, on a phone or a laptop."""

    page: Page

    @property
    def field(self) -> Locator:
        return self.page.locator(".nb-composer__text")

    def lay(self, text: str, column: str = "") -> None:
        """Write a card and lay it down."""
        if column:
            self.page.get_by_role("radio", name=column, exact=True).check(force=True)
        self.field.fill(text)
        self.page.get_by_role("button", name="Leg neer").click()
        expect(self.field).to_have_value("")

    def card(self, text: str) -> Locator:
        return self.page.locator(".nb-pile").filter(has_text=text)

    def expect_saved(self) -> None:
        expect(self.page.locator(".nb-status > summary")).to_contain_text(SAVED)


def choose(chooser: Locator, words: str) -> None:
    """Pick the option that has these words in it."""
    label = next(one for one in chooser.locator("option").all_inner_texts() if words in one)
    chooser.select_option(label=label)


def start(
    new_window: NewWindow,
    *,
    method: str = "kennisestafette",
    step: str = "Zet je cultuur in beeld",
    tables: int = 0,
    sheets: str = "plenary",
) -> Meeting:
    """Start a session on a new board, as a facilitator does."""
    page = new_window(viewport=LAPTOP, locale="nl-BE").new_page()
    page.goto(f"/werkvormen/{method}")
    page.get_by_role("button", name="Maak een bord").click()
    page.wait_for_url("**/stap/*")
    board = page.url.split("/")[4]
    page.goto(f"/sessies/nieuw?bord={board}")
    page.get_by_label("Hoe heet de bijeenkomst?").fill("Estafette in Aalst")
    page.locator(f"[name=sheets][value={sheets}]").check()
    if tables:
        page.locator("[name=tables]").fill(str(tables))
    choose(page.locator("[name=step]"), step)
    page.get_by_role("button", name="Start de sessie").click()
    page.wait_for_url("**/leiden*")
    console = page.url.split("?")[0].split("#")[0]
    code = page.locator(".nb-join-code").first.inner_text().strip()
    return Meeting(page, console, code, new_window)
