# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running the parts of a proof: what one is asked with, and how its figures are headed."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import figures

Prove = Callable[[str, argparse.Namespace], tuple[str, bool]]


def options_of(area: str, about: str | None, parts: Sequence[str]) -> argparse.Namespace:
    """Read the command line of `./nb prove <area>`."""
    parser = argparse.ArgumentParser(prog=f"./nb prove {area}", description=about)
    parser.add_argument("--part", action="append", choices=parts, help="only this part")
    parser.add_argument("--short", action="store_true", help="the same, fewer and shorter")
    parser.add_argument("--whole", action="store_true", help="also what takes an hour")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--write", type=Path, help="write the figures into this document")
    return parser.parse_args()


def run(area: str, options: argparse.Namespace, parts: Sequence[str], prove: Prove) -> int:
    """Prove part by part and tell each; 1 when a part has a fault."""
    is_good = True
    for name in options.part or parts:
        print(f"{name} …", file=sys.stderr, flush=True)
        began = time.monotonic()
        text, good = prove(name, options)
        is_good = is_good and good
        whole = f"{heading(options, time.monotonic() - began)}\n\n{text}"
        print(f"\n{whole}\n", flush=True)
        if options.write:
            figures.put(options.write, f"{area}:{name}", whole)
    return 0 if is_good else 1


def heading(options: argparse.Namespace, taken: float) -> str:
    """When, where and how these figures were made."""
    kind = "short form" if options.short else "whole" if options.whole else "usual form"
    busy = os.getloadavg()[2] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{figures.surroundings()} {os.cpu_count()} cores; seed {options.seed}, {kind}, "
        f"{taken / 60:.1f} minutes, load of the machine over its last quarter {busy:.1f}."
    )
