# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof of the suggestions runs whole in its short form, on a directory of its own."""

import os
import subprocess
import sys

import pytest

from benchmarks import data, figures

pytestmark = pytest.mark.slow
ROWS = "800"
BROKEN = "promises broken | none"


def run(*parts: str) -> str:
    command = [sys.executable, "-m", "benchmarks.matching", "--short"]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "", "NB_BENCH_DATA": "", "NB_BENCH_KEPT": ""}
    env |= {"NB_BENCH_ROWS": ROWS}
    env.pop("DJANGO_SETTINGS_MODULE")
    done = subprocess.run(
        [*command, *(word for part in parts for word in ("--part", part))],
        cwd=figures.ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def test_needs_lists_and_sets_are_measured_on_the_packaged_directory() -> None:
    told = run("needs", "behaviour", "combinations", "cooperation", "complement")
    assert "| Netwerkbouwer |" in told
    assert "| that sentence 25 times |" in told
    assert BROKEN in told
    assert told.count(data.absent("collaboration", "benchmark_projects.csv")) == 2
    assert "-002" not in told  # an entry that was held out is never shown


def test_speed_is_measured_beside_sql() -> None:
    told = run("speed")
    assert f"| {ROWS} | Netwerkbouwer, 10×" in told
    assert "PostgreSQL" in told
