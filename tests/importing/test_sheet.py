# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A messy sheet becomes organisations and links."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import peeking
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.importing.sources import sheet
from netwerkbouwer.organisations.files import UnreadableFile

HEADINGS = ["Naam", "Kern", "Soort", "Werkt samen met", "Krijgt steun van", "Datum gesprek"]
MESS = [
    ["Gesprekken met verenigingen"],
    [],
    HEADINGS,
    ["De Brug", "Lekkerkerk", "welzijn", "KNA (sinds 2019), het huis", "Gemeente", "12-3-2025"],
    ["", "", "", "Scouting Waterkant", "", ""],
    ["Stichting Het Huis", "Lekerkerk", "", "de brug", "", "maandag"],
    HEADINGS,
    ["de brug", "Lekkerkerk", "", "Koor Cantabile", "", ""],
    ["Totaal", "3", "", "", "", ""],
]


def written(folder: Path, rows: list[list[str]], name: str = "gesprekken.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Lijst")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def read(path: Path, options: Options | None = None) -> dict[str, SourceRow]:
    made = list(sheet.READER.read(path, options))
    assert all(isinstance(row, SourceRow) for row in made)
    return {row.values["name"]: row for row in made if isinstance(row, SourceRow)}


@pytest.fixture
def found(tmp_path: Path) -> dict[str, SourceRow]:
    return read(written(tmp_path, MESS), Options(extra={"file_name": "gesprekken.xlsx"}))


def test_titles_totals_repeated_headings_and_empty_rows_are_no_organisations(
    found: dict[str, SourceRow],
) -> None:
    assert set(found) == {
        "De Brug", "Stichting Het Huis", "KNA", "Scouting Waterkant", "Koor Cantabile",
        "Gemeente Krimpenerwaard",
    }  # fmt: skip


def test_one_organisation_in_several_rows_is_one_with_all_its_links(
    found: dict[str, SourceRow],
) -> None:
    links = {(link.name, link.kind) for link in found["De Brug"].links}
    assert links == {
        ("KNA", "works_with"), ("Stichting Het Huis", "works_with"),
        ("Scouting Waterkant", "works_with"), ("Koor Cantabile", "works_with"),
        ("Gemeente Krimpenerwaard", "supports"),
    }  # fmt: skip


def test_a_link_has_its_day_its_evidence_and_the_key_of_the_other(
    found: dict[str, SourceRow],
) -> None:
    link = next(link for link in found["De Brug"].links if link.name == "KNA")
    assert link.started_on == date(2019, 1, 1)
    assert link.evidence == (
        "Genoemd door De Brug op 12-3-2025 in gesprekken.xlsx, bij ‘Werkt samen met’."
    )
    assert link.key == found["KNA"].key


def test_a_named_organisation_gets_the_place_of_who_names_it_as_a_guess(
    found: dict[str, SourceRow],
) -> None:
    assert found["KNA"].values["municipality"] == "Krimpenerwaard"
    assert "gok" in found["KNA"].values["description"]


def test_a_sector_the_list_does_not_tell_is_left_to_the_name(found: dict[str, SourceRow]) -> None:
    assert found["De Brug"].values["sector_basis"] == "de lijst noemt ‘welzijn’"
    assert "sector" not in found["KNA"].values


def test_what_every_village_has_one_of_is_the_one_of_who_names_it(tmp_path: Path) -> None:
    rows = [["Naam", "Plaats", "Partners"], ["A", "Stolwijk", "de bibliotheek; gemeente"]]
    rows += [["B", "Vlist", "Bibliotheek, de Gemeente"]]
    assert set(read(written(tmp_path, rows))) == {
        "A", "B", "Bibliotheek Stolwijk", "Bibliotheek Vlist", "Gemeente Krimpenerwaard",
    }  # fmt: skip


def test_a_place_with_the_name_is_no_guess(tmp_path: Path) -> None:
    rows = [["Naam", "Plaats", "Partners"], ["A-team", "Gouda", "De Kring (Schoonhoven)"]]
    there = read(written(tmp_path, rows))["De Kring"]
    assert there.values["municipality"] == "Krimpenerwaard"
    assert there.values["description"] == "In Schoonhoven."


def test_a_slip_in_a_village_is_forgiven_and_two_villages_stay_two(tmp_path: Path) -> None:
    rows = [
        ["Naam", "Plaats"],
        ["Bieb", "Schoonhovn"],
        ["Bieb", "Lekkerkerk"],
        ["Bieb", "Lekkerkerk"],
    ]
    made = list(sheet.READER.read(written(tmp_path, rows), None))
    assert [row.values["municipality"] for row in made if isinstance(row, SourceRow)] == [
        "Krimpenerwaard", "Krimpenerwaard",
    ]  # fmt: skip


def test_the_village_of_a_row_is_told_as_it_is_spelled(tmp_path: Path) -> None:
    rows = [["Naam", "Kern", "Opmerkingen"], ["De Brug", "Stolwjik", "zoekt zangers"]]
    rows += [["Het Huis", "Krimpenerwaard", ""], ["De Kring", "Vlist", ""]]
    found = read(written(tmp_path, rows))
    assert found["De Brug"].values["description"].startswith("In Stolwijk.")
    assert "description" not in found["Het Huis"].values
    assert found["De Kring"].values["description"] == "In Vlist."


@pytest.mark.parametrize("heading", ["Kern", "Dorp", "Wijk", "Buurt"])
def test_a_village_beside_a_municipality_keeps_two_of_one_name_apart(
    tmp_path: Path, heading: str
) -> None:
    rows = [["Naam", "Gemeente", heading, "Partners"]]
    rows += [["Fanfare Excelsior", "Krimpenerwaard", place, ""] for place in ("Vlist", "Achterweg")]
    rows += [["De Brug", "Krimpenerwaard", "Achterweg", "Fanfare Excelsior"]]
    made = list(sheet.READER.read(written(tmp_path, rows), None))
    assert all(isinstance(row, SourceRow) for row in made)
    one, other, brug = (row for row in made if isinstance(row, SourceRow))
    assert (one.values["description"], other.values["description"]) == (
        "In Vlist.", "In Achterweg.",
    )  # fmt: skip
    assert {row.values["municipality"] for row in (one, other)} == {"Krimpenerwaard"}
    assert [link.key for link in brug.links] == [other.key]


def test_a_name_with_another_village_is_not_the_one_of_a_row(tmp_path: Path) -> None:
    rows = [["Naam", "Kern", "Partners"], ["Excelsior", "Stolwijk", ""]]
    rows += [["De Brug", "Stolwijk", "Excelsior (Vlist); Excelsior"]]
    made = list(sheet.READER.read(written(tmp_path, rows), None))
    own, brug, named = (row for row in made if isinstance(row, SourceRow))
    assert named.values["description"] == "In Vlist."
    assert {link.key for link in brug.links} == {own.key, named.key}


def test_people_are_only_read_from_columns_that_were_chosen(tmp_path: Path) -> None:
    rows = [["Naam", "Plaats", "Contactpersoon"], ["De Brug", "Gouda", "Jan de Wit"]]
    path = written(tmp_path, rows)
    assert read(path)["De Brug"].contacts == ()
    chosen = Options(contacts_purpose="om ze uit te nodigen")
    assert read(path, chosen)["De Brug"].contacts[0].name == "Jan de Wit"


def test_who_is_named_by_someone_without_a_place_lies_where_most_of_the_list_does(
    tmp_path: Path,
) -> None:
    rows = [["Naam", "Plaats", "Partners"], ["A-team", "Gouda", ""], ["B-team", "Gouda", ""]]
    made = read(written(tmp_path, [*rows, ["C-team", "Nergenshuizen", "Het Huis"]]))
    assert made["Het Huis"].values["municipality"] == "Gouda"
    assert made["C-team"].values["municipality"] == "Nergenshuizen"


def test_a_wish_names_an_organisation_without_a_link(tmp_path: Path) -> None:
    rows = [["Naam", "Plaats", "Wil samenwerken met"], ["De Brug", "Gouda", "Het Huis"]]
    made = read(written(tmp_path, rows))
    assert made["De Brug"].links == ()
    assert "Het Huis" in made


def test_rows_without_a_place_lie_in_the_municipality_that_was_chosen(tmp_path: Path) -> None:
    rows = [["Naam", "Partners"], ["De Brug", "Het Huis"]]
    made = read(written(tmp_path, rows), Options(municipality="Gouda"))
    assert {row.values["municipality"] for row in made.values()} == {"Gouda"}


def test_the_same_file_gives_the_same_keys_whatever_the_spelling(tmp_path: Path) -> None:
    one = read(written(tmp_path, [["Naam", "Plaats"], ["Stichting De Brug", "Gouda"]]))
    other = read(written(tmp_path, [["Naam", "Plaats"], ["DE BRUG", "Gouda"]]))
    assert [row.key for row in one.values()] == [row.key for row in other.values()]


def test_a_file_without_names_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="‘Naam’"):
        list(sheet.READER.read(written(tmp_path, MESS), Options(mapping={"Kern": "place"})))


def test_a_csv_reads_as_the_same_table(tmp_path: Path, found: dict[str, SourceRow]) -> None:
    text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in MESS)
    (tmp_path / "g.csv").write_bytes(text.encode("cp1252"))
    made = read(tmp_path / "g.csv", Options(extra={"file_name": "gesprekken.xlsx"}))
    assert made == found


def test_the_first_rows_are_shown_by_a_process_of_its_own(tmp_path: Path) -> None:
    seen = peeking.peek(written(tmp_path, MESS))
    assert seen.sheet == "Lijst"
    assert seen.rows[2] == tuple(HEADINGS)
    assert seen.is_all


def test_a_file_that_cannot_be_shown_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04rubbish")
    with pytest.raises(peeking.Unreadable, match="beschadigd"):
        peeking.peek(tmp_path / "a.xlsx")


@given(st.lists(st.lists(st.text(max_size=30), max_size=5), max_size=8))
def test_any_table_gives_rows_whose_links_have_a_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    cells = [["Naam", "Plaats", "Partners"], *rows]
    text = "\n".join(";".join('"' + cell.replace('"', "'") + '"' for cell in row) for row in cells)
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(text.encode("utf-8", "replace"))
    made = [row for row in sheet.READER.read(path, None) if isinstance(row, SourceRow)]
    keys = {row.key for row in made}
    assert len(keys) == len(made)
    assert all(link.key in keys for row in made for link in row.links)
