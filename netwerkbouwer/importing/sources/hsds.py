# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open Referral HSDS 3: the international form for a list of social services. Pure.

Reads organisations as JSON (one, a list, a page) and the tabular package: a folder or zip of CSV
files. What an organisation does becomes its offers; people stay apart as contacts.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netwerkbouwer.importing.rows import ContactRow
from netwerkbouwer.importing.sources import hsds_package, json_files, placing, raw, reader
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader
from netwerkbouwer.organisations import records
from netwerkbouwer.organisations.records import RowError

LISTS = ("contents", "organizations", "organizations.csv", "items")
_MOST = 50
_NOT_ORGANISATIONS = {"organization_id", "service_id", "location_type", "taxonomy", "addresses"}


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """Organisations with their places and services. Raises UnreadableFile."""
    return reader.safely(path.name, _read(path))


def _read(path: Path) -> Iterator[Item]:
    if hsds_package.is_package(path):
        return _package(path)
    return json_files.rows(path, LISTS, _of_json)


def _package(path: Path) -> Iterator[Item]:
    for line, told in hsds_package.organizations(path):
        yield _row(told, line)


def _of_json(document: Mapping[str, Any], line: int) -> Iterator[Item]:
    """An organisation, or the one behind a service or a service at a location."""
    service = raw.mapping(document.get("service")) or document
    told = raw.mapping(service.get("organization"))
    if told and "services" not in told:
        told = {**told, "services": [service]}
    if not told and not _NOT_ORGANISATIONS & document.keys():
        told = document
    if raw.text(told.get("name")):
        yield _row(told, line)
    else:
        yield RowError(line, "hier staat geen organisatie met een naam, overgeslagen.")


def _row(told: Mapping[str, Any], line: int) -> Item:
    website = raw.text(told.get("website")) or raw.text(told.get("url"))
    terms = _terms(told)
    services = raw.mappings(told.get("services"))
    names = (raw.text(service.get("name")) for service in services)
    places = _places(told, services)
    phones = [phone for holder in [told, *places, *services]
              for phone in raw.mappings(holder.get("phones"))]  # fmt: skip
    values = {
        "name": raw.text(told.get("name")),
        "other_names": raw.joined([raw.text(told.get("alternate_name"))]),
        "description": raw.plain(raw.text(told.get("description"))),
        "website": website,
        "email": raw.text(told.get("email")),
        "phone": next((raw.text(each.get("number")).strip('"') for each in phones), ""),
        "parent": raw.text(told.get("parent_organization_id")),
        "offers": raw.joined(names, records.LONGEST_OFFER),
        "classification": terms[0][1] if terms else raw.text(told.get("legal_status")),
        **_numbers(told),
        **_where(places),
    }
    classes = [(f"hsds:{scheme}" if scheme else "hsds", code) for scheme, code in terms]
    contacts = tuple(_contact(each) for each in raw.mappings(told.get("contacts"))[:_MOST])
    return raw.row(raw.text(told.get("id")), line, values, classes, (contacts, ()))


def _places(told: Mapping[str, Any], services: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Its own locations first, then those of its services."""
    found = raw.mappings(told.get("locations"))
    for service in services:
        for spot in raw.mappings(service.get("service_at_locations")):
            found = [*found, raw.mapping(spot.get("location"))]
        found = [*found, *raw.mappings(service.get("locations"))]
    return [place for place in found if place]


def _where(places: list[Mapping[str, Any]]) -> raw.Values:
    """Of the first location with a visiting address."""
    for place in places:
        addresses = raw.mappings(place.get("addresses"))
        visiting = [each for each in addresses if each.get("address_type") != "postal"]
        address = next(iter(visiting or addresses), None)
        if address is not None:
            lat, lon = raw.text(place.get("latitude")), raw.text(place.get("longitude"))
            return {
                "street": raw.text(address.get("address_1")),
                "coord_precision": "adres" if lat and lon else "",
                **placing.values(
                    raw.text(address.get("city")),
                    raw.text(address.get("postal_code")),
                    raw.text(address.get("country")),
                    lat,
                    lon,
                ),
            }
    return {}


def _numbers(told: Mapping[str, Any]) -> raw.Values:
    found: raw.Values = {}
    for each in raw.mappings(told.get("organization_identifiers")):
        scheme = (
            f"{raw.text(each.get('identifier_scheme'))} {raw.text(each.get('identifier_type'))}"
        )
        for column, words in (("kbo", ("KBO", "BCE")), ("kvk", ("KVK",)), ("vcode", ("VCODE",))):
            if any(word in scheme.upper() for word in words):
                found.setdefault(column, raw.text(each.get("identifier")))
    return found


def _terms(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(taxonomy, name) of what it is called in the classifications of the source."""
    found = []
    holders = [told, *raw.mappings(told.get("services"))]
    for holder in holders:
        for each in raw.mappings(holder.get("attributes")):
            term = raw.mapping(each.get("taxonomy_term"))
            name = raw.text(term.get("name")) or raw.text(term.get("code"))
            if name:
                found.append((raw.text(term.get("taxonomy")), name))
    return list(dict.fromkeys(found))[:12]


def _contact(told: Mapping[str, Any]) -> ContactRow:
    phones = raw.mappings(told.get("phones"))
    return ContactRow(
        name=raw.text(told.get("name")),
        role=raw.text(told.get("title")) or raw.text(told.get("department")),
        email=raw.text(told.get("email")),
        phone=next((raw.text(each.get("number")).strip('"') for each in phones), ""),
    )


def recognises(head: bytes, file_name: str) -> bool:
    """A package by its file names, JSON by words that only HSDS has."""
    says = (b'"parent_organization_id"', b'"organization_identifiers"', b'"alternate_name"',
            b'"organizations.csv"', b'"service_at_locations"')  # fmt: skip
    named = b"organizations.csv" in head and b"enterprise.csv" not in head
    return named or (head.lstrip()[:1] in {b"{", b"["} and any(each in head for each in says))


READER = Reader(
    slug="hsds",
    name="Sociale kaart (HSDS)",
    licence="",
    licence_url="",
    url="https://docs.openreferral.org",
    attribution="",
    how_often="zo vaak als de bron haar lijst bijwerkt",
    priority=55,
    is_whole=True,
    suffixes=(".json", ".zip"),
    recognises=recognises,
    read=read,
)
