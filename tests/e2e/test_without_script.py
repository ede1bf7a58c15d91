# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""All methods from start to end in a browser without JavaScript: every zone gets something."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method, Step, Zone, ZoneKind

METHODS = [method.slug for method in methods.published()]
DATE, YEAR, PLACE = "2027-03-15", "2028", "Aalst"
BY_HAND = "Buurthuis De Kier", "Fanfare Sint-Hubertus"


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext]) -> Page:
    """A window where scripts do not run."""
    return new_context(java_script_enabled=False).new_page()


def said(zone: Zone) -> str:
    """What we type in a zone: recognisable in the summary and in the file."""
    return f"Getypt bij {zone.key} & één 'aha'"


def section(page: Page, zone: Zone) -> Locator:
    return page.locator(f"#vak-{zone.key}")


def forms(area: Locator, does: str) -> Locator:
    """The forms of a zone that do this."""
    field = area.page.locator(f'input[type=hidden][name=do][value="{does}"]')
    return area.locator("form").filter(has=field)


def open_all(area: Locator) -> None:
    """Open what is folded, as a mouse would."""
    for summary in area.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


def fill(form: Locator, zone: Zone, text: str = "") -> None:
    """Something in every field that can be seen."""
    open_all(form)
    places = {f"f_{spec.key}" for spec in zone.fields if spec.kind == "municipality"}
    for control in form.locator("input:not([type=hidden]), textarea, select").all():
        name, kind = control.get_attribute("name") or "", control.get_attribute("type")
        tag = control.evaluate("e => e.localName") if kind is None else "input"
        if not control.is_visible():
            continue
        if kind in {"checkbox", "radio"}:
            control.check()
        elif tag == "select":
            control.select_option(index=1 if control.locator("option").count() > 1 else 0)
        elif kind == "date":
            control.fill(DATE)
        elif control.get_attribute("inputmode") == "numeric":
            control.fill(YEAR)
        elif name in {*places, "place", "f_municipality"}:
            control.fill(PLACE)
        elif name == "f_website":
            control.fill("www.kier.example")
        else:
            control.fill(text or said(zone))


def send(form: Locator) -> None:
    """Press the first button of a form and see that it was accepted."""
    page = form.page
    form.get_by_role("button").first.click()
    expect(page.locator("#melding")).to_have_count(0)
    expect(page.locator(".nb-message--ok[role=status]")).to_be_visible()


def fill_one(page: Page, zone: Zone) -> None:
    area = section(page, zone)
    form = forms(area, "save" if zone.kind in {"text", "place", "choice"} else "add").first
    open_all(area)
    fill(form, zone)
    send(form)


def fill_deck(page: Page, zone: Zone) -> None:
    """Lay an own card where that may, pick one from the deck and say something about it."""
    if zone.own_cards:
        open_all(section(page, zone))
        own = forms(section(page, zone), "add").filter(has=page.locator("textarea[name=text]"))
        fill(own, zone)
        send(own)
    open_all(section(page, zone))
    send(forms(section(page, zone), "add").filter(has=page.locator("[name=f_item]")).first)
    chosen = section(page, zone).locator(".nb-card--chosen").first
    open_all(chosen)
    fill(forms(chosen, "save"), zone)
    send(forms(chosen, "save"))


def fill_actions(page: Page, zone: Zone) -> None:
    """Take over what chosen cards bring along, when they do, and agree on something else."""
    if section(page, zone).get_by_role("button", name="Maak er een actie van").count():
        send(forms(section(page, zone), "add").first)
    form = forms(section(page, zone), "add").last
    fill(form, zone)
    send(form)


def fill_exercises(page: Page, zone: Zone) -> None:
    form = forms(section(page, zone), "add")
    form.get_by_role("radio").first.check()
    send(form)


def fill_candidates(page: Page, zone: Zone) -> None:
    for name in BY_HAND:
        page.get_by_role("link", name="Typ zelf").click()
        form = forms(section(page, zone), "add").filter(has=page.locator("[name=idea]"))
        fill(form, zone)
        form.get_by_label("Naam").fill(name)
        form.get_by_label("Gemeente").fill("Ninove" if name == BY_HAND[0] else PLACE)
        send(form)


def fill_combinations(page: Page, zone: Zone) -> None:
    open_all(section(page, zone))
    form = forms(section(page, zone), "add").last
    fill(form, zone)
    send(form)


FILLERS: dict[ZoneKind, Callable[[Page, Zone], None]] = {
    ZoneKind.DECK: fill_deck,
    ZoneKind.ACTIONS: fill_actions,
    ZoneKind.EXERCISES: fill_exercises,
    ZoneKind.CANDIDATES: fill_candidates,
    ZoneKind.COMBINATIONS: fill_combinations,
}


def start(page: Page, method: Method) -> str:
    page.goto("/werkvormen")
    page.locator("main").get_by_role("link", name=method.title, exact=True).first.click()
    page.get_by_label("Hoe heet je bord?").fill("Zonder scripts")
    page.get_by_role("button", name="Maak een bord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(method.steps[0].title)
    return page.url.split("/")[4]


def walk(page: Page, method: Method) -> None:
    """From step to step with the button at the foot; every zone gets something."""
    for step, following in zip(method.steps, [*method.steps[1:], None], strict=True):
        expect(page.get_by_role("heading", level=1)).to_have_text(step.title)
        for zone in step.zones:
            if not zone.is_view:
                FILLERS.get(zone.kind, fill_one)(page, zone)
        expect_shown(page, step)
        onward = f"Verder: {following.title}" if following else "Neem het mee"
        page.get_by_role("link", name=onward).click()


def expect_shown(page: Page, step: Step) -> None:
    for zone in step.zones:
        if zone.kind in {ZoneKind.CARDS, ZoneKind.MATRIX, ZoneKind.ACTIONS, ZoneKind.COLUMNS}:
            expect(section(page, zone)).to_contain_text(said(zone))
        elif zone.kind == ZoneKind.TEXT:
            expect(section(page, zone).locator("textarea")).to_have_value(said(zone))
        elif zone.kind == ZoneKind.PLACE:
            expect(section(page, zone)).to_contain_text(f"{PLACE}, ")
        elif zone.kind == ZoneKind.SUMMARY:
            assert_summary(page, step, zone)


def assert_summary(page: Page, step: Step, zone: Zone) -> None:
    text = section(page, zone).inner_text()
    assert "Nog leeg" not in text
    assert text.count("Getypt bij") >= len(zone.source) / 2


def download(page: Page, board: str, path: Path) -> dict[str, Any]:
    with page.expect_download() as coming:
        page.get_by_role("link", name="als bestand").first.click()
    coming.value.save_as(path)
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("slug", METHODS)
def test_a_method_runs_from_start_to_end_without_scripts(
    plain: Page, tmp_path: Path, slug: str
) -> None:
    method = methods.newest(slug)
    board = start(plain, method)

    walk(plain, method)

    expect(plain.get_by_role("heading", level=1)).to_have_text("Meenemen")
    plain.get_by_label(re.compile("Neem ook privékaarten")).check()
    plain.get_by_role("button", name="Pas toe").click()
    found = download(plain, board, tmp_path / "board.json")
    filled = {card["zone"] for card in found["cards"]}
    assert filled == {zone.key for zone in method.zones.values() if not zone.is_view}
    texts = json.dumps(found, ensure_ascii=False)
    typed = [z for z in method.zones.values() if z.kind in {ZoneKind.TEXT, ZoneKind.CARDS}]
    assert typed
    assert [zone.key for zone in typed if said(zone) not in texts] == []
