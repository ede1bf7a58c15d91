# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A lock on a file: one at a time, and never left behind."""

import threading
from pathlib import Path

import pytest

from netwerkbouwer.common import locks


def test_the_second_waits_until_the_first_is_ready(tmp_path: Path) -> None:
    path, order = tmp_path / "work.lock", []
    waiting = threading.Event()

    def second() -> None:
        with locks.hold(path, on_wait=waiting.set):
            order.append("second")

    with locks.hold(path):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "work.lock"

    with locks.hold(path), pytest.raises(locks.StillHeld), locks.hold(path, seconds=0):
        pytest.fail("the lock was free")


def test_a_lock_is_free_again_after_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "work.lock"
    with pytest.raises(ValueError, match="wrong"), locks.hold(path):
        raise ValueError("wrong")

    with locks.hold(path, seconds=0, on_wait=pytest.fail):
        pass
