# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sample logs that server and client share: played here, they end as written."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import state as states
from netwerkbouwer.boards.stage import Stage
from netwerkbouwer.methods import queries as methods

SAMPLES = Path(__file__).parent / "operations"
STORIES = sorted(path for path in SAMPLES.glob("*.json") if path.name != "schema.json")


def play(story: dict[str, Any]) -> tuple[list[dict[str, Any]], states.State]:
    """Answers and final state of a story, by the same function the server uses."""
    texts: dict[tuple[str, int], str] = {}

    def text_at(card: str, revision: int) -> str | None:
        known = [(r, text) for (c, r), text in texts.items() if c == card and r <= revision]
        return max(known)[1] if known else None

    method = methods.method(story["method"]["slug"], story["method"]["version"])
    stage = Stage(
        **{k: frozenset(v) if isinstance(v, list) else v for k, v in story.get("stage", {}).items()}
    )
    state = states.State(method, "Bord", "vl", {}, set(), {}, text_at=text_at, stage=stage)
    revision, answers = 0, []
    for step in story["steps"]:
        op = ops.parse(step["operation"])
        try:
            effect = states.perform(state, op, by=step["by"], revision=revision + 1)
        except states.Refused as refusal:
            answers.append({"refused": refusal.code})
            continue
        revision += 1
        answers.append({"revision": revision, "outcome": effect.outcome})
        for card in effect.changed:
            texts[card, revision] = state.cards[card].text
    return answers, state


def test_there_are_stories() -> None:
    assert len(STORIES) >= 5


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_ends_as_written(path: Path) -> None:
    story = json.loads(path.read_text(encoding="utf-8"))

    answers, state = play(story)

    assert answers == [step["answer"] for step in story["steps"]]
    assert {key: asdict(card) for key, card in state.cards.items()} == story["cards"]
    assert sorted(list(link) for link in state.links) == story["links"]
    dots = sorted([card, by, n] for (card, by), n in state.dots.items() if n)
    assert dots == story.get("dots", [])


def test_the_shape_of_an_operation_is_the_one_in_the_contract() -> None:
    written = json.loads((SAMPLES / "schema.json").read_text(encoding="utf-8"))

    assert ops.OPERATION.json_schema() == written
