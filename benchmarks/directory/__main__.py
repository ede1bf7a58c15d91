# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prove the directory: how fast it takes in, how well it knows who is who, what it refuses.

    python -m benchmarks.directory [--short] [--whole] [--part speed] [--write docs/quality.md]

Every part is bounded, stops by itself and ends only what it started. A part with a fault gives
exit status 1; times are for reading.
"""

import argparse
import importlib
import sys

from benchmarks import figures, proving

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
    options = proving.options_of("directory", __doc__, PARTS)
    return proving.run("directory", options, PARTS, prove)


def prove(name: str, options: argparse.Namespace) -> tuple[str, bool]:
    """Run a part: its `prove(options)`, or the figures of its `run()`, which are never wrong."""
    module = importlib.import_module(f"benchmarks.directory.{MODULES.get(name, name)}")
    if hasattr(module, "prove"):
        text, good = module.prove(options)
        return str(text), bool(good)
    return figures.table(module.run()), True


if __name__ == "__main__":
    sys.exit(main())
