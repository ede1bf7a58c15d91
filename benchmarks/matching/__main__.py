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
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import proving

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
    options = proving.options_of("matching", __doc__, PARTS)
    with home():
        return proving.run("matching", options, PARTS, prove)


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


def prove(name: str, options: argparse.Namespace) -> tuple[str, bool]:
    text, good = importlib.import_module(f"benchmarks.matching.{name}").prove(options)
    return str(text), bool(good)


if __name__ == "__main__":
    sys.exit(main())
