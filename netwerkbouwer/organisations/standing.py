# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which organisation stands for one that was merged: the one place that follows merges on reading.

A merge moves nothing: links, cards and records stay with the row they were made for. Whoever reads
them asks here which organisation to show. Merges may form a chain, and damaged rows a circle; both
end.
"""

from collections.abc import Collection, Iterable

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations.models import Organisation

MOST_MERGES = 20  # followed; more means a circle


def kept(pks: Iterable[int]) -> dict[int, int]:
    """For each key the key of the organisation that stands for it now; mostly itself.

    One query per 5,000 keys, one more for each merge on the way.
    """
    found = {pk: pk for pk in pks}
    moved = set(found.values())
    for _step in range(MOST_MERGES):
        steps = _steps(moved)
        if not steps:
            break
        found = {pk: steps.get(now, now) for pk, now in found.items()}
        moved = set(steps.values())
    return found


def kept_ids(public_ids: Collection[str]) -> dict[str, str]:
    """The same for public ids; an unknown one stands for itself. One query without merges."""
    found = {public_id: public_id for public_id in public_ids}
    if not any(found):
        return found
    merged = Organisation.objects.filter(public_id__in=found).exclude(merged_into=None).order_by()
    moved = dict(merged.values_list("pk", "public_id"))
    if not moved:
        return found
    standing = kept(moved)
    rows = Organisation.objects.filter(pk__in=set(standing.values())).order_by()
    names = dict(rows.values_list("pk", "public_id"))
    return found | {public_id: names[standing[pk]] for pk, public_id in moved.items()}


def members(pks: Iterable[int]) -> dict[int, list[int]]:
    """For each organisation itself and all that were merged into it, directly or by a chain."""
    found = {pk: [pk] for pk in pks}
    heads = {pk: pk for pk in found}
    for _step in range(MOST_MERGES):
        below: dict[int, int] = {}
        for part in bulk.in_chunks(heads):
            rows = Organisation.objects.filter(merged_into__among=part).order_by("pk")
            for pk, above in rows.values_list("pk", "merged_into_id"):
                if above is not None and pk not in found[heads[above]]:
                    below[pk] = heads[above]
        for pk, head in below.items():
            found[head].append(pk)
        heads = below
        if not heads:
            break
    return found


def _steps(pks: Collection[int]) -> dict[int, int]:
    """Where these were merged into, one step; those that stand by themselves are left out."""
    steps: dict[int, int] = {}
    for part in bulk.in_chunks(pks):
        rows = Organisation.objects.filter(pk__among=part).exclude(merged_into=None).order_by()
        for pk, above in rows.values_list("pk", "merged_into_id"):
            if above is not None:
                steps[pk] = above
    return steps


def parents(pks: Iterable[int]) -> dict[int, int]:
    """For each standing organisation what it is a department of, after merges; others left out.

    What sources tell of a merged organisation counts by way of the one that stays.
    """
    rows = Organisation.objects.filter(pk__in=list(pks)).exclude(parent=None).order_by()
    told = {pk: above for pk, above in rows.values_list("pk", "parent_id") if above is not None}
    standing = kept(told.values())
    return {pk: standing[above] for pk, above in told.items()}


def above(pk: int) -> list[int]:
    """What an organisation is a department of, and what that is a department of, and so on."""
    line: list[int] = []
    seen = {pk}
    here: int | None = pk
    while here is not None:
        here = parents([here]).get(here)
        if here is None or here in seen:
            break
        seen.add(here)
        line.append(here)
    return line
