# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much a partner of another sector adds to one's own, learnt from co-operation. Pure.

The table (data/sector_complement.csv, see data/SOURCES.md there) has one value from 0 to 1 for
every two sectors, both ways.
"""

import csv
from functools import lru_cache
from pathlib import Path

from netwerkbouwer.common import yaml_files
from netwerkbouwer.organisations import sectors

TABLE = Path(__file__).parent / "data" / "sector_complement.csv"
COLUMNS = ["sector", "with", "value"]
UNKNOWN = 0.65  # for a sector we do not know
SLUGS = tuple(sector.slug for sector in sectors.SECTORS)


@lru_cache(maxsize=64)
def gains(own: str) -> tuple[float, ...]:
    """What each sector adds for an asker of this one, 0..1, in the order of SECTORS."""
    found = table()
    return tuple(found.get((own, other), UNKNOWN) for other in SLUGS)


@lru_cache(maxsize=1)
def table() -> dict[tuple[str, str], float]:
    """The packaged table. Raises yaml_files.Mistake."""
    return parse(TABLE.read_text(encoding="utf-8"))


def parse(text: str, name: str = TABLE.name) -> dict[tuple[str, str], float]:
    """Read a table: every two known sectors once. Raises yaml_files.Mistake."""
    rows = csv.reader(text.splitlines())
    if next(rows, None) != COLUMNS:
        raise yaml_files.Mistake(name, 1, f"de kolommen zijn {', '.join(COLUMNS)}")
    found: dict[tuple[str, str], float] = {}
    for row in rows:
        pair, value = _row(row, name, rows.line_num)
        if pair in found:
            raise yaml_files.Mistake(name, rows.line_num, f"{' met '.join(pair)} staat er al")
        found[pair] = value
    missing = [(one, other) for one in SLUGS for other in SLUGS if (one, other) not in found]
    if missing:
        raise yaml_files.Mistake(name, rows.line_num, f"{' met '.join(missing[0])} ontbreekt")
    return found


def _row(row: list[str], name: str, line: int) -> tuple[tuple[str, str], float]:
    if len(row) != len(COLUMNS) or not {row[0], row[1]} <= set(SLUGS):
        raise yaml_files.Mistake(name, line, "geef twee sectoren die we kennen en een waarde")
    try:
        value = float(row[2])
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise yaml_files.Mistake(name, line, "de waarde is een getal van 0 tot 1")
    return (row[0], row[1]), value
