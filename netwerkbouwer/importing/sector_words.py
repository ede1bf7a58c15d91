# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a sector from the words people use for it: 'zorg', 'muziekvereniging', 'jeugd/sport'. Pure.

The labels of our sectors and of our kinds of organisations are known as such; the words below are
what people write besides those. Every answer says how sure it is and what it rests on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from netwerkbouwer import library
from netwerkbouwer.common import texts
from netwerkbouwer.organisations import kinds, sectors

# Folded words to (sector, how sure). What can mean several sectors is less sure.
_WORDS: Mapping[str, tuple[str, float]] = {
    "kunst": ("kunsten", 0.8),
    "podiumkunsten": ("kunsten", 0.9),
    "theater": ("kunsten", 0.7),
    "galerie": ("kunsten", 0.8),
    "amateurkunst": ("amateurkunsten", 0.9),
    "muziek": ("amateurkunsten", 0.7),
    "zang": ("amateurkunsten", 0.8),
    "koor": ("amateurkunsten", 0.9),
    "toneel": ("amateurkunsten", 0.8),
    "dans": ("amateurkunsten", 0.6),
    "cultuur": ("lokaal_cultuurbeleid", 0.5),
    "cultuurbeleid": ("lokaal_cultuurbeleid", 0.9),
    "bieb": ("lokaal_cultuurbeleid", 0.9),
    "bib": ("lokaal_cultuurbeleid", 0.9),
    "ontmoeting": ("sociaal_cultureel", 0.6),
    "vereniging": ("sociaal_cultureel", 0.5),
    "verenigingsleven": ("sociaal_cultureel", 0.6),
    "vrouwen": ("sociaal_cultureel", 0.7),
    "sociaal cultureel": ("sociaal_cultureel", 0.9),
    "school": ("onderwijs", 0.9),
    "scholen": ("onderwijs", 0.9),
    "educatie": ("onderwijs", 0.7),
    "opleiding": ("onderwijs", 0.7),
    "jongeren": ("jeugd", 0.8),
    "jeugdwerk": ("jeugd", 0.9),
    "kinderen": ("jeugd", 0.7),
    "scouting": ("jeugd", 0.9),
    "erfgoed": ("erfgoed", 0.9),
    "geschiedenis": ("erfgoed", 0.8),
    "historie": ("erfgoed", 0.8),
    "heemkunde": ("erfgoed", 0.9),
    "monument": ("onroerend_erfgoed", 0.8),
    "monumenten": ("onroerend_erfgoed", 0.8),
    "molen": ("onroerend_erfgoed", 0.8),
    "bewegen": ("sport", 0.8),
    "voetbal": ("sport", 0.9),
    "sportvereniging": ("sport", 0.95),
    "zorg": ("welzijn", 0.6),
    "zorg en welzijn": ("welzijn", 0.8),
    "sociaal": ("welzijn", 0.6),
    "sociaal domein": ("welzijn", 0.8),
    "ouderen": ("welzijn", 0.6),
    "senioren": ("welzijn", 0.6),
    "armoede": ("welzijn", 0.9),
    "gezondheid": ("gezondheid", 0.95),
    "medisch": ("gezondheid", 0.8),
    "natuur": ("leefmilieu", 0.9),
    "milieu": ("leefmilieu", 0.9),
    "groen": ("leefmilieu", 0.7),
    "recreatie": ("toerisme", 0.7),
    "horeca": ("toerisme", 0.6),
    "vluchtelingen": ("integratie", 0.8),
    "nieuwkomers": ("integratie", 0.8),
    "inburgering": ("integratie", 0.95),
    "vervoer": ("mobiliteit", 0.8),
    "verkeer": ("mobiliteit", 0.8),
    "energie": ("duurzaamheid", 0.8),
    "klimaat": ("duurzaamheid", 0.8),
    "economie": ("lokale_economie", 0.9),
    "ondernemers": ("lokale_economie", 0.9),
    "bedrijf": ("lokale_economie", 0.8),
    "bedrijven": ("lokale_economie", 0.8),
    "winkel": ("lokale_economie", 0.8),
    "arbeid": ("werk", 0.8),
    "werkgelegenheid": ("werk", 0.9),
    "ruimte": ("ruimtelijke_ordening", 0.7),
    "wonen": ("welzijn", 0.5),
    "kerk": ("andere", 0.8),
    "kerken": ("andere", 0.8),
    "kerkgenootschap": ("andere", 0.9),
    "geloof": ("andere", 0.8),
    "religie": ("andere", 0.8),
    "levensbeschouwing": ("andere", 0.8),
    "overheid": ("andere", 0.7),
    "overig": ("andere", 0.5),
}
UNTELLING = frozenset({"sociocultural-association"})
BY_NAME = 0.6  # how sure a kind is that was recognised in a name
UNKNOWN = 0.1
_BETWEEN = re.compile(r"[,;/|+\n]+|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """Sectors, the likeliest first; `basis` is what it rests on, in Dutch; `rest` is not known."""

    sectors: tuple[str, ...]
    certainty: float
    basis: str
    rest: str = ""


@cache
def known_kinds() -> kinds.Kinds:
    """The kinds of the content pack that tell a sector; 'vereniging' in a name tells none."""
    pack = kinds.read(Path(library.__file__).parent / "packs" / "organisation_kinds.yaml")
    return kinds.Kinds(kind for kind in pack.by_id.values() if kind.id not in UNTELLING)


@cache
def _table() -> dict[str, tuple[str, float]]:
    table: dict[str, tuple[str, float]] = {}
    for kind in known_kinds().by_id.values():
        for label in (kind.label, kind.label_nl):
            table[texts.fold(label)] = (kind.sector, 0.85)
    table |= _WORDS
    for sector in sectors.SECTORS:
        table[texts.fold(sector.label)] = table[texts.fold(sector.slug)] = (sector.slug, 1.0)
    return table


def of_text(text: str) -> Told:
    """What someone wrote in a column of sectors."""
    whole = texts.fold(text)
    found: dict[str, float] = {}
    rest: list[str] = []
    parts = [text] if whole in _table() else _BETWEEN.split(text)
    for part in parts:
        known = _one(texts.fold(part))
        if known:
            found[known[0]] = max(found.get(known[0], 0.0), known[1])
        elif part.strip():
            rest.append(part.strip())
    order = tuple(sorted(found, key=lambda slug: -found[slug]))
    certainty = found[order[0]] if order else UNKNOWN
    return Told(
        order, certainty, f"de lijst noemt ‘{texts.clean_line(text)[:60]}’", ", ".join(rest)
    )


def _one(folded: str) -> tuple[str, float] | None:
    if folded in _table():
        return _table()[folded]
    words = [word for word in folded.split() if word in _table()]
    if words:
        best = max((_table()[word] for word in words), key=lambda known: known[1])
        return best[0], best[1] * 0.8
    kind = known_kinds().get(known_kinds().classify(folded, sectors.OTHER)) if folded else None
    return (kind.sector, BY_NAME) if kind else None


def is_kind(text: str) -> bool:
    """Whether a text names a kind of organisation, more telling than 'vereniging'."""
    return bool(known_kinds().classify(text, sectors.OTHER))
