# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which cards of a board may say the same, for who leads the session to decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from netwerkbouwer.boards import alike, models
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.sessions import duplicates, merge_actions
from netwerkbouwer.boards.sessions.merge_actions import Pair

SHOWN = 12  # at a time: a list without end is not calm


@dataclass(frozen=True)
class Proposal:
    """Cards that may lie on the first one, and why."""

    head: CardView
    members: list[CardView]
    reason: str


@dataclass(frozen=True)
class Proposals:
    notes: list[Proposal]
    organisations: list[Proposal]
    more: int
    """Proposals that are not shown yet."""
    piles: list[CardView]
    """Cards with others on them."""


def proposals(view: BoardView) -> Proposals:
    """Without pairs that someone told apart."""
    apart = merge_actions.told_apart(view.board)
    notes = list(_alike_notes(view, apart))
    organisations = list(_same_organisations(view, apart))
    more = max(len(notes) - SHOWN, 0) + max(len(organisations) - SHOWN, 0)
    piles = [card for card in view.cards.values() if card.alike]
    return Proposals(notes[:SHOWN], organisations[:SHOWN], more, piles)


def _alike_notes(view: BoardView, apart: set[Pair]) -> Iterator[Proposal]:
    cards = [
        card
        for card in view.cards.values()
        if card.row.type != "candidate" and card.parent is None and card.text.strip()
    ]
    grouped = {card.id: card.lies_on.id for card in cards if card.lies_on}
    refused = {pair for pair in apart if not _is_one_pile(pair, grouped)}
    notes = [alike.Note(card.id, card.text, _place(card.row)) for card in cards]
    for group in alike.propose(notes, grouped=grouped, refused=refused):
        members = [view.cards[card] for card in group.members]
        yield Proposal(view.cards[group.head], members, group.reason)


def _is_one_pile(pair: Pair, grouped: dict[str, str]) -> bool:
    return len({grouped.get(card, card) for card in pair}) == 1


def _place(row: models.Card) -> str:
    """Only cards of one kind in one place are put together."""
    where = [row.fields.get(key) for key in ("theme", "column", "row")]
    return "/".join(str(part) for part in (row.zone, row.type, *where))


def _same_organisations(view: BoardView, apart: set[Pair]) -> Iterator[Proposal]:
    cards = {
        card.id: card
        for card in view.of_type("candidate")
        if card.lies_on is None and card.text.strip()
    }
    named = [_named(card) for card in cards.values()]
    used: set[str] = set()
    for twins in duplicates.find(named):
        one, other = cards[twins.one], cards[twins.other]
        if frozenset((one.id, other.id)) in apart or used & {one.id, other.id}:
            continue
        used |= {one.id, other.id}
        head, member = (other, one) if len(other.alike) > len(one.alike) else (one, other)
        if not member.alike:
            yield Proposal(head, [member], " ".join(twins.reasons))


def _named(card: CardView) -> duplicates.Named:
    return duplicates.Named(
        id=card.id,
        name=card.text,
        municipality=str(card.fields.get("municipality") or ""),
        place=str(card.fields.get("place_text") or ""),
        organisation=str(card.fields.get("organisation") or ""),
    )
