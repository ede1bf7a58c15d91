# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts the packaged places into the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models as django_models
from django.db import transaction

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer, names
from netwerkbouwer.places.models import Municipality, MunicipalityName, Neighbour, Postcode

BATCH = 500  # rows per statement: SQLite allows 32,766 values in one
Progress = Callable[[str, int], None]
Row = TypeVar("Row", bound=django_models.Model)


@dataclass(frozen=True)
class LoadedPlaces:
    """How many rows there are, and whether anything had to change."""

    municipalities: int
    postcodes: int
    names: int
    neighbours: int
    changed: bool


def load_places(*, progress: Progress | None = None) -> LoadedPlaces:
    """Bring the rows in line with the packaged files, in one short transaction.

    Compares first: a second run writes nothing. Municipalities are never deleted, as others refer
    to them. `progress` gets a Dutch word for what was done and how many rows of it there are.
    """
    wanted = _wanted_municipalities()
    postcodes, known_names, neighbours = _postcodes(), _names(), _neighbours()
    with transaction.atomic():
        changed = [
            _upsert(wanted),
            _replace(postcodes),
            _replace(known_names),
            _replace(neighbours),
        ]
    loaded = LoadedPlaces(
        len(wanted), len(postcodes), len(known_names), len(neighbours), changed=any(changed)
    )
    if progress is not None:
        progress("gemeenten", loaded.municipalities)
        progress("postcodes", loaded.postcodes)
        progress("plaatsnamen", loaded.names)
        progress("buren", loaded.neighbours)
    return loaded


def _wanted_municipalities() -> list[Municipality]:
    """Today's municipalities, then those that merged: a successor must exist first."""
    places = gazetteer.load()
    current = [_current(here) for here in places.municipalities.values()]
    slugs = {row.slug for row in current}
    return current + [_merged(old, slugs) for old in places.predecessors.values()]


def _current(here: gazetteer.Municipality) -> Municipality:
    return Municipality(
        code=here.code,
        country=here.country,
        name_nl=here.name_nl,
        name_fr=here.name_fr,
        name_de=here.name_de,
        slug=here.slug,
        region=here.region,
        province=here.province,
        reference_region=here.reference_region,
        population=here.population,
        population_year=here.population_year,
        lat=here.lat,
        lon=here.lon,
        valid_from=here.valid_from,
    )


def _merged(old: gazetteer.Predecessor, taken: set[str]) -> Municipality:
    successor = gazetteer.by_code(old.successor)
    slug = texts.slugify(old.name)
    return Municipality(
        code=old.code,
        country=successor.country,
        name_nl=old.name,
        name_fr=old.name,
        name_de=old.name,
        slug=f"{slug}-{old.code}" if slug in taken else slug,
        region=successor.region,
        valid_to=old.changed_on,
        successor_id=old.successor,
    )


def _postcodes() -> list[Postcode]:
    return [
        Postcode(
            country=pair.country,
            postcode=pair.postcode,
            locality=pair.locality,
            municipality_id=pair.code,
        )
        for pair in gazetteer.load().postcodes
    ]


def _names() -> list[MunicipalityName]:
    return [
        MunicipalityName(
            municipality_id=name.code,
            name=name.text,
            name_folded=names.fold(name.text),
            kind=name.kind,
        )
        for name in dict.fromkeys(gazetteer.load().names)
    ]


def _neighbours() -> list[Neighbour]:
    return [
        Neighbour(a_id=code, b_id=other)
        for code, others in gazetteer.load().neighbours.items()
        for other in sorted(others)
    ]


def _columns(model: type[django_models.Model], *, key: bool) -> list[str]:
    fields = model._meta.concrete_fields
    return [field.attname for field in fields if key or not field.primary_key]


def _values(row: django_models.Model, columns: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in columns)


def _upsert(wanted: list[Municipality]) -> bool:
    """Write the municipalities that are new or differ; say whether there were any."""
    columns = _columns(Municipality, key=True)
    stored = set(Municipality.objects.values_list(*columns).order_by())
    differing = [row for row in wanted if _values(row, columns) not in stored]
    Municipality.objects.bulk_create(
        differing,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_columns(Municipality, key=False),
    )
    return bool(differing)


def _replace(wanted: list[Row]) -> bool:
    """Make a table that nothing refers to hold exactly these rows; say whether it did not."""
    model = type(wanted[0])
    columns = _columns(model, key=False)
    rows = model._default_manager.values_list("pk", *columns).order_by()
    stored = {tuple(values): key for key, *values in rows}
    target = {_values(row, columns): row for row in wanted}
    gone = [key for values, key in stored.items() if values not in target]
    new = [row for values, row in target.items() if values not in stored]
    for start in range(0, len(gone), BATCH):
        model._default_manager.filter(pk__in=gone[start : start + BATCH]).delete()
    model._default_manager.bulk_create(new, batch_size=BATCH)
    return bool(gone or new)
