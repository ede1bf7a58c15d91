# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turn the open gazetteer files of both countries into the product's own compact tables.

Only facts whose licence is clear pass through here; `places/data/SOURCES.md` credits them. Shapes
are made in `build_shapes`. Needed by whoever renews the data, never by a running installation.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from netwerkbouwer.places import names

BE_POPULATION_YEAR = "2020"
NL_POPULATION_YEAR = "2023"
# The first list of Belgian codes that the source describes. Two codes made by the mergers of
# 2025 carry that date by mistake.
FIRST_BELGIAN_LIST = "2019-01-01"
MERGERS_OF_2025 = "2025-01-01"

REGIONS = {
    "Vlaams Gewest": "Vlaanderen",
    "Brussels Hoofdstedelijk Gewest": "Brussel",
    "Waals Gewest": "Wallonië",
}

# Names everybody uses that no register lists as the official one.
OTHER_NAMES = (
    ("Den Haag", "GM0518"),
    ("The Hague", "GM0518"),
    ("Den Bosch", "GM0796"),
    ("De Friese Meren", "GM1940"),
    ("Zuidwest-Friesland", "GM1900"),
    ("Noordoost-Friesland", "GM1970"),
    ("Tietjerksteradeel", "GM0737"),
    ("Antwerp", "11002"),
    ("Brussels", "21004"),
    ("Ghent", "44021"),
)

MUNICIPALITY_COLUMNS = (
    "code",
    "country",
    "name_nl",
    "name_fr",
    "name_de",
    "region",
    "province",
    "reference_region",
    "population",
    "population_year",
    "lat",
    "lon",
    "valid_from",
    "wikidata",
)
SUCCESSOR_COLUMNS = ("old_code", "old_name", "new_code", "changed_on")
POSTCODE_COLUMNS = ("country", "postcode", "locality", "municipality_code")
PART_COLUMNS = ("name", "municipality_code", "kind")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV file with LF line ends, so that two builds give the same bytes."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def municipalities(belgian: list[dict[str, str]], dutch: list[dict[str, str]]) -> list[list[str]]:
    """Give the rows of municipalities.csv, Belgium first, each country by code."""
    rows = [_belgian(row) for row in belgian] + [_dutch(row) for row in dutch]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _belgian(row: dict[str, str]) -> list[str]:
    region = REGIONS[row["region"]]
    return [
        row["nis"],
        "BE",
        _typographic(row["name_nl"]),
        _typographic(row["name_fr"]),
        _typographic(row["name_de"]),
        region,
        "" if region == "Brussel" else row["province_nl"],
        row["referentieregio"],
        row["population_2020"],
        BE_POPULATION_YEAR,
        row["lat"],
        row["lon"],
        _valid_from(row),
        row["wikidata"],
    ]


def _dutch(row: dict[str, str]) -> list[str]:
    name = _typographic(row["name"])
    population = [row["population_2023"], NL_POPULATION_YEAR]
    place = ["Nederland", row["province"], ""]
    return [row["gm_code"], "NL", name, name, name, *place, *population, row["lat"], row["lon"]] + [
        "",
        "",
    ]


def _typographic(name: str) -> str:
    """Write every apostrophe the same way; the source mixes two."""
    return name.replace("'", "’").replace("’s Gravenbrakel", "’s-Gravenbrakel")


def _valid_from(row: dict[str, str]) -> str:
    merged = "|" in row["merged_from_2024"]
    if merged and row["valid_from"] == FIRST_BELGIAN_LIST:
        return MERGERS_OF_2025
    return row["valid_from"]


def successors(changes: list[dict[str, str]], belgian: list[dict[str, str]]) -> list[list[str]]:
    """Give the codes that ceased to exist, with the code that took over and the date."""
    since = {row["nis"]: _valid_from(row) for row in belgian}
    return [
        [old, _typographic(row["name_nl_2020"]), new, since[new]]
        for row in sorted(changes, key=lambda row: row["nis_2019_2024"])
        if (old := row["nis_2019_2024"]) != (new := row["nis_2025"])
    ]


def parts(
    belgian_parts: list[dict[str, str]],
    dutch_postcodes: list[dict[str, str]],
    current: list[list[str]],
) -> list[list[str]]:
    """Give other names by which people know a municipality: parts, predecessors, common names."""
    official = {(row[0], names.fold(row[2])) for row in current}
    found: dict[tuple[str, str], list[str]] = {}
    for name, code, kind in _part_names(belgian_parts, dutch_postcodes):
        key = (code, names.fold(name))
        if name and key not in official:
            found.setdefault(key, [name, code, kind])
    return sorted(found.values(), key=lambda row: (row[1], row[0]))


def _part_names(
    belgian_parts: list[dict[str, str]], dutch_postcodes: list[dict[str, str]]
) -> Iterator[tuple[str, str, str]]:
    for name, code in OTHER_NAMES:
        yield name, code, "other"
    yield from _dutch_predecessors(dutch_postcodes)
    for row in belgian_parts:
        yield _typographic(row["deelgemeente_naam"]), row["nis_2025"], "part"
    for row in dutch_postcodes:
        yield _typographic(row["plaats"]), row["gm_code_2023"], "part"


def _dutch_predecessors(postcodes: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Find municipalities of 2021 that were gone in 2023; the source gives names, not codes."""
    seen: set[tuple[str, str]] = set()
    for row in postcodes:
        old, code = row["gemeente_2021"], row["gm_code_2023"]
        if old and old != row["gemeente_2023"] and (old, code) not in seen:
            seen.add((old, code))
            yield _typographic(old), code, "predecessor"


def postcodes(
    belgian: list[dict[str, str]], dutch: list[dict[str, str]], named: list[list[str]]
) -> list[list[str]]:
    """Give postcode and municipality pairs.

    The Belgian list is used for its pairs alone. A locality is named only when the municipality
    or one of its parts has that name in a source that may be shared, in the spelling of it.
    """
    spelling = {(row[1], names.fold(row[0])): row[0] for row in named}
    rows = {
        ("BE", row["postcode"], spelling.get((code, names.fold(row["locality"])), ""), code)
        for row in belgian
        if (code := row["nis_2025"])
    }
    rows |= {
        ("NL", row["postcode4"], _typographic(row["plaats"]), row["gm_code_2023"])
        for row in dutch
        if row["gm_code_2023"]
    }
    with_name = {(row[1], row[3]) for row in rows if row[2]}
    return [list(row) for row in sorted(rows) if row[2] or (row[1], row[3]) not in with_name]


def build_tables(gazetteer: Path, target: Path) -> dict[str, int]:
    """Write the four name and code tables; give the number of rows per file."""
    belgian = read_rows(gazetteer / "be_gemeenten_2025.csv")
    dutch_postcodes = read_rows(gazetteer / "nl_postcodes4.csv")
    current = municipalities(belgian, read_rows(gazetteer / "nl_gemeenten_2023.csv"))
    gone = successors(read_rows(gazetteer / "be_gemeenten_2019_2024_naar_2025.csv"), belgian)
    other = parts(read_rows(gazetteer / "be_deelgemeenten.csv"), dutch_postcodes, current)
    named = [[row[2], row[0]] for row in current] + [row[:2] for row in other]
    pairs = postcodes(read_rows(gazetteer / "be_postcodes.csv"), dutch_postcodes, named)
    tables = (
        ("municipalities.csv", MUNICIPALITY_COLUMNS, current),
        ("successors.csv", SUCCESSOR_COLUMNS, gone),
        ("parts.csv", PART_COLUMNS, other),
        ("postcodes.csv", POSTCODE_COLUMNS, pairs),
    )
    return {name: write_rows(target / name, columns, rows) for name, columns, rows in tables}
