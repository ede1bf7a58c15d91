# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which candidates a diagram and a table show."""

import pytest

from netwerkbouwer.boards import partners, queries
from netwerkbouwer.boards.stage import EVERYTHING
from tests.factories.boards import add_card, apply, make_board, op

pytestmark = pytest.mark.django_db


def test_an_organisation_that_lies_on_its_double_is_shown_once() -> None:
    maker = make_board()
    first, double, aside = [
        add_card(maker, "candidates", "candidate", name, **more)
        for name, more in (("De Brug", {}), ("Buurthuis De Brug", {}), ("X", {"not_for_us": True}))
    ]
    apply(maker, op("link_cards", kind="alike", card=double, to=first))

    shown = partners.shown(queries.board_view(maker.board, viewer=EVERYTHING))

    assert [card.id for card in shown] == [first]
    assert aside not in {card.id for card in shown}


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("De Wissel vzw", ""),
        ("Stichting Samen", ""),
        ("OCMW Aalst", "other"),
        ("Cultuurcentrum De Werf vzw", "culture"),
    ],
)
def test_a_legal_form_in_a_name_does_not_make_it_culture(name: str, half: str) -> None:
    assert partners.usual_half(name, (), "") == half
