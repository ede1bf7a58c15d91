# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sectors of rows that tell none: what people decided, then classes, then the name."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.importing import name_sectors, sector_mapping
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.organisations import sectors


def row(name: str = "De Haan", *classes: tuple[str, str]) -> SourceRow:
    return SourceRow("1", {"name": name}, 1, classes)


def test_every_listed_class_leads_to_a_sector_we_know() -> None:
    with sector_mapping.CLASSES.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))

    assert len(listed) > 300
    assert {one["sector"] for one in listed} <= set(sectors.BY_SLUG)
    assert {one["scheme"] for one in listed} <= set(sector_mapping.NAMES)
    assert all(0 < float(one["certainty"]) < 1 for one in listed)
    assert len({(one["scheme"], one["code"]) for one in listed}) == len(listed)


@pytest.mark.parametrize(
    ("scheme", "code", "sector"),
    [
        ("osm", "amenity=library", "lokaal_cultuurbeleid"),
        ("osm", "club=scout", "jeugd"),
        ("nace_bel_2008", "90.01", "kunsten"),
        ("nace_bel_2025", "91.11", "lokaal_cultuurbeleid"),
        ("sbi_2008", "9101", "lokaal_cultuurbeleid"),
        ("abb_classificatie", "OCMW", "welzijn"),
        ("verenigingsregister", "DINT", "integratie"),
    ],
)
def test_a_class_tells_the_sector_and_is_named_as_the_reason(
    scheme: str, code: str, sector: str
) -> None:
    told = sector_mapping.of_row(row("De Haan", (scheme, code)))

    assert told.sectors[0] == sector
    assert told.basis.endswith(code)
    assert told.certainty >= sector_mapping.ENOUGH


def test_the_first_digits_of_a_code_tell_less_surely() -> None:
    exact = sector_mapping.of_classes([("nace_bel_2008", "93.12")], {})
    beginning = sector_mapping.of_classes([("nace_bel_2025", "86.999")], {})

    assert exact is not None
    assert beginning is not None
    assert beginning.sectors == ("gezondheid",)
    assert beginning.certainty < exact.certainty


def test_what_a_person_decided_comes_first() -> None:
    rules = {"osm amenity=library": "erfgoed"}

    told = sector_mapping.of_row(row("De Haan", ("osm", "amenity=library")), rules)

    assert told.sectors == ("erfgoed",)
    assert told.certainty == sector_mapping.BY_PERSON


def test_the_surest_class_comes_first_and_others_stay() -> None:
    classes = (("osm", "office=association"), ("osm", "amenity=theatre"))

    told = sector_mapping.of_row(row("De Haan", *classes))

    assert told.sectors[0] == "kunsten"
    assert len(told.sectors) == 2


def test_a_class_that_says_little_gives_way_to_a_name_that_says_much() -> None:
    told = sector_mapping.of_row(row("Basisschool De Regenboog", ("nace_bel_2008", "52")))

    assert told.sectors == ("onderwijs",)


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Basisschool De Regenboog", "onderwijs"),
        ("Woonzorgcentrum Ten Rozen", "welzijn"),
        ("Jeugdhuis De Haaf", "jeugd"),
        ("Koninklijke Harmonie Sint-Cecilia", "amateurkunsten"),
        ("Heemkring De Swaene", "erfgoed"),
    ],
)
def test_a_name_alone_tells_a_sector_less_surely_than_a_class(name: str, sector: str) -> None:
    told = sector_mapping.of_row(row(name))

    assert told.sectors == (sector,)
    assert told.certainty <= name_sectors.MOST


def test_a_name_that_says_nothing_is_said_to_say_nothing() -> None:
    told = sector_mapping.of_row(row("Xq"))

    assert told.sectors == (sectors.OTHER,)
    assert told.certainty < 0.2


def test_spaces_and_capitals_do_not_matter_to_the_letters_of_a_name() -> None:
    assert name_sectors.pieces("Jeugdhuis De Haaf") == name_sectors.pieces("jeugdhuisdehaaf")


def test_the_model_knows_all_sectors_and_is_small() -> None:
    model = name_sectors.load()

    assert set(model.sectors) == set(sectors.BY_SLUG)
    assert (model.keys[1:] > model.keys[:-1]).all()
    assert name_sectors.MODEL.stat().st_size < 600_000


@given(st.text(max_size=300), st.sampled_from(["", "kunsten", "nergens"]))
def test_any_text_gets_chances_that_add_up_to_one(name: str, hint: str) -> None:
    found = name_sectors.chances(name_sectors.load(), name, hint)

    assert found.sum() == pytest.approx(1.0, abs=1e-4)
    assert (found >= 0).all()


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12))))
def test_any_row_gets_a_sector_we_know(name: str, classes: list[tuple[str, str]]) -> None:
    told = sector_mapping.of_row(row(name, *classes))

    assert set(told.sectors) <= set(sectors.BY_SLUG)
    assert told.sectors
    assert 0 < told.certainty < 1
    assert told.basis
