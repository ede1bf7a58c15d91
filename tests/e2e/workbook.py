# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Someone at work in 'Bouw je netwerk uit': what people do, by the words on the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

METHOD = "/werkvormen/bouw-je-netwerk-uit"


@dataclass(frozen=True)
class Found:
    """An organisation as its card in the directory or among the suggestions tells it."""

    name: str
    place: str
    sector: str


def about(press: str, what: str) -> re.Pattern[str]:
    """The name of a button whose second half, for who cannot see, tells what it is about."""
    return re.compile(rf"^{re.escape(press)}\s*:\s*{re.escape(what)}")


class Workbook:
    """A board in one browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.board = ""

    def start(self, title: str) -> None:
        self.page.goto(METHOD)
        self.page.get_by_label("Hoe heet je bord?").fill(title)
        self.page.get_by_role("button", name="Maak een bord").click()
        expect(self.page).to_have_title(f"Wie ben je? – {title} – Netwerkbouwer")
        self.board = self.page.url.split("/")[4]

    def address(self, step: str) -> str:
        return f"/borden/{self.board}/stap/{step}"

    def step(self, slug: str, query: str = "") -> None:
        self.page.goto(self.address(slug) + query)

    def go_on(self, title: str) -> None:
        """To the next step, by its button at the foot of the page."""
        steps = self.page.get_by_role("navigation", name="Vorige en volgende stap")
        steps.get_by_role("link", name=f"Verder: {title}").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def zone(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True).first

    def write(self, zone: str, text: str) -> None:
        """Type a text that saves itself."""
        area = self.zone(zone)
        area.get_by_role("textbox", name=zone, exact=True).fill(text)
        self.expect_saved(area)

    def expect_saved(self, area: Locator) -> None:
        expect(area.locator(".nb-saved")).to_have_text("opgeslagen")

    def live_in(self, place: str, sector: str) -> None:
        """Fill in the own municipality, with the keys, and the own sector."""
        area = self.zone("Waar werk je?")
        field = area.get_by_role("combobox", name="Gemeente")
        field.press_sequentially(place[:-2].lower())
        area.get_by_role("option", name=place, exact=True).click()
        expect(field).to_have_value(place)
        area.get_by_label("Sector").select_option(label=sector)
        area.get_by_role("button", name="Bewaar").click()
        expect(self.zone("Waar werk je?")).to_contain_text(f"{place}, ")

    def note(self, zone: str, text: str, kind: str = "") -> None:
        """Lay a card."""
        area = self.zone(zone)
        if kind:
            area.get_by_label("Wat is het?").select_option(label=kind)
        area.get_by_label("Nieuwe kaart").fill(text)
        area.get_by_role("button", name="Leg neer").click()
        expect(self.card(text)).to_be_visible()

    def card(self, text: str) -> Locator:
        return self.page.get_by_role("listitem").filter(has_text=text).first

    def start_exercise(self, note: str) -> None:
        area = self.zone("Denkoefeningen")
        area.get_by_role("radio", name=note).check()
        area.get_by_role("button", name="Begin de denkoefening").click()
        expect(self.zone("Mogelijke partners").get_by_role("heading", name=note)).to_be_visible()

    def way(self, name: str) -> None:
        """Choose how to look for partners."""
        ways = self.page.get_by_role("navigation", name="Manieren om partners te vinden")
        ways.get_by_role("link", name=name).click()
        expect(ways.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")

    def search(self, words: str) -> None:
        area = self.page.get_by_role("region", name="Partners zoeken")
        area.get_by_label("Naam, plaats of onderwerp").fill(words)
        expect(area.locator("#resultaten").get_by_role("link").first).to_be_visible()

    def offers(self) -> Locator:
        """The cards that can be added: of the directory, or of the suggestions."""
        area = self.page.get_by_role("region", name="Partners zoeken")
        adding = self.page.get_by_role("button", name="Voeg toe")
        return area.get_by_role("listitem").filter(has=adding)

    def add(self, offer: Locator) -> Found:
        """Add an organisation from the directory; what its card said of it."""
        name = offer.get_by_role("link").first.inner_text()
        place, sector, *_ = offer.locator(".nb-card__place").inner_text().split(" · ")
        offer.get_by_role("button", name="Voeg toe").click()
        expect(self.candidate(name)).to_be_visible()
        return Found(name, place, sector)

    def add_from_directory(self, words: str, name: str) -> Found:
        self.search(words)
        link = self.page.get_by_role("link", name=name, exact=True)
        return self.add(self.offers().filter(has=link))

    def candidate(self, name: str) -> Locator:
        """The card of a partner in the open exercise."""
        found = self.page.locator("#gevonden")
        return found.get_by_role("listitem").filter(has_text=name).first

    def idea(self, partner: str, text: str) -> None:
        card = self.candidate(partner)
        card.get_by_role("textbox", name=f"Nieuw idee voor {partner}").fill(text)
        card.get_by_role("button", name="Noteer").click()
        expect(self.candidate(partner)).to_contain_text(text)

    def combine(self, name: str, members: Sequence[str], idea: str, status: str) -> None:
        area = self.zone("Combinaties")
        form = area.locator("form").filter(
            has=self.page.get_by_role("button", name="Maak de combinatie")
        )
        if not form.is_visible():
            area.get_by_text("Maak zelf een combinatie").click()
        form.get_by_label("Naam van de combinatie").fill(name)
        for member in members:
            form.get_by_role("checkbox", name=member).check()
        form.get_by_label("Rond welk idee?").fill(idea)
        form.get_by_text("Mogelijkheden, volgende stap en vertrekpunt").click()
        form.get_by_label("Wat doe je ermee?").select_option(label=status)
        form.get_by_role("button", name="Maak de combinatie").click()
        expect(self.card(name)).to_contain_text(status)

    def agree(self, what: str, who: str, when: str) -> None:
        area = self.zone("Eerste stappen")
        form = area.locator("form.nb-add")
        form.get_by_label("Wat?").fill(what)
        form.get_by_label("Wie? (een rol mag ook)").fill(who)
        form.get_by_label("Wanneer?").fill(when)
        form.get_by_role("button", name="Spreek af").click()
        expect(self.card(what)).to_contain_text(who)
