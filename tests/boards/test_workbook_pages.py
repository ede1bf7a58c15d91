# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole workbook by forms alone, as a browser without scripts sends them."""

import re

import pytest

from netwerkbouwer.boards import actions, models, stage
from netwerkbouwer.methods import queries as methods
from tests.boards.visitor import Forms, Visitor, add_typed
from tests.factories.boards import op

pytestmark = pytest.mark.django_db
AALST, NINOVE, GHENT = "41002", "41048", "44021"


def test_the_diagram_has_the_own_bubble_first_and_a_list_that_says_the_same(
    exercise: Visitor,
) -> None:
    add_typed(exercise, "Zonnehof", "Ninove", f_sectors=["welzijn"])
    add_typed(exercise, "Harmonie", "Gent", f_sectors=["amateurkunsten"])
    exercise.step("bollenschema")

    sections = re.findall(r'id="plaats-([^"]+)"', exercise.html)
    assert sections == [AALST, GHENT, NINOVE]
    assert "<svg" in exercise.html
    anchors = set(re.findall(r'href="#(kaart-[^"]+)"', exercise.html))
    assert len(anchors) == 2
    assert all(f'id="{anchor}"' in exercise.html for anchor in anchors)


def test_the_diagram_shows_whom_it_should_per_exercise_and_each_once_together(
    exercise: Visitor,
) -> None:
    add_typed(exercise, "Zonnehof", "Ninove")
    first = exercise.card(type="exercise").pk
    exercise.step("sterk-en-lastig")
    exercise.send({"do": "add", "zone": "strengths"}, text="Een groot podium")
    exercise.step("denkoefeningen")
    exercise.send({"do": "add", "zone": "exercises"}, source=exercise.card(zone="strengths").pk)
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="Zonnehof", place="Ninove")
    exercise.step("denkoefeningen", "?manier=zelf")
    exercise.send({"do": "add", "card_type": "candidate"}, text="Harmonie", place="Gent")

    exercise.step("bollenschema")
    assert exercise.html.count("data-card=") == 2
    exercise.step("bollenschema", f"?oefening={first}")
    assert exercise.html.count("data-card=") == 1
    assert "Harmonie" not in exercise.text


def test_moving_to_another_bubble_or_half_is_a_form_and_can_be_undone(exercise: Visitor) -> None:
    card = add_typed(exercise, "Zonnehof", "Ninove", f_sectors=["welzijn"])
    exercise.step("bollenschema")
    assert ("to", f"{AALST}:culture") in exercise.buttons(do="bubble", card=card.pk)

    exercise.send({"do": "bubble", "card": card.pk}, to=f"{AALST}:culture")
    moved = exercise.card(pk=card.pk)
    assert (moved.fields["municipality"], moved.fields["half"]) == (AALST, "culture")

    exercise.undo()
    back = exercise.card(pk=card.pk)
    assert (back.fields["municipality"], back.fields["half"]) == (NINOVE, "other")

    exercise.send({"do": "save", "card": card.pk, "form": "plaats"}, place="Gent", f_half="culture")
    assert exercise.card(pk=card.pk).fields["municipality"] == GHENT


def test_a_bubble_opens_as_a_page_of_cards(exercise: Visitor) -> None:
    add_typed(exercise, "Zonnehof", "Ninove")
    add_typed(exercise, "Harmonie", "Gent")
    exercise.step("bollenschema", f"?gemeente={NINOVE}")

    assert "Zonnehof" in exercise.text
    assert "Harmonie" not in exercise.text
    assert "Terug naar het hele schema" in exercise.text


def test_the_drawing_is_a_file_that_can_do_nothing(exercise: Visitor) -> None:
    add_typed(exercise, "<script>alert(1)</script>", "Ninove")
    response = exercise.client.get(f"/borden/{exercise.board}/bollen.svg")

    assert response["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"<script" not in response.content
    assert exercise.client.get(f"/borden/{exercise.board}/bollen.svg?oefening=x").status_code == 200


def test_the_table_gives_both_hints_with_reasons_and_lets_people_differ(
    exercise: Visitor,
) -> None:
    exercise.step("wie-ben-je")
    where = exercise.card(zone="where").pk
    exercise.send({"do": "save", "card": where}, f_sector="lokaal_cultuurbeleid")
    card = add_typed(exercise, "Zonnehof", "Ninove", f_sectors=["welzijn"])
    exercise.step("selectie")

    assert "Twee gemeenten: Aalst en Ninove." in exercise.text
    assert "Een andere sector: Welzijn naast Lokaal cultuurbeleid." in exercise.text
    assert "De andere helft: niet-cultuur naast cultuur." in exercise.text

    volg = {"do": "save", "card": card.pk, "form": "volg"}
    exercise.send(volg, f_supralocal="no", f_next_step="Bellen")
    assert exercise.status == 422
    assert "waarom" in exercise.text
    assert exercise.form(**volg)["f_next_step"] == ["Bellen"]

    exercise.send(volg, f_supralocal="no", f_supralocal_why="Dezelfde intergemeentelijke dienst")
    assert "Dezelfde intergemeentelijke dienst" in exercise.text
    assert exercise.card(pk=card.pk).fields["supralocal"] == "no"


def test_keeping_and_dropping_are_one_press_and_the_table_can_be_narrowed(
    exercise: Visitor,
) -> None:
    first = add_typed(exercise, "Zonnehof", "Ninove")
    second = add_typed(exercise, "Harmonie", "Gent")
    exercise.step("selectie")
    exercise.send({"do": "save", "card": first.pk, "form": "kies"})
    exercise.send({"do": "save", "card": second.pk, "form": "laat"})

    assert exercise.card(pk=first.pk).fields["chosen"] is True
    assert exercise.card(pk=second.pk).fields["chosen"] is False
    exercise.step("selectie", "?gekozen=ja")
    assert f"rij-{first.pk}" in exercise.html
    assert f"rij-{second.pk}" not in exercise.html
    exercise.step("selectie", "?volgorde=naam")
    rows = re.findall(r'id="rij-([^"]+)"', exercise.html)
    assert rows == [second.pk, first.pk]
    exercise.step("bollenschema")
    assert "Harmonie" not in exercise.text


def test_a_combination_crosses_bubbles_and_says_what_it_may_count_as(exercise: Visitor) -> None:
    first = add_typed(exercise, "Zonnehof", "Ninove", f_sectors=["welzijn"])
    second = add_typed(exercise, "Harmonie", "Gent", f_sectors=["amateurkunsten"])
    note = exercise.card(zone="limitations")
    exercise.step("combinaties")
    exercise.send(
        {"do": "add", "card_type": "combination", "form": "nieuw"},
        text="Luisternamiddagen",
        member=[first.pk, second.pk],
        source=[note.pk],
        f_idea="Elke maand een namiddag",
        f_status="explore",
    )

    row = exercise.card(type="combination")
    links = models.CardLink.objects.filter(card=row)
    assert set(links.filter(kind="member").values_list("to", flat=True)) == {first.pk, second.pk}
    assert set(links.filter(kind="source").values_list("to", flat=True)) == {note.pk}
    assert "Drie gemeenten: Aalst, Gent en Ninove." in exercise.text
    assert "Beide helften: cultuur en niet-cultuur." in exercise.text

    exercise.step("combinaties", f"?toon={row.pk}")
    exercise.send({"do": "save", "card": row.pk}, member=[first.pk], f_status="parked")
    assert set(links.filter(kind="member").values_list("to", flat=True)) == {first.pk}
    assert exercise.card(pk=row.pk).fields["status"] == "parked"


def test_a_proposed_combination_says_why_and_is_taken_over_at_once(exercise: Visitor) -> None:
    add_typed(exercise, "Zonnehof", "Ninove", f_sectors=["welzijn"])
    add_typed(exercise, "Harmonie", "Gent", f_sectors=["amateurkunsten"])
    exercise.step("combinaties")
    assert "heb je nog geen combinatie" in exercise.text

    exercise.send({"do": "take_set", "card_type": "combination", "form": "bord1"})

    row = exercise.card(type="combination")
    assert models.CardLink.objects.filter(card=row, kind="member").count() == 2
    assert models.CardLink.objects.filter(card=row, kind="source").count() == 1
    assert "heb je nog geen combinatie" not in exercise.text


def test_what_a_form_did_can_be_undone_at_once_and_done_again(exercise: Visitor) -> None:
    card = add_typed(exercise, "Zonnehof", "Ninove", idea="Samen koken")
    assert "Ongedaan maken" in exercise.text

    exercise.undo()
    assert exercise.card(pk=card.pk).is_removed
    assert "Teruggedraaid." in exercise.text

    exercise.undo()
    assert not exercise.card(pk=card.pk).is_removed
    assert "Samen koken" in exercise.text


def test_two_texts_written_at_once_are_both_shown_and_one_is_chosen(visitor: Visitor) -> None:
    visitor.step("sterk-en-lastig")
    visitor.send({"do": "add", "zone": "strengths"}, text="een zaal")
    card = visitor.card(zone="strengths")
    stale = visitor.form(do="save", card=card.pk)
    visitor.send({"do": "save", "card": card.pk}, text="een grote zaal")
    visitor.post({**stale, "text": "een kleine zaal", "op_id": models.new_id()})

    assert "Er is niets verloren" in visitor.text
    assert "een grote zaal" in visitor.text
    assert "een kleine zaal" in visitor.text

    visitor.send({"do": "choose", "card": card.pk, "form": "neem"})
    card.refresh_from_db()
    assert (card.text, card.other_text) == ("een kleine zaal", "")


def test_a_reader_sees_the_steps_without_a_single_board_form(exercise: Visitor) -> None:
    add_typed(exercise, "Zonnehof", "Ninove")
    board = models.Board.objects.get(pk=exercise.board)
    reader = Visitor()
    reader.board = board.pk
    reader.go(f"/borden/{board.pk}/met/{board.token(stage.Role.READER)}")

    for step in methods.newest("bouw-je-netwerk-uit").steps:
        reader.step(step.slug)
        posts = [a for a in Forms(reader.html).actions if a.startswith("/borden")]
        assert posts == [], step.slug
        assert "De zaal staat leeg op weekdagen" not in reader.text
    reader.step("bollenschema")
    assert "Zonnehof" in reader.text


def test_hundreds_of_candidates_come_in_pages(exercise: Visitor) -> None:
    maker = models.Participant.objects.get(board=exercise.board)
    parent = exercise.card(type="exercise").pk
    added = [
        op(
            "add_card",
            card=models.new_id(),
            zone="candidates",
            card_type="candidate",
            parent=parent,
            text=f"Vereniging {number}",
            fields={"municipality": (NINOVE, GHENT)[number % 2], "sectors": ["sport"]},
        )
        for number in range(450)
    ]
    actions.apply(board=maker.board, operations=added, by=maker)

    for step in ("denkoefeningen", "bollenschema", "selectie", "combinaties"):
        exercise.step(step)
        assert len(exercise.html) < 1_500_000, step
    exercise.step("denkoefeningen", "?blad=8")
    assert "Vereniging 449" in exercise.text
    exercise.step("selectie", "?blad=9999")
    assert "blad 8 van 8" in exercise.text


def test_addresses_with_anything_in_them_show_a_page(exercise: Visitor) -> None:
    strange = (
        "?toon=%00&kaart=%F0%9F%98%80&blad=9e9&straal=-1&sector=x&helft=y&zoek=%27%22&gedaan=9-"
    )
    for step in methods.newest("bouw-je-netwerk-uit").steps:
        exercise.step(step.slug, strange)
        exercise.step(step.slug, strange.replace("toon=%00", "manier=gids&gemeente=%3Cb%3E"))
