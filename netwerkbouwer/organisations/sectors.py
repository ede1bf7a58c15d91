# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The 21 sectors of the directory, and in which half of a bubble each belongs. Pure."""

from dataclasses import dataclass
from typing import Literal

HalfName = Literal["culture", "other"]


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector: `slug` as stored and in addresses, `label` for readers.

    `half` is the default. It follows the Flemish decree on supralocal cultural work: arts, amateur
    arts, circus, heritage and socio-cultural work (with local cultural policy and youth work) are
    culture. A kind of organisation may say otherwise: kinds.py.
    """

    slug: str
    label: str
    half: HalfName


SECTORS = (
    Sector("kunsten", "Kunsten", "culture"),
    Sector("amateurkunsten", "Amateurkunsten", "culture"),
    Sector("circus", "Circus", "culture"),
    Sector("lokaal_cultuurbeleid", "Lokaal cultuurbeleid", "culture"),
    Sector("sociaal_cultureel", "Sociaal-cultureel volwassenenwerk", "culture"),
    Sector("onderwijs", "Onderwijs", "other"),
    Sector("jeugd", "Jeugd", "culture"),
    Sector("erfgoed", "Cultureel erfgoed", "culture"),
    Sector("onroerend_erfgoed", "Onroerend erfgoed", "other"),
    Sector("sport", "Sport", "other"),
    Sector("welzijn", "Welzijn", "other"),
    Sector("gezondheid", "Gezondheidszorg", "other"),
    Sector("leefmilieu", "Leefmilieu en natuur", "other"),
    Sector("toerisme", "Toerisme", "other"),
    Sector("integratie", "Inburgering en integratie", "other"),
    Sector("mobiliteit", "Mobiliteit", "other"),
    Sector("duurzaamheid", "Duurzaamheid", "other"),
    Sector("lokale_economie", "Lokale economie", "other"),
    Sector("werk", "Tewerkstelling", "other"),
    Sector("ruimtelijke_ordening", "Ruimtelijke ordening", "other"),
    Sector("andere", "Andere", "other"),
)
BY_SLUG = {sector.slug: sector for sector in SECTORS}
OTHER = "andere"


def label(slug: str) -> str:
    """Give the label for readers; an unknown slug as it is."""
    return BY_SLUG[slug].label if slug in BY_SLUG else slug
