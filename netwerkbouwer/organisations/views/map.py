# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the sliding map asks for: points of an answer, and the cards of those someone points at."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerkbouwer.organisations import forms, index_files, kind_pack, map_points, queries
from netwerkbouwer.organisations.models import ID_ALPHABET

MOST_CARDS = 20


@require_safe
def list_points(request: HttpRequest) -> JsonResponse:
    """Points of what the same question finds as a list. 503 while there is no index."""
    kinds = {kind.id: kind.label for kind in kind_pack.load().by_id.values()}
    question = forms.read(request.GET, kinds)
    try:
        return JsonResponse(map_points.points(question.request))
    except index_files.IndexUnavailable as error:
        return JsonResponse({"sentence": str(error)}, status=503)


@require_safe
def show_cards(request: HttpRequest) -> HttpResponse:
    """A part of a page: the cards of some organisations, in the order asked for."""
    ids = [one for one in request.GET.getlist("id") if set(one) <= set(ID_ALPHABET)][:MOST_CARDS]
    found = queries.facts_of_ids(ids)
    return render(request, "organisations/_cards.html", {"results": found})
