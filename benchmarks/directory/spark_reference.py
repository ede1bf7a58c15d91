# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Splink reference once more on Spark in local mode: the same model gives the same groups.

    python -m benchmarks.directory.spark_reference [--records 5000]

Weights are learned once, on DuckDB; Spark only applies them. It shows that the comparison can be
spread over machines without other answers, which nobody needs below ten million records.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.directory import corruption, identity, splink_reference
from benchmarks.figures import Figure
from netwerkbouwer.organisations import identity as product

RECORDS = 5_000
WHAT = "the same model on Spark (local) and on DuckDB"
JAVA = "; and a Java runtime (17 or newer)"


def session() -> Any:
    """Spark on this machine alone, with the similarity functions Splink brings."""
    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    return (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(Path(tempfile.gettempdir()) / "spark-warehouse"))
        .config("spark.jars", similarity_jar_location())
        .getOrCreate()
    )


def run(records: int = RECORDS) -> list[Figure]:
    """The line for the table; one saying what to install when something is not there."""
    if not splink_reference.is_there("splink", "duckdb", "pyarrow", "pyspark"):
        return [Figure(WHAT, splink_reference.MISSING)]
    if shutil.which("java") is None:
        return [Figure(WHAT, splink_reference.MISSING + JAVA)]
    copy = corruption.make(identity.file(), records)
    return [_compare(copy)]


def _compare(copy: corruption.Copy) -> Figure:
    from splink import DuckDBAPI, Linker
    from splink.backends.spark import SparkAPI

    table = splink_reference.rows(product.prepare(copy.entries))
    here = splink_reference.trained(DuckDBAPI(), table)
    one = _labels(copy, here)
    start = time.perf_counter()
    spark = session()
    try:
        api = SparkAPI(
            spark_session=spark, break_lineage_method="persist", num_partitions_on_repartition=4
        )
        there = Linker(
            api.register(splink_reference.as_table(table)),
            splink_reference.settings(),
            log_level=40,
        )
        _take_weights(here, there)
        other = _labels(copy, there)
    finally:
        spark.stop()
    same = sum(a == b for a, b in zip(one, other, strict=True))
    groups = len(set(one))
    return Figure(f"{WHAT}, {len(copy.entries)} records",
                  f"{same} of {len(one)} records in the same group ({groups} groups)",
                  f"Spark {time.perf_counter() - start:.0f} s", "all")  # fmt: skip


def _take_weights(learned: Any, other: Any) -> None:
    """Give a linker what another has learned; a saved model keeps the SQL of its own engine."""
    one, two = learned._settings_obj, other._settings_obj
    two.core_model_settings.probability_two_random_records_match = (
        one.core_model_settings.probability_two_random_records_match
    )
    for mine, theirs in zip(
        one.core_model_settings.comparisons, two.core_model_settings.comparisons, strict=True
    ):
        for level, same in zip(mine.comparison_levels, theirs.comparison_levels, strict=True):
            if not level.is_null_level:
                same.m_probability, same.u_probability = level.m_probability, level.u_probability


def _labels(copy: corruption.Copy, linker: Any) -> list[int]:
    predicted = linker.inference.predict(threshold_match_probability=splink_reference.LEAST)
    found = splink_reference.in_order(splink_reference.pairs_of(predicted))
    return identity.put_together(copy, found, 0.95).tolist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS)
    for figure in run(parser.parse_args().records):
        print(figure.what, "|", figure.value, "|", figure.beside)


if __name__ == "__main__":
    main()
