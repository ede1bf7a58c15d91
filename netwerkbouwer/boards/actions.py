# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every change to a board goes through `apply`; the rest of this module prepares for it."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from netwerkbouwer.boards import batch, group, models
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.batch import Answer, BoardIsGone, Change, Committed, ReadOnly
from netwerkbouwer.boards.live import announce
from netwerkbouwer.boards.paper import photos
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.common import texts
from netwerkbouwer.methods.template import Method

__all__ = ["Answer", "BoardIsGone", "Change", "Committed", "ReadOnly"]


@transaction.atomic
def create_board(*, method: Method, title: str, variant: str, name: str = "") -> models.Participant:
    """Start a board; the maker is its first participant."""
    board = lay_out(method=method, title=title, variant=variant)
    return models.Participant.objects.create(
        board=board, name=name, role=Role.EDITOR, is_maker=True
    )


@transaction.atomic
def lay_out(
    *, method: Method, title: str, variant: str, session: models.Session | None = None
) -> models.Board:
    """An empty board, with nobody at it yet. Single-answer zones get their card."""
    board = models.Board.objects.create(
        title=texts.clean_line(title)[:200] or method.title,
        method=method.slug,
        method_version=method.version,
        variant=variant,
        session=session,
    )
    models.Card.objects.bulk_create(
        models.Card(board=board, zone=zone.key, type=zone.kind.value, position="1")
        for zone in method.zones.values()
        if zone.is_single
    )
    return board


@transaction.atomic
def join_board(*, board: models.Board, role: Role) -> models.Participant:
    """Someone came in by a link: from now on the history can tell them apart."""
    return models.Participant.objects.create(board=board, role=role)


def apply(
    *,
    board: models.Board,
    operations: Sequence[ops.AnyOperation],
    by: models.Participant,
    undoes: int | None = None,
    bulk: bool = False,
) -> list[batch.Answer]:
    """Apply operations in order, in one transaction; one refused does not stop the others.

    Raises ReadOnly and BoardIsGone. The board row is locked while revisions are given out.
    """
    change = batch.Change(operations, by, undoes, bulk)
    return apply_changes(board=board, changes=[change]).answers[0]


def apply_changes(*, board: models.Board, changes: Sequence[batch.Change]) -> batch.Committed:
    """What several people sent at once, as one batch; the answers to each, in the same order."""
    return apply_to_boards({board.pk: changes})[board.pk]


def apply_to_boards(
    asked: Mapping[str, Sequence[batch.Change]],
) -> dict[str, batch.Committed]:
    """The same for several boards, by their ids, in one transaction."""
    for changes in asked.values():
        for change in changes:
            change.check()
    return group.apply(asked)


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


def operations_to_undo_of(
    *, board: models.Board, participant: models.Participant
) -> list[ops.AnyOperation]:
    """What takes back everything one participant did on a board, newest first, votes too.

    What they added is only taken away: the changes they made to it afterwards need no undoing.
    """
    logged = list(
        models.LoggedOperation.objects.filter(board=board, by=participant).order_by("-revision")
    )
    added = {one.card for one in logged if one.type == "add_card"}
    inverses = [
        payload
        for one in logged
        if one.undoes is None and (one.type == "add_card" or one.card not in added)
        for payload in one.inverse
    ]
    votes = [{"type": "clear_votes", "of": participant.pk}]
    return [ops.parse({**payload, "op_id": models.new_id()}) for payload in [*votes, *inverses]]


@transaction.atomic
def rotate_links(*, board: models.Board) -> models.Board:
    """Make new links; the old ones and everyone who came in by them lose access."""
    board.link_secret = models.new_link_secret()
    board.save(update_fields=["link_secret"])
    announce.access_changed(board.pk)
    return board


@transaction.atomic
def rename_participant(*, participant: models.Participant, name: str) -> models.Participant:
    """Let someone choose the name others see in the history."""
    participant.name = texts.clean_line(name)[:80]
    participant.save(update_fields=["name"])
    return participant


@transaction.atomic
def delete_board(*, board: models.Board) -> None:
    """Delete a board with all that is on it, its history, its photos and its worksheets."""
    sheets = models.Board.objects.filter(session__board=board).exclude(pk=board.pk)
    boards = [*sheets, board]
    files = models.Photo.objects.filter(board__in=boards).values_list("file", flat=True)
    photos.forget_files(list(files))
    announce.board_gone(board.pk)
    for one in boards:
        one.delete()
