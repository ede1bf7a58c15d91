# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of a source wait in a file: checked, without people nobody asked for."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import staging
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import ContactRow, LinkRow, SourceRow
from netwerkbouwer.organisations.records import RowError

GHENT = {"municipality": "Gent", "sector": "welzijn"}


def stage(path: Path, *rows: SourceRow | RowError, **options: Any) -> list[dict[str, Any]]:
    with staging.Sink(path, "Proefbron", Options(**options)) as sink:
        for row in rows:
            sink.take(row)
        sink.finish()
    return stored(path, "rows")


def stored(path: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute(f"SELECT * FROM {table}")]


def row(key: str = "1", line: int = 2, **values: str) -> SourceRow:
    return SourceRow(key, {"name": "Buurthuis De Brug", **GHENT, **values}, line)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / staging.FILE_NAME


def test_a_good_row_waits_with_its_key_and_numbers(path: Path) -> None:
    [found] = stage(path, row("7", kbo="0400.378.485"))
    assert (found["n"], found["line"], found["key"], found["error"]) == (1, 2, "7", "")
    assert json.loads(found["payload"])["municipality_code"] == "44021"
    assert stored(path, "numbers") == [{"n": 1, "scheme": "KBO", "value": "0400378485"}]


def test_a_bad_row_waits_with_a_sentence_and_stops_nothing(path: Path) -> None:
    rows = stage(path, row(name=" "), RowError(3, "geen geldige regel"), row("2", 4))
    assert [r["key"] for r in rows] == ["1", "", "2"]
    assert "naam" in rows[0]["error"]
    assert staging.facts(path)["errors"] == 2


def test_the_same_row_has_the_same_digest_wherever_it_stands(path: Path) -> None:
    first, second = stage(path, row(line=2), row(line=9))
    assert first["digest"] == second["digest"]


def test_people_at_organisations_never_reach_the_disk_unasked(path: Path) -> None:
    an = SourceRow("1", {"name": "Brug", **GHENT}, 2, contacts=(ContactRow("An Peeters"),))
    [found] = stage(path, an)
    assert found["extra"] == ""
    assert b"Peeters" not in path.read_bytes()
    assert staging.facts(path)["contacts_dropped"] == 1


def test_people_are_kept_when_someone_said_why(path: Path) -> None:
    an = SourceRow("1", {"name": "Brug", **GHENT}, 2, contacts=(ContactRow("An\nPeeters"),))
    [found] = stage(path, an, contacts_purpose="uitnodigen voor de netwerkdag")
    assert json.loads(found["extra"])["contacts"][0]["name"] == "An Peeters"


def test_one_person_businesses_are_skipped_and_counted(path: Path) -> None:
    assert stage(path, row(is_person="1")) == []
    assert b"Brug" not in path.read_bytes()
    assert staging.facts(path)["persons"] == 1


def test_one_person_businesses_are_kept_when_someone_said_why(path: Path) -> None:
    assert len(stage(path, row(is_person="1"), persons_purpose="muzikanten zoeken")) == 1


def test_links_wait_beside_their_row(path: Path) -> None:
    link = LinkRow("OCMW Gent", started_on=date(2024, 1, 1))
    [found] = stage(path, SourceRow("1", {"name": "Brug", **GHENT}, 2, links=(link,)))
    told = json.loads(found["extra"])["links"][0]
    assert (told["name"], told["started_on"]) == ("OCMW Gent", "2024-01-01")


def test_a_row_without_sector_says_that_nobody_told_it(path: Path) -> None:
    [found] = stage(path, SourceRow("1", {"name": "Xq", "municipality": "Gent"}, 2))
    record = json.loads(found["payload"])
    assert record["sector"] == "andere"
    assert record["sector_certainty"] < 0.2
    assert "zegt het niet" in record["sector_basis"]


def test_a_file_that_was_half_read_does_not_count(path: Path) -> None:
    with staging.Sink(path, "Proefbron", Options()) as sink:
        sink.take(row())
    with pytest.raises(staging.Unfinished):
        staging.facts(path)


@pytest.mark.parametrize("content", [b"", b"geen database", b"SQLite format 3\0" + b"x" * 4096])
def test_a_damaged_staging_file_does_not_count(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(staging.Unfinished):
        staging.facts(path)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"municipality": "Gent"}, "44021"),
        ({"postcode": "9300", "municipality": "Aalst"}, "41002"),
        ({"postcode": "2600"}, "11002"),
        ({"lat": "51.0538", "lon": "3.7250"}, "44021"),
        ({"lat": "51,4416", "lon": "5,4697"}, "GM0772"),
        ({"municipality": "Nergenshuizen", "lat": "51.0538", "lon": "3.7250"}, "44021"),
    ],
)
def test_a_place_is_found_by_name_postcode_or_point(
    path: Path, values: dict[str, str], code: str
) -> None:
    [found] = stage(path, SourceRow("1", {"name": "Brug", "sector": "sport", **values}, 2))
    assert json.loads(found["payload"])["municipality_code"] == code


def test_rows_without_any_place_get_the_one_someone_chose(path: Path) -> None:
    [found] = stage(path, SourceRow("1", {"name": "B", "sector": "sport"}, 2), municipality="Gent")
    assert json.loads(found["payload"])["municipality_code"] == "44021"


def test_an_unknown_place_is_refused_with_names_that_look_like_it(path: Path) -> None:
    [found] = stage(path, row(municipality="Gentt"), municipality="Aalst")
    assert "Gent" in found["error"]


WORDS = st.text(max_size=30)


@given(
    st.lists(
        st.builds(
            SourceRow,
            key=WORDS,
            values=st.dictionaries(
                st.sampled_from(["name", "municipality", "lat", "lon", "postcode", "kbo", "email"]),
                WORDS,
            ),
            line=st.integers(1, 9),
            contacts=st.lists(st.builds(ContactRow, WORDS), max_size=2).map(tuple),
            links=st.lists(st.builds(LinkRow, WORDS, WORDS), max_size=2).map(tuple),
        )
        | st.builds(RowError, st.integers(1, 9), WORDS),
        max_size=4,
    )
)
def test_no_row_breaks_the_staging_file(
    tmp_path_factory: pytest.TempPathFactory, rows: list[SourceRow | RowError]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.sqlite3"
    found = stage(path, *rows, contacts_purpose="proef")
    assert [r["n"] for r in found] == list(range(1, len(rows) + 1))
    assert all((r["payload"] == "") == (r["error"] != "") for r in found)
    assert all(r["key"] or r["error"] for r in found)
