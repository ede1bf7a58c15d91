# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes checked records to the directory, some hundreds per transaction.

A row is known by its `source_id`. What is equal is left alone, nothing is deleted but names,
sectors, numbers and offers that the file no longer gives for that row.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models as django_models
from django.db import transaction

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import kind_pack
from netwerkbouwer.organisations.models import (
    ID_ALPHABET,
    ID_LENGTH,
    Identifier,
    Offering,
    Organisation,
    OrganisationSector,
    OtherName,
    new_public_id,
)
from netwerkbouwer.organisations.records import OrganisationRecord

MOST_IN_QUERY = 500
# Columns that a file decides. An override of the half, a merge, a parent and the id stay.
WRITTEN = (
    "name",
    "name_folded",
    "municipality_id",
    "street",
    "postcode",
    "lat",
    "lon",
    "precision",
    "main_sector",
    "half",
    "kind",
    "description",
    "website",
    "source",
    "source_url",
    "licence",
    "checked_on",
)
# Lists that belong to an organisation: model, and the columns besides the organisation.
CHILDREN: tuple[tuple[type[django_models.Model], tuple[str, ...]], ...] = (
    (OtherName, ("name",)),
    (OrganisationSector, ("sector",)),
    (Identifier, ("scheme", "value")),
    (Offering, ("kind", "text")),
)
Values = tuple[Any, ...]


@dataclass
class Written:
    """Primary keys of what a batch did."""

    new: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: int = 0


def write(records: Sequence[OrganisationRecord]) -> Written:
    """Bring the rows of these records up to date in one transaction. Ids must differ."""
    with transaction.atomic():
        known = _known(records)
        new = _insert([record for record in records if record.source_id not in known])
        pks = {source_id: row.pk for source_id, row in (known | new).items()}
        differing = _update(records, known)
        others = _write_children(records, pks, set(known))
    new_pks = {row.pk for row in new.values()}
    changed = (differing | others) - new_pks
    return Written(sorted(new_pks), sorted(changed), len(known) - len(changed))


def _known(records: Iterable[OrganisationRecord]) -> dict[str, Organisation]:
    ids = [record.source_id for record in records]
    return {row.source_id: row for row in Organisation.objects.filter(source_id__in=ids).order_by()}


def _values(record: OrganisationRecord) -> Values:
    """What the row should hold, in the order of WRITTEN."""
    kinds = kind_pack.load()
    kind = kinds.classify(record.name, record.sector, record.source, record.classification)
    return (
        record.name,
        texts.fold(record.name)[:250],
        record.municipality_code or None,
        record.street,
        record.postcode,
        record.lat,
        record.lon,
        record.precision,
        record.sector,
        kinds.half(record.sector, kind),
        kind,
        record.description,
        record.website,
        record.source,
        record.source_url,
        record.licence,
        record.checked_on,
    )


def _row(record: OrganisationRecord, public_id: str) -> Organisation:
    row = Organisation(source_id=record.source_id, public_id=public_id)
    for column, value in zip(WRITTEN, _values(record), strict=True):
        setattr(row, column, value)
    return row


def _insert(records: list[OrganisationRecord]) -> dict[str, Organisation]:
    public_ids = _public_ids([record.source_id for record in records])
    rows = [_row(record, public_ids[record.source_id]) for record in records]
    Organisation.objects.bulk_create(rows)
    return {row.source_id: row for row in rows}


def public_id_for(source_id: str, attempt: int = 0) -> str:
    """An id that follows from the source id: the same address on every installation."""
    number = int.from_bytes(
        hashlib.blake2b(f"{attempt}:{source_id}".encode(), digest_size=8).digest(), "big"
    )
    letters = []
    for _ in range(ID_LENGTH):
        number, rest = divmod(number, len(ID_ALPHABET))
        letters.append(ID_ALPHABET[rest])
    return "".join(letters)


def _public_ids(source_ids: list[str]) -> dict[str, str]:
    """A free id for each; two that fall together are told apart by a further attempt."""
    chosen: dict[str, str] = {}
    waiting, attempt = source_ids, 0
    while waiting:
        wanted = {source_id: public_id_for(source_id, attempt) for source_id in waiting}
        stored = Organisation.objects.filter(public_id__in=wanted.values())
        taken = set(stored.values_list("public_id", flat=True).order_by()) | set(chosen.values())
        for source_id, public_id in wanted.items():
            if public_id not in taken:
                taken.add(public_id)
                chosen[source_id] = public_id
        waiting, attempt = [each for each in waiting if each not in chosen], attempt + 1
    return chosen


def _update(records: Iterable[OrganisationRecord], known: dict[str, Organisation]) -> set[int]:
    """Write the known rows whose columns differ; give their primary keys."""
    differing = []
    for record in records:
        row = known.get(record.source_id)
        if row is None:
            continue
        values = _values(record)
        if values != tuple(getattr(row, column) for column in WRITTEN):
            # An upsert on source_id: far faster than bulk_update, which writes a CASE per cell.
            differing.append(_row(record, new_public_id()))
    Organisation.objects.bulk_create(
        differing,
        update_conflicts=True,
        unique_fields=["source_id"],
        update_fields=[column.removesuffix("_id") for column in WRITTEN],
    )
    return {known[row.source_id].pk for row in differing}


def _wanted(record: OrganisationRecord) -> tuple[list[Values], ...]:
    """The lists of a record, in the order of CHILDREN."""
    offers = [(Offering.Kind.OFFER.value, text) for text in record.offers]
    questions = [(Offering.Kind.QUESTION.value, text) for text in record.questions]
    return (
        [(name,) for name in record.other_names],
        [(sector,) for sector in record.sectors],
        list(record.identifiers),
        [*offers, *questions],
    )


def _write_children(
    records: Sequence[OrganisationRecord], pks: dict[str, int], known: set[str]
) -> set[int]:
    """Make each list of each organisation as its record says; give whose lists changed."""
    changed: set[int] = set()
    lists = [_wanted(record) for record in records]
    owners = [pks[record.source_id] for record in records]
    old = [pks[source_id] for source_id in known]
    for place, (model, columns) in enumerate(CHILDREN):
        stored: dict[tuple[int, Values], int] = {}
        if old:
            rows = model._default_manager.filter(organisation_id__in=old).order_by()
            for pk, owner, *values in rows.values_list("pk", "organisation_id", *columns):
                stored[owner, tuple(values)] = pk
        wanted = {
            (owner, values): None
            for owner, each in zip(owners, lists, strict=True)
            for values in each[place]
        }
        changed |= _sync(model, columns, stored, wanted)
    return changed


def _sync(
    model: type[django_models.Model],
    columns: tuple[str, ...],
    stored: dict[tuple[int, Values], int],
    wanted: dict[tuple[int, Values], None],
) -> set[int]:
    gone = [key for key in stored if key not in wanted]
    new = [key for key in wanted if key not in stored]
    if gone:
        model._default_manager.filter(pk__in=[stored[key] for key in gone]).delete()
    model._default_manager.bulk_create(
        model(organisation_id=owner, **dict(zip(columns, values, strict=True)))
        for owner, values in new
    )
    return {owner for owner, _ in (*gone, *new)}


def write_parents(wanted: dict[str, str]) -> list[tuple[str, str]]:
    """Set parents given as {source id: source id or name}; give the ones that were not found.

    A parent is found by its source id, else by a name that only one organisation has.
    """
    unknown = []
    items = iter(wanted.items())
    while chunk := dict(islice(items, MOST_IN_QUERY)):
        unknown += _write_parents(chunk)
    return unknown


def _write_parents(wanted: dict[str, str]) -> list[tuple[str, str]]:
    unknown = []
    rows = Organisation.objects.filter(source_id__in=wanted).order_by()
    by_id, by_name = _parents(set(wanted.values()))
    with transaction.atomic():
        for row in rows:
            text = wanted[row.source_id]
            named = by_name[texts.fold(text)]
            parent = by_id.get(text) or (named[0] if len(named) == 1 else None)
            if parent is None or _is_below(parent, row.pk):
                unknown.append((row.source_id, text))
            elif parent != row.parent_id:
                Organisation.objects.filter(pk=row.pk).update(parent_id=parent)
    return unknown


def _parents(told: set[str]) -> tuple[dict[str, int], dict[str, list[int]]]:
    found = Organisation.objects.order_by()
    by_id = dict(found.filter(source_id__in=told).values_list("source_id", "pk"))
    names = {texts.fold(text)[:250] for text in told}
    by_name: dict[str, list[int]] = defaultdict(list)
    for name, pk in found.filter(name_folded__in=names).values_list("name_folded", "pk"):
        by_name[name].append(pk)
    return by_id, by_name


def _is_below(pk: int, above: int) -> bool:
    """Whether `pk` is `above` or a part of it: then it cannot be its parent."""
    seen: set[int] = set()
    current: int | None = pk
    while current is not None and current not in seen:
        if current == above:
            return True
        seen.add(current)
        current = (
            Organisation.objects.filter(pk=current).values_list("parent_id", flat=True).first()
        )
    return False
