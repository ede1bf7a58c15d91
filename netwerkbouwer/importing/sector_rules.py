# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people decide about sectors: rules for the next time a file is read, and what to check."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from django.utils import timezone

from netwerkbouwer.common import texts
from netwerkbouwer.importing import plan, sector_mapping, staging
from netwerkbouwer.importing.models import ImportRun, SectorRule
from netwerkbouwer.organisations import sectors

MOST_GROUPS = 60
EXAMPLES = 4
LONGEST_WORD = 60
# Rows of one reason, the least sure first; the largest group of equally sure ones before others.
GROUPS = """
SELECT json_extract(payload, '$.sector_basis') AS basis,
       json_extract(payload, '$.sector') AS sector,
       min(json_extract(payload, '$.sector_certainty')) AS certainty,
       count(*) AS n
FROM rows WHERE error = '' AND basis IS NOT NULL AND basis != ''
GROUP BY basis, sector ORDER BY certainty, n DESC, basis LIMIT ?
"""
NAMES = """
SELECT json_extract(payload, '$.name') FROM rows
WHERE error = '' AND json_extract(payload, '$.sector_basis') = ?
  AND json_extract(payload, '$.sector') = ? ORDER BY n LIMIT ?
"""


class UnknownRule(Exception):
    """The rule cannot be kept; the text is a Dutch sentence that says why."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that got a sector for one reason; `examples` are some of their names."""

    basis: str
    sector: str
    sector_label: str
    certainty: float
    count: int
    examples: tuple[str, ...]

    @property
    def is_class(self) -> bool:
        """Whether it rests on a class of the source: then one rule decides for all of them."""
        return sector_mapping.class_of(self.basis) is not None


def every() -> dict[str, str]:
    """All rules as `sector_mapping` reads them."""
    rows = SectorRule.objects.values_list("scheme", "code", "sector")
    return {f"{scheme} {code}": sector for scheme, code, sector in rows}


def groups(run: ImportRun) -> list[Group]:
    """What a run made of sectors that its rows do not tell, the least sure first."""
    path = plan.folder_of(run) / staging.FILE_NAME
    if not path.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            found = base.execute(GROUPS, (MOST_GROUPS,)).fetchall()
            return [_group(base, *row) for row in found]
    except sqlite3.DatabaseError:
        return []


def _group(
    base: sqlite3.Connection, basis: str, sector: str, certainty: float | None, count: int
) -> Group:
    names = base.execute(NAMES, (basis, sector, EXAMPLES)).fetchall()
    return Group(
        basis=basis,
        sector=sector,
        sector_label=sectors.label(sector),
        certainty=certainty or 0.0,
        count=count,
        examples=tuple(name for (name,) in names),
    )


def decide_class(basis: str, sector: str, by: str) -> None:
    """From now on this class means this sector. Raises UnknownRule."""
    found = sector_mapping.class_of(basis)
    if found is None:
        raise UnknownRule("Kies een sector bij een van de rijen in de lijst.")
    _keep(*found, sector, by)


def decide_word(word: str, sector: str, by: str) -> None:
    """From now on a name with this word, or these words, means this sector. Raises UnknownRule."""
    folded = texts.fold(word)
    if not folded or len(folded) > LONGEST_WORD:
        raise UnknownRule("Vul een woord in dat in de naam staat, bijvoorbeeld 'fanfare'.")
    _keep(sector_mapping.BY_WORD, folded, sector, by)


def _keep(scheme: str, code: str, sector: str, by: str) -> None:
    if sector not in sectors.BY_SLUG:
        raise UnknownRule("Kies een sector uit de lijst.")
    SectorRule.objects.update_or_create(
        scheme=scheme[:60],
        code=code[:120],
        defaults={"sector": sector, "by": by[:80], "at": timezone.now()},
    )


def forget(pk: int) -> None:
    """Take a rule away; what was read by it stays as it is until it is read again."""
    SectorRule.objects.filter(pk=pk).delete()
