# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bringing worksheets together, and putting cards together that say the same; people decide.

What someone told apart is in the log of the board: tied and untied again. So it is known for good,
by every process, and can be seen in the history.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from netwerkbouwer.boards import models, rows, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.sessions import changes, notes, plenary
from netwerkbouwer.boards.state import Card
from netwerkbouwer.methods import queries as methods

Pair = frozenset[str]


def merge_worksheets(*, session: models.Session, by: models.Participant) -> int:
    """Bring what is new on the worksheets to the main board; answers how many cards came.

    Asked again it brings only what was written since. Raises writer.NotSaved.
    """
    main = session.board
    cards, links = _cards_of(session)
    sheets = [
        plenary.Sheet(table.board_id, cards.get(table.board_id, {}), links, table.number)
        for table in session.tables.exclude(board=None).order_by("number")
        if table.board_id is not None
    ]
    logged = models.LoggedOperation.objects.filter(board=main).values_list("op_id", flat=True)
    target = plenary.Plenary(
        main.pk, main.revision, cards.get(main.pk, {}), links, frozenset(logged)
    )
    payloads = list(plenary.plan(target, sheets).operations)
    method = methods.method(main.method, main.method_version)
    payloads += [one for sheet in sheets for one in notes.bring(sheet, target, method)]
    done = _apply(main, payloads, by)
    with changes.changing(session):
        return sum(payload["type"] == "add_card" for payload in done)


def _cards_of(
    session: models.Session,
) -> tuple[dict[str, dict[str, Card]], list[tuple[str, str, str]]]:
    """The cards of the main board and all worksheets, per board; and all their links."""
    found: dict[str, dict[str, Card]] = {}
    for row in models.Card.objects.filter(board__session=session):
        found.setdefault(row.board_id, {})[row.pk] = rows.from_row(row)
    links = models.CardLink.objects.filter(board__session=session)
    return found, list(links.values_list("kind", "card_id", "to_id"))


def _apply(
    board: models.Board, payloads: Sequence[dict[str, Any]], by: models.Participant
) -> list[dict[str, Any]]:
    """Do them in slices; gives those that were done."""
    done = []
    for start in range(0, len(payloads), ops.OPERATIONS_AT_ONCE):
        some = payloads[start : start + ops.OPERATIONS_AT_ONCE]
        operations = [ops.parse(payload) for payload in some]
        answers = writer.apply(board=board, operations=operations, by=by, bulk=True)
        done += [one for one, answer in zip(some, answers, strict=True) if answer.is_done]
    return done


def put_together(
    *, board: models.Board, head: str, members: Iterable[str], by: models.Participant
) -> int:
    """Lay cards on the first one, because they say the same; answers how many lie there now."""
    ties = [_tie("link_cards", card, head) for card in members]
    return len(_apply(board, ties, by))


def keep_apart(
    *, board: models.Board, head: str, members: Iterable[str], by: models.Participant
) -> None:
    """Say for good that cards do not say the same: they are not proposed again."""
    _apply(board, list(_tied_and_untied(head, members)), by)


def _tied_and_untied(head: str, members: Iterable[str]) -> Iterator[dict[str, Any]]:
    for card in members:
        yield _tie("link_cards", card, head)
        yield _tie("unlink_cards", card, head)


def take_apart(*, board: models.Board, card: str, by: models.Participant) -> int:
    """Take a card off the pile it lies on."""
    heads = models.CardLink.objects.filter(board=board, kind="alike", card=card)
    ties = [_tie("unlink_cards", card, head) for head in heads.values_list("to_id", flat=True)]
    return len(_apply(board, ties, by))


def _tie(type_: str, card: str, to: str) -> dict[str, Any]:
    return {"type": type_, "op_id": models.new_id(), "kind": "alike", "card": card, "to": to}


def told_apart(board: models.Board) -> set[Pair]:
    """Pairs of cards of which someone said that they are not the same."""
    untied = models.LoggedOperation.objects.filter(
        board=board, type="unlink_cards", payload__kind="alike"
    )
    return {frozenset((one["card"], one["to"])) for one in untied.values_list("payload", flat=True)}
