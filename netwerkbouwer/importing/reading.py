# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Has one file read into a staging file by a process of its own, and watches over it.

All or nothing: the staging file comes in its place after the last row was read. A process that
is stopped, too slow, or dies leaves nothing behind. Pure; `confined.py` is the other side.
"""

import json
import logging
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from netwerkbouwer.importing.confined import TOO_HEAVY
from netwerkbouwer.importing.limits import LIMITS, Limits
from netwerkbouwer.importing.options import Options

SCRIPT = Path(__file__).with_name("confined.py")
SOURCES = "netwerkbouwer.importing.sources"
PREFIX = "reading-"
DAY_PATIENCE = 10  # seconds
TICK = 0.25  # seconds between two looks at whether someone wants to stop
# Each thread of a library takes memory, and two cores are all we count on.
ALONE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "OSMIUM_POOL_THREADS",
         "OSMIUM_MAX_WORK_QUEUE_SIZE", "MALLOC_ARENA_MAX")  # fmt: skip

TOO_SLOW = "Het lezen van dit bestand duurde te lang. Deel het op in kleinere bestanden."
BROKEN = (
    "We konden dit bestand niet lezen: het is beschadigd, of anders opgebouwd dan we verwachten. "
    "Haal of bewaar het opnieuw."
)

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class Unreadable(Exception):
    """The file cannot be read; the text is a Dutch sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Read:
    """How it went: rows in the staging file, and how many of them are refused."""

    rows: int
    refused: int


def read(
    path: Path,
    reader: str,
    source: str,
    options: Options,
    target: Path,
    *,
    progress: Progress | None = None,
    limits: str = "upload",
) -> Read:
    """Read a file, or a folder of files, with a reader into the staging file `target`.

    `progress` gets bytes read and bytes in all, a few times a second; when it raises, the process
    ends and the exception goes on. `limits` is a key of LIMITS. Raises Unreadable.
    """
    _sweep(target.parent)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=target.parent) as folder:
        job = _job("rows", path, reader, folder, LIMITS[limits])
        job["source"], job["options"] = source, options.model_dump(mode="json")
        job["staged"] = str(Path(folder) / target.name)
        ended = _watch(job, progress or (lambda done, total: None))
        os.replace(job["staged"], target)
        return Read(ended["rows"], ended["refused"])


def day_of(path: Path, reader: str) -> date | None:
    """The day a file says it is of; None when it says nothing. Files are never opened here."""
    limits = replace(LIMITS["upload"], staged=0, patience=DAY_PATIENCE)
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        try:
            ended = _watch(_job("day", path, reader, folder, limits), lambda done, total: None)
            return date.fromisoformat(ended["day"]) if ended["day"] else None
        except (Unreadable, ValueError):
            return None


def _job(ask: str, path: Path, reader: str, folder: str, limits: Limits) -> dict[str, Any]:
    return {
        "ask": ask,
        "path": str(path.resolve()),
        "reader": reader,
        "folder": folder,
        "limits": asdict(limits),
        "sources": SOURCES,
        "parent": os.getpid(),
    }


def _sweep(folder: Path) -> None:
    """Remove what a reading left behind whose watcher was killed."""
    for left in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def _watch(job: dict[str, Any], progress: Progress) -> dict[str, Any]:
    until = time.monotonic() + job["limits"]["patience"]
    with (Path(job["folder"]) / "stderr").open("wb") as errors:
        child = _start(job, errors)
    try:
        for told in _told(child):
            if "ended" in told:
                return dict(told["ended"])
            if "refused" in told:
                raise Unreadable(str(told["refused"]))
            if "broke" in told:
                _log.warning("reading with %s broke: %s", job["reader"], told["broke"])
                raise Unreadable(BROKEN)
            progress(told.get("done", 0), told.get("total", 0))
            if time.monotonic() > until:
                raise Unreadable(TOO_SLOW)
        raise Unreadable(_epitaph(child, job))
    finally:
        child.kill()
        child.wait()


def _start(job: dict[str, Any], errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start the process without settings or secrets, and hand it the job."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    own = {"TMPDIR": job["folder"], "HOME": job["folder"], "PROJ_NETWORK": "OFF", "TZ": "UTC"}
    child = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=job["folder"],
        env={**kept, **own, **dict.fromkeys(ALONE, "1")},
    )
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(job).encode())
        child.stdin.close()
    except BrokenPipeError:
        pass  # it died already; the watcher will see that
    return child


def _told(child: "subprocess.Popen[bytes]") -> Iterator[dict[str, Any]]:
    """What the process says, and an empty word at every tick in which it says nothing."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    assert child.stdout is not None
    threading.Thread(target=_listen, args=(child.stdout, lines), daemon=True).start()
    last: dict[str, Any] = {}
    while True:
        try:
            line = lines.get(timeout=TICK)
        except queue.Empty:
            yield last
            continue
        if not line:
            return
        last = json.loads(line)
        yield last


def _listen(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    with pipe:
        for line in pipe:
            lines.put(line)
    lines.put(b"")


def _epitaph(child: "subprocess.Popen[bytes]", job: dict[str, Any]) -> str:
    """The sentence for a process that ended without a word."""
    status = child.wait()
    said = (Path(job["folder"]) / "stderr").read_bytes()[-300:]
    _log.warning("reading with %s died with status %s: %r", job["reader"], status, said)
    if status == -getattr(signal, "SIGXCPU", 0):
        return TOO_SLOW
    if status in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 0)) or b"Memory" in said:
        return TOO_HEAVY
    return BROKEN
