# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of matching, and what it answers: plain values. Pure."""

from dataclasses import dataclass

from netwerkbouwer.matching.reasons import Direction, Reason
from netwerkbouwer.organisations.facts import OrganisationFacts

MOST = 50


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """One need ('limitation') or one strength, and who asks.

    `municipality_code` is a code of today or of before a merger; `sector` a slug. Empty filters do
    not limit; `radius_km` is by road. `exclude` are public ids and `exclude_source_ids` source ids
    that were refused before, partners already, or the asker's own organisation.
    """

    text: str
    direction: Direction
    municipality_code: str
    sector: str
    radius_km: float | None = None
    halves: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    only_other_municipalities: bool = True
    exclude: frozenset[str] = frozenset()
    exclude_source_ids: frozenset[str] = frozenset()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One organisation with its place in the list, its score (0..1) and why."""

    rank: int
    score: float
    organisation: OrganisationFacts
    reasons: tuple[Reason, ...]
