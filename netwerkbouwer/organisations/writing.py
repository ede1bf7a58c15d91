# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only way for facts into the directory: what sources tell is kept, and rows follow from it.

A record is known by its source and its key. What did not change is left alone. Nothing is ever
deleted but what an undone delivery itself brought.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations import (
    adopting,
    arriving,
    payloads,
    refreshing,
    standing,
)
from netwerkbouwer.organisations.curation import suppression
from netwerkbouwer.organisations.models import (
    Change,
    Contact,
    Delivery,
    Organisation,
    RecordVersion,
    Source,
    SourceRecord,
)
from netwerkbouwer.organisations.refreshing import Differences

AT_ONCE = 500
Incoming = arriving.Incoming
VERSION_COLUMNS = (
    "record_id", "delivery_id", "payload", "digest", "last_delivery_id", "gone_on",
)  # fmt: skip
CHANGE_COLUMNS = ("organisation_id", "kind", "at", "by", "delivery_id", "differences", "note")


class CannotUndo(Exception):
    """Something later stands in the way; the text is a Dutch sentence."""


@dataclass(slots=True)
class Written:
    """What taking in did: keys of organisations, and after how many records nothing looked
    different.
    """

    new: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """A record as it stands."""

    pk: int
    organisation: int
    digest: str
    gone_on: date | None


def take_in(incoming: Sequence[arriving.Incoming], delivery: Delivery) -> Written:
    """Bring records and rows up to date in one transaction. Keys must differ: ValueError.

    A few thousand records at most: they are all in memory. New ones of who objected stay out.
    """
    every = [arriving.arrived(one) for one in incoming]
    if len({each.key for each in every}) < len(every):
        raise ValueError("the same key twice in one batch")
    if not every:
        return Written()
    with transaction.atomic():
        kept_out = suppression.known()
        known = _known(delivery.source_id, [each.key for each in every])
        every = [each for each in every if each.key in known or _may_come(each, delivery, kept_out)]
        renewed = [
            (each, known[each.key])
            for each in every
            if each.key in known and _differs(each, known[each.key])
        ]
        fresh = [each for each in every if each.key not in known]
        joined, taken = _homes(fresh, delivery)
        alone = [each for each in fresh if each.key not in joined]
        new = arriving.insert(alone, taken, delivery)
        _join([(each, joined[each.key]) for each in fresh if each.key in joined], delivery)
        _renew(renewed, delivery)
        touched = {*joined.values(), *(before.organisation for _, before in renewed)}
        changed = refreshing.refresh(touched) if touched else {}
        _write_history(changed, delivery)
    left = len(every) - len(new) - sum(
        each.organisation in changed for _, each in renewed
    ) - sum(pk in changed for pk in joined.values())  # fmt: skip
    return Written(new, sorted(changed), left)


def _may_come(each: arriving.Arrived, delivery: Delivery, kept_out: frozenset[str]) -> bool:
    """Whether nobody asked to keep this out; whoever did so is never taken in anew."""
    record = each.one.record
    return not suppression.is_suppressed(
        delivery.source_id, each.key, record.name, record.municipality_code, among=kept_out
    )


def _known(source: str, keys: Iterable[str]) -> dict[str, _Known]:
    columns = ("key", "id", "organisation_id", "digest", "gone_on")
    rows = bulk.among(SourceRecord, columns, "key", keys, source_id=source)
    return {row[0]: _Known(*row[1:]) for row in rows}


def _differs(each: arriving.Arrived, known: _Known) -> bool:
    return known.digest != each.digest or known.gone_on is not None


def _homes(
    fresh: Sequence[arriving.Arrived], delivery: Delivery
) -> tuple[dict[str, int], set[str]]:
    """Per key of a new record the organisation it belongs to, where there is one already.

    Besides those that the caller found: a row that has this very id and no record of a source,
    from before sources were kept or left after an undo. Also gives the keys that another
    organisation has for its id.
    """
    found = {each.key: each.one.organisation for each in fresh if each.one.organisation}
    if found:
        adopting.adopt(set(found.values()))
    keys = [each.key for each in fresh if each.key not in found]
    stored = _by_source_id({key: key for key in keys})
    ours, taken = _without_source(stored), set(stored)
    if others := taken - set(ours):
        own = {arriving.own_id(delivery.source_id, key): key for key in others}
        ours |= _without_source(_by_source_id(own))
    if ours:
        _retire_earlier(ours.values(), delivery)
    return {**ours, **found}, taken


def _by_source_id(wanted: Mapping[str, str]) -> dict[str, int]:
    """{id: key} → {key: organisation}, for the ids that there are."""
    rows = bulk.among(Organisation, ("source_id", "id"), "source_id", wanted)
    return {wanted[source_id]: pk for source_id, pk in rows}


def _without_source(stored: Mapping[str, int]) -> dict[str, int]:
    """Those of which no source tells anything."""
    if not stored:
        return {}
    records = SourceRecord.objects.filter(organisation__in=list(stored.values()))
    told_of = records.exclude(source=adopting.EARLIER).values_list("organisation_id", flat=True)
    taken = set(told_of)
    return {key: pk for key, pk in stored.items() if pk not in taken}


def _retire_earlier(pks: Iterable[int], delivery: Delivery) -> None:
    """The text that a row had by itself ends where its own source tells it again."""
    rows = SourceRecord.objects.filter(
        organisation__in=list(pks), source=adopting.EARLIER, gone_on=None
    )
    _set_gone(list(rows), delivery)


def settle_parents(delivery: Delivery) -> list[tuple[str, str]]:
    """Look again for parents that came later than their parts, once all of a delivery is in.

    Give (key, what it says) of the records that still have none.
    """
    rows = SourceRecord.objects.filter(last_delivery=delivery, organisation__parent=None)
    rows = rows.filter(payload__contains='"parent":').order_by("pk")
    unknown: list[tuple[str, str]] = []
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = chunk[-1].pk
        unknown += _settle(chunk)
    return unknown


def _settle(records: list[SourceRecord]) -> list[tuple[str, str]]:
    with transaction.atomic():
        refreshing.refresh(record.organisation_id for record in records)
        owners = {record.organisation_id for record in records}
        still = Organisation.objects.filter(pk__in=owners, parent=None)
        left = set(still.values_list("pk", flat=True))
    return [
        (record.key, payloads.load(record.payload).parent)
        for record in records
        if record.organisation_id in left
    ]


def _join(fresh: list[tuple[arriving.Arrived, int]], delivery: Delivery) -> None:
    """Add records to organisations that are there."""
    rows = [arriving.record_row(pk, each, delivery) for each, pk in fresh]
    if rows:
        bulk.insert(SourceRecord, adopting.RECORD_COLUMNS, rows)


def _renew(renewed: list[tuple[arriving.Arrived, _Known]], delivery: Delivery) -> None:
    """Give known records their new text, and keep the one before."""
    _keep_versions([before.pk for _, before in renewed], delivery)
    bulk.update(
        SourceRecord,
        ("payload", "digest", "last_delivery_id", "gone_on"),
        ((each.payload, each.digest, delivery.pk, None, before.pk) for each, before in renewed),
    )


def _keep_versions(pks: Sequence[int], delivery: Delivery) -> None:
    """Keep the text of records before this delivery; once, whatever it changes after that."""
    for chunk in bulk.in_chunks(pks):
        rows = SourceRecord.objects.filter(pk__in=chunk).exclude(last_delivery=delivery)
        kept = rows.order_by("pk").values_list("pk", "payload", "digest", "last_delivery_id",
                                               "gone_on")  # fmt: skip
        versions = [(pk, delivery.pk, *rest) for pk, *rest in kept]
        if versions:
            bulk.insert(RecordVersion, VERSION_COLUMNS, versions)


def _write_history(
    changed: dict[int, Differences], delivery: Delivery, kind: str = "", by: str = ""
) -> None:
    """A line in the history of each; going and coming back are told as such."""
    now = timezone.now()
    rows = [
        (pk, kind or _kind_of(differences), now, by, delivery.pk, differences, "")
        for pk, differences in changed.items()
    ]
    if rows:
        bulk.insert(Change, CHANGE_COLUMNS, rows)


def _kind_of(differences: Differences) -> str:
    before, after = differences.get("gone_on", (None, None))
    if after and not before:
        return Change.Kind.GONE.value
    if before and not after:
        return Change.Kind.BACK.value
    return Change.Kind.TAKEN_IN.value


def mark_gone(source: Source | str, keys: Iterable[str], delivery: Delivery) -> list[int]:
    """Note that a source no longer has these; give the organisations that changed by it.

    One transaction per some hundreds. An organisation that no source has any more is gone.
    """
    slug = source if isinstance(source, str) else source.slug
    touched: list[int] = []
    for chunk in bulk.in_chunks(keys, AT_ONCE):
        with transaction.atomic():
            rows = SourceRecord.objects.filter(source=slug, key__in=chunk, gone_on=None)
            records = list(rows.order_by("pk"))
            _set_gone(records, delivery)
            changed = refreshing.refresh(record.organisation_id for record in records)
            _write_history(changed, delivery)
        touched += changed
    return touched


def _set_gone(records: list[SourceRecord], delivery: Delivery) -> None:
    pks = [record.pk for record in records]
    _keep_versions(pks, delivery)
    SourceRecord.objects.filter(pk__in=pks).update(gone_on=delivery.data_on, last_delivery=delivery)


def recompute(pks: Iterable[int]) -> set[int]:
    """Decide these organisations anew after a merge or an edit; the keys of those that changed."""
    return set(recomputed(pks))


def recomputed(pks: Iterable[int]) -> dict[int, Differences]:
    """The same, with per organisation {field: [before, after]} for its history."""
    wanted = sorted(set(pks))
    with transaction.atomic():
        for chunk in bulk.in_chunks(wanted, AT_ONCE):
            adopting.adopt({pk for group in standing.members(chunk).values() for pk in group})
        return refreshing.refresh(wanted)


def undo(delivery: Delivery, *, progress: Callable[[int], None] | None = None) -> list[int]:
    """Take back all that a delivery changed; give the organisations that changed by it.

    Records get the text from before; those that it brought itself go, and an organisation that
    keeps none is gone. Short transactions: after a stop, doing it again finishes it. Raises
    CannotUndo when a later delivery changed the same: undo that one first.
    """
    check_undo(delivery)
    touched: list[int] = []
    rows = SourceRecord.objects.filter(last_delivery=delivery).order_by("pk")
    done = 0
    while chunk := list(rows[:AT_ONCE]):
        touched += _undo(chunk, delivery)
        done += len(chunk)
        if progress is not None:
            progress(done)
    delivery.undone_at = timezone.now()
    delivery.save(update_fields=["undone_at"])
    return touched


def check_undo(delivery: Delivery) -> None:
    """Raises CannotUndo when a later delivery changed what this one brought."""
    later = RecordVersion.objects.filter(last_delivery=delivery).exclude(delivery=delivery)
    first = later.select_related("delivery").order_by("pk").first()
    if first is None:
        return
    name = first.delivery.file_name or str(first.delivery)
    raise CannotUndo(
        f"Deze levering kan niet terug: ‘{name}’ veranderde daarna dezelfde gegevens. "
        "Maak eerst die levering ongedaan."
    )


def _undo(records: list[SourceRecord], delivery: Delivery) -> list[int]:
    with transaction.atomic():
        pks = [record.pk for record in records]
        versions = RecordVersion.objects.filter(delivery=delivery, record__in=pks)
        before = {version.record_id: version for version in versions}
        bulk.update(
            SourceRecord,
            ("payload", "digest", "last_delivery_id", "gone_on"),
            ((v.payload, v.digest, v.last_delivery_id, v.gone_on, pk) for pk, v in before.items()),
        )
        versions.delete()
        brought = [pk for pk in pks if pk not in before]
        Contact.objects.filter(record__in=brought).delete()
        # Nothing points at these: what a later delivery replaced would have been refused.
        gone = SourceRecord.objects.filter(pk__in=brought)
        gone._raw_delete(gone.db)
        owners = {record.organisation_id for record in records}
        left = _leave(owners)
        changed = left | refreshing.refresh(owners - left.keys())
        _write_history(changed, delivery, Change.Kind.REVERTED.value)
    return list(changed)


def _leave(owners: Iterable[int]) -> dict[int, Differences]:
    """Organisations that no record tells of any more are gone."""
    today = timezone.localdate()
    rows = Organisation.objects.filter(pk__in=list(owners), source_records=None, gone_on=None)
    left = list(rows.values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=left).update(gone_on=today)
    return {pk: {"gone_on": [None, today.isoformat()]} for pk in left}
