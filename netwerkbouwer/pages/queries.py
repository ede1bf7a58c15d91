# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages about everything tell: how many organisations, and whose work we stand on."""

from dataclasses import dataclass

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Pack
from netwerkbouwer.organisations import queries as directory
from netwerkbouwer.organisations.facts import SectorCount, SourceCount


@dataclass(frozen=True)
class DirectoryCounts:
    """How large the directory is, and what it is made of."""

    sectors: list[SectorCount]
    sources: list[SourceCount]

    @property
    def belgium(self) -> int:
        return sum(sector.belgium for sector in self.sectors)

    @property
    def netherlands(self) -> int:
        return sum(sector.netherlands for sector in self.sectors)

    @property
    def total(self) -> int:
        return self.belgium + self.netherlands


def directory_counts() -> DirectoryCounts:
    """Organisations per sector and country and per source, in two queries."""
    return DirectoryCounts(directory.counts_by_sector_and_country(), directory.counts_by_source())


def library_sources() -> tuple[Pack, ...]:
    """The packs of the library that stand on the work of others."""
    return tuple(pack for pack in library.packs() if pack.sources)
