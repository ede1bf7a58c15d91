# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Krimpenerwaard case: from a messy sheet of 75 interviews to a clean directory, in one go.

Judged against a truth that was kept aside (`benchmarks/directory/interviews.py`). Clicks, keys and
time are printed; what is asserted is what came out.
"""

import logging
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.directory import interview_truth, interviews
from tests.e2e import conftest
from tests.e2e import test_accessibility as accessibility
from tests.e2e.troubles import Troubles

LEAST_F1 = 0.93  # of identity, once someone settled the doubts
LEAST_FOUND = 0.97  # of organisations that have an entry
LEAST_LINKS = 0.93  # of links that were told
LEAST_PRECISION = 0.97  # of joins: few that should have stayed apart
READING = 120_000  # milliseconds in which reading or applying must be done
MOST_DECISIONS = 500
MOST_CLICKS = 10  # from the first page to the map; decisions are keys
SOURCE = "gesprekken"

logger = logging.getLogger(__name__)


@dataclass
class Effort:
    """What it took someone: presses of mouse and keys, and seconds."""

    clicks: int = 0
    keys: int = 0
    started: float = field(default_factory=time.monotonic)

    def press(self, page: Page, name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()
        self.clicks += 1

    def follow(self, page: Page, name: str) -> None:
        page.get_by_role("link", name=name, exact=True).click()
        self.clicks += 1

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started


@dataclass(frozen=True)
class Result:
    """What the directory holds in the end, to judge: read straight from its database."""

    data: Path

    def rows(self, query: str, *given: object) -> list[tuple[object, ...]]:
        path = f"file:{self.data / 'netwerkbouwer.sqlite3'}?mode=ro"
        with sqlite3.connect(path, uri=True) as base:
            return base.execute(query, given).fetchall()

    def roots(self) -> dict[int, int]:
        """Every organisation, and the one that stands for it."""
        into = dict(self.rows("SELECT id, merged_into_id FROM organisations_organisation"))
        found = {}
        for pk in into:
            root = pk
            while into[root] is not None:
                root = into[root]
            found[pk] = root
        return found  # type: ignore[return-value]

    def records(self, source: str) -> dict[str, int]:
        query = (
            "SELECT r.key, r.organisation_id FROM organisations_sourcerecord r "
            "JOIN organisations_source s ON s.slug = r.source_id WHERE s.name = ?"
        )
        return dict(self.rows(query, source))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """An installation of its own, with the starter directory: 700 newcomers would be in the way of
    other journeys."""
    if "NB_TEST_SITE" in os.environ:
        yield os.environ["NB_TEST_SITE"], Path(os.environ["NB_TEST_DATA"])
        return
    data = tmp_path_factory.mktemp("directory")
    with conftest.started(data) as site:
        yield site, data


@pytest.fixture(scope="module")
def curator(place: tuple[str, Path], browser: Browser) -> Iterator[BrowserContext]:
    """The browser of someone who looks after the directory."""
    site, data = place
    command = [sys.executable, "-m", "netwerkbouwer", "curator", "Krimpenerwaard"]
    said = subprocess.run(
        command, cwd=conftest.ROOT, env=conftest.environment(data), capture_output=True, text=True
    )
    token = re.search(r"/beheer/met/(\S+)", said.stdout)
    assert token, said.stderr
    troubles = Troubles(site)
    screen = {"width": 1280, "height": 900}
    with browser.new_context(base_url=site, viewport=screen, locale="nl-NL") as context:
        context.set_default_timeout(conftest.PATIENCE)
        troubles.watch(context)
        context.new_page().goto(f"/beheer/met/{token[1]}")
        yield context
    assert troubles.unexpected() == []


@pytest.fixture(scope="module")
def story() -> interviews.Story:
    return interviews.tell()


@pytest.fixture(scope="module")
def sheet(story: interviews.Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "gesprekken.xlsx"
    interviews.write(story, path)
    return path


@pytest.fixture(scope="module")
def truth(story: interviews.Story, sheet: Path) -> dict[str, int]:
    """Which organisation each entry is: those of the sheet, and those of the starter directory."""
    known = {f"starter {one.starter}": one.number for one in story.organisations if one.starter}
    return interview_truth.entries(story, sheet) | known


def given(result: Result) -> dict[str, int]:
    """Which organisation each entry is according to the directory, by the one that stands."""
    roots = result.roots()
    starters = result.rows("SELECT source_id, id FROM organisations_organisation")
    found = {key: roots[pk] for key, pk in result.records(SOURCE).items()}
    return found | {f"starter {key}": roots[pk] for key, pk in starters}  # type: ignore[index]


def bring_in(page: Page, sheet: Path, effort: Effort) -> None:
    """Upload, columns, plan, apply: what a person does, and nothing else."""
    page.goto("/beheer/inladen")
    page.set_input_files("#file", sheet)
    effort.clicks += 1
    effort.press(page, "Bekijk het bestand")
    expect(page.get_by_role("heading", name="Wat staat in welke kolom?")).to_be_visible()
    expect(page.locator("#voorbeeld")).to_contain_text("75 organisaties met een eigen rij")
    effort.press(page, "Klopt, maak het plan")
    ready = page.get_by_role("heading", name="Dit gaat er gebeuren")
    expect(ready).to_be_visible(timeout=READING)
    effort.press(page, "Zet dit in de gids")
    done = page.get_by_role("heading", name="Het staat in de gids")
    expect(done).to_be_visible(timeout=READING)


def settle(page: Page, result: Result, truth: dict[str, int], effort: Effort) -> Counter[str]:
    """Decide every pair as someone would who knows the region."""
    numbers = known_numbers(result, truth)
    pressed: Counter[str] = Counter()
    effort.follow(page, "Bekijk de dubbels")
    while pressed.total() < MOST_DECISIONS:
        now = page.locator("[data-now] [data-mark]")
        if not now.count():
            break
        _, one, other = (now.get_attribute("data-mark") or "::").split(":")[:3]
        mine, theirs = numbers.get(one), numbers.get(other)
        key = "z" if mine is not None and mine == theirs else "a"
        with page.expect_response(re.compile(r"/beheer/dubbels/\d+")):
            page.keyboard.press(key)
        expect(page.locator("[data-now][data-waiting]")).to_have_count(0)
        pressed[key] += 1
    effort.keys += pressed.total()
    return pressed


def known_numbers(result: Result, truth: dict[str, int]) -> dict[str, int]:
    """By public id of an organisation: which one it really is."""
    rows = result.rows("SELECT id, public_id, source_id FROM organisations_organisation")
    public = {pk: public_id for pk, public_id, _ in rows}
    starters = {str(public_id): truth.get(f"starter {key}") for _, public_id, key in rows}
    found = {key: number for key, number in starters.items() if number is not None}
    for key, pk in result.records(SOURCE).items():
        if key in truth:
            found[str(public[pk])] = truth[key]
    return found


def links_found(result: Result, story: interviews.Story, truth: dict[str, int]) -> float:
    """Which share of what interviews told is in the network, between the right two."""
    roots = result.roots()
    number_of = {root: truth[key] for key, root in given(result).items() if key in truth}
    made = {
        frozenset((number_of.get(roots[one]), number_of.get(roots[other])))
        for one, other in result.rows(
            "SELECT one_id, other_id FROM network_link WHERE removed_at IS NULL"
        )  # type: ignore[misc]
    }
    told = story.links()
    return sum(frozenset(pair) in made for pair in told) / len(told)


@pytest.mark.skipif(not os.environ.get("NB_TEST_WHOLE"), reason="NB_TEST_WHOLE is not set")
def test_75_interviews_become_a_clean_directory_in_one_sitting(
    place: tuple[str, Path],
    curator: BrowserContext,
    story: interviews.Story,
    sheet: Path,
    truth: dict[str, int],
) -> None:
    result, page, effort = Result(place[1]), curator.pages[0], Effort()
    before = len(result.roots())

    bring_in(page, sheet, effort)
    brought = interview_truth.judge(truth, given(result))
    pressed = settle(page, result, truth, effort)
    settled = interview_truth.judge(truth, given(result))

    page.goto("/beheer/inladen")
    effort.follow(page, "gesprekken.xlsx")
    effort.follow(page, "Bekijk ze op de kaart")
    expect(page.get_by_role("heading", level=1)).to_have_text("Organisaties")
    found = {truth[key] for key in result.records(SOURCE) if key in truth}
    links = links_found(result, story, truth)
    logger.info(
        "%s organisations of %s found, %s rows for them, %s new in the directory; F1 %.3f after "
        "loading, %.3f after %s decisions (%s the same); %.3f of %s links; %s clicks, %s keys, "
        "%.0f s of the product",
        len(found), len(story.organisations), len(result.records(SOURCE)),
        len(result.roots()) - before, brought.f1, settled.f1, pressed.total(), pressed["z"], links,
        len(story.links()), effort.clicks, effort.keys, effort.seconds,
    )  # fmt: skip
    assert len(found) >= LEAST_FOUND * len(story.organisations)
    assert settled.f1 >= LEAST_F1
    assert settled.precision >= LEAST_PRECISION
    assert links >= LEAST_LINKS
    assert effort.clicks <= MOST_CLICKS


@pytest.mark.skipif(not os.environ.get("NB_TEST_WHOLE"), reason="NB_TEST_WHOLE is not set")
def test_the_same_sheet_again_changes_nothing(
    place: tuple[str, Path], curator: BrowserContext, sheet: Path
) -> None:
    result, page = Result(place[1]), curator.pages[0]
    before = given(result)

    page.goto("/beheer/inladen")
    page.set_input_files("#file", sheet)
    page.get_by_role("button", name="Bekijk het bestand").click()
    expect(page.get_by_text("We kennen deze koppen")).to_be_visible()
    page.get_by_role("button", name="Klopt, maak het plan").click()

    ready = page.get_by_role("heading", name="Dit gaat er gebeuren")
    expect(ready).to_be_visible(timeout=READING)
    expect(page.locator(".nb-lead")).to_have_text(re.compile(r"^\d+ hetzelfde\.$"))
    assert given(result) == before


def test_a_list_comes_in_without_scripts(
    place: tuple[str, Path], curator: BrowserContext, browser: Browser, sheet: Path
) -> None:
    site, state = place[0], curator.storage_state()
    with browser.new_context(
        base_url=site, storage_state=state, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto("/beheer/inladen")
        page.set_input_files("#file", sheet)
        page.get_by_role("button", name="Bekijk het bestand").click()
        page.get_by_role("button", name="Klopt, maak het plan").click()
        planned = page.get_by_role("heading", name="Dit gaat er gebeuren")
        for _ in range(60):
            if planned.count():
                break
            page.wait_for_timeout(1_000)
            page.get_by_role("link", name="Kijk hoe ver het is").click()
        expect(planned).to_be_visible()


def test_the_pages_are_for_every_eye_and_finger(
    place: tuple[str, Path], curator: BrowserContext, browser: Browser, sheet: Path
) -> None:
    state = curator.storage_state()
    with browser.new_context(
        base_url=place[0], storage_state=state, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        context.add_init_script(path=accessibility.AXE)
        page = context.new_page()
        page.goto("/beheer/inladen")
        assert troubles_of(page) == []
        page.set_input_files("#file", sheet)
        page.get_by_role("button", name="Bekijk het bestand").click()
        expect(page.locator("#voorbeeld")).to_be_visible()
        assert troubles_of(page) == []
        page.get_by_role("button", name="Klopt, maak het plan").click()
        ready = page.get_by_role("heading", name="Dit gaat er gebeuren")
        expect(ready).to_be_visible(timeout=READING)
        assert troubles_of(page) == []


def troubles_of(page: Page) -> list[object]:
    """Grave findings of axe, small targets, and what does not fit on a narrow screen."""
    found: list[object] = [*accessibility.grave_findings(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    found += page.evaluate(accessibility.SMALL)
    found += ["too wide"] if page.evaluate(accessibility.TOO_WIDE) else []
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
