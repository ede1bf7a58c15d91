# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of candidates with both hints: computed, with the reason, and overridable."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import hints, partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.zones.candidates import page_of
from netwerkbouwer.methods.template import Zone


@dataclass(frozen=True)
class HintCell:
    """A hint beside what a person decided; `answer` is theirs when there is one."""

    key: str
    hint: hints.Hint
    override: str
    why: str

    @property
    def answer(self) -> str:
        return self.override or self.hint.answer


@dataclass(frozen=True)
class Row:
    partner: Partner
    supralocal: HintCell
    crossing: HintCell

    @property
    def cells(self) -> list[HintCell]:
        return [self.supralocal, self.crossing]


ORDERS: dict[str, Callable[[Partner], Any]] = {
    "naam": lambda one: one.name.casefold(),
    "gemeente": lambda one: (one.place.casefold(), one.name.casefold()),
    "sector": lambda one: (one.sector_labels, one.name.casefold()),
    "keuze": lambda one: (not one.is_chosen, one.is_dropped, one.name.casefold()),
}


def selection(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    found = partners.partners(view)
    chosen_only = look.get("gekozen") == "ja"
    order = look.get("volgorde") if look.get("volgorde") in ORDERS else ""
    listed = [one for one in found if one.is_chosen] if chosen_only else list(found)
    if order:
        listed.sort(key=ORDERS[order])
    page = page_of(listed, look)
    own = partners.own(view)
    return {
        "page": page,
        "rows": [row(own, one) for one in page.items],
        "own": own,
        "total": len(found),
        "chosen": sum(one.is_chosen for one in found),
        "chosen_only": chosen_only,
        "order": order,
    }


def row(own: partners.Own, one: Partner) -> Row:
    """One candidate with both hints; also for the table on paper and as a file."""
    told = hints.for_row(own.party, one.party)
    return Row(
        one, _cell(one, "supralocal", told.supralocal), _cell(one, "crossing", told.crossing)
    )


def _cell(one: Partner, key: str, hint: hints.Hint) -> HintCell:
    fields = one.card.fields
    return HintCell(key, hint, str(fields.get(key, "")), str(fields.get(f"{key}_why", "")))
