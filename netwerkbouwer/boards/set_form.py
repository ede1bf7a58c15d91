# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A proposed set taken over with one press: its candidates and the combination, as operations."""

from typing import Any

from django.utils.translation import gettext as _

from netwerkbouwer.boards import candidate_form, models, typed
from netwerkbouwer.boards.typed import Form, WrongForm
from netwerkbouwer.methods.template import Zone, ZoneKind

MOST = 10  # organisations in one form: a set has five
Payload = dict[str, Any]


def taken(form: Form) -> list[Payload]:
    """A combination of cards on the board and organisations from the directory that become cards.

    Raises WrongForm when there is nobody in it, or somebody left the directory.
    """
    zone = form.zone(form.get("zone"))
    combination = form.get("new_card") or typed.derived_id(form.get("op_id"), "set")
    candidates, members = _candidates(form, combination)
    members = [*(card.pk for card in form.cards("member")), *members]
    if not members or not form.get("text").strip():
        raise WrongForm(_("Deze combinatie is leeg. Laad de pagina opnieuw."))
    added: Payload = {
        "type": "add_card",
        "card": combination,
        "zone": zone.key,
        "card_type": "combination",
        "text": form.get("text"),
        "fields": {"status": "spontaneous"},
    }
    ties = [_tie("member", combination, card) for card in dict.fromkeys(members)]
    ties += [_tie("source", combination, card.pk) for card in form.cards("source")]
    return [*candidates, added, *ties]


def joined(form: Form) -> list[Payload]:
    """One more organisation in a combination. Raises WrongForm."""
    combination = form.card()
    if combination.type != "combination":
        raise WrongForm(_("Dit is geen combinatie. Laad de pagina opnieuw."))
    candidates, members = _candidates(form, form.get("op_id"))
    ties = [_tie("member", combination.pk, card) for card in members]
    return [*candidates, *ties]


def _candidates(form: Form, start: str) -> tuple[list[Payload], list[str]]:
    """New candidates for organisations that are not on the board yet, and the cards of all."""
    payloads: list[Payload] = []
    members: list[str] = []
    for public_id in dict.fromkeys(form.getlist("organisation")[:MOST]):
        card = typed.derived_id(start, public_id)
        known = _on_board(form.board, public_id, card)
        members.append(known or card)
        if known is None:
            payloads.append(_candidate(form, public_id, card))
    return payloads, members


def _candidate(form: Form, public_id: str, card: str) -> Payload:
    name, fields = candidate_form.listed(public_id, {"found": "suggestion"})
    payload: Payload = {
        "type": "add_card",
        "card": card,
        "zone": _zone(form).key,
        "card_type": "candidate",
        "text": name,
        "fields": fields,
    }
    parent = form.cards("parent")
    return payload | ({"parent": parent[0].pk} if parent else {})


def _zone(form: Form) -> Zone:
    zones = form.method.zones_of_kind(ZoneKind.CANDIDATES)
    if not zones:
        raise WrongForm(_("Op dit bord is geen plaats voor partners."))
    return zones[0]


def _on_board(board: models.Board, public_id: str, card: str) -> str | None:
    """The candidate that this organisation is here already; not one that this very form made."""
    rows = board.cards.filter(type="candidate", is_removed=False, fields__organisation=public_id)
    return next((row.pk for row in rows.order_by("pk") if row.pk != card), None)


def _tie(kind: str, card: str, to: str) -> Payload:
    return {"type": "link_cards", "kind": kind, "card": card, "to": to}
