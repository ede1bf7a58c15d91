# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions, offers and matches as tables to take along."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from netwerkbouwer.common import csv_text
from netwerkbouwer.matching.market.queries import Listed
from netwerkbouwer.matching.market.two_sided import Match
from netwerkbouwer.organisations import linked_data


def texts_csv(found: Iterable[Listed], sources: Mapping[int, tuple[str, str]], base: str) -> str:
    """One line per text, with who says it; `sources` gives source and licence by organisation."""
    header = (_("wat"), _("tekst"), _("wie zegt het"), _("organisatie"), _("gemeente"),
              _("gemeentecode"), _("sector"), _("datum"), _("nog actueel?"), _("bron"),
              _("licentie"),
              _("pagina"))  # fmt: skip
    return csv_text.to_csv(header, (_text_line(one, sources, base) for one in found))


def _text_line(
    one: Listed, sources: Mapping[int, tuple[str, str]], base: str
) -> tuple[csv_text.Value, ...]:
    source, licence = sources.get(one.owner.pk, ("", ""))
    return (
        _("vraag") if one.is_question else _("aanbod"),
        one.text,
        who_says(one),
        one.owner.name,
        one.owner.municipality,
        one.owner.municipality_code,
        one.owner.sector_label,
        one.published_on.isoformat() if one.published_on else "",
        _("na te vragen") if one.is_old else "",
        "" if one.is_own else one.source,
        licence if one.source == source and not one.is_own else "",
        linked_data.address_of(one.owner, base),
    )


def who_says(one: Listed) -> str:
    """Whose words these are, in a few words."""
    if one.is_own:
        return _("de organisatie zelf")
    return _("volgens %(source)s") % {"source": one.source} if one.source else _("een beheerder")


def matches_csv(found: Iterable[Match], base: str) -> str:
    """One line per organisation that meets, with the texts that met."""
    header = (_("organisatie"), _("gemeente"), _("sector"), _("onze vraag"), _("hun aanbod"),
              _("ons aanbod"), _("hun vraag"), _("waar"), _("werkt al samen"),
              _("pagina"))  # fmt: skip
    return csv_text.to_csv(header, (_match_line(one, base) for one in found))


def _match_line(one: Match, base: str) -> tuple[csv_text.Value, ...]:
    helps, asks = one.they_offer, one.they_ask
    return (
        one.organisation.name,
        one.organisation.municipality,
        one.organisation.sector_label,
        helps.asked if helps else "",
        helps.offered if helps else "",
        asks.offered if asks else "",
        asks.asked if asks else "",
        ", ".join(reason.text for reason in one.where),
        _("ja") if one.is_partner else "",
        linked_data.address_of(one.organisation, base),
    )
