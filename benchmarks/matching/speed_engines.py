# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our suggestions on a large directory, and the same question in one SQL statement."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from benchmarks import figures
from benchmarks.matching import speed, speed_corpus, starter
from netwerkbouwer.common import texts
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations import kind_pack, search_index, tasks
from netwerkbouwer.organisations.models import Offering, Organisation
from netwerkbouwer.organisations.search_index import IndexDocument
from netwerkbouwer.places import gazetteer

AT_ONCE = 20_000
Row = tuple[Any, ...]


class Engine(Protocol):
    def build(self, rows: int, seed: int) -> None: ...

    def measure(self, rows: int, seed: int, warming: int, asked: int) -> dict[str, Any]: ...

    def size(self) -> int:
        """Bytes on disk."""
        ...


def timed(
    ask: Callable[[SuggestRequest], object],
    requests: Sequence[SuggestRequest],
    computed: Callable[[], float],
) -> dict[str, Any]:
    """p50 and p99 of each question once, until patience ends."""
    wall, own = [], []
    until = time.perf_counter() + speed.PATIENCE
    for request in requests:
        before, began = computed(), time.perf_counter()
        ask(request)
        wall.append(time.perf_counter() - began)
        own.append(computed() - before)
        if time.perf_counter() > until:
            break
    both = [[figures.percentile(each, share) for share in (0.5, 0.99)] for each in (wall, own)]
    return {"wall": both[0], "own": both[1], "asked": len(wall)}


class Ours:
    """The product, with its database and its index."""

    def build(self, rows: int, seed: int) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_places", verbosity=0)
        ranges = search_index.Ranges(
            tuple(kind_pack.load().by_id), tuple(settings.INDEX_LISTS), tasks.lists_version()
        )
        with transaction.atomic():
            written = self._writing(speed_corpus.documents(rows, seed))
            search_index.build(settings.SEARCH_INDEX_DIR, written, ranges)

    def _writing(self, documents: Iterable[IndexDocument]) -> Iterator[IndexDocument]:
        """Hand on each document, once its rows are in the database."""
        waiting: list[IndexDocument] = []
        for one in documents:
            waiting.append(one)
            if len(waiting) >= AT_ONCE:
                _write(waiting)
                waiting.clear()
            yield one
        _write(waiting)

    def measure(self, rows: int, seed: int, warming: int, asked: int) -> dict[str, Any]:
        requests = speed_corpus.requests(warming + asked, rows, seed)
        kinds.table()
        Organisation.objects.first()
        forget(Path(settings.DATA_DIR))
        began = time.perf_counter()
        queries.suggest(requests[0])
        cold = time.perf_counter() - began
        for request in requests[1:warming]:
            queries.suggest(request)
        told = timed(queries.suggest, requests[warming:], time.thread_time)
        return {**told, **memory(), "cold": cold}

    def size(self) -> int:
        root = Path(settings.DATA_DIR)
        return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def _write(documents: Sequence[IndexDocument]) -> None:
    """Rows of organisations and of what they offer or ask, without objects."""
    today = date(2026, 11, 20).isoformat()
    rows = [_row(one, today) for one in documents]
    told = [
        (one.pk, kind, text, True, "")
        for one in documents
        for kind, some in (("offer", one.offers), ("question", one.questions))
        for text in dict.fromkeys(some)
    ]
    _insert(Organisation._meta.db_table, COLUMNS, rows)
    columns = ("organisation_id", "kind", "text", "is_own", "source")
    _insert(Offering._meta.db_table, columns, told)


COLUMNS = tuple(
    "id public_id name name_folded street postcode lat lon precision main_sector half half_override"
    " kind description website source source_id source_url licence checked_on municipality_id email"
    " is_person phone".split()
)


def _row(one: IndexDocument, today: str) -> Row:
    return (
        one.pk, speed_corpus.public_id(one.pk), one.name, texts.fold(one.name), "", "",
        one.lat, one.lon, "address" if one.lat else "", one.main_sector, one.half, "",
        one.kind, one.description, "", "made", f"made:{one.pk}", "", "", today,
        one.municipality or None, "", False, "",
    )  # fmt: skip


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def forget(folder: Path) -> None:
    """Put the files of a folder out of the page cache, where the system can."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in folder.rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def memory() -> dict[str, float]:
    """MB of this process: its own, and of mapped files."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    own, mapped = (int(lines[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    return {"memory": own, "mapped": mapped}


class Postgresql:
    """Full text and a score in SQL."""

    def __init__(self, url: str) -> None:
        import psycopg

        self.db = psycopg.connect(url, autocommit=True)

    def build(self, rows: int, seed: int) -> None:
        self.db.execute(
            "CREATE UNLOGGED TABLE raw(pk int, name text, about text, sector text, place text,"
            " lat float8, lon float8, told text)"
        )
        with self.db.cursor() as cursor, cursor.copy("COPY raw FROM STDIN") as copy:
            for one in speed_corpus.documents(rows, seed):
                place = gazetteer.load().municipalities.get(one.municipality)
                lat, lon = (one.lat, one.lon) if one.lat else (None, None)
                if place and lat is None:
                    lat, lon = place.lat, place.lon
                where = (one.main_sector, one.municipality, lat, lon)
                copy.write_row((one.pk, one.name, one.description, *where, starter.texts(one)))
        self.db.execute(
            "CREATE TABLE one AS SELECT pk, name, about, sector, place, lat, lon,"
            " to_tsvector('dutch', told) AS told FROM raw"
        )
        self.db.execute("DROP TABLE raw")
        self.db.execute("SET maintenance_work_mem = '512MB'")
        self.db.execute("CREATE INDEX ON one USING gin(told)")
        self.db.execute("CREATE INDEX ON one(place)")
        self.db.execute("VACUUM ANALYZE one")

    def measure(self, rows: int, seed: int, warming: int, asked: int) -> dict[str, Any]:
        speed.pin(self.db.info.backend_pid)
        self.db.execute(f"SET statement_timeout = {speed.LONGEST_MS}")
        self.db.execute("SET max_parallel_workers_per_gather = 0")
        self.db.execute("SET work_mem = '64MB'")
        requests = speed_corpus.requests(warming + asked, rows, seed)[warming:][: speed.THEIRS]
        for request in requests[:5]:
            self.ask(request, near=False)
        return {
            "everywhere": timed(lambda one: self.ask(one, near=False), requests, self.computed),
            "near": timed(lambda one: self.ask(one, near=True), requests, self.computed),
        }

    def ask(self, request: SuggestRequest, *, near: bool) -> list[Row]:
        import psycopg

        place = gazetteer.by_code(request.municipality_code)
        found = gazetteer.municipalities_within(place.code, speed.NEAR_KM) if near else []
        values = {
            "text": request.text,
            "sector": request.sector,
            "place": place.code,
            "lat": place.lat,
            "lon": place.lon,
            "near": [one.code for one, _ in found],
        }
        try:
            return self.db.execute(SQL.format(near=NEAR if near else ""), values).fetchall()
        except psycopg.errors.QueryCanceled:
            return []

    def computed(self) -> float:
        stat = Path(f"/proc/{self.db.info.backend_pid}/schedstat")
        there = int(stat.read_text().split()[0]) / 1e9 if stat.exists() else 0.0
        return time.thread_time() + there

    def size(self) -> int:
        found = self.db.execute("SELECT pg_total_relation_size('one')").fetchall()
        return int(found[0][0])


NEAR = " AND place = ANY(%(near)s)"
SQL = (
    "SELECT pk, name, about, km, score FROM (SELECT pk, name, about, km,"
    " 0.6 * ts_rank(told, q, 1) + 0.25 * exp(-least(coalesce(km, 1000), 1000) / 30.0)"
    " + 0.1 * (sector <> %(sector)s)::int + 0.05 AS score"
    " FROM (SELECT pk, name, about, sector, told, q,"
    f" {gazetteer.EARTH_RADIUS_KM * gazetteer.ROAD_FACTOR} * acos(least(1.0, greatest(-1.0,"
    " sin(radians(lat)) * sin(radians(%(lat)s)) + cos(radians(lat)) * cos(radians(%(lat)s))"
    " * cos(radians(lon - %(lon)s))))) AS km"
    " FROM one, (SELECT replace(plainto_tsquery('dutch', %(text)s)::text, '&', '|')::tsquery AS q)"
    " AS asked WHERE told @@ q AND place <> %(place)s{near}) AS found) AS scored"
    " ORDER BY score DESC, pk LIMIT 10"
)


def make(name: str, place: str) -> Engine:
    return Ours() if name == "ours" else Postgresql(place)
