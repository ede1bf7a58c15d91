# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages about everything: home, about, privacy, accessibility, sources, style guide."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerkbouwer.boards import access
from netwerkbouwer.organisations import sectors
from netwerkbouwer.pages import doors, queries

SHOWN_VISITS = 3


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
    return render(request, "pages/style.html", {"sectors": sectors.SECTORS})
