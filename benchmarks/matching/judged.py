# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The judged needs and strengths: read and checked. Odd numbers for tuning, even ones held out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from netwerkbouwer.matching.reasons import Direction

HERE = Path(__file__).parent
FILES = {"vl": HERE / "needs_vl.yaml", "nl": HERE / "needs_nl.yaml"}
GOOD, FAIR = 2, 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What someone asks or offers, who asks, and which kinds of organisations answer."""

    id: str
    variant: str
    text: str
    direction: Direction
    sector: str
    municipality: str
    grades: Mapping[str, int]
    sectors: tuple[str, ...]
    why: str

    @property
    def is_held_out(self) -> bool:
        return int(self.id.split("-")[1]) % 2 == 0


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, the Flemish ones first. Raises ValueError on a wrong one."""
    found = [_entry(item, variant) for variant, path in FILES.items() for item in _items(path)]
    if len({entry.id for entry in found}) != len(found):
        raise ValueError("two entries have one id")
    return tuple(found)


def _items(path: Path) -> list[dict[str, Any]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return list(data["entries"] if isinstance(data, dict) else data)


def _entry(item: dict[str, Any], variant: str) -> Entry:
    good, fair = list(item["good"]), list(item["fair"])
    if not good or set(good) & set(fair):
        raise ValueError(f"{item['id']}: no good kind, or a kind with two grades")
    if not str(item["id"]).startswith(f"{variant}-") or not str(item["text"]).strip():
        raise ValueError(f"{item['id']}: wrong id or no text")
    if item["direction"] not in ("limitation", "strength"):
        raise ValueError(f"{item['id']}: unknown direction")
    return Entry(
        id=item["id"],
        variant=variant,
        text=item["text"],
        direction=item["direction"],
        sector=item["asker"]["sector"],
        municipality=str(item["asker"]["municipality"]),
        grades={**dict.fromkeys(fair, FAIR), **dict.fromkeys(good, GOOD)},
        sectors=tuple(item["sectors"]),
        why=item.get("why", ""),
    )
