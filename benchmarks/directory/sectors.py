# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well a name alone tells the sector, on names that people labelled; and trains the model.

Labelled: names of UiTdatabank organisers of 2014 with a type given by hand (Kunstenpunt,
datakunstjes, Apache-2.0), written without spaces. Their types are coarser than our sectors, so an
answer counts when it lies in the type. Figures are of names that the model did not see (five
folds). Beside it: kinds recognised by their patterns alone, and always the largest type.
"""

import argparse
import csv
import gzip
import random
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import data
from netwerkbouwer.importing import name_sectors, sector_words
from netwerkbouwer.importing.name_sectors import Model
from netwerkbouwer.organisations import sectors

LABELLED = "be_uitdatabank_organisatoren_typologie.csv"
STARTER = Path(sectors.__file__).parent / "data" / "starter"
SECTOR_OF = {
    "Sociaal-cultureel en amateur": "sociaal_cultureel",
    "Lokaal (cultuur)beleid": "lokaal_cultuurbeleid",
    "Vlaams gesubsidieerde kunsten": "kunsten",
    "Onderwijs": "onderwijs",
    "Privaat": "andere",
    "Rest": "andere",
    "Andere overheden": "andere",
}
# Which of our sectors lie in a type; anything else counts as 'andere'.
TYPE_OF = {
    **dict.fromkeys(
        "sociaal_cultureel amateurkunsten jeugd erfgoed sport welzijn leefmilieu integratie"
        " circus onroerend_erfgoed".split(),
        "sociaal_cultureel",
    ),
    "lokaal_cultuurbeleid": "lokaal_cultuurbeleid",
    "kunsten": "kunsten",
    "onderwijs": "onderwijs",
}
FOLDS = 5
ROUNDS, STEP, SHRINK = 15, 0.5, 2e-5
MOST_KEYS = 24_000
MOST_OF_STARTER = 600  # names per sector: schools would drown the rest
Named = tuple[str, str]
"""A name and its sector."""


def labelled(folder: Path) -> list[Named]:
    """Names with the sector that stands for their type."""
    with (folder / LABELLED).open(encoding="utf-8", newline="") as file:
        return [(row["cleaned"], SECTOR_OF[row["value"]]) for row in csv.DictReader(file)]


def others(seed: int) -> list[Named]:
    """Names of the packaged directory, and the patterns of kinds as names of their own."""
    chance, by_sector = random.Random(seed), dict[str, list[str]]()
    for path in sorted(STARTER.glob("*.csv*")):
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
        for row in csv.DictReader(text.splitlines()):
            by_sector.setdefault(row["sector"], []).append(row["name"])
    found: list[Named] = []
    for sector, names in sorted(by_sector.items()):
        some = chance.sample(names, min(len(names), MOST_OF_STARTER))
        found += [(name, sector) for name in some]
    for kind in sector_words.known_kinds().by_id.values():
        found += [(word, kind.sector) for word in (*kind.patterns, kind.label, kind.label_nl)]
    return found


def finer(names: Sequence[Named]) -> list[Named]:
    """Where a name shows a kind whose sector lies in the type, that finer sector is learned."""
    made = []
    for name, sector in names:
        kind = _kind_within(name)
        made.append((name, kind if kind and _type(kind) == _type(sector) else sector))
    return made


@cache
def _words() -> list[tuple[str, str]]:
    """Patterns of kinds without spaces, the longest first, with their sector."""
    every = sector_words.known_kinds().by_id.values()
    found = {word.replace(" ", ""): kind.sector for kind in every for word in kind.patterns}
    return sorted(((w, s) for w, s in found.items() if len(w) > 3), key=lambda one: -len(one[0]))


def _kind_within(name: str) -> str:
    """The sector of the longest pattern anywhere in a name without spaces."""
    return next((sector for word, sector in _words() if word in name), "")


def _kind_sector(name: str) -> str:
    kinds = sector_words.known_kinds()
    kind = kinds.get(kinds.classify(name, sectors.OTHER))
    return kind.sector if kind else ""


def _type(sector: str) -> str:
    return TYPE_OF.get(sector, "andere")


def train(names: Sequence[Named], seed: int) -> Model:
    """Multinomial logistic regression by Adagrad; rare sectors count as much as frequent ones."""
    slugs = tuple(sector.slug for sector in sectors.SECTORS)
    given = [name_sectors.pieces(name) for name, _ in names]
    counts = Counter(piece for found in given for piece in found)
    kept = sorted(piece for piece, count in counts.most_common(MOST_KEYS) if count > 1)
    keys = np.array(kept, dtype=np.uint32)
    place = {piece: number for number, piece in enumerate(kept)}
    rows = [np.array([place[p] for p in found if p in place], dtype=np.int64) for found in given]
    right = np.array([slugs.index(sector) for _, sector in names])
    share = np.bincount(right, minlength=len(slugs)) / len(names)
    weight = np.array([min(3.0, (0.1 / max(share[each], 1e-3)) ** 0.5) for each in right])
    weights = np.zeros((len(keys), len(slugs)), dtype=np.float32)
    bias = np.zeros(len(slugs), dtype=np.float32)
    seen_w, seen_b = np.full_like(weights, 1e-6), np.full_like(bias, 1e-6)
    chance = np.random.default_rng(seed)
    for _round in range(ROUNDS):
        for number in chance.permutation(len(names)):
            row, norm = rows[number], np.sqrt(max(len(given[number]), 1))
            scores = bias + weights[row].sum(axis=0) / norm
            raised = np.exp(scores - scores.max())
            error = raised / raised.sum()
            error[right[number]] -= 1
            error *= weight[number]
            seen_b += error**2
            bias -= STEP * error / np.sqrt(seen_b)
            slope = error / norm + SHRINK * weights[row]
            seen_w[row] += slope**2
            weights[row] -= STEP * 0.2 * slope / np.sqrt(seen_w[row])
    return Model(slugs, keys, weights, bias, 1.0)


def judge(model: Model, names: Sequence[Named]) -> dict[str, float]:
    """Right answers of kinds alone, of the model, and of both as the product uses them."""
    kinds = [_kind_sector(name) for name, _ in names]
    guesses = [_best(model, name) for name, _ in names]
    both = [_best(model, name, kind) for (name, _), kind in zip(names, kinds, strict=True)]
    answers = {"kinds": [kind or "andere" for kind in kinds], "model": guesses, "both": both}
    right = [_type(sector) for _, sector in names]
    largest = Counter(right).most_common(1)[0][1] / len(right)
    return {"largest type": largest} | {
        f"{what} {how}": score
        for what, given in answers.items()
        for how, score in _scores([_type(one) for one in given], right).items()
    }


def _best(model: Model, name: str, hint: str = "") -> str:
    return model.sectors[int(name_sectors.chances(model, name, hint).argmax())]


def _scores(given: Sequence[str], right: Sequence[str]) -> dict[str, float]:
    """Share right, and the mean over types of F1."""
    each = []
    for one in sorted(set(right)):
        hit = sum(g == r == one for g, r in zip(given, right, strict=True))
        each.append(2 * hit / max(given.count(one) + right.count(one), 1))
    good = sum(g == r for g, r in zip(given, right, strict=True)) / len(right)
    return {"accuracy": good, "macro F1": sum(each) / len(each)}


def folds(names: list[Named], seed: int) -> tuple[dict[str, float], float]:
    """Mean figures over folds, and the heat with which chances are as often right as they say."""
    mixed = random.Random(seed).sample(names, len(names))
    parts = [mixed[number::FOLDS] for number in range(FOLDS)]
    sums: Counter[str] = Counter()
    sure: list[tuple[NDArray[np.float32], int]] = []
    more = others(seed)
    for number, part in enumerate(parts):
        rest = [name for other, some in enumerate(parts) if other != number for name in some]
        model = train(finer(rest) + more, seed)
        sums.update(judge(model, part))
        for name, sector in finer(part):
            scores = np.log(name_sectors.chances(model, name) + 1e-9)
            sure.append((scores, model.sectors.index(sector)))
    return {what: total / FOLDS for what, total in sums.items()}, _heat(sure)


def _heat(sure: Sequence[tuple[NDArray[np.float32], int]]) -> float:
    """The temperature with the least log loss (Guo et al. 2017)."""
    scores = np.array([each for each, _ in sure])
    right = np.array([place for _, place in sure])

    def loss(heat: float) -> float:
        cooled = scores / heat
        cooled = cooled - cooled.max(axis=1, keepdims=True)
        total = np.log(np.exp(cooled).sum(axis=1))
        return float((total - cooled[np.arange(len(right)), right]).mean())

    return min((heat / 10 for heat in range(5, 60)), key=loss)


def save(model: Model, heat: float, path: Path) -> None:
    """In bytes with one scale per sector: a file of some hundreds of kilobytes."""
    scale = np.abs(model.weights).max(axis=0) / 127 + 1e-9
    np.savez_compressed(
        path,
        sectors=np.array(model.sectors),
        keys=model.keys,
        weights=np.rint(model.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=model.bias,
        heat=np.float32(heat),
    )


def run(folder: Path, seed: int, *, target: Path | None = None) -> dict[str, float]:
    """Judge in folds; with `target`, train on all names and write the model there."""
    names = labelled(folder)
    figures, heat = folds(names, seed)
    if target is not None:
        save(train(finer(names) + others(seed), seed), heat, target)
    return figures | {"heat": heat, "names": len(names)}


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    """The figures as a table; says so when the labelled names are not here."""
    folder = _folder()
    if folder is None:
        return f"NB_BENCH_DATA names no folder with {LABELLED}: nothing was judged.", True
    told = run(folder, options.seed)
    lines = ["| what | measured |", "| --- | --- |"]
    lines += [f"| {what} | {value:.3f} |" for what, value in told.items()]
    return "\n".join(lines), True


def _folder() -> Path | None:
    folder = data.folder("organisations")
    return folder if folder and (folder / LABELLED).exists() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="write the packaged model anew")
    parser.add_argument("--seed", type=int, default=20261120)
    options = parser.parse_args()
    folder = _folder()
    if folder is None or not options.train:
        print(prove(options)[0])
        return 0
    for what, value in run(folder, options.seed, target=name_sectors.MODEL).items():
        print(f"{what}: {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
