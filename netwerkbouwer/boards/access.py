# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may see or change a board: whoever came in by its link, remembered in one signed cookie.

The cookie holds, per board, which participant this browser is and a few characters of the link
it came in by; new links make the old entries worthless.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from netwerkbouwer.boards import models
from netwerkbouwer.boards.stage import Role, Viewer

SALT = "netwerkbouwer.boards.visits"
MOST = 40  # boards in one cookie: about 1.5 kB, below what browsers and proxies allow
Pass = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """Someone at a board."""

    board: models.Board
    participant: models.Participant

    @property
    def may_edit(self) -> bool:
        return self.participant.may_edit

    @property
    def may_write(self) -> bool:
        return self.participant.may_write

    @property
    def may_fill(self) -> bool:
        """May fill in the pages of the steps: editors, and who sits at a worksheet of a session."""
        stage = self.board.stage()
        return self.may_edit or (self.may_write and stage.is_worksheet and stage.is_live)

    @property
    def takes_part(self) -> bool:
        """Came in by joining a session: what the board's own links give is not theirs."""
        return self.participant.role in (Role.PARTICIPANT, Role.HOST)

    @property
    def is_led(self) -> bool:
        """Takes part in a meeting that goes on now, on the board that all share."""
        stage = self.board.stage()
        return self.takes_part and stage.is_live and not stage.is_worksheet

    @property
    def viewer(self) -> Viewer:
        """Through whose eyes this board is read."""
        return self.participant.viewer(self.board.stage())


def _passes(request: HttpRequest) -> dict[str, Pass]:
    """Per board id the participant and the link mark; oldest first. Empty for a wrong cookie."""
    raw = request.COOKIES.get(settings.BOARD_COOKIE, "")
    try:
        stored = signing.loads(raw, salt=SALT) if raw else {}
        return {str(board): (int(pair[0]), str(pair[1])) for board, pair in stored.items()}
    except (signing.BadSignature, ValueError, TypeError, AttributeError, IndexError):
        return {}


def _mark(board: models.Board, role: str) -> str:
    return board.token(Role(role))[:8]


def get_board_to_view(request: HttpRequest, board_id: str) -> Visit:
    """The board and who this browser is there.

    Raises Http404 for strangers, for unknown boards, and for who still waits to be let in.
    """
    visit = get_board_or_door(request, board_id)
    if visit.participant.is_waiting:
        raise Http404
    return visit


def get_board_or_door(request: HttpRequest, board_id: str) -> Visit:
    """The same, also for who waits at the door of its session and may see nothing yet."""
    if not board_id.isalnum():  # it may come from a form: a database may choke on a NUL
        raise Http404
    passes = _passes(request)
    if board_id in passes:
        participant = _holder(board_id, passes[board_id])
        if participant is None:
            raise Http404
        return Visit(participant.board, participant)
    return _visit_worksheet(board_id, passes)


def _holder(board_id: str, given: Pass) -> models.Participant | None:
    """Who a pass belongs to; None when it is of an old link or of someone who was sent out."""
    participant = (
        models.Participant.objects.select_related("board__session", "table__board")
        .filter(pk=given[0], board_id=board_id, is_blocked=False)
        .first()
    )
    return participant if participant and _is_fresh(participant, given[1]) else None


def _is_fresh(participant: models.Participant, mark: str) -> bool:
    """Whether the board still has the links by which someone came in.

    The mark may be of another role: in a session someone can become host or leader.
    """
    return any(_mark(participant.board, role) == mark for role in Role)


def _visit_worksheet(board_id: str, passes: dict[str, Pass]) -> Visit:
    """A worksheet of a session opens with the pass of the session's own board.

    For who leads the session, and for who sits at its table. Raises Http404.
    """
    board = models.Board.objects.select_related("session").filter(pk=board_id).first()
    main = board.session.board_id if board and board.session else board_id
    participant = _holder(main, passes[main]) if main in passes else None
    if board is None or participant is None or board.pk == main:
        raise Http404
    sits_there = participant.table is not None and participant.table.board_id == board_id
    if not (participant.may_edit or sits_there):
        raise Http404
    return Visit(board, participant)


def get_board_to_write(request: HttpRequest, board_id: str) -> Visit:
    """The same, for who may lay cards there. Raises Http404 or PermissionDenied."""
    visit = get_board_to_view(request, board_id)
    if not visit.may_write:
        raise PermissionDenied
    return visit


def get_board_to_fill(request: HttpRequest, board_id: str) -> Visit:
    """The same, for who may fill in its steps, or could until the session closed: `rights.py` then
    says so, and what was typed comes back. Raises Http404 or PermissionDenied."""
    visit = get_board_to_view(request, board_id)
    is_over = visit.may_write and visit.board.stage().is_closed
    if not (visit.may_fill or is_over):
        raise PermissionDenied
    return visit


def get_board_to_edit(request: HttpRequest, board_id: str) -> Visit:
    """The same, for who may change it. Raises Http404 or PermissionDenied."""
    visit = get_board_to_view(request, board_id)
    if not visit.may_edit:
        raise PermissionDenied
    return visit


def get_board_by_link(board_id: str, token: str) -> tuple[models.Board, Role]:
    """The board a link opens, and the role it gives. Raises Http404 for a wrong or old link."""
    board = models.Board.objects.filter(pk=board_id).first()
    role = board.role_for(token) if board else None
    if board is None or role is None:
        raise Http404
    return board, role


def known_participant(request: HttpRequest, board: models.Board) -> models.Participant | None:
    """Who this browser already is at the board, so that a second visit is not a second person."""
    try:
        return get_board_or_door(request, board.pk).participant
    except Http404:
        return None


def was_sent_out(request: HttpRequest, board_id: str) -> bool:
    """Whether this browser took part here until someone who leads the session sent it out."""
    given = _passes(request).get(board_id)
    return (
        given is not None
        and models.Participant.objects.filter(
            pk=given[0], board_id=board_id, is_blocked=True
        ).exists()
    )


def visited_boards(request: HttpRequest) -> list[Visit]:
    """The boards this browser has links to, last touched first."""
    passes = _passes(request)
    participants = models.Participant.objects.select_related("board").filter(
        pk__in=[pk for pk, _ in passes.values()], is_blocked=False, is_waiting=False
    )
    visits = [
        Visit(participant.board, participant)
        for participant in participants
        if participant.board_id in passes
        and _is_fresh(participant, passes[participant.board_id][1])
    ]
    return sorted(visits, key=lambda visit: visit.board.touched_at, reverse=True)


def _mark_of(participant: models.Participant) -> str:
    return _mark(participant.board, participant.role)


def remember(
    request: HttpRequest, response: HttpResponse, participant: models.Participant
) -> HttpResponse:
    """Let this browser in again next time; beyond the limit the oldest board is forgotten."""
    passes = _passes(request)
    passes.pop(participant.board_id, None)
    passes[participant.board_id] = (participant.pk, _mark_of(participant))
    return _store(response, passes)


def forget(request: HttpRequest, response: HttpResponse, board_id: str) -> HttpResponse:
    """Take a board out of this browser; the board itself stays."""
    passes = _passes(request)
    passes.pop(board_id, None)
    return _store(response, passes)


def _store(response: HttpResponse, passes: dict[str, Pass]) -> HttpResponse:
    newest = dict(list(passes.items())[-MOST:])
    response.set_cookie(
        settings.BOARD_COOKIE,
        signing.dumps(newest, salt=SALT, compress=True),
        max_age=settings.BOARD_COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
