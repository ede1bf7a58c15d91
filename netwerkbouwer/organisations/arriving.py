# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes organisations that nobody knew yet: one record each, so nothing to compare or to read."""

import hashlib
from dataclasses import dataclass

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations import (
    adopting,
    golden,
    hierarchy,
    kind_pack,
    payloads,
    refreshing,
    told,
)
from netwerkbouwer.organisations.models import (
    ID_ALPHABET,
    ID_LENGTH,
    Delivery,
    Organisation,
    SourceRecord,
)
from netwerkbouwer.organisations.records import OrganisationRecord

LONGEST_ID = 120
NEW_COLUMNS = (
    "id", "public_id", "source_id", "half_override", *golden.COLUMNS, "gone_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record on its way in.

    `organisation` is the key of the one it is about, when that was found; `matched_by` says how
    (a Dutch text). Without it an unknown record becomes an organisation of its own.
    """

    record: OrganisationRecord
    organisation: int | None = None
    matched_by: str = ""


@dataclass(slots=True)
class Arrived:
    """An incoming record with its text."""

    one: Incoming
    payload: str
    digest: str

    @property
    def key(self) -> str:
        return self.one.record.source_id


def arrived(one: Incoming) -> Arrived:
    """Write out a record and take its fingerprint."""
    payload = payloads.dump(one.record)
    return Arrived(one, payload, payloads.digest(payload))


def own_id(source: str, key: str) -> str:
    """An id for a key that another source uses too; at most LONGEST_ID characters."""
    made = f"{source}:{key}"
    if len(made) <= LONGEST_ID:
        return made
    return f"{made[: LONGEST_ID - 17]}~{payloads.digest(made)[:16]}"


def insert(fresh: list[Arrived], delivery: Delivery) -> list[int]:
    """Make an organisation of each record; give their keys in this order."""
    if not fresh:
        return []
    pks = bulk.reserve(Organisation, len(fresh))
    ids = _source_ids([each.key for each in fresh], delivery.source_id)
    public_ids = _public_ids(ids)
    kinds = kind_pack.load()
    rows = []
    lists: tuple[list[tuple[object, ...]], ...] = ([], [], [], [])
    records = []
    for pk, each, source_id in zip(pks, fresh, ids, strict=True):
        record = each.one.record
        one = golden.plain(record, kinds, delivery.source.name)
        gone = told.ended_on(record.ended_on, delivery.data_on)
        values = [one.values[column] for column in golden.COLUMNS]
        rows.append((pk, public_ids[source_id], source_id, "", *values, gone))
        for found, listed in zip(lists, refreshing.rows_of_lists(one.lists), strict=True):
            found += [(pk, *values) for values in listed]
        records.append(record_row(pk, each, delivery))
    bulk.insert(Organisation, NEW_COLUMNS, rows)
    for (model, columns), listed in zip(refreshing.CHILDREN, lists, strict=True):
        if listed:
            bulk.insert(model, ("organisation_id", *columns), listed)
    bulk.insert(SourceRecord, adopting.RECORD_COLUMNS, records)
    wanted = {pk: e.one.record.parent for pk, e in zip(pks, fresh, strict=True)}
    _set_parents({pk: text for pk, text in wanted.items() if text}, delivery.source_id)
    return pks


def record_row(pk: int, each: Arrived, delivery: Delivery) -> tuple[object, ...]:
    return (pk, delivery.source_id, each.key, each.payload, each.digest, delivery.pk, delivery.pk,
            each.one.matched_by[:200], None)  # fmt: skip


def _source_ids(keys: list[str], source: str) -> list[str]:
    """The key itself where it is free, else one with the source before it."""
    rows = Organisation.objects.filter(source_id__in=keys).order_by()
    taken = set(rows.values_list("source_id", flat=True))
    return [own_id(source, key) if key in taken or len(key) > LONGEST_ID else key for key in keys]


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
        stored = Organisation.objects.filter(public_id__in=list(wanted.values()))
        taken = set(stored.values_list("public_id", flat=True).order_by()) | set(chosen.values())
        for source_id, public_id in wanted.items():
            if public_id not in taken:
                taken.add(public_id)
                chosen[source_id] = public_id
        waiting, attempt = [each for each in waiting if each not in chosen], attempt + 1
    return chosen


def _set_parents(wanted: dict[int, str], source: str) -> None:
    """Set the parents that can be found by now; `writing.settle_parents` looks again."""
    if not wanted:
        return
    found = hierarchy.find((source, text) for text in wanted.values())
    parents = {pk: found[source, text] for pk, text in wanted.items() if (source, text) in found}
    allowed = hierarchy.without_circles(parents)
    bulk.update(Organisation, ("parent_id",), ((parent, pk) for pk, parent in allowed.items()))
