# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What hangs on the wall: cards by zone and column, without names and without contact data."""

from dataclasses import dataclass
from datetime import timedelta

from netwerkbouwer.boards import queries
from netwerkbouwer.boards.queries import CardView
from netwerkbouwer.boards.sessions import queries as session_queries
from netwerkbouwer.boards.sessions import spots
from netwerkbouwer.boards.sessions.access import Seat
from netwerkbouwer.boards.sessions.spots import Spot
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.boards.zones import title
from netwerkbouwer.methods.template import Step, ZoneKind

SHOWN = 24  # cards below each other in one place; the wall is no archive


@dataclass(frozen=True)
class Shown:
    """A card on the wall."""

    text: str
    also: int
    """How many others said the same."""
    dots: int | None


@dataclass(frozen=True)
class Column:
    """One place of the step with its cards, the newest first or the most chosen first."""

    spot: Spot
    cards: list[Shown]
    hidden: int
    """Cards that lie there and are shown later, or for which there is no room."""
    is_hidden: bool
    """Until the facilitator shows them."""


@dataclass(frozen=True)
class Screen:
    view: queries.BoardView
    question: str
    step: Step | None
    columns: list[Column]
    people: int
    cards: int
    left: timedelta | None
    has_diagram: bool


def view_of_wall(seat: Seat) -> queries.BoardView:
    """The common board as everyone in the room may see it."""
    board = seat.session.board
    viewer = seat.participant.viewer(board.stage(), is_screen=True)
    return queries.board_view(board, viewer=viewer)


def screen(seat: Seat) -> Screen:
    session = seat.session
    board = session.board
    view = view_of_wall(seat)
    step = view.method.step(session.step) if session.step else None
    sees_votes = session.stage(board).votes_shown
    dots = session_queries.dots_per_card(board) if sees_votes else None
    everyone = session.participants.filter(is_blocked=False, is_waiting=False)
    here = spots.spots_of(step, session_queries.named(view, step)) if step else []
    columns = [
        _column(spot, view, is_hidden=spot.zone.key in session.hidden_zones, dots=dots)
        for spot in here
        if spots.is_for_groups(spot.zone) or view.is_answered(spot.zone)
    ]
    return Screen(
        view=view,
        question=session.prompt or (step.ask if step else view.method.title),
        step=step,
        columns=columns,
        people=everyone.exclude(role=Role.EDITOR).count(),
        cards=session_queries.cards_laid(session),
        has_diagram=any(zone.kind == ZoneKind.BUBBLES for zone in (step.zones if step else [])),
        left=session_queries.time_left(session),
    )


def _lies(spot: Spot, card: CardView) -> bool:
    has_something = bool(card.text or card.fields)
    return has_something and card.lies_on is None and spot.holds(card.row.zone, card.fields)


def _column(
    spot: Spot, view: queries.BoardView, *, is_hidden: bool, dots: dict[str, int] | None
) -> Column:
    cards = [
        card for card in reversed(session_queries.heads(view, spot.zone.key)) if _lies(spot, card)
    ]
    if dots is not None:
        cards.sort(key=lambda card: -dots.get(card.id, 0))
    shown = [
        Shown(title(view, card), len(card.alike), None if dots is None else dots.get(card.id, 0))
        for card in cards[:SHOWN]
    ]
    return Column(spot, shown, len(cards) - len(shown), is_hidden)
