# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people change of an organisation: fields, taking back, putting back, saying it is right.

A person's word is a `FieldEdit`: it wins from every source, and no import touches it. All changes
are one transaction with a line in the history; the search index follows after the commit.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.organisations import standing, tasks, writing
from netwerkbouwer.organisations.curation import fields, past
from netwerkbouwer.organisations.models import Change, FieldEdit, Organisation

Values = Mapping[str, Any]


class Conflict(Exception):
    """Someone else changed the same fields; `now` is what these hold today."""

    def __init__(self, now: Values) -> None:
        super().__init__(", ".join(now))
        self.now = dict(now)


class CannotChange(Exception):
    """A change that cannot be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change someone asks for: what was typed, and what the form showed before.

    `values` by field; `seen` is per field the text (`fields.typed`) that the person saw.
    """

    values: Values
    seen: Mapping[str, str]


def edit(organisation: Organisation, asked: Edit, by: str) -> list[str]:
    """Write what someone changed; the names of the fields that now differ.

    Raises Conflict when one of these fields is no longer as it was seen: then nothing is written.
    Raises CannotChange for a circle of departments.
    """
    with transaction.atomic():
        row = _locked(organisation)
        before = fields.current(row)
        changed = {n: v for n, v in asked.values.items() if v != before[n]}
        clashes = {
            name: before[name]
            for name in changed
            if fields.tidy(fields.typed(name, before[name])) != fields.tidy(asked.seen[name])
        }
        if clashes:
            raise Conflict(clashes)
        _refuse_circle(row, changed)
        now = timezone.now()
        for name, value in changed.items():
            FieldEdit.objects.update_or_create(
                organisation=row, field=name, defaults={"value": value, "by": by, "at": now}
            )
        return _decide(row, before, Change.Kind.EDITED, by)


def take_back(organisation: Organisation, name: str, by: str) -> list[str]:
    """Let the sources speak again about a field; the names of the fields that now differ."""
    with transaction.atomic():
        row = _locked(organisation)
        before = fields.current(row)
        _edits(row, [name]).delete()
        return _decide(row, before, Change.Kind.REVERTED, by)


def put_back(change: Change, by: str, allowed: Collection[str]) -> list[str]:
    """Make the fields of a line in the history what they were before it.

    Only the allowed fields. Where the sources say so by themselves no word of a person is needed,
    and none stays. Raises CannotChange when there is nothing to put back.
    """
    with transaction.atomic():
        row = _locked(standing_row(change.organisation_id))
        before = fields.current(row)
        wanted = {n: value for n, value in past.was(change).items() if n in allowed}
        if not wanted:
            raise CannotChange(_("Hier is niets om terug te zetten."))
        _refuse_circle(row, wanted)
        _edits(row, wanted).delete()
        writing.recompute([row.pk])
        row.refresh_from_db()
        told, now = fields.current(row), timezone.now()
        for name, value in wanted.items():
            if value != told[name] and not (name == "point" and not value):
                FieldEdit.objects.create(organisation=row, field=name, value=value, by=by, at=now)
        return _decide(row, before, Change.Kind.REVERTED, by)


def confirm(organisation: Organisation, by: str) -> None:
    """Note that someone looked and that it is right."""
    with transaction.atomic():
        row = _locked(organisation)
        Organisation.objects.filter(pk=row.pk).update(confirmed_on=timezone.localdate())
        _tell(row, Change.Kind.CONFIRMED, {}, by)


def standing_row(pk: int) -> Organisation:
    """The organisation that stands for this one after merges."""
    return Organisation.objects.get(pk=standing.kept([pk])[pk])


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _edits(row: Organisation, names: Iterable[str]) -> QuerySet[FieldEdit]:
    group = standing.members([row.pk])[row.pk]
    return FieldEdit.objects.filter(organisation__in=group, field__in=list(names))


def _refuse_circle(row: Organisation, changed: Values) -> None:
    public_id = changed.get("parent")
    parent = Organisation.objects.filter(public_id=public_id).first() if public_id else None
    if parent and row.pk in (parent.pk, *standing.above(parent.pk)):
        raise CannotChange(_("Die organisatie hoort zelf al bij deze. Dat kan niet allebei."))


def _decide(row: Organisation, before: Values, kind: Change.Kind, by: str) -> list[str]:
    """Compute the organisation anew and tell in its history what changed by it."""
    writing.recompute([row.pk])
    row.refresh_from_db()
    after = fields.current(row)
    differences = {n: [before[n], after[n]] for n in after if before[n] != after[n]}
    if differences:
        _tell(row, kind, differences, by)
        transaction.on_commit(lambda: tasks.update_index([row.pk]))
    return list(differences)


def _tell(row: Organisation, kind: Change.Kind, differences: Values, by: str) -> None:
    Change.objects.create(
        organisation=row, kind=kind, at=timezone.now(), by=by, differences=dict(differences)
    )
