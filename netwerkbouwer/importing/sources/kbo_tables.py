# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The CSV files of KBO Open Data as groups of rows per entity, in order of number. Pure.

A delivery is the full set of files, with any number of updates beside it. Files that are in order
stream as they are; one that is not is put in order by a temporary SQLite file. Updates take whole
entities out of a file and put their new rows in, as the register prescribes. Memory is that of
one entity.
"""

import csv
import heapq
import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

from netwerkbouwer.organisations.files import UnreadableFile

Row = tuple[str, ...]
Group = tuple[str, list[Row]]
Open = Callable[[], IO[bytes]]
# Per table the columns we need, the number of the entity first.
TABLES: dict[str, tuple[str, ...]] = {
    "enterprise": (
        "EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise", "JuridicalForm",
        "JuridicalFormCAC",
    ),
    "establishment": ("EstablishmentNumber", "EnterpriseNumber"),
    "denomination": ("EntityNumber", "Language", "TypeOfDenomination", "Denomination"),
    "address": (
        "EntityNumber", "TypeOfAddress", "CountryNL", "Zipcode", "MunicipalityNL",
        "MunicipalityFR", "StreetNL", "StreetFR", "HouseNumber", "Box", "DateStrikingOff",
    ),
    "contact": ("EntityNumber", "ContactType", "Value"),
    "activity": ("EntityNumber", "NaceVersion", "NaceCode", "Classification"),
}  # fmt: skip
OTHERS = ("code", "meta")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One set of files: `files` maps `enterprise` or `enterprise_insert` to what opens it."""

    label: str
    files: dict[str, Open]

    @property
    def is_full(self) -> bool:
        return "enterprise" in self.files


def deliveries(path: Path) -> list[Delivery]:
    """The sets in a folder (or the folders in it) or a zip: the full one first, updates in order.

    Raises UnreadableFile when there is nothing of the register in it.
    """
    sets = _in_folder(path) if path.is_dir() else _in_zip(path)
    known = {f"{table}{part}" for table in TABLES for part in ("", "_insert", "_delete")}
    found = [
        Delivery(label, {name: file for name, file in files.items() if name in known or
                         name in OTHERS})
        for label, files in sets.items() if known & files.keys()
    ]  # fmt: skip
    if not found:
        raise UnreadableFile(
            f"{path.name}: we vinden hier geen enterprise.csv. Kies het zip-bestand van KBO Open "
            "Data zoals je het ophaalde, of de map waarin je het uitpakte."
        )
    full = [each for each in found if each.is_full]
    if len(full) > 1:
        raise UnreadableFile(f"{path.name}: hier staan twee volledige bestanden. Laat er één over.")
    updates = [each for each in found if not each.is_full]
    return full + sorted(updates, key=_number)


def _in_folder(path: Path) -> dict[str, dict[str, Open]]:
    folders = [path, *sorted(each for each in path.iterdir() if each.is_dir())]
    return {
        folder.name: {
            file.stem.lower(): partial(_open_file, file)
            for file in sorted(folder.iterdir())
            if file.suffix.lower() == ".csv"
        }
        for folder in folders
    }


def _in_zip(path: Path) -> dict[str, dict[str, Open]]:
    found: dict[str, dict[str, Open]] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            folder, _, file = name.rpartition("/")
            if file.lower().endswith(".csv"):
                opening = partial(_open_in_zip, path, name)
                found.setdefault(folder, {})[file[:-4].lower()] = opening
    return found


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _open_in_zip(path: Path, name: str) -> IO[bytes]:
    # The archive stays open as long as the file in it is used.
    return zipfile.ZipFile(path).open(name)


def _number(delivery: Delivery) -> tuple[int, str]:
    told = meta(delivery).get("ExtractNumber", "")
    return int(told) if told.isdigit() and len(told) < 9 else 0, delivery.label


def meta(delivery: Delivery) -> dict[str, str]:
    """The facts of meta.csv: SnapshotDate, ExtractType, ExtractNumber."""
    if "meta" not in delivery.files:
        return {}
    return dict(_rows(delivery.files["meta"], ("Variable", "Value")))  # type: ignore[arg-type]


def codes(delivery: Delivery) -> dict[tuple[str, str], str]:
    """The Dutch descriptions of code.csv by category and code."""
    if "code" not in delivery.files:
        return {}
    rows = _rows(delivery.files["code"], ("Category", "Code", "Language", "Description"))
    return {(category, code): text for category, code, spoken, text in rows if spoken == "NL"}


@contextmanager
def _text(opening: Open) -> Iterator[io.TextIOWrapper]:
    with opening() as binary, io.TextIOWrapper(binary, "utf-8-sig", newline="") as text:
        yield text


def _rows(opening: Open, columns: tuple[str, ...]) -> Iterator[Row]:
    """The wanted columns of each row; a row that is too short for them is left out."""
    with _text(opening) as text:
        reader = csv.reader(text)
        header = {name.strip().lower(): place for place, name in enumerate(next(reader, []))}
        missing = [name for name in columns if name.lower() not in header]
        if missing:
            raise UnreadableFile(f"de kolom '{missing[0]}' ontbreekt in een bestand van de KBO.")
        places = [header[name.lower()] for name in columns]
        longest = max(places)
        pick = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        yield from (pick(row) for row in reader if len(row) > longest)


def _is_in_order(opening: Open) -> bool:
    """Whether the first column never goes down; looks at bytes, which is quick."""
    before = b""
    with opening() as file:
        file.readline(100_000)
        while line := file.readline(100_000):
            number = line[:15]
            if number < before:
                return False
            before = number
    return True


class Tables:
    """All tables of a delivery with its updates. A context: it may keep a temporary file."""

    def __init__(self, found: list[Delivery], folder: Path) -> None:
        self._found = found
        self._folder = folder

    def groups(self, table: str) -> Iterator[Group]:
        """(number of the entity, its rows), in order of number."""
        columns = TABLES[table]
        current: Iterator[Group] = iter(())
        for delivery in self._found:
            if table in delivery.files:
                current = _grouped(self._ordered(delivery.files[table], columns, table))
            gone, new = delivery.files.get(f"{table}_delete"), delivery.files.get(f"{table}_insert")
            if gone:
                numbers = self._ordered(gone, columns[:1], f"{table}-gone")
                current = _without(current, map(itemgetter(0), numbers))
            if new:
                added = _grouped(self._ordered(new, columns, f"{table}-new"))
                current = _together(current, added)
        return current

    def _ordered(self, opening: Open, columns: tuple[str, ...], label: str) -> Iterator[Row]:
        if _is_in_order(opening):
            return _rows(opening, columns)
        return self._sorted(opening, columns, label)

    def _sorted(self, opening: Open, columns: tuple[str, ...], label: str) -> Iterator[Row]:
        """Rows by number, in the order of the file within one entity; SQLite sorts on disk."""
        names = ", ".join(f"c{place}" for place in range(len(columns)))
        marks = ", ".join("?" * len(columns))
        file = self._folder / f"{label}-{len(list(self._folder.iterdir()))}.sqlite3"
        with sqlite3.connect(file) as database:
            database.execute("PRAGMA journal_mode=OFF")
            database.execute("PRAGMA synchronous=OFF")
            database.execute("PRAGMA temp_store=FILE")
            database.execute(f"CREATE TABLE t ({names})")
            database.executemany(f"INSERT INTO t VALUES ({marks})", _rows(opening, columns))
            database.commit()
            try:
                yield from database.execute(f"SELECT {names} FROM t ORDER BY c0, rowid")
            finally:
                database.rollback()
        database.close()
        file.unlink(missing_ok=True)


def _grouped(rows: Iterator[Row]) -> Iterator[Group]:
    return ((number, list(group)) for number, group in groupby(rows, key=itemgetter(0)))


def _without(groups: Iterator[Group], gone: Iterator[str]) -> Iterator[Group]:
    """The groups whose number is not among the ones in order in `gone`."""
    waiting = next(gone, None)
    for group in groups:
        while waiting is not None and waiting < group[0]:
            waiting = next(gone, None)
        if waiting != group[0]:
            yield group


def _together(one: Iterator[Group], other: Iterator[Group]) -> Iterator[Group]:
    merged = heapq.merge(one, other, key=itemgetter(0))
    for number, same in groupby(merged, key=itemgetter(0)):
        yield number, [row for _, rows in same for row in rows]


class Cursor:
    """Walks along a table beside another one that is in the same order."""

    def __init__(self, groups: Iterator[Group]) -> None:
        self._groups = groups
        self._number, self._rows = next(groups, ("\uffff", []))

    def at(self, number: str) -> list[Row]:
        """The rows of this entity; numbers must be asked for in order."""
        while self._number < number:
            self._number, self._rows = next(self._groups, ("\uffff", []))
        return self._rows if self._number == number else []
