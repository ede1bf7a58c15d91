# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings the small cards of worksheets to the plenary board: notes, columns, cells, actions. Pure.

Organisations and what hangs on them come by `plenary.py`. As there, ids follow from what is copied,
so that what came once does not come again.
"""

from collections.abc import Iterator
from typing import Any

from netwerkbouwer.boards.sessions import plenary
from netwerkbouwer.boards.sessions.plenary import Plenary, Sheet
from netwerkbouwer.boards.state import Card
from netwerkbouwer.methods.template import Method, Zone, ZoneKind

BROUGHT = {ZoneKind.CARDS, ZoneKind.COLUMNS, ZoneKind.MATRIX, ZoneKind.ACTIONS}


def bring(sheet: Sheet, target: Plenary, method: Method) -> Iterator[dict[str, Any]]:
    """What adds the cards of a worksheet that the plenary board does not have; no private ones."""
    cards = sorted(sheet.cards.values(), key=lambda card: (card.position, card.id))
    for card in cards:
        zone = method.zone(card.zone)
        copy = plenary.copy_id(target.board, card.id)
        if zone is None or zone.kind not in BROUGHT or copy in target.cards:
            continue
        if card.text.strip() and not (card.is_private or card.is_removed or card.parent):
            yield _added(card, zone, sheet, target)


def _added(card: Card, zone: Zone, sheet: Sheet, target: Plenary) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "type": "add_card",
        "op_id": plenary.copy_id(f"op:{target.board}", card.id),
        "card": plenary.copy_id(target.board, card.id),
        "zone": card.zone,
        "card_type": card.type,
        "text": f"{card.text}\n\n{card.other_text}" if card.other_text else card.text,
        "fields": _fields(card, zone, target),
        "private": False,
    }
    numbers = {"table": sheet.table or card.table, "round": card.round}
    return payload | {key: value for key, value in numbers.items() if value is not None}


def _fields(card: Card, zone: Zone, target: Plenary) -> dict[str, Any]:
    """Without what names other cards of the worksheet: those have another id here."""
    naming = {spec.key for spec in zone.fields if spec.cards_from}
    fields = {key: value for key, value in card.fields.items() if key not in naming}
    for key, source in (("row", zone.rows_from), ("column", zone.columns_from)):
        if source and key in fields:
            fields[key] = plenary.copy_id(target.board, str(fields[key]))
    return fields
