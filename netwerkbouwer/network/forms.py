# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A link as someone types it in, read into a checked value."""

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts, SearchRequest

MOST_PROPOSED = 8
KINDS = tuple(Link.Kind)


@dataclass
class LinkForm:
    """What was typed, kept as it was; `mistakes` per field, `proposed` who may be meant."""

    name: str = ""
    partner: str = ""
    kind: str = Link.Kind.WORKS_WITH.value
    since: str = ""
    until: str = ""
    evidence: str = ""
    evidence_url: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    proposed: list[OrganisationFacts] = field(default_factory=list)
    mistakes: dict[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not self.mistakes


def read(sent: QueryDict) -> LinkForm:
    """Check what was sent; who is meant is chosen from proposals."""
    form = LinkForm(
        name=texts.clean_line(sent.get("naam", ""))[:250],
        partner=sent.get("organisatie", "")[:8],
        kind=sent.get("soort", ""),
        since=texts.clean_line(sent.get("sinds", ""))[:20],
        until=texts.clean_line(sent.get("tot", ""))[:20],
        evidence=texts.clean_line(sent.get("bewijs", "")),
        evidence_url=texts.clean_line(sent.get("adres", "")),
    )
    if form.kind not in Link.Kind.values:
        form.kind = Link.Kind.WORKS_WITH.value
    form.started_on = _day(form, "sinds", form.since, is_end=False)
    form.ended_on = _day(form, "tot", form.until, is_end=True)
    _check_evidence(form)
    if not organisations.facts_of_ids([form.partner]):
        _propose(form)
    return form


def _check_evidence(form: LinkForm) -> None:
    if not form.evidence:
        form.mistakes["bewijs"] = _("Schrijf erbij waaraan je dat weet.")
    elif len(form.evidence) > 500:
        form.mistakes["bewijs"] = _("Houd het op 500 tekens; nu zijn het er {count}.").format(
            count=len(form.evidence)
        )
    is_web = form.evidence_url.startswith("https://") and " " not in form.evidence_url
    if form.evidence_url and not is_web:
        form.mistakes["adres"] = _("Begin het adres met https://, of laat het leeg.")
    elif len(form.evidence_url) > 600:
        form.mistakes["adres"] = _("Dit adres is te lang.")


def _day(form: LinkForm, name: str, typed: str, *, is_end: bool) -> date | None:
    """A day, or a year: its first day for a start, its last for an end."""
    if not typed:
        return None
    try:
        if typed.isdigit() and len(typed) == 4:
            return date(int(typed), 12, 31) if is_end else date(int(typed), 1, 1)
        return date.fromisoformat(typed)
    except ValueError:
        form.mistakes[name] = _("Schrijf een jaar, zoals 2024, of een datum, zoals 2024-09-01.")
        return None


def _propose(form: LinkForm) -> None:
    if not form.name:
        form.mistakes["naam"] = _("Vul de naam van de andere organisatie in.")
        return
    found = organisations.search(SearchRequest(text=form.name)).results
    form.proposed = list(found[:MOST_PROPOSED])
    form.mistakes["naam"] = (
        _("Kies hieronder wie je bedoelt.")
        if form.proposed
        else _("Die naam vinden we niet. Zoek op een ander woord uit de naam.")
    )
