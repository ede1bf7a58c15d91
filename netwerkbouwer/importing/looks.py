# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What no reader should meet in a file: looked for piece by piece, in constant memory. Pure.

Each check is a function that gets the next bytes of a file and raises Refused.
"""

import re
from collections.abc import Callable

from netwerkbouwer.importing.limits import MB, Limits

DEEPEST = 64  # brackets in brackets of a JSON file; the deepest real format has some twelve
LONGEST_LINE = MB // 2
ENTITIES = "In dit bestand staat een verwijzing (DOCTYPE of ENTITY) die we niet volgen."
TOO_DEEP = f"Dit JSON-bestand zit te diep in elkaar: meer dan {DEEPEST} haakjes in elkaar."
_ROUND = bytes.maketrans(b"{}", b"[]")
_OTHERS = bytes(code for code in range(256) if code not in b"[]{}")
_ENTITY = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.I)

Check = Callable[[bytes], None]


class Refused(Exception):
    """The file cannot be taken; the text is one Dutch sentence for who sent it."""


def for_kind(kind: str, limits: Limits) -> Check | None:
    """What to look for in a file of this kind, as `intake.kind` calls it."""
    if kind == "json":
        return not_deep()
    if kind == "xml":
        return no_entities()
    return few_lines(limits) if kind == "text" else None


def no_entities() -> Check:
    tail = b""

    def check(piece: bytes) -> None:
        nonlocal tail
        if _ENTITY.search(tail + piece):
            raise Refused(ENTITIES)
        tail = piece[-32:]

    return check


def few_rows(limits: Limits) -> Check:
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


def few_lines(limits: Limits) -> Check:
    """Counts lines, and how long one goes on."""
    lines = length = 0
    most = f"{limits.lines:,}".replace(",", ".")

    def check(piece: bytes) -> None:
        nonlocal lines, length
        breaks = max(piece.count(b"\n"), piece.count(b"\r"))
        lines += breaks
        length = 0 if breaks else length + len(piece)
        if lines > limits.lines:
            raise Refused(f"In dit bestand staan meer dan {most} regels. Deel het op.")
        if length > LONGEST_LINE:
            raise Refused("In dit bestand staat een heel lange regel. Bewaar het opnieuw als CSV.")

    return check


def not_deep() -> Check:
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
