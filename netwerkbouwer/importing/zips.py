# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks into a zip without trusting it: what it says of itself is checked before it is unpacked.

Stricter than the zip modules of libraries: no parts that lie over each other, no passwords, no
links, no names that lead outside, nothing in front of the first part, only 'stored' and 'deflate',
and no more bytes out of a part than it announced. Pure. Layout: PKWARE's APPNOTE 6.3.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

END, END64, LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
CHUNK = 1 << 18
STORED, DEFLATED = 0, 8
ENCRYPTED, STRONG, MASKED, UTF8 = 1, 1 << 6, 1 << 13, 1 << 11
LONGEST_ENTRY = 2_048  # bytes of one part in the list of contents: name, extra and comment
LINK = 0o120000


class Odd(Exception):
    """A zip we do not open; its kinds say why."""


class Damaged(Odd):
    """The zip contradicts itself or is cut off."""


class Locked(Odd):
    """The zip has a password."""


class TooMany(Odd):
    """The zip has more parts than we take."""


class Sneaky(Odd):
    """A name that leads outside, a link, or parts that lie over each other."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a zip: sizes in bytes, `offset` of its local header."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    offset: int


def entries(file: BinaryIO, most: int) -> list[Entry]:
    """The files in a zip, in the order in which they lie in it.

    Raises Damaged, Locked, TooMany or Sneaky.
    """
    try:
        count, length, start = _contents(file)
        if count > most or length > most * LONGEST_ENTRY:
            raise TooMany
        file.seek(start)
        found = list(_listed(file.read(length), count))
    except (struct.error, IndexError, OSError, UnicodeDecodeError):
        raise Damaged from None
    found.sort(key=lambda entry: entry.offset)
    _check_spans(file, found, start)
    return found


def _contents(file: BinaryIO) -> tuple[int, int, int]:
    """How many parts the list of contents has, its length and where it starts."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read(65_557)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        raise Damaged
    disk, _, here, count, length, start, comment = struct.unpack_from("<HHHHIIH", tail, at + 4)
    position = size - len(tail) + at
    if disk or at + 22 + comment != len(tail) or (here != count):
        raise Damaged
    if 0xFFFF in (count, here) or 0xFFFFFFFF in (length, start):
        position, count, length, start = _large(file, position)
    if start + length != position:
        raise Damaged  # something lies in front of the first part, or after the last
    return count, length, start


def _large(file: BinaryIO, end: int) -> tuple[int, int, int, int]:
    """The same for a zip of more than 4 GB, and where its own end mark lies."""
    file.seek(end - 20)
    mark, _, at, _ = struct.unpack("<4sIQI", file.read(20))
    if mark != LOCATOR64 or at >= end:
        raise Damaged
    file.seek(at)
    mark, _, _, _, _, _, _, count, length, start = struct.unpack("<4sQHHIIQQQQ", file.read(56))
    if mark != END64:
        raise Damaged
    return at, count, length, start


def _listed(raw: bytes, count: int) -> Iterator[Entry]:
    at = 0
    for _ in range(count):
        if raw[at : at + 4] != CENTRAL:
            raise Damaged
        head = struct.unpack_from("<HHHHHHIIIHHHHHII", raw, at + 4)
        names, extras, comments = head[9:12]
        yield _entry(raw, at + 46, head)
        at += 46 + names + extras + comments
    if at != len(raw):
        raise Damaged


def _entry(raw: bytes, at: int, head: tuple[int, ...]) -> Entry:
    _, _, flags, method, _, _, crc, packed, size, names, extras = head[:11]
    if flags & (ENCRYPTED | STRONG | MASKED):
        raise Locked
    name = raw[at : at + names].decode("utf-8" if flags & UTF8 else "cp437")
    if (head[14] >> 16) & 0o170000 == LINK or not _is_plain(name):
        raise Sneaky
    extra = raw[at + names : at + names + extras]
    size, packed, offset = _sizes(extra, size, packed, head[15])
    if method not in (STORED, DEFLATED):
        raise Damaged
    return Entry(name.replace("\\", "/"), method, flags, crc, packed, size, offset)


def _sizes(extra: bytes, *told: int) -> tuple[int, int, int]:
    """Size, packed size and offset; those that do not fit in 32 bits stand in an extra field."""
    at, large = 0, b""
    while at + 4 <= len(extra):
        mark, length = struct.unpack_from("<HH", extra, at)
        if mark == 1:
            large = extra[at + 4 : at + 4 + length]
        at += 4 + length
    values = []
    for value in told:
        if value == 0xFFFFFFFF:
            (value,) = struct.unpack("<Q", large[:8])
            large = large[8:]
        values.append(value)
    return values[0], values[1], values[2]


def _is_plain(name: str) -> bool:
    """Does the name stay inside the folder it is unpacked in, on any system?"""
    parts = name.replace("\\", "/").split("/")
    return (
        bool(name)
        and "\0" not in name
        and parts[0] != ""
        and ":" not in name
        and (".." not in parts)
    )


def _check_spans(file: BinaryIO, found: list[Entry], contents: int) -> None:
    """Every part has bytes of its own, between its local header and the next part's."""
    ends = [entry.offset for entry in found[1:]] + [contents]
    for entry, end in zip(found, ends, strict=True):
        if _data_at(file, entry) + entry.packed > end:
            raise Sneaky


def _data_at(file: BinaryIO, entry: Entry) -> int:
    """Where the bytes of a part begin. Raises Damaged when its two headers disagree."""
    file.seek(entry.offset)
    raw = file.read(30)
    if len(raw) < 30 or raw[:4] != LOCAL:
        raise Damaged
    flags, method = struct.unpack_from("<HH", raw, 6)
    names, extras = struct.unpack_from("<HH", raw, 26)
    name = file.read(names).decode("utf-8" if flags & UTF8 else "cp437", "replace")
    if method != entry.method or name.replace("\\", "/") != entry.name:
        raise Damaged
    return entry.offset + 30 + int(names) + int(extras)


def stream(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The unpacked bytes of one part, in pieces of at most CHUNK.

    Raises Damaged when there are more or others than the zip announced.
    """
    file.seek(_data_at(file, entry))
    left, made, crc = entry.packed, 0, 0
    unpacker = zlib.decompressobj(-15) if entry.method == DEFLATED else None
    waiting = b""
    while left or waiting:
        if not waiting:
            waiting = file.read(min(CHUNK, left))
            if not waiting:
                raise Damaged
            left -= len(waiting)
        piece, waiting = _some(unpacker, waiting)
        made, crc = made + len(piece), zlib.crc32(piece, crc)
        if made > entry.size or (unpacker is not None and unpacker.eof and (left or waiting)):
            raise Damaged
        yield piece
    if unpacker is not None:
        piece = unpacker.flush()
        made, crc = made + len(piece), zlib.crc32(piece, crc)
        yield piece
    if made != entry.size or crc != entry.crc or (unpacker is not None and not unpacker.eof):
        raise Damaged


def _some(unpacker: "zlib._Decompress | None", raw: bytes) -> tuple[bytes, bytes]:
    """At most CHUNK bytes unpacked, and what is still packed."""
    if unpacker is None:
        return raw, b""
    try:
        piece = unpacker.decompress(raw, CHUNK)
    except zlib.error:
        raise Damaged from None
    return piece, unpacker.unconsumed_tail or unpacker.unused_data
