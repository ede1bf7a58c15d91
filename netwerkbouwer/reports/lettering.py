# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes text fit for paper: only characters our fonts have, and words that can be broken.

Pure. PDF/UA refuses a page with a character that no font can show; a word of a thousand letters
would run off the sheet.
"""

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from netwerkbouwer.common import texts

FONTS = Path(__file__).parent / "fonts"
MISSING = "□"
LONG_WORD = 28  # letters; longer ones may be broken anywhere
BREAK = "\u200b"  # zero-width space: a place to break, nothing to see
_LONG = re.compile(rf"\S{{{LONG_WORD + 1},}}")


@cache
def coverage() -> frozenset[int]:
    """The code points that at least one of our fonts can show."""
    return frozenset(code for path in sorted(FONTS.glob("*.ttf")) for code in _characters(path))


def _characters(path: Path) -> Iterator[int]:
    """The code points of a font, from its 'cmap' table (OpenType specification, formats 4, 12)."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    start = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    for index in range(subtables):
        _platform, _encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        reader = {4: _segments, 12: _groups}.get(kind)
        if reader is not None:
            yield from reader(data, start + offset)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4. A segment may hold code points without a glyph: those are left out."""
    (double,) = struct.unpack_from(">H", data, at + 6)
    columns = [at + 14, *(at + 16 + step * double for step in (1, 2, 3))]
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{double // 2}H", data, column) for column in columns
    )
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                place = columns[3] + 2 * index + offsets[index] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, place)
            if glyph and (glyph + deltas[index]) % 0x10000:
                yield code


def _groups(data: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    for index in range(count):
        first, last, _glyph = struct.unpack_from(">III", data, at + 16 + 12 * index)
        yield from range(first, last + 1)


# Marks that steer the characters before them; they are never drawn themselves.
STEERING = {0x200D, 0x20E3, *range(0xFE00, 0xFE10)}


def printable(text: str) -> str:
    """Text with □ for every character no font of ours has, and with places to break."""
    known = coverage()
    shown = "".join(
        char if char == "\n" or ord(char) in known else MISSING
        for char in texts.clean(text).replace("\t", " ")
        if ord(char) not in STEERING
    )
    return _LONG.sub(_breakable, shown)


def _breakable(word: re.Match[str]) -> str:
    letters = word.group()
    parts = (letters[i : i + LONG_WORD] for i in range(0, len(letters), LONG_WORD))
    return BREAK.join(parts)


def printable_data(data: Any) -> Any:
    """The same for every text in plain data; drawings ('svg') and addresses ('link') stay whole."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, list | tuple):
        return [printable_data(one) for one in data]
    if isinstance(data, dict):
        return {
            key: WHOLE[key](value) if key in WHOLE else printable_data(value)
            for key, value in data.items()
        }
    return data


def _drawable(svg: str) -> str:
    """A drawing without characters that no font has; markup itself is plain ASCII."""
    known = coverage()
    return "".join(char if ord(char) < 128 or ord(char) in known else MISSING for char in svg)


WHOLE = {"svg": _drawable, "link": texts.clean_line}
