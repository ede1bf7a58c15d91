# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our search, and what is at hand without it: full text of SQLite and of PostgreSQL.

All three get the same stems, words and three-letter grams. Ours gives a whole page of answers:
names with slips and subjects, the total, counts per sector. The others do what a question needs:
the 20 best for a name, and counts per sector for a subject.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from benchmarks.directory.search_corpus import Question
from netwerkbouwer.common import bulk, dutch, texts
from netwerkbouwer.organisations import finding, index_reader, likeness, search_index
from netwerkbouwer.organisations.facts import PAGE_SIZE
from netwerkbouwer.organisations.search_index import IndexDocument

CHUNK = 5_000
RERANKED = 50
LONGEST = 20  # seconds that a question of PostgreSQL may take
WHERE_NAMES = ("name, exact", "name, its start")


class Engine(Protocol):
    name: str

    def build(self, documents: Iterable[IndexDocument]) -> None: ...

    def open(self) -> None: ...

    def ask(self, question: Question) -> list[int]: ...

    def computed(self) -> float:
        """Seconds of a core that questions have cost so far."""
        ...

    def size(self) -> int:
        """Bytes on disk."""
        ...


def folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Ours:
    name = "Netwerkbouwer (tantivy)"

    def __init__(self, folder: Path) -> None:
        self.root = folder / "search"

    def build(self, documents: Iterable[IndexDocument]) -> None:
        search_index.build(self.root, documents)

    def open(self) -> None:
        index_reader.snapshot(self.root)

    def ask(self, question: Question) -> list[int]:
        return finding.find(self.root, finding.bounded(question.request)).pks

    def computed(self) -> float:
        return time.thread_time()

    def size(self) -> int:
        return folder_size(self.root)


class _Tables:
    """What the two databases share: which tokens a question asks for."""

    def columns(self, documents: Iterable[IndexDocument]) -> Iterator[tuple[Any, ...]]:
        for document in documents:
            row = search_index.fields(document)
            sectors, place = " ".join(row.get("sector", ())), row.get("municipality", "")
            texts_ = (row["topic"], row["words"], row["grams"])
            yield (row["pk"], row["by_name"], place, row.get("half", ""), sectors, *texts_)

    def words(self, question: Question) -> list[str]:
        return texts.fold(question.request.text).split()

    def grams(self, question: Question) -> list[str]:
        found = (gram for word in self.words(question) for gram in search_index.grams(word))
        return list(dict.fromkeys(found))

    def stems(self, question: Question) -> list[str]:
        return list(dict.fromkeys(dutch.stems(question.request.text)))

    def alike(self, question: Question, found: Sequence[tuple[int, str]]) -> list[int]:
        """The same second look at names as ours."""
        words = self.words(question)
        scored = [(-likeness.likeness(words, [name]), pk) for pk, name in found]
        return [pk for score, pk in sorted(scored) if score][:PAGE_SIZE]

    def narrowed(self, question: Question, mark: str) -> tuple[str, list[Any]]:
        """The filters but the sectors as SQL, with a `mark` for each value."""
        filters, sql, values = question.request.filters, "", list[Any]()
        if filters.municipality:
            codes = index_reader.codes_of(filters)
            sql += f" AND municipality IN ({','.join([mark] * len(codes))})"
            values += codes
        if filters.half:
            sql += f" AND half = {mark}"
            values.append(filters.half)
        return sql, values


class Sqlite(_Tables):
    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts5.sqlite3"

    def build(self, documents: Iterable[IndexDocument]) -> None:
        db = sqlite3.connect(self.path)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE one(pk INTEGER PRIMARY KEY, by_name, municipality, half)")
        db.execute("CREATE TABLE sectors(slug, pk INTEGER, PRIMARY KEY(pk, slug)) WITHOUT ROWID")
        for name in ("topic", "words", "grams"):
            options = "content='', tokenize=\"unicode61 tokenchars '^'\""
            db.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(t, {options})")
        for rows in bulk.in_chunks(self.columns(documents), CHUNK):
            db.executemany("INSERT INTO one VALUES(?,?,?,?)", [row[:4] for row in rows])
            pairs = [(slug, row[0]) for row in rows for slug in row[4].split()]
            db.executemany("INSERT INTO sectors VALUES(?,?)", pairs)
            for place, name in enumerate(("topic", "words", "grams"), start=5):
                texts_ = [(row[0], row[place]) for row in rows]
                db.executemany(f"INSERT INTO {name}(rowid, t) VALUES(?,?)", texts_)
        for column in ("municipality", "by_name"):
            db.execute(f"CREATE INDEX one_{column} ON one({column})")
        db.execute("CREATE INDEX sectors_slug ON sectors(slug, pk)")
        db.commit()
        db.close()

    def open(self) -> None:
        self.db = sqlite3.connect(self.path)

    def ask(self, question: Question) -> list[int]:
        if question.kind in WHERE_NAMES:
            *whole, last = self.words(question)
            match = " AND ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])
            return self._best("words", match, PAGE_SIZE)
        if question.kind == "name, one slip":
            match = " OR ".join(f'"{gram}"' for gram in self.grams(question))
            pks = self._best("grams", match, RERANKED)
            marks = ",".join("?" * len(pks))
            names = self.db.execute(f"SELECT pk, by_name FROM one WHERE pk IN ({marks})", pks)
            return self.alike(question, names.fetchall())
        return self._subjects(question)

    def _best(self, table: str, match: str, limit: int) -> list[int]:
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?"
        return [pk for (pk,) in self.db.execute(sql, (match, limit))]

    def _subjects(self, question: Question) -> list[int]:
        where, values = self.narrowed(question, "?")
        text, slugs = question.request.text, question.request.filters.sectors
        tables, condition, order = "one", "1", "by_name"
        if text:
            tables, order = "topic JOIN one ON one.pk = topic.rowid", "rank"
            condition = "topic MATCH ?"
            values = [" OR ".join(f'"{stem}"' for stem in self.stems(question)), *values]
        base = f"FROM {tables} WHERE {condition}{where}"
        counts = "SELECT slug, count(*) FROM sectors WHERE pk IN"
        self.db.execute(f"{counts} (SELECT one.pk {base}) GROUP BY slug", values).fetchall()
        if slugs:
            marks = ",".join("?" * len(slugs))
            base += f" AND one.pk IN (SELECT pk FROM sectors WHERE slug IN ({marks}))"
            values += slugs
        found = self.db.execute(f"SELECT one.pk {base} ORDER BY {order} LIMIT {PAGE_SIZE}", values)
        return [pk for (pk,) in found]

    def computed(self) -> float:
        return time.thread_time()

    def size(self) -> int:
        return folder_size(self.path.parent)


class Postgresql(_Tables):
    name = "PostgreSQL full text"

    def __init__(self, url: str) -> None:
        self.url = url

    def build(self, documents: Iterable[IndexDocument]) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as db:
            db.execute(
                "CREATE UNLOGGED TABLE raw(pk int, by_name text, municipality text, half text,"
                " sectors text, topic text, words text, grams text)"
            )
            with db.cursor() as cursor, cursor.copy("COPY raw FROM STDIN") as copy:
                for row in self.columns(documents):
                    copy.write_row(row)
            db.execute(
                "CREATE TABLE one AS SELECT pk, by_name, municipality, half,"
                " string_to_array(sectors, ' ') AS sectors, to_tsvector('simple', topic) AS topic,"
                " to_tsvector('simple', words) AS words,"
                " array_to_tsvector(string_to_array(grams, ' ')) AS grams FROM raw"
            )
            db.execute("DROP TABLE raw")
            db.execute("SET maintenance_work_mem = '512MB'")
            for column in ("sectors", "topic", "words", "grams"):
                db.execute(f"CREATE INDEX ON one USING gin({column})")
            for column in ("pk", "municipality", "by_name"):
                db.execute(f"CREATE INDEX ON one({column})")
            db.execute("VACUUM ANALYZE one")

    def open(self) -> None:
        import psycopg

        self.db = psycopg.connect(self.url, autocommit=True)
        self.db.execute(f"SET statement_timeout = '{LONGEST}s'")
        self.db.execute("SET max_parallel_workers_per_gather = 0")
        self.db.execute("SET work_mem = '64MB'")

    def ask(self, question: Question) -> list[int]:
        if question.kind in WHERE_NAMES:
            words = [f"'{word}'" for word in self.words(question)]
            return [pk for pk, _ in self._best("words", " & ".join(words) + ":*", PAGE_SIZE)]
        if question.kind == "name, one slip":
            match = " | ".join(f"'{gram}'" for gram in self.grams(question))
            return self.alike(question, self._best("grams", match, RERANKED))
        return self._subjects(question)

    def _best(self, column: str, match: str, limit: int) -> list[tuple[int, str]]:
        sql = (
            f"SELECT pk, by_name FROM one, (SELECT %s::tsquery AS q) AS asked WHERE {column} @@ q"
            f" ORDER BY ts_rank({column}, q) DESC LIMIT {limit}"
        )
        return [(pk, name) for pk, name in self._rows(sql, [match])]

    def _subjects(self, question: Question) -> list[int]:
        where, values = self.narrowed(question, "%s")
        text, slugs = question.request.text, question.request.filters.sectors
        base, order = f"FROM one WHERE true{where}", "by_name"
        if text:
            match = " | ".join(f"'{stem}'" for stem in self.stems(question))
            values = [match, *values]
            base = f"FROM one, (SELECT %s::tsquery AS q) AS asked WHERE topic @@ q{where}"
            order = "ts_rank(topic, q) DESC"
        each = base.replace("FROM one", "FROM one CROSS JOIN unnest(sectors) AS slug", 1)
        self._rows(f"SELECT slug, count(*) {each} GROUP BY slug", values)
        if slugs:
            base += " AND sectors && %s"
            values = [*values, list(slugs)]
        sql = f"SELECT pk {base} ORDER BY {order} LIMIT {PAGE_SIZE}"
        return [pk for (pk,) in self._rows(sql, values)]

    def _rows(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        """Answers; none when it takes too long."""
        import psycopg

        try:
            return self.db.execute(sql, values).fetchall()
        except psycopg.errors.QueryCanceled:
            return []

    def computed(self) -> float:
        """Of the process at the other end of the line, where the system tells it."""
        stat = Path(f"/proc/{self.db.info.backend_pid}/schedstat")
        there = int(stat.read_text().split()[0]) / 1e9 if stat.exists() else 0.0
        return time.thread_time() + there

    def size(self) -> int:
        rows = self.db.execute("SELECT pg_total_relation_size('one')").fetchall()
        return int(rows[0][0])


def make(name: str, place: str) -> Engine:
    if name == "ours":
        return Ours(Path(place))
    return Sqlite(Path(place)) if name == "sqlite" else Postgresql(place)
