# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables of a session: making them, their worksheets, and who sits where."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Max

from netwerkbouwer.boards import actions, models
from netwerkbouwer.boards.sessions import changes
from netwerkbouwer.boards.stage import Sheets
from netwerkbouwer.common import texts
from netwerkbouwer.methods import queries as methods

MOST_TABLES = 200  # single seats and duos count too


class NoRoom(Exception):
    """The session has as many tables as it can hold."""


def add_tables(session: models.Session, names: Sequence[str]) -> list[models.Table]:
    """More tables after the last one, each with its worksheet when the session works with those.

    Inside the transaction of the caller. Raises NoRoom.
    """
    last = session.tables.aggregate(last=Max("number"))["last"] or 0
    if last + len(names) > MOST_TABLES:
        raise NoRoom
    made = []
    for number, name in enumerate(names, last + 1):
        table = models.Table(session=session, number=number, name=texts.clean_line(name)[:80])
        table.board = _worksheet(session, str(table))
        table.save()
        made.append(table)
    return made


def _worksheet(session: models.Session, name: str) -> models.Board | None:
    """An empty board of the same method for one table; None when everyone shares the main one."""
    if session.sheets == Sheets.PLENARY:
        return None
    main = session.board
    return actions.lay_out(
        method=methods.method(main.method, main.method_version),
        title=f"{name} – {session.title}",
        variant=main.variant,
        session=session,
    )


def make_tables(*, session: models.Session, count: int) -> int:
    """Have this many tables: adds those that are missing, takes none away. Raises NoRoom."""
    with changes.changing(session) as row:
        missing = max(count - row.tables.count(), 0)
        add_tables(row, [""] * missing)
        return missing


def rename_table(*, session: models.Session, number: int, name: str) -> None:
    with changes.changing(session) as row:
        row.tables.filter(number=number).update(name=texts.clean_line(name)[:80])


def seat(*, session: models.Session, person: models.Participant, number: int | None) -> None:
    """Give someone a place at a table, or none."""
    with changes.changing(session) as row:
        table = row.tables.filter(number=number).first() if number else None
        row.participants.filter(pk=person.pk).update(table=table)


def table_for(session: models.Session, name: str, number: int | None) -> models.Table | None:
    """Where a newcomer sits: the table they chose, and on single and duo sheets one of their own.

    Inside the transaction of the caller. Raises NoRoom.
    """
    chosen = session.tables.filter(number=number).first() if number else None
    if session.sheets == Sheets.INDIVIDUAL:
        return add_tables(session, [name])[0]
    if session.sheets == Sheets.DUO:
        half = _half_filled(session.tables.filter(pk=chosen.pk) if chosen else session.tables.all())
        return half or add_tables(session, [""])[0]
    return chosen


def _half_filled(tables: "Iterable[models.Table]") -> models.Table | None:
    """The first duo that can still use someone."""
    counted = models.Table.objects.filter(pk__in=[table.pk for table in tables]).annotate(
        people=Count("participants")
    )
    return counted.filter(people__lt=2).order_by("-people", "number").first()


def next_round(*, session: models.Session, after: int | None) -> bool:
    """Begin the round after the one on the screen; answers whether it did."""
    with changes.changing(session) as row:
        if row.round != after:
            return False
        row.round = (row.round or 0) + 1
        return True
