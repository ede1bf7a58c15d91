# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the live side reads from the database, in a few threads of its own."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Sum
from django.http import Http404, HttpRequest, parse_cookie
from django.utils import timezone

from netwerkbouwer.boards import access, models, rows
from netwerkbouwer.boards.live.mirror import Mirror
from netwerkbouwer.boards.state import Card

THREADS = 4
Json = dict[str, Any]
Result = TypeVar("Result")


class Gone(Exception):
    """The board does not exist any more."""


class Reader:
    """Threads that keep their connection open; a broken one is opened once more."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="live-reader")

    async def run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, _twice, work, arguments)

    def stop(self) -> None:
        self._pool.submit(connection.close)
        self._pool.shutdown(wait=False, cancel_futures=True)


def _twice(work: Callable[..., Result], arguments: tuple[Any, ...]) -> Result:
    try:
        return work(*arguments)
    except (OperationalError, InterfaceError):
        connection.close()
    try:
        return work(*arguments)
    except (OperationalError, InterfaceError):
        connection.close()
        raise


@dataclass(frozen=True, slots=True)
class Reading:
    """Cards of a board, with the board as it was after they were read.

    The revision is read first: cards may be newer, never older. The session is read last: what it
    hides is at least as new as the cards, so nothing hidden slips through.
    """

    rev: int
    cards: list[Card]
    links: dict[str, list[tuple[str, str]]]
    votes: dict[str, int]
    board: models.Board


def read(board_id: str, since: int | None = None) -> Reading:
    """The cards that changed after a revision, or all. Raises Gone."""
    found = models.Board.objects.filter(pk=board_id)
    rev = found.values_list("revision", flat=True).first()
    if rev is None:
        raise Gone
    cards = models.Card.objects.filter(board=board_id)
    links = models.CardLink.objects.filter(board=board_id)
    votes = models.Vote.objects.filter(card__board=board_id)
    if since is not None:
        cards = cards.filter(changed_revision__gt=since)
        links = links.filter(card__changed_revision__gt=since)
        votes = votes.filter(card__changed_revision__gt=since)
    held = [rows.from_row(row) for row in cards.order_by("zone", "position", "pk")]
    ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, card, to in links.values_list("kind", "card_id", "to_id"):
        ties[card].append((kind, to))
    totals = dict(votes.values_list("card_id").annotate(total=Sum("dots")))
    board = found.select_related("session").first()
    if board is None:
        raise Gone
    return Reading(
        rev,
        held,
        {card.id: sorted(ties[card.id]) for card in held},
        {card.id: totals.get(card.id, 0) for card in held},
        board,
    )


def fill(mirror: Mirror, reading: Reading) -> set[str]:
    """Put what was read into a mirror; the ids of the cards that are new to it."""
    changed = mirror.take(reading.cards, reading.links, reading.votes)
    if reading.rev >= mirror.rev:
        mirror.rename(reading.board.title, reading.board.variant)
    mirror.advance(reading.rev)
    return changed


def load(board_id: str) -> tuple[Mirror, models.Board]:
    """A whole board in memory. Raises Gone."""
    reading = read(board_id)
    mirror = Mirror(board_id, reading.board.stage())
    fill(mirror, reading)
    return mirror, reading.board


def visit_of(board_id: str, participant: int, cookies: str | None) -> access.Visit:
    """Who comes in with a ticket; with cookies, these must name the same person. Raises Http404."""
    if cookies is None:
        return _visit_by_ticket(board_id, participant)
    request = HttpRequest()
    request.COOKIES = parse_cookie(cookies)
    visit = access.get_board_to_view(request, board_id)
    if visit.participant.pk != participant:
        raise Http404
    return visit


def look_up(
    board_id: str, participant: int, cookies: str | None
) -> tuple[access.Visit, dict[str, int]]:
    """Who comes in, and their own dots. Raises Http404."""
    visit = visit_of(board_id, participant, cookies)
    votes = votes_of(board_id, participant) if visit.board.session_id else {}
    return visit, votes


def _visit_by_ticket(board_id: str, participant: int) -> access.Visit:
    """Without cookies, as a program does: the ticket was given to who had access just now."""
    people = models.Participant.objects.select_related("table")
    person = people.filter(pk=participant, is_blocked=False).first()
    board = models.Board.objects.select_related("session").filter(pk=board_id).first()
    if person is None or board is None:
        raise Http404
    main = board.session.board_id if board.session else board_id
    sits_there = person.table is not None and person.table.board_id == board_id
    if person.board_id != board_id and not (
        person.board_id == main and (person.may_edit or sits_there)
    ):
        raise Http404
    return access.Visit(board, person)


def votes_of(board_id: str, participant: int) -> dict[str, int]:
    """Someone's own dots on a board."""
    given = models.Vote.objects.filter(card__board=board_id, participant=participant, dots__gt=0)
    return dict(given.values_list("card_id", "dots"))


def board_and_people(
    board_id: str, ids: Iterable[int]
) -> tuple[models.Board, dict[int, models.Participant]]:
    """A board with its session, and people with their table, as they are now. Raises Gone."""
    people = models.Participant.objects.filter(pk__in=list(ids)).select_related("table")
    found = {one.pk: one for one in people}
    board = models.Board.objects.select_related("session").filter(pk=board_id).first()
    if board is None:
        raise Gone
    return board, found


def session_boards(session_id: str) -> tuple[int, set[str]]:
    """The version of a session, its main board and its worksheets."""
    version = models.Session.objects.filter(pk=session_id).values_list("version", flat=True)
    boards = models.Board.objects.filter(session=session_id).values_list("pk", flat=True)
    return version.first() or 0, set(boards)


@dataclass(frozen=True, slots=True)
class Version:
    """How new a board is, and by which links people come in."""

    rev: int
    session: tuple[str | None, int | None]
    link_secret: str


def versions(board_ids: Iterable[str]) -> dict[str, Version]:
    """Of all these boards, in one query."""
    found = models.Board.objects.filter(pk__in=list(board_ids)).values_list(
        "pk", "revision", "session_id", "session__version", "link_secret"
    )
    return {
        pk: Version(rev, (session_id, version), link_secret)
        for pk, rev, session_id, version, link_secret in found
    }


def session(held: models.Session | None, *, with_code: bool, site: str) -> Json | None:
    """A session whole, as it is at this moment; the code for who leads and for the projector."""
    if held is None:
        return None
    timer = None
    if held.timer_ends_at is not None:
        left = (held.timer_ends_at - timezone.now()).total_seconds()
        timer = {"left": max(int(left * 1000), 0)}
    voting = {"zones": held.voting_zones, "budget": held.vote_budget}
    told: Json = {
        "id": held.pk,
        "title": held.title,
        "version": held.version,
        "state": held.state,
        "paused": held.is_paused,
        "readOnly": held.is_read_only,
        "locked": held.is_locked,
        "step": held.step or None,
        "prompt": held.prompt,
        "timer": timer,
        "hidden": held.hidden_zones,
        "voting": voting if held.voting_zones else None,
        "votesShown": held.votes_shown,
        "round": held.round,
        "sheets": held.sheets,
    }
    if with_code:
        told |= {"code": held.code, "address": f"{site}/meedoen"}
    return told
