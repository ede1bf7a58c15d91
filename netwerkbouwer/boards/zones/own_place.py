# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the own organisation works, and which one it is in the directory."""

from typing import Any

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.methods.template import Zone
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import SearchRequest

NAMESAKES = 6


def place(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    """Organisations of the directory with the name that was typed, the nearest first."""
    name, card = look.get("eigen"), view.single(zone.key)
    if not name or card is None:
        return {"own_found": None}
    here = str(card.fields.get("municipality") or "")
    page = organisations.search(SearchRequest(name, origin=here))
    named = page.results[: page.by_name] or page.results
    return {"own_found": sorted(named, key=lambda one: one.municipality_code != here)[:NAMESAKES]}
