# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One run of `actions.apply`: load what the operations name, perform, write what changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from netwerkbouwer.boards import models, rights, rows
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import state as states
from netwerkbouwer.boards.stage import Role
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
    above: dict[str, states.Card] = field(default_factory=dict)
    """The cards that those hang under, by id."""
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
    """One run of `apply`: load what the operations name, perform, write what changed.

    The number of queries does not grow with the number of operations.
    """

    def __init__(self, board: models.Board, changes: Sequence[Change]) -> None:
        self.board = board
        self.changes = changes
        self.operations = [op for change in changes for op in change.operations]
        self.new_cards: set[str] = set()
        self.changed: dict[str, None] = {}
        self.log: list[models.LoggedOperation] = []
        self.linked: dict[tuple[str, str, str], bool] = {}
        self.voted: dict[str, None] = {}
        self.resight = False

    def run(self) -> Committed:
        boards = models.Board.objects.select_related("session").select_for_update(of=("self",))
        locked = boards.filter(pk=self.board.pk).first()
        if locked is None:
            raise BoardIsGone("Dit bord bestaat niet meer.")
        self.board = locked
        first = locked.revision
        known = self._known()
        self.actors = self._actors()
        self.state = self._load()
        answers = [self._answer(change, known) for change in self.changes]
        self._write()
        return Committed(
            board=self.board,
            first=first,
            answers=answers,
            cards=tuple(self.state.cards[card] for card in self.changed),
            above={pk: card for pk, card in self.state.cards.items() if pk not in self.changed},
            links=self._ties(),
            votes=self._totals(),
            resight=self.resight,
        )

    def _actors(self) -> dict[int, rights.Actor]:
        """Everyone who changes something, as they are now: somebody may just have been sent out."""
        people = {change.by.pk for change in self.changes}
        rows = models.Participant.objects.filter(pk__in=people).select_related("table")
        return {
            row.pk: rights.Actor(
                row.pk,
                Role(row.role),
                row.table.number if row.table else None,
                is_waiting=row.is_waiting,
                is_blocked=row.is_blocked,
            )
            for row in rows
        }

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

    def _answer(self, change: Change, known: dict[str, Answer]) -> list[Answer]:
        self.state.per_participant = None if change.bulk else ops.CARDS_PER_PARTICIPANT
        return [known.get(op.op_id) or self._perform(op, change, known) for op in change.operations]

    def _known(self) -> dict[str, Answer]:
        """First answers to operations that arrived before."""
        ids = [op.op_id for op in self.operations]
        logged = models.LoggedOperation.objects.filter(board=self.board, op_id__in=ids)
        rows = logged.values_list("op_id", "revision", "outcome")
        return {op_id: Answer(op_id, revision, outcome) for op_id, revision, outcome in rows}

    def _perform(self, op: ops.AnyOperation, change: Change, known: dict[str, Answer]) -> Answer:
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
        self.changed |= dict.fromkeys(effect.changed)
        if isinstance(op, ops.AddCard):
            self.new_cards.add(op.card)
        self.resight |= isinstance(op, ops.SetPrivate)
        if isinstance(op, ops.CastVote | ops.ClearVotes):
            self.voted |= dict.fromkeys(effect.changed)
        for link, is_there in ((effect.linked, True), (effect.unlinked, False)):
            if link is not None:
                self.linked[link] = is_there
        self._log(op, effect, change)
        known[op.op_id] = Answer(op.op_id, revision, effect.outcome)
        return known[op.op_id]

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

    def _load(self) -> states.State:
        cards = {row.pk: rows.from_row(row) for row in self._rows_with_ancestors()}
        state = states.State(
            method=methods.method(self.board.method, self.board.method_version),
            title=self.board.title,
            variant=self.board.variant,
            cards=cards,
            links=self._links(),
            last_position={},
            text_at=self._text_at,
            stage=self.board.stage(),
            tables={actor.id: actor.table for actor in self.actors.values()},
        )
        if any(isinstance(op, ops.CastVote | ops.ClearVotes) for op in self.operations):
            self._load_votes(state)
        if any(isinstance(op, ops.AddCard | ops.MoveCard) for op in self.operations):
            self._count_cards(state)
            new = {op.card for op in self.operations if isinstance(op, ops.AddCard)}
            elsewhere = models.Card.objects.filter(pk__in=new).exclude(board=self.board)
            state.taken = set(elsewhere.values_list("pk", flat=True))
        return state

    def _rows_with_ancestors(self) -> Iterable[models.Card]:
        """The cards that operations name, and the ones above them (at most a few levels)."""
        loaded: dict[str, models.Card] = {}
        wanted = _named_cards(self.operations)
        while wanted:
            found = models.Card.objects.filter(board=self.board, pk__in=wanted)
            new = {row.pk: row for row in found}
            loaded |= new
            wanted = {row.parent_id for row in new.values() if row.parent_id} - loaded.keys()
        return loaded.values()

    def _links(self) -> set[tuple[str, str, str]]:
        tying = [op for op in self.operations if isinstance(op, ops.LinkCards | ops.UnlinkCards)]
        if not tying:
            return set()
        ends = {op.card for op in tying} | {op.to for op in tying if op.kind == "alike"}
        found = models.CardLink.objects.filter(
            Q(card__in=ends) | Q(kind="alike", to__in=ends), board=self.board
        )
        return set(found.values_list("kind", "card_id", "to_id"))

    def _load_votes(self, state: states.State) -> None:
        """All dots on the cards that are named, and everything that those who vote gave."""
        voters = {change.by.pk for change in self.changes}
        voters |= {op.of for op in self.operations if isinstance(op, ops.ClearVotes)}
        theirs = models.Vote.objects.filter(card__board=self.board, participant__in=voters)
        given = theirs.values_list("card", "participant", "dots", "card__zone")
        named = {op.card for op in self.operations if isinstance(op, ops.CastVote)}
        if any(isinstance(op, ops.ClearVotes) for op in self.operations):
            cleared = {card for card, *_ in given}
            found = models.Card.objects.filter(board=self.board, pk__in=cleared - set(state.cards))
            state.cards |= {row.pk: rows.from_row(row) for row in found}
            named |= cleared
        others = models.Vote.objects.filter(card__board=self.board, card__in=named)
        for card, person, dots, zone in [
            *given,
            *others.values_list("card", "participant", "dots", "card__zone"),
        ]:
            state.dots[card, person] = dots
            state.zone_of[card] = zone

    def _count_cards(self, state: states.State) -> None:
        cards = models.Card.objects.filter(board=self.board)
        counted = cards.values_list("zone").annotate(
            count=Count("pk"),
            here=Count("pk", filter=Q(is_removed=False)),
            last=Max("position"),
        )
        for zone, count, here, last in counted:
            state.zone_count[zone] = here
            state.card_count += count
            state.last_position[zone] = last
        people = {change.by.pk for change in self.changes}
        laid = cards.filter(created_by__in=people).values_list("created_by")
        state.count_by = dict(laid.annotate(count=Count("pk")))

    def _text_at(self, card: str, revision: int) -> str | None:
        """The text a card had at a revision, from the log; rare: only for stale edits."""
        logged = (
            models.LoggedOperation.objects.filter(board=self.board, card=card)
            .filter(type__in=["add_card", "edit_text", "choose_text"], revision__lte=revision)
            .order_by("-revision")
            .first()
        )
        if logged is None:
            return None
        text = (
            logged.payload.get("text", "") if logged.type == "add_card" else logged.outcome["text"]
        )
        return str(text)

    def _write(self) -> None:
        if not self.log:
            return
        cards = [self.state.cards[card_id] for card_id in self.changed]
        finder = rows.Finder(cards)
        made = [rows.to_row(c, self.board, finder) for c in cards if c.id in self.new_cards]
        kept = [rows.to_row(c, self.board, finder) for c in cards if c.id not in self.new_cards]
        models.Card.objects.bulk_create(made)
        # An upsert, not `bulk_update`: that builds one expression per field per card and took 84 %
        # of the whole batch.
        models.Card.objects.bulk_create(
            kept, update_conflicts=True, unique_fields=["id"], update_fields=rows.CHANGING
        )
        self._write_links()
        self._write_votes()
        models.LoggedOperation.objects.bulk_create(self.log)
        self.board.title, self.board.variant = self.state.title, self.state.variant
        self.board.touched_at = timezone.now()
        self.board.save(update_fields=["revision", "title", "variant", "touched_at"])

    def _write_links(self) -> None:
        added = [link for link, is_there in self.linked.items() if is_there]
        models.CardLink.objects.bulk_create(
            (models.CardLink(board=self.board, kind=k, card_id=c, to_id=t) for k, c, t in added),
            ignore_conflicts=True,
        )
        for kind, card, to in (link for link, is_there in self.linked.items() if not is_there):
            models.CardLink.objects.filter(kind=kind, card=card, to=to).delete()

    def _write_votes(self) -> None:
        if not self.voted:
            return
        models.Vote.objects.bulk_create(
            (
                models.Vote(card_id=card, participant_id=person, dots=dots)
                for (card, person), dots in self.state.dots.items()
                if card in self.voted and person is not None
            ),
            update_conflicts=True,
            unique_fields=["card", "participant"],
            update_fields=["dots"],
        )


def _named_cards(operations: Sequence[ops.AnyOperation]) -> set[str]:
    named: Counter[str] = Counter()
    for op in operations:
        for key in ("card", "parent", "to"):
            if value := getattr(op, key, None):
                named[value] += 1
    return set(named)
