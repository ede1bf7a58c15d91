# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People search in other processes while the index is made anew and changes come in one by one."""

import argparse
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from benchmarks import figures
from benchmarks.directory import search_corpus
from netwerkbouwer.organisations import finding, index_reader, search_index
from netwerkbouwer.organisations.facts import SearchRequest
from netwerkbouwer.organisations.search_index import IndexDocument

READERS, UPDATES = 3, 50
TYPED = "bibliotheek"
LONGEST = 900.0  # seconds that all updates together may take


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    """0 errors, 0 half indexes, and every change in the new index."""
    from benchmarks.directory import searching

    return searching.prove_changing(options)


def measure(folder: Path, rows: int, seed: int) -> dict[str, Any]:
    """Readers, a rebuild and updates at once, each in processes of their own."""
    root, ways = folder / "search", multiprocessing.get_context("spawn")
    stop, results = ways.Event(), ways.Queue()
    readers = [
        ways.Process(target=read, args=(root, rows, stop, results), daemon=True)
        for _ in range(READERS)
    ]
    builder = ways.Process(target=rebuild, args=(root, rows, seed))
    changer = ways.Process(target=change, args=(root, rows, results))
    for process in (*readers, builder, changer):
        process.start()
    gathered = [results.get(timeout=LONGEST)]
    for process in (changer, builder):
        process.join()
    stop.set()
    gathered += [results.get(timeout=LONGEST) for _ in readers]
    for reader in readers:
        reader.join()
    answers = [seconds for one in gathered for seconds in one.get("answers", ())]
    updates = [seconds for one in gathered for seconds in one.get("updates", ())]
    there = index_reader.snapshot(root).numbers.rows_of(range(rows + 1, rows + UPDATES + 1))
    return {
        "answers": len(answers),
        "errors": sum(one.get("errors", 0) for one in gathered) + bool(builder.exitcode),
        "there": int((there >= 0).sum()),
        "update": [figures.percentile(updates, share) for share in (0.5, 0.99)],
        "answer": [figures.percentile(answers, share) for share in (0.5, 0.99)],
    }


def read(root: Path, rows: int, stop: Event, results: Any) -> None:
    """Ask on end; an index that holds too few, or text and numbers that differ, is an error."""
    answers, errors = [], 0
    while not stop.is_set():
        began = time.perf_counter()
        try:
            index = index_reader.snapshot(root)
            found = finding.find(root, SearchRequest(text=TYPED))
            whole = rows <= index.searcher.num_docs == len(index.numbers.pk)
            errors += not (whole and found.total)
        except Exception:
            errors += 1
        answers.append(time.perf_counter() - began)
        time.sleep(0.02)
    results.put({"answers": answers, "errors": errors})


def rebuild(root: Path, rows: int, seed: int) -> None:
    _ready()
    search_index.build(root, search_corpus.documents(rows, seed), fetch=fresh(rows))


def change(root: Path, rows: int, results: Any) -> None:
    """Bring in new organisations one by one, while the other index is being made."""
    _ready()
    search_corpus.real()
    updates = []
    for pk in range(rows + 1, rows + UPDATES + 1):
        began = time.perf_counter()
        search_index.update(root, [pk], fresh(rows))
        updates.append(time.perf_counter() - began)
    results.put({"updates": updates})


def fresh(rows: int) -> search_index.Fetch:
    """What the rows would give now."""

    def fetch(pks: Sequence[int]) -> list[IndexDocument]:
        known = search_corpus.real()
        return [replace(known[pk - rows], pk=pk) for pk in pks if pk > rows]

    return fetch


def _ready() -> None:
    import django

    django.setup()
