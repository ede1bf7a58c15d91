# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs as pages show them."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from netwerkbouwer.importing import staging
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.plan import Counts


class Button(StrEnum):
    """What may be asked of a run now."""

    READ = "read"
    APPLY = "apply"
    RESUME = "resume"
    STOP = "stop"
    UNDO = "undo"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the plan. `organisation` is what it is joined to, or the doubtful candidate."""

    n: int
    line: int
    kind: staging.Kind
    name: str
    municipality_code: str
    organisation: int | None
    reasons: tuple[str, ...]
    differences: tuple[staging.Difference, ...]
    error: str


def runs() -> QuerySet[ImportRun]:
    """All runs, newest first, with their sources."""
    return ImportRun.objects.select_related("source", "delivery")


def get(public_id: str) -> ImportRun | None:
    return runs().filter(public_id=public_id).first()


def counts(run: ImportRun) -> Counts:
    raise NotImplementedError


def buttons(run: ImportRun) -> set[Button]:
    raise NotImplementedError


def planned_rows(
    run: ImportRun, kind: staging.Kind, *, after: int = 0, limit: int = 50
) -> list[PlannedRow]:
    """Rows of one kind in the order of the file, from after row `after` on.

    Empty when the staging file is gone.
    """
    raise NotImplementedError


def refusals(run: ImportRun) -> list[tuple[int, str]]:
    """(line, sentence) of every row that was refused, and of fields that were left out."""
    raise NotImplementedError
