# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who this browser is in a session: the pass of the session's main board says it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from netwerkbouwer.boards import access, models
from netwerkbouwer.boards.stage import Role, Sheets, Viewer


class SentOut(Exception):
    """This browser took part in the session and was sent out of it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone in a session, and the board they write on: their worksheet or the main board."""

    session: models.Session
    participant: models.Participant
    board: models.Board

    @property
    def leads(self) -> bool:
        return self.participant.may_edit

    @property
    def is_worksheet(self) -> bool:
        return self.board.pk != self.session.board_id

    @property
    def needs_table(self) -> bool:
        """Everyone writes on a worksheet and this person has none yet."""
        return not (self.leads or self.is_worksheet) and self.session.sheets != Sheets.PLENARY

    @property
    def may_write_now(self) -> bool:
        """Whether what they send now would be taken; who leads may always."""
        held = self.session.is_paused or self.session.is_read_only
        return self.session.is_live and (self.leads or not held)

    @property
    def viewer(self) -> Viewer:
        return self.participant.viewer(self.board.stage())


def get_session(session_id: str) -> models.Session:
    """Raises Http404 for an unknown one."""
    session = models.Session.objects.select_related("board").filter(pk=session_id).first()
    if session is None:
        raise Http404
    return session


def get_seat(request: HttpRequest, session_id: str) -> Seat:
    """Who this browser is in the session. Raises Http404 for strangers, SentOut for who was."""
    session = get_session(session_id)
    participant = access.known_participant(request, session.board)
    if participant is None:
        if access.was_sent_out(request, session.board_id):
            raise SentOut
        raise Http404
    if not participant.may_edit and not _takes_part(participant, session):
        raise Http404
    board = _worksheet(participant, session) or session.board
    if board.session_id == session.pk:  # else a later session decides what may be seen here
        board.session = session
    return Seat(session, participant, board)


def _worksheet(participant: models.Participant, session: models.Session) -> models.Board | None:
    """The sheet of the table where someone sits, unless all write on the common board now."""
    table = participant.table
    if table is None or table.session_id != session.pk or session.sheets == Sheets.PLENARY:
        return None
    return table.board


def _takes_part(participant: models.Participant, session: models.Session) -> bool:
    return participant.session_id == session.pk and participant.role in (
        Role.PARTICIPANT,
        Role.HOST,
    )


def get_session_to_lead(request: HttpRequest, session_id: str) -> Seat:
    """The same, for who leads it. Raises Http404, SentOut or PermissionDenied."""
    seat = get_seat(request, session_id)
    if not seat.leads:
        raise PermissionDenied
    return seat
