# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking after the directory, as a curator and as one who is listed: no mail, no account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.troubles import Troubles

NAME = "Stroom"
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 900}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def mia(new_context: Callable[..., BrowserContext], command: Callable[..., str]) -> Page:
    """A curator, come in by the link that the command gives."""
    link = re.search(r"/beheer/met/\S+", command("curator", "Mia"))
    assert link
    page = new_context(viewport=LAPTOP).new_page()
    page.goto(link[0])
    expect(page.get_by_role("heading", name="Beheer van de gids")).to_be_visible()
    assert "/met/" not in page.url
    return page


@pytest.fixture
def stranger(new_context: Callable[..., BrowserContext]) -> Page:
    """Anyone, on a phone."""
    return new_context(viewport=PHONE).new_page()


def find(page: Page) -> str:
    """The page of an organisation with a website of its own; gives its address."""
    page.goto(f"/organisaties?q={NAME}&gemeente=Aalst")
    page.get_by_role("link", name=NAME, exact=True).first.click()
    expect(page.get_by_role("heading", name=NAME, exact=True)).to_be_visible()
    return page.url


def save(page: Page) -> None:
    page.locator("main").get_by_role("button", name="Bewaar", exact=True).last.click()


def test_a_curator_changes_takes_back_and_puts_back(mia: Page) -> None:
    find(mia)
    mia.get_by_role("link", name="Pas aan").click()
    mia.get_by_label("Straat en nummer").fill("Kerkstraat 7")
    mia.get_by_label("Heeft te bieden").fill("een zaal\nvrijwilligers")
    save(mia)
    expect(mia.locator("p[role=status]")).to_contain_text("Bewaard")
    expect(mia.get_by_text("Aangepast door Mia").first).to_be_visible()

    mia.get_by_role("button", name=re.compile("Neem terug.*Straat en nummer")).click()
    expect(mia.get_by_label("Straat en nummer")).to_have_value("")
    mia.get_by_role("link", name="Geschiedenis").click()
    mia.get_by_role("button", name=re.compile("Zet terug")).nth(1).click()
    expect(mia.locator("p[role=status]")).to_contain_text("Teruggezet")


def test_two_windows_in_one_field_lose_nothing(mia: Page, troubles: Troubles) -> None:
    troubles.expect("412")
    address = find(mia)
    other = mia.context.new_page()
    for page in (mia, other):
        page.goto(f"{address}/bewerken")
    other.get_by_label("Postcode").fill("9300")
    save(other)
    mia.get_by_label("Postcode").fill("9320")
    mia.get_by_label("Wat ze doen").fill("Mijn lange zin.")
    save(mia)

    expect(mia.get_by_role("alert")).to_contain_text("iemand anders was net iets eerder")
    expect(mia.get_by_label("Postcode")).to_have_value("9320")
    expect(mia.get_by_label("Wat ze doen")).to_have_value("Mijn lange zin.")
    save(mia)
    expect(mia.locator("p[role=status]")).to_contain_text("Bewaard")
    expect(mia.get_by_label("Postcode")).to_have_value("9320")


def test_a_stranger_reports_on_a_phone_and_a_curator_handles_it(mia: Page, stranger: Page) -> None:
    find(stranger)
    stranger.get_by_role("link", name="Klopt er iets niet?").click()
    stranger.get_by_label("Er klopt iets niet").check()
    stranger.get_by_label("Wat moeten we weten?").fill("De straat klopt niet.")
    assert stranger.evaluate(TOO_WIDE) == 0
    stranger.get_by_role("button", name="Verstuur").click()
    expect(stranger.locator("p[role=status]")).to_contain_text("ontvangen")

    mia.goto("/beheer")
    mia.get_by_role("link", name="Bekijk meldingen").click()
    expect(mia.get_by_text("De straat klopt niet.").first).to_be_visible()
    before = mia.get_by_role("button", name="Verwerkt").count()
    mia.get_by_role("button", name="Verwerkt").first.click()
    expect(mia.get_by_role("button", name="Verwerkt")).to_have_count(before - 1)


def test_without_mail_a_curator_hands_over_the_links_of_a_claim(
    mia: Page, stranger: Page, troubles: Troubles
) -> None:
    troubles.expect("422", "404")
    address = find(stranger)
    stranger.get_by_role("link", name="Dit is onze organisatie").click()
    stranger.get_by_label("Je naam").fill("Jan")
    stranger.get_by_label("Mailadres van de organisatie").fill("jan@gmail.com")
    stranger.get_by_role("button", name="Vraag het aan").click()
    expect(stranger.get_by_text("kan iedereen maken")).to_be_visible()
    expect(stranger.get_by_label("Je naam")).to_have_value("Jan")
    stranger.get_by_label("Mailadres van de organisatie").fill("jan@stroomvzw.be")
    stranger.get_by_role("button", name="Vraag het aan").click()
    expect(stranger.locator("p[role=status]")).to_contain_text("verstuurt zelf geen mail")

    mia.goto("/beheer/aanvragen")
    mia.get_by_role("button", name="Maak de link om te geven").click()
    stranger.goto(mia.get_by_label("De link").input_value())
    stranger.get_by_role("button", name="Ja, dit mailadres is van ons").click()
    mia.goto("/beheer/aanvragen")
    mia.get_by_role("button", name="Keur goed").click()
    stranger.goto(mia.get_by_label("De link").input_value())
    expect(stranger.get_by_role("heading", name=NAME)).to_be_visible()
    stranger.get_by_label("Wat ze doen").fill("Dit schreven wij zelf.")
    assert stranger.evaluate(TOO_WIDE) == 0
    save(stranger)
    expect(stranger.locator("p[role=status]")).to_contain_text("Bewaard")
    stranger.goto(address)
    expect(stranger.get_by_text("Dit schreven wij zelf.").first).to_be_visible()

    mia.goto("/beheer/aanvragen")
    mia.get_by_role("button", name="Beëindig").click()
    stranger.goto(f"{address}/bewerken")
    expect(stranger.get_by_label("Wat ze doen")).to_have_count(0)


def test_the_question_whether_it_is_right_is_answered_by_one_click(
    mia: Page, stranger: Page
) -> None:
    address = find(mia)
    mia.goto(f"{address}/bewerken")
    mia.get_by_role("button", name="Vraag het aan de organisatie").click()
    stranger.goto(mia.get_by_label("De link").input_value())
    stranger.get_by_role("button", name="Ja, alles klopt nog").click()
    expect(stranger.locator("p[role=status]")).to_contain_text("vandaag klopt")
    stranger.goto(address)
    expect(stranger.get_by_text("Nagekeken door een mens op")).to_be_visible()


def test_a_hidden_organisation_is_gone_for_everyone_and_can_come_back(
    mia: Page, stranger: Page, troubles: Troubles
) -> None:
    troubles.expect("410")
    address = find(mia)
    mia.goto(f"{address}/bewerken")
    mia.get_by_text("Verberg deze organisatie").click()
    mia.get_by_role("button", name="Verberg", exact=True).click()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name="Niet in de gids")).to_be_visible()
    stranger.goto(f"/organisaties?q={NAME}&gemeente=Aalst")
    expect(stranger.get_by_role("link", name=NAME, exact=True)).to_have_count(0)

    mia.get_by_role("button", name=re.compile(f"Toon weer.*{NAME}")).click()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name=NAME, exact=True)).to_be_visible()


def test_the_pages_fit_phone_and_laptop_and_work_without_scripts(
    mia: Page, new_context: Callable[..., BrowserContext]
) -> None:
    address = find(mia)
    cookies = mia.context.cookies()
    for size in (PHONE, LAPTOP):
        context = new_context(viewport=size, java_script_enabled=False)
        context.add_cookies([{**one} for one in cookies])  # type: ignore[typeddict-item]
        page = context.new_page()
        for there in ("/beheer", "/beheer/meldingen", "/beheer/aanvragen", "/in-de-gids",
                      f"{address}/bewerken", f"{address}/geschiedenis", f"{address}/melden",
                      f"{address}/aanvragen"):  # fmt: skip
            page.goto(there)
            expect(page.locator("main h1")).to_be_visible()
            assert page.evaluate(TOO_WIDE) == 0, there
