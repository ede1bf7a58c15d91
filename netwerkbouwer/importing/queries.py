# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs as pages show them."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from netwerkbouwer.importing import comparing, plan, staging
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.plan import Counts

State = ImportRun.State
ORIGINAL = "file"  # folder of the file as it was received
BUSY = (State.READING, State.APPLYING, State.UNDOING)
SILENT = timedelta(seconds=90)  # after this nobody works on it any more


class Button(StrEnum):
    """What may be asked of a run now."""

    READ = "read"
    APPLY = "apply"
    RESUME = "resume"
    STOP = "stop"
    UNDO = "undo"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the plan. `organisation` is what it is joined to, or the doubtful candidate."""

    n: int
    line: int
    kind: staging.Kind
    name: str
    municipality_code: str
    organisation: int | None
    reasons: tuple[str, ...]
    differences: tuple[staging.Difference, ...]
    error: str


def runs() -> QuerySet[ImportRun]:
    """All runs, newest first, with their sources."""
    return ImportRun.objects.select_related("source", "delivery")


def get(public_id: str) -> ImportRun | None:
    return runs().filter(public_id=public_id).first()


def file_of(run: ImportRun) -> Path | None:
    """The file as it was received; None when it is gone."""
    folder = plan.folder_of(run) / ORIGINAL
    return next(folder.iterdir(), None) if folder.is_dir() else None


def options_before(run: ImportRun) -> Options:
    """What was chosen for this file; for a new one, the municipality of the last of its source.

    Without that municipality the same rows would come under other keys, and seem gone.
    """
    options = Options.model_validate(run.options)
    if options.mapping:
        return options
    taken_in = ImportRun.objects.filter(source=run.source_id, state=State.APPLIED)
    last = taken_in.exclude(pk=run.pk).first()
    return Options(municipality=last.options.get("municipality", "")) if last else options


def counts(run: ImportRun) -> Counts:
    """What the plan of a run counted; nothing before there is one."""
    known = {field.name for field in fields(Counts)}
    return Counts(**{name: value for name, value in run.counts.items() if name in known})


def is_silent(run: ImportRun) -> bool:
    """Whether whoever worked on it gave no sign of life for a while."""
    return run.state in BUSY and timezone.now() - run.touched_at > SILENT


def buttons(run: ImportRun) -> set[Button]:
    """What may be asked of a run now."""
    state = State(run.state)
    if state in BUSY:
        return {Button.STOP, *(_after_stop(run) if is_silent(run) else ())}
    if state in {State.STORED, State.MAPPED, State.REFUSED}:
        return {Button.READ, Button.FORGET}
    if state == State.PLANNED:
        return {Button.READ, Button.APPLY, Button.FORGET}
    if state == State.STOPPED:
        return _after_stop(run)
    return {Button.FORGET, *((Button.UNDO,) if state == State.APPLIED else ())}


def _after_stop(run: ImportRun) -> set[Button]:
    """Before the first row is taken in one reads again; after it one goes on, or back."""
    if run.delivery_id is None:
        return {Button.READ, Button.FORGET}
    if run.delivery is not None and run.delivery.undone_at is None:
        return {Button.RESUME, Button.UNDO}
    return {Button.UNDO}


def planned_rows(
    run: ImportRun, kind: staging.Kind, *, after: int = 0, limit: int = 50
) -> list[PlannedRow]:
    """Rows of one kind in the order of the file, from after row `after` on.

    Empty when the plan is gone.
    """
    try:
        with comparing.reading(plan.folder_of(run)) as comparison:
            if kind == staging.Kind.GONE:
                return [_gone(*row) for row in comparison.gone(after=after, limit=limit)]
            return [_planned(row) for row in comparison.told(kind, after=after, limit=limit)]
    except (staging.Unfinished, sqlite3.DatabaseError):
        return []


def _gone(n: int, key: str, organisation: int, name: str) -> PlannedRow:
    return PlannedRow(n, 0, staging.Kind.GONE, name, "", organisation, (), (), "")


def _planned(row: comparing.Told) -> PlannedRow:
    return PlannedRow(
        n=row.n,
        line=row.line,
        kind=row.kind,
        name=row.name,
        municipality_code=row.municipality_code,
        organisation=row.organisation,
        reasons=row.reasons,
        differences=row.differences,
        error=row.error,
    )


def usual_refusal(run: ImportRun) -> str:
    """Why most rows were refused, of the first thousand of them; empty when none was."""
    rows = planned_rows(run, staging.Kind.REFUSED, limit=1_000)
    told = [row.error for row in rows] or [sentence for _, sentence in run.refusals]
    return Counter(told).most_common(1)[0][0] if told else ""


def refusals(run: ImportRun) -> list[tuple[int, str]]:
    """(line, sentence) of every row that was refused, and of fields that were left out.

    The first 200 when the file is gone.
    """
    try:
        return staging.refusals(plan.folder_of(run))
    except (staging.Unfinished, sqlite3.DatabaseError):
        return [(line, sentence) for line, sentence in run.refusals]
