# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learns how often each kind of organisation is a good answer, from the tuning half alone.

    python -m benchmarks.matching.usual --learn     write the packaged table anew

The factor of a kind is (1 + BETA·p) / (1 + BETA·MIDDLE) and LEAST at least, with p the mean grade
it got in judged entries of that direction, as a share of the highest, pulled to nothing by PULL
entries more. These numbers were chosen by learning from half of the tuning half and asking the
other half.
"""

import argparse
import csv
import os
import sys

from benchmarks.matching import judged
from benchmarks.matching.judged import GOOD
from netwerkbouwer.matching.reading import usual
from netwerkbouwer.matching.reasons import Direction

BETA, MIDDLE, PULL = 8.0, 0.15, 2
LEAST = 0.75  # a kind that was never judged good may still be: a dozen entries are few
DIGITS = 3
DIRECTIONS: tuple[Direction, Direction] = ("limitation", "strength")


def learn(kinds: list[str]) -> list[tuple[str, float, float]]:
    """A line per kind: its id and its factor for limitations and for strengths."""
    return [(kind, *(_factor(kind, direction) for direction in DIRECTIONS)) for kind in kinds]


def _factor(kind: str, direction: Direction) -> float:
    some = [
        entry
        for entry in judged.entries()
        if not entry.is_held_out and entry.direction == direction
    ]
    share = sum(entry.grades.get(kind, 0) for entry in some) / (GOOD * (len(some) + PULL))
    return round(max(LEAST, (1 + BETA * share) / (1 + BETA * MIDDLE)), DIGITS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="write the packaged table anew")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    django.setup()
    from netwerkbouwer.library import queries as library

    lines = learn([item.id for item in library.items("organisation_kinds")])
    if options.learn:
        with usual.FILE.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(("kind", *DIRECTIONS))
            out.writerows(lines)
    for kind, *factors in sorted(lines, key=lambda line: -line[1])[:10]:
        print(kind, *factors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
