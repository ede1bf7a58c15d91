# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story the product is for: a cultuurcentrum, one frustration, partners over the border.

The cultuurcentrum and its words are made up; the partners come from the starter directory.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.workbook import Found, Workbook, about

TITLE = "Onze zaal op weekdagen"
PLACE = "Dendermonde"
SECTOR = "Kunsten"
PROFILE = {
    "Wie ben je?": "Wij zijn cultuurcentrum De Vlonder.",
    "Wat doen jullie?": "We tonen theater en muziek, en we verhuren onze zaal.",
    "Waarom doen jullie dat?": "Iedereen moet dicht bij huis kunnen meemaken en maken.",
    "Voor wie doen jullie het?": "Nu vooral gezinnen; graag ook mensen die alleen wonen.",
}
STRENGTH = "We hebben een groot podium en twee technici"
FRUSTRATION = "Op weekdagen staat onze zaal leeg en ouderen die alleen wonen komen niet"
IDEAS = [
    "Circusnamiddag waarin kleinkinderen hun grootouders iets leren",
    "Jongeren openen op woensdag het café van de zaal",
    "Samen op dinsdag een koffieconcert met vervoer",
]
SCENARIO = "Drie generaties op dinsdag"
PLAN = "Een maandelijkse namiddag die jongeren en ouderen samen maken"
GOING = "hier gaan we voor"
FIRST_STEP = "Bellen voor een eerste gesprek"
OUTSIDER = [
    "Er staat geen vakwoord in dat een buur niet kent",
    "Iemand anders kon het in eigen woorden navertellen",
]


@dataclass(frozen=True)
class Story:
    """A finished workbook: its links and the organisations that were found."""

    title: str
    board: str
    edit_link: str
    read_link: str
    found: list[Found]

    @property
    def places(self) -> list[str]:
        """The municipalities of the bubbles, each once, the own one first."""
        return list(dict.fromkeys([PLACE, *(one.place for one in self.found)]))

    def address(self, step: str) -> str:
        return f"/borden/{self.board}/stap/{step}"


def tell(page: Page) -> Story:
    """Walk the whole workbook in this window, as someone with a mouse would."""
    workbook = Workbook(page)
    workbook.start(TITLE)
    introduce(workbook)
    workbook.go_on("Sterk en lastig")
    workbook.note("Waar zijn we sterk in?", STRENGTH)
    workbook.note("Waar lopen we tegenaan?", FRUSTRATION, kind="Frustratie")
    expect(workbook.card(FRUSTRATION)).to_contain_text("privé")
    workbook.go_on("Denkoefeningen")
    found = look_for_partners(workbook)
    workbook.go_on("Bollenschema")
    workbook.go_on("Selectie")
    keep(workbook, found)
    workbook.go_on("Combinaties")
    workbook.combine(SCENARIO, [one.name for one in found], PLAN, GOING)
    workbook.go_on("En nu")
    workbook.agree(FIRST_STEP, "De programmator", "2027-02-01")
    return Story(TITLE, workbook.board, *links(workbook), found)


def introduce(workbook: Workbook) -> None:
    for zone, text in PROFILE.items():
        workbook.write(zone, text)
    check = workbook.zone("Buitenstaandertest")
    for sentence in OUTSIDER:
        check.get_by_label(sentence).check()
    workbook.expect_saved(check)
    workbook.live_in(PLACE, SECTOR)


def look_for_partners(workbook: Workbook) -> list[Found]:
    """Two from the directory, one from the suggestions; each with an idea."""
    workbook.start_exercise(FRUSTRATION)
    workbook.way("Zoek in de gids")
    found = [
        workbook.add_from_directory("circus aalst", "Studio CIRK!"),
        workbook.add_from_directory("jeugdhuis okapi", "Jeugdhuis Okapi"),
        accept_suggestion(workbook),
    ]
    for partner, idea in zip(found, IDEAS, strict=True):
        expect(workbook.candidate(partner.name)).to_contain_text("nog geen idee")
        workbook.idea(partner.name, idea)
        expect(workbook.candidate(partner.name)).not_to_contain_text("nog geen idee")
    return found


def accept_suggestion(workbook: Workbook) -> Found:
    """The first one from outside culture, near enough, with its reasons."""
    workbook.way("Suggesties")
    area = workbook.page.get_by_role("region", name="Partners zoeken")
    area.get_by_text("Zoek gerichter").click()
    area.get_by_label("Hoe ver?").select_option(label="ongeveer 25 km")
    area.get_by_label("Cultuur of niet?").select_option(label="niet-cultuur")
    area.get_by_role("button", name="Zoek opnieuw").click()
    expect(workbook.page).to_have_url(re.compile("helft=other"))
    offer = workbook.offers().first
    expect(offer.locator(".nb-reasons li").first).not_to_be_empty()
    return workbook.add(offer)


def keep(workbook: Workbook, found: list[Found]) -> None:
    """Choose all in the table; follow up one of them."""
    for partner in found:
        name = about("Houd", partner.name)
        workbook.page.get_by_role("button", name=name).click()
        pressed = workbook.page.get_by_role("button", name=name, pressed=True)
        expect(pressed).to_be_visible()
    area = workbook.zone("Partners die je overhoudt")
    area.get_by_text(f"Volg op of pas aan: {found[0].name}").click()
    form = area.locator("details[open] form")
    form.get_by_label("Hoe ver staat het?").select_option(label="eerste gesprek gehad")
    form.get_by_label("Volgende stap").fill("De zaal laten zien")
    form.get_by_role("button", name="Bewaar").click()
    expect(workbook.zone("Partners die je overhoudt")).to_contain_text("De zaal laten zien")


def links(workbook: Workbook) -> tuple[str, str]:
    """The link to work along and the link to read."""
    page = workbook.page
    page.get_by_role("link", name="Delen en bewaren").click()
    edit = page.get_by_role("textbox", name="Link om mee te werken").input_value()
    return edit, page.get_by_role("textbox", name="Link om te lezen").input_value()
