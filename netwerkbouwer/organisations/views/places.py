# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The directory by place: all municipalities, and what is in one of them and what is not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netwerkbouwer.common import addresses, texts
from netwerkbouwer.organisations import facts, map_svg, queries, sectors
from netwerkbouwer.organisations.map_svg import Drawing
from netwerkbouwer.places import areas, gazetteer
from netwerkbouwer.places import queries as places
from netwerkbouwer.places.gazetteer import Municipality

NEAR_KM = 15  # how far a link looks for a sector that is missing here


@require_safe
def list_municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities by province, with how much we know there; `naam` goes straight to one."""
    name = texts.clean_line(request.GET.get("naam", "")[:400])
    refusal: places.UnknownMunicipality | None = None
    if name:
        try:
            return redirect("organisations:show_municipality", places.resolve(name).code)
        except places.UnknownMunicipality as error:
            refusal = error
    counts = {point.code: point.count for point in queries.map_points(facts.SearchRequest())}
    context = {
        "name": name,
        "refusal": refusal,
        "suggestions": _suggestions(refusal),
        "provinces": [
            (area, [(places.municipality(code), counts.get(code, 0)) for code in _by_name(area)])
            for area in areas.provinces()
        ],
    }
    return render(request, "organisations/list_municipalities.html", context)


def _by_name(area: areas.Area) -> list[str]:
    return sorted(area.codes, key=lambda code: texts.fold(gazetteer.by_code(code).name_nl))


def _suggestions(refusal: places.UnknownMunicipality | None) -> list[Municipality]:
    return [places.resolve(name) for name in refusal.suggestions] if refusal else []


@require_safe
def show_municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What is in a municipality and what is missing; old codes and names go to the right page."""
    try:
        here = places.municipality(code)
    except places.UnknownMunicipality as error:
        context = {"refusal": error, "suggestions": _suggestions(error)}
        return render(request, "organisations/unknown_municipality.html", context, status=404)
    if here.code != code:
        return redirect("organisations:show_municipality", here.code, permanent=True)
    number = addresses.page_number(request.GET.get("pagina", ""), facts.MOST_PAGES)
    found = queries.organisations_in(code, number)
    return render(request, "organisations/show_municipality.html", _context(here, found))


def _context(here: Municipality, found: facts.SearchPage) -> dict[str, Any]:
    counts = queries.sectors_in(here.code)
    province = areas.province_of(here.code)
    region = areas.area(f"referentieregio-{texts.slugify(here.reference_region)}")
    return {
        "here": here,
        "other_names": dict.fromkeys(
            name for name in (here.name_fr, here.name_de) if name and name != here.name_nl
        ),
        "province": province,
        "reference_region": region if here.reference_region else None,
        "neighbours": places.neighbours_of(here.code),
        "abroad": here.country,
        "present": [(s, counts[s.slug]) for s in sectors.SECTORS if counts.get(s.slug)],
        "missing": [s for s in sectors.SECTORS if not counts.get(s.slug)],
        "near_km": NEAR_KM,
        "found": found,
        "page": found.page,
        "pager": [(n, f"?pagina={n}") for n in addresses.near_pages(found.page, found.pages)],
        "pager_address": reverse("organisations:show_municipality", args=[here.code]),
        "svg": _outline(here),
    }


def _outline(here: Municipality) -> SafeString:
    """The municipality and its neighbours; a click on one goes there, as the list does."""
    neighbours = places.neighbours_of(here.code)
    links = {
        one.code: (reverse("organisations:show_municipality", args=[one.code]), one.label)
        for one in neighbours
    }
    drawing = Drawing(
        frame=map_svg.frame_around([here.code], width=360, tallest=360, margin=0.35),
        inside=frozenset({here.code, *links}),
        counts={here.code: 10},
        links=links,
        spots=(),
        title=_("%(place)s en de buurgemeenten") % {"place": here.label},
        own=here.code,
    )
    return mark_safe(map_svg.to_svg(drawing))  # every text in it is escaped there
