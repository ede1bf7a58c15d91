# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps what a source told about an organisation as text: the same record, the same bytes. Pure."""

import hashlib
import json
from dataclasses import MISSING, fields
from datetime import date
from operator import attrgetter
from typing import Any

from netwerkbouwer.organisations import records
from netwerkbouwer.organisations.records import OrganisationRecord

# Where a row stood and what was wrong with it says nothing about the organisation.
NOT_KEPT = frozenset({"line", "remarks"})
# Sorted, so that the encoder need not.
KEPT = tuple(sorted({field.name for field in fields(OrganisationRecord)} - NOT_KEPT))
_values_of = attrgetter(*KEPT)
EMPTY: dict[str, Any] = {
    field.name: field.default
    if field.default is not MISSING
    else () if str(field.type).startswith("tuple") else None if "None" in str(field.type) else ""
    for field in fields(OrganisationRecord)
}  # fmt: skip
DATES = tuple(name for name in KEPT if "date" in str(OrganisationRecord.__annotations__[name]))
LISTS = tuple(name for name in KEPT if EMPTY[name] == ())
NOTHING = {name: EMPTY[name] for name in KEPT}
NOTHING_ELSE: dict[str, Any] = {"line": 0, "remarks": ()}

# Built once: json.dumps makes a new encoder for every call with settings of its own.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode


def dump(record: OrganisationRecord) -> str:
    """Canonical JSON of what was told, without what is empty."""
    values = zip(KEPT, _values_of(record), strict=True)
    return _encode({name: value for name, value in values if value or value.__class__ is float})


def load(text: str) -> OrganisationRecord:
    """The record that `dump` wrote; fields it does not have are empty, unknown ones left out."""
    told = json.loads(text)
    values = {**NOTHING, **told}
    for name in DATES:
        if told.get(name) is not None:
            values[name] = date.fromisoformat(told[name])
    for name in LISTS:
        if name in told:
            values[name] = tuple(tuple(v) if isinstance(v, list) else v for v in told[name])
    if len(values) > len(KEPT):
        values = {name: values[name] for name in KEPT}
    return records.made(values | NOTHING_ELSE)


def digest(payload: str) -> str:
    """A fingerprint of 32 hexadecimals, by which unchanged text is seen without reading it."""
    return hashlib.blake2b(payload.encode(), digest_size=16).hexdigest()
