# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The waiting room of a run: one SQLite file with its rows and what was wrong with them. Pure.

Memory stays the same for twenty rows and for two million.

The child process that reads a file fills it through a `Sink`; `comparing.py` makes the plan of it.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from netwerkbouwer.common import texts
from netwerkbouwer.importing import locating, sector_mapping
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import ContactRow, LinkRow, SourceRow
from netwerkbouwer.organisations import payloads, records
from netwerkbouwer.organisations.records import OrganisationRecord, RowError

FILE_NAME = "staging.sqlite3"
SCHEMA = """
CREATE TABLE rows (
  n INTEGER PRIMARY KEY,    -- order in the file, from 1, without gaps
  line INTEGER NOT NULL,
  key TEXT NOT NULL,        -- '' when it is refused and has none of its own
  payload TEXT NOT NULL,    -- payloads.dump(record)
  digest TEXT NOT NULL,
  extra TEXT NOT NULL,      -- JSON: {"contacts": [...], "links": [...]}; '' without
  error TEXT NOT NULL       -- why it is refused; '' when it is good
);
CREATE TABLE numbers (
  n INTEGER NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE remarks (line INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
AT_ONCE = 2_000  # rows in one write
MOST_REMARKS = 10_000
MOST_TOLD = 200  # contacts or links of one row
LONGEST_TEXT = 500
UNREADABLE = "deze rij is niet te lezen."
FINISHED = "finished"


class Unfinished(Exception):
    """The file was not read to its end, or its rows are gone."""


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
    """Takes rows of a reader, checks them, and writes them to a new staging file."""

    def __init__(self, path: Path, source: str, options: Options) -> None:
        """Start over at `path`. `source` is the name that people see, for rows that tell none."""
        self.source, self.options = source, options
        self.n = self.errors = self.persons = self.contacts_dropped = 0
        self.waiting: list[tuple[int, int, str, str, str, str, str]] = []
        self.numbers: list[tuple[int, str, str]] = []
        self.remarks: list[tuple[int, str]] = []
        self.remarks_kept = 0
        path.unlink(missing_ok=True)
        # A half written file is thrown away, so nothing is lost by writing without a journal.
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
        self.base.execute("BEGIN")

    def take(self, row: SourceRow | RowError) -> None:
        """Check one row and keep it. People are dropped here, before they are on disk."""
        record = row if isinstance(row, RowError) else self._record(row)
        if isinstance(record, RowError):
            self.n, self.errors = self.n + 1, self.errors + 1
            key = "" if isinstance(row, RowError) else _line(row.key)
            reason = _line(record.reason) or UNREADABLE
            self.waiting.append((self.n, record.line, key, "", "", "", reason))
        elif record.is_person and not self.options.persons_purpose:
            self.persons += 1
        else:
            assert isinstance(row, SourceRow)
            self._keep(row, record)
        if len(self.waiting) >= AT_ONCE:
            self._write()

    def _record(self, row: SourceRow) -> OrganisationRecord | RowError:
        values = dict(row.values)
        if row.key:
            values["id"] = row.key
        locating.fill_in(values, self.options.municipality)
        if not values.get("sector"):
            values |= sector_of(row, self.options)
        return records.parse(values, row.line, self.source)

    def _keep(self, row: SourceRow, record: OrganisationRecord) -> None:
        self.n += 1
        payload = payloads.dump(record)
        told = (self.n, record.line, record.source_id, payload, payloads.digest(payload))
        self.waiting.append((*told, self._extra(row), ""))
        self.numbers += [(self.n, scheme, value) for scheme, value in record.identifiers]
        if record.remarks and self.remarks_kept < MOST_REMARKS:
            self.remarks_kept += len(record.remarks)
            self.remarks += [(record.line, remark) for remark in record.remarks]

    def _extra(self, row: SourceRow) -> str:
        """Contacts, when someone said why they are kept, and links."""
        extra: dict[str, list[Any]] = {}
        if row.contacts and self.options.contacts_purpose:
            extra["contacts"] = [_clean(contact) for contact in row.contacts[:MOST_TOLD]]
        else:
            self.contacts_dropped += len(row.contacts)
        if row.links:
            extra["links"] = [_clean(link) for link in row.links[:MOST_TOLD]]
        return json.dumps(extra, ensure_ascii=False, default=date.isoformat) if extra else ""

    def _write(self) -> None:
        self.base.executemany("INSERT INTO rows VALUES (?,?,?,?,?,?,?)", self.waiting)
        self.base.executemany("INSERT INTO numbers VALUES (?,?,?)", self.numbers)
        self.base.executemany("INSERT INTO remarks VALUES (?,?)", self.remarks)
        for each in (self.waiting, self.numbers, self.remarks):
            each.clear()

    def finish(self) -> None:
        """Write what waits and say that the file was read to its end."""
        self._write()
        facts = {
            "rows": self.n,
            "errors": self.errors,
            "persons": self.persons,
            "contacts_dropped": self.contacts_dropped,
            FINISHED: 1,
        }
        self.base.executemany("INSERT INTO facts VALUES (?,?)", list(facts.items()))
        self.base.execute("CREATE INDEX rows_by_key ON rows (key, error)")
        self.base.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; without `finish` before, it counts as half read."""
        self.base.close()


def _line(text: str) -> str:
    return texts.clean_line(text)[:LONGEST_TEXT]


def _clean(told: ContactRow | LinkRow) -> dict[str, Any]:
    """Its values by name, as text on one line; dates stay dates."""
    return {
        name: _line(value) if isinstance(value, str) else value
        for name, value in asdict(told).items()
    }


def sector_of(row: SourceRow, options: Options) -> dict[str, str]:
    """The sectors of a row that tells none itself, with why and how sure (0 to 1)."""
    if options.sector:
        return {"sector": options.sector}
    told = sector_mapping.of_row(row, options.sector_rules)
    return {
        "sector": told.sectors[0],
        "sectors": "|".join(told.sectors),
        "sector_basis": told.basis,
        "sector_certainty": str(told.certainty),
    }


def facts(path: Path) -> dict[str, int]:
    """What the reading counted. Raises Unfinished when the file was not read to its end."""
    if not path.exists():
        raise Unfinished
    try:
        with closing(_open(path)) as base:
            found = dict(base.execute("SELECT name, value FROM facts"))
    except sqlite3.DatabaseError:
        raise Unfinished from None
    if FINISHED not in found:
        raise Unfinished
    return {name: int(value) for name, value in found.items()}


def refusals(folder: Path, limit: int = -1) -> list[tuple[int, str]]:
    """(line, sentence) of rows that a plan refuses, and of fields that were left out.

    Raises Unfinished when the rows are gone.
    """
    if not (folder / FILE_NAME).exists():
        raise Unfinished
    with closing(_open(folder / FILE_NAME)) as base:
        rows = base.execute(
            "SELECT line, error FROM rows WHERE error != '' ORDER BY n LIMIT ?", (limit,)
        ).fetchall()
        more = -1 if limit < 0 else max(0, limit - len(rows))
        rows += base.execute("SELECT line, text FROM remarks LIMIT ?", (more,)).fetchall()
    return rows


def has_any(path: Path, keys: Iterable[str]) -> bool:
    """Whether a row came under one of these keys."""
    with closing(_open(path)) as base:
        sql = "SELECT 1 FROM rows WHERE key = ? LIMIT 1"
        return any(base.execute(sql, (key,)).fetchone() for key in keys)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
