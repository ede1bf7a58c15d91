# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks a file over before anyone reads it: what it is, how large it becomes, what hides in it.

The name of a file says nothing here, its bytes do. What unpacks is unpacked by us, in pieces, and
counted while it happens: a file that lies about its size is refused at the byte where it does.
Pure; called in the process that reads (`confined.py`), which has limits of its own as well.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from netwerkbouwer.importing import blobs, zips
from netwerkbouwer.importing.limits import MB, Limits

CHUNK = 1 << 18
HEAD = 8_192
DEEPEST = 64  # brackets in brackets of a JSON file; the deepest real format has some twelve
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
ENTITIES = "In dit bestand staat een verwijzing (DOCTYPE of ENTITY) die we niet volgen."
TOO_DEEP = f"Dit JSON-bestand zit te diep in elkaar: meer dan {DEEPEST} haakjes in elkaar."
TWINS = "In dit zipbestand hebben twee bestanden dezelfde naam: {name}."
UNKNOWN = (
    "We herkennen dit bestand niet. Bewaar het als XLSX, ODS of CSV, of kies een van de bronnen "
    "die we kennen."
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
_ROUND = bytes.maketrans(b"{}", b"[]")
_OTHERS = bytes(code for code in range(256) if code not in b"[]{}")
_ENTITY = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.I)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"

Check = Callable[[bytes], None]


class Refused(Exception):
    """The file cannot be taken; the text is one Dutch sentence for who sent it."""


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

    A zip becomes its files, flat in `target`; a gz one file; anything else is given back as it
    is. Raises Refused; what was unpacked by then is for the caller to remove.
    """
    size = path.stat().st_size
    if not size:
        raise Refused(EMPTY)
    if size > limits.packed and size > limits.unpacked:
        raise Refused(_too_large(limits.unpacked))
    with path.open("rb") as file:
        found = kind(file.read(HEAD))
        if found in NOT_DATA:
            raise Refused(NOT_DATA[found])
        if found in ("zip", "gz", "xls", "pbf") and size > limits.packed:
            raise Refused(_too_large(limits.packed))
        if found == "zip":
            return _zip(file, path, target, limits)
        if found == "gz":
            return [_gz(file, size, target / _plain_name(path.stem), limits)]
        if found == "pbf":
            _pbf(file, size, limits)
        else:
            _look(found, file)
    return [path]


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
    found = _entries(file, limits)
    packed = path.stat().st_size
    announced = _Count(packed, limits)
    for entry in found:
        announced.add(entry.size)
    names = {entry.name for entry in found}
    count = _Count(packed, limits)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused(NOT_DATA["docx"])
    if "[Content_Types].xml" in names or "mimetype" in names:
        _sheet(file, found, count)
        return [path]
    return _files(file, [entry for entry in found if not _is_noise(entry.name)], target, count)


def _entries(file: BinaryIO, limits: Limits) -> list[zips.Entry]:
    try:
        return zips.entries(file, limits.entries)
    except zips.TooMany:
        raise Refused(TOO_MANY.format(entries=limits.entries)) from None
    except zips.Locked:
        raise Refused(LOCKED) from None
    except zips.Sneaky:
        raise Refused(SNEAKY) from None
    except zips.Damaged:
        raise Refused(DAMAGED) from None


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
        looks = [_no_entities(), _few_rows(count.limits)] if _is_xml(entry.name) else []
        first = b""
        for piece in _pieces(file, entry, count):
            first = first or piece
            for look in looks:
                look(piece)
        if entry.name == "mimetype" and not first.startswith(_ODS):
            raise Refused(NOT_DATA["docx"])


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _files(file: BinaryIO, found: list[zips.Entry], target: Path, count: _Count) -> list[Path]:
    made: dict[str, Path] = {}
    for entry in found:
        name = _plain_name(entry.name.rsplit("/", 1)[-1])
        if name.lower() in made:
            raise Refused(TWINS.format(name=name[:80]))
        made[name.lower()] = target / name
        _write(_pieces(file, entry, count), target / name)
        _look_into(target / name)
    if not made:
        raise Refused(EMPTY)
    return list(made.values())


def _plain_name(name: str) -> str:
    return re.sub(r"[^\w.\- ]", "_", name).strip(" .")[:120] or "bestand"


def _write(pieces: Iterable[bytes], path: Path) -> None:
    with path.open("xb") as made:
        for piece in pieces:
            made.write(piece)


def _look_into(path: Path) -> None:
    """A file that came out of another: no archives, and the looks its own kind gets."""
    with path.open("rb") as file:
        found = kind(file.read(HEAD))
        if found in ("zip", "gz", "packed"):
            raise Refused(NESTED)
        if found == "pbf":
            raise Refused(NESTED)  # its pieces are packed again: give it as it is
        _look(found, file)


def _gz(file: BinaryIO, size: int, path: Path, limits: Limits) -> Path:
    file.seek(0)
    _write(_gunzipped(file, _Count(size, limits)), path)
    _look_into(path)
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


def _look(found: str, file: BinaryIO) -> None:
    """Look through a whole file for what no reader should meet."""
    look = {"json": _not_deep, "xml": _no_entities}.get(found)
    if look is None:
        return
    file.seek(0)
    check = look()
    while piece := file.read(CHUNK):
        check(piece)


def _no_entities() -> Check:
    tail = b""

    def check(piece: bytes) -> None:
        nonlocal tail
        if _ENTITY.search(tail + piece):
            raise Refused(ENTITIES)
        tail = piece[-32:]

    return check


def _few_rows(limits: Limits) -> Check:
    """Counts rows and cells of a sheet: libraries hold the whole of it in memory."""
    rows = cells = 0
    most = f"{limits.rows:,}".replace(",", ".")

    def check(piece: bytes) -> None:
        nonlocal rows, cells
        rows += piece.count(b"<row ") + piece.count(b"<table:table-row")
        cells += piece.count(b"<c ") + piece.count(b"<table:table-cell")
        if rows > limits.rows or cells > limits.rows * 10:
            raise Refused(f"In dit rekenblad staan te veel rijen of cellen: hooguit {most} rijen.")

    return check


def _not_deep() -> Check:
    """Counts brackets in brackets, outside texts."""
    is_text, waiting, is_open = False, b"", b""

    def check(piece: bytes) -> None:
        nonlocal is_text, waiting, is_open
        piece, waiting = _whole_escapes(waiting + piece)
        parts = piece.split(b'"')
        outside = b"".join(parts[1 if is_text else 0 :: 2])
        is_text ^= len(parts) % 2 == 0
        is_open = _still_open(is_open + outside.translate(_ROUND, _OTHERS))

    return check


def _whole_escapes(piece: bytes) -> tuple[bytes, bytes]:
    """The bytes without escaped signs, and a backslash at the end that belongs to what follows."""
    bare = piece.rstrip(b"\\")
    tail = b"\\" if (len(piece) - len(bare)) % 2 else b""
    whole = piece[: len(piece) - len(tail)]
    return whole.replace(b"\\\\", b"").replace(b'\\"', b""), tail


def _still_open(brackets: bytes) -> bytes:
    for _ in range(DEEPEST):
        fewer = brackets.replace(b"[]", b"")
        if fewer == brackets:
            break
        brackets = fewer
    if len(brackets) > DEEPEST:
        raise Refused(TOO_DEEP)
    return brackets
