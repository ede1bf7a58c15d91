# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learns the weights of `organisations/identity` from pairs of which the truth is known.

Logistic regression with a ridge, by Newton's method (Hastie, Tibshirani and Friedman 2009,
section 4.4), in blocks so that memory stays small.
"""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from benchmarks.directory.corruption import Copy, is_learnt_from
from netwerkbouwer.organisations import identity
from netwerkbouwer.organisations.identity import blocks, evidence, names, scoring

HEADER = (
    "# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors\n"
    "# SPDX-License-Identifier: CC-BY-4.0\n"
)
MOST_PAIRS = 220_000
FEWEST = 4  # names with a word, before it counts as known
RIDGE = 3.0
STEPS = 9
BLOCK = 20_000

Matrix = npt.NDArray[np.float64]


def count_words(copy: Copy) -> dict[str, int]:
    """In how many real names of the half to learn from each word occurs."""
    counts: Counter[str] = Counter()
    for family, (name, code) in enumerate(copy.real):
        if is_learnt_from(family):
            counts.update(set(names.read(name, code).words))
    return {word: count for word, count in sorted(counts.items()) if count >= FEWEST}


def write_words(copy: Copy, path: Path) -> None:
    """Write the common words, and make this process use them."""
    counted = sum(is_learnt_from(family) for family in range(len(copy.real)))
    data = {"names": counted, "counts": count_words(copy)}
    note = "# In how many of so many names a word occurs; made by benchmarks/directory.\n"
    path.write_text(HEADER + note + yaml.safe_dump(data, width=100, sort_keys=True), "utf-8")
    names.lexicon.cache_clear()


def learn(copy: Copy, prepared: identity.Prepared) -> dict[str, Any]:
    """Weights in the form of weights.yaml, from pairs within the half to learn from."""
    learnt = np.array([is_learnt_from(family) for family in copy.family])
    truth = np.array(copy.truth)
    i, j = blocks.within(prepared.owners, prepared.keys)
    source = prepared.columns["source"]
    use = np.nonzero(learnt[i] & learnt[j] & (source[i] != source[j]))[0]
    chosen = np.array(sorted(random.Random(1).sample(use.tolist(), min(MOST_PAIRS, len(use)))))
    i, j = i[chosen], j[chosen]
    found = evidence.gather(prepared, prepared, i, j, evidence.count(prepared))
    allowed = np.nonzero(~found.forbidden)[0]
    found, same = found.at(allowed), (truth[i] == truth[j])[allowed]
    weights = _fit(found, same.astype(np.float64))
    return _told(weights)


def _features() -> list[tuple[str, ...]]:
    """Every weight there is, by where it stands: ("levels", field, level) and so on."""
    found: list[tuple[str, ...]] = [("intercept",)]
    found += [
        ("levels", field, name) for field, names_ in evidence.LEVELS.items() for name in names_
    ]
    for one, other in scoring.CROSSED:
        found += [
            ("crossed", f"{one}*{other}", a, b)
            for a in evidence.LEVELS[one]
            for b in evidence.LEVELS[other]
        ]
    found += [("measures", measure) for measure in evidence.MEASURES]
    for measure, field in scoring.MEASURED_BY:
        found += [("measures_by", f"{measure}*{field}", name) for name in evidence.LEVELS[field]]
    return found


def _design(found: evidence.Evidence, start: int, end: int) -> npt.NDArray[np.float32]:
    """One row per pair, one column per feature."""
    rows = end - start
    parts = [np.ones((rows, 1), np.float32)]

    def one_hot(levels: npt.NDArray[Any], size: int) -> npt.NDArray[np.float32]:
        matrix = np.zeros((rows, size), np.float32)
        matrix[np.arange(rows), levels] = 1
        return matrix

    def of(field: str) -> npt.NDArray[np.int64]:
        return found.levels[field][start:end].astype(np.int64)

    parts += [one_hot(of(field), len(names_)) for field, names_ in evidence.LEVELS.items()]
    for one, other in scoring.CROSSED:
        width = len(evidence.LEVELS[other])
        parts.append(one_hot(of(one) * width + of(other), len(evidence.LEVELS[one]) * width))
    parts += [found.measures[measure][start:end, None] for measure in evidence.MEASURES]
    for measure, field in scoring.MEASURED_BY:
        hot = one_hot(of(field), len(evidence.LEVELS[field]))
        parts.append(hot * found.measures[measure][start:end, None])
    return np.concatenate(parts, axis=1)


def _fit(found: evidence.Evidence, same: Matrix) -> Matrix:
    size = len(_features())
    weights = np.zeros(size)
    ridge = np.full(size, RIDGE)
    ridge[0] = 1e-6
    for _ in range(STEPS):
        slope, curve = -ridge * weights, np.diag(ridge)
        for start in range(0, len(same), BLOCK):
            end = min(start + BLOCK, len(same))
            x = _design(found, start, end)
            chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
            slope += x.T @ (same[start:end] - chance)
            spread = np.sqrt(chance * (1 - chance)).astype(np.float32)
            curve += (scaled := x * spread[:, None]).T @ scaled
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-3:
            break
    return weights


def _told(weights: Matrix) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": 1,
        "learned": "logistic, ridge 3, on half of a corrupted copy (benchmarks/directory)",
        "levels": {}, "crossed": {}, "measures": {}, "measures_by": {},
    }  # fmt: skip
    for place, weight in zip(_features(), weights.tolist(), strict=True):
        if abs(weight) < 0.005:
            continue
        into = data
        for step in place[:-1]:
            into = into.setdefault(step, {})
        into[place[-1]] = round(weight, 3)
    return data


def write_weights(data: dict[str, Any], path: Path) -> None:
    """Write the weights, and make this process use them."""
    note = "# What evidence weighs, in logits; made by benchmarks/directory, do not edit by hand.\n"
    path.write_text(HEADER + note + yaml.safe_dump(data, width=100, sort_keys=False), "utf-8")
    scoring.packaged.cache_clear()
