# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Candidates as they are typed, taken from the directory or accepted from a suggestion."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from netwerkbouwer.boards import models, partners
from netwerkbouwer.boards.typed import Form, WayOut, WrongForm, place
from netwerkbouwer.common import texts
from netwerkbouwer.organisations import sectors as sector_names
from netwerkbouwer.organisations import standing, villages
from netwerkbouwer.organisations.merging import finding
from netwerkbouwer.organisations.models import Organisation

Fields = dict[str, Any]
LOOKALIKES = 5


def added(form: Form, text: str, fields: Fields) -> tuple[str, Fields]:
    """Name and fields of a new candidate. Raises WrongForm, also for doubles.

    One from the directory takes its facts along; a typed one that has the name of one in the
    directory is proposed as the same, and the person decides.
    """
    _check(fields)
    public_id = fields.get("organisation")
    if public_id:
        text, fields = _from_directory(str(public_id), fields)
    elif not text.strip():
        raise WrongForm(_("Hoe heet de organisatie? Vul een naam in."), "text")
    else:
        fields = {"found": "typed"} | fields | place(form)
    if not _is_settled(form):
        _refuse_double(form, text, fields)
        if not public_id:
            _propose_same(text, fields)
    sectors = fields.get("sectors") or []
    usual = partners.usual_half(text, sectors, str(fields.get("partner_card") or ""))
    return text, fields | {"half": fields.get("half") or usual or None}


def listed(public_id: str, fields: Fields) -> tuple[str, Fields]:
    """Name and fields of a candidate from the directory. Raises WrongForm when it is not there."""
    return _from_directory(public_id, fields)


def saved(form: Form, fields: Fields) -> Fields:
    """Fields of a candidate that someone changed. Raises WrongForm."""
    _check(fields)
    for hint in ("supralocal", "crossing"):
        if fields.get(hint) and not fields.get(f"{hint}_why"):
            raise WrongForm(_("Schrijf er kort bij waarom je dat vindt."), f"{hint}_why")
    return fields | (place(form) if "place" in form else {})


def _check(fields: Fields) -> None:
    """Refuse sectors we do not know, and give a website its scheme."""
    if set(fields.get("sectors") or []) - set(sector_names.BY_SLUG):
        raise WrongForm(_("Deze sector kennen we niet. Kies er een uit de lijst."), "sectors")
    if website := fields.get("website"):
        fields["website"] = _website(texts.clean_line(str(website)))


def _website(typed: str) -> str:
    if typed.casefold().startswith(("http://", "https://")):
        return typed
    if ":" in typed.partition("/")[0] or " " in typed or "." not in typed:
        raise WrongForm(
            _("Dit is geen webadres. Schrijf het als www.voorbeeld.be, of laat het leeg."),
            "website",
        )
    return f"https://{typed}"


def _from_directory(public_id: str, fields: Fields) -> tuple[str, Fields]:
    ids = standing.kept_ids([public_id])
    organisation = Organisation.objects.shown().filter(public_id=ids[public_id]).first()
    if organisation is None:
        raise WrongForm(_("Deze organisatie staat niet (meer) in de gids."))
    others = [sector.sector for sector in organisation.sectors.all()]
    facts = {
        "organisation": organisation.public_id,
        "municipality": organisation.municipality_id,
        "sectors": list(dict.fromkeys([organisation.main_sector, *others])),
        "half": fields.get("half") or organisation.half_override or organisation.half,
        "website": (not organisation.is_person and organisation.website[:300]) or None,
        "found": fields.get("found") or "directory",
    }
    return organisation.name, fields | facts


def _is_settled(form: Form) -> bool:
    """Whether the person already decided, or this very form already arrived (a double click)."""
    again = form.board.cards.filter(pk=form.get("new_card")).exists()
    return again or form.get("anyway") == "on"


def _refuse_double(form: Form, text: str, fields: Fields) -> None:
    """Two of the same under one exercise are mostly a slip; so is one that was set aside."""
    parent = form.get("parent") or None
    candidates = form.board.cards.filter(type="candidate", is_removed=False)
    siblings = [
        card
        for card in candidates
        if card.parent_id == parent or any(card.fields.get(key) for key in ("not_for_us", "later"))
    ]
    known = {str(card.fields.get("organisation") or "") for card in siblings}
    stand = standing.kept_ids(known | {str(fields.get("organisation") or "")})
    double = next((card for card in siblings if _is_same(card, text, fields, stand)), None)
    if double is None:
        return
    anyway = WayOut("anyway", "on", _("Voeg toch nog eens toe"))
    if double.fields.get("not_for_us"):
        sentence = _("‘%(name)s’ zette je eerder bij ‘niet voor ons’. Haal het daar terug.")
    elif double.fields.get("later"):
        sentence = _("‘%(name)s’ staat bij ‘voor later’. Haal het daar terug.")
    else:
        sentence = _("‘%(name)s’ staat al in deze denkoefening.")
    raise WrongForm(sentence % {"name": double.text[:80]}, "double", (anyway,))


def _is_same(card: models.Card, text: str, fields: Fields, stand: Mapping[str, str]) -> bool:
    """`stand` maps public ids to the one that stands for each after merges."""
    public_id = str(fields.get("organisation") or "")
    there = str(card.fields.get("organisation") or "")
    if public_id and there:
        return stand[there] == stand[public_id]
    same_place = card.fields.get("municipality") == fields.get("municipality")
    return same_place and texts.fold(card.text) == texts.fold(text)


def _propose_same(text: str, fields: Fields) -> None:
    """Say that the directory knows one of this name, or of one much like it in the same place."""
    lookalikes = _lookalikes(text, str(fields.get("municipality") or ""))
    if not lookalikes:
        return
    ways = [
        WayOut("f_organisation", one.public_id, _("Ja: %(name)s") % {"name": _with_place(one)})
        for one in lookalikes
    ]
    ways.append(WayOut("anyway", "on", _("Nee, een andere")))
    folded = texts.fold(text)[:250]
    if any(one.name_folded == folded for one in lookalikes):
        sentence = _("‘%(name)s’ staat ook in de gids. Is het dezelfde organisatie?")
    else:
        sentence = _("‘%(name)s’ lijkt op wat in de gids staat. Is het dezelfde organisatie?")
    raise WrongForm(sentence % {"name": text[:80]}, "same", tuple(ways))


def _lookalikes(text: str, municipality: str) -> list[Organisation]:
    """The same name first, then what the directory takes for the same; slips are forgiven."""
    shown = Organisation.objects.shown().select_related("municipality")
    named = shown.filter(name_folded=texts.fold(text)[:250]).exclude(name_folded="")
    named = named.order_by("pk")
    if municipality:
        named = named.filter(municipality=municipality)
    same = list(named[:LOOKALIKES])
    alike = [one.organisation for one in finding.same_as_typed(text, municipality)]
    rows = {row.pk: row for row in (*same, *shown.filter(pk__in=alike))}
    order = dict.fromkeys((*(row.pk for row in same), *alike))
    return [rows[pk] for pk in order if pk in rows][:LOOKALIKES]


def _with_place(organisation: Organisation) -> str:
    where = organisation.municipality.name_nl if organisation.municipality else ""
    village = villages.of(organisation.description)
    return ", ".join(filter(None, [organisation.name[:80], village, where]))
