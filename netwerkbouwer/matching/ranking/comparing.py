# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Features of all candidates at once, on the arrays of the directory, and the list they give. Pure.

See `features.py` for what each feature means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.ranking import (
    answering,
    complement,
    features,
    retrieval,
    scoring,
    variety,
)
from netwerkbouwer.matching.ranking.around import Around
from netwerkbouwer.matching.ranking.features import Flags, Floats
from netwerkbouwer.matching.ranking.retrieval import Rows
from netwerkbouwer.matching.ranking.variety import Candidates, Known
from netwerkbouwer.matching.reading import need
from netwerkbouwer.network import measures
from netwerkbouwer.organisations import sectors
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.organisations.numbers import Numbers

Levels = NDArray[np.int64]
# Who comes first: answers and within reach; answers, far but at home; near, hardly answers; rest.
ANSWERS, ANSWERS_FAR, NEAR, STRANGE = range(4)
MOST_FAR = 5  # when there is too little nearby
PER_KIND = 14
MOST_KINDS = 40
FAR_OF_KIND, FAR_KINDS = 3, 12  # nearest beyond the horizon, of the kinds that answer best
LEAST_KIND = 0.08
BEST, WEAKEST = 0.8, 0.2  # the best kind counts as this much, unless even it is weaker than that
MOST_VARIED = 300  # best of each level among which we look for variety
MOST_FACTS = 4  # counted by the arrays on one page
HALF_OF = {sector.slug: sector.half for sector in sectors.SECTORS}
REACHES = ("local", "regional", "wide")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # golden ratio, spreads keys evenly


def half_of(sector: str) -> str:
    """The half of a sector; empty for a sector we do not know."""
    return HALF_OF.get(sector, "")


@dataclass(frozen=True, eq=False)
class Ground:
    """What one question stands on: the arrays, the asker, the text.

    `matches` are in the order of the kinds of the arrays. `ego` is None when we know neither the
    asker's organisation nor a partner. `turn` mixes the order of equals, the same for one question.
    """

    postings: retrieval.Postings
    around: Around
    sector: str
    matches: tuple[need.KindMatch, ...]
    wanted: answering.Wanted
    ego: measures.Ego | None
    surprise: float
    today: int
    turn: int

    @property
    def numbers(self) -> Numbers:
        return self.postings.numbers

    def match(self, row: int) -> need.KindMatch:
        """How well the kind of a row answers."""
        kind = int(self.numbers.kind[row])
        return self.matches[kind] if kind >= 0 else need.NOTHING


@dataclass(frozen=True, eq=False)
class Compared:
    """Candidates with their features and kilometres, best score first; all of equal length."""

    rows: Rows
    km: Floats
    features: Mapping[str, Floats]
    weights: Mapping[str, float]
    score: Floats
    level: Levels  # 0 suits; see above
    is_known: Flags

    def only(self, places: Sequence[int] | Rows) -> "Compared":
        kept = {name: values[places] for name, values in self.features.items()}
        scores, levels, known = self.score[places], self.level[places], self.is_known[places]
        return Compared(
            self.rows[places], self.km[places], kept, self.weights, scores, levels, known
        )

    @property
    def is_far(self) -> Flags:
        return np.asarray((self.level == ANSWERS_FAR) | (self.level == STRANGE), dtype=np.bool_)


def candidates(ground: Ground, told: Rows, limits: retrieval.Limits) -> Rows:
    """Rows worth comparing: who told something that may answer, and the nearest of fitting kinds.

    Of the best kinds also some that lie far, and the asker's partners. Without a fitting kind or
    text, the nearest of every kind.
    """
    fitting = _fitting(ground)
    own = ground.ego.contacts if ground.ego is not None else told[:0]
    of_kinds = fitting if len(fitting) or len(told) else np.arange(-1, len(ground.matches))
    near, postings = ground.around, ground.postings
    found = [retrieval.allowed(ground.numbers, np.concatenate([told, own]), limits)]
    found.append(postings.nearest(of_kinds, PER_KIND, near, limits))
    if len(far := fitting[:FAR_KINDS]):
        horizon = _horizons()[_reaches(ground.numbers.kinds)[far + 1]]
        found.append(postings.nearest(far, FAR_OF_KIND, near, limits, horizon))
    rows = np.unique(np.concatenate(found))
    return rows[rows != ground.ego.row] if ground.ego is not None else rows


def _fitting(ground: Ground) -> Rows:
    values = np.array([match.value for match in ground.matches])
    best = np.argsort(-values, kind="stable")[:MOST_KINDS]
    return best[values[best] >= LEAST_KIND]


def compare(ground: Ground, rows: Rows, extra: Mapping[str, Floats]) -> Compared:
    """Reckon all features; `extra` are those that come from elsewhere, such as 'turn'."""
    km = retrieval.exact_km(ground.numbers, rows, ground.around)
    reach = _reaches(ground.numbers.kinds)[ground.numbers.kind[rows] + 1]
    words = answering.met(ground.wanted, ground.numbers.lists["told"], rows)
    profile = np.array([0.0, *(m.value for m in ground.matches)])[ground.numbers.kind[rows] + 1]
    best = max((match.value for match in ground.matches), default=0.0)
    weights = scoring.weights()
    known = ground.ego.place(rows)[0] if ground.ego is not None else np.zeros(len(rows), np.bool_)
    least = min(weights.least_relevance, weights.least_share * best)
    relevance = np.maximum(words, profile)
    found = {
        "words": words,
        # Against the best kind for this text, or place would decide among weak ones.
        "profile": np.clip(profile * max(1.0, BEST / max(best, WEAKEST)), 0.0, 1.0),
        "nearness": _nearness(ground, rows, km, reach),
        **_places(ground, rows),
        **_itself(ground, rows),
        **_network(ground, rows, known),
        **extra,
    }
    weighed = scoring.weighing(ground.surprise, found)
    found = {name: found[name] for name in weighed}
    level = _levels(
        ground, rows, (relevance > 0) & (relevance >= least), _in_reach(ground, rows, km, reach)
    )
    made = Compared(rows, km, found, weighed, scoring.score(found, weighed), level, known)
    mixed = (ground.numbers.pk[rows].astype(np.uint64) ^ np.uint64(ground.turn)) * _SPREAD
    return made.only(np.lexsort((mixed, -made.score)))


def choose(ground: Ground, compared: Compared, limit: int) -> Rows:
    """Places of the compared that make the list: near ones first, then those that lie far."""
    quota = scoring.weights().quota
    known = _some_known(compared, scoring.seats(quota.known, ground.surprise, limit), limit)
    far_seats = min(
        scoring.seats(quota.far, ground.surprise, limit),
        int((compared.level == ANSWERS_FAR).sum()),
    )
    near = _vary(ground, compared, ANSWERS, limit - far_seats, known)
    if compared.is_known[near].any():
        known = Known(0, known.most)
    room = limit - len(near)
    far = _vary(ground, compared, ANSWERS_FAR, min(room, max(far_seats, MOST_FAR)), known)
    rest = _vary(ground, compared, NEAR, room - len(far), Known())
    if not len(near) and not len(far) and not len(rest):  # a short list is better than strangers
        return _vary(ground, compared, STRANGE, room, Known())
    return np.concatenate([near, rest, far])


def _some_known(compared: Compared, most: int, limit: int) -> Known:
    answers = compared.level <= ANSWERS_FAR
    there = bool((answers & compared.is_known).any())
    return Known(1 if there and limit > 2 else 0, most or 1)


def _vary(ground: Ground, compared: Compared, level: int, limit: int, known: Known) -> Rows:
    among = np.flatnonzero(compared.level == level)
    partners = among[compared.is_known[among]][: known.most]
    among = np.union1d(among[:MOST_VARIED], partners)  # best first, as places go by score
    rows, numbers = compared.rows[among], ground.numbers
    found = Candidates(
        compared.score[among],
        numbers.kind[rows],
        numbers.sector[rows],
        numbers.municipality[rows],
        _answers(ground.matches)[numbers.kind[rows] + 1],
        compared.is_known[among],
    )
    picked = variety.vary(found, max(0, limit), scoring.weights().variety, known)
    return among[np.array(picked, dtype=np.int64)]


def _answers(matches: Sequence[need.KindMatch]) -> Rows:
    """The concept with which each kind answers best, as a number; first that of no kind."""
    concepts = {"": variety.UNKNOWN}
    for match in matches:
        concepts.setdefault(match.concept, len(concepts))
    return np.array([variety.UNKNOWN, *(concepts[match.concept] for match in matches)])


@lru_cache(maxsize=4)
def _reaches(kinds: tuple[str, ...]) -> Rows:
    """The reach of each kind as a place in REACHES; first that of an unknown kind."""
    reach = scoring.weights().reach
    return np.array([0, *(REACHES.index(reach.of(kind)) for kind in kinds)])


def _horizons() -> Floats:
    return np.array([features.HORIZON_KM[name] for name in REACHES])


def _levels(ground: Ground, rows: Rows, relevant: Flags, reachable: Flags) -> Levels:
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    level = np.where(relevant & same, ANSWERS_FAR, np.where(reachable, NEAR, STRANGE))
    return np.where(relevant & reachable, ANSWERS, level)


def _in_reach(ground: Ground, rows: Rows, km: Floats, reach: Rows) -> Flags:
    """Within the horizon of its reach; for the whole country, anywhere in the same community."""
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    horizon = _horizon(reach, same)
    inside = np.nan_to_num(km, nan=np.inf) <= horizon
    return np.asarray(inside | (_is_wide(reach) & same), dtype=np.bool_)


def _horizon(reach: Rows, same: Flags) -> Floats:
    horizon = _horizons()[reach]
    return np.where(same, horizon, np.minimum(horizon, features.HORIZON_ABROAD_KM))


def horizon(ground: Ground, row: int) -> float:
    """How far from the asker organisations such as this one usually work, in kilometres."""
    rows = np.array([row], dtype=np.int64)
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    return float(_horizon(_reaches(ground.numbers.kinds)[ground.numbers.kind[rows] + 1], same)[0])


def _is_wide(reach: Rows) -> Flags:
    return np.asarray(reach == REACHES.index("wide"), dtype=np.bool_)


def _nearness(ground: Ground, rows: Rows, km: Floats, reach: Rows) -> Floats:
    far: Floats = np.array([features.FAR_KM[name] for name in REACHES])[reach]
    same = ground.around.same_community[ground.numbers.municipality[rows]]
    floor = np.where(_is_wide(reach) & same, features.WIDE_FLOOR, 0.0)
    found = features.nearness(km, far, floor)
    return np.where(same, found, found * features.ACROSS_COMMUNITIES)


def _places(ground: Ground, rows: Rows) -> dict[str, Floats]:
    """Borders crossed on the map, and between sectors."""
    near, numbers = ground.around, ground.numbers
    place = numbers.municipality[rows]
    gains = np.array([*complement.gains(ground.sector), complement.UNKNOWN])
    return {
        "border": features.border_gain(near.other[place], near.other_province[place]),
        "region": features.region_gain(near.other_region[place]),
        "sector": features.sector_complement(gains[numbers.sector[rows]]),
        "half": features.other_half(half_of(ground.sector), np.array(HALVES)[numbers.half[rows]]),
    }


def _itself(ground: Ground, rows: Rows) -> dict[str, Floats]:
    """What the arrays know of each by itself."""
    numbers = ground.numbers
    return {
        "size": features.size(numbers.parts[rows], numbers.lists["partners"].lengths(rows)),
        "freshness": features.freshness(numbers.checked[rows], ground.today),
        "richness": features.richness(numbers.known[rows], MOST_FACTS),
    }


def _network(ground: Ground, rows: Rows, known: Flags) -> dict[str, Floats]:
    """How each stands to the asker's partners; nothing when we know of none."""
    if ground.ego is None:
        return {}
    graph, ego = ground.ego.graph, ground.ego
    found = {
        "novelty": features.novelty(measures.novelty(graph, ego, rows), known),
        "broker": features.broker(measures.constraint_gain(graph, ego, rows)),
        "shared": features.shared(measures.common_partners(graph, ego, rows).allocation),
    }
    if scoring.weighing(ground.surprise, features.NAMES)["closeness"]:  # it costs most by far
        found["closeness"] = features.closeness(measures.closeness(graph, ego, rows))
    return found
