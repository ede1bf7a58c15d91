# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work is done once, can be stopped, and is done again when its worker dies."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from netwerkbouwer.common import jobs, worker
from netwerkbouwer.common.models import Job

pytestmark = pytest.mark.django_db
done: list[str] = []


def count(running: jobs.Running, subject: str) -> None:
    done.append(subject)
    running.tell(1, 2)


def go_wrong(running: jobs.Running, subject: str) -> None:
    raise ZeroDivisionError(subject)


def refuse(running: jobs.Running, subject: str) -> None:
    raise jobs.Failed("Kies een ander bestand.")


def hear_stop(running: jobs.Running, subject: str) -> None:
    jobs.ask_to_stop(hear_stop, subject)
    running.tell(1)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@pytest.fixture
def queue(settings: Any) -> None:
    """Tasks wait in the database, as in use."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def run_worker() -> None:
    worker.run(stop=threading.Event(), should_stay=lambda: False)


def make(state: Job.State, *, silent_for: float = 0.0, attempts: int = 0) -> Job:
    at = timezone.now() - timedelta(seconds=silent_for)
    return Job.objects.create(
        work=jobs.path_of(count),
        subject="x",
        state=state,
        queued_at=at,
        heartbeat_at=at,
        attempts=attempts,
    )


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_a_job_is_done_and_shows_how_far_it_came() -> None:
    job = jobs.enqueue(count, "een")
    assert state_of(job) == Job.State.DONE
    assert (job.done, job.total, done) == (1, 2, ["een"])


def test_a_job_that_goes_wrong_says_so_and_keeps_its_secrets() -> None:
    job = jobs.enqueue(go_wrong, "geheim")
    assert state_of(job) == Job.State.FAILED
    assert job.message == jobs.FAILED


def test_a_job_that_cannot_be_done_says_what_to_do() -> None:
    job = jobs.enqueue(refuse, "x")
    assert (state_of(job), job.message) == (Job.State.FAILED, "Kies een ander bestand.")


def test_a_running_job_hears_that_it_must_stop() -> None:
    assert state_of(jobs.enqueue(hear_stop, "x")) == Job.State.STOPPED


@pytest.mark.usefixtures("queue")
@pytest.mark.django_db(transaction=True)
def test_the_same_work_waits_once() -> None:
    first = jobs.enqueue(count, "een")
    assert jobs.enqueue(count, "een") == first
    assert jobs.enqueue(count, "twee") != first
    run_worker()
    assert done == ["een", "twee"]


@pytest.mark.usefixtures("queue")
@pytest.mark.django_db(transaction=True)
def test_a_waiting_job_that_is_called_off_never_begins() -> None:
    job = jobs.enqueue(count, "een")
    assert jobs.ask_to_stop(count, "een")
    run_worker()
    assert (state_of(job), done) == (Job.State.STOPPED, [])


@pytest.mark.usefixtures("queue")
@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_queued() -> None:
    with transaction.atomic():
        jobs.enqueue(count, "een")
        transaction.set_rollback(True)
    run_worker()
    assert (done, Job.objects.count()) == ([], 0)


@pytest.mark.usefixtures("queue")
@pytest.mark.django_db(transaction=True)
def test_the_queue_is_empty_after_the_work() -> None:
    jobs.enqueue(count, "een")
    jobs.enqueue(go_wrong, "een")
    run_worker()
    assert DBTaskResult.objects.count() == 0


@pytest.mark.usefixtures("queue")
@pytest.mark.django_db(transaction=True)
def test_a_new_worker_does_what_a_dead_one_left() -> None:
    # On PostgreSQL there may be workers elsewhere: there silence alone says that one is dead.
    is_alone = connection.vendor == "sqlite"
    running = make(Job.State.RUNNING, silent_for=0.0 if is_alone else 61.0)
    run_worker()
    assert (state_of(running), running.attempts, done) == (Job.State.DONE, 1, ["x"])


def test_a_job_without_a_sign_of_life_is_done_again() -> None:
    job = make(Job.State.RUNNING, silent_for=61)
    assert jobs.reap() == 1
    assert state_of(job) == Job.State.DONE


def come_back_late(running: jobs.Running, subject: str) -> None:
    """Someone else took the job over while this worker did not give a sign of life."""
    later = timezone.now() + timedelta(seconds=1)
    Job.objects.filter(pk=running.pk).update(started_at=later, done=7)


def test_a_worker_that_comes_back_too_late_leaves_the_job_to_the_next() -> None:
    job = jobs.enqueue(come_back_late, "1")

    job.refresh_from_db()
    assert (job.state, job.done) == (Job.State.RUNNING, 7)


def test_a_job_that_lives_is_left_alone() -> None:
    job = make(Job.State.RUNNING, silent_for=10)
    assert jobs.reap() == 0
    assert state_of(job) == Job.State.RUNNING


def test_a_job_that_kills_its_worker_each_time_is_given_up() -> None:
    job = make(Job.State.RUNNING, silent_for=61, attempts=2)
    jobs.reap()
    assert (state_of(job), done) == (Job.State.FAILED, [])
    assert "drie keer" in job.message


def test_work_for_later_waits_for_its_time_also_when_all_workers_are_new() -> None:
    job = jobs.enqueue(count, "x", after=timedelta(days=7))
    assert jobs.reap(all_are_dead=True) == 0
    assert (state_of(job), done) == (Job.State.WAITING, [])
    Job.objects.update(queued_at=timezone.now() - timedelta(seconds=61))
    assert jobs.reap() == 1
    assert (state_of(job), done) == (Job.State.DONE, ["x"])


def test_work_for_later_can_be_called_off() -> None:
    job = jobs.enqueue(count, "x", after=timedelta(days=7))
    assert jobs.ask_to_stop(count, "x")
    Job.objects.update(queued_at=timezone.now() - timedelta(days=1))
    assert jobs.reap() == 0
    assert (state_of(job), done) == (Job.State.STOPPED, [])


def test_a_job_that_was_dying_when_asked_to_stop_is_stopped() -> None:
    job = make(Job.State.RUNNING, silent_for=61)
    jobs.ask_to_stop(count, "x")
    jobs.reap()
    assert (state_of(job), done) == (Job.State.STOPPED, [])


def test_two_workers_do_a_job_once() -> None:
    job = make(Job.State.WAITING)
    jobs.carry_out(job.pk)
    jobs.carry_out(job.pk)
    assert done == ["x"]


def test_a_locked_database_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> bool:
        raise DatabaseError("database is locked")

    assert worker._safely(locked) is False


@pytest.mark.slow
def test_a_worker_goes_with_the_process_that_started_it(tmp_path: Path) -> None:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("NB_", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "netwerkbouwer", "work", "--with-parent"],
        env={**own, "NB_DATA_DIR": str(tmp_path)},  # without tables: then it waits
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stderr is not None
        assert b"waits for the database" in process.stderr.readline()
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0
