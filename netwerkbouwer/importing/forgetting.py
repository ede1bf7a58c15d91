# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lets go of the files that hold what was erased from the directory: `settings.ON_ERASURE`."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from netwerkbouwer.common import jobs
from netwerkbouwer.importing import plan, staging, tasks
from netwerkbouwer.importing.models import ImportRun


def forget(records: Iterable[tuple[str, str]]) -> None:
    """Queue, with what the caller writes, that files go which hold one of these (source, key)."""
    keys: dict[str, set[str]] = defaultdict(set)
    for source, key in records:
        keys[source].add(key)
    for run in ImportRun.objects.filter(source__in=keys).order_by("pk"):
        if holds(run, keys[run.source_id]):
            jobs.enqueue(tasks.forget_file, run.public_id)


def holds(run: ImportRun, keys: Collection[str]) -> bool:
    """Whether the file of a run has one of these records, or may have.

    People that were left out of the rows are still in the file itself; one that was not read to
    its end may hold anyone.
    """
    folder = plan.folder_of(run)
    if not folder.is_dir():
        return False
    path = folder / staging.FILE_NAME
    try:
        return staging.facts(path)["persons"] > 0 or staging.has_any(path, keys)
    except staging.Unfinished:
        return True
