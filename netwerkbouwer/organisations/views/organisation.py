# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One organisation: what we know, from where, and who is nearby."""

import json
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations import (
    facts,
    kind_pack,
    linked_data,
    map_svg,
    models,
    origins,
    panels,
    queries,
    sectors,
)
from netwerkbouwer.organisations.curation import access, listing
from netwerkbouwer.organisations.map_svg import Drawing
from netwerkbouwer.places import areas
from netwerkbouwer.places import queries as places

NEARBY_KM = 10
NEARBY_SHOWN = 6


@require_safe
def show_organisation(request: HttpRequest, address: str) -> HttpResponse:
    """The page of an organisation; an old name or a merged organisation redirects.

    One that asked not to be found answers 410, with a sentence.
    """
    try:
        page = _page(address)
    except facts.HiddenOrganisation:
        return render(request, "organisations/hidden_organisation.html", status=410)
    here = page.facts
    if page.moved or address != here.address:
        return redirect("organisations:show_organisation", here.address, permanent=True)
    place = places.municipality(here.municipality_code) if here.municipality_code else None
    context = {
        "page": page,
        "here": here,
        "place": place,
        "province": areas.province_of(place.code) if place else None,
        "kind": kind_pack.load().get(here.kind),
        "website": safe_website(here.website),
        "source_link": safe_website(page.source_url),
        "sectors": [(slug, sectors.label(slug)) for slug in here.sectors],
        "identifiers": [(facts.register(scheme), value) for scheme, value in page.identifiers],
        "origins": origins.told(queries.provenance(here.pk, page.group)),
        "svg": _thumbnail(here) if place else "",
        "panels": panels.panels(page),
        "nearby": _nearby(here),
        "nearby_query": f"?gemeente={quote(here.municipality)}&straal={NEARBY_KM}",
        "has_boards": settings.BOARD_COOKIE in request.COOKIES,
        "board_query": f"?zoek={quote(here.name)}",
        "json_address": reverse("organisations:describe_organisation", args=[here.address]),
        "listing": listing.of(request, page),
    }
    answer = render(request, "organisations/show_organisation.html", context)
    return access.unindexed(answer) if page.is_person else answer


@require_safe
def describe_organisation(request: HttpRequest, address: str) -> HttpResponse:
    """The same for machines, as schema.org in JSON-LD."""
    try:
        page = _page(address)
    except facts.HiddenOrganisation:
        return HttpResponse(status=410)
    right = page.facts.address
    if page.moved or address != right:
        return redirect("organisations:describe_organisation", right, permanent=True)
    if page.is_person:  # a page for people, never a file for machines
        raise Http404
    base = addresses.site_address(request)
    made = json.dumps(linked_data.describe(page, base), ensure_ascii=False, indent=1)
    return HttpResponse(made, content_type="application/ld+json; charset=utf-8")


def _page(address: str) -> facts.OrganisationPage:
    try:
        return queries.organisation(address[: models.ID_LENGTH].lower())
    except facts.UnknownOrganisation:
        raise Http404 from None


def safe_website(address: str) -> str:
    """Give an address to link to, or an empty text when it is not one of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def _thumbnail(here: facts.OrganisationFacts) -> SafeString:
    """A small map: the municipality among its neighbours, and a dot where we know the place."""
    code = here.municipality_code
    frame = map_svg.frame_around([code], width=320, tallest=320, margin=0.2)
    dots: tuple[map_svg.Dot, ...] = ()
    if here.lat is not None and here.lon is not None and here.precision == "address":
        x, y = frame.place_degrees(here.lon, here.lat)
        dots = (map_svg.Dot(x, y),)
    drawing = Drawing(
        frame=frame,
        inside=frozenset({code}),
        counts={code: 1},
        links={},
        spots=(),
        title=_("Waar %(place)s ligt") % {"place": here.municipality},
        own=code,
        dots=dots,
    )
    return mark_safe(map_svg.to_svg(drawing))  # every text in it is escaped there


def _nearby(here: facts.OrganisationFacts) -> list[facts.OrganisationFacts]:
    """Organisations nearby in other sectors, one per sector, the nearest first."""
    if not here.municipality_code:
        return []
    others = tuple(s.slug for s in sectors.SECTORS if s.slug not in here.sectors)
    filters = facts.Filters(
        sectors=others, municipality=here.municipality_code, within_km=NEARBY_KM
    )
    origin = here.municipality_code
    found = queries.search(facts.SearchRequest(filters=filters, origin=origin, by_distance=True))
    nearest = sorted(found.results, key=lambda one: (one.km or 0, not one.description))
    first: dict[str, facts.OrganisationFacts] = {}
    for one in nearest:
        first.setdefault(one.sector, one)
    rest = [one for one in nearest if one not in first.values()]
    return [one for one in (*first.values(), *rest) if one.pk != here.pk][:NEARBY_SHOWN]
