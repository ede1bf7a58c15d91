# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The directory in files that other programs read: CSV, GeoJSON, OSLO as JSON-LD, HSDS. Pure.

A writer gets one row at a time, so that a million of them take no more memory than one.
"""

import csv
import json
import uuid
import zipfile
from pathlib import Path
from typing import IO, Any, Protocol

from netwerkbouwer.common import csv_text
from netwerkbouwer.organisations import linked_data, sectors
from netwerkbouwer.organisations.open_data.rows import PublicRow
from netwerkbouwer.places import gazetteer

CSV_COLUMNS = (
    "id", "name", "other_names", "country", "municipality_code", "municipality", "sector",
    "sectors", "half", "kind", "street", "postcode", "lat", "lon", "coord_precision", "website",
    "email", "phone", "kbo", "kvk", "vcode", "parent", "description", "source", "source_url",
    "licence", "checked_on", "page",
)  # fmt: skip
# Terms of OSLO Organisatie, Adres and Generiek, written out: nobody has to fetch a context.
OSLO = {
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "adms": "http://www.w3.org/ns/adms#",
    "locn": "http://www.w3.org/ns/locn#",
    "adres": "https://data.vlaanderen.be/ns/adres#",
    "schema": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HSDS_TABLES: dict[str, tuple[str, ...]] = {
    "organizations": (
        "id", "name", "alternate_name", "description", "email", "website", "uri",
        "parent_organization_id",
    ),
    "organization_identifiers": (
        "id", "organization_id", "identifier_scheme", "identifier_type", "identifier",
    ),
    "locations": ("id", "location_type", "organization_id", "name", "latitude", "longitude"),
    "addresses": (
        "id", "location_id", "address_1", "city", "state_province", "postal_code", "country",
        "address_type",
    ),
    "phones": ("id", "organization_id", "number", "type"),
    "taxonomies": ("id", "name", "description", "uri", "version"),
    "taxonomy_terms": ("id", "code", "name", "taxonomy", "language", "taxonomy_id"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
}  # fmt: skip

# What the standard calls a table, where that is not its file without the last letter.
HSDS_NAMES = {"addresses": "address", "taxonomies": "taxonomy"}


class Writer(Protocol):
    """Takes rows one by one; `close` makes the file whole."""

    def add(self, row: PublicRow) -> None: ...

    def close(self) -> None: ...


class CsvFile:
    """One line per organisation, in the columns that loading reads back."""

    def __init__(self, path: Path, base: str) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.writer = csv.writer(self.file)
        self.base = base
        self.writer.writerow(CSV_COLUMNS)

    def add(self, row: PublicRow) -> None:
        self.writer.writerow([csv_text.safe_cell(cell) for cell in _cells(row, self.base)])

    def close(self) -> None:
        self.file.close()


def _cells(row: PublicRow, base: str) -> list[csv_text.Value]:
    here, numbers = row.facts, dict(row.identifiers)
    return [
        here.public_id,
        here.name,
        "|".join(row.other_names),
        _country(row),
        here.municipality_code,
        here.municipality,
        here.sector,
        "|".join(here.sectors),
        here.half,
        here.kind,
        row.street,
        row.postcode,
        here.lat,
        here.lon,
        here.precision,
        here.website,
        row.email,
        row.phone,
        numbers.get("KBO"),
        numbers.get("KVK"),
        numbers.get("vCode"),
        row.parent,
        here.description,
        row.source,
        row.source_url,
        row.licence,
        row.checked_on.isoformat() if row.checked_on else None,
        linked_data.address_of(here, base),
    ]


def _country(row: PublicRow) -> str:
    code = row.facts.municipality_code
    return gazetteer.by_code(code).country if code else ""


class _JsonList:
    """A JSON document around one list, written item by item."""

    before, after = "[", "]"

    def __init__(self, path: Path, base: str) -> None:
        self.file: IO[str] = path.open("w", encoding="utf-8")
        self.base = base
        self.is_first = True
        self.file.write(self.before)

    def item(self, row: PublicRow) -> dict[str, Any]:
        raise NotImplementedError

    def add(self, row: PublicRow) -> None:
        self.file.write("\n" if self.is_first else ",\n")
        self.is_first = False
        json.dump(self.item(row), self.file, ensure_ascii=False, separators=(",", ":"))

    def close(self) -> None:
        self.file.write(f"\n{self.after}\n")
        self.file.close()


class GeoJsonFile(_JsonList):
    """A FeatureCollection (RFC 7946); what has no place has a null geometry."""

    before, after = '{"type":"FeatureCollection","features":[', "]}"

    def item(self, row: PublicRow) -> dict[str, Any]:
        here = row.facts
        placed = here.lat is not None and here.lon is not None
        told = dict(zip(CSV_COLUMNS, _cells(row, self.base), strict=True))
        left_out = {"id", "lat", "lon"}
        return {
            "type": "Feature",
            "id": here.public_id,
            "geometry": {"type": "Point", "coordinates": [here.lon, here.lat]} if placed else None,
            "properties": {
                name: value
                for name, value in told.items()
                if value not in (None, "") and name not in left_out
            },
        }


class OsloFile(_JsonList):
    """JSON-LD with the terms of the Flemish OSLO standards, every term with its full address."""

    before = '{"@context":' + json.dumps(OSLO, separators=(",", ":")) + ',"@graph":['
    after = "]}"

    def item(self, row: PublicRow) -> dict[str, Any]:
        here = row.facts
        return linked_data.without_nothing(
            {
                "@id": linked_data.address_of(here, self.base),
                "@type": "org:Organization",
                "skos:prefLabel": {"@value": here.name, "@language": "nl"},
                "skos:altLabel": list(row.other_names),
                "dct:description": here.description,
                "org:classification": here.kind_label,
                "dct:subject": [sectors.label(slug) for slug in here.sectors],
                "adms:identifier": [
                    {
                        "@type": "adms:Identifier",
                        "skos:notation": value,
                        "adms:schemaAgency": scheme,
                    }
                    for scheme, value in row.identifiers
                ],
                "org:hasPrimarySite": _site(row),
                "schema:contactPoint": {
                    "@type": "schema:ContactPoint",
                    "schema:email": row.email,
                    "schema:telephone": row.phone,
                    "schema:url": here.website,
                }
                if row.email or row.phone or here.website
                else None,
                "dct:source": row.source,
                "dct:license": row.licence,
                "dct:modified": {
                    "@value": row.checked_on.isoformat() if row.checked_on else "",
                    "@type": "xsd:date",
                }
                if row.checked_on
                else None,
            }
        )


def _site(row: PublicRow) -> dict[str, Any] | None:
    here = row.facts
    if not here.municipality_code:
        return None
    return {
        "@type": "org:Site",
        "org:siteAddress": {
            "@type": "locn:Address",
            "locn:thoroughfare": row.street,
            "locn:postCode": row.postcode,
            "adres:gemeentenaam": here.municipality,
        },
    }


def hsds_id(public_id: str, *parts: str) -> str:
    """HSDS asks for a UUID: the same one for the same thing, on every export."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("netwerkbouwer", public_id, *parts))))


class HsdsPackage:
    """The tables of a Human Services Data Specification 3.x package, zipped with their description.

    Only the tables about organisations and where they are: the directory knows no services.
    """

    def __init__(self, path: Path, base: str) -> None:
        self.base = base
        self.path = path
        self.parts = {name: path.with_suffix(f".{name}") for name in HSDS_TABLES}
        self.files = {
            name: part.open("w", encoding="utf-8", newline="") for name, part in self.parts.items()
        }
        self.writers = {name: csv.writer(file) for name, file in self.files.items()}
        for name, columns in HSDS_TABLES.items():
            self.writers[name].writerow(columns)
        taxonomy = hsds_id("sectoren")
        self._write("taxonomies", taxonomy, "sectoren", "De sectoren van Netwerkbouwer",
                    f"{base}/sectoren", "1")  # fmt: skip
        for sector in sectors.SECTORS:
            self._write("taxonomy_terms", hsds_id("sector", sector.slug), sector.slug,
                        sector.label, "sectoren", "nl", taxonomy)  # fmt: skip

    def _write(self, table: str, *cells: csv_text.Value) -> None:
        self.writers[table].writerow([csv_text.safe_cell(cell) for cell in cells])

    def add(self, row: PublicRow) -> None:
        here = row.facts
        own = hsds_id(here.public_id)
        self._write("organizations", own, here.name, "; ".join(row.other_names),
                    here.description or here.kind_label or here.sector_label, row.email,
                    here.website, linked_data.address_of(here, self.base),
                    hsds_id(row.parent) if row.parent else "")  # fmt: skip
        for scheme, value in row.identifiers:
            self._write("organization_identifiers", hsds_id(here.public_id, scheme, value), own,
                        scheme, scheme, value)  # fmt: skip
        if row.phone:
            self._write("phones", hsds_id(here.public_id, "phone"), own, row.phone, "voice")
        for slug in here.sectors:
            self._write("attributes", hsds_id(here.public_id, "sector", slug), own,
                        hsds_id("sector", slug), "sector", "organization", slug)  # fmt: skip
        if here.municipality_code:
            self._add_place(row, own)

    def _add_place(self, row: PublicRow, own: str) -> None:
        here = row.facts
        place = hsds_id(here.public_id, "place")
        point = (here.lat, here.lon) if here.precision == "address" else (None, None)
        self._write("locations", place, "physical", own, here.name, *point)
        municipality = gazetteer.by_code(here.municipality_code)
        self._write("addresses", hsds_id(here.public_id, "address"), place, row.street,
                    here.municipality, municipality.province or municipality.region, row.postcode,
                    municipality.country, "physical")  # fmt: skip

    def close(self) -> None:
        for file in self.files.values():
            file.close()
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("datapackage.json", json.dumps(datapackage(), indent=1))
            for name, part in self.parts.items():
                package.write(part, f"{name}.csv")
                part.unlink()


def datapackage() -> dict[str, Any]:
    """What is in the zip, as a tabular data package."""
    return {
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "title": "Netwerkbouwer",
        "resources": [
            {
                "name": HSDS_NAMES.get(name, name.removesuffix("s")),
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "profile": "tabular-data-resource",
                "schema": {
                    "primaryKey": "id",
                    "fields": [{"name": column, "type": "string"} for column in columns],
                },
            }
            for name, columns in HSDS_TABLES.items()
        ],
    }
