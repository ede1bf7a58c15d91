# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole directory to take along: which files there are, and the files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations.open_data import catalogue, files, rows


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """What is in the files, from which sources, under which licences, and how to read them."""
    about = {
        "organisaties.csv": _("Tabel voor een rekenblad of om in te laden"),
        "organisaties.geojson": _("Punten voor een kaartprogramma"),
        "organisaties.jsonld": _("Gekoppelde gegevens met de termen van OSLO"),
        "organisaties-hsds.zip": _("Tabellen volgens HSDS 3, voor sociale kaarten"),
    }
    export = files.latest()
    listed = [(name, about[name], size) for name, size in export.sizes.items()] if export else []
    context = {"export": export, "files": listed, "sources": rows.sources()}
    return render(request, "organisations/show_catalogue.html", context)


@require_safe
def describe_catalogue(request: HttpRequest) -> JsonResponse:
    """The same for machines, as DCAT."""
    site = addresses.site_address(request)
    page = f"{site}{reverse('organisations:show_catalogue')}"
    told = catalogue.describe(files.latest(), page)
    return JsonResponse(told, content_type="application/ld+json")


@require_safe
def download_file(request: HttpRequest, name: str) -> FileResponse:
    """One of the files, as it was made last."""
    path = files.path_of(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"netwerkbouwer-{name}")
