# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""De kenmerken waarop we organisaties vergelijken.

Elk kenmerk is een getal van 0 tot 1. Samen, elk met een eigen gewicht (weights.yaml), bepalen ze
de volgorde. De uitleg bij elk kenmerk hieronder is ook de uitleg voor de gebruiker. Pure functions;
the docstrings are Dutch because users read them.
"""

import inspect
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SATURATION = 1.0  # so much weight of shared words gives 0.63
CONCEPT_STEP = 0.75  # how far one full answer fills what is missing to 1
# Kilometres at which nearness has fallen to 0.37. Real co-operation falls off at 12-14 km between
# municipalities, at 34 km for culture with welfare; the power makes the first ten count alike.
FAR_KM = {"local": 24.0, "regional": 38.0, "wide": 80.0}
FALL = 1.5
# Further than this only when there is too little nearby; wide ones have no horizon at home.
HORIZON_KM = {"local": 40.0, "regional": 75.0, "wide": 120.0}
HORIZON_ABROAD_KM = 40.0  # over the border with another country or language
WIDE_FLOOR = 0.2  # an organisation for the whole country is never quite out of reach at home
UNKNOWN_PLACE = 0.1
ACROSS_COMMUNITIES = 0.6  # the border with another country or language makes it feel further
LARGEST = 32  # parts and partners together
FRESH_DAYS, HALF_DAYS = 365, 730  # as new for a year, then half of it every two years
TURNS = 4.0  # suggested so often lately, and half is left
ALLOCATION = 0.5  # so much shared gives 0.63


def words_met(total: Floats) -> Floats:
    """Woorden die elkaar raken.

    We leggen jouw tekst naast wat een organisatie zelf over zich vertelt. Elk stukje van jouw tekst
    telt één keer, met het beste dat er bij hen tegenover staat. Iets vaker zeggen of een lange
    lijst trefwoorden levert dus niets op. Een deel van een samenstelling telt wat minder.
    """
    return np.asarray(1.0 - np.exp(-np.maximum(total, 0.0) / SATURATION), dtype=np.float64)


def profile_met(contributions: Iterable[float]) -> float:
    """Wat dit soort organisatie meestal biedt of zoekt.

    Van veel organisaties kennen we alleen de naam. Dan gaan we uit van wat hun soort meestal te
    bieden heeft of zoekt. Dat is onze aanname: bij de redenen staat dat erbij.
    """
    missing = 1.0
    for value in contributions:
        missing *= 1.0 - CONCEPT_STEP * min(1.0, max(0.0, value))
    return 1.0 - missing


def meaning(likeness: NDArray[Any]) -> Floats:
    """Teksten die over hetzelfde gaan.

    Een taalmodel op de eigen computer vergelijkt waar jouw tekst en die van een organisatie over
    gaan, ook als ze geen woord delen. Dit telt alleen mee als de beheerder zo'n model heeft
    geplaatst. Zonder model laten we dit kenmerk weg.
    """
    return _clipped(likeness)


def nearness(km: Floats, far_km: Floats, at_least: Floats) -> Floats:
    """Hoe ver het is over de weg.

    Dichtbij telt meer dan ver. Een organisatie voor één buurt of gemeente moet dichter liggen dan
    een die voor een streek werkt, en die dichter dan een steunpunt voor het hele land. De afstand
    is een schatting: de rechte lijn, met een derde erbij. Over de landsgrens of de taalgrens telt
    nabijheid minder.
    """
    near = np.exp(-((np.nan_to_num(km, nan=0.0) / far_km) ** FALL))
    known = np.maximum(near, at_least)
    return np.asarray(np.where(np.isnan(km), UNKNOWN_PLACE, known), dtype=np.float64)


def sector_complement(gains: Floats) -> Floats:
    """Sectoren die elkaar aanvullen.

    Wie in een andere sector werkt, kent andere mensen en heeft andere middelen. Een andere sector
    in de andere helft telt het meest, een andere sector in dezelfde helft wat minder, je eigen
    sector het minst. Weten we uit echte samenwerking welke sectoren elkaar vinden, dan telt dat
    mee.
    """
    return _clipped(gains)


def other_half(own: str, halves: NDArray[Any]) -> Floats:
    """De andere helft: cultuur of niet-cultuur.

    Het schema toont cultuur boven de lijn en de rest eronder. Een partner aan de andere kant van
    de lijn telt hier mee. Wie aan jouw kant staat, telt hier niet mee.
    """
    return np.asarray(halves != own, dtype=np.float64)


def border_gain(other_municipality: Flags, other_province: Flags) -> Floats:
    """Welke grens je oversteekt.

    Een partner in een andere gemeente brengt iets wat je zelf niet hebt. Ligt die gemeente ook in
    een andere provincie, dan telt dat een beetje meer. Binnen je eigen gemeente is dit nul.
    """
    return np.asarray(0.7 * other_municipality + 0.3 * other_province, dtype=np.float64)


def region_gain(other_region: Flags) -> Floats:
    """Een andere referentieregio.

    Vlaamse gemeenten werken samen in referentieregio's. Een partner uit een andere regio opent een
    kring die je zelf niet snel tegenkomt. Buiten Vlaanderen kijken we naar de provincie.
    """
    return np.asarray(other_region, dtype=np.float64)


def novelty(not_shared: Floats, is_known: Flags) -> Floats:
    """Nieuw in jouw netwerk.

    Iemand met wie je nog niet werkt en met wie je geen partners deelt, is helemaal nieuw. Hoe meer
    partners jullie delen, hoe lager dit wordt. Bij wie al jouw partner is, is het nul. We kijken
    alleen naar samenwerkingen die in de gids staan of op jouw bord.
    """
    return np.where(is_known, 0.0, _clipped(not_shared))


def broker(gains: Floats) -> Floats:
    """Brug naar een andere kring.

    Kennen jouw partners elkaar allemaal, dan hoor je vaak hetzelfde. Een nieuwe partner die hen
    niet kent, maakt jouw netwerk losser en opent een andere kring. We rekenen uit hoeveel, volgens
    Burt, en vergelijken met wie het meest opent.
    """
    return _beside_most(gains)


def shared(allocation: Floats) -> Floats:
    """Gemeenschappelijke partners.

    Delen jullie een partner, dan kan die je voorstellen. Een gedeelde partner die weinig anderen
    kent, telt meer dan een die iedereen kent. Dit weegt zwaarder naarmate je de schuif dichter bij
    vertrouwd zet.
    """
    return np.asarray(1.0 - np.exp(-np.maximum(allocation, 0.0) / ALLOCATION), dtype=np.float64)


def closeness(shares: Floats) -> Floats:
    """Kort bij je in het netwerk.

    Stel je een wandeling voor van partner naar partner, die telkens opnieuw bij jou begint. Wie
    vaak op die weg ligt, staat kort bij je. We vergelijken met wie het kortst bij je staat.
    """
    return _beside_most(shares)


def size(parts: NDArray[Any], partners: NDArray[Any]) -> Floats:
    """Hoe groot en verbonden een organisatie is.

    Een organisatie met afdelingen of met veel partners heeft vaak meer mensen om mee te doen. Dit
    telt maar heel weinig mee, anders krijgen de groten altijd voorrang. Kennen we geen afdelingen
    of partners, dan is dit nul.
    """
    together = np.asarray(parts, dtype=np.float64) + partners
    return _clipped(np.log1p(np.maximum(together, 0.0)) / np.log1p(LARGEST))


def freshness(checked: NDArray[Any], today: int) -> Floats:
    """Hoe recent de gegevens zijn.

    Heeft iemand dit jaar nog gekeken of de gegevens kloppen, dan telt dat volledig mee. Daarna
    zakt het, tot de helft na drie jaar. Weten we niet wanneer iemand keek, dan is dit nul.
    """
    days = np.maximum(0.0, today - np.asarray(checked, dtype=np.float64) - FRESH_DAYS)
    return np.where(np.asarray(checked) > 0, 0.5 ** (days / HALF_DAYS), 0.0)


def richness(facts_known: NDArray[Any], most: int) -> Floats:
    """Hoeveel we van een organisatie weten.

    Staat er een website, een adres en een eigen beschrijving bij, dan kun je meteen verder. Dit
    telt maar weinig mee. Een organisatie waarvan we alleen de naam kennen, kan toch bovenaan staan.
    """
    return _clipped(np.asarray(facts_known, dtype=np.float64) / max(1, most))


def turn(shown: NDArray[Any]) -> Floats:
    """Iedereen komt aan de beurt.

    Een organisatie die de laatste weken vaak is voorgesteld, zakt een beetje, zodat ook anderen in
    beeld komen. Na een maand telt een keer nog maar half. Wie nog nooit is voorgesteld, krijgt de
    volle waarde.
    """
    return 1.0 / (1.0 + np.maximum(0.0, np.asarray(shown, dtype=np.float64)) / TURNS)


def _clipped(values: NDArray[Any]) -> Floats:
    return np.clip(np.asarray(values, dtype=np.float64), 0.0, 1.0)


def _beside_most(values: Floats) -> Floats:
    """From 0 to 1, beside the highest."""
    most = float(values.max(initial=0.0))
    return _clipped(values / most) if most > 0 else np.zeros(len(values))


EXPLAINED = {
    "words": words_met,
    "profile": profile_met,
    "meaning": meaning,
    "nearness": nearness,
    "sector": sector_complement,
    "half": other_half,
    "border": border_gain,
    "region": region_gain,
    "novelty": novelty,
    "broker": broker,
    "shared": shared,
    "closeness": closeness,
    "size": size,
    "freshness": freshness,
    "richness": richness,
    "turn": turn,
}
NAMES = tuple(EXPLAINED)


def documentation() -> list[tuple[str, str, str]]:
    """Give (name, title, text in Dutch) of every feature, in the order they are weighed."""
    return [(name, *_explained(inspect.getdoc(function) or "")) for name, function in _named()]


def titles() -> dict[str, str]:
    """The title of every feature, for a sentence: without capital and full stop."""
    return {name: title[:1].lower() + title[1:] for name, title, _ in documentation()}


def _named() -> Iterable[tuple[str, Any]]:
    return EXPLAINED.items()


def _explained(text: str) -> tuple[str, str]:
    title, _, rest = text.partition("\n\n")
    return title.rstrip("."), " ".join(rest.split())
