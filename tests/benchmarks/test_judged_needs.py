# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The judged needs keep their shape, and nobody grades what does not exist."""

import pytest

from benchmarks.matching import judged, needs
from netwerkbouwer.library import queries as library
from netwerkbouwer.organisations import sectors
from netwerkbouwer.places import gazetteer

ENTRIES = judged.entries()


def test_there_are_seventy_of_each_variant_and_half_of_them_are_held_out() -> None:
    for variant in judged.FILES:
        ids = [entry.id for entry in ENTRIES if entry.variant == variant]
        assert ids == [f"{variant}-{number:03d}" for number in range(1, 71)]
    assert sum(entry.is_held_out for entry in ENTRIES) == 70


def test_every_graded_kind_sector_and_municipality_exists() -> None:
    kinds = {item.id for item in library.items("organisation_kinds")}
    slugs = {sector.slug for sector in sectors.SECTORS}
    places = gazetteer.load().municipalities
    for entry in ENTRIES:
        assert set(entry.grades) <= kinds, entry.id
        assert {*entry.sectors, entry.sector} <= slugs, entry.id
        assert entry.municipality in places, entry.id


def test_a_kind_with_two_grades_is_refused() -> None:
    item = {
        "id": "vl-001",
        "text": "iets",
        "direction": "limitation",
        "asker": {"sector": "jeugd", "municipality": "24001"},
        "good": ["choir"],
        "fair": ["choir"],
        "sectors": [],
    }
    with pytest.raises(ValueError, match="two grades"):
        judged._entry(item, "vl")


def test_the_short_form_looks_at_no_held_out_entry() -> None:
    some = needs.chosen(short=True)
    assert len(some) == needs.SHORT
    assert {entry.variant for entry in some} == {"vl", "nl"}
    assert not any(entry.is_held_out for entry in some)
