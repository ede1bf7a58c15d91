# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learns how much a partner of another sector adds, from projects that happened.

    python -m benchmarks.matching.complement --learn     write the packaged table anew

Who works together more often than chance says, can use each other. Only numbers per two sectors
leave this command, never an organisation. From Interreg projects that began before 2014; later ones
are kept to look whether it holds.
"""

import argparse
import csv
import os
import sys
from pathlib import Path

import numpy as np

from benchmarks import data
from benchmarks.matching import evidence, projects
from benchmarks.matching.projects import NONE, Floats
from netwerkbouwer.matching.ranking import learning
from netwerkbouwer.organisations import sectors

FILE = Path(learning.__file__).parent / "data" / "sector_complement.csv"
OWN, SAME_HALF, OTHER_HALF = 0.2, 0.65, 1.0  # set by hand: one's own, a sector in the same half
SOURCE = "interreg"
CUT = "2014"
TRUST = 8.0  # meetings (κ): with fewer expected, what was set by hand says more
DIGITS = 3
SLUGS = tuple(sector.slug for sector in sectors.SECTORS)


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    if projects.folder() is None:
        return data.absent("collaboration", "benchmark_projects.csv"), True
    values, seen, expected = learn()
    later, later_expected = meetings(late=True)
    away = ~np.eye(len(SLUGS), dtype=np.bool_)
    known = away & (later_expected > 0.2)
    lifts = later[known] / later_expected[known]
    agrees = rank_correlation(values[known], lifts)
    assumed = rank_correlation(hand()[known], lifts)
    moved = values - hand()
    pairs = [(moved[a, b], SLUGS[a], SLUGS[b]) for a in range(len(SLUGS)) for b in range(a)]
    pairs.sort(key=lambda pair: -abs(pair[0]))
    most = ", ".join(f"{a} with {b} {move:+.2f}" for move, a, b in pairs[:6])
    same = bool(np.allclose(values, read(), atol=10**-DIGITS))
    return (
        f"{seen.sum() / 2:.0f} meetings of two sectors in projects before {CUT}; (n + κ·prior) / "
        f"(E + κ) with κ = {TRUST:g}. What moved most from what was set by hand: {most}. In "
        f"projects since {CUT}: rank correlation of this table with what happened {agrees:.2f}, of "
        f"what was set by hand {assumed:.2f} ({int(known.sum() / 2)} pairs of sectors; little "
        f"data). The packaged file is {'the same' if same else 'another one: learn it anew'}."
    ), same


def meetings(*, late: bool) -> tuple[Floats, Floats]:
    """How often each two sectors met in one project, and how often they would by chance."""
    world = projects.local(SOURCE)
    seen_projects = np.array([(one.start >= CUT) == late for one in world.projects])
    view = evidence.View(world, seen_projects)
    a, b, weight = view.pairs
    known = (world.sector[a] != NONE) & (world.sector[b] != NONE)
    seen = np.zeros((len(SLUGS), len(SLUGS)))
    np.add.at(seen, (world.sector[a[known]], world.sector[b[known]]), weight[known])
    seen = (seen + seen.T) / 2
    return seen, learning.by_chance(seen)


def hand() -> Floats:
    """What was assumed before anything was learnt."""
    return np.array([[by_hand(own, other) for other in SLUGS] for own in SLUGS])


def by_hand(own: str, other: str) -> float:
    if own == other:
        return OWN
    same = sectors.BY_SLUG[own].half == sectors.BY_SLUG[other].half
    return SAME_HALF if same else OTHER_HALF


def learn() -> tuple[Floats, Floats, Floats]:
    """The table, with what was seen and expected; as often as by chance, or more, counts as 1.

    One's own sector keeps what was set by hand: projects of one sector are what people find by
    themselves, so a partner from it adds little, however often it happens.
    """
    seen, expected = meetings(late=False)
    lifts = learning.lift(seen, expected, hand(), TRUST)
    values = np.clip(lifts, 0.0, 1.0)
    np.fill_diagonal(values, OWN)
    return np.round(values, DIGITS), seen, expected


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's, with the mean rank for ties."""
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Floats) -> Floats:
    ordered = np.sort(values)
    left = np.searchsorted(ordered, values, side="left")
    return (left + np.searchsorted(ordered, values, side="right")) / 2.0


def read() -> Floats:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = {(row["sector"], row["with"]): float(row["value"]) for row in rows}
    return np.array([[table[own, other] for other in SLUGS] for own in SLUGS])


def write(values: Floats) -> None:
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("sector", "with", "value"))
        for own, row in zip(SLUGS, values, strict=True):
            out.writerows(
                (own, other, f"{value:g}") for other, value in zip(SLUGS, row, strict=True)
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="write the packaged table anew")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    django.setup()
    if projects.folder() is None:
        print(data.absent("collaboration", "benchmark_projects.csv"))
        return 1
    if options.learn:
        write(learn()[0])
    print(prove(options)[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
