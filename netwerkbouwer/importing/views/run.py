# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file on its way in: the plan, how far it is, and what may be done with it now."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.common import csv_text
from netwerkbouwer.importing import actions, queries, sentences
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.queries import Button, PlannedRow
from netwerkbouwer.importing.staging import Kind
from netwerkbouwer.importing.views import runs
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations.curation import access
from netwerkbouwer.organisations.models import Organisation, Pair
from netwerkbouwer.places import gazetteer

ROWS = 50  # of the plan on one page
State = ImportRun.State


@require_safe
@access.curators_only
def show_run(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything there is to know of a run."""
    run = _run(public_id)
    if runs.page_of(run) != "importing:show_run":
        return redirect(runs.page_of(run), public_id)
    return _page(request, run)


def _run(public_id: str) -> ImportRun:
    run = queries.get(public_id)
    if run is None:
        raise Http404
    return run


def _page(
    request: HttpRequest, run: ImportRun, *, error: str = "", status: int = 200
) -> HttpResponse:
    counts = queries.counts(run)
    parts = sentences.parts(counts)
    context: dict[str, Any] = {
        "run": run,
        "error": error,
        "buttons": {button.value for button in queries.buttons(run)},
        "is_busy": run.state in queries.BUSY,
        "percent": _percent(run),
        "summary": sentences.summary(counts),
        "nothing": sentences.nothing(counts, queries.usual_refusal(run)) if run.counts else "",
        "besides": sentences.besides(counts),
        "parts": parts,
        **_rows(request, run, parts),
        **(_next(run) if run.state == State.APPLIED else {}),
    }
    return render(request, "importing/show_run.html", context, status=status)


def _percent(run: ImportRun) -> int:
    total = run.progress_total
    return min(99, 100 * run.progress_done // total) if total else 0


def _rows(request: HttpRequest, run: ImportRun, parts: list[sentences.Part]) -> dict[str, Any]:
    """One page of rows of the kind that is looked at: at first, what asks for attention."""
    kinds = [part.kind for part in parts]
    told = request.GET.get("toon", "")
    kind = Kind(told) if told in set(Kind) else (kinds[0] if kinds else Kind.NEW)
    typed = request.GET.get("na", "")
    after = int(typed) if typed.isdecimal() and len(typed) < 12 else 0
    found = queries.planned_rows(run, kind, after=after, limit=ROWS + 1)
    return {
        "kind": kind,
        "part": next((part for part in parts if part.kind == kind), None),
        "rows": _told(found[:ROWS]),
        "next_after": found[ROWS - 1].n if len(found) > ROWS else 0,
        "is_first": after == 0,
    }


def _told(rows: list[PlannedRow]) -> list[dict[str, Any]]:
    """Rows with names for what they point at, and fields as people call them."""
    pks = {row.organisation for row in rows if row.organisation}
    known = Organisation.objects.select_related("municipality").in_bulk(pks)
    places = gazetteer.load().municipalities
    return [
        {
            "row": row,
            "place": places[row.municipality_code].label if row.municipality_code in places else "",
            "organisation": known.get(row.organisation) if row.organisation else None,
            "differences": _differences(row),
            "error": sentences.reason(row.error),
        }
        for row in rows
    ]


def _differences(row: PlannedRow) -> list[tuple[str, str, str]]:
    """Field, before, after; a place on the map is one line, and so is one sector."""
    by_field = {one.field: (one.before, one.after) for one in row.differences}
    if by_field.get("sectors") == by_field.get("sector"):
        by_field.pop("sectors", None)
    by_field.pop("sector_certainty", None)  # what it rests on says it in words
    found = {sentences.field(name): told for name, told in by_field.items()}
    return [(name, before, after) for name, (before, after) in found.items()]


def _next(run: ImportRun) -> dict[str, Any]:
    """What there is to do after a file was taken in."""
    delivery = run.delivery_id
    pairs = Pair.objects.filter(delivery=delivery, state=Pair.State.OPEN)
    links = Link.objects.filter(delivery=delivery, removed_at=None)
    return {
        "pairs": pairs.count() if delivery else 0,
        "links": links.count() if delivery else 0,
        "place": _usual_place(run),
    }


def _usual_place(run: ImportRun) -> str:
    """The name of the municipality where most of what came in lies, to show on the map."""
    if not run.delivery_id:
        return ""
    there = (
        Organisation.objects.filter(source_records__last_delivery=run.delivery_id)
        .exclude(municipality=None)
        .order_by()
        .values_list("municipality", flat=True)[:500]
    )
    codes = [str(code) for code in there]
    if not codes:
        return ""
    place = gazetteer.load().municipalities.get(max(sorted(set(codes)), key=codes.count))
    return place.label if place else ""


@require_POST
@access.curators_only
def change_run(request: HttpRequest, public_id: str) -> HttpResponse:
    """Do what the pressed button says; refused, the page comes back with the reason."""
    run = _run(public_id)
    asked = request.POST.get("do", "")
    if asked not in set(Button):
        return _page(request, run, error=_("Deze knop kennen we niet."), status=422)
    try:
        _do(run, Button(asked), force=request.POST.get("force") == "ja")
    except actions.Unwelcome as refusal:
        run.refresh_from_db()
        return _page(request, run, error=str(refusal), status=422)
    return redirect("importing:show_run", public_id)


def _do(run: ImportRun, button: Button, *, force: bool) -> None:
    if button == Button.READ:
        actions.start_reading(run)
    elif button in (Button.APPLY, Button.RESUME):
        actions.start_applying(run, force=force)
    elif button == Button.STOP:
        actions.stop(run)
    elif button == Button.UNDO:
        actions.start_undo(run)
    else:
        actions.forget(run)


@require_safe
@access.curators_only
def show_progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far it is, for the page that watches."""
    run = _run(public_id)
    return JsonResponse(
        {
            "state": run.state,
            "busy": run.state in queries.BUSY,
            "percent": _percent(run),
            "done": run.progress_done,
            "total": run.progress_total,
            "sentence": progress_sentence(run),
        }
    )


def progress_sentence(run: ImportRun) -> str:
    """What is going on, and how far."""
    doing = {
        State.READING: _("We lezen het bestand."),
        State.APPLYING: _("We werken de gids bij."),
        State.UNDOING: _("We draaien alles terug."),
    }.get(State(run.state), "")
    if not doing or not run.progress_total:
        return doing
    return _("%(doing)s %(percent)s procent klaar.") % {"doing": doing, "percent": _percent(run)}


@require_safe
@access.curators_only
def export_refusals(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rows we could not take, as a table to mend the list with."""
    run = _run(public_id)
    lines = [(line, sentences.reason(told)) for line, told in queries.refusals(run)]
    table = csv_text.to_csv([_("regel"), _("wat er mis is")], lines)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fouten-{run.public_id}.csv"'
    return response
