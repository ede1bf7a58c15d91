# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether co-operation may count as 'bovenlokaal' or 'grensverleggend', with the reason in words.

Pure. Hints, never a verdict: bovenlokaal is possible with two or more municipalities;
grensverleggend with another municipality, another sector or the other half. A row compares the
own organisation with one partner; a scenario looks at the set. Merged municipalities count as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from netwerkbouwer.places import gazetteer

Answer = Literal["yes", "no", "unknown"]
NUMBERS = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
HALVES = {"culture": "cultuur", "other": "niet-cultuur"}


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as far as borders go; `code`, `sectors` and `half` are empty when unknown.

    `sectors` are names for readers.
    """

    name: str
    code: str = ""
    sectors: tuple[str, ...] = ()
    half: Literal["culture", "other", ""] = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A possible answer and why."""

    answer: Answer
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    supralocal: Hint
    crossing: Hint


def for_row(own: Party, partner: Party) -> Hints:
    """Compare the own organisation with one partner."""
    parties = [own, partner]
    return Hints(_supralocal(parties), _crossing(parties))


def for_set(own: Party, members: Sequence[Party]) -> Hints:
    """Look at a scenario. The own municipality counts along; the reason says when it tips it."""
    if not members:
        nobody = Hint("unknown", ("Zet eerst partners bij elkaar.",))
        return Hints(nobody, nobody)
    parties = [own, *members]
    supralocal, crossing = _supralocal(parties), _crossing(parties)
    if len(_places(members)) == 1 and supralocal.answer == "yes":
        told = f"De partners werken in één gemeente; jullie eigen gemeente {_place(own)} telt mee."
        supralocal = Hint("yes", (*supralocal.reasons, told))
    return Hints(supralocal, crossing)


def _municipality(code: str) -> gazetteer.Municipality | None:
    try:
        return gazetteer.by_code(code)
    except gazetteer.UnknownCode:
        return None


def _place(party: Party) -> str:
    here = _municipality(party.code)
    return here.label if here else ""


def _places(parties: Sequence[Party]) -> list[gazetteer.Municipality]:
    """The municipalities of today, each once."""
    found = [_municipality(party.code) for party in parties]
    return list({here.code: here for here in found if here}.values())


def _without_place(parties: Sequence[Party]) -> list[str]:
    return [party.name for party in parties if _municipality(party.code) is None]


def _supralocal(parties: Sequence[Party]) -> Hint:
    places, missing = _places(parties), _without_place(parties)
    if len(places) >= 2:
        return Hint("yes", _about_places(places))
    if missing:
        return Hint("unknown", (_missing("gemeente", missing),))
    who = "Allebei" if len(parties) == 2 else f"Alle {_number(len(parties))}"
    return Hint(
        "no",
        (
            f"{who} in {places[0].label}.",
            "Bereik, doelgroep of thema kan het toch bovenlokaal maken: schrijf dan zelf waarom.",
        ),
    )


def _about_places(places: Sequence[gazetteer.Municipality]) -> tuple[str, ...]:
    names = sorted(place.label for place in places)
    count = f"{_number(len(places)).capitalize()} gemeenten: {listed(names)}."
    return (count, _about_borders(places), *_about_regions(places), *_about_countries(places))


def _about_borders(places: Sequence[gazetteer.Municipality]) -> str:
    joined = _adjoin(places)
    if len(places) == 2:
        return "Ze grenzen aan elkaar." if joined else "Ze grenzen niet aan elkaar."
    return "Ze sluiten op elkaar aan." if joined else "Ze sluiten niet allemaal op elkaar aan."


def _adjoin(places: Sequence[gazetteer.Municipality]) -> bool:
    """Whether you can walk from each to each without leaving them."""
    reached, left = {places[0].code}, {place.code for place in places[1:]}
    while near := {a for a in left if any(gazetteer.are_neighbours(a, b) for b in reached)}:
        reached, left = reached | near, left - near
    return not left


def _about_regions(places: Sequence[gazetteer.Municipality]) -> tuple[str, ...]:
    """Only when each lies in a referentieregio: those exist in Flanders alone."""
    regions = sorted({place.reference_region for place in places})
    if "" in regions:
        return ()
    if len(regions) == 1:
        return (f"Dezelfde referentieregio: {regions[0]}.",)
    return (f"Verschillende referentieregio's: {listed(regions)}.",)


def _about_countries(places: Sequence[gazetteer.Municipality]) -> tuple[str, ...]:
    crosses = len({place.country for place in places}) > 1
    return ("Het gaat ook over de landsgrens.",) if crosses else ()


def _crossing(parties: Sequence[Party]) -> Hint:
    reasons = (*_other_place(parties), *_other_sector(parties), *_other_half(parties))
    if reasons:
        return Hint("yes", reasons)
    missing = _without_place(parties)
    if missing:
        return Hint("unknown", (_missing("gemeente", missing),))
    missing = [party.name for party in parties if not party.sectors]
    if missing:
        return Hint("unknown", ("Dezelfde gemeente.", _missing("sector", missing)))
    return Hint("no", ("Dezelfde gemeente, dezelfde sector en dezelfde helft.",))


def _other_place(parties: Sequence[Party]) -> tuple[str, ...]:
    places = _places(parties)
    if len(places) < 2:
        return ()
    if len(parties) == 2:
        return (f"Een andere gemeente: {places[1].label} naast {places[0].label}.",)
    return (f"Verschillende gemeenten: {listed(sorted(place.label for place in places))}.",)


def _other_sector(parties: Sequence[Party]) -> tuple[str, ...]:
    """Another sector: two that share none."""
    known = [party.sectors for party in parties if party.sectors]
    apart = [pair for pair in combinations(known, 2) if not set(pair[0]) & set(pair[1])]
    if not apart:
        return ()
    if len(parties) == 2:
        own, other = apart[0]
        return (f"Een andere sector: {listed(other)} naast {listed(own)}.",)
    sectors = sorted({sector for pair in apart for sectors in pair for sector in sectors})
    return (f"Verschillende sectoren: {listed(sectors)}.",)


def _other_half(parties: Sequence[Party]) -> tuple[str, ...]:
    halves = [party.half for party in parties if party.half]
    if len(set(halves)) < 2:
        return ()
    if len(parties) == 2:
        return (f"De andere helft: {HALVES[halves[1]]} naast {HALVES[halves[0]]}.",)
    return ("Beide helften: cultuur en niet-cultuur.",)


def _missing(what: str, names: Sequence[str]) -> str:
    shown = list(names[:3]) + (["anderen"] if len(names) > 3 else [])
    return f"We kennen de {what} nog niet van {listed(shown)}."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: a, b en c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
