# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in which column of a sheet: we guess, a person looks and corrects."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netwerkbouwer.common import grids
from netwerkbouwer.importing import (
    actions,
    columns,
    forms,
    peeking,
    previews,
    queries,
    remembering,
)
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.views import runs
from netwerkbouwer.organisations.curation import access

CHOOSING = (
    ImportRun.State.STORED,
    ImportRun.State.MAPPED,
    ImportRun.State.PLANNED,
    ImportRun.State.REFUSED,
)


@require_http_methods(["GET", "HEAD", "POST"])
@access.curators_only
def choose_columns(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what we make of a sheet; `do=look` shows it anew, `do=read` goes on to the plan."""
    run = queries.get(public_id)
    if run is None or run.reader != runs.SHEET:
        raise Http404
    if run.state not in CHOOSING:
        return redirect("importing:show_run", public_id)
    told = request.POST if request.method == "POST" else request.GET
    try:
        peek = _peek(run, told)
    except peeking.Unreadable as refusal:
        context = {"run": run, "refusal": str(refusal)}
        return render(request, "importing/choose_columns.html", context, status=422)
    before = queries.options_before(run)
    typed = told.get("kop", "") or str(before.extra.get("header", ""))
    chosen = forms.read_columns(request.POST.dict(), peek, forms.header_of(typed), before)
    if request.POST.get("do") == "read" and not chosen.errors:
        try:
            _keep(run, chosen, peek.sheet)
        except actions.Unwelcome as refusal:
            chosen.errors["columns"] = str(refusal)
        else:
            return redirect("importing:show_run", public_id)
    return _page(request, run, peek, chosen)


def _peek(run: ImportRun, told: Mapping[str, str]) -> peeking.Peek:
    """The first rows; of another sheet when it was chosen and is there."""
    path = queries.file_of(run)
    if path is None:
        raise peeking.Unreadable(_("Dit bestand bewaren we niet meer. Laad het opnieuw in."))
    wanted = told.get("blad", "") or run.options.get("sheet", "")
    peek = peeking.peek(path)
    if wanted and wanted != peek.sheet and wanted in dict(peek.sheets):
        return peeking.peek(path, wanted)
    return peek


def _keep(run: ImportRun, chosen: forms.Chosen, sheet: str) -> None:
    remembering.keep([column.heading for column in chosen.guess.columns], chosen.mapping)
    actions.choose(
        run,
        forms.options_of(chosen, sheet=sheet, file_name=run.file_name, before=run.options),
    )
    actions.start_reading(run)


def _page(
    request: HttpRequest, run: ImportRun, peek: peeking.Peek, chosen: forms.Chosen
) -> HttpResponse:
    options = forms.options_of(chosen, sheet=peek.sheet, file_name=run.file_name, before={})
    preview, trouble = None, ""
    try:
        preview = previews.preview(peek.rows, options)
    except grids.Unreadable as refusal:
        trouble = str(refusal)
    context: dict[str, Any] = {
        "run": run,
        "peek": peek,
        "chosen": chosen,
        "meanings": columns.MEANINGS,
        "preview": preview,
        "trouble": trouble,
        "head": peek.rows[: max(chosen.guess.header + 3, 8)],
    }
    status = 422 if chosen.errors and request.POST.get("do") == "read" else 200
    return render(request, "importing/choose_columns.html", context, status=status)
