# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Says in Dutch what two entries have in common, and what not; each part can be checked. Pure."""

import math

from netwerkbouwer.organisations.identity import evidence
from netwerkbouwer.organisations.identity.comparing import Pairs

_NAMES = {
    "same": "zelfde naam",
    "same_common": "zelfde naam, maar het is een gewone naam",
    "within": "de ene naam zit in de andere",
    "within_rare": "de ene naam zit in de andere, met een opvallend woord erbij",
    "within_common": "de namen delen gewone woorden",
    "overlap": "de namen delen een opvallend woord",
    "overlap_rare": "de namen delen een opvallend woord, maar verschillen ook",
    "like": "de namen lijken op elkaar",
    "initials": "de ene naam is de afkorting van de andere",
    "other": "andere naam",
}
_PLACES = {
    "address": "zelfde straat en huisnummer",
    "street": "zelfde straat, een huisnummer ontbreekt",
    "town": "zelfde gemeente",
    "other_house": "zelfde straat, ander huisnummer",
    "other_street": "zelfde gemeente, andere straat",
    "neighbouring": "een andere gemeente in de buurt",
    "elsewhere": "andere gemeente",
    "block": "zelfde postcode met letters",
    "postcode": "zelfde postcode",
    "named": "de naam noemt de gemeente van de ander",
    "vicinity": "in dezelfde streek, voor zover we weten",
    "unknown": "van een van de twee weten we niet waar het is",
}
_CONTACTS = {
    "host": ("zelfde website", "zelfde website, die ook van anderen is", "andere website"),
    "phone": ("zelfde telefoon", "zelfde telefoon, die ook van anderen is", "andere telefoon"),
    "email": ("zelfde e-mailadres", "zelfde e-mailadres, dat ook van anderen is", ""),
}
_NUMBERS_IN_WORDS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes")


def reasons(pairs: Pairs, at: int) -> list[str]:
    """The reasons of one pair, what speaks for it first."""
    levels = {
        field: evidence.LEVELS[field][int(found[at])]
        for field, found in pairs.evidence.levels.items()
    }
    told = [_number(levels), _name(pairs, at, levels["name"]), _place(pairs, at, levels["place"])]
    told += [_contact(levels, field) for field in _CONTACTS]
    told += _differences(levels)
    if pairs.same_source[at]:
        told.append("beide uit dezelfde bron")
    return [text for text in told if text]


def _number(levels: dict[str, str]) -> str:
    told = {"same": "zelfde ondernemingsnummer", "different": "ander ondernemingsnummer"}
    return told.get(levels["number"], "")


def _name(pairs: Pairs, at: int, level: str) -> str:
    if level != "slip":
        return _NAMES[level]
    slips = max(1, int(pairs.evidence.slips[at]))
    if slips >= len(_NUMBERS_IN_WORDS):
        return "naam bijna gelijk"
    return f"naam op {_NUMBERS_IN_WORDS[slips]} letter{'s' if slips > 1 else ''} na gelijk"


def _place(pairs: Pairs, at: int, level: str) -> str:
    km = float(pairs.evidence.km[at])
    if level not in {"near", "around"}:
        return _PLACES[level]
    if math.isnan(km):
        return ""
    return f"{max(10, round(km * 100) * 10)} meter van elkaar"


def _contact(levels: dict[str, str], field: str) -> str:
    same, many, different = _CONTACTS[field]
    return {"same": same, "same_as_many": many, "different": different}.get(levels[field], "")


def _differences(levels: dict[str, str]) -> list[str]:
    told = []
    if levels["departments"] == "yes":
        told.append("een van de twee noemt een dienst of afdeling")
    if levels["figures"] == "yes":
        told.append("ander nummer in de naam")
    if levels["towns"] == "yes":
        told.append("de namen noemen een andere plaats")
    if levels["sector"] == "different":
        told.append("andere sector")
    return told
