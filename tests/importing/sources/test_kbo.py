# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""KBO Open Data: joining its files, what is read by default, units, people, updates."""

import csv
import io
import random
import shutil
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.importing.sources import kbo, kbo_tables
from netwerkbouwer.organisations.files import UnreadableFile
from tests.importing.sources import expected

SAMPLE = expected.SAMPLES / "kbo"
HEADERS = {
    "enterprise": "EnterpriseNumber Status JuridicalSituation TypeOfEnterprise JuridicalForm "
                  "JuridicalFormCAC StartDate",
    "establishment": "EstablishmentNumber StartDate EnterpriseNumber",
    "denomination": "EntityNumber Language TypeOfDenomination Denomination",
    "address": "EntityNumber TypeOfAddress CountryNL CountryFR Zipcode MunicipalityNL "
               "MunicipalityFR StreetNL StreetFR HouseNumber Box ExtraAddressInfo DateStrikingOff",
    "contact": "EntityNumber EntityContact ContactType Value",
    "activity": "EntityNumber ActivityGroup NaceVersion NaceCode Classification",
}  # fmt: skip
ONE, TWO, UNIT = "0473.908.049", "0729.523.736", "2.100.000.100"
Rows = dict[str, Sequence[str]]


def write(folder: Path, tables: Rows, kind: str = "") -> Path:
    """Write tables as the register does; a row is a text with | between its cells."""
    folder.mkdir(exist_ok=True)
    for name, header in HEADERS.items():
        if kind and name not in tables:
            continue
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        columns = header.split() if kind != "_delete" else header.split()[:1]
        writer.writerows([columns, *(row.split("|") for row in tables.get(name, ()))])
        (folder / f"{name}{kind}.csv").write_text(text.getvalue())
    shutil.copy(SAMPLE / "code.csv", folder)
    shutil.copy(SAMPLE / "meta.csv", folder)
    return folder


def base(**more: Sequence[str]) -> Rows:
    """One association in Ghent; `more` are further rows per table."""
    tables = {
        "enterprise": [f"{ONE}|AC|000|2|017||01-01-1977"],
        "denomination": [f"{ONE}|2|001|Voorbeeld VZW"],
        "address": [f"{ONE}|REGO|||9000|Gent|Gand|Markt||1|2||"],
        "activity": [f"{ONE}|001|2025|94999|MAIN"],
    }
    return {name: [*tables.get(name, ()), *more.get(name, ())] for name in HEADERS}


def read(path: Path, **options: object) -> dict[str, SourceRow]:
    rows, errors = expected.read(path, "kbo", **options)
    assert not errors
    return {row.key: row for row in rows}


def test_the_files_are_joined_into_one_row(tmp_path: Path) -> None:
    more = base(contact=[f"{ONE}|ENT|WEB|www.a.example", f"{ONE}|ENT|EMAIL|info@a.example"])
    row = read(write(tmp_path / "kbo", more))["0473908049"]
    assert row.values == {
        "id": "0473908049", "kbo": "0473908049", "name": "Voorbeeld VZW", "country": "BE",
        "municipality_code": "44021", "postcode": "9000", "street": "Markt 1 bus 2",
        "website": "www.a.example", "email": "info@a.example",
        "classification": "Vereniging zonder winstoogmerk",
    }  # fmt: skip
    assert row.classes == (("nace_bel_2025", "94.999"), ("kbo_form", "017"))


def test_the_dutch_official_name_comes_first_and_the_others_are_kept(tmp_path: Path) -> None:
    tables = base()
    tables["denomination"] = [
        f"{ONE}|1|001|Exemple ASBL", f"{ONE}|2|002|VB", f"{ONE}|2|003|Het Voorbeeld",
        f"{ONE}|3|001|Beispiel VoG", f"{ONE}|2|001|Voorbeeld VZW",
    ]  # fmt: skip
    values = read(write(tmp_path / "kbo", tables))["0473908049"].values
    assert values["name"] == "Voorbeeld VZW"
    assert values["other_names"] == "Exemple ASBL|Beispiel VoG|Het Voorbeeld|VB"


def test_main_activities_of_the_newest_list_come_first(tmp_path: Path) -> None:
    tables = base()
    tables["activity"] = [
        f"{ONE}|001|2003|92310|MAIN", f"{ONE}|001|2008|90011|SECO", f"{ONE}|001|2008|91011|MAIN",
        f"{ONE}|001|2025|91110|MAIN", f"{ONE}|003|2025|91110|MAIN",
    ]  # fmt: skip
    row = read(write(tmp_path / "kbo", tables))["0473908049"]
    assert row.classes[:3] == (
        ("nace_bel_2025", "91.110"),
        ("nace_bel_2008", "91.011"),
        ("nace_bel_2008", "90.011"),
    )


SHOP = {
    "enterprise": [f"{TWO}|AC|000|2|014||01-01-1990"],
    "denomination": [f"{TWO}|2|001|Winkel NV"],
    "address": [f"{TWO}|REGO|||9000|Gent||Markt||2|||"],
    "activity": [f"{TWO}|001|2025|47110|MAIN"],
}


def test_a_shop_is_read_only_when_everything_is_asked(tmp_path: Path) -> None:
    folder = write(tmp_path / "kbo", base(**SHOP))
    assert set(read(folder)) == {"0473908049"}
    assert set(read(folder, extra={"everything": True})) == {"0473908049", "0729523736"}


def test_a_company_that_runs_a_museum_is_read(tmp_path: Path) -> None:
    museum = SHOP | {"activity": [f"{TWO}|001|2008|91020|SECO"]}
    assert "0729523736" in read(write(tmp_path / "kbo", base(**museum)))


def test_a_natural_person_is_marked_as_such(tmp_path: Path) -> None:
    person = {
        "enterprise": [f"{TWO}|AC|000|1|||01-01-1990"],
        "denomination": [f"{TWO}|2|001|Jan Voorbeeld"],
        "activity": [f"{TWO}|001|2025|90110|MAIN"],
    }
    values = read(write(tmp_path / "kbo", base(**person)))["0729523736"].values
    assert values["is_person"] == "1"
    assert "street" not in values


def test_a_unit_with_a_name_of_its_own_is_a_part(tmp_path: Path) -> None:
    unit = {
        "establishment": [f"{UNIT}|01-01-2000|{ONE}"],
        "denomination": [f"{UNIT}|2|003|Jeugdhuis Voorbeeld"],
        "address": [f"{UNIT}|BAET|||3000|Leuven||Straat||5|||"],
    }
    rows = read(write(tmp_path / "kbo", base(**unit)))
    assert rows["2100000100"].values["parent"] == "0473908049"
    assert rows["2100000100"].values["municipality_code"] == "24062"


@pytest.mark.parametrize("name", [None, "VOORBEELD vzw"])
def test_a_unit_that_is_its_enterprise_again_is_left_out(tmp_path: Path, name: str | None) -> None:
    unit: Rows = {
        "establishment": [f"{UNIT}|01-01-2000|{ONE}"],
        "denomination": [f"{UNIT}|2|003|{name}"] if name else [],
        "address": [f"{UNIT}|BAET|||9000|Gent||Straat||5|||"],
    }
    assert set(read(write(tmp_path / "kbo", base(**unit)))) == {"0473908049"}


def test_a_seat_abroad_is_left_out(tmp_path: Path) -> None:
    tables = base()
    tables["address"] = [f"{ONE}|REGO|Frankrijk|France||Lille||Rue||1|||"]
    assert read(write(tmp_path / "kbo", tables)) == {}


def test_an_enterprise_that_stopped_has_the_day_of_the_snapshot(tmp_path: Path) -> None:
    tables = base()
    tables["enterprise"] = [f"{ONE}|ST|000|2|017||01-01-1977"]
    values = read(write(tmp_path / "kbo", tables))["0473908049"].values
    assert values["ended_on"] == "2025-06-01"


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    ordered = tmp_path / "op-volgorde"
    shutil.copytree(SAMPLE, ordered)
    for file in ordered.glob("*.csv"):
        if file.stem in HEADERS:
            head, *lines = file.read_text().splitlines()
            file.write_text("\n".join([head, *sorted(lines)]) + "\n")
    mixed = tmp_path / "door-elkaar"
    shutil.copytree(ordered, mixed)
    for file in mixed.glob("*.csv"):
        if file.stem in HEADERS:
            head, *lines = file.read_text().splitlines()
            random.Random(7).shuffle(lines)
            file.write_text("\n".join([head, *lines]) + "\n")

    def told(folder: Path) -> list[tuple[str, str, str]]:
        rows = read(folder).values()
        return [(row.key, row.values["name"], row.values.get("street", "")) for row in rows]

    assert told(ordered) == told(mixed) == told(SAMPLE)
    assert len(told(ordered)) == 12


def test_a_zip_reads_as_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "KboOpenData_0140_2025_06_Full.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in SAMPLE.glob("*.csv"):
            archive.write(file, file.name)
    assert read(path) == read(SAMPLE)
    assert kbo.data_on(path) == date(2025, 6, 1)


def test_an_update_changes_what_the_full_file_said(tmp_path: Path) -> None:
    folder = tmp_path / "alles"
    folder.mkdir()
    write(folder / "volledig", base(**SHOP))
    update = folder / "bijwerking"
    write(update, {"denomination": [ONE], "address": [ONE], "enterprise": [TWO]}, "_delete")
    write(
        update,
        {
            "denomination": [f"{ONE}|2|001|Nieuwe naam VZW", "0207.437.468|2|001|Gemeente Aalst"],
            "address": [f"{ONE}|REGO|||3000|Leuven||Straat||9|||"],
            "enterprise": ["0207.437.468|AC|000|2|411||01-01-1830"],
        },
        "_insert",
    )
    rows = read(folder, extra={"everything": True})
    assert set(rows) == {"0207437468", "0473908049"}
    assert rows["0473908049"].values["name"] == "Nieuwe naam VZW"
    assert rows["0473908049"].values["municipality_code"] == "24062"
    assert rows["0473908049"].classes[0] == ("nace_bel_2025", "94.999")


def test_an_update_alone_gives_what_is_new_and_says_so(tmp_path: Path) -> None:
    update = write(
        tmp_path / "bijwerking",
        {"enterprise": [f"{ONE}|AC|000|2|017||01-01-1977"],
         "denomination": [f"{ONE}|2|001|Nieuw VZW", f"{TWO}|2|001|Andere naam"]},
        "_insert",
    )  # fmt: skip
    rows, errors = expected.read(update, "kbo")
    assert [row.key for row in rows] == ["0473908049"]
    assert "volledige bestand" in errors[0].reason


def test_two_full_files_are_refused(tmp_path: Path) -> None:
    for name in ("mei", "juni"):
        write(tmp_path / name, base())
    with pytest.raises(UnreadableFile, match="twee volledige"):
        read(tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "kbo", base())
    (folder / "address.csv").write_text('"EntityNumber"\n"0473.908.049"\n')
    with pytest.raises(UnreadableFile, match="TypeOfAddress"):
        read(folder)


def test_a_folder_without_the_register_says_what_to_choose(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"enterprise\.csv"):
        read(tmp_path)


def test_a_cursor_skips_what_is_not_asked() -> None:
    groups: list[kbo_tables.Group] = [("a", [("a", "1")]), ("c", [("c", "2")]), ("d", [("d", "3")])]
    cursor = kbo_tables.Cursor(iter(groups))
    assert [cursor.at(key) for key in "abcz"] == [[("a", "1")], [], [("c", "2")], []]
