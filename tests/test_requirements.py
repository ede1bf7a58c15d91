# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""docs/requirements.md names every requirement, and only what exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COUNTS = {"P": 15, "G": 14, "M": 8, "K": 16, "W": 19, "N": 9, "X": 14}
CODES = [f"{letter}{n}" for letter, count in COUNTS.items() for n in range(1, count + 1)] + ["N5b"]
ROW = re.compile(r"^\| ([A-Z]\d+b?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.M)
ROWS = ROW.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))


def file_of(cell: str) -> Path | None:
    """The file or folder a cell names, from the root or from the package."""
    name = cell.strip("`")
    places = (ROOT / name, ROOT / "netwerkbouwer" / name)
    return next((place for place in places if place.exists()), None)


def test_every_requirement_is_there_once() -> None:
    assert sorted(code for code, *_ in ROWS) == sorted(CODES)


@pytest.mark.parametrize("row", ROWS, ids=[code for code, *_ in ROWS])
def test_a_state_is_true_to_its_files(row: tuple[str, ...]) -> None:
    _code, _what, state, where, shown = row
    word = state.split(":")[0]

    assert word in {"done", "partly", "not yet"}
    assert word != "partly" or ":" in state, "say what is missing"
    if word == "not yet":
        assert (where, shown) == ("–", "–")
    else:
        assert file_of(where) is not None, where
        found = file_of(shown)
        assert found is not None, shown
        assert found.suffix == ".py", shown
        assert "def test_" in found.read_text(encoding="utf-8")
