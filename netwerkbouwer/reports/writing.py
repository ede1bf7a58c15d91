# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the builders of sections share while a report is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.zones import fields
from netwerkbouwer.methods.template import FieldSpec, Zone
from netwerkbouwer.reports.glossary import Glossary
from netwerkbouwer.reports.report import Block, Paragraph, Run
from netwerkbouwer.reports.rows import Row


@dataclass
class Writing:
    """What the builders share while a report is written."""

    view: BoardView
    rows: list[Row]
    with_private: bool
    glossary: Glossary
    items: dict[tuple[str, str], None] = field(default_factory=dict)
    """(pack, item) of the library that the report used, for the list of sources."""

    @property
    def by_card(self) -> dict[str, Row]:
        return {row.card: row for row in self.rows}


Builder = Callable[[Writing, Zone], Iterator[Block]]


def plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def quiet(text: str) -> Paragraph:
    return Paragraph((Run(text),), "quiet")


def field_text(view: BoardView, spec: FieldSpec, value: Any) -> str:
    """A field's value in words."""
    return fields.field_page(view, spec).words(value) if value else ""
