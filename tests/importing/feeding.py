# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs whose rows a test writes down itself: no file, no other process."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from netwerkbouwer.importing import pipeline, plan, queries, reading, staging
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.organisations import actions as organisations
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.organisations.records import RowError

Row = SourceRow | RowError


def row(key: str, name: str = "", line: int = 0, **values: str) -> SourceRow:
    """A row in Ghent, in welfare; its name follows from its key."""
    told = {"municipality_code": "44021", "sector": "welzijn", **values}
    return SourceRow(key, {"name": name or f"Organisatie {key}", **told}, line or 2)


def feed(monkeypatch: pytest.MonkeyPatch, rows: Sequence[Row]) -> None:
    """From now on reading any file gives these rows."""

    def read(
        path: Path, reader: str, source: str, options: Options, target: Path, **_: Any
    ) -> reading.Read:
        with staging.Sink(target, source, options) as sink:
            for one in rows:
                sink.take(one)
            sink.finish()
        return reading.Read(sink.n, sink.errors)

    monkeypatch.setattr(reading, "read", read)


def make_run(
    *,
    source: str = "Proefbron",
    is_whole: bool = False,
    data_on: date | None = None,
    **options: Any,
) -> ImportRun:
    """A run that waits to be read."""
    run = ImportRun(
        reader="proef",
        source=organisations.source_for(source),
        file_name="proef.csv",
        checksum="0" * 64,
        size=1,
        data_on=data_on or date(2026, 11, 1),
        is_whole=is_whole,
        options=Options(**options).model_dump(mode="json"),
        started_at=timezone.now(),
        touched_at=timezone.now(),
    )
    run.save()
    folder = plan.folder_of(run) / queries.ORIGINAL
    folder.mkdir(parents=True)
    (folder / "proef.csv").write_text("x", encoding="utf-8")
    return run


def planned(monkeypatch: pytest.MonkeyPatch, *rows: Row, **options: Any) -> ImportRun:
    """A run with a plan for these rows."""
    feed(monkeypatch, rows)
    run = make_run(**options)
    pipeline.read(run)
    return run


def applied(monkeypatch: pytest.MonkeyPatch, *rows: Row, **options: Any) -> ImportRun:
    """The same, carried out, brakes or not."""
    run = planned(monkeypatch, *rows, **{"force": True, **options})
    pipeline.apply(run)
    return run


def shown() -> list[str]:
    """Names that people find, in order."""
    return sorted(Organisation.objects.shown().values_list("name", flat=True))
