# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Thinking exercises by forms alone: cards, the directory, suggestions, candidates, ideas."""

import re

import pytest

from netwerkbouwer.boards import models, queries, stage, zones
from netwerkbouwer.library import queries as library
from netwerkbouwer.organisations import tasks
from tests.boards.visitor import Forms, Visitor, add_typed
from tests.factories.boards import add_card
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
AALST, NINOVE, GHENT = "41002", "41048", "44021"


def test_an_exercise_starts_from_a_note_that_may_stay_private(exercise: Visitor) -> None:
    row = exercise.card(type="exercise")

    assert not row.is_private
    assert exercise.card(zone="limitations").is_private
    assert row.fields["kind"] == "from_limitation"
    assert "De zaal staat leeg op weekdagen" in exercise.text
    assert "Een privé-kaart blijft privé" in exercise.text
    assert f"toon={row.pk}" in exercise.address


def test_without_notes_the_exercises_say_where_to_begin(visitor: Visitor) -> None:
    visitor.step("denkoefeningen")

    assert "Schrijf eerst een sterkte of iets lastigs op" in visitor.text
    assert f"/borden/{visitor.board}/stap/sterk-en-lastig" in visitor.html


def test_someone_can_keep_a_whole_exercise_private(exercise: Visitor) -> None:
    exercise.send({"do": "privacy", "card": exercise.card(type="exercise").pk})

    assert exercise.card(type="exercise").is_private
    assert "Wie alleen meeleest, ziet ze niet" in exercise.text


def test_readers_see_what_was_found_but_not_the_private_point(exercise: Visitor) -> None:
    view = queries.board_view(models.Board.objects.get(pk=exercise.board), viewer=stage.OPEN)
    (card,) = view.of_type("exercise")

    assert zones.title(view, card) == "Denkoefening vanuit iets lastigs"


def test_a_typed_candidate_comes_with_place_sectors_and_a_first_idea(exercise: Visitor) -> None:
    card = add_typed(
        exercise,
        "Zonnehof",
        "ninove",
        f_sectors=["welzijn"],
        idea="Samen een namiddag programmeren",
    )

    assert card.parent == exercise.card(type="exercise")
    assert (card.fields["municipality"], card.fields["half"]) == (NINOVE, "other")
    assert "Samen een namiddag programmeren" in exercise.text
    assert "nog geen idee" not in exercise.text


def test_a_candidate_without_an_idea_gets_a_nudge_until_there_is_one(exercise: Visitor) -> None:
    card = add_typed(exercise, "Zonnehof", "Ninove")
    assert "nog geen idee" in exercise.text

    exercise.send({"do": "add", "card_type": "idea", "parent": card.pk}, text="Samen koken")
    assert "nog geen idee" not in exercise.text

    idea = exercise.card(type="idea")
    exercise.send({"do": "save", "card": idea.pk}, text="Samen koken en zingen")
    assert "Samen koken en zingen" in exercise.text

    exercise.send({"do": "remove", "card": idea.pk})
    assert "nog geen idee" in exercise.text


def test_an_unknown_municipality_gives_near_names_and_keeps_what_was_typed(
    exercise: Visitor,
) -> None:
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send(
        {"do": "add", "card_type": "candidate"},
        text="Zonnehof",
        place="Ninovve",
        f_website="www.zonnehof.example",
        f_notes="belangrijk",
        f_sectors=["welzijn", "sport"],
        idea="Samen koken",
    )

    assert exercise.status == 422
    assert "Ninovve" in exercise.text
    refused = exercise.form(do="add", card_type="candidate", text="Zonnehof")
    assert refused["place"] == ["Ninovve"]
    assert refused["f_notes"] == ["belangrijk"]
    assert sorted(refused["f_sectors"]) == ["", "sport", "welzijn"]
    assert refused["idea"] == ["Samen koken"]
    assert ("place", "Ninove") in exercise.buttons(do="add", text="Zonnehof")

    exercise.send({"do": "add", "text": "Zonnehof"}, place=["Ninovve", "Ninove"])
    assert exercise.card(type="candidate").fields["municipality"] == NINOVE


def test_a_place_we_do_not_know_can_stay_as_it_was_typed(exercise: Visitor) -> None:
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="De Bron", place="Het Verre Land")
    assert ("keep_place", "on") in exercise.buttons(do="add", text="De Bron")

    exercise.send({"do": "add", "text": "De Bron"}, keep_place="on")

    assert exercise.card(type="candidate").fields["place_text"] == "Het Verre Land"
    exercise.step("bollenschema")
    assert "Het Verre Land" in exercise.text
    exercise.step("selectie")
    assert "We kennen de gemeente nog niet van De Bron." in exercise.text


def test_the_same_name_twice_in_an_exercise_is_asked_about(exercise: Visitor) -> None:
    add_typed(exercise, "Zonnehof", "Ninove")
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="zonnehof", place="Ninove")

    assert exercise.status == 422
    assert "staat al in deze denkoefening" in exercise.text

    exercise.send({"do": "add", "text": "zonnehof"}, anyway="on")
    assert models.Card.objects.filter(type="candidate").count() == 2


def test_a_form_that_arrives_twice_counts_once(exercise: Visitor) -> None:
    exercise.step("denkoefeningen", "?manier=zelf")
    fields = exercise.form(do="add", card_type="candidate")
    fields |= {"text": ["Zonnehof"], "place": ["Ninove"], "idea": ["Samen koken"]}

    exercise.post(fields)
    exercise.post(fields)

    assert exercise.status == 302
    assert models.Card.objects.filter(type="candidate").count() == 1
    assert models.Card.objects.filter(type="idea").count() == 1


def test_a_name_from_the_directory_is_proposed_as_the_same(exercise: Visitor) -> None:
    row = OrganisationFactory(name="Woonzorgcentrum Zonnehof", code=NINOVE)
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="woonzorgcentrum zonnehof")

    assert exercise.status == 422
    assert "Is het dezelfde organisatie?" in exercise.text
    assert ("f_organisation", row.public_id) in exercise.buttons(do="add", card_type="candidate")

    exercise.send({"do": "add", "text": "woonzorgcentrum zonnehof"}, f_organisation=row.public_id)
    card = exercise.card(type="candidate")
    assert (card.organisation, card.text) == (row, "Woonzorgcentrum Zonnehof")
    assert card.fields["municipality"] == NINOVE


def test_a_name_with_a_slip_is_proposed_too_and_another_is_not(exercise: Visitor) -> None:
    row = OrganisationFactory(name="Woonzorgcentrum Zonnehof", code=NINOVE)
    tasks.build_index()
    exercise.step("denkoefeningen", "?manier=zelf")
    given = {"place": "Ninove"}
    exercise.send({"do": "add", "card_type": "candidate"}, text="wzc zonehof", **given)

    assert exercise.status == 422
    assert "lijkt op wat in de gids staat" in exercise.text
    assert ("f_organisation", row.public_id) in exercise.buttons(do="add", card_type="candidate")

    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="WZC Maanhof", **given)
    assert exercise.card(type="candidate").text == "WZC Maanhof"


def test_a_website_that_is_no_address_is_refused_by_name(exercise: Visitor) -> None:
    exercise.step("denkoefeningen", "?manier=zelf")
    for wrong in ("javascript:alert(1)", "gewoon niet", "nergens"):
        exercise.send({"do": "add", "card_type": "candidate"}, text="X", f_website=wrong)
        assert exercise.status == 422
        assert "Dit is geen webadres" in exercise.text

    exercise.send({"do": "add", "text": "X"}, f_website="www.zonnehof.example")
    assert exercise.card(type="candidate").fields["website"] == "https://www.zonnehof.example"


def test_drawing_a_card_changes_nothing_and_takes_those_not_used_yet_first(
    exercise: Visitor,
) -> None:
    before = models.Board.objects.get(pk=exercise.board).revision
    drawn = set()
    for _ in range(40):
        exercise.step("denkoefeningen", "?trek=1")
        drawn.add(re.findall(r"kaart=([a-z-]+)", exercise.address)[-1])

    assert len(drawn) > 5
    assert models.Board.objects.get(pk=exercise.board).revision == before

    for card in library.items("partner_cards"):
        if card.id not in ("blank", "welfare"):
            add_card(
                models.Participant.objects.get(board=exercise.board),
                "candidates",
                "candidate",
                card.label,
                parent=exercise.card(type="exercise").pk,
                partner_card=card.id,
            )
    for _ in range(5):
        exercise.step("denkoefeningen", "?trek=1")
        assert "kaart=welfare" in exercise.address


def test_an_open_card_shows_actors_and_questions_and_its_sector_goes_along(
    exercise: Visitor,
) -> None:
    exercise.step("denkoefeningen", "?manier=kaart&kaart=sport")
    card = library.item("partner_cards", "sport")

    assert card.data["questions"][0] in exercise.text
    assert card.data["actors"][0] in exercise.text

    exercise.send({"do": "add", "card_type": "candidate"}, text="Judoclub", place="Gent")
    row = exercise.card(type="candidate")
    assert (row.fields["partner_card"], row.fields["sectors"]) == ("sport", ["sport"])
    assert row.fields["half"] == "other"


def test_a_dutch_board_shows_dutch_actors(exercise: Visitor) -> None:
    models.Board.objects.filter(pk=exercise.board).update(variant="nl")
    exercise.step("denkoefeningen", "?manier=kaart&kaart=welfare")
    card = library.item("partner_cards", "welfare")

    assert card.data["actors_nl"][0] in exercise.text


def test_the_deck_can_be_filtered_and_shuffled_by_links(exercise: Visitor) -> None:
    exercise.step("denkoefeningen", "?manier=kaart&kaarthelft=culture")
    assert "kaart=sport" not in exercise.html
    assert "kaart=arts" in exercise.html

    orders = set()
    for seed in ("1", "2", "3"):
        exercise.step("denkoefeningen", f"?manier=kaart&schud={seed}")
        orders.add(tuple(re.findall(r"[&;]kaart=([a-z-]+)", exercise.html)))
    assert len(orders) == 3
    assert len({frozenset(order) for order in orders}) == 1


def test_a_search_in_the_directory_can_stay_nearby(exercise: Visitor) -> None:
    for name, code in (("Harmonie De Eendracht", NINOVE), ("Harmonie De Verte", GHENT)):
        OrganisationFactory(name=name, code=code, sector="amateurkunsten", half="culture")

    exercise.step("denkoefeningen", "?manier=gids&zoek=harmonie&straal=25")

    assert "De Eendracht" in exercise.text
    assert "De Verte" not in exercise.text


def test_a_search_in_the_directory_adds_with_facts_and_marks_who_is_there(
    exercise: Visitor,
) -> None:
    row = OrganisationFactory(
        name="Harmonie De Eendracht",
        code=NINOVE,
        sector="amateurkunsten",
        half="culture",
        website="https://eendracht.example",
    )
    exercise.step("denkoefeningen", "?manier=gids&zoek=harmonie")
    exercise.send({"do": "add", "f_organisation": row.public_id})

    card = exercise.card(type="candidate")
    assert card.organisation == row
    assert card.fields["found"] == "directory"
    assert (card.fields["sectors"], card.fields["half"]) == (["amateurkunsten"], "culture")
    assert card.fields["website"] == "https://eendracht.example"
    assert "staat erbij" in exercise.text
    assert not [f for f in Forms(exercise.html).found if f.get("f_organisation")]


def test_suggestions_come_with_reasons_and_not_for_us_is_kept(
    exercise: Visitor, search_index: None
) -> None:
    exercise.step("denkoefeningen")
    assert "Wie kan helpen?" in exercise.text
    found = [f["f_organisation"][0] for f in Forms(exercise.html).found if "f_organisation" in f]
    assert found
    assert "nb-reasons" in exercise.html

    exercise.send(
        {"do": "add", "f_organisation": found[0], "f_not_for_us": "on"},
        f_not_for_us_why="werkt alleen met scholen",
    )

    assert exercise.status == 302
    again = [f["f_organisation"][0] for f in Forms(exercise.html).found if "f_organisation" in f]
    assert found[0] not in again
    assert "werkt alleen met scholen" in exercise.text
    exercise.step("selectie")
    assert "Nog geen partners om uit te kiezen" in exercise.text


def test_without_an_index_suggestions_say_so_and_the_rest_works(exercise: Visitor) -> None:
    exercise.step("denkoefeningen")

    assert exercise.status == 200
    assert "nb-message--warn" in exercise.html


def test_without_a_place_suggestions_ask_for_it(visitor: Visitor) -> None:
    visitor.step("sterk-en-lastig")
    visitor.send({"do": "add", "zone": "strengths"}, text="Een groot podium")
    visitor.step("denkoefeningen")
    visitor.send({"do": "add", "zone": "exercises"}, source=visitor.card(zone="strengths").pk)

    assert "Vul eerst in waar je werkt" in visitor.text
    assert visitor.card(type="exercise").fields["kind"] == "from_strength"
    assert not visitor.card(type="exercise").is_private


def test_a_candidate_moves_to_another_exercise(exercise: Visitor) -> None:
    card = add_typed(exercise, "Zonnehof", "Ninove")
    exercise.step("sterk-en-lastig")
    exercise.send({"do": "add", "zone": "strengths"}, text="Een groot podium")
    exercise.step("denkoefeningen")
    exercise.send({"do": "add", "zone": "exercises"}, source=exercise.card(zone="strengths").pk)
    other = models.Card.objects.get(type="exercise", fields__kind="from_strength")

    exercise.step("denkoefeningen", f"?toon={card.parent_id}")
    exercise.send({"do": "place", "card": card.pk}, to_parent=other.pk)

    assert exercise.card(pk=card.pk).parent == other
