# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a list of contacts from a spreadsheet: what is in it, and what each row would become.

Pure. A list comes from outside: before anything is unpacked the size is checked, and the number
and size of the parts of an XLSX. E-mail addresses and telephone numbers are not taken over.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import openpyxl
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from netwerkbouwer.common import grids, texts
from netwerkbouwer.organisations import headings, sectors
from netwerkbouwer.places import lookup

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500
MOST_COLUMNS = 40
CELL = 2_000  # characters; what is longer is cut, with a remark
UNPACKED = 20 * 1024 * 1024
ENTRIES = 500
RATIO = 100  # more is a decompression bomb, not a spreadsheet
Cell = Annotated[str, AfterValidator(texts.clean), Field(max_length=CELL)]
# What a heading may say, per thing we take over.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    kind: headings.WORDS[kind]
    for kind in ("name", "place", "sector", "website", "role", "person", "idea", "notes")
}
LABELS = {
    "name": "naam",
    "place": "gemeente",
    "sector": "sector",
    "website": "website",
    "role": "functie",
    "person": "contactpersoon",
    "idea": "idee",
    "notes": "notities",
}
PERSONAL = ("mail", "telefoon", "tel", "gsm", "mobiel", "adres", "straat", "postcode", "geboorte")


class NotAList(Exception):
    """The file cannot be read as a list; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as it was found: the headings and the rows below them, all as text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What one row would become."""

    number: int
    """The row in the spreadsheet, as people count: the heading is row 1."""
    name: str
    code: str
    place: str
    sectors: tuple[str, ...]
    website: str
    role: str
    person: str
    idea: str
    notes: str
    remarks: tuple[str, ...]

    @property
    def is_usable(self) -> bool:
        return bool(self.name)


def read(name: str, raw: bytes) -> Sheet:
    """Read a CSV or XLSX file. Raises NotAList with a sentence."""
    if not raw:
        raise NotAList("Dit bestand is leeg. Kies een lijst met een rij per organisatie.")
    if len(raw) > MOST_BYTES:
        raise NotAList("Deze lijst is te groot: hij mag 2 MB zijn. Splits hem in delen.")
    if raw[:4] == b"PK\x03\x04":
        return _sheet(_xlsx_rows(raw))
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotAList(
            "Dit is een oud Excel-bestand of een bestand met een wachtwoord. Bewaar het als .xlsx "
            "of .csv en probeer het opnieuw."
        )
    if b"\0" in raw and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise NotAList("Dit is geen lijst die we kunnen lezen. Bewaar hem als .xlsx of .csv.")
    return _sheet(_csv_rows(grids.decoded(raw)))


def _csv_rows(text: str) -> Iterator[Sequence[str]]:
    try:
        yield from grids.csv_rows(io.StringIO(text, newline=""), text[: grids.LOOKED_AT])
    except grids.Unreadable as refusal:
        raise NotAList(str(refusal)) from None


def _xlsx_rows(raw: bytes) -> Iterator[list[str]]:
    _refuse_bomb(raw)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_ROWS + 50, max_col=MOST_COLUMNS, values_only=True)
        for row in rows:
            yield [_cell(value) for value in row]
    except NotAList:
        raise
    except Exception:  # the edge: openpyxl answers a damaged file with anything
        raise NotAList(
            "Dit rekenblad is beschadigd. Open het, bewaar het opnieuw als .xlsx of .csv, en "
            "probeer het nog eens."
        ) from None


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _refuse_bomb(raw: bytes) -> None:
    """Check the declared sizes; zipfile itself stops reading at what was declared."""
    refusal = NotAList(
        "Dit rekenblad pakt veel te groot uit. Kopieer alleen je lijst naar een nieuw rekenblad."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise NotAList("Dit rekenblad is beschadigd. Bewaar het opnieuw als .xlsx.") from None
    if len(parts) > ENTRIES or sum(part.file_size for part in parts) > UNPACKED:
        raise refusal
    for part in parts:
        if part.file_size > RATIO * max(part.compress_size, 1) and part.file_size > 100_000:
            raise refusal
        if part.filename.lower().endswith((".zip", ".xlsx", ".gz")):
            raise refusal


def _sheet(found: Iterable[Sequence[str]]) -> Sheet:
    rows: list[tuple[str, ...]] = []
    remarks: list[str] = []
    header: tuple[str, ...] = ()
    for row in found:
        cells = tuple(texts.clean(cell).strip() for cell in row[:MOST_COLUMNS])
        if not header:
            header = tuple(cell[:80] for cell in cells) if any(cells) else ()
            continue
        if len(rows) == MOST_ROWS and any(cells):
            remarks.append(f"De lijst is langer dan {MOST_ROWS} rijen; de rest las ik niet.")
            break
        if len(rows) < MOST_ROWS:
            rows.append(tuple(cell[:CELL] for cell in cells))
    while rows and not any(rows[-1]):
        rows.pop()
    if not header or not rows:
        raise NotAList(
            "In deze lijst staan geen rijen. Zet bovenaan de koppen, zoals Naam en Gemeente, en "
            "daaronder een rij per organisatie."
        )
    return Sheet(header, tuple(rows), tuple(remarks))


def guess(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what: exact headings first, then headings that contain one."""
    folded = [texts.fold(cell) for cell in header]
    found: dict[str, int] = {}
    for fits in (_is_heading, _holds_heading):
        for kind, words in HEADINGS.items():
            for index, cell in enumerate(folded):
                taken = kind in found or index in found.values() or _is_personal(cell)
                if not taken and fits(cell, words):
                    found[kind] = index
    return found


def _is_heading(cell: str, words: Sequence[str]) -> bool:
    return cell in words


def _holds_heading(cell: str, words: Sequence[str]) -> bool:
    return any(word in cell.split() for word in words)


def _is_personal(cell: str) -> bool:
    return any(word in cell for word in PERSONAL)


def left_out(header: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """Headings of columns that are not taken over."""
    used = set(columns.values())
    return [name for index, name in enumerate(header) if index not in used and name]


def contacts(sheet: Sheet, columns: Mapping[str, int]) -> list[Contact]:
    """Every row as a contact, with remarks on what could not be understood."""
    found = [_contact(number, row, columns) for number, row in enumerate(sheet.rows, start=2)]
    return [contact for contact in found if contact is not None]


def _contact(number: int, row: Sequence[str], columns: Mapping[str, int]) -> Contact | None:
    if not any(row):
        return None
    given = {kind: row[i] if i < len(row) else "" for kind, i in columns.items()}
    remarks: list[str] = []
    name = texts.clean_line(given.get("name", ""))
    if not name:
        remarks.append("Er staat geen naam; deze rij slaan we over.")
    elif len(name) > 200:
        remarks.append("De naam is ingekort tot 200 tekens; de hele naam staat bij de notities.")
    code, place = _place(given.get("place", ""), remarks)
    known, unknown = _sectors(given.get("sector", ""))
    if unknown:
        remarks.append(f"De sector '{unknown}' kennen we niet; hij staat bij de notities.")
    notes = [given.get("notes", ""), f"Sector volgens de lijst: {unknown}" if unknown else ""]
    notes.append(name if len(name) > 200 else "")
    return Contact(
        number=number,
        name=name[:200],
        code=code,
        place=place,
        sectors=known,
        website=texts.clean_line(given.get("website", ""))[:300],
        role=texts.clean_line(given.get("role", ""))[:300],
        person=texts.clean_line(given.get("person", ""))[:300],
        idea=given.get("idea", ""),
        notes="\n".join(note for note in notes if note),
        remarks=tuple(remarks),
    )


def _place(typed: str, remarks: list[str]) -> tuple[str, str]:
    typed = texts.clean_line(typed)[:200]
    if not typed:
        return "", ""
    try:
        here = lookup.resolve(typed)
    except (lookup.UnknownMunicipality, lookup.AmbiguousMunicipality) as error:
        remarks.append(str(error))
        return "", typed
    return here.code, here.label


def _sectors(typed: str) -> tuple[tuple[str, ...], str]:
    """The sectors we know by label or slug; and the words of those we do not know."""
    by_label = {texts.fold(sector.label): sector.slug for sector in sectors.SECTORS}
    by_label |= {texts.fold(sector.slug): sector.slug for sector in sectors.SECTORS}
    whole = texts.clean_line(typed)
    if texts.fold(whole) in by_label:
        return (by_label[texts.fold(whole)],), ""
    words = [part.strip() for part in whole.replace(";", ",").replace("/", ",").split(",")]
    known = [by_label[texts.fold(word)] for word in words if texts.fold(word) in by_label]
    unknown = [word for word in words if word and texts.fold(word) not in by_label]
    return tuple(dict.fromkeys(known)), ", ".join(unknown)[:300]


class _Packed(BaseModel):
    """A list on its way through the preview page and back: as hostile as the file was."""

    model_config = ConfigDict(extra="forbid")

    header: list[Cell] = Field(min_length=1, max_length=MOST_COLUMNS)
    rows: list[Annotated[list[Cell], Field(max_length=MOST_COLUMNS)]] = Field(max_length=MOST_ROWS)


def pack(sheet: Sheet) -> str:
    return json.dumps({"header": sheet.header, "rows": sheet.rows}, ensure_ascii=False)


def unpack(text: str) -> Sheet:
    """The list from the preview page. Raises NotAList."""
    try:
        packed = _Packed.model_validate_json(text)
    except ValidationError:
        raise NotAList("De lijst kwam niet goed terug. Kies het bestand opnieuw.") from None
    return Sheet(tuple(packed.header), tuple(tuple(row) for row in packed.rows))


def columns_from(typed: Mapping[str, str], count: int) -> dict[str, int]:
    """The columns someone chose in the preview; what is no column is left out."""
    found: dict[str, int] = {}
    for kind in HEADINGS:
        number = typed.get(kind, "")
        if number.isdecimal() and len(number) < 3 and int(number) < count:
            found[kind] = int(number)
    return found
