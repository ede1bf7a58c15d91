# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the directory shows of an organisation, from all that sources and people told. Pure.

What a person says wins. Then, per field, the first source that says anything: the one with the
highest priority, then the newest. What belongs together comes from one record: a street of one
source in the municipality of another would be a place that does not exist. Lists are joined.
The order in which records arrive makes no difference.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import sectors, villages
from netwerkbouwer.organisations.kinds import Kinds
from netwerkbouwer.organisations.records import OrganisationRecord
from netwerkbouwer.places import gazetteer

# Columns of the row, by their names in the database.
COLUMNS = (
    "name",
    "name_folded",
    "municipality_id",
    "street",
    "postcode",
    "lat",
    "lon",
    "precision",
    "main_sector",
    "half",
    "kind",
    "description",
    "website",
    "email",
    "phone",
    "is_person",
    "source",
    "source_url",
    "licence",
    "checked_on",
)
LISTS = ("other_names", "sectors", "identifiers", "offers", "questions")
# What people may say of an organisation: fields of a FieldEdit. Most values are a text. Others:
# a code of today for the municipality (or an empty text), latitude and longitude for the point,
# a yes or no for is_person, lists of texts for lists and of [scheme, value] for identifiers, and
# the public id of another organisation (or an empty text) for parent and culture_core.
EDITABLE = (
    "name",
    "other_names",
    "municipality",
    "street",
    "postcode",
    "point",
    "main_sector",
    "sectors",
    "half",
    "kind",
    "description",
    "website",
    "email",
    "phone",
    "is_person",
    "identifiers",
    "offers",
    "questions",
    "parent",
    "culture_core",
)
PLACE = ("municipality_id", "street", "postcode", "lat", "lon", "precision")
# Edits that stay with the organisation they were made on, also when it is merged into another.
OWN_EDITS = frozenset({"name", "municipality", "street", "postcode", "point"})
_PLAIN_EDITS = ("name", "street", "postcode", "main_sector", "half", "kind", "description",
                "website", "email", "phone", "is_person")  # fmt: skip
_PRECISIONS = {"address": 3, "postcode": 2, "municipality": 1}


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells of an organisation, as of `data_on`. `source` is its slug."""

    source: str
    source_name: str
    priority: int
    data_on: date
    record: OrganisationRecord
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person said of a field, and when; `is_own`: who looks after the organisation did."""

    value: Any
    on: date
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a field comes from. `source` is empty when a person said it."""

    source: str
    source_name: str
    on: date
    by_person: bool = False
    is_own: bool = False
    url: str = ""
    licence: str = ""


@dataclass(slots=True)
class Golden:
    """Columns by COLUMNS, lists by LISTS; `basis` names where each comes from.

    `parent` is how a source names what this is a part of: an id or a name; looked up elsewhere.
    """

    values: dict[str, Any]
    lists: dict[str, tuple[Any, ...]]
    basis: dict[str, Basis] = field(default_factory=dict)
    parent: str = ""


def resolve(told: Sequence[Told], edits: Mapping[str, Edit], kinds: Kinds) -> Golden:
    """Decide every field. `told` has at least one record; gone ones count when all are gone."""
    ranked = sorted(told, key=_rank)
    ranked = [one for one in ranked if not one.is_gone] or ranked
    golden = Golden({}, {})
    _take_plain(golden, ranked)
    _take_place(golden, ranked)
    _take_sector(golden, ranked)
    _take_lists(golden, ranked)
    _take_edits(golden, edits)
    _finish(golden, ranked, edits, kinds)
    return golden


def _rank(told: Told) -> tuple[int, int, str, str]:
    return -told.priority, -told.data_on.toordinal(), told.source, told.record.source_id


def basis_of(told: Told) -> Basis:
    """Where what this record tells comes from."""
    record = told.record
    return Basis(
        source=told.source,
        source_name=record.source or told.source_name,
        on=record.checked_on or told.data_on,
        url=record.source_url,
        licence=record.licence,
    )


def tellers(told: Sequence[Told]) -> dict[tuple[str, str], Basis]:
    """Which source tells each offer and question, by name of the list and text; the best one."""
    found: dict[tuple[str, str], Basis] = {}
    for one in sorted(told, key=_rank):
        for name in ("offers", "questions"):
            for text in getattr(one.record, name):
                found.setdefault((name, text), basis_of(one))
    return found


def _first(ranked: Iterable[Told], read: Callable[[OrganisationRecord], Any]) -> Told | None:
    return next((one for one in ranked if read(one.record)), None)


def _take_plain(golden: Golden, ranked: Sequence[Told]) -> None:
    for name in ("name", "description", "website", "email", "phone"):
        found = _first(ranked, lambda record, name=name: getattr(record, name))  # type: ignore[misc]
        golden.values[name] = getattr(found.record, name) if found else ""
        if found:
            golden.basis[name] = basis_of(found)
    _take_description(golden, ranked)
    person = _first(ranked, lambda record: record.is_person)
    golden.values["is_person"] = person is not None
    if person:
        golden.basis["is_person"] = basis_of(person)
    best = ranked[0].record
    dates = [one.record.checked_on for one in ranked if one.record.checked_on]
    golden.values |= {
        "source": best.source or ranked[0].source_name,
        "source_url": best.source_url,
        "licence": best.licence,
        "checked_on": max(dates, default=None),
    }
    parent = _first(ranked, lambda record: record.parent)
    if parent:
        golden.parent = parent.record.parent
        golden.basis["parent"] = basis_of(parent)


def _take_place(golden: Golden, ranked: Sequence[Told]) -> None:
    """The municipality of the first that knows one; of those that agree, the most precise."""
    first = _first(ranked, lambda record: record.municipality_code)
    if first is None:
        first = _first(ranked, lambda record: record.lat is not None or record.street) or ranked[0]
    here = [one for one in ranked if one.record.municipality_code == first.record.municipality_code]
    best = min(here, key=lambda one: -_precision(one.record))
    record = best.record
    golden.values |= {
        "municipality_id": record.municipality_code or None,
        "street": record.street,
        "postcode": record.postcode,
        "lat": record.lat,
        "lon": record.lon,
        "precision": record.precision,
    }
    golden.basis |= dict.fromkeys(PLACE, basis_of(best))


def _precision(record: OrganisationRecord) -> int:
    exact = _PRECISIONS.get(record.precision, 0)
    return exact * 4 + 2 * bool(record.street) + bool(record.postcode)


def certainty(record: OrganisationRecord) -> float:
    """How sure a record is of its sector, from 0 to 1; 'other' says nothing at all."""
    if record.sector == sectors.OTHER:
        return -1.0
    return 1.0 if record.sector_certainty is None else record.sector_certainty


def _take_sector(golden: Golden, ranked: Sequence[Told]) -> None:
    best = min(ranked, key=lambda one: -certainty(one.record))
    golden.values["main_sector"] = best.record.sector
    golden.basis["main_sector"] = basis_of(best)
    kind = best if best.record.classification else _first(ranked, lambda r: r.classification)
    golden.values |= {
        "kind": best.record.kind,
        "half": best.record.half,
        "_source": best.record.source,
        "_classification": kind.record.classification if kind else "",
    }


def _take_description(golden: Golden, ranked: Sequence[Told]) -> None:
    """A source that only tells the village hides no description, and no description hides it."""
    village = _first(ranked, lambda record: villages.of(record.description))
    about = _first(ranked, lambda record: villages.without(record.description))
    if village and about:
        golden.values["description"] = villages.written(
            villages.of(village.record.description), villages.without(about.record.description)
        )
        golden.basis["description"] = basis_of(about)


def _take_lists(golden: Golden, ranked: Sequence[Told]) -> None:
    name = golden.values["name"]
    known = golden.values["main_sector"] != sectors.OTHER
    found: dict[str, list[Any]] = {each: [] for each in LISTS}
    for one in ranked:
        record = one.record
        offered = {
            "other_names": (record.name, *record.other_names),
            "sectors": [s for s in record.sectors if not (known and s == sectors.OTHER)],
            "identifiers": record.identifiers,
            "offers": record.offers,
            "questions": record.questions,
        }
        for each, values in offered.items():
            found[each] += values
            if any(value != name for value in values):
                golden.basis.setdefault(each, basis_of(one))
    golden.lists = {each: tuple(dict.fromkeys(found[each])) for each in LISTS}


def _take_edits(golden: Golden, edits: Mapping[str, Edit]) -> None:
    """Lay what people said over it."""
    for name in _PLAIN_EDITS:
        if name in edits:
            golden.values[name] = edits[name].value
    for name in LISTS:
        if name in edits:
            golden.lists[name] = tuple(
                tuple(value) if isinstance(value, list) else value for value in edits[name].value
            )
    if "municipality" in edits:
        _move(golden, str(edits["municipality"].value or ""))
    if "point" in edits:
        lat, lon = edits["point"].value
        golden.values |= {"lat": lat, "lon": lon, "precision": "address"}
    said = {"municipality": "municipality_id"}
    for name, edit in edits.items():
        basis = Basis("", "", edit.on, by_person=True, is_own=edit.is_own)
        golden.basis[said.get(name, name)] = basis
        if name == "point":
            golden.basis |= {"lat": basis, "lon": basis, "precision": basis}


def _move(golden: Golden, code: str) -> None:
    """Another municipality than sources say: then their point is not there either."""
    if code == (golden.values["municipality_id"] or ""):
        return
    place = gazetteer.load().municipalities.get(code)
    golden.values |= {
        "municipality_id": place.code if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": "municipality" if place else "",
    }


def _finish(
    golden: Golden, ranked: Sequence[Told], edits: Mapping[str, Edit], kinds: Kinds
) -> None:
    """What follows from the rest: kind, half, the folded name, lists without doubles."""
    values = golden.values
    source, classification = values.pop("_source"), values.pop("_classification")
    if "kind" not in edits and not values["kind"]:
        values["kind"] = kinds.classify(
            values["name"], values["main_sector"], source, classification
        )
    if "half" not in edits and not values["half"]:
        values["half"] = kinds.half(values["main_sector"], values["kind"])
    values["name_folded"] = texts.fold(values["name"])[:250]
    golden.lists["other_names"] = other_names(values["name_folded"], golden.lists["other_names"])
    golden.lists["sectors"] = tuple(
        dict.fromkeys((values["main_sector"], *golden.lists["sectors"]))
    )


def other_names(folded: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names that differ from `folded` and from each other in more than capitals and accents."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(texts.fold(name) or name, name)
    found.pop(folded, None)
    return tuple(found.values())


def plain(
    record: OrganisationRecord, kinds: Kinds, source_name: str = ""
) -> tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]]:
    """The same as `resolve` of this one record without edits, at a fraction of the work.

    Gives values in the order of COLUMNS and lists in the order of LISTS.
    """
    name, sector = record.name, record.sector
    folded = texts.fold(name)[:250]
    kind = record.kind or kinds.classify(name, sector, record.source, record.classification, folded)
    known = record.sectors
    if len(known) > 1 and sectors.OTHER in known[1:]:
        known = tuple(each for each in known if each != sectors.OTHER)
    values = (
        name,
        folded,
        record.municipality_code or None,
        record.street,
        record.postcode,
        record.lat,
        record.lon,
        record.precision,
        sector,
        record.half or kinds.half(sector, kind),
        kind,
        record.description,
        record.website,
        record.email,
        record.phone,
        record.is_person,
        record.source or source_name,
        record.source_url,
        record.licence,
        record.checked_on,
    )
    lists = (
        other_names(folded, record.other_names) if record.other_names else (),
        known,
        record.identifiers,
        record.offers,
        record.questions,
    )
    return values, lists
