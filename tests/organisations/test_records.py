# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One row from outside: what becomes of it, and that nothing breaks on it."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netwerkbouwer.organisations import files, records, sectors
from netwerkbouwer.organisations.records import OrganisationRecord, RowError
from netwerkbouwer.places import gazetteer

GOOD = {
    "id": "bron:1",
    "name": "Buurthuis De Brug",
    "country": "BE",
    "municipality_code": "44021",
    "sector": "welzijn",
}


def read(**changes: str | None) -> OrganisationRecord:
    found = records.parse({**GOOD, **changes}, 7, "bestand")
    assert isinstance(found, OrganisationRecord), found
    return found


def refuse(**changes: str | None) -> str:
    found = records.parse({**GOOD, **changes}, 7, "bestand")
    assert isinstance(found, RowError), found
    assert found.line == 7
    return found.reason


def test_a_plain_row_is_read_whole() -> None:
    found = read(
        other_names="De Brug|dB|De Brug",
        sectors="jeugd|welzijn",
        lat="51,05",
        lon="3.72",
        coord_precision="adres",
        website="www.debrug.be",
        street="Kaai 1",
        postcode="9000",
        kbo="0400.378.485",
        offers="zaal|keuken",
        questions="vrijwilligers",
        checked_on="2026-11-20",
    )

    assert found.other_names == ("De Brug", "dB")
    assert found.sectors == ("welzijn", "jeugd")
    assert (found.lat, found.lon, found.precision) == (51.05, 3.72, "address")
    assert found.website == "https://www.debrug.be"
    assert found.identifiers == (("KBO", "0400378485"),)
    assert (found.offers, found.questions) == (("zaal", "keuken"), ("vrijwilligers",))
    assert str(found.checked_on) == "2026-11-20"
    assert found.remarks == ()


def test_an_unknown_sector_gives_the_nearest_names() -> None:
    assert "Bedoel je 'welzijn'" in refuse(sector="welzyn")
    assert "kunsten" in refuse(sector="qqq")
    assert refuse(sector="").startswith("sector:")
    assert refuse(sectors="jeugd|qqq").startswith("sectors:")


def test_an_unknown_municipality_gives_the_nearest_names() -> None:
    assert "Turnhout" in refuse(municipality_code="", municipality="Turnhoud")


def test_a_name_stands_in_for_a_code_and_an_old_code_for_the_new_one() -> None:
    assert read(municipality_code="", municipality="Gent").municipality_code == "44021"
    assert read(municipality_code="11007").municipality_code == "11002"


def test_a_municipality_of_the_other_country_is_refused() -> None:
    assert refuse(country="NL").startswith("country:")


def test_without_a_municipality_a_country_is_enough() -> None:
    found = read(municipality_code="")

    assert (found.country, found.lat, found.precision) == ("BE", None, "")
    assert refuse(municipality_code="", country="").startswith("country:")


@pytest.mark.parametrize(
    ("lat", "lon"), [("", ""), ("0", "0"), ("-1", "-1"), ("nan", "3"), ("abc", "3"), ("1e999", "3")]
)
def test_a_point_that_cannot_be_right_becomes_the_centre_of_the_municipality(
    lat: str, lon: str
) -> None:
    here = gazetteer.by_code("44021")

    found = read(lat=lat, lon=lon)

    assert (found.lat, found.lon, found.precision) == (here.lat, here.lon, "municipality")
    assert bool(found.remarks) == (lat not in {"", "0"})


@pytest.mark.parametrize(
    "website",
    [
        "javascript:alert(1)",
        "javascript://voorbeeld.be/%0aalert(1)",
        "ftp://voorbeeld.be",
        "https://user:secret@voorbeeld.be",
        "data:text/html,x",
        "https://[::1",
        'https://voorbeeld.be/"onclick=x',
        "geen",
        "https://voorbeeld.be:99999999",
        "https://voorbeeld.be/" + "a" * 400,
    ],
)
def test_a_website_that_is_none_is_left_out_with_a_remark(website: str) -> None:
    found = read(website=website)

    assert found.website == ""
    assert found.remarks[0].startswith("website:")


@pytest.mark.parametrize(("column", "text"), [("kbo", "0123"), ("kvk", "abc"), ("vcode", "V1")])
def test_a_wrong_number_is_left_out_with_a_remark(column: str, text: str) -> None:
    found = read(**{column: text})

    assert found.identifiers == ()
    assert found.remarks[0].startswith(f"{column}:")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert read(name="=1+1").name == "=1+1"


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert read(name="Buurt\x00huis\u202e De\u200b  Brug\n").name == "Buurthuis De Brug"
    assert refuse(name="\u200b\x00 --").startswith("name:")


def test_what_is_too_long_names_the_field() -> None:
    assert refuse(name="a" * 251).startswith("name:")
    assert refuse(description="a" * 2_001).startswith("description:")
    assert refuse(offers="a" * 301).startswith("offers:")
    assert refuse(offers="|".join(str(n) for n in range(51))).startswith("offers:")


def test_a_row_without_an_id_gets_the_same_one_each_time() -> None:
    first, second = read(id=""), read(id=None)

    assert first.source_id == second.source_id == "bestand:buurthuis-de-brug:44021"
    assert read(id="", name="Ander huis").source_id != first.source_id


@pytest.mark.parametrize(
    ("text", "postcode"), [("9000 Gent", "9000"), ("NL- 1797 sz", "1797 SZ"), ("@", "")]
)
def test_a_postcode_is_taken_out_of_what_stands_around_it(text: str, postcode: str) -> None:
    assert read(postcode=text).postcode == postcode


cells = st.text() | st.sampled_from(["44021", "welzijn", "BE", "0", "a|b", "https://a.be", "x" * 9])
rows = st.dictionaries(st.sampled_from(files.KNOWN_COLUMNS), st.none() | cells)


@given(rows)
@example(dict.fromkeys(files.KNOWN_COLUMNS, "x" * 10_000))
@example({**GOOD, "name": "\ud800", "checked_on": "9999-99-99", "lat": "٣", "lon": "½"})
def test_any_row_gives_a_sound_record_or_a_reason(row: dict[str, Any]) -> None:
    found = records.parse(row, 2, "bestand")

    if isinstance(found, RowError):
        assert 10 < len(found.reason) < 600
    else:
        assert found.sector in sectors.BY_SLUG
        assert found.name == found.name.strip() != ""
        assert 0 < len(found.source_id) <= 120
        assert found.website == "" or found.website.startswith(("http://", "https://"))
        assert (found.lat is None) == (found.lon is None)
        assert found.sectors[0] == found.sector
