# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages about everything tell: how many organisations, and whose work we stand on."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Pack
from netwerkbouwer.organisations import sectors as sector_list
from netwerkbouwer.organisations.models import Organisation


@dataclass(frozen=True)
class SectorCount:
    """How many organisations of one sector, per country."""

    slug: str
    label: str
    belgium: int
    netherlands: int

    @property
    def total(self) -> int:
        return self.belgium + self.netherlands


@dataclass(frozen=True)
class SourceCount:
    """How many organisations come from one source, and when it was last looked at."""

    source: str
    licence: str
    total: int
    checked_on: object


@dataclass(frozen=True)
class DirectoryCounts:
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


def sectors() -> tuple[sector_list.Sector, ...]:
    return sector_list.SECTORS


def directory_counts() -> DirectoryCounts:
    """Organisations per sector and country and per source, in two queries."""
    shown = Organisation.objects.filter(merged_into=None).order_by()
    counts: Counter[tuple[str, str]] = Counter()
    rows = shown.values_list("main_sector", "municipality__country").annotate(n=Count("pk"))
    for sector, country, number in rows:
        counts[sector, country or ""] += number
    per_sector = [
        SectorCount(s.slug, s.label, counts[s.slug, "BE"], counts[s.slug, "NL"])
        for s in sector_list.SECTORS
    ]
    origins = shown.values_list("source", "licence").annotate(n=Count("pk"), last=Max("checked_on"))
    per_source = [SourceCount(*row) for row in origins.order_by("-n", "source")]
    return DirectoryCounts(per_sector, per_source)


def library_sources() -> tuple[Pack, ...]:
    """The packs of the library that stand on the work of others."""
    return tuple(pack for pack in library.packs() if pack.sources)
