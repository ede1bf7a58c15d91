# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor opened or filtered on a step: it lives in the address, never on the board."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

LONGEST = 200
KEYS = (
    "toon",  # the exercise or combination that is open
    "manier",  # the way to find partners: tips, kaart, gids or zelf
    "kaart",  # the partner card that is open
    "kaarthelft",
    "nieuw",  # only partner cards not used yet
    "schud",  # the seed of a shuffle
    "zoek",
    "helft",
    "sector",
    "straal",
    "elders",  # only other municipalities
    "verrassing",  # from near and known (0) to surprising (100)
    "verwacht",  # an organisation that someone expected among the suggestions
    "eigen",  # the name of the own organisation, to find it in the directory
    "wie",  # which one of those with that name
    "punt",  # the exercise for which sets are sought in the directory
    "oefening",  # the exercise of a diagram; empty for all together
    "gemeente",  # the bubble that is open
    "gekozen",
    "volgorde",
    "blad",
)


@dataclass(frozen=True, slots=True)
class Look:
    """What was asked of the page, by the names in the address."""

    asked: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        return self.asked.get(key, "")

    @property
    def page(self) -> int:
        """The page of a long list that is open, from 1."""
        text = self.get("blad")
        return max(int(text), 1) if text.isdecimal() and len(text) < 5 else 1

    def but(self, **changes: object) -> "Look":
        """The same with other values; an empty one drops out."""
        asked = {**self.asked, **{key: str(value or "") for key, value in changes.items()}}
        return of(asked.items())

    @property
    def query(self) -> str:
        return urlencode(self.asked)


def of(pairs: Iterable[tuple[str, str]]) -> Look:
    """Keep the names we know, with values that are short and clean."""
    found = {key: value.replace("\x00", "").strip()[:LONGEST] for key, value in pairs}
    return Look({key: found[key] for key in KEYS if found.get(key)})


def read(query: str) -> Look:
    """Read a look back from a form, where it is kept as in an address."""
    try:
        return of(parse_qsl(query[:4_000], max_num_fields=60))
    except ValueError:
        return Look()
