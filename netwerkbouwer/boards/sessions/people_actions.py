# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People of a session: coming in, being let in or sent out, roles, and undoing all someone did."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from netwerkbouwer.boards import actions, models, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.sessions import changes, names, table_actions
from netwerkbouwer.boards.stage import Role

MOST_PEOPLE = 500


class NotLetIn(Exception):
    """Someone cannot join now; the message is for them."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What someone fills in to take part."""

    name: str
    table: int | None = None
    known: models.Participant | None = None
    """Who this browser already is at the board."""


def join(*, session: models.Session, newcomer: Newcomer) -> models.Participant:
    """Take part in a session. Raises NotLetIn with a sentence.

    Everyone gets a name that nobody else in the session has.
    """
    with transaction.atomic():
        row = models.Session.objects.select_for_update().select_related("board").get(pk=session.pk)
        person = newcomer.known or models.Participant(board=row.board)
        _refuse(row, person)
        if person.session_id == row.pk and person.role != Role.READER:
            return person
        person.session = row
        person.role = Role.PARTICIPANT
        person.name = _name(row, person, newcomer.name)
        person.is_waiting = row.asks_approval
        person.table = _table(row, person.name, newcomer.table)
        person.save()
        if person.is_waiting or person.table:
            models.Session.objects.filter(pk=row.pk).update(version=row.version + 1)
            changes.tell(row)
    return person


def _refuse(session: models.Session, person: models.Participant) -> None:
    if person.is_blocked:
        raise NotLetIn(_("Je doet niet meer mee aan deze sessie."))
    if not session.is_live:
        raise NotLetIn(_("Deze sessie is afgelopen."))
    if session.is_locked and not (person.pk and person.session_id == session.pk):
        raise NotLetIn(_("Er kan nu niemand meer bij. Vraag het aan wie de sessie leidt."))
    if session.participants.count() >= MOST_PEOPLE:
        raise NotLetIn(_("De sessie is vol: er passen %(n)s mensen in.") % {"n": MOST_PEOPLE})


def _table(session: models.Session, name: str, number: int | None) -> models.Table | None:
    try:
        return table_actions.table_for(session, name, number)
    except table_actions.NoRoom:
        raise NotLetIn(_("Alle plaatsen zijn bezet. Vraag het aan wie de sessie leidt.")) from None


def _name(session: models.Session, person: models.Participant, wanted: str) -> str:
    """The name someone chose, told apart from all others and from who leads. Raises NotLetIn."""
    others = session.participants.exclude(pk=person.pk).values_list("name", "role")
    leaders = [name for name, role in others if role == Role.EDITOR and name]
    taken = [name for name, role in others if role != Role.EDITOR and name]
    try:
        return names.choose(wanted, taken=taken, leaders=leaders)
    except names.WrongName as error:
        raise NotLetIn(str(error)) from None


def approve(*, session: models.Session, person: models.Participant) -> None:
    """Let someone in who waits at the door."""
    with changes.changing(session) as row:
        row.participants.filter(pk=person.pk).update(is_waiting=False)


def approve_all(*, session: models.Session) -> int:
    with changes.changing(session) as row:
        return row.participants.filter(is_waiting=True, is_blocked=False).update(is_waiting=False)


def send_out(*, session: models.Session, person: models.Participant) -> None:
    """Someone no longer takes part, or is not let in; what they wrote stays until it is undone."""
    with changes.changing(session) as row:
        others = row.participants.exclude(role=Role.EDITOR)
        others.filter(pk=person.pk).update(is_blocked=True, is_waiting=False)


def let_back(*, session: models.Session, person: models.Participant) -> None:
    """Someone who was sent out may take part again, on the same device."""
    with changes.changing(session) as row:
        row.participants.filter(pk=person.pk).update(is_blocked=False)


def change_role(*, session: models.Session, person: models.Participant, role: Role) -> None:
    """Make someone a table host, a leader or a participant; makers stay what they are."""
    with changes.changing(session) as row:
        others = row.participants.filter(is_maker=False).exclude(role=Role.READER)
        others.filter(pk=person.pk).update(role=role)


def undo_everything(
    *, session: models.Session, person: models.Participant, by: models.Participant
) -> int:
    """Take back all that someone did in the session, on every sheet; answers how many things.

    Raises writer.NotSaved and actions.BoardIsGone.
    """
    boards = models.Board.objects.filter(session=session, operations__by=person).distinct()
    return sum(_undo_on(board, person, by) for board in boards)


def _undo_on(board: models.Board, person: models.Participant, by: models.Participant) -> int:
    """On one board, in slices; the cards that went and the changes to other cards count."""
    operations = actions.operations_to_undo_of(board=board, participant=person)
    first = board.operations.filter(by=person).order_by("revision").first()
    laid = board.cards.filter(created_by=person, is_removed=False)
    before, mended = laid.count(), 0
    for start in range(0, len(operations), ops.OPERATIONS_AT_ONCE):
        some = operations[start : start + ops.OPERATIONS_AT_ONCE]
        undoes = first.revision if first else None
        answers = writer.apply(board=board, operations=some, by=by, undoes=undoes)
        mended += sum(
            answer.is_done and not isinstance(op, ops.RemoveCard | ops.ClearVotes)
            for op, answer in zip(some, answers, strict=True)
        )
    return before - laid.count() + mended
