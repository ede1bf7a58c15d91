# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session with people in it."""

import pytest

from netwerkbouwer.boards.sessions import codes, join_views
from tests.boards.sessions.people import Someone, joined


@pytest.fixture(autouse=True)
def no_wrong_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong codes of one test do not shut the door of another."""
    monkeypatch.setattr(join_views, "WRONG", codes.FailedTries())


@pytest.fixture
def leader() -> Someone:
    """Who leads a knowledge relay, at its first theme."""
    someone = Someone()
    someone.lead()
    return someone


@pytest.fixture
def fatma(leader: Someone) -> Someone:
    return joined(leader.now, "Fatma")


@pytest.fixture
def jan(leader: Someone) -> Someone:
    return joined(leader.now, "Jan")
