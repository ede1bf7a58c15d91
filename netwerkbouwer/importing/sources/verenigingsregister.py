# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Verenigingsregister of Flanders: associations with their vCode. Pure.

Reads answers of the public API: search results, one association, or all of them. Where people
live stays out: of the correspondence address of an association without legal personality only
the municipality is read.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from netwerkbouwer.importing.rows import LinkRow
from netwerkbouwer.importing.sources import json_files, paging, placing, raw, reader
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader, Request
from netwerkbouwer.organisations.records import RowError

API = "https://public.api.vlaanderen.be/v1/verenigingen/zoeken"
LISTS = ("verenigingen",)
PAGE, LAST = 100, 1000  # the service pages within the first thousand results only
# Associations that are people together, before the law.
_OF_PEOPLE = {"FV", "VZER", "AFD", "SUB"}
_EVIDENCE = "Lidmaatschap volgens het Verenigingsregister"


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """All associations in a file or a folder of pages. Raises UnreadableFile."""
    return reader.safely(path.name, json_files.rows(path, LISTS, _rows))


def _rows(document: Mapping[str, Any], line: int) -> Iterator[Item]:
    told = raw.mapping(document.get("vereniging")) or document
    code, name = raw.text(told.get("vCode")), raw.text(told.get("naam"))
    if not code or not name:
        yield RowError(line, "hier staat geen vereniging met een vCode en een naam.")
        return
    kind = raw.mapping(told.get("verenigingstype"))
    values = {
        "name": name,
        "other_names": raw.joined(
            text for part in ("roepnaam", "korteNaam") if (text := raw.text(told.get(part)))
        ),
        "vcode": code,
        "kbo": _number(told),
        "description": raw.text(told.get("korteBeschrijving")),
        "classification": raw.text(kind.get("naam")),
        "parent": _parent(told),
        "ended_on": _ended(told),
        **_contact(told),
        **_place(told, raw.text(kind.get("code")) in _OF_PEOPLE),
    }
    classes = [
        ("verenigingsregister", raw.text(each.get("code")))
        for each in raw.mappings(told.get("hoofdactiviteitenVerenigingsloket"))
    ]
    yield raw.row(code, line, values, (each for each in classes if each[1]), ((), _links(told)))


def _number(told: Mapping[str, Any]) -> str:
    keys = raw.mappings(told.get("sleutels"))
    return next((raw.text(key.get("waarde")) for key in keys if key.get("bron") == "KBO"), "")


def _parent(told: Mapping[str, Any]) -> str:
    above = raw.mapping(told.get("subverenigingVan"))
    told_texts = (raw.text(above.get(part)) for part in ("andereVereniging", "vCode", "naam"))
    return next(filter(None, told_texts), "")


def _ended(told: Mapping[str, Any]) -> str:
    ended = raw.text(told.get("einddatum"))[:10]
    return ended if _day(ended) else ""


def _contact(told: Mapping[str, Any]) -> raw.Values:
    def of(kind: str) -> list[str]:
        points = raw.mappings(told.get("contactgegevens"))
        points = sorted(points, key=lambda point: point.get("isPrimair") is not True)
        return [
            raw.text(point.get("waarde"))
            for point in points
            if raw.text(point.get("contactgegeventype")).casefold() == kind
        ]

    website = raw.best_website(of("website"))
    return {
        "website": website,
        "email": raw.best_mail(of("e-mail"), website),
        "phone": next(iter(of("telefoon")), ""),
    }


def _place(told: Mapping[str, Any], is_of_people: bool) -> raw.Values:
    """The main location; a street only where it is not somebody's letter box."""
    places = raw.mappings(told.get("locaties"))
    if not places:
        return {"country": "BE"}
    here = next((place for place in places if place.get("isPrimair") is True), places[0])
    address = raw.mapping(here.get("adres"))
    street = placing.address(
        raw.text(address.get("straatnaam")), address.get("huisnummer") or "",
        address.get("busnummer") or "",
    ) or raw.text(here.get("adresvoorstelling")).partition(",")[0]  # fmt: skip
    is_private = is_of_people and raw.text(here.get("locatietype")) != "Activiteiten"
    city = raw.text(address.get("gemeente")) or raw.text(here.get("gemeente"))
    postcode = raw.text(address.get("postcode")) or raw.text(here.get("postcode"))
    country = raw.text(address.get("land")) or "BE"
    return {
        "street": "" if is_private else street,
        **placing.values(city, postcode, country),
    }


def _links(told: Mapping[str, Any]) -> tuple[LinkRow, ...]:
    return tuple(
        LinkRow(
            name=raw.text(each.get("naam")),
            started_on=_day(raw.text(each.get("van"))),
            ended_on=_day(raw.text(each.get("tot"))),
            evidence=_EVIDENCE,
        )
        for each in raw.mappings(told.get("lidmaatschappen"))[:50]
        if raw.text(each.get("naam"))
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def recognises(head: bytes, file_name: str) -> bool:
    return re.search(rb'"vCode"\s*:\s*"V', head) is not None


def fetch(request: Request) -> Path:
    """Fetch what a search finds (`where`: `locaties.gemeente:Gent`), at most a thousand."""
    base = request.url or API
    search = quote(request.where or "*")

    def address(page: int) -> str | None:
        offset = page * PAGE
        return f"{base}?q={search}&offset={offset}&limit={PAGE}" if offset < LAST else None

    headers = {"x-api-key": request.key, "vr-api-version": "v2"}
    return paging.fetch(request, address, headers, LISTS)


READER = Reader(
    slug="verenigingsregister",
    name="Verenigingsregister",
    licence="voorwaarden van Digitaal Vlaanderen",
    licence_url="https://www.vlaanderen.be/verenigingsloket/verenigingsregister",
    url="https://www.vlaanderen.be/verenigingsloket/verenigingsregister",
    attribution="Verenigingsregister, Digitaal Vlaanderen",
    how_often="doorlopend; haal op wat je nodig hebt",
    priority=75,
    is_whole=False,
    suffixes=(".json",),
    recognises=recognises,
    read=read,
    fetch=fetch,
    key_setting="NB_KEY_VERENIGINGSREGISTER",
)
