# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes to several boards at one moment, in one transaction: load, perform, write.

The number of queries grows neither with the operations nor with the boards: a query costs more in
Python than in the database, and in a hall twenty boards change in the same hundredth of a second.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from netwerkbouwer.boards import models, rights, rows
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.batch import Answer, Batch, BoardIsGone, Change, Committed, named_cards
from netwerkbouwer.boards.stage import Role

VOTING = (ops.CastVote, ops.ClearVotes)
TYING = (ops.LinkCards, ops.UnlinkCards)


def apply(asked: Mapping[str, Sequence[Change]]) -> dict[str, Committed]:
    """Per board id what came in; what became of it. Raises BoardIsGone.

    The board rows are locked, in one order for all processes, while revisions are given out.
    """
    with transaction.atomic():
        found = models.Board.objects.select_related("session").select_for_update(of=("self",))
        boards = list(found.filter(pk__in=asked).order_by("pk"))
        if len(boards) < len(asked):
            raise BoardIsGone("Dit bord bestaat niet meer.")
        batches = {board.pk: Batch(board, asked[board.pk]) for board in boards}
        _load(batches)
        answers = {pk: batch.perform() for pk, batch in batches.items()}
        _write([batch for batch in batches.values() if batch.log])
    return {pk: batches[pk].committed(answers[pk]) for pk in asked}


def _load(batches: Mapping[str, Batch]) -> None:
    """Everything that the operations need to know."""
    _load_known(batches)
    _load_actors(batches.values())
    _load_cards(batches)
    _load_links([batch for batch in batches.values() if batch.has(*TYING)])
    for batch in batches.values():
        batch.state.text_at = _Texts(batch.board)
        if batch.has(*VOTING):
            _load_votes(batch)
    _count_cards(
        {pk: batch for pk, batch in batches.items() if batch.has(ops.AddCard, ops.MoveCard)}
    )


def _load_known(batches: Mapping[str, Batch]) -> None:
    ids = [op.op_id for batch in batches.values() for op in batch.operations]
    logged = models.LoggedOperation.objects.filter(board__in=batches, op_id__in=ids)
    for board, op_id, revision, outcome in logged.values_list(
        "board_id", "op_id", "revision", "outcome"
    ):
        batches[board].known[op_id] = Answer(op_id, revision, outcome)


def _load_actors(batches: Iterable[Batch]) -> None:
    """Everyone who changes something, as they are now: somebody may just have been sent out."""
    batches = list(batches)
    people = {person for batch in batches for person in batch.people}
    found = models.Participant.objects.filter(pk__in=people).select_related("table")
    actors = {
        row.pk: rights.Actor(
            row.pk,
            Role(row.role),
            row.table.number if row.table else None,
            is_waiting=row.is_waiting,
            is_blocked=row.is_blocked,
        )
        for row in found
    }
    for batch in batches:
        batch.actors = {person: actors[person] for person in batch.people if person in actors}
        batch.state.tables = {actor.id: actor.table for actor in batch.actors.values()}


def _load_cards(batches: Mapping[str, Batch]) -> None:
    """The cards that operations name, and the ones above them (at most a few levels)."""
    seen: set[str] = set()
    wanted = {name for batch in batches.values() for name in named_cards(batch.operations)}
    while wanted:
        seen |= wanted
        above: set[str] = set()
        for row in models.Card.objects.filter(pk__in=wanted):
            for board, batch in batches.items():
                if board == row.board_id:
                    batch.state.cards[row.pk] = rows.from_row(row)
                else:
                    batch.state.taken.add(row.pk)
            above |= {row.parent_id} if row.parent_id else set()
        wanted = above - seen


def _load_links(batches: Sequence[Batch]) -> None:
    if not batches:
        return
    tying = [op for batch in batches for op in batch.operations if isinstance(op, TYING)]
    ends = {op.card for op in tying} | {op.to for op in tying if op.kind == "alike"}
    found = models.CardLink.objects.filter(Q(card__in=ends) | Q(kind="alike", to__in=ends))
    states = {batch.board.pk: batch.state for batch in batches}
    for board, kind, card, to in found.values_list("board_id", "kind", "card_id", "to_id"):
        if board in states:
            states[board].links.add((kind, card, to))


def _load_votes(batch: Batch) -> None:
    """All dots on the cards that are named, and everything that those who vote gave."""
    state, votes = batch.state, models.Vote.objects.filter(card__board=batch.board)
    cleared_of = {op.of for op in batch.operations if isinstance(op, ops.ClearVotes)}
    theirs = votes.filter(participant__in=batch.people | cleared_of)
    given = list(theirs.values_list("card", "participant", "dots", "card__zone"))
    named = {op.card for op in batch.operations if isinstance(op, ops.CastVote)}
    if cleared_of:
        named |= {card for card, *_ in given}
        found = models.Card.objects.filter(board=batch.board, pk__in=named - set(state.cards))
        state.cards |= {row.pk: rows.from_row(row) for row in found}
    others = votes.filter(card__in=named)
    given += others.values_list("card", "participant", "dots", "card__zone")
    for card, person, dots, zone in given:
        state.dots[card, person] = dots
        state.zone_of[card] = zone


def _count_cards(batches: Mapping[str, Batch]) -> None:
    """How full boards and zones are, and how much each person laid."""
    if not batches:
        return
    cards = models.Card.objects.filter(board__in=batches)
    counted = cards.values_list("board_id", "zone").annotate(
        count=Count("pk"),
        here=Count("pk", filter=Q(is_removed=False)),
        last=Max("position"),
    )
    for board, zone, count, here, last in counted:
        state = batches[board].state
        state.zone_count[zone] = here
        state.card_count += count
        state.last_position[zone] = last
    people = {person for batch in batches.values() for person in batch.people}
    laid = cards.filter(created_by__in=people).values_list("board_id", "created_by")
    for board, person, count in laid.annotate(count=Count("pk")):
        batches[board].state.count_by[person] = count


class _Texts:
    """The texts that cards of a board had before, from the log; rare: only for stale edits."""

    def __init__(self, board: models.Board) -> None:
        self._board = board

    def __call__(self, card: str, revision: int) -> str | None:
        logged = (
            models.LoggedOperation.objects.filter(board=self._board, card=card)
            .filter(type__in=["add_card", "edit_text", "choose_text"], revision__lte=revision)
            .order_by("-revision")
            .first()
        )
        if logged is None:
            return None
        said = (
            logged.payload.get("text", "") if logged.type == "add_card" else logged.outcome["text"]
        )
        return str(said)


def _write(batches: Sequence[Batch]) -> None:
    if not batches:
        return
    finder = rows.Finder([card for batch in batches for card in batch.changed_cards()])
    made: list[models.Card] = []
    kept: list[models.Card] = []
    for batch in batches:
        for card in batch.changed_cards():
            row = rows.to_row(card, batch.board, finder)
            (made if card.id in batch.new_cards else kept).append(row)
    models.Card.objects.bulk_create(made)
    # An upsert, not `bulk_update`: that builds one expression per field per card and took 84 % of
    # the whole batch.
    models.Card.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["id"], update_fields=rows.CHANGING
    )
    for batch in batches:
        _write_links(batch)
        _write_votes(batch)
    models.LoggedOperation.objects.bulk_create([entry for batch in batches for entry in batch.log])
    _write_boards(batches)


def _write_links(batch: Batch) -> None:
    added = [link for link, is_there in batch.linked.items() if is_there]
    models.CardLink.objects.bulk_create(
        (models.CardLink(board=batch.board, kind=k, card_id=c, to_id=t) for k, c, t in added),
        ignore_conflicts=True,
    )
    for kind, card, to in (link for link, is_there in batch.linked.items() if not is_there):
        models.CardLink.objects.filter(kind=kind, card=card, to=to).delete()


def _write_votes(batch: Batch) -> None:
    models.Vote.objects.bulk_create(
        [
            models.Vote(card_id=card, participant_id=person, dots=dots)
            for (card, person), dots in batch.state.dots.items()
            if card in batch.voted and person is not None
        ],
        update_conflicts=True,
        unique_fields=["card", "participant"],
        update_fields=["dots"],
    )


def _write_boards(batches: Sequence[Batch]) -> None:
    now = timezone.now()
    for batch in batches:
        batch.board.title, batch.board.variant = batch.state.title, batch.state.variant
        batch.board.touched_at = now
    models.Board.objects.bulk_create(
        [batch.board for batch in batches],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["revision", "title", "variant", "touched_at"],
    )
