# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations as linked data: JSON-LD and Turtle in words of OSLO, org or schema.org. Pure."""

from collections.abc import Iterator
from pathlib import Path

from netwerkbouwer.importing.sources import linked, linked_words, reader
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """All organisations described in a file. Raises UnreadableFile; fetches nothing."""
    return reader.safely(path.name, _read(path), *linked.trouble(path))


def _read(path: Path) -> Iterator[Item]:
    if path.suffix in {".ttl", ".nt"}:
        return linked.turtle(path, linked_words.plain_key)
    return linked.json_ld(path, linked_words.plain_key)


def recognises(head: bytes, file_name: str) -> bool:
    """Turtle by its first words, JSON-LD by its context."""
    if file_name.lower().endswith((".ttl", ".nt")):
        return True
    return head.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] in {b"{", b"["} and b'"@context"' in head


READER = Reader(
    slug="oslo",
    name="Linked data (OSLO, schema.org)",
    licence="",
    licence_url="",
    url="https://data.vlaanderen.be",
    attribution="",
    how_often="zo vaak als de bron haar gegevens publiceert",
    priority=65,
    is_whole=False,
    suffixes=(".jsonld", ".json", ".ttl", ".nt"),
    recognises=recognises,
    read=read,
)
