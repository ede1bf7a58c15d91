# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thesaurus as pages for everyone, and its edits for curators."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.common import texts
from netwerkbouwer.matching.models import ThesaurusEdit
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.thesaurus import actions, finding, forms, offering, overlay, queries
from netwerkbouwer.organisations.curation import access

NOT_SAVED = 503  # the database is busy or its disk is full
LARGEST_KEY = 10**15
# Fixed sentences for after a redirect, so that no address can put words on a page.
DONE = {
    "bewaard": gettext_lazy("Bewaard. Suggesties rekenen er meteen mee."),
    "terug": gettext_lazy("Teruggedraaid."),
    "niets": gettext_lazy("Dit was al teruggedraaid."),
}


@require_safe
def list_concepts(request: HttpRequest) -> HttpResponse:
    """All concepts by type, or those that a word or a sentence names."""
    text = texts.clean_line(request.GET.get("q", ""))[:200]
    wanted = request.GET.get("soort", "")
    thesaurus = kinds.thesaurus()
    everyone = thesaurus.concepts.values()
    found = finding.find(text, thesaurus) if text else list(everyone)
    shown = [one for one in found if wanted in ("", one.type)]
    context = {
        "text": text,
        "wanted": wanted,
        "types": [(shelf.type, shelf.label) for shelf in queries.shelves(everyone)],
        "found": [(one, queries.type_label(one.type)) for one in shown] if text else [],
        "shelves": [] if text else queries.shelves(shown),
        "total": len(shown),
        "words": sum(len(one.terms) for one in shown),
        "curator": access.curator_of(request),
        "done": DONE.get(request.GET.get("gelukt", ""), ""),
    }
    return render(request, "matching/thesaurus/list_concepts.html", context)


@require_safe
def show_concept(request: HttpRequest, concept: str) -> HttpResponse:
    """One concept: its words, what answers it, who has or seeks it; for curators forms too."""
    return _show(request, concept)


def _show(
    request: HttpRequest, concept: str, form: forms.EditForm | None = None, status: int = 200
) -> HttpResponse:
    page = queries.page(concept)
    if page is None:
        raise Http404
    curator = access.curator_of(request)
    context: dict[str, Any] = {
        "page": page,
        "curator": curator,
        "form": form,
        "contact": settings.CONTACT,
        "is_busy": status == NOT_SAVED,
        "done": DONE.get(request.GET.get("gelukt", ""), ""),
    }
    if curator:
        context["choices"] = queries.answers_for(page.concept)
    return render(request, "matching/thesaurus/show_concept.html", context, status=status)


@require_POST
@access.curators_only
def change(request: HttpRequest, concept: str) -> HttpResponse:
    """Add or take away a word or an answer; refused: the page with what was typed."""
    form = forms.read_edit(request.POST)
    if form.mistakes:
        return _show(request, concept, form, status=422)
    asked = overlay.Edit(form.kind, concept, form.value)
    try:
        actions.edit(asked, why=form.why, by=access.the_curator(request).name)
    except actions.CannotEdit as refusal:
        form.mistakes[refusal.field or "waarde"] = str(refusal)
        return _show(request, concept, form, status=422)
    except DatabaseError:
        return _show(request, concept, form, status=NOT_SAVED)
    return redirect(f"{reverse('thesaurus:show_concept', args=[concept])}?gelukt=bewaard")


@require_http_methods(["GET", "HEAD", "POST"])
@access.curators_only
def add_concept(request: HttpRequest) -> HttpResponse:
    """The form for a new concept."""
    if request.method != "POST":
        label = texts.clean_line(request.GET.get("naam", ""))[: forms.LONGEST_LABEL]
        return _new(request, forms.NewForm(label=label))
    form = forms.read_new(request.POST)
    if form.mistakes:
        return _new(request, form, status=422)
    try:
        by = access.the_curator(request).name
        row = actions.add_concept(form.concept(), why=form.why, by=by)
    except actions.CannotEdit as refusal:
        form.mistakes[refusal.field] = str(refusal)
        return _new(request, form, status=422)
    except DatabaseError:
        form.mistakes["naam"] = _("Nog niet bewaard: de gids is even bezig. Probeer het opnieuw.")
        return _new(request, form, status=NOT_SAVED)
    return redirect(f"{reverse('thesaurus:show_concept', args=[row.concept])}?gelukt=bewaard")


def _new(request: HttpRequest, form: forms.NewForm, status: int = 200) -> HttpResponse:
    types = [(name, queries.type_label(name)) for name in overlay.TYPES]
    context = {"form": form, "types": types}
    return render(request, "matching/thesaurus/add_concept.html", context, status=status)


@require_safe
@access.curators_only
def show_history(request: HttpRequest) -> HttpResponse:
    """What curators changed, who, when and why; everything can be undone."""
    lines = [(row, *_labels(row)) for row in queries.history()]
    context = {"lines": lines, "done": DONE.get(request.GET.get("gelukt", ""), "")}
    return render(request, "matching/thesaurus/show_history.html", context)


def _labels(row: ThesaurusEdit) -> tuple[str, str, bool]:
    """The concept and the value as people say them, and whether the concept has a page."""
    is_answer = row.kind in (overlay.Kind.ADD_ANSWER, overlay.Kind.DROP_ANSWER)
    value = queries.label_of(row.value) if is_answer else row.value
    return queries.label_of(row.concept), value, row.concept in kinds.thesaurus().concepts


@require_POST
@access.curators_only
def undo(request: HttpRequest, edit: int) -> HttpResponse:
    """Take one edit back."""
    row = get_object_or_404(ThesaurusEdit, pk=min(edit, LARGEST_KEY))
    was_there = actions.undo(row, by=access.the_curator(request).name)
    address = reverse("thesaurus:show_history")
    return redirect(f"{address}?gelukt={'terug' if was_there else 'niets'}")


@require_safe
@access.curators_only
def export(request: HttpRequest) -> HttpResponse:
    """Changed and new concepts as YAML, to be offered to the shared pack."""
    text = offering.export()
    if not text:
        raise Http404
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="begrippen.yaml"'
    return response
