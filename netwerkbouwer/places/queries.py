# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rest of the product asks about places. Answers come from memory, without a query."""

from netwerkbouwer.places import gazetteer, lookup

UnknownMunicipality = lookup.UnknownMunicipality
AmbiguousMunicipality = lookup.AmbiguousMunicipality
resolve = lookup.resolve
nearest_names = lookup.nearest_names
search_municipalities = lookup.search_municipalities
distance_km = gazetteer.distance_km
road_km = gazetteer.road_km
are_neighbours = gazetteer.are_neighbours
neighbours_of = gazetteer.neighbours_of
same_reference_region = gazetteer.same_reference_region
municipalities_within = gazetteer.municipalities_within


def municipality(code_or_text: str) -> gazetteer.Municipality:
    """Give the municipality for a stored code at once, for anything else as `resolve` does."""
    try:
        return gazetteer.by_code(code_or_text)
    except gazetteer.UnknownCode:
        return lookup.resolve(code_or_text)


def provinces(country: gazetteer.Country | None = None) -> list[str]:
    """Give the names of provinces, of one country or of both ('Limburg' once), by name."""
    found = {m.province for m in _current() if country in (None, m.country)}
    return sorted(found - {""})


def reference_regions() -> list[str]:
    """Give the names of the Flemish referentieregio's, by name."""
    return sorted({m.reference_region for m in _current()} - {""})


def municipalities_in(
    *, region: str = "", province: str = "", reference_region: str = ""
) -> list[gazetteer.Municipality]:
    """Give the municipalities in every area that is named, by name."""
    found = [
        m
        for m in _current()
        if region in ("", m.region)
        and province in ("", m.province)
        and reference_region in ("", m.reference_region)
    ]
    return sorted(found, key=lambda m: (m.name_nl, m.code))


def _current() -> list[gazetteer.Municipality]:
    return list(gazetteer.load().municipalities.values())
