# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recognising one organisation in what several sources say of it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.directory import corruption
from benchmarks.directory import identity as measured
from netwerkbouwer.organisations import identity
from netwerkbouwer.organisations.identity import blocks, evidence, fields, names, scoring

GHENT, AALST, MERELBEKE_MELLE = "44021", "41002", "44088"
FLOOR = 0.93


def entry(name: str, key: int = 0, source: str = "", **facts: Any) -> identity.Entry:
    return identity.Entry(key=key, source=source or f"bron {key}", name=name, **facts)


def chance(one: identity.Entry, other: identity.Entry) -> float:
    """The chance that two entries are one; 0 when nothing makes them worth comparing."""
    pairs = identity.compare(identity.prepare([one]), identity.prepare([other]))
    return float(pairs.chance[0]) if len(pairs) else 0.0


def told(one: identity.Entry, other: identity.Entry) -> list[str]:
    pairs = identity.compare(identity.prepare([one]), identity.prepare([other]))
    return identity.reasons(pairs, 0)


@pytest.fixture(scope="module")
def copy() -> corruption.Copy:
    return corruption.make(measured.REGISTERS, 2_000)


@pytest.fixture(scope="module")
def outcome(copy: corruption.Copy) -> measured.Outcome:
    return measured.resolve(copy)


@pytest.mark.slow
def test_two_thousand_corrupted_records_are_put_together(
    copy: corruption.Copy, outcome: measured.Outcome
) -> None:
    found = measured.members(outcome.labels.tolist())
    every = [measured.quality(copy, found, learnt=learnt) for learnt in (False, True)]
    assert min(each.f1 for each in every) > FLOOR, [str(each) for each in every]
    certain = measured.quality(copy, outcome.certain)
    assert certain.precision > 0.98, str(certain)


@pytest.mark.slow
def test_no_group_has_two_register_numbers_or_one_source_twice(
    copy: corruption.Copy, outcome: measured.Outcome
) -> None:
    groups: dict[int, list[identity.Entry]] = {}
    for label, one in zip(outcome.labels.tolist(), copy.entries, strict=True):
        groups.setdefault(label, []).append(one)
    for group in groups.values():
        assert len({one.source for one in group}) == len(group)
        for scheme in ("KBO", "KVK"):
            values = {value for one in group for kind, value in one.numbers if kind == scheme}
            assert len(values) <= 1


@pytest.mark.slow
def test_departments_stay_apart_from_their_mother(
    copy: corruption.Copy, outcome: measured.Outcome
) -> None:
    found = measured.members(outcome.labels.tolist())
    assert measured.quality(copy, found, "department").precision > 0.95


@pytest.mark.slow
def test_the_same_copy_gives_the_same_groups(
    copy: corruption.Copy, outcome: measured.Outcome
) -> None:
    again = corruption.make(measured.REGISTERS, 2_000)
    assert again.entries == copy.entries
    assert measured.resolve(again).labels.tolist() == outcome.labels.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gemeenschapscentrum De Kriekelaar", "GC De Kriekelaar vzw"),
        ("Openbare Bibliotheek De Krook", "Bib De Krook"),
        ("V.Z.W. Circus Ronaldo", "Circus Ronaldo"),
        ("Rooms Katholieke Basisschool Sint-Jozef", "RKBS St. Jozef"),
        ("Openbaar Centrum voor Maatschappelijk Welzijn Gent", "OCMW Gent"),
        ("Theater Malpertuis", "Teater Malpertuis"),
        ("Kunst & Cultuur", "kunst en cultuur"),
    ],
)
def test_ways_of_writing_come_down_to_the_same_words(one: str, other: str) -> None:
    assert identity.words_of(one, GHENT) == identity.words_of(other, GHENT)


def test_the_own_town_is_no_part_of_a_name_and_another_town_is() -> None:
    assert identity.words_of("Bibliotheek Melle", MERELBEKE_MELLE) == ("bibliotheek",)
    assert identity.words_of("Bibliotheek Melle", GHENT) == ("bibliotheek", "melle")


def test_a_name_of_nothing_but_small_words_keeps_them() -> None:
    assert identity.words_of("De Stichting vzw") == ("de",)
    assert identity.words_of("vzw") == ("vzw",)


def test_a_slip_at_the_same_address_is_certain_and_says_why() -> None:
    one = entry("Circusatelier Circolito", municipality=GHENT, street="Ham 72", host="circolito.be")
    other = entry("Cirkusatelier Circolito", 1, municipality=GHENT, street="Ham 72",
                  host="https://www.circolito.be/contact")  # fmt: skip
    assert chance(one, other) >= identity.CERTAIN
    reasons = told(one, other)
    assert "naam op een letter na gelijk" in reasons
    assert "zelfde straat en huisnummer" in reasons
    assert "zelfde website" in reasons


def test_metres_are_told() -> None:
    one = entry("Circuscentrum", municipality=GHENT, lat=51.0600, lon=3.7300)
    other = entry("Circuscentrum", 1, municipality=GHENT, lat=51.0607, lon=3.7300)
    assert "80 meter van elkaar" in told(one, other)


def test_another_register_number_rules_out_and_one_of_several_does_not() -> None:
    facts = {"municipality": GHENT, "street": "Ham 72", "phone": "09 235 12 12"}
    first, second = ("KBO", "0123456749"), ("KBO", "0403019261")
    one = entry("Circuscentrum", numbers=frozenset([first]), **facts)
    assert chance(one, entry("Circuscentrum", 1, numbers=frozenset([second]), **facts)) == 0
    both = entry("Circuscentrum", 1, numbers=frozenset([first, second]), **facts)
    assert chance(one, both) >= identity.CERTAIN
    assert "zelfde ondernemingsnummer" in told(one, both)


def test_namesakes_in_two_towns_are_not_certain() -> None:
    one = entry("Basisschool De Regenboog", municipality=GHENT, street="Ham 72")
    other = entry("Basisschool De Regenboog", 1, municipality=AALST, street="Kerkstraat 1")
    assert chance(one, other) < identity.DOUBT


def test_a_department_is_not_its_mother_even_at_one_address() -> None:
    facts = {"municipality": GHENT, "street": "Botermarkt 1", "host": "stad.gent"}
    one, other = entry("Stad Gent", **facts), entry("Stad Gent - cultuurdienst", 1, **facts)
    assert chance(one, other) < identity.CERTAIN
    slipped = entry("Stad Gent cultuurdienzt", 1, **facts)
    assert chance(one, slipped) < identity.CERTAIN


def test_others_in_one_building_with_one_phone_are_not_certain() -> None:
    facts = {"municipality": GHENT, "street": "Dok Noord 4", "phone": "09 333 44 55"}
    one, other = entry("Circuscentrum", **facts), entry("Danspunt", 1, **facts)
    assert chance(one, other) < identity.CERTAIN


def test_within_one_source_nothing_is_certain() -> None:
    facts = {"municipality": GHENT, "street": "Ham 72", "phone": "09 333 44 55"}
    rows = [entry("Circuscentrum", key, "lijst", **facts) for key in (0, 1)]
    pairs = identity.compare(identity.prepare(rows))
    assert identity.DOUBT <= float(pairs.chance[0]) < identity.CERTAIN
    assert "beide uit dezelfde bron" in identity.reasons(pairs, 0)


def test_an_other_name_counts_as_a_name() -> None:
    one = entry("Vlaams Centrum voor Amateurkunsten", municipality=GHENT,
                other_names=("Danspunt",), street="Ham 72")  # fmt: skip
    other = entry("Danspunt vzw", 1, municipality=GHENT, street="Ham 72")
    assert identity.DOUBT <= chance(one, other) < identity.CERTAIN  # perhaps its mother's
    assert "zelfde naam" in told(one, other)


@pytest.mark.parametrize("other", ["مسجد الهدى", "٣٣٣٣", "日本文化", "!"])
def test_an_other_name_without_a_letter_of_ours_is_left_alone(other: str) -> None:
    one = entry("Moskee El Houda", 1, municipality=GHENT, other_names=(other,))
    assert chance(one, entry("Moskee El Houda", 2, municipality=GHENT)) > 0.5


def test_two_of_one_source_are_asked_about_only_with_nearly_one_name() -> None:
    facts = {"municipality": GHENT, "host": "stedelijk.be"}
    rows = [entry("Het Stedelijk Kottenpark, vmbo havo gymnasium", 0, "school", **facts),
            entry("Het Stedelijk Innova, vmbo havo gymnasium", 1, "school", **facts)]  # fmt: skip
    assert len(identity.compare(identity.prepare(rows))) == 0


def test_a_town_in_two_languages_is_one_and_two_that_merged_are_two() -> None:
    both = [entry(name, key, municipality=AALST, street="Markt 1")
            for key, name in enumerate(("Gemeente Aalst", "Gemeente Alost"))]  # fmt: skip
    assert "de namen noemen een andere plaats" not in told(*both)
    halves = [entry(name, key, municipality=MERELBEKE_MELLE, street="Markt 1")
              for key, name in enumerate(("Bib Melle", "Bib Merelbeke"))]  # fmt: skip
    assert "de namen noemen een andere plaats" in told(*halves)


def test_a_small_spreadsheet_is_compared_with_itself() -> None:
    rows = [entry(f"{kind} {name}", key, "lijst", municipality=GHENT)
            for key, (kind, name) in enumerate(
                (kind, name) for name in ("Arnica", "Bellefleur", "Cyriel", "Dorine", "Elzas")
                for kind in ("Koor", "Jeugdhuis", "School", "Zorghuis"))]  # fmt: skip
    rows.append(entry("Jeugdhuis Belefleur", 20, "lijst", municipality=GHENT))
    pairs = identity.compare(identity.prepare(rows))
    likely = {(int(i), int(j)) for i, j, c in zip(pairs.i, pairs.j, pairs.chance, strict=True)
              if c >= 0.5}  # fmt: skip
    assert likely == {(5, 20)}


def test_nothing_compares_with_nothing() -> None:
    empty = identity.prepare([])
    one = identity.prepare([entry("Circuscentrum")])
    assert len(identity.compare(empty)) == len(identity.compare(one)) == 0
    assert len(identity.compare(empty, one)) == len(identity.compare(one, empty)) == 0


def test_a_block_larger_than_the_cap_is_left_alone() -> None:
    rows = identity.prepare([entry("Gemeente", key, host="overal.be") for key in range(5)])
    assert len(blocks.within(rows.owners, rows.keys, cap=5)[0]) == 10
    assert len(blocks.within(rows.owners, rows.keys, cap=4)[0]) == 0


def test_groups_join_best_first_and_never_what_is_apart() -> None:
    i, j = np.array([0, 1, 0, 2]), np.array([1, 2, 2, 3])
    chances = np.array([0.99, 0.9, 0.6, 0.8], np.float32)
    sources = [["a"], ["b"], ["c"], ["a"]]
    labels = identity.cluster((i, j, chances), sources, threshold=0.5)
    assert labels.tolist() == [0, 0, 0, 3]  # 3 tells of source a, which the group has
    labels = identity.cluster((i, j, chances), sources, apart=[(0, 2)], threshold=0.5)
    assert labels.tolist() == [0, 0, 2, 2]
    numbers = [frozenset({("KBO", "1")}), frozenset(), frozenset({("KBO", "2")}), frozenset()]
    labels = identity.cluster((i, j, chances), sources, numbers=numbers, threshold=0.5)
    assert labels.tolist() == [0, 0, 2, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("98, Kerkstr.", ""), ("Kerkstraat 98 bus 2", "")),
        (("Kerkstraat", "98"), ("Kerkstraat 98", "")),
        (("Gentsestwg 12", ""), ("Gentsesteenweg 12A", "")),
    ],
)
def test_ways_of_writing_an_address_are_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert fields.address(*one) == fields.address(*other)


def test_sites_everyone_has_a_page_on_are_told_apart_by_the_page() -> None:
    assert identity.site_of("https://www.facebook.com/danspunt/") == "facebook.com/danspunt"
    assert identity.site_of("https://facebook.com/") == ""
    assert identity.site_of("WWW.Danspunt.be/over-ons") == "danspunt.be"


def test_ways_of_writing_a_phone_number_are_one() -> None:
    written = ("+32 9 235 12 12", "09/235.12.12", "0032 9 2351212", "+32 (0)9 235 12 12")
    assert {identity.phone(text) for text in written} == {"92351212"}
    assert identity.phone("112") == ""


def test_every_weight_belongs_to_something_we_look_at() -> None:
    weights = scoring.packaged()
    assert set(weights.levels) <= set(evidence.LEVELS)
    assert set(weights.crossed) <= set(scoring.CROSSED)
    assert set(weights.measures) <= set(evidence.MEASURES)


texts_of_names = st.text(max_size=80) | st.sampled_from(["vzw", "de", "GC", "v z w", "", "١٢"])


@given(texts_of_names, st.sampled_from(["", GHENT, MERELBEKE_MELLE, "99999"]))
def test_any_text_as_a_name_can_be_compared(name: str, town: str) -> None:
    rows = [entry(name, key, municipality=town, street=name, host=name, phone=name, email=name,
                  postcode=name) for key in (0, 1)]  # fmt: skip
    pairs = identity.compare(identity.prepare(rows))
    assert all(0 <= float(c) <= 1 for c in pairs.chance)
    for at in range(len(pairs)):
        assert all(identity.reasons(pairs, at))


@given(texts_of_names)
def test_a_name_always_gives_the_same_words(name: str) -> None:
    assert names.read(name) == names.read(f"  {name} ")
