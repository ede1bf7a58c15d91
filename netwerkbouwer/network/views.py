# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The network of one organisation: with whom, since when, and how we know."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.network import actions, forms, queries
from netwerkbouwer.organisations import actions as directory
from netwerkbouwer.organisations import facts
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.curation import access
from netwerkbouwer.organisations.models import ID_LENGTH, Organisation

BY_HAND = "Eigen optekening"  # the source of what people add themselves


@require_safe
def show_network(request: HttpRequest, address: str) -> HttpResponse:
    """All partners; who may change the organisation can add and remove."""
    page = _page(address)
    if page.moved or address != page.facts.address:
        return redirect("network:show_network", page.facts.address, permanent=True)
    return _show(request, page.facts)


@require_POST
def add_link(request: HttpRequest, address: str) -> HttpResponse:
    """Add one partner; refused: the same page with what was typed and the sentence."""
    here, editor = _to_change(request, address)
    form = forms.read(request.POST)
    chosen = organisations.facts_of_ids([form.partner])
    if not form.is_good or not chosen:
        return _show(request, here, form, status=422)
    link = actions.NewLink(
        one=here.pk,
        other=chosen[0].pk,
        kind=form.kind,
        started_on=form.started_on,
        ended_on=form.ended_on,
        evidence=form.evidence,
        evidence_url=form.evidence_url,
    )
    try:
        actions.add_link(link, source=directory.source_for(BY_HAND), by=editor.name)
    except actions.NoLink as refusal:
        form.mistakes["naam"] = str(refusal)
        return _show(request, here, form, status=422)
    return redirect("network:show_network", here.address)


@require_POST
def change_link(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Remove a link, or put it back."""
    here, _editor = _to_change(request, address)
    link = queries.link_between(pk, here.pk)
    if link is None:
        raise Http404
    if request.POST.get("doe") == "terug":
        actions.restore_link(link)
        return redirect("network:show_network", here.address)
    actions.remove_link(link)
    return _show(request, here, removed=link.pk)


def _show(
    request: HttpRequest,
    here: facts.OrganisationFacts,
    form: forms.LinkForm | None = None,
    *,
    removed: int = 0,
    status: int = 200,
) -> HttpResponse:
    row = Organisation.objects.get(pk=here.pk)
    context: dict[str, Any] = {
        "here": here,
        "partners": queries.partners_of(here.pk),
        "form": form or forms.LinkForm(),
        "kinds": forms.KINDS,
        "may_change": access.editor_of(request, row) is not None,
        "removed": removed,
    }
    return render(request, "network/show_network.html", context, status=status)


def _page(address: str) -> facts.OrganisationPage:
    try:
        return organisations.organisation(address[:ID_LENGTH].lower())
    except (facts.UnknownOrganisation, facts.HiddenOrganisation):
        raise Http404 from None


def _to_change(request: HttpRequest, address: str) -> tuple[facts.OrganisationFacts, access.Editor]:
    """The organisation and who may change it. Raises Http404 for anyone else."""
    here = _page(address).facts
    editor = access.editor_of(request, Organisation.objects.get(pk=here.pk))
    if editor is None:
        raise Http404
    return here, editor
