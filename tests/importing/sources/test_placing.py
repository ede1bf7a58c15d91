# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which municipality something is, by what a source tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing.sources import placing
from netwerkbouwer.places import gazetteer


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (("Gent", "9000", "BE"), "44021"),
        (("Kessel-Lo (Leuven)", "3010", "België"), "24062"),
        (("Wechelderzande", "2275", ""), "13019"),
        (("UTRECHT", "3511 AB", "Nederland"), "GM0344"),
        (("", "9000", "BE"), "44021"),
        (("Gent", "", ""), "44021"),
    ],
)
def test_a_place_is_known_by_postcode_and_name(told: tuple[str, str, str], code: str) -> None:
    assert placing.values(*told)["municipality_code"] == code


def test_an_unknown_name_stays_as_it_was_told() -> None:
    assert placing.values("Nergenshuizen", "", "BE") == {
        "municipality": "Nergenshuizen", "country": "BE",
    }  # fmt: skip


def test_a_point_decides_when_the_name_says_nothing() -> None:
    assert placing.values("", "", "", "51.05", "3.72")["municipality_code"] == "44021"


def test_a_place_abroad_keeps_its_country() -> None:
    assert placing.values("Lille", "59000", "France") == {
        "municipality": "Lille", "postcode": "59000", "country": "France",
    }  # fmt: skip


def test_the_middle_of_a_municipality_lies_in_it() -> None:
    places = list(gazetteer.load().municipalities.values())[::40]
    found = [placing.municipality_at(each.lat, each.lon) for each in places]
    right = sum(code == each.code for code, each in zip(found, places, strict=True))
    assert right >= len(places) - 1  # a horseshoe may have its middle in the neighbour


@pytest.mark.parametrize("point", [(0.0, 0.0), (51.05, 300.0), (52.5, 3.0)])
def test_a_point_at_sea_is_in_no_municipality(point: tuple[float, float]) -> None:
    assert placing.municipality_at(*point) == ""


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=10), st.text(max_size=8))
def test_any_text_gives_texts(city: str, postcode: str, country: str, number: str) -> None:
    told = placing.values(city, postcode, country, number, number)
    assert all(isinstance(value, str) and value for value in told.values())


def test_an_address_is_written_as_people_do() -> None:
    assert placing.address("Markt", "1", "2") == "Markt 1 bus 2"
    assert placing.address("Markt", "", "") == "Markt"
