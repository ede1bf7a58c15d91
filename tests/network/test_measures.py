# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures of the network, laid beside networkx and beside their definitions."""

import networkx as nx  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.network import measures
from netwerkbouwer.organisations import ragged

Pair = tuple[int, int]
SIZE = 12


def graph_of(links: set[Pair], size: int = SIZE, *, gone: tuple[int, ...] = ()) -> measures.Graph:
    """Rows 0, 1, 2 … with the keys 10, 20, 30 …; the keys of `gone` have no row."""
    growing = ragged.Growing()
    partners: dict[int, set[int]] = {row: set(gone if row % 2 else ()) for row in range(size)}
    for one, other in links:
        if one != other:
            partners[one].add(10 * (other + 1))
            partners[other].add(10 * (one + 1))
    for row in range(size):
        growing.add(sorted(partners[row]))
    return measures.Graph(growing.ragged(), np.arange(1, size + 1, dtype=np.int64) * 10)


def as_networkx(links: set[Pair], size: int = SIZE) -> "nx.Graph[int]":
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(range(size))
    found.add_edges_from((one, other) for one, other in links if one != other)
    return found


def everyone(size: int = SIZE) -> measures.Rows:
    return np.arange(size, dtype=np.int64)


def pagerank(graph: "nx.Graph[int]", row: int) -> measures.Floats:
    """By definition: p = a·e + (1 − a)·Pᵀ·p, solved."""
    steps = np.zeros((SIZE, SIZE))
    for one in graph:
        for other in graph[one] or [row]:
            steps[one, other] = 1 / (len(graph[one]) or 1)
    start = np.eye(SIZE)[row] * measures.RESTART
    solved = np.linalg.solve(np.eye(SIZE) - (1 - measures.RESTART) * steps.T, start)
    return np.asarray(solved, dtype=np.float64)


rows = st.integers(0, SIZE - 1)
links = st.sets(st.tuples(rows, rows), max_size=40)


def test_shared_partners_count_by_how_few_others_they_know() -> None:
    graph = graph_of({(0, 1), (0, 2), (1, 3), (2, 3), (2, 4), (2, 5)})
    common = measures.common_partners(graph, measures.ego(graph, 0), np.array([3, 4, 6]))

    assert common.counts.tolist() == [2, 1, 0]
    assert common.allocation.tolist() == pytest.approx([1 / 2 + 1 / 4, 1 / 4, 0])


def test_the_circle_of_a_stranger_is_all_new_and_of_a_friend_of_friends_not() -> None:
    graph = graph_of({(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (5, 6)})
    new = measures.novelty(graph, measures.ego(graph, 0), np.array([3, 5, 7]))

    assert new.tolist() == pytest.approx([0, 1, 1])


def test_a_bridge_to_strangers_frees_more_than_a_link_within_the_circle() -> None:
    graph = graph_of({(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (4, 5)})
    gain = measures.constraint_gain(graph, measures.ego(graph, 0), np.array([3, 4]))

    assert gain[1] > gain[0]
    assert gain[1] > 0


def test_who_has_no_contacts_gains_nothing_that_can_be_reckoned() -> None:
    graph = graph_of({(1, 2)})
    ego = measures.ego(graph, 0)

    assert measures.constraint_gain(graph, ego, everyone()).tolist() == [0.0] * SIZE
    assert measures.closeness(graph, ego, everyone()).tolist() == [0.0] * SIZE
    assert measures.novelty(graph, ego, everyone()).tolist() == [1.0] * SIZE


@given(links, rows)
def test_constraint_falls_by_what_networkx_says(found: set[Pair], row: int) -> None:
    graph, peer = graph_of(found), as_networkx(found)
    gains = measures.constraint_gain(graph, measures.ego(graph, row), everyone())

    before = nx.constraint(peer, [row])[row] if peer.degree[row] else None
    for other in range(SIZE):
        if before is None or other == row or peer.has_edge(row, other):
            assert gains[other] == 0
            continue
        linked = peer.copy()
        linked.add_edge(row, other)
        assert gains[other] == pytest.approx(before - nx.constraint(linked, [row])[row], abs=1e-12)


@given(links, rows)
def test_common_partners_are_those_of_networkx(found: set[Pair], row: int) -> None:
    graph, peer = graph_of(found), as_networkx(found)
    ego = measures.ego(graph, row)
    common = measures.common_partners(graph, ego, everyone())
    new = measures.novelty(graph, ego, everyone())

    for other in set(range(SIZE)) - {row}:
        shared = set(peer[row]) & set(peer[other])
        least = min(len(peer[row]), len(peer[other])) or 1
        ((_, _, allocation),) = nx.resource_allocation_index(peer, [(row, other)])
        assert common.counts[other] == len(shared)
        assert common.allocation[other] == pytest.approx(allocation)
        assert new[other] == pytest.approx(1 - len(shared) / least)
    assert measures.degree(graph, everyone()).tolist() == [peer.degree[n] for n in range(SIZE)]


@given(links, rows)
def test_a_walk_stays_within_its_bound_of_the_exact_pagerank(found: set[Pair], row: int) -> None:
    graph, peer = graph_of(found), as_networkx(found)
    near = measures.closeness(graph, measures.ego(graph, row), everyone())
    if not peer.degree[row]:
        assert not near.any()
        return
    exact = pagerank(peer, row)
    for other in range(SIZE):
        slack = measures.LEAST_RESIDUE * max(1, peer.degree[other])
        assert -1e-9 <= exact[other] - near[other] <= slack + 1e-9


@given(links, rows, st.sets(rows, max_size=4))
def test_who_is_known_from_a_board_counts_as_linked(
    found: set[Pair], row: int, known: set[int]
) -> None:
    loose = {pair for pair in found if row not in pair}
    graph = graph_of(loose)
    told = graph_of(loose | {(row, other) for other in known})
    unlinked = np.array(sorted(known), dtype=np.int64)
    ego, same = measures.ego(graph, row, unlinked), measures.ego(told, row)
    others = np.array([r for r in range(SIZE) if r != row and r not in known], dtype=np.int64)

    assert ego.contacts.tolist() == same.contacts.tolist()
    for measure in (measures.novelty, measures.constraint_gain, measures.closeness):
        assert measure(graph, ego, others).tolist() == pytest.approx(
            measure(told, same, others).tolist(), abs=1e-12
        )


def test_an_asker_outside_the_directory_has_the_contacts_it_knows() -> None:
    links = {(1, 2), (1, 3), (2, 3), (3, 4)}
    graph = graph_of(links)
    stranger = measures.ego(graph, measures.NOBODY, np.array([1, 2]))
    told = graph_of({*links, (0, 1), (0, 2)})
    listed = measures.ego(told, 0)
    some = np.array([3, 4, 5])

    for measure in (measures.novelty, measures.constraint_gain, measures.closeness):
        assert measure(graph, stranger, some).tolist() == pytest.approx(
            measure(told, listed, some).tolist(), abs=1e-12
        )


def test_a_key_that_left_the_directory_does_not_count() -> None:
    links = {(0, 1), (1, 3), (2, 3)}
    whole, torn = graph_of(links), graph_of(links, gone=(5, 999))

    assert torn.of(1).tolist() == [0, 3]
    assert measures.degree(torn, everyone()).tolist() == measures.degree(whole, everyone()).tolist()


def test_a_walk_in_a_large_graph_looks_at_few(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    found = {(int(a), int(b)) for a, b in rng.integers(0, 2_000, (6_000, 2))}
    graph = graph_of(found, 2_000)
    ego = measures.ego(graph, 0)
    full = measures.closeness(graph, ego, everyone(2_000))
    assert full.tolist() == measures.closeness(graph, ego, everyone(2_000)).tolist()

    monkeypatch.setattr(measures, "MOST_STEPS", 40)
    short = measures.closeness(graph, ego, everyone(2_000))

    assert 0 < np.count_nonzero(short) < np.count_nonzero(full)
    assert np.all(short <= full + 1e-12)


@settings(max_examples=20)
@given(links, rows)
def test_a_graph_without_candidates_gives_nothing(found: set[Pair], row: int) -> None:
    graph = graph_of(found)
    ego, none = measures.ego(graph, row), np.empty(0, dtype=np.int64)

    assert len(measures.closeness(graph, ego, none)) == 0
    assert len(measures.constraint_gain(graph, ego, none)) == 0
    assert len(measures.common_partners(graph, ego, none).counts) == 0
