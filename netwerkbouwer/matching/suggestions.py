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
    that were refused before, or that are on the list already. `organisation` is the public id of
    who asks, `known` are public ids of those it works with already: they come along, marked.
    `surprise` goes from 0 (near and familiar) to 1 (surprising).
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
    organisation: str = ""
    known: frozenset[str] = frozenset()
    surprise: float = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a score: a feature (see features.py), its value 0..1, and its weight 0..1."""

    feature: str
    value: float
    weight: float

    @property
    def amount(self) -> float:
        """How much of the score this is."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One organisation with its place in the list, its score (0..1) and why.

    `is_far` says that it lies further than organisations of its kind usually work, `is_known` that
    the asker works with it already. `parts` add up to the score, the biggest first.
    """

    rank: int
    score: float
    organisation: OrganisationFacts
    reasons: tuple[Reason, ...]
    is_far: bool = False
    is_known: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why an organisation is not in a list, or not higher.

    `rank` is its place among all that were compared (None when it was not), `score` its own and
    `limit_score` that of the last one shown. `organisation` is None when nobody may see it.
    """

    reasons: tuple[Reason, ...]
    rank: int | None = None
    score: float = 0.0
    limit_score: float = 0.0
    organisation: OrganisationFacts | None = None
