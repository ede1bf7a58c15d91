# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People and links that rows told of, once the organisations are in the directory."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from netwerkbouwer.common import texts
from netwerkbouwer.importing.comparing import Extra
from netwerkbouwer.network import actions as network
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import contact_points, standing
from netwerkbouwer.organisations.models import Contact, Delivery, Organisation, SourceRecord
from netwerkbouwer.places import lookup

Records = dict[str, tuple[int, int]]
"""Key of a row: its record and its organisation."""


def take_in(extras: Sequence[Extra], delivery: Delivery, *, purpose: str, by: str) -> int:
    """Write contacts and links of some rows in one transaction; give how many links are new.

    Doing it again changes nothing.
    """
    told = [(extra.key, json.loads(extra.text)) for extra in extras]
    with transaction.atomic():
        records = _records(delivery.source_id, [key for key, _ in told])
        if purpose:
            _write_contacts(told, records, purpose)
        return _write_links(told, records, delivery, by)


def undo(delivery: Delivery) -> None:
    """Forget the people and links that a delivery brought.

    Its people are those written since it began and before the next one: also those of rows that
    did not change. Whom an earlier one brought stays, unless this one told them anew.
    """
    later = Delivery.objects.filter(source=delivery.source_id, at__gt=delivery.at)
    until = later.aggregate(first=Min("at"))["first"] or timezone.now()
    people = Contact.objects.filter(record__source=delivery.source_id)
    people.filter(added_at__gte=delivery.at, added_at__lt=until).delete()
    network.undo_delivery(delivery)


def _records(source: str, keys: list[str]) -> Records:
    rows = SourceRecord.objects.filter(source=source, key__in=keys).order_by()
    found = rows.values_list("key", "pk", "organisation_id")
    return {key: (pk, organisation) for key, pk, organisation in found}


def _write_contacts(told: list[tuple[str, Any]], records: Records, purpose: str) -> None:
    with_people = [(records[key], extra["contacts"]) for key, extra in told
                   if "contacts" in extra and key in records]  # fmt: skip
    Contact.objects.filter(record__in=[record for (record, _), _ in with_people]).delete()
    Contact.objects.bulk_create(
        _contact(record, organisation, person, purpose)
        for (record, organisation), people in with_people
        for person in people
    )


def _contact(record: int, organisation: int, person: dict[str, str], purpose: str) -> Contact:
    return Contact(
        organisation_id=organisation,
        record_id=record,
        name=person["name"][:120],
        role=person["role"][:120],
        email=contact_points.email(person["email"]),
        phone=person["phone"][:20],
        purpose=purpose,
        added_at=timezone.now(),
    )


def _write_links(told: list[tuple[str, Any]], records: Records, delivery: Delivery, by: str) -> int:
    wanted = [(records[key][1], link) for key, extra in told
              for link in extra.get("links", ()) if key in records]  # fmt: skip
    by_key = _records(delivery.source_id, [link["key"] for _, link in wanted if link["key"]])
    others = _Named(delivery, [link for _, link in wanted if link["key"] not in by_key])
    links = []
    for organisation, link in wanted:
        other = by_key[link["key"]][1] if link["key"] in by_key else others.find(link)
        if other is not None:
            links.append(_link(organisation, other, link, delivery))
    return network.add_links(links, delivery, by=by) if links else 0


def _link(one: int, other: int, link: dict[str, Any], delivery: Delivery) -> network.NewLink:
    known = link["kind"] in Link.Kind.values
    started_on, ended_on = _date(link["started_on"]), _date(link["ended_on"])
    return network.NewLink(
        one=one,
        other=other,
        kind=link["kind"] if known else Link.Kind.WORKS_WITH.value,
        started_on=started_on,
        ended_on=None if started_on and ended_on and ended_on < started_on else ended_on,
        evidence=link["evidence"] or delivery.source.name,
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class _Named:
    """Finds organisations by name and, where told, municipality: those of this delivery first."""

    def __init__(self, delivery: Delivery, links: list[dict[str, Any]]) -> None:
        names = sorted({texts.fold(link["name"])[:250] for link in links} - {""})
        named = {link["name"] for link in links}
        rows = Organisation.objects.filter(name_folded__in=names).order_by("pk")
        other_names = Organisation.objects.filter(other_names__name__in=named)
        self.found: dict[str, dict[int, str]] = {}
        for pk, name, code in rows.values_list("pk", "name_folded", "municipality_id"):
            self.found.setdefault(name, {})[pk] = code or ""
        for pk, name, code in other_names.values_list("pk", "other_names__name", "municipality_id"):
            self.found.setdefault(texts.fold(name)[:250], {})[pk] = code or ""
        pks = [pk for named in self.found.values() for pk in named]
        mine = SourceRecord.objects.filter(source=delivery.source_id, organisation__in=pks)
        self.mine = set(mine.values_list("organisation_id", flat=True))
        self.kept = standing.kept(pks)

    def find(self, link: dict[str, Any]) -> int | None:
        """The one organisation it must be; None when there are several, or none."""
        named = self.found.get(texts.fold(link["name"])[:250], {})
        code = _code(link["place"])
        if code:
            named = {pk: place for pk, place in named.items() if place == code}
        ours = [pk for pk in named if pk in self.mine] or list(named)
        standing_for = {self.kept.get(pk, pk) for pk in ours}
        return ours[0] if len(standing_for) == 1 else None


def _code(place: str) -> str:
    try:
        return lookup.resolve(place).code if place else ""
    except lookup.UnknownMunicipality:
        return ""
