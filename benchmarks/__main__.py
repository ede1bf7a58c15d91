# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the product beside what someone would pick instead, in one run.

    ./nb bench [web] [boards] [layout] [drawing] [search] [setup]     measure, print a table
    ./nb quality                                            the same, into docs/quality.md

Nothing here is asserted: times are for reading. Every run is bounded and stops by itself.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import figures

PARTS = ("web", "search", "boards", "layout", "drawing", "setup")
MARK = "benchmarks"


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=[], help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--write", type=Path, help="write the table into this file")
    options = parser.parse_args()
    wrong = set(options.parts) - set(PARTS)
    if wrong:
        parser.error(f"unknown part {', '.join(sorted(wrong))}; choose from {', '.join(PARTS)}")
    measured: list[figures.Figure] = []
    with tempfile.TemporaryDirectory(prefix="netwerkbouwer-bench-") as folder:
        os.environ["NB_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
        for part in options.parts or PARTS:
            print(f"{part} …", file=sys.stderr, flush=True)
            measured += measure(part)
    text = f"{figures.surroundings()}\n\n{figures.table(measured)}"
    print(text)
    if options.write:
        figures.put(options.write, MARK, text)
    return 0


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
