# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well what thousands of organisations told answers one text, without reading theirs. Pure.

The same as `need.text_match`, on the numbers of `told.py`: each piece of the user's text counts
once, by what meets it best, however often and in how many words another says it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.matching.ranking import features
from netwerkbouwer.matching.ranking.features import Floats
from netwerkbouwer.matching.reading import need, profile, told
from netwerkbouwer.matching.reading.concepts import TARGET_GROUP, Thesaurus
from netwerkbouwer.matching.reading.told import Role
from netwerkbouwer.organisations.ragged import Ragged

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Wanted:
    """What a text looks for, as numbers: one entry per word or concept, in order of `codes`.

    `spots` numbers the pieces of the user's text, of which there are `pieces`; `roles[role]` says
    of each entry whether a text in that role may meet it.
    """

    codes: NDArray[np.int64]
    weights: Floats
    spots: NDArray[np.int64]
    roles: NDArray[np.bool_]
    pieces: int


def wanted(asked: need.Need, thesaurus: Thesaurus, table: profile.KindTable) -> Wanted:
    """Write down what meets a need, and how much each counts."""
    limitation = asked.direction == "limitation"
    rarity = table.rarity_of_offer if limitation else table.rarity_of_need
    found: dict[int, tuple[float, tuple[int, int], bool]] = {}
    for want in asked.wants:
        code = told.code(told.concept_key(want.concept), is_concept=True)
        is_group = thesaurus.type_of(want.concept) == TARGET_GROUP
        weight = want.weight * rarity.get(want.concept, 1.0)
        found[code] = (weight, (want.hit.start, want.hit.end), is_group)
    for stem, (weight, start, end) in asked.stems.items():
        code = told.code(told.stem_key(stem), is_concept=False)
        found[code] = (weight, (start, end), False)
    codes = sorted(found)
    spots = {spot: place for place, spot in enumerate(dict.fromkeys(found[c][1] for c in codes))}
    return Wanted(
        np.array(codes, dtype=np.int64),
        np.array([found[code][0] for code in codes], dtype=np.float64),
        np.array([spots[found[code][1]] for code in codes], dtype=np.int64),
        _roles(np.array([found[code][2] for code in codes], dtype=np.bool_), limitation),
        len(spots),
    )


def _roles(is_group: NDArray[np.bool_], limitation: bool) -> NDArray[np.bool_]:
    """A limitation meets what others have; a strength what they seek, and whom they serve."""
    roles = np.zeros((len(Role), len(is_group)), dtype=np.bool_)
    if limitation:
        roles[Role.OFFER] = roles[Role.ABOUT] = True
    else:
        roles[Role.QUESTION], roles[Role.ABOUT] = True, is_group
    return roles


def met(asked: Wanted, told_lists: Ragged, rows: Rows) -> Floats:
    """How well what each of these rows told answers, from 0 to 1."""
    found = np.zeros(len(rows))
    talks = np.flatnonzero(told_lists.lengths(rows))
    if not len(asked.codes) or not len(talks):
        return found
    values, places = told_lists.gather(rows[talks])
    codes = told.codes(values)
    concepts = np.bincount(places[told.are_concepts(codes)], minlength=len(talks))
    at = np.minimum(np.searchsorted(asked.codes, codes), len(asked.codes) - 1)
    meets = np.flatnonzero(asked.codes[at] == codes)
    said, at, places = told.apart(values[meets]), at[meets], places[meets]
    value = said.strength * asked.weights[at] * told.breadth(concepts)[places]
    counts = asked.roles[said.role, at] & (value >= need.LEAST_MEETING)
    best = np.zeros((len(talks), asked.pieces))
    np.maximum.at(best, (places[counts], asked.spots[at[counts]]), value[counts])
    found[talks] = features.words_met(best.sum(axis=1))
    return found
