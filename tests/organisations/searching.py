# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What processes do to one index at the same time; apart, as each of them reads this module."""

from collections.abc import Sequence
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from netwerkbouwer.organisations import finding, index_reader, search_index
from netwerkbouwer.organisations.facts import SearchRequest
from netwerkbouwer.organisations.search_index import IndexDocument

ROWS, UPDATES = 400, 50


def fetch(pks: Sequence[int]) -> list[IndexDocument]:
    return [IndexDocument(pk=pk, name="Huis", sectors=("welzijn",)) for pk in pks]


def read(root: Path, ready: Event, stop: Event, results: Any) -> None:
    """Search until told to stop; anything that is not a whole answer is an error."""
    wrong: list[str] = []
    count = 0
    while not stop.is_set():
        try:
            index = index_reader.snapshot(root)
            there = (index.searcher.num_docs, len(index.numbers.pk))
            total = finding.find(root, SearchRequest(text="huis")).total
            if there[0] != there[1] or min(*there, total) < ROWS:
                wrong.append(f"{there} {total}")
        except Exception as error:
            wrong.append(repr(error))
        count += 1
        ready.set()
    results.put((count, wrong))


def rebuild(root: Path) -> None:
    """Three times anew, while `update` goes on."""
    for _ in range(3):
        search_index.build(root, fetch(range(1, ROWS + 1)), fetch=fetch)


def update(root: Path) -> None:
    for pk in range(ROWS + 1, ROWS + UPDATES + 1):
        search_index.update(root, [pk], fetch)
