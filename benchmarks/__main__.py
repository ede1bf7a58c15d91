# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the product beside what someone would pick instead, in one run.

    ./nb bench [web] [boards] [layout] [drawing] [search] [setup] [matching]    measure, print
    ./nb quality                                            the same, into docs/quality.md

Nothing here is asserted: times are for reading. Every run is bounded and stops by itself.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import figures

PARTS = ("web", "search", "boards", "layout", "drawing", "setup")
MATCHING = "matching"  # writes its own sections; see benchmarks/matching
MARK = "benchmarks"


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=[], help=f"of: {', '.join((*PARTS, MATCHING))}")
    parser.add_argument("--write", type=Path, help="write the table into this file")
    options = parser.parse_args()
    known = (*PARTS, MATCHING)
    wrong = set(options.parts) - set(known)
    if wrong:
        parser.error(f"unknown part {', '.join(sorted(wrong))}; choose from {', '.join(known)}")
    parts = options.parts or known
    if some := [part for part in parts if part != MATCHING]:
        measure_all(some, options.write)
    return matching(options.write) if MATCHING in parts else 0


def measure_all(parts: Sequence[str], write: Path | None) -> None:
    measured: list[figures.Figure] = []
    with tempfile.TemporaryDirectory(prefix="netwerkbouwer-bench-") as folder:
        os.environ["NB_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
        for part in parts:
            print(f"{part} …", file=sys.stderr, flush=True)
            measured += measure(part)
    text = f"{figures.surroundings()}\n\n{figures.table(measured)}"
    print(text)
    if write:
        figures.put(write, MARK, text)


def matching(write: Path | None) -> int:
    """The suggestions, in a process with a directory of its own; its exit status."""
    extra = ["--write", str(write)] if write else []
    command = [sys.executable, "-m", "benchmarks.matching", *extra]
    return subprocess.run(command, cwd=figures.ROOT, check=False).returncode


def measure(part: str) -> list[figures.Figure]:
    """One part; modules that need Django are imported only after the settings are known."""
    import django

    django.setup()
    if part == "web":
        from benchmarks import web

        return web.measure()
    if part == "search":
        from benchmarks import search

        return search.measure()
    if part == "boards":
        from benchmarks import boards

        return boards.measure()
    if part == "layout":
        from benchmarks import layout

        return layout.measure()
    if part == "drawing":
        from benchmarks import drawing

        return drawing.measure()
    from benchmarks import setup

    return setup.measure()


if __name__ == "__main__":
    sys.exit(main())
