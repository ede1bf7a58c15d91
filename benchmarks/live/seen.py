# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""When everyone saw an edit: from marks in what each client received. Pure.

A later edit of the same author overwrites the earlier on the same card, and servers may then send
only the last; so who saw number n of an author has seen all before it.
"""

import re
from dataclasses import dataclass, field

MARK = re.compile(rb"~(\d+)\.(\d+)~")
REMEMBERED = 8  # the same message goes to everyone: its marks are read once


@dataclass
class Edit:
    """One edit of an open loop. Times in seconds of one clock."""

    due: float
    seen_by: int = 0
    seen_by_all: float | None = None


@dataclass
class Watch:
    """The edits of one board, by author and number, and who saw how far."""

    people: int
    base: int = 0
    """Numbers up to here are of an earlier round."""
    edits: list[list[Edit]] = field(default_factory=list)
    _seen: list[list[int]] = field(default_factory=list)
    _marks: dict[bytes, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.edits = [[] for _ in range(self.people)]
        self._seen = [[self.base] * self.people for _ in range(self.people)]

    def add(self, author: int, due: float) -> int:
        """A new edit of this author; gives its number."""
        self.edits[author].append(Edit(due))
        return self.base + len(self.edits[author])

    def read(self, raw: bytes, reader: int, now: float) -> None:
        """A reader received this."""
        marks = self._marks.get(raw)
        if marks is None:
            marks = [(int(author), int(number)) for author, number in MARK.findall(raw)]
            if len(self._marks) >= REMEMBERED:
                self._marks.clear()
            self._marks[raw] = marks
        mine = self._seen[reader]
        for author, number in marks:
            if number > mine[author] and author != reader:
                self._saw(author, mine[author], number, now)
                mine[author] = number

    def _saw(self, author: int, before: int, number: int, now: float) -> None:
        edits = self.edits[author]
        for index in range(before - self.base, min(number - self.base, len(edits))):
            edit = edits[index]
            edit.seen_by += 1
            if edit.seen_by == self.people - 1:
                edit.seen_by_all = now

    def all(self) -> list[Edit]:
        return [edit for edits in self.edits for edit in edits]
