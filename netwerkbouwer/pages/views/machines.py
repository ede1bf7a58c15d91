# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that machines ask for at agreed addresses."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from netwerkbouwer.common.templatetags import nb

PAPER = "#fffdf8"
# Boards are private, and links in their pages change things.
ROBOTS = "User-agent: *\nDisallow: /borden\nDisallow: /stijl\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness, as RFC 9116 says; not there when nobody is named."""
    if not settings.CONTACT:
        raise Http404
    expires = (datetime.now(UTC) + timedelta(days=180)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    lines = [
        f"Contact: mailto:{settings.CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
    ]
    if settings.SITE_ADDRESS:
        lines.append(f"Canonical: {settings.SITE_ADDRESS}/.well-known/security.txt")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that opens joined boards without a network; at the root, so that it reaches all.

    Browsers ask for it again and again: that is how they get a newer one.
    """
    path = nb.built_file("live/worker.ts")
    if path is None:
        raise Http404
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    kind = "text/javascript; charset=utf-8"
    return HttpResponse(path.read_bytes(), content_type=kind, headers=headers)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a browser needs to put the product on a home screen."""
    described = {
        "name": "Netwerkbouwer",
        "short_name": "Netwerkbouwer",
        "lang": "nl",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(described, content_type="application/manifest+json")
