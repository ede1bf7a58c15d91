# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lets the live side know of changes that are no operations; safe from any thread.

Without a live side in this process (a test, a management command) nobody listens. What is told
inside a transaction is told after its commit, and never when it is rolled back.
"""

import logging
from collections.abc import Callable
from enum import StrEnum
from functools import partial

from django.db import transaction

log = logging.getLogger(__name__)


class News(StrEnum):
    """What changed, besides the cards."""

    SESSION = "session"
    """Something of a session: its state, who is in it, where they sit."""
    BOARD_GONE = "board_gone"
    ACCESS = "access"
    """The links of a board were renewed: whoever is connected must come in again."""


LISTENERS: list[Callable[[News, str], None]] = []
"""Called with what changed and its id, in the thread that changed it; they must be quick."""


def session_changed(session_id: str) -> None:
    """Tell everyone in the session what it is like now."""
    _after_commit(News.SESSION, session_id)


def board_gone(board_id: str) -> None:
    """Send away everyone at a board that was deleted."""
    _after_commit(News.BOARD_GONE, board_id)


def access_changed(board_id: str) -> None:
    """Let everyone at a board come in again by what they have now."""
    _after_commit(News.ACCESS, board_id)


def _after_commit(news: News, key: str) -> None:
    transaction.on_commit(partial(_tell, news, key))


def _tell(news: News, key: str) -> None:
    for listener in LISTENERS:
        try:
            listener(news, key)
        except Exception:  # what was changed is on disk: who listens may not spoil that
            log.exception("a listener of the announcements failed")
