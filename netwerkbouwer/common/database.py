# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which database, and the rules every connection keeps."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from netwerkbouwer.common.env import WrongSetting

# WAL lets people read while one writes. FULL: what we acknowledged survives a power cut;
# NORMAL lost all of the last 200 writes in a simulated one. Reads come from the mapped file; a
# larger cache beside it only made the memory of each connection grow for hours.
SQLITE_PRAGMAS = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA cache_size=-4000;
PRAGMA temp_store=MEMORY;
PRAGMA mmap_size=268435456;
"""
BUSY_TIMEOUT = 10  # seconds a writer waits for the one before it


def database_settings(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for NB_DATABASE_URL; empty means SQLite in the data folder.

    Raises WrongSetting for an address we cannot use.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "netwerkbouwer.sqlite3"),
            "OPTIONS": {
                "timeout": BUSY_TIMEOUT,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting("NB_DATABASE_URL moet beginnen met 'postgresql://'.")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        # Each request runs in a thread of its own; the pool lends it an open connection.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 20, "timeout": BUSY_TIMEOUT}},
    }
