# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of an organisation that people may change: how each reads, and how it is typed.

A value has the shape of a `FieldEdit` (see `golden.EDITABLE`). Each has one text it is typed as;
what someone types is read by the same parser that reads the files of sources.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import kind_pack, records, sectors
from netwerkbouwer.organisations.models import ID_ALPHABET, ID_LENGTH, Organisation
from netwerkbouwer.places import gazetteer, queries

MOST_TYPED = 20_000  # characters of one field; more is cut before it is read
HALVES = {"culture": gettext_lazy("cultuur"), "other": gettext_lazy("niet-cultuur")}
NUMBERS = {"kbo": "KBO", "kvk": "KVK", "vcode": "vCode", "osm": "OSM"}
_PUBLIC_ID = re.compile(rf"(?:^|/)([{ID_ALPHABET}]{{{ID_LENGTH}}})(?:-[a-z0-9-]*)?/?$")
_POINT = re.compile(r"\s*(-?\d{1,3}(?:[.,]\d+)?)\s*[;,\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*")


class WrongField(Exception):
    """What was typed cannot be this field; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in `golden.EDITABLE`, and how a form shows it."""

    name: str
    label: str | Promise
    shape: str  # line, text, lines, choice, ticks, yes, place, numbers, organisation
    help: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together on a form."""

    slug: str
    title: str | Promise
    fields: tuple[Field, ...]


GROUPS = (
    Group(
        "wie",
        gettext_lazy("Wie het is"),
        (
            Field("name", gettext_lazy("Naam"), "line"),
            Field(
                "other_names",
                gettext_lazy("Andere namen"),
                "lines",
                gettext_lazy("Eén per regel: een afkorting, de oude naam."),
            ),
            Field("main_sector", gettext_lazy("Belangrijkste sector"), "choice"),
            Field("sectors", gettext_lazy("Ook actief in"), "ticks"),
            Field("half", gettext_lazy("Cultuur of niet-cultuur"), "choice"),
            Field("kind", gettext_lazy("Soort organisatie"), "choice"),
            Field(
                "description",
                gettext_lazy("Wat ze doen"),
                "text",
                gettext_lazy("Een paar zinnen, zonder namen van personen."),
            ),
        ),
    ),
    Group(
        "waar",
        gettext_lazy("Waar het is"),
        (
            Field("municipality", gettext_lazy("Gemeente"), "place"),
            Field("street", gettext_lazy("Straat en nummer"), "line"),
            Field("postcode", gettext_lazy("Postcode"), "line"),
            Field(
                "point",
                gettext_lazy("Plek op de kaart"),
                "line",
                gettext_lazy("Breedte en lengte in graden, zoals 51.0543, 3.7174."),
            ),
        ),
    ),
    Group(
        "contact",
        gettext_lazy("Hoe je ze bereikt"),
        (
            Field("website", gettext_lazy("Website"), "line"),
            Field(
                "email",
                gettext_lazy("Mailadres van de organisatie"),
                "line",
                gettext_lazy("Zoals info@…; geen adres van een persoon."),
            ),
            Field(
                "phone",
                gettext_lazy("Telefoon van de organisatie"),
                "line",
                gettext_lazy("Geen nummer van een persoon."),
            ),
        ),
    ),
    Group(
        "aanbod",
        gettext_lazy("Wat ze zelf laten weten"),
        (
            Field(
                "offers", gettext_lazy("Heeft te bieden"), "lines", gettext_lazy("Eén per regel.")
            ),
            Field("questions", gettext_lazy("Zoekt"), "lines", gettext_lazy("Eén per regel.")),
        ),
    ),
    Group(
        "verband",
        gettext_lazy("Waar het bij hoort"),
        (
            Field(
                "parent",
                gettext_lazy("Onderdeel van"),
                "organisation",
                gettext_lazy("Plak het adres van de pagina van die organisatie."),
            ),
            Field(
                "culture_core",
                gettext_lazy("Cultuurkern"),
                "organisation",
                gettext_lazy("Plak het adres van de pagina van die organisatie."),
            ),
        ),
    ),
    Group(
        "nummers",
        gettext_lazy("Nummers en bescherming"),
        (
            Field(
                "identifiers",
                gettext_lazy("Nummers"),
                "numbers",
                gettext_lazy("Eén per regel, zoals KBO 0123.456.749."),
            ),
            Field(
                "is_person",
                gettext_lazy("Dit is een zaak van één persoon"),
                "yes",
                gettext_lazy("Dan tonen we geen adres en geen contactgegevens."),
            ),
        ),
    ),
)
BY_NAME = {field.name: field for group in GROUPS for field in group.fields}
# What decides who may claim or who is protected is for curators alone.
CURATORS_ONLY = frozenset({"website", "identifiers", "is_person", "parent", "culture_core"})


def choices(name: str) -> list[tuple[str, str]]:
    """What can be chosen for a field: value and label; empty for fields that are typed."""
    if name in {"main_sector", "sectors"}:
        return [(one.slug, one.label) for one in sectors.SECTORS]
    if name == "half":
        return [(value, str(label)) for value, label in HALVES.items()]
    if name == "kind":
        kinds = kind_pack.load().by_id.values()
        return [("", _("onbekend")), *sorted((one.id, one.label) for one in kinds)]
    return []


def current(row: Organisation) -> dict[str, Any]:
    """Every field as it shows now; five queries."""
    above = [pk for pk in (row.parent_id, row.culture_core_id) if pk]
    ids = dict(Organisation.objects.filter(pk__in=above).values_list("pk", "public_id"))
    offerings = list(row.offerings.order_by("pk").values_list("kind", "text"))
    plain = "name street postcode main_sector half kind description website email phone is_person"
    has_point = row.precision == "address" and row.lat is not None and row.lon is not None
    return {
        **{name: getattr(row, name) for name in plain.split()},
        "municipality": row.municipality_id or "",
        "point": [row.lat, row.lon] if has_point else [],
        "other_names": list(row.other_names.order_by("name").values_list("name", flat=True)),
        "sectors": sorted(row.sectors.values_list("sector", flat=True)),
        "identifiers": [list(pair) for pair in row.identifiers.values_list("scheme", "value")],
        "offers": [text for kind, text in offerings if kind == "offer"],
        "questions": [text for kind, text in offerings if kind == "question"],
        "parent": ids.get(row.parent_id or 0, ""),
        "culture_core": ids.get(row.culture_core_id or 0, ""),
    }


def typed(name: str, value: Any) -> str:
    """The text that a value is typed as; the same value gives the same text."""
    if name == "municipality":
        place = gazetteer.load().municipalities.get(value or "")
        return place.label if place else ""
    if name == "is_person":
        return "ja" if value else ""
    if name == "point":
        return ", ".join(f"{number:.6g}" for number in value)
    if name == "identifiers":
        return "\n".join(f"{scheme} {number}" for scheme, number in value)
    if name == "sectors":
        return "\n".join(sorted(value))
    return "\n".join(value) if isinstance(value, list | tuple) else str(value or "")


def readable(name: str, value: Any) -> str:
    """The same for readers: labels instead of codes."""
    if name in {"sectors", "main_sector"}:
        slugs = [value] if isinstance(value, str) else value
        return ", ".join(sectors.label(slug) for slug in slugs)
    if name == "kind":
        kind = kind_pack.load().get(value)
        return kind.label if kind else ""
    if name == "half":
        return str(HALVES.get(value, ""))
    if name == "is_person":
        return _("ja") if value else _("nee")
    if name in {"parent", "culture_core"} and value:
        row = Organisation.objects.filter(public_id=str(value)[:ID_LENGTH]).first()
        return row.name if row else str(value)
    return typed(name, value).replace("\n", ", ")


def tidy(text: str) -> str:
    """What someone typed, cut to what any field can hold and clean, for comparing."""
    lines = (line.strip() for line in texts.clean(text[:MOST_TYPED]).split("\n"))
    return "\n".join(lines).strip()


def read(name: str, text: str, row: Organisation) -> Any:
    """The value someone means. Raises WrongField with a sentence."""
    text = tidy(text)
    return _READERS.get(name, _line)(name, text, row)


def _parsed(column: str, text: str, **more: str) -> records.OrganisationRecord:
    """One field read as a file of a source is read. Raises WrongField."""
    filled = {"name": "x", "sector": sectors.OTHER, "country": "BE", **more, column: text}
    found = records.parse(filled, 0, "x")
    if isinstance(found, records.RowError):
        raise WrongField(_sentence(found.reason))
    if remark := next((r for r in found.remarks if r.startswith(column)), ""):
        raise WrongField(_sentence(remark))
    return found


def _sentence(reason: str) -> str:
    """Without the column in front of it, which the form shows, and without 'left out'."""
    text = reason.partition(": ")[2] or reason
    text = text.removesuffix(", overgeslagen.").removesuffix(".")
    return f"{text[:1].upper()}{text[1:]}."


def _line(name: str, text: str, row: Organisation) -> Any:
    value = getattr(_parsed(name, text), name)
    return list(value) if isinstance(value, tuple) else value


def _lines(name: str, text: str, row: Organisation) -> list[str]:
    if "|" in text:
        raise WrongField(_("Gebruik het teken | niet."))
    return list(getattr(_parsed(name, text.replace("\n", "|")), name))


def _place(name: str, text: str, row: Organisation) -> str:
    if not text:
        return ""
    try:
        return queries.resolve(text).code
    except queries.UnknownMunicipality as error:
        raise WrongField(str(error)) from None


def _point(name: str, text: str, row: Organisation) -> list[float]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise WrongField(_("Typ twee getallen, zoals 51.0543, 3.7174."))
    lat, lon = (float(part.replace(",", ".")) for part in match.groups())
    inside = records.SOUTH < lat < records.NORTH and records.WEST < lon < records.EAST
    if not inside:
        raise WrongField(_("Dit punt ligt niet in België of Nederland."))
    return [lat, lon]


def _choice(name: str, text: str, row: Organisation) -> str:
    if text not in dict(choices(name)):
        raise WrongField(_("Kies iets uit de lijst."))
    return text


def _sectors(name: str, text: str, row: Organisation) -> list[str]:
    slugs = [slug for slug in dict.fromkeys(text.split("\n")) if slug]
    if any(slug not in sectors.BY_SLUG for slug in slugs):
        raise WrongField(_("Kies iets uit de lijst."))
    return sorted(slugs)


def _email(name: str, text: str, row: Organisation) -> str:
    return _parsed("email", text, website=row.website).email


def _phone(name: str, text: str, row: Organisation) -> str:
    place = gazetteer.load().municipalities.get(row.municipality_id or "")
    return _parsed("phone", text, country=place.country if place else "BE").phone


def _yes(name: str, text: str, row: Organisation) -> bool:
    return text == "ja"


def _numbers(name: str, text: str, row: Organisation) -> list[list[str]]:
    known = {tuple(pair) for pair in row.identifiers.values_list("scheme", "value")}
    found: list[list[str]] = []
    for line in filter(None, text.split("\n")):
        scheme, _space, number = line.partition(" ")
        pair = [scheme, number.strip()]
        if tuple(pair) not in known:
            column = scheme.rstrip(":").casefold()
            if column not in NUMBERS:
                raise WrongField(_("Begin elke regel met KBO, KVK, vCode of OSM."))
            told = _parsed(column, number).identifiers
            if not told:
                raise WrongField(_("Zet achter %(what)s het nummer.") % {"what": scheme[:12]})
            pair = list(told[0])
        if pair not in found:
            found.append(pair)
    return found


def _organisation(name: str, text: str, row: Organisation) -> str:
    if not text:
        return ""
    match = _PUBLIC_ID.search(text.split("?")[0].split("#")[0])
    found = Organisation.objects.filter(public_id=match[1]).first() if match else None
    if found is None:
        raise WrongField(_("We vinden die organisatie niet. Plak het adres van haar pagina."))
    if found.pk == row.pk:
        raise WrongField(_("Een organisatie kan niet bij zichzelf horen."))
    return found.public_id


Reader = Callable[[str, str, Organisation], Any]
_READERS: dict[str, Reader] = {
    "other_names": _lines,
    "offers": _lines,
    "questions": _lines,
    "municipality": _place,
    "point": _point,
    "main_sector": _choice,
    "sectors": _sectors,
    "half": _choice,
    "kind": _choice,
    "email": _email,
    "phone": _phone,
    "is_person": _yes,
    "identifiers": _numbers,
    "parent": _organisation,
    "culture_core": _organisation,
}


def names_for(*, is_curator: bool) -> Sequence[str]:
    """The fields that this editor may change, in the order of the form."""
    return [name for name in BY_NAME if is_curator or name not in CURATORS_ONLY]
