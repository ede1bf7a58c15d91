# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the binary files of OpenStreetMap: nodes, ways and relations with a place. Pure.

Three passes that skip most of the file in native code: relations, then nodes and ways, then the
parts of the relations that counted. Where nodes lie is kept in memory for a municipality and in a
file for a country.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

LARGE = 100_000_000  # bytes of PBF; from here on node places are kept in a file
Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True, slots=True)
class Place:
    """One object of the map with the middle of what it covers."""

    kind: str  # node, way, relation
    number: int
    tags: Mapping[str, str]
    point: Point | None
    on: date | None  # when it was last changed


@dataclass(slots=True)
class _Box:
    """The rectangle around points."""

    south: float = 90.0
    west: float = 180.0
    north: float = -90.0
    east: float = -180.0

    def take(self, lat: float, lon: float) -> None:
        self.south, self.north = min(self.south, lat), max(self.north, lat)
        self.west, self.east = min(self.west, lon), max(self.east, lon)

    def middle(self) -> Point | None:
        if self.south > self.north:
            return None
        return (self.south + self.north) / 2, (self.west + self.east) / 2


@dataclass(frozen=True, slots=True)
class _Relation:
    number: int
    tags: dict[str, str]
    on: date | None
    members: tuple[tuple[str, int], ...]  # n or w, number


Wanted = Callable[[Mapping[str, str]], bool]


def objects(path: Path, keys: tuple[str, ...], wanted: Wanted) -> Iterator[Place]:
    """All objects that have one of the keys and that `wanted` says yes to."""
    relations = list(_relations(path, keys, wanted))
    with tempfile.TemporaryDirectory(prefix="nb-osm-") as folder:
        storage = _storage(path, Path(folder) / "nodes")
        yield from _nodes_and_ways(path, keys, wanted, storage)
    if relations:
        with tempfile.TemporaryDirectory(prefix="nb-osm-") as folder:
            storage = _storage(path, Path(folder) / "nodes")
            yield from _placed(relations, _parts(path, relations, storage))


def _storage(path: Path, target: Path) -> str:
    return f"sparse_file_array,{target}" if path.stat().st_size > LARGE else "flex_mem"


def _osmium() -> Any:
    """Loaded when the first file is read: the web process never needs it."""
    import osmium

    return osmium


def _relations(path: Path, keys: tuple[str, ...], wanted: Wanted) -> Iterator[_Relation]:
    osmium = _osmium()
    processor = osmium.FileProcessor(path, osmium.osm.RELATION)
    for each in processor.with_filter(osmium.filter.KeyFilter(*keys)):
        tags = {tag.k: tag.v for tag in each.tags}
        if wanted(tags):
            parts = tuple((part.type, part.ref) for part in each.members if part.type in "nw")
            yield _Relation(each.id, tags, _day(each), parts)


def _nodes_and_ways(
    path: Path, keys: tuple[str, ...], wanted: Wanted, storage: str
) -> Iterator[Place]:
    osmium = _osmium()
    processor = osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY)
    processor = processor.with_locations(storage).with_filter(osmium.filter.KeyFilter(*keys))
    for each in processor:
        tags = {tag.k: tag.v for tag in each.tags}
        if not wanted(tags):
            continue
        box = _Box()
        _measure(box, each)
        yield Place("node" if each.is_node() else "way", each.id, tags, box.middle(), _day(each))


def _measure(box: _Box, each: Any) -> None:
    points = (each.location,) if each.is_node() else (node.location for node in each.nodes)
    for location in points:
        if location.valid():
            box.take(location.lat, location.lon)


def _parts(path: Path, relations: list[_Relation], storage: str) -> dict[tuple[str, int], _Box]:
    """The rectangle around each node and way that is a part of a relation."""
    osmium = _osmium()
    wanted = {part for relation in relations for part in relation.members}
    nodes = [number for kind, number in wanted if kind == "n"] or [0]
    ways = [number for kind, number in wanted if kind == "w"] or [0]
    processor = osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY)
    processor = processor.with_locations(storage)
    processor.with_filter(osmium.filter.IdFilter(nodes).enable_for(osmium.osm.NODE))
    processor.with_filter(osmium.filter.IdFilter(ways).enable_for(osmium.osm.WAY))
    found: dict[tuple[str, int], _Box] = {}
    for each in processor:
        box = found.setdefault(("n" if each.is_node() else "w", each.id), _Box())
        _measure(box, each)
    return found


def _placed(relations: list[_Relation], boxes: Mapping[tuple[str, int], _Box]) -> Iterator[Place]:
    for relation in relations:
        around = _Box()
        for part in relation.members:
            box = boxes.get(part)
            if box is not None and box.south <= box.north:
                around.take(box.south, box.west)
                around.take(box.north, box.east)
        yield Place("relation", relation.number, relation.tags, around.middle(), relation.on)


def _day(each: Any) -> date | None:
    """When it was last changed; files without that say 1970."""
    day: date = each.timestamp.date()
    return day if day.year > 1970 else None


def told_on(path: Path) -> date | None:
    """The day of the data in the head of the file."""
    osmium = _osmium()
    try:
        header = osmium.io.Reader(str(path)).header()
        return date.fromisoformat(header.get("osmosis_replication_timestamp", "")[:10])
    except (ValueError, RuntimeError):
        return None
