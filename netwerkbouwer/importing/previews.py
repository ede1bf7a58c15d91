# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we understand of a sheet, shown before anything is read for good. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netwerkbouwer.importing import columns, layouts, mentions, sector_mapping, sheet_rows
from netwerkbouwer.importing.options import Options
from netwerkbouwer.organisations import sectors

SHOWN = 20
SURE, LIKELY = 0.75, 0.45  # how sure a sector must be to be called so


@dataclass(frozen=True, slots=True)
class Understood:
    """One organisation with a row of its own, as we read it. `sector_word` says how sure."""

    line: int
    name: str
    place: str
    is_placed: bool
    sector: str
    sector_word: str
    partners: tuple[tuple[str, tuple[str, ...]], ...]  # what the tie is, with whom
    left_out: tuple[tuple[str, str], ...]
    contacts: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The first organisations, and how much there is in all that was looked at."""

    rows: tuple[Understood, ...]
    own: int
    named: int
    links: int
    unplaced: int
    skipped: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]


def preview(rows: Sequence[Sequence[str]], options: Options) -> Preview:
    """Read the first rows with what was chosen. Raises grids.Unreadable."""
    layout = layouts.choose(rows, options)
    gathering = sheet_rows.Gathering(layout)
    for line, row in enumerate(rows[layout.header :], start=layout.header + 1):
        gathering.add(line, row)
    made = list(gathering.rows())
    own = list(gathering.found.values())
    return Preview(
        rows=tuple(_understood(found) for found in own[:SHOWN]),
        own=len(own),
        named=len(gathering.named),
        links=sum(len(row.links) for row in made),
        unplaced=sum(1 for found in own if not found.code),
        skipped=tuple(gathering.skipped.items()),
        left_out=tuple(dict.fromkeys(told for found in own for told in found.left_out))[:SHOWN],
    )


def _understood(found: sheet_rows.Found) -> Understood:
    slugs, certainty = _sectors(found.values)
    word = "zeker" if certainty >= SURE else "waarschijnlijk" if certainty >= LIKELY else "een gok"
    partners: dict[str, list[mentions.Mention]] = {}
    for means, _, mention in found.told:
        partners.setdefault(columns.MEANINGS[means], []).append(mention)
    return Understood(
        line=found.line,
        name=found.values["name"],
        place=found.values.get("municipality", ""),
        is_placed=bool(found.code),
        sector=", ".join(sectors.label(slug) for slug in slugs),
        sector_word=word,
        partners=tuple(
            (label, tuple(dict.fromkeys(mention.name for mention in told)))
            for label, told in partners.items()
        ),
        left_out=tuple(dict.fromkeys(found.left_out)),
        contacts=len(found.contacts),
    )


def _sectors(values: Mapping[str, str]) -> tuple[tuple[str, ...], float]:
    """What the list says, else what the name says; with how sure that is."""
    if values.get("sectors"):
        return tuple(values["sectors"].split("|")), float(values["sector_certainty"])
    told = sector_mapping.of_name(values["name"])
    return told.sectors, told.certainty
