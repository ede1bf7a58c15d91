# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boards for tests: made by the same action as real ones."""

from typing import Any

from netwerkbouwer.boards import actions, models, stage
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.methods import queries as methods


def make_board(
    slug: str = "bouw-je-netwerk-uit", *, title: str = "Ons bord", variant: str = "vl"
) -> models.Participant:
    """A fresh board; gives its maker."""
    return actions.create_board(method=methods.newest(slug), title=title, variant=variant)


def join(board: models.Board, role: stage.Role = stage.Role.EDITOR) -> models.Participant:
    return actions.join_board(board=board, role=role)


def op(type_: str, **payload: Any) -> ops.AnyOperation:
    """An operation with an id of its own, parsed as one from outside."""
    payload.setdefault("op_id", models.new_id())
    return ops.parse({"type": type_, **payload})


def apply(by: models.Participant, *operations: ops.AnyOperation) -> list[actions.Answer]:
    return actions.apply(board=by.board, operations=operations, by=by)


def add_card(
    by: models.Participant,
    zone: str,
    card_type: str,
    text: str = "",
    *,
    parent: str | None = None,
    **fields: Any,
) -> str:
    """Put a card on the board; gives its id. Fails the test when it is refused."""
    card = models.new_id()
    payload: dict[str, Any] = {"card": card, "zone": zone, "card_type": card_type, "text": text}
    if parent:
        payload["parent"] = parent
    (answer,) = apply(by, op("add_card", fields=fields, **payload))
    assert answer.is_done, answer.sentence
    return card
