# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads what people type: edits of an organisation, claims, notices, and a curator's answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netwerkbouwer.common import texts
from netwerkbouwer.organisations.curation import domains, fields, mail
from netwerkbouwer.organisations.curation.claim_actions import Asker
from netwerkbouwer.organisations.curation.edit_actions import Edit
from netwerkbouwer.organisations.curation.notice_actions import Message
from netwerkbouwer.organisations.models import Notice, Organisation

HONEYPOT = "telefoon_2"  # people do not see it; programs that fill in every field do
LONGEST_TEXT = 2_000
KINDS = {
    "fout": Notice.Kind.MISTAKE,
    "gestopt": Notice.Kind.CLOSED,
    "eruit": Notice.Kind.OBJECTION,
}


def is_trapped(data: QueryDict) -> bool:
    """Whether the field that people do not see was filled in."""
    return bool(data.get(HONEYPOT))


class Line(forms.CharField):
    """One line of clean text."""

    def to_python(self, value: Any) -> str:
        return texts.clean_line(str(value or ""))


class Lines(forms.CharField):
    """Clean text that may have several lines."""

    def to_python(self, value: Any) -> str:
        return texts.clean(str(value or "")).strip()


class NoticeForm(forms.Form):
    """Something is wrong, it closed, or it does not want to be listed."""

    soort = forms.ChoiceField(
        choices=[(name, name) for name in KINDS],
        error_messages={"required": gettext_lazy("Kies wat je wilt melden.")},
    )
    tekst = Lines(required=False, max_length=LONGEST_TEXT)
    mail = Line(required=False)

    def clean_mail(self) -> str:
        typed: str = self.cleaned_data["mail"]
        try:
            return domains.readable_address(typed) if typed else ""
        except domains.NotTheirs as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("soort") == "fout" and "tekst" in given and not given["tekst"]:
            self.add_error("tekst", _("Schrijf wat er niet klopt."))
        return given

    @property
    def message(self) -> Message:
        given = self.cleaned_data
        return Message(KINDS[given["soort"]], given["tekst"], given["mail"])


class ClaimForm(forms.Form):
    """Who asks to look after the page of an organisation."""

    naam = Line(max_length=80, error_messages={"required": gettext_lazy("Vul je naam in.")})
    rol = Line(max_length=80, required=False)
    mail = Line(
        max_length=254,
        error_messages={"required": gettext_lazy("Vul een mailadres van de organisatie in.")},
    )

    @property
    def asker(self) -> Asker:
        given = self.cleaned_data
        return Asker(given["naam"], given["rol"], given["mail"])


class AnswerForm(forms.Form):
    """A curator's short answer; it may go into a mail."""

    antwoord = Line(required=False)

    def clean_antwoord(self) -> str:
        try:
            return mail.read_note(self.cleaned_data["antwoord"])
        except mail.WrongNote as error:
            raise forms.ValidationError(str(error)) from None


@dataclass
class TypedEdit:
    """A form of an organisation as it came in.

    `typed` is the text per field, `seen` what the form showed, `values` what was changed and
    understood, `errors` a sentence per field that was not.
    """

    typed: dict[str, str]
    seen: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    emptied: list[str] = field(default_factory=list)
    """Points on the map that were made empty: the sources speak again."""

    @property
    def edit(self) -> Edit:
        return Edit(self.values, self.seen)


def read_edit(data: QueryDict, row: Organisation, names: Iterable[str]) -> TypedEdit:
    """Read the fields that someone changed; what they left as it was is not looked at."""
    found = TypedEdit({}, {})
    for name in names:
        if f"was-{name}" not in data:
            continue
        found.typed[name] = _typed(data, name)
        found.seen[name] = fields.tidy(str(data[f"was-{name}"]))
        if found.typed[name] == found.seen[name]:
            continue
        if name == "point" and not found.typed[name]:
            found.emptied.append(name)
            continue
        try:
            found.values[name] = fields.read(name, found.typed[name], row)
        except fields.WrongField as error:
            found.errors[name] = str(error)
    return found


def _typed(data: QueryDict, name: str) -> str:
    """What was typed; ticks come as several values."""
    if name == "sectors":
        return "\n".join(sorted(slug[:60] for slug in data.getlist(name)[:50]))
    return fields.tidy(str(data.get(name, "")))
