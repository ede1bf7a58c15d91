# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast one finds something among a million, and whether that goes on while the index changes.

    python -m benchmarks.directory.searching build|ask ENGINE PLACE ROWS SEED    (one step; JSON)

Beside it, in the same run: the full text of SQLite and of PostgreSQL with the same words. Each step
is a process of its own, so that its memory is too.
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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import figures
from benchmarks.directory import search_corpus, search_engines

ROWS, SHORT_ROWS = 1_000_000, 20_000
EACH = 60  # questions of each kind
TIMES = 3  # that ours gets each of them
PATIENCE = 20.0  # seconds for each kind of question; who is slower answers fewer
LEAST_FOUND = 0.9  # of the names that are typed as they are
READERS, UPDATES = 3, 50

EXPLAINED = (
    "The packaged organisations multiplied, each copy with another name (half of one, half of "
    "another, one in three with a word of its own). Per question p50 / p99 in ms as it was on this "
    "machine, and between brackets the time that a core computed for it: on a busy machine the "
    "first tells of the neighbours too. Behind it how many questions, and of names how many found "
    "theirs among the first 20. Ours gives each time the whole page (names with slips, subjects, "
    "total, counts per sector); the others the 20 best, and for subjects the counts. A question of "
    f"PostgreSQL ends after {search_engines.LONGEST} s. Making it: of ours with the analysis of "
    "all texts, of the others without. Goal: p99 ≤ 20 ms."
)

KEPT = " The directories were kept: making them was measured before, in a run of its own."


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    rows = rows_of(options)
    told, good = [], True
    places = {"ours": folder("ours"), "sqlite": folder("sqlite"), "postgresql": cluster()}
    for engine, place in places.items():
        with place as where:
            if where is None:
                told.append({"name": "PostgreSQL full text: not installed here"})
                continue
            built = once(engine, where, rows, options.seed)
            asked = step("ask", engine, where, rows, options.seed)
            told.append({**built, **asked})
            print(f"  {told[-1]}", file=sys.stderr, flush=True)
            if engine == "ours":
                good = asked["kinds"]["name, exact"]["found"] >= LEAST_FOUND
    note = KEPT if kept() else ""
    return f"{EXPLAINED}{note}\n\n{engines_table(told, rows)}", good


def prove_changing(options: argparse.Namespace) -> tuple[str, bool]:
    """Others go on searching while the index changes: no errors, and no change is lost."""
    rows = rows_of(options)
    with folder("ours") as where:
        assert where is not None
        once("ours", where, rows, options.seed)
        gave = step("change", "ours", where, rows, options.seed)
    return changing_text(gave, rows), not gave["errors"] and gave["there"] == UPDATES


def rows_of(options: argparse.Namespace) -> int:
    return int(os.environ.get("NB_BENCH_ROWS", SHORT_ROWS if options.short else ROWS))


def kept() -> Path | None:
    """Where directories stay between runs, so that one can ask again without making them again."""
    path = os.environ.get("NB_BENCH_SEARCH", "")
    return Path(path) if path else None


@contextmanager
def folder(name: str) -> Iterator[str | None]:
    stays = kept()
    path = stays / name if stays else Path(tempfile.mkdtemp(prefix="nb-search-"))
    path.mkdir(parents=True, exist_ok=True)
    try:
        yield str(path)
    finally:
        if not stays:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[str | None]:
    """A private PostgreSQL, or the one that NB_BENCH_SEARCH_URL names."""
    from tools import postgres, system

    if url := os.environ.get("NB_BENCH_SEARCH_URL", ""):
        yield url
        return
    programs = system.postgres_programs()
    if programs is None:
        yield None
        return
    with postgres.cluster(programs) as url:
        yield url


def once(engine: str, where: str, rows: int, seed: int) -> dict[str, Any]:
    """Make the directory, or tell what making the one that is kept took."""
    stays = kept()
    note = stays / f"{engine}-{rows}-{seed}.json" if stays else None
    if note and note.exists():
        return dict(json.loads(note.read_text(encoding="utf-8")))
    built = step("build", engine, where, rows, seed)
    if note:
        note.write_text(json.dumps(built), encoding="utf-8")
    return built


def step(name: str, engine: str, place: str, rows: int, seed: int) -> dict[str, Any]:
    """One step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.directory.searching", name, engine, place]
    done = subprocess.run(
        [*command, str(rows), str(seed)], cwd=figures.ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class Feed:
    """Gives documents and knows how long making them took: that is not the work of an engine."""

    def __init__(self, documents: Iterable[Any]) -> None:
        self.documents, self.seconds = iter(documents), 0.0

    def __iter__(self) -> Iterator[Any]:
        while True:
            began = time.perf_counter()
            one = next(self.documents, None)
            self.seconds += time.perf_counter() - began
            if one is None:
                return
            yield one


def build(engine: search_engines.Engine, rows: int, seed: int) -> dict[str, Any]:
    search_corpus.real()
    feed = Feed(search_corpus.documents(rows, seed))
    began = time.perf_counter()
    engine.build(feed)
    taken = time.perf_counter() - began - feed.seconds
    engine.open()
    return {
        "name": engine.name,
        "build": taken,
        "size": engine.size() / 1e6,
        "build_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def ask(engine: search_engines.Engine, rows: int, seed: int) -> dict[str, Any]:
    """Every question once to warm up, then measured, kind by kind."""
    kinds = defaultdict(list)
    for question in search_corpus.questions(rows, seed, EACH):
        kinds[question.kind].append(question)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    engine.open()
    opened = time.perf_counter() - began
    times = TIMES if isinstance(engine, search_engines.Ours) else 1
    return {
        "kinds": {kind: _asked(engine, those, times) for kind, those in kinds.items()},
        "opened": opened,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before,
    }


def _asked(
    engine: search_engines.Engine, questions: Sequence[search_corpus.Question], times: int
) -> dict[str, Any]:
    wall, own, found, wanted = [], [], 0, 0
    engine.ask(questions[0])
    until = time.perf_counter() + PATIENCE
    for question in [one for one in questions for _ in range(times)]:
        computed, began = engine.computed(), time.perf_counter()
        pks = engine.ask(question)
        wall.append(time.perf_counter() - began)
        own.append(engine.computed() - computed)
        wanted += bool(question.wanted)
        found += question.wanted in pks
        if time.perf_counter() > until:
            break
    both = [[figures.percentile(each, share) for share in (0.5, 0.99)] for each in (wall, own)]
    share = found / wanted if wanted else None
    return {"wall": both[0], "own": both[1], "asked": len(wall), "found": share}


def engines_table(told: Sequence[dict[str, Any]], rows: int) -> str:
    kinds = list(told[0]["kinds"])
    lines = [
        f"| {rows:,} organisations | " + " | ".join(one["name"] for one in told) + " |",
        "| --- " * (len(told) + 1) + "|",
    ]
    for kind in kinds:
        cells = [_cell(one["kinds"][kind]) if "kinds" in one else "–" for one in told]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    for title, name, unit in (
        ("making it", "build", "s"),
        ("on disk", "size", "MB"),
        ("memory to make it (this process)", "build_memory", "MB"),
        ("memory that questions add (this process)", "memory", "MB"),
    ):
        cells = [f"{one[name]:,.0f} {unit}" if name in one else "–" for one in told]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(kind: dict[str, Any]) -> str:
    wall, own = (
        " / ".join(f"{1000 * each:,.1f}" for each in kind[name]) for name in ("wall", "own")
    )
    found = "" if kind["found"] is None else f", {kind['found']:.0%} found"
    return f"{wall} ({own}); {kind['asked']}×{found}"


def changing_text(gave: dict[str, Any], rows: int) -> str:
    return (
        f"{rows:,} organisations: {READERS} processes asked on end, a fourth made the index anew, "
        f"a fifth brought in {UPDATES} changes one by one. {gave['answers']:,} answers, "
        f"{gave['errors']} errors or half indexes; afterwards {gave['there']} of {UPDATES} changes "
        f"were in the new index. A change took p50 {gave['update'][0]:.2f} s, p99 "
        f"{gave['update'][1]:.2f} s; answers p50 {1000 * gave['answer'][0]:.1f} ms, p99 "
        f"{1000 * gave['answer'][1]:.0f} ms."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("build", "ask", "change"))
    parser.add_argument("engine", choices=("ours", "sqlite", "postgresql"))
    parser.add_argument("place")
    parser.add_argument("rows", type=int)
    parser.add_argument("seed", type=int)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    django.setup()
    if options.step == "change":
        from benchmarks.directory import search_changing

        print(json.dumps(search_changing.measure(Path(options.place), options.rows, options.seed)))
        return
    run = build if options.step == "build" else ask
    engine = search_engines.make(options.engine, options.place)
    print(json.dumps(run(engine, options.rows, options.seed)))


if __name__ == "__main__":
    main()
