# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a measurement gives, and how it is written down."""

import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from netwerkbouwer import __version__

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    value: str
    beside: str = ""
    """The same work by what someone would pick instead, in the same run."""
    budget: str = ""


def timed(run: Callable[[], object], times: int) -> list[float]:
    """Seconds of each of `times` runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return seconds


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def percentile(seconds: list[float], share: float) -> float:
    """The value below which `share` of the measurements lie."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(seconds: list[float]) -> float:
    return statistics.median(seconds)


def table(figures: list[Figure]) -> str:
    lines = ["| what | measured | beside it | budget |", "| --- | --- | --- | --- |"]
    lines += [f"| {f.what} | {f.value} | {f.beside or '–'} | {f.budget or '–'} |" for f in figures]
    return "\n".join(lines)


def put(path: Path, mark: str, text: str) -> None:
    """Put a text between two marks in a document, and leave the rest of it alone."""
    start, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    document = path.read_text(encoding="utf-8")
    if start not in document:
        document = f"{document.rstrip()}\n\n{start}\n{end}\n"
    before, rest = document.split(start, 1)
    after = rest.split(end, 1)[1]
    path.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")


def commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip() or "unknown"


def surroundings() -> str:
    """Version, date and machine, so that figures can be compared."""
    return (
        f"Netwerkbouwer {__version__} ({commit()}), {time.strftime('%d %B %Y')}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()} {platform.machine()}."
    )
