# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a report is made of, before anyone decides how it looks: paper, page and file read this.

Pure. Everything a renderer prints stands here; renderers count nothing and word nothing.
"""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; with a note, its last word gets a footnote."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]
    look: Literal["plain", "lead", "prompt", "quiet"] = "plain"
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str
    level: Literal[2, 3] = 2
    tag: str = ""
    """A few words beside it, such as a status."""
    kind: str = field(default="subheading", init=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what it is called, what was written, and small facts."""

    text: str
    label: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    items: tuple[Entry, ...]
    kind: str = field(default="entries", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value."""

    rows: tuple[tuple[str, str], ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    """Share of the width per column."""
    rows: tuple[tuple[str, ...], ...]
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG; `alt` says what it shows, the list after it says everything in it."""

    svg: str
    alt: str
    caption: str
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """An organisation with the ideas for it."""

    name: str
    place: str
    sectors: str
    half: Literal["culture", "other"]
    ideas: tuple[str, ...]
    details: tuple[str, ...] = ()
    chosen: bool = False
    kind: str = field(default="partner", init=False)


Block = Paragraph | Subheading | Entries | Facts | Table | Figure | PartnerCard


@dataclass(frozen=True, slots=True)
class Section:
    """A step of the method."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A board as it goes to a meeting."""

    title: str
    method: str
    door: str
    by: str
    """Who made it, as the profile says; may be empty."""
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    credits: tuple[Source, ...]
    sources: tuple[Source, ...]
    address: str
    code: str
    made_on: str
    revision: int
    with_private: bool

    def as_data(self) -> dict[str, Any]:
        """The report as plain values, for the typesetter."""
        return dataclasses.asdict(self)
