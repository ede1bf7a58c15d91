# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Municipalities for a field that proposes while someone types, and their outlines for maps."""

import gzip
import json
from functools import cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from netwerkbouwer.places import gazetteer, names, queries

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


@cache
def _outlines() -> tuple[bytes, bytes]:
    """The packaged file with names and where to write them; as it is, and gzipped."""
    stored = json.loads((gazetteer.DATA / "outlines.json").read_bytes())
    scale = stored["scale"]
    names = {
        one.code: [one.label, round(one.lon * scale), round(one.lat * scale)]
        for one in gazetteer.load().municipalities.values()
    }
    kept = {"scale": scale, "municipalities": stored["municipalities"], "names": names}
    content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    return content, gzip.compress(content, 9, mtime=0)


@require_safe
@cache_control(public=True, max_age=86_400)
def outlines(request: HttpRequest) -> HttpResponse:
    """Every municipality as polygons; how they are written is told in `outlines.py`."""
    plain, small = _outlines()
    is_small = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(small if is_small else plain, content_type="application/json")
    if is_small:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
