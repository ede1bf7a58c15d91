# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prove the directory: how fast it takes in, how well it knows who is who, what it refuses.

    python -m benchmarks.directory [--short] [--whole] [--part speed] [--write docs/quality.md]

Every part is bounded, stops by itself and ends only what it started. A part with a fault gives
exit status 1; times are for reading.
"""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path

from benchmarks import figures

# Each part is a module with `prove(options) -> (text, is good)`; read only when it is asked for.
PARTS = (
    "speed",
    "register",
    "identity",
    "sectors",
    "search",
    "search_changing",
    "bombs",
    "damaged",
    "kills",
)
MODULES = {"search": "searching"}  # where a part has another name than its module


def main() -> int:
    parser = argparse.ArgumentParser(prog="./nb prove directory", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--short", action="store_true", help="the same, fewer and shorter")
    parser.add_argument("--whole", action="store_true", help="also what takes an hour")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--write", type=Path, help="write the figures into this document")
    options = parser.parse_args()
    is_good = True
    for name in options.part or PARTS:
        print(f"{name} …", file=sys.stderr, flush=True)
        began = time.monotonic()
        text, good = prove(name, options)
        is_good = is_good and good
        whole = f"{heading(options, time.monotonic() - began)}\n\n{text}"
        print(f"\n{whole}\n", flush=True)
        if options.write:
            figures.put(options.write, f"directory:{name}", whole)
    return 0 if is_good else 1


def prove(name: str, options: argparse.Namespace) -> tuple[str, bool]:
    """Run a part: its `prove(options)`, or the figures of its `run()`, which are never wrong."""
    module = importlib.import_module(f"benchmarks.directory.{MODULES.get(name, name)}")
    if hasattr(module, "prove"):
        text, good = module.prove(options)
        return str(text), bool(good)
    return figures.table(module.run()), True


def heading(options: argparse.Namespace, taken: float) -> str:
    """When, where and how these figures were made."""
    kind = "short form" if options.short else "whole" if options.whole else "usual form"
    busy = os.getloadavg()[2] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{figures.surroundings()} {os.cpu_count()} cores; seed {options.seed}, {kind}, "
        f"{taken / 60:.1f} minutes, load of the machine over its last quarter {busy:.1f}."
    )


if __name__ == "__main__":
    sys.exit(main())
