# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of contacts from a spreadsheet: understood, shown, and only then on the board."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import contact_lists, models, stage
from tests.boards.visitor import Forms, Visitor

CSV = (
    "Naam;Gemeente;Sector;E-mail;Contactpersoon;Idee\r\n"
    "Harmonie De Proef;Ninove;Amateurkunsten;a@voorbeeld.be;Mevrouw Proef;Samen spelen\r\n"
    "Woonzorgcentrum Proef;Nynove;Welzijn;;;\r\n"
    ";Gent;Sport;;;\r\n"
    "Ruimtevaartclub;Aalst;Ruimtevaart;;;\r\n"
).encode("cp1252")


def xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def contacts(raw: bytes) -> list[contact_lists.Contact]:
    sheet = contact_lists.read("lijst", raw)
    return contact_lists.contacts(sheet, contact_lists.guess(sheet.header))


def test_columns_are_understood_by_their_headings() -> None:
    found = contact_lists.guess(["Organisatie", "Stad", "Sector / domein", "Tel.", "Website"])

    assert found == {"name": 0, "place": 1, "sector": 2, "website": 4}


def test_mail_and_telephone_are_never_taken_over() -> None:
    header = ["Naam", "E-mail contact", "Telefoon contactpersoon", "Adres"]

    assert contact_lists.guess(header) == {"name": 0}
    assert contact_lists.left_out(header, {"name": 0}) == header[1:]


def test_rows_become_contacts_with_remarks_per_row() -> None:
    harmony, care, nameless, space = contacts(CSV)

    assert (harmony.name, harmony.code, harmony.sectors) == (
        "Harmonie De Proef", "41048", ("amateurkunsten",),
    )  # fmt: skip
    assert harmony.remarks == ()
    assert care.code == ""
    assert care.place == "Nynove"
    assert "Ninove" in " ".join(care.remarks)
    assert not nameless.is_usable
    assert nameless.number == 4
    assert "geen naam" in nameless.remarks[0]
    assert "Ruimtevaart" in space.notes
    assert "Ruimtevaart" in space.remarks[0]


def test_a_spreadsheet_is_read_like_text() -> None:
    raw = xlsx(["Naam", "Gemeente"], ["Proef", 9400], [None, None], ["=1+1", "Gent"])

    found = contacts(raw)

    assert [(c.number, c.name, c.code) for c in found][:1] == [(2, "Proef", "41048")]


def test_a_list_of_more_than_five_hundred_rows_is_cut_and_told() -> None:
    raw = ("Naam\n" + "\n".join(f"Club {n}" for n in range(600))).encode()

    sheet = contact_lists.read("lijst.csv", raw)

    assert len(sheet.rows) == 500
    assert "500" in sheet.remarks[0]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 5_000_000)
    return made.getvalue()


def many_parts() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(600):
            archive.writestr(f"{number}.xml", b"")
    return made.getvalue()


def nested() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("binnen.zip", b"PK")
    return made.getvalue()


def entities() -> bytes:
    """A spreadsheet whose sheet asks for a file of the machine and grows without end."""
    made = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(xlsx(["Naam"], ["Proef"])))
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">'
        b'<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxml'
        b'formats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>'
        b"&b;&f;</t></is></c></row></sheetData></worksheet>"
    )
    with good, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in good.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            archive.writestr(part.filename, evil if is_sheet else good.read(part))
    return made.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "leeg"),
    "only headings": (lambda: b"Naam;Gemeente\n", "geen rijen"),
    "too big": (lambda: b"a" * (2 * 1024 * 1024 + 1), "2 MB"),
    "old excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "oud Excel"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\0", "geen lijst"),
    "half a zip": (lambda: xlsx(["Naam"], ["Proef"])[:300], "beschadigd"),
    "a zip without sheets": (nested, "te groot"),
    "a bomb": (bomb, "te groot"),
    "many parts": (many_parts, "te groot"),
    "entities": (entities, "beschadigd"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_list_we_cannot_read_gives_a_sentence(name: str) -> None:
    make, words = HOSTILE[name]

    with pytest.raises(contact_lists.NotAList, match=words):
        contact_lists.read("lijst", make())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_list_or_a_sentence(raw: bytes) -> None:
    assert refusal(raw) == "" or refusal(raw).endswith(".")


def refusal(raw: bytes) -> str:
    try:
        contacts(raw)
    except contact_lists.NotAList as error:
        return str(error)
    return ""


@given(st.text(max_size=300))
def test_any_text_from_the_preview_is_a_list_or_a_sentence(text: str) -> None:
    with pytest.raises(contact_lists.NotAList):
        contact_lists.unpack("[" + text)


def test_a_list_survives_the_preview() -> None:
    sheet = contact_lists.read("lijst.csv", CSV)

    assert contact_lists.unpack(contact_lists.pack(sheet)).rows == sheet.rows


def upload(visitor: Visitor, raw: bytes = CSV, **typed: object) -> None:
    page = f"/borden/{visitor.board}/lijst"
    file = SimpleUploadedFile("lijst.csv", raw)
    response = visitor.client.post(page, {"file": file, **typed})
    visitor.status, visitor.html = response.status_code, response.content.decode()


def confirm(visitor: Visitor, **typed: object) -> None:
    fields = next(found for found in Forms(visitor.html).found if "list" in found)
    response = visitor.client.post(
        f"/borden/{visitor.board}/lijst", {**fields, "do": "add", **typed}
    )
    visitor.status, visitor.html = response.status_code, response.content.decode()


def candidates(visitor: Visitor) -> list[models.Card]:
    return list(models.Card.objects.filter(board=visitor.board, type="candidate").order_by("text"))


@pytest.mark.django_db
def test_nothing_is_on_the_board_before_someone_agrees(visitor: Visitor) -> None:
    upload(visitor)

    assert visitor.status == 200
    assert "Harmonie De Proef" in visitor.html
    assert "E-mail" in visitor.text
    assert candidates(visitor) == []


@pytest.mark.django_db
def test_ticked_rows_become_candidates_with_their_idea(exercise: Visitor) -> None:
    start = exercise.card(type="exercise").pk
    upload(exercise)

    confirm(exercise, exercise=start)

    assert exercise.status == 302
    harmony, space, care = candidates(exercise)
    assert harmony.text == "Harmonie De Proef"
    assert harmony.municipality_id == "41048"
    assert harmony.contact_person == "Mevrouw Proef"
    assert harmony.fields["found"] == "import"
    assert harmony.parent_id == start
    assert exercise.card(type="idea").parent_id == harmony.pk
    assert space.fields["notes"] == "Sector volgens de lijst: Ruimtevaart"
    assert care.fields["place_text"] == "Nynove"


@pytest.mark.django_db
def test_a_double_click_adds_them_once_and_a_second_list_shows_what_is_known(
    visitor: Visitor,
) -> None:
    upload(visitor)
    page = visitor.html
    confirm(visitor)
    visitor.html = page
    confirm(visitor)

    assert len(candidates(visitor)) == 3
    upload(visitor)
    assert "Staat al op het bord" in visitor.html


@pytest.mark.django_db
def test_someone_can_say_which_column_is_which(visitor: Visitor) -> None:
    upload(visitor, b"Club;Waar ze zitten\nProef;Gent\n")
    assert 'name="row"' not in visitor.html

    confirm(visitor, do="look", col_name="0", col_place="1")

    assert 'name="row"' in visitor.html
    confirm(visitor)
    assert [card.municipality_id for card in candidates(visitor)] == ["44021"]


@pytest.mark.django_db
def test_without_a_ticked_row_nothing_happens_and_nothing_is_lost(visitor: Visitor) -> None:
    upload(visitor)

    confirm(visitor, row=[])

    assert visitor.status == 422
    assert "Harmonie De Proef" in visitor.html
    assert candidates(visitor) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["too big", "a bomb", "half a zip"])
def test_a_refused_list_is_told_on_the_page(name: str, visitor: Visitor) -> None:
    make, words = HOSTILE[name]

    upload(visitor, make())

    assert visitor.status == 422
    assert words in visitor.text


@pytest.mark.django_db
def test_who_only_reads_cannot_add_a_list(visitor: Visitor) -> None:
    board = models.Board.objects.get(pk=visitor.board)
    reader = Client()
    reader.get(reverse("boards:enter_board", args=[board.pk, board.token(stage.Role.READER)]))

    assert reader.get(f"/borden/{board.pk}/lijst").status_code == 403
    assert Client().get(f"/borden/{board.pk}/lijst").status_code == 404
