# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pages, print and exports read of a board: rows, filtered by what the reader may see."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from netwerkbouwer.boards import models
from netwerkbouwer.boards.stage import Viewer
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method, Step, Zone
from netwerkbouwer.organisations import standing
from netwerkbouwer.organisations.models import Organisation


@dataclass(slots=True)
class CardView:
    """A card with what hangs under it and what it is tied to."""

    row: models.Card
    children: list["CardView"] = field(default_factory=list)
    members: list["CardView"] = field(default_factory=list)
    """For a combination: its candidates."""
    sources: list["CardView"] = field(default_factory=list)
    """For a combination: the strengths and limitations it starts from."""
    in_combinations: list["CardView"] = field(default_factory=list)
    alike: list["CardView"] = field(default_factory=list)
    """Cards that say the same and lie on this one."""
    lies_on: "CardView | None" = None
    """The card that says the same, on which this one lies."""
    parent: "CardView | None" = None

    @property
    def id(self) -> str:
        return self.row.pk

    @property
    def text(self) -> str:
        return self.row.text

    @property
    def fields(self) -> dict[str, Any]:
        stored: dict[str, Any] = self.row.fields
        return stored

    @property
    def ideas(self) -> list["CardView"]:
        return [child for child in self.children if child.row.type == "idea"]


@dataclass(frozen=True)
class BoardView:
    """A board as someone may see it. Private cards are simply not there for who may not."""

    board: models.Board
    method: Method
    cards: dict[str, CardView]

    @cached_property
    def by_zone(self) -> dict[str, list[CardView]]:
        zones: dict[str, list[CardView]] = defaultdict(list)
        for card in self.cards.values():
            zones[card.row.zone].append(card)
        return zones

    def in_zone(self, key: str) -> list[CardView]:
        return self.by_zone.get(key, [])

    def in_zones(self, keys: list[str]) -> list[CardView]:
        return [card for key in keys for card in self.in_zone(key)]

    def single(self, key: str) -> CardView | None:
        """The one card of a text, place or choice zone; None when it is private to others."""
        return next(iter(self.in_zone(key)), None)

    def of_type(self, *types: str) -> list[CardView]:
        return [card for card in self.cards.values() if card.row.type in types]

    def is_answered(self, zone: Zone) -> bool:
        """Whether someone put something in the zone."""
        return any(card.text or card.fields for card in self.in_zone(zone.key))

    def progress(self, step: Step) -> tuple[int, int]:
        """(zones with something in them, zones that can hold something) of a step."""
        zones = [zone for zone in step.zones if not zone.is_view]
        return sum(map(self.is_answered, zones)), len(zones)


def board_view(board: models.Board, *, viewer: Viewer) -> BoardView:
    """Load a board in three queries, whatever its size; a few more for merged organisations.

    Removed cards and what hangs under them are left out; so are cards that the viewer may not
    see and what hangs under those. Whom people set aside stays set aside when the exercise it was
    in is removed.
    """
    rows = (
        models.Card.objects.filter(board=board, is_removed=False)
        .select_related("organisation", "municipality", "parent")
        .order_by("zone", "position", "pk")
    )
    seen = [row for row in rows if _may_see(viewer, row)]
    loose = {row.pk for row in seen if _outlives_parent(viewer, row)}
    _follow_merges(seen)
    cards = _tie_to_parents({row.pk: CardView(row) for row in seen}, loose)
    links = models.CardLink.objects.filter(board=board).order_by("pk")
    for kind, start, end in links.values_list("kind", "card_id", "to_id"):
        if start in cards and end in cards:
            _tie(kind, cards[start], cards[end])
    method = methods.method(board.method, board.method_version, board.variant)
    return BoardView(board, method, cards)


def _follow_merges(rows: Sequence[models.Card]) -> None:
    """A card of an organisation that was merged shows the one that stays; nothing is written."""
    merged = [row for row in rows if row.organisation and row.organisation.merged_into_id]
    if not merged:
        return
    stand = standing.kept({row.organisation_id for row in merged if row.organisation_id})
    kept = Organisation.objects.in_bulk(set(stand.values()))
    for row in merged:
        row.organisation = kept[stand[row.organisation_id or 0]]
        row.fields = {**row.fields, "organisation": row.organisation.public_id}


def _may_see(viewer: Viewer, row: models.Card) -> bool:
    """Whether the card is for this viewer; its contact person may not be, and is then left out."""
    author = row.created_by_id
    if not viewer.sees_contacts(author):
        row.contact_person = ""
    return viewer.sees(zone=row.zone, is_private=row.is_private, author=author)


def _outlives_parent(viewer: Viewer, row: models.Card) -> bool:
    """Whether a refused candidate is remembered without its exercise, by who might see that."""
    above = row.parent
    if above is None or not above.is_removed or not row.fields.get("not_for_us"):
        return False
    return viewer.sees(zone=above.zone, is_private=above.is_private, author=above.created_by_id)


def _tie(kind: str, start: CardView, end: CardView) -> None:
    if kind == "member":
        start.members.append(end)
        end.in_combinations.append(start)
    elif kind == "alike":
        end.alike.append(start)
        start.lies_on = end
    else:
        start.sources.append(end)


def _tie_to_parents(cards: dict[str, CardView], loose: Collection[str]) -> dict[str, CardView]:
    """Hang cards under their parents; a card whose parent is not shown is not shown either.

    The loose ones, by id, stand on their own.
    """
    shown: dict[str, CardView] = {}
    for card_id, card in cards.items():
        line, above = [card], None if card_id in loose else card.row.parent_id
        while above is not None and above in cards and len(line) < 20:
            line.append(cards[above])
            above = None if above in loose else cards[above].row.parent_id
        if above is None:
            shown[card_id] = card
    for card in shown.values():
        if card.row.parent_id is not None and card.id not in loose:
            card.parent = shown[card.row.parent_id]
            card.parent.children.append(card)
    return shown


def history(board: models.Board, *, before: int | None = None) -> QuerySet[models.LoggedOperation]:
    """The newest operations first, from a revision downwards."""
    operations = board.operations.select_related("by").order_by("-revision")
    return operations if before is None else operations.filter(revision__lt=before)
