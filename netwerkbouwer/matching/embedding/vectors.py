# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vectors of texts on disk: made in batches, taken up again, mapped into memory. Pure.

    <folder>/drafts/<n>.npz     batches of a making that goes on or was cut off
    <folder>/<n>/marks.npy      marks of texts, sorted, each once
    <folder>/<n>/values.npy     their vectors, float16

The highest number is in use. A vector belongs to the mark of its text, not to an organisation: who
changes a text leaves its vector behind at once, and equal texts share one. All of it can be made
again.
"""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.int64]
Values = NDArray[Any]
Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Tell = Callable[[int], None]

BATCH = 256  # texts; what a cut costs at most
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Stored:
    """Vectors by the marks of their texts."""

    marks: Marks
    values: Values

    def places(self, marks: Marks) -> NDArray[np.int64]:
        """The row of each mark; -1 for one that is not there."""
        if not len(self.marks):
            return np.full(len(marks), NOWHERE, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.marks, marks), len(self.marks) - 1)
        return np.where(self.marks[found] == marks, found, NOWHERE)


def mark(text: str) -> int:
    """A whole number for a text, the same on every computer."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def newest(folder: Path) -> int:
    """The number in use; 0 when there is none."""
    names = os.listdir(folder) if folder.is_dir() else []
    return max((int(name) for name in names if name.isdigit()), default=0)


def read(folder: Path, number: int) -> Stored | None:
    """Map what is in use; None when there is nothing that can be read."""
    try:
        marks = np.load(folder / str(number) / "marks.npy", mmap_mode="r")
        values = np.load(folder / str(number) / "values.npy", mmap_mode="r")
    except (OSError, ValueError, EOFError):
        return None
    return Stored(marks, values) if len(marks) == len(values) else None


def make(folder: Path, texts: Iterable[str], encode: Encode, tell: Tell | None = None) -> int:
    """Make the vectors of all these texts, and only those, and put them in use; give how many.

    What is there already, from before or from a making that was cut off, is not made again.
    `tell` gets the number of texts so far, and may raise to stop.
    """
    drafts = folder / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    sources = [found for path in sorted(drafts.glob("*.npz")) if (found := _draft(path))]
    before = newest(folder)
    if before and (old := read(folder, before)):
        sources.insert(0, old)
    known = {int(one) for source in sources for one in source.marks}
    wanted: set[int] = set()
    waiting: dict[int, str] = {}
    for count, text in enumerate(texts, start=1):
        of_text = mark(text)
        wanted.add(of_text)
        if of_text not in known:
            known.add(of_text)
            waiting[of_text] = text
        if len(waiting) >= BATCH:
            sources.append(_encode(drafts, waiting, encode))
        if tell is not None and count % BATCH == 0:
            tell(count)
    if waiting:
        sources.append(_encode(drafts, waiting, encode))
    _publish(folder, before + 1, sources, wanted)
    return len(wanted)


def _draft(path: Path) -> Stored | None:
    """A batch from before; one that was cut off while it was written is thrown away."""
    try:
        with np.load(path, allow_pickle=False) as found:
            return Stored(found["marks"], found["values"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        path.unlink()
        return None


def _encode(drafts: Path, waiting: dict[int, str], encode: Encode) -> Stored:
    """Make one batch and keep it; empties `waiting`."""
    values = encode(list(waiting.values())).astype(np.float16)
    made = Stored(np.fromiter(waiting, dtype=np.int64), values)
    number = len(list(drafts.iterdir()))
    draft = drafts / f"{number:06d}.tmp"
    with draft.open("wb") as file:
        np.savez(file, marks=made.marks, values=made.values)
    draft.replace(drafts / f"{number:06d}.npz")
    waiting.clear()
    return made


def _publish(folder: Path, number: int, sources: Sequence[Stored], wanted: set[int]) -> None:
    """Write all wanted vectors in order of their marks; the folder gets its name at the end."""
    marks = np.sort(np.fromiter(wanted, dtype=np.int64, count=len(wanted)))
    dimensions = next((source.values.shape[1] for source in sources), 0)
    draft = folder / f"{number}.tmp"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    shape = (len(marks), dimensions)
    values = np.lib.format.open_memmap(
        draft / "values.npy", mode="w+", dtype=np.float16, shape=shape
    )
    for source in sources:
        at = np.minimum(np.searchsorted(marks, source.marks), max(0, len(marks) - 1))
        here = np.flatnonzero(marks[at] == source.marks) if len(marks) else np.empty(0, np.int64)
        values[at[here]] = source.values[here]
    values.flush()
    np.save(draft / "marks.npy", marks)
    draft.rename(folder / str(number))
    shutil.rmtree(folder / "drafts", ignore_errors=True)
    # Readers may still have the one before open.
    for path in folder.iterdir():
        if path.name.isdigit() and int(path.name) < number - 1:
            shutil.rmtree(path, ignore_errors=True)
