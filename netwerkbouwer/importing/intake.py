# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks a file over before anyone reads it: what it is, how large it becomes, what hides in it.

The name of a file says nothing here, its bytes do. What unpacks is unpacked by us, in pieces, and
counted while it happens: a file that lies about its size is refused at the byte where it does.
`looks.py` says what in it no reader should meet. Pure; called in the process that reads
(`confined.py`), which has limits of its own as well.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from netwerkbouwer.importing import blobs, looks, zips
from netwerkbouwer.importing.limits import MB, Limits

Refused = looks.Refused
CHUNK = 1 << 18
HEAD = 8_192
SMALL = MB  # below this a ratio says nothing
SMALLEST_MEMBER = 8_192  # bytes; a gzip file of many pieces, as bgzip makes them, has 64 kB each

TOO_LARGE = "Dit bestand is te groot: hooguit {most} kan. Deel het op in kleinere bestanden."
SWELLS = (
    "Dit bestand wordt bij het uitpakken te groot: meer dan {most}, of meer dan {ratio} keer zijn "
    "eigen grootte. Bewaar het opnieuw met alleen de gegevens die je nodig hebt."
)
TOO_MANY = "In dit zipbestand zitten te veel bestanden: hooguit {entries} kan."
NESTED = "In dit bestand zit nog een ingepakt bestand. Pak het uit en laad wat erin zit."
LOCKED = "Op dit bestand zit een wachtwoord. Bewaar het zonder wachtwoord."
SNEAKY = "Dit zipbestand is niet te vertrouwen. Maak een nieuw zipbestand van de bestanden zelf."
DAMAGED = "Dit bestand is beschadigd of niet volledig. Haal of bewaar het opnieuw."
EMPTY = "Dit bestand is leeg."
TWINS = "In dit zipbestand hebben twee bestanden dezelfde naam: {name}."
UNKNOWN = (
    "We herkennen dit bestand niet. We lezen een rekenblad (XLSX, ODS, CSV) of een bestand van een "
    "van de bronnen: een register, een sociale kaart of een kaart."
)
NOT_DATA = {
    "pdf": "Dit is een PDF. Bewaar de tabel als XLSX, ODS of CSV.",
    "docx": "Dit is een tekstdocument. Zet de tabel in een rekenblad en bewaar dat als XLSX.",
    "html": "Dit is een webpagina en geen bestand met gegevens. Download het bestand opnieuw.",
    "picture": "Dit is een afbeelding. Zet de gegevens in een rekenblad en bewaar dat als XLSX.",
    "packed": "Zo ingepakt kunnen we het niet lezen. Pak het uit, of maak er een zip of gz van.",
    "program": UNKNOWN,
    "unknown": UNKNOWN,
}
_MARKS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\0", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"MSCF", "packed"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3\0", "program"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gz"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def kind(head: bytes) -> str:
    """What the first bytes of a file say it is.

    One of zip, gz, xls, pbf, json, xml, text, or a key of NOT_DATA; sheets of Excel and
    LibreOffice are zips here.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[257:262] == b"ustar":
        return "packed"
    if blobs.looks_like(head):
        return "pbf"
    start = head.removeprefix(_BOM).lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith((b"{", b"[")):
        return "json"
    if start.startswith((b"<?xml", b"<!doctype", b"<!entity")):
        return "xml"
    return "text" if _is_text(head) else "unknown"


def _is_text(head: bytes) -> bool:
    """No zero bytes, except where every letter takes two bytes."""
    if not head.count(0) or head.startswith(_WIDE_BOMS):
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    return min(even, odd) < len(head) // 50 and max(even, odd) > len(head) // 4


def unpack(path: Path, target: Path, limits: Limits) -> list[Path]:
    """Look a file over and unpack what has to be; gives the files to read.

    A zip becomes its files in `target`, flat unless two of them have one name; a gz one file;
    anything else is given back as it is. Raises Refused; what was unpacked by then is for the
    caller to remove.
    """
    with path.open("rb") as file:
        found = _first_look(path, file, limits)
        if found == "zip":
            return _zip(file, path, target, limits)
        if found == "gz":
            return [_gz(file, path.stat().st_size, target / _plain_name(path.stem), limits)]
        _whole(found, path, file, limits)
    return [path]


def look(path: Path, limits: Limits) -> None:
    """Look over a file that is read as it is: a sheet or a text. Raises Refused."""
    with path.open("rb") as file:
        found = _first_look(path, file, limits)
        if found == "gz":
            raise Refused(NESTED)
        if found == "zip":
            entries = _entries(path, file, limits)
            if not _is_office(entries):
                raise Refused(NESTED)
            return _sheet(file, entries, _Count(path.stat().st_size, limits))
        _whole(found, path, file, limits)


def _first_look(path: Path, file: BinaryIO, limits: Limits) -> str:
    """The kind of a file, when it is one we take and it is not too large."""
    size = path.stat().st_size
    if not size:
        raise Refused(EMPTY)
    found = kind(file.read(HEAD))
    if found in NOT_DATA:
        raise Refused(NOT_DATA[found])
    most = limits.packed if found in ("zip", "gz", "xls", "pbf") else limits.unpacked
    if size > most:
        raise Refused(_too_large(most))
    return found


def _whole(found: str, path: Path, file: BinaryIO, limits: Limits) -> None:
    if found == "pbf":
        _pbf(file, path.stat().st_size, limits)
    else:
        _look(found, file, limits)


def _too_large(most: int) -> str:
    return TOO_LARGE.format(most=_words(most))


def _words(size: int) -> str:
    return f"{size // MB} MB" if size < 1024 * MB else f"{size // MB // 1024} GB"


class _Count:
    """How much came out of a file so far; refuses at the byte where it is too much."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self.made = 0
        self.limits = limits
        self.most = min(limits.unpacked, max(SMALL, packed * limits.ratio))

    def add(self, size: int) -> None:
        self.made += size
        if self.made > self.most:
            words = _words(self.limits.unpacked)
            raise Refused(SWELLS.format(most=words, ratio=self.limits.ratio))


def _zip(file: BinaryIO, path: Path, target: Path, limits: Limits) -> list[Path]:
    found = _entries(path, file, limits)
    count = _Count(path.stat().st_size, limits)
    if _is_office(found):
        _sheet(file, found, count)
        return [path]
    return _files(file, [entry for entry in found if not _is_noise(entry.name)], target, count)


def _is_office(found: list[zips.Entry]) -> bool:
    """Is this zip a sheet of Excel or LibreOffice? Raises Refused for their other documents."""
    names = {entry.name for entry in found}
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused(NOT_DATA["docx"])
    return bool(names & {"[Content_Types].xml", "mimetype"})


def _entries(path: Path, file: BinaryIO, limits: Limits) -> list[zips.Entry]:
    """The files in a zip, when they say that together they are not too large."""
    try:
        found = zips.entries(file, limits.entries)
    except zips.TooMany:
        raise Refused(TOO_MANY.format(entries=limits.entries)) from None
    except zips.Locked:
        raise Refused(LOCKED) from None
    except zips.Sneaky:
        raise Refused(SNEAKY) from None
    except zips.Damaged:
        raise Refused(DAMAGED) from None
    announced = _Count(path.stat().st_size, limits)
    for entry in found:
        announced.add(entry.size)
    return found


def _is_noise(name: str) -> bool:
    """Folders, and what systems put in a zip by themselves."""
    return name.endswith(("/", ".DS_Store", "Thumbs.db")) or name.startswith("__MACOSX/")


def _pieces(file: BinaryIO, entry: zips.Entry, count: _Count) -> Iterator[bytes]:
    try:
        for piece in zips.stream(file, entry):
            count.add(len(piece))
            yield piece
    except zips.Damaged:
        raise Refused(DAMAGED) from None


def _sheet(file: BinaryIO, found: list[zips.Entry], count: _Count) -> None:
    """A sheet stays as it is; every part is unpacked once, to nowhere, to see what it becomes."""
    for entry in found:
        checks = [looks.no_entities(), looks.few_rows(count.limits)] if _is_xml(entry.name) else []
        first = b""
        for piece in _pieces(file, entry, count):
            first = first or piece
            for check in checks:
                check(piece)
        if entry.name == "mimetype" and not first.startswith(_ODS):
            raise Refused(NOT_DATA["docx"])


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _files(file: BinaryIO, found: list[zips.Entry], target: Path, count: _Count) -> list[Path]:
    made: list[Path] = []
    for entry, name in zip(found, _places(found), strict=True):
        path = target / name
        path.parent.mkdir(exist_ok=True)
        _write(_pieces(file, entry, count), path)
        _look_into(path, count.limits)
        made.append(path)
    if not made:
        raise Refused(EMPTY)
    return made


def _places(found: list[zips.Entry]) -> list[str]:
    """Where each file goes: flat, or in the last of its folders when names would clash."""
    parts = [[_plain_name(part) for part in entry.name.split("/")] for entry in found]
    for depth in (1, 2):
        places = ["/".join(each[-depth:]) for each in parts]
        if len({place.casefold() for place in places}) == len(places):
            return places
    ((twin, _),) = Counter(place.casefold() for place in places).most_common(1)
    raise Refused(TWINS.format(name=twin[:80]))


def _plain_name(name: str) -> str:
    return re.sub(r"[^\w.\- ]", "_", name).strip(" .")[:120] or "bestand"


def _write(pieces: Iterable[bytes], path: Path) -> None:
    with path.open("xb") as made:
        for piece in pieces:
            made.write(piece)


def _look_into(path: Path, limits: Limits) -> None:
    """A file that came out of another: no archives, and the looks its own kind gets."""
    with path.open("rb") as file:
        found = kind(file.read(HEAD))
        if found in ("zip", "gz", "packed"):
            raise Refused(NESTED)
        if found == "pbf":
            raise Refused(NESTED)  # its pieces are packed again: give it as it is
        _look(found, file, limits)


def _gz(file: BinaryIO, size: int, path: Path, limits: Limits) -> Path:
    file.seek(0)
    _write(_gunzipped(file, _Count(size, limits)), path)
    _look_into(path, limits)
    return path


def _gunzipped(file: BinaryIO, count: _Count) -> Iterator[bytes]:
    """Every member of a gzip file, one after the other."""
    unpacker, raw, members = zlib.decompressobj(31), file.read(CHUNK), 1
    while raw:
        try:
            piece = unpacker.decompress(raw, CHUNK)
        except zlib.error:
            raise Refused(DAMAGED) from None
        count.add(len(piece))
        yield piece
        raw = unpacker.unconsumed_tail or unpacker.unused_data or file.read(CHUNK)
        if unpacker.eof and raw:
            unpacker, members = zlib.decompressobj(31), members + 1
            if members > count.limits.entries + count.made // SMALLEST_MEMBER:
                raise Refused(DAMAGED)
    rest = unpacker.flush()
    count.add(len(rest))
    yield rest
    if not unpacker.eof:
        raise Refused(DAMAGED)


def _pbf(file: BinaryIO, size: int, limits: Limits) -> None:
    count = _Count(size, limits)
    try:
        for made in blobs.sizes(file):
            count.add(made)
    except blobs.Damaged:
        raise Refused(DAMAGED) from None


def _look(found: str, file: BinaryIO, limits: Limits) -> None:
    """Look through a whole file for what no reader should meet."""
    check = looks.for_kind(found, limits)
    if check is None:
        return
    file.seek(0)
    while piece := file.read(CHUNK):
        check(piece)
