# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guesses a sector from the letters of a name, when nothing else tells it. Pure.

A linear model over pieces of the name (three to six letters, spaces left out, so that
'jeugdhuisdehaajf' works as 'Jeugdhuis De Haajf' does), trained by `benchmarks.directory.sectors`
and kept as a table of numbers: multinomial logistic regression, see Bishop 2006, section 4.3.4.
"""

import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.common import texts

MODEL = Path(__file__).parent / "data" / "name_sectors.npz"
SHORTEST, LONGEST = 3, 6  # letters in a piece
MOST_LETTERS = 80
LEAST = 0.35  # below this a guess is worth nothing
HINT = 10.0  # how much likelier a sector is that a known kind points to
MOST = 0.8  # a name alone never makes surer

Weights = NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """`keys` are sorted hashes of pieces; `weights` has a row per key and a column per sector."""

    sectors: tuple[str, ...]
    keys: NDArray[np.uint32]
    weights: Weights
    bias: Weights
    heat: float
    """Divides the scores before they become chances, so that '70 % sure' is right 7 times in 10."""


def pieces(name: str) -> list[int]:
    """Hashes of all pieces of a name, each once; the edges of the whole name count as letters."""
    bare = f"^{texts.fold(name).replace(' ', '')[:MOST_LETTERS]}$"
    found = {
        zlib.crc32(bare[start : start + size].encode())
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(bare) - size + 1)
    }
    return sorted(found)


@cache
def load(path: Path = MODEL) -> Model:
    """The packaged model; weights are stored in bytes with one scale per sector."""
    with np.load(path) as stored:
        weights = stored["weights"].astype(np.float32) * stored["scale"]
        return Model(
            sectors=tuple(str(slug) for slug in stored["sectors"]),
            keys=stored["keys"],
            weights=weights,
            bias=stored["bias"],
            heat=float(stored["heat"]),
        )


def chances(model: Model, name: str, hint: str = "") -> Weights:
    """How likely each sector is; they add up to one."""
    wanted = np.array(pieces(name), dtype=np.uint32)
    places = np.minimum(np.searchsorted(model.keys, wanted), len(model.keys) - 1)
    known = places[model.keys[places] == wanted]
    scores = model.bias + model.weights[known].sum(axis=0) / np.sqrt(max(len(wanted), 1))
    scores = scores / model.heat
    raised = np.exp(scores - scores.max())
    if hint in model.sectors:
        raised[model.sectors.index(hint)] *= HINT
    made: Weights = raised / raised.sum()
    return made


def guess(name: str, hint: str = "") -> tuple[str, float] | None:
    """The likeliest sector and how sure; None when the name does not say enough.

    `hint` is a sector that something else points to, such as a kind of organisation: it makes that
    sector so much likelier.
    """
    model = load()
    found = chances(model, name, hint)
    best = int(found.argmax())
    if found[best] < LEAST:
        return None
    return model.sectors[best], min(MOST, round(float(found[best]), 2))
