# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the objects of a JSON file one by one, whatever the list they are in. Pure.

A file may be one object, an array, an object with the list somewhere at its top, or an object
per line. Memory is that of one object.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast

import ijson

from netwerkbouwer.importing.sources.reader import Item
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError

LARGEST_DOCUMENT = 64_000_000  # bytes of a file that is one single object
LONGEST_LINE = 4_000_000
_HEAD = 4096
_BOM = b"\xef\xbb\xbf"

Make = Callable[[Mapping[str, Any], int], Iterable[Item]]


def rows(path: Path, lists: tuple[str, ...], make: Make) -> Iterator[Item]:
    """What `make` makes of each object of a file, or of each JSON file of a folder."""
    if path.is_dir():
        pages = sorted(each for each in path.iterdir() if each.suffix in {".json", ".jsonld"})
        if not pages:
            raise UnreadableFile(f"{path.name}: in deze map staat geen JSON-bestand.")
        for page in pages:
            yield from rows(page, lists, make)
        return
    for line, document in documents(path, lists):
        if isinstance(document, RowError):
            yield document
        elif isinstance(document, dict) and describes(document):
            if line == 1:
                raise UnreadableFile(
                    f"{path.name}: dit is een beschrijving, geen gegevens. Kies het bestand waarin "
                    "de organisaties zelf staan."
                )
            yield RowError(line, "hier staat een beschrijving, geen organisatie.")
        elif isinstance(document, dict):
            yield from make(document, line)
        else:
            yield RowError(line, "hier staat geen organisatie maar een losse waarde.")


def describes(document: Mapping[str, Any]) -> bool:
    """Whether this tells of what shape data is: a schema, a data package, an interface, a context.

    Data may name its schema too, so `$schema` alone says nothing.
    """
    if document.keys() & {"openapi", "swagger", "@vocab"} or document.keys() == {"@context"}:
        return True
    if isinstance(document.get("properties"), dict) and (
        "$schema" in document or document.get("type") == "object"
    ):
        return True
    parts = document.get("resources")
    return (
        isinstance(parts, list)
        and bool(parts)
        and all(isinstance(part, dict) and "schema" in part for part in parts)
    )


def documents(path: Path, lists: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
    """Each object with its number: of the line, or in the list. `lists` are names of lists."""
    where = _where(path, lists)
    if where is None:
        yield from _lines(path)
        return
    if not where and path.stat().st_size > LARGEST_DOCUMENT:
        raise UnreadableFile(
            f"{path.name}: we vinden er geen lijst van organisaties in, en voor één geheel is het "
            "te groot. Kies een bestand met één organisatie per regel."
        )
    with opened(path) as file:
        found = ijson.items(file, where, use_float=True, multiple_values=True)
        yield from enumerate(found, start=1)


def has_list(path: Path, lists: tuple[str, ...]) -> bool:
    """Whether one of the lists is at the top of this file. Raises as `documents` does."""
    return _where(path, lists) in {f"{name}.item" for name in lists}


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file without a byte-order mark, unpacked when it is gzipped."""
    with path.open("rb") as raw, ExitStack() as stack:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        file = cast(IO[bytes], stack.enter_context(gzip.open(raw))) if packed else raw
        if file.read(3) != _BOM:
            file.seek(0)
        yield file


def _where(path: Path, lists: tuple[str, ...]) -> str | None:
    """The place of the objects as ijson names it; '' for one whole, None for one per line."""
    with opened(path) as file:
        head = file.read(_HEAD).lstrip()
    if not head[:1] or head[:1] not in b"[{":
        raise UnreadableFile(f"{path.name}: dit is geen JSON.")
    if head[:1] == b"[":
        return "item"
    if _is_lines(path):
        return None
    with opened(path) as file:
        for prefix, event, _ in ijson.parse(file, use_float=True, multiple_values=True):
            if event == "start_array" and prefix in lists:
                return f"{prefix}.item"
    return ""


def _is_lines(path: Path) -> bool:
    """Whether the first line is an object by itself, and there are more."""
    with opened(path) as file:
        first = file.readline(LONGEST_LINE).strip()
        if not (first.startswith(b"{") and first.endswith(b"}")):
            return False
        if not file.read(_HEAD).strip():
            return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    with opened(path) as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise UnreadableFile(f"{path.name}, regel {number}: deze regel is veel te lang.")
            if not raw.strip():
                continue
            try:
                yield number, json.loads(raw)
            except (ValueError, RecursionError):
                yield number, RowError(number, "deze regel is geen geldige JSON, overgeslagen.")
