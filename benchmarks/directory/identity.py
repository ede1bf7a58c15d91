# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well and how fast organisations are recognised, on a corrupted copy with known truth.

    python -m benchmarks.directory.identity            measure
    python -m benchmarks.directory.identity --learn    learn the weights anew, then measure

Learned on one half of the families, reported on the other. All records are compared together, so
that records of the other half are there as something to be confused with.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import data, figures
from benchmarks.directory import corruption, learning
from benchmarks.figures import Figure
from netwerkbouwer.organisations import identity

RECORDS, SHORT = 100_000, 10_000
LEAST_F1, LEAST_PRECISION = 0.96, 0.98
REGISTERS = Path(identity.__file__).parents[1] / "data" / "starter" / "registers.csv.gz"
JOINED = 0.6  # chance from which pairs are put together unasked: best on the learnt half
KINDS = (
    "base", "namesake", "department", "neighbour", "spelling", "abbreviation", "legal form",
    "town in name", "word left out", "initials", "moved", "old municipality", "missing place",
    "only a name", "other phone", "other site", "other mail",
)  # fmt: skip


@dataclass(frozen=True)
class Quality:
    """Of pairs; `right`, `wrong` and `missed` are counts."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def file() -> Path:
    """The real organisations where the setting says they are, else the registers we ship."""
    folder = data.folder("organisations")
    path = folder / "organisations_unified.csv" if folder else REGISTERS
    return path if path.exists() else REGISTERS


def members(labels: Sequence[int]) -> set[tuple[int, int]]:
    """All pairs of positions with one label."""
    groups: dict[int, list[int]] = {}
    for position, label in enumerate(labels):
        groups.setdefault(label, []).append(position)
    return {
        (one, other)
        for group in groups.values()
        for at, one in enumerate(group)
        for other in group[at + 1 :]
    }


def quality(
    copy: corruption.Copy, found: set[tuple[int, int]], kind: str = "", *, learnt: bool = False
) -> Quality:
    """Of found pairs that touch the half asked for, and of one kind when it is named."""
    halves = corruption.half(copy)

    def counts(pair: tuple[int, int]) -> bool:
        if all(halves[at] != learnt for at in pair):
            return False
        return not kind or any(kind in copy.kinds[at] for at in pair)

    true = {pair for pair in members(copy.truth) if counts(pair)}
    mine = {pair for pair in found if counts(pair)}
    return Quality(len(mine & true), len(mine - true), len(true - mine))


def b_cubed(truth: Sequence[int], labels: Sequence[int], use: Sequence[bool]) -> Quality:
    """Precision and recall per record, averaged (Bagga and Baldwin 1998), in millionths."""
    true, mine = _groups(truth), _groups(labels)
    precision = recall = 0.0
    total = 0
    for position, counted in enumerate(use):
        if counted:
            one, other = true[truth[position]], mine[labels[position]]
            both = len(one & other)
            precision, recall, total = (
                precision + both / len(other),
                recall + both / len(one),
                total + 1,
            )
    p, r = precision / total, recall / total
    return Quality(round(1e6 * p * r), round(1e6 * r * (1 - p)), round(1e6 * p * (1 - r)))


def _groups(labels: Sequence[int]) -> dict[int, set[int]]:
    groups: dict[int, set[int]] = {}
    for position, label in enumerate(labels):
        groups.setdefault(label, set()).add(position)
    return groups


@dataclass(frozen=True)
class Outcome:
    """What one run over a copy gave, and its seconds."""

    labels: npt.NDArray[np.int64]
    certain: set[tuple[int, int]]
    doubtful: int
    pairs: identity.Pairs
    prepare: float
    compare: float
    cluster: float
    processor: float

    @property
    def seconds(self) -> float:
        return self.prepare + self.compare + self.cluster


def resolve(copy: corruption.Copy) -> Outcome:
    """From entries to groups, as the product does it."""
    start, used = time.perf_counter(), time.process_time()
    prepared = identity.prepare(copy.entries)
    ready = time.perf_counter()
    pairs = identity.compare(prepared)
    compared = time.perf_counter()
    labels = put_together(copy, (pairs.i, pairs.j, pairs.chance))
    end, processor = time.perf_counter(), time.process_time() - used
    sure = np.nonzero(pairs.chance >= identity.CERTAIN)[0]
    certain = set(zip(pairs.i[sure].tolist(), pairs.j[sure].tolist(), strict=True))
    doubtful = int(((pairs.chance >= identity.DOUBT) & (pairs.chance < identity.CERTAIN)).sum())
    return Outcome(labels, certain, doubtful, pairs, ready - start, compared - ready,
                   end - compared, processor)  # fmt: skip


def put_together(
    copy: corruption.Copy,
    pairs: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]],
    threshold: float = JOINED,
) -> npt.NDArray[np.int64]:
    return identity.cluster(
        pairs,
        [[entry.source] for entry in copy.entries],
        numbers=[entry.numbers for entry in copy.entries],
        threshold=threshold,
    )


def run(records: int = RECORDS) -> list[Figure]:
    """The lines for the table."""
    copy = corruption.make(file(), records)
    return _figures(copy, resolve(copy))


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    """The table, with Splink beside it and (as a whole) Spark; whether what counts is reached."""
    from benchmarks.directory import spark_reference, splink_reference

    records = SHORT if options.short else RECORDS
    copy = corruption.make(file(), records)
    outcome = resolve(copy)
    pairs = quality(copy, members(outcome.labels.tolist()))
    certain = quality(copy, outcome.certain)
    lines = _figures(copy, outcome) + splink_reference.run(records)
    if options.whole:
        lines += spark_reference.run()
    text = f"Made from {file().name}.\n\n{figures.table(lines)}"
    return text, pairs.f1 >= LEAST_F1 and certain.precision >= LEAST_PRECISION


def _figures(copy: corruption.Copy, outcome: Outcome) -> list[Figure]:
    found = members(outcome.labels.tolist())
    other_half = [not learnt for learnt in corruption.half(copy)]
    cubed = b_cubed(copy.truth, outcome.labels.tolist(), other_half)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(copy.entries)
    return [
        Figure(f"{size} records recognised", f"{outcome.seconds:.1f} s",
               f"prepare {outcome.prepare:.1f}, compare {outcome.compare:.1f}, cluster "
               f"{outcome.cluster:.1f}; {outcome.processor:.1f} s of processor; peak {peak:.0f} MB",
               "≤ 10 s"),
        Figure("pairs, held-out half", str(quality(copy, found)), "", "F1 ≥ 0.96"),
        Figure("B³, held-out half", str(cubed)),
        Figure("pairs that are certain (≥ .95)", str(quality(copy, outcome.certain)),
               f"{outcome.doubtful} doubtful pairs", "P ≥ 0.98"),
        *(Figure(f"… with {kind}", str(quality(copy, found, kind))) for kind in KINDS),
    ]  # fmt: skip


def learn(path: Path, records: int = RECORDS) -> None:
    """Learn and write words and weights."""
    from netwerkbouwer.organisations.identity import names, scoring

    copy = corruption.make(path, records)
    learning.write_words(copy, names.FOLDER / "common_words.yaml")
    learning.write_weights(learning.learn(copy, identity.prepare(copy.entries)), scoring.FILE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--records", type=int, default=RECORDS)
    options = parser.parse_args()
    if options.learn:
        learn(file())
    for figure in run(options.records):
        print(f"{figure.what:45} {figure.value:35} {figure.beside} {figure.budget}")


if __name__ == "__main__":
    main()
