# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""For every route how it is visited in tests; `test_routes.py` asks for a line when one is new."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from netwerkbouwer.boards.models import Board, Role
from netwerkbouwer.methods import queries as methods
from tests.factories import boards

Arguments = dict[str, Any]


@dataclass(frozen=True)
class World:
    """One of everything that an address can speak of."""

    board: Board
    link: str


def make_world(method: str = "bouw-je-netwerk-uit") -> World:
    board = boards.make_board(method).board
    token = board.token(Role.EDITOR)
    link = reverse("boards:enter_board", kwargs={"board_id": board.pk, "token": token})
    return World(board=board, link=link)


@dataclass(frozen=True)
class Sample:
    """What a route is given, what stands behind it, and the status it answers a visit with."""

    given: Callable[[World], Arguments] = lambda world: {}
    query: str = ""
    status: int = 200

    def address(self, name: str, world: World) -> str:
        return reverse(name, kwargs=self.given(world)) + self.query


def board(world: World) -> Arguments:
    return {"board_id": world.board.pk}


def first_step(world: World) -> Arguments:
    return {**board(world), "step": methods.newest(world.board.method).steps[0].slug}


POST_ONLY = 405
SAMPLES: dict[str, list[Sample]] = {
    "pages:home": [Sample()],
    "pages:about": [Sample()],
    "pages:sources": [Sample()],
    "pages:privacy": [Sample()],
    "pages:accessibility": [Sample()],
    "pages:style": [Sample()],
    "pages:choose_language": [Sample(status=POST_ONLY)],
    "pages:choose_theme": [Sample(status=POST_ONLY)],
    "pages:robots": [Sample()],
    "pages:manifest": [Sample()],
    "pages:security": [Sample()],
    "places:search": [Sample(query="?q=aal")],
    "boards:list_boards": [Sample()],
    "boards:start_board": [Sample(lambda w: {"slug": w.board.method}, status=POST_ONLY)],
    "boards:show_board": [Sample(board, status=302)],
    "boards:enter_board": [
        Sample(lambda w: {**board(w), "token": w.board.token(Role.READER)}, status=302)
    ],
    "boards:show_step": [Sample(first_step)],
    "boards:show_history": [Sample(board)],
    "boards:undo_operation": [Sample(board, status=POST_ONLY)],
    "boards:share_board": [Sample(board)],
    "boards:change_board": [Sample(board, status=POST_ONLY)],
    "reports:export_board": [Sample(board)],
}
