# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a kind is a good answer: every kind has a number, and the packaged ones are learnt."""

from benchmarks.matching import usual as learning
from netwerkbouwer.library import queries as library
from netwerkbouwer.matching.reading import usual

KINDS = [item.id for item in library.items("organisation_kinds")]


def test_every_kind_has_a_factor_that_makes_nobody_disappear() -> None:
    for direction in learning.DIRECTIONS:
        factors = usual.factors(direction)
        assert set(factors) == set(KINDS)
        assert all(0.3 < factor < 3 for factor in factors.values())


def test_the_packaged_factors_are_those_learnt_from_the_tuning_half() -> None:
    learnt = learning.learn(KINDS)
    for place, direction in enumerate(learning.DIRECTIONS, start=1):
        assert usual.factors(direction) == {line[0]: line[place] for line in learnt}


def test_a_library_answers_more_often_than_a_police_zone() -> None:
    for direction in learning.DIRECTIONS:
        assert usual.factors(direction)["library"] > usual.factors(direction)["police-zone"]
