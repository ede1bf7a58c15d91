# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every change to a board goes through `apply`; the rest of this module prepares for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from netwerkbouwer.boards import models
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import state as states
from netwerkbouwer.common import texts
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.places.models import Municipality


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


@transaction.atomic
def create_board(*, method: Method, title: str, variant: str, name: str = "") -> models.Participant:
    """Start a board; the maker is its first participant. Single-answer zones get their card."""
    board = models.Board.objects.create(
        title=texts.clean_line(title)[:200] or method.title,
        method=method.slug,
        method_version=method.version,
        variant=variant,
    )
    models.Card.objects.bulk_create(
        models.Card(board=board, zone=zone.key, type=zone.kind.value, position="1")
        for zone in method.zones.values()
        if zone.is_single
    )
    return models.Participant.objects.create(
        board=board, name=name, role=models.Role.EDITOR, is_maker=True
    )


@transaction.atomic
def join_board(*, board: models.Board, role: models.Role) -> models.Participant:
    """Someone came in by a link: from now on the history can tell them apart."""
    return models.Participant.objects.create(board=board, role=role)


@dataclass(frozen=True, slots=True)
class Change:
    """Operations of one person, in their order."""

    operations: Sequence[ops.AnyOperation]
    by: models.Participant
    undoes: int | None = None
    """The revision these operations take back."""
    bulk: bool = False
    """Without the limit per participant: for a file someone brings back."""

    def check(self) -> None:
        """Raise ReadOnly for who may not write."""
        if not self.by.may_edit:
            raise ReadOnly(
                "Met deze link kun je alleen lezen. Vraag de maker om een link om mee te werken."
            )


def apply(
    *,
    board: models.Board,
    operations: Sequence[ops.AnyOperation],
    by: models.Participant,
    undoes: int | None = None,
    bulk: bool = False,
) -> list[Answer]:
    """Apply operations in order, in one transaction; one refused does not stop the others.

    Raises ReadOnly and BoardIsGone. The board row is locked while revisions are given out.
    """
    return apply_changes(board=board, changes=[Change(operations, by, undoes, bulk)])[0]


def apply_changes(*, board: models.Board, changes: Sequence[Change]) -> list[list[Answer]]:
    """What several people sent at once, as one batch; the answers to each, in the same order."""
    for change in changes:
        change.check()
    with transaction.atomic():
        return _Batch(board, changes).run()


def operations_to_undo(
    *, board: models.Board, revision: int, until: int | None = None
) -> list[ops.AnyOperation]:
    """What takes back one operation, or all up to `until`; empty when nothing can be taken back.

    The newest is taken back first, as new operations.
    """
    logged = models.LoggedOperation.objects.filter(
        board=board, revision__range=(revision, max(revision, until or 0))
    ).order_by("-revision")
    inverses = [payload for one in logged[: ops.OPERATIONS_AT_ONCE] for payload in one.inverse]
    return [ops.parse({**payload, "op_id": models.new_id()}) for payload in inverses]


@transaction.atomic
def rotate_links(*, board: models.Board) -> models.Board:
    """Make new links; the old ones and everyone who came in by them lose access."""
    board.link_secret = models.new_link_secret()
    board.save(update_fields=["link_secret"])
    return board


@transaction.atomic
def rename_participant(*, participant: models.Participant, name: str) -> models.Participant:
    """Let someone choose the name others see in the history."""
    participant.name = texts.clean_line(name)[:80]
    participant.save(update_fields=["name"])
    return participant


@transaction.atomic
def delete_board(*, board: models.Board) -> None:
    """Delete a board with everything on it and its whole history."""
    board.delete()


class _Batch:
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

    def run(self) -> list[list[Answer]]:
        locked = models.Board.objects.select_for_update().filter(pk=self.board.pk).first()
        if locked is None:
            raise BoardIsGone("Dit bord bestaat niet meer.")
        self.board = locked
        known = self._known()
        self.state = self._load()
        answers = [self._answer(change, known) for change in self.changes]
        self._write()
        return answers

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
            effect = states.perform(self.state, op, by=change.by.pk, revision=revision)
        except states.Refused as refusal:
            return Answer(op.op_id, None, refused=refusal.code, sentence=str(refusal))
        self.board.revision = revision
        self.changed |= dict.fromkeys(effect.changed)
        if isinstance(op, ops.AddCard):
            self.new_cards.add(op.card)
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
        cards = {row.pk: _from_row(row) for row in self._rows_with_ancestors()}
        state = states.State(
            method=methods.method(self.board.method, self.board.method_version),
            title=self.board.title,
            variant=self.board.variant,
            cards=cards,
            links=self._links(),
            last_position={},
            text_at=self._text_at,
        )
        if any(isinstance(op, ops.AddCard | ops.MoveCard) for op in self.operations):
            self._count_cards(state)
            new = {op.card for op in self.operations if isinstance(op, ops.AddCard)}
            elsewhere = models.Card.objects.filter(pk__in=new).exclude(board=self.board)
            state.taken = set(elsewhere.values_list("pk", flat=True))
        return state

    def _rows_with_ancestors(self) -> Iterable[models.Card]:
        """The cards that operations name, and the ones above them (at most a few levels)."""
        rows: dict[str, models.Card] = {}
        wanted = _named_cards(self.operations)
        while wanted:
            found = models.Card.objects.filter(board=self.board, pk__in=wanted)
            new = {row.pk: row for row in found}
            rows |= new
            wanted = {row.parent_id for row in new.values() if row.parent_id} - rows.keys()
        return rows.values()

    def _links(self) -> set[tuple[str, str, str]]:
        named = [
            op.card for op in self.operations if isinstance(op, ops.LinkCards | ops.UnlinkCards)
        ]
        if not named:
            return set()
        rows = models.CardLink.objects.filter(board=self.board, card__in=named)
        return set(rows.values_list("kind", "card_id", "to_id"))

    def _count_cards(self, state: states.State) -> None:
        cards = models.Card.objects.filter(board=self.board)
        rows = cards.values_list("zone").annotate(
            count=Count("pk"),
            here=Count("pk", filter=Q(is_removed=False)),
            last=Max("position"),
        )
        for zone, count, here, last in rows:
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
        finder = _Finder(cards)
        made = [_to_row(c, self.board, finder) for c in cards if c.id in self.new_cards]
        kept = [_to_row(c, self.board, finder) for c in cards if c.id not in self.new_cards]
        models.Card.objects.bulk_create(made)
        models.Card.objects.bulk_update(kept, CHANGING) if kept else None
        self._write_links()
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


def _named_cards(operations: Sequence[ops.AnyOperation]) -> set[str]:
    named: Counter[str] = Counter()
    for op in operations:
        for key in ("card", "parent", "to"):
            if value := getattr(op, key, None):
                named[value] += 1
    return set(named)


CHANGING = [
    "zone",
    "parent",
    "position",
    "text",
    "other_text",
    "fields",
    "contact_person",
    "organisation",
    "municipality",
    "is_private",
    "is_removed",
    "changed_revision",
]


def _from_row(row: models.Card) -> states.Card:
    fields = dict(row.fields)
    if row.contact_person:
        fields["contact_person"] = row.contact_person
    return states.Card(
        id=row.pk,
        zone=row.zone,
        type=row.type,
        parent=row.parent_id,
        position=row.position,
        text=row.text,
        other_text=row.other_text,
        fields=fields,
        is_private=row.is_private,
        is_removed=row.is_removed,
        created_by=row.created_by_id,
        changed_revision=row.changed_revision,
    )


class _Finder:
    """Directory and places behind the ids and codes that cards name, in two queries."""

    def __init__(self, cards: Sequence[states.Card]) -> None:
        ids = {c.fields["organisation"] for c in cards if "organisation" in c.fields}
        codes = {c.fields["municipality"] for c in cards if "municipality" in c.fields}
        found = (
            Organisation.objects.filter(public_id__in=ids) if ids else Organisation.objects.none()
        )
        self.organisations = dict(found.values_list("public_id", "pk"))
        places = Municipality.objects.filter(pk__in=codes) if codes else Municipality.objects.none()
        self.codes = set(places.values_list("pk", flat=True))


def _to_row(card: states.Card, board: models.Board, finder: _Finder) -> models.Card:
    fields = dict(card.fields)
    code = fields.get("municipality", "")
    return models.Card(
        id=card.id,
        board=board,
        zone=card.zone,
        type=card.type,
        parent_id=card.parent,
        position=card.position,
        text=card.text,
        other_text=card.other_text,
        contact_person=fields.pop("contact_person", ""),
        fields=fields,
        organisation_id=finder.organisations.get(fields.get("organisation", "")),
        municipality_id=code if code in finder.codes else None,
        is_private=card.is_private,
        is_removed=card.is_removed,
        created_by_id=card.created_by,
        changed_revision=card.changed_revision,
    )
