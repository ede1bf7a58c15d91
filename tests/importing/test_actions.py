# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people ask of a run is done by the worker, or refused with a sentence."""

import dataclasses
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import jobs
from netwerkbouwer.common.models import Job
from netwerkbouwer.importing import actions, fetching, limits, plan, queries, tasks
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.queries import Button
from netwerkbouwer.organisations.models import Organisation, Source
from tests.factories import places
from tests.factories.organisations import GHENT
from tests.importing.feeding import applied, feed, make_run, planned, row, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
Patch = pytest.MonkeyPatch
State = ImportRun.State
SHEET = b"Naam;Gemeente\nDe Brug;Gent\n"


@pytest.fixture(autouse=True)
def municipalities() -> None:
    places.municipality(GHENT)


def set_state(run: ImportRun, state: State, *, silent_for: float = 0.0) -> None:
    at = timezone.now() - timedelta(seconds=silent_for)
    ImportRun.objects.filter(pk=run.pk).update(state=state, touched_at=at)
    run.refresh_from_db()


def test_a_file_is_kept_with_its_fingerprint_and_source() -> None:
    run = actions.receive(io.BytesIO(SHEET), "Onze lijst.CSV", source_name="Cultuurraad", by="An")
    assert (run.state, run.reader, run.size, run.by) == ("stored", "sheet", len(SHEET), "An")
    assert run.source.slug == "eigen-cultuurraad"
    path = queries.file_of(run)
    assert path is not None
    assert (path.name, path.read_bytes()) == ("onze-lijst.csv", SHEET)


def test_a_list_with_the_name_of_a_register_stays_out_of_that_register() -> None:
    register = Source.objects.create(slug="osm", name="OpenStreetMap", priority=60)
    run = actions.receive(io.BytesIO(SHEET), "a.csv", source_name="OSM")
    assert (run.source.slug, run.source.name) == ("eigen-osm", "OSM")
    register.refresh_from_db()
    assert register.priority == 60


def test_a_file_that_is_too_large_leaves_nothing_behind(monkeypatch: Patch) -> None:
    small = dataclasses.replace(limits.LIMITS["upload"], packed=9)
    monkeypatch.setattr(actions, "LIMITS", {"upload": small})
    before = set(Path(settings.IMPORT_DIR).glob("*"))
    with pytest.raises(actions.Unwelcome, match="te groot"):
        actions.receive(io.BytesIO(SHEET), "a.csv")
    assert set(Path(settings.IMPORT_DIR).glob("*")) == before
    assert ImportRun.objects.count() == 0


@given(st.text(max_size=60))
def test_a_name_on_disk_stays_in_its_folder(name: str) -> None:
    safe = actions.safe_name(name)
    assert Path(safe).name == safe
    assert safe.isascii()
    assert not safe.startswith(".")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x\\y.csv", "", "..", "a/b/.bashrc"])
def test_a_path_as_a_name_is_only_a_name(name: str) -> None:
    assert set(actions.safe_name(name)) & {"/", "\\"} == set()


def test_reading_and_applying_go_by_the_worker(monkeypatch: Patch) -> None:
    feed(monkeypatch, [row("1", "De Brug")])
    run = make_run()
    actions.start_reading(run)
    assert run.state == State.PLANNED
    actions.start_applying(run)
    assert (run.state, shown()) == ("applied", ["De Brug"])
    actions.start_undo(run)
    assert (run.state, shown()) == ("undone", [])


def test_brakes_are_told_until_someone_says_go(monkeypatch: Patch) -> None:
    rows = [row(str(n)) for n in range(20)]
    applied(monkeypatch, *rows, is_whole=True)
    run = planned(monkeypatch, *rows[:2], is_whole=True)
    with pytest.raises(actions.Unwelcome, match="18 van de 20"):
        actions.start_applying(run)
    actions.start_applying(run, force=True)
    assert len(shown()) == 2


def test_what_a_state_does_not_allow_is_refused(monkeypatch: Patch) -> None:
    run = make_run()
    for ask in (actions.start_applying, actions.start_undo):
        with pytest.raises(actions.Unwelcome, match="bestand ontvangen"):
            ask(run)


def test_another_choice_of_columns_makes_the_plan_out_of_date(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"))
    actions.choose(run, Options(sector="sport"))
    assert (run.state, run.counts, run.options["sector"]) == ("mapped", {}, "sport")
    assert Button.APPLY not in queries.buttons(run)


def test_a_run_that_nobody_works_on_stops_at_once() -> None:
    run = make_run()
    set_state(run, State.APPLYING)
    actions.stop(run)
    assert run.state == State.STOPPED


def test_a_run_that_waits_for_the_worker_is_called_off() -> None:
    run = make_run()
    set_state(run, State.READING)
    job = Job.objects.create(
        work=jobs.path_of(tasks.carry_on), subject=run.public_id, queued_at=timezone.now()
    )
    actions.stop(run)
    job.refresh_from_db()
    assert (run.state, job.state) == ("stopped", "stopped")


def test_a_run_that_is_worked_on_is_asked_to_stop() -> None:
    run = make_run()
    set_state(run, State.READING)
    Job.objects.create(
        work=jobs.path_of(tasks.carry_on),
        subject=run.public_id,
        queued_at=timezone.now(),
        state=Job.State.RUNNING,
    )
    actions.stop(run)
    assert (run.state, run.stop_asked) == ("reading", True)


def test_a_run_whose_worker_died_can_go_on(monkeypatch: Patch) -> None:
    run = planned(monkeypatch, row("1"))
    set_state(run, State.READING)
    assert queries.buttons(run) == {Button.STOP}
    set_state(run, State.READING, silent_for=100)
    assert Button.READ in queries.buttons(run)


def test_forgetting_a_run_removes_its_file_and_keeps_what_it_did(monkeypatch: Patch) -> None:
    run = applied(monkeypatch, row("1"))
    actions.forget(run)
    assert not plan.folder_of(run).exists()
    assert Organisation.objects.count() == 1
    assert queries.file_of(run) is None
    actions.start_undo(run)
    assert shown() == []


def test_a_job_of_a_run_that_is_gone_does_nothing() -> None:
    assert jobs.enqueue(tasks.carry_on, "weg").work.endswith("tasks.carry_on")
    assert Job.objects.get().state == Job.State.DONE


def test_a_refused_step_is_told_on_the_job(monkeypatch: Patch) -> None:
    run = make_run()
    path = queries.file_of(run)
    assert path is not None
    path.unlink()
    actions.start_reading(run)
    assert "niet meer" in Job.objects.get().message
    assert "niet meer" in run.message


def _given(monkeypatch: Patch, content: bytes, url: str, kind: str = "") -> list[object]:
    """From now on fetching gives this."""
    asked: list[object] = []

    def fetch(asked_for: str, target: Path, *, hosts: list[str]) -> fetching.Fetched:
        asked.append((asked_for, hosts))
        target.write_bytes(content)
        return fetching.Fetched(url, len(content), kind)

    monkeypatch.setattr(fetching, "fetch", fetch)
    return asked


def test_a_file_is_fetched_from_a_listed_host(monkeypatch: Patch) -> None:
    monkeypatch.setattr(settings, "IMPORT_HOSTS", ["data.example.be"])
    url = "https://data.example.be/lijst?vorm=1"
    asked = _given(monkeypatch, b"naam;gemeente\nHarmonie;Gent\n", url, "text/csv; charset=utf-8")
    run = actions.receive_from(f" {url} ", by="An")
    assert (run.file_name, run.reader, run.size, run.by) == ("lijst.csv", "sheet", 28, "An")
    assert asked == [(url, ["data.example.be"])]
    assert not list(Path(settings.IMPORT_DIR).glob("fetching-*"))


def test_without_listed_hosts_nothing_is_fetched() -> None:
    with pytest.raises(actions.Unwelcome, match="NB_IMPORT_HOSTS"):
        actions.receive_from("https://data.example.be/a.csv")
    assert not ImportRun.objects.exists()


def test_files_go_when_nobody_touched_them_for_long(monkeypatch: Patch) -> None:
    old, new = applied(monkeypatch, row("1")), planned(monkeypatch, row("1"))
    stray = plan.folder_of(old).with_name("nooit")
    stray.mkdir(exist_ok=True)
    os.utime(stray, (0, 0))
    at = timezone.now() - actions.KEPT_FOR - timedelta(days=1)
    ImportRun.objects.filter(pk=old.pk).update(touched_at=at)
    actions.receive(io.BytesIO(SHEET), "a.csv")
    assert [plan.folder_of(run).exists() for run in (old, new)] == [False, True]
    assert not stray.exists()
