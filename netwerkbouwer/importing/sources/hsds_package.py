# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tabular package of HSDS: CSV files that point at each other. Pure.

The files around the organisations go into a temporary SQLite file, so that memory is that of one
organisation whatever the order of the rows.
"""

import csv
import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from netwerkbouwer.organisations.files import UnreadableFile

MAIN = "organizations"
# Files and by which column they belong to another row.
BELONGING = {
    "locations": ("organization_id",),
    "addresses": ("location_id",),
    "phones": ("organization_id", "location_id", "contact_id"),
    "contacts": ("organization_id",),
    "organization_identifiers": ("organization_id",),
    "services": ("organization_id",),
    "service_at_location": ("service_id",),
    "attributes": ("link_id",),
    "taxonomy_terms": ("id",),
}
_MOST = 200  # rows of one kind for one organisation
Row = dict[str, Any]


def is_package(path: Path) -> bool:
    """Whether this is a folder or a zip with organizations.csv in it."""
    return path.is_dir() or zipfile.is_zipfile(path)


def organizations(path: Path) -> Iterator[tuple[int, Row]]:
    """(line, organisation) with all that belongs to it, in the shape of the JSON form."""
    with tempfile.TemporaryDirectory(prefix="nb-hsds-") as folder:
        database = sqlite3.connect(Path(folder) / "package.sqlite3")
        database.row_factory = sqlite3.Row
        try:
            tables = {name: _fill(database, path, name, keys) for name, keys in BELONGING.items()}
            with _table(path, MAIN) as rows:
                if rows is None:
                    raise UnreadableFile(f"{path.name}: hier ontbreekt organizations.csv.")
                for row in rows:
                    yield rows.line_num, _whole(_Finder(database, tables), dict(row))
        finally:
            database.close()


@contextmanager
def _table(path: Path, name: str) -> Iterator["csv.DictReader[str] | None"]:
    """The rows of one file of the package, or None when it is not there."""
    if path.is_dir():
        found = next(iter(sorted(path.rglob(f"{name}.csv"))), None)
        if found is None:
            yield None
            return
        with found.open(encoding="utf-8-sig", newline="") as file:
            yield csv.DictReader(file, restkey="_rest", restval="")
        return
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if each.rpartition("/")[2] == f"{name}.csv"]
        if not names:
            yield None
            return
        with archive.open(names[0]) as packed:
            text = io.TextIOWrapper(packed, "utf-8-sig", newline="")
            yield csv.DictReader(text, restkey="_rest", restval="")


def _fill(database: sqlite3.Connection, path: Path, name: str, keys: tuple[str, ...]) -> list[str]:
    """Copy a file into a table of the same name; give its columns, none when it is not there."""
    with _table(path, name) as rows:
        if rows is None:
            return []
        named = {each.lower(): each for each in rows.fieldnames or [] if each.isidentifier()}
        columns = list(named.values())[:60]
        if not columns:
            return []
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        database.execute(f'CREATE TABLE "{name}" ({names})')
        database.executemany(
            f'INSERT INTO "{name}" VALUES ({marks})',
            ([row.get(column, "") for column in columns] for row in rows),
        )
    for key in keys:
        if key in columns:
            database.execute(f'CREATE INDEX "{name}_{key}" ON "{name}" ("{key}")')
    return columns


class _Finder:
    def __init__(self, database: sqlite3.Connection, tables: dict[str, list[str]]) -> None:
        self._database = database
        self._tables = tables

    def __call__(self, table: str, column: str, value: Any) -> list[Row]:
        if not value or column not in self._tables.get(table, ()):
            return []
        found = self._database.execute(
            f'SELECT * FROM "{table}" WHERE "{column}" = ? LIMIT {_MOST}', (value,)
        )
        return [dict(row) for row in found]


def _whole(find: _Finder, row: Row) -> Row:
    number = row.get("id")
    services = find("services", "organization_id", number)
    for service in services:
        service["attributes"] = _attributes(find, service.get("id"))
    contacts = find("contacts", "organization_id", number)
    for contact in contacts:
        contact["phones"] = find("phones", "contact_id", contact.get("id"))
    return row | {
        "locations": [
            _location(find, each) for each in find("locations", "organization_id", number)
        ],
        "phones": find("phones", "organization_id", number),
        "contacts": contacts,
        "organization_identifiers": find("organization_identifiers", "organization_id", number),
        "services": services,
        "attributes": _attributes(find, number),
    }


def _location(find: _Finder, row: Row) -> Row:
    number = row.get("id")
    return row | {
        "addresses": find("addresses", "location_id", number),
        "phones": find("phones", "location_id", number),
    }


def _attributes(find: _Finder, number: Any) -> list[Row]:
    found = find("attributes", "link_id", number)
    for each in found:
        terms = find("taxonomy_terms", "id", each.get("taxonomy_term_id"))
        each["taxonomy_term"] = terms[0] if terms else {}
    return found
