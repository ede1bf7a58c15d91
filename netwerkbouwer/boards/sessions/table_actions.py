# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables of a session: making them, their worksheets, and who sits where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Max

from netwerkbouwer.boards import actions, models
from netwerkbouwer.boards.sessions import changes, rotation
from netwerkbouwer.boards.stage import Role, Sheets
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
    if session.usual_sheets == Sheets.PLENARY:
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


def gather(*, session: models.Session) -> None:
    """Bring everyone from the worksheets to the common board, to talk and vote together."""
    with changes.changing(session) as row:
        if row.sheets != Sheets.PLENARY:
            row.sheets, row.sheets_apart = Sheets.PLENARY, row.sheets


def spread_out(*, session: models.Session) -> None:
    """Send everyone back to the worksheets they came from, if they were gathered."""
    with changes.changing(session) as row:
        if row.sheets_apart:
            row.sheets, row.sheets_apart = row.sheets_apart, ""


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
    if session.usual_sheets == Sheets.INDIVIDUAL:
        return add_tables(session, [name])[0]
    if session.usual_sheets == Sheets.DUO:
        half = _half_filled(session.tables.filter(pk=chosen.pk) if chosen else session.tables.all())
        return half or add_tables(session, [""])[0]
    return chosen


def _half_filled(tables: Iterable[models.Table]) -> models.Table | None:
    """The first duo that can still use someone."""
    counted = models.Table.objects.filter(pk__in=[table.pk for table in tables]).annotate(
        people=Count("participants")
    )
    return counted.filter(people__lt=2).order_by("-people", "number").first()


def next_round(*, session: models.Session, after: int | None, rotate: bool = False) -> bool:
    """Begin the round after the one on the screen; answers whether it did.

    With `rotate` people move so that they meet as many new people as they can; hosts keep their
    table. Raises NoRoom.
    """
    with changes.changing(session) as row:
        if row.round != after:
            return False
        if rotate:
            _rotate(row)
        row.round = (row.round or 0) + 1
        return True


def _rotate(session: models.Session) -> None:
    """Give everyone who takes part a place for the next round, at as many tables as there are."""
    people = {person.pk: person for person in _seated(session)}
    if not people:
        return
    count = session.tables.count()
    if count == 0:
        count = len(add_tables(session, [""] * len(rotation.sizes(len(people)))))
    hosts = {pk: _number(one) for pk, one in people.items() if one.role == Role.HOST and one.table}
    room = rotation.Room(list(people), hosts=hosts, tables=count, seed=_seed(session))
    (coming,) = rotation.plan(room, 1, _past(session, people))
    tables = {table.number: table for table in session.tables.all()}
    for pk, number in coming.items():
        people[pk].table = tables[number]
    models.Participant.objects.bulk_update(people.values(), ["table"])


def _seated(session: models.Session) -> list[models.Participant]:
    inside = session.participants.filter(is_waiting=False, is_blocked=False)
    seated = inside.filter(role__in=[Role.PARTICIPANT, Role.HOST])
    return list(seated.select_related("table").order_by("pk"))


def _number(person: models.Participant) -> int:
    return person.table.number if person.table else 0


def _seed(session: models.Session) -> int:
    """The same session plans the same way, whoever asks."""
    return sum(ord(sign) for sign in session.pk)


def _past(
    session: models.Session, people: Mapping[int, models.Participant]
) -> list[dict[int, int]]:
    """Where people sat in earlier rounds, as far as their cards tell, and where they sit now."""
    laid = models.Card.objects.filter(
        board__session=session, created_by__in=people, table__gt=0, round__gt=0
    )
    rounds: dict[int, dict[int, int]] = defaultdict(dict)
    for person, table, number in laid.values_list("created_by", "table", "round").distinct():
        if person is not None and table is not None and number is not None:
            rounds[number].setdefault(person, table)
    rounds[session.round or 0] = {pk: _number(one) for pk, one in people.items() if one.table}
    last = session.tables.count()
    return [
        {person: table for person, table in rounds[number].items() if table <= last}
        for number in sorted(rounds)
    ]
