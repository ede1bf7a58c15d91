# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A corrupted copy of real organisations of which the truth is known.

Real names and places are multiplied into families: an organisation, its departments (never one with
it), namesakes in other towns, others in the same building. Every organisation is then told by one
to five sources, each with its own gaps and habits. Everything else (numbers, phones, missing sites
and streets) is made up. Same seed, same copy.
"""

import csv
import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.directory import distortion
from netwerkbouwer.common import texts
from netwerkbouwer.organisations import identity
from netwerkbouwer.places import gazetteer, lookup

SOURCES = ("register", "map", "agenda", "associations", "guide", "sheet")
# How often a source tells a field, after reading: a point on the map has got its town by then.
TELLS = {
    "register": {"number": 1.0, "street": 1.0, "phone": 0.05, "host": 0.05, "email": 0.0,
                 "point": 0.0, "postcode": 1.0, "town": 1.0, "sector": 0.7},
    "map": {"number": 0.05, "street": 0.65, "phone": 0.35, "host": 0.5, "email": 0.15,
            "point": 1.0, "postcode": 0.5, "town": 0.98, "sector": 0.7},
    "agenda": {"number": 0.0, "street": 0.9, "phone": 0.4, "host": 0.6, "email": 0.5,
               "point": 0.8, "postcode": 0.9, "town": 0.97, "sector": 0.6},
    "associations": {"number": 0.5, "street": 0.7, "phone": 0.2, "host": 0.35, "email": 0.45,
                     "point": 0.0, "postcode": 0.9, "town": 0.97, "sector": 0.7},
    "guide": {"number": 0.2, "street": 0.95, "phone": 0.8, "host": 0.65, "email": 0.5,
              "point": 0.3, "postcode": 0.95, "town": 1.0, "sector": 0.8},
    "sheet": {"number": 0.0, "street": 0.3, "phone": 0.4, "host": 0.35, "email": 0.35,
              "point": 0.0, "postcode": 0.25, "town": 0.8, "sector": 0.5},
}  # fmt: skip
TIMES_TOLD = ((1, 0.34), (2, 0.27), (3, 0.2), (4, 0.12), (5, 0.07))
# Shares of organisations that get such a relative.
NAMESAKES, DEPARTMENTS, NEIGHBOURS = 0.65, 0.55, 0.5
MEAN_TOLD = sum(times * share for times, share in TIMES_TOLD)
NEAR_DOUBLE = 85.0  # likeness (0-100) of two real names in a town that we cannot judge
DEPARTMENT_NAMES = (
    "cultuurdienst", "jeugddienst", "sportdienst", "dienst vrije tijd", "dienst welzijn",
    "afdeling jeugd", "afdeling volwassenen", "secretariaat", "filiaal Noord", "filiaal Centrum",
    "vestiging Zuid", "locatie Dorp", "team buurtwerk", "werkgroep erfgoed", "kern Oost",
    "campus Park", "steunpunt", "seniorenwerking", "kapoenen", "welpen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """One organisation as it really is. `family` is the real row it was made from."""

    id: int
    family: int
    relation: str
    name: str
    municipality: str
    street: str
    house: str
    postcode: str
    lat: float
    lon: float
    host: str
    phone: str
    email: str
    number: tuple[str, str] | None
    sector: str


@dataclass
class Copy:
    """Records in the form of identity.Entry, and per record which organisation it is.

    `kinds` names what was done to a record, and what kind of relative its organisation is.
    """

    entries: list[identity.Entry] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    kinds: list[frozenset[str]] = field(default_factory=list)
    real: list[tuple[str, str]] = field(default_factory=list)
    """Per family the real name and the code of its municipality."""


def make(path: Path, records: int, seed: int = 4) -> Copy:
    """Multiply the rows of a file of organisations to about so many records."""
    rng = random.Random(seed)
    rows = _rows(path)
    rng.shuffle(rows)
    bases = rows[: max(1, round(records / MEAN_TOLD / (1 + NAMESAKES + DEPARTMENTS + NEIGHBOURS)))]
    world = _World(rng, bases)
    copy = Copy(real=[(row["name"], row["municipality_code"]) for row in bases])
    for truth in world.all_of_them():
        for source in rng.sample(SOURCES, _times(rng)):
            _tell(copy, truth, source, rng)
            if len(copy.entries) >= records:
                return copy
    return copy


def half(copy: Copy) -> list[bool]:
    """Which records are of the half to learn from: whole families, so that nothing leaks."""
    return [is_learnt_from(family) for family in copy.family]


def is_learnt_from(family: int) -> bool:
    return family * 7919 % 100_003 % 2 == 1


def _times(rng: random.Random) -> int:
    return rng.choices([t for t, _ in TIMES_TOLD], [share for _, share in TIMES_TOLD])[0]


def _rows(path: Path) -> list[dict[str, str]]:
    """Rows with clearly different names per town.

    The real file holds near doubles that nobody judged, and the truth must be known.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    towns: dict[str, list[str]] = {}
    kept = []
    for row in rows:
        key = " ".join(sorted(set(identity.words_of(row["name"], row["municipality_code"]))))
        names = towns.setdefault(row["municipality_code"], [])
        if process.extractOne(key, names, scorer=_alike, score_cutoff=NEAR_DOUBLE) is None:
            names.append(key)
            kept.append(row)
    return kept


def _alike(one: str, other: str, **_: object) -> float:
    """100 when the words of one are all in the other, else how alike the texts are."""
    mine, yours = set(one.split()), set(other.split())
    return 100.0 if mine <= yours or yours <= mine else fuzz.ratio(one, other)


def _key(name: str, town: str) -> str:
    return " ".join((*sorted(set(identity.words_of(name, town))), town))


class _World:
    """Makes organisations with all their facts."""

    def __init__(self, rng: random.Random, rows: Sequence[dict[str, str]]) -> None:
        self._rng = rng
        self._rows = rows
        self._next = 0
        self._taken: set[str] = set()
        self._towns = {
            country: [m for m in gazetteer.load().municipalities.values() if m.country == country]
            for country in ("BE", "NL")
        }
        self._streets = [row["street"] for row in rows if row["street"]] or ["Kerkstraat 1"]

    def all_of_them(self) -> Iterator[Truth]:
        bases = [self._base(family, row) for family, row in enumerate(self._rows)]
        self._taken = {_key(base.name, base.municipality) for base in bases}
        for base in bases:
            yield base
            relatives = []
            if self._rng.random() < NAMESAKES:
                relatives.append(self._elsewhere(base))
            if self._rng.random() < DEPARTMENTS:
                relatives.append(self._department(base))
            if self._rng.random() < NEIGHBOURS:
                relatives.append(self._neighbour(base))
            yield from filter(self._is_free, relatives)

    def _is_free(self, truth: Truth) -> bool:
        """No one of this name is in this town: nobody could tell those two apart."""
        key = _key(truth.name, truth.municipality)
        free = key not in self._taken
        self._taken.add(key)
        return free

    def _base(self, family: int, row: dict[str, str]) -> Truth:
        code = row["municipality_code"]
        here = gazetteer.by_code(code) if code else self._town(row["country"])
        lat, lon = float(row["lat"] or here.lat), float(row["lon"] or here.lon)
        if not row["lat"] or row.get("coord_precision", "adres") != "adres":
            lat, lon = self._near(lat, lon, 2.5)
        street, house = _split(row["street"] or self._street())
        host = identity.site_of(row["website"]) or self._host(row["name"], here)
        return self._with_contacts(
            Truth(self._id(), family, "base", row["name"], here.code, street, house,
                  row["postcode"] or self._postcode(here), lat, lon, host, "", "", None,
                  row["sector"])
        )  # fmt: skip

    def _with_contacts(self, truth: Truth) -> Truth:
        rng = self._rng
        country = gazetteer.by_code(truth.municipality).country
        host = truth.host if rng.random() < 0.7 else ""
        phone = self._phone(country) if rng.random() < 0.8 else ""
        email = f"info@{truth.host}" if host and rng.random() < 0.7 and "/" not in host else ""
        number = self._number(country) if rng.random() < 0.65 else None
        return replace(truth, host=host, phone=phone, email=email, number=number)

    def _elsewhere(self, like: Truth) -> Truth:
        """The same name in another town, one in five next door; everything else is its own."""
        old = gazetteer.by_code(like.municipality)
        near = gazetteer.neighbours_of(old.code)
        here = (
            self._rng.choice(near) if near and self._rng.random() < 0.2 else self._town(old.country)
        )
        if here.code == old.code:
            here = self._town("BE" if old.country == "NL" else "NL")
        name = like.name.replace(old.name_nl, here.name_nl)
        street, house = _split(self._street())
        lat, lon = self._near(here.lat, here.lon, 2.5)
        shared = like.host if self._rng.random() < 0.12 else ""
        truth = Truth(self._id(), like.family, "namesake", name, here.code, street, house,
                      self._postcode(here), lat, lon, shared or self._host(name, here), "", "",
                      None, like.sector)  # fmt: skip
        return self._with_contacts(truth)

    def _department(self, mother: Truth) -> Truth:
        rng = self._rng
        part = rng.choice(DEPARTMENT_NAMES)
        name = rng.choice((f"{mother.name} - {part}", f"{mother.name} {part}",
                           f"{part.capitalize()} {mother.name}"))  # fmt: skip
        truth = replace(mother, id=self._id(), relation="department", name=name)
        if rng.random() < 0.4:
            street, house = _split(self._street())
            lat, lon = self._near(mother.lat, mother.lon, 1.5)
            truth = replace(truth, street=street, house=house, lat=lat, lon=lon)
        if rng.random() < 0.65:
            phone = self._phone(gazetteer.by_code(mother.municipality).country)
            truth = replace(truth, phone=phone)
        if rng.random() < 0.4:
            truth = replace(truth, host="")
        if rng.random() < 0.6:
            local = texts.slugify(part).replace("-", "")
            truth = replace(truth, email=f"{local}@{mother.host}" if mother.host else "")
        return truth if rng.random() < 0.1 else replace(truth, number=None)

    def _neighbour(self, first: Truth) -> Truth:
        """Someone else in the same building, who may share its phone and its site."""
        rng = self._rng
        row = rng.choice(self._rows)
        here = gazetteer.by_code(first.municipality)
        code = row["municipality_code"]
        there = gazetteer.by_code(code) if code else here
        name = row["name"].replace(there.name_nl, here.name_nl)
        if set(identity.words_of(name, "")) & set(identity.words_of(first.name, "")):
            kind, other = rng.choice(("Koor", "Atelier", "Kring")), rng.choice(self._rows)["name"]
            name = f"{kind} {other}"
        own = self._with_contacts(
            replace(first, id=self._id(), relation="neighbour", name=name, sector=row["sector"],
                    host=self._host(name, here), number=None)
        )  # fmt: skip
        if rng.random() < 0.3:
            own = replace(own, phone=first.phone)
        if rng.random() < 0.25:
            own = replace(own, host=first.host)
        return own

    def _id(self) -> int:
        self._next += 1
        return self._next

    def _town(self, country: str) -> gazetteer.Municipality:
        return self._rng.choice(self._towns[country])

    def _near(self, lat: float, lon: float, km: float) -> tuple[float, float]:
        return lat + self._rng.gauss(0, km / 2) / 111, lon + self._rng.gauss(0, km / 2) / 70

    def _street(self) -> str:
        return f"{_split(self._rng.choice(self._streets))[0]} {self._rng.randint(1, 220)}"

    def _postcode(self, here: gazetteer.Municipality) -> str:
        codes = _postcodes().get(here.code, ["1000"])
        four = self._rng.choice(codes)
        letters = "".join(self._rng.choices("ABCDEGHJKLMNPRSTVWXZ", k=2))
        return f"{four} {letters}" if here.country == "NL" else four

    def _host(self, name: str, here: gazetteer.Municipality) -> str:
        words = identity.words_of(name, "")[:3]
        end = "be" if here.country == "BE" else "nl"
        return f"{''.join(words)[:24]}{self._rng.choice(('', '', here.slug[:12]))}.{end}"

    def _phone(self, country: str) -> str:
        digits = self._rng.randint(10_000_000, 99_999_999)
        return f"+32{digits}" if country == "BE" else f"+31{digits}{self._rng.randint(0, 9)}"

    def _number(self, country: str) -> tuple[str, str]:
        if country == "NL":
            return "KVK", f"{self._rng.randint(10_000_000, 99_999_999)}"
        first = self._rng.randint(4_000_000, 7_999_999)
        return "KBO", f"{first:08d}{97 - first % 97:02d}"


_POSTCODES: dict[str, list[str]] = {}


def _postcodes() -> dict[str, list[str]]:
    if not _POSTCODES:
        for row in gazetteer.load().postcodes:
            _POSTCODES.setdefault(row.code, []).append(row.postcode)
    return _POSTCODES


def _split(street: str) -> tuple[str, str]:
    words = street.rsplit(" ", 1)
    if len(words) == 2 and any(c.isdigit() for c in words[1]):
        return words[0], words[1]
    return street, ""


def _tell(copy: Copy, truth: Truth, source: str, rng: random.Random) -> None:
    """Add one record: what this source says of this organisation."""
    kinds = {truth.relation}
    told = distortion.moved(truth, rng, kinds)
    tells = TELLS[source]
    town = _town_as_told(told, rng, kinds) if rng.random() < tells["town"] else ""
    missing, bare = rng.random() < 0.05, rng.random() < 0.005
    has_point = rng.random() < tells["point"] and not missing and not bare
    if missing or bare:
        town = ""
    if bare or not town:
        kinds.add("only a name" if bare else "missing place")
    tells = dict.fromkeys(tells, 0.0) if bare else tells
    name = distortion.name(told, source, rng, kinds)
    has_street = rng.random() < tells["street"] and not missing
    has_postcode = not bare and rng.random() < (tells["postcode"] if town else 0.6)
    copy.entries.append(
        identity.Entry(
            key=len(copy.entries),
            source=source,
            name=name,
            municipality=town,
            street=distortion.street(told.street, told.house, rng) if has_street else "",
            postcode=told.postcode if has_postcode else "",
            lat=told.lat + rng.gauss(0, 0.00015) if has_point else None,
            lon=told.lon + rng.gauss(0, 0.0002) if has_point else None,
            host=_maybe(distortion.host, told.host, tells["host"], rng, kinds),
            phone=_maybe(distortion.phone, told.phone, tells["phone"], rng, kinds),
            email=_maybe(distortion.email, told.email, tells["email"], rng, kinds),
            numbers=frozenset(
                [told.number] if told.number and rng.random() < tells["number"] else []
            ),
            sector=told.sector if rng.random() < tells["sector"] else "",
        )
    )
    copy.truth.append(truth.id)
    copy.family.append(truth.family)
    copy.kinds.append(frozenset(kinds))


def _maybe(
    distort: distortion.Distort, value: str, share: float, rng: random.Random, kinds: set[str]
) -> str:
    return distort(value, rng, kinds) if value and rng.random() < share else ""


def _town_as_told(truth: Truth, rng: random.Random, kinds: set[str]) -> str:
    """The code of today, read from the name a source uses: one in three uses the old one."""
    old = distortion.predecessors().get(truth.municipality, ())
    here = gazetteer.by_code(truth.municipality)
    if not old or rng.random() > 0.33:
        return here.code
    kinds.add("old municipality")
    try:
        return lookup.resolve(rng.choice(old), prefer=here.country).code
    except lookup.UnknownMunicipality:
        return ""
