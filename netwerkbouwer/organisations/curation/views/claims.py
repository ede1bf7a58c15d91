# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation that wants to look after its own page: from asking to the link to edit with."""

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations.curation import (
    access,
    claim_actions,
    domains,
    forms,
    limits,
    mail,
    queries,
)
from netwerkbouwer.organisations.models import Claim, Organisation

State = Claim.State
ASKED = limits.Limit(per_address=5, together=100)
BUSY = 429
NOT_SAVED = 503  # the database is busy or its disk is full


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, address: str) -> HttpResponse:
    """Ask to look after this page; the mail that proves it goes to the organisation's domain."""
    row = queries.organisation(address)
    form = forms.ClaimForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _ask_page(request, row, form)
    if forms.is_trapped(request.POST):
        return _asked(request, row, mail.Outcome.SENT)
    if not form.is_valid():
        return _ask_page(request, row, form, status=422)
    who = str(request.META.get("REMOTE_ADDR", ""))
    try:
        claim, token = claim_actions.ask(row, form.asker, may_go_on=lambda: ASKED.take(who))
    except DatabaseError:
        form.add_error(
            None, _("Nog niet verstuurd: de gids is even bezig. Probeer het zo opnieuw.")
        )
        return _ask_page(request, row, form, status=NOT_SAVED)
    except domains.NotTheirs as error:
        form.add_error("mail", str(error))
        return _ask_page(request, row, form, status=422)
    except claim_actions.CannotClaim as error:
        form.add_error(None, str(error))
        status = BUSY if isinstance(error, claim_actions.TooMany) else 422
        return _ask_page(request, row, form, status=status)
    return _asked(request, row, mail.send(_letter(request, claim, token)))


def _ask_page(
    request: HttpRequest, row: Organisation, form: forms.ClaimForm, status: int = 200
) -> HttpResponse:
    own = domains.own_domains(row.website) if not row.is_person else ()
    context = {
        "row": row,
        "address": queries.address_of(row),
        "form": form,
        "domain": own[-1] if own else "",
        "honeypot": forms.HONEYPOT,
        "mail_is_on": mail.is_on(),
    }
    page = render(request, "organisations/curation/claim.html", context, status=status)
    return access.unindexed(page)


def _asked(request: HttpRequest, row: Organisation, outcome: mail.Outcome) -> HttpResponse:
    context = {"row": row, "address": queries.address_of(row), "outcome": outcome.value}
    return access.unindexed(render(request, "organisations/curation/claim_asked.html", context))


def _letter(request: HttpRequest, claim: Claim, token: str, note: str = "") -> mail.Letter:
    """The mail that belongs to where a claim stands."""
    site = addresses.site_address(request)
    purposes = {State.APPROVED: mail.Purpose.APPROVED, State.REFUSED: mail.Purpose.REFUSED}
    report = reverse("curation:report", args=[queries.address_of(claim.organisation)])
    link = reverse("curation:claim_link", args=[token]) if token else report
    return mail.Letter(
        purpose=purposes.get(State(claim.state), mail.Purpose.PROVE),
        to=claim.email,
        organisation=claim.organisation.name,
        link=site + link,
        note=note,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a claim: proves the address first, and after approval lets in.

    Opening it proves nothing by itself: programs that look at mail open links too.
    """
    claim = access.claim_by_link(token)
    row = queries.organisation(claim.organisation.public_id)
    if claim.state == State.APPROVED:
        to = redirect("curation:edit", queries.address_of(row))
        return access.unindexed(access.remember_claim(request, to, claim))
    was_asked = claim_actions.can_prove(claim)
    if request.method == "POST" and was_asked:
        claim_actions.prove(claim)
        claim.refresh_from_db()
    context = {
        "row": row,
        "address": queries.address_of(row),
        "can_prove": claim_actions.can_prove(claim),
        "is_proven": claim.state == State.PROVEN,
    }
    page = render(request, "organisations/curation/claim_link.html", context)
    return access.unindexed(page)


@require_safe
@access.curators_only
def list_claims(request: HttpRequest) -> HttpResponse:
    """Claims that wait, and those that are approved."""
    return _list(request)


def _list(request: HttpRequest, reason: str = "", status: int = 200) -> HttpResponse:
    proven = queries.claims(State.PROVEN)
    edits = queries.changed_websites(proven)
    context = {
        "proven": [(claim, edits.get(claim.organisation_id)) for claim in proven],
        "asked": queries.claims(State.ASKED),
        "approved": queries.claims(State.APPROVED),
        "mail_is_on": mail.is_on(),
        "reason": reason,
        "answer": request.POST.get("antwoord", "")[: mail.LONGEST_NOTE],
        "answered": request.POST.get("aanvraag", ""),
    }
    page = render(request, "organisations/curation/claims.html", context, status=status)
    return access.unindexed(page)


@require_POST
@access.curators_only
def decide(request: HttpRequest) -> HttpResponse:
    """Approve, refuse, end, or make a new link to hand over."""
    by = access.the_curator(request).name
    claim = _claim(request.POST.get("aanvraag", ""))
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        return _list(request, str(form.errors["antwoord"][0]), status=422)
    note, do = form.cleaned_data["antwoord"], request.POST.get("doe", "")
    token = ""
    try:
        if do == "goed":
            token = claim_actions.approve(claim, by)
        elif do == "link":
            token = claim_actions.renew(claim)
        elif do == "weiger":
            claim_actions.refuse(claim, by)
        elif do == "stop":
            claim_actions.end(claim, by)
    except claim_actions.CannotClaim as error:
        return _list(request, str(error), status=422)
    claim.refresh_from_db()
    return _told(request, claim, do, _letter(request, claim, token, note))


def _told(request: HttpRequest, claim: Claim, do: str, letter: mail.Letter) -> HttpResponse:
    """After a decision: mail it, or show what to send and the link, once."""
    if do not in {"goed", "link", "weiger"}:
        return redirect("curation:claims")
    outcome = mail.send(letter)
    context = {
        "row": claim.organisation,
        "title": _("Laat het weten"),
        "outcome": outcome.value,
        "letter": letter,
        "subject": mail.subject(letter.purpose),
        "body": mail.body(letter),
        "back": reverse("curation:claims"),
    }
    return render(request, "organisations/curation/hand_over.html", context)


def _claim(typed: str) -> Claim:
    """The claim a form is about. Raises Http404."""
    rows = Claim.objects.select_related("organisation")
    found = rows.filter(pk=addresses.row_key(typed) or 0).first()
    if found is None:
        raise Http404
    return found
