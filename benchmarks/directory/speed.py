# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast facts go into the directory, and how much memory that takes: SQLite and PostgreSQL.

    python -m benchmarks.directory.speed ROWS      (one run in this process; prints JSON)

Rows are those of the packaged registers, multiplied: each copy gets a key, a name and a number of
its own. Reading (a row to a checked record) and applying are timed apart.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import figures

if TYPE_CHECKING:
    from netwerkbouwer.organisations.models import Delivery
    from netwerkbouwer.organisations.records import OrganisationRecord

SIZES = (20_000, 200_000)
WHOLE = 2_000_000
BATCH = 2_000
CHANGED = 10  # one in so many rows differs the second time
NEEDED = 12_000  # new rows applied per second on SQLite


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    """A table of runs; the speed is for reading, a count that is wrong is a fault."""
    sizes = SIZES[:1] if options.short else (*SIZES, *([WHOLE] if options.whole else []))
    rows, good = [], True
    for name, database in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        for size in sizes:
            with database() as env:
                if env is None:
                    rows.append(f"| {name} | not installed here |" + " |" * 7)
                    break
                gave = run(size, env)
            good = good and gave["is_good"]
            rows.append(line(name, gave))
            print(f"  {rows[-1]}", file=sys.stderr, flush=True)
    return f"{EXPLAINED}\n\n{HEAD}\n" + "\n".join(rows), good


EXPLAINED = (
    f"Rows of the packaged registers, multiplied, in batches of {BATCH:,}, each one transaction on "
    "disk. Per second: rows read and checked; new rows applied (organisation, lists, record), and "
    "that per second our own process computed; rows that came again unchanged; rows of which one "
    f"in {CHANGED} changed; records taken back by an undo. Memory is the most that the process "
    f"held of its own, with all of Django in it. Goal: ≥ {NEEDED:,} new rows per second on SQLite."
)
HEAD = (
    "| database | rows | read/s | new/s | new/CPU-s | unchanged/s | 1 in 10 changed/s | undone/s "
    "| memory |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def line(name: str, gave: dict[str, Any]) -> str:
    speeds = (gave[each] for each in ("read", "new", "own", "unchanged", "changed", "undone"))
    told = " | ".join(f"{speed:,.0f}" for speed in speeds)
    return f"| {name} | {gave['rows']:,} | {told} | {gave['megabytes']:,.0f} MB |"


@contextmanager
def sqlite() -> Iterator[dict[str, str] | None]:
    """The environment for a directory of its own, thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="nb-speed-"))
    try:
        yield {"NB_DATA_DIR": str(folder), "NB_DATABASE_URL": ""}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[dict[str, str] | None]:
    """The same with a private cluster; nothing when PostgreSQL is not installed."""
    from tools import postgres, system

    programs = system.postgres_programs()
    if programs is None:
        yield None
        return
    with sqlite() as env, postgres.cluster(programs) as url:
        assert env is not None
        yield env | {"NB_DATABASE_URL": url}


def run(rows: int, env: dict[str, str]) -> dict[str, Any]:
    """Measure in a process of its own, so that its memory is its own too."""
    command = [sys.executable, "-m", "benchmarks.directory.speed", str(rows)]
    done = subprocess.run(
        command, env={**os.environ, **env}, cwd=figures.ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(rows: int) -> dict[str, Any]:
    """One directory from nothing: everything new, again, changed, and taken back."""
    from django.core.management import call_command

    from netwerkbouwer.organisations import actions, models, writing

    call_command("migrate", verbosity=0)
    call_command("load_places", verbosity=0)
    source = actions.source_for("Proef")
    first, second = (actions.open_delivery(source=source) for _ in range(2))
    own = -time.process_time()
    read, new, made = _apply(rows, first, every=0)
    own += time.process_time()
    _, unchanged, _ = _apply(rows, second, every=0)
    _, changed, altered = _apply(rows, second, every=CHANGED)
    began = time.perf_counter()
    undone = len(writing.undo(second))
    taken = time.perf_counter() - began
    there = models.Organisation.objects.shown().count()
    return {
        "rows": rows,
        "read": rows / read,
        "new": rows / new,
        "own": rows / (own * new / (read + new)),
        "unchanged": rows / unchanged,
        "changed": rows / changed,
        "undone": undone / taken,
        "megabytes": _PEAK[0] / 1024,
        "is_good": (made, altered, undone, there) == (rows, altered, altered, rows),
    }


_PEAK = [0.0]


def _look_at_memory() -> None:
    """Remember the most memory of its own, in kB; what SQLite maps of its file is not."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        held = float(next(line for line in status.splitlines() if "RssAnon" in line).split()[1])
    except (OSError, StopIteration):
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _PEAK[0] = max(_PEAK[0], held)


def _apply(rows: int, delivery: "Delivery", every: int) -> tuple[float, float, int]:
    """Take in so many rows; seconds of reading and of applying, and how many changed anything."""
    from netwerkbouwer.organisations import writing

    reading = applying = 0.0
    touched = 0
    records = islice(copies(every), rows)
    while True:
        began = time.perf_counter()
        batch = [writing.Incoming(record) for record in islice(records, BATCH)]
        between = time.perf_counter()
        reading += between - began
        if not batch:
            return reading, applying, touched
        written = writing.take_in(batch, delivery)
        applying += time.perf_counter() - between
        touched += len(written.new) + len(written.changed)
        _look_at_memory()


def copies(every: int) -> Iterator["OrganisationRecord"]:
    """Records without end, each of its own; one in `every` has another street."""
    from netwerkbouwer.organisations import actions, files, records

    path = actions.STARTER / "registers.csv.gz"
    number = 0
    for turn in count():
        for row in files.read(path):
            if isinstance(row, records.RowError):
                continue
            number += 1
            kbo = 10_000_000 + number
            yield replace(
                row,
                source_id=f"{row.source_id}#{turn}",
                name=f"{row.name} {turn}" if turn else row.name,
                identifiers=(("KBO", f"{kbo}{97 - kbo % 97:02}"),),
                street="Een ander adres 1" if every and number % every == 0 else row.street,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    django.setup()
    print(json.dumps(measure(options.rows)))


if __name__ == "__main__":
    main()
