# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lays the rows of a file beside what the directory knows, in SQL: the plan of a run. Pure.

Plan and rows are two files: a plan that was cut off is made anew, the rows stay. Memory stays the
same whatever the number of rows.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from netwerkbouwer.importing import staging
from netwerkbouwer.importing.staging import Difference, Kind

FILE_NAME = "plan.sqlite3"
SCHEMA = """
CREATE TABLE known (
  key TEXT PRIMARY KEY, digest TEXT NOT NULL, organisation INTEGER NOT NULL,
  root INTEGER NOT NULL,    -- what that was merged into, else itself
  is_gone INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE owners (
  scheme TEXT NOT NULL, value TEXT NOT NULL, organisation INTEGER NOT NULL,
  root INTEGER NOT NULL
);
CREATE TABLE candidates (
  n INTEGER NOT NULL, organisation INTEGER NOT NULL, root INTEGER NOT NULL,
  chance REAL NOT NULL, reasons TEXT NOT NULL
);
CREATE TABLE steps (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  organisation INTEGER,     -- it is joined to, it is of, or that it may be
  reasons TEXT NOT NULL,    -- JSON: sentences
  differences TEXT NOT NULL, -- JSON: [[field, before, after]]; '' without
  error TEXT NOT NULL
);
CREATE TABLE gone (n INTEGER PRIMARY KEY, key TEXT NOT NULL, organisation INTEGER NOT NULL,
  name TEXT NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
REFUSE_BAD = """
INSERT INTO steps SELECT n, 'refused', NULL, '[]', '', error FROM rows WHERE error != ''
"""
REFUSE_DOUBLES = """
INSERT OR IGNORE INTO steps
SELECT r.n, 'refused', NULL, '[]', '', 'id: dezelfde sleutel staat ook op regel ' || f.line || '.'
FROM (SELECT key, MIN(n) AS n FROM rows WHERE error = '' GROUP BY key HAVING COUNT(*) > 1) AS d
JOIN rows AS f ON f.n = d.n
JOIN rows AS r ON r.key = d.key AND r.n > d.n AND r.error = ''
"""
SPLIT_KNOWN = """
INSERT OR IGNORE INTO steps
SELECT r.n,
  CASE WHEN k.digest = r.digest AND NOT k.is_gone THEN 'unchanged' ELSE 'changed' END,
  k.organisation, '[]', '', ''
FROM rows AS r CROSS JOIN known AS k ON k.key = r.key WHERE r.error = ''
"""
# A number that several rows of the file share is that of an umbrella: it says too little by itself.
BY_NUMBER = """
WITH told AS (
  SELECT scheme, value, MIN(n) AS n FROM numbers GROUP BY scheme, value
  HAVING COUNT(DISTINCT n) = 1
), hits AS (
  SELECT t.n, o.root,
    COALESCE(MAX(NULLIF(o.organisation, o.root)), o.root) AS organisation, MIN(t.scheme) AS scheme
  FROM told AS t CROSS JOIN owners AS o ON o.scheme = t.scheme AND o.value = t.value
  WHERE NOT EXISTS (SELECT 1 FROM steps AS s WHERE s.n = t.n)
  GROUP BY t.n, o.root
)
INSERT OR IGNORE INTO steps
SELECT n, CASE WHEN COUNT(*) = 1 THEN 'joined' ELSE 'doubtful' END, MIN(organisation),
  json_array(CASE WHEN COUNT(*) = 1 THEN 'zelfde ' || CASE MIN(scheme)
      WHEN 'KBO' THEN 'ondernemingsnummer' WHEN 'KVK' THEN 'KVK-nummer'
      WHEN 'OSM' THEN 'nummer bij OpenStreetMap' ELSE MIN(scheme) END
    ELSE 'meer dan één organisatie heeft dit nummer' END), '', ''
FROM hits GROUP BY n
"""
# Who has a record of this source that is still in the file, or got one just now, is taken.
TAKEN = """
CREATE TEMP TABLE taken AS
SELECT k.root FROM known AS k WHERE EXISTS (SELECT 1 FROM rows AS r WHERE r.key = k.key)
UNION SELECT o.root FROM steps AS s JOIN owners AS o ON o.organisation = s.organisation
  WHERE s.kind = 'joined'
"""
REST_IS_NEW = """
INSERT OR IGNORE INTO steps SELECT n, 'new', NULL, '[]', '', '' FROM rows WHERE error = ''
"""
GONE = """
INSERT INTO gone (key, organisation, name)
SELECT k.key, k.organisation, '' FROM known AS k
WHERE NOT k.is_gone AND NOT EXISTS (SELECT 1 FROM rows AS r WHERE r.key = k.key) ORDER BY k.key
"""
# Rows that nothing is decided of yet.
OPEN = "FROM rows AS r WHERE r.error = '' AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.n = r.n)"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that is still to be decided of."""

    n: int
    key: str
    payload: str


class Step(NamedTuple):
    """A row with what is decided of it."""

    n: int
    kind: str
    organisation: int | None
    reasons: str
    key: str
    payload: str
    digest: str


@dataclass(frozen=True, slots=True)
class Told:
    """A row of a plan with all there is to tell of it."""

    n: int
    line: int
    kind: Kind
    name: str
    municipality_code: str
    organisation: int | None
    reasons: tuple[str, ...]
    differences: tuple[Difference, ...]
    error: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What a row told besides the organisation itself: JSON, see `staging.py`."""

    n: int
    key: str
    text: str


class Comparison:
    """An open plan. Made by `making`, read by `reading`."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base

    def add_known(self, records: Iterable[tuple[str, str, int, int, bool]]) -> None:
        """(key, digest, organisation, what that was merged into or itself, whether it is gone) of
        every record of this source."""
        self.base.executemany("INSERT INTO known VALUES (?,?,?,?,?)", records)

    def add_owners(self, owners: Iterable[tuple[str, str, int, int]]) -> None:
        """(scheme, value, organisation, what it was merged into or itself) of numbers."""
        self.base.executemany("INSERT INTO owners VALUES (?,?,?,?)", owners)

    def split_known(self) -> None:
        """Refuse what is wrong or double, and tell known rows apart by their fingerprint."""
        for sql in (REFUSE_BAD, REFUSE_DOUBLES, SPLIT_KNOWN):
            self.base.execute(sql)

    def schemes(self) -> list[str]:
        return [row[0] for row in self.base.execute("SELECT DISTINCT scheme FROM numbers")]

    def numbers(self) -> int:
        """How many numbers the open rows tell."""
        sql = f"SELECT COUNT(*) FROM numbers WHERE n IN (SELECT r.n {OPEN})"
        return int(self.base.execute(sql).fetchone()[0])

    def number_values(self) -> Iterator[str]:
        sql = f"SELECT DISTINCT value FROM numbers WHERE n IN (SELECT r.n {OPEN})"
        return (row[0] for row in self.base.execute(sql))

    def join_by_number(self) -> None:
        self.base.execute("CREATE INDEX owners_by_number ON owners (scheme, value)")
        self.base.execute(BY_NUMBER)

    def waiting(self, *, after: int, limit: int) -> list[Waiting]:
        """Open rows in the order of the file."""
        sql = f"SELECT r.n, r.key, r.payload {OPEN} AND r.n > ? ORDER BY r.n LIMIT ?"
        return [Waiting(*row) for row in self.base.execute(sql, (after, limit))]

    def not_unchanged(self, *, after: int, limit: int) -> list[Waiting]:
        """Good rows that would do something, in the order of the file."""
        sql = """SELECT r.n, r.key, r.payload FROM rows AS r LEFT JOIN steps AS s ON s.n = r.n
                 WHERE r.error = '' AND r.n > ? AND (s.n IS NULL OR s.kind IN
                 ('changed', 'joined', 'doubtful')) ORDER BY r.n LIMIT ?"""
        return [Waiting(*row) for row in self.base.execute(sql, (after, limit))]

    def suppress(self, rows: Iterable[int]) -> None:
        self.base.executemany(
            "INSERT OR REPLACE INTO steps VALUES (?, 'suppressed', NULL, '[]', '', '')",
            ((n,) for n in rows),
        )

    def add_candidates(self, found: Iterable[tuple[int, int, int, float, list[str]]]) -> None:
        """(row, organisation, what it was merged into or itself, chance, reasons)."""
        self.base.executemany(
            "INSERT INTO candidates VALUES (?,?,?,?,?)",
            ((*told, json.dumps(reasons, ensure_ascii=False)) for *told, reasons in found),
        )

    def join_by_likeness(self, certain: float) -> None:
        """Best first; an organisation gets one row of a file, a row one organisation."""
        self.base.execute(TAKEN)
        self.base.execute("CREATE UNIQUE INDEX temp.taken_once ON taken (root)")
        order = """SELECT n, organisation, root, chance, reasons FROM candidates
                   ORDER BY chance DESC, n, organisation"""
        for n, organisation, root, chance, reasons in self.base.execute(order):
            is_free = chance >= certain and not self._is_taken(root)
            kind = Kind.JOINED if is_free else Kind.DOUBTFUL
            changed = self.base.execute(
                "INSERT OR IGNORE INTO steps VALUES (?,?,?,?,'','')",
                (n, kind, organisation, reasons),
            )
            if is_free and changed.rowcount:
                self.base.execute("INSERT OR IGNORE INTO temp.taken VALUES (?)", (root,))

    def _is_taken(self, root: int) -> bool:
        sql = "SELECT 1 FROM temp.taken WHERE root = ?"
        return self.base.execute(sql, (root,)).fetchone() is not None

    def rest_is_new(self) -> None:
        self.base.execute(REST_IS_NEW)

    def find_gone(self) -> None:
        self.base.execute(GONE)

    def changed(self, *, after: int, limit: int) -> list[Waiting]:
        """Changed rows in the order of the file."""
        sql = """SELECT r.n, r.key, r.payload FROM steps AS s JOIN rows AS r ON r.n = s.n
                 WHERE s.kind = 'changed' AND s.n > ? ORDER BY s.n LIMIT ?"""
        return [Waiting(*row) for row in self.base.execute(sql, (after, limit))]

    def leave(self, rows: Iterable[int]) -> None:
        """Count changed rows as unchanged after all."""
        self.base.executemany(
            "UPDATE steps SET kind = 'unchanged' WHERE n = ? AND kind = 'changed'",
            ((n,) for n in rows),
        )

    def steps(self, *, after: int, limit: int) -> list[Step]:
        """Rows that the directory takes in, in the order of the file."""
        # The plus keeps the index by kind out: it would sort all that is left for every batch.
        sql = """SELECT s.n, s.kind, s.organisation, s.reasons, r.key, r.payload, r.digest
                 FROM steps AS s JOIN rows AS r ON r.n = s.n
                 WHERE s.n > ? AND +s.kind IN ('new', 'joined', 'doubtful', 'changed')
                 ORDER BY s.n LIMIT ?"""
        return [Step._make(row) for row in self.base.execute(sql, (after, limit))]

    def told(self, kind: Kind, *, after: int, limit: int) -> list[Told]:
        """Rows of one kind, as people read them."""
        sql = """SELECT s.n, r.line, r.payload, s.organisation, s.reasons, s.differences, s.error
                 FROM steps AS s JOIN rows AS r ON r.n = s.n
                 WHERE s.kind = ? AND s.n > ? ORDER BY s.n LIMIT ?"""
        return [_told(kind, *row) for row in self.base.execute(sql, (kind, after, limit))]

    def keys_of(self, kind: Kind) -> Iterator[str]:
        sql = "SELECT r.key FROM steps AS s JOIN rows AS r ON r.n = s.n WHERE s.kind = ?"
        return (row[0] for row in self.base.execute(sql, (kind,)))

    def with_extra(self, *, after: int, limit: int) -> list[Extra]:
        """Rows in the directory that told of people or links, in the order of the file."""
        sql = """SELECT r.n, r.key, r.extra FROM rows AS r JOIN steps AS s ON s.n = r.n
                 WHERE r.extra != '' AND r.n > ? AND s.kind NOT IN ('refused', 'suppressed')
                 ORDER BY r.n LIMIT ?"""
        return [Extra(*row) for row in self.base.execute(sql, (after, limit))]

    def gone(self, *, after: int, limit: int) -> list[tuple[int, str, int, str]]:
        """(number, key, organisation, name) of what is no longer in the file."""
        sql = "SELECT n, key, organisation, name FROM gone WHERE n > ? ORDER BY n LIMIT ?"
        return self.base.execute(sql, (after, limit)).fetchall()

    def name_gone(self, names: Iterable[tuple[int, str]]) -> None:
        self.base.executemany("UPDATE gone SET name = ? WHERE n = ?", ((t, n) for n, t in names))

    def tell_differences(self, told: Iterable[tuple[int, list[tuple[str, str, str]]]]) -> None:
        self.base.executemany(
            "UPDATE steps SET differences = ? WHERE n = ?",
            ((json.dumps(each, ensure_ascii=False), n) for n, each in told),
        )

    def count(self) -> dict[str, int]:
        """Rows of each kind, gone ones, and records known before."""
        found = {str(kind): 0 for kind in Kind}
        found |= dict(self.base.execute("SELECT kind, COUNT(*) FROM steps GROUP BY kind"))
        found["gone"] = self._number("SELECT COUNT(*) FROM gone")
        found["known"] = self._number("SELECT COUNT(*) FROM known WHERE NOT is_gone")
        found["rows"] = self._number("SELECT COUNT(*) FROM rows")
        return found

    def _number(self, sql: str) -> int:
        return int(self.base.execute(sql).fetchone()[0])

    def finish(self) -> None:
        self.base.execute("INSERT INTO facts VALUES (?, 1)", (staging.FINISHED,))
        self.base.execute("CREATE INDEX steps_by_kind ON steps (kind, n)")
        self.base.execute("DROP TABLE known")
        self.base.execute("DROP TABLE owners")
        self.base.execute("DROP TABLE candidates")


def _told(
    kind: Kind,
    n: int,
    line: int,
    payload: str,
    *rest: Any,
) -> Told:
    organisation, reasons, differences, error = rest
    record = json.loads(payload) if payload else {}
    return Told(
        n=n,
        line=line,
        kind=kind,
        name=record.get("name", ""),
        municipality_code=record.get("municipality_code", ""),
        organisation=organisation,
        reasons=tuple(json.loads(reasons)),
        differences=tuple(Difference(*each) for each in json.loads(differences or "[]")),
        error=error,
    )


def _address(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(_address(path, mode), uri=True, isolation_level=None)


@contextmanager
def making(folder: Path) -> Iterator[Comparison]:
    """A new plan beside the rows of a run; whole when the block ends well."""
    path = folder / FILE_NAME
    path.unlink(missing_ok=True)
    with closing(_open(path, "rwc")) as base:
        # Cut off halfway it is made anew, so nothing is lost by writing without a journal.
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=1;")
        base.executescript(SCHEMA)
        base.execute("ATTACH ? AS staged", (_address(folder / staging.FILE_NAME, "ro"),))
        base.execute("BEGIN")
        comparison = Comparison(base)
        yield comparison
        comparison.finish()
        base.execute("COMMIT")


@contextmanager
def reading(folder: Path) -> Iterator[Comparison]:
    """A plan that was made. Raises staging.Unfinished when there is none."""
    path = folder / FILE_NAME
    if not path.exists() or not (folder / staging.FILE_NAME).exists():
        raise staging.Unfinished
    with closing(_open(path, "ro")) as base:
        try:
            base.execute("ATTACH ? AS staged", (_address(folder / staging.FILE_NAME, "ro"),))
            done = base.execute("SELECT 1 FROM main.facts WHERE name = ?", (staging.FINISHED,))
            if done.fetchone() is None:
                raise staging.Unfinished
        except sqlite3.DatabaseError:
            raise staging.Unfinished from None
        yield Comparison(base)
