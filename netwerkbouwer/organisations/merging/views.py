# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The merge bench: one pair at a time, and the decisions so far.

A form and a page for each decision. Scripts ask the same addresses with X-NB-Fragment: bench and
get the pair after the next one in the answer, so that the next one is there at once.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations.curation import access
from netwerkbouwer.organisations.merging import actions, forms, queries
from netwerkbouwer.organisations.merging.forms import Choice, Decision, Look
from netwerkbouwer.organisations.merging.queries import Laid
from netwerkbouwer.organisations.models import Organisation, Pair

FRAGMENT = "X-NB-Fragment"
MOST_PAGES = 10_000


@require_safe
@vary_on_headers(FRAGMENT)
@access.curators_only
def show_bench(request: HttpRequest) -> HttpResponse:
    """The pair to decide about: the first, the one after `na`, or the one that `paar` names."""
    look = forms.read_look(request.GET)
    after = addresses.row_key(request.GET.get("na"))
    chosen = addresses.row_key(request.GET.get("paar"))
    now = _open(chosen) or queries.next_laid(look.wanted, after)
    return _bench(request, look, now)


@require_POST
@access.curators_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one decision; then the next pair."""
    look, pair = forms.read_look(request.POST), _pair(pk)
    decision = forms.read_decision(request.POST)
    if decision is None:
        return _bench(request, look, queries.lay(pair), said=_("Kies een van de knoppen."), bad=422)
    try:
        _carry_out(pair, decision, access.the_curator(request).name)
    except actions.Refused as refusal:
        again = _open(pk)
        now = again or queries.next_laid(look.wanted, pk)
        way = decision if isinstance(refusal, actions.KeptApart) and again else None
        return _bench(request, look, now, said=str(refusal), bad=409, way=way)
    if not _is_fragment(request):
        return redirect(reverse("merging:show_bench") + look.query(na=pk))
    now = queries.next_laid(look.wanted, pk)
    return _bench(request, look, now, showing=decision.showing, touched=decision.mark)


@require_POST
@access.curators_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a decision, and ask it again at once."""
    look, pair = forms.read_look(request.POST), _pair(pk)
    try:
        actions.undo(pair, access.the_curator(request).name)
    except actions.Refused as refusal:
        now = queries.next_laid(look.wanted)
        return _bench(request, look, now, said=str(refusal), bad=409)
    if not _is_fragment(request):
        return redirect(reverse("merging:show_bench") + look.query(paar=pk))
    return _bench(request, look, _open(pk))


@require_safe
@access.curators_only
def list_decisions(request: HttpRequest) -> HttpResponse:
    """What was decided, the newest first, to take back."""
    return _decisions(request)


@require_POST
@access.curators_only
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take two apart again for good."""
    try:
        actions.part(_pair(pk), access.the_curator(request).name)
    except actions.Refused as refusal:
        return _decisions(request, str(refusal), 409)
    return redirect("merging:list_decisions")


def _decisions(request: HttpRequest, said: str = "", status: int = 200) -> HttpResponse:
    page = addresses.page_number(request.GET.get("pagina", ""), MOST_PAGES)
    decided, pages = queries.decisions(page)
    context = {
        "decided": decided,
        "page": min(page, pages),
        "pager": addresses.near_pages(min(page, pages), pages),
        "said": said,
        "waiting": queries.count(queries.Wanted()),
    }
    return render(request, "organisations/merging/decisions.html", context, status=status)


def _is_fragment(request: HttpRequest) -> bool:
    return request.headers.get(FRAGMENT) == "bench"


def _pair(pk: int) -> Pair:
    found = queries.pair(pk)
    if found is None:
        raise Http404
    return found


def _open(pk: int | None) -> Laid | None:
    """A pair that someone asks for by its key, as long as it waits."""
    found = queries.pair(pk) if pk is not None else None
    return queries.lay(found) if found and found.state == Pair.State.OPEN else None


def _carry_out(pair: Pair, decision: Decision, by: str) -> None:
    if decision.choice == Choice.LATER:
        return
    laid = queries.lay(pair) if pair.state == Pair.State.OPEN else None
    if laid is not None and decision.mark != laid.mark:
        raise actions.AlreadyDecided(_("Dit paar veranderde intussen. Kijk nog eens."))
    if decision.choice == Choice.APART or laid is None:
        actions.keep_apart(pair, by)
        return
    rows = {row.public_id: row for row in _rows(laid)}
    first = decision.department if decision.choice == Choice.DEPARTMENT else decision.kept
    here = rows.pop(first or laid.keeps, None)
    if here is None:
        raise actions.Refused(_("Deze organisatie hoort niet bij dit paar. Kies opnieuw."))
    (there,) = rows.values()
    if decision.choice == Choice.DEPARTMENT:
        actions.make_department(pair, here, there, by)
    else:
        actions.merge(here, there, by=by, pair=pair, even_if_apart=decision.even_if_apart)


def _rows(laid: Laid) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=[side.pk for side in laid.sides]))


def _bench(
    request: HttpRequest, look: Look, now: Laid | None, *, said: str = "", bad: int = 200,
    way: Decision | None = None, showing: str = "", touched: str = "",
) -> HttpResponse:  # fmt: skip
    """The bench with this pair on it: a page, or its parts for the script.

    `said` is why something was refused, `way` the decision that can be carried out all the same.
    """
    following = queries.next_laid(look.wanted, now.pair.pk) if now else None
    left = queries.count(look.wanted)
    context: dict[str, Any] = {
        "look": look,
        "laid": now,
        "left": left,
        "following": following,
        "last": queries.latest(access.the_curator(request).name),
        "said": said,
        "way": way,
    }
    if not _is_fragment(request):
        context["sources"] = queries.sources()
        return render(request, "organisations/merging/bench.html", context, status=bad)

    def piece(laid: Laid | None) -> str:
        shown = {**context, "laid": laid}
        return render_to_string("organisations/merging/_pair.html", shown, request)

    changed = now is None or now.mark != showing or bool(_ids(now.mark) & _ids(touched))
    parts = {
        "said": render_to_string("organisations/merging/_said.html", context, request),
        "left": _left(left),
        "now": piece(now) if changed else None,
        "next": piece(following) if following else None,
    }
    return JsonResponse(parts, status=bad)


def _ids(mark: str) -> set[str]:
    """The public ids in the mark of a pair."""
    return set(mark.split(":")[1:])


def _left(left: int) -> str:
    return _("nog %(left)d") % {"left": left}
