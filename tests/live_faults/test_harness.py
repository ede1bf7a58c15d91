# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The measuring itself: the client, the bad network and the judge, on a server of a few lines."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.live import history, proxy, replica
from benchmarks.live.client import Client, until
from tests.live_faults import fake

PEOPLE, CARDS = 4, 12


async def work_together(server: fake.Fake, faults: proxy.Faults, seed: int = 7) -> history.Verdict:
    """Some people add cards over a bad network; then the network gets well and all is counted."""
    async with (
        fake.running(server),
        proxy.running(proxy.Proxy(("127.0.0.1", server.port), faults, seed)) as bad,
    ):
        clients = [
            Client(fake.guest(server, bad.port), author, first_delay=0.01)
            for author in range(PEOPLE)
        ]
        for client in clients:
            client.start()
        for number in range(CARDS):
            for client in clients:
                client.add_card(number)
            await asyncio.sleep(0.02)
        bad.calm()
        for client in clients:
            await client.until_drained()
            await until(lambda c=client: c.rev == server.rev, 20, "a client stays behind")
        return judge(server, clients)


def judge(server: fake.Fake, clients: list[Client]) -> history.Verdict:
    verdict = history.check([r for c in clients for r in c.records], server.disk())
    verdict.clients = len(clients)
    verdict.unequal = sum(
        bool(replica.difference(client.replica.cards, server.cards)) for client in clients
    )
    return verdict


@pytest.mark.parametrize("kind", ["", *proxy.KINDS])
def test_nothing_is_lost_or_doubled_over_any_bad_network(kind: str) -> None:
    faults = proxy.Faults.only(kind, 0.1) if kind else proxy.Faults()
    verdict = asyncio.run(work_together(fake.Fake(), faults))
    assert (verdict.acknowledged, verdict.is_good) == (PEOPLE * CARDS, True), verdict.wrong


def test_a_server_that_forgets_what_it_acknowledged_is_found_out() -> None:
    verdict = asyncio.run(work_together(fake.Fake(loses=True), proxy.Faults()))
    assert verdict.lost == PEOPLE * CARDS // 5


def test_a_server_that_counts_a_repeated_operation_twice_is_found_out() -> None:
    faults = proxy.Faults.only("duplicate", 0.5)
    assert asyncio.run(work_together(fake.Fake(repeats=True), faults)).duplicated > 0


def test_the_same_seed_spoils_the_same_messages() -> None:
    def draws(seed: int) -> list[str]:
        import random

        bad = proxy.Proxy(("127.0.0.1", 1), proxy.Faults(cut=0.2, delay=0.2, reorder=0.2), seed)
        way = proxy.Way(bad, None, None, random.Random(seed), ())  # type: ignore[arg-type]
        return [way._fault() for _ in range(200)]

    assert draws(3) == draws(3)
    assert draws(3) != draws(4)


def _state(rev: int, start: int, cards: list[tuple[str, int]], gone: list[str]) -> replica.Json:
    told = [{"id": card, "rev": at, "text": f"{card}{at}"} for card, at in cards]
    return {"rev": rev, "from": start, "reset": False, "cards": told, "gone": gone}


@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=6))
def test_states_in_any_order_and_more_than_once_give_the_same_cards(
    order: list[int], again: list[int]
) -> None:
    states = [
        _state(1, 0, [("a", 1)], []),
        _state(2, 0, [("b", 2)], []),
        _state(3, 0, [("a", 3)], []),
        _state(4, 0, [], ["b"]),
        _state(5, 0, [("c", 5)], []),
        _state(6, 0, [("a", 6)], ["c"]),
    ]
    copy = replica.Replica(rev=0)
    for index in [*order, *again]:
        copy.apply(states[index])
    assert copy.cards == {"a": {"id": "a", "rev": 6, "text": "a6"}}
    assert copy.rev == 6


def test_a_state_built_on_a_later_revision_is_not_applied() -> None:
    copy = replica.Replica(rev=2)
    with pytest.raises(replica.Behind):
        copy.apply(_state(5, 4, [("a", 5)], []))
    assert copy.cards == {}
    assert copy.rev == 2


def test_an_unknown_operation_on_disk_is_neither_lost_nor_double() -> None:
    op = {"op_id": "x", "type": "add_card", "card": "c"}
    record = history.Record(op, history.mark(1, 2))
    disk = history.Disk(("x",), {"c": {"text": "~1.2~ iets", "fields": {}}})
    verdict = history.check([record], disk)
    assert (verdict.unknown, verdict.unknown_on_disk, verdict.is_good) == (1, 1, True)


def test_an_acknowledged_text_that_is_not_on_its_card_is_lost() -> None:
    op = {"op_id": "x", "type": "edit_text", "card": "c"}
    record = history.Record(op, history.mark(1, 2), rev=4)
    disk = history.Disk(("x",), {"c": {"text": "~1.1~ het oude", "fields": {}}})
    assert history.check([record], disk).lost == 1
