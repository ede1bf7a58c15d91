# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes the packaged registers file from open data: only what may be shown. Pure."""

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import files

UNIFIED = "organisations_unified.csv"
LOCAL_AUTHORITIES = "be_lblod_lokale_besturen_en_verenigingen.csv"
DUTCH_SCHOOLS = "nl_duo_scholen_2024.csv"
TARGET_NAME = "registers.csv.gz"
# What registers do not tell.
NOT_IN_REGISTERS = set(
    "other_names sectors kvk vcode parent description offers questions source_url "
    "checked_on osm email phone is_person ended_on sector_basis sector_certainty".split()
)
COLUMNS = tuple(column for column in files.KNOWN_COLUMNS if column not in NOT_IN_REGISTERS)
SOURCE_NAMES = {
    "lblod": "Organisatieportaal van de Vlaamse overheid (lblod)",
    "duo": "DUO, Dienst Uitvoering Onderwijs",
    "cbs_gemeente": "CBS",
    "statbel_gemeente": "Statbel",
    "gold": "Eigen optekening",
}
CLASS_OF_SOURCE = {"cbs_gemeente": "Gemeente", "statbel_gemeente": "Gemeente"}
# Their share-alike licence would bind the whole file.
LEFT_OUT_SOURCES = frozenset({"osm"})
EMERGENCY_CLASSES = frozenset({"Politiezone", "Hulpverleningszone"})
_EMERGENCY = re.compile(r"\b(politie|pz|hulpverleningszone|brandweer|brandweerzone|hvz)\b")

Row = dict[str, str]


@dataclass(frozen=True)
class Built:
    """How many rows were written, and how many left out for which reason."""

    written: int
    left_out: dict[str, int]
    by_country: dict[str, int]


def build(folder: Path, target: Path) -> Built:
    """Write `target`/registers.csv.gz. Raises FileNotFoundError, or KeyError for a column."""
    classes = _classes(folder)
    inactive = {key for key, (_, status) in classes.items() if status == "niet actief"}
    kept: list[Row] = []
    left_out: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for row in _rows(folder / UNIFIED):
        key = (row["id"], texts.fold(row["name"]))
        class_name = classes.get(key, (CLASS_OF_SOURCE.get(row["source"], ""), ""))[0]
        if reason := _reason_to_leave_out(row, class_name, key in inactive):
            left_out[reason] += 1
            continue
        taken[row["id"]] += 1
        kept.append(_written(row, class_name, taken[row["id"]]))
    _write(target / TARGET_NAME, kept)
    return Built(len(kept), dict(left_out), dict(Counter(row["country"] for row in kept)))


def _rows(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _classes(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Map (id, folded name) to what the register calls it, and its status."""
    found = {}
    for row in _rows(folder / LOCAL_AUTHORITIES):
        key = (f"lblod:{row['kbo']}", texts.fold(row["name"]))
        found[key] = (row["classification"], row["status"])
    for row in _rows(folder / DUTCH_SCHOOLS):
        found[row["id"], texts.fold(row["name"])] = (row["type"], "")
    return found


def _reason_to_leave_out(row: Row, class_name: str, is_inactive: bool) -> str:
    if row["licence_clear"] != "yes":
        return "licence not clear"
    if row["source"] in LEFT_OUT_SOURCES:
        return "OpenStreetMap"
    if class_name in EMERGENCY_CLASSES or _EMERGENCY.search(texts.fold(row["name"])):
        return "police or fire zone"
    return "inactive" if is_inactive else ""


def _written(row: Row, class_name: str, times: int) -> Row:
    """The row as we ship it. A second body with the same number gets an id of its own."""
    changed = {
        "classification": class_name,
        "source": SOURCE_NAMES.get(row["source"], row["source"]),
    }
    if times > 1:
        changed |= {"id": f"{row['id']}-{times}", "kbo": ""}
    return {column: ({**row, **changed})[column] for column in COLUMNS}


def _write(path: Path, rows: list[Row]) -> None:
    """Write gzipped CSV; the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["id"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
