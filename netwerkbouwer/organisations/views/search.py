# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the directory: one question, answered as a list, a map or a matrix, or as CSV."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations import (
    facts,
    forms,
    kind_pack,
    map_svg,
    matrices,
    place_map,
    queries,
    sectors,
    sheets,
)
from netwerkbouwer.organisations.forms import Question
from netwerkbouwer.places import areas

FRAGMENT = "X-NB-Fragment"
NEAR_KM = 15  # what 'in de buurt' means when someone finds nothing


@require_safe
@vary_on_headers(FRAGMENT)
def search_organisations(request: HttpRequest) -> HttpResponse:
    """Search; with the header X-NB-Fragment only the part of the page that changes."""
    question = _question(request)
    context = {
        "question": question,
        "page": question.page,
        **_form_context(question),
        **ANSWERS[question.view](question),
    }
    pages = context["pages"]
    if question.page > max(pages, 1):
        return redirect("/organisaties" + question.query(pagina=pages if pages > 1 else None))
    if request.headers.get(FRAGMENT) == "results":
        return render(request, "organisations/_results.html", context)
    return render(request, "organisations/search_organisations.html", context)


@require_safe
def export_organisations(request: HttpRequest) -> HttpResponse:
    """The same answer as a table to take along: organisations, or the matrix."""
    question = _question(request)
    if question.view == "matrix":
        return _csv(sheets.matrix_csv(matrices.build(question, _points(question))), "matrix")
    table = sheets.organisations_csv(
        queries.export(question.request), addresses.site_address(request)
    )
    return _csv(table, "organisaties")


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="netwerkbouwer-{name}.csv"'
    return response


def _question(request: HttpRequest) -> Question:
    kinds = {kind.id: kind.label for kind in kind_pack.load().by_id.values()}
    return forms.read(request.GET, kinds)


def _form_context(question: Question) -> dict[str, Any]:
    """What the form shows: choices, and what is chosen as chips that take it away again."""
    by_kind: dict[str, list[areas.Area]] = {}
    for area in areas.all_areas().values():
        group = area.country if area.kind in ("province", "region") else area.kind
        by_kind.setdefault(group, []).append(area)
    titles = (
        ("country", _("Landen")),
        ("BE", _("Gewesten en provincies van België")),
        ("NL", _("Provincies van Nederland")),
        ("reference_region", _("Vlaamse referentieregio’s")),
    )
    return {
        "is_start": not question.text and not question.is_filtered and question.page == 1,
        "with_neighbours": question.place and not question.km and question.view != "lijst",
        "export_query": question.query(toon="matrix" if question.view == "matrix" else ""),
        "area_groups": [(title, by_kind[key]) for key, title in titles],
        "radii": forms.RADII,
        "halves": tuple(forms.HALVES),
        "chosen": _chosen(question),
        "tabs": [
            (view, label, question.query(toon=view if view != "lijst" else ""))
            for view, label in zip(forms.VIEWS, (_("Lijst"), _("Kaart"), _("Matrix")), strict=True)
        ],
    }


def _chosen(question: Question) -> list[tuple[str, str]]:
    """Every filter in words, with the query that lets go of it."""
    found = [
        (sectors.label(slug), question.query(sector=[s for s in question.sectors if s != slug]))
        for slug in question.sectors
    ]
    if question.place:
        label = question.place.label
        if question.km:
            label = _("%(place)s en %(km)s km eromheen") % {"place": label, "km": question.km}
        found.append((label, question.query(gemeente="", straal=None)))
    if question.area:
        found.append((question.area.label, question.query(gebied="")))
    if question.half:
        found.append((_(question.parameters["deel"]), question.query(deel="")))
    if question.kind:
        kind = kind_pack.load().get(question.kind)
        found.append((kind.label if kind else question.kind, question.query(soort="")))
    return found


def _list_answer(question: Question) -> dict[str, Any]:
    found = queries.search(question.request)
    split = max(0, min(found.by_name - (found.page - 1) * facts.PAGE_SIZE, len(found.results)))
    by_name, by_subject = found.results[:split], found.results[split:]
    return {
        "total": found.total,
        "pages": found.pages,
        "notice": found.notice,
        "groups": _groups(question, by_name, by_subject),
        "facets": _facets(question, found.facets),
        "pager": _pager(question, found.pages),
        "most_shown": facts.MOST_PAGES * facts.PAGE_SIZE,
        "ways_out": [] if found.total else _ways_out(question),
    }


def _groups(
    question: Question,
    by_name: tuple[facts.OrganisationFacts, ...],
    by_subject: tuple[facts.OrganisationFacts, ...],
) -> list[tuple[str, tuple[facts.OrganisationFacts, ...]]]:
    """Results by name before results by subject, with headings when there are both."""
    if not (question.text and by_name and by_subject):
        return [("", by_name + by_subject)]
    return [(_("Met deze naam"), by_name), (_("Over dit onderwerp"), by_subject)]


def _facets(question: Question, found: tuple[facts.Facet, ...]) -> list[dict[str, Any]]:
    """Every sector with its count; a link puts it in the filter or takes it out."""
    shown = []
    for facet in found:
        is_on = facet.slug in question.sectors
        if not facet.count and not is_on:
            continue
        kept = [slug for slug in question.sectors if slug != facet.slug]
        query = question.query(sector=kept if is_on else [*kept, facet.slug])
        shown.append({"facet": facet, "is_on": is_on, "query": query})
    return shown


def _pager(question: Question, pages: int) -> list[tuple[int, str]]:
    """Numbers of pages with their queries; 0 stands for a gap."""
    return [
        (number, question.query(pagina=number if number > 1 else None))
        for number in addresses.near_pages(question.page, pages)
    ]


def _ways_out(question: Question) -> list[tuple[str, str]]:
    """What to try when nothing was found: the widest step first."""
    ways = []
    if question.place and not question.km:
        text = _("Zoek ook tot %(km)s km rond %(place)s")
        given = {"km": NEAR_KM, "place": question.place.label}
        ways.append((text % given, question.query(straal=NEAR_KM)))
    ways += [(_("Zoek zonder ‘%(what)s’") % {"what": w}, query) for w, query in _chosen(question)]
    if question.text and question.is_filtered:
        ways.append((_("Zoek overal naar ‘%(text)s’") % {"text": question.text}, _bare(question)))
    return ways


def _bare(question: Question) -> str:
    nothing = dict.fromkeys(("sector", "gemeente", "straal", "gebied", "deel", "soort"))
    return question.query(**nothing)


def _points(question: Question) -> list[facts.MapPoint]:
    """What was found per municipality; for one municipality, its neighbours too, to compare."""
    points = queries.map_points(matrices.wide_request(question))
    codes = matrices.municipalities_of(question)
    return points if codes is None else [point for point in points if point.code in set(codes)]


def _total(question: Question) -> int:
    return queries.search(question.request).total


def _map_answer(question: Question) -> dict[str, Any]:
    points = _points(question)
    total = sum(point.count for point in points)
    shown = place_map.build(question, points)
    return {
        "total": total,
        "pages": 1,
        "map": shown,
        "points_query": question.query(toon=""),
        "unplaced": 0 if question.filters.has_place else _total(question) - total,
        "svg": mark_safe(map_svg.to_svg(shown.drawing)),  # every text in it is escaped there
        "ways_out": [] if points else _ways_out(question),
    }


def _matrix_answer(question: Question) -> dict[str, Any]:
    points = _points(question)
    table = matrices.build(question, points)
    return {
        "total": sum(point.count for point in points),
        "pages": table.pages,
        "matrix": table,
        "pager": _pager(question, table.pages),
        "ways_out": [] if points else _ways_out(question),
    }


ANSWERS: dict[str, Callable[[Question], dict[str, Any]]] = {
    "lijst": _list_answer,
    "kaart": _map_answer,
    "matrix": _matrix_answer,
}
