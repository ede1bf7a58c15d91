# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recognising the kind of an organisation, and its half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import kind_pack, kinds, sectors


def classify(name: str, sector: str, source: str = "", classification: str = "") -> str:
    return kind_pack.load().classify(name, sector, source, classification)


@pytest.mark.parametrize(
    ("name", "sector", "kind"),
    [
        ("Bibliotheek Ninove", "lokaal_cultuurbeleid", "library"),
        ("Bib Zuid", "lokaal_cultuurbeleid", "library"),
        ("WZC Sint-Jozef", "welzijn", "care-home"),
        ("Jeugdhuis De Klinker", "jeugd", "youth-centre"),
        ("Muziekacademie van de stad", "onderwijs", "arts-academy"),
        ("Academie voor beeld en podium", "onderwijs", "arts-academy"),
        ("De Brug, vmbo, havo, vwo - Academie Zuid", "onderwijs", "secondary-school"),
        ("De Brug Academie voor havo en gymnasium", "onderwijs", "secondary-school"),
        ("Basisschool De Springplank", "onderwijs", "primary-school"),
        ("Heemkring De Wissel", "erfgoed", "local-history"),
        ("Industriemuseum", "erfgoed", "museum"),
    ],
)
def test_names_tell_the_kind(name: str, sector: str, kind: str) -> None:
    assert classify(name, sector) == kind


def test_short_words_count_as_whole_words_only() -> None:
    assert classify("Bibliografisch fonds", "lokaal_cultuurbeleid") != "library"
    assert classify("Habibi", "lokaal_cultuurbeleid") == ""


def test_a_school_is_not_what_it_is_named_after() -> None:
    assert classify("De Springplank", "werk") == "learning-work-company"
    assert classify("De Springplank", "onderwijs") == ""


def test_what_the_register_calls_it_wins() -> None:
    assert classify("Vier Winden", "andere", classification="OCMW") == "ocmw"
    assert classify("Bibliotheek", "onderwijs", classification="VWO") == "secondary-school"


def test_a_source_of_one_kind_counts_last() -> None:
    assert classify("Sint-Jan 12", "jeugd", source="scouts") == "youth-movement"
    assert classify("Sint-Jan 12", "sport", source="scouts") == ""


@pytest.mark.parametrize(
    ("sector", "kind", "half"),
    [
        ("onderwijs", "", "other"),
        ("onderwijs", "arts-academy", "culture"),
        ("jeugd", "", "culture"),
        ("jeugd", "youth-work", "other"),
        ("welzijn", "library", "other"),
        ("andere", "library", "culture"),
        ("onbekend", "", "other"),
    ],
)
def test_the_half_follows_the_kind_within_its_sector(sector: str, kind: str, half: str) -> None:
    assert kind_pack.load().half(sector, kind) == half


def test_all_kinds_name_a_known_sector() -> None:
    for kind in kind_pack.load().by_id.values():
        assert kind.sector in sectors.BY_SLUG, kind.id
        assert all(len(pattern.strip()) > 1 for pattern in kind.patterns), kind.id


@given(st.text(), st.sampled_from(list(sectors.BY_SLUG)) | st.text(), st.text(), st.text())
def test_any_name_has_a_known_kind_or_none(
    name: str, sector: str, source: str, classification: str
) -> None:
    found = classify(name, sector, source, classification)

    assert found == "" or found in kind_pack.load().by_id


def test_a_pattern_keeps_the_edges_of_words() -> None:
    assert kinds.fold_pattern(" Bib ") == " bib "
    assert kinds.fold_pattern("Eva-vzw") == "eva vzw"
    assert kinds.fold_pattern(" ") == ""


def test_of_two_patterns_as_long_the_first_in_the_name_counts() -> None:
    def kind(name: str, pattern: str) -> kinds.Kind:
        return kinds.Kind(name, name, name, "sport", "other", (pattern,), (), (), ())

    known = kinds.Kinds([kind("swim", "zwem"), kind("bowl", "bowl")])

    assert known.classify("Zwem en bowl", "sport") == "swim"
    assert known.classify("Bowl en zwem", "sport") == "bowl"
