# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Municipalities for a field that proposes while someone types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from netwerkbouwer.places import names, queries

MOST = 8


@require_safe
@cache_control(private=True, max_age=3600)
def search(request: HttpRequest) -> JsonResponse:
    """Municipalities for what was typed so far: `[{"code", "label"}]`, the likeliest first.

    A label sent back in a form is understood by `queries.resolve`.
    """
    typed = request.GET.get("q", "")
    if len(typed) > names.LONGEST_NAME:
        return JsonResponse([], safe=False)
    found = queries.search_municipalities(typed, MOST)
    answer = [{"code": match.municipality.code, "label": match.label} for match in found]
    return JsonResponse(answer, safe=False)
