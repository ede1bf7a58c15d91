# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who published a question that a strength answers goes before who is only alike."""

import pytest

from netwerkbouwer.library import queries as library
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

HERE, LEUVEN = "24001", "24062"
STRENGTHS = [
    ("We hebben een grote groep vrijwilligers", "We zoeken vrijwilligers voor de zomer"),
    ("Onze zaal staat overdag leeg", "een zaal om te repeteren"),
]


def care_home(name: str, question: str = "") -> Organisation:
    data = library.item("organisation_kinds", "care-home").data
    row: Organisation = OrganisationFactory(
        name=name, kind="care-home", code=LEUVEN, sector=data["sector"], half=data["half"],
        questions=(question,) if question else (),
    )  # fmt: skip
    return row


def suggested(text: str, surprise: float) -> list[Suggestion]:
    asked = SuggestRequest(text, "strength", HERE, "lokaal_cultuurbeleid", surprise=surprise)
    return queries.suggest(asked)


@pytest.mark.parametrize("surprise", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("strength", "question"), STRENGTHS)
def test_a_published_question_that_meets_the_strength_goes_first(
    strength: str, question: str, surprise: float
) -> None:
    for number in range(4):
        care_home(f"Rusthuis {number}")
    asks = care_home("Ten Rozen", question)
    other = care_home("Sint-Jan", "een rolstoelfiets")
    tasks.build_index()

    found = suggested(strength, surprise)

    assert found[0].organisation.pk == asks.pk
    assert any("zij zoeken" in reason.text for reason in found[0].reasons)
    rest = next((one for one in found if one.organisation.pk == other.pk), None)
    assert rest is None or not any("zij zoeken" in reason.text for reason in rest.reasons)
