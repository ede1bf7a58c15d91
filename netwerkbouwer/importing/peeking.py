# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shows the first rows of a sheet to whoever has to say what stands where. Pure.

The file is opened in a process of its own, as for reading (`confined.py`), and only the first rows
come back. Run as a script: one JSON object on standard input, one on standard output.
"""

import itertools
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MOST_ROWS = 200
MOST_CELL = 500
PATIENCE = 20  # seconds
BROKEN = (
    "We konden dit bestand niet openen: het is te groot of beschadigd. Bewaar het opnieuw als "
    ".xlsx, .ods of .csv en probeer het nog eens."
)


class Unreadable(Exception):
    """The file cannot be shown; the text is a Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Peek:
    """The first rows of one sheet, and which other sheets there are: (name, rows)."""

    sheet: str
    sheets: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    is_all: bool


def peek(path: Path, sheet: str = "") -> Peek:
    """The first rows of a sheet; of the one with most rows when none is named.

    Raises Unreadable.
    """
    # At the top of the module this would be loaded in the small process too.
    from netwerkbouwer.common import own_process

    job = json.dumps({"path": str(path.resolve()), "sheet": sheet}).encode()
    try:
        done = own_process.run(Path(__file__), job, patience=PATIENCE)
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        raise Unreadable(BROKEN) from None
    if "refused" in told:
        raise Unreadable(told["refused"])
    return Peek(
        told["sheet"],
        tuple((name, rows) for name, rows in told["sheets"]),
        tuple(tuple(row) for row in told["rows"]),
        told["is_all"],
    )


def look(path: Path, sheet: str) -> dict[str, object]:
    """What `peek` tells, as plain values."""
    from netwerkbouwer.common import grids
    from netwerkbouwer.importing import intake
    from netwerkbouwer.importing.limits import LIMITS

    try:
        intake.look(path, LIMITS["upload"])
        found = grids.sheets(path)
        named = sheet or max(found, key=lambda one: one.rows, default=grids.Sheet("", 0, 0)).name
        rows = list(itertools.islice(grids.rows(path, named), MOST_ROWS + 1))
    except (grids.Unreadable, intake.Refused) as refusal:
        return {"refused": str(refusal)}
    return {
        "sheet": named,
        "sheets": [[one.name, one.rows] for one in found],
        "rows": [[cell[:MOST_CELL] for cell in row] for row in rows[:MOST_ROWS]],
        "is_all": len(rows) <= MOST_ROWS,
    }


def main() -> None:
    job = json.load(sys.stdin.buffer)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from netwerkbouwer.importing import confined
    from netwerkbouwer.importing.limits import LIMITS

    limits = {"memory": LIMITS["upload"].memory, "processor": PATIENCE, "staged": 0}
    confined.limit(limits)
    confined.leave_network(os.getppid())
    confined.forbid_outside()
    json.dump(look(Path(job["path"]), job["sheet"]), sys.stdout)


if __name__ == "__main__":
    main()
