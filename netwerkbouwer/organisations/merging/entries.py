# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations of the directory as entries that can be compared, few or all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations import identity, villages
from netwerkbouwer.organisations.models import (
    Identifier,
    Organisation,
    OtherName,
    Precision,
    SourceRecord,
)
from netwerkbouwer.places import gazetteer

CHUNK = 5_000  # organisations read at once
COLUMNS = (
    "id", "name", "municipality_id", "street", "postcode", "lat", "lon", "precision", "website",
    "phone", "email", "main_sector",
)  # fmt: skip


def read(pks: Sequence[int]) -> list[identity.Entry]:
    """Entries of these organisations, in this order; those that are not there are left out."""
    rows = {row[0]: row for row in bulk.among(Organisation, COLUMNS, "id", pks)}
    numbers: dict[int, set[tuple[str, str]]] = defaultdict(set)
    wanted = ("organisation_id", "scheme", "value")
    for pk, scheme, value in bulk.among(Identifier, wanted, "organisation_id", pks):
        numbers[pk].add((scheme, value))
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in bulk.among(OtherName, ("organisation_id", "name"), "organisation_id", pks):
        names[pk].append(name)
    return [
        _entry(rows[pk], frozenset(numbers.get(pk, ())), tuple(sorted(names.get(pk, ()))))
        for pk in pks
        if pk in rows
    ]


def _entry(
    row: Sequence[Any], numbers: frozenset[tuple[str, str]], names: tuple[str, ...]
) -> identity.Entry:
    pk, name, town, street, postcode, lat, lon, precision, website, phone, email, sector = row
    is_exact = precision == Precision.ADDRESS
    return identity.Entry(
        key=pk,
        source="",
        name=name,
        municipality=town_of_today(town or ""),
        street=street,
        postcode=postcode,
        lat=lat if is_exact else None,
        lon=lon if is_exact else None,
        host=website,
        phone=phone,
        email=email,
        numbers=numbers,
        sector=sector,
        other_names=names,
    )


@lru_cache(maxsize=4_096)
def town_of_today(code: str) -> str:
    """The code of today; an unknown one counts as no place."""
    try:
        return gazetteer.current_code(code) if code else ""
    except gazetteer.UnknownCode:
        return ""


def villages_of(pks: Collection[int]) -> dict[int, str]:
    """In which village these organisations are, as far as a list told that."""
    rows = bulk.among(Organisation, ("id", "description"), "id", sorted(pks))
    return {pk: village for pk, description in rows if (village := villages.of(description))}


def in_slices(pks: Sequence[int]) -> Iterator[list[identity.Entry]]:
    """Entries of many organisations, CHUNK at a time."""
    for start in range(0, len(pks), CHUNK):
        yield read(pks[start : start + CHUNK])


def sources_of(pks: Collection[int]) -> dict[int, frozenset[str]]:
    """Which sources tell of each organisation now, what was merged into it not counted."""
    found: dict[int, set[str]] = defaultdict(set)
    wanted = ("organisation_id", "source_id", "gone_on")
    for pk, source, gone_on in bulk.among(SourceRecord, wanted, "organisation_id", sorted(pks)):
        if gone_on is None:
            found[pk].add(source)
    return {pk: frozenset(sources) for pk, sources in found.items()}
