# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starting, leading and closing a session. Everyone in it is told after each change."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from netwerkbouwer.boards import models
from netwerkbouwer.boards.sessions import changes, table_actions
from netwerkbouwer.boards.sessions.changes import changing
from netwerkbouwer.boards.stage import Sheets
from netwerkbouwer.common import texts

LONGEST_TIMER = datetime.timedelta(hours=8)
MOST_TABLES = 60
MOST_DOTS = 20


class AlreadyLive(Exception):
    """The board has a session that is not closed yet."""

    def __init__(self, session: models.Session) -> None:
        super().__init__(session.pk)
        self.session = session


@dataclass(frozen=True, slots=True)
class Start:
    """What someone fills in to start a session."""

    title: str
    place: str = ""
    starts_on: datetime.date | None = None
    sheets: Sheets = Sheets.PLENARY
    tables: Sequence[str] = ()
    """The names of the tables; an empty name becomes 'Tafel 3'."""
    step: str = ""
    """Where everyone begins; empty: everyone where they want."""
    asks_approval: bool = False


@transaction.atomic
def start_session(*, board: models.Board, start: Start, by: models.Participant) -> models.Session:
    """Start a meeting around a board, with its tables and worksheets. Raises AlreadyLive."""
    board = models.Board.objects.select_for_update().get(pk=board.pk)
    live = models.Session.objects.filter(board=board, state=models.SessionState.LIVE).first()
    if live is not None:
        raise AlreadyLive(live)
    session = models.Session.objects.create(
        board=board,
        title=texts.clean_line(start.title)[:200] or board.title,
        place=texts.clean_line(start.place)[:200],
        starts_on=start.starts_on,
        sheets=start.sheets,
        step=changes.known_step(board, start.step),
        asks_approval=start.asks_approval,
        code=changes.new_code(),
    )
    board.session = session
    board.save(update_fields=["session"])
    models.Participant.objects.filter(pk=by.pk).update(session=session)
    table_actions.add_tables(session, list(start.tables)[:MOST_TABLES])
    changes.tell(session)
    return session


def lead(*, session: models.Session, step: str, prompt: str) -> None:
    """Take everyone to a step, or let everyone choose when it is empty; with a question to all."""
    with changing(session) as row:
        row.step = changes.known_step(row.board, step)
        row.prompt = texts.clean_line(prompt)[:300]


def start_timer(*, session: models.Session, minutes: int) -> None:
    """Count down from now; a timer that runs starts again."""
    length = min(datetime.timedelta(minutes=max(minutes, 1)), LONGEST_TIMER)
    with changing(session) as row:
        row.timer_ends_at = timezone.now() + length


def add_minute(*, session: models.Session, ends_at: datetime.datetime | None) -> None:
    """One minute more than the end that was on the screen: pressed twice it counts once."""
    with changing(session) as row:
        if row.timer_ends_at is None or row.timer_ends_at != ends_at:
            return
        latest = timezone.now() + LONGEST_TIMER
        base = max(row.timer_ends_at, timezone.now())
        row.timer_ends_at = min(base + datetime.timedelta(minutes=1), latest)


def stop_timer(*, session: models.Session) -> None:
    with changing(session) as row:
        row.timer_ends_at = None


def hide_zones(*, session: models.Session, zones: Iterable[str]) -> None:
    """From now on everyone sees only their own cards in these zones; all others are shown."""
    with changing(session) as row:
        row.hidden_zones = changes.known_zones(row.board, zones)


def open_voting(*, session: models.Session, zones: Iterable[str], budget: int) -> None:
    """Let everyone divide dots over the cards of these zones; the outcome is not shown yet."""
    with changing(session) as row:
        row.voting_zones = changes.known_zones(row.board, zones)
        row.vote_budget = min(max(budget, 1), MOST_DOTS)
        row.votes_shown = False


def close_voting(*, session: models.Session) -> None:
    """No more dots; the outcome is shown when someone asks for it."""
    with changing(session) as row:
        row.voting_zones = []


def show_votes(*, session: models.Session, shown: bool) -> None:
    with changing(session) as row:
        row.votes_shown = shown


def pause(*, session: models.Session, on: bool) -> None:
    """Nobody but who leads can write for a while; what people typed stays with them."""
    with changing(session) as row:
        row.is_paused = on


def make_read_only(*, session: models.Session, on: bool) -> None:
    with changing(session) as row:
        row.is_read_only = on


def lock(*, session: models.Session, on: bool) -> None:
    """Let no new people in; those inside notice nothing."""
    with changing(session) as row:
        row.is_locked = on


def ask_approval(*, session: models.Session, on: bool) -> None:
    """New people wait until someone lets them in."""
    with changing(session) as row:
        row.asks_approval = on


def close(*, session: models.Session) -> None:
    """End it: the code dies, everything can still be read."""
    with changing(session) as row:
        if row.is_live:
            row.state = models.SessionState.CLOSED
            row.code, row.timer_ends_at, row.closed_at = "", None, timezone.now()


def reopen(*, session: models.Session) -> None:
    """Go on after closing, with a new code. Raises AlreadyLive when the board has a later one."""
    with changing(session) as row:
        others = models.Session.objects.filter(board=row.board, state=models.SessionState.LIVE)
        if (later := others.exclude(pk=row.pk).first()) is not None:
            raise AlreadyLive(later)
        if not row.is_live:
            row.state, row.closed_at = models.SessionState.LIVE, None
            row.code = changes.new_code()
            models.Board.objects.filter(pk=row.board_id).update(session=row)


def rotate_code(*, session: models.Session, code: str) -> None:
    """A new code and QR instead of the one on the screen; those inside stay."""
    with changing(session) as row:
        if row.is_live and row.code == code:
            row.code = changes.new_code()
            row.link_secret = models.new_link_secret()
