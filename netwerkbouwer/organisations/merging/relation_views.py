# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say of one organisation what it is a department of, or with which other one it is the same."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import facts
from netwerkbouwer.organisations import queries as directory
from netwerkbouwer.organisations.curation import access
from netwerkbouwer.organisations.facts import OrganisationFacts, SearchRequest
from netwerkbouwer.organisations.merging import actions, forms
from netwerkbouwer.organisations.models import Organisation

SHOWN = 8  # of what a search finds


@dataclass(frozen=True, slots=True)
class Relation:
    """What is said of two organisations, and the words of its page."""

    name: str
    title: Promise | str
    lead: Promise | str
    button: Promise | str


PARENT = Relation(
    "set_parent",
    gettext_lazy("Waar hoort deze afdeling bij?"),
    gettext_lazy("Een filiaal, een dienst of een afdeling staat apart in de gids, met een link."),
    gettext_lazy("Hoort hierbij"),
)
DOUBLE = Relation(
    "name_double",
    gettext_lazy("Staat deze organisatie dubbel in de gids?"),
    gettext_lazy("Zoek de andere. Daarna leg je ze naast elkaar."),
    gettext_lazy("Leg naast elkaar"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@access.curators_only
def set_parent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose what an organisation is a department of, or that it is of none."""

    def choose(here: Organisation, other: Organisation | None) -> HttpResponse:
        actions.set_parent(here, other, access.the_curator(request).name)
        return redirect("organisations:show_organisation", here.public_id)

    return _relate(request, public_id, PARENT, choose)


@require_http_methods(["GET", "HEAD", "POST"])
@access.curators_only
def name_double(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose the other of two that may be one; they come on the bench."""

    def choose(here: Organisation, other: Organisation | None) -> HttpResponse:
        if other is None:
            raise actions.Refused(_("Kies een organisatie uit de lijst."))
        pair = actions.ask(here, other, by=access.the_curator(request).name)
        return redirect(reverse("merging:show_bench") + f"?paar={pair.pk}")

    return _relate(request, public_id, DOUBLE, choose)


Choose = Callable[[Organisation, Organisation | None], HttpResponse]


def _relate(
    request: HttpRequest, public_id: str, relation: Relation, choose: Choose
) -> HttpResponse:
    here = _standing(public_id)
    if here is None:
        raise Http404
    if request.method != "POST":
        return _page(request, here, relation)
    other = _standing(forms.public_id(request.POST.get("keuze", "")))
    if other is None and "geen" not in request.POST:
        return _page(request, here, relation, _("Kies een organisatie uit de lijst."), 422)
    try:
        return choose(here, other)
    except actions.Refused as refusal:
        return _page(request, here, relation, str(refusal), 409)


def _standing(public_id: str) -> Organisation | None:
    """The organisation that stands for this id now."""
    try:
        page = directory.organisation(public_id)
    except facts.UnknownOrganisation:
        return None
    return Organisation.objects.select_related("parent").filter(pk=page.facts.pk).first()


def _page(
    request: HttpRequest, here: Organisation, relation: Relation, said: str = "", status: int = 200
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    text = texts.clean_line(asked.get("zoek", "")[: forms.LONGEST])
    context = {
        "here": here,
        "relation": relation,
        "text": text,
        "found": _search(here, text) if text else [],
        "said": said,
    }
    return render(request, "organisations/merging/relate.html", context, status=status)


def _search(here: Organisation, text: str) -> list[OrganisationFacts]:
    """The nearest of what has such a name; an address of a page finds that one."""
    if (known := _standing(forms.public_id(text))) is not None and "/" in text:
        found = directory.facts_of([known.pk], here.municipality_id or "")
    else:
        request = SearchRequest(text, origin=here.municipality_id or "")
        found = list(directory.search(request).results)
    return [one for one in found if one.pk != here.pk][:SHOWN]
