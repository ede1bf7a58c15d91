# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from benchmarks.live import seen


def test_an_edit_is_seen_by_all_when_the_last_of_the_others_has_it() -> None:
    watch = seen.Watch(3)
    assert watch.add(0, due=10.0) == 1
    watch.read(b'{"text":"~0.1~ zo"}', reader=0, now=10.1)
    watch.read(b'{"text":"~0.1~ zo"}', reader=1, now=10.2)
    assert watch.all()[0].seen_by_all is None
    watch.read(b'{"text":"~0.1~ zo"}', reader=2, now=10.5)
    assert watch.all()[0].seen_by_all == 10.5


def test_a_later_edit_of_the_same_author_counts_for_those_it_replaced() -> None:
    watch = seen.Watch(2)
    watch.add(1, due=1.0)
    watch.add(1, due=2.0)
    watch.read(b"~1.2~", reader=0, now=3.0)
    assert [edit.seen_by_all for edit in watch.all()] == [3.0, 3.0]


def test_the_same_edit_seen_twice_counts_once() -> None:
    watch = seen.Watch(3)
    watch.add(0, due=1.0)
    watch.read(b"~0.1~", reader=1, now=2.0)
    watch.read(b"~0.1~", reader=1, now=2.5)
    assert watch.all()[0].seen_by == 1


def test_marks_of_an_earlier_round_do_not_count() -> None:
    watch = seen.Watch(2, base=1000)
    assert watch.add(0, due=1.0) == 1001
    watch.read(b"~0.7~", reader=1, now=2.0)
    assert watch.all()[0].seen_by == 0
    watch.read(b"~0.1001~", reader=1, now=2.0)
    assert watch.all()[0].seen_by_all == 2.0
