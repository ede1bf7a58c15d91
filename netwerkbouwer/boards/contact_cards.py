# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contacts from a list as cards on a board: which are there already, and what adds the others."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.contact_lists import Contact
from netwerkbouwer.boards.operations import AnyOperation
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.common import texts
from netwerkbouwer.methods.template import Zone, ZoneKind


@dataclass(frozen=True, slots=True)
class Line:
    """A contact in the preview."""

    contact: Contact
    is_known: bool
    """Whether an organisation of that name is in that place on the board, or higher in the list."""

    @property
    def is_ready(self) -> bool:
        return self.contact.is_usable and not self.is_known


def lines(view: BoardView, contacts: Sequence[Contact]) -> list[Line]:
    known = {
        (texts.fold(card.text), str(card.fields.get("municipality") or ""))
        for card in view.of_type("candidate")
    }
    found = []
    for contact in contacts:
        key = (texts.fold(contact.name), contact.code)
        found.append(Line(contact, contact.is_usable and key in known))
        known.add(key)
    return found


def zone_of(view: BoardView) -> Zone:
    """Where partners lie. Raises IndexError for a method without such a zone."""
    return view.method.zones_of_kind(ZoneKind.CANDIDATES)[0]


def operations(
    view: BoardView, contacts: Sequence[Contact], *, batch: str, exercise: str
) -> list[AnyOperation]:
    """What puts the contacts on the board; the same batch sent twice counts once."""
    zone = zone_of(view).key
    there = view.cards.get(exercise)
    parent = exercise if there is not None and there.row.type == "exercise" else None
    made: list[AnyOperation] = []
    for contact in contacts:
        made += _of(contact, zone, parent, batch)
    return made


def _of(contact: Contact, zone: str, parent: str | None, batch: str) -> Iterator[AnyOperation]:
    card = _id(batch, contact.number, "kaart")
    yield ops.AddCard(
        op_id=_id(batch, contact.number, "op"),
        card=card,
        zone=zone,
        card_type="candidate",
        parent=parent,
        text=contact.name,
        fields=_fields(contact),
    )
    if contact.idea:
        yield ops.AddCard(
            op_id=_id(batch, contact.number, "idee-op"),
            card=_id(batch, contact.number, "idee"),
            zone=zone,
            card_type="idea",
            parent=card,
            text=contact.idea,
        )


def _fields(contact: Contact) -> dict[str, Any]:
    found: dict[str, Any] = {
        "municipality": contact.code,
        "place_text": "" if contact.code else contact.place,
        "sectors": list(contact.sectors),
        "website": contact.website,
        "contact_role": contact.role,
        "contact_person": contact.person,
        "notes": contact.notes[:5_000],
        "found": "import",
    }
    return {key: value for key, value in found.items() if value}


def _id(batch: str, number: int, what: str) -> str:
    """128 bits that are the same for the same row of the same batch."""
    digest = hashlib.sha256(f"{batch}:{number}:{what}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
