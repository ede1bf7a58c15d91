# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prove the suggestions: right partners, reasons that hold, variety, speed.

    python -m benchmarks.matching [--short] [--part needs] [--write docs/quality.md]

Every part is bounded, can be run alone and again, and ends only what it started. A part with a
fault gives exit status 1; a goal that is not reached stands in the text. Times are for reading.
`NB_BENCH_KEPT` names a folder in which the loaded directory stays between runs.
"""

import argparse
import importlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import figures

# Each part is a module with `prove(options) -> (text, is good)`; read only when it is asked for.
PARTS = (
    "needs",
    "cooperation",
    "complement",
    "behaviour",
    "reasons",
    "combinations",
    "speed",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./nb prove matching", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--short", action="store_true", help="the same, fewer and shorter")
    parser.add_argument("--whole", action="store_true", help="everything there is")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--write", type=Path, help="write the figures into this document")
    options = parser.parse_args()
    with home():
        return run(options)


@contextmanager
def home() -> Iterator[None]:
    """A database and an index of our own, kept between runs only when asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    kept = os.environ.get("NB_BENCH_KEPT", "")
    with tempfile.TemporaryDirectory(prefix="netwerkbouwer-bench-") as folder:
        os.environ["NB_DATA_DIR"] = kept or folder
        import django

        django.setup()
        yield


def run(options: argparse.Namespace) -> int:
    is_good = True
    for name in options.part or PARTS:
        print(f"{name} …", file=sys.stderr, flush=True)
        began = time.monotonic()
        text, good = importlib.import_module(f"benchmarks.matching.{name}").prove(options)
        is_good = is_good and good
        whole = f"{heading(options, time.monotonic() - began)}\n\n{text}"
        print(f"\n{whole}\n", flush=True)
        if options.write:
            figures.put(options.write, f"matching:{name}", whole)
    return 0 if is_good else 1


def heading(options: argparse.Namespace, taken: float) -> str:
    """When, where and how these figures were made."""
    kind = "short form" if options.short else "usual form"
    busy = os.getloadavg()[2] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{figures.surroundings()} {os.cpu_count()} cores; seed {options.seed}, {kind}, "
        f"{taken / 60:.1f} minutes, load of the machine over its last quarter {busy:.1f}."
    )


if __name__ == "__main__":
    sys.exit(main())
