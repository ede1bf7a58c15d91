# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole workbook by forms alone, as a browser without scripts sends them."""

from typing import Any

import pytest

from netwerkbouwer.boards import models
from tests.boards.visitor import Visitor

pytestmark = pytest.mark.django_db
AALST, NINOVE, GHENT = "41002", "41048", "44021"


def add_typed(visitor: Visitor, name: str, place: str, **typed: Any) -> models.Card:
    visitor.step("denkoefeningen", "?manier=zelf")
    visitor.send({"do": "add", "card_type": "candidate"}, text=name, place=place, **typed)
    assert visitor.status == 302, visitor.text
    return visitor.card(type="candidate", text=name)


def test_an_exercise_starts_from_a_note_and_is_private_when_the_note_is(exercise: Visitor) -> None:
    row = exercise.card(type="exercise")

    assert row.is_private
    assert row.fields["kind"] == "from_limitation"
    assert "De zaal staat leeg op weekdagen" in exercise.text
    assert "Wie alleen meeleest, ziet ze niet" in exercise.text
    assert f"toon={row.pk}" in exercise.address


def test_without_notes_the_exercises_say_where_to_begin(visitor: Visitor) -> None:
    visitor.step("denkoefeningen")

    assert "Schrijf eerst een sterkte of iets lastigs op" in visitor.text
    assert f"/borden/{visitor.board}/stap/sterk-en-lastig" in visitor.html
