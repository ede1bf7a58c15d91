# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real writer, with its thread and real transactions: once, together, durable, or told."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.boards import actions, group, models, stage, writer
from netwerkbouwer.boards import operations as ops
from tests.boards.visitor import Visitor
from tests.factories.boards import add_card, join, make_board, op

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def real_writer(settings: Any) -> None:
    settings.WRITE_IN_CALLER = False


def strength(text: str) -> ops.AnyOperation:
    return op("add_card", card=models.new_id(), zone="strengths", card_type="strength", text=text)


def texts(board: models.Board) -> set[str]:
    return set(board.cards.filter(zone="strengths").values_list("text", flat=True))


def test_two_people_who_write_at_once_both_get_in_with_their_own_revision() -> None:
    first = make_board()
    second = join(first.board)
    start = threading.Barrier(2)

    def write(by: models.Participant, name: str) -> list[int]:
        start.wait()
        try:
            answers = [
                writer.apply(board=by.board, operations=[strength(f"{name} {n}")], by=by)[0]
                for n in range(15)
            ]
            return [answer.revision or 0 for answer in answers]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        ones, twos = pool.map(write, [first, second], ["een", "twee"])

    assert sorted([*ones, *twos]) == list(range(1, 31))
    assert texts(first.board) == {f"{name} {n}" for name in ("een", "twee") for n in range(15)}


def test_submissions_of_one_moment_share_a_transaction_and_all_are_answered() -> None:
    makers = [make_board(title=str(n)) for n in range(3)]
    together = [submission(maker, strength("Podium")) for maker in makers]

    writer.commit_group(together)

    assert [one.done.result(timeout=1)[0].revision for one in together] == [1, 1, 1]
    assert all(texts(maker.board) == {"Podium"} for maker in makers)


def test_one_that_is_refused_does_not_harm_the_others_in_its_group() -> None:
    maker, gone, alone = make_board(), make_board(), make_board()
    reader = join(alone.board, stage.Role.READER)
    together = [
        submission(maker, strength("Podium")),
        submission(reader, strength("Mag niet")),
        submission(gone, strength("Te laat")),
        submission(maker, op("remove_card", card=models.new_id()), strength("Zaal")),
    ]
    actions.delete_board(board=models.Board.objects.get(pk=gone.board_id))

    writer.commit_group(together)

    assert together[0].done.result(timeout=1)[0].is_done
    with pytest.raises(actions.ReadOnly):
        together[1].done.result(timeout=1)
    with pytest.raises(actions.BoardIsGone):
        together[2].done.result(timeout=1)
    refused, done = together[3].done.result(timeout=1)
    assert (refused.refused, done.is_done) == ("unknown_card", True)
    assert texts(maker.board) == {"Podium", "Zaal"}
    assert texts(alone.board) == set()


def test_one_that_breaks_the_transaction_does_not_take_the_others_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    maker, unlucky = make_board(), make_board()
    together = [submission(maker, strength("Podium")), submission(unlucky, strength("Kapot"))]
    monkeypatch.setattr(group, "_write_links", broken_for(unlucky.board.pk))

    writer.commit_group(together)

    assert together[0].done.result(timeout=1)[0].is_done
    with pytest.raises(RuntimeError):
        together[1].done.result(timeout=1)
    assert texts(maker.board) == {"Podium"}
    assert texts(unlucky.board) == set()


def broken_for(board_id: str) -> Any:
    real = group._write_links

    def write(batch: Any) -> None:
        if batch.board.pk == board_id:
            raise RuntimeError("stuk")
        real(batch)

    return write


def queries_for(boards: int) -> int:
    """How many queries a group on so many boards takes, with one new card on each."""
    together = [submission(make_board(), strength("Podium")) for _ in range(boards)]
    with CaptureQueriesContext(connection) as asked:
        writer.commit_group(together)
    assert all(one.done.result(timeout=1)[0].is_done for one in together)
    return len(asked)


def test_a_hall_full_of_boards_costs_no_more_queries_than_one() -> None:
    assert queries_for(20) == queries_for(1)


def test_a_card_of_another_board_in_the_same_group_is_unknown_here() -> None:
    maker, other = make_board(), make_board()
    card = add_card(maker, "strengths", "strength", "Podium")
    here = op("edit_text", card=card, text="Groot podium", based_on=99)
    there = op("edit_text", card=card, text="Van ons", based_on=99)
    taken = op("add_card", card=card, zone="strengths", card_type="strength", text="Van ons")

    writer.commit_group(together := [submission(maker, here), submission(other, there, taken)])

    assert together[0].done.result(timeout=1)[0].is_done
    refused = [answer.refused for answer in together[1].done.result(timeout=1)]
    assert refused == ["unknown_card", "known_card"]
    assert texts(maker.board) == {"Groot podium"}


def submission(by: models.Participant, *operations: ops.AnyOperation) -> writer.Submission:
    change = actions.Change(operations, by, None, False)
    return writer.Submission(by.board, change, writer.Future())


@pytest.fixture
def full_disk() -> Iterator[None]:
    """A database file that may not grow: what SQLite does when the disk is full."""
    if connection.vendor != "sqlite":
        pytest.skip("max_page_count is a setting of SQLite")

    def fill(sender: Any = None, connection: Any = None, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")

    def empty(connection: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=4294967294")

    fill(connection=connection)
    yield
    empty(connection)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_and_keeps_what_was_typed(settings: Any) -> None:
    # The limit counts per connection, so the change is written in this one.
    settings.WRITE_IN_CALLER = True
    long = "een heel lang verhaal over onze zaal " * 500
    visitor = Visitor()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=4294967294")
    visitor.start()
    before = models.Board.objects.get(pk=visitor.board).revision
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    visitor.step("sterk-en-lastig")
    for _ in range(40):
        visitor.send({"do": "add", "zone": "strengths"}, text=long)
        if visitor.status != 302:
            break

    assert visitor.status == 503
    assert "schijf" in visitor.text
    assert visitor.form(do="add", zone="strengths")["text"][0].strip() == long.strip()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=4294967294")
    board = models.Board.objects.get(pk=visitor.board)
    assert board.revision - before == board.cards.filter(zone="strengths").count()
    visitor.send({"do": "add", "zone": "strengths"})
    assert visitor.status == 302


def test_a_card_sent_again_after_a_lost_answer_counts_once() -> None:
    maker = make_board()
    operation = strength("Podium")

    first = writer.apply(board=maker.board, operations=[operation], by=maker)
    second = writer.apply(board=maker.board, operations=[operation], by=maker)

    assert first == second
    assert texts(maker.board) == {"Podium"}


def test_what_was_answered_is_there_for_another_connection() -> None:
    maker = make_board()
    card = add_card(maker, "strengths", "strength", "Podium")
    writer.apply(
        board=maker.board,
        operations=[op("edit_text", card=card, text="Groot podium", based_on=1)],
        by=maker,
    )

    def look() -> str:
        try:
            return models.Card.objects.get(pk=card).text
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(look).result(timeout=10) == "Groot podium"


def test_when_saving_takes_too_long_the_person_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    maker = make_board()
    monkeypatch.setattr(writer, "PATIENCE", 0.01)
    monkeypatch.setattr(writer.WRITER, "submit", lambda submission: None)

    with pytest.raises(writer.NotSaved):
        writer.apply(board=maker.board, operations=[strength("Podium")], by=maker)
