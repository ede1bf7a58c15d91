# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast ten suggestions with reasons come, from twenty thousand to a million organisations.

    python -m benchmarks.matching.speed build|ask ours|postgresql PLACE ROWS SEED   (one step; JSON)

Each step is a process of its own, kept to one core; so is the PostgreSQL that answers beside it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks import figures

SIZES, SHORT_SIZES = (20_000, 100_000, 1_000_000), (12_000,)
WARMING, ASKED, SHORT_ASKED = 40, 400, 10
THEIRS = 60  # questions of PostgreSQL, within its patience
PATIENCE = 90.0  # seconds for all questions of one engine
LONGEST_MS = 30_000
GOAL_MS, GOAL_TIMES = 50.0, 10.0
NEAR_KM = 75.0
TEXTS_OF = "judged texts of the tuning half and terms of the thesaurus, askers drawn at random"

EXPLAINED = (
    "Ten suggestions with reasons, from the text to the rows of the ten, on one core. The packaged "
    "organisations multiplied under other names and places; one in three tells something of its "
    f"own, links between them at random. Questions: {TEXTS_OF}, half of them from an organisation "
    "with partners. In milliseconds as it was on this machine, and between brackets what a core "
    "computed. Cold: the first question of a process after index, arrays and database were put out "
    "of the page cache, thesaurus read. PostgreSQL: full text `dutch` on the same texts, any word, "
    "with a score of text, distance, sector and municipality in SQL, ten rows; once over all, once "
    f"only within {NEAR_KM:.0f} km. It gives no reasons. Goal: p99 ≤ {GOAL_MS:.0f} "
    f"ms at a million and {GOAL_TIMES:.0f} times faster than PostgreSQL."
)


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    lines = [EXPLAINED, "", HEADING, "| --- " * 8 + "|"]
    for rows in sizes(options):
        with place(rows) as where:
            ours = once("ours", str(where), rows, options)
            lines.append(row_of(f"{rows:,}", "Netwerkbouwer", ours))
            print(f"  {ours}", file=sys.stderr, flush=True)
        with cluster() as url:
            if url is None:
                lines.append(f"| {rows:,} | PostgreSQL: not installed here |" + " – |" * 6)
                continue
            theirs = once("postgresql", url, rows, options)
            for name in ("everywhere", "near"):
                told = {**theirs, **theirs[name]}
                lines.append(row_of(f"{rows:,}", f"PostgreSQL, {name}", told))
            lines.append(compared(rows, ours, theirs))
            print(f"  {theirs}", file=sys.stderr, flush=True)
    return "\n".join(lines), True


HEADING = (
    "| organisations | engine | p50 | p99 | cold | memory of its own (mapped files) | on disk | "
    "made in |"
)


def sizes(options: argparse.Namespace) -> tuple[int, ...]:
    given = os.environ.get("NB_BENCH_ROWS", "")
    if given:
        return (int(given),)
    return SHORT_SIZES if options.short else SIZES


def row_of(rows: str, name: str, told: dict[str, Any]) -> str:
    p50, p99 = (f"{1000 * told['wall'][at]:,.1f} ({1000 * told['own'][at]:,.1f})" for at in (0, 1))
    memory = f"{told['memory']:.0f} ({told['mapped']:.0f}) MB" if "memory" in told else "–"
    cold = f"{1000 * told['cold']:,.0f}" if "cold" in told else "–"
    return (
        f"| {rows} | {name}, {told['asked']}× | {p50} | {p99} | {cold} | {memory} |"
        f" {told['size']:,.0f} MB | {told['build']:,.0f} s |"
    )


def compared(rows: int, ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    """How many times faster, on the same questions."""
    cells = []
    for name in ("everywhere", "near"):
        times = [theirs[name]["wall"][at] / ours["wall"][at] for at in (0, 1)]
        cells.append(f"{name}: p50 {times[0]:,.1f}×, p99 {times[1]:,.1f}×")
    return f"| {rows:,} | ours faster | {'; '.join(cells)} |" + " – |" * 5


@contextmanager
def place(rows: int) -> Iterator[Path]:
    """A folder for one directory; it stays when NB_BENCH_KEPT names where."""
    kept = os.environ.get("NB_BENCH_KEPT", "")
    path = Path(kept) / f"speed-{rows}" if kept else Path(tempfile.mkdtemp(prefix="nb-speed-"))
    path.mkdir(parents=True, exist_ok=True)
    try:
        yield path
    finally:
        if not kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[str | None]:
    from tools import postgres, system

    programs = system.postgres_programs()
    if programs is None:
        yield None
        return
    with postgres.cluster(programs) as url:
        yield url


def once(engine: str, where: str, rows: int, options: argparse.Namespace) -> dict[str, Any]:
    """Make the directory, unless it was kept, and ask."""
    note = Path(where) / f"built-{options.seed}.json" if engine == "ours" else None
    if note and note.exists():
        built = json.loads(note.read_text(encoding="utf-8"))
    else:
        built = step("build", engine, where, rows, options)
        if note:
            note.write_text(json.dumps(built), encoding="utf-8")
    return {**built, **step("ask", engine, where, rows, options)}


def step(
    name: str, engine: str, where: str, rows: int, options: argparse.Namespace
) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.matching.speed", name, engine, where]
    data = where if engine == "ours" else os.environ["NB_DATA_DIR"]
    done = subprocess.run(
        [*command, str(rows), str(options.seed), *(["--short"] if options.short else [])],
        cwd=figures.ROOT,
        env={**os.environ, "NB_DATA_DIR": data, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def pin(pid: int = 0) -> None:
    """Keep a process to the last core; where the system has no such thing, leave it."""
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(pid, {max(os.sched_getaffinity(0))})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("build", "ask"))
    parser.add_argument("engine", choices=("ours", "postgresql"))
    parser.add_argument("place")
    parser.add_argument("rows", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    django.setup()
    from benchmarks.matching import speed_engines

    engine = speed_engines.make(options.engine, options.place)
    began = time.perf_counter()
    if options.step == "build":
        engine.build(options.rows, options.seed)
        print(json.dumps({"build": time.perf_counter() - began, "size": engine.size() / 1e6}))
        return
    pin()
    asked = SHORT_ASKED if options.short else ASKED
    warming = SHORT_ASKED if options.short else WARMING
    print(json.dumps(engine.measure(options.rows, options.seed, warming, asked)))


if __name__ == "__main__":
    main()
