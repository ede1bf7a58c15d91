# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a kind of organisation is a good answer at all, whatever is asked. Pure.

A library or a school can do something with almost every offer, a police zone with few. What we
assume of a kind counts for so much more or less. Learnt from judged needs and strengths
(benchmarks/matching/reading/usual.py); a kind that was never judged counts for a little less.
"""

import csv
from functools import cache
from pathlib import Path

from netwerkbouwer.matching.reasons import Direction

FILE = Path(__file__).parent / "data" / "usual_answers.csv"


@cache
def factors(direction: Direction) -> dict[str, float]:
    """For each kind, what its profile is multiplied by: 0.75 to about 2."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["kind"]: float(row[direction]) for row in csv.DictReader(file)}
