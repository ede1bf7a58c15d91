# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What anyone may tell us without an account, and what curators do with it."""

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations import queries as directory
from netwerkbouwer.organisations.curation import (
    access,
    forms,
    hiding,
    limits,
    mail,
    notice_actions,
    queries,
)
from netwerkbouwer.organisations.models import Notice, Organisation

SENT = limits.Limit(per_address=5, together=200)
BUSY = 429
GONE = 410
NOT_SAVED = 503  # the database is busy or its disk is full
SHOWN_SOURCES = 10  # the largest; all of them have a page of their own


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, address: str) -> HttpResponse:
    """Say that something is wrong, that it closed, or that it wants to be out."""
    row = queries.organisation(address)
    if request.method != "POST":
        asked = request.GET.get("soort", "")
        initial = {"soort": asked if asked in forms.KINDS else ""}
        return _page(request, row, forms.NoticeForm(initial=initial))
    form = forms.NoticeForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    if forms.is_trapped(request.POST):
        return _thanks(request, row, form, is_hidden=False)
    if not SENT.take(str(request.META.get("REMOTE_ADDR", ""))):
        form.add_error(
            None, _("Er komen nu erg veel meldingen binnen. Probeer het over een uur opnieuw.")
        )
        return _page(request, row, form, status=BUSY)
    try:
        notice = notice_actions.receive(row, form.message)
    except DatabaseError:
        form.add_error(
            None, _("Nog niet verstuurd: de gids is even bezig. Probeer het zo opnieuw.")
        )
        return _page(request, row, form, status=NOT_SAVED)
    is_hidden = notice.state == Notice.State.DONE
    if is_hidden:
        _write_to(row, addresses.site_address(request))
    return _thanks(request, row, form, is_hidden=is_hidden)


def _write_to(row: Organisation, site: str) -> None:
    """Tell the address we know of it, so that nobody is erased by a stranger unseen."""
    link = site + reverse("curation:call_off", args=[hiding.sign(row)])
    letter = mail.Letter(mail.Purpose.HIDDEN, row.email, row.name, link)
    if row.email:
        mail.send(letter)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, signed: str) -> HttpResponse:
    """Undo an objection within the days before it erases, by the link in the mail."""
    row = hiding.by_link(signed)
    if row is not None and request.method == "POST":
        hiding.show(row, notice_actions.BY_ITSELF)
        return redirect("organisations:show_organisation", queries.address_of(row))
    context = {"row": row, "erased_on": hiding.erased_on(row) if row else None}
    status = 200 if row else GONE
    page = render(request, "organisations/curation/call_off.html", context, status=status)
    return access.unindexed(page)


def _page(
    request: HttpRequest, row: Organisation, form: forms.NoticeForm, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "address": queries.address_of(row),
        "form": form,
        "kind": form["soort"].value(),
        "honeypot": forms.HONEYPOT,
    }
    page = render(request, "organisations/curation/report.html", context, status=status)
    return access.unindexed(page)


def _thanks(
    request: HttpRequest, row: Organisation, form: forms.NoticeForm, *, is_hidden: bool
) -> HttpResponse:
    context = {
        "row": row,
        "address": queries.address_of(row),
        "kind": form.cleaned_data["soort"],
        "is_hidden": is_hidden,
        "erased_on": hiding.erased_on(row) if is_hidden else None,
        "is_told": is_hidden and mail.is_on() and row.email,
        "can_answer": bool(form.cleaned_data["mail"]),
    }
    return access.unindexed(render(request, "organisations/curation/reported.html", context))


@require_safe
@access.curators_only
def list_notices(request: HttpRequest) -> HttpResponse:
    """What people told us, and what is out of sight."""
    return _list(request)


def _list(request: HttpRequest, reason: str = "", status: int = 200) -> HttpResponse:
    context = {
        "open": queries.open_notices(),
        "settled": queries.settled_notices(),
        "hidden": [
            (row, hiding.is_erased(row), hiding.erased_on(row) if row.is_person else None)
            for row in queries.hidden()
        ],
        "reason": reason,
        "answer": request.POST.get("antwoord", "")[:500],
        "answered": request.POST.get("melding", ""),
    }
    return render(request, "organisations/curation/notices.html", context, status=status)


@require_POST
@access.curators_only
def decide(request: HttpRequest) -> HttpResponse:
    """Close a notice; hide the organisation when that is what it asks."""
    by = access.the_curator(request).name
    notice = _notice(request.POST.get("melding", ""))
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        return _list(request, str(form.errors["antwoord"][0]), status=422)
    answer, do = form.cleaned_data["antwoord"], request.POST.get("doe", "")
    try:
        if do in {"klaar", "verberg"}:
            notice_actions.settle(notice, by, answer=answer, hide=do == "verberg")
        elif do == "weiger":
            notice_actions.refuse(notice, by, answer=answer)
    except notice_actions.AlreadyDecided as error:
        return _list(request, str(error), status=422)
    return redirect("curation:notices")


@require_POST
@access.curators_only
def show_again(request: HttpRequest, address: str) -> HttpResponse:
    """Let people find a hidden organisation again."""
    row = queries.organisation(address, also_hidden=True)
    if not hiding.show(row, access.the_curator(request).name):
        return _list(request, _("Hiervan is niets bewaard. Terugzetten kan niet."), status=422)
    return redirect("curation:notices")


@require_POST
@access.curators_only
def hide(request: HttpRequest, address: str) -> HttpResponse:
    """Take an organisation out of sight without a notice, when it asked by phone or letter."""
    row = queries.organisation(address)
    by = access.the_curator(request).name
    if row.is_person:
        hiding.erase(row, by)
    else:
        hiding.hide(row, by)
    return redirect("curation:notices")


def _notice(typed: str) -> Notice:
    """The notice a form is about. Raises Http404."""
    rows = Notice.objects.select_related("organisation")
    found = rows.filter(pk=addresses.row_key(typed) or 0).first()
    if found is None:
        raise Http404
    return found


@require_safe
def explain_listing(request: HttpRequest) -> HttpResponse:
    """For the listed: what is in the directory, from where, how to correct it or get out."""
    sources = [one for one in directory.counts_by_source() if one.source]
    context = {
        "sources": sources[:SHOWN_SOURCES],
        "more": max(len(sources) - SHOWN_SOURCES, 0),
        "contact": settings.CONTACT,
    }
    return render(request, "organisations/curation/listing.html", context)
