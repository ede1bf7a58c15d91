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

from django.db.models import Exists, OuterRef

from netwerkbouwer.organisations import golden, payloads, standing
from netwerkbouwer.organisations.models import Claim, FieldEdit, Organisation, Pair, SourceRecord


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
        rows = Organisation.objects.filter(pk__among=waiting).exclude(merged_into=None).order_by()
        above = rows.values_list("merged_into_id", flat=True)
        waiting = {pk for pk in above if pk is not None} - found
        if not waiting:
            break
        found |= waiting
    return found


def gather(pks: Iterable[int], members: dict[int, list[int]] | None = None) -> dict[int, Gathered]:
    """Everything told per organisation; four queries, and one more per depth of merging.

    `members` is what `standing.members` gives, when the caller has it already.
    """
    members = standing.members(pks) if members is None else members
    every = {pk for group in members.values() for pk in group}
    told = _told(every)
    edits = _edits(every)
    found = {
        pk: _gathered([told[one] for one in group if one in told], _joined(pk, group, edits))
        for pk, group in members.items()
    }
    listed = [pk for pk, group in members.items() if group[1:] and "other_names" in found[pk].edits]
    for pk in listed:
        unseen = _unseen(pk, members[pk], is_own="other_names" in edits.get(pk, {}))
        names = [name for one in unseen for name in _names(told.get(one, []), edits.get(one, {}))]
        edit = found[pk].edits["other_names"]
        every_name = tuple(dict.fromkeys([*edit.value, *names]))
        found[pk].edits["other_names"] = golden.Edit(every_name, edit.on)
    return found


def _unseen(pk: int, group: list[int], *, is_own: bool) -> list[int]:
    """Whose names someone who wrote down other names cannot have left out on purpose.

    That of everyone else, when it was written of only one of them or before they became one.
    """
    if not is_own:
        return group
    merges = Pair.objects.filter(kept=pk, state=Pair.State.SAME, decided_at__gt=OuterRef("at"))
    written = FieldEdit.objects.filter(Exists(merges), organisation=pk, field="other_names")
    return [one for one in group if one != pk] if written.exists() else []


def _names(told: list["Dated"], edits: dict[str, golden.Edit]) -> list[str]:
    """Every name that was told of one organisation."""
    names = [name for one, _ in told for name in (one.record.name, *one.record.other_names)]
    written = edits.get("other_names")
    named = [str(edits["name"].value)] if "name" in edits else []
    return [*named, *(written.value if written else ()), *names]


Dated = tuple[golden.Told, date | None]


def _gathered(parts: list[list[Dated]], edits: dict[str, golden.Edit]) -> Gathered:
    dated = [each for part in parts for each in part]
    gone = [on for _, on in dated]
    gone_on = max((on for on in gone if on), default=None) if all(gone) else None
    return Gathered([told for told, _ in dated], edits, gone_on)


def _told(pks: set[int]) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = defaultdict(list)
    rows = SourceRecord.objects.filter(organisation__among=pks).order_by("source", "key")
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
    # A curator may write too: it is their own word only when who claims the organisation wrote it.
    own = Claim.objects.filter(
        organisation=OuterRef("organisation"), name=OuterRef("by"), state=Claim.State.APPROVED
    )
    rows = FieldEdit.objects.filter(organisation__among=pks).order_by("at", "pk")
    wanted = rows.values_list("organisation_id", "field", "value", "at", Exists(own))
    for owner, name, value, at, is_own in wanted:
        found[owner][name] = golden.Edit(value, at.date(), is_own)
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
