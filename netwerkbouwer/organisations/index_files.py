# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the search index lies on disk, and how one version takes the place of another. Pure.

    search/version.json       names the folder in use; replaced in one step, readers watch it
    search/i-<time>-<n>/      a tantivy index, and numbers/<revision>/*.npy

A rebuild makes a new folder; readers that still have the old one open keep it. Everything here can
be made again from the database, so a wrong or missing file is only ever 'unavailable'.
"""

import json
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from netwerkbouwer.common import locks

VERSION_FILE = "version.json"
KEPT_FOLDERS = 2
KEPT_REVISIONS = 2
LOCK_SECONDS = 60.0
_HOW_TO_BUILD = "Wie dit beheert, maakt hem opnieuw met: netwerkbouwer build_search_index."
MISSING = f"De zoekindex is er nog niet. {_HOW_TO_BUILD}"
DAMAGED = f"De zoekindex is beschadigd. {_HOW_TO_BUILD}"
OTHER_VERSION = f"De zoekindex is van een andere versie. {_HOW_TO_BUILD}"
BUSY = "De zoekindex wordt al bijgewerkt. Probeer het zo nog eens."

_in_process = threading.Lock()


class IndexUnavailable(Exception):
    """There is no index that can be read; the text is a Dutch sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """What is in use. `analyser` is dutch.ANALYSER_VERSION, `high_water` the highest key in it.

    `revision` grows with each update of the same folder.
    """

    folder: str
    layout: int
    analyser: str
    count: int
    high_water: int
    revision: int
    built_at: str


def read_version(root: Path) -> IndexVersion:
    """Give the version in use. Raises IndexUnavailable."""
    try:
        stored = json.loads((root / VERSION_FILE).read_text(encoding="utf-8"))
        version = IndexVersion(**stored)
        if os.sep in version.folder or not (root / version.folder).is_dir():
            raise ValueError(version.folder)
    except FileNotFoundError:
        raise IndexUnavailable(MISSING) from None
    except (OSError, ValueError, TypeError):
        raise IndexUnavailable(DAMAGED) from None
    return version


def write_version(root: Path, version: IndexVersion) -> None:
    """Put a version in use, in one step."""
    draft = root / f"{VERSION_FILE}.{os.getpid()}.{threading.get_ident()}.tmp"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(version), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / VERSION_FILE)


def stamp(root: Path) -> tuple[int, int, int]:
    """A value that differs once another version is in use; cheap. Raises IndexUnavailable."""
    try:
        found = (root / VERSION_FILE).stat()
    except OSError:
        raise IndexUnavailable(MISSING) from None
    return found.st_mtime_ns, found.st_ino, found.st_size


def new_folder(root: Path) -> Path:
    folder = root / f"i-{int(time.time())}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    return folder


def tidy(root: Path, used: str) -> None:
    """Remove what no reader should need any more; the one before may still be open somewhere."""
    folders = sorted(path for path in root.glob("i-*") if path.is_dir() and path.name != used)
    for folder in folders[: max(0, len(folders) - KEPT_FOLDERS + 1)]:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def building(root: Path) -> Iterator[None]:
    """One rebuild at a time; updates go on. Raises IndexUnavailable after a while."""
    root.mkdir(parents=True, exist_ok=True)
    with _held(root / "building.lock"):
        yield


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """One writer at a time, of all threads and processes. Raises IndexUnavailable after a while."""
    root.mkdir(parents=True, exist_ok=True)
    if not _in_process.acquire(timeout=LOCK_SECONDS):
        raise IndexUnavailable(BUSY)
    try:
        with _held(root / "writing.lock"):
            yield
    finally:
        _in_process.release()


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    with ExitStack() as held:
        try:
            held.enter_context(locks.hold(lock, seconds=LOCK_SECONDS))
        except locks.StillHeld:
            raise IndexUnavailable(BUSY) from None
        yield
