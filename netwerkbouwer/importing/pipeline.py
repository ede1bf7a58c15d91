# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a run: read, plan, apply, undo. Each may be cut off at any point and done again.

One process at a time works on a run, and one at a time changes the directory for a source.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from netwerkbouwer.common import locks
from netwerkbouwer.importing import (
    applying,
    brakes,
    comparing,
    linking,
    queries,
    reading,
    sector_rules,
    staging,
)
from netwerkbouwer.importing import plan as planning
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.plan import Progress
from netwerkbouwer.organisations import actions as organisations
from netwerkbouwer.organisations import writing
from netwerkbouwer.organisations.models import Delivery
from netwerkbouwer.organisations.open_data import files as open_files

logger = logging.getLogger(__name__)
State = ImportRun.State
TOLD_EVERY = 0.5  # seconds between two writes of progress
MOST_REFUSALS = 200  # kept with the run; all are in the staging file
BUSY = "Aan dit bestand wordt al gewerkt. Wacht tot dat klaar is."
SOURCE_BUSY = "Een ander bestand van deze bron wordt net verwerkt. Wacht tot dat klaar is."
WRONG = "Er ging iets mis aan onze kant; de server schreef op wat. Wat klaar was, blijft staan."
NO_PLAN = "Er is geen plan meer voor dit bestand. Laat het opnieuw lezen."
OUTDATED = "De gids is veranderd sinds dit plan gemaakt werd. Laat het bestand opnieuw lezen."


class Refused(Exception):
    """The step cannot be done; the text is a Dutch sentence that says what to do."""


class Stopped(Exception):
    """Someone asked to stop; what was done stays done."""


def read(run: ImportRun, *, progress: Progress | None = None, limits: str = "upload") -> None:
    """Read the file into the staging file, in a process of its own; then `plan`."""
    with _working(run, State.READING):
        _read(run, limits, _teller(run, progress))
        _plan(run, _teller(run, progress))


def _read(run: ImportRun, limits: str, tell: Progress) -> None:
    target = planning.folder_of(run) / staging.FILE_NAME
    path = queries.file_of(run)
    if path is None:
        raise Refused("Het bestand is hier niet meer. Laad het opnieuw op.")
    try:
        reading.read(
            path,
            run.reader,
            run.source.name,
            Options(**{**run.options, "sector_rules": sector_rules.every()}),
            target,
            progress=tell,
            limits=limits,
        )
    except reading.Unreadable as error:
        _save(run, state=State.REFUSED, message=str(error)[:500], finished_at=timezone.now())
        raise Refused(str(error)) from None


def plan(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Make the plan anew from the staged rows; the state becomes PLANNED."""
    with _working(run, State.READING):
        _plan(run, _teller(run, progress))


def _plan(run: ImportRun, tell: Progress) -> None:
    at = timezone.now()
    try:
        counts = planning.make(run, progress=tell)
    except staging.Unfinished:
        raise Refused(NO_PLAN) from None
    rows = staging.facts(planning.folder_of(run) / staging.FILE_NAME)["rows"]
    _save(
        run,
        state=State.PLANNED,
        counts=asdict(counts),
        brakes=brakes.brakes(counts, _rows_last_time(run)),
        refusals=staging.refusals(planning.folder_of(run), MOST_REFUSALS),
        planned_at=at,
        applied_rows=0,
        progress_done=rows,
        progress_total=rows,
    )


def _rows_last_time(run: ImportRun) -> int:
    """Rows of the last file of this source that was taken in, when both are whole."""
    before = ImportRun.objects.filter(source=run.source_id, state=State.APPLIED).exclude(pk=run.pk)
    last = before.filter(is_whole=True).first() if run.is_whole else None
    return int(last.counts.get("rows", 0)) if last else 0


def apply(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Carry out the plan. Raises Refused while it has brakes and nobody said to go on."""
    if run.brakes and not Options(**run.options).force:
        raise Refused(" ".join(run.brakes))
    with ExitStack() as stack:
        stack.enter_context(_working(run, State.APPLYING))
        stack.enter_context(_alone_on(run.source_id))
        try:
            comparison = stack.enter_context(comparing.reading(planning.folder_of(run)))
        except staging.Unfinished:
            raise Refused(NO_PLAN) from None
        _apply(run, comparison, _teller(run, progress))


def _apply(run: ImportRun, comparison: comparing.Comparison, tell: Progress) -> None:
    delivery = _delivery(run)
    applying.take_in_rows(run, comparison, delivery, tell)
    applying.mark_gone(run, comparison, delivery, tell)
    applying.take_in_extras(run, comparison, delivery, tell)
    writing.settle_parents(delivery)
    applying.find_pairs(run, comparison, delivery, tell)
    applying.update_index(delivery)
    _save(run, state=State.APPLIED, finished_at=timezone.now(), progress_done=run.progress_total)
    open_files.renew_later()


def _delivery(run: ImportRun) -> Delivery:
    """The delivery of this run; made, once, before the first row is taken in."""
    if run.delivery is not None:
        if run.delivery.undone_at is not None:
            raise Refused("Dit bestand is teruggedraaid. Laad het opnieuw in.")
        return run.delivery
    if run.planned_at is None or _changed_since(run.source_id, run.planned_at):
        raise Refused(OUTDATED)
    with transaction.atomic():
        delivery = organisations.open_delivery(
            source=run.source,
            data_on=run.data_on,
            file_name=run.file_name,
            checksum=run.checksum,
            is_whole=run.is_whole,
        )
        _save(run, delivery=delivery)
    return delivery


def _changed_since(source: str, planned_at: datetime) -> bool:
    """Whether something of the source was taken in or taken back after a plan was made."""
    later = Q(at__gt=planned_at) | Q(undone_at__gt=planned_at)
    return Delivery.objects.filter(later, source=source).exists()


def undo(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Take back all that the run did. Raises Refused when a later run changed the same."""
    delivery = run.delivery
    if delivery is None:
        raise Refused("Van dit bestand is niets verwerkt: er is niets om terug te draaien.")
    with _working(run, State.UNDOING), _alone_on(run.source_id):
        try:
            writing.check_undo(delivery)
        except writing.CannotUndo as error:
            raise Refused(str(error)) from None
        _save(run, applied_rows=0)  # whoever goes on after a stop begins with the first row again
        tell = _teller(run, progress)
        linking.undo(delivery)
        touched = writing.undo(delivery, progress=lambda done: tell(done, run.progress_total))
        organisations.index_changes(touched)
        _save(run, state=State.UNDONE, finished_at=timezone.now())
        open_files.renew_later()


def _save(run: ImportRun, **values: Any) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.touched_at = timezone.now()
    run.save(update_fields=[*values, "touched_at"])


@contextmanager
def _working(run: ImportRun, state: ImportRun.State) -> Iterator[None]:
    """In this state while the block runs; how it ends is on the run. Raises Refused, Stopped."""
    folder = planning.folder_of(run)
    folder.mkdir(parents=True, exist_ok=True)
    with _held(folder / "lock", BUSY):
        run.refresh_from_db()
        before = run.state
        _save(run, state=state, message="", stop_asked=False, finished_at=None)
        try:
            yield
        except Stopped:
            _save(run, state=State.STOPPED, stop_asked=False)
            raise
        except Refused as refusal:
            if run.state == state:
                _save(run, state=_back_to(run, before), message=str(refusal)[:500])
            raise
        except applying.Overtaken:
            raise Refused(BUSY) from None
        except Exception:
            _save(run, state=State.STOPPED, message=WRONG)
            raise


def _back_to(run: ImportRun, before: str) -> str:
    """Where a run stands that a step was refused: where it stood, or stopped if it was busy.

    An undo that is refused changed nothing.
    """
    if before == State.UNDOING and run.applied_rows:
        return State.APPLIED
    return State.STOPPED if before in queries.BUSY else before


@contextmanager
def _alone_on(source: str) -> Iterator[None]:
    folder = Path(settings.IMPORT_DIR)
    with _held(folder / f"{source}.lock", SOURCE_BUSY):
        yield


@contextmanager
def _held(path: Path, busy: str) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(locks.hold(path, seconds=0))
        except locks.StillHeld:
            raise Refused(busy) from None
        yield


def _teller(run: ImportRun, progress: Progress | None) -> Callable[[int, int], None]:
    """Shows progress on the run and to the caller; raises Stopped when someone asked for that."""
    told_at = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        now = monotonic()
        if now - told_at < TOLD_EVERY and done < total:
            return
        told_at = now
        rows = ImportRun.objects.filter(pk=run.pk)
        rows.update(progress_done=done, progress_total=total, touched_at=timezone.now())
        run.progress_done, run.progress_total = done, total
        if progress is not None:
            progress(done, total)
        if rows.filter(stop_asked=True).exists():
            raise Stopped

    return tell
