# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Short codes for the cells of printed sheets: unique on a board, and a typo is noticed.

A code is three signs and a check sign from an alphabet of 23: capitals and digits without pairs
that look alike (no 0/O/Q, 1/I/L, 5/S, 8/B, 6/G, 2/Z, U/V). The check is that of ISBN-10, with 23
in the place of 11: the sum of value times place must be a multiple of 23. Because 23 is prime and
the four weights differ, it finds every single wrong sign and every swap of two signs; Damm's
scheme finds the same but needs a table, and no swap of signs that stand apart. What it misses
(1 in 23 of other mistakes) mostly lands on a code that no cell has: a board uses a few hundred of
the 12,167. For the same reason a sheet of another board is nearly always noticed.

Where a cell's code comes from: the hash of board and cell. Cells that come later never take the
code of an earlier one, so what was printed yesterday still holds.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from netwerkbouwer.boards.operations import TABLES

ALPHABET = "234679ACDEFHJKMNPRTVWXY"
PRIME = len(ALPHABET)
BODY = 3
LENGTH = BODY + 1
ROOM = PRIME**BODY
# Signs that are not ours, for the one of ours that they must have been.
MEANT = str.maketrans({"G": "6", "Z": "2", "U": "V"})
NEAREST = 5

_TYPED = re.compile(r"(?:(\d{1,3})[-–. ]+)?([0-9A-Z]{1,12})")


class NoRoom(Exception):
    """More cells than there are codes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What someone typed: a code, and the table that stood before it on the sheet."""

    table: int | None
    code: str


def check_sign(body: str) -> str:
    """The sign that makes the weighted sum a multiple of 23. Weights 4, 3, 2; its own is 1."""
    total = sum((LENGTH - i) * ALPHABET.index(sign) for i, sign in enumerate(body))
    return ALPHABET[-total % PRIME]


def is_code(text: str) -> bool:
    """Whether the check sign fits; says nothing of whether a cell has this code."""
    known = len(text) == LENGTH and all(sign in ALPHABET for sign in text)
    return known and check_sign(text[:BODY]) == text[BODY]


def codes_for(board: str, cells: Iterable[str]) -> dict[str, str]:
    """Per cell its code. Raises NoRoom.

    A cell is a text that says which one it is on the board. When two want the same code, the
    first keeps it: give first what can be printed first.
    """
    taken: dict[int, str] = {}
    for cell in dict.fromkeys(cells):
        if len(taken) >= ROOM:
            raise NoRoom
        digest = hashlib.sha256(f"{board}:{cell}".encode()).digest()
        number = int.from_bytes(digest[:8], "big") % ROOM
        while number in taken:
            number = (number + 1) % ROOM
        taken[number] = cell
    return {cell: _code(number) for number, cell in taken.items()}


def _code(number: int) -> str:
    body = ""
    for _place in range(BODY):
        number, rest = divmod(number, PRIME)
        body = ALPHABET[rest] + body
    return body + check_sign(body)


def read(text: str) -> Typed | None:
    """A code as people type it: small letters, spaces, the table before it. None: not one."""
    tidy = " ".join(text.upper().split()).replace("–", "-")
    if found := _TYPED.fullmatch(tidy):
        return _typed(found[1], found[2])
    joined = re.sub(r"[^0-9A-Z]", "", tidy)
    if 0 < len(joined) <= LENGTH + 3:
        return _typed("", joined)
    return None


def _typed(table: str | None, code: str) -> Typed:
    code = code.translate(MEANT)
    extra = len(code) - LENGTH
    if not table and 1 <= extra <= 3 and code[:extra].isdecimal() and is_code(code[extra:]):
        table, code = code[:extra], code[extra:]  # '3K7M4', typed without the dash
    number = int(table) if table else 0
    return Typed(number if 1 <= number <= TABLES else None, code)


def written(code: str, table: int | None) -> str:
    """A code as it stands on a sheet of a table: '3-K7M4'."""
    return f"{table}-{code}" if table else code


def nearest(code: str, known: Mapping[str, object] | Sequence[str]) -> list[str]:
    """The codes most like a wrong one: fewest different signs first. At most five."""

    def distance(other: str) -> tuple[float, str]:
        if len(other) == len(code):
            wrong = sum(a != b for a, b in zip(code, other, strict=True))
            is_swap = wrong == 2 and sorted(code) == sorted(other)
            return (1 if is_swap else wrong), other
        return LENGTH * (1 - SequenceMatcher(None, code, other, autojunk=False).ratio()), other

    ranked = sorted(map(distance, known))
    return [other for far, other in ranked[:NEAREST] if far <= LENGTH / 2]
