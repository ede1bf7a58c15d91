# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever people and who leads do, no byte of what someone may not see is sent to them.

And what each of them has afterwards is the board as a page would show it to them.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import models, queries
from netwerkbouwer.boards.live.room import Room
from netwerkbouwer.boards.stage import Role, Viewer
from tests.boards.live.stage_hands import House, Json, Seat, do, guest, open_room
from tests.factories import boards

# Types that may hang under each other are not limited here: what counts is who sees what.
KINDS = [
    ("strengths", "strength"),
    ("limitations", "limitation"),
    ("exercises", "exercise"),
    ("candidates", "candidate"),
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            """add add add add edit move hang private private remove restore vote contact
            hide reveal live dots leave promote""".split()
        ),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    min_size=3,
    max_size=16,
)


@dataclass
class Play:
    """A board with a session and four who look at it, each with a replica."""

    room: Room
    house: House
    session: models.Session
    people: list[models.Participant]
    seats: list[Seat]
    cards: list[str] = field(default_factory=list)

    def secret(self, card: str) -> str:
        return f"geheim{self.cards.index(card):03}"

    def by(self, number: int) -> models.Participant:
        return self.people[number % len(self.people)]

    def card(self, number: int) -> str:
        return self.cards[number % len(self.cards)]

    def step(self, what: str, one: int, two: int) -> None:
        if what == "add" or not self.cards:
            return self.add(one, two)
        getattr(self, f"do_{what}")(one, two)

    def add(self, one: int, two: int) -> None:
        card = models.new_id()
        self.cards.append(card)
        zone, kind = KINDS[two % 4 if two < 8 else 0]
        payload: Json = {"card": card, "zone": zone, "card_type": kind, "text": self.secret(card)}
        if kind == "candidate":
            payload["fields"] = {"contact_person": f"contact{self.secret(card)}"}
        if two % 3 == 0 and len(self.cards) > 1:
            payload["parent"] = self.card(two)
        do(self.room, self.by(one), {"type": "add_card", **payload})

    def lay_family(self) -> None:
        """Cards under each other, each by someone else, and one that is private from the start."""
        for by, (zone, kind), above in [(1, KINDS[0], 9), (2, KINDS[0], 0), (0, KINDS[0], 1)] + [
            (1, KINDS[1], 9),
            (2, KINDS[0], 3),
        ]:
            card = models.new_id()
            self.cards.append(card)
            payload = {"card": card, "zone": zone, "card_type": kind, "text": self.secret(card)}
            if above < len(self.cards) - 1:
                payload["parent"] = self.cards[above]
            (answer,) = do(self.room, self.by(by), {"type": "add_card", **payload})
            assert answer.is_done, answer.sentence
        self.check()

    def do_edit(self, one: int, two: int) -> None:
        card = self.card(two)
        text = f"{self.secret(card)} {one}"
        edit = {"type": "edit_text", "card": card, "text": text, "based_on": 2**31 - 1}
        do(self.room, self.by(one), edit)

    def do_contact(self, one: int, two: int) -> None:
        card = self.card(two)
        fields = {"contact_person": f"contact{self.secret(card)}" if one % 3 else None}
        do(self.room, self.by(one), {"type": "set_fields", "card": card, "fields": fields})

    def do_move(self, one: int, two: int) -> None:
        move = {"type": "move_card", "card": self.card(two), "zone": KINDS[one % 4][0]}
        do(self.room, self.people[0], move)

    def do_hang(self, one: int, two: int) -> None:
        move = {"type": "move_card", "card": self.card(two), "parent": self.card(one)}
        do(self.room, self.people[0], move)

    def do_private(self, one: int, two: int) -> None:
        """By its author, who alone may during a session."""
        row = models.Card.objects.filter(pk=self.card(two)).first()
        if row is not None and row.created_by is not None:
            change = {"type": "set_private", "card": row.pk, "private": not row.is_private}
            do(self.room, row.created_by, change)

    def do_remove(self, one: int, two: int) -> None:
        do(self.room, self.people[0], {"type": "remove_card", "card": self.card(two)})

    def do_restore(self, one: int, two: int) -> None:
        do(self.room, self.people[0], {"type": "restore_card", "card": self.card(two)})

    def do_vote(self, one: int, two: int) -> None:
        vote = {"type": "cast_vote", "card": self.card(two), "dots": one % 3}
        do(self.room, self.by(one), vote)

    def do_hide(self, one: int, two: int) -> None:
        self.change(hidden_zones=[KINDS[one % 4][0], KINDS[two % 4][0]])

    def do_reveal(self, one: int, two: int) -> None:
        self.change(hidden_zones=[])

    def do_dots(self, one: int, two: int) -> None:
        self.change(votes_shown=bool(one % 2))

    def do_live(self, one: int, two: int) -> None:
        self.change(state="live" if one % 2 else "closed")

    def do_promote(self, one: int, two: int) -> None:
        """Someone may lead too, or no longer."""
        person = self.people[1]
        person.role = Role.EDITOR if one % 2 else Role.PARTICIPANT
        person.save()
        self.change()

    def do_leave(self, one: int, two: int) -> None:
        """Someone is away for a while."""
        self.seats[one % len(self.seats)].leave()

    def change(self, **values: Any) -> None:
        for key, value in {**values, "version": self.session.version + 1}.items():
            setattr(self.session, key, value)
        self.session.save()
        self.room.refresh()

    # What must hold

    def check(self) -> None:
        self.house.loop.pass_time()
        here = [seat for seat in self.seats if seat.client is not None]
        self.check_sent([(seat, b"".join(seat.take())) for seat in here])

    def come_back(self) -> None:
        away = [seat for seat in self.seats if seat.client is None]
        self.check_sent([(seat, b"".join(seat.connect())) for seat in away])

    def viewer(self, seat: Seat, board: models.Board) -> Viewer:
        row = models.Participant.objects.get(pk=seat.row.pk)
        return row.viewer(board.stage(), is_screen=seat.is_screen)

    def check_sent(self, sent: list[tuple[Seat, bytes]]) -> None:
        rows = {card.pk: card for card in models.Card.objects.filter(pk__in=self.cards)}
        board = models.Board.objects.select_related("session").get(pk=self.room.id)
        for seat, everything in sent:
            viewer = self.viewer(seat, board)
            for card in rows.values():
                secret = self.secret(card.pk).encode()
                if not sees_line(viewer, card, rows):
                    assert secret not in everything, (card, viewer)
                elif not viewer.sees_contacts(card.created_by_id):
                    assert b"contact" + secret not in everything, (card, viewer)

    def check_replicas(self) -> None:
        board = models.Board.objects.select_related("session").get(pk=self.room.id)
        given = models.Vote.objects.filter(card__board=board).values_list("card_id")
        dots = dict(given.annotate(total=Sum("dots")))
        for seat in self.seats:
            viewer = self.viewer(seat, board)
            view, shown = queries.board_view(board, viewer=viewer), seat.shown()
            assert shown.keys() == view.cards.keys()
            for key, card in view.cards.items():
                total = dots.get(key, 0) if viewer.sees_votes else None
                check_card(shown[key], card.row, viewer, total)


def check_card(told: Json, row: models.Card, viewer: Viewer, dots: int | None) -> None:
    """A card as someone has it is the row as they may see it."""
    assert (told["text"], told["zone"], told["rev"], told["private"]) == (
        row.text,
        row.zone,
        row.changed_revision,
        row.is_private,
    )
    assert told["fields"].get("contact_person", "") == row.contact_person
    assert ("by" in told) == viewer.leads
    assert told["votes"] == dots


def sees_line(viewer: Viewer, card: models.Card, rows: dict[str, models.Card]) -> bool:
    """Whether someone may see a card and all it hangs under, removed or not."""
    above: models.Card | None = card
    while above is not None:
        sees = viewer.sees(zone=above.zone, is_private=above.is_private, author=above.created_by_id)
        if not sees:
            return False
        above = rows.get(above.parent_id or "")
    return True


def begin() -> Play:
    maker = boards.make_board()
    session = models.Session.objects.create(
        board=maker.board, title="Avond", code=models.new_board_id()[:6], voting_zones=["strengths"]
    )
    maker.board.session = session
    maker.board.save()
    people = [maker, guest(session, "Fatma", Role.PARTICIPANT), guest(session, "Jo", Role.HOST)]
    room, house = open_room(maker.board)
    seats = [Seat(room, one) for one in people] + [Seat(room, maker, is_screen=True)]
    for seat in seats:
        seat.connect()
    play = Play(room, house, session, people, seats)
    play.lay_family()
    return play


@pytest.mark.django_db
@settings(max_examples=12)
@given(STEPS)
def test_nobody_is_sent_what_they_may_not_see_and_all_have_the_board_in_the_end(
    steps: list[tuple[str, int, int]],
) -> None:
    play = begin()
    for number, step in enumerate(steps):
        play.step(*step)
        play.check()
        if number % 5 == 4:
            play.come_back()
    play.come_back()
    play.check_replicas()
