# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One writer per process: changes that arrive in the same moment share one transaction.

Group commit: a durable commit costs one disk flush however many operations are in it. Whoever
submits waits until the commit is on disk; only then it is acknowledged. One thread writes, so
SQLite's single lock is never fought over inside the process.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from django.conf import settings
from django.db import close_old_connections, connection

from netwerkbouwer.boards import actions, models
from netwerkbouwer.boards.operations import AnyOperation

TICK = 0.005  # seconds between groups: the first change goes at once, a crowd shares a commit
PATIENCE = 20.0  # seconds before someone who waits is told that saving did not work
TOGETHER = 500  # submissions in one transaction

log = logging.getLogger(__name__)
LISTENERS: list[Callable[[actions.Committed], None]] = []
"""Called in the writer's thread after each commit that changed a board; they must be quick."""


@dataclass(frozen=True, slots=True)
class Submission:
    board: models.Board
    change: actions.Change
    done: "Future[list[actions.Answer]]"


class NotSaved(Exception):
    """The change was not written in time. It may still be: sent again it counts once."""


class Writer:
    """The queue and the thread behind `apply`; started at the first change."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Submission] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, submission: Submission) -> None:
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="board-writer", daemon=True)
                self._thread.start()
        self._waiting.put(submission)

    def _run(self) -> None:
        until = 0.0
        while True:
            group = [self._waiting.get()]
            # A sleep, not a wait for the next one: woken for each, the thread would take the
            # interpreter from those who read the sockets.
            time.sleep(max(until - time.monotonic(), 0))
            while len(group) < TOGETHER and not self._waiting.empty():
                group.append(self._waiting.get_nowait())
            keep_connection()
            commit_group(group)
            until = time.monotonic() + TICK


def keep_connection() -> None:
    """Use the connection again unless it broke: opening one costs as much as a commit."""
    if connection.connection is not None:
        connection.close_at = None
    close_old_connections()


def commit_group(group: Sequence[Submission]) -> None:
    """Write a group in one transaction and answer everyone in it, after the commit.

    Those on one board share one batch. When the shared transaction fails, each is tried alone:
    one bad change does not take the others down, and a full disk is told to everyone.
    """
    boards: dict[str, list[Submission]] = {}
    for one in group:
        boards.setdefault(one.board.pk, []).append(one)
    try:
        results = actions.apply_to_boards(
            {board: [one.change for one in some] for board, some in boards.items()}
        )
    except Exception as error:  # the edge: whoever waits must get an answer
        if len(group) == 1:
            group[0].done.set_exception(error)
            return
        for one in group:
            commit_group([one])
        return
    for board, some in boards.items():
        for one, answers in zip(some, results[board].answers, strict=True):
            one.done.set_result(answers)
    for committed in results.values():
        _tell(committed)


def _tell(committed: actions.Committed) -> None:
    if committed.board.revision == committed.first:
        return
    for listener in LISTENERS:
        try:
            listener(committed)
        except Exception:  # the change is on disk and acknowledged: who listens may not spoil that
            log.exception("a listener of the board writer failed")


WRITER = Writer()


def apply(
    *,
    board: models.Board,
    operations: Sequence[AnyOperation],
    by: models.Participant,
    undoes: int | None = None,
    bulk: bool = False,
) -> list[actions.Answer]:
    """Hand changes to the writer and wait until they are on disk. Raises NotSaved."""
    done: Future[list[actions.Answer]] = Future()
    submission = Submission(board, actions.Change(operations, by, undoes, bulk), done)
    if settings.WRITE_IN_CALLER:
        commit_group([submission])
    else:
        WRITER.submit(submission)
    try:
        return done.result(timeout=PATIENCE)
    except TimeoutError:
        raise NotSaved("Het opslaan lukte niet op tijd. Probeer het nog eens.") from None
