# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A client's copy of a board: what was confirmed, by the rules of revisions. Pure."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Behind(Exception):
    """A state was built on a revision this copy does not have: connect again."""


@dataclass(slots=True)
class Replica:
    """Confirmed cards at a revision. Applying a state twice or late changes nothing."""

    rev: int | None = None
    cards: dict[str, Json] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    """At which revision a card was last told to be gone."""
    board: Json = field(default_factory=dict)
    sight: str = ""
    """What one could see when this was sent, as the server calls it."""

    def apply(self, state: Json) -> None:
        """Take over a state message. Raises Behind and leaves the copy as it was."""
        rev = int(state["rev"])
        if state.get("reset"):
            self._reset(rev)
        elif self.rev is None or self.rev < int(state["from"]):
            raise Behind
        for card in state["cards"]:
            self._take(card)
        for card_id in state["gone"]:
            self._drop(card_id, rev)
        if self.rev is None or rev >= self.rev:
            self.rev = rev
            self.board = state.get("board") or self.board
            self.sight = state.get("sight", "")

    def _reset(self, rev: int) -> None:
        if self.rev is not None and rev < self.rev:
            raise Behind
        self.cards, self.gone, self.rev = {}, {}, rev

    def _take(self, card: Json) -> None:
        known = self.cards.get(card["id"])
        if (known is None or card["rev"] > known["rev"]) and card["rev"] > self.gone.get(
            card["id"], -1
        ):
            self.cards[card["id"]] = card

    def _drop(self, card_id: str, rev: int) -> None:
        known = self.cards.get(card_id)
        if known is None or known["rev"] <= rev:
            self.cards.pop(card_id, None)
            self.gone[card_id] = max(rev, self.gone.get(card_id, -1))


def difference(one: dict[str, Json], other: dict[str, Json]) -> list[str]:
    """Ids of cards that are not the same in both."""
    return sorted(card for card in one.keys() | other.keys() if one.get(card) != other.get(card))
