# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads what sources and people told about organisations, merged ones together.

A merge moves nothing: an organisation is decided by its own records and those of all that were
merged into it, at any depth.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from netwerkbouwer.organisations import golden, payloads, standing
from netwerkbouwer.organisations.models import FieldEdit, Organisation, SourceRecord


@dataclass(slots=True)
class Gathered:
    """All that was told of one organisation. `gone_on` is set when no source knows it now."""

    told: list[golden.Told] = field(default_factory=list)
    edits: dict[str, golden.Edit] = field(default_factory=dict)
    gone_on: date | None = None


def with_kept(pks: Iterable[int]) -> set[int]:
    """These organisations and all that they were merged into."""
    found = set(pks)
    waiting = found
    for _ in range(standing.MOST_MERGES):
        rows = Organisation.objects.filter(pk__in=waiting).exclude(merged_into=None).order_by()
        above = rows.values_list("merged_into_id", flat=True)
        waiting = {pk for pk in above if pk is not None} - found
        if not waiting:
            break
        found |= waiting
    return found


def gather(pks: Iterable[int]) -> dict[int, Gathered]:
    """Everything told per organisation; four queries, and one more per depth of merging."""
    members = standing.members(pks)
    every = {pk for group in members.values() for pk in group}
    told = _told(every)
    edits = _edits(every)
    return {
        pk: _gathered([told[one] for one in group if one in told], _joined(pk, group, edits))
        for pk, group in members.items()
    }


Dated = tuple[golden.Told, date | None]


def _gathered(parts: list[list[Dated]], edits: dict[str, golden.Edit]) -> Gathered:
    dated = [each for part in parts for each in part]
    gone = [on for _, on in dated]
    gone_on = max((on for on in gone if on), default=None) if all(gone) else None
    return Gathered([told for told, _ in dated], edits, gone_on)


def _told(pks: set[int]) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = defaultdict(list)
    rows = SourceRecord.objects.filter(organisation__in=pks).order_by("source", "key")
    wanted = rows.values_list(
        "organisation_id",
        "source_id",
        "source__name",
        "source__priority",
        "last_delivery__data_on",
        "payload",
        "gone_on",
    )
    for owner, slug, name, priority, data_on, payload, gone_on in wanted:
        record = payloads.load(payload)
        gone = gone_on or ended_on(record.ended_on, data_on)
        told = golden.Told(slug, name, priority, data_on, record, is_gone=gone is not None)
        found[owner].append((told, gone))
    return found


def ended_on(end: date | None, data_on: date) -> date | None:
    """The day an organisation ended, as far as it had come by `data_on`."""
    return end if end is not None and end <= data_on else None


def _edits(pks: set[int]) -> dict[int, dict[str, golden.Edit]]:
    found: dict[int, dict[str, golden.Edit]] = defaultdict(dict)
    rows = FieldEdit.objects.filter(organisation__in=pks).order_by("at", "pk")
    for owner, name, value, at in rows.values_list("organisation_id", "field", "value", "at"):
        found[owner][name] = golden.Edit(value, at.date())
    return found


def _joined(
    pk: int, group: list[int], edits: dict[int, dict[str, golden.Edit]]
) -> dict[str, golden.Edit]:
    """Edits of the one that stays, and those of the others where it has none.

    Not the name and the place of another: those are what made it another.
    """
    joined: dict[str, golden.Edit] = {}
    for member in reversed(group):
        own = edits.get(member, {})
        if member != pk:
            own = {name: edit for name, edit in own.items() if name not in golden.OWN_EDITS}
        joined |= own
    return joined
