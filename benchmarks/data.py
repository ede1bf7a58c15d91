# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the larger data for measuring lie; they are not in the repository.

`NB_BENCH_DATA` names the folder that holds `organisations/`, `collaboration/` and so on, or one of
these folders itself.
"""

import os
from pathlib import Path


def folder(name: str) -> Path | None:
    """Give the folder with this name; None when there is none."""
    given = os.environ.get("NB_BENCH_DATA", "")
    if not given:
        return None
    place = Path(given)
    for found in (place / name, place.parent / name):
        if found.is_dir():
            return found
    return place if name == "organisations" and place.is_dir() else None


def absent(name: str, what: str) -> str:
    """Say in one sentence that something was not measured, and why."""
    return f"NB_BENCH_DATA names no folder with {name}/{what}: not measured here."
