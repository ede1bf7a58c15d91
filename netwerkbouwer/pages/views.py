# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages about everything: home, about, sources, errors, style guide."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.boards import access
from netwerkbouwer.common import context
from netwerkbouwer.pages import doors, queries

SHOWN_VISITS = 3
YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """'What do you want to do?': the doors, one search field, where you were."""
    visits = access.visited_boards(request)[:SHOWN_VISITS]
    return render(request, "pages/home.html", {"doors": doors.doors(), "visits": visits})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", {"contact": settings.CONTACT})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"contact": settings.CONTACT})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Whose work the library and the directory stand on, with counts."""
    counts = {"directory": queries.directory_counts(), "library": queries.library_sources()}
    return render(request, "pages/sources.html", counts)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state, to look at and to photograph."""
    return render(request, "pages/style.html", {"sectors": queries.sectors()})


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
    request: HttpRequest, cookie: str, chosen: str, allowed: dict[str, str] | tuple[str, ...]
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


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "pages/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "pages/403.html", status=403)


def refuse_forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or whose cookie is gone."""
    return render(request, "pages/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "pages/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/500.html", status=500)
