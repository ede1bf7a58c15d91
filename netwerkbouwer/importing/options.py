# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the person who takes in a file chose. Pure."""

from typing import Any

import pydantic

LONGEST_PURPOSE = 200


class Options(pydantic.BaseModel):
    """How a file is read and what of it may be kept; stored with the run."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    mapping: dict[str, str] = {}
    """Of a sheet: heading to meaning, see `columns.py`."""
    sheet: str = ""
    """Which sheet of a workbook; empty: the first."""
    contacts_purpose: str = pydantic.Field(default="", max_length=LONGEST_PURPOSE)
    """Why people at organisations are kept; empty: they are dropped."""
    persons_purpose: str = pydantic.Field(default="", max_length=LONGEST_PURPOSE)
    """Why one-person businesses are kept; empty: they are skipped."""
    force: bool = False
    """Go on although the plan has brakes."""
    numbers_only: bool = False
    """Know organisations by key and number alone, and compare no names: for whole registers."""
    sector: str = ""
    """The sector of rows that tell none, whatever they are called."""
    sector_rules: dict[str, str] = {}
    """What people decided: scheme and code, with a space between, to the sector."""
    municipality: str = ""
    """Where rows are that tell no place."""
    extra: dict[str, Any] = {}
    """What only one reader knows, by its own names."""
