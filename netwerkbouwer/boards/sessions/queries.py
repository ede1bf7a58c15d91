# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a session read."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from netwerkbouwer.boards import look, models, queries
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.sessions import air_time, spots
from netwerkbouwer.boards.sessions.access import Seat
from netwerkbouwer.boards.sessions.air_time import Spread
from netwerkbouwer.boards.sessions.spots import Spot
from netwerkbouwer.boards.stage import Role, Sheets
from netwerkbouwer.boards.zones import decks, title
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method, Step, ZoneKind

VOTING = "stemmen"  # the name in an address of the page where dots are given


def method_of(session: models.Session) -> Method:
    board = session.board
    return methods.method(board.method, board.method_version, board.variant)


def time_left(session: models.Session) -> datetime.timedelta | None:
    """What the timer still has; zero when it is over, None when there is none."""
    if session.timer_ends_at is None:
        return None
    return max(session.timer_ends_at - timezone.now(), datetime.timedelta())


def in_minutes(left: datetime.timedelta) -> str:
    """'7:05', as on a kitchen timer."""
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def named(view: BoardView, step: Step) -> spots.Lines:
    """The cards that name rows and columns of this step."""
    return {
        key: [(card.id, title(view, card)) for card in view.in_zone(key)]
        for zone in step.zones
        for key in (zone.rows_from, zone.columns_from)
        if key
    }


def heads(view: BoardView, zone: str) -> list[CardView]:
    """The cards of a zone; ideas stand with their organisation."""
    return [card for card in view.in_zone(zone) if card.row.type != "idea"]


@dataclass(frozen=True)
class Ballot:
    """A card one may give dots."""

    card: CardView
    zone: str
    dots: int
    """Mine."""
    can_add: bool

    @property
    def more(self) -> int:
        return self.dots + 1

    @property
    def fewer(self) -> int:
        return max(self.dots - 1, 0)


@dataclass(frozen=True)
class Desk:
    """What one participant has in front of them: a step, one place in it, cards and dots."""

    seat: Seat
    view: BoardView
    step: Step
    wanted: str

    @property
    def session(self) -> models.Session:
        return self.seat.session

    @cached_property
    def spots(self) -> list[Spot]:
        return spots.spots_of(self.step, named(self.view, self.step))

    @cached_property
    def is_voting(self) -> bool:
        """Whether the dots are on top: they are, as soon as they may be given."""
        open_now = bool(self.session.voting_zones) and self.session.is_live
        return open_now and self.wanted in ("", VOTING)

    @cached_property
    def spot(self) -> Spot | None:
        """The place that is open; the first unless another was asked for."""
        if self.is_voting:
            return None
        asked = [spot for spot in self.spots if spot.key == self.wanted]
        return next(iter(asked or self.spots), None)

    @property
    def as_leader(self) -> str:
        """Kept in every address for who leads and takes part too."""
        return "mee=ja&" if self.seat.leads else ""

    @property
    def question(self) -> str:
        """What is asked now: the question to all, else that of the place or the step."""
        asked = self.spot.prompt if self.spot else ""
        return self.session.prompt or asked or self.step.ask

    def _here(self) -> list[CardView]:
        if self.spot is None:
            return []
        cards = heads(self.view, self.spot.zone.key)
        return [card for card in cards if self.spot.holds(card.row.zone, card.fields)]

    @property
    def hosts(self) -> bool:
        """Whether this person writes for a whole table on the board that all share."""
        person = self.seat.participant
        return person.role == Role.HOST and person.table is not None

    @property
    def writes_with_others(self) -> bool:
        """Whether the cards of this person are those of a table."""
        shared = self.seat.is_worksheet and self.session.sheets != Sheets.INDIVIDUAL
        return self.hosts or shared

    def _is_theirs(self, card: CardView) -> bool:
        person = self.seat.participant
        of_table = self.hosts and person.table and card.row.table == person.table.number
        return card.row.created_by_id == person.pk or bool(of_table) or self.seat.is_worksheet

    @cached_property
    def mine(self) -> list[CardView]:
        """The cards here that this person may change, the newest first."""
        return [card for card in reversed(self._here()) if self._is_theirs(card)]

    @cached_property
    def others(self) -> list[CardView]:
        """What others laid here and may be seen, the newest first; look-alikes in their pile."""
        cards = [card for card in reversed(self._here()) if not self._is_theirs(card)]
        return [card for card in cards if card.lies_on is None]

    @cached_property
    def deck(self) -> dict[str, Any]:
        """What can be picked here; empty for what is no deck."""
        zone = self.spot.zone if self.spot else None
        is_deck = zone is not None and zone.kind == ZoneKind.DECK
        return decks.deck(self.view, zone, look.of([])) if is_deck and zone else {}

    @cached_property
    def my_dots(self) -> dict[str, int]:
        given = models.Vote.objects.filter(
            participant=self.seat.participant,
            card__board=self.seat.board,
            card__zone__in=self.session.voting_zones,
            dots__gt=0,
        )
        return dict(given.values_list("card", "dots"))

    @property
    def dots_left(self) -> int:
        return max(self.session.vote_budget - sum(self.my_dots.values()), 0)

    @cached_property
    def ballots(self) -> list[tuple[str, list[Ballot]]]:
        """Per zone in which dots are given the cards that can get some."""
        zones = [self.view.method.zones[key] for key in self.session.voting_zones]
        return [
            (
                zone.title,
                [
                    Ballot(card, zone.key, self.my_dots.get(card.id, 0), self.dots_left > 0)
                    for card in heads(self.view, zone.key)
                    if card.lies_on is None and (card.text or card.fields)
                ],
            )
            for zone in zones
        ]


def desk(seat: Seat, *, step: str, spot: str) -> Desk:
    """What someone sees: the step that everyone is at, or the one they asked for."""
    view = queries.board_view(seat.board, viewer=seat.viewer)
    method = view.method
    led = method.step(seat.session.step) if seat.session.step else None
    here = led or method.step(step) or method.step(spots.first_to_share(method))
    return Desk(seat, view, here or method.steps[0], spot)


def dots_per_card(board: models.Board) -> dict[str, int]:
    """All dots on the cards of a board."""
    votes = models.Vote.objects.filter(card__board=board, card__is_removed=False)
    return dict(votes.values_list("card").annotate(sum=Sum("dots")))


def voters(session: models.Session) -> int:
    """How many people gave a dot, on the main board and all worksheets together."""
    votes = models.Vote.objects.filter(card__board__session=session, dots__gt=0)
    return votes.values("participant").distinct().count()


def cards_laid(session: models.Session) -> int:
    """How many cards people laid, on the main board and all worksheets; copies do not count."""
    cards = models.Card.objects.filter(board__session=session, is_removed=False)
    return cards.filter(created_by__role__in=[Role.PARTICIPANT, Role.HOST]).count()


@dataclass(frozen=True)
class Person:
    """Someone in the session as who leads it sees them."""

    row: models.Participant
    cards: int


def people(session: models.Session) -> list[Person]:
    """Everyone in it with how much they laid, those who wait first."""
    rows = session.participants.select_related("table").order_by("-is_waiting", "joined_at", "pk")
    counted = dict(
        models.Card.objects.filter(board__session=session, is_removed=False)
        .exclude(created_by=None)
        .values_list("created_by")
        .annotate(count=Count("pk"))
    )
    return [Person(row, counted.get(row.pk, 0)) for row in rows]


@dataclass(frozen=True)
class TableView:
    """A table with who sits there."""

    row: models.Table
    people: list[Person]

    @property
    def cards(self) -> int:
        return sum(one.cards for one in self.people)


def tables(session: models.Session, everyone: list[Person]) -> list[TableView]:
    inside = [one for one in everyone if not (one.row.is_waiting or one.row.is_blocked)]
    return [
        TableView(row, [one for one in inside if one.row.table_id == row.pk])
        for row in session.tables.order_by("number")
    ]


def has_worksheets(session: models.Session) -> bool:
    return session.tables.exclude(board=None).exists()


def taking_part(everyone: list[Person]) -> list[Person]:
    """Who is inside, without those who lead."""
    inside = [one for one in everyone if not (one.row.is_waiting or one.row.is_blocked)]
    return [one for one in inside if one.row.role != Role.EDITOR]


def spread(everyone: list[Person]) -> Spread:
    """How evenly people write, without names; who leads does not count."""
    return air_time.spread([one.cards for one in taking_part(everyone)])
