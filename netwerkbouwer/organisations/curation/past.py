# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a line in the history of an organisation changed, in terms of what people may change."""

from typing import Any

from netwerkbouwer.organisations import golden
from netwerkbouwer.organisations.models import Change, Organisation


def was(change: Change) -> dict[str, Any]:
    """The fields people can change as they were before a line in the history."""
    differences = change.differences
    found = {
        name: pair[0]
        for name, pair in differences.items()
        if name in golden.EDITABLE and isinstance(pair, list)
    }
    for name in ("parent", "culture_core"):
        if isinstance(found.get(name), int):  # a source's history has keys
            row = Organisation.objects.filter(pk=found[name]).first()
            found[name] = row.public_id if row else ""
        elif name in found:
            found[name] = found[name] or ""
    if "lat" in differences and "lon" in differences and "point" not in found:
        point = [differences["lat"][0], differences["lon"][0]]
        if None not in point and differences.get("precision", ["address"])[0] == "address":
            found["point"] = point
    if "municipality" in found:
        found["municipality"] = found["municipality"] or ""
    if "sectors" in found:
        found["sectors"] = sorted(found["sectors"])
    return found
