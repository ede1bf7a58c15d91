# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rest of the product asks of the directory."""

from netwerkbouwer.organisations.facts import (
    MapPoint,
    Matrix,
    OrganisationFacts,
    OrganisationPage,
    SearchPage,
    SearchRequest,
    SectorCount,
)


def search(request: SearchRequest) -> SearchPage:
    """Find organisations by name and by subject; at most six queries."""
    raise NotImplementedError


def organisation(public_id: str) -> OrganisationPage:
    """Give one organisation, after merges. Raises facts.UnknownOrganisation."""
    raise NotImplementedError


def facts_of(pks: list[int], origin: str = "") -> list[OrganisationFacts]:
    """Give the facts of these organisations in this order; two queries."""
    raise NotImplementedError


def counts_by_sector_and_country() -> list[SectorCount]:
    """Count organisations per main sector in the order of the sectors; one query."""
    raise NotImplementedError


def matrix(codes: list[str]) -> Matrix:
    """Count organisations per main sector in these municipalities; one query."""
    raise NotImplementedError


def organisations_in(code: str, page: int = 1) -> SearchPage:
    """Give the organisations of one municipality by name."""
    raise NotImplementedError


def map_points(request: SearchRequest, limit: int = 1_000) -> list[MapPoint]:
    """Give what `search` finds, all pages, counted per municipality; the fullest first."""
    raise NotImplementedError
