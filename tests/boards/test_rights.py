# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people in a session may do, and what they see of each other's cards."""

import pytest

from netwerkbouwer.boards import actions, models, queries
from netwerkbouwer.boards.stage import EVERYTHING, Role, Stage, Viewer
from tests.factories.boards import apply, make_board, op
from tests.factories.sessions import fresh, make_session, seat, set_stage

pytestmark = pytest.mark.django_db
ITEM = {"theme": "visibility", "column": "what"}


def lay(by: models.Participant, text: str = "Affiches", **more: object) -> str:
    """Lay a card in the first relay zone; gives its id. Fails the test when it is refused."""
    card = models.new_id()
    (answer,) = apply(
        by,
        op("add_card", card=card, zone="visibility", card_type="item", text=text, fields=ITEM)
        if not more
        else op(
            "add_card",
            card=card,
            zone="visibility",
            card_type="item",
            text=text,
            fields=ITEM,
            **more,
        ),
    )
    assert answer.is_done, answer.sentence
    return card


def refusals(answers: list[actions.Answer]) -> list[str]:
    return [answer.refused for answer in answers]


def seen_by(person: models.Participant, *, is_screen: bool = False) -> set[str]:
    """The ids of all cards with a text that this person sees."""
    person = fresh(person)
    viewer = person.viewer(person.board.stage(), is_screen=is_screen)
    view = queries.board_view(person.board, viewer=viewer)
    return {card.id for card in view.cards.values() if card.text}


def test_a_participant_changes_own_cards_and_lets_those_of_others_be() -> None:
    leader = make_session()
    one, other = seat(leader), seat(leader)
    card = lay(one)

    assert apply(one, op("edit_text", card=card, text="Posters", based_on=99))[0].is_done
    assert refusals(apply(other, op("remove_card", card=card))) == ["not_yours"]
    assert apply(leader, op("remove_card", card=card))[0].is_done


def test_a_table_host_changes_the_cards_of_the_own_table_only() -> None:
    leader = make_session()
    host = seat(leader, Role.HOST, table=1)
    near, far = lay(seat(leader, table=1)), lay(seat(leader, table=2))

    assert apply(host, op("edit_text", card=near, text="Netter", based_on=99))[0].is_done
    assert refusals(apply(host, op("edit_text", card=far, text="Nee", based_on=99))) == [
        "not_yours"
    ]


def test_a_card_remembers_the_table_and_the_round_it_was_written_in() -> None:
    leader = make_session(round=2)

    card = models.Card.objects.get(pk=lay(seat(leader, table=4)))

    assert (card.table, card.round) == (4, 2)


def test_only_who_leads_types_in_what_another_table_wrote() -> None:
    leader = make_session()
    person = seat(leader, table=1)
    card = {"zone": "visibility", "card_type": "item", "fields": ITEM}
    there, here = [op("add_card", card=models.new_id(), table=t, **card) for t in (2, 1)]

    assert refusals(apply(person, there, here)) == ["not_allowed", ""]
    assert models.Card.objects.get(pk=lay(leader, table=7, round=2)).table == 7


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"is_paused": True}, "paused"),
        ({"is_read_only": True}, "read_only"),
        ({"state": "closed", "code": ""}, "closed"),
    ],
)
def test_participants_wait_while_the_facilitator_goes_on(
    state: dict[str, object], code: str
) -> None:
    leader = make_session()
    person = seat(leader)
    set_stage(leader, **state)
    operation = op("add_card", card=models.new_id(), zone="visibility", card_type="item")

    assert refusals(apply(person, operation)) == [code]
    assert lay(leader)


def test_who_was_sent_out_or_waits_at_the_door_changes_nothing() -> None:
    leader = make_session()
    sent_out, waiting = seat(leader), seat(leader)
    models.Participant.objects.filter(pk=sent_out.pk).update(is_blocked=True)
    models.Participant.objects.filter(pk=waiting.pk).update(is_waiting=True)
    operation = op("set_board", title="Van ons")

    assert refusals(apply(sent_out, operation)) == ["blocked"]
    assert refusals(apply(waiting, operation)) == ["waiting"]


def test_only_who_leads_renames_the_board_or_takes_votes_away() -> None:
    leader = make_session()
    person = seat(leader)

    asked = [op("set_board", title="Van ons"), op("clear_votes", of=leader.pk)]

    assert refusals(apply(person, *asked)) == ["not_allowed", "not_allowed"]


def test_before_the_reveal_people_see_their_own_cards_only() -> None:
    leader = make_session(hidden_zones=["visibility"])
    one, other = seat(leader), seat(leader)
    first, second = lay(one), lay(other)

    assert seen_by(one) == {first}
    assert seen_by(other) == {second}
    assert seen_by(leader) == {first, second}
    assert seen_by(leader, is_screen=True) == set()


def test_after_the_reveal_everyone_sees_all() -> None:
    leader = make_session(hidden_zones=["visibility"])
    one, other = seat(leader), seat(leader)
    cards = {lay(one), lay(other)}
    set_stage(leader, hidden_zones=[])

    assert seen_by(one) == seen_by(other) == seen_by(leader, is_screen=True) == cards


def test_a_private_card_is_for_its_author_alone_while_the_session_lasts() -> None:
    leader = make_session()
    person = seat(leader)
    card = lay(person, private=True)

    assert seen_by(person) == {card}
    assert seen_by(leader) == seen_by(seat(leader)) == set()
    assert refusals(apply(leader, op("set_private", card=card, private=False))) == ["unknown_card"]
    set_stage(leader, state="closed", code="")
    assert seen_by(leader) == {card}


def test_what_someone_hands_on_is_without_the_own_private_cards_too() -> None:
    leader = make_session()
    person = seat(leader)
    lay(person, private=True)
    viewer = Viewer(person.pk, Role.PARTICIPANT, leader.board.stage(), with_private=False)

    view = queries.board_view(leader.board, viewer=viewer)

    assert [card.text for card in view.cards.values() if card.text] == []


def test_a_contact_person_is_for_who_wrote_it_down_and_for_editors() -> None:
    stage = Stage(session="s", is_live=True)

    assert Viewer(1, Role.PARTICIPANT, stage).sees_contacts(1)
    assert not Viewer(2, Role.PARTICIPANT, stage).sees_contacts(1)
    assert Viewer(3, Role.EDITOR, stage).sees_contacts(1)
    assert not Viewer(3, Role.EDITOR, stage, is_screen=True).sees_contacts(1)


def test_votes_stay_within_the_budget_whatever_comes_first() -> None:
    leader = make_session(voting_zones=["visibility"], vote_budget=3)
    person = seat(leader)
    one, other = lay(leader), lay(leader)

    first, second, third = apply(
        person,
        op("cast_vote", card=one, dots=2),
        op("cast_vote", card=other, dots=2),
        op("cast_vote", card=one, dots=1),
    )
    (fourth,) = apply(person, op("cast_vote", card=other, dots=2))

    assert [first.is_done, second.refused, third.is_done, fourth.is_done] == [
        True,
        "budget",
        True,
        True,
    ]
    assert dict(models.Vote.objects.values_list("card", "dots")) == {one: 1, other: 2}


def test_the_total_of_a_card_counts_the_dots_of_everyone() -> None:
    leader = make_session(voting_zones=["visibility"])
    card = lay(leader)
    people = [seat(leader) for _ in range(3)]
    for person in people[:2]:
        apply(person, op("cast_vote", card=card, dots=2))

    committed = actions.apply_changes(
        board=leader.board,
        changes=[actions.Change([op("cast_vote", card=card, dots=1)], people[2])],
    )

    assert committed.votes == {card: 5}


def test_nobody_votes_where_no_vote_is_open() -> None:
    leader = make_session(voting_zones=["expertise"])
    card = lay(leader)

    assert refusals(apply(seat(leader), op("cast_vote", card=card, dots=1))) == ["no_votes"]


def test_look_alikes_lie_on_one_card_and_come_off_again() -> None:
    leader = make_session()
    head, same = lay(leader, "Affiches"), lay(seat(leader), "Affiche")

    apply(leader, op("link_cards", kind="alike", card=same, to=head))
    cards = queries.board_view(leader.board, viewer=EVERYTHING).cards

    assert [card.id for card in cards[head].alike] == [same]
    assert cards[same].lies_on is cards[head]
    apply(leader, op("unlink_cards", kind="alike", card=same, to=head))
    assert queries.board_view(leader.board, viewer=EVERYTHING).cards[head].alike == []


def test_a_pile_of_look_alikes_has_one_first_card() -> None:
    leader = make_session()
    one, two, three = lay(leader), lay(leader), lay(leader)
    apply(leader, op("link_cards", kind="alike", card=two, to=one))

    onto_a_lower_card = op("link_cards", kind="alike", card=three, to=two)
    first_onto_another = op("link_cards", kind="alike", card=one, to=three)
    on_two_piles = op("link_cards", kind="alike", card=two, to=three)

    for operation in (onto_a_lower_card, first_onto_another, on_two_piles):
        assert refusals(apply(leader, operation)) == ["wrong_pile"]


def test_a_participant_does_not_pile_up_the_cards_of_others() -> None:
    leader = make_session()
    one, two = lay(leader), lay(leader)

    asked = op("link_cards", kind="alike", card=two, to=one)

    assert refusals(apply(seat(leader), asked)) == ["not_allowed"]


def test_everything_of_one_participant_is_taken_back_and_nothing_of_others() -> None:
    leader = make_session(voting_zones=["visibility"])
    person, vandal = seat(leader), seat(leader, Role.HOST, table=1)
    kept = lay(person)
    before = snapshot(leader.board)
    mine = lay(vandal)
    apply(
        vandal,
        op("edit_text", card=mine, text="Onzin", based_on=99),
        op("link_cards", kind="alike", card=mine, to=kept),
        op("cast_vote", card=kept, dots=3),
    )

    undo = actions.operations_to_undo_of(board=leader.board, participant=vandal)
    answers = apply(leader, *undo)

    assert all(answer.is_done for answer in answers)
    assert snapshot(leader.board) == before


def snapshot(board: models.Board) -> dict[str, object]:
    """The board as everyone sees it: texts, piles and dots."""
    view = queries.board_view(board, viewer=EVERYTHING)
    votes = models.Vote.objects.filter(card__board=board, dots__gt=0)
    return {
        "cards": {card.id: (card.text, card.lies_on) for card in view.cards.values()},
        "votes": sorted(votes.values_list("card", "dots")),
    }


def test_a_table_works_on_all_of_its_own_worksheet() -> None:
    leader = make_session("bouw-je-netwerk-uit", sheets="table")
    one, other = seat(leader, table=1), seat(leader, table=1)
    sheet = make_board().board
    models.Board.objects.filter(pk=sheet.pk).update(session=leader.session)
    models.Table.objects.filter(number=1).update(board=sheet)
    card = models.new_id()

    laid = actions.apply(
        board=sheet,
        operations=[op("add_card", card=card, zone="strengths", card_type="strength", text="Zaal")],
        by=one,
    )
    edited = actions.apply(
        board=sheet,
        operations=[op("edit_text", card=card, text="Grote zaal", based_on=99)],
        by=other,
    )

    assert [laid[0].is_done, edited[0].is_done] == [True, True]
