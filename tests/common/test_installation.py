# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key and the id of an installation: made once, kept whole, readable by the owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from netwerkbouwer.common import installation
from netwerkbouwer.common.env import WrongSetting


def test_a_second_start_has_the_same_key(tmp_path: Path) -> None:
    first = installation.load_installation(tmp_path / "data")

    assert installation.load_installation(tmp_path / "data") == first
    assert len(first.secret_key) > 50


def test_of_many_first_starts_at_once_one_key_wins(tmp_path: Path) -> None:
    for number in range(20):
        folder = tmp_path / str(number)
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(installation.load_installation, [folder] * 8))

        assert len(found) == 1
        assert [path.name for path in folder.iterdir()] == ["installation.json"]


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    installation.load_installation(tmp_path / "data")

    for path in (tmp_path / "data", tmp_path / "data" / "installation.json"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "x"}', "null"])
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "installation.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(WrongSetting, match="beschadigd"):
        installation.load_installation(tmp_path)
    assert path.read_text(encoding="utf-8") == text
