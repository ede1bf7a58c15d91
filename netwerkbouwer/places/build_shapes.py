# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compute neighbours and compact outlines from the polygons of both countries.

Uses shapely, which only the data build needs.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from netwerkbouwer.places import build

# Belgian and Dutch outlines, and the Flemish and Walloon ones, come from different sources that
# were simplified apart: two that share a border may lie up to some 200 m from each other.
NEIGHBOUR_TOLERANCE_M = 300
SCALE = 5_000  # outlines are stored in 1/5,000 degree: 22 m north to south, 14 m east to west
MIDDLE_LATITUDE = 51.5
METRES_PER_DEGREE = 111_195.0
SLIVER_M = 120  # gaps between sources that close when municipalities are joined
AREA_SIMPLIFY_M = 200
SMALLEST_HOLE_M2 = 2_000_000
POLYGON_FILES = ("be_gemeenten_2025.geojson", "nl_gemeenten_2023.geojson")
NEIGHBOUR_COLUMNS = ("code_a", "code_b")

Rings = list[list[int]]


def read_polygons(gazetteer: Path) -> dict[str, Any]:
    """Read the municipal polygons by code, in degrees; repairs the few that cross themselves."""
    found = {}
    for name in POLYGON_FILES:
        document = json.loads((gazetteer / name).read_text(encoding="utf-8"))
        for feature in document["features"]:
            found[str(feature["id"])] = shapely.make_valid(shape(feature["geometry"]))
    return dict(sorted(found.items()))


def to_metres(geometry: Any) -> Any:
    """Project degrees to metres, right to 5 % between 49.4 and 53.6 degrees north."""
    east = METRES_PER_DEGREE * math.cos(math.radians(MIDDLE_LATITUDE))
    return shapely.transform(geometry, lambda xy: xy * [east, METRES_PER_DEGREE])


def to_degrees(geometry: Any) -> Any:
    """Undo `to_metres`."""
    east = METRES_PER_DEGREE * math.cos(math.radians(MIDDLE_LATITUDE))
    return shapely.transform(geometry, lambda xy: xy / [east, METRES_PER_DEGREE])


def neighbours(polygons: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give pairs of codes, smaller first, that lie within the tolerance of each other."""
    codes = list(polygons)
    shapes = [to_metres(polygons[code]) for code in codes]
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="dwithin", distance=NEIGHBOUR_TOLERANCE_M)
    pairs = (sorted((codes[a], codes[b])) for a, b in zip(left, right, strict=True) if a < b)
    return sorted((first, second) for first, second in pairs)


def rings(geometry: Any) -> list[Rings]:
    """Quantise a (multi)polygon: per polygon its rings, per ring `x, y, dx, dy, dx, dy, …`.

    Points that fall on the one before them are dropped, as is the closing point. Neighbours that
    share points in the source still share them, because each point is rounded for itself.
    """
    polygons = [part for part in getattr(geometry, "geoms", [geometry]) if part.area]
    found = []
    for polygon in polygons:
        outline = [_ring(ring["coordinates"]) for ring in _rings_of(polygon)]
        kept = [ring for ring in outline if len(ring) >= 6]
        if outline and len(outline[0]) >= 6:
            found.append(kept)
    return found


def _rings_of(polygon: Any) -> list[Any]:
    return [mapping(polygon.exterior), *(mapping(hole) for hole in polygon.interiors)]


def _ring(coordinates: Iterable[tuple[float, float]]) -> list[int]:
    points: list[tuple[int, int]] = []
    for lon, lat in coordinates:
        point = (round(lon * SCALE), round(lat * SCALE))
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    flat, previous = [], (0, 0)
    for x, y in points:
        flat += [x - previous[0], y - previous[1]]
        previous = (x, y)
    return flat


def areas(municipalities: list[list[str]]) -> dict[str, list[str]]:
    """Group codes into the areas a map draws: `kind:country:name` to the codes in it."""
    columns = build.MUNICIPALITY_COLUMNS
    groups: dict[str, list[str]] = defaultdict(list)
    for values in municipalities:
        row = dict(zip(columns, values, strict=True))
        for kind in ("region", "province", "reference_region"):
            if row[kind]:
                groups[f"{kind}:{row['country']}:{row[kind]}"].append(row["code"])
    return dict(sorted(groups.items()))


def dissolve(geometries: Iterable[Any]) -> Any:
    """Join municipalities into one area, closing slivers between sources."""
    grown = [to_metres(geometry).buffer(SLIVER_M, join_style="mitre") for geometry in geometries]
    joined = shapely.union_all(grown).buffer(-SLIVER_M, join_style="mitre")
    simple = joined.simplify(AREA_SIMPLIFY_M, preserve_topology=True)
    polygons = [
        shapely.Polygon(
            part.exterior,
            [hole for hole in part.interiors if shapely.Polygon(hole).area > SMALLEST_HOLE_M2],
        )
        for part in getattr(simple, "geoms", [simple])
    ]
    return to_degrees(shapely.MultiPolygon(polygons))


def write_outlines(
    path: Path, polygons: Mapping[str, Any], groups: Mapping[str, list[str]]
) -> None:
    """Write outlines.json; `outlines.py` describes and reads it."""
    document = {
        "scale": SCALE,
        "municipalities": {code: rings(shape) for code, shape in polygons.items()},
        "areas": {
            key: rings(dissolve(polygons[code] for code in codes)) for key, codes in groups.items()
        },
    }
    path.write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


def build_shapes(gazetteer: Path, target: Path) -> dict[str, int]:
    """Write neighbours.csv and outlines.json; give the number of pairs and outlines."""
    polygons = read_polygons(gazetteer)
    current = build.municipalities(
        build.read_rows(gazetteer / "be_gemeenten_2025.csv"),
        build.read_rows(gazetteer / "nl_gemeenten_2023.csv"),
    )
    count = build.write_rows(target / "neighbours.csv", NEIGHBOUR_COLUMNS, neighbours(polygons))
    write_outlines(target / "outlines.json", polygons, areas(current))
    return {"neighbours.csv": count, "outlines.json": len(polygons)}
