# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What organisations ask and offer, and per organisation who meets that."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.common import addresses
from netwerkbouwer.matching.market import forms, queries, sheets, two_sided
from netwerkbouwer.matching.market.forms import Asked
from netwerkbouwer.organisations import facts, sectors
from netwerkbouwer.organisations import forms as directory_forms
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.curation import access, edit_actions, publishing
from netwerkbouwer.organisations.curation import queries as curation
from netwerkbouwer.organisations.models import ID_LENGTH, Offering, Organisation

LONGEST_TYPED = 1_000
NOT_SAVED = 503
# Fixed sentences for after a redirect, so that no address can put words on a page.
DONE = {
    "gezet": gettext_lazy("Gepubliceerd. Iedereen kan het nu lezen."),
    "weg": gettext_lazy("Weggehaald. Niemand ziet het nog."),
    "klopt": gettext_lazy("Genoteerd: alles is vandaag nagekeken."),
    "niets": gettext_lazy("Er was niets veranderd."),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What someone wanted to publish, and why that did not go."""

    what: str = "vraag"
    text: str = ""
    mistake: str = ""


@require_safe
def list_texts(request: HttpRequest) -> HttpResponse:
    """All questions and offers, the newest first."""
    asked = forms.read(request.GET)
    found = queries.find(asked)
    if asked.page > found.pages:
        last = found.pages if found.pages > 1 else None
        return redirect(reverse("market:list_texts") + asked.query(pagina=last))
    context = {
        "asked": asked,
        "question": asked.question,
        "found": found,
        "radii": directory_forms.RADII,
        "sectors": sectors.SECTORS,
        "tabs": _tabs(asked, found),
        "pager": [
            (number, asked.query(pagina=number if number > 1 else None))
            for number in addresses.near_pages(found.page, found.pages)
        ],
        "page": found.page,
        "pager_address": reverse("market:list_texts"),
        "export_query": asked.query(),
        "claimed": access.claimed_by(request),
    }
    return render(request, "matching/market/list_texts.html", context)


def _tabs(asked: Asked, found: queries.Found) -> list[tuple[str, str, int, str]]:
    """(what, label, how many, query)"""
    labels = (("", _("Alles")), ("vraag", _("Gevraagd")), ("aanbod", _("Aangeboden")))
    counts = {"": found.total} | {
        what: found.counts.get(kind, 0) for what, kind in forms.KINDS.items()
    }
    return [(what, label, counts[what], asked.query(wat=what)) for what, label in labels]


@require_safe
def export_texts(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    found = queries.export(forms.read(request.GET))
    owners = {one.owner.pk for one in found}
    rows = Organisation.objects.filter(pk__in=owners).order_by()
    sources = {pk: (name, licence) for pk, name, licence in rows.values_list(
        "pk", "source", "licence")}  # fmt: skip
    base = addresses.site_address(request)
    return _csv(sheets.texts_csv(found, sources, base), "vraag-en-aanbod")


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="netwerkbouwer-{name}.csv"'
    return response


@require_safe
def show_matches(request: HttpRequest, address: str) -> HttpResponse:
    """Who meets one organisation; who looks after it publishes and withdraws here."""
    page = _page(address)
    if page.moved or address != page.facts.address:
        return redirect("market:show_matches", page.facts.address, permanent=True)
    return _show(request, page)


@require_safe
def export_matches(request: HttpRequest, address: str) -> HttpResponse:
    """The same as a table; not for a one-person business."""
    page = _page(address)
    if page.is_person:
        raise Http404
    matches, notice = _matches(page)
    if notice:  # an empty table would say that there is nobody
        return redirect("market:show_matches", page.facts.address)
    found = [one for one in matches if not one.is_person]
    table = sheets.matches_csv(found, addresses.site_address(request))
    return _csv(table, f"vraag-en-aanbod-{page.facts.public_id}")


@require_POST
def change(request: HttpRequest, address: str) -> HttpResponse:
    """Publish a text, withdraw one, or say that all of it still stands."""
    page = _page(address)
    row = Organisation.objects.get(pk=page.facts.pk)
    editor = access.editor_of(request, row)
    if editor is None:
        raise Http404
    text = request.POST.get("tekst", "")[:LONGEST_TYPED]
    what = request.POST.get("wat", "")
    kind = forms.KINDS.get(what, Offering.Kind.QUESTION.value)
    try:
        done = _do(request.POST.get("doe", ""), row, kind, text, editor.name)
    except publishing.CannotPublish as refusal:
        return _show(request, page, Typed(what, text, str(refusal)), status=422)
    except (DatabaseError, edit_actions.Conflict):
        sentence = _("Nog niet bewaard: de gids is even bezig. Probeer het zo opnieuw.")
        return _show(request, page, Typed(what, text, sentence), status=NOT_SAVED)
    back = reverse("market:show_matches", args=[page.facts.address])
    return redirect(f"{back}?gelukt={done}")


def _do(what: str, row: Organisation, kind: str, text: str, by: str) -> str:
    """Do what was pressed; gives the key of what to say."""
    match what:
        case "zet":
            return "gezet" if publishing.publish(row, kind, text, by) else "niets"
        case "weg":
            return "weg" if publishing.withdraw(row, kind, text, by) else "niets"
        case "klopt":
            edit_actions.confirm(row, by)
            return "klopt"
    return "niets"


def _show(
    request: HttpRequest,
    page: facts.OrganisationPage,
    typed: Typed | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    found, notice = _matches(page)
    published = queries.published_by(page.facts)
    context: dict[str, Any] = {
        "here": page.facts,
        "is_person": page.is_person,
        "published": published,
        "has_old": any(one.is_old for one in published),
        "both": [one for one in found if one.is_reciprocal],
        "helpers": [one for one in found if one.they_offer and not one.they_ask],
        "askers": [one for one in found if one.they_ask and not one.they_offer],
        "notice": notice,
        "may_edit": access.may_edit(request, page.group),
        "can_be_claimed": curation.can_be_claimed(page.facts.website, is_person=page.is_person),
        "typed": typed or Typed(),
        "done": DONE.get(request.GET.get("gelukt", ""), ""),
    }
    answer = render(request, "matching/market/show_matches.html", context, status=status)
    return access.unindexed(answer)


def _matches(page: facts.OrganisationPage) -> tuple[list[two_sided.Match], str]:
    """Who meets, and a sentence when we cannot tell."""
    if page.gone_on:
        return [], ""
    try:
        return two_sided.matches(page), ""
    except two_sided.IndexUnavailable as error:
        return [], str(error)


def _page(address: str) -> facts.OrganisationPage:
    try:
        return organisations.organisation(address[:ID_LENGTH].lower())
    except (facts.UnknownOrganisation, facts.HiddenOrganisation):
        raise Http404 from None
