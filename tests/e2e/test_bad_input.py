# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people and their machines get wrong: told in a clear sentence, and nothing typed is lost."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.troubles import Troubles
from tests.e2e.workbook import Workbook

STRENGTHS = "Waar zijn we sterk in?"
WHAT = "Wat doen jullie?"
PASTE = "Wij zingen één keer per week. " * 70_000  # 2 MB
HOSTILE = [
    "<script>document.title = 'gekaapt'</script>",
    "\"'><img src=x onerror=\"document.title = 'gekaapt'\">",
    "{{ 7|add:7 }} {% load static %} ${7*7}",
    "</textarea></form><h1>gekaapt</h1>",
    "javascript:document.title='gekaapt'",
]
# Shown to the left of what it follows; no width at all; ends a text in C.
BIDI, NOTHING, NULL = "\u202e", "\u200b", "\x00"


@pytest.fixture
def workbook(page: Page) -> Iterator[Workbook]:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    found = Workbook(page)
    found.start("Wat mis kan gaan")
    yield found
    assert dialogs == []


def refusal(page: Page) -> Locator:
    return page.locator("#melding")


def test_an_unknown_municipality_gives_near_names_and_keeps_what_was_typed(
    workbook: Workbook, troubles: Troubles
) -> None:
    troubles.expect("422")
    area = workbook.zone("Waar werk je?")
    area.get_by_role("combobox", name="Gemeente").fill("Dendermoonde")
    area.get_by_label("Sector").select_option(label="Kunsten")
    area.get_by_role("button", name="Bewaar").click()

    expect(refusal(workbook.page)).to_contain_text("Dendermoonde")
    area = workbook.zone("Waar werk je?")
    expect(area.get_by_role("combobox", name="Gemeente")).to_have_value("Dendermoonde")
    expect(area.get_by_label("Sector").locator("option:checked")).to_have_text("Kunsten")
    area.get_by_role("button", name="Dendermonde", exact=True).click()
    expect(workbook.zone("Waar werk je?")).to_contain_text("Dendermonde, Oost-Vlaanderen")
    expect(area.get_by_label("Sector").locator("option:checked")).to_have_text("Kunsten")


def test_a_paste_of_two_megabytes_on_a_card_is_refused_and_kept(
    workbook: Workbook, troubles: Troubles
) -> None:
    troubles.expect("422")
    workbook.go_on("Sterk en lastig")
    area = workbook.zone(STRENGTHS)
    area.get_by_label("Nieuwe kaart").fill(PASTE)
    area.get_by_role("button", name="Leg neer").click()

    expect(refusal(workbook.page)).to_contain_text(re.compile("te lang: hooguit 20.?000"))
    kept = workbook.zone(STRENGTHS).get_by_label("Nieuwe kaart").input_value()
    assert len(kept.strip()) == len(PASTE.strip())


def test_a_paste_of_two_megabytes_in_a_text_that_saves_itself_stays_in_the_field(
    workbook: Workbook, troubles: Troubles
) -> None:
    troubles.expect("422")
    area = workbook.zone(WHAT)
    area.get_by_role("textbox").evaluate(
        "(field, text) => { field.value = text;"
        " field.dispatchEvent(new Event('input', {bubbles: true})); }",
        PASTE,
    )

    expect(area.locator(".nb-saved")).to_contain_text("niet opgeslagen")
    assert len(area.get_by_role("textbox").input_value()) == len(PASTE)


def typed_in_both(workbook: Workbook, before: str, first: str, second: str) -> str:
    """Two windows show the same text; both change it; what is there in the end."""
    workbook.write(WHAT, before)
    other = Workbook(workbook.page.context.new_page())
    other.board = workbook.board
    other.step("wie-ben-je")
    expect(other.zone(WHAT).get_by_role("textbox").first).to_have_value(before)
    workbook.page.reload()
    workbook.write(WHAT, first)
    other.write(WHAT, second)
    other.page.reload()
    return other.zone(WHAT).inner_text() + other.zone(WHAT).locator("textarea").input_value()


def test_two_windows_that_change_other_parts_of_a_text_both_count(workbook: Workbook) -> None:
    before = "Wij tonen theater.\nWij verhuren zalen."
    both = typed_in_both(
        workbook,
        before,
        "Wij tonen theater en dans.\nWij verhuren zalen.",
        "Wij tonen theater.\nWij verhuren zalen en techniek.",
    )

    assert "theater en dans" in both
    assert "zalen en techniek" in both
    assert "tegelijk iets anders" not in both


def test_two_windows_that_change_the_same_words_lose_neither(workbook: Workbook) -> None:
    both = typed_in_both(workbook, "Wij zingen.", "Wij dansen.", "Wij koken.")

    assert "Wij dansen." in both
    assert "Wij koken." in both
    assert "tegelijk iets anders" in both


def test_signs_that_cannot_be_seen_do_no_harm(workbook: Workbook) -> None:
    workbook.go_on("Sterk en lastig")
    area = workbook.zone(STRENGTHS)
    area.get_by_label("Nieuwe kaart").fill(f"Een{NULL} groot{NOTHING} {BIDI}podium")
    area.get_by_role("button", name="Leg neer").click()

    name = workbook.zone(STRENGTHS).locator(".nb-card__name")
    expect(name).to_have_text("Een groot podium")
    workbook.page.goto(f"/borden/{workbook.board}/geschiedenis")
    shown = workbook.page.content()
    assert not any(sign in shown for sign in (NULL, BIDI, NOTHING))


def test_only_signs_that_cannot_be_seen_is_an_empty_card(
    workbook: Workbook, troubles: Troubles
) -> None:
    troubles.expect("422")
    workbook.go_on("Sterk en lastig")
    area = workbook.zone(STRENGTHS)
    area.get_by_label("Nieuwe kaart").fill(f"{NOTHING}{BIDI}{NOTHING}")
    area.get_by_role("button", name="Leg neer").click()

    expect(refusal(workbook.page)).to_contain_text("Schrijf eerst iets")


def test_back_after_saving_shows_a_page_that_works(workbook: Workbook) -> None:
    workbook.go_on("Sterk en lastig")
    workbook.note(STRENGTHS, "Een groot podium")
    workbook.page.go_back()
    expect(workbook.page.get_by_role("heading", level=1)).to_have_text("Sterk en lastig")
    workbook.note(STRENGTHS, "Een goede technicus")

    names = workbook.zone(STRENGTHS).locator(".nb-card__name")
    expect(names).to_have_text(["Een groot podium", "Een goede technicus"])


def test_a_double_click_adds_one_card(workbook: Workbook) -> None:
    workbook.go_on("Sterk en lastig")
    area = workbook.zone(STRENGTHS)
    area.get_by_label("Nieuwe kaart").fill("Een groot podium")
    area.get_by_role("button", name="Leg neer").dblclick()
    expect(workbook.card("Een groot podium")).to_be_visible()
    workbook.step("sterk-en-lastig")

    expect(workbook.zone(STRENGTHS).locator(".nb-card__name")).to_have_count(1)


def test_a_form_sent_twice_by_reloading_adds_one_card(workbook: Workbook) -> None:
    workbook.go_on("Sterk en lastig")
    workbook.note(STRENGTHS, "Een groot podium")
    workbook.page.reload()

    expect(workbook.zone(STRENGTHS).locator(".nb-card__name")).to_have_count(1)


def test_a_lost_connection_is_told_and_the_text_is_saved_later(
    workbook: Workbook, troubles: Troubles
) -> None:
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    area = workbook.zone(WHAT)
    workbook.page.context.set_offline(True)
    area.get_by_role("textbox").fill("Geschreven in de trein")
    expect(area.locator(".nb-saved")).to_contain_text("niet opgeslagen")
    expect(area.get_by_role("textbox")).to_have_value("Geschreven in de trein")
    workbook.page.context.set_offline(False)

    workbook.expect_saved(area)
    workbook.page.reload()
    expect(workbook.zone(WHAT).get_by_role("textbox")).to_have_value("Geschreven in de trein")


def test_a_card_typed_without_a_connection_is_told_and_not_lost(
    workbook: Workbook, troubles: Troubles
) -> None:
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    workbook.go_on("Sterk en lastig")
    area = workbook.zone(STRENGTHS)
    area.get_by_label("Nieuwe kaart").fill("Bedacht in de kelder")
    workbook.page.context.set_offline(True)
    area.get_by_role("button", name="Leg neer").click()
    expect(area).to_contain_text("Geen verbinding")
    expect(area.get_by_label("Nieuwe kaart")).to_have_value("Bedacht in de kelder")
    workbook.page.context.set_offline(False)

    area.get_by_role("button", name="Leg neer").click()
    expect(workbook.zone(STRENGTHS).locator(".nb-card__name")).to_have_text("Bedacht in de kelder")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_show_as_text_everywhere(workbook: Workbook, name: str) -> None:
    page = workbook.page
    workbook.write("Wie ben je?", name)
    workbook.live_in("Dendermonde", "Kunsten")
    workbook.go_on("Sterk en lastig")
    workbook.note(STRENGTHS, name)
    workbook.go_on("Denkoefeningen")
    workbook.start_exercise(name)
    workbook.way("Typ zelf")
    form = page.locator("#zoeken form.nb-add")
    form.get_by_label("Naam").fill(name)
    form.get_by_role("combobox", name="Gemeente").fill("Aalst")
    form.get_by_label("Wat zou je samen kunnen doen?").fill(name)
    form.get_by_role("button", name="Voeg toe").first.click()
    expect(workbook.candidate(name)).to_be_visible()
    steps = ["stap/denkoefeningen", "stap/bollenschema", "stap/selectie", "stap/combinaties"]
    for rest in [*steps, "geschiedenis", "uitvoer", "delen"]:
        page.goto(f"/borden/{workbook.board}/{rest}")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("gekaapt")
        assert "gekaapt" not in page.title()
        if rest in steps:
            expect(page.get_by_text(name).first).to_be_attached()
    assert page.locator("main img, main script").count() == 0


def board_file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"format": "netwerkbouwer-bord", "version": 1, "cards": [', "niet helemaal"),
        (json.dumps({"format": "netwerkbouwer-bord", "version": 99}), "nieuwere versie"),
        ("<html>geen bord</html>", "kunnen we niet lezen"),
        ("[" * 100_000, "kunnen we niet lezen"),
        ('{"format": "iets anders", "version": 1}', "bord"),
    ],
)
def test_a_file_that_is_no_board_is_told_in_words(
    page: Page, troubles: Troubles, tmp_path: Path, text: str, told: str
) -> None:
    troubles.expect("422", "400")
    page.goto("/borden/openen")
    page.get_by_label("Bestand").set_input_files(board_file(tmp_path / "bord.json", text))
    page.get_by_role("button", name="Open het bord").click()

    expect(page.get_by_role("alert")).to_contain_text(told)
