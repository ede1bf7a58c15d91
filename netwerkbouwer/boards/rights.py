# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do which operation at this moment. Pure; asked for every operation, whatever its way in.

A refusal that may pass (a pause, a vote that is not open yet) has a code in `MAY_PASS`, so that a
client keeps what was written and tries again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.stage import Role, Stage
from netwerkbouwer.boards.state import Card, Refused

MAY_PASS = frozenset({"paused", "read_only", "closed", "no_votes", "waiting"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does an operation, as the database has it now."""

    id: int
    role: Role
    table: int | None = None
    """The number of the table where this person sits."""
    is_waiting: bool = False
    is_blocked: bool = False


LEADING = (ops.SetBoard, ops.ClearVotes)
HOSTING = (ops.LinkCards, ops.UnlinkCards)


def check(op: ops.AnyOperation, cards: Mapping[str, Card], actor: Actor, stage: Stage) -> None:
    """Raise Refused, with a sentence for who tried, when this may not be done now."""
    _check_person(actor)
    if isinstance(op, ops.CastVote):
        return _check_vote(cards.get(op.card), actor, stage)
    card = None if isinstance(op, ops.AddCard) else cards.get(getattr(op, "card", ""))
    if card is not None and card.is_private and stage.is_live and card.created_by != actor.id:
        raise Refused("unknown_card", "Deze kaart bestaat niet (meer) op dit bord.")
    if actor.role == Role.EDITOR:
        return
    _check_moment(stage)
    if isinstance(op, LEADING) or (isinstance(op, ops.AddCard) and not _at_own_table(op, actor)):
        raise Refused("not_allowed", "Dat kan alleen wie de sessie leidt.")
    if stage.is_worksheet:
        return
    if isinstance(op, HOSTING) and op.kind == "alike":
        if actor.role != Role.HOST:
            raise Refused("not_allowed", "Kaarten samenleggen doet wie de tafel of sessie leidt.")
        return
    if card is not None and not _is_theirs(card, actor):
        raise Refused("not_yours", "Deze kaart is van iemand anders. Leg er zelf een bij.")


def _check_person(actor: Actor) -> None:
    if actor.is_blocked:
        raise Refused("blocked", "Je doet niet meer mee aan deze sessie.")
    if actor.is_waiting:
        raise Refused("waiting", "Wie de sessie leidt, moet je nog toelaten.")


def _check_moment(stage: Stage) -> None:
    if stage.is_closed:
        raise Refused("closed", "De sessie is gesloten. Je kunt alles nog lezen.")
    if stage.is_paused:
        raise Refused("paused", "De sessie staat even stil. Wat je schreef, blijft hier staan.")
    if stage.is_read_only:
        raise Refused("read_only", "Je kunt nu alleen lezen. Wat je schreef, blijft hier staan.")


def _check_vote(card: Card | None, actor: Actor, stage: Stage) -> None:
    if actor.role != Role.EDITOR:
        _check_moment(stage)
    if card is not None and card.zone not in stage.voting_zones:
        raise Refused("no_votes", "Over deze kaart wordt nu niet gestemd.")


def _at_own_table(op: ops.AddCard, actor: Actor) -> bool:
    return op.table in {None, actor.table} and op.round is None


def _is_theirs(card: Card, actor: Actor) -> bool:
    if card.created_by == actor.id:
        return True
    return actor.role == Role.HOST and actor.table is not None and card.table == actor.table
