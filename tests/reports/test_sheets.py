# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Printed sheets for tables, read back from the PDF as people would read them."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from netwerkbouwer.boards import models
from netwerkbouwer.boards.paper import codes, queries
from netwerkbouwer.boards.stage import EVERYTHING, Role
from netwerkbouwer.methods import queries as methods
from tests.factories import boards

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
SIZES = {"a3": (420, 297), "a4": (297, 210)}


def visitor(board: models.Board, role: Role = Role.EDITOR) -> Client:
    client = Client()
    client.get(f"/borden/{board.pk}/met/{board.token(role)}")
    return client


def sheets(client: Client, board: models.Board, query: str) -> PdfReader:
    response = client.get(f"/borden/{board.pk}/vellen.pdf?{query}")
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("size", ["a3", "a4"])
@pytest.mark.parametrize("slug", [method.slug for method in methods.published()])
def test_every_cell_of_every_method_is_on_paper_with_its_code(slug: str, size: str) -> None:
    board = boards.make_board(slug).board
    paper = queries.paper_of(board, EVERYTHING)
    wanted = [sheet for sheet in paper.sheets if not sheet.is_extra]

    reader = sheets(visitor(board), board, f"formaat={size}")

    text = words(reader)
    found = [one for one in re.findall(r"\b[0-9A-Z]{4}\b", " ".join(text)) if codes.is_code(one)]
    assert {paper.codes[cell.key] for sheet in wanted for cell in sheet.cells()} <= set(found)
    assert {paper.codes[sheet.code_key] for sheet in wanted} <= set(found)
    for number, page in enumerate(reader.pages, 1):
        box = page.mediabox
        assert (round(box.width / MM), round(box.height / MM)) == SIZES[size]
        assert f"blz. {number} van {len(reader.pages)}" in text[number - 1]
        assert f"testserver/borden/{board.pk}" in text[number - 1]


def test_every_sheet_says_of_which_table_it_is(settings: object) -> None:
    board = boards.make_board("kennisestafette").board
    paper = queries.paper_of(board, EVERYTHING)
    sign = paper.codes["sheet|visibility.1"]

    text = words(sheets(visitor(board), board, "stap=in-beeld&tafels=3"))

    assert len(text) == 3
    for number, page in enumerate(text, 1):
        assert f"Tafel {number}" in page
        assert f"{number}-{sign}" in page
        assert f"blz. {number} van 3" in page


def test_without_a_number_people_write_the_table_themselves() -> None:
    board = boards.make_board("kennisestafette").board

    (page,) = words(sheets(visitor(board), board, "blad=visibility.1"))

    assert re.search(r"Tafel\b(?! \d)", page)
    assert "Wat wil je laten zien?" in page


def test_the_tables_of_a_session_come_with_their_names() -> None:
    board = boards.make_board("kennisestafette").board
    session = models.Session.objects.create(board=board, title="Bijeenkomst", code="ABC234")
    for number, name in ((1, "Bij het raam"), (2, "")):
        models.Table.objects.create(session=session, number=number, name=name)
    models.Board.objects.filter(pk=board.pk).update(session=session)

    text = words(sheets(visitor(board), board, "blad=visibility.1&wie=sessie"))

    assert ["Bij het raam" in page for page in text] == [True, False]
    assert ["Tafel 2" in page for page in text] == [False, True]


def test_the_rows_of_a_matrix_are_printed_except_what_is_private() -> None:
    maker = boards.make_board("beleid-verbinden")
    boards.add_card(maker, "culture_goals", "goal", "Iedereen zingt")
    hidden = boards.add_card(maker, "culture_goals", "goal", "Geheim doel")
    boards.add_card(maker, "social_goals", "goal", "Niemand is alleen")
    boards.apply(maker, boards.op("set_private", card=hidden, private=True))
    paper = queries.paper_of(maker.board, EVERYTHING)

    text = " ".join(words(sheets(visitor(maker.board), maker.board, "stap=raakpunten")))

    cells = {c.label: paper.codes[c.key] for c in paper.sheet("touching_points.1").cells()}  # type: ignore[union-attr]
    assert cells["Iedereen zingt × Niemand is alleen"] in text
    assert cells["Geheim doel × Niemand is alleen"] not in text
    assert "Geheim" not in text


def test_the_document_is_tagged_in_dutch_and_names_the_board() -> None:
    board = boards.make_board("over-het-muurtje", title="Muurtje in Aalst").board

    reader = sheets(visitor(board), board, "formaat=a4")

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("nl")
    assert reader.metadata is not None
    assert reader.metadata.title == "Muurtje in Aalst: vellen"


def test_what_people_named_the_board_is_never_markup() -> None:
    board = boards.make_board("kennisestafette", title='#panic("x") *dik* \\ [a] $x$').board

    (page,) = words(sheets(visitor(board), board, "blad=visibility.1"))

    assert '#panic("x") *dik* \\ [a] $x$' in page


def test_too_many_sheets_at_once_are_refused_with_a_sentence() -> None:
    board = boards.make_board("kennisestafette").board

    response = visitor(board).get(f"/borden/{board.pk}/vellen.pdf?tafels=60")

    assert response.status_code == 422
    assert "minder vellen of minder tafels" in response.content.decode()


def test_a_reader_may_print_and_a_stranger_may_not() -> None:
    board = boards.make_board("kennisestafette").board
    page, document = f"/borden/{board.pk}/vellen", f"/borden/{board.pk}/vellen.pdf?blad=about.1"

    assert [visitor(board, Role.READER).get(at).status_code for at in (page, document)] == [200] * 2
    assert [Client().get(at).status_code for at in (page, document)] == [404] * 2


def test_a_method_prints_blank_sheets_without_codes() -> None:
    response = Client().get("/werkvormen/kennisestafette/vellen.pdf?formaat=a4")
    text = words(PdfReader(io.BytesIO(response.content)))

    assert response.status_code == 200
    assert "Zet je cultuur in beeld" in " ".join(text)
    found = re.findall(r"\b[0-9A-Z]{4}\b", " ".join(text))
    assert [one for one in found if codes.is_code(one) and any(s.isdigit() for s in one)] == []
    assert "testserver/werkvormen/kennisestafette" in text[0]


def test_what_a_session_hides_is_not_on_the_sheets_of_who_takes_part() -> None:
    maker = boards.make_board("beleid-verbinden")
    boards.add_card(maker, "culture_goals", "goal", "Iedereen zingt")
    boards.add_card(maker, "social_goals", "goal", "Niemand is alleen")
    session = models.Session.objects.create(
        board=maker.board, title="Avond", code="abc234", hidden_zones=["culture_goals"]
    )
    models.Board.objects.filter(pk=maker.board_id).update(session=session)
    guest = visitor(maker.board)
    models.Participant.objects.order_by("-pk").update(role="participant", session=session)

    text = " ".join(words(sheets(guest, maker.board, "stap=raakpunten")))

    assert "Iedereen" not in text
