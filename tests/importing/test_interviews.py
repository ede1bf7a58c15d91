# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of 75 interviews that the journey is made with: messy, the same each time, true."""

from pathlib import Path

import pytest

from benchmarks.directory import interview_truth, interviews


@pytest.fixture(scope="module")
def story() -> interviews.Story:
    return interviews.tell()


def test_the_story_has_the_size_of_the_case(story: interviews.Story) -> None:
    assert len(story.cells) == interviews.INTERVIEWS
    assert len(story.organisations) == interviews.NAMED
    named = {mention.number for mention in story.mentions} | set(story.visited)
    assert len(named) == interviews.NAMED


def test_the_same_seed_tells_the_same_story(story: interviews.Story) -> None:
    assert interviews.tell().cells == story.cells
    assert interviews.tell(7).cells != story.cells


def test_it_is_a_mess(story: interviews.Story) -> None:
    real = {one.name for one in story.organisations}
    strange = [one for one in story.mentions if one.written.strip() not in real]
    assert len(strange) > len(story.mentions) / 3
    assert len({cell for row in story.cells for cell in row if "\n" in cell}) > 5


def test_every_name_in_the_sheet_is_understood(story: interviews.Story, tmp_path: Path) -> None:
    path = tmp_path / "gesprekken.xlsx"
    interviews.write(story, path)
    found = interview_truth.entries(story, path)
    assert set(found.values()) == {one.number for one in story.organisations}


def test_the_judge_knows_right_from_wrong() -> None:
    truth = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert interview_truth.judge(truth, {"a": 7, "b": 7, "c": 8, "d": 8}).f1 == 1
    assert interview_truth.judge(truth, {"a": 1, "b": 2, "c": 3, "d": 4}).recall == 0
    together = interview_truth.judge(truth, dict.fromkeys(truth, 1))
    assert (together.recall, round(together.precision, 2)) == (1, 0.33)
