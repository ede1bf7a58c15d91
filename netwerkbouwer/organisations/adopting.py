# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gives a record to rows that have none, so that what they hold is not lost when more is told.

Rows from before sources were kept, and rows that someone made by hand, have no record. Their own
text becomes the first, of a source with the lowest priority.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations import payloads, refreshing
from netwerkbouwer.organisations.models import Delivery, Organisation, Source, SourceRecord
from netwerkbouwer.organisations.records import OrganisationRecord

EARLIER = "eerder"
EARLIER_NAME = "Al eerder in de gids"
LONG_AGO = date(2000, 1, 1)  # older than anything a source tells
RECORD_COLUMNS = (
    "organisation_id",
    "source_id",
    "key",
    "payload",
    "digest",
    "first_delivery_id",
    "last_delivery_id",
    "matched_by",
    "gone_on",
)


def adopt(pks: Iterable[int]) -> None:
    """Make a record of each of these rows that has none and is not gone."""
    rows = Organisation.objects.filter(pk__among=pks, source_records=None, gone_on=None)
    found = list(rows.select_related("municipality", "parent").order_by("pk"))
    if not found:
        return
    delivery = _delivery()
    lists = refreshing.lists_of([row.pk for row in found])
    told = []
    for row in found:
        payload = payloads.dump(_record(row, lists[row.pk]))
        told.append((row.pk, EARLIER, row.source_id, payload, payloads.digest(payload),
                     delivery, delivery, "", None))  # fmt: skip
    bulk.insert(SourceRecord, RECORD_COLUMNS, told)


def _delivery() -> int:
    source, _ = Source.objects.get_or_create(
        slug=EARLIER, defaults={"name": EARLIER_NAME, "priority": 0}
    )
    found = source.deliveries.order_by("pk").first()
    if found is None:
        found = source.deliveries.create(at=timezone.now(), data_on=LONG_AGO)
    assert isinstance(found, Delivery)
    return found.pk


def _record(row: Organisation, lists: refreshing.Lists) -> OrganisationRecord:
    names, sectors, identifiers, offerings = lists
    return OrganisationRecord(
        line=0,
        source_id=row.source_id,
        name=row.name,
        country=row.municipality.country if row.municipality else "",
        municipality_code=row.municipality_id or "",
        sector=row.main_sector,
        sectors=tuple(sector for (sector,) in sectors),
        other_names=tuple(name for (name,) in names),
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
        street=row.street,
        postcode=row.postcode,
        website=row.website,
        identifiers=tuple((scheme, value) for scheme, value in identifiers),
        parent=row.parent.source_id if row.parent else "",
        description=row.description,
        offers=tuple(text for kind, text in offerings if kind == refreshing.OFFER),
        questions=tuple(text for kind, text in offerings if kind == refreshing.QUESTION),
        classification="",
        source=row.source,
        source_url=row.source_url,
        licence=row.licence,
        checked_on=row.checked_on,
        email=row.email,
        phone=row.phone,
        is_person=row.is_person,
        kind=row.kind,
        half=row.half,
    )
