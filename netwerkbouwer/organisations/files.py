# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a CSV file of organisations row by row; a bad row costs that row, not the file. Pure."""

import csv
import difflib
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import records

LONGEST_LINE = 1_000_000  # bytes; a longer one is a mistake or an attack
MOST_COLUMNS = 200
KNOWN_COLUMNS = (
    "id",
    "name",
    "other_names",
    "country",
    "municipality_code",
    "municipality",
    "sector",
    "sectors",
    "street",
    "postcode",
    "lat",
    "lon",
    "coord_precision",
    "website",
    "kbo",
    "kvk",
    "vcode",
    "parent",
    "description",
    "offers",
    "questions",
    "classification",
    "source",
    "source_url",
    "licence",
    "checked_on",
    "osm",
    "email",
    "phone",
    "is_person",
    "ended_on",
    "sector_basis",
    "sector_certainty",
)
NEEDED_COLUMNS = ("name", "sector")
PLACE_COLUMNS = ("municipality_code", "municipality", "country")


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the text is a Dutch sentence that says what to do."""


def checksum(*paths: Path) -> str:
    """SHA-256 over the files, in hexadecimals."""
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def read(path: Path, source: str = "") -> Iterator[records.OrganisationRecord | records.RowError]:
    """Give a record or an error for each row of a CSV file (also gzipped), in bounded memory.

    `source` stands for rows that name none; the file's own name when it is empty.
    Raises UnreadableFile.
    """
    source = source or path.name.removesuffix(".gz").removesuffix(".csv")[:120]
    try:
        with _opened(path) as file:
            yield from _records(file, path.name, source)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "beschadigd"
        raise UnreadableFile(f"{path.name}: het bestand gaat niet open ({reason}).") from None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        if path.suffix == ".gz":
            with gzip.open(file) as unpacked:
                yield cast(IO[bytes], unpacked)
        else:
            yield file


def _records(
    file: IO[bytes], name: str, source: str
) -> Iterator[records.OrganisationRecord | records.RowError]:
    lines = _Lines(file, name)
    header = next(iter(lines), "")
    delimiter = max(",;\t", key=header.count)
    columns = _columns(header, delimiter, name)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            yield records.RowError(
                start, "deze regel is geen geldige CSV of heeft een te lange cel."
            )
            continue
        yield from lines.take_errors()
        if any(cell.strip() for cell in row):
            yield _record(row, columns, start, source)
    yield from lines.take_errors()


def _record(
    row: list[str], columns: list[str], line: int, source: str
) -> records.OrganisationRecord | records.RowError:
    if len(row) > len(columns):
        return records.RowError(
            line, f"{len(row)} cellen bij {len(columns)} kolommen: staat er een komma te veel?"
        )
    return records.parse(dict(zip(columns, row, strict=False)), line, source)


def _columns(header: str, delimiter: str, name: str) -> list[str]:
    """The names of the columns. Raises UnreadableFile when needed ones are missing."""
    try:
        cells = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    columns = [texts.clean_line(cell).lower().replace(" ", "_") for cell in cells]
    if not any(columns):
        raise UnreadableFile(f"{name}: het bestand is leeg. Zet bovenaan een regel met kolomnamen.")
    if len(columns) > MOST_COLUMNS:
        raise UnreadableFile(f"{name}: {len(columns)} kolommen is te veel.")
    missing = [column for column in NEEDED_COLUMNS if column not in columns]
    if not set(PLACE_COLUMNS) & set(columns):
        missing.append("municipality_code")
    if missing:
        raise UnreadableFile(_about_missing(name, missing, columns))
    return columns


def _about_missing(name: str, missing: list[str], columns: list[str]) -> str:
    sentences = []
    for column in missing:
        near = difflib.get_close_matches(column, columns, n=1, cutoff=0.6)
        hint = f" (je hebt wel '{near[0][:40]}')" if near else ""
        sentences.append(f"'{column}'{hint}")
    known = ", ".join(KNOWN_COLUMNS)
    return f"{name}: deze kolom ontbreekt: {', '.join(sentences)}. We lezen: {known}."


class _Lines:
    """Decoded lines of a file; remembers line numbers and what had to be skipped."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file = file
        self.name = name
        self.number = 0
        self.errors: list[records.RowError] = []

    def __iter__(self) -> Iterator[str]:
        while raw := self.file.readline(LONGEST_LINE + 1):
            self.number += 1
            if len(raw) > LONGEST_LINE:
                self._skip_rest(raw)
                continue
            yield self._decode(raw)

    def _skip_rest(self, raw: bytes) -> None:
        reason = f"deze regel is langer dan {LONGEST_LINE:_} bytes, overgeslagen.".replace("_", ".")
        self.errors.append(records.RowError(self.number, reason))
        while raw and not raw.endswith(b"\n"):
            raw = self.file.readline(LONGEST_LINE)

    def _decode(self, raw: bytes) -> str:
        if self.number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableFile(
                f"{self.name}, regel {self.number}: dit is geen UTF-8. Bewaar het bestand in je "
                "rekenblad opnieuw als 'CSV UTF-8'."
            ) from None

    def take_errors(self) -> list[records.RowError]:
        taken, self.errors = self.errors, []
        return taken
