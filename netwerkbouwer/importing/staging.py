# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The waiting room of a run: one SQLite file with its rows, what the directory knows of them, and
the plan. Memory stays the same for twenty rows and for two million. Pure.

The child process that reads a file fills it through a `Sink`; `plan.py` adds the rest.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.organisations.records import RowError

FILE_NAME = "staging.sqlite3"
SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (
  n INTEGER PRIMARY KEY,    -- order in the file, from 1, without gaps
  line INTEGER NOT NULL,
  key TEXT NOT NULL,        -- '' when refused
  payload TEXT NOT NULL,    -- payloads.dump(record)
  digest TEXT NOT NULL,
  extra TEXT NOT NULL,      -- JSON: {"contacts": [...], "links": [...]}; '' without
  error TEXT NOT NULL       -- why it is refused; '' when it is good
);
CREATE TABLE IF NOT EXISTS numbers (
  n INTEGER NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS remarks (line INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Kind(StrEnum):
    """What the plan does with a row, or with an organisation that is gone."""

    NEW = "new"
    JOINED = "joined"
    DOUBTFUL = "doubtful"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    field: str  # a field of OrganisationRecord
    before: str  # as people read it; '' for nothing
    after: str


class Sink:
    """Takes rows of a reader, checks them, and writes them to the staging file."""

    persons: int
    contacts: int
    rows: int
    errors: int

    def __init__(self, path: Path, source: str, options: Options) -> None:
        """Start a new staging file at `path`. `source` is the name that people see."""
        raise NotImplementedError

    def take(self, row: SourceRow | RowError) -> None:
        """Check one row and keep it. People are dropped here, before they are on disk."""
        raise NotImplementedError

    def finish(self) -> None:
        """Write what waits and say that the file was read to its end."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; without `finish` before, it counts as half read."""
        raise NotImplementedError
