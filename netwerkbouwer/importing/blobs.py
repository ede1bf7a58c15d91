# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks over the pieces of an OpenStreetMap PBF before a library opens them. Pure.

A PBF is a row of (length, BlobHeader, Blob). The format allows 64 KiB per header and 32 MiB per
unpacked blob (https://wiki.openstreetmap.org/wiki/PBF_Format).
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

LARGEST_HEADER = 64 * 1024
LARGEST_BLOB = 32 * 1024 * 1024
CHUNK = 1 << 18
RAW, RAW_SIZE, ZLIB = 1, 2, 3  # field numbers of a Blob
DATA_SIZE = 3  # field number of a BlobHeader
VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5  # wire types of protobuf


class Damaged(Exception):
    """Not what the format says."""


def looks_like(head: bytes) -> bool:
    return len(head) > 14 and head[:2] == b"\0\0" and head[4:15] == b"\n\x09OSMHeader"


def sizes(file: BinaryIO) -> Iterator[int]:
    """The unpacked size of every blob, counted by unpacking it. Raises Damaged."""
    file.seek(0)
    while head := file.read(4):
        (length,) = struct.unpack(">I", head) if len(head) == 4 else (LARGEST_HEADER + 1,)
        if length > LARGEST_HEADER:
            raise Damaged
        announced = _number(_fields(_exactly(file, length)), DATA_SIZE)
        if announced > LARGEST_BLOB:
            raise Damaged
        yield _unpacked(_exactly(file, announced))


def _exactly(file: BinaryIO, length: int) -> bytes:
    raw = file.read(length)
    if len(raw) != length:
        raise Damaged
    return raw


def _unpacked(blob: bytes) -> int:
    fields = _fields(blob)
    if isinstance(plain := fields.get(RAW), bytes):
        return len(plain)
    packed, announced = fields.get(ZLIB), _number(fields, RAW_SIZE)
    if not isinstance(packed, bytes) or announced > LARGEST_BLOB:
        raise Damaged  # lzma, lz4 and zstd are not what the makers of extracts use
    made, unpacker = 0, zlib.decompressobj()
    try:
        while packed and not unpacker.eof:
            made += len(unpacker.decompress(packed, CHUNK))
            packed = unpacker.unconsumed_tail
            if made > announced:
                raise Damaged
        made += len(unpacker.flush())
    except zlib.error:
        raise Damaged from None
    if made != announced or not unpacker.eof:
        raise Damaged
    return made


def _number(fields: dict[int, int | bytes], field: int) -> int:
    value = fields.get(field)
    if not isinstance(value, int):
        raise Damaged
    return value


def _fields(raw: bytes) -> dict[int, int | bytes]:
    """Numbers and byte strings of one protobuf message by field number; the last one counts."""
    found: dict[int, int | bytes] = {}
    at = 0
    while at < len(raw):
        key, at = _varint(raw, at)
        kind = key & 7
        if kind == VARINT:
            found[key >> 3], at = _varint(raw, at)
        elif kind == LENGTH:
            length, at = _varint(raw, at)
            if at + length > len(raw):
                raise Damaged
            found[key >> 3], at = raw[at : at + length], at + length
        elif kind in (FIXED64, FIXED32):
            at += 8 if kind == FIXED64 else 4
        else:
            raise Damaged
    return found


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(10):
        if at >= len(raw):
            raise Damaged
        byte = raw[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at
    raise Damaged
