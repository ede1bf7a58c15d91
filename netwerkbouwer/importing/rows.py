# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source tells in one row, before it is checked. Pure.

A reader of `sources` gives these; `staging.Sink` makes checked records of them.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at an organisation. Dropped unless someone asked for it and said why."""

    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Someone this organisation works with: another one by its name, and where it is if told.

    `key` is that of its own row, where the same file has one.
    """

    name: str
    place: str = ""
    kind: str = "works_with"  # a `network.models.Link.Kind`
    started_on: date | None = None
    ended_on: date | None = None
    evidence: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One organisation as a source tells it.

    `key` is what the source knows it by and never changes there; empty where there is none: then
    one is made of name and municipality. `values` have the column names of `records.parse`.
    `classes` are (list, code) pairs in the source's own classifications, most telling first:
    ("osm", "amenity=library"), ("NACE-BEL 2025", "91.11"). `line` is for messages.
    """

    key: str
    values: dict[str, str]
    line: int
    classes: tuple[tuple[str, str], ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
