# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what an organisation is a part of, from the id or the name that a source gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from netwerkbouwer.common import bulk, texts
from netwerkbouwer.organisations.models import Organisation, SourceRecord

MOST_LEVELS = 50

# A source's slug (empty: any) and what it calls the parent.
Wanted = tuple[str, str]


def find(wanted: Iterable[Wanted]) -> dict[Wanted, int]:
    """Map what is told to an organisation, where there is exactly one.

    By a key of the same source, else a source id, else a name that only one organisation has.
    One that was merged gives the one it was merged into.
    """
    told = set(wanted)
    found: dict[Wanted, int] = {}
    for chunk in bulk.in_chunks(told, 2_000):
        by_key = _by_key(chunk)
        by_id, by_name = _by_id_and_name({text for _, text in chunk})
        for slug, text in chunk:
            named = by_name[texts.fold(text)[:250]]
            only = named[0] if len(named) == 1 else None
            pk = by_key.get((slug, text)) or by_id.get(text) or only
            if pk is not None:
                found[slug, text] = pk
    return _kept(found)


def _by_key(chunk: list[Wanted]) -> dict[Wanted, int]:
    found: dict[Wanted, int] = {}
    per_source: dict[str, list[str]] = defaultdict(list)
    for slug, text in chunk:
        per_source[slug].append(text)
    for slug, keys in per_source.items():
        rows = SourceRecord.objects.filter(source=slug, key__in=keys).order_by()
        found |= {(slug, key): pk for key, pk in rows.values_list("key", "organisation_id")}
    return found


def _by_id_and_name(told: set[str]) -> tuple[dict[str, int], dict[str, list[int]]]:
    rows = Organisation.objects.order_by("pk")
    by_id = dict(rows.filter(source_id__in=told).values_list("source_id", "pk"))
    names = {texts.fold(text)[:250] for text in told}
    by_name: dict[str, list[int]] = defaultdict(list)
    named = rows.filter(name_folded__in=names, merged_into=None, gone_on=None)
    for name, pk in named.values_list("name_folded", "pk"):
        by_name[name].append(pk)
    return by_id, by_name


def _kept(found: dict[Wanted, int]) -> dict[Wanted, int]:
    for _ in range(MOST_LEVELS):
        rows = Organisation.objects.filter(pk__in=set(found.values())).exclude(merged_into=None)
        into = dict(rows.order_by().values_list("pk", "merged_into_id"))
        if not into:
            break
        found = {key: into.get(pk) or pk for key, pk in found.items()}
    return found


def without_circles(parents: Mapping[int, int]) -> dict[int, int]:
    """Leave out who would become a part of itself, at any level; {part: parent}."""
    above = _above(parents)
    allowed: dict[int, int] = {}
    for pk, parent in sorted(parents.items()):
        current: int | None = parent
        for _ in range(MOST_LEVELS):
            if current is None or current == pk:
                break
            current = allowed.get(current, above.get(current))
        if current is None:
            allowed[pk] = parent
    return allowed


def _above(parents: Mapping[int, int]) -> dict[int, int | None]:
    """The parents as they stand, of everything that is above these."""
    found: dict[int, int | None] = {}
    waiting = set(parents.values())
    for _ in range(MOST_LEVELS):
        rows = Organisation.objects.filter(pk__in=waiting).order_by()
        found |= dict(rows.values_list("pk", "parent_id"))
        waiting = {pk for pk in found.values() if pk is not None} - set(found)
        if not waiting:
            break
    return found
