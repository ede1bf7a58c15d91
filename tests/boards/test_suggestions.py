# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggestions on a board: near and far, what is remembered of them, and who is missing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.boards import models, partners, queries, stage
from netwerkbouwer.boards.cards import NotForUs
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.zones import suggesting
from netwerkbouwer.matching import queries as matching
from netwerkbouwer.matching.models import Turn
from netwerkbouwer.matching.ranking import turns
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.reports import partner_rows
from tests.boards.visitor import Forms, Visitor
from tests.factories.boards import add_card
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
NINOVE, GHENT = "41048", "44021"
QUERIES_OF_THE_PAGE = 14  # everything: board, step, suggestions, for later and set aside


def offered(visitor: Visitor) -> list[str]:
    """The organisations that can be added now, in the order of the page."""
    forms = Forms(visitor.html).found
    return [
        form["f_organisation"][0]
        for form in forms
        if form.get("do") == ["add"]
        and "f_organisation" in form
        and len(form)
        and "parent" in form
        and "f_status" not in form
    ]


def button(visitor: Visitor, public_id: str, **also: str) -> dict[str, Any]:
    """The form of a suggestion that says this."""
    return visitor.form(do="add", f_organisation=public_id, **also)


def view_of(visitor: Visitor) -> queries.BoardView:
    board = models.Board.objects.get(pk=visitor.board)
    return queries.board_view(board, viewer=stage.OPEN)


@pytest.fixture
def zonnehof(exercise: Visitor) -> str:
    """The care home among suggestions of several sectors, all with words that meet the need."""
    for name, code, sector, kind in (
        ("Woonzorgcentrum Zonnehof", NINOVE, "welzijn", "care-home"),
        ("Harmonie De Eendracht", GHENT, "amateurkunsten", "wind-band"),
        ("Basisschool De Linde", NINOVE, "onderwijs", "primary-school"),
        ("Judoclub De Mat", GHENT, "sport", "sports-club"),
    ):
        question = f"een zaal op weekdagen, vraagt {name}"
        OrganisationFactory(name=name, code=code, sector=sector, kind=kind, questions=(question,))
    tasks.build_index()
    exercise.step("denkoefeningen")
    return Organisation.objects.get(name="Woonzorgcentrum Zonnehof").public_id


def test_later_takes_a_suggestion_out_of_the_list_and_undo_brings_it_back(
    exercise: Visitor, zonnehof: str
) -> None:
    assert zonnehof in offered(exercise)

    exercise.post(button(exercise, zonnehof, f_later="on"))

    assert exercise.status == 302
    assert zonnehof not in offered(exercise)
    assert "Voor later" in exercise.text
    assert "Bewaard voor later." in exercise.text
    assert exercise.card(type="candidate").fields["later"] is True
    exercise.undo()
    assert zonnehof in offered(exercise)
    assert "Voor later" not in exercise.text


def test_what_is_kept_for_later_can_be_added_or_refused(exercise: Visitor, zonnehof: str) -> None:
    exercise.post(button(exercise, zonnehof, f_later="on"))
    card = exercise.card(type="candidate")

    exercise.send({"do": "take_back", "card": card.pk})
    card.refresh_from_db()
    assert "later" not in card.fields
    assert card.parent == exercise.card(type="exercise")
    assert "1 partner in deze oefening" in exercise.text

    exercise.undo()
    assert "Voor later" in exercise.text
    exercise.send({"do": "save", "card": card.pk, "form": "niet"}, f_not_for_us_reason="too_far")
    card.refresh_from_db()
    assert (card.fields["not_for_us"], card.fields["not_for_us_reason"]) == (True, "too_far")
    assert "later" not in card.fields
    assert "Zonnehof: te ver" in exercise.text


def test_contact_adds_the_partner_with_its_status(exercise: Visitor, zonnehof: str) -> None:
    exercise.post(button(exercise, zonnehof, f_status="contacted"))

    card = exercise.card(type="candidate")
    assert card.fields["status"] == "contacted"
    assert card.parent == exercise.card(type="exercise")
    exercise.undo()
    assert zonnehof in offered(exercise)


@pytest.mark.parametrize("reason", list(NotForUs))
def test_a_refusal_is_kept_with_its_reason_and_can_be_undone(
    exercise: Visitor, zonnehof: str, reason: NotForUs
) -> None:
    typed = {"f_not_for_us_reason": reason.value, "f_not_for_us_why": "zij zeiden het zelf"}
    exercise.post(button(exercise, zonnehof, f_not_for_us="on") | typed)

    assert exercise.card(type="candidate").fields["not_for_us_reason"] == reason
    assert zonnehof not in offered(exercise)
    assert "zij zeiden het zelf" in exercise.text
    assert "Weggelegd. We stellen deze organisatie op dit bord niet meer voor." in exercise.text
    card = exercise.html.partition('id="weggelegd"')[2].partition("</ul>")[0]
    assert (f"/organisaties/{zonnehof}/melden" in card) == (reason == NotForUs.GONE)
    exercise.undo()
    assert zonnehof in offered(exercise)


def test_a_reason_that_does_not_exist_is_refused(exercise: Visitor, zonnehof: str) -> None:
    form = button(exercise, zonnehof, f_not_for_us="on") | {"f_not_for_us_reason": "zomaar"}
    exercise.post(form)

    assert exercise.status == 422
    assert "'waarom niet' heeft een keuze die er niet bij staat" in exercise.text


def test_a_refusal_counts_in_every_exercise_and_outlives_the_one_it_was_made_in(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.post(button(exercise, zonnehof, f_not_for_us="on"))
    first = exercise.card(type="exercise")
    note = exercise.card(zone="limitations").pk
    exercise.send({"do": "add", "zone": "exercises"}, source=note)
    assert offered(exercise)
    assert zonnehof not in offered(exercise)

    exercise.step("denkoefeningen", f"?toon={first.pk}")
    exercise.send({"do": "remove", "card": first.pk})
    assert zonnehof not in offered(exercise)
    assert "Weggelegd" in exercise.text


def test_who_was_set_aside_comes_back_in_the_open_exercise(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.post(button(exercise, zonnehof, f_not_for_us="on") | {"f_not_for_us_reason": "known"})
    card = exercise.card(type="candidate")

    exercise.send({"do": "take_back", "card": card.pk})

    card.refresh_from_db()
    assert card.parent == exercise.card(type="exercise")
    assert not {"not_for_us", "not_for_us_reason"} & set(card.fields)
    assert "Teruggehaald." in exercise.text
    assert "Weggelegd" not in exercise.text
    exercise.undo()
    assert "Weggelegd" in exercise.text


def test_the_directory_says_who_was_set_aside_and_can_add_them_yet(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.post(button(exercise, zonnehof, f_later="on"))
    exercise.step("denkoefeningen", "?manier=gids&zoek=zonnehof")

    assert "staat bij ‘voor later’" in exercise.text
    exercise.send({"do": "take_back", "form": "gids"})
    assert "staat erbij" in exercise.text


def test_typing_who_was_set_aside_is_asked_about(exercise: Visitor, zonnehof: str) -> None:
    exercise.post(button(exercise, zonnehof, f_later="on"))
    exercise.step("denkoefeningen", "?manier=zelf")
    name = "Woonzorgcentrum Zonnehof"
    exercise.send({"do": "add", "card_type": "candidate"}, text=name, place="Ninove")

    assert exercise.status == 422
    assert "staat bij ‘voor later’. Haal het daar terug." in exercise.text


def test_what_was_found_in_a_private_exercise_is_remembered_in_private(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.send({"do": "privacy", "card": exercise.card(type="exercise").pk})
    exercise.post(button(exercise, zonnehof, f_later="on"))

    assert exercise.card(type="candidate").is_private


def test_nobody_else_meets_what_a_board_only_remembers(exercise: Visitor, zonnehof: str) -> None:
    exercise.post(button(exercise, zonnehof, f_later="on"))
    other = offered(exercise)[0]
    exercise.post(button(exercise, other, f_not_for_us="on"))
    view = view_of(exercise)

    assert len(partners.aside(view)) == 2
    assert partners.shown(view) == []
    assert partner_rows.rows(view, with_private=True) == []
    for step in ("selectie", "combinaties", "bollenschema"):
        exercise.step(step)
        assert "Zonnehof" not in exercise.text


@pytest.mark.parametrize(
    ("asked", "step"),
    [("", 50), ("0", 0), ("30", 25), ("100", 100), ("999", 100), ("-3", 50), ("²", 50)],
)
def test_the_slider_forgives_what_is_not_a_step(asked: str, step: int) -> None:
    assert suggesting.surprise(Look({"verrassing": asked})) == step


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SuggestRequest]]:
    """What the pages ask of the matching."""
    seen: list[SuggestRequest] = []
    real = matching.suggest

    def note(request: SuggestRequest) -> list[Suggestion]:
        seen.append(request)
        return real(request)

    monkeypatch.setattr(matching, "suggest", note)
    return iter([seen])


def test_the_slider_and_what_the_board_knows_go_along_with_the_question(
    exercise: Visitor, zonnehof: str, asked: Iterator[list[SuggestRequest]]
) -> None:
    own = OrganisationFactory(name="Ons huis", code=NINOVE)
    place = exercise.card(zone="where")
    exercise.step("wie-ben-je")
    exercise.post(exercise.form(do="save", card=place.pk) | {"f_organisation": own.public_id})
    exercise.step("denkoefeningen")
    exercise.post(button(exercise, zonnehof, f_later="on"))
    other = offered(exercise)[0]
    exercise.post(button(exercise, other, parent=str(exercise.card(type="exercise").pk)))
    exercise.step("denkoefeningen", "?verrassing=75")

    request = next(asked)[-1]
    assert (request.organisation, request.surprise) == (own.public_id, 0.75)
    assert request.known == {other}
    assert request.exclude == {own.public_id, zonnehof, other}
    assert 'value="75"' in exercise.html


def test_a_board_can_say_which_organisation_it_is_and_take_that_back(
    visitor: Visitor,
) -> None:
    own = OrganisationFactory(name="Cultuurhuis De Kier", code=NINOVE, sector="kunsten")
    OrganisationFactory(name="Cultuurhuis De Kier", code=GHENT, sector="kunsten")
    tasks.build_index()
    visitor.step("wie-ben-je", "?eigen=de+kier")
    visitor.send({"do": "save", "f_organisation": own.public_id})

    card = visitor.card(zone="where")
    assert card.organisation == own
    assert (card.fields["municipality"], card.fields["sector"]) == (NINOVE, "kunsten")
    assert "Jullie staan in de gids als Cultuurhuis De Kier" in visitor.text
    visitor.send({"do": "save", "form": "eigen"})
    assert visitor.card(zone="where").organisation is None


def test_an_own_organisation_that_is_not_there_is_no_asker(
    exercise: Visitor, zonnehof: str, asked: Iterator[list[SuggestRequest]]
) -> None:
    exercise.step("wie-ben-je")
    place = exercise.card(zone="where")
    form = exercise.form(do="save", card=place.pk) | {"f_organisation": ["bestaatniet"]}
    exercise.post(form)
    exercise.step("denkoefeningen")

    assert next(asked)[-1].organisation == ""


def test_far_ones_stand_apart_and_known_ones_are_marked(
    exercise: Visitor, zonnehof: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = matching.suggest

    def marked(request: SuggestRequest) -> list[Suggestion]:
        return [
            replace(one, is_far=one.organisation.public_id == zonnehof, is_known=True)
            for one in real(request)
        ]

    monkeypatch.setattr(matching, "suggest", marked)
    exercise.step("denkoefeningen")

    near, far = exercise.text.split("Verder weg", 1)
    assert "Zonnehof" not in near.split("suggesties dichtbij")[1]
    assert "verder weg" in far
    assert "jullie kennen elkaar al" in near
    assert offered(exercise)[-1] == zonnehof


def test_who_was_shown_had_a_turn_and_reloading_takes_no_other(
    exercise: Visitor, zonnehof: str
) -> None:
    turns.flush()
    first = dict(Turn.objects.values_list("organisation", "weight"))
    exercise.step("denkoefeningen")
    turns.flush()

    assert Organisation.objects.get(public_id=zonnehof).pk in first
    assert dict(Turn.objects.values_list("organisation", "weight")) == first


def test_why_someone_is_missing_is_asked_by_name(exercise: Visitor, zonnehof: str) -> None:
    for code in (NINOVE, "44021"):
        OrganisationFactory(name="Koor De Kier", code=code, sector="amateurkunsten")
    tasks.build_index()

    exercise.step("denkoefeningen", "?verwacht=koor+de+kier&verrassing=25")
    assert "Wie bedoel je?" in exercise.text
    there = Organisation.objects.filter(name="Koor De Kier", municipality_id=NINOVE).get()
    assert f"wie={there.public_id}" in exercise.html

    exercise.step("denkoefeningen", f"?verwacht=koor&wie={there.public_id}")
    assert "Voeg toch toe" in exercise.text
    exercise.send({"do": "add", "f_organisation": there.public_id, "f_found": "directory"})
    assert exercise.card(type="candidate").organisation == there


def test_why_someone_is_missing_says_what_the_board_knows(exercise: Visitor, zonnehof: str) -> None:
    exercise.step("denkoefeningen", f"?wie={zonnehof}")
    assert "staat in de lijst, op plaats" in exercise.text

    form = button(exercise, zonnehof, f_not_for_us="on")
    exercise.post(form | {"f_not_for_us_reason": "failed_before", "f_not_for_us_why": "in mei"})
    assert "weg voor dit bord: werkte eerder niet, in mei." in exercise.text

    exercise.send({"do": "take_back", "form": "gids"})
    assert "Deze organisatie staat al in deze denkoefening." in exercise.text


def test_a_name_that_nobody_has_leads_to_typing_it(exercise: Visitor, zonnehof: str) -> None:
    exercise.step("denkoefeningen", "?verwacht=zzqqxx")
    assert "Die naam vinden we niet in de gids" in exercise.text

    exercise.step("denkoefeningen", "?wie=bestaatniet")
    assert exercise.status == 200


def test_a_thin_list_comes_with_kinds_that_are_said_to_be_kinds(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.step("denkoefeningen", "?straal=10&sector=kunsten")

    assert "Soorten partners om aan te denken" in exercise.text
    assert "Dit zijn soorten, geen organisaties" in exercise.text
    assert "/organisaties?gemeente=Aalst" in exercise.html
    assert "straal=30" in exercise.html


def test_without_an_index_there_are_kinds_and_no_question_who_is_missing(
    exercise: Visitor,
) -> None:
    exercise.step("denkoefeningen")

    assert "Soorten partners om aan te denken" in exercise.text
    assert "Wie had je verwacht?" not in exercise.text


def test_the_page_with_suggestions_asks_the_database_little(
    exercise: Visitor, zonnehof: str
) -> None:
    with CaptureQueriesContext(connection) as seen:
        exercise.step("denkoefeningen")

    assert len(offered(exercise)) == 4
    assert len(seen) <= QUERIES_OF_THE_PAGE


def test_the_page_asks_the_database_little_however_much_is_remembered(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.post(button(exercise, zonnehof, f_later="on"))
    for public_id in offered(exercise):
        exercise.post(button(exercise, public_id, f_not_for_us="on"))

    with CaptureQueriesContext(connection) as seen:
        exercise.step("denkoefeningen")
    few = len(seen)
    maker = models.Participant.objects.filter(board=exercise.board).earliest("pk")
    for number in range(12):
        there = OrganisationFactory(name=f"Harmonie {number}", code=NINOVE, kind="wind-band")
        known = {"organisation": there.public_id, "not_for_us": True}
        add_card(maker, "candidates", "candidate", there.name, **known)
    with CaptureQueriesContext(connection) as seen:
        exercise.step("denkoefeningen")

    assert len(seen) <= few + 1
    assert len(seen) <= QUERIES_OF_THE_PAGE


def test_a_refused_partner_stays_refused_when_its_exercise_is_removed(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.post(button(exercise, zonnehof))
    first = exercise.card(type="exercise")
    exercise.send({"do": "save", "card": exercise.card(type="candidate").pk, "form": "niet"})
    note = exercise.card(zone="limitations").pk
    exercise.send({"do": "add", "zone": "exercises"}, source=note)
    exercise.step("denkoefeningen", f"?toon={first.pk}")
    exercise.send({"do": "remove", "card": first.pk})

    assert offered(exercise)
    assert zonnehof not in offered(exercise)
    assert "Weggelegd" in exercise.text
    card = exercise.card(type="candidate")
    exercise.send({"do": "take_back", "card": card.pk})
    card.refresh_from_db()
    assert card.parent != first
    assert "1 partner in deze oefening" in exercise.text


def test_what_was_refused_in_a_removed_private_exercise_stays_unseen_by_readers(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.send({"do": "privacy", "card": exercise.card(type="exercise").pk})
    exercise.post(button(exercise, zonnehof))
    card = exercise.card(type="candidate")
    exercise.send({"do": "save", "card": card.pk, "form": "niet"})
    exercise.send({"do": "remove", "card": exercise.card(type="exercise").pk})
    board = models.Board.objects.get(pk=exercise.board)

    editor = stage.Viewer(None, stage.Role.EDITOR)
    reader = stage.Viewer(None, stage.Role.READER)
    assert card.pk in queries.board_view(board, viewer=editor).cards
    assert card.pk not in queries.board_view(board, viewer=reader).cards


def test_a_reader_gets_no_suggestions_and_none_count_as_shown(
    exercise: Visitor, zonnehof: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    real = matching.suggest

    def note(request: SuggestRequest) -> list[Suggestion]:
        asked.append(request)
        return real(request)

    monkeypatch.setattr(matching, "suggest", note)
    monkeypatch.setattr(turns, "shown", lambda *given, **also: asked.append(given))
    board = models.Board.objects.get(pk=exercise.board)
    reader = Visitor()
    reader.board = board.pk
    reader.go(f"/borden/{board.pk}/met/{board.token(stage.Role.READER)}")

    reader.step("denkoefeningen")
    assert asked == []
    assert "Dichtbij of verrassend?" not in reader.text

    exercise.step("denkoefeningen")
    assert len(asked) == 2


def test_the_slider_says_its_step_in_words(exercise: Visitor, zonnehof: str) -> None:
    exercise.step("denkoefeningen", "?verrassing=100")
    assert 'value="100" list="verrassing-standen" aria-valuetext="verrassend"' in exercise.html


def test_the_only_one_of_nearly_that_name_is_answered_at_once(
    exercise: Visitor, zonnehof: str
) -> None:
    exercise.step("denkoefeningen", "?verwacht=zonehof")
    assert "Wie bedoel je?" not in exercise.text
    assert "Die naam vinden we niet" not in exercise.text
    assert "plaats 1" in exercise.html.partition('id="waarom-niet"')[2]
