# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings for tests: a session on a board with people in it, straight in the database."""

from typing import Any

from netwerkbouwer.boards import models
from netwerkbouwer.boards.stage import Role
from tests.factories.boards import make_board

CODE = "kz7f3m"


def make_session(slug: str = "kennisestafette", **state: Any) -> models.Participant:
    """A live session; gives its facilitator. `participant.session` is the session."""
    maker = make_board(slug)
    state.setdefault("title", "Estafette")
    state.setdefault("code", CODE)
    session = models.Session.objects.create(board=maker.board, **state)
    models.Board.objects.filter(pk=maker.board_id).update(session=session)
    models.Participant.objects.filter(pk=maker.pk).update(session=session)
    return fresh(maker)


def seat(
    leader: models.Participant, role: Role = Role.PARTICIPANT, table: int | None = None
) -> models.Participant:
    """Someone who joined the session of this facilitator, at a table if given."""
    assert leader.session is not None
    place = None
    if table is not None:
        place, _ = models.Table.objects.get_or_create(session=leader.session, number=table)
    person = models.Participant.objects.create(
        board=leader.board, session=leader.session, role=role, table=place
    )
    return fresh(person)


def fresh(person: models.Participant) -> models.Participant:
    """The same person as the database has it now, with board and session."""
    rows = models.Participant.objects.select_related("board__session", "session", "table")
    return rows.get(pk=person.pk)


def set_stage(leader: models.Participant, **state: Any) -> models.Participant:
    """Change what the session allows, without the action that people use for it."""
    assert leader.session is not None
    models.Session.objects.filter(pk=leader.session.pk).update(**state)
    return fresh(leader)
