# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""OpenStreetMap: which objects count, and what their tags say."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import osmium
import pytest
from osmium.osm import mutable

from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.importing.sources import osm, osm_files
from tests.importing.sources import expected

SAMPLES = expected.SAMPLES / "osm"


def one(tmp_path: Path, **tags: str) -> SourceRow | None:
    """The row of one node in Ghent with these tags (`__` stands for a colon)."""
    told = {key.replace("__", ":"): value for key, value in tags.items()}
    node = {"type": "node", "id": 1, "lat": 51.05, "lon": 3.72, "tags": told}
    head = {"osm3s": {"timestamp_osm_base": "2025-01-02T00:00:00Z"}, "elements": [node]}
    path = tmp_path / "een.json"
    path.write_text(json.dumps(head))
    rows, errors = expected.read(path, "osm")
    assert not errors
    return rows[0] if rows else None


@pytest.mark.parametrize(
    "tags",
    [
        {"amenity": "library"},
        {"name": "Bank", "amenity": "bench"},
        {"name": "Dorpsplein", "place": "square"},
        {"name": "Winkel", "shop": "supermarket"},
        {"name": "Standbeeld", "historic": "memorial"},
    ],
)
def test_what_is_no_organisation_or_has_no_name_is_left_out(
    tmp_path: Path, tags: dict[str, str]
) -> None:
    assert one(tmp_path, **tags) is None


def test_everything_is_read_when_asked() -> None:
    rows, _ = expected.read(SAMPLES / "overpass.json", "osm", extra={"everything": True})
    assert "Eethuis Voorbeeld" in {row.values["name"] for row in rows}


def test_a_named_tag_comes_before_any_value(tmp_path: Path) -> None:
    row = one(tmp_path, name="Harmonie", club="music;chess")
    assert row is not None
    assert row.classes == (("osm", "club=music"), ("osm", "club=chess"))


@pytest.mark.parametrize(
    "tags", [{"disused__amenity": "pub"}, {"amenity": "pub", "disused": "yes"}]
)
def test_a_disused_place_has_ended_on_the_day_of_the_data(
    tmp_path: Path, tags: dict[str, str]
) -> None:
    row = one(tmp_path, name="Café", **tags)
    assert row is not None
    assert row.values["ended_on"] == "2025-01-02"


def test_a_place_with_a_new_use_has_not_ended(tmp_path: Path) -> None:
    row = one(tmp_path, name="De Kerk", amenity="arts_centre", was__amenity="place_of_worship")
    assert row is not None
    assert "ended_on" not in row.values
    assert row.classes == (("osm", "amenity=arts_centre"),)


def test_the_dutch_name_is_the_name(tmp_path: Path) -> None:
    row = one(
        tmp_path, amenity="theatre", name="Théâtre Flamand - KVS", name__nl="KVS",
        name__fr="Théâtre Flamand", brand="KVS",
    )  # fmt: skip
    assert row is not None
    assert row.values["name"] == "KVS"
    assert row.values["other_names"] == "Théâtre Flamand - KVS|Théâtre Flamand"


def test_contact_tags_count_like_bare_ones(tmp_path: Path) -> None:
    bare = one(tmp_path, name="X", amenity="library", website="https://a.example", phone="1; 2")
    prefixed = one(
        tmp_path, name="X", amenity="library", contact__website="https://a.example",
        contact__phone="1; 2",
    )  # fmt: skip
    assert bare is not None
    assert bare == prefixed
    assert bare.values["phone"] == "1"


def test_one_object_is_the_same_in_all_three_forms() -> None:
    forms = ["voorbeeld.osm.pbf", "overpass.json", "overpass-turbo.geojson"]
    told = [
        sorted((row.key, tuple(sorted(row.values.items())), row.classes)
               for row in expected.read(SAMPLES / form, "osm")[0])
        for form in forms
    ]  # fmt: skip
    assert told[0] == told[1] == told[2]


def test_a_way_without_its_nodes_keeps_its_facts(tmp_path: Path) -> None:
    path = tmp_path / "los.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        tags = {"name": "Zaal", "amenity": "community_centre"}
        writer.add_way(mutable.Way(id=5, version=1, nodes=[1, 2, 3], tags=tags))
    rows, _ = expected.read(path, "osm")
    assert [(row.key, "lat" in row.values) for row in rows] == [("osm:way/5", False)]


def test_a_large_file_keeps_node_places_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    storage = osm_files._storage
    monkeypatch.setattr(osm_files, "LARGE", 1)

    def spy(path: Path, target: Path) -> str:
        kept.append(storage(path, target))
        return kept[-1]

    monkeypatch.setattr(osm_files, "_storage", spy)
    rows, _ = expected.read(SAMPLES / "voorbeeld.osm.pbf", "osm")
    assert len(rows) == 4
    assert all(each.startswith("sparse_file_array,") for each in kept)
    assert "lat" in rows[2].values


def test_the_day_of_the_data_is_in_the_file() -> None:
    assert osm.data_on(SAMPLES / "overpass.json") == date(2025, 1, 2)
    assert osm.data_on(SAMPLES / "overpass-turbo.geojson") == date(2025, 1, 2)
    assert osm.data_on(SAMPLES / "voorbeeld.osm.pbf") is None


def test_a_query_asks_for_all_that_counts_in_one_area() -> None:
    query = osm.query('Gent"];drop')
    assert r'area[name="Gent\"];drop"]' in query
    assert 'nwr["amenity"]["name"]' in query


@pytest.mark.parametrize(
    "element",
    [
        {"type": "node", "id": "1", "tags": {"name": "X", "amenity": "library"}},
        {"type": "node", "id": 1, "tags": "geen"},
        {"type": "node", "id": 1, "lat": "x", "lon": None, "tags": {"name": 5}},
        {"type": "Feature", "id": 5, "properties": None, "geometry": 1},
        [1, 2],
        "tekst",
    ],
)
def test_odd_elements_give_nothing(tmp_path: Path, element: Any) -> None:
    path = tmp_path / "vreemd.json"
    path.write_text(json.dumps({"elements": [element]}))
    assert expected.read(path, "osm") == ([], [])
