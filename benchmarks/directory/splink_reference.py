# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same fields, compared in the same pairs, by Splink on DuckDB: what we measure beside.

    python -m benchmarks.directory.splink_reference [--records 100000]

Splink gets our prepared columns and our keys as its blocking rule, learns its own weights without
labels (expectation maximisation), and its pairs go through our source-exclusive clustering. The
threshold is chosen on the learnt-from half, figures are of the other one.
"""

import argparse
import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.directory import corruption, identity
from benchmarks.figures import Figure
from netwerkbouwer.organisations import identity as product
from netwerkbouwer.organisations.identity import blocks

REQUIREMENTS = Path(__file__).with_name("requirements-reference.txt")
MISSING = f"not measured: pip install -r benchmarks/directory/{REQUIREMENTS.name}"
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999)
LEAST = 0.2  # less likely pairs are not asked for

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]


def is_there(*modules: str) -> bool:
    return all(importlib.util.find_spec(module) is not None for module in modules)


def rows(prepared: product.Prepared) -> list[dict[str, Any]]:
    """Our prepared entries as a table; keys that more than the cap share are left out."""
    keys = _keys(prepared)
    found = []
    for at, entry in enumerate(prepared.entries):
        ranked = prepared.ranked[at]
        found.append(
            {
                "unique_id": at,
                "keys": keys[at],
                "name": prepared.squashed[at],
                "rarest": ranked[0],
                "departments": " ".join(prepared.names[at].departments),
                "town": _known(prepared, "town", at),
                "street": prepared.streets[at] or None,
                "house": _known(prepared, "house", at),
                "postcode": _known(prepared, "postcode", at),
                "host": _known(prepared, "host", at),
                "phone": _known(prepared, "phone", at),
                "email": _known(prepared, "email", at),
                "number": min((value for _, value in entry.numbers), default=None),
                "sector": _known(prepared, "sector", at),
                "lat": entry.lat,
                "lon": entry.lon,
            }
        )
    return found


def _known(prepared: product.Prepared, column: str, at: int) -> str | None:
    code = int(prepared.columns[column][at])
    return str(code) if code else None


def _keys(prepared: product.Prepared) -> list[list[str]]:
    """Per entry the keys that two to sixty entries share."""
    codes, which, counts = np.unique(prepared.keys, return_inverse=True, return_counts=True)
    fit = (counts[which] > 1) & (counts[which] <= blocks.BLOCK_CAP)
    found: list[list[str]] = [[] for _ in prepared.entries]
    for owner, key in zip(prepared.owners[fit].tolist(), prepared.keys[fit].tolist(), strict=True):
        found[owner].append(str(key))
    return [sorted(set(keys)) for keys in found]


def settings() -> Any:
    """The comparison model of `organisations/identity` in Splink's words."""
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import SettingsCreator, block_on

    km = "sqrt(power((lat_l - lat_r) * 111.2, 2) + power((lon_l - lon_r) * 69.5, 2))"
    name = comparisons.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name"),
            levels.CustomLevel("departments_l <> departments_r", "another part"),
            levels.ExactMatchLevel("name", term_frequency_adjustments=True),
            levels.JaroWinklerLevel("name", 0.94),
            levels.ExactMatchLevel("rarest"),
            levels.JaroWinklerLevel("name", 0.84),
            levels.ElseLevel(),
        ],
    )
    address = comparisons.CustomComparison(
        output_column_name="street",
        comparison_levels=[
            levels.NullLevel("street"),
            levels.CustomLevel("street_l = street_r and house_l = house_r", "address"),
            levels.CustomLevel(
                "street_l = street_r and (house_l is null or house_r is null)", "street"
            ),
            levels.CustomLevel("street_l = street_r", "another house"),
            levels.JaroWinklerLevel("street", 0.92),
            levels.ElseLevel(),
        ],
    )
    distance = comparisons.CustomComparison(
        output_column_name="lat",
        comparison_levels=[
            levels.NullLevel("lat"),
            levels.CustomLevel(f"{km} <= 0.15", "near"),
            levels.CustomLevel(f"{km} <= 1", "around"),
            levels.CustomLevel(f"{km} <= 5", "within five"),
            levels.ElseLevel(),
        ],
    )
    exact = [
        comparisons.ExactMatch(column).configure(term_frequency_adjustments=column != "number")
        for column in ("town", "postcode", "host", "phone", "email", "number", "sector")
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[name, address, distance, *exact],
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
        retain_matching_columns=False,
        probability_two_random_records_match=1e-5,
    )


def trained(api: Any, table: Sequence[dict[str, Any]]) -> Any:
    """A linker that has learned its weights from the table, without labels."""
    from splink import Linker, block_on

    linker = Linker(api.register(as_table(table)), settings(), log_level=40)
    sure = [block_on("number"), block_on("name", "phone"), block_on("name", "street", "house")]
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("name", "town"), block_on("street", "house"), block_on("phone")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, record_sample_proportion=1.0
        )
    return linker


def as_table(table: Sequence[dict[str, Any]]) -> Any:
    """Rows as an Arrow table, which both engines read."""
    import pyarrow

    return pyarrow.Table.from_pylist(list(table))


def pairs_of(predicted: Any) -> Found:
    """Pairs of positions, the lower first, with their chance."""
    told = predicted.as_record_list()
    one = np.array([row["unique_id_l"] for row in told], np.int64)
    other = np.array([row["unique_id_r"] for row in told], np.int64)
    chance = np.array([row["match_probability"] for row in told], np.float32)
    return np.minimum(one, other), np.maximum(one, other), chance


def in_order(found: Found) -> Found:
    """Chances rounded, so that engines that add in another order agree on what comes first."""
    return found[0], found[1], np.round(found[2], 5)


def run(records: int = identity.RECORDS) -> list[Figure]:
    """The line for the table; one saying what to install when Splink is not there."""
    if not is_there("splink", "duckdb", "pyarrow"):
        return [Figure("the same on Splink (DuckDB)", MISSING)]
    from splink import DuckDBAPI

    copy = corruption.make(identity.file(), records)
    prepared = product.prepare(copy.entries)
    start, used = time.perf_counter(), time.process_time()
    linker = trained(DuckDBAPI(), rows(prepared))
    found = pairs_of(linker.inference.predict(threshold_match_probability=LEAST))
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    threshold = best_threshold(copy, found)
    labels = identity.put_together(copy, found, threshold)
    quality = identity.quality(copy, identity.members(labels.tolist()))
    return [
        Figure(f"{len(copy.entries)} records on Splink (DuckDB), weights without labels",
               str(quality), f"{seconds:.1f} s, {processor:.1f} s of processor; threshold "
               f"{threshold}, source-exclusive")
    ]  # fmt: skip


def best_threshold(copy: corruption.Copy, found: Found) -> float:
    """The threshold that does best on the half to learn from."""

    def f1(threshold: float) -> float:
        labels = identity.put_together(copy, found, threshold)
        return identity.quality(copy, identity.members(labels.tolist()), learnt=True).f1

    return max(THRESHOLDS, key=f1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=identity.RECORDS)
    for figure in run(parser.parse_args().records):
        print(figure.what, "|", figure.value, "|", figure.beside)


if __name__ == "__main__":
    main()
