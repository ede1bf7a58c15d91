# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boards name organisations that were merged since: they show the one that stays, and no twins."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.boards import models, partners, queries
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.organisations.merging import actions
from netwerkbouwer.organisations.models import Organisation
from tests.boards.visitor import Visitor
from tests.factories.boards import add_card
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
NINOVE = "41048"


def view_of(board: models.Board) -> BoardView:
    reader = board.participants.earliest("pk")
    return queries.board_view(board, viewer=reader.viewer(board.stage()))


def two() -> tuple[Organisation, Organisation]:
    return (
        OrganisationFactory(name="Woonzorgcentrum Zonnehof", code=NINOVE),
        OrganisationFactory(name="WZC Zonnehof", code=NINOVE),
    )


def lay(row: Organisation) -> None:
    """A card of this organisation under the exercise of the only board."""
    board = models.Board.objects.get()
    parent = board.cards.get(type="exercise")
    by = board.participants.earliest("pk")
    facts = {"organisation": row.public_id, "municipality": row.municipality_id}
    add_card(by, "candidates", "candidate", row.name, parent=parent.pk, **facts)


def test_a_card_of_a_merged_organisation_shows_the_one_that_stays(exercise: Visitor) -> None:
    kept, gone = two()
    lay(gone)
    actions.merge(kept, gone, by="An")
    exercise.step("denkoefeningen")

    (card,) = view_of(models.Board.objects.get()).of_type("candidate")
    assert card.row.organisation == kept
    assert f"/organisaties/{kept.public_id}" in exercise.html
    stored = models.Card.objects.get(type="candidate")
    assert (stored.organisation, stored.fields["organisation"]) == (gone, gone.public_id)


def test_two_cards_that_became_one_organisation_are_one_partner(exercise: Visitor) -> None:
    kept, gone = two()
    lay(gone)
    lay(kept)
    board = models.Board.objects.get()
    before = {partners.identity(one) for one in partners.partners(view_of(board))}
    pair = actions.merge(kept, gone, by="An")
    after = {partners.identity(one) for one in partners.partners(view_of(board))}

    assert (len(before), len(after)) == (2, 1)
    actions.undo(pair, "An")
    assert {partners.identity(one) for one in partners.partners(view_of(board))} == before


def test_the_one_that_stays_is_not_added_beside_its_merged_twin(exercise: Visitor) -> None:
    kept, gone = two()
    lay(gone)
    actions.merge(kept, gone, by="An")
    exercise.step("denkoefeningen", "?manier=gids&zoek=Woonzorgcentrum")

    assert "staat erbij" in exercise.text
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="x", f_organisation=kept.public_id)
    assert exercise.status == 422
    assert "staat al in deze denkoefening" in exercise.text


def test_a_merged_one_that_was_still_on_a_page_adds_the_one_that_stays(exercise: Visitor) -> None:
    kept, gone = two()
    exercise.step("denkoefeningen", "?manier=zelf")
    actions.merge(kept, gone, by="An")
    exercise.send({"do": "add", "card_type": "candidate"}, text="x", f_organisation=gone.public_id)

    assert exercise.card(type="candidate").organisation == kept


def test_without_merges_it_costs_no_query(exercise: Visitor) -> None:
    kept, _gone = two()
    lay(kept)
    board = models.Board.objects.get()

    with CaptureQueriesContext(connection) as seen:
        view_of(board)

    assert not [query for query in seen if "merged_into_id IS NOT NULL" in query["sql"]]
    assert len(seen) <= 4
