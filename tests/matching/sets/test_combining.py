# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets keep what they promise, whatever they are made of."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.sets import combining
from netwerkbouwer.matching.sets.combining import Pool


def pool_of(size: int, seed: int, points: int = 2, must: tuple[int, ...] = ()) -> Pool:
    """A pool by lot: some sectors and places unknown, some linked, many who meet nothing."""
    rng = np.random.default_rng(seed)
    linked = rng.random((size, size)) < 0.2
    linked = (linked | linked.T) & ~np.eye(size, dtype=np.bool_)
    exchange = rng.random((size, size)) * (rng.random((size, size)) < 0.3)
    np.fill_diagonal(exchange, 0)
    return Pool(
        ids=tuple(f"o{n}" for n in range(size)),
        sector=rng.integers(-1, 5, size),
        municipality=rng.integers(-1, 4, size),
        half=rng.integers(0, 2, size),
        kind=rng.integers(-1, 6, size),
        relevance=rng.random(size),
        familiar=rng.random(size) < 0.2,
        covers=rng.random((size, points)) * (rng.random((size, points)) < 0.4),
        exchange=exchange,
        linked=linked,
        must=must,
    )


def is_promised(pool: Pool, members: tuple[int, ...]) -> bool:
    """The promise, word for word and slowly."""
    pairs = list(combinations(members, 2))
    others = {one: [other for other in members if other != one] for one in members}
    return (
        3 <= len(set(members)) == len(members) <= 5
        and set(pool.must) <= set(members)
        and len({int(pool.sector[one]) for one in members} - {-1}) >= 3
        and len({int(pool.municipality[one]) for one in members} - {-1}) >= 2
        and not any(pool.linked[one, other] for one, other in pairs)
        and all(
            max(pool.covers[one, point] for one in members) >= combining.LEAST_COVER
            for point in range(pool.points)
        )
        and all(
            one in pool.must
            or any(pool.covers[one, p] >= combining.LEAST_COVER for p in range(pool.points))
            or any(
                max(pool.exchange[one, o], pool.exchange[o, one]) >= combining.LEAST_EXCHANGE
                for o in others[one]
            )
            for one in members
        )
    )


pools = st.builds(
    pool_of,
    size=st.integers(0, 16),
    seed=st.integers(0, 10_000),
    points=st.integers(0, 3),
    must=st.just(()),
)


@given(pools, st.integers(1, 4))
def test_every_set_keeps_the_promise(pool: Pool, limit: int) -> None:
    found = combining.search(pool, limit)

    assert len(found) <= limit
    for members in found:
        assert is_promised(pool, members)
    for better, members in combinations(found, 2):
        assert len(set(members) - set(better)) >= combining.LEAST_NEW


@given(pools, st.data())
def test_who_must_be_in_a_set_is_in_every_one(pool: Pool, data: st.DataObject) -> None:
    if not len(pool):
        return
    must = data.draw(st.sets(st.integers(0, len(pool) - 1), min_size=1, max_size=4))
    pool = replace(pool, must=tuple(sorted(must)))

    for members in combining.search(pool, 3):
        assert is_promised(pool, members)


@settings(max_examples=60)
@given(st.integers(3, 9), st.integers(0, 10_000), st.integers(0, 2))
def test_when_there_is_a_set_in_a_small_pool_one_is_found(
    size: int, seed: int, points: int
) -> None:
    pool = pool_of(size, seed, points)
    possible = [
        members
        for count in (3, 4, 5)
        for members in combinations(range(size), count)
        if is_promised(pool, members)
    ]

    assert bool(combining.search(pool, 1)) == bool(possible)
    for members in possible:
        assert combining.holds(pool, members)


@given(pools, st.lists(st.integers(0, 15), max_size=6))
def test_holds_says_what_the_promise_says(pool: Pool, members: list[int]) -> None:
    inside = tuple(place for place in members if place < len(pool))

    assert combining.holds(pool, inside) == is_promised(pool, inside)


@given(pools)
def test_a_known_set_is_not_given_again(pool: Pool) -> None:
    first = combining.search(pool, 2)
    known = [frozenset(pool.ids[place] for place in members) for members in first]

    for members in combining.search(pool, 3, known):
        ids = frozenset(pool.ids[place] for place in members)
        assert not any(ids <= one or one <= ids for one in known)


@given(pools)
def test_the_same_pool_gives_the_same_sets(pool: Pool) -> None:
    assert combining.search(pool, 3) == combining.search(pool, 3)


def test_it_says_what_a_pool_cannot_give() -> None:
    pool = pool_of(12, 3)

    assert combining.lack(pool_of(2, 3)) == "few"
    assert combining.lack(replace(pool, covers=np.zeros((12, 2)))) == "points"
    assert combining.uncovered(replace(pool, covers=np.zeros((12, 2)))) == [0, 1]
    assert combining.lack(replace(pool, sector=np.ones(12, dtype=np.int64))) == "sectors"
    assert combining.lack(replace(pool, municipality=np.ones(12, dtype=np.int64))) == "places"
    linked = replace(pool, linked=~np.eye(12, dtype=np.bool_), must=(1, 2))
    assert combining.lack(linked) == "linked"
    assert combining.search(linked, 3) == []
