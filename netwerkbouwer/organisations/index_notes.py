# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notes beside the search index: which organisations changed and are not in it yet. Pure.

    search/changed/<time>-<n>   keys, left by whoever changed rows, before waiting for its turn
    search/meanwhile            keys that changed since a rebuild began

Who gets to write takes all notes along: changes that wait become one change, and what a crash or a
long queue left undone is done by the next. A rebuild reads rows for minutes while others go on
writing to the old index; what they wrote is brought into the new one before it is put in use.
"""

import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CHANGED, MEANWHILE = "changed", "meanwhile"


@dataclass(frozen=True, slots=True)
class Notes:
    """What waits to be written: keys in order, and the files that say so."""

    pks: list[int]
    files: tuple[Path, ...]

    def drop(self) -> None:
        """What they ask for is in the index, or will be in the next one."""
        for file in self.files:
            file.unlink(missing_ok=True)


def leave(root: Path, pks: Iterable[int]) -> None:
    """Note that these changed; their rows must have been committed."""
    folder = root / CHANGED
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns()}-{secrets.token_hex(4)}"
    draft = folder / f".{name}"
    draft.write_text(_lines(pks), encoding="ascii")
    draft.replace(folder / name)


def waiting(root: Path) -> Notes:
    """All notes; only for who holds the right to write."""
    files = tuple(sorted((root / CHANGED).glob("[0-9]*")))
    return Notes(sorted({pk for file in files for pk in _keys(file)}), files)


def begin(root: Path) -> None:
    """From now on keep what changes for the index that is being made."""
    (root / MEANWHILE).write_text("", encoding="ascii")


def keep(root: Path, pks: Iterable[int]) -> None:
    """Keep these for the index that is being made, if one is.

    A rebuild that died leaves its file behind, and the next one starts it anew: until then it
    grows by a few bytes for each change.
    """
    if (root / MEANWHILE).exists():
        with (root / MEANWHILE).open("a", encoding="ascii") as file:
            file.write(_lines(pks))


def meanwhile(root: Path) -> list[int]:
    """What changed since the rebuild began."""
    return sorted(set(_keys(root / MEANWHILE)))


def end(root: Path) -> None:
    (root / MEANWHILE).unlink(missing_ok=True)


def forget(root: Path) -> None:
    """Without an index there is nothing to bring up to date: making it reads all rows."""
    shutil.rmtree(root / CHANGED, ignore_errors=True)


def _lines(pks: Iterable[int]) -> str:
    return "".join(f"{pk}\n" for pk in pks)


def _keys(file: Path) -> list[int]:
    """Keys of a file; a line that a crash cut short is no key."""
    try:
        text = file.read_text(encoding="ascii", errors="ignore")
    except OSError:
        return []
    return [int(line) for line in text.splitlines() if line.isdigit()]
