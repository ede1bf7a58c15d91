# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor chose, kept in a cookie: the language and the looks."""

from collections.abc import Container
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from netwerkbouwer.common import context

YEAR = 365 * 24 * 3600  # seconds


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the interface language in a cookie and go back to where you were."""
    name, allowed = settings.LANGUAGE_COOKIE_NAME, dict(settings.LANGUAGES)
    return _keep_choice(request, name, request.POST.get("taal", ""), allowed)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the looks in a cookie and go back to where you were."""
    name, chosen = settings.THEME_COOKIE_NAME, request.POST.get("weergave", "")
    return _keep_choice(request, name, chosen, context.THEMES)


def _keep_choice(
    request: HttpRequest, cookie: str, chosen: str, allowed: Container[str]
) -> HttpResponse:
    target = request.POST.get("terug", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    parts = urlsplit(target)
    response = redirect((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    if chosen in allowed:
        response.set_cookie(
            cookie,
            chosen,
            max_age=YEAR,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return response
