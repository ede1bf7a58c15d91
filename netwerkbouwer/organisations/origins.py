# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where what a page says comes from: a line per field."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from netwerkbouwer.organisations import golden


@dataclass(frozen=True, slots=True)
class Origin:
    """A line: what it is about, who told it and when. `licence` and `url` may be empty."""

    label: str
    source: str
    on: date
    by_person: bool
    licence: str
    url: str


def labels() -> dict[str, str]:
    """The fields that a page shows, in its order. What we work out ourselves is not among them."""
    return {
        "name": _("Naam"),
        "other_names": _("Andere namen"),
        "main_sector": _("Sector"),
        "description": _("Beschrijving"),
        "municipality_id": _("Gemeente"),
        "street": _("Straat"),
        "postcode": _("Postcode"),
        "lat": _("Plek op de kaart"),
        "website": _("Website"),
        "email": _("E-mailadres"),
        "phone": _("Telefoon"),
        "identifiers": _("Nummers in registers"),
        "offers": _("Heeft te bieden"),
        "questions": _("Zoekt"),
        "parent": _("Onderdeel van"),
        "culture_core": _("Cultuurkern"),
        "kind": _("Soort"),
        "half": _("Cultuur of niet-cultuur"),
    }


def told(found: golden.Golden) -> list[Origin]:
    """A line for each field that has a value and an origin."""
    return [
        Origin(
            label=label,
            source=_("iemand die de gids beheert") if basis.by_person else basis.source_name,
            on=basis.on,
            by_person=basis.by_person,
            licence=basis.licence,
            url=basis.url,
        )
        for name, label in labels().items()
        if (basis := found.basis.get(name)) and (basis.by_person or _has_value(found, name))
    ]


def _has_value(found: golden.Golden, name: str) -> bool:
    if name in found.lists:
        return bool(found.lists[name])
    return found.values.get(name, True) not in ("", None)
