# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes many rows at once: without objects, by executemany on SQLite and COPY on PostgreSQL.

Nothing here checks a value: callers give what the columns hold. Every call stands in a
transaction of its caller.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    Lookup = models.Lookup[Any]
else:
    Lookup = models.Lookup

Row = Sequence[Any]
# Fields whose values each database wants in a form of its own.
CONVERTED = (models.DateField, models.DateTimeField, models.JSONField)
# Of a connection that writes millions of rows: kB of cache (as a negative number), and pages of the
# log before they go into the file.
HEAVY = {"cache_size": -64_000, "wal_autocheckpoint": 4_000}
AT_ONCE = 5_000  # keys in one query; SQLite takes 32,766 at most


@contextmanager
def heavy_writing(model: type[models.Model]) -> Iterator[None]:
    """While the block runs, let SQLite hold more of what is written; PostgreSQL needs nothing.

    Every commit is on disk as before. But pages that many transactions change (indexes, mostly) go
    from the log into the file once for all of them, and pages of one transaction stay in memory.
    Stands outside transactions.
    """
    connection = connection_for(model)
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    before = [_pragma(connection, name) for name in HEAVY]
    try:
        for name, value in HEAVY.items():
            _pragma(connection, name, value)
        yield
    finally:
        for name, value in zip(HEAVY, before, strict=True):
            _pragma(connection, name, value)


def _pragma(connection: BaseDatabaseWrapper, name: str, value: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}" if value is None else f"PRAGMA {name}={value}")
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def connection_for(model: type[models.Model]) -> BaseDatabaseWrapper:
    """The connection that writes this model."""
    return connections[router.db_for_write(model)]


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Give out so many new primary keys that nobody else will get."""
    if not count:
        return []
    connection = connection_for(model)
    table, column = model._meta.db_table, _key_column(model)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq",
                [count, table],
            )
            row = cursor.fetchone()
            if row is None:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                               [table, count])  # fmt: skip
            last = row[0] if row else count
            return list(range(last - count + 1, last + 1))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), column, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _key_column(model: type[models.Model]) -> str:
    pk = model._meta.pk
    assert pk is not None
    assert pk.column is not None
    return pk.column


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of `columns` (names as in the database)."""
    connection = connection_for(model)
    ready = _converted(model, columns, rows, connection)
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(ready))


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Set `columns` of rows that are there; each row ends with its primary key."""
    connection = connection_for(model)
    key = _key_column(model)
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(column)} = %s" for column in columns)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(key)} = %s"
    ready = list(_converted(model, (*columns, key), rows, connection))
    if ready:
        with connection.cursor() as cursor:
            cursor.executemany(sql, ready)


def among(
    model: type[models.Model],
    wanted: Sequence[str],
    column: str,
    values: Iterable[Any],
    **only: Any,
) -> list[tuple[Any, ...]]:
    """Columns of the rows whose `column` is one of these texts or numbers, in no order.

    `only` are columns that must equal a value. Thousands of values cost one parameter.
    """
    connection = connection_for(model)
    quote = connection.ops.quote_name
    keys = list(values)
    if not keys:
        return []
    is_sqlite = connection.vendor == "sqlite"
    inside = "IN (SELECT value FROM json_each(%s))" if is_sqlite else "= ANY(%s)"
    where = "".join(f"{quote(name)} = %s AND " for name in only)
    names = ", ".join(quote(name) for name in wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM {quote(model._meta.db_table)} "
            f"WHERE {where}{quote(column)} {inside}",
            [*only.values(), json.dumps(keys) if is_sqlite else keys],
        )
        return list(cursor.fetchall())


class Among(Lookup):
    """`filter(pk__among=keys)`: the same as `in`, at the cost of one parameter.

    For whole numbers and texts, thousands at a time; `in` looks at each of them several times.
    `common/models.py` makes it known to all fields.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        left, values = self.process_lhs(compiler, connection)
        keys = list(self.rhs)
        if connection.vendor == "postgresql":
            return f"{left} = ANY(%s)", (*values, keys)
        return f"{left} IN (SELECT value FROM json_each(%s))", (*values, json.dumps(keys))


def _converted(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    connection: BaseDatabaseWrapper,
) -> Iterator[Row]:
    """Rows as this database takes them; columns of plain text and numbers are left alone."""
    by_column = {field.column: field for field in model._meta.concrete_fields}
    converters: list[tuple[int, Callable[..., Any]]] = [
        (place, by_column[column].get_db_prep_save)
        for place, column in enumerate(columns)
        if isinstance(by_column[column], CONVERTED)
    ]
    if not converters:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, convert in converters:
            if values[place] is not None:
                values[place] = convert(values[place], connection)
        yield values


def in_chunks(values: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """Lists of at most `size`."""
    waiting = iter(values)
    while chunk := list(islice(waiting, size)):
        yield chunk
