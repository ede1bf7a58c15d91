# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pages of curators and of the listed read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from netwerkbouwer.organisations import facts, golden, kind_pack, standing, told
from netwerkbouwer.organisations.curation import domains, fields, past
from netwerkbouwer.organisations.curation.waiting import Box
from netwerkbouwer.organisations.merging import queries as merging
from netwerkbouwer.organisations.models import (
    ID_ALPHABET,
    ID_LENGTH,
    Change,
    Claim,
    FieldEdit,
    Notice,
    Organisation,
)

HISTORY_PAGE = 50
LIST_PAGE = 50
MOST_RECENT = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a field."""

    source: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class FieldState:
    """Where a field stands: which person said it and when, if any, and what the sources say."""

    by: str
    on: datetime | None
    said: tuple[Said, ...]

    @property
    def is_edited(self) -> bool:
        return self.on is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in a line of the history, for readers."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line in the history of an organisation."""

    pk: int
    kind: str
    at: datetime
    by: str
    source: str
    note: str
    differences: tuple[Difference, ...]
    can_put_back: bool


def organisation(address: str, *, also_hidden: bool = False) -> Organisation:
    """The organisation of an address, after merges. Raises Http404."""
    public_id = address[:ID_LENGTH].lower()
    if len(public_id) < ID_LENGTH or not set(public_id) <= set(ID_ALPHABET):
        raise Http404
    row = Organisation.objects.filter(public_id=public_id).first()
    if row is not None and row.merged_into_id is not None:
        row = Organisation.objects.filter(pk=standing.kept([row.pk])[row.pk]).first()
    if row is None or (row.hidden_on and not also_hidden):
        raise Http404
    return row


def address_of(row: Organisation) -> str:
    """The last part of the address of its page."""
    return f"{row.public_id}-{facts.slug_of(row.name)}"


def states(row: Organisation) -> dict[str, FieldState]:
    """Per field that people may change: who said it, and what each source says."""
    gathered = told.gather([row.pk]).get(row.pk)
    said: dict[str, list[Said]] = {name: [] for name in golden.EDITABLE}
    for one in gathered.told if gathered else []:
        for name, text in _readable_record(one).items():
            if text:
                basis = golden.basis_of(one)
                said[name].append(Said(basis.source_name, basis.on, text))
    group = standing.members([row.pk])[row.pk]
    edits = {edit.field: edit for edit in FieldEdit.objects.filter(organisation__in=group)}
    return {
        name: FieldState(
            by=edits[name].by if name in edits else "",
            on=edits[name].at if name in edits else None,
            said=tuple(dict.fromkeys(found)),
        )
        for name, found in said.items()
    }


def _readable_record(one: golden.Told) -> dict[str, str]:
    """What one record says of each field, for readers; empty where it says nothing."""
    made = golden.resolve([one], {}, kind_pack.load())
    values: dict[str, Any] = {**made.values, **made.lists, "parent": ""}
    values["municipality"] = made.values["municipality_id"] or ""
    is_exact = made.values["precision"] == "address" and made.values["lat"] is not None
    values["point"] = [made.values["lat"], made.values["lon"]] if is_exact else []
    silent = {"culture_core", "parent"} | (set() if one.record.is_person else {"is_person"})
    return {
        name: "" if name in silent else fields.readable(name, values[name])
        for name in golden.EDITABLE
    } | {"parent": one.record.parent}


def history(row: Organisation, before: int = 0) -> tuple[list[Line], int]:
    """The lines of an organisation and all merged into it, the newest first; where to go on."""
    group = standing.members([row.pk])[row.pk]
    changes = Change.objects.filter(organisation__in=group).select_related("delivery__source")
    if before:
        changes = changes.filter(pk__lt=before)
    found = list(changes.order_by("-pk")[: HISTORY_PAGE + 1])
    lines = [_line(change) for change in found[:HISTORY_PAGE]]
    return lines, found[HISTORY_PAGE - 1].pk if len(found) > HISTORY_PAGE else 0


def _line(change: Change) -> Line:
    was = past.was(change)
    return Line(
        pk=change.pk,
        kind=change.get_kind_display(),
        at=change.at,
        by=change.by,
        source=change.delivery.source.name if change.delivery else "",
        note=change.note,
        differences=tuple(_differences(change, was)),
        can_put_back=bool(was),
    )


def _differences(change: Change, was: dict[str, Any]) -> list[Difference]:
    """The fields of a change by their labels; what only a computer needs stays out."""
    found = []
    for name, pair in change.differences.items():
        if name in fields.BY_NAME and isinstance(pair, list) and len(pair) == 2:
            before = fields.readable(name, was.get(name, ""))
            after = _after(name, pair[1])
            found.append(Difference(str(fields.BY_NAME[name].label), before, after))
    if "point" in was and "point" not in change.differences:
        found.append(Difference(_("Plek op de kaart"), fields.readable("point", was["point"]), "…"))
    return found


def _after(name: str, value: Any) -> str:
    if name in {"parent", "culture_core"} and isinstance(value, int):
        row = Organisation.objects.filter(pk=value).first()
        return row.name if row else ""
    return fields.readable(name, value or "")


def open_notices() -> list[Notice]:
    """What people told us and nobody looked at, the oldest first."""
    rows = Notice.objects.filter(state=Notice.State.OPEN).select_related("organisation")
    return list(rows.order_by("sent_at", "pk")[:LIST_PAGE])


def settled_notices() -> list[Notice]:
    """The last that were handled."""
    rows = Notice.objects.exclude(state=Notice.State.OPEN).select_related("organisation")
    return list(rows.order_by("-decided_at", "-pk")[:MOST_RECENT])


def claims(*states: Claim.State) -> list[Claim]:
    """Claims in these states, the oldest first."""
    rows = Claim.objects.filter(state__in=states).select_related("organisation__municipality")
    return list(rows.order_by("asked_at", "pk")[:LIST_PAGE])


def changed_websites(found: Sequence[Claim]) -> dict[int, FieldEdit]:
    """Per organisation of these claims who changed its website, when a person did."""
    owners = [claim.organisation_id for claim in found]
    edits = FieldEdit.objects.filter(organisation__in=owners, field="website")
    return {edit.organisation_id: edit for edit in edits}


def hidden() -> Sequence[Organisation]:
    """Organisations out of sight, the last first."""
    rows = Organisation.objects.exclude(hidden_on=None).filter(merged_into=None)
    return list(rows.order_by("-hidden_on", "-pk")[:LIST_PAGE])


def recent_edits() -> list[Change]:
    """The last changes that people made, anywhere."""
    rows = Change.objects.filter(kind__in=[Change.Kind.EDITED, Change.Kind.REVERTED]).exclude(by="")
    return list(rows.select_related("organisation").order_by("-pk")[:MOST_RECENT])


def can_be_claimed(website: str, *, is_person: bool) -> bool:
    """Whether it has a website by which someone can show to belong to it."""
    return not is_person and bool(domains.own_domains(website))


def boxes() -> list[Box]:
    """What waits for a curator in this part of the product."""
    open_pairs = merging.count(merging.Wanted())
    notices = Notice.objects.filter(state=Notice.State.OPEN).count()
    waiting = Claim.objects.filter(state=Claim.State.PROVEN).count()
    return [
        Box(
            title=_("Dubbels"),
            count=open_pairs,
            address=reverse("merging:show_bench"),
            waits=_("Organisaties die misschien dezelfde zijn. Kijk ze twee aan twee na."),
            quiet=_("Niets te kiezen. Na het inladen van een bestand kan er iets bijkomen."),
            button=_("Kijk dubbels na"),
        ),
        Box(
            title=_("Meldingen"),
            count=notices,
            address=reverse("curation:notices"),
            waits=_("Iemand zag een fout, of wil niet in de gids staan."),
            quiet=_("Geen meldingen. Bij elke organisatie kan iedereen iets melden."),
            button=_("Bekijk meldingen"),
        ),
        Box(
            title=_("Aanvragen"),
            count=waiting,
            address=reverse("curation:claims"),
            waits=_("Organisaties die hun eigen pagina willen aanpassen."),
            quiet=_("Geen aanvragen. Een organisatie met een eigen website kan er een doen."),
            button=_("Bekijk aanvragen"),
        ),
    ]
