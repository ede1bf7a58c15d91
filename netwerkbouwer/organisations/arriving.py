# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes organisations that nobody knew yet: one record each, so nothing to compare or to read."""

import hashlib
from collections.abc import Collection
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
    Delivery,
    Organisation,
    SourceRecord,
)
from netwerkbouwer.organisations.records import OrganisationRecord

LONGEST_ID = 120
# A public id has eight letters, lowest first; made of pairs, a quarter of the divisions.
TWO, FOUR = len(ID_ALPHABET) ** 2, len(ID_ALPHABET) ** 4
_PAIRS = tuple(low + high for high in ID_ALPHABET for low in ID_ALPHABET)
NEW_COLUMNS = (
    "id", "public_id", "source_id", "half_override", *golden.COLUMNS, "gone_on",
)  # fmt: skip


@dataclass(slots=True)
class Incoming:
    """A record on its way in.

    `organisation` is the key of the one it is about, when that was found; `matched_by` says how
    (a Dutch text). Without it an unknown record becomes an organisation of its own. `payload` is
    the record as `payloads.dump` writes it and `digest` its fingerprint, of who has those already.
    """

    record: OrganisationRecord
    organisation: int | None = None
    matched_by: str = ""
    payload: str = ""
    digest: str = ""


@dataclass(slots=True)
class Arrived:
    """An incoming record with its key and its text."""

    one: Incoming
    key: str
    payload: str
    digest: str


def arrived(one: Incoming) -> Arrived:
    """Write out a record and take its fingerprint."""
    payload = one.payload or payloads.dump(one.record)
    digest = one.digest or payloads.digest(payload)
    return Arrived(one, one.record.source_id, payload, digest)


def own_id(source: str, key: str) -> str:
    """An id for a key that another source uses too; at most LONGEST_ID characters."""
    made = f"{source}:{key}"
    if len(made) <= LONGEST_ID:
        return made
    return f"{made[: LONGEST_ID - 17]}~{payloads.digest(made)[:16]}"


def insert(fresh: list[Arrived], taken: Collection[str], delivery: Delivery) -> list[int]:
    """Make an organisation of each record; give their keys in this order.

    `taken` are keys that are already the id of another organisation.
    """
    if not fresh:
        return []
    pks = bulk.reserve(Organisation, len(fresh))
    slug = delivery.source_id
    ids = [
        own_id(slug, each.key) if each.key in taken or len(each.key) > LONGEST_ID else each.key
        for each in fresh
    ]
    _insert_rows(list(zip(pks, fresh, ids, _public_ids(ids), strict=True)), delivery)
    bulk.insert(
        SourceRecord,
        adopting.RECORD_COLUMNS,
        [record_row(pk, each, delivery) for pk, each in zip(pks, fresh, strict=True)],
    )
    wanted = {pk: each.one.record.parent for pk, each in zip(pks, fresh, strict=True)}
    _set_parents({pk: text for pk, text in wanted.items() if text}, slug)
    return pks


def _insert_rows(new: list[tuple[int, Arrived, str, str]], delivery: Delivery) -> None:
    """Rows and lists of (key, record, source id, public id)."""
    kinds, name = kind_pack.load(), delivery.source.name
    rows: list[tuple[object, ...]] = []
    lists: tuple[list[tuple[object, ...]], ...] = ([], [], [], [])
    names, in_sectors, identifiers, offerings = lists
    for pk, each, source_id, public_id in new:
        record = each.one.record
        values, (others, sectors, numbers, offers, questions) = golden.plain(record, kinds, name)
        gone = record.ended_on and told.ended_on(record.ended_on, delivery.data_on)
        rows.append((pk, public_id, source_id, "", *values, gone))
        names += [(pk, other) for other in others]
        in_sectors += [(pk, sector) for sector in sectors]
        identifiers += [(pk, scheme, value) for scheme, value in numbers]
        if offers or questions:
            day = refreshing.published_on(record.checked_on or delivery.data_on)
            said = (day, False, (record.source or name)[:120])
            offerings += [(pk, refreshing.OFFER, text, *said) for text in offers]
            offerings += [(pk, refreshing.QUESTION, text, *said) for text in questions]
    bulk.insert(Organisation, NEW_COLUMNS, rows)
    for (model, columns), listed in zip(refreshing.CHILDREN, lists, strict=True):
        if listed:
            more = refreshing.MORE_COLUMNS.get(model, ())
            bulk.insert(model, ("organisation_id", *columns, *more), listed)


def record_row(pk: int, each: Arrived, delivery: Delivery) -> tuple[object, ...]:
    """A record of organisation `pk`, in the order of adopting.RECORD_COLUMNS."""
    return (pk, delivery.source_id, each.key, each.payload, each.digest, delivery.pk, delivery.pk,
            each.one.matched_by[:200], None)  # fmt: skip


def public_id_for(source_id: str, attempt: int = 0) -> str:
    """An id that follows from the source id: the same address on every installation."""
    digest = hashlib.blake2b(f"{attempt}:{source_id}".encode(), digest_size=8).digest()
    rest, first = divmod(int.from_bytes(digest, "big"), FOUR)
    second = rest % FOUR
    one, two = divmod(first, TWO)
    three, four = divmod(second, TWO)
    return f"{_PAIRS[two]}{_PAIRS[one]}{_PAIRS[four]}{_PAIRS[three]}"


def _public_ids(source_ids: list[str]) -> list[str]:
    """A free id for each; two that fall together are told apart by a further attempt."""
    chosen: dict[str, str] = {}
    waiting, attempt = source_ids, 0
    while waiting:
        wanted = {source_id: public_id_for(source_id, attempt) for source_id in waiting}
        stored = bulk.among(Organisation, ["public_id"], "public_id", wanted.values())
        taken = {public_id for (public_id,) in stored} | set(chosen.values())
        for source_id, public_id in wanted.items():
            if public_id not in taken:
                taken.add(public_id)
                chosen[source_id] = public_id
        waiting, attempt = [each for each in waiting if each not in chosen], attempt + 1
    return [chosen[source_id] for source_id in source_ids]


def _set_parents(wanted: dict[int, str], source: str) -> None:
    """Set the parents that can be found by now; `writing.settle_parents` looks again."""
    if not wanted:
        return
    found = hierarchy.find((source, text) for text in wanted.values())
    parents = {pk: found[source, text] for pk, text in wanted.items() if (source, text) in found}
    allowed = hierarchy.without_circles(parents)
    bulk.update(Organisation, ("parent_id",), ((parent, pk) for pk, parent in allowed.items()))
