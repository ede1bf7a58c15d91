# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The directory by sector: what the library says about it beside who the directory knows."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.organisations import facts, forms
from netwerkbouwer.organisations import queries as directory
from netwerkbouwer.organisations.sectors import BY_SLUG, SECTORS
from netwerkbouwer.pages import queries
from netwerkbouwer.places import areas

SHOWN = 12  # organisations on the page; the search has them all
LARGEST = 20  # sources named with their counts; the page on sources has all


@require_safe
def list_sectors(request: HttpRequest) -> HttpResponse:
    """The 21 sectors, each in a sentence, with how many organisations we know."""
    counts = {one.slug: one for one in directory.counts_by_sector_and_country()}
    entries = [(sector, _item(sector.slug), counts.get(sector.slug)) for sector in SECTORS]
    return render(request, "pages/list_sectors.html", {"entries": entries})


@require_safe
def show_sector(request: HttpRequest, slug: str) -> HttpResponse:
    """What a sector is, whom to think of, where we know someone, and who."""
    sector = BY_SLUG.get(slug)
    if sector is None:
        near = forms.sector_slug(slug)
        if near:
            return redirect("pages:show_sector", near, permanent=True)
        raise Http404
    request_all = facts.SearchRequest(filters=facts.Filters(sectors=(slug,)))
    found = directory.search(request_all)
    item = _item(slug)
    context = {
        "sector": sector,
        "item": item,
        "card": _card(item),
        "found": found,
        "results": found.results[:SHOWN],
        "provinces": _per_province(directory.map_points(request_all)),
    }
    return render(request, "pages/show_sector.html", context)


@require_safe
def show_counts(request: HttpRequest) -> HttpResponse:
    """What is in the directory: counts per sector and country, and from which sources."""
    directory_counts = queries.directory_counts()
    context = {
        "directory": directory_counts,
        "sources": directory_counts.sources[:LARGEST],
        "more_sources": max(0, len(directory_counts.sources) - LARGEST),
    }
    return render(request, "pages/show_counts.html", context)


def _item(slug: str) -> Item | None:
    try:
        return library.item("sectors", slug)
    except library.UnknownItem:
        return None


def _card(item: Item | None) -> dict[str, Any] | None:
    """The partner card of a sector: whom to think of, and questions that help."""
    card_id = item.data.get("card") if item else None
    if not card_id:
        return None
    card = library.item("partner_cards", card_id)
    return {
        "id": card.id,
        "text": card.text,
        "actors": card.data.get("actors", []),
        "actors_nl": card.data.get("actors_nl", []),
        "questions": card.data.get("questions", []),
    }


def _per_province(points: Sequence[facts.MapPoint]) -> list[tuple[areas.Area, int]]:
    counts = {point.code: point.count for point in points}
    return [(area, sum(counts.get(code, 0) for code in area.codes)) for area in areas.provinces()]
