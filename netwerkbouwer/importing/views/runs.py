# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""All files that were taken in, and the form to bring a new one."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from netwerkbouwer.importing import actions, forms, queries, sources
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.organisations.curation import access

SHEET = "sheet"
MOST_RUNS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@access.curators_only
def list_runs(request: HttpRequest) -> HttpResponse:
    """The list, and the form; a file that comes in leads to its own page."""
    if request.method != "POST":
        return _page(request)
    upload = forms.read_upload(request)
    if upload.errors:
        return _page(request, upload=upload, status=422)
    try:
        run = _receive(request, upload)
        if run.reader == SHEET:  # every list is a source of its own
            options = Options.model_validate(run.options)
            actions.choose(run, options, source_name=upload.source_name or list_name(run))
        else:
            actions.start_reading(run)
    except actions.Unwelcome as refusal:
        upload.errors["file" if upload.file else "url"] = str(refusal)
        return _page(request, upload=upload, status=422)
    return redirect(page_of(run), run.public_id)


def _receive(request: HttpRequest, upload: forms.Upload) -> ImportRun:
    """The file that came along, or else the one at the address. Raises actions.Unwelcome."""
    reader = request.POST.get("reader", "")
    told: dict[str, Any] = {
        "reader": reader if reader in known_readers() else "",
        "by": access.the_curator(request).name,
        "data_on": upload.data_on,
        "is_whole": upload.is_whole or None,
    }
    if upload.file is None:
        return actions.receive_from(upload.url, **told)
    return actions.receive(upload.file, upload.file.name or "lijst", **told)


def list_name(run: ImportRun) -> str:
    """What a list is called that nobody named: its file without the ending."""
    return Path(run.file_name).stem or run.file_name


def known_readers() -> list[str]:
    return [reader.slug for reader in sources.READERS]


def page_of(run: ImportRun) -> str:
    """Where someone goes on with a run: a new sheet first needs to know what stands where."""
    is_new = run.state in (ImportRun.State.STORED, ImportRun.State.MAPPED)
    return "importing:choose_columns" if run.reader == SHEET and is_new else "importing:show_run"


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    found = list(queries.runs()[:MOST_RUNS])
    lists = ImportRun.objects.filter(reader=SHEET).order_by()
    context |= {
        "runs": [(run, page_of(run)) for run in found],
        "readers": sources.READERS,
        "lists": sorted(set(lists.values_list("source__name", flat=True))),
        "today": timezone.localdate(),
        "hosts": settings.IMPORT_HOSTS,
    }
    return render(request, "importing/list_runs.html", context, status=status)
