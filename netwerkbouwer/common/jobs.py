# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work outside the request: queued with what asked for it, done by the worker, visible.

A job is a function that takes a `Running` and a subject, and may be done twice without harm: a
worker can die at any point, and then another does the job again. `worker.py` runs them.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from netwerkbouwer.common import tasks
from netwerkbouwer.common.models import Job

logger = logging.getLogger(__name__)
BEAT = 10.0  # seconds between two signs of life
SILENT = timedelta(seconds=60)  # after this a worker counts as dead
MOST_ATTEMPTS = 3
TOLD_EVERY = 0.5  # seconds between two writes of progress
ACTIVE = (Job.State.WAITING, Job.State.RUNNING)
TRIED_OUT = (
    "Het werk is drie keer onderbroken en niet afgeraakt. Kijk in het logboek van de server en "
    "start het dan opnieuw."
)
FAILED = "Er ging iets mis aan onze kant. De server schreef op wat; probeer het straks opnieuw."


class Stopped(Exception):
    """Someone asked the job to stop; what it did so far is whole."""


class Failed(Exception):
    """The job cannot be done; the text is a Dutch sentence for who asked."""


@dataclass
class Running:
    """A job while it runs: where the work tells how far it is."""

    pk: int
    told_at: float = 0.0

    def tell(self, done: int, total: int = 0) -> None:
        """Show progress; call it between two steps. Raises Stopped when someone asked for that."""
        now = monotonic()
        if now - self.told_at < TOLD_EVERY:
            return
        self.told_at = now
        rows = Job.objects.filter(pk=self.pk)
        rows.update(done=done, total=total, heartbeat_at=timezone.now())
        if rows.filter(stop_asked=True).exists():
            raise Stopped


Work = Callable[[Running, str], None]


def path_of(work: Work) -> str:
    return f"{work.__module__}.{work.__qualname__}"


def enqueue(work: Work, subject: str, *, after: timedelta = timedelta(0)) -> Job:
    """Queue the work together with what the caller writes: both are there, or neither.

    Work on that subject that waits or runs already is given back instead. With `after` it waits so
    long: `reap` begins it then, since only that looks at what waits.
    """
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(
            work=path_of(work),
            subject=subject,
            state__in=ACTIVE,
            defaults={"state": Job.State.WAITING, "queued_at": timezone.now() + after},
        )
        if is_new and not after:
            tasks.run.enqueue(job.pk)
    return job


def latest(work: Work, subject: str) -> Job | None:
    return Job.objects.filter(work=path_of(work), subject=subject).first()


def ask_to_stop(work: Work, subject: str) -> bool:
    """Whether there was something to stop. What waits does not begin any more."""
    rows = Job.objects.filter(work=path_of(work), subject=subject)
    now = timezone.now()
    if rows.filter(state=Job.State.WAITING).update(state=Job.State.STOPPED, finished_at=now):
        return True
    return bool(rows.filter(state=Job.State.RUNNING).update(stop_asked=True))


def carry_out(pk: int) -> None:
    """Do a waiting job; nothing when another one has it, or when it was called off."""
    now = timezone.now()
    mine = Job.objects.filter(pk=pk, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, started_at=now, heartbeat_at=now
    )
    if not mine:
        return
    job = Job.objects.get(pk=pk)
    with _beating(pk):
        state, message = _do(job)
    # Who was taken for dead and came back too late leaves it to whoever does the job now.
    ours = Job.objects.filter(pk=pk, state=Job.State.RUNNING, started_at=now)
    ours.update(state=state, message=message, finished_at=timezone.now(), stop_asked=False)


def _do(job: Job) -> tuple[Job.State, str]:
    try:
        work: Work = import_string(job.work)
        work(Running(job.pk), job.subject)
    except Stopped:
        return Job.State.STOPPED, ""
    except Failed as error:
        return Job.State.FAILED, str(error)[:500]
    except Exception:
        logger.exception("Job %s on %s failed", job.work, job.subject)
        return Job.State.FAILED, FAILED
    return Job.State.DONE, ""


@contextmanager
def _beating(pk: int) -> Iterator[None]:
    """Give a sign of life from a thread of its own, however long one step takes."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEAT):
                try:
                    Job.objects.filter(pk=pk).update(heartbeat_at=timezone.now())
                except DatabaseError as error:
                    logger.warning("No sign of life of job %s: %s", pk, error)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="job-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def reap(*, all_are_dead: bool = False) -> int:
    """Queue again what died while it ran, or before; give how many. Some deaths, and it failed.

    `all_are_dead`: the caller knows that no other worker lives, as at its start on one computer.
    """
    before = timezone.now() - (timedelta(0) if all_are_dead else SILENT)
    dead = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lte=before)
    # Its worker died between taking the task and the job; told twice it is still done once.
    waiting = Job.objects.filter(state=Job.State.WAITING, queued_at__lte=before)
    return sum(_again(job) for job in (*waiting.order_by("pk"), *dead.order_by("pk")))


def _again(job: Job) -> int:
    same = Job.objects.filter(pk=job.pk, state=job.state, heartbeat_at=job.heartbeat_at)
    now = timezone.now()
    attempts = job.attempts + (job.state == Job.State.RUNNING)
    if job.stop_asked:
        same.update(state=Job.State.STOPPED, finished_at=now, stop_asked=False)
        return 0
    if attempts >= MOST_ATTEMPTS:
        same.update(state=Job.State.FAILED, message=TRIED_OUT, finished_at=now)
        return 0
    with transaction.atomic():
        if not same.update(state=Job.State.WAITING, attempts=attempts, queued_at=now):
            return 0
        tasks.run.enqueue(job.pk)
    return 1
