# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The acceptance story: a frustration becomes partners in other places, on paper and as data."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import openpyxl
import pypdf
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e import stories
from tests.e2e.stories import Story

A3 = (1190, 842)  # points, wide
STEPS = "wie-ben-je sterk-en-lastig denkoefeningen bollenschema selectie combinaties en-nu".split()


@pytest.fixture
def colleague(page: Page, story: Story) -> Page:
    """Someone else who got the link to work along."""
    page.goto(story.edit_link)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


@pytest.fixture
def take(colleague: Page, story: Story, tmp_path: Path) -> Callable[..., Path]:
    """Download by a link on the page 'Meenemen', with or without what is private."""

    def download(name: str, *, private: bool = False) -> Path:
        colleague.goto(f"/borden/{story.board}/uitvoer")
        if private:
            colleague.get_by_label("Neem ook privékaarten en contactpersonen mee").check()
            colleague.get_by_role("button", name="Pas toe").click()
        with colleague.expect_download() as coming:
            colleague.locator(f"a[href*='/uitvoer/{name}']").click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        return path

    return download


def words(path: Path) -> str:
    """The text of a PDF in one line; words cut at the end of a line are whole again."""
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    return " ".join(" ".join(pages).replace("\u00ad\n", "").replace("-\n", "-").split())


def told(story: Story) -> list[str]:
    """What must come along: everything that is not private."""
    found = [part for one in story.found for part in (one.name, one.place, one.sector)]
    mine = [*stories.PROFILE.values(), stories.PLACE, stories.STRENGTH, *stories.OUTSIDER]
    plans = [*stories.IDEAS, stories.SCENARIO, stories.PLAN, stories.GOING, stories.FIRST_STEP]
    return [*mine, *found, *plans]


def missing(parts: list[str], text: str) -> list[str]:
    """Parts that are not in a text; hyphens at line ends and spaces do not count."""
    bare = text.replace("-", "").replace(" ", "")
    return [part for part in parts if part.replace("-", "").replace(" ", "") not in bare]


def test_the_road_from_a_frustration_to_a_scenario(story: Story) -> None:
    """Walking it is the fixture's work; here is what the story asks of the partners."""
    assert len(story.found) == 3
    assert len({one.place for one in story.found} - {stories.PLACE}) >= 2
    assert len({one.sector for one in story.found} - {stories.SECTOR}) >= 2


def test_the_diagram_has_a_bubble_per_place_with_the_own_one_first(
    colleague: Page, story: Story
) -> None:
    colleague.goto(story.address("bollenschema"))
    places = colleague.locator("svg .nb-place")

    assert len(story.places) >= 3
    expect(places).to_have_count(len(story.places))
    expect(places.first).to_have_attribute(
        "aria-label", f"{stories.PLACE}, eigen gemeente, 0 cultuur, 0 niet-cultuur"
    )
    for place in story.places:
        expect(places.filter(has_text=place)).to_be_visible()


def centre(shape: Locator) -> float:
    box = shape.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def test_actors_stand_above_or_below_the_line_of_their_own_bubble(
    colleague: Page, story: Story
) -> None:
    colleague.goto(story.address("bollenschema"))
    drawing = colleague.locator("svg.nb-diagram")
    for partner in story.found:
        bubble = drawing.locator(".nb-place").filter(has_text=partner.place)
        actor = bubble.get_by_role("link", name=f"{partner.name}, {partner.place}")
        above, below = bubble.locator(".nb-half").nth(0), bubble.locator(".nb-half").nth(1)
        is_culture = "niet-cultuur" not in (actor.locator("title").text_content() or "")
        own_half, other_half = (above, below) if is_culture else (below, above)

        nearest = abs(centre(actor.locator(".nb-token")) - centre(own_half))
        assert nearest < abs(centre(actor.locator(".nb-token")) - centre(other_half))


def test_the_list_below_the_diagram_says_the_same(colleague: Page, story: Story) -> None:
    colleague.goto(story.address("bollenschema"))

    sections = colleague.locator(".nb-place-section")
    assert sections.locator("h4 a").all_inner_texts() == story.places
    for partner in story.found:
        section = colleague.get_by_role("region", name=partner.place)
        expect(section.get_by_role("listitem").filter(has_text=partner.name)).to_be_visible()


def test_the_table_shows_both_hints_with_their_reasons(colleague: Page, story: Story) -> None:
    colleague.goto(story.address("selectie"))
    for partner in story.found:
        row = colleague.get_by_role("row").filter(
            has=colleague.get_by_role("rowheader", name=partner.name)
        )
        supralocal, crossing = row.get_by_role("cell").nth(2), row.get_by_role("cell").nth(3)
        for hint in (supralocal, crossing):
            expect(hint).to_contain_text("ja, dat kan")
        expect(supralocal).to_contain_text("Twee gemeenten")
        expect(supralocal).to_contain_text("grenzen")
        expect(crossing).to_contain_text(partner.sector)


def test_the_scenario_joins_members_of_different_bubbles(colleague: Page, story: Story) -> None:
    colleague.goto(story.address("combinaties"))
    card = colleague.get_by_role("listitem").filter(has_text=stories.SCENARIO).first

    expect(card).to_contain_text(stories.GOING)
    expect(card).to_contain_text(stories.PLAN)
    for partner in story.found:
        expect(card.locator(".nb-chip").filter(has_text=partner.name)).to_contain_text(
            partner.place
        )
    expect(card).to_contain_text("Bovenlokaal: ja, dat kan · grensverleggend: ja, dat kan")


def test_the_workbook_on_paper_holds_the_whole_story(
    take: Callable[..., Path], story: Story
) -> None:
    text = words(take("werkboek.pdf"))

    assert missing(told(story), text) == []
    assert text.count("ja, dat kan") >= 2 * len(story.found)
    assert missing(["Bovenlokaal", "Grensverleggend", "Twee gemeenten"], text) == []
    assert missing([stories.FRUSTRATION], text) == [stories.FRUSTRATION]


def test_private_cards_come_along_on_paper_when_asked(
    take: Callable[..., Path], story: Story
) -> None:
    text = words(take("werkboek.pdf", private=True))

    assert missing([*told(story), stories.FRUSTRATION], text) == []


def test_the_bubble_sheet_is_a_wide_a3(take: Callable[..., Path], story: Story) -> None:
    path = take("bollen.pdf")
    box = pypdf.PdfReader(path).pages[0].mediabox

    assert abs(float(box.width) - A3[0]) < 2
    assert abs(float(box.height) - A3[1]) < 2
    assert missing([*story.places, *(one.name for one in story.found)], words(path)) == []


def rows_of_sheet(path: Path) -> list[list[str]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_table_goes_along_as_csv_and_as_spreadsheet(
    take: Callable[..., Path], story: Story
) -> None:
    raw = take("partners.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw), delimiter=";"))

    assert [row[0] for row in rows[1:]] == [one.name for one in story.found]
    assert [row[rows[0].index("Idee")] for row in rows[1:]] == stories.IDEAS
    for column in ("Bovenlokaal?", "Grensverleggend?"):
        assert {row[rows[0].index(column)] for row in rows[1:]} == {"ja, dat kan"}
    assert rows_of_sheet(take("partners.xlsx")) == rows


@pytest.mark.parametrize(
    ("name", "read"),
    [("netwerk.graphml", networkx.read_graphml), ("netwerk.gexf", networkx.read_gexf)],
)
def test_the_network_goes_along(
    take: Callable[..., Path], story: Story, name: str, read: Callable[[Path], networkx.Graph]
) -> None:
    graph = read(take(name))

    labels = {
        str(data.get("label", data.get("naam", ""))) for _node, data in graph.nodes(data=True)
    }
    assert {one.name for one in story.found} <= labels
    assert stories.SCENARIO in labels
    assert graph.number_of_edges() >= 6


def shape(raw: str) -> list[Any]:
    """A board file without what differs between two boards: the ids of cards."""
    board = json.loads(raw)
    names = {card["id"]: f"{card['zone']}/{card['type']}/{card['text']}" for card in board["cards"]}
    cards = [{**card, "id": "", "parent": names.get(card["parent"])} for card in board["cards"]]
    links = [
        {**link, "card": names[link["card"]], "to": names[link["to"]]} for link in board["links"]
    ]
    rest = {key: value for key, value in board.items() if key not in {"cards", "links"}}
    return [rest, sorted(map(str, cards)), sorted(map(str, links))]


def test_the_whole_board_opens_again_as_the_same_board(
    take: Callable[..., Path], colleague: Page, story: Story, tmp_path: Path
) -> None:
    path = take("bord.json", private=True)
    colleague.goto("/borden/openen")
    colleague.get_by_label("Bestand").set_input_files(path)
    colleague.get_by_role("button", name="Open het bord").click()
    expect(colleague.get_by_role("link", name=story.title).first).to_be_visible()
    again = colleague.url.split("/")[4]
    assert again != story.board

    with colleague.expect_download() as coming:
        colleague.evaluate(
            "address => { location.href = address }", f"/borden/{again}/uitvoer/bord.json?prive=ja"
        )
    copy = tmp_path / "copy.json"
    coming.value.save_as(copy)
    assert shape(copy.read_text("utf-8")) == shape(path.read_text("utf-8"))
    assert missing([stories.FRUSTRATION], copy.read_text("utf-8")) == []


def test_who_only_reads_sees_no_private_card_and_no_form(
    new_context: Callable[..., BrowserContext], story: Story
) -> None:
    reader = new_context().new_page()
    reader.goto(story.read_link)
    board = reader.locator("main")
    shown = ""
    for step in STEPS:
        reader.goto(story.address(step))
        expect(board.locator("form[method=post], textarea, button[name]")).to_have_count(0)
        shown += board.inner_text()

    assert stories.FRUSTRATION not in shown
    assert stories.FRUSTRATION not in reader.content()
    assert missing([one.name for one in story.found] + [stories.SCENARIO], shown) == []
    assert story.edit_link not in reader.content()
