# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables of three and four, and who sits where in each round."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards.sessions import rotation
from netwerkbouwer.boards.sessions.rotation import Room, Round

counts = st.integers(1, 34)
turns = st.integers(0, 5)


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    people = draw(st.lists(st.integers(1, 500), min_size=1, max_size=30, unique=True))
    tables = len(rotation.sizes(len(people)))
    hosts = draw(st.integers(0, min(tables, len(people))))
    keeps = {person: table for table, person in enumerate(people[:hosts], start=1)}
    return Room(people, keeps, seed=draw(st.integers(0, 9)))


def fullness(each: Round, tables: int) -> list[int]:
    found = rotation.at_tables(each)
    return sorted(len(found.get(table, [])) for table in range(1, tables + 1))


def revisits(rounds: Sequence[Round], person: int) -> int:
    tables = [each[person] for each in rounds]
    return len(tables) - len(set(tables))


@pytest.fixture(autouse=True, scope="module")
def _short_searches() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rotation, "MOST_LOOKS", 20_000)
        yield


@given(st.integers(2, 500))
def test_tables_hold_three_or_four_and_only_two_or_five_people_are_an_exception(count: int) -> None:
    found = rotation.sizes(count)

    assert sum(found) == count
    if count in (2, 5):
        assert found == (count,)
    else:
        assert set(found) <= {3, 4}


@given(rooms(), turns)
@settings(max_examples=40, deadline=None)
def test_everyone_has_one_table_each_round_and_hosts_keep_theirs(room: Room, rounds: int) -> None:
    plan = rotation.plan(room, rounds)
    sizes = sorted(rotation.sizes(len(room.people)))

    assert len(plan) == rounds
    for each in plan:
        assert set(each) == set(room.people)
        assert fullness(each, len(sizes)) == sizes
        assert all(each[host] == table for host, table in room.hosts.items())


@given(rooms(), turns)
@settings(max_examples=40, deadline=None)
def test_people_meet_again_no_more_often_than_in_a_simple_rotation(room: Room, rounds: int) -> None:
    plan = rotation.plan(room, rounds)

    assert rotation.repeats(plan) <= rotation.repeats(rotation.simple(room, rounds))
    assert rotation.plan(room, rounds) == plan


def test_sixteen_people_meet_everyone_once_in_five_rounds() -> None:
    plan = rotation.plan(Room(range(1, 17)), 5)

    assert rotation.repeats(plan) == 0
    assert len(rotation.meetings(plan)) == 16 * 15 // 2


def test_a_full_hall_meets_nobody_twice_and_sees_six_tables() -> None:
    hosts = {table: table for table in range(1, 39)}
    plan = rotation.plan(Room(range(1, 151), hosts), 6)

    assert rotation.repeats(plan) == 0
    assert all(revisits(plan, person) == 0 for person in range(39, 151))


def test_repeats_count_every_meeting_after_the_first() -> None:
    rounds = [{1: 1, 2: 1, 3: 2}, {1: 2, 2: 2, 3: 1}, {1: 1, 2: 1, 3: 1}]

    assert rotation.meetings(rounds) == {(1, 2): 3, (1, 3): 1, (2, 3): 1}
    assert rotation.repeats(rounds) == 2


def test_another_seed_gives_another_plan() -> None:
    assert rotation.plan(Room(range(12), seed=1), 3) != rotation.plan(Room(range(12), seed=2), 3)


@given(rooms(), st.integers(1, 4), st.data())
@settings(max_examples=40, deadline=None)
def test_a_new_plan_knows_the_rounds_that_were_and_who_stays(
    room: Room, rounds: int, data: st.DataObject
) -> None:
    past = rotation.plan(room, rounds)
    stays = data.draw(st.sets(st.sampled_from(sorted(room.people))))
    again = Room(room.people, room.hosts, stays, seed=room.seed)
    plan = rotation.plan(again, 2, past)

    for each in plan:
        assert set(each) == set(room.people)
        assert all(each[person] == past[-1][person] for person in stays)
    simple = rotation.simple(again, 2, past)
    assert rotation.repeats((*past, *plan)) <= rotation.repeats((*past, *simple))


def test_a_new_plan_avoids_whom_people_met_before() -> None:
    room = Room(range(1, 25))
    past = rotation.plan(room, 2)

    assert rotation.repeats((*past, *rotation.plan(room, 1, past))) == 0


def test_hosts_of_more_tables_than_needed_open_those_tables() -> None:
    plan = rotation.plan(Room(range(1, 10), {1: 1, 2: 5}), 2)

    assert all(fullness(each, 5) == [1, 2, 2, 2, 2] for each in plan)


def test_the_number_of_tables_can_be_given() -> None:
    plan = rotation.plan(Room(range(1, 13), tables=2), 2)

    assert all(fullness(each, 2) == [6, 6] for each in plan)


def test_impossible_wishes_are_refused() -> None:
    for room, rounds in [
        (Room([1, 2]), 21),
        (Room([1, 2]), -1),
        (Room([1, 2], {1: 0}), 1),
        (Room([1, 2], {1: 401}), 1),
    ]:
        with pytest.raises(ValueError, match=r"tables|rounds"):
            rotation.plan(room, rounds)


def test_nobody_gives_empty_rounds() -> None:
    assert rotation.plan(Room([]), 2) == ({}, {})
    assert rotation.sizes(0) == ()
