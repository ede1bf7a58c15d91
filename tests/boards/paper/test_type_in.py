# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Typing in what was written on paper: fast, without doubles, and nothing typed is lost."""

from typing import Any

import pytest

from netwerkbouwer.boards import models, writer
from netwerkbouwer.boards.stage import Role
from tests.boards.paper.conftest import Typist
from tests.factories.places import municipality

pytestmark = pytest.mark.django_db
WHAT = "visibility|visibility.what|1"
NEXT = "visibility|visibility.what|2"
WHERE = "visibility|visibility.where|1"


def test_a_code_opens_its_sheet_at_its_cell_for_the_table_before_it(relay: Typist) -> None:
    relay.find(f"3-{relay.code(WHERE).lower()}")

    assert "blad=visibility.1" in relay.address
    assert "tafel=3" in relay.address
    assert f"vak={relay.code(WHERE)}" in relay.address
    assert f'id="v.{relay.code(WHERE)}.0.text"' in relay.html
    focused = relay.html.index("autofocus", relay.html.index("nb-sheet-entry"))
    assert relay.html.rindex('id="v.', 0, focused) == relay.html.index(
        f'id="v.{relay.code(WHERE)}.0.text"'
    )


def test_the_code_of_a_sheet_opens_it_at_the_first_empty_cell(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Wat kinderen maken")

    relay.find(f"3-{relay.code('sheet|visibility.1')}")

    assert "vak=" not in relay.address
    assert "1 van 18 vakken" in relay.text
    focused = relay.html.index("autofocus", relay.html.index("nb-sheet-entry"))
    assert relay.code(NEXT) in relay.html[focused - 120 : focused]


def test_a_wrong_code_gives_the_nearest_that_exist(relay: Typist) -> None:
    right = relay.code(WHAT)

    at = next(n for n in range(3) if right[n] != right[n + 1])
    relay.find(right[:at] + right[at + 1] + right[at] + right[at + 2 :], 3)

    assert relay.status == 404
    assert right in relay.html
    assert "Zet je cultuur in beeld: Wat, vak 1" in relay.text


def test_a_written_cell_becomes_a_card_of_its_table(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Wat kinderen maken")

    assert relay.status == 302
    assert f"vak={relay.code(NEXT)}" in relay.address
    (card,) = relay.cards(zone="visibility")
    assert (card.text, card.table) == ("Wat kinderen maken", 3)
    assert card.fields == {"theme": "visibility", "column": "what"}
    assert "Ongedaan maken" in relay.text


def test_the_same_cell_typed_twice_changes_the_card(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    first = relay.form()
    relay.type(WHAT, "Wat kinderen maken")
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Wat kinderen samen maken")
    assert [card.text for card in relay.cards(zone="visibility")] == ["Wat kinderen samen maken"]

    # Someone else has the empty sheet still open, and types the same cell.
    relay.post({**first, "op_id": models.new_id(), f"v.{relay.code(WHAT)}.0.text": "Muziek"})

    (card,) = relay.cards(zone="visibility")
    assert "Wat kinderen samen maken" in f"{card.text} {card.other_text}"
    assert "Muziek" in f"{card.text} {card.other_text}"


def test_a_form_that_is_sent_twice_counts_once(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    form: dict[str, Any] = {**relay.form(), f"v.{relay.code(WHAT)}.0.text": "Muziek"}
    relay.post(form)
    revision = models.Board.objects.get(pk=relay.board.pk).revision
    relay.post(form)

    (card,) = relay.cards(zone="visibility")
    assert (card.text, card.other_text) == ("Muziek", "")
    assert models.Board.objects.get(pk=relay.board.pk).revision - revision <= 1


def test_who_goes_back_and_types_something_else_means_it(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    first = relay.form()
    for text in ("Muziek", "Muziek van hier"):
        relay.post({**first, f"v.{relay.code(WHAT)}.0.text": text})

    (card,) = relay.cards(zone="visibility")
    assert "Muziek van hier" in f"{card.text} {card.other_text}"


def test_two_tables_fill_the_same_cell_of_their_own_sheet(relay: Typist) -> None:
    for table in (1, 2, ""):
        relay.open("visibility.1", table)
        relay.type(WHAT, f"Van tafel {table}")

    found = [(card.table, card.text) for card in relay.cards(zone="visibility")]
    assert found == [(1, "Van tafel 1"), (2, "Van tafel 2"), (None, "Van tafel")]


def test_a_cell_holds_as_many_cards_as_people_wrote_lines(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Muziek")
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Dans", part=1)

    assert [card.text for card in relay.cards(zone="visibility")] == ["Muziek", "Dans"]
    relay.open("visibility.1", 3)
    assert "1 van 18 vakken" in relay.text


def test_only_what_changed_is_sent_to_the_board(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Muziek")
    relay.open("visibility.1", 3)
    old = relay.form()
    relay.type(WHAT, "Muziek en dans")
    before = models.Board.objects.get(pk=relay.board.pk).revision

    # The sheet as it was, with one other cell filled: the newer text of the first cell stays.
    relay.post({**old, "op_id": models.new_id(), f"v.{relay.code(WHERE)}.0.text": "Op het plein"})

    assert sorted(c.text for c in relay.cards(zone="visibility")) == [
        "Muziek en dans",
        "Op het plein",
    ]
    assert models.Board.objects.get(pk=relay.board.pk).revision == before + 1


def test_a_field_that_someone_else_changed_stays_as_they_made_it(relay: Typist) -> None:
    first = relay.code("actions|1")
    relay.open("actions.1")
    relay.send(**{f"v.{first}.0.text": "De raad uitnodigen", f"v.{first}.0.owner": "Fatma"})
    relay.open("actions.1")
    old = relay.form()
    relay.type("actions|1", "Joris", key="owner")

    form = {**old, "op_id": models.new_id()}
    relay.post({**form, f"v.{relay.code('actions|2')}.0.text": "Een film maken"})

    assert [card.fields.get("owner") for card in relay.cards(zone="actions")] == ["Joris", None]


def test_an_emptied_cell_takes_its_card_away_and_undo_brings_it_back(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Muziek")
    relay.open("visibility.1", 3)
    relay.type(WHAT, "")
    assert relay.cards(zone="visibility") == []

    number = relay.address.split("gedaan=")[1].split("&")[0].split("-")
    back = {"blad": "visibility.1", "tafel": "3", "revision": number[0], "until": number[1]}
    response = relay.client.post(f"/borden/{relay.board.pk}/vellen/terug", back)

    assert response["Location"].endswith("/vellen/invoeren?blad=visibility.1&tafel=3")
    assert [card.text for card in relay.cards(zone="visibility")] == ["Muziek"]


def test_a_cell_that_was_emptied_can_be_typed_again(relay: Typist) -> None:
    for text in ("Muziek", "", "Toch dans"):
        relay.open("visibility.1", 3)
        relay.type(WHAT, text)

    (card,) = relay.cards(zone="visibility")
    assert (card.text, card.other_text) == ("Toch dans", "")


def test_a_script_hears_what_is_saved_and_how_far_it_is(relay: Typist) -> None:
    relay.open("visibility.1", 3)
    told = relay.save({**relay.form(), f"v.{relay.code(WHAT)}.0.text": "Muziek"})

    assert relay.status == 200
    assert (told["filled"], told["total"], told["problems"]) == (1, 18, [])
    assert told["done"] == f"{told['revision']}-{told['revision']}"


def test_partners_come_with_place_sector_and_idea_under_their_exercise(workbook: Typist) -> None:
    municipality("41048")
    workbook.open("exercises.1", 2)
    code = workbook.code("candidates|1|1")
    workbook.send(
        **{
            f"v.{code}.0.text": "Woonzorgcentrum Zonnehof",
            f"v.{code}.0.place": "Ninove",
            f"v.{code}.0.sector": "welzijn",
            f"v.{code}.0.idea": "Samen zingen",
        }
    )

    (exercise,) = workbook.cards(type="exercise")
    (partner,) = workbook.cards(type="candidate")
    (idea,) = workbook.cards(type="idea")
    assert exercise.fields == {"kind": "from_limitation"}
    assert (partner.parent_id, idea.parent_id) == (exercise.pk, partner.pk)
    assert (partner.municipality_id, partner.fields["sectors"]) == ("41048", ["welzijn"])
    assert (partner.table, idea.table, idea.text) == (2, 2, "Samen zingen")

    workbook.open("exercises.1", 2)
    workbook.type("exercises|1", "De zaal staat leeg")
    workbook.open("exercises.1", 2)
    workbook.type("candidates|1|1", "Samen eten", key="idea")

    assert [card.text for card in workbook.cards(type="exercise")] == ["De zaal staat leeg"]
    assert [card.text for card in workbook.cards(type="idea")] == ["Samen eten"]


def test_a_place_that_we_do_not_know_stays_as_it_was_written(workbook: Typist) -> None:
    workbook.open("exercises.2")
    code = workbook.code("candidates|2|3")
    workbook.send(**{f"v.{code}.0.text": "De Kring", f"v.{code}.0.place": "Achter de berg"})

    (partner,) = workbook.cards(type="candidate")
    assert partner.fields["place_text"] == "Achter de berg"


def test_what_cannot_be_used_comes_back_and_the_rest_is_saved(workbook: Typist) -> None:
    workbook.open("who.1")
    who, where = workbook.code("who"), workbook.code("where")
    workbook.send(**{f"v.{who}.0.text": "Wij", f"v.{where}.0.municipality": "Nergenshuizen"})

    assert workbook.status == 422
    assert 'value="Nergenshuizen"' in workbook.html
    assert where in workbook.text
    assert [card.text for card in workbook.cards(zone="who")] == ["Wij"]

    municipality("41002")
    workbook.type("where", "Aalst", key="municipality")
    assert workbook.status == 302
    assert [card.fields for card in workbook.cards(zone="where")] == [{"municipality": "41002"}]


def test_a_cell_with_one_answer_is_shared_and_says_so(workbook: Typist) -> None:
    workbook.open("who.1", 1)
    assert "nb-entry--filled" not in workbook.html
    workbook.type("who", "Wij zijn tafel een")
    workbook.open("who.1", 2)

    assert "Wij zijn tafel een" in workbook.html
    assert "één antwoord voor alle tafels" in workbook.text
    assert workbook.html.count("nb-entry--filled") == 1


def test_private_cards_of_the_method_start_private(workbook: Typist) -> None:
    workbook.open("limitations.1", 1)
    code = workbook.code("limitations|1")
    workbook.send(**{f"v.{code}.0.text": "Te weinig geld", f"v.{code}.0.type": "weakness"})

    (card,) = workbook.cards(zone="limitations")
    assert (card.type, card.is_private) == ("weakness", True)


def test_ticks_pick_an_item_once_for_all_tables_and_statuses_come_along() -> None:
    typist = Typist("over-het-muurtje")
    for table in (1, 2):
        typist.open("obstacles.1", table)
        cell = next(c for c in typist.paper.sheet("obstacles.1").cells() if c.is_tick)  # type: ignore[union-attr]
        typist.type(cell.key, "recognised", key="status")
        assert typist.status == 302

    (pick,) = typist.cards(zone="obstacles")
    assert pick.fields == {"item": cell.fixed["item"], "status": "recognised"}

    typist.open("obstacles.1", 2)
    typist.send(
        **{f"v.{typist.code(cell.key)}.0.item": "", f"v.{typist.code(cell.key)}.0.status": ""}
    )
    assert typist.cards(zone="obstacles") == []
    typist.open("obstacles.1", 1)
    typist.type(cell.key, "on", key="item")
    assert [card.fields["item"] for card in typist.cards(zone="obstacles")] == [cell.fixed["item"]]


def test_a_matrix_has_a_cell_per_pair_once_its_rows_are_typed_in() -> None:
    typist = Typist("beleid-verbinden")
    typist.open("touching_points.0")
    typist.type("touching_points|open|1", "Samen zingen")
    assert typist.status == 422
    assert "Typ eerst het vel" in typist.text

    for zone in ("culture_goals", "social_goals"):
        typist.open(f"{zone}.1")
        typist.type(f"{zone}|1", f"Doel van {zone}")
    (row,), (column,) = typist.cards(zone="culture_goals"), typist.cards(zone="social_goals")
    typist.open("touching_points.1")
    typist.type(f"touching_points|{row.pk}|{column.pk}", "Samen zingen")
    typist.open("touching_points.0")
    code = typist.code("touching_points|open|1")
    typist.send(
        **{f"v.{code}.0.text": "Eten", f"v.{code}.0.row": row.pk, f"v.{code}.0.column": column.pk}
    )

    fields = {"row": row.pk, "column": column.pk}
    found = [(card.text, card.fields) for card in typist.cards(zone="touching_points")]
    assert found == [("Samen zingen", fields), ("Eten", fields)]


def test_a_typist_is_not_stopped_by_the_limit_per_person(
    relay: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netwerkbouwer.boards.operations.CARDS_PER_PARTICIPANT", 1)
    for cell in (WHAT, NEXT, WHERE):
        relay.open("visibility.1", 3)
        relay.type(cell, "Muziek")

    assert len(relay.cards(zone="visibility")) == 3


def test_a_full_disk_gives_back_what_was_typed(
    relay: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_given: object) -> None:
        raise writer.NotSaved

    monkeypatch.setattr(writer, "apply", refuse)
    relay.open("visibility.1", 3)
    relay.type(WHAT, "Muziek op het plein")

    assert relay.status == 503
    assert 'value="Muziek op het plein"' in relay.html
    told = relay.save({**relay.form(), f"v.{relay.code(WHAT)}.0.text": "Muziek"})
    assert (relay.status, set(told)) == (503, {"sentence"})


@pytest.mark.parametrize(
    ("role", "expected"), [(None, 404), (Role.READER, 403), (Role.EDITOR, 200)]
)
def test_only_who_may_edit_types_in(relay: Typist, role: Role | None, expected: int) -> None:
    client = relay.visitor(role)
    page = f"/borden/{relay.board.pk}/vellen/invoeren"

    assert client.get(page).status_code == expected
    assert client.post(page, {"blad": "visibility.1"}).status_code == (
        302 if expected == 200 else expected
    )
    assert client.post(f"/borden/{relay.board.pk}/vellen/terug").status_code == (
        302 if expected == 200 else expected
    )


def test_odd_fields_are_no_trouble(relay: Typist) -> None:
    code = relay.code(WHAT)
    relay.post({"blad": "visibility.1", "tafel": "9" * 40, f"v.{code}.0.text": "Muziek\x00"})
    relay.post({"blad": "visibility.1", "tafel": "-1", f"v.{code}.99.text": "Dans"})
    relay.post(
        {"blad": "visibility.1", "tafel": "x", "op_id": "\x00" * 30, f"v.{code}.1.text": "Z"}
    )
    relay.post({"blad": "visibility.1", "tafel": "", f"v.{code}.2.text": "x" * 20_001})

    assert relay.status == 422
    assert sorted(card.text for card in relay.cards(zone="visibility")) == ["Muziek", "Z"]
    relay.post({"blad": "nergens"})
    assert relay.status == 404


def host_of(typist: Typist, **session: Any) -> models.Participant:
    """Who hosts table 1 of a session on the board, in the browser of the typist."""
    made = models.Session.objects.create(
        board=typist.board, title="Avond", code="abc234", **session
    )
    models.Board.objects.filter(pk=typist.board.pk).update(session=made)
    table = models.Table.objects.create(session=made, number=1)
    person = models.Participant.objects.latest("pk")
    person.role, person.session, person.table = Role.HOST, made, table
    person.save()
    return person


def test_a_host_types_in_the_own_table_and_nothing_that_is_of_all(workbook: Typist) -> None:
    host_of(workbook)
    single = next(
        cell
        for sheet in workbook.paper.sheets
        for cell in sheet.cells()
        if cell.is_single and any(one.key == "text" for one in cell.inputs)
    )
    workbook.open(next(s.key for s in workbook.paper.sheets if single in s.cells()))
    workbook.type(single.key, "Van mij alleen")

    assert workbook.status == 422
    assert workbook.cards(text="Van mij alleen") == []


def test_a_host_types_nothing_in_after_the_session(relay: Typist) -> None:
    host_of(relay, state="closed")
    relay.open("visibility.1")
    cell = relay.paper.sheet("visibility.1").cells()[0]  # type: ignore[union-attr]
    relay.type(cell.key, "Te laat")

    assert relay.status == 422
    assert "De sessie is gesloten." in relay.text
    assert "Te laat" in relay.text
    assert relay.cards(text="Te laat") == []


def test_a_host_types_in_during_the_session(relay: Typist) -> None:
    host_of(relay)
    relay.open("visibility.1")
    cell = relay.paper.sheet("visibility.1").cells()[0]  # type: ignore[union-attr]
    relay.type(cell.key, "Op tijd")

    assert [(card.text, card.table) for card in relay.cards(text="Op tijd")] == [("Op tijd", 1)]
