# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two texts of one record, as people read it. Pure."""

import json
from typing import Any

from netwerkbouwer.organisations import payloads, sectors
from netwerkbouwer.places import gazetteer

Difference = tuple[str, str, str]
"""Field of an OrganisationRecord, before, after; an empty text for nothing."""
GONE = "gone_on"
LONGEST = 300
# Where a row came from changes with every delivery and says nothing of the organisation.
SILENT = frozenset({"source_id", "checked_on"})
POINT = ("lat", "lon")
NUDGE = 0.025  # km: one centroid is not the other, though the building stayed where it was


def between(before: str, after: str, *, was_gone: bool = False) -> list[Difference]:
    """Compare two payloads, in the order of the record's fields."""
    old, new = json.loads(before), json.loads(after)
    found = [
        (name, shown(name, old.get(name)), shown(name, new.get(name)))
        for name in payloads.KEPT
        if name not in SILENT and old.get(name) != new.get(name)
    ]
    return [(GONE, "ja", ""), *found] if was_gone else found


def is_nudge(before: str, after: str) -> bool:
    """Whether only the point differs between two payloads, and by less than 25 metres.

    The same building has another centre in every file that it is read from.
    """
    old, new = json.loads(before), json.loads(after)
    aside = SILENT | set(POINT)
    if any(old.get(name) != new.get(name) for name in (old.keys() | new.keys()) - aside):
        return False
    points = [told.get(name) for told in (old, new) for name in POINT]
    if points[:2] == points[2:] or None in points:
        return False
    return gazetteer.haversine_km(*points) < NUDGE


def shown(name: str, value: Any) -> str:
    """A stored value as people read it; a long text is cut."""
    if value is None or value in ("", []):
        return ""
    if name == "municipality_code":
        place = gazetteer.load().municipalities.get(value)
        return place.label if place else str(value)
    if name in {"sector", "sectors"}:
        slugs = value if isinstance(value, list) else [value]
        return ", ".join(sectors.label(slug) for slug in slugs)
    if isinstance(value, list):
        text = ", ".join(" ".join(v) if isinstance(v, list) else str(v) for v in value)
    elif isinstance(value, bool):
        text = "ja" if value else ""
    else:
        text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
