# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a plan or a run comes to, in words a person reads at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from netwerkbouwer.importing.plan import Counts
from netwerkbouwer.importing.staging import Kind

FIELDS: Mapping[str, str] = {
    "name": gettext_noop("naam"),
    "country": gettext_noop("land"),
    "municipality_code": gettext_noop("gemeente"),
    "sector": gettext_noop("sector"),
    "sectors": gettext_noop("sectoren"),
    "other_names": gettext_noop("andere namen"),
    "lat": gettext_noop("plek op de kaart"),
    "lon": gettext_noop("plek op de kaart"),
    "precision": gettext_noop("hoe precies de plek is"),
    "street": gettext_noop("straat en nummer"),
    "postcode": gettext_noop("postcode"),
    "website": gettext_noop("website"),
    "email": gettext_noop("e-mail"),
    "phone": gettext_noop("telefoon"),
    "identifiers": gettext_noop("nummers"),
    "parent": gettext_noop("hoort bij"),
    "description": gettext_noop("omschrijving"),
    "offers": gettext_noop("heeft te bieden"),
    "questions": gettext_noop("zoekt"),
    "classification": gettext_noop("soort volgens de bron"),
    "checked_on": gettext_noop("nagekeken op"),
    "ended_on": gettext_noop("gestopt op"),
    "is_person": gettext_noop("eenmanszaak"),
    "sector_basis": gettext_noop("waarop de sector rust"),
    "sector_certainty": gettext_noop("hoe zeker de sector is"),
    "gone_on": gettext_noop("verdwenen"),
    "source_url": gettext_noop("adres bij de bron"),
    "licence": gettext_noop("licentie"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of row in a plan: its name in a filter, how many, and what happens to them."""

    kind: Kind
    count: int
    label: str
    meaning: str


def parts(counts: Counts) -> list[Part]:
    """Every kind of row there is in this plan, what asks for attention first."""
    told = [
        (Kind.REFUSED, counts.refused, _("niet te lezen"), _("Deze rijen slaan we over.")),
        (
            Kind.DOUBTFUL,
            counts.doubtful,
            _("twijfel"),
            _(
                "Deze lijken op een organisatie die er al is. Ze komen erbij, en daarna kies jij "
                "of het dezelfde is."
            ),
        ),
        (Kind.NEW, counts.new, _("nieuw"), _("Deze staan nog niet in de gids.")),
        (
            Kind.JOINED,
            counts.joined,
            _("herkend"),
            _("Deze kennen we al uit een andere bron. Er staat bij waaraan we dat zien."),
        ),
        (Kind.CHANGED, counts.changed, _("veranderd"), _("Hier staat nu iets anders in de lijst.")),
        (
            Kind.GONE,
            counts.gone,
            _("verdwenen"),
            _("Deze stonden in de vorige versie. We merken ze als verdwenen, we gooien niets weg."),
        ),
        (Kind.UNCHANGED, counts.unchanged, _("hetzelfde"), _("Hieraan verandert niets.")),
        (
            Kind.SUPPRESSED,
            counts.suppressed,
            _("wil niet in de gids"),
            _("Deze vroegen om niet in de gids te staan. We slaan ze over."),
        ),
    ]
    return [Part(kind, count, label, meaning) for kind, count, label, meaning in told if count]


def summary(counts: Counts) -> str:
    """'412 nieuw, 38 veranderd en 12 twijfel', in the order people read it."""
    order = [Kind.NEW, Kind.JOINED, Kind.CHANGED, Kind.UNCHANGED, Kind.DOUBTFUL, Kind.GONE]
    order += [Kind.REFUSED, Kind.SUPPRESSED]
    found = sorted(parts(counts), key=lambda part: order.index(part.kind))
    told = [f"{number_format(part.count, force_grouping=True)} {part.label}" for part in found]
    if not told:
        return _("Er staat niets in dit bestand dat we kunnen overnemen.")
    if len(told) == 1:
        return f"{told[0]}."
    return _("%(all)s en %(last)s.") % {"all": ", ".join(told[:-1]), "last": told[-1]}


def nothing(counts: Counts, why: str = "") -> str:
    """That a file brings nothing and why; empty when it does bring or change something.

    `why` is why most of its rows are refused.
    """
    if counts.rows > counts.refused or counts.gone:
        return ""
    if counts.refused:
        return ngettext(
            "Uit dit bestand komt niets in de gids: we kunnen de enige rij niet lezen. %(why)s",
            "Uit dit bestand komt niets in de gids: we kunnen geen van de %(n)s rijen lezen. "
            "Meestal hierom: %(why)s",
            counts.refused,
        ) % {"n": number_format(counts.refused, force_grouping=True), "why": reason(why)}
    if counts.persons:
        return _("Uit dit bestand komt niets in de gids: er staan alleen eenmanszaken in.")
    return _("Uit dit bestand komt niets in de gids: er staat geen organisatie in.")


def besides(counts: Counts) -> list[str]:
    """What else there is to say of a plan, a sentence each."""
    said = []
    if counts.contacts_dropped:
        said.append(
            ngettext(
                "%(n)s contactpersoon laten we weg.",
                "%(n)s contactpersonen laten we weg.",
                counts.contacts_dropped,
            )
            % {"n": counts.contacts_dropped}
        )
    if counts.persons:
        said.append(
            ngettext(
                "%(n)s eenmanszaak laten we weg.",
                "%(n)s eenmanszaken laten we weg.",
                counts.persons,
            )
            % {"n": counts.persons}
        )
    return said


def field(name: str) -> str:
    """What people call a field."""
    return _(FIELDS[name]) if name in FIELDS else name


def reason(told: str) -> str:
    """Why a row is refused, in Dutch, with the field that it begins with as people call it."""
    column, _colon, rest = told.partition(": ")
    name = FIELDS.get({"municipality": "municipality_code"}.get(column, column), "")
    return f"{name[:1].upper()}{name[1:]}: {rest}" if name and rest else told
