# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whole sessions going out as a file and coming in again, through the same door as every change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from netwerkbouwer.boards import actions, models, queries, transfer, writer
from netwerkbouwer.boards import files as board_files
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.sessions import files
from netwerkbouwer.boards.stage import Role, Viewer
from netwerkbouwer.methods.template import Method


def dump(session: models.Session, viewer: Viewer) -> bytes:
    """The session as a file, with what this viewer may see; all of it once it is closed."""
    people = list(session.participants.order_by("pk").select_related("table"))
    places = {person.pk: number for number, person in enumerate(people)}
    tables = list(session.tables.order_by("number").select_related("board"))
    sheets = [_sheet(session.board, None, viewer, places)]
    sheets += [_sheet(one.board, one.number, viewer, places) for one in tables if one.board]
    return files.write(
        files.SessionFile(
            title=session.title,
            place=session.place,
            starts_on=session.starts_on,
            sheets=session.usual_sheets,
            vote_budget=session.vote_budget,
            tables=[files.FileTable(number=one.number, name=one.name) for one in tables],
            people=[
                files.FilePerson(
                    name=person.name,
                    role=Role(person.role),
                    table=person.table.number if person.table else None,
                )
                for person in people
            ],
            boards=sheets,
        )
    )


def _sheet(
    board: models.Board, table: int | None, viewer: Viewer, places: Mapping[int, int]
) -> files.FileSheet:
    view = queries.board_view(board, viewer=replace(viewer, stage=board.stage()))
    authors = {
        card.id: places[author]
        for card in view.cards.values()
        if (author := card.row.created_by_id) is not None and author in places
    }
    votes = models.Vote.objects.filter(card__board=board, dots__gt=0).order_by("pk")
    return files.FileSheet(
        table=table,
        board=transfer.board_file(view, with_private=True),
        authors=authors,
        votes=[
            files.FileVote(card=vote.card_id, by=places[vote.participant_id], dots=vote.dots)
            for vote in votes
            if vote.card_id in view.cards and vote.participant_id in places
        ],
    )


def open_session(raw: bytes) -> models.Participant:
    """Make a new, closed session from a file; gives who leads it.

    Raises files.NotABoardFile and writer.NotSaved; then nothing of it stays.
    """
    found = files.read(raw)
    methods = [transfer.method_of(sheet.board) for sheet in found.boards]
    with transaction.atomic():
        opening = _Opening(found)
    try:
        for sheet, method in zip(found.boards, methods, strict=True):
            opening.fill(sheet, method)
    except BaseException:
        opening.take_back()
        raise
    return opening.finish()


class _Opening:
    """A session on its way from a file into the database."""

    def __init__(self, found: files.SessionFile) -> None:
        self.found = found
        main = next(sheet.board for sheet in found.boards if sheet.table is None)
        method = transfer.method_of(main)
        self.leader = actions.create_board(method=method, title=main.title, variant=main.variant)
        self.session = models.Session.objects.create(
            board=self.leader.board,
            title=found.title,
            place=found.place,
            starts_on=found.starts_on,
            sheets=found.sheets.value,
            state=models.SessionState.CLOSED,
            votes_shown=True,
            vote_budget=_UNBOUNDED,
        )
        self.boards = [self.leader.board]
        self._bind(self.leader.board)
        self.tables = {
            table.number: models.Table.objects.create(
                session=self.session, number=table.number, name=table.name
            )
            for table in found.tables
        }
        self.people = [self._person(person) for person in found.people]

    def _bind(self, board: models.Board) -> None:
        board.session = self.session
        board.save(update_fields=["session"])

    def _person(self, person: files.FilePerson) -> models.Participant:
        """Someone of then: their cards are theirs, but nobody comes in as them."""
        table = self.tables.get(person.table) if person.table else None
        return models.Participant.objects.create(
            board=self.leader.board,
            session=self.session,
            name=person.name,
            role=person.role,
            table=table,
        )

    def fill(self, sheet: files.FileSheet, method: Method) -> None:
        """Lay all cards of one board, each by who wrote it, and then the dots."""
        board = self._board(sheet, method)
        singles = transfer.singles(board)
        ids = board_files.new_ids(sheet.board, singles, models.new_id)
        made = board_files.operations(sheet.board, method, singles, models.new_id, ids)
        authors = {ids[card]: self.people[place] for card, place in sheet.authors.items()}
        votes = [
            (self.people[vote.by], self._vote(ids[vote.card], vote.dots)) for vote in sheet.votes
        ]
        self._apply(board, [(authors.get(getattr(op, "card", ""), self.leader), op) for op in made])
        self._apply(board, votes)

    @staticmethod
    def _vote(card: str, dots: int) -> ops.AnyOperation:
        return ops.CastVote(op_id=models.new_id(), card=card, dots=dots)

    def _board(self, sheet: files.FileSheet, method: Method) -> models.Board:
        if sheet.table is None:
            return self.leader.board
        maker = actions.create_board(
            method=method, title=sheet.board.title, variant=sheet.board.variant
        )
        self.boards.append(maker.board)
        self._bind(maker.board)
        table = self.tables[sheet.table]
        table.board = maker.board
        table.save(update_fields=["board"])
        return maker.board

    def _apply(
        self,
        board: models.Board,
        by_whom: Sequence[tuple[models.Participant, ops.AnyOperation]],
    ) -> None:
        """In their order, in runs of one author."""
        start = 0
        while start < len(by_whom):
            author, end = by_whom[start][0], start
            while end < len(by_whom) and by_whom[end][0] is author and end - start < AT_ONCE:
                end += 1
            run = [op for _, op in by_whom[start:end]]
            answers = writer.apply(board=board, operations=run, by=author, bulk=True)
            refused = next((answer for answer in answers if not answer.is_done), None)
            if refused is not None:
                raise board_files.NotABoardFile(f"{refused.sentence} Er is niets geopend.")
            start = end

    def take_back(self) -> None:
        for board in reversed(self.boards):
            actions.delete_board(board=board)

    def finish(self) -> models.Participant:
        self.session.vote_budget = self.found.vote_budget
        self.session.save(update_fields=["vote_budget"])
        return self.leader


AT_ONCE = ops.OPERATIONS_AT_ONCE
_UNBOUNDED = 32_000  # dots were counted when they were given; here they only come back
