# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People at a board."""

import pytest

from netwerkbouwer.organisations import tasks
from tests.boards.visitor import Visitor
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import municipality

AALST, NINOVE, GHENT = "41002", "41048", "44021"


@pytest.fixture
def visitor() -> Visitor:
    for code in (AALST, NINOVE, GHENT):
        municipality(code)
    someone = Visitor()
    someone.start()
    return someone


@pytest.fixture
def exercise(visitor: Visitor) -> Visitor:
    """A visitor in Aalst with one limitation and an exercise that starts from it."""
    visitor.send({"do": "save", "card": visitor.card(zone="where").pk}, f_municipality="Aalst")
    visitor.step("sterk-en-lastig")
    visitor.send({"do": "add", "zone": "limitations"}, text="De zaal staat leeg op weekdagen")
    visitor.step("denkoefeningen")
    visitor.send({"do": "add", "zone": "exercises"}, source=visitor.card(zone="limitations").pk)
    return visitor


@pytest.fixture(autouse=True)
def starts_without_index(no_index: None) -> None:
    """Every board test makes the search index it needs itself."""


@pytest.fixture
def search_index(exercise: Visitor) -> None:
    """A directory with a few organisations around Aalst that can be suggested."""
    OrganisationFactory(
        name="Woonzorgcentrum Zonnehof",
        code=NINOVE,
        kind="care-home",
        questions=("een zaal op weekdagen voor onze muziekgroep",),
    )
    OrganisationFactory(
        name="Harmonie De Eendracht",
        code=GHENT,
        sector="amateurkunsten",
        half="culture",
        questions=("repetitieruimte op weekdagen",),
    )
    OrganisationFactory(name="Sportdienst", code=NINOVE, sector="sport")
    tasks.build_index()
    exercise.step("denkoefeningen")
