# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board in memory and what each operation does to it: pure, the same for every way in.

`perform` changes the state and returns what happened (the effect others apply) and how to take
it back (the inverse); or it raises Refused with a sentence. The action around it loads the cards
that operations name, and writes the changed ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards import cards as card_fields
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import positions
from netwerkbouwer.boards.merge import merge_texts
from netwerkbouwer.boards.stage import NO_SESSION, Stage
from netwerkbouwer.methods.template import Method, Zone


class Refused(Exception):
    """The operation was understood but not done; the message is for the person who tried."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(slots=True)
class Card:
    id: str
    zone: str
    type: str
    parent: str | None
    position: str
    text: str = ""
    other_text: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    is_private: bool = False
    is_removed: bool = False
    created_by: int | None = None
    changed_revision: int = 0
    table: int | None = None
    """The number of the table where it was written, in a session."""
    round: int | None = None


@dataclass(slots=True)
class State:
    """The part of a board that a group of operations needs."""

    method: Method
    title: str
    variant: str
    cards: dict[str, Card]
    links: set[tuple[str, str, str]]
    """(kind, card, to)"""
    last_position: dict[str, str]
    """Per zone the highest position in use."""
    zone_count: dict[str, int] = field(default_factory=dict)
    """Per zone the cards that lie there, without the removed ones."""
    card_count: int = 0
    """Cards on the board, removed ones too."""
    taken: set[str] = field(default_factory=set)
    """Ids that cards on other boards have."""
    count_by: dict[int | None, int] = field(default_factory=dict)
    text_at: Callable[[str, int], str | None] = lambda card, revision: None
    """The text a card had at a revision; None when the history no longer knows."""
    per_participant: int | None = ops.CARDS_PER_PARTICIPANT
    stage: Stage = NO_SESSION
    tables: dict[int | None, int | None] = field(default_factory=dict)
    """Per participant the number of the table where they sit."""
    dots: dict[tuple[str, int | None], int] = field(default_factory=dict)
    """(card, participant) → dots; for the cards and the people that a group of operations names."""
    zone_of: dict[str, str] = field(default_factory=dict)
    """Where the other cards lie that those people gave dots."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an operation did."""

    changed: tuple[str, ...] = ()
    """Ids of cards whose row changed."""
    outcome: dict[str, Any] = field(default_factory=dict)
    """What others must know besides the operation itself, such as the merged text."""
    inverse: tuple[dict[str, Any], ...] = ()
    """Payloads, without op_id, that take it back."""
    linked: tuple[str, str, str] | None = None
    unlinked: tuple[str, str, str] | None = None


def perform(state: State, op: ops.AnyOperation, *, by: int | None, revision: int) -> Effect:
    """Apply one operation to the state as the given revision. Raises Refused."""
    handler = HANDLERS[type(op)]
    effect: Effect = handler(state, op, by, revision)
    for card_id in effect.changed:
        state.cards[card_id].changed_revision = revision
    return effect


def _card(state: State, card_id: str) -> Card:
    if card_id not in state.cards:
        raise Refused("unknown_card", "Deze kaart bestaat niet (meer) op dit bord.")
    return state.cards[card_id]


def _zone(state: State, key: str) -> Zone:
    zone = state.method.zone(key)
    if zone is None or zone.is_view:
        raise Refused("unknown_zone", "In dit vak kun je geen kaarten leggen.")
    return zone


def _fields(zone: Zone, card_type: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return card_fields.check_fields(zone, card_type, fields)
    except card_fields.WrongField as error:
        raise Refused("wrong_field", str(error)) from None


def _add_card(state: State, op: ops.AddCard, by: int | None, revision: int) -> Effect:
    zone = _zone(state, op.zone)
    if op.card in state.cards or op.card in state.taken:
        raise Refused("known_card", "Er ligt al een kaart met dit nummer. Probeer het opnieuw.")
    if op.card_type not in card_fields.card_types(zone):
        raise Refused("wrong_type", f"Deze soort kaart hoort niet in '{zone.title}'.")
    _refuse_when_full(state, zone, by)
    parent = _parent(state, op.card_type, op.parent)
    given = _fields(zone, op.card_type, op.fields)
    private = zone.is_private(op.card_type) if op.private is None else op.private
    state.cards[op.card] = Card(
        id=op.card,
        zone=op.zone,
        type=op.card_type,
        parent=parent,
        position=_place(state, op.zone, op.position),
        text=op.text,
        fields={key: value for key, value in given.items() if value is not None},
        is_private=private,
        created_by=by,
        table=op.table or state.tables.get(by),
        round=op.round or state.stage.round,
    )
    _count(state, op.zone, 1)
    state.card_count += 1
    state.count_by[by] = state.count_by.get(by, 0) + 1
    card = state.cards[op.card]
    outcome: dict[str, Any] = {"position": card.position, "private": private}
    outcome |= {"table": card.table} if card.table is not None else {}
    outcome |= {"round": card.round} if card.round is not None else {}
    return Effect((op.card,), outcome, ({"type": "remove_card", "card": op.card},))


def _refuse_when_full(state: State, zone: Zone, by: int | None) -> None:
    if state.card_count >= ops.CARDS_PER_BOARD:
        raise Refused(
            "board_full",
            f"Dit bord is vol: er passen {ops.CARDS_PER_BOARD} kaarten op. Begin een tweede bord.",
        )
    if state.per_participant and state.count_by.get(by, 0) >= state.per_participant:
        raise Refused("too_many_cards", f"Je hebt al {state.per_participant} kaarten gelegd.")
    _refuse_when_zone_is_full(state, zone)


def _refuse_when_zone_is_full(state: State, zone: Zone) -> None:
    here = state.zone_count.get(zone.key, 0)
    if zone.is_single and here:
        raise Refused("one_card", f"In '{zone.title}' past één antwoord.")
    if here >= zone.limit:
        raise Refused("zone_full", f"In '{zone.title}' passen {zone.limit} kaarten.")


def _count(state: State, zone: str, step: int) -> None:
    state.zone_count[zone] = state.zone_count.get(zone, 0) + step


# A candidate hangs under the exercise it was found in, an idea under its candidate; an exercise
# starts from a note.
PARENTS = {"candidate": {"exercise"}, "idea": {"candidate"}}


def _parent(state: State, card_type: str, parent: str | None) -> str | None:
    if parent is None:
        if card_type == "idea":
            raise Refused("no_parent", "Een idee hoort bij een organisatie.")
        return None
    above = _card(state, parent)
    allowed = PARENTS.get(card_type)
    if allowed is not None and above.type not in allowed:
        raise Refused("wrong_parent", "Deze kaart kan daar niet onder hangen.")
    return parent


def _place(state: State, zone: str, wanted: str | None) -> str:
    last = state.last_position.get(zone, "")
    position = wanted or positions.after(last)
    state.last_position[zone] = max(last, position)
    return position


def _edit_text(state: State, op: ops.EditText, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    before = card.text
    base = before if op.based_on >= card.changed_revision else state.text_at(op.card, op.based_on)
    merged = merge_texts("" if base is None else base, op.text, before)
    card.text = merged.text
    card.other_text = _both(card.other_text, merged.other)
    outcome = {"text": card.text, "other_text": card.other_text}
    inverse = {"type": "edit_text", "card": card.id, "text": before, "based_on": revision}
    return Effect((card.id,), outcome, (inverse,) if card.text != before else ())


def _both(waiting: str, other: str) -> str:
    """A third text joins the second one that still waits; too long, and the history has it."""
    joined = f"{waiting}\n\n{other}" if waiting and other and waiting != other else waiting or other
    return joined if len(joined) <= ops.TEXT_LIMIT else other


def _choose_text(state: State, op: ops.ChooseText, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    before = card.text
    card.text, card.other_text = op.text, ""
    inverse = {"type": "edit_text", "card": card.id, "text": before, "based_on": revision}
    return Effect((card.id,), {"text": card.text, "other_text": ""}, (inverse,))


def _set_fields(state: State, op: ops.SetFields, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    zone = _zone(state, card.zone)
    given = _fields(zone, card.type, op.fields)
    old = {key: card.fields.get(key) for key in given}
    merged = card.fields | given
    card.fields = {key: value for key, value in merged.items() if value is not None}
    inverse = {"type": "set_fields", "card": card.id, "fields": old}
    return Effect((card.id,), {"fields": given}, (inverse,))


def _set_private(state: State, op: ops.SetPrivate, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    old, card.is_private = card.is_private, op.private
    inverse = {"type": "set_private", "card": card.id, "private": old}
    return Effect((card.id,), {"private": op.private}, (inverse,))


def _move_card(state: State, op: ops.MoveCard, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    zone = _zone(state, op.zone or card.zone)
    if card.type not in card_fields.card_types(zone):
        raise Refused("wrong_type", f"Deze soort kaart hoort niet in '{zone.title}'.")
    parent = card.parent if op.parent is None else _parent(state, card.type, op.parent)
    _refuse_circle(state, card.id, parent)
    if zone.key != card.zone:
        _refuse_when_zone_is_full(state, zone)
    inverse = {
        "type": "move_card",
        "card": card.id,
        "position": card.position,
        "zone": card.zone,
        "parent": card.parent,
    }
    if not card.is_removed:
        _count(state, card.zone, -1)
        _count(state, zone.key, 1)
    card.zone, card.parent = zone.key, parent
    card.position = _place(state, zone.key, op.position)
    outcome = {"position": card.position, "zone": card.zone, "parent": card.parent}
    return Effect((card.id,), outcome, (inverse,))


def _refuse_circle(state: State, card_id: str, parent: str | None) -> None:
    seen = {card_id}
    while parent is not None:
        if parent in seen:
            raise Refused("circle", "Een kaart kan niet onder zichzelf hangen.")
        seen.add(parent)
        parent = state.cards[parent].parent if parent in state.cards else None


def _remove_card(state: State, op: ops.RemoveCard, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    if _zone(state, card.zone).is_single:
        raise Refused("one_card", "Dit vak kun je leegmaken, maar niet weghalen.")
    _count(state, card.zone, 0 if card.is_removed else -1)
    card.is_removed = True
    return Effect((card.id,), {}, ({"type": "restore_card", "card": card.id},))


def _restore_card(state: State, op: ops.RestoreCard, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    _count(state, card.zone, 1 if card.is_removed else 0)
    card.is_removed = False
    return Effect((card.id,), {}, ({"type": "remove_card", "card": card.id},))


# A combination has candidates as members and starts from notes (a strength or a limitation). A
# card that says the same as another lies on that one.
LINK_ENDS = {
    "member": ({"combination"}, {"candidate"}),
    "source": (None, None),
    "alike": (None, None),
}


def _link_cards(state: State, op: ops.LinkCards, by: int | None, revision: int) -> Effect:
    card, to = _card(state, op.card), _card(state, op.to)
    starts, ends = LINK_ENDS[op.kind]
    if (starts and card.type not in starts) or (ends and to.type not in ends) or card is to:
        raise Refused("wrong_link", "Deze twee kaarten kun je niet verbinden.")
    if op.kind == "alike":
        _refuse_wrong_pile(state, card, to)
    link = (op.kind, op.card, op.to)
    if link in state.links:
        return Effect()
    state.links.add(link)
    inverse = {"type": "unlink_cards", "kind": op.kind, "card": op.card, "to": op.to}
    return Effect((card.id,), {}, (inverse,), linked=link)


def _refuse_wrong_pile(state: State, card: Card, to: Card) -> None:
    """A pile has one first card, which lies on no other; all its cards lie in one zone."""
    if card.zone != to.zone or card.type != to.type:
        raise Refused("wrong_link", "Alleen kaarten van één soort in één vak kun je samenleggen.")
    for kind, start, end in state.links:
        if kind == "alike" and (start == to.id or end == card.id):
            raise Refused("wrong_pile", "Een van deze kaarten ligt al op of onder een andere.")
        if kind == "alike" and start == card.id and end != to.id:
            raise Refused("wrong_pile", "Deze kaart ligt al op een andere. Haal die eerst los.")


def _unlink_cards(state: State, op: ops.UnlinkCards, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    link = (op.kind, op.card, op.to)
    if link not in state.links:
        return Effect()
    state.links.remove(link)
    inverse = {"type": "link_cards", "kind": op.kind, "card": op.card, "to": op.to}
    return Effect((card.id,), {}, (inverse,), unlinked=link)


def _cast_vote(state: State, op: ops.CastVote, by: int | None, revision: int) -> Effect:
    card = _card(state, op.card)
    zones = state.stage.voting_zones
    elsewhere = sum(
        dots
        for (other, person), dots in state.dots.items()
        if person == by and other != card.id and state.zone_of.get(other) in zones
    )
    if op.dots and elsewhere + op.dots > state.stage.vote_budget:
        left = max(state.stage.vote_budget - elsewhere, 0)
        raise Refused("budget", f"Je hebt nog {left} stippen over.")
    state.dots[card.id, by] = op.dots
    state.zone_of[card.id] = card.zone
    return Effect((card.id,), {"dots": op.dots})


def _clear_votes(state: State, op: ops.ClearVotes, by: int | None, revision: int) -> Effect:
    mine = [card for (card, person), dots in state.dots.items() if person == op.of and dots]
    for card in mine:
        state.dots[card, op.of] = 0
    return Effect(tuple(card for card in mine if card in state.cards), {"cards": len(mine)})


def _set_board(state: State, op: ops.SetBoard, by: int | None, revision: int) -> Effect:
    inverse = {"type": "set_board", "title": state.title, "variant": state.variant}
    state.title = op.title or state.title
    state.variant = op.variant or state.variant
    return Effect((), {"title": state.title, "variant": state.variant}, (inverse,))


HANDLERS: dict[type[ops.Operation], Callable[..., Effect]] = {
    ops.AddCard: _add_card,
    ops.EditText: _edit_text,
    ops.ChooseText: _choose_text,
    ops.SetFields: _set_fields,
    ops.SetPrivate: _set_private,
    ops.MoveCard: _move_card,
    ops.RemoveCard: _remove_card,
    ops.RestoreCard: _restore_card,
    ops.LinkCards: _link_cards,
    ops.UnlinkCards: _unlink_cards,
    ops.CastVote: _cast_vote,
    ops.ClearVotes: _clear_votes,
    ops.SetBoard: _set_board,
}
