# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing an organisation, and its history: for curators and for whoever claims it."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerkbouwer.common import addresses
from netwerkbouwer.organisations.curation import (
    access,
    confirming,
    edit_actions,
    fields,
    forms,
    mail,
    queries,
)
from netwerkbouwer.organisations.models import Change, Organisation

LARGEST_KEY = 10**15
NOT_SAVED = 503  # the database is busy or its disk is full
# Fixed sentences for after a redirect, so that no address can put words on a page.
DONE = {
    "bewaard": gettext_lazy("Bewaard. Mensen die zoeken, zien het meteen."),
    "niets": gettext_lazy("Er was niets veranderd."),
    "terug": gettext_lazy("Teruggezet."),
    "klopt": gettext_lazy("Genoteerd: vandaag nagekeken."),
    "gestuurd": gettext_lazy("De vraag of alles nog klopt is gemaild."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One field on the form."""

    field: fields.Field
    text: str
    seen: str
    state: queries.FieldState | None
    choices: list[tuple[str, str]]
    ticked: frozenset[str]
    error: str = ""
    now: str = ""
    """What it holds now, when someone else changed it meanwhile."""
    named: str = ""


def _enter(request: HttpRequest, address: str) -> tuple[Organisation, access.Editor]:
    """The organisation and who changes it. Raises Http404 for everyone else."""
    row = queries.organisation(address, also_hidden=True)
    editor = access.editor_of(request, row)
    if editor is None or (row.hidden_on and not editor.is_curator):
        raise Http404
    return row, editor


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, address: str) -> HttpResponse:
    """The form with every field, and what the sources say of each."""
    row, editor = _enter(request, address)
    if request.method == "POST":
        return access.unindexed(_save(request, row, editor))
    return access.unindexed(_form(request, row, editor))


def _save(request: HttpRequest, row: Organisation, editor: access.Editor) -> HttpResponse:
    names = fields.names_for(is_curator=editor.is_curator)
    found = forms.read_edit(request.POST, row, names)
    taken = request.POST.get("neem-terug", "")
    back = [name for name in (*found.emptied, taken) if name in names]
    if found.errors and not taken:
        return _form(request, row, editor, found, status=422)
    try:
        changed = [] if taken else edit_actions.edit(row, found.edit, editor.name)
        for name in back:
            changed += edit_actions.take_back(row, name, editor.name)
    except DatabaseError:
        return _form(request, row, editor, found, status=NOT_SAVED)
    except edit_actions.Conflict as conflict:
        return _form(request, row, editor, found, conflict.now, status=412)
    except edit_actions.CannotChange as error:
        found.errors["parent"] = str(error)
        return _form(request, row, editor, found, status=422)
    typed_more = [n for n in (*found.values, *found.errors) if n != taken]
    if taken and typed_more:
        row.refresh_from_db()
        for kept in (found.typed, found.seen, found.errors):
            kept.pop(taken, None)
        return _form(request, row, editor, found)
    return _back(row, "terug" if back and not found.values else "bewaard" if changed else "niets")


def _back(row: Organisation, done: str) -> HttpResponse:
    row.refresh_from_db()
    address = reverse("curation:edit", args=[queries.address_of(row)])
    return redirect(f"{address}?gelukt={done}")


def _form(
    request: HttpRequest,
    row: Organisation,
    editor: access.Editor,
    found: forms.TypedEdit | None = None,
    now: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    names = set(fields.names_for(is_curator=editor.is_curator))
    values = fields.current(row)
    states = queries.states(row)
    groups = [
        (group, [_shown(f, values, states.get(f.name), found, now or {}) for f in wanted])
        for group in fields.GROUPS
        if (wanted := [f for f in group.fields if f.name in names])
    ]
    context = {
        "row": row,
        "address": queries.address_of(row),
        "editor": editor,
        "groups": groups,
        "errors": found.errors if found else {},
        "is_busy": status == NOT_SAVED,
        "clashes": [(name, fields.BY_NAME[name].label) for name in now or {}],
        "done": DONE.get(request.GET.get("gelukt", ""), ""),
        "mail_is_on": mail.is_on(),
    }
    return render(request, "organisations/curation/edit.html", context, status=status)


def _shown(
    field: fields.Field,
    values: dict[str, Any],
    state: queries.FieldState | None,
    found: forms.TypedEdit | None,
    now: dict[str, Any],
) -> Shown:
    """One field: as typed where someone changed it, else as it is now."""
    name = field.name
    stored = fields.tidy(fields.typed(name, values[name]))
    is_kept = found is not None and name in found.typed and found.typed[name] != found.seen[name]
    text = found.typed[name] if found and is_kept else stored
    linked = field.shape == "organisation" and bool(values[name])
    return Shown(
        field=field,
        text=text,
        seen=stored,
        state=state,
        choices=fields.choices(name),
        ticked=frozenset(text.split("\n")),
        error=found.errors.get(name, "") if found else "",
        now=fields.readable(name, now[name]) or _("leeg") if name in now else "",
        named=fields.readable(name, values[name]) if linked else "",
    )


@require_safe
def show_history(request: HttpRequest, address: str) -> HttpResponse:
    """What changed about an organisation, the newest first."""
    row, editor = _enter(request, address)
    before = addresses.page_number(request.GET.get("voor", "0") or "0", LARGEST_KEY)
    lines, more = queries.history(row, before if request.GET.get("voor") else 0)
    context = {
        "row": row,
        "address": queries.address_of(row),
        "editor": editor,
        "lines": lines,
        "more": more,
        "done": DONE.get(request.GET.get("gelukt", ""), ""),
    }
    return access.unindexed(render(request, "organisations/curation/history.html", context))


@require_POST
def put_back(request: HttpRequest, address: str, change: int) -> HttpResponse:
    """Make the fields of one line what they were."""
    row, editor = _enter(request, address)
    lines = Change.objects.filter(pk=change)
    line = lines.first() if change < LARGEST_KEY else None
    if line is None or edit_actions.standing_row(line.organisation_id).pk != row.pk:
        raise Http404
    allowed = set(fields.names_for(is_curator=editor.is_curator))
    try:
        changed = edit_actions.put_back(line, editor.name, allowed)
    except edit_actions.CannotChange as error:
        context = {"row": row, "address": address, "reason": str(error)}
        page = render(request, "organisations/curation/refused.html", context, status=422)
        return access.unindexed(page)
    row.refresh_from_db()
    to = reverse("curation:history", args=[queries.address_of(row)])
    return redirect(f"{to}?gelukt={'terug' if changed else 'niets'}")


@require_POST
def confirm(request: HttpRequest, address: str) -> HttpResponse:
    """One click: this is still right. Or ask the organisation itself, by mail or by a link."""
    row, editor = _enter(request, address)
    if request.POST.get("vraag") and editor.is_curator:
        return access.unindexed(_ask(request, row))
    edit_actions.confirm(row, editor.name)
    return _back(row, "klopt")


def _ask(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Mail the question whether it is still right; else show what to send."""
    letter = confirming.letter(row, addresses.site_address(request))
    outcome = mail.send(letter) if letter.to else mail.Outcome.OFF
    if outcome == mail.Outcome.SENT:
        return _back(row, "gestuurd")
    context = {
        "row": row,
        "title": _("Vraag of het nog klopt"),
        "outcome": outcome.value,
        "letter": letter,
        "subject": mail.subject(letter.purpose),
        "body": mail.body(letter),
        "back": reverse("curation:edit", args=[queries.address_of(row)]),
    }
    return render(request, "organisations/curation/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_link(request: HttpRequest, signed: str) -> HttpResponse:
    """The link in a mail: shows what we have, and one button. Opening it changes nothing."""
    row = confirming.read(signed)
    if row is None:
        page = render(request, "organisations/curation/link_is_old.html", status=410)
        return access.unindexed(page)
    if request.method == "POST":
        edit_actions.confirm(row, confirming.BY)
    context = {
        "row": row,
        "address": queries.address_of(row),
        "facts": confirming.facts(row),
        "is_confirmed": request.method == "POST",
    }
    return access.unindexed(render(request, "organisations/curation/confirm.html", context))
