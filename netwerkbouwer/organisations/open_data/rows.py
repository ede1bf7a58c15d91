# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is public of the whole directory, a few thousand organisations at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from netwerkbouwer.organisations import queries
from netwerkbouwer.organisations.facts import OrganisationFacts, SourceCount
from netwerkbouwer.organisations.models import Identifier, Organisation, OtherName

AT_ONCE = 2_000
SHARE_ALIKE = "ODbL"
COLUMNS = ("pk", "street", "postcode", "email", "phone", "source", "source_url", "licence",
           "checked_on", "parent__public_id")  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One organisation with all that anyone may see, and where it is from.

    `parent` is the public id of the organisation that it is a part of, or empty.
    """

    facts: OrganisationFacts
    street: str
    postcode: str
    email: str
    phone: str
    source: str
    source_url: str
    licence: str
    checked_on: date | None
    parent: str
    other_names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]


def shared() -> QuerySet[Organisation]:
    """Those that leave the house: found by anyone, under a licence, and not a person's business.

    Not what comes under the share-alike licence of OpenStreetMap: it would bind the whole file.
    """
    shown = Organisation.objects.shown().filter(is_person=False).exclude(licence="")
    return shown.exclude(licence__icontains=SHARE_ALIKE)


def sources() -> list[SourceCount]:
    """Count what leaves the house per source and licence, the largest first; one query."""
    told = shared().order_by().values_list("source", "licence")
    counted = told.annotate(n=Count("pk"), last=Max("checked_on")).order_by("-n", "source")
    return [SourceCount(*row) for row in counted]


def rows() -> Iterator[PublicRow]:
    """Give every shared organisation in a fixed order; five queries per two thousand."""
    last = 0
    keys = shared().order_by("pk").values_list("pk", flat=True)
    while pks := list(keys.filter(pk__gt=last)[:AT_ONCE]):
        yield from _rows(pks)
        last = pks[-1]


def _rows(pks: Sequence[int]) -> Iterator[PublicRow]:
    found = Organisation.objects.filter(pk__in=pks).order_by()
    more: dict[int, dict[str, Any]] = {row.pop("pk"): row for row in found.values(*COLUMNS)}
    names: dict[int, list[str]] = defaultdict(list)
    others = OtherName.objects.filter(organisation_id__in=pks).order_by("name", "pk")
    for owner, name in others.values_list("organisation_id", "name"):
        names[owner].append(name)
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    kept = Identifier.objects.filter(organisation_id__in=pks).order_by("scheme", "value")
    for owner, scheme, value in kept.values_list("organisation_id", "scheme", "value"):
        numbers[owner].append((scheme, value))
    for facts in queries.facts_of(pks):
        told = more[facts.pk]
        yield PublicRow(
            facts=facts,
            parent=told.pop("parent__public_id") or "",
            other_names=tuple(names[facts.pk]),
            identifiers=tuple(numbers[facts.pk]),
            **told,
        )
