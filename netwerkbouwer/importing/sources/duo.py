# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Schools of the Netherlands as DUO publishes their addresses, in CSV. Pure.

Headings differ between the files for kinds of education and between years; each meaning has its
list of headings. Codes of closed schools are not in these files: what is not in one is gone only
when the files of all kinds came together, so a delivery never counts as whole.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from netwerkbouwer.common import texts
from netwerkbouwer.importing.sources import placing, raw, reader
from netwerkbouwer.importing.sources.reader import Chosen, Item, Reader
from netwerkbouwer.organisations import files
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError

COLUMNS = {
    "code": ("vestigingscode", "vestigingsnummer", "brin nummer", "instellingscode", "brin", "id"),
    "institution": ("instellingscode", "brin nummer"),
    "name": ("vestigingsnaam", "instellingsnaam", "naam instelling", "naam", "name"),
    "other": ("instellingsnaam",),
    "street": ("straatnaam", "straat", "street"),
    "number": ("huisnummer toevoeging", "huisnummer"),
    "postcode": ("postcode", "postcode vestiging"),
    "city": ("plaatsnaam", "plaats", "city"),
    "municipality": ("gemeentenaam", "gemeente", "municipality"),
    "municipality_code": ("gm code", "gemeentenummer"),
    "phone": ("telefoonnummer",),
    "website": ("internetadres", "website"),
    "kind": ("onderwijsstructuur", "soort po", "type po", "soort ho", "type"),
    "denomination": ("denominatie", "denomination"),
    "lat": ("lat",),
    "lon": ("lon",),
}
# What the file is about, from its name, for files that do not say it in a column.
_KINDS = (
    ("vestigingenbo", "basisschool"), ("instellingenbo", "basisschool"),
    ("so.csv", "speciaal onderwijs"), ("vo.csv", "voortgezet onderwijs"),
    ("mbo.csv", "middelbaar beroepsonderwijs"), ("ho.csv", "hoger onderwijs"),
)  # fmt: skip
_CODE = re.compile(r"(?:duo:)?([0-9]{2}[A-Z]{2}(?:[0-9]{2})?)", re.IGNORECASE)


def read(path: Path, options: Chosen | None = None) -> Iterator[Item]:
    """A row per school, or per institution in files that hold those. Raises UnreadableFile."""
    return reader.safely(path.name, _read(path))


def _read(path: Path) -> Iterator[Item]:
    with path.open(encoding=_encoding(path), newline="") as file:
        head = file.readline(files.LONGEST_LINE)
        if not head.endswith("\n"):
            raise UnreadableFile(f"{path.name}: we vinden geen regel met kolomnamen.")
        delimiter = max(",;\t", key=head.count)
        columns = _columns(next(csv.reader([head], delimiter=delimiter)))
        if "code" not in columns or "name" not in columns:
            raise UnreadableFile(
                f"{path.name}: we zoeken een kolom VESTIGINGSCODE (of BRIN NUMMER) en een kolom "
                "VESTIGINGSNAAM, zoals in de adresbestanden van DUO."
            )
        kind = next((kind for part, kind in _KINDS if part in path.name.lower()), "")
        cells = csv.reader(file, delimiter=delimiter)
        for row in cells:
            if any(cell.strip() for cell in row):
                yield _row(row, columns, cells.line_num + 1, kind)


def _encoding(path: Path) -> str:
    """UTF-8, or the older Windows set when the bytes are not that."""
    with path.open(encoding="utf-8-sig") as file:
        try:
            while file.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _columns(header: list[str]) -> dict[str, tuple[int, ...]]:
    """The places of each meaning, the surest heading first."""
    places = {texts.fold(cell): place for place, cell in reversed(list(enumerate(header)))}
    found = {
        meaning: tuple(places[name] for name in names if name in places)
        for meaning, names in COLUMNS.items()
    }
    return {meaning: told for meaning, told in found.items() if told}


def _row(row: list[str], columns: Mapping[str, tuple[int, ...]], line: int, kind: str) -> Item:
    def cell(meaning: str) -> str:
        places = (place for place in columns.get(meaning, ()) if place < len(row))
        return next((text for place in places if (text := row[place].strip())), "")

    code = _code(cell("code"), cell("institution"))
    if not code:
        return RowError(line, f"'{cell('code')[:20]}' is geen BRIN-nummer of vestigingscode.")
    name = cell("name")
    kind = cell("kind") or kind
    where = placing.values(
        cell("municipality") or cell("city"), cell("postcode"), "NL", cell("lat"), cell("lon")
    )
    number = cell("municipality_code")
    if "municipality_code" not in where and number:
        where["municipality_code"] = number if number.startswith("GM") else f"GM{number:>04}"
    values = {
        "name": name,
        "other_names": raw.joined(each for each in [cell("other")] if each != name),
        "street": placing.address(cell("street"), cell("number")),
        "phone": cell("phone"),
        "website": cell("website"),
        "classification": kind,
        "coord_precision": "adres" if "lat" in where else "",
        **where,
    }
    return raw.row(f"duo:{code}", line, values, [("duo_type", kind or "*")])


def _code(told: str, institution: str) -> str:
    """Four signs of the institution and two of the place: `00AA00`."""
    if told.isascii() and told.isdigit() and len(told) <= 2 and institution:
        told = f"{institution}{told:>02}"
    match = _CODE.fullmatch(told)
    return match[1].upper() if match else ""


def recognises(head: bytes, file_name: str) -> bool:
    """By headings that only these files have."""
    first = head.split(b"\n", 1)[0].upper()
    told = b"VESTIGINGSCODE" in first or b"BRIN NUMMER" in first or b"INSTELLINGSCODE" in first
    return told or head[:200].count(b"duo:") > 0


READER = Reader(
    slug="duo",
    name="DUO, Dienst Uitvoering Onderwijs",
    licence="CC0 1.0",
    licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
    url="https://onderwijsdata.duo.nl",
    attribution="Dienst Uitvoering Onderwijs (DUO)",
    how_often="enkele keren per jaar",
    priority=75,
    is_whole=False,
    suffixes=(".csv",),
    recognises=recognises,
    read=read,
)
