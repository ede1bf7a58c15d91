# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The process that does jobs: one per data folder, a child of the server, gone with it."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from netwerkbouwer.common import jobs, locks

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.5  # seconds between two looks for work
REAP_EVERY = 15.0  # seconds between two looks for work that died
GRACE = 5.0  # seconds for what runs when the worker is asked to end
NICE = 10  # people who wait for a page go first


def run(*, stop: threading.Event, should_stay: Callable[[], bool] = lambda: True) -> None:
    """Do jobs until `stop` is set, or until there are none and `should_stay` says no.

    Waits while another worker has this data folder.
    """
    path = Path(settings.DATA_DIR) / "worker.lock"
    while not stop.is_set():
        try:
            with locks.hold(path, seconds=LOOK_EVERY):
                return _work(stop, should_stay)
        except locks.StillHeld:
            if not should_stay():
                return


def _work(stop: threading.Event, should_stay: Callable[[], bool]) -> None:
    # On SQLite all workers are on this computer, and the lock says that we are the only one.
    _safely(lambda: _take_over(is_alone=connection.vendor == "sqlite"))
    reaped_at = monotonic()
    while not stop.is_set():
        if monotonic() - reaped_at > REAP_EVERY:
            reaped_at = monotonic()
            _safely(jobs.reap)
        if not _safely(_do_one) and (not should_stay() or stop.wait(LOOK_EVERY)):
            return


def _take_over(*, is_alone: bool) -> None:
    """Go on with what the worker before us left."""
    if is_alone:
        DBTaskResult.objects.all().delete()
    jobs.reap(all_are_dead=is_alone)


def _do_one() -> bool:
    """Do the next job. Whether there was one."""
    # Looking costs a read; the library's own worker locks the database each time it looks.
    if not DBTaskResult.objects.ready().exists():
        return False
    db_worker.Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=f"{os.getpid()}",
        excluded_queue_names=[],
    ).run()
    DBTaskResult.objects.finished().delete()  # the row of the job says how it went
    return True


def _safely(step: Callable[[], object]) -> bool:
    """A database that is locked or away for a while is no reason to end."""
    try:
        return bool(step())
    except DatabaseError as error:
        logger.warning("The worker waits for the database: %s", error)
        connection.close()
        return False


def end_with_parent() -> None:
    """End as soon as the process that started us is gone, however it went.

    It holds the other end of our standard input; all work can be cut off at any point.
    """

    def wait() -> None:
        while sys.stdin.buffer.read(1):
            pass
        os._exit(0)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def stop_on_signals(stop: threading.Event) -> None:
    """Asked to end, let short work finish; long work is cut off, and done again later."""

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        cut = threading.Timer(GRACE, os._exit, (0,))
        cut.daemon = True
        cut.start()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, ask)
