# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door of the curators, and the page behind it: what waits for someone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.organisations.curation import access, mail, queries, waiting


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Swap the link for a cookie, so that the token is not in the address of any page."""
    curator = access.curator_by_link(token)
    answer = access.remember_curator(request, redirect("curation:home"), curator)
    return access.unindexed(answer)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take everything of curators and claims out of this browser."""
    return access.forget(redirect("pages:home"))


@require_safe
@access.curators_only
def show_home(request: HttpRequest) -> HttpResponse:
    """What waits for a curator."""
    context = {
        "curator": access.the_curator(request),
        "boxes": waiting.boxes(),
        "recent": queries.recent_edits(),
        "mail_is_on": mail.is_on(),
    }
    return render(request, "organisations/curation/home.html", context)
