# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram on the wall shows no more than everyone in the room may see."""

import pytest

from netwerkbouwer.boards import models
from tests.boards.visitor import Visitor
from tests.factories.boards import add_card

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_wall_does_not_show_what_is_private(visitor: Visitor) -> None:
    maker = models.Participant.objects.select_related("board").get(board=visitor.board)
    add_card(maker, "candidates", "candidate", "Harmonie De Zwaan", municipality="41002")
    secret = add_card(maker, "candidates", "candidate", "Stille Partner", municipality="41002")
    models.Card.objects.filter(pk=secret).update(is_private=True)
    address = f"/borden/{visitor.board}/bollen.svg"

    own = visitor.client.get(address).content.decode()
    wall = visitor.client.get(f"{address}?scherm").content.decode()

    assert "Stille" in own
    assert "Zwaan" in wall
    assert "Stille" not in wall
