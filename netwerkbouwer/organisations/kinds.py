# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which kind of organisation something is, by its name and what its source calls it. Pure.

Kinds come from a content pack whose address the settings give, as the library lies above this app.
A kind is our guess. It decides the half of a bubble and what we assume that it offers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from netwerkbouwer.common import texts, yaml_files
from netwerkbouwer.organisations import sectors

KEY_LENGTH = 3  # patterns are looked up by their first letters
# Schools are named after anything: a rainbow, a springboard. Only patterns of their own count.
STRICT_SECTORS = frozenset({"onderwijs"})


class _Data(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    sector: str
    half: Literal["culture", "other"]
    patterns: tuple[str, ...] = ()
    classifications: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class _Wording(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    label: str = ""


class _Item(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    label: str
    variants: dict[str, _Wording] = {}
    data: _Data


class _Pack(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation, with what we assume that it offers and seeks.

    `patterns` are folded; a space at an end stands for the edge of a word.
    """

    id: str
    label: str
    label_nl: str
    sector: str
    half: sectors.HalfName
    patterns: tuple[str, ...]
    classifications: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]


class Kinds:
    """All kinds, ready to recognise organisations."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.by_id = {kind.id: kind for kind in kinds}
        self._by_class: dict[str, Kind] = {}
        self._by_key: dict[str, list[tuple[str, Kind]]] = {}
        for kind in self.by_id.values():
            for word in kind.classifications:
                self._by_class.setdefault(texts.fold(word), kind)
            for pattern in kind.patterns:
                self._by_key.setdefault(pattern[:KEY_LENGTH], []).append((pattern, kind))

    def get(self, kind_id: str) -> Kind | None:
        return self.by_id.get(kind_id)

    def classify(
        self, name: str, sector: str, source: str = "", classification: str = "", folded: str = ""
    ) -> str:
        """Give the id of the likeliest kind, or an empty text.

        What the source calls it wins, then the longest pattern in the name among kinds of the same
        sector, then of the same half, then the source as such. `folded` is the folded name, for who
        has it already.
        """
        told = self._by_class.get(_folded(classification)) if classification else None
        found = (
            told
            or self._by_name(folded or texts.fold(name), sector)
            or self._by_source(source, sector)
        )
        return found.id if found else ""

    def half(self, sector: str, kind_id: str) -> str:
        """Give the default half: that of the kind, else that of the sector."""
        kind = self.by_id.get(kind_id)
        if kind is not None and sector in (kind.sector, sectors.OTHER):
            return kind.half
        known = sectors.BY_SLUG.get(sector)
        return known.half if known else "other"

    def _by_name(self, folded: str, sector: str) -> Kind | None:
        matches = self._matches(f" {folded} ")
        if not matches:
            return None
        known = sectors.BY_SLUG.get(sector)
        eligible = [match for match in matches if match[1].sector == sector]
        if not eligible and (known is None or sector == sectors.OTHER):
            eligible = matches
        elif not eligible and known is not None and sector not in STRICT_SECTORS:
            eligible = [match for match in matches if match[1].half == known.half]
        best = max(eligible, key=lambda match: len(match[0].strip()), default=None)
        return best[1] if best else None

    def _by_source(self, source: str, sector: str) -> Kind | None:
        kind = self._by_class.get(_folded(source)) if source else None
        return kind if kind is not None and kind.sector == sector else None

    def _matches(self, padded: str) -> list[tuple[str, Kind]]:
        """Patterns in a folded name between spaces, in the order in which they stand in it."""
        # Slices in a set, met with the keys there are: most names have none, and then it is done.
        starts = {padded[at : at + KEY_LENGTH] for at in range(len(padded) - KEY_LENGTH + 1)}
        found = [
            (padded.index(pattern), place, pattern, kind)
            for key in self._by_key.keys() & starts
            for place, (pattern, kind) in enumerate(self._by_key[key])
            if pattern in padded
        ]
        found.sort(key=lambda match: match[:2])
        return [match[2:] for match in found]


@lru_cache(maxsize=4_096)
def _folded(word: str) -> str:
    """What sources and registers call things: few words, seen many times."""
    return texts.fold(word)


def fold_pattern(pattern: str) -> str:
    """Fold a pattern like a name, keeping a space at either end."""
    folded = texts.fold(pattern)
    before = " " if pattern.startswith(" ") else ""
    after = " " if pattern.endswith(" ") else ""
    return f"{before}{folded}{after}" if folded else ""


def read(path: Path) -> Kinds:
    """Read the kinds from a content pack. Raises yaml_files.Mistake."""
    return Kinds(_kind(item) for item in yaml_files.read(path, _Pack).items)


def _kind(item: _Item) -> Kind:
    data = item.data
    folded = dict.fromkeys(fold_pattern(pattern) for pattern in data.patterns)
    dutch = item.variants.get("nl")
    return Kind(
        id=item.id,
        label=item.label,
        label_nl=(dutch and dutch.label) or item.label,
        sector=data.sector,
        half=data.half,
        patterns=tuple(pattern for pattern in folded if len(pattern) >= KEY_LENGTH),
        classifications=data.classifications,
        offers=data.offers,
        needs=data.needs,
    )
