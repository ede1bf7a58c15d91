# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People at a board."""

import pytest

from tests.boards.visitor import Visitor
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
