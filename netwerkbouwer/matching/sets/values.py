# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of combinations, and what they answer: plain values. Pure."""

from dataclasses import dataclass

from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.sets.bringing import Brings
from netwerkbouwer.organisations.facts import OrganisationFacts


@dataclass(frozen=True, slots=True)
class CombineRequest:
    """One need ('limitation') or strength, and who asks, as in SuggestRequest.

    `known` are public ids of those the asker works with or has found already: new ones are
    preferred. The public ids of `must` are in every set; those of `exclude` in none. `existing` are
    sets of public ids that are known already.
    """

    text: str
    direction: Direction
    municipality_code: str
    sector: str
    organisation: str = ""
    known: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    must: tuple[str, ...] = ()
    existing: tuple[frozenset[str], ...] = ()
    radius_km: float | None = None
    surprise: float = 0.5
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation in a set: what it is for, in a few words, and whether it is new."""

    organisation: OrganisationFacts
    role: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """A point of the text, in its own words, and the public ids of who meets it."""

    point: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """A set with its reasons, what each brings to whom, and which points it meets."""

    members: tuple[Member, ...]
    brings: tuple[Brings, ...]
    reasons: tuple[str, ...]
    covers: tuple[Cover, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(member.organisation.public_id for member in self.members)


@dataclass(frozen=True, slots=True)
class Combined:
    """Sets, or in a sentence why there are none."""

    sets: tuple[Combination, ...]
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class PresentMember:
    """Someone in a set already; `public_id` is empty for who is not in the directory.

    `kind` may be empty; then the kind of its directory entry counts.
    """

    name: str
    kind: str
    sectors: tuple[str, ...]
    half: str
    municipality_code: str
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class MissingRequest:
    """A set and what it is for; who asks, as in CombineRequest."""

    text: str
    direction: Direction
    members: tuple[PresentMember, ...]
    municipality_code: str
    sector: str
    organisation: str = ""
    known: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """Who is absent from a set, and why that matters.

    `organisations` could fill the place, the best first; where the directory has none near, `kinds`
    says what to look for.
    """

    id: str
    missing: str
    why: str
    kinds: tuple[str, ...]
    organisations: tuple[OrganisationFacts, ...]
