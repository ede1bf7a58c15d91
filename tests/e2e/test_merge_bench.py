# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two hundred decisions in an hour: by keyboard, by thumb, without scripts, and by two at once."""

import logging
import re
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.troubles import Troubles

logger = logging.getLogger(__name__)
NewContext = Callable[..., BrowserContext]
Command = Callable[..., str]
BENCH = "/beheer/dubbels"
AN_HOUR, DECISIONS = 3_600, 200
# Real organisations of one municipality, paired whoever they are.
SEED = """
from django.utils import timezone
from netwerkbouwer.organisations.models import Organisation, Pair
rows = list(Organisation.objects.shown().filter(municipality="{code}").order_by("pk")[:60])
Pair.objects.filter(one__municipality="{code}").delete()
for one, other in zip(rows[::2], rows[1::2]):
    told = dict(found_at=timezone.now(), chance=0.5, reasons=["naam lijkt erop"])
    Pair.objects.create(one=one, other=other, **told)
print("pairs", len(rows) // 2)
"""


def seed(command: Command, code: str) -> int:
    said = command("shell", "-c", SEED.format(code=code))
    return int(re.findall(r"pairs (\d+)", said)[0])


def link_of(command: Command, name: str) -> str:
    found = re.search(r"/beheer/met/\S+", command("curator", name))
    assert found
    return found.group()


def enter(new_context: NewContext, link: str, **settings: Any) -> Page:
    screen = {"viewport": {"width": 1440, "height": 900}, "locale": "nl-BE"} | settings
    page = new_context(**screen).new_page()
    page.goto(link)
    return page


def open_bench(page: Page, place: str) -> None:
    """The pairs of one municipality, with the keys ready."""
    page.goto(f"{BENCH}?gemeente={place}")
    expect(page.locator("nb-merge-bench[data-keys]")).to_be_visible()


def shown(page: Page) -> str:
    return page.locator("[data-now] [data-mark]").get_attribute("data-mark") or ""


def press(page: Page, key: str) -> str:
    """Press a key and wait until the answer to it is in; gives the pair shown then."""
    with page.expect_response(re.compile(rf"{BENCH}/\d+")):
        page.keyboard.press(key)
    expect(page.locator("[data-now][data-waiting]")).to_have_count(0)
    return shown(page)


@pytest.fixture
def link(site: str, command: Command) -> str:
    return link_of(command, "Mia")


def test_a_curator_decides_by_keyboard_without_loading_a_page(
    new_context: NewContext, link: str, command: Command
) -> None:
    left = seed(command, "44021")
    page = enter(new_context, link)
    open_bench(page, "Gent")
    expect(page.locator("[data-left]")).to_have_text(f"nog {left}")
    page.evaluate("window.same = true")
    first = shown(page)

    waits = []
    for key in ("z", "a", "l", "a", "z", "a"):
        before, start = shown(page), time.monotonic()
        assert press(page, key) != before
        waits.append(time.monotonic() - start)
    expect(page.locator("[data-left]")).to_have_text(f"nog {left - 5}")
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=houd]").nth(1)).to_be_checked()

    assert press(page, "u") != first
    expect(page.locator("[data-left]")).to_have_text(f"nog {left - 4}")
    assert page.evaluate("window.same") is True
    # What the product takes of the time that a person has for each.
    logger.info(
        "%.2f s of the product in the median decision, %.2f s at most; a person has %d s",
        statistics.median(waits), max(waits), AN_HOUR // DECISIONS,
    )  # fmt: skip


def test_the_chosen_name_stays_and_the_old_address_leads_to_it(
    new_context: NewContext, link: str, command: Command
) -> None:
    seed(command, "11002")
    page = enter(new_context, link)
    open_bench(page, "Antwerpen")
    _key, _one, other = shown(page).split(":")
    name = page.locator(".nb-bench__name").nth(1).inner_text().strip()
    gone = page.get_by_role("link", name="Bekijk de pagina").first.get_attribute("href") or ""

    page.keyboard.press("ArrowRight")
    press(page, "z")

    expect(page.locator("[data-said]")).to_contain_text(f"hoort nu bij ‘{name}’")
    page.goto(gone)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert f"/organisaties/{other}-" in page.url


def test_it_works_with_a_thumb_and_below_each_other_on_a_phone(
    new_context: NewContext, link: str, command: Command
) -> None:
    left = seed(command, "41002")
    page = enter(new_context, link, viewport={"width": 390, "height": 844}, has_touch=True)
    open_bench(page, "Aalst")
    boxes = [page.locator(".nb-bench__name").nth(place).bounding_box() for place in (0, 1)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    with page.expect_response(re.compile(rf"{BENCH}/\d+")):
        page.get_by_role("button", name="Niet dezelfde").tap()

    expect(page.locator("[data-left]")).to_have_text(f"nog {left - 1}")


def test_every_decision_is_a_form_without_scripts(
    new_context: NewContext, link: str, command: Command
) -> None:
    left = seed(command, "31005")
    page = enter(new_context, link, java_script_enabled=False)
    page.goto(f"{BENCH}?gemeente=Brugge")
    before = shown(page)
    page.get_by_role("button", name="Niet dezelfde").click()

    expect(page.locator("[data-left]")).to_have_text(f"nog {left - 1}")
    assert shown(page) != before
    page.get_by_role("button", name="Maak ongedaan").click()
    assert shown(page) == before


def test_two_curators_at_one_pair_lose_nothing(
    new_context: NewContext, link: str, command: Command, troubles: Troubles
) -> None:
    troubles.expect("409")
    seed(command, "24062")
    other = enter(new_context, link_of(command, "Bo"))
    page = enter(new_context, link)
    for window in (page, other):
        open_bench(window, "Leuven")
    assert shown(page) == shown(other)
    press(other, "a")

    press(page, "z")

    expect(page.locator("[data-said]")).to_contain_text("Bo was net iets eerder")
    assert shown(page) == shown(other)


def test_a_decision_that_does_not_arrive_comes_back(
    new_context: NewContext, link: str, command: Command, troubles: Troubles
) -> None:
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    seed(command, "12025")
    page = enter(new_context, link)
    open_bench(page, "Mechelen")
    before = shown(page)
    page.context.set_offline(True)
    page.keyboard.press("a")

    expect(page.locator("[data-said]")).to_contain_text("niet bewaard")
    assert shown(page) == before
    page.context.set_offline(False)
    assert press(page, "a") != before
