# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""De kenmerken waarop we organisaties vergelijken.

Elk kenmerk is een getal van 0 tot 1. Samen, elk met een eigen gewicht (weights.yaml), bepalen ze
de volgorde. De uitleg bij elk kenmerk hieronder is ook de uitleg voor de gebruiker. Pure functions;
the docstrings are Dutch because users read them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
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


def words_met(weights: Iterable[float]) -> float:
    """Woorden die elkaar raken.

    We leggen de woorden uit jouw tekst naast wat een organisatie zelf over zich vertelt. Elk
    woord telt één keer, hoe vaak het er ook staat. Een zeldzaam woord telt meer dan een woord dat
    iedereen gebruikt, en een deel van een samenstelling telt wat minder.
    """
    return 1.0 - math.exp(-sum(max(0.0, weight) for weight in weights) / SATURATION)


def profile_met(contributions: Iterable[float]) -> float:
    """Wat dit soort organisatie meestal biedt of zoekt.

    Van veel organisaties kennen we alleen de naam. Dan gaan we uit van wat hun soort meestal te
    bieden heeft of zoekt. Dat is onze aanname: bij de redenen staat dat erbij.
    """
    missing = 1.0
    for value in contributions:
        missing *= 1.0 - CONCEPT_STEP * min(1.0, max(0.0, value))
    return 1.0 - missing


def sector_complement(own: str, others: Sequence[str], half_of: Mapping[str, str]) -> Floats:
    """Een andere sector dan de jouwe.

    Wie in een andere sector werkt, kent andere mensen en heeft andere middelen. Een andere sector
    in de andere helft telt het meest, een andere sector in dezelfde helft wat minder, je eigen
    sector het minst.
    """
    mine = half_of.get(own, "")
    return np.array(
        [0.2 if o == own else 1.0 if half_of.get(o, "") != mine else 0.65 for o in others]
    )


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


def border_gain(other_municipality: Flags, other_region: Flags, other_province: Flags) -> Floats:
    """Welke grens je oversteekt.

    Een partner in een andere gemeente brengt iets wat je zelf niet hebt. Ligt die gemeente ook in
    een andere referentieregio of provincie, dan telt dat een beetje meer.
    """
    return np.asarray(
        0.7 * other_municipality + 0.2 * other_region + 0.1 * other_province, dtype=np.float64
    )


def other_half(own: str, halves: NDArray[Any]) -> Floats:
    """De andere helft: cultuur of niet-cultuur.

    Het schema toont cultuur boven de lijn en de rest eronder. Een partner aan de andere kant van
    de lijn telt hier mee.
    """
    return np.asarray(halves != own, dtype=np.float64)


def richness(facts_known: NDArray[Any], most: int) -> Floats:
    """Hoeveel we van een organisatie weten.

    Staat er een website, een adres en een eigen beschrijving bij, dan kun je meteen verder. Dit
    telt maar weinig mee.
    """
    return np.clip(np.asarray(facts_known, dtype=np.float64) / max(1, most), 0.0, 1.0)
