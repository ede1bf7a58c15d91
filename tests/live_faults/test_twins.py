# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same logs played by the server's code and by the browser's code: equal boards.

`NB_LOGS` says how many logs; `./nb prove live` takes 10,000.
"""

import json
import os
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.boards.random_logs import random_log
from tests.boards.test_contract import play

FRONT_END = Path(__file__).parents[2] / "frontend"
LOGS = int(os.environ.get("NB_LOGS", "200"))
pytestmark = pytest.mark.faults


def test_the_browser_ends_with_the_board_that_the_server_has(tmp_path: Path) -> None:
    vitest = FRONT_END / "node_modules" / "vitest" / "vitest.mjs"
    node = shutil.which("node")
    if node is None or not vitest.exists():
        pytest.skip("the packages of the front end are not here: run ./nb test")
    told = [told_log(seed) for seed in range(LOGS)]
    (tmp_path / "logs.json").write_text(json.dumps(told), encoding="utf-8")

    done = subprocess.run(
        [node, str(vitest), "run", "live/contract.test.ts", "-t", "random logs"],
        cwd=FRONT_END,
        env={**os.environ, "NB_LOGS_FILE": str(tmp_path / "logs.json")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4_000:]
    assert "1 passed" in done.stdout


def told_log(seed: int) -> dict[str, object]:
    """A random log with the server's answers and the board it ends with."""
    story = random_log(seed)
    answers, state = play(story)
    for step, answer in zip(story["steps"], answers, strict=True):
        step["answer"] = answer
    story["cards"] = {key: asdict(card) for key, card in state.cards.items()}
    story["links"] = sorted(list(link) for link in state.links)
    story["dots"] = sorted([card, by, n] for (card, by), n in state.dots.items() if n)
    return story


def test_the_logs_are_worth_playing() -> None:
    """Much is done, much is refused, and every kind of operation is among both."""
    steps = [step for seed in range(50) for step in told_log(seed)["steps"]]  # type: ignore[attr-defined]
    done = {step["operation"]["type"] for step in steps if "revision" in step["answer"]}
    refused = {step["answer"]["refused"] for step in steps if "refused" in step["answer"]}

    assert len(done) == 13
    assert {
        "unknown_card",
        "wrong_link",
        "wrong_pile",
        "budget",
        "circle",
        "wrong_field",
    } <= refused
