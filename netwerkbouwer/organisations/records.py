# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads one row of an organisations file into a checked record, or says what is wrong. Pure."""

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import contact_points, sectors
from netwerkbouwer.places import gazetteer, lookup

MOST_IN_LIST = 50
LONGEST_ECHO = 40
# Belgium and the Netherlands with the Wadden and a margin: south, north, west, east.
SOUTH, NORTH, WEST, EAST = 49.4, 53.8, 2.3, 7.4
LONGEST = {
    "id": 120,
    "name": 250,
    "street": 150,
    "description": 2_000,
    "source": 120,
    "source_url": 600,
    "licence": 120,
    "parent": 250,
    "classification": 120,
    "sector_basis": 200,
}
LONGEST_NAME, LONGEST_OFFER, LONGEST_WEBSITE = 250, 300, 400
PRECISIONS = {
    "adres": "address",
    "address": "address",
    "postcode": "postcode",
    "gemeente": "municipality",
    "municipality": "municipality",
}
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s?([A-Z]{2})?\b", re.IGNORECASE)
_OSM = re.compile(r"(node|way|relation|[nwr])/?([1-9][0-9]{0,18})", re.IGNORECASE)
_OSM_KINDS = {"n": "node", "w": "way", "r": "relation"}
_KBO = re.compile(r"[01][0-9]{9}")
_YES = frozenset({"1", "ja", "j", "yes", "y", "true", "waar"})
# How nearly all addresses are written; the others are taken apart.
_USUAL_WEBSITE = re.compile(
    r"(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/[A-Za-z0-9_~./-]*[A-Za-z0-9_~/-])?"
)
_HOST = re.compile(r"[^\s.@/]+(\.[^\s.@/]+)+", re.IGNORECASE)

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class RowError:
    """A row, or a field of it, that we could not take; `reason` is a Dutch sentence."""

    line: int
    reason: str


# Without slots: of millions of rows a record is made at once from its values by name (`made`).
@dataclass(frozen=True)
class OrganisationRecord:
    """One organisation as a file tells it; texts are clean, codes are those of today.

    `lat`, `lon` and `precision` fall back on the centre of the municipality. `email` and `phone`
    are those of the organisation, never of a person. `is_person` marks a one-person business.
    `sector_basis` says how a sector was found that the source does not tell itself, and
    `sector_certainty` (0 to 1) how sure that is. `kind` and `half` follow from the rest; only rows
    from before sources were kept tell them. `remarks` name what was left out because it could not
    be right.
    """

    line: int
    source_id: str
    name: str
    country: str
    municipality_code: str
    sector: str
    sectors: tuple[str, ...]
    other_names: tuple[str, ...]
    lat: float | None
    lon: float | None
    precision: str
    street: str
    postcode: str
    website: str
    identifiers: tuple[tuple[str, str], ...]
    parent: str
    description: str
    offers: tuple[str, ...]
    questions: tuple[str, ...]
    classification: str
    source: str
    source_url: str
    licence: str
    checked_on: date | None
    remarks: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    is_person: bool = False
    ended_on: date | None = None
    sector_basis: str = ""
    sector_certainty: float | None = None
    kind: str = ""
    half: str = ""


def made(values: dict[str, Any]) -> OrganisationRecord:
    """The record with these values, which are of all its fields and checked; keeps `values`."""
    record = object.__new__(OrganisationRecord)
    object.__setattr__(record, "__dict__", values)
    return record


class _Refused(Exception):
    """The field as a whole cannot be taken; the text is the reason."""


def parse(row: Row, line: int, source: str) -> OrganisationRecord | RowError:
    """Check one row. `source` is used where the row names none; `line` is for messages."""
    remarks: list[str] = []
    try:
        return _record(row, line, source, remarks)
    except _Refused as error:
        return RowError(line, str(error))


def _record(row: Row, line: int, source: str, remarks: list[str]) -> OrganisationRecord:
    name = _text(row, "name")
    if not texts.fold(name):
        raise _Refused("name: vul een naam in met minstens één letter of cijfer.")
    place = _municipality(row)
    sector = _sector(row, "sector", _text(row, "sector"))
    source = _text(row, "source") or source
    country = _country(row, place)
    lat, lon, precision = _point(row, place, remarks)
    website = _optional(row, "website", _website, remarks)
    return OrganisationRecord(
        line=line,
        source_id=_text(row, "id") or _made_id(source, name, place),
        name=name,
        country=country,
        municipality_code=place.code if place else "",
        sector=sector,
        sectors=_sectors(row, sector),
        other_names=_names(row, name),
        lat=lat,
        lon=lon,
        precision=precision,
        street=_text(row, "street"),
        postcode=_postcode(row, remarks),
        website=website,
        identifiers=_identifiers(row, remarks),
        parent=_text(row, "parent"),
        description=_long_text(row, "description"),
        offers=_list(row, "offers", LONGEST_OFFER),
        questions=_list(row, "questions", LONGEST_OFFER),
        classification=_text(row, "classification"),
        source=source,
        source_url=_text(row, "source_url"),
        licence=_text(row, "licence"),
        checked_on=_date(row, "checked_on", remarks),
        email=_optional(row, "email", lambda text: _email(text, website), remarks),
        phone=_optional(row, "phone", lambda text: _phone(text, country), remarks),
        is_person=_text(row, "is_person").casefold() in _YES,
        ended_on=_date(row, "ended_on", remarks),
        sector_basis=_text(row, "sector_basis"),
        sector_certainty=_certainty(row),
        remarks=tuple(remarks),
    )


def _echo(text: str) -> str:
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 1]}…"


def _raw(row: Row, column: str) -> str:
    value = row.get(column)
    return value if isinstance(value, str) else ""


def _within(column: str, text: str) -> str:
    longest = LONGEST.get(column, 250)
    if len(text) > longest:
        raise _Refused(f"{column}: {len(text)} tekens is te lang, houd het op {longest}.")
    return text


def _text(row: Row, column: str) -> str:
    # Most columns of most rows are not there, and millions of rows have thirty of them.
    raw = row.get(column)
    if not raw or not isinstance(raw, str):
        return ""
    return _within(column, texts.clean_line(raw))


def _long_text(row: Row, column: str) -> str:
    raw = _raw(row, column)
    return _within(column, texts.clean(raw).strip()) if raw else ""


def _list(row: Row, column: str, longest: int) -> tuple[str, ...]:
    """Split on `|`, clean, drop what is empty or double."""
    raw = _raw(row, column)
    if not raw:
        return ()
    cleaned = (texts.clean_line(part) for part in raw.split("|"))
    found = tuple(dict.fromkeys(part for part in cleaned if part))
    if len(found) > MOST_IN_LIST:
        raise _Refused(f"{column}: {len(found)} stuks is te veel, houd het op {MOST_IN_LIST}.")
    for part in found:
        if len(part) > longest:
            raise _Refused(f"{column}: '{_echo(part)}' is te lang, houd het op {longest} tekens.")
    return found


def _names(row: Row, name: str) -> tuple[str, ...]:
    others = _list(row, "other_names", LONGEST_NAME)
    return tuple(other for other in others if other != name) if others else ()


def _sector(row: Row, column: str, slug: str) -> str:
    slug = slug.lower()
    if slug in sectors.BY_SLUG:
        return slug
    if not slug:
        raise _Refused(f"{column}: vul een sector in, bijvoorbeeld 'welzijn'.")
    near = difflib.get_close_matches(slug, list(sectors.BY_SLUG), n=2, cutoff=0.5)
    hint = " of ".join(f"'{other}'" for other in near) or ", ".join(sectors.BY_SLUG)
    question = f"Bedoel je {hint}?" if near else f"Kies uit: {hint}."
    raise _Refused(f"{column}: de sector '{_echo(slug)}' kennen we niet. {question}")


def _sectors(row: Row, main: str) -> tuple[str, ...]:
    """All sectors, the main one first."""
    listed = _list(row, "sectors", 60)
    if listed in ((), (main,)):
        return (main,)
    others = (_sector(row, "sectors", slug) for slug in listed)
    return tuple(dict.fromkeys((main, *others)))


def _municipality(row: Row) -> gazetteer.Municipality | None:
    code, name = _text(row, "municipality_code"), _text(row, "municipality")
    for text in (code, name):
        if not text:
            continue
        try:
            return gazetteer.by_code(text)
        except gazetteer.UnknownCode:
            pass
        try:
            return lookup.resolve(text)
        except lookup.UnknownMunicipality as error:
            raise _Refused(f"municipality: {error}") from None
    return None


def _country(row: Row, place: gazetteer.Municipality | None) -> str:
    told = _text(row, "country").upper()
    if place is not None:
        if told and told != place.country:
            raise _Refused(f"country: {place.label} ligt niet in '{_echo(told)}'.")
        return place.country
    if told not in {"BE", "NL"}:
        raise _Refused("country: vul BE of NL in, of een gemeente.")
    return told


def _made_id(source: str, name: str, place: gazetteer.Municipality | None) -> str:
    """An id for rows without one: the same row gives the same id."""
    parts = (texts.slugify(source, limit=30), texts.slugify(name), place.code if place else "")
    return ":".join(parts)[: LONGEST["id"]]


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _point(
    row: Row, place: gazetteer.Municipality | None, remarks: list[str]
) -> tuple[float | None, float | None, str]:
    """Latitude, longitude and precision; without a good point the centre of the municipality."""
    texts_ = _text(row, "lat"), _text(row, "lon")
    lat, lon = (_number(text) for text in texts_) if any(texts_) else (None, None)
    if lat is not None and lon is not None and SOUTH < lat < NORTH and WEST < lon < EAST:
        told = _text(row, "coord_precision") or _text(row, "precision") or "adres"
        return lat, lon, PRECISIONS.get(told.lower(), "municipality")
    if any(texts_) and (lat, lon) != (0.0, 0.0):
        point = _echo(f"{texts_[0]}, {texts_[1]}")
        remarks.append(f"lat/lon: '{point}' ligt niet in België of Nederland, overgeslagen.")
    if place is None:
        return None, None, ""
    return place.lat, place.lon, "municipality"


def _postcode(row: Row, remarks: list[str]) -> str:
    text = _text(row, "postcode")
    match = _POSTCODE.search(text)
    if match:
        return f"{match[1]} {match[2].upper()}" if match[2] else match[1]
    if text:
        remarks.append(f"postcode: '{_echo(text)}' is geen postcode, overgeslagen.")
    return ""


def _optional(row: Row, column: str, read: Callable[[str], str], remarks: list[str]) -> str:
    """Read a field that the row can do without; what is wrong with it becomes a remark."""
    raw = row.get(column)
    if not raw or not isinstance(raw, str):
        return ""
    text = texts.clean_line(raw)
    try:
        return read(text) if text else ""
    except _Refused as error:
        remarks.append(f"{column}: {error}")
        return ""


def _website(text: str) -> str:
    """An http(s) address; `www.voorbeeld.be` gets its https://."""
    if _USUAL_WEBSITE.fullmatch(text) and len(text) <= LONGEST_WEBSITE:
        return text if "://" in text else f"https://{text}"
    shown = _echo(text)
    text = text.rstrip(".")
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise _Refused(f"'{shown}' is geen webadres, overgeslagen.") from None
    good = parts.scheme.lower() in {"http", "https"} and _HOST.fullmatch(host)
    if not good or parts.username or re.search(r"[\s<>\"'`\\]", address):
        raise _Refused(f"'{shown}' is geen webadres, overgeslagen.")
    if len(address) > LONGEST_WEBSITE:
        raise _Refused(f"een webadres van meer dan {LONGEST_WEBSITE} tekens, overgeslagen.")
    return address


def _identifiers(row: Row, remarks: list[str]) -> tuple[tuple[str, str], ...]:
    readers = (
        ("KBO", "kbo", kbo_number),
        ("KVK", "kvk", _kvk_number),
        ("vCode", "vcode", _vcode),
        ("OSM", "osm", _osm),
    )
    return tuple(
        (scheme, value)
        for scheme, column, read in readers
        if row.get(column) and (value := _optional(row, column, read, remarks))
    )


def kbo_number(text: str) -> str:
    """Ten digits whose last two are 97 minus the rest of the first eight by 97."""
    digits = text
    if not _KBO.fullmatch(digits):
        digits = re.sub(r"^BE|[\s.\-]", "", text.upper()).zfill(10)
    if not (_KBO.fullmatch(digits) and 97 - int(digits[:8]) % 97 == int(digits[8:])):
        raise _Refused(f"'{_echo(text)}' is geen ondernemingsnummer, overgeslagen.")
    return digits


def _kvk_number(text: str) -> str:
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"[0-9]{7,8}", digits):
        raise _Refused(f"'{_echo(text)}' is geen KVK-nummer, overgeslagen.")
    return digits.zfill(8)


def _vcode(text: str) -> str:
    code = text.upper().replace(" ", "")
    if not re.fullmatch(r"V[0-9]{7}", code):
        raise _Refused(f"'{_echo(text)}' is geen vCode, overgeslagen.")
    return code


def _osm(text: str) -> str:
    match = _OSM.fullmatch(text)
    if match is None:
        raise _Refused(f"'{_echo(text)}' is geen nummer van OpenStreetMap, overgeslagen.")
    kind = match[1].casefold()
    return f"{_OSM_KINDS.get(kind, kind)}/{match[2]}"


def _email(text: str, website: str) -> str:
    found = contact_points.email(text)
    if not found:
        raise _Refused("dit is geen e-mailadres, overgeslagen.")
    if not contact_points.is_functional(found, website):
        raise _Refused("dit lijkt een adres van een persoon, overgeslagen.")
    return found


def _phone(text: str, country: str) -> str:
    found = contact_points.phone(text, country)
    if not found:
        raise _Refused("dit is geen telefoonnummer in België of Nederland, overgeslagen.")
    if not contact_points.is_landline_like(found):
        raise _Refused("dit lijkt een nummer van een persoon, overgeslagen.")
    return found


def _certainty(row: Row) -> float | None:
    """How sure a derived sector is; without a good number it counts as told."""
    text = _text(row, "sector_certainty")
    found = _number(text) if text else None
    return min(max(found, 0.0), 1.0) if found is not None else None


def _date(row: Row, column: str, remarks: list[str]) -> date | None:
    raw = _raw(row, column)
    text = texts.clean_line(raw) if raw else ""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        remarks.append(f"{column}: '{_echo(text)}' is geen datum als 2026-01-31, overgeslagen.")
        return None
