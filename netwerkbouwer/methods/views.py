# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The methods as pages: what each is for, and a form to start."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Pack
from netwerkbouwer.methods import queries
from netwerkbouwer.methods.template import Method


@require_safe
def list_methods(request: HttpRequest) -> HttpResponse:
    return render(request, "methods/list_methods.html", {"methods": queries.published()})


@require_safe
def show_method(request: HttpRequest, slug: str) -> HttpResponse:
    """One method, and the form that makes a board with it."""
    try:
        method = queries.newest(slug)
    except queries.UnknownMethod:
        raise Http404 from None
    context = {
        "method": method,
        "decks": _decks(method),
        "terms": ("werking", "OCMW", "schepen"),
    }
    return render(request, "methods/show_method.html", context)


def _decks(method: Method) -> list[Pack]:
    """The packs whose cards lie in this method."""
    names = dict.fromkeys(zone.deck for zone in method.zones.values() if zone.deck)
    return [library.pack(name) for name in names]
