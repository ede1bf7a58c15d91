# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes the files of the whole directory, and says which ones there are."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from netwerkbouwer.common import jobs
from netwerkbouwer.organisations.open_data import formats, rows

NAMES: dict[str, Callable[[Path, str], formats.Writer]] = {
    "organisaties.csv": formats.CsvFile,
    "organisaties.geojson": formats.GeoJsonFile,
    "organisaties.jsonld": formats.OsloFile,
    "organisaties-hsds.zip": formats.HsdsPackage,
}
LIST = "lijst.json"
TOLD_EVERY = 2_000


@dataclass(frozen=True)
class Export:
    """One set of files, made at one moment from the same rows; sizes in bytes."""

    made_at: datetime
    count: int
    licences: dict[str, int]
    sizes: dict[str, int]


def make(base: str, *, tell: Callable[[int], None] | None = None) -> Export:
    """Write all files anew beside the old ones and put them in their place.

    `base` is the address of this site without a slash at the end.
    """
    root: Path = settings.EXPORT_DIR
    work = root / f"new-{timezone.now():%Y%m%d%H%M%S%f}"
    work.mkdir(parents=True)
    try:
        export = _write(work, base, tell)
        _replace(work, root / "current")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return export


def renew_later() -> None:
    """Have the files made anew by the worker, if there are any: someone may be in them no more."""
    if latest() is not None:
        jobs.enqueue(renew, LIST)


def make_first() -> None:
    """Have the files made by the worker when there are none yet."""
    if latest() is None:
        jobs.enqueue(renew, LIST)


def renew(running: jobs.Running, _subject: str) -> None:
    """Make them anew, as a job; cut off, the old ones stay until it is done again."""
    make(settings.SITE_ADDRESS, tell=running.tell)


def _write(work: Path, base: str, tell: Callable[[int], None] | None) -> Export:
    writers = [writer(work / name, base) for name, writer in NAMES.items()]
    count, licences = 0, dict[str, int]()
    for row in rows.rows():
        for writer in writers:
            writer.add(row)
        count += 1
        licences[row.licence] = licences.get(row.licence, 0) + 1
        if tell is not None and count % TOLD_EVERY == 0:
            tell(count)
    for writer in writers:
        writer.close()
    sizes = {name: (work / name).stat().st_size for name in NAMES}
    export = Export(timezone.now(), count, licences, sizes)
    told = {**export.__dict__, "made_at": export.made_at.isoformat()}
    (work / LIST).write_text(json.dumps(told), encoding="utf-8")
    return export


def _replace(work: Path, current: Path) -> None:
    """Who is downloading keeps the old file: it stays open, though it has no name any more."""
    old = current.with_name("old")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.rename(old)
    work.rename(current)
    shutil.rmtree(old, ignore_errors=True)


def latest() -> Export | None:
    """The files that can be had now; None when none were made yet."""
    try:
        text = (settings.EXPORT_DIR / "current" / LIST).read_text(encoding="utf-8")
        told: dict[str, Any] = json.loads(text)
        return Export(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})
    except (OSError, ValueError, TypeError):
        return None


def path_of(name: str) -> Path | None:
    """Where a file is; None for a name that we do not make, or not yet."""
    path: Path = settings.EXPORT_DIR / "current" / name
    return path if name in NAMES and path.is_file() else None
