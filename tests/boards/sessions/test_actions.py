# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the actions of a session do."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from netwerkbouwer.boards import actions as board_actions
from netwerkbouwer.boards import models
from netwerkbouwer.boards.live import announce
from netwerkbouwer.boards.sessions import actions, merge_actions, people_actions, table_actions
from netwerkbouwer.boards.sessions.people_actions import Newcomer
from netwerkbouwer.boards.stage import Role, Sheets
from tests.factories.boards import add_card, apply, make_board, op
from tests.factories.sessions import fresh, make_session, seat

pytestmark = pytest.mark.django_db


def start(slug: str = "kennisestafette", **given: Any) -> models.Participant:
    """A session begun by its action; gives its leader."""
    maker = make_board(slug)
    begun = actions.Start(title="Avond", **given)
    actions.start_session(board=maker.board, start=begun, by=maker)
    return fresh(maker)


def session_of(leader: models.Participant) -> models.Session:
    assert leader.session_id is not None
    return models.Session.objects.get(pk=leader.session_id)


def join(leader: models.Participant, name: str, **given: Any) -> models.Participant:
    newcomer = Newcomer(name, **given)
    return fresh(people_actions.join(session=session_of(leader), newcomer=newcomer))


def test_a_started_session_is_live_with_a_code_and_tables_by_name() -> None:
    leader = start(tables=("Bij het raam", ""), step="in-beeld", place="De Kring")
    session = session_of(leader)

    assert session.is_live
    assert len(session.code) == 6
    assert session.step == "in-beeld"
    assert [str(table) for table in session.tables.order_by("number")] == [
        "Bij het raam",
        "Tafel 2",
    ]
    assert leader.board.session == session


def test_a_step_that_the_method_does_not_have_leaves_everyone_free() -> None:
    assert session_of(start(step="bestaat-niet")).step == ""


def test_a_board_has_one_live_session() -> None:
    leader = start()

    with pytest.raises(actions.AlreadyLive) as refused:
        actions.start_session(board=leader.board, start=actions.Start(title="Nog een"), by=leader)

    assert refused.value.session == session_of(leader)
    assert models.Session.objects.count() == 1


def test_each_table_gets_a_worksheet_of_the_same_method() -> None:
    leader = start(sheets=Sheets.TABLE, tables=("", ""))
    tables = list(session_of(leader).tables.order_by("number"))

    assert [table.board.title for table in tables if table.board] == [
        "Tafel 1 – Avond",
        "Tafel 2 – Avond",
    ]
    for table in tables:
        assert table.board is not None
        assert table.board.session_id == leader.session_id
        assert table.board.method == "kennisestafette"
        assert table.board.stage().is_worksheet
        assert not table.board.participants.exists()
        assert table.board.cards.filter(zone="about").count() == 1


def test_in_a_session_of_duos_every_second_person_joins_the_first() -> None:
    leader = start(sheets=Sheets.DUO)

    people = [join(leader, name) for name in ("Ann", "Bo", "Cas")]

    numbers = [person.table.number for person in people if person.table]
    assert numbers == [1, 1, 2]
    assert len({person.table.board_id for person in people if person.table}) == 2


def test_in_an_individual_session_everyone_gets_a_sheet_with_their_name() -> None:
    leader = start(sheets=Sheets.INDIVIDUAL)

    ann = join(leader, "Ann")

    assert ann.table is not None
    assert ann.table.board is not None
    assert ann.table.board.title == "Ann – Avond"


def test_names_are_told_apart_and_nobody_looks_like_the_leader() -> None:
    leader = start()
    models.Participant.objects.filter(pk=leader.pk).update(name="Katrien")

    names = [join(leader, name).name for name in ("Fatma", "fatma", "Katrien", "Begeleider")]

    assert names[:2] == ["Fatma", "fatma 2"]
    assert "Katrien" not in names
    assert "Begeleider" not in names


def test_a_name_of_nothing_is_refused_with_a_sentence() -> None:
    with pytest.raises(people_actions.NotLetIn, match="naam"):
        join(start(), " \u200b ")


def test_a_locked_session_lets_nobody_new_in_and_keeps_who_is_in() -> None:
    leader = start()
    ann = join(leader, "Ann")
    actions.lock(session=session_of(leader), on=True)

    with pytest.raises(people_actions.NotLetIn):
        join(leader, "Bo")

    assert join(leader, "Anders", known=ann).name == "Ann"


def test_with_approval_newcomers_wait_until_they_are_let_in() -> None:
    leader = start(asks_approval=True)
    ann, bo = join(leader, "Ann"), join(leader, "Bo")

    people_actions.approve(session=session_of(leader), person=ann)

    assert (ann.is_waiting, fresh(ann).is_waiting, fresh(bo).is_waiting) == (True, False, True)
    people_actions.approve_all(session=session_of(leader))
    assert not fresh(bo).is_waiting


def test_who_was_sent_out_cannot_write_or_join_until_let_back() -> None:
    leader = start()
    ann = join(leader, "Ann")
    people_actions.send_out(session=session_of(leader), person=ann)

    ann = fresh(ann)
    assert not ann.may_write
    with pytest.raises(people_actions.NotLetIn):
        join(leader, "Ann", known=ann)

    people_actions.let_back(session=session_of(leader), person=ann)
    assert fresh(ann).may_write


def test_who_leads_cannot_be_sent_out_by_mistake() -> None:
    leader = start()

    people_actions.send_out(session=session_of(leader), person=leader)

    assert not fresh(leader).is_blocked


def test_a_role_changes_but_never_that_of_the_maker() -> None:
    leader = start()
    ann = join(leader, "Ann")

    people_actions.change_role(session=session_of(leader), person=ann, role=Role.HOST)
    people_actions.change_role(session=session_of(leader), person=leader, role=Role.PARTICIPANT)

    assert fresh(ann).role == Role.HOST
    assert fresh(leader).role == Role.EDITOR


def test_all_that_someone_did_is_taken_back_on_every_sheet_and_others_stay() -> None:
    leader = start(slug="bouw-je-netwerk-uit", sheets=Sheets.TABLE, tables=("", ""))
    ann, bo = join(leader, "Ann", table=1), join(leader, "Bo", table=1)
    assert ann.table is not None
    assert ann.table.board is not None
    sheet = ann.table.board
    for person, text in ((ann, "van Ann"), (bo, "van Bo")):
        person.board = sheet
        add_card(person, "strengths", "strength", text)
    ann.board = leader.board
    add_card(ann, "strengths", "strength", "ook van Ann")

    undone = people_actions.undo_everything(session=session_of(leader), person=ann, by=leader)

    left = models.Card.objects.filter(type="strength", is_removed=False)
    assert [card.text for card in left] == ["van Bo"]
    assert undone == 2
    again = people_actions.undo_everything(session=session_of(leader), person=ann, by=leader)
    assert not models.Card.objects.filter(text="van Ann", is_removed=False).exists()
    assert again == 0


def test_dots_of_who_is_undone_go_too() -> None:
    leader = start()
    ann = join(leader, "Ann")
    card = add_card(leader, "visibility", "item", "Markt", theme="visibility", column="what")
    actions.open_voting(session=session_of(leader), zones=["visibility"], budget=3)
    ann = fresh(ann)
    apply(ann, op("cast_vote", card=card, dots=2))

    people_actions.undo_everything(session=session_of(leader), person=ann, by=leader)

    assert not models.Vote.objects.filter(dots__gt=0).exists()


def test_every_change_counts_the_version_and_is_told_after_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    leader = make_session()
    session = session_of(leader)
    heard: list[str] = []
    monkeypatch.setattr(announce, "LISTENERS", [lambda news, key: heard.append(key)])

    with django_capture_on_commit_callbacks(execute=True):
        actions.pause(session=session, on=True)
        assert heard == []

    assert heard == [session.pk]
    assert session_of(leader).version == session.version + 1


def test_a_minute_more_is_one_minute_however_often_it_is_pressed() -> None:
    session = session_of(make_session())
    actions.start_timer(session=session, minutes=5)
    ends = models.Session.objects.get(pk=session.pk).timer_ends_at
    assert ends is not None

    actions.add_minute(session=session, ends_at=ends)
    actions.add_minute(session=session, ends_at=ends)

    later = models.Session.objects.get(pk=session.pk).timer_ends_at
    assert later == ends + datetime.timedelta(minutes=1)


def test_a_minute_more_after_the_end_counts_from_now() -> None:
    over = timezone.now() - datetime.timedelta(minutes=9)
    session = session_of(make_session(timer_ends_at=over))

    actions.add_minute(session=session, ends_at=over)

    later = models.Session.objects.get(pk=session.pk).timer_ends_at
    assert later is not None
    assert later > timezone.now()


def test_only_zones_of_the_method_can_be_hidden_or_voted_on() -> None:
    session = session_of(make_session())

    actions.hide_zones(session=session, zones=["visibility", "overview", "niets"])
    actions.open_voting(session=session, zones=["niets", "expertise"], budget=99)

    now = models.Session.objects.get(pk=session.pk)
    assert now.hidden_zones == ["visibility"]
    assert now.voting_zones == ["expertise"]
    assert now.vote_budget == actions.MOST_DOTS


def test_a_new_code_ends_the_old_one_and_its_link_once() -> None:
    session = session_of(make_session())
    code, token = session.code, session.token()

    actions.rotate_code(session=session, code=code)
    first = models.Session.objects.get(pk=session.pk)
    actions.rotate_code(session=session, code=code)

    now = models.Session.objects.get(pk=session.pk)
    assert now.code == first.code != code
    assert not now.is_token(token)


def test_closing_ends_the_code_and_opening_again_gives_another() -> None:
    session = session_of(make_session())
    actions.close(session=session)
    closed = models.Session.objects.get(pk=session.pk)
    assert (closed.is_live, closed.code) == (False, "")

    actions.reopen(session=session)

    now = models.Session.objects.get(pk=session.pk)
    assert now.is_live
    assert now.code not in ("", session.code)


def test_an_old_session_does_not_open_over_a_later_one() -> None:
    leader = make_session()
    actions.close(session=session_of(leader))
    old = session_of(leader)
    actions.start_session(board=leader.board, start=actions.Start(title="Later"), by=leader)

    with pytest.raises(actions.AlreadyLive):
        actions.reopen(session=old)


def test_tables_are_added_and_never_taken_away() -> None:
    session = session_of(make_session())
    table_actions.make_tables(session=session, count=3)
    table_actions.make_tables(session=session, count=2)

    assert [table.number for table in session.tables.order_by("number")] == [1, 2, 3]
    with pytest.raises(table_actions.NoRoom):
        table_actions.make_tables(session=session, count=10_000)


def test_a_round_begins_once_however_often_it_is_pressed() -> None:
    session = session_of(make_session())

    assert table_actions.next_round(session=session, after=None)
    assert not table_actions.next_round(session=session, after=None)

    assert models.Session.objects.get(pk=session.pk).round == 1


def table_of(person: models.Participant) -> int:
    table = fresh(person).table
    return table.number if table else 0


def test_on_rotation_hosts_stay_and_others_meet_new_people() -> None:
    leader = make_session()
    session = session_of(leader)
    host = seat(leader, Role.HOST, table=1)
    others = [seat(leader, table=number) for number in (1, 1, 1, 2, 2, 2, 2)]
    waits = seat(leader)
    models.Participant.objects.filter(pk=waits.pk).update(is_waiting=True)

    table_actions.next_round(session=session, after=None, rotate=True)

    now = {person.pk: table_of(person) for person in others}
    assert fresh(host).table == host.table
    assert fresh(waits).table is None
    assert sorted(now.values()) == [1, 1, 1, 2, 2, 2, 2]
    stayed = [p for p in others if p.table and now[p.pk] == p.table.number]
    assert len(stayed) < len(others)


def test_rotation_without_tables_makes_tables_of_three_and_four() -> None:
    leader = make_session()
    people = [seat(leader) for _ in range(7)]

    table_actions.next_round(session=session_of(leader), after=None, rotate=True)

    numbers = sorted(str(fresh(person).table) for person in people)
    assert session_of(leader).tables.count() == 2
    assert numbers == ["Tafel 1"] * 4 + ["Tafel 2"] * 3


def worksheets() -> tuple[models.Participant, models.Participant, models.Participant]:
    """A leader and a person at each of two tables with a worksheet."""
    leader = start(slug="bouw-je-netwerk-uit", sheets=Sheets.TABLE, tables=("", ""))
    ann, bo = join(leader, "Ann", table=1), join(leader, "Bo", table=2)
    for person in (ann, bo):
        assert person.table is not None
        assert person.table.board is not None
        person.board = person.table.board
    return leader, ann, bo


def on_main(leader: models.Participant, **which: Any) -> list[str]:
    cards = leader.board.cards.filter(is_removed=False, **which).order_by("text")
    return [card.text for card in cards]


def test_worksheets_come_together_without_what_is_private_and_only_once() -> None:
    leader, ann, bo = worksheets()
    add_card(ann, "strengths", "strength", "Een groot podium")
    add_card(ann, "limitations", "limitation", "Geen vrijwilligers")
    add_card(bo, "candidates", "candidate", "De Harmonie")

    came = merge_actions.merge_worksheets(session=session_of(leader), by=leader)
    again = merge_actions.merge_worksheets(session=session_of(leader), by=leader)

    assert came == 2
    assert again == 0
    assert on_main(leader, type="strength") == ["Een groot podium"]
    assert on_main(leader, type="limitation") == []
    assert on_main(leader, type="candidate") == ["De Harmonie"]
    tables = leader.board.cards.exclude(table=None).values_list("text", "table")
    assert set(tables) == {("Een groot podium", 1), ("De Harmonie", 2)}


def test_what_is_written_after_merging_comes_along_the_next_time() -> None:
    leader, ann, _bo = worksheets()
    add_card(ann, "strengths", "strength", "Een groot podium")
    merge_actions.merge_worksheets(session=session_of(leader), by=leader)
    add_card(ann, "strengths", "strength", "Goede buren")

    came = merge_actions.merge_worksheets(session=session_of(leader), by=leader)

    assert came == 1
    assert on_main(leader, type="strength") == ["Een groot podium", "Goede buren"]


def test_people_come_together_on_the_common_board_and_go_back_to_their_sheets() -> None:
    leader, _ann, _bo = worksheets()

    table_actions.gather(session=session_of(leader))
    assert session_of(leader).sheets == Sheets.PLENARY
    table_actions.spread_out(session=session_of(leader))

    assert session_of(leader).sheets == Sheets.TABLE


def test_who_joins_while_all_are_gathered_has_a_sheet_when_they_go_back() -> None:
    leader = start(sheets=Sheets.INDIVIDUAL)
    table_actions.gather(session=session_of(leader))
    table_actions.gather(session=session_of(leader))
    late = join(leader, "Late")

    table_actions.spread_out(session=session_of(leader))

    assert session_of(leader).sheets == Sheets.INDIVIDUAL
    assert late.table is not None
    assert late.table.board is not None


def test_a_session_on_one_board_has_no_sheets_to_go_back_to() -> None:
    leader = start(tables=("",))

    table_actions.gather(session=session_of(leader))
    table_actions.spread_out(session=session_of(leader))

    assert session_of(leader).sheets == Sheets.PLENARY


def test_deleting_the_board_deletes_the_worksheets_of_its_sessions() -> None:
    leader, ann, _bo = worksheets()
    add_card(ann, "strengths", "strength", "Een groot podium")

    board_actions.delete_board(board=models.Board.objects.get(pk=leader.board_id))

    assert not models.Board.objects.exists()
    assert not models.Card.objects.exists()


def test_columns_of_a_relay_come_along_with_their_column() -> None:
    leader = start(sheets=Sheets.TABLE, tables=("",))
    ann = join(leader, "Ann", table=1)
    assert ann.table is not None
    assert ann.table.board is not None
    ann.board = ann.table.board
    add_card(ann, "visibility", "item", "Markt", theme="visibility", column="where")

    merge_actions.merge_worksheets(session=session_of(leader), by=leader)

    card = leader.board.cards.get(text="Markt")
    assert (card.zone, card.fields["column"], card.created_by) == (
        "visibility",
        "where",
        leader,
    )


def test_cards_lie_together_and_come_loose_again() -> None:
    leader = make_session()
    cards = [
        add_card(leader, "visibility", "item", text, theme="visibility", column="what")
        for text in ("Markt", "markt")
    ]
    merge_actions.put_together(board=leader.board, head=cards[0], members=cards[1:], by=leader)
    assert models.CardLink.objects.filter(kind="alike", card=cards[1], to=cards[0]).exists()

    merge_actions.take_apart(board=leader.board, card=cards[1], by=leader)

    assert not models.CardLink.objects.exists()
    assert models.Card.objects.filter(pk__in=cards, is_removed=False).count() == 2


def test_what_is_told_apart_stays_so() -> None:
    leader = make_session()
    cards = [
        add_card(leader, "visibility", "item", text, theme="visibility", column="what")
        for text in ("Markt", "markt")
    ]

    merge_actions.keep_apart(board=leader.board, head=cards[0], members=cards[1:], by=leader)

    assert merge_actions.told_apart(leader.board) == {frozenset(cards)}
    assert not models.CardLink.objects.exists()
