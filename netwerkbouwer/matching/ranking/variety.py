# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Picks a list that is good and varied from many that are scored. Pure.

Maximal marginal relevance (Carbonell and Goldstein 1998), with a price for each further
organisation of one kind, as a maximum alone forgets how many there are. The same input, the same
list: candidates come in a fixed order, and the first of equals is picked.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.ranking.features import Flags, Floats
from netwerkbouwer.matching.ranking.scoring import DIGITS, Variety

UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Candidates:
    """What variety looks at, best first; all of equal length. Numbers, UNKNOWN when not known."""

    score: Floats
    kind: NDArray[Any]
    sector: NDArray[Any]
    municipality: NDArray[Any]
    answer: NDArray[Any]  # the concept with which it answers best
    is_known: Flags


@dataclass(frozen=True, slots=True)
class Known:
    """How many of the asker's own partners a list holds, where there are others: least, most."""

    least: int = 0
    most: int = 1_000_000


def vary(candidates: Candidates, limit: int, variety: Variety, known: Known) -> list[int]:
    """Pick places of candidates, best first, that differ from what is already picked."""
    left = np.ones(len(candidates.score), dtype=np.bool_)
    price, repeats = np.zeros(len(left)), np.zeros(len(left))
    best = float(candidates.score.max(initial=0.0))
    relevance = variety.relevance * (candidates.score / best if best else candidates.score)
    picked: list[int] = []
    while len(picked) < limit and left.any():
        paid = price + variety.repeat * np.maximum(0.0, repeats - 1)
        worth = np.round(relevance - (1 - variety.relevance) * paid, DIGITS)
        may = _may(candidates.is_known, left, picked, limit, known)
        place = int(np.argmax(np.where(may, worth, -np.inf)))
        picked.append(place)
        left[place] = False
        price = np.maximum(price, _likeness(candidates, place, variety))
        if candidates.kind[place] != UNKNOWN:
            repeats += candidates.kind == candidates.kind[place]
    return picked


def _may(is_known: Flags, left: Flags, picked: list[int], limit: int, known: Known) -> Flags:
    """Who may come next, so that the list holds some of both where there are both."""
    has = int(is_known[picked].sum()) if picked else 0
    partners, others = left & is_known, left & ~is_known
    if partners.any() and limit - len(picked) <= known.least - has:
        return partners
    return others if others.any() and has >= known.most else left


def _likeness(candidates: Candidates, place: int, variety: Variety) -> Floats:
    """How alike all are to one; without a kind or an answer they are not alike in that."""
    like = variety.same_sector * (candidates.sector == candidates.sector[place])
    like = like + variety.same_municipality * (
        candidates.municipality == candidates.municipality[place]
    )
    if candidates.kind[place] != UNKNOWN:
        like = like + variety.same_kind * (candidates.kind == candidates.kind[place])
    if candidates.answer[place] != UNKNOWN:
        like = like + variety.same_answer * (candidates.answer == candidates.answer[place])
    return np.asarray(like, dtype=np.float64)
