# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""KBO Open Data: the enterprises of Belgium and their establishment units. Pure.

Reads the zip or folder of the register, with updates beside it when there are. By default only
what partners are found among: certain activities and legal forms (`data/kbo_selection.csv`).
"""

import csv
import re
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from netwerkbouwer.importing.sources import kbo_tables, placing, raw, reader
from netwerkbouwer.importing.sources.kbo_tables import Cursor, Row, Tables
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError

SELECTION = Path(__file__).parent / "data" / "kbo_selection.csv"
NATURAL_PERSON = "1"
SEAT, UNIT = "REGO", "BAET"
# Dutch first; a name in a language we do not know comes last.
_LANGUAGES = {"2": 0, "1": 1, "3": 2, "4": 3, "0": 4}
_KINDS = {"001": 0, "003": 1, "002": 2}  # name, commercial name, abbreviation
_VERSIONS = {"2025": 0, "2008": 1}
_CLASSES = {"MAIN": 0, "SECO": 1, "ANCI": 2}
_MOST_CLASSES = 12
_NUMBER = re.compile(r"[01][0-9]{3}\.?[0-9]{3}\.?[0-9]{3}")


@dataclass(frozen=True, slots=True)
class _Selection:
    everything: bool
    codes: dict[tuple[str, str], str]  # Dutch descriptions
    day: str  # of the data, for what ended
    forms: frozenset[str]  # legal forms that are always read
    ended: frozenset[str]  # situations in which something no longer works

    def takes(self, form: str, activities: list[Row]) -> bool:
        """Whether something with this legal form and these activities is read."""
        if self.everything:
            return True
        if form in self.forms:
            return True
        return any(code.startswith(_prefixes(version)) for _, version, code, _ in activities)

    def has_ended(self, status: str, situation: str) -> bool:
        """Whether the register says that it stopped; the files hold hardly any of those."""
        return status not in {"", "AC"} or situation in self.ended


@dataclass(slots=True)
class _Taken:
    """The enterprises that were read: enough to know their units by, in 17 bytes each."""

    numbers: "array[int]" = field(default_factory=lambda: array("Q"))
    marks: "array[int]" = field(default_factory=lambda: array("Q"))
    persons: bytearray = field(default_factory=bytearray)

    def add(self, number: str, name: str, postcode: str, is_person: bool) -> None:
        self.numbers.append(_digits(number))
        self.marks.append(_mark(name, postcode))
        self.persons.append(is_person)

    def place(self, number: str) -> int | None:
        wanted = _digits(number)
        place = bisect_left(self.numbers, wanted)
        found = place < len(self.numbers) and self.numbers[place] == wanted
        return place if found else None


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """Enterprises, then their units that have a name of their own. Raises UnreadableFile."""
    return reader.safely(path.name, _read(path, reader.everything(options)))


def _read(path: Path, everything: bool) -> Iterator[Item]:
    found = kbo_tables.deliveries(path)
    latest = found[-1]
    codes = kbo_tables.codes(latest)
    day = _iso(_snapshot(latest))
    forms, ended = _named(codes, "JuridicalForm"), _named(codes, "JuridicalSituation")
    chosen = _Selection(everything, codes, day, forms, ended)
    with tempfile.TemporaryDirectory(prefix="nb-kbo-") as folder:
        tables = Tables(found, Path(folder))
        if found[0].is_full:
            yield from _all(tables, chosen)
        else:
            yield from _updates_alone(tables, chosen)


def _all(tables: Tables, chosen: _Selection) -> Iterator[Item]:
    details = _Details(tables)
    taken = _Taken()
    line = 1
    for _, rows in tables.groups("enterprise"):
        line += len(rows)
        yield from _enterprise(rows[-1], line, details, (chosen, taken))
    line = 1
    for number, rows in tables.groups("establishment"):
        line += len(rows)
        yield from _unit(number, rows[-1][1], line, details, (chosen, taken))


class _Details:
    """What the other files tell of an entity; numbers are asked for in order."""

    def __init__(self, tables: Tables) -> None:
        self.names = Cursor(tables.groups("denomination"))
        self.activities = Cursor(tables.groups("activity"))
        self.contacts = Cursor(tables.groups("contact"))
        self.addresses = Cursor(tables.groups("address"))


def _enterprise(
    told: Row, line: int, details: _Details, kept: tuple[_Selection, _Taken]
) -> Iterator[Item]:
    chosen, taken = kept
    number, status, situation, kind, form, form_cac = told
    key = _key(number)
    activities = details.activities.at(number)
    if not _is_number(number):
        yield RowError(line, f"'{number[:20]}' is geen ondernemingsnummer, overgeslagen.")
        return
    if not chosen.takes(form_cac or form, activities):
        return
    address = _address(details.addresses.at(number), SEAT)
    names = _names(details.names.at(number))
    if address is None or not names:
        return  # abroad, or without a name: not for a directory
    is_person = kind == NATURAL_PERSON
    taken.add(number, names[0], address.get("postcode", ""), is_person)
    values = _values(names, address, details.contacts.at(number), is_person)
    values |= {
        "kbo": key,
        "classification": chosen.codes.get(("JuridicalForm", form_cac or form), ""),
        "ended_on": chosen.day if chosen.has_ended(status, situation) else "",
    }
    classes = [*_classes(activities), *([("kbo_form", form_cac or form)] if form else [])]
    yield raw.row(key, line, values, classes)


def _unit(
    number: str, parent: str, line: int, details: _Details, kept: tuple[_Selection, _Taken]
) -> Iterator[Item]:
    """A unit counts when it has a name that its enterprise does not have at the same postcode."""
    chosen, taken = kept
    place = taken.place(parent)
    activities = details.activities.at(number)
    names = _names(details.names.at(number))
    if not names or not (place is not None or chosen.takes("", activities)):
        return
    address = _address(details.addresses.at(number), UNIT)
    if address is None:
        return
    postcode = address.get("postcode", "")
    if place is not None and taken.marks[place] == _mark(names[0], postcode):
        return
    is_person = bool(place is not None and taken.persons[place])
    values = _values(names, address, details.contacts.at(number), is_person)
    values["parent"] = _key(parent) if place is not None else ""
    yield raw.row(_key(number), line, values, _classes(activities))


def _values(
    names: list[str], address: dict[str, str], contacts: list[Row], is_person: bool
) -> raw.Values:
    values = {"name": names[0], **address}
    if len(names) > 1:
        values["other_names"] = raw.joined(names[1:])
    if is_person:
        values["is_person"] = "1"
    return values | _reached(contacts) if contacts else values


def _reached(contacts: list[Row]) -> dict[str, str]:
    told: dict[str, list[str]] = {"WEB": [], "EMAIL": [], "TEL": []}
    for _, kind, value in contacts:
        if kind in told:
            told[kind].append(value)
    website = raw.best_website(told["WEB"])
    return {
        "website": website,
        "email": raw.best_mail(told["EMAIL"], website),
        "phone": next(iter(told["TEL"]), ""),
    }


def _names(rows: list[Row]) -> list[str]:
    """All names, the Dutch official one first."""
    if len(rows) == 1:
        return [name] if (name := rows[0][3].strip()) else []
    order = sorted(rows, key=lambda row: (_KINDS.get(row[2], 3), _LANGUAGES.get(row[1], 5)))
    return list(dict.fromkeys(row[3].strip() for row in order if row[3].strip()))


def _address(rows: list[Row], kind: str) -> dict[str, str] | None:
    """The columns of the address; an empty one when none is told, None when it is abroad."""
    told = next((row for row in rows if row[1] == kind), rows[0] if rows else None)
    if told is None:
        return {"country": "BE"}
    _, _, country, postcode, city_nl, city_fr, street_nl, street_fr, number, box, struck = told
    if placing.country_code(country or "BE") not in {"BE", "NL"}:
        return None
    street = placing.address(street_nl or street_fr, number, box)
    found = placing.values(city_nl or city_fr, postcode, country or "BE")
    return found | {"street": "" if struck else street}


def _classes(activities: list[Row]) -> list[tuple[str, str]]:
    """NACE-BEL codes with their dot, main activities first, the newest version first."""
    known = [row for row in activities if row[1] in _VERSIONS]
    known.sort(key=lambda row: (_CLASSES.get(row[3], 3), _VERSIONS[row[1]]))
    found = dict.fromkeys((f"nace_bel_{row[1]}", f"{row[2][:2]}.{row[2][2:]}") for row in known)
    return list(found)[:_MOST_CLASSES]


def _updates_alone(tables: Tables, chosen: _Selection) -> Iterator[Item]:
    """Of updates without the full file only what is new: of the rest they tell just a part."""
    named = Cursor(tables.groups("denomination"))
    new = [number for number, _ in tables.groups("enterprise") if named.at(number)]
    known = set(new)
    details = _Details(tables)
    taken = _Taken()
    for line, (number, rows) in enumerate(tables.groups("enterprise"), start=2):
        if number in known:
            yield from _enterprise(rows[-1], line, details, (chosen, taken))
    yield RowError(
        1,
        "dit is een bijwerking: daarin staat van bestaande ondernemingen alleen wat veranderde. "
        "Zet ze samen met het volledige bestand in één map of zip om alles bij te werken.",
    )


def _named(codes: dict[tuple[str, str], str], category: str) -> frozenset[str]:
    """The codes whose description has one of our words in it."""
    words = _listed("form_word" if category == "JuridicalForm" else "ended_word")
    return frozenset(
        code
        for (kind, code), told in codes.items()
        if kind == category and any(word in told.casefold() for word in words)
    )


# --- small things ---------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _listed(kind: str) -> tuple[str, ...]:
    with SELECTION.open(encoding="utf-8", newline="") as file:
        return tuple(row["value"] for row in csv.DictReader(file) if row["kind"] == kind)


@lru_cache(maxsize=8)
def _prefixes(version: str) -> tuple[str, ...]:
    return _listed(f"nace_{version}")


def _is_number(number: str) -> bool:
    return bool(_NUMBER.fullmatch(number))


def _key(number: str) -> str:
    return number.replace(".", "")


def _digits(number: str) -> int:
    digits = _key(number)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0


def _mark(name: str, postcode: str) -> int:
    return crc32(f"{name.casefold()}|{postcode}".encode("utf-8", "replace"))


def _snapshot(delivery: kbo_tables.Delivery) -> date | None:
    try:
        return datetime.strptime(
            kbo_tables.meta(delivery).get("SnapshotDate", ""), "%d-%m-%Y"
        ).date()
    except ValueError:
        return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def data_on(path: Path) -> date | None:
    """The day of the snapshot, from meta.csv."""
    try:
        return _snapshot(kbo_tables.deliveries(path)[-1])
    except (UnreadableFile, *reader.TROUBLE):
        return None


def recognises(head: bytes, file_name: str) -> bool:
    names = head.lower()
    return b"enterprise.csv" in names or b"enterprise_insert.csv" in names


READER = Reader(
    slug="kbo",
    name="Kruispuntbank van Ondernemingen",
    licence="Licentie KBO Open Data",
    licence_url="https://kbopub.economie.fgov.be/kbo-open-data",
    url="https://kbopub.economie.fgov.be/kbo-open-data",
    attribution="Kruispuntbank van Ondernemingen, FOD Economie",
    how_often="het volledige bestand maandelijks, bijwerkingen vaker",
    priority=70,
    is_whole=True,
    suffixes=(".zip",),
    recognises=recognises,
    read=read,
    data_on=data_on,
)
