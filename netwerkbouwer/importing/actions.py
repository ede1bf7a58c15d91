# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people ask of a run: receive a file, read it, apply the plan, stop, undo."""

import hashlib
import re
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.common import jobs, texts
from netwerkbouwer.importing import fetching, pipeline, plan, queries, reading, sources, tasks
from netwerkbouwer.importing.limits import LIMITS, MB
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.queries import Button
from netwerkbouwer.importing.sources.reader import Reader
from netwerkbouwer.organisations import actions as organisations
from netwerkbouwer.organisations.models import Source

CHUNK = 1 << 20
KEPT_FOR = timedelta(days=90)  # that files stay on disk after the last work on them
A_DAY = 86_400  # seconds
OWN_LIST = "eigen-"  # how the slugs begin of sources that people named themselves
State = ImportRun.State


class Unwelcome(Exception):
    """What is asked cannot be done now; the text is a Dutch sentence."""


def receive(
    file: IO[bytes] | Path,
    name: str,
    *,
    reader: str = "",
    options: Options | None = None,
    by: str = "",
    source_name: str = "",
    data_on: date | None = None,
    is_whole: bool | None = None,
    limits: str = "upload",
) -> ImportRun:
    """Keep the file and make a run for it, in state STORED.

    Without `reader` it is guessed from the file. `source_name` names a source of its own (a
    sheet that someone brought); else it is the reader's. Raises Unwelcome.
    """
    tidy()
    run = ImportRun(file_name=texts.clean_line(name)[:200] or "bestand", by=by[:80])
    folder = plan.folder_of(run)
    try:
        path = _keep(file, folder / queries.ORIGINAL / safe_name(name), LIMITS[limits].packed, run)
        chosen = _reader(reader, path, name)
        with transaction.atomic():
            run.reader = chosen.slug
            run.source = _source(chosen, source_name)
            run.options = (options or Options()).model_dump(mode="json")
            run.data_on = data_on or _data_on(chosen, path)
            run.is_whole = chosen.is_whole if is_whole is None else is_whole
            run.started_at = run.touched_at = timezone.now()
            run.save()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return run


def receive_from(
    url: str,
    *,
    reader: str = "",
    by: str = "",
    source_name: str = "",
    data_on: date | None = None,
    is_whole: bool | None = None,
) -> ImportRun:
    """Fetch a file from a host of NB_IMPORT_HOSTS and keep it as `receive` does.

    Takes at most `fetching.PATIENCE` seconds. Raises Unwelcome.
    """
    Path(settings.IMPORT_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fetching-", dir=settings.IMPORT_DIR) as folder:
        path = Path(folder) / "file"
        try:
            fetched = fetching.fetch(url.strip(), path, hosts=settings.IMPORT_HOSTS)
        except fetching.NotFetched as refusal:
            raise Unwelcome(str(refusal)) from None
        return receive(
            path,
            fetching.name_of(fetched),
            reader=reader,
            by=by,
            source_name=source_name,
            data_on=data_on,
            is_whole=is_whole,
        )


def tidy() -> None:
    """Remove files of runs that nobody touched for long, and of runs that were never made."""
    now = timezone.now()
    runs = ImportRun.objects.order_by()
    known = set(runs.values_list("public_id", flat=True))
    old = set(runs.filter(touched_at__lt=now - KEPT_FOR).values_list("public_id", flat=True))
    for folder in Path(settings.IMPORT_DIR).glob("*/"):
        is_stray = folder.name not in known and folder.stat().st_mtime < now.timestamp() - A_DAY
        if folder.name in old or is_stray:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A name for on disk: letters, digits and the endings a reader may look at."""
    base = name.replace("\\", "/").rpartition("/")[2].casefold()
    stem, *endings = base.split(".")
    kept = [each for each in endings[-2:] if re.fullmatch(r"[a-z0-9]{1,8}", each)]
    return ".".join([texts.slugify(stem, limit=40) or "bestand", *kept])


def _keep(file: IO[bytes] | Path, path: Path, most: int, run: ImportRun) -> Path:
    """Copy the file, counting; its size and fingerprint go to the run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(file, Path):
        if file.is_dir():
            return _keep_folder(file, path, run)
        with file.open("rb") as opened:
            return _keep(opened, path, most, run)
    total = hashlib.sha256()
    run.size = 0
    with path.open("wb") as kept:
        while chunk := file.read(CHUNK):
            run.size += len(chunk)
            if run.size > most:
                raise Unwelcome(
                    _(
                        "Dit bestand is te groot: hooguit %(most)s MB kan. Deel het op in "
                        "kleinere bestanden."
                    )
                    % {"most": most // MB}
                )
            total.update(chunk)
            kept.write(chunk)
    if not run.size:
        raise Unwelcome(_("Dit bestand is leeg. Kies een ander."))
    run.checksum = total.hexdigest()
    return path


def _keep_folder(folder: Path, path: Path, run: ImportRun) -> Path:
    """The files of a folder, as some registers deliver them."""
    path.mkdir()
    total, run.size = hashlib.sha256(), 0
    for file in sorted(each for each in folder.iterdir() if each.is_file()):
        shutil.copyfile(file, path / file.name)
        run.size += file.stat().st_size
        with file.open("rb") as opened:
            total.update(file.name.encode() + hashlib.file_digest(opened, "sha256").digest())
    if not run.size:
        raise Unwelcome(_("Deze map is leeg. Kies een andere."))
    run.checksum = total.hexdigest()
    return path


def _reader(slug: str, path: Path, name: str) -> Reader:
    try:
        found = sources.by_slug(slug) if slug else sources.guess(path, name)
    except KeyError:
        found = None
    if found is None and slug:
        known = ", ".join(reader.slug for reader in sources.READERS)
        raise Unwelcome(
            _("We kennen geen bron ‘%(name)s’. Kies er een: %(known)s.")
            % {"name": slug[:60], "known": known}
        )
    if found is None:
        raise Unwelcome(
            _(
                "We herkennen niet wat er in ‘%(name)s’ staat. We lezen een rekenblad (XLSX, ODS, "
                "CSV) of een bestand van een van deze bronnen: %(known)s."
            )
            % {"name": name[:60], "known": ", ".join(sources.names())}
        )
    return found


def _source(reader: Reader, name: str) -> Source:
    if name:  # never the source of a register, whatever someone calls a list
        name = texts.clean_line(name)[:120]
        slug = f"{OWN_LIST}{texts.slugify(name, limit=50)}"
        return organisations.source_for(name, slug=slug, priority=reader.priority)
    return organisations.source_for(
        reader.name,
        slug=reader.slug,
        url=reader.url,
        licence=reader.licence,
        licence_url=reader.licence_url,
        attribution=reader.attribution,
        priority=reader.priority,
    )


def _data_on(reader: Reader, path: Path) -> date:
    """The day the file says it is of, today when it says nothing we can believe."""
    today = timezone.localdate()
    told = reading.day_of(path, reader.slug) if reader.data_on else None
    return min(told, today) if told else today


def choose(
    run: ImportRun,
    options: Options,
    *,
    is_whole: bool | None = None,
    data_on: date | None = None,
    source_name: str = "",
) -> None:
    """Keep what was chosen (columns, sheet, purposes); a plan that was there is out of date.

    Raises Unwelcome when the run is past that.
    """
    _check(run, Button.READ)
    run.options = options.model_dump(mode="json")
    run.is_whole = run.is_whole if is_whole is None else is_whole
    run.data_on = data_on or run.data_on
    if source_name:
        run.source = _source(sources.by_slug(run.reader), source_name)
    run.state, run.counts, run.brakes, run.message = State.MAPPED, {}, [], ""
    run.save()


def start_reading(run: ImportRun) -> None:
    """Read the file and make the plan, by the worker. Raises Unwelcome."""
    _check(run, Button.READ)
    _hand_over(run, State.READING, counts={}, brakes=[], refusals=[])


def start_applying(run: ImportRun, *, force: bool = False) -> None:
    """Carry out the plan, by the worker; also to go on after a stop. Raises Unwelcome."""
    _check(run, Button.APPLY, Button.RESUME)
    if run.brakes and not force and not Options(**run.options).force:
        raise Unwelcome(" ".join(run.brakes))
    if force:
        run.options = {**run.options, "force": True}
    _hand_over(run, State.APPLYING, options=run.options)


def stop(run: ImportRun) -> None:
    """Ask to stop; it stops between two batches."""
    ImportRun.objects.filter(pk=run.pk).update(stop_asked=True)
    waiting = jobs.latest(tasks.carry_on, run.public_id)
    if waiting is None or waiting.state not in jobs.ACTIVE:
        rows = ImportRun.objects.filter(pk=run.pk, state__in=queries.BUSY)
        rows.update(state=State.STOPPED, stop_asked=False)
    elif waiting.state == waiting.State.WAITING and jobs.ask_to_stop(tasks.carry_on, run.public_id):
        ImportRun.objects.filter(pk=run.pk).update(state=State.STOPPED, stop_asked=False)
    run.refresh_from_db()


def start_undo(run: ImportRun) -> None:
    """Take back all that the run did, by the worker. Raises Unwelcome."""
    _check(run, Button.UNDO)
    _hand_over(run, State.UNDOING)


def forget(run: ImportRun) -> None:
    """Remove the file and its plan from disk; the run stays as a line. Raises Unwelcome."""
    _check(run, Button.FORGET)
    shutil.rmtree(plan.folder_of(run), ignore_errors=True)
    run.refusals = []
    run.save(update_fields=["refusals"])


def _check(run: ImportRun, *buttons: Button) -> None:
    run.refresh_from_db()
    if not set(buttons) & queries.buttons(run):
        raise Unwelcome(
            _("Dat kan nu niet. Hoe ver dit bestand is: %(state)s.")
            % {"state": run.get_state_display()}
        )


def _hand_over(run: ImportRun, state: ImportRun.State, **values: object) -> None:
    """Set the state and queue the work, both or neither."""
    with transaction.atomic():
        now = timezone.now()
        changed = ImportRun.objects.filter(pk=run.pk, state=run.state).update(
            state=state, touched_at=now, finished_at=None, message="", stop_asked=False, **values
        )
        if not changed:
            raise Unwelcome(pipeline.BUSY)
        jobs.enqueue(tasks.carry_on, run.public_id)
    run.refresh_from_db()
