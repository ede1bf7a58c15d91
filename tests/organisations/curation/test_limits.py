# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A soft limit per address and over all together."""

from netwerkbouwer.organisations.curation.limits import Limit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_address_gets_its_share_and_may_again_later() -> None:
    clock = Clock()
    limit = Limit(per_address=2, together=10, window=60, clock=clock)

    assert [limit.take("a") for _ in range(3)] == [True, True, False]
    assert limit.take("b")

    clock.now = 61
    assert limit.take("a")


def test_all_together_have_a_limit_too() -> None:
    limit = Limit(per_address=2, together=3, window=60, clock=Clock())

    assert [limit.take(str(n)) for n in range(4)] == [True, True, True, False]


def test_a_refused_try_does_not_count() -> None:
    clock = Clock()
    limit = Limit(per_address=1, together=10, window=60, clock=clock)
    limit.take("a")
    clock.now = 59
    limit.take("a")
    clock.now = 60

    assert limit.take("a")
