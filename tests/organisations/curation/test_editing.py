# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing an organisation: what a person says wins, and everything can go back."""

from typing import Any

import pytest
from django.test import Client

from netwerkbouwer.organisations.curation import edit_actions, fields, queries
from netwerkbouwer.organisations.models import Change, FieldEdit, Organisation
from tests.organisations.curation import people
from tests.organisations.curation.people import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Organisation:
    return people.told(email="info@jeugdhuis-x.be", phone="09 234 56 78", street="Kouter 1")


@pytest.fixture
def mia(client: Client) -> Client:
    people.curator(client)
    return client


def save(client: Client, row: Organisation, **changed: Any) -> Any:
    return client.post(address(row, "edit"), people.form(row, **changed))


def test_strangers_cannot_see_or_send_the_form(client: Client, row: Organisation) -> None:
    for route in ("edit", "history"):
        assert client.get(address(row, route)).status_code == 404
    assert save(client, row, name="Gekaapt").status_code == 404
    assert client.post(address(row, "confirm")).status_code == 404
    row.refresh_from_db()
    assert (row.name, row.confirmed_on) == ("Jeugdhuis X", None)


def test_the_form_shows_every_field_with_what_the_source_says(
    mia: Client, row: Organisation
) -> None:
    page = mia.get(address(row, "edit")).content.decode()

    for name in fields.BY_NAME:
        assert f'name="was-{name}"' in page
    assert "Kouter 1" in page
    assert "Lijst, 31 januari 2026" in page


def test_the_fields_are_exactly_those_people_may_edit() -> None:
    from netwerkbouwer.organisations import golden

    assert set(fields.BY_NAME) == set(golden.EDITABLE)


def test_saving_what_was_not_changed_changes_nothing(mia: Client, row: Organisation) -> None:
    answer = save(mia, row)

    assert answer["Location"].endswith("?gelukt=niets")
    assert not FieldEdit.objects.exists()
    assert not Change.objects.filter(kind=Change.Kind.EDITED).exists()


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("name", "  Jeugdhuis  Y ", "Jeugdhuis Y"),
        ("other_names", "JHX\nDe X", ["De X", "JHX"]),
        ("municipality", "Aalst", "41002"),
        ("street", "Veldstraat 2", "Veldstraat 2"),
        ("postcode", "9000", "9000"),
        ("point", "51.05, 3.72", [51.05, 3.72]),
        ("main_sector", "sport", "sport"),
        ("sectors", ["jeugd", "sport"], ["jeugd", "sport"]),
        ("half", "other", "other"),
        ("kind", "library", "library"),
        ("description", "Ook op zondag.", "Ook op zondag."),
        ("website", "www.jeugdhuis-y.be", "https://www.jeugdhuis-y.be"),
        ("email", "contact@jeugdhuis-x.be", "contact@jeugdhuis-x.be"),
        ("phone", "", ""),
        ("is_person", "ja", True),
        ("identifiers", "KBO 0407.703.668", [["KBO", "0407703668"]]),
        ("offers", "een zaal\nvrijwilligers", ["een zaal", "vrijwilligers"]),
        ("questions", "een regisseur", ["een regisseur"]),
    ],
)
def test_every_field_can_be_changed_and_taken_back(
    mia: Client, row: Organisation, field: str, typed: Any, value: Any
) -> None:
    people.places.municipality("41002")
    before = fields.current(row)[field]

    answer = save(mia, row, **{field: typed})

    row.refresh_from_db()
    assert answer["Location"].endswith("?gelukt=bewaard")
    assert fields.current(row)[field] == value
    assert queries.states(row)[field].by == "Mia"

    mia.post(address(row, "edit"), {**people.form(row), "neem-terug": field})
    row.refresh_from_db()
    assert fields.current(row)[field] == before
    assert not FieldEdit.objects.exists()


def test_the_place_above_is_chosen_by_its_page(mia: Client, row: Organisation) -> None:
    above = people.told(key="2", name="Stad Gent", website="")

    save(mia, row, parent=f"http://x/organisaties/{queries.address_of(above)}")

    row.refresh_from_db()
    assert row.parent == above
    refused = save(mia, above, parent=row.public_id)
    assert refused.status_code == 422
    assert "hoort zelf al bij deze" in refused.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "!!!", "Vul een naam in"),
        ("municipality", "Nergenshuizen", "Nergenshuizen"),
        ("postcode", "abc", "geen postcode"),
        ("point", "links boven", "Typ twee getallen"),
        ("point", "0, 0", "niet in België of Nederland"),
        ("main_sector", "zwemmen", "Kies iets uit de lijst"),
        ("sectors", ["zwemmen"], "Kies iets uit de lijst"),
        ("half", "x", "Kies iets uit de lijst"),
        ("kind", "x", "Kies iets uit de lijst"),
        ("website", "javascript:alert(1)", "geen webadres"),
        ("email", "jan.peeters@gmail.com", "persoon"),
        ("phone", "0470 12 34 56", "persoon"),
        ("identifiers", "KBO 1", "geen ondernemingsnummer"),
        ("identifiers", "ABC 1", "Begin elke regel"),
        ("offers", "a|b", "teken |"),
        ("parent", "x", "vinden die organisatie niet"),
        ("name", "\x00" * 9, "Vul een naam in"),
        ("name", "x" * 9_000, "te lang"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    mia: Client, row: Organisation, field: str, typed: Any, says: str
) -> None:
    answer = save(mia, row, **{field: typed, "description": "Blijft staan"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert f"#veld-{field}" in page
    assert "Blijft staan" in page
    assert not FieldEdit.objects.exists()


def test_an_import_does_not_overwrite_what_a_person_said(mia: Client, row: Organisation) -> None:
    save(mia, row, street="Veldstraat 2")

    people.told(street="Kouter 99", phone="09 222 22 22", on="2026-06-30")

    row.refresh_from_db()
    assert row.street == "Veldstraat 2"
    assert row.phone == "+3292222222"
    state = queries.states(row)["street"]
    assert [said.text for said in state.said] == ["Kouter 99"]


def test_two_people_in_one_field_get_a_page_that_keeps_what_was_typed(
    mia: Client, row: Organisation
) -> None:
    opened = people.form(row)
    edit_actions.edit(row, edit_actions.Edit({"name": "Van Noor"}, {"name": "Jeugdhuis X"}), "Noor")

    answer = mia.post(address(row, "edit"), {**opened, "name": "Van Mia", "street": "Nieuw 3"})

    page = answer.content.decode()
    assert answer.status_code == 412
    assert 'value="Van Mia"' in page
    assert 'value="Nieuw 3"' in page
    assert "Van Noor" in page
    row.refresh_from_db()
    assert (row.name, row.street) == ("Van Noor", "Kouter 1")

    again = {**opened, "name": "Van Mia", "was-name": "Van Noor", "street": "Nieuw 3"}
    assert mia.post(address(row, "edit"), again).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.street) == ("Van Mia", "Nieuw 3")


def test_two_people_in_two_fields_do_not_meet(mia: Client, row: Organisation) -> None:
    opened = people.form(row)
    edit_actions.edit(row, edit_actions.Edit({"name": "Van Noor"}, {"name": "Jeugdhuis X"}), "Noor")

    assert mia.post(address(row, "edit"), {**opened, "street": "Nieuw 3"}).status_code == 302

    row.refresh_from_db()
    assert (row.name, row.street) == ("Van Noor", "Nieuw 3")


def test_taking_one_field_back_keeps_what_was_typed_in_another(
    mia: Client, row: Organisation
) -> None:
    save(mia, row, street="Veldstraat 2")
    row.refresh_from_db()

    answer = mia.post(
        address(row, "edit"),
        people.form(row, description="Nog niet af", **{"neem-terug": "street"}),
    )

    page = answer.content.decode()
    assert "Nog niet af" in page
    assert 'value="Kouter 1"' in page


def test_the_history_reads_like_sentences_and_a_line_can_go_back(
    mia: Client, row: Organisation
) -> None:
    save(mia, row, main_sector="sport", name="Sporthuis")
    page = mia.get(address(row, "history")).content.decode()
    line = Change.objects.get(kind=Change.Kind.EDITED)

    assert "<del>Jeugd</del> → <ins>Sport</ins>" in page
    assert "<del>Jeugdhuis X</del>" in page
    assert "Mia" in page

    mia.post(f"{address(row, 'history')}/{line.pk}")
    row.refresh_from_db()
    assert (row.name, row.main_sector) == ("Jeugdhuis X", "jeugd")
    assert not FieldEdit.objects.exists()
    assert Change.objects.filter(kind=Change.Kind.REVERTED, by="Mia").count() == 1


def test_what_a_source_changed_can_be_put_back_too(mia: Client, row: Organisation) -> None:
    people.told(street="Kouter 99", phone="09 222 22 22", on="2026-06-30")
    line = Change.objects.filter(kind=Change.Kind.TAKEN_IN).latest("pk")

    mia.post(f"{address(row, 'history')}/{line.pk}")

    row.refresh_from_db()
    assert (row.street, row.phone) == ("Kouter 1", "+3292345678")
    assert FieldEdit.objects.filter(field="street").exists()


def test_a_line_of_another_organisation_cannot_be_put_back_here(
    mia: Client, row: Organisation
) -> None:
    other = people.told(key="2", name="Ander")
    save(mia, other, name="Anders")
    line = Change.objects.get(kind=Change.Kind.EDITED)

    assert mia.post(f"{address(row, 'history')}/{line.pk}").status_code == 404
    assert mia.post(f"{address(row, 'history')}/{10**30}").status_code == 404


def test_still_right_is_one_click(mia: Client, row: Organisation) -> None:
    answer = mia.post(address(row, "confirm"))

    row.refresh_from_db()
    assert answer["Location"].endswith("?gelukt=klopt")
    assert row.confirmed_on is not None
    assert Change.objects.filter(kind=Change.Kind.CONFIRMED, by="Mia").count() == 1


def test_the_address_cannot_put_words_on_the_page(mia: Client, row: Organisation) -> None:
    page = mia.get(address(row, "edit") + "?gelukt=<b>hoera").content.decode()

    assert "<b>hoera" not in page
    assert "nb-message--ok" not in page


def test_a_merged_organisation_is_edited_at_the_one_that_stays(
    mia: Client, row: Organisation
) -> None:
    gone = people.told(key="2", name="Jeugdhuis X vzw")
    Organisation.objects.filter(pk=gone.pk).update(merged_into=row)

    page = mia.get(address(gone, "edit")).content.decode()

    assert "<h1>Jeugdhuis X</h1>" in page
