# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one would pick instead of our suggestions: each gives keys of organisations, best first.

All leave out the asker's own municipality, as ours does.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np
import tantivy
from tantivy import Occur, Query

from benchmarks.matching import distance, starter
from benchmarks.matching.judged import Entry
from netwerkbouwer.common import dutch, texts
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer
from netwerkbouwer.places import queries as places

DEPTH = 10
NEAR_KM = 50.0
DEEPER = 200  # looked at, so that ten remain outside the own municipality
# What a civil servant would name without reading the question; taken in turns, the nearest first.
ALWAYS = ("primary-school", "library", "neighbourhood-centre")


class Rival(Protocol):
    name: str

    def ask(self, entry: Entry) -> list[int]: ...


class Ours:
    name = "Netwerkbouwer"

    def __init__(self, surprise: float | None = None) -> None:
        self.extra = {} if surprise is None else {"surprise": surprise}
        if surprise is not None:
            self.name = f"Netwerkbouwer, surprise {surprise:g}"

    def ask(self, entry: Entry) -> list[int]:
        return [one.organisation.pk for one in queries.suggest(request(entry, **self.extra))]


def request(entry: Entry, **extra: Any) -> SuggestRequest:
    """What the product would be asked."""
    return SuggestRequest(
        text=entry.text,
        direction=entry.direction,
        municipality_code=entry.municipality,
        sector=entry.sector,
        limit=DEPTH,
        **extra,
    )


class _OnNumbers:
    """Shared: the arrays, and what lies outside the asker's municipality."""

    def __init__(self) -> None:
        self.snapshot = starter.ready()
        self.numbers: Numbers = self.snapshot.numbers

    def elsewhere(self, entry: Entry, pks: Sequence[int]) -> list[int]:
        """The first ten of these that lie in another municipality."""
        rows = self.numbers.rows_of(list(pks))
        home = home_place(self.numbers, entry)
        there = self.numbers.municipality[rows]
        return [pk for pk, place in zip(pks, there, strict=True) if place != home][:DEPTH]

    def by_distance(self, entry: Entry) -> np.ndarray[Any, np.dtype[np.int64]]:
        """All rows outside the municipality, nearest first."""
        km = kilometres(self.numbers, entry)
        order = np.lexsort((self.numbers.pk, np.nan_to_num(km, nan=np.inf)))
        away = self.numbers.municipality[order] != home_place(self.numbers, entry)
        return np.asarray(order[away])


def home_place(numbers: Numbers, entry: Entry) -> int:
    code = places.municipality(entry.municipality).code
    return numbers.municipalities.index(code)


def kilometres(numbers: Numbers, entry: Entry) -> distance.Floats:
    """Road kilometres from the asker's municipality to every row."""
    return distance.to_all(numbers, places.municipality(entry.municipality))


class Bm25(_OnNumbers):
    """BM25 of tantivy with our stems, on the subjects of our own index."""

    name = "BM25, our stems"

    def ask(self, entry: Entry) -> list[int]:
        query = self.snapshot.topic_query(dutch.analyse(entry.text), "topic")
        return self.elsewhere(entry, self.snapshot.top(query, DEEPER)) if query else []


class Bm25Near(_OnNumbers):
    """The same, asked only of who lies near."""

    name = "BM25, our stems, within 50 km"

    def ask(self, entry: Entry) -> list[int]:
        query = self.snapshot.topic_query(dutch.analyse(entry.text), "topic")
        near = Query.term_set_query(self.snapshot.schema, "municipality", codes_near(entry))
        if query is None:
            return []
        return self.elsewhere(entry, self.snapshot.top(self.snapshot.both(query, near), DEEPER))


def codes_near(entry: Entry) -> list[str]:
    """Municipalities whose centre lies near that of the asker, its own left out."""
    own = places.municipality(entry.municipality).code
    found = gazetteer.municipalities_within(own, NEAR_KM)
    return [place.code for place, _ in found if place.code != own]


class Bm25ByDirection(_OnNumbers):
    """The same, but a strength is laid beside what organisations look for."""

    name = "BM25, our stems, by direction"

    def ask(self, entry: Entry) -> list[int]:
        field = "topic" if entry.direction == "limitation" else "seeks"
        query = self.snapshot.topic_query(dutch.analyse(entry.text), field)
        return self.elsewhere(entry, self.snapshot.top(query, DEEPER)) if query else []


class RawWords(_OnNumbers):
    """BM25 of tantivy on the words as they are, folded."""

    name = "BM25, raw words"

    def __init__(self) -> None:
        super().__init__()
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("pk", stored=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        self.schema = builder.build()
        index = tantivy.Index(self.schema)
        writer = index.writer(50_000_000, 1)
        for one in starter.documents():
            words = " ".join(_words(starter.texts(one)))
            writer.add_document(
                tantivy.Document.from_dict({"pk": one.pk, "text": words}, self.schema)
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def ask(self, entry: Entry) -> list[int]:
        terms = [
            (Occur.Should, Query.term_query(self.schema, "text", word, "freq"))
            for word in dict.fromkeys(_words(entry.text))
        ]
        hits = self.searcher.search(Query.boolean_query(terms), DEEPER).hits
        pks = [int(self.searcher.doc(address).to_dict()["pk"][0]) for _, address in hits]
        return self.elsewhere(entry, pks)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", texts.fold(text))


class Nearest(_OnNumbers):
    name = "nearest of any kind"

    def ask(self, entry: Entry) -> list[int]:
        return [int(pk) for pk in self.numbers.pk[self.by_distance(entry)[:DEPTH]]]


class Always(_OnNumbers):
    """The same kinds for every question."""

    name = "school, library, neighbourhood centre nearby"

    def ask(self, entry: Entry) -> list[int]:
        order = self.by_distance(entry)
        kinds = [self.numbers.kinds.index(kind) for kind in ALWAYS]
        each = [iter(order[self.numbers.kind[order] == kind].tolist()) for kind in kinds]
        rows = [
            row for turn in range(DEPTH) if (row := next(each[turn % len(each)], None)) is not None
        ]
        return [int(pk) for pk in self.numbers.pk[rows]]


class Postgres(_OnNumbers):
    """Full text of PostgreSQL with its own Dutch; any word may match, ranked by ts_rank."""

    name = "PostgreSQL `dutch`"

    def __init__(self, url: str) -> None:
        super().__init__()
        import psycopg

        self.db = psycopg.connect(url, autocommit=True)
        self.db.execute(
            "CREATE UNLOGGED TABLE IF NOT EXISTS told(pk int, place int, text tsvector)"
        )
        self.db.execute("TRUNCATE told")
        place_of = dict(
            zip(self.numbers.pk.tolist(), self.numbers.municipality.tolist(), strict=True)
        )
        with self.db.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO told VALUES (%s, %s, to_tsvector('dutch', %s))",
                [(one.pk, place_of[one.pk], starter.texts(one)) for one in starter.documents()],
            )
        self.db.execute("CREATE INDEX ON told USING gin(text)")

    def ask(self, entry: Entry) -> list[int]:
        return self.found(entry, "place <> %s", home_place(self.numbers, entry))

    def found(self, entry: Entry, where: str, value: object) -> list[int]:
        sql = (
            "SELECT pk FROM told, (SELECT replace(plainto_tsquery('dutch', %s)::text, '&', '|')"
            f"::tsquery AS q) AS asked WHERE text @@ q AND {where}"
            f" ORDER BY ts_rank(text, q) DESC, pk LIMIT {DEPTH}"
        )
        return [int(pk) for (pk,) in self.db.execute(sql, (entry.text, value)).fetchall()]


class PostgresNear:
    """The same, asked only of who lies near."""

    name = "PostgreSQL `dutch`, within 50 km"

    def __init__(self, whole: Postgres) -> None:
        self.whole = whole

    def ask(self, entry: Entry) -> list[int]:
        places_ = {code: place for place, code in enumerate(self.whole.numbers.municipalities)}
        near = [places_[code] for code in codes_near(entry)]
        return self.whole.found(entry, "place = ANY(%s)", near)


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """Full text of PostgreSQL on a cluster of our own; nothing when it is not installed."""
    from tools import postgres as clusters
    from tools import system

    programs = system.postgres_programs()
    if programs is None:
        yield None
        return
    with clusters.cluster(programs) as url:
        rival = Postgres(url)
        try:
            yield rival
        finally:
            rival.db.close()
