# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""GeoJSON of a WFS or another map service: any layer of organisations or places. Pure.

Columns are known by their names; coordinates may be degrees, Lambert 72, RD or any other system
that the file names.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import ijson

from netwerkbouwer.common import texts
from netwerkbouwer.importing.sources import geometry, json_files, placing, raw, reader
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader, Request
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError

LISTS = ("features",)
DEGREES, LAMBERT_72 = 4326, 31370
# Folded names of columns, the surest first.
COLUMNS = {
    "name": "naam name benaming organisatie naam_organisatie vestigingsnaam titel label "
            "omschrijving naam_nl roepnaam instelling",
    "classification": "type categorie soort typering rubriek hoofdcategorie subcategorie thema",
    "street": "straat adres street straatnaam straatnaam_nl adresvoorstelling address",
    "number": "huisnummer huisnr nummer nr hnr house_number",
    "box": "busnummer bus",
    "postcode": "postcode zipcode postnummer post_code postal_code zip",
    "city": "gemeente gemeentenaam plaats woonplaats city stad municipality deelgemeente",
    "code": "niscode nis nis_code gemeentecode gm_code",
    "website": "website url web webadres site internet",
    "email": "email e_mail mail emailadres",
    "phone": "telefoon tel telefoonnummer phone telefoonnr",
    "description": "beschrijving description toelichting info",
    "kbo": "kbo kbonr kbo_nr kbonummer kbo_nummer ondernemingsnummer ondernemingsnr",
    "kvk": "kvk kvknummer kvk_nummer",
    "id": "id objectid gid fid uuid identificator",
}  # fmt: skip
_EPSG = re.compile(r"EPSG:{1,2}(?:[0-9.]*:)?([0-9]{4,6})$")
Move = Callable[[float, float], tuple[float, float]]


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """A row per feature. Raises UnreadableFile."""
    return reader.safely(path.name, _read(path))


def _read(path: Path) -> Iterator[Item]:
    code = _system(path)
    move = None if code in {DEGREES, 4258} else _mover(code)
    any_name = False
    for line, document in json_files.documents(path, LISTS):
        feature = raw.mapping(document)
        told = raw.mapping(feature.get("properties"))
        if not told:
            yield RowError(line, "dit object heeft geen eigenschappen.")
            continue
        row = _row(feature, told, line, move)
        any_name = any_name or not isinstance(row, RowError)
        yield row
        if not any_name and line > 500:
            raise UnreadableFile(
                f"{path.name}: we herkennen geen kolom met een naam. Hernoem ze naar NAAM."
            )


def _row(feature: Mapping[str, Any], told: Mapping[str, Any], line: int, move: Move | None) -> Item:
    columns = _columns(tuple(told))

    def cell(meaning: str) -> str:
        return next((text for name in columns.get(meaning, ())
                     if (text := raw.text(told.get(name)))), "")  # fmt: skip

    name = cell("name")
    if not name:
        return RowError(line, "name: dit object heeft geen naam.")
    point = _point(feature.get("geometry"), move)
    lat, lon = (f"{each:.6f}" for each in point) if point else ("", "")
    kind = cell("classification")
    values = {
        "name": name,
        "classification": kind,
        "street": placing.address(cell("street"), cell("number"), cell("box")),
        "website": cell("website"),
        "email": cell("email"),
        "phone": cell("phone"),
        "description": raw.plain(cell("description")),
        "kbo": cell("kbo"),
        "kvk": cell("kvk"),
        "coord_precision": "adres" if point else "",
        **placing.values(cell("city"), cell("postcode"), "", lat, lon),
    }
    if code := cell("code"):
        values = {"municipality_code": code} | values
    key = raw.text(feature.get("id")) or cell("id")
    return raw.row(key, line, values, [("abb_classificatie", kind)] if kind else [])


@lru_cache(maxsize=32)
def _columns(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The columns of this layer by meaning, in the order of the list above."""
    folded = {texts.fold(name).replace(" ", "_"): name for name in names if isinstance(name, str)}
    return {
        meaning: tuple(folded[word] for word in words.split() if word in folded)
        for meaning, words in COLUMNS.items()
    }


def _point(told: Any, move: Move | None) -> geometry.Point | None:
    middle = geometry.middle(told)
    if middle is None:
        return None
    east, north = middle
    if move is None and max(abs(east), abs(north)) > 180:
        move = _mover(LAMBERT_72)  # the usual mistake: metres in a file that names no system
    if move is not None:
        east, north = move(east, north)
    elif 49 < east < 54 and 2 < north < 8:
        east, north = north, east  # latitude first, as the letter of EPSG:4326 has it
    return geometry.checked(east, north)


@lru_cache(maxsize=8)
def _mover(code: int) -> Move:
    """From a system of coordinates to degrees east and north, without a network."""
    import pyproj  # loaded when a layer needs it
    import pyproj.network

    pyproj.network.set_network_enabled(active=False)  # type: ignore[attr-defined]
    try:
        transformer = pyproj.Transformer.from_crs(code, DEGREES, always_xy=True)
    except pyproj.exceptions.CRSError:
        raise UnreadableFile(f"het coördinatenstelsel EPSG:{code} kennen we niet.") from None

    def move(east: float, north: float) -> tuple[float, float]:
        moved = transformer.transform(east, north)
        return float(moved[0]), float(moved[1])

    return move


def _system(path: Path) -> int:
    """The EPSG number of the system a file names; degrees when it names none."""
    with json_files.opened(path) as file:
        for prefix, event, value in ijson.parse(file, use_float=True):
            if prefix == "crs.properties.name" and event == "string":
                match = _EPSG.search(value)
                return int(match[1]) if match else DEGREES
    return DEGREES


def recognises(head: bytes, file_name: str) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] == b"{"
    return start and b'"FeatureCollection"' in head


def fetch(request: Request) -> Path:
    """Fetch one layer (`where`) of a WFS at `url` as GeoJSON in degrees."""
    asked = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": request.where,
        "outputFormat": "application/json",
        "srsName": "EPSG:4326",
    }
    target = request.folder / "wfs.json"
    if not target.exists():
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)  # of a time that was broken off
        joint = "&" if "?" in request.url else "?"
        request.get(f"{request.url}{joint}{urlencode(asked)}", part, headers={})
        part.replace(target)
    return target


READER = Reader(
    slug="wfs",
    name="Kaartlaag (WFS, GeoJSON)",
    licence="",
    licence_url="",
    url="https://www.ogc.org/standard/wfs/",
    attribution="",
    how_often="zo vaak als de dienst haar laag bijwerkt",
    priority=45,
    is_whole=True,
    suffixes=(".json", ".geojson"),
    recognises=recognises,
    read=read,
    fetch=fetch,
    needs_address=True,
)
