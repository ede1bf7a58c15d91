# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The library as pages: every item with its source, its date and what it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerkbouwer.common import addresses, texts
from netwerkbouwer.library import facts, queries, search
from netwerkbouwer.library.schema import Item, Pack

PAGE = 60
FOUND_EVERYWHERE = 40


@dataclass
class Shelf:
    """Items under one heading."""

    label: str
    items: list[Item] = field(default_factory=list)


@require_safe
def list_packs(request: HttpRequest) -> HttpResponse:
    """All packs, or what a search through all of them found."""
    text = texts.clean_line(request.GET.get("q", ""))[:200]
    found = search.find(text)
    context = {
        "packs": sorted(queries.packs(), key=lambda pack: pack.title),
        "text": text,
        "found": found[:FOUND_EVERYWHERE],
        "total": len(found),
    }
    return render(request, "library/list_packs.html", context)


@require_safe
def show_pack(request: HttpRequest, kind: str) -> HttpResponse:
    """The items of a pack: by group, searched, a page at a time."""
    pack = _pack(kind)
    text = texts.clean_line(request.GET.get("q", ""))[:200]
    group = request.GET.get("groep", "")
    items = [item for _pack_, item in search.find(text, pack.pack)] if text else pack.items
    found = [item for item in items if group in ("", item.group)]
    last = max(1, -(-len(found) // PAGE))
    number = addresses.page_number(request.GET.get("blad", ""), last)
    page = found[(number - 1) * PAGE : number * PAGE]
    context = {
        "pack": pack,
        "text": text,
        "group": group,
        "groups": _groups(pack),
        "total": len(found),
        "shelves": [Shelf("", page)] if text else _shelves(pack, page),
        "pages": _pages(number, last, text, group),
    }
    return render(request, "library/show_pack.html", context)


def _pack(kind: str) -> Pack:
    try:
        return queries.pack_of_kind(kind)
    except queries.UnknownItem:
        raise Http404 from None


def _groups(pack: Pack) -> list[tuple[str, str, int]]:
    """(name, label, how many) of every group that has items; none when there is only one."""
    names = [item.group for item in pack.items if item.group]
    found = [(name, pack.group_label(name), names.count(name)) for name in dict.fromkeys(names)]
    return found if len(found) > 1 else []


def _shelves(pack: Pack, items: Iterable[Item]) -> list[Shelf]:
    shelves: dict[str, Shelf] = {}
    for item in items:
        label = _shelf_label(pack, item)
        shelves.setdefault(label, Shelf(label)).items.append(item)
    return list(shelves.values())


def _shelf_label(pack: Pack, item: Item) -> str:
    group = pack.group_label(item.group) if item.group else ""
    if not item.subgroup or item.subgroup == item.group:
        return group
    return f"{group}: {pack.group_label(item.subgroup).lower()}"


def _pages(number: int, last: int, text: str, group: str) -> dict[str, str | int]:
    """Where we are in a long list, and the addresses of the pages around it."""

    def address(page: int) -> str:
        asked = {"q": text, "groep": group, "blad": page if page > 1 else ""}
        return "?" + urlencode({key: value for key, value in asked.items() if value})

    return {
        "number": number,
        "last": last,
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if number < last else "",
    }


@require_safe
def show_item(request: HttpRequest, kind: str, item_id: str) -> HttpResponse:
    """One item with everything we know about it."""
    pack = _pack(kind)
    item = pack.item(item_id)
    if item is None:
        raise Http404
    context = {
        "pack": pack,
        "item": item,
        "group_label": pack.group_label(item.subgroup),
        "wordings": _wordings(item),
        "facts": facts.facts(item),
        "conditions": facts.conditions(item),
        "is_scheme": pack.pack == "schemes",
        "sources": pack.sources_of(item),
        "related": _related(pack, item),
    }
    return render(request, "library/show_item.html", context)


def _wordings(item: Item) -> list[tuple[str, str, str]]:
    """(variant, label, text) where Flanders and the Netherlands say it differently."""
    said = [
        ("Vlaanderen", item.label_in("vl"), item.text_in("vl")),
        ("Nederland", item.label_in("nl"), item.text_in("nl")),
    ]
    return said if said[0][1:] != said[1][1:] else []


def _related(pack: Pack, item: Item) -> list[tuple[Pack, list[Item]]]:
    """Items of other packs that this one points at, or that point at it, by pack."""
    found: dict[str, dict[str, Item]] = {}
    for name, targets in item.links.items():
        for target in targets:
            found.setdefault(name, {})[target] = queries.item(name, target)
    for other, entry in queries.linking_to(pack.pack, item.id):
        found.setdefault(other.pack, {})[entry.id] = entry
    return [(queries.pack(name), list(entries.values())) for name, entries in found.items()]
