# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Co-operation that happened: which organisations worked together in which projects.

Sources and licences: NOTICE. The data are not in the repository.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import data
from netwerkbouwer.common import texts
from netwerkbouwer.organisations import sectors
from netwerkbouwer.places import gazetteer, lookup

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Row = tuple[list[str], float, float, int, int]  # areas, lat, lon, sector, status
NONE = -1
LONGEST_CELL = 10**8  # characters: some descriptions are long


@dataclass(frozen=True)
class Project:
    """One project: where it starts (a text that sorts by time), what it is about, who takes part.

    `members` are places of organisations, whoever led first.
    """

    id: str
    start: str
    text: str
    members: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class World:
    """Organisations and their projects.

    `areas` holds, from near to far, in which town, region, country each lies (NONE: unknown);
    `lat` and `lon` are NaN when unknown. `sector` (in Europe a kind, from the name) and `status`
    are small numbers or NONE. From `distractors` on organisations are of the directory and never
    worked together here.
    """

    name: str
    projects: tuple[Project, ...]
    areas: Ints
    lat: Floats
    lon: Floats
    sector: Ints
    status: Ints
    distractors: int

    def __len__(self) -> int:
        return int(self.areas.shape[1])


@dataclass
class _Growing:
    """A world under way."""

    places: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def place(self, key: str, row: Row) -> int:
        if key not in self.places:
            self.places[key] = len(self.rows)
            self.rows.append(row)
        return self.places[key]

    def world(self, name: str, projects: Iterable[Project], extra: Sequence[Row] = ()) -> World:
        count = len(self.rows)
        rows = [*self.rows, *extra]
        depth = len(rows[0][0])
        return World(
            name,
            tuple(projects),
            np.array([_numbered([row[0][level] for row in rows]) for level in range(depth)]),
            np.array([row[1] for row in rows]),
            np.array([row[2] for row in rows]),
            np.array([row[3] for row in rows]),
            np.array([row[4] for row in rows]),
            count,
        )


def _numbered(values: Sequence[str]) -> list[int]:
    known: dict[str, int] = {}
    return [known.setdefault(value, len(known)) if value else NONE for value in values]


def _read(path: Path) -> list[dict[str, str]]:
    before = csv.field_size_limit(LONGEST_CELL)  # holds for the whole process
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(before)


def folder() -> Path | None:
    found = data.folder("collaboration")
    return found if found and (found / "benchmark_projects.csv").exists() else None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


@cache
def europe() -> World:
    """Interreg 2014-2020 in all of Europe: dates and descriptions, towns and NUTS regions."""
    place = folder()
    if place is None:
        raise FileNotFoundError("collaboration")
    grown = _Growing()
    members: dict[str, dict[int, None]] = defaultdict(dict)
    rows = _read(place / "interreg_2014_2020_partners.csv")
    rows.sort(key=lambda row: row["Lead Partner"] != "Yes")
    for row in rows:
        name, town = texts.fold(row["Project Partner"]), texts.fold(row["Town"])
        if name:
            members[row["project_key"]][
                grown.place(f"{name}|{town}|{row['Country']}", _european(row))
            ] = None
    projects = []
    for row in _read(place / "interreg_2014_2020_projects.csv"):
        told = " ".join(
            row[column]
            for column in ("Project Name", "Description EN", "Thematic1", "Thematic2", "Thematic3")
        )
        key, start = row["project_key"], row["Project start"]
        if start and len(members[key]) > 1:
            projects.append(Project(key, start, told, tuple(members[key])))
    return grown.world("Interreg 2014–2020, Europe", projects)


STATUSES = ("public", "private")
# What kind of organisation a name tells of, in the languages of Interreg; the first that fits.
KINDS = (
    ("research", r"universi|hochschul|politech|polytech|instytut|institu|research|akadem|facult"),
    ("school", r"\b(school|schul|lyc|liceum|gymnas|kolleg|college|szkol|skola|iskola)"),
    ("health", r"hospital|klini|spital|szpital|nemocnic|health|sante\b|santa\b|ospedal|ziekenh"),
    ("culture", r"muse|muze|theat|teatr|bibliot|kultur|cultur|herit|galer|orchest"),
    ("nature", r"\bpark|parc\b|natur|forest|wald|lesn|umwelt|environ|water|wasser|wod"),
    ("chamber", r"chamber|kammer|chambre|camera|izba|komora|kamara|cci\b|business|cluster"),
    ("company", r"\b(gmbh|ltd|s\.?r\.?o|s\.?r\.?l|sp z o ?o|s\.?a\.?|bv|b v|nv|ag|kft|as|oy|ab)\b"),
    ("region", r"region|\bland|wojew|voivod|county|provin|depart|kraj|canton|kanton|powiat|kreis"),
    ("state", r"minist|agency|agence|agentur|agenc|federal|national|bundes|state|police|polic"),
    ("municipality", r"municip|commune|comune|gemeinde|gmina|obec|mesto|miasto|stadt|city|ville|"
     r"kommun|onkormanyz|concello|ayuntam|camara|urzad|council|town|borough|gemeente"),
    ("association", r"assoc|verein|e v\b|stowarz|sdruz|zdruz|verband|federa|fondaz|found|stift|"
     r"fundac|nadac|ngo|asbl|vzw|egyesul|club|union"),
)  # fmt: skip


@cache
def _kind(name: str) -> int:
    """The place of the kind that a name tells of, NONE when it tells nothing."""
    folded = texts.fold(name)
    return next((place for place, (_, words) in enumerate(KINDS) if re.search(words, folded)), NONE)


def _european(row: dict[str, str]) -> Row:
    country = row["Country"]
    nuts = [_code(row[f"NUTS{level} (or equivalent)"]) for level in (3, 2, 1)]
    town = texts.fold(row["Town"])
    areas = [f"{country}|{town}" if town else "", *nuts, country]
    status = STATUSES.index(row["Legal Status"]) if row["Legal Status"] in STATUSES else NONE
    return areas, float("nan"), float("nan"), _kind(row["Project Partner"]), status


def _code(text: str) -> str:
    return re.split(r"\s*/", text, maxsplit=1)[0].strip()


SETS = {
    "be_intergemeentelijk": "Intermunicipal bodies, Flanders",
    "nl_gemeenschappelijke_regeling_2015": "Joint arrangements, Netherlands 2015",
    "interreg": "Interreg 2000–2018, Belgium and the Netherlands",
}
MUNICIPAL = frozenset({"municipality", "ocmw", "provincial-government", "intermunicipal-body"})


@cache
def local(source: str) -> World:
    """One set of the Low Countries; the packaged directory stands aside."""
    place = folder()
    if place is None:
        raise FileNotFoundError("collaboration")
    grown = _Growing()
    wanted = {
        row["project_id"]: row
        for row in _read(place / "benchmark_projects.csv")
        if row["source"].startswith(source) and row["usable"] == "True"
    }
    members: dict[str, dict[int, None]] = defaultdict(dict)
    rows = _read(place / "benchmark_participations.csv")
    rows.sort(key=lambda row: row["role"] != "lead")
    for row in rows:
        if row["project_id"] in wanted and row["country"] in ("BE", "NL"):
            at = grown.place(row["org_key"], _lowland(row))
            members[row["project_id"]][at] = None
    projects = [
        Project(key, row["start"], _told(row), tuple(members[key]))
        for key, row in wanted.items()
        if len(members[key]) > 1
    ]
    return grown.world(SETS[source], projects, _directory(source))


def _told(row: dict[str, str]) -> str:
    return " ".join((row["title"], row["description"], row["themes"].replace("|", " ")))


def _lowland(row: dict[str, str]) -> Row:
    known = _municipality(row["municipality_code"], row["organisation"], row["country"])
    lat, lon = _number(row["lat"]), _number(row["lon"])
    return _located(known, lat, lon, _sector(row["sector_guess"]))


@cache
def _municipality(code: str, name: str, country: str) -> gazetteer.Municipality | None:
    try:
        return gazetteer.by_code(code) if code else lookup.resolve(name, prefer=country)  # type: ignore[arg-type]
    except (lookup.UnknownMunicipality, gazetteer.UnknownCode):
        return None


def _located(known: gazetteer.Municipality | None, lat: float, lon: float, sector: int) -> Row:
    if known is None:
        return ["", "", "", ""], lat, lon, sector, NONE
    if np.isnan(lat):
        lat, lon = known.lat, known.lon
    region = known.reference_region or known.province or known.region
    return (
        [known.code, region, known.province or known.region, known.country],
        lat,
        lon,
        sector,
        NONE,
    )


def _sector(slug: str) -> int:
    """Its place among the sectors; 'andere' is a guess that found nothing."""
    slugs = [sector.slug for sector in sectors.SECTORS]
    return slugs.index(slug) if slug in slugs and slug != sectors.OTHER else NONE


def _directory(source: str) -> list[Row]:
    """The packaged organisations, but the kinds of which the set itself consists."""
    from benchmarks.directory import search_corpus

    without = frozenset[str]() if source == "interreg" else MUNICIPAL
    rows = []
    for one in search_corpus.real():
        if one.kind in without:
            continue
        known = _municipality(one.municipality, "", one.country) if one.municipality else None
        lat = float("nan") if one.lat is None else one.lat
        lon = float("nan") if one.lon is None else one.lon
        rows.append(_located(known, lat, lon, _sector(one.main_sector)))
    return rows
