# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards as rows of the database and as the state that operations change; links and votes beside."""

from collections.abc import Sequence

from netwerkbouwer.boards import models
from netwerkbouwer.boards import state as states
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.places.models import Municipality

CHANGING = [
    "zone",
    "parent",
    "position",
    "text",
    "other_text",
    "fields",
    "contact_person",
    "organisation",
    "municipality",
    "is_private",
    "is_removed",
    "changed_revision",
]


def from_row(row: models.Card) -> states.Card:
    fields = dict(row.fields)
    if row.contact_person:
        fields["contact_person"] = row.contact_person
    return states.Card(
        id=row.pk,
        zone=row.zone,
        type=row.type,
        parent=row.parent_id,
        position=row.position,
        text=row.text,
        other_text=row.other_text,
        fields=fields,
        is_private=row.is_private,
        is_removed=row.is_removed,
        created_by=row.created_by_id,
        changed_revision=row.changed_revision,
        table=row.table,
        round=row.round,
    )


class Finder:
    """Directory and places behind the ids and codes that cards name, in two queries."""

    def __init__(self, cards: Sequence[states.Card]) -> None:
        ids = {c.fields["organisation"] for c in cards if "organisation" in c.fields}
        codes = {c.fields["municipality"] for c in cards if "municipality" in c.fields}
        self.organisations: dict[str, int] = {}
        self.codes: set[str] = set()
        # Most changes name neither; asking for nothing would still cost as much as a query.
        if ids:
            found = Organisation.objects.filter(public_id__in=ids)
            self.organisations = dict(found.values_list("public_id", "pk"))
        if codes:
            places = Municipality.objects.filter(pk__in=codes)
            self.codes = set(places.values_list("pk", flat=True))


def to_row(card: states.Card, board: models.Board, finder: Finder) -> models.Card:
    fields = dict(card.fields)
    code = fields.get("municipality", "")
    return models.Card(
        id=card.id,
        board=board,
        zone=card.zone,
        type=card.type,
        parent_id=card.parent,
        position=card.position,
        text=card.text,
        other_text=card.other_text,
        contact_person=fields.pop("contact_person", ""),
        fields=fields,
        organisation_id=finder.organisations.get(fields.get("organisation", "")),
        municipality_id=code if code in finder.codes else None,
        is_private=card.is_private,
        is_removed=card.is_removed,
        created_by_id=card.created_by,
        changed_revision=card.changed_revision,
        table=card.table,
        round=card.round,
    )
