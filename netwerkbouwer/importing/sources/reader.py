# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every source is: who they are, and how a file of theirs becomes rows. Pure."""

import csv
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import ijson

from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError

Item = SourceRow | RowError
# What libraries raise on bytes that are not what they seem.
TROUBLE = (
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    ValueError,
    csv.Error,
    sqlite3.Error,
    ijson.JSONError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class Chosen(Protocol):
    """What a reader asks of `options.Options`."""

    @property
    def extra(self) -> Mapping[str, object]: ...


class Get(Protocol):
    """Fetches one address into a file, as `fetching.fetch` does."""

    def __call__(self, url: str, target: Path, *, headers: Mapping[str, str]) -> object: ...


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch: into which folder, by which means, with which key, about what."""

    folder: Path
    get: Get
    key: str = ""  # of the service, from the setting the reader names
    where: str = ""  # in the words of the service: an area, a search
    url: str = ""  # another address than the usual one


@dataclass(frozen=True, slots=True)
class Reader:
    """A source: its terms, and how to read what it delivers.

    `recognises` gets the first bytes of a file and its name; for a folder or an archive the names
    in it, a line each, follow the bytes. `read` gives rows in the order of the file, and raises
    UnreadableFile with a sentence for a file it cannot make sense of.
    """

    slug: str
    name: str
    licence: str
    licence_url: str
    url: str
    attribution: str
    how_often: str
    priority: int
    is_whole: bool  # whether what is not in a delivery is gone
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[Path, Chosen | None], Iterator[Item]]
    fetch: Callable[[Request], Path] | None = None
    key_setting: str = ""
    needs_address: bool = False  # fetching asks for the address of the service
    data_on: Callable[[Path], date | None] | None = None  # the day the file says it is of


def everything(options: Chosen | None) -> bool:
    """Whether all that is in the file is asked for, and not only what our sectors need."""
    return bool(options is not None and options.extra.get("everything"))


def safely(name: str, items: Iterator[Item], *more: type[Exception]) -> Iterator[Item]:
    """Give the rows; what goes wrong in the bytes becomes UnreadableFile."""
    try:
        yield from items
    except UnreadableFile:
        raise
    except (*TROUBLE, *more):
        raise UnreadableFile(
            f"{name}: het bestand is beschadigd, of anders opgebouwd dan we kennen. "
            "Haal het opnieuw op bij de bron en probeer nog eens."
        ) from None
