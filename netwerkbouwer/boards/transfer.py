# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boards going out as a file and coming in again, through the same door as every change."""

from netwerkbouwer.boards import actions, files, models, queries, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.stage import EVERYTHING
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method


def dump(view: BoardView, *, with_private: bool) -> bytes:
    """The board as a file: what this view shows, contact persons only when asked for."""
    return files.write(board_file(view, with_private=with_private))


def board_file(view: BoardView, *, with_private: bool) -> files.BoardFile:
    """The same, not written yet."""
    return files.BoardFile(
        method=view.method.slug,
        method_version=view.method.version,
        title=view.board.title,
        variant="nl" if view.board.variant == "nl" else "vl",
        cards=[_file_card(card, with_private=with_private) for card in view.cards.values()],
        links=[link for card in view.cards.values() for link in _links(card)],
    )


def _links(card: CardView) -> list[files.FileLink]:
    ends = [("member", card.members), ("source", card.sources)]
    ends += [("alike", [card.lies_on])] if card.lies_on else []
    return [
        files.FileLink.model_validate({"kind": kind, "card": card.id, "to": end.id})
        for kind, cards in ends
        for end in cards
    ]


def _file_card(card: CardView, *, with_private: bool) -> files.FileCard:
    fields = dict(card.fields)
    if with_private and card.row.contact_person:
        fields["contact_person"] = card.row.contact_person
    return files.FileCard(
        id=card.id,
        zone=card.row.zone,
        type=card.row.type,
        parent=card.row.parent_id,
        position=card.row.position,
        text=card.text,
        other_text=card.row.other_text,
        fields=fields,
        private=card.row.is_private,
        table=card.row.table,
        round=card.row.round,
    )


def open_board(raw: bytes) -> models.Participant:
    """Make a new board from a file; gives its maker. Raises files.NotABoardFile, NotSaved.

    A refusal is found before anything is made; should saving fail half-way, the half is deleted.
    """
    found = files.read(raw)
    method = method_of(found)
    maker = actions.create_board(method=method, title=found.title, variant=found.variant)
    try:
        _fill(maker, files.operations(found, method, singles(maker.board), models.new_id))
    except BaseException:
        actions.delete_board(board=maker.board)
        raise
    return maker


def method_of(found: files.BoardFile) -> Method:
    """The method a board in a file was made from. Raises files.NotABoardFile."""
    try:
        return methods.method(found.method, found.method_version)
    except methods.UnknownMethod:
        raise files.NotABoardFile(
            f"Dit bord gebruikt de werkvorm '{found.method}', versie {found.method_version}. "
            "Die staat niet in deze installatie."
        ) from None


def singles(board: models.Board) -> dict[str, str]:
    """Zone → the card that it has from the start, because it holds one answer."""
    view = queries.board_view(board, viewer=EVERYTHING)
    zones = [zone.key for zone in view.method.zones.values() if zone.is_single]
    return {zone: card.id for zone in zones if (card := view.single(zone)) is not None}


def _fill(maker: models.Participant, operations: list[ops.AnyOperation]) -> None:
    """In parts, so that others who write in the meantime need not wait for all of it."""
    for start in range(0, len(operations), ops.OPERATIONS_AT_ONCE):
        part = operations[start : start + ops.OPERATIONS_AT_ONCE]
        answers = writer.apply(board=maker.board, operations=part, by=maker, bulk=True)
        refused = next((answer for answer in answers if not answer.is_done), None)
        if refused is not None:
            raise files.NotABoardFile(f"{refused.sentence} Er is niets geopend.")
