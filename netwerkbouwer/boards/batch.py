# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came in for one board at one moment, what became of it, and what others must be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards import models, rights
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import state as states
from netwerkbouwer.methods import queries as methods


class BoardIsGone(Exception):
    """The board was deleted while someone worked on it."""


class ReadOnly(Exception):
    """Someone with a reading link tried to change the board."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one operation; the same operation sent again gets the same answer."""

    op_id: str
    revision: int | None
    """The board's revision after it, or None when it was refused."""
    outcome: dict[str, Any] = field(default_factory=dict)
    refused: str = ""
    """A short code, empty when it was done."""
    sentence: str = ""
    """The refusal in words."""

    @property
    def is_done(self) -> bool:
        return self.revision is not None


@dataclass(frozen=True, slots=True)
class Committed:
    """What one batch did to a board: the answers, and what others must be told."""

    board: models.Board
    first: int
    """The revision before it."""
    answers: list[list[Answer]]
    cards: tuple[states.Card, ...] = ()
    """The changed cards as they are now, removed ones too."""
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """For cards of which ties changed: all their ties, as (kind, card)."""
    votes: dict[str, int] = field(default_factory=dict)
    """For cards of which votes changed: all their dots."""
    resight: bool = False
    """Other cards than these may be seen now, or no longer."""


@dataclass(frozen=True, slots=True)
class Change:
    """Operations of one person, in their order."""

    operations: Sequence[ops.AnyOperation]
    by: models.Participant
    undoes: int | None = None
    """The revision these operations take back."""
    bulk: bool = False
    """What someone brings back from a file, checked before: no limit per person, no rights."""

    def check(self) -> None:
        """Raise ReadOnly for who may not write."""
        if not self.by.may_write:
            raise ReadOnly(
                "Met deze link kun je alleen lezen. Vraag de maker om een link om mee te werken."
            )


class Batch:
    """What came in for one board: the operations are performed in memory, in their order.

    `group.py` loads what they name before, and writes what changed afterwards.
    """

    def __init__(self, board: models.Board, changes: Sequence[Change]) -> None:
        self.board = board
        self.first = board.revision
        self.changes = changes
        self.operations = [op for change in changes for op in change.operations]
        self.people = {change.by.pk for change in changes}
        self.actors: dict[int, rights.Actor] = {}
        self.known: dict[str, Answer] = {}
        """First answers to operations that arrived before."""
        self.state = states.State(
            method=methods.method(board.method, board.method_version),
            title=board.title,
            variant=board.variant,
            cards={},
            links=set(),
            last_position={},
            stage=board.stage(),
        )
        self.new_cards: set[str] = set()
        self.changed: dict[str, None] = {}
        self.log: list[models.LoggedOperation] = []
        self.linked: dict[tuple[str, str, str], bool] = {}
        self.voted: dict[str, None] = {}
        self.resight = False

    def has(self, *types: type[ops.Operation]) -> bool:
        """Whether there is an operation of one of these types."""
        return any(isinstance(op, types) for op in self.operations)

    def perform(self) -> list[list[Answer]]:
        """Do everything in memory; the answers to each change."""
        return [self._answer(change) for change in self.changes]

    def committed(self, answers: list[list[Answer]]) -> Committed:
        """What others must be told."""
        return Committed(
            board=self.board,
            first=self.first,
            answers=answers,
            cards=tuple(self.changed_cards()),
            links=self._ties(),
            votes=self._totals(),
            resight=self.resight,
        )

    def changed_cards(self) -> list[states.Card]:
        return [self.state.cards[card] for card in self.changed]

    def _ties(self) -> dict[str, list[tuple[str, str]]]:
        retied: dict[str, list[tuple[str, str]]] = {card: [] for _, card, _ in self.linked}
        for kind, card, to in self.state.links:
            if card in retied:
                retied[card].append((kind, to))
        return {card: sorted(ties) for card, ties in retied.items()}

    def _totals(self) -> dict[str, int]:
        """All dots on the cards that got or lost some; those of other people are loaded too."""
        totals = dict.fromkeys(self.voted, 0)
        for (card, _), dots in self.state.dots.items():
            if card in totals:
                totals[card] += dots
        return totals

    def _answer(self, change: Change) -> list[Answer]:
        self.state.per_participant = None if change.bulk else ops.CARDS_PER_PARTICIPANT
        return [self.known.get(op.op_id) or self._perform(op, change) for op in change.operations]

    def _perform(self, op: ops.AnyOperation, change: Change) -> Answer:
        revision = self.board.revision + 1
        try:
            actor = self.actors.get(change.by.pk)
            if actor is None:
                raise states.Refused("blocked", "Je doet niet meer mee op dit bord.")
            if not change.bulk:
                rights.check(op, self.state.cards, actor, self.state.stage)
            effect = states.perform(self.state, op, by=actor.id, revision=revision)
        except states.Refused as refusal:
            return Answer(op.op_id, None, refused=refusal.code, sentence=str(refusal))
        self.board.revision = revision
        self._note(op, effect)
        self._log(op, effect, change)
        self.known[op.op_id] = Answer(op.op_id, revision, effect.outcome)
        return self.known[op.op_id]

    def _note(self, op: ops.AnyOperation, effect: states.Effect) -> None:
        """Remember what must be written and told."""
        self.changed |= dict.fromkeys(effect.changed)
        if isinstance(op, ops.AddCard):
            self.new_cards.add(op.card)
        self.resight |= isinstance(op, ops.SetPrivate)
        if isinstance(op, ops.CastVote | ops.ClearVotes):
            self.voted |= dict.fromkeys(effect.changed)
        for link, is_there in ((effect.linked, True), (effect.unlinked, False)):
            if link is not None:
                self.linked[link] = is_there

    def _log(self, op: ops.AnyOperation, effect: states.Effect, change: Change) -> None:
        entry = models.LoggedOperation(
            board=self.board,
            revision=self.board.revision,
            op_id=op.op_id,
            type=op.type,
            card=getattr(op, "card", ""),
            payload=op.model_dump(mode="json", exclude={"op_id"}, exclude_none=True),
            outcome=effect.outcome,
            inverse=list(effect.inverse),
            undoes=change.undoes,
            by=change.by,
        )
        self.log.append(entry)


def named_cards(operations: Iterable[ops.AnyOperation]) -> set[str]:
    """The ids of all cards that operations speak of."""
    parts = ("card", "parent", "to")
    return {name for op in operations for part in parts if (name := getattr(op, part, None))}
