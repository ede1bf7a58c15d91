# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""OpenStreetMap: places with a name whose tags mean an organisation or a venue. Pure.

Reads PBF (also .osm and .osm.bz2, as osmium does), Overpass JSON and GeoJSON.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from netwerkbouwer.importing.sources import geometry, json_files, osm_files, placing, raw, reader
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader, Request

TAGS = Path(__file__).parent / "data" / "osm_tags.csv"
OVERPASS = "https://overpass-api.de/api/interpreter"
# What a place was before it closed keeps its tag behind one of these words.
ENDED = ("disused", "abandoned", "was", "demolished", "razed", "removed")
OTHER_NAMES = (
    "name:nl", "name", "official_name", "alt_name", "short_name", "old_name", "name:fr", "name:de",
    "brand",
)  # fmt: skip
_BINARY = (".pbf", ".osm", ".osm.bz2", ".osm.gz", ".o5m")
_VAT = re.compile(r"BE\s?[01]?[0-9]{3}[.\s]?[0-9]{3}[.\s]?[0-9]{3}")
_ID = re.compile(r"(node|way|relation)/([0-9]{1,19})")
Tags = Mapping[str, str]


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """Rows of a file of OpenStreetMap; what has no name is left out. Raises UnreadableFile."""
    return reader.safely(path.name, _read(path, reader.everything(options)))


def _read(path: Path, everything: bool) -> Iterator[Item]:
    told_on = data_on(path)
    if path.name.lower().endswith(_BINARY):
        keys, lists = _wanted_keys(everything), _listed(everything)
        found = osm_files.objects(path, keys, lambda tags: bool(_classes(tags, lists)))
        for line, each in enumerate(found, start=1):
            yield from _rows(each, line, everything, told_on)
        return
    for line, document in json_files.documents(path, ("elements", "features")):
        place = _of_json(document)
        if place is not None:
            yield from _rows(place, line, everything, told_on)


def _of_json(document: Any) -> osm_files.Place | None:
    """An element of Overpass, or a feature of GeoJSON."""
    element = raw.mapping(document)
    if element.get("type") == "Feature":
        told = raw.mapping(element.get("properties"))
        number = raw.text(element.get("id")) or raw.text(told.get("@id"))
        match = _ID.fullmatch(number)
        tags = _tags(raw.mapping(told.get("tags")) or told)
        point = geometry.centre(element.get("geometry"))
        return osm_files.Place(match[1], int(match[2]), tags, point, None) if match else None
    kind, told_id = raw.text(element.get("type")), element.get("id")
    if kind not in {"node", "way", "relation"} or not isinstance(told_id, int):
        return None
    where = raw.mapping(element.get("center")) or element
    point = geometry.checked(where.get("lon"), where.get("lat"))
    on = _day(raw.text(element.get("timestamp")))
    return osm_files.Place(kind, told_id, _tags(raw.mapping(element.get("tags"))), point, on)


def _tags(told: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in told.items() if isinstance(value, str)}


def _rows(
    place: osm_files.Place, line: int, everything: bool, told_on: date | None
) -> Iterator[Item]:
    """The row of one place, if it is an organisation and has a name."""
    lists = _listed(everything)
    tags = place.tags
    living = _living(tags, lists)
    name = next((tags[key] for key in OTHER_NAMES if tags.get(key)), "")
    classes = living or _ended(tags, lists)
    if not name or not classes:
        return
    values = _values(tags, name, place)
    if not living:
        ended = _day(tags.get("end_date", "")) or place.on or told_on
        if ended is None:
            return
        values["ended_on"] = ended.isoformat()
    key = f"osm:{place.kind}/{place.number}"
    yield raw.row(key, line, values, (("osm", each) for each in classes))


def _values(tags: Tags, name: str, place: osm_files.Place) -> raw.Values:
    def first(*keys: str) -> str:
        for key in (*keys, *(f"contact:{key}" for key in keys)):
            if key in tags and (value := tags[key].split(";")[0].strip()):
                return value
        return ""

    lat, lon = (f"{each:.7f}" for each in place.point) if place.point else ("", "")
    city, postcode = first("addr:city", "city"), first("addr:postcode", "postcode")
    street = placing.address(first("addr:street", "street"), first("addr:housenumber"))
    others = (part for key in OTHER_NAMES if key in tags for part in tags[key].split(";"))
    operator = tags.get("operator", "").strip()
    vat = _VAT.fullmatch(tags.get("ref:vatin", "").strip())
    return {
        "name": name,
        "other_names": raw.joined(each for each in others if each.strip() != name),
        "street": street if first("addr:street", "street") else "",
        "website": first("website", "url"),
        "email": first("email"),
        "phone": first("phone", "mobile"),
        "description": tags.get("description:nl") or tags.get("description", ""),
        "parent": operator if operator != name and ";" not in operator else "",
        "kbo": vat[0] if vat else "",
        "source_url": f"https://www.openstreetmap.org/{place.kind}/{place.number}",
        "checked_on": _iso(_day(tags.get("check_date", ""))),
        "coord_precision": "adres" if place.point else "",
        **placing.values(city, postcode, tags.get("addr:country", ""), lat, lon),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# --- which tags count ------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _listed(everything: bool) -> frozenset[str]:
    with TAGS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return frozenset(row["tag"] for row in rows if everything or row["when"] == "default")


@lru_cache(maxsize=2)
def _keys(everything: bool) -> tuple[str, ...]:
    return tuple(sorted({tag.partition("=")[0] for tag in _listed(everything)}))


@lru_cache(maxsize=2)
def _keys_of(lists: frozenset[str]) -> frozenset[str]:
    return frozenset(tag.partition("=")[0] for tag in lists)


def _wanted_keys(everything: bool) -> tuple[str, ...]:
    keys = _keys(everything)
    return keys + tuple(f"{word}:{key}" for word in ENDED for key in keys)


def _living(tags: Tags, lists: frozenset[str]) -> tuple[str, ...]:
    """The tags that say what it is now: `amenity=library`, the ones that name a value first."""
    if "yes" in {tags.get("disused"), tags.get("abandoned")}:
        return ()
    return _matching(tags, lists, "")


def _ended(tags: Tags, lists: frozenset[str]) -> tuple[str, ...]:
    for word in ENDED if any(":" in key for key in tags) else ():
        if found := _matching(tags, lists, f"{word}:"):
            return found
    closed = "yes" in {tags.get("disused"), tags.get("abandoned")}
    return _matching(tags, lists, "") if closed else ()


def _matching(tags: Tags, lists: frozenset[str], prefix: str) -> tuple[str, ...]:
    named, any_value = [], []
    keys = _keys_of(lists)
    for key, told in tags.items():
        bare = key[len(prefix) :]
        if bare not in keys or not key.startswith(prefix):
            continue
        for value in told.split(";"):
            tag = f"{bare}={value.strip()}"
            if tag in lists:
                named.append(tag)
            elif f"{bare}=*" in lists and value.strip() not in {"no", ""}:
                any_value.append(tag)
    return tuple(named + any_value)


def _classes(tags: Tags, lists: frozenset[str]) -> tuple[str, ...]:
    return _living(tags, lists) or _ended(tags, lists)


# --- what a file says of itself, and where to get one ------------------------------------------


def data_on(path: Path) -> date | None:
    """The day of the data: from the head of the file."""
    if path.is_dir():
        return None
    if path.name.lower().endswith(_BINARY):
        return osm_files.told_on(path)
    with json_files.opened(path) as file:
        head = file.read(2000).decode("utf-8", "replace")
    match = re.search(r'"timestamp(?:_osm_base)?"\s*:\s*"([0-9]{4}-[0-9]{2}-[0-9]{2})', head)
    return _day(match[1]) if match else None


def recognises(head: bytes, file_name: str) -> bool:
    """PBF by its first blob; JSON by what Overpass and its converters write."""
    if file_name.lower().endswith(_BINARY) or head[4:15] == b"\n\tOSMHeader":
        return True
    says = (b'"osm3s"', b"Overpass", b"openstreetmap", b"OpenStreetMap", b'"id":"node/', b'"way/')
    return head.lstrip()[:1] == b"{" and any(each in head for each in says)


def query(area: str, everything: bool = False) -> str:
    """Overpass QL for all that counts in one area, by its name as the map has it."""
    name = json.dumps(area, ensure_ascii=False)
    asks = "".join(f'nwr["{key}"]["name"](area.here);' for key in _keys(everything))
    return f"[out:json][timeout:300];area[name={name}][admin_level=8]->.here;({asks});out center;"


def fetch(request: Request) -> Path:
    """Fetch one municipality (`where`) from an Overpass server. Needs no key."""
    target = request.folder / "overpass.json"
    if not target.exists():
        address = f"{request.url or OVERPASS}?data={quote(query(request.where))}"
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)  # of a time that was broken off
        request.get(address, part, headers={"Accept": "application/json"})
        part.replace(target)
    return target


READER = Reader(
    slug="osm",
    name="OpenStreetMap",
    licence="Open Database License (ODbL) 1.0",
    licence_url="https://opendatacommons.org/licenses/odbl/1-0/",
    url="https://www.openstreetmap.org/copyright",
    attribution="© OpenStreetMap-bijdragers",
    how_often="uittreksels per land worden elke dag ververst",
    priority=40,
    is_whole=False,
    suffixes=(".pbf", ".osm", ".json", ".geojson"),
    recognises=recognises,
    read=read,
    fetch=fetch,
    data_on=data_on,
)
