# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making the packaged files from sources."""

from pathlib import Path

import pytest
import shapely
from django.core.management import CommandError, call_command

from netwerkbouwer.places import build, build_shapes, gazetteer

METRE = 1 / build_shapes.METRES_PER_DEGREE  # in degrees north


def square(lon: float, lat: float, size: float = 0.1) -> shapely.Polygon:
    return shapely.box(lon, lat, lon + size, lat + size)


def test_the_names_we_added_belong_to_the_municipality_we_say() -> None:
    for _, code in build.OTHER_NAMES:
        assert code in gazetteer.load().municipalities


def test_polygons_closer_than_the_tolerance_are_neighbours() -> None:
    polygons = {
        "10001": square(4.0, 51.0),
        "10002": square(4.0, 51.1 + 250 * METRE),
        "10003": square(4.0, 51.2 + 700 * METRE),
    }

    assert build_shapes.neighbours(polygons) == [("10001", "10002")]


def test_a_ring_is_a_start_and_steps_without_the_closing_point() -> None:
    [[ring]] = build_shapes.rings(shapely.box(4.0, 51.0, 4.001, 51.002))

    start, steps = ring[:2], ring[2:]
    assert len(ring) == 8
    assert start == [20005, 255000]
    assert sorted(map(abs, steps)) == [0, 0, 0, 5, 10, 10]


def test_polygons_that_vanish_when_rounded_are_left_out() -> None:
    assert build_shapes.rings(shapely.box(4.0, 51.0, 4.00001, 51.00001)) == []


def test_joining_closes_slivers_and_keeps_real_holes() -> None:
    ring = square(4.0, 51.0, 0.3) - square(4.1, 51.1)
    beside = square(4.3 + 150 * METRE, 51.0, 0.3)

    joined = build_shapes.dissolve([ring, beside])

    [area] = joined.geoms
    assert len(area.interiors) == 1


def test_a_postcode_names_a_locality_only_when_a_shared_source_has_the_name() -> None:
    belgian = [
        {"postcode": "2300", "locality": "TURNHOUT", "nis_2025": "13040"},
        {"postcode": "2300", "locality": "Parkwijk", "nis_2025": "13040"},
        {"postcode": "2301", "locality": "Parkwijk", "nis_2025": "13040"},
    ]

    rows = build.postcodes(belgian, [], [["Turnhout", "13040"]])

    assert rows == [["BE", "2300", "Turnhout", "13040"], ["BE", "2301", "", "13040"]]


def test_only_codes_that_ended_get_a_successor() -> None:
    changes = [
        {"nis_2019_2024": "11007", "name_nl_2020": "Borsbeek", "nis_2025": "11002"},
        {"nis_2019_2024": "11002", "name_nl_2020": "Antwerpen", "nis_2025": "11002"},
    ]
    now = [{"nis": "11002", "valid_from": "2019-01-01", "merged_from_2024": "11002:A|11007:B"}]

    assert build.successors(changes, now) == [["11007", "Borsbeek", "11002", "2025-01-01"]]


def test_a_folder_without_the_files_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="lacks a file"):
        call_command("build_places", gazetteer=tmp_path, target=tmp_path / "out")
    with pytest.raises(CommandError, match="not a folder"):
        call_command("build_places", gazetteer=tmp_path / "nowhere", target=tmp_path)
