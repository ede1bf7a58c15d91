# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""UiTdatabank of publiq: organisers and places. Pure.

Reads JSON-LD (one document, one per line, a list, pages of the Search API), organisers as Turtle,
and the organisers and places named in CDBXML of older exports. Personal texts are not read:
creators, labels and copyright holders stay behind.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from netwerkbouwer.importing.sources import (
    cdbxml,
    geometry,
    json_files,
    linked,
    paging,
    placing,
    raw,
    reader,
)
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader, Request
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError

SEARCH = "https://search.uitdatabank.be"
LISTS = ("member", "hydra:member", "@graph", "items")
PAGE = 500
LAST_START = 10_000  # the service gives no further results
_SAYS = (
    b"uitdatabank",
    b"publiq.be",
    b"organizer.jsonld",
    b"place.jsonld",
    b"cdbxml",
    b"cultuurparticipatie#",
    b"cultuurkuur_werkingsregio",
)
_KEY = re.compile(r"/(organizers?|places?|events?)/([0-9A-Za-z-]{8,60})/?$")
_REGION = "cultuurkuur_werkingsregio"  # how the labels begin in the list of regions
_UNPUBLISHED = {"DRAFT", "DELETED", "REJECTED"}


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """Organisers and places, each once. Raises UnreadableFile."""
    return reader.safely(path.name, _once(_read(path)), *cdbxml.TROUBLE, *linked.trouble(path))


def _read(path: Path) -> Iterator[Item]:
    if path.suffix == ".xml":
        return cdbxml.rows(path)
    if path.suffix in {".ttl", ".nt"}:
        return linked.turtle(path, key_of)
    return json_files.rows(path, LISTS, _rows)


def _once(items: Iterator[Item]) -> Iterator[Item]:
    """Leave out what came before: pages overlap when something is added meanwhile."""
    seen: set[int] = set()
    for item in items:
        if not isinstance(item, RowError) and item.key:
            mark = hash(item.key)
            if mark in seen:
                continue
            seen.add(mark)
        yield item


def key_of(address: str) -> str:
    """`organizer:…` or `place:…` of an address; '' when it is neither."""
    match = _KEY.search(address[:300])
    return f"{match[1].removesuffix('s')}:{match[2]}" if match else ""


def _rows(document: Mapping[str, Any], line: int) -> Iterator[Item]:
    if raw.text(document.get("label")).startswith(_REGION):
        raise UnreadableFile(
            "Dit is de lijst van regio’s van UiTdatabank. Er staan geen organisaties in. "
            "Haal de organisatoren of de locaties op."
        )
    key = key_of(raw.text(document.get("@id")))
    if key.startswith("event:") or raw.text(document.get("@type")) == "Event":
        for part in ("organizer", "location"):
            if raw.mapping(document.get(part)).get("name"):
                yield from _rows(raw.mapping(document[part]), line)
        return
    if not document.get("name"):
        if document.get("@id") and len(document) < 4:
            reason = "hier staat alleen een verwijzing. Vraag de dienst om hele documenten."
            yield RowError(line, reason)
        else:
            yield RowError(line, "name: hier staat geen naam.")
        return
    status = raw.text(document.get("workflowStatus"))
    if status in _UNPUBLISHED:
        yield RowError(line, f"dit is in UiTdatabank niet gepubliceerd ({status.lower()}).")
        return
    yield _row(document, key, line)


def _row(document: Mapping[str, Any], key: str, line: int) -> Item:
    main = raw.text(document.get("mainLanguage")) or "nl"
    order = ("nl", main, "fr", "de", "en")
    names = document.get("name")
    name = raw.language(names, order)
    others = raw.mapping(names).values()
    terms = raw.mappings(document.get("terms"))
    types = [term for term in terms if raw.text(term.get("domain")) in {"", "eventtype"}]
    values = {
        "name": name,
        "other_names": raw.joined(other for other in map(raw.text, others) if other != name),
        "description": raw.plain(raw.language(document.get("description"), order)),
        "classification": next((raw.text(term.get("label")) for term in types), ""),
        **_contact(document),
        **_place(document, order),
    }
    classes = [("uitdatabank_placetype", raw.text(term.get("id"))) for term in types]
    return raw.row(key, line, values, (each for each in classes if each[1]))


def _contact(document: Mapping[str, Any]) -> raw.Values:
    """Site, mail and phone; older documents have them at their top."""
    point = raw.mapping(document.get("contactPoint"))

    def told(*names: str) -> list[str]:
        return [text for where in (document, point) for name in names
                for text in raw.texts(where.get(name))]  # fmt: skip

    website = raw.best_website(told("website", "url"))
    return {
        "website": website,
        "email": raw.best_mail(told("email"), website),
        "phone": next(iter(told("phone")), ""),
    }


def _place(document: Mapping[str, Any], order: tuple[str, ...]) -> raw.Values:
    addresses = raw.mapping(document.get("address"))
    if "streetAddress" in addresses or "addressLocality" in addresses:
        address = addresses  # of before there were languages
    else:
        found = (raw.mapping(addresses.get(code)) for code in order)
        address = next((each for each in found if each), {})
    geo = raw.mapping(document.get("geo"))
    point = geometry.checked(geo.get("longitude"), geo.get("latitude"))
    lat, lon = (str(each) for each in point) if point else ("", "")
    city = raw.text(address.get("addressLocality"))
    return {
        "street": raw.text(address.get("streetAddress")),
        "coord_precision": "adres" if point else "",
        **placing.values(
            city,
            raw.text(address.get("postalCode")),
            raw.text(address.get("addressCountry")) or "BE",
            lat,
            lon,
        ),
    }


def recognises(head: bytes, file_name: str) -> bool:
    """By what only its documents have in them."""
    also = (b'"workflowStatus"', b'"completedLanguages"', b'"mainLanguage"', b'"calendarType"')
    found = any(each in head for each in _SAYS) or sum(each in head for each in also) > 1
    return found and head[:2] != b"PK"


def fetch(request: Request) -> Path:
    """Fetch organisers by the Search API. `where` is a region of UiTdatabank (nis-44021).

    Needs a client id of publiq. The service gives no more than the first ten thousand results.
    """
    base = request.url or f"{SEARCH}/organizers/"
    region = f"&regions={quote(request.where)}" if request.where else ""

    def address(page: int) -> str | None:
        start = page * PAGE
        if start > LAST_START:
            return None
        return f"{base}?embed=true&start={start}&limit={PAGE}{region}"

    return paging.fetch(request, address, {"x-client-id": request.key}, LISTS)


READER = Reader(
    slug="uitdatabank",
    name="UiTdatabank",
    licence="voorwaarden van publiq",
    licence_url="https://docs.publiq.be",
    url="https://docs.publiq.be/docs/uitdatabank",
    attribution="UiTdatabank, publiq",
    how_often="doorlopend; haal op wat je nodig hebt",
    priority=60,
    is_whole=False,
    suffixes=(".json", ".jsonld", ".ndjson", ".ttl", ".xml"),
    recognises=recognises,
    read=read,
    fetch=fetch,
    key_setting="NB_KEY_UITDATABANK",
)
