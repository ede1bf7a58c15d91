# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sectors that we guessed in a file: look, correct in one go, and read again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from netwerkbouwer.importing import actions, queries, sector_rules
from netwerkbouwer.importing.models import ImportRun, SectorRule
from netwerkbouwer.organisations import sectors
from netwerkbouwer.organisations.curation import access


@require_http_methods(["GET", "HEAD", "POST"])
@access.curators_only
def check_sectors(request: HttpRequest, public_id: str) -> HttpResponse:
    """Groups of rows by the reason for their sector; a choice is a rule for all later files."""
    run = queries.get(public_id)
    if run is None:
        raise Http404
    if request.method != "POST":
        return _page(request, run)
    try:
        _decide(request, access.the_curator(request).name)
        if request.POST.get("doe") == "lees":
            actions.start_reading(run)
            return redirect("importing:show_run", public_id)
    except (sector_rules.UnknownRule, actions.Unwelcome) as refusal:
        return _page(request, run, error=str(refusal), status=422)
    return redirect("importing:check_sectors", public_id)


def _decide(request: HttpRequest, by: str) -> None:
    """One choice: for a class, for a word in names, or to take a rule away."""
    sent = request.POST
    if rule := sent.get("weg", ""):
        return sector_rules.forget(int(rule)) if rule.isdecimal() and len(rule) < 18 else None
    if sent.get("doe") == "woord":
        return sector_rules.decide_word(sent.get("woord", ""), sent.get("sector", ""), by)
    for number, basis in enumerate(sent.getlist("basis")[: sector_rules.MOST_GROUPS]):
        if sector := sent.get(f"sector-{number}", ""):
            sector_rules.decide_class(basis, sector, by)
    return None


def _page(
    request: HttpRequest, run: ImportRun, *, error: str = "", status: int = 200
) -> HttpResponse:
    found = sector_rules.groups(run)
    context: dict[str, Any] = {
        "run": run,
        "error": error,
        "classes": [group for group in found if group.is_class],
        "names": [group for group in found if not group.is_class],
        "rules": [(rule, sectors.label(rule.sector)) for rule in SectorRule.objects.all()],
        "sectors": sectors.SECTORS,
        "may_read": queries.Button.READ in queries.buttons(run),
        "typed": {"word": request.POST.get("woord", ""), "sector": request.POST.get("sector", "")},
    }
    return render(request, "importing/check_sectors.html", context, status=status)
