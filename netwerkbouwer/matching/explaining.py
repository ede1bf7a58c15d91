# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why an organisation that someone expected is not in a list, with numbers that can be checked."""

import numpy as np

from netwerkbouwer.matching import reasons, showing
from netwerkbouwer.matching.asking import Question
from netwerkbouwer.matching.ranking import comparing, features
from netwerkbouwer.matching.ranking.comparing import Compared
from netwerkbouwer.matching.ranking.retrieval import Rows
from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.suggestions import WhyNot
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations import standing
from netwerkbouwer.organisations.facts import OrganisationFacts
from netwerkbouwer.organisations.models import ID_ALPHABET, Organisation
from netwerkbouwer.organisations.numbers import NONE

MOST_FEATURES = 3
LEAST_DIFFERENCE = 0.005  # of a score; less explains nothing


def why_not(question: Question, public_id: str, limit: int) -> WhyNot:
    """See queries.why_not."""
    here, absent = _find(public_id)
    if here is None:
        return WhyNot((absent,))
    row = int(question.numbers.rows_of([here.pk])[0])
    if row == NONE:
        return WhyNot((_said("Deze organisatie staat nog niet in de zoekindex. Probeer het over "
                             "enkele seconden opnieuw."),), organisation=here)  # fmt: skip
    if left_out := _left_out(question, here, row):
        return WhyNot(tuple(left_out), organisation=here)
    compared = question.compared(np.array([row], dtype=np.int64))
    chosen = comparing.choose(question.ground, compared, limit)
    return _compared(question, compared, chosen, here, row)


def _said(text: str) -> Reason:
    return Reason("why_not", text)


def _find(public_id: str) -> tuple[OrganisationFacts | None, Reason]:
    """The organisation that people find under this id, or why there is none."""
    unknown = _said("We kennen deze organisatie niet. Zoek ze eerst op in de gids.")
    if not public_id or not set(public_id) <= set(ID_ALPHABET):
        return None, unknown
    now = standing.kept_ids([public_id])[public_id]
    found = organisations.facts_of_ids([now])
    if found:
        return found[0], unknown
    if Organisation.objects.filter(public_id=now).exists():
        return None, _said("Deze organisatie is niet (meer) te vinden in de gids.")
    return None, unknown


def _left_out(question: Question, here: OrganisationFacts, row: int) -> list[Reason]:
    """What the asker excluded, and this organisation with it."""
    request, limits, numbers = question.request, question.limits, question.numbers
    found = []
    if question.ground.ego is not None and row == question.ground.ego.row:
        return [_said("Dit is je eigen organisatie.")]
    if here.pk in limits.without:
        found.append("Je liet deze organisatie zelf weg uit de lijst.")
    if limits.not_in is not None and numbers.municipality[row] == limits.not_in:
        found.append("Ze ligt in je eigen gemeente, en je zoekt alleen in andere gemeenten.")
    if limits.sectors and int(numbers.sector[row]) not in limits.sectors:
        found.append(f"Je filtert op sector; deze organisatie hoort bij {here.sector_label}.")
    if limits.halves and int(numbers.half[row]) not in limits.halves:
        half = reasons.HALVES.get(here.half, here.half)
        found.append(f"Je filtert op cultuur of niet-cultuur; deze organisatie is {half}.")
    km = showing.km_from(here, question.ground.around.origin)
    if request.radius_km is not None and (km is None or km > request.radius_km):
        far = "We weten niet waar ze ligt" if km is None else f"Ze ligt op ongeveer {_km(km)} km"
        found.append(f"{far}, en je zoekt tot {_km(request.radius_km)} km.")
    return [_said(text) for text in found]


def _km(km: float) -> str:
    return str(max(1, round(km)))


def _compared(
    question: Question, compared: Compared, chosen: Rows, here: OrganisationFacts, row: int
) -> WhyNot:
    (place,) = np.flatnonzero(compared.rows == row)
    order = np.argsort(compared.level, kind="stable")  # within a level by score
    rank = int(np.flatnonzero(order == place)[0]) + 1
    score = float(compared.score[place])
    last = _last(compared, chosen, int(place))
    limit_score = float(compared.score[last]) if last is not None else 0.0
    if place in chosen:
        at = int(np.flatnonzero(chosen == place)[0]) + 1
        found = [f"Deze organisatie staat in de lijst, op plaats {at}."]
        if at == 1:
            return WhyNot((_said(found[0]),), rank, score, limit_score, here)
        last = int(chosen[at - 2])
        found += _more(question, compared, int(place), last, "die er net boven staat")
    else:
        found = [
            *_nothing_met(compared, int(place)),
            *_too_far(question, compared, here, int(place)),
            f"Van {len(compared.rows)} vergeleken organisaties staat ze op plaats {rank}; de lijst "
            f"toont er {len(chosen)}.",
        ]
        if last is not None:
            found += _more(question, compared, int(place), last, "de laatste in de lijst")
        found += _repeats(question, compared, chosen, int(place), limit_score)
    return WhyNot(tuple(_said(text) for text in found), rank, score, limit_score, here)


def _last(compared: Compared, chosen: Rows, place: int) -> int | None:
    """The lowest of the list among those as near or as far, else of the whole list."""
    if not len(chosen):
        return None
    alike = chosen[compared.is_far[chosen] == compared.is_far[place]]
    among = alike if len(alike) else chosen
    return int(among[np.argmin(compared.score[among])])


def _nothing_met(compared: Compared, place: int) -> list[str]:
    if compared.level[place] <= comparing.ANSWERS_FAR:
        return []
    words, profile = compared.features["words"][place], compared.features["profile"][place]
    if words == 0 and profile == 0:
        return [
            "Niets in wat deze organisatie over zich vertelt, of in wat haar soort meestal biedt "
            "of zoekt, past bij jouw tekst."
        ]
    return [
        "Wat ze vertelt en wat haar soort meestal biedt of zoekt, past te weinig bij jouw tekst "
        f"(woorden {_two(words)}, soort {_two(profile)})."
    ]


def _too_far(
    question: Question, compared: Compared, here: OrganisationFacts, place: int
) -> list[str]:
    if not compared.is_far[place]:
        return []
    km = showing.km_from(here, question.ground.around.origin)
    if km is None:
        return ["We weten niet waar deze organisatie ligt."]
    horizon = comparing.horizon(question.ground, int(compared.rows[place]))
    return [
        f"Ze ligt op ongeveer {_km(km)} km. Dit soort organisatie werkt meestal tot {_km(horizon)} "
        "km van jouw gemeente; van wie verder ligt, tonen we er enkele."
    ]


def _more(question: Question, compared: Compared, place: int, other: int, which: str) -> list[str]:
    """On which features another scored more, the biggest difference first."""
    gaps = {
        name: float(values[other] - values[place]) * compared.weights[name]
        for name, values in compared.features.items()
    }
    most = sorted((-gap, name) for name, gap in gaps.items() if gap >= LEAST_DIFFERENCE)
    if not most:
        return []
    titles = features.titles()
    told = [
        f"{titles[name]} ({_two(compared.features[name][other])} tegen "
        f"{_two(compared.features[name][place])})"
        for _, name in most[:MOST_FEATURES]
    ]
    pk = int(question.numbers.pk[compared.rows[other]])
    names = [one.name for one in organisations.facts_of([pk])]
    who = f"{names[0]}, {which}," if names else f"Wie {which.removeprefix('die ')}"
    return [f"{who} scoort meer op: {'; '.join(told)}."]


def _repeats(
    question: Question, compared: Compared, chosen: Rows, place: int, limit_score: float
) -> list[str]:
    """When the score would do, it is variety that kept it out."""
    if compared.score[place] < limit_score or compared.level[place] > comparing.ANSWERS_FAR:
        return []
    numbers, rows, row = question.numbers, compared.rows[chosen], compared.rows[place]
    kind = int((numbers.kind[rows] == numbers.kind[row]).sum()) if numbers.kind[row] >= 0 else 0
    here = int((numbers.municipality[rows] == numbers.municipality[row]).sum())
    sector = int((numbers.sector[rows] == numbers.sector[row]).sum())
    return [
        "De punten zijn hoog genoeg, maar we tonen afwisseling: de lijst heeft al "
        f"{kind} van dit soort, {sector} uit deze sector en {here} uit deze gemeente."
    ]


def _two(value: float) -> str:
    return f"{float(value):.2f}".replace(".", ",")
