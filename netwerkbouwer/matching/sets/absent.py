# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is absent from a set of partners, by rules that are data (absent.yaml). Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from netwerkbouwer.common import yaml_files
from netwerkbouwer.matching.reading import words
from netwerkbouwer.matching.reading.concepts import Thesaurus
from netwerkbouwer.matching.reading.profile import KindTable
from netwerkbouwer.matching.reasons import Direction

RULES = Path(__file__).parent / "absent.yaml"
LEAST_STRENGTH = 0.3  # words that mean something else as well say too little
LEAST_HAS = 0.5  # so surely a kind has what a rule asks
PLACE = "place"  # reckoned, not listed


class Rule(BaseModel):
    """One absence: when it counts, who would fill it, and the sentences; see absent.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    missing: str
    why: str
    seek: tuple[str, ...]
    about: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    only: Direction | None = None


class Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def ids_differ_and_each_rule_can_be_met(self) -> Self:
        ids = [rule.id for rule in self.rules]
        if len(set(ids)) != len(ids) or PLACE in ids:
            raise ValueError("elke regel heeft een eigen id")
        for rule in self.rules:
            if not (rule.kinds or rule.sectors or rule.halves or rule.has):
                raise ValueError(f"{rule.id}: zeg wie de plaats vult")
        return self


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Read the rules once. Raises yaml_files.Mistake."""
    return yaml_files.read(RULES, Rules).rules


@dataclass(frozen=True, slots=True)
class Partner:
    """A member of a set as the rules see it; values are empty when unknown.

    `has` are concepts that it told to have; what we assume of its kind counts as well.
    """

    kind: str
    sectors: tuple[str, ...]
    half: str
    municipality_code: str
    has: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is absent, why that matters, and which kinds would do, the best first."""

    id: str
    missing: str
    why: str
    seek: tuple[str, ...]


def absences(
    text: str,
    direction: Direction,
    partners: Sequence[Partner],
    thesaurus: Thesaurus,
    table: KindTable,
) -> list[Absence]:
    """Who is absent for this text, the most important first; nobody is absent from an empty set."""
    if not partners:
        return []
    found = thesaurus.hits(words.read(text[: words.LONGEST_TEXT]))
    about = {hit.concept for hit in found if hit.strength >= LEAST_STRENGTH and not hit.own}
    has = {concept for partner in partners for concept in _has(partner, table)}
    listed = [
        Absence(rule.id, rule.missing, rule.why, rule.seek)
        for rule in rules()
        if _counts(rule, about, direction) and not _is_met(rule, partners, has)
    ]
    codes = {partner.municipality_code for partner in partners}
    if len(partners) > 1 and len(codes) == 1 and "" not in codes:
        listed.append(_one_place())
    return listed


def _counts(rule: Rule, about: Collection[str], direction: Direction) -> bool:
    right = rule.only is None or rule.only == direction
    return right and (not rule.about or not set(rule.about).isdisjoint(about))


def _is_met(rule: Rule, partners: Sequence[Partner], has: Collection[str]) -> bool:
    return not set(rule.has).isdisjoint(has) or any(
        partner.kind in rule.kinds
        or partner.half in rule.halves
        or not set(partner.sectors).isdisjoint(rule.sectors)
        for partner in partners
    )


def _has(partner: Partner, table: KindTable) -> Collection[str]:
    place = table.index.get(partner.kind)
    offers = table.offers[place] if place is not None else {}
    return partner.has | {name for name, (strength, _) in offers.items() if strength >= LEAST_HAS}


def _one_place() -> Absence:
    return Absence(
        PLACE,
        "iemand uit een andere gemeente",
        "Iedereen hier zit in dezelfde gemeente. Een partner uit de buurgemeente opent een nieuwe "
        "kring.",
        (),
    )
