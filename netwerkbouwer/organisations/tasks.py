# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the search index in line with the rows."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models as django_models
from django.db.models import Count
from django.utils.module_loading import import_string

from netwerkbouwer.organisations import index_files, kind_pack, search_index, sectors
from netwerkbouwer.organisations.index_files import IndexVersion
from netwerkbouwer.organisations.kinds import Kind
from netwerkbouwer.organisations.models import (
    Offering,
    Organisation,
    OrganisationSector,
    OtherName,
)
from netwerkbouwer.organisations.search_index import IndexDocument

logger = logging.getLogger(__name__)
CHUNK = 1_000
COLUMNS = (
    "pk",
    "name",
    "municipality_id",
    "municipality__country",
    "main_sector",
    "half",
    "half_override",
    "kind",
    "lat",
    "lon",
    "is_person",
    "municipality__lat",
    "municipality__lon",
    "description",
    "website",
    "street",
    "checked_on",
    "confirmed_on",
)
Lists = dict[int, list[str]]


def build_index(*, progress: Callable[[int], None] | None = None) -> IndexVersion:
    """Make the index of all organisations anew and put it in use. Raises IndexUnavailable."""
    kinds = tuple(kind_pack.load().by_id)
    ranges = search_index.Ranges(kinds, tuple(settings.INDEX_LISTS), lists_version())
    root = settings.SEARCH_INDEX_DIR
    return search_index.build(root, _all(), ranges, fetch=_documents, progress=progress)


def lists_version() -> str:
    """How the lists of today are made: what lies in an index of another version must be remade."""
    return "; ".join(import_string(name)() for name in settings.INDEX_VERSIONS)


def update_index(pks: Iterable[int]) -> None:
    """Bring the index in line with these organisations, changed or gone.

    What cannot be done is only logged: the rows are right, and the next update or a rebuild makes
    the index right.
    """
    try:
        search_index.update(settings.SEARCH_INDEX_DIR, sorted(set(pks)), _documents)
    except index_files.IndexUnavailable as error:
        logger.warning("Search index not updated: %s", error)


def indexed() -> int:
    """How many organisations the index in use holds; 0 when there is none that we can read."""
    try:
        return search_index.current(settings.SEARCH_INDEX_DIR).count
    except index_files.IndexUnavailable:
        return 0


def _all() -> Iterator[IndexDocument]:
    last = 0
    rows = Organisation.objects.order_by("pk").values_list("pk", flat=True)
    while pks := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from _documents(pks)
        last = pks[-1]


def _documents(pks: Sequence[int]) -> list[IndexDocument]:
    """Documents of those of these organisations that people find, with what other parts list.

    `settings.INDEX_LISTS` names functions that give a list of whole numbers for each document.
    """
    lists: list[dict[str, Sequence[int]]] = [{} for _ in pks]
    found = list(_rows(pks, lists))
    for name, path in settings.INDEX_LISTS.items():
        for each, values in zip(lists, import_string(path)(found), strict=False):
            each[name] = values
    return found


def _rows(pks: Sequence[int], lists: Sequence[dict[str, Any]]) -> Iterator[IndexDocument]:
    """Documents by key; each gets the next one of `lists`, to be filled when all are known."""
    rows = Organisation.objects.shown().filter(pk__among=pks).order_by("pk")
    names = _lists(OtherName, "name", pks)
    of_sectors = _lists(OrganisationSector, "sector", pks)
    offers = _lists(Offering, "text", pks, kind=Offering.Kind.OFFER)
    questions = _lists(Offering, "text", pks, kind=Offering.Kind.QUESTION)
    below = Organisation.objects.shown().filter(parent__among=pks).order_by()
    parts = dict(below.values_list("parent").annotate(count=Count("pk")))
    kinds = kind_pack.load()
    for row, own_lists in zip(rows.values(*COLUMNS), lists, strict=False):
        pk = row["pk"]
        kind = kinds.get(row["kind"])
        all_sectors = tuple(dict.fromkeys((row["main_sector"], *of_sectors[pk])))
        yield IndexDocument(
            pk=pk,
            name=row["name"],
            other_names=tuple(names[pk]),
            municipality=row["municipality_id"] or "",
            country=row["municipality__country"] or "",
            sectors=all_sectors,
            main_sector=row["main_sector"],
            half=row["half_override"] or row["half"],
            kind=row["kind"],
            # Of a one-person business no map shows more than the municipality.
            lat=row["municipality__lat"] if row["is_person"] else row["lat"],
            lon=row["municipality__lon"] if row["is_person"] else row["lon"],
            description=row["description"],
            labels=labels(kind, all_sectors),
            offers=tuple(offers[pk]),
            questions=tuple(questions[pk]),
            usually_offers=kind.offers if kind else (),
            usually_seeks=kind.needs if kind else (),
            checked=max((d.toordinal() for d in _days(row)), default=0),
            known=sum(bool(fact) for fact in _facts(row, offers[pk] or questions[pk])),
            parts=parts.get(pk, 0),
            lists=own_lists,
        )


def _days(row: dict[str, Any]) -> list[date]:
    """When someone looked whether this is still right."""
    return [day for day in (row["checked_on"], row["confirmed_on"]) if day is not None]


def _facts(row: dict[str, Any], published: Sequence[str]) -> tuple[object, ...]:
    """What makes a page useful: there or not."""
    told = row["description"]
    return row["website"], row["street"], told, told or published


def labels(kind: Kind | None, slugs: Iterable[str]) -> tuple[str, ...]:
    """Words for what it is: the kind in both variants, the sectors but 'Andere'."""
    found = [sectors.label(slug) for slug in slugs if slug != sectors.OTHER]
    return tuple(dict.fromkeys((*((kind.label, kind.label_nl) if kind else ()), *found)))


def _lists(model: type[django_models.Model], column: str, pks: Sequence[int], **only: Any) -> Lists:
    found: Lists = defaultdict(list)
    rows = model._default_manager.filter(organisation__among=pks, **only).order_by("pk")
    for owner, value in rows.values_list("organisation_id", column):
        found[owner].append(value)
    return found
