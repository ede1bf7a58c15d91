# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Short form of the kills of `./nb prove directory`: the real worker, killed while it imports."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.directory import kills

pytestmark = [pytest.mark.faults]
SEED = 11


def test_an_import_that_is_killed_is_before_or_after_a_batch_and_ends_the_same() -> None:
    verdict = kills.run(5, 300.0, SEED)
    assert verdict.kills > 0
    assert verdict.is_good, verdict.wrong


def test_the_judge_sees_half_a_batch_and_half_an_organisation() -> None:
    with kills.prepared() as (site, _):
        site.ask("--work")
        assert kills.judge(site) == ("applied", [])
        spoil(site.path, "DELETE FROM organisations_sourcerecord WHERE key = 'k1299'")
        spoil(site.path, "UPDATE organisations_organisation SET name = 'x' WHERE id = 9")
        _, wrong = kills.judge(site)
    assert any("lost" in each for each in wrong), wrong
    assert any("without a record" in each for each in wrong), wrong
    assert any("differ from their record" in each for each in wrong), wrong


def spoil(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute(sql)
        base.commit()
