# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of municipalities for tests, one at a time: loading all of them takes longer."""

from netwerkbouwer.places import gazetteer, models


def municipality(code: str) -> models.Municipality:
    """The row of a real municipality, made when it is not there yet."""
    here = gazetteer.by_code(code)
    row, _ = models.Municipality.objects.get_or_create(
        code=here.code,
        defaults={
            "country": here.country,
            "name_nl": here.name_nl,
            "name_fr": here.name_fr,
            "name_de": here.name_de,
            "slug": here.slug,
            "region": here.region,
            "province": here.province,
            "reference_region": here.reference_region,
            "population": here.population,
            "population_year": here.population_year,
            "lat": here.lat,
            "lon": here.lon,
            "valid_from": here.valid_from,
        },
    )
    return row
