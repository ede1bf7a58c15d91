# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""CDBXML, the older exchange format of UiTdatabank: who organises, and where it takes place. Pure.

Events themselves are not read. Elements are let go as soon as they are read, entities are refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from netwerkbouwer.importing.sources import geometry, placing, raw
from netwerkbouwer.importing.sources.reader import Item
from netwerkbouwer.organisations.files import UnreadableFile

TROUBLE: tuple[type[Exception], ...] = (ParseError, DefusedXmlException)
_DEEPEST = 100


def rows(path: Path) -> Iterator[Item]:
    """Organisers and places named in events, and actors, each once. Raises UnreadableFile."""
    seen: set[int] = set()
    number = found = 0
    for element in _elements(path):
        number += 1
        for item in _of(element, number):
            values = item.values
            same = (values["name"].casefold(), values.get("municipality_code"))
            mark = hash(item.key or same)
            if mark not in seen:
                seen.add(mark)
                found += 1
                yield item
    if not number:
        raise UnreadableFile(f"{path.name}: we vinden in deze XML geen activiteiten of actoren.")


def _elements(path: Path) -> Iterator[Any]:
    """Each event or actor, whole; the tree above it stays empty."""
    depth = 0
    above: list[Any] = []
    for event, element in ElementTree.iterparse(path, ("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            if depth > _DEEPEST:
                raise UnreadableFile(f"{path.name}: deze XML is te diep genest.")
            above.append(element)
            continue
        depth -= 1
        above.pop()
        if _name(element) in {"event", "actor"} and depth == 1:
            yield element
            element.clear()
            above[-1].clear()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _find(element: Any, *names: str) -> Any | None:
    """The first element along a path of names without their namespace."""
    for name in names:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return None
    return element


def _text(element: Any, *names: str) -> str:
    found = _find(element, *names)
    return (found.text or "").strip() if found is not None else ""


def _of(element: Any, line: int) -> Iterator[Any]:
    if _name(element) == "actor":
        title = _text(element, "actordetails", "actordetail", "title")
        if title:
            yield _row(element.get("cdbid") or "", title, _find(element, "contactinfo"), line)
        return
    location = _find(element, "location")
    for part, kind in ((_find(element, "organiser"), "organizer"), (location, "place")):
        label = _find(part, "label") if part is not None else None
        name = (label.text or "").strip() if label is not None else ""
        if label is not None and name:
            key = label.get("cdbid") or ""
            where = part if kind == "place" else None
            yield _row(f"{kind}:{key.lower()}" if key else "", name, where, line)


def _row(key: str, name: str, where: Any | None, line: int) -> Any:
    """A row. Of an organiser the export tells no address: it is in Belgium, that is all."""
    physical = _find(where, "address", "physical") if where is not None else None
    values = {"name": name, "country": "BE"}
    if physical is not None:
        gis = _find(physical, "gis")
        point = None
        if gis is not None:
            point = geometry.checked(_text(gis, "xcoordinate"), _text(gis, "ycoordinate"))
        lat, lon = (str(each) for each in point) if point else ("", "")
        street = placing.address(_text(physical, "street"), _text(physical, "housenr"))
        country = _text(physical, "country") or "BE"
        city, postcode = _text(physical, "city"), _text(physical, "zipcode")
        values |= {"street": street, "coord_precision": "adres" if point else ""}
        values |= placing.values(city, postcode, country, lat, lon)
    return raw.row(key, line, values)
