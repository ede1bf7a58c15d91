# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places of a step where someone lays a card: a zone, or one column or cell of it.

A phone shows one of them at a time: one prompt, one form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards.cards import card_types
from netwerkbouwer.methods.template import Method, Step, Zone, ZoneKind

Lines = Mapping[str, list[tuple[str, str]]]
"""Per zone whose cards name rows or columns: their ids and names."""


LAID_TOGETHER = {ZoneKind.CARDS, ZoneKind.COLUMNS, ZoneKind.MATRIX}
"""Zones that a group fills with many small cards."""
A_LINE = {*LAID_TOGETHER, ZoneKind.ACTIONS, ZoneKind.EXERCISES, ZoneKind.COMBINATIONS}
"""Zones where a line of text is a card."""


@dataclass(frozen=True)
class Spot:
    zone: Zone
    title: str
    prompt: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """What a card gets by lying here, such as its column."""

    @property
    def key(self) -> str:
        """Its name in an address."""
        return ".".join([self.zone.key, *self.fields.values()])

    @property
    def card_type(self) -> str:
        types = card_types(self.zone)
        return types[0] if types else ""

    @property
    def form(self) -> str:
        """Which form lays a card here; none when only the step page has one."""
        if self.zone.kind in A_LINE:
            return "line"
        own_form = {ZoneKind.CANDIDATES: "candidate", ZoneKind.DECK: "deck"}
        return own_form.get(self.zone.kind, "")

    @property
    def takes_text(self) -> bool:
        return self.form == "line" or (self.form == "deck" and self.zone.own_cards)

    def holds(self, zone: str, fields: Mapping[str, Any]) -> bool:
        """Whether a card lies here."""
        return zone == self.zone.key and all(
            fields.get(key) == value for key, value in self.fields.items()
        )


def spots_of(step: Step, lines: Lines) -> list[Spot]:
    """All of a step, in the order of the method; views hold nothing and are left out."""
    return [spot for zone in step.zones if not zone.is_view for spot in _in_zone(zone, lines)]


def _in_zone(zone: Zone, lines: Lines) -> Iterator[Spot]:
    if zone.kind == ZoneKind.COLUMNS:
        for theme in zone.themes:
            for column in theme.columns or zone.columns:
                title = column.label if len(zone.themes) == 1 else f"{theme.label}: {column.label}"
                prompt = column.prompt or zone.prompt
                yield Spot(zone, title, prompt, {"theme": theme.key, "column": column.key})
    elif zone.kind == ZoneKind.MATRIX:
        for row, of_row in _lines(zone.rows_from, zone.rows, lines):
            for key, of_column in _lines(zone.columns_from, zone.columns, lines):
                yield Spot(zone, f"{of_row}: {of_column}", zone.prompt, {"row": row, "column": key})
    else:
        yield Spot(zone, zone.title, zone.prompt)


def _lines(source: str | None, fixed: Iterable[Any], lines: Lines) -> list[tuple[str, str]]:
    listed = [(one.key, one.label) for one in fixed]
    return listed + (lines.get(source, []) if source else [])


def is_for_groups(zone: Zone) -> bool:
    """Whether people lay cards of their own there, that can be hidden for a while or voted on."""
    only_picked = zone.kind == ZoneKind.DECK and not zone.own_cards
    return not (zone.is_view or zone.is_single or only_picked)


def first_to_share(method: Method) -> str:
    """The first step in which a group lays cards, to begin a session at."""
    for step in method.steps:
        if any(zone.kind in LAID_TOGETHER and zone.key != "tables" for zone in step.zones):
            return step.slug
    return method.steps[0].slug
