# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Judged needs and strengths, asked of the starter directory.

An organisation has the grade of its kind (2 good, 1 fair, else 0). The best list there could be has
only good ones, as far as the directory has them outside the asker's municipality.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from benchmarks.matching import judged, metrics, rivals, starter
from benchmarks.matching.judged import GOOD, Entry
from netwerkbouwer.matching.reading import kinds, need

SHORT = 12  # entries of the short form: odd ones, both variants
WORST = 8
CAME = 5
NEAR_KM = rivals.NEAR_KM
MEASURES = ("nDCG@10", "success@10", "P@10", "nDCG@10 within 50 km")

EXPLAINED = (
    "140 needs and strengths in users' words (70 Flemish, 70 Dutch), judged by one author before "
    "tuning; odd numbers were used for tuning and for learning how often a kind is a good answer "
    "(so they flatter), even ones never. Grades of kinds of organisations, "
    "2 good and 1 fair; nDCG@10 against the best list in this directory, success@10: a good one "
    "among ten, P@10: share of good ones. The fourth measure counts only what lies within "
    f"{NEAR_KM:.0f} km by road of the asker, as nobody goes to a choir at the other end of the "
    "country. Means with 95 % bootstrap intervals; differences are paired, ours less theirs."
)


@dataclass(frozen=True)
class Answer:
    """What one engine gave for one entry, and how good it was."""

    entry: Entry
    pks: tuple[int, ...]
    values: tuple[float, ...]  # in the order of MEASURES
    km: float


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    entries = chosen(short=options.short)
    engines: list[rivals.Rival] = [
        rivals.Ours(), rivals.Bm25(), rivals.Bm25Near(), rivals.Bm25ByDirection(),
        rivals.RawWords(), rivals.Nearest(), rivals.Always(),
    ]  # fmt: skip
    answers = {engine.name: ask(engine, entries) for engine in engines}
    with rivals.postgres() as database:
        if database is not None:
            answers[database.name] = ask(database, entries)
            near = rivals.PostgresNear(database)
            answers[near.name] = ask(near, entries)
    text = written(answers, options.seed)
    print(worst(answers[rivals.Ours.name]), flush=True)  # to tune with; not for the document
    return text, all(answer.pks for answer in answers[rivals.Ours.name])


def chosen(*, short: bool) -> list[Entry]:
    """All entries; in the short form some odd ones, so that looking at them tells nothing."""
    found = list(judged.entries())
    if not short:
        return found
    odd = [entry for entry in found if not entry.is_held_out]
    return odd[:: max(1, len(odd) // SHORT)][:SHORT]


def ask(engine: rivals.Rival, entries: Iterable[Entry]) -> list[Answer]:
    scale = Scale()
    return [scale.answer(entry, engine.ask(entry)) for entry in entries]


class Scale:
    """Grades of every organisation of the directory for an entry."""

    def __init__(self) -> None:
        self.numbers = starter.ready().numbers

    def answer(self, entry: Entry, pks: Sequence[int]) -> Answer:
        grades = np.array([0, *(entry.grades.get(kind, 0) for kind in self.numbers.kinds)])
        every = grades[self.numbers.kind.astype(np.int64) + 1]
        every = np.where(
            self.numbers.municipality == rivals.home_place(self.numbers, entry), 0, every
        )
        km = np.nan_to_num(rivals.kilometres(self.numbers, entry), nan=np.inf)
        near = np.where(km <= NEAR_KM, every, 0)
        rows = self.numbers.rows_of(list(pks))
        gains = every[rows]
        values = (
            metrics.ndcg(gains.tolist(), every.tolist()),
            float((gains == GOOD).any()),
            float((gains == GOOD).sum()) / rivals.DEPTH,
            metrics.ndcg(near[rows].tolist(), near.tolist()),
        )
        known = km[rows][np.isfinite(km[rows])]
        return Answer(entry, tuple(pks), values, median(known.tolist()) if len(known) else np.nan)


Groups = dict[str, Callable[[Entry], bool]]
HALVES: Groups = {
    "tuning half (odd)": lambda entry: not entry.is_held_out,
    "held-out half (even)": lambda entry: entry.is_held_out,
}
SUBJECTS: Groups = {
    "Flemish": lambda entry: entry.variant == "vl",
    "Dutch": lambda entry: entry.variant == "nl",
    "limitations": lambda entry: entry.direction == "limitation",
    "strengths": lambda entry: entry.direction == "strength",
}


def written(answers: dict[str, list[Answer]], seed: int) -> str:
    parts = [EXPLAINED]
    for title, belongs in HALVES.items():
        some = {name: [a for a in of if belongs(a.entry)] for name, of in answers.items()}
        count = len(some[rivals.Ours.name])
        if count:
            head = f"{title[0].upper()}{title[1:]}, {count} entries; {ceiling(belongs)}:"
            parts.append(f"{head}\n\n{table(some, seed)}")
            parts.append(groups(some, seed))
            parts.append(kinds_alone(belongs, seed))
    return "\n\n".join(parts)


def ceiling(belongs: Callable[[Entry], bool]) -> str:
    """For how many entries this directory has a good one near at all: more nobody can find."""
    numbers = starter.ready().numbers
    entries = [entry for entry in judged.entries() if belongs(entry)]
    has = 0
    for entry in entries:
        good = np.array([False, *(entry.grades.get(kind) == GOOD for kind in numbers.kinds)])
        near = np.nan_to_num(rivals.kilometres(numbers, entry), nan=np.inf) <= NEAR_KM
        away = numbers.municipality != rivals.home_place(numbers, entry)
        has += bool((good[numbers.kind.astype(np.int64) + 1] & near & away).any())
    return (
        f"for {has / len(entries):.0%} of them the directory has a good one within {NEAR_KM:.0f} km"
    )


def kinds_alone(belongs: Callable[[Entry], bool], seed: int) -> str:
    """How well the profiles of kinds answer by themselves, whatever the directory has."""
    table_, thesaurus = kinds.table(), kinds.thesaurus()
    values = []
    for entry in judged.entries():
        if belongs(entry):
            asked = need.read(entry.text, entry.direction, thesaurus, table_)
            met = [match.value for match in need.kind_matches(asked, table_)]
            best = sorted(range(len(met)), key=lambda place: (-met[place], place))
            order = [table_.kinds[place].id for place in best if met[place] > 0]
            gains = [float(entry.grades.get(kind, 0)) for kind in order]
            values.append(metrics.ndcg(gains, list(entry.grades.values())))
    return (
        "Kinds of organisations by their profile alone, against the judged kinds, wherever there "
        f"are any: nDCG@10 {metrics.bootstrap(values, seed)}."
    )


def table(answers: dict[str, list[Answer]], seed: int) -> str:
    ours = answers[rivals.Ours.name]
    lines = [
        "| engine | "
        + " | ".join(MEASURES)
        + " | median km | ours less theirs, nDCG@10 | within 50 km |",
        "| --- " * (len(MEASURES) + 4) + "|",
    ]
    for name, found in answers.items():
        cells = [
            str(metrics.bootstrap(column(found, place), seed)) for place in range(len(MEASURES))
        ]
        away = [answer.km for answer in found if np.isfinite(answer.km)]
        cells.append(f"{fmean(away):.0f}" if away else "–")
        for place in (0, 3):
            gain = metrics.difference(column(ours, place), column(found, place), seed)
            cells.append("–" if found is ours else signed(gain))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def signed(gain: metrics.Estimate) -> str:
    return f"{gain.mean:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]"


def column(answers: Sequence[Answer], place: int) -> list[float]:
    return [answer.values[place] for answer in answers]


def groups(answers: dict[str, list[Answer]], seed: int) -> str:
    """nDCG@10 and success@10 of ours and the best of the others, per variant and direction."""
    lines = [
        "| | entries | ours nDCG@10 | ours success@10 | best other nDCG@10 |",
        "| --- " * 5 + "|",
    ]
    for title, belongs in SUBJECTS.items():
        means: dict[str, list[Answer]] = defaultdict(list)
        for name, found in answers.items():
            means[name] = [answer for answer in found if belongs(answer.entry)]
        ours = means.pop(rivals.Ours.name)
        if not ours:
            continue
        other = max(means, key=lambda name: fmean(column(means[name], 0)))
        lines.append(
            f"| {title} | {len(ours)} | {metrics.bootstrap(column(ours, 0), seed)} |"
            f" {fmean(column(ours, 1)):.2f} | {fmean(column(means[other], 0)):.3f}, {other} |"
        )
    return "\n".join(lines)


def worst(answers: Sequence[Answer]) -> str:
    """The odd entries that score worst, with what came; never an even one."""
    odd = sorted(
        (a for a in answers if not a.entry.is_held_out), key=lambda a: (a.values[0], a.entry.id)
    )
    kind_of = {one.pk: one.kind for one in starter.documents()}
    lines = ["Worst of the tuning half:"]
    for answer in odd[:WORST]:
        came = ", ".join(kind_of[pk] or "?" for pk in answer.pks)
        good = ", ".join(kind for kind, grade in answer.entry.grades.items() if grade == GOOD)
        lines.append(
            f"- {answer.entry.id} {answer.values[0]:.2f} ({answer.entry.direction}) "
            f"{answer.entry.text!r}\n    good: {good}\n    came: {came}"
        )
    return "\n".join(lines)
