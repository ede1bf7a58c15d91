# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turns evidence into the chance that two entries are one organisation. Pure.

A logistic sum over levels, over some pairs of levels, and over measures. The weights are data:
learned on a corrupted copy of real organisations of which the truth is known, and shipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from netwerkbouwer.common import yaml_files
from netwerkbouwer.organisations.identity import evidence

FILE = Path(__file__).parent / "weights.yaml"
# Fields whose levels mean something else beside one another: a same name at another address.
CROSSED = (
    ("name", "place"), ("name", "contacts"), ("place", "contacts"), ("name", "departments"),
    ("namesakes", "place"), ("name", "number"), ("name", "namesakes"), ("name", "sector"),
)  # fmt: skip
MEASURED_BY = (
    ("shared", "place"),
    ("most_left", "place"),
    ("likeness", "name"),
    ("most_left", "name"),
)

Chances = npt.NDArray[np.float32]


class _Weights(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    learned: str
    intercept: float
    levels: Mapping[str, Mapping[str, float]]
    crossed: Mapping[str, Mapping[str, Mapping[str, float]]]
    measures: Mapping[str, float]
    measures_by: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights as tables by level number; absent ones are 0."""

    version: str
    intercept: float
    levels: dict[str, npt.NDArray[np.float32]]
    crossed: dict[tuple[str, str], npt.NDArray[np.float32]]
    measures: dict[str, float]
    measures_by: dict[tuple[str, str], npt.NDArray[np.float32]]


@lru_cache(maxsize=1)
def packaged() -> Weights:
    """The weights that come with the product."""
    return read(FILE)


def version() -> str:
    """Which weights we use, to be kept with what they decided."""
    return packaged().version


def read(path: Path) -> Weights:
    """Read weights from a file. Raises yaml_files.Mistake."""
    told = yaml_files.read(path, _Weights)
    return Weights(
        version=f"{told.version}",
        intercept=told.intercept,
        levels={field: _table(field, row) for field, row in told.levels.items()},
        crossed={
            _two(pair): np.stack(
                [_table(_two(pair)[1], rows.get(name, {})) for name in _names(_two(pair)[0])]
            )
            for pair, rows in told.crossed.items()
        },
        measures=dict(told.measures),
        measures_by={
            _two(pair): _table(_two(pair)[1], row) for pair, row in told.measures_by.items()
        },
    )


def _two(pair: str) -> tuple[str, str]:
    one, other = pair.split("*")
    return one, other


def _names(field: str) -> tuple[str, ...]:
    return evidence.LEVELS[field]


def _table(field: str, row: Mapping[str, float]) -> npt.NDArray[np.float32]:
    unknown = set(row) - set(_names(field))
    if unknown:
        raise ValueError(f"no such level of {field}: {', '.join(sorted(unknown))}")
    return np.array([row.get(name, 0.0) for name in _names(field)], dtype=np.float32)


def chances(found: evidence.Evidence, weights: Weights) -> Chances:
    """The chance per pair, from 0 to 1; 0 for pairs that are ruled out."""
    total = np.full(len(found.forbidden), weights.intercept, dtype=np.float32)
    for field, table in weights.levels.items():
        total += table[found.levels[field]]
    for (one, other), table in weights.crossed.items():
        total += table[found.levels[one], found.levels[other]]
    for measure, weight in weights.measures.items():
        total += np.float32(weight) * found.measures[measure]
    for (measure, field), table in weights.measures_by.items():
        total += table[found.levels[field]] * found.measures[measure]
    chance = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return np.where(found.forbidden, np.float32(0), chance).astype(np.float32)
