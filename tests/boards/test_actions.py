# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one door to a board: applied once, in order, or refused with a sentence."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.boards import actions, models, queries, stage
from netwerkbouwer.boards import operations as ops
from tests.factories.boards import add_card, apply, join, make_board, op

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> models.Participant:
    return make_board()


def test_an_operation_seen_twice_counts_once_and_gets_its_first_answer(
    maker: models.Participant,
) -> None:
    operation = op(
        "add_card", card=models.new_id(), zone="strengths", card_type="strength", text="Podium"
    )

    first = apply(maker, operation)
    second = apply(maker, operation)

    assert first == second
    assert maker.board.cards.filter(zone="strengths").count() == 1
    assert maker.board.operations.count() == 1


def test_the_same_operation_twice_in_one_group_counts_once(maker: models.Participant) -> None:
    operation = op(
        "add_card", card=models.new_id(), zone="strengths", card_type="strength", text="Podium"
    )

    first, second = apply(maker, operation, operation)

    assert first == second
    assert maker.board.operations.count() == 1


def test_revisions_count_up_without_gaps(maker: models.Participant) -> None:
    card = add_card(maker, "strengths", "strength", "Podium")
    apply(maker, op("edit_text", card=card, text="Groot podium", based_on=1))
    apply(maker, op("remove_card", card=card), op("restore_card", card=card))

    revisions = maker.board.operations.order_by("revision").values_list("revision", flat=True)

    assert list(revisions) == [1, 2, 3, 4]
    assert models.Board.objects.get(pk=maker.board_id).revision == 4


def test_a_refused_operation_does_not_stop_the_others(maker: models.Participant) -> None:
    answers = apply(
        maker,
        op("remove_card", card=models.new_id()),
        op("add_card", card=models.new_id(), zone="strengths", card_type="strength", text="Zaal"),
    )

    assert [a.refused for a in answers] == ["unknown_card", ""]
    assert answers[1].revision == 1


def test_a_reader_cannot_change_anything(maker: models.Participant) -> None:
    reader = join(maker.board, stage.Role.READER)

    with pytest.raises(actions.ReadOnly):
        apply(reader, op("set_board", title="Van mij"))


def test_a_deleted_board_says_so(maker: models.Participant) -> None:
    actions.delete_board(board=models.Board.objects.get(pk=maker.board_id))

    with pytest.raises(actions.BoardIsGone):
        apply(maker, op("set_board", title="Te laat"))


def test_limitations_are_private_and_strengths_are_not(maker: models.Participant) -> None:
    add_card(maker, "strengths", "strength", "Podium")
    add_card(maker, "limitations", "frustration", "Halflege zaal")

    open_view = queries.board_view(maker.board, viewer=stage.OPEN)
    own_view = queries.board_view(maker.board, viewer=stage.EVERYTHING)

    assert [c.text for c in open_view.in_zone("strengths")] == ["Podium"]
    assert open_view.in_zone("limitations") == []
    assert [c.text for c in own_view.in_zone("limitations")] == ["Halflege zaal"]


def test_what_hangs_under_a_private_card_is_private_too(maker: models.Participant) -> None:
    exercise = add_card(maker, "exercises", "exercise", kind="from_limitation")
    candidate = add_card(maker, "candidates", "candidate", "Bib", parent=exercise)
    apply(maker, op("set_private", card=exercise, private=True))

    view = queries.board_view(maker.board, viewer=stage.OPEN)

    assert candidate not in view.cards


def test_two_edits_at_the_same_moment_are_joined(maker: models.Participant) -> None:
    card = add_card(maker, "strengths", "strength", "een grote zaal met podium")
    apply(maker, op("edit_text", card=card, text="een heel grote zaal met podium", based_on=1))
    apply(maker, op("edit_text", card=card, text="een grote zaal met nieuw podium", based_on=1))

    assert models.Card.objects.get(pk=card).text == "een heel grote zaal met nieuw podium"


def test_edits_that_clash_keep_both_texts_until_someone_picks(maker: models.Participant) -> None:
    card = add_card(maker, "strengths", "strength", "een zaal")
    apply(maker, op("edit_text", card=card, text="een grote zaal", based_on=1))
    apply(maker, op("edit_text", card=card, text="een kleine zaal", based_on=1))
    row = models.Card.objects.get(pk=card)

    assert {row.text, row.other_text} == {"een grote zaal", "een kleine zaal"}

    apply(maker, op("choose_text", card=card, text="een kleine zaal"))
    row.refresh_from_db()
    assert (row.text, row.other_text) == ("een kleine zaal", "")


def test_a_third_text_does_not_push_out_the_second(maker: models.Participant) -> None:
    card = add_card(maker, "strengths", "strength", "een zaal")
    for text in ("een grote zaal", "een kleine zaal", "een ronde zaal"):
        apply(maker, op("edit_text", card=card, text=text, based_on=1))
    row = models.Card.objects.get(pk=card)

    for text in ("een grote zaal", "een kleine zaal", "een ronde zaal"):
        assert text in f"{row.text}\n{row.other_text}"


@pytest.mark.parametrize(
    ("type_", "payload"),
    [
        ("edit_text", {"text": "Anders", "based_on": 99}),
        ("set_private", {"private": True}),
        ("remove_card", {}),
        ("move_card", {"position": "5"}),
    ],
)
def test_every_change_of_a_card_can_be_taken_back(
    maker: models.Participant, type_: str, payload: dict[str, object]
) -> None:
    card = add_card(maker, "strengths", "strength", "Podium")
    before = models.Card.objects.values().get(pk=card)
    (done,) = apply(maker, op(type_, card=card, **payload))
    assert done.revision is not None

    back = actions.operations_to_undo(board=maker.board, revision=done.revision)
    actions.apply(board=maker.board, operations=back, by=maker, undoes=done.revision)

    after = models.Card.objects.values().get(pk=card)
    del before["changed_revision"], after["changed_revision"]
    assert after == before


def test_fields_can_be_taken_back_too(maker: models.Participant) -> None:
    exercise = add_card(maker, "exercises", "exercise", kind="from_strength")
    card = add_card(maker, "candidates", "candidate", "Bib", parent=exercise, status="idea")
    (done,) = apply(
        maker, op("set_fields", card=card, fields={"status": "contacted", "notes": "gebeld"})
    )
    assert done.revision is not None

    back = actions.operations_to_undo(board=maker.board, revision=done.revision)
    apply(maker, *back)

    assert models.Card.objects.get(pk=card).fields == {"status": "idea"}


def test_contact_persons_lie_in_a_column_of_their_own(maker: models.Participant) -> None:
    card = add_card(maker, "candidates", "candidate", "Bib", contact_person="An Peeters")
    row = models.Card.objects.get(pk=card)

    assert row.contact_person == "An Peeters"
    assert "contact_person" not in row.fields


def test_a_card_of_another_board_cannot_be_touched_or_taken(maker: models.Participant) -> None:
    stranger = make_board()
    card = add_card(maker, "strengths", "strength", "Podium")

    taken, touched = apply(
        stranger,
        op("add_card", card=card, zone="strengths", card_type="strength", text="Mijn"),
        op("edit_text", card=card, text="gekaapt", based_on=1),
    )

    assert taken.refused == "known_card"
    assert touched.refused == "unknown_card"
    assert models.Card.objects.get(pk=card).text == "Podium"


def test_a_participant_cannot_fill_the_board_alone(
    maker: models.Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ops, "CARDS_PER_PARTICIPANT", 2)
    cards = [
        op("add_card", card=models.new_id(), zone="strengths", card_type="strength", text=str(n))
        for n in range(3)
    ]

    answers = apply(maker, *cards)

    assert [a.refused for a in answers] == ["", "", "too_many_cards"]


@pytest.mark.parametrize(
    ("zone", "card_type", "refused"),
    [
        ("strengths", "limitation", "wrong_type"),
        ("bubbles", "candidate", "unknown_zone"),
        ("nowhere", "strength", "unknown_zone"),
        ("who", "text", "one_card"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    maker: models.Participant, zone: str, card_type: str, refused: str
) -> None:
    (answer,) = apply(
        maker, op("add_card", card=models.new_id(), zone=zone, card_type=card_type, text="x")
    )

    assert answer.refused == refused
    assert answer.sentence


def test_fifty_operations_take_as_many_queries_as_five(maker: models.Participant) -> None:
    def cards(count: int) -> list[ops.AnyOperation]:
        return [
            op("add_card", card=models.new_id(), zone="strengths", card_type="strength", text="x")
            for _ in range(count)
        ]

    with CaptureQueriesContext(connection) as few:
        apply(maker, *cards(5))
    with CaptureQueriesContext(connection) as many:
        apply(maker, *cards(50))

    assert len(many) == len(few)
    assert len(few) <= 12


def test_the_view_of_a_board_takes_few_queries(maker: models.Participant) -> None:
    exercise = add_card(maker, "exercises", "exercise", kind="from_strength")
    for n in range(20):
        add_card(maker, "candidates", "candidate", f"Bib {n}", parent=exercise)

    with CaptureQueriesContext(connection) as queries_made:
        view = queries.board_view(maker.board, viewer=stage.EVERYTHING)

    assert len(view.of_type("candidate")) == 20
    assert len(queries_made) == 2
