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
