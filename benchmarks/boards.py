# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many operations a board takes: one by one, and as a crowd through the writer."""

import threading
import time

from django.core.management import call_command
from django.db import connections

from benchmarks.figures import Figure
from netwerkbouwer.boards import actions, models, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.methods import queries as methods

OPERATIONS = 2_000
PEOPLE = 20


def measure() -> list[Figure]:
    call_command("migrate", verbosity=0)
    alone = _one_by_one()
    together = _crowd()
    bulk = _bulk()
    return [
        Figure(
            f"operations applied, {PEOPLE} people at once on one board, each acknowledged on disk",
            f"{together:.0f}/s",
            f"a transaction each, one after the other: {alone:.0f}/s",
        ),
        Figure("operations applied from one file of 1,000", f"{bulk:.0f}/s"),
    ]


def _new_board() -> models.Participant:
    method = methods.newest("bouw-je-netwerk-uit")
    return actions.create_board(method=method, title="Meting", variant="vl")


def _card(n: int) -> ops.AnyOperation:
    payload = {
        "type": "add_card",
        "op_id": models.new_id(),
        "card": models.new_id(),
        "zone": "candidates",
        "card_type": "candidate",
        "text": f"Organisatie {n}",
    }
    return ops.parse(payload)


def _one_by_one() -> float:
    maker = _new_board()
    start = time.perf_counter()
    for n in range(OPERATIONS):
        actions.apply(board=maker.board, operations=[_card(n)], by=maker)
    return OPERATIONS / (time.perf_counter() - start)


def _crowd() -> float:
    maker = _new_board()
    people = [actions.join_board(board=maker.board, role=models.Role.EDITOR) for _ in range(PEOPLE)]

    done: list[int] = []

    def work(person: models.Participant) -> None:
        board = models.Board.objects.get(pk=maker.board_id)
        for n in range(OPERATIONS // PEOPLE):
            (answer,) = writer.apply(board=board, operations=[_card(n)], by=person)
            done.append(answer.is_done)
        connections.close_all()

    threads = [threading.Thread(target=work, args=[person]) for person in people]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if sum(done) != OPERATIONS:
        raise RuntimeError(f"only {sum(done)} of {OPERATIONS} operations were done")
    return OPERATIONS / seconds


def _bulk() -> float:
    maker = _new_board()
    cards = [_card(n) for n in range(1_000)]
    start = time.perf_counter()
    answers = actions.apply(board=maker.board, operations=cards, by=maker, bulk=True)
    if not all(answer.is_done for answer in answers):
        raise RuntimeError("an operation was refused")
    return len(cards) / (time.perf_counter() - start)
