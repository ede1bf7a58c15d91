# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The states of pages that everyone must be able to use, by name."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.stories import Story

PAGES = {
    "home": "/",
    "search": "/organisaties",
    "search with filters": "/organisaties?q=muziek&sector=amateurkunsten&gemeente=Aalst&straal=25",
    "map": "/organisaties?toon=kaart",
    "matrix": "/organisaties?toon=matrix",
    "nothing found": "/organisaties?q=zzqxxzq",
    "municipalities": "/gemeenten",
    "municipality": "/gemeenten/41002",
    "sectors": "/sectoren",
    "sector": "/sectoren/circus",
    "counts": "/gids/cijfers",
    "methods": "/werkvormen",
    "method": "/werkvormen/bouw-je-netwerk-uit",
    "library": "/bibliotheek",
    "concepts": "/begrippen",
    "concepts found": "/begrippen?q=onze+zaal+zit+niet+vol",
    "concept": "/begrippen/half-empty-hall",
    "asking without a board": "/partners-zoeken?tekst=x&gemeente=Aals",
    "partners without a board": (
        "/partners-zoeken?tekst=Onze+zaal+staat+half+leeg&gemeente=Aalst&sector=kunsten"
        "&verrassing=100&verwacht=muntpunt"
    ),
    "about": "/over",
    "sources": "/bronnen",
    "privacy": "/privacy",
    "accessibility": "/toegankelijkheid",
    "style": "/stijl",
    "not found": "/bestaat-niet",
    "open a file": "/borden/openen",
    "my boards": "/borden",
}
STEPS = {
    "profile": "stap/wie-ben-je",
    "notes": "stap/sterk-en-lastig",
    "suggestions": "stap/denkoefeningen",
    "few suggestions": "stap/denkoefeningen?straal=10&sector=mobiliteit",
    "who is missing": "stap/denkoefeningen?verwacht=netwerk&verrassing=100",
    "own organisation": "stap/wie-ben-je?eigen=netwerk",
    "partner card": "stap/denkoefeningen?manier=kaart&kaart=sport",
    "directory in an exercise": "stap/denkoefeningen?manier=gids&zoek=bibliotheek",
    "typing a partner": "stap/denkoefeningen?manier=zelf",
    "bubbles": "stap/bollenschema",
    "one bubble": "stap/bollenschema?gemeente=41002",
    "selection": "stap/selectie",
    "combinations": "stap/combinaties",
    "next steps": "stap/en-nu",
    "history": "geschiedenis",
    "share": "delen",
    "export": "uitvoer",
    "contact list": "lijst",
}
OTHER_METHODS = {
    "deck": ("beleid-bouwen", "visie"),
    "checks": ("beleid-bouwen", "bewaar-je-bouwwerk"),
    "matrix of policy": ("beleid-verbinden", "raakpunten"),
    "columns": ("kennisestafette", "in-beeld"),
    "choice": ("over-het-muurtje", "waar-sta-je"),
}


def show_organisation(page: Page, story: Story) -> None:
    page.goto("/organisaties?q=Studio+CIRK!")
    page.locator("#resultaten").get_by_role("link", name="Studio CIRK!").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Studio CIRK!")


def show_library_item(page: Page, story: Story) -> None:
    page.goto("/bibliotheek")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/bibliotheek/[^/]+/[^/]+$"))


def refuse_a_place(page: Page, story: Story) -> None:
    """A form comes back with a municipality that does not exist."""
    page.goto(story.address("denkoefeningen") + "?manier=zelf")
    form = page.locator("#zoeken form.nb-add")
    form.locator("[name=text]").fill("Zonnehof")
    form.locator("[name=place]").fill("Ninovve")
    form.locator("button").first.click()
    expect(page.locator("#melding")).to_be_visible()


def start_method(page: Page, slug: str, step: str) -> None:
    page.goto(f"/werkvormen/{slug}")
    page.locator("form[action$=start] button").click()
    page.wait_for_url("**/stap/*")
    page.goto(page.url.rsplit("/", 1)[0] + f"/{step}")


def _go(address: str) -> Callable[[Page, Story], None]:
    return lambda page, _story: page.goto(address) and None


def _board(rest: str) -> Callable[[Page, Story], None]:
    return lambda page, story: page.goto(f"/borden/{story.board}/{rest}") and None


def _other(slug: str, step: str) -> Callable[[Page, Story], None]:
    return lambda page, _story: start_method(page, slug, step)


SHOW: dict[str, Callable[[Page, Story], None]] = {
    **{name: _go(address) for name, address in PAGES.items()},
    **{name: _board(rest) for name, rest in STEPS.items()},
    **{name: _other(*where) for name, where in OTHER_METHODS.items()},
    "organisation": show_organisation,
    "library item": show_library_item,
    "refused form": refuse_a_place,
}
