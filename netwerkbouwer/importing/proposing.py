# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts names of a list that may mean one organisation before a person, on the merge bench."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from netwerkbouwer.importing import lookalikes
from netwerkbouwer.importing.lookalikes import Named
from netwerkbouwer.organisations import standing, villages
from netwerkbouwer.organisations.models import Delivery, Organisation, Pair, SourceRecord

MOST_LISTED = 20_000  # a longer list is no longer people's own
MOST_KNOWN = 60_000
MOST_PLACES = 200
COLUMNS = ("pk", "name", "municipality_id", "description", "website")


def propose(delivery: Delivery) -> int:
    """Look within the list, and beside it in its municipalities; gives how many pairs are new.

    Doing it again changes nothing: what was asked or decided before stays as it is.
    """
    records = SourceRecord.objects.filter(last_delivery=delivery).order_by()
    told = list(records.values_list("organisation_id", flat=True)[: MOST_LISTED + 1])
    if len(told) > MOST_LISTED:
        return 0
    listed = set(standing.kept(told).values())
    names = _names(listed)
    by_pair = {
        (min(pair), max(pair)): alike
        for alike in lookalikes.find(names)
        if isinstance(alike.one, int) and isinstance(alike.other, int)
        for pair in [(alike.one, alike.other)]
        if alike.one != alike.other
    }
    with transaction.atomic():
        asked = Pair.objects.filter(Q(one__in=listed) | Q(other__in=listed)).order_by()
        new = by_pair.keys() - set(asked.values_list("one_id", "other_id"))
        Pair.objects.bulk_create(
            Pair(
                one_id=one,
                other_id=other,
                chance=by_pair[one, other].chance,
                reasons=[by_pair[one, other].reason],
                model=lookalikes.MODEL,
                delivery=delivery,
                found_at=timezone.now(),
            )
            for one, other in sorted(new)
        )
    return len(new)


def _names(listed: set[int]) -> list[Named]:
    """The organisations of the list, and all others in the same municipalities."""
    rows = Organisation.objects.shown().order_by("pk")
    mine = rows.filter(pk__in=listed).values_list(*COLUMNS)
    names = [_named(row) for row in mine]
    places = sorted({one.place for one in names} - {""})[:MOST_PLACES]
    others = rows.filter(municipality__in=places).exclude(pk__in=listed)
    names += [_named(row, is_listed=False) for row in others.values_list(*COLUMNS)[:MOST_KNOWN]]
    return names


def _named(row: tuple[int, str, str | None, str, str], *, is_listed: bool = True) -> Named:
    pk, name, code, description, website = row
    return Named(pk, name, code or "", is_listed, villages.of(description), website)
