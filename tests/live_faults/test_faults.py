# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Short forms of `./nb prove live`: the real server in a process of its own, harmed under writers.

They count what is left, and never look at a clock to judge.
"""

from collections.abc import Iterator

import pytest

from benchmarks.live import faults, history, hostile, proxy, site

SEED, PEOPLE, BOARDS = 3, 4, 9

pytestmark = [pytest.mark.faults]


@pytest.fixture(scope="module")
def rooms() -> Iterator[Iterator[site.Room]]:
    """Boards with people on one server: each test takes one of its own."""
    with site.site() as server:
        server.start()
        yield iter(server.make(BOARDS, faults.SOME))


@pytest.fixture
def room(rooms: Iterator[site.Room]) -> site.Room:
    return next(rooms)


def assert_nothing_lost(run: faults.Run) -> None:
    if run.skipped:
        pytest.skip(run.skipped)
    assert run.verdict.acknowledged > 0
    assert run.is_good, run.verdict.wrong
    assert run.verdict.unknown == 0, run.line()


def test_a_server_that_is_killed_loses_nothing_it_acknowledged(room: site.Room) -> None:
    assert_nothing_lost(faults.kills(2, PEOPLE, SEED, room))


def test_what_was_acknowledged_is_on_disk_when_all_are_gone(room: site.Room) -> None:
    verdict = faults.all_gone(1, PEOPLE, SEED, room).verdict
    assert verdict.acknowledged > 0
    assert (verdict.lost, verdict.duplicated) == (0, 0), verdict.wrong


def test_a_network_with_every_fault_loses_and_doubles_nothing(room: site.Room) -> None:
    shares = {kind: faults.SHARES.get(kind, 0.05) for kind in proxy.KINDS}
    bad = proxy.Faults(**shares, half_open_for=1.0)
    assert_nothing_lost(faults.network("every fault", bad, 3.0, SEED, room))


def test_an_hour_written_without_network_comes_home_whole(room: site.Room) -> None:
    assert_nothing_lost(faults.hours_offline(1, PEOPLE, SEED, room))


def assert_harmless(damage: hostile.Damage) -> None:
    assert damage.is_alive
    assert damage.answers_5xx == 0, damage.notes
    assert damage.errors_logged == 0
    assert damage.thrown_out == 0
    assert damage.others.missing == 0
    assert damage.others.count > 0


def test_no_crafted_frame_hurts_the_server_or_the_others(room: site.Room) -> None:
    assert_harmless(hostile.crafted(room))


def test_a_flood_is_refused_and_undone_by_one_action(room: site.Room) -> None:
    damage = hostile.flood(1.0, room)
    assert_harmless(damage)
    assert any("(302) 0" in note for note in damage.notes), damage.notes


def test_everyone_comes_in_when_many_join_from_one_address(room: site.Room) -> None:
    damage = hostile.rush(10, 1.0, room)
    assert_harmless(damage)
    assert any(note.startswith("10 of 10 in") for note in damage.notes), damage.notes


def test_mutated_frames_hurt_nobody() -> None:
    assert_harmless(hostile.mutated(2_000, SEED))


def test_a_full_disk_keeps_nothing_from_arriving_later() -> None:
    assert_nothing_lost(faults.disk_full(PEOPLE, SEED, 1.0))


def test_two_processes_stay_equal_while_redis_comes_and_goes() -> None:
    assert_nothing_lost(faults.two_processes(PEOPLE, SEED, ("Redis restarted", "Redis gone")))


def test_the_judge_calls_a_lost_operation_bad() -> None:
    assert not faults.Run("x", history.Verdict(acknowledged=2, lost=1)).is_good
