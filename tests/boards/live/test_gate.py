# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nobody can send so much that others notice; who waits as asked gets everything through."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards.live.gate import Gate, Manners


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_hundred_at_once_pass_and_then_five_a_second() -> None:
    clock = Clock()
    gate = Gate(clock)
    assert gate.admit(1, 100).allowed == 100
    refused = gate.admit(1, 10)
    assert (refused.allowed, refused.again) == (0, 2.0)
    clock.now += 2.0
    assert gate.admit(1, 10).allowed == 10


def test_the_first_of_a_frame_pass_as_far_as_it_goes() -> None:
    clock = Clock()
    gate = Gate(clock)
    gate.admit(1, 90)
    passage = gate.admit(1, 30)
    assert (passage.allowed, passage.again) == (10, 4.0)


def test_until_then_nothing_overtakes_what_waits() -> None:
    clock = Clock()
    gate = Gate(clock)
    gate.admit(1, 100)
    gate.admit(1, 10)
    clock.now += 1.9
    assert gate.admit(1, 1).allowed == 0


def test_one_person_does_not_use_up_what_another_has() -> None:
    gate = Gate(Clock())
    gate.admit(1, 100)
    assert gate.admit(2, 100).allowed == 100


def test_who_keeps_sending_regardless_is_sent_away() -> None:
    clock = Clock()
    gate = Gate(clock)
    gate.admit(1, 100)
    gate.admit(1, 100)
    tries = [gate.admit(1, 1).is_abuse for _ in range(21)]
    assert tries == [False] * 20 + [True]


def test_who_types_on_at_a_human_pace_is_not_sent_away() -> None:
    clock = Clock()
    gate = Gate(clock)
    gate.admit(1, 100)
    gate.admit(1, 100)
    for _ in range(15):
        clock.now += 1
        assert not gate.admit(1, 1).is_abuse


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 100)), max_size=60))
def test_over_any_time_no_more_passes_than_the_burst_and_the_rate(
    tries: list[tuple[float, int]],
) -> None:
    clock = Clock()
    gate = Gate(clock)
    start, passed = clock.now, 0
    for pause, count in tries:
        clock.now += pause
        passed += gate.admit(1, count).allowed
    assert passed <= Gate.BURST + Gate.RATE * (clock.now - start) + 1e-6


@given(st.lists(st.integers(1, 100), min_size=1, max_size=20))
def test_who_waits_as_long_as_was_asked_gets_all_of_it_in(frames: list[int]) -> None:
    clock = Clock()
    gate = Gate(clock)
    for count in frames:
        left, tries = count, 0
        while left:
            passage = gate.admit(1, left)
            left -= passage.allowed
            clock.now += passage.again
            tries += 1
        assert tries <= 3


def test_a_clock_that_stands_still_or_goes_back_does_not_open_the_gate() -> None:
    clock = Clock()
    gate = Gate(clock)
    gate.admit(1, 100)
    clock.now -= 3600
    assert gate.admit(1, 5).allowed == 0


def test_purses_of_people_who_left_are_forgotten() -> None:
    clock = Clock()
    gate = Gate(clock)
    for who in range(Gate.KEPT):
        gate.admit(who, 1)
    clock.now += 60
    gate.admit(Gate.KEPT, 1)
    assert len(gate._purses) == 1


def test_the_fifth_malformed_frame_is_the_last() -> None:
    manners = Manners(Clock())
    assert [manners.is_too_much() for _ in range(5)] == [False] * 4 + [True]


def test_presence_may_be_told_once_a_second() -> None:
    clock = Clock()
    manners = Manners(clock)
    assert [manners.may_tell() for _ in range(6)] == [True] * 5 + [False]
    clock.now += 1
    assert [manners.may_tell() for _ in range(2)] == [True, False]


def test_a_flood_of_frames_is_noticed_whatever_is_in_them() -> None:
    clock = Clock()
    manners = Manners(clock)
    floods = [manners.is_flood() for _ in range(400)]
    assert (floods[:300], any(floods)) == ([False] * 300, True)
