# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings rows of organisations in line with what was told about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models as django_models
from django.utils import timezone

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations import golden, hierarchy, kind_pack, told
from netwerkbouwer.organisations.models import (
    Identifier,
    Offering,
    Organisation,
    OrganisationSector,
    OtherName,
)

AT_ONCE = 500
# Columns that follow from what was told. An override of the half, a merge and the ids stay.
COLUMNS = (*golden.COLUMNS, "gone_on", "parent_id", "culture_core_id")
# Lists that belong to an organisation: model, and the columns besides the organisation.
CHILDREN: tuple[tuple[type[django_models.Model], tuple[str, ...]], ...] = (
    (OtherName, ("name",)),
    (OrganisationSector, ("sector",)),
    (Identifier, ("scheme", "value")),
    (Offering, ("kind", "text")),
)
# What is written with them and is no part of what was told.
MORE_COLUMNS: dict[type[django_models.Model], tuple[str, ...]] = {
    Offering: ("published_on", "is_own", "source")
}
OFFER, QUESTION = Offering.Kind.OFFER.value, Offering.Kind.QUESTION.value
NOT_TOLD = frozenset({"name_folded"})  # differences that say nothing to a reader

Values = tuple[Any, ...]
Lists = tuple[list[Values], ...]
Differences = dict[str, list[Any]]  # field → [before, after], as JSON


@dataclass(slots=True)
class _Row:
    """An organisation as it stands: columns, and lists in their order."""

    columns: Values
    lists: Lists
    said: dict[Values, Values] = field(default_factory=dict)
    """Per offer and question (kind, text): since when, whether it is their own word, the source."""


def rows_of_lists(lists: Mapping[str, Sequence[Any]]) -> Lists:
    """The lists of golden values as rows, in the order of CHILDREN."""
    offers = [(OFFER, text) for text in lists["offers"]]
    questions = [(QUESTION, text) for text in lists["questions"]]
    return (
        [(name,) for name in lists["other_names"]],
        [(sector,) for sector in lists["sectors"]],
        [tuple(each) for each in lists["identifiers"]],
        offers + questions,
    )


def refresh(pks: Iterable[int]) -> dict[int, Differences]:
    """Decide these organisations anew, with all they were merged into; give what changed.

    Stands in a transaction of the caller. Organisations that no source ever told of and nobody
    edited are left alone.
    """
    changed: dict[int, Differences] = {}
    for chunk in bulk.in_chunks(sorted(told.with_kept(pks)), AT_ONCE):
        changed |= _refresh(chunk)
    return changed


def _refresh(pks: list[int]) -> dict[int, Differences]:
    gathered = {pk: each for pk, each in told.gather(pks).items() if each.told}
    rows = _rows(gathered)
    wanted = _wanted({pk: gathered[pk] for pk in rows}, rows)
    differing = {pk: row for pk, row in wanted.items() if row.columns != rows[pk].columns}
    bulk.update(Organisation, COLUMNS, ((*row.columns, pk) for pk, row in differing.items()))
    _write_lists(rows, wanted)
    found = {pk: _differences(rows[pk], row) for pk, row in wanted.items()}
    return {pk: differences for pk, differences in found.items() if differences}


def _rows(pks: Iterable[int]) -> dict[int, _Row]:
    stored = Organisation.objects.filter(pk__among=pks).order_by("pk").values_list("pk", *COLUMNS)
    lists = lists_of(pks)
    return {pk: _Row(tuple(columns), lists[pk]) for pk, *columns in stored}


def lists_of(pks: Iterable[int]) -> dict[int, Lists]:
    """The lists of these organisations as they stand, in the order of CHILDREN."""
    found: dict[int, Lists] = {pk: ([], [], [], []) for pk in pks}
    for place, (model, columns) in enumerate(CHILDREN):
        rows = model._default_manager.filter(organisation__among=found).order_by("pk")
        for owner, *values in rows.values_list("organisation_id", *columns):
            found[owner][place].append(tuple(values))
    return found


def _wanted(gathered: dict[int, told.Gathered], rows: dict[int, _Row]) -> dict[int, _Row]:
    kinds = kind_pack.load()
    decided = {pk: golden.resolve(each.told, each.edits, kinds) for pk, each in gathered.items()}
    parents = _parents(gathered, decided)
    cores = _said(gathered, "culture_core")
    found = {}
    for pk, one in decided.items():
        columns = (
            *(one.values[column] for column in golden.COLUMNS),
            gathered[pk].gone_on,
            parents.get(pk),
            cores.get(pk) if "culture_core" in gathered[pk].edits else rows[pk].columns[-1],
        )
        found[pk] = _Row(columns, rows_of_lists(one.lists), _who_says(one, gathered[pk].told))
    return found


def _who_says(one: golden.Golden, told: Sequence[golden.Told]) -> dict[Values, Values]:
    """Per offer and question MORE_COLUMNS of Offering: a source that tells it goes for a person."""
    found: dict[Values, Values] = {}
    tellers = golden.tellers(told) if one.lists["offers"] or one.lists["questions"] else {}
    for kind, name in ((OFFER, "offers"), (QUESTION, "questions")):
        for text in one.lists[name]:
            basis = tellers.get((name, text)) or one.basis[name]
            day = published_on(basis.on)
            found[kind, text] = (day, basis.is_own, basis.source_name[:120])
    return found


def published_on(told_on: date | None) -> date | None:
    """Since when what was told stands on a page; a source may be ahead of the calendar."""
    return min(told_on, timezone.localdate()) if told_on else None


def _parents(
    gathered: dict[int, told.Gathered], decided: dict[int, golden.Golden]
) -> dict[int, int]:
    """What each is a part of: what a person says, else what a source says and we can find."""
    asked = {
        pk: (one.basis["parent"].source, one.parent)
        for pk, one in decided.items()
        if one.parent and "parent" not in gathered[pk].edits
    }
    found = hierarchy.find(asked.values()) if asked else {}
    parents = {pk: found[wanted] for pk, wanted in asked.items() if wanted in found}
    parents |= {pk: parent for pk, parent in _said(gathered, "parent").items() if parent}
    return hierarchy.without_circles(parents) if parents else {}


def _said(gathered: dict[int, told.Gathered], name: str) -> dict[int, int | None]:
    """Links to other organisations that people made, by key."""
    said = {pk: str(one.edits[name].value or "") for pk, one in gathered.items()
            if name in one.edits}  # fmt: skip
    if not said:
        return {}
    rows = Organisation.objects.filter(public_id__in=set(said.values())).order_by()
    by_id = dict(rows.values_list("public_id", "pk"))
    return {pk: by_id.get(public_id) for pk, public_id in said.items()}


def _write_lists(rows: dict[int, _Row], wanted: dict[int, _Row]) -> None:
    """Make each list as it should be, in its order: append when that does it, else anew."""
    for place, (model, columns) in enumerate(CHILDREN):
        anew: list[int] = []
        added: list[Values] = []
        for pk, row in wanted.items():
            before, after = rows[pk].lists[place], row.lists[place]
            if before == after:
                continue
            kept = len(before) if after[: len(before)] == before else 0
            if before and not kept:
                anew.append(pk)
            added += [(pk, *values) for values in after[kept:]]
        if model is Offering:
            added = _dated(added, wanted)
        if anew:
            model._default_manager.filter(organisation_id__in=anew).delete()
        if added:
            more = MORE_COLUMNS.get(model, ())
            bulk.insert(model, ("organisation_id", *columns, *more), added)


def _dated(added: Sequence[Values], wanted: Mapping[int, _Row]) -> list[Values]:
    """Each text with MORE_COLUMNS: those of before when it stood there, else as it is told now."""
    owners = {pk for pk, *_ in added}
    stored = Offering.objects.filter(organisation__in=owners).order_by() if owners else ()
    before = {
        (row.organisation_id, row.kind, row.text): (row.published_on, row.is_own, row.source)
        for row in stored
    }
    return [(*row, *before.get(row, wanted[row[0]].said[row[1:]])) for row in added]


def _differences(before: _Row, after: _Row) -> Differences:
    found: Differences = {}
    for column, old, new in zip(COLUMNS, before.columns, after.columns, strict=True):
        if old != new and column not in NOT_TOLD:
            found[column.removesuffix("_id")] = [_as_json(old), _as_json(new)]
    for one, two in zip(_by_name(before.lists), _by_name(after.lists), strict=True):
        if one[1] != two[1]:
            found[one[0]] = [one[1], two[1]]
    return found


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _by_name(lists: Lists) -> list[tuple[str, list[Any]]]:
    """The lists under the names that golden values give them, as JSON."""
    names, sectors, identifiers, offerings = lists
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, text in offerings:
        by_kind[kind].append(text)
    return [
        ("other_names", [name for (name,) in names]),
        ("sectors", [sector for (sector,) in sectors]),
        ("identifiers", [list(each) for each in identifiers]),
        ("offers", by_kind[OFFER]),
        ("questions", by_kind[QUESTION]),
    ]
