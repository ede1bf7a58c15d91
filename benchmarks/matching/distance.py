# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kilometres by road, estimated from the straight line, for every row at once. Pure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer

Floats = NDArray[np.float64]


def km(lat: NDArray[Any], lon: NDArray[Any], from_lat: float, from_lon: float) -> Floats:
    """Great circle times the road factor of the product; NaN where a point is not known."""
    there, here = np.radians(lat, dtype=np.float64), np.radians(from_lat)
    east = np.radians(lon, dtype=np.float64) - np.radians(from_lon)
    half = np.sin((there - here) / 2) ** 2 + np.cos(there) * np.cos(here) * np.sin(east / 2) ** 2
    straight = 2 * gazetteer.EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return np.asarray(gazetteer.ROAD_FACTOR * straight, dtype=np.float64)


def to_all(numbers: Numbers, origin: gazetteer.Municipality) -> Floats:
    """From the centre of a municipality to every organisation: its point, else its municipality."""
    known = [gazetteer.by_code(code) for code in numbers.municipalities]
    centres_lat = np.array([*(place.lat for place in known), np.nan])[numbers.municipality]
    centres_lon = np.array([*(place.lon for place in known), np.nan])[numbers.municipality]
    is_known = ~np.isnan(numbers.lat)
    lat = np.where(is_known, numbers.lat, centres_lat)
    lon = np.where(is_known, numbers.lon, centres_lon)
    return km(lat, lon, origin.lat, origin.lon)
