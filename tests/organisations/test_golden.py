# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is shown of an organisation when several sources and people tell of it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import golden, kind_pack
from tests.factories.organisations import AALST, ANTWERP, GHENT
from tests.organisations.telling import DAY, record, rows, told

LATER = date(2026, 11, 10)
SAID = date(2026, 11, 15)


def resolve(*every: golden.Told, **edits: object) -> golden.Golden:
    said = {name: golden.Edit(value, SAID) for name, value in edits.items()}
    return golden.resolve(every, said, kind_pack.load())


def test_the_higher_priority_wins_and_the_lower_fills_up() -> None:
    found = resolve(
        told("laag", 10, LATER, name="Brug", website="https://laag.example", street="Kaai 9"),
        told("hoog", 90, name="Buurthuis De Brug"),
    )

    assert found.values["name"] == "Buurthuis De Brug"
    assert found.values["website"] == "https://laag.example"
    assert found.lists["other_names"] == ("Brug",)
    assert found.basis["name"].source == "hoog"
    assert found.basis["website"].source == "laag"


def test_at_the_same_priority_the_newest_wins() -> None:
    found = resolve(
        told("a", website="https://oud.example"),
        told("b", data_on=LATER, website="https://nieuw.example"),
    )

    assert found.values["website"] == "https://nieuw.example"
    assert found.basis["website"].on == LATER


def test_a_place_comes_from_one_record_whole() -> None:
    found = resolve(
        told("hoog", 90, municipality_code=GHENT),
        told("ander", 80, municipality_code=ANTWERP, street="Meir 1", postcode="2000"),
        told("laag", 10, municipality_code=GHENT, street="Kaai 1", lat="51.05", lon="3.72"),
    )

    assert [found.values[name] for name in golden.PLACE] == [
        GHENT, "Kaai 1", "", 51.05, 3.72, "address",
    ]  # fmt: skip
    assert {found.basis[name].source for name in golden.PLACE} == {"laag"}


def test_a_sector_that_is_sure_wins_from_a_guess() -> None:
    found = resolve(
        told("hoog", 90, sector="sport", sector_certainty="0.5"),
        told("niets", 80, sector="andere"),
        told("laag", 10, sector="jeugd"),
    )

    assert found.values["main_sector"] == "jeugd"
    assert found.lists["sectors"] == ("jeugd", "sport")


def test_what_a_person_says_wins_from_every_source() -> None:
    found = resolve(
        told("hoog", 90, name="Fout", website="https://fout.example"),
        name="Goed", website="", offers=["zaal"], identifiers=[["KBO", "0400378485"]],
    )  # fmt: skip

    assert (found.values["name"], found.values["website"]) == ("Goed", "")
    assert found.lists["offers"] == ("zaal",)
    assert found.lists["identifiers"] == (("KBO", "0400378485"),)
    assert found.basis["name"] == golden.Basis("", "", SAID, by_person=True)
    assert found.lists["other_names"] == ("Fout",)


def test_another_municipality_takes_the_point_along() -> None:
    found = resolve(told(lat="51.05", lon="3.72", street="Kaai 1"), municipality=AALST)

    assert found.values["municipality_id"] == AALST
    assert found.values["precision"] == "municipality"
    assert found.values["lat"] != 51.05
    assert resolve(told(), municipality=AALST, point=[50.9, 4.0]).values["lat"] == 50.9
    assert resolve(told(), municipality="").values["municipality_id"] is None


def test_a_record_that_is_gone_counts_only_when_all_are() -> None:
    gone = told("weg", 90, is_gone=True, name="Weg")

    assert resolve(gone, told(name="Hier")).values["name"] == "Hier"
    assert resolve(gone).values["name"] == "Weg"


def test_one_source_that_says_person_is_enough() -> None:
    assert resolve(told("a", 90), told("b", 10, is_person="ja")).values["is_person"] is True
    assert resolve(told(is_person="ja"), is_person=False).values["is_person"] is False


def test_the_name_of_the_source_in_the_row_is_the_one_shown() -> None:
    found = resolve(told(source_url="https://bron.example/1", checked_on="2026-05-05"))

    basis = found.basis["name"]
    assert (basis.source_name, basis.url) == ("Een bron", "https://bron.example/1")
    assert basis.on == date(2026, 5, 5)
    assert resolve(told()).basis["name"].on == DAY


every_told = st.builds(
    lambda source, priority, data_on, key, gone, row: golden.Told(
        source, source, priority, data_on, record(f"k:{key}", **row), gone
    ),
    st.sampled_from("abc"),
    st.sampled_from([10, 50]),
    st.sampled_from([DAY, LATER]),
    st.integers(0, 9),
    st.booleans(),
    rows,
)
by_key = st.lists(
    every_told, min_size=1, max_size=5, unique_by=lambda one: (one.source, one.record.source_id)
)


@given(by_key, st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(every: list[golden.Told], random: object) -> None:
    mixed = list(every)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert resolve(*mixed) == resolve(*every)


@given(every_told)
def test_the_short_way_for_one_record_gives_the_same(one: golden.Told) -> None:
    long = resolve(one)
    values, lists = golden.plain(one.record, kind_pack.load(), one.source_name)

    assert dict(zip(golden.COLUMNS, values, strict=True)) == long.values
    assert dict(zip(golden.LISTS, lists, strict=True)) == long.lists


@given(by_key)
def test_every_value_is_one_that_was_told(every: list[golden.Told]) -> None:
    found = resolve(*every)

    for name in ("name", "description", "website", "email", "phone", "street"):
        assert found.values[name] in {getattr(one.record, name) for one in every} | {""}
    assert set(found.values) == set(golden.COLUMNS)
    assert found.lists["sectors"][0] == found.values["main_sector"]
    for values in found.lists.values():
        assert len(set(values)) == len(values)
