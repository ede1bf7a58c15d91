# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of a content pack: items with our own words, their source and the date we checked it.

A pack is a YAML file. Pure: reading files and telling mistakes is `files.py`.
"""

import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S{4,500}$")]
VariantKey = Literal["vl", "nl"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Who made what our facts come from; without `url` when no address was found."""

    id: Slug
    maker: Line
    title: Line
    url: Address | None = None


class Wording(Strict):
    """How Flanders or the Netherlands says it, where that differs."""

    label: Line | None = None
    text: str | None = None


class Item(Strict):
    """One thing of the library: a card, a block, an obstacle, a practice."""

    id: Slug
    label: Line
    text: str = ""
    sources: list[Slug] = Field(default_factory=list)
    own: bool = False
    """Our own thought, without a source outside."""
    checked_on: datetime.date
    variants: dict[VariantKey, Wording] = Field(default_factory=dict)
    group: str | None = None
    tags: list[str] = Field(default_factory=list)
    links: dict[Slug, list[Slug]] = Field(default_factory=dict)
    """Pack name → ids of related items there."""
    data: dict[str, Any] = Field(default_factory=dict)
    """What only this pack has."""

    @model_validator(mode="after")
    def has_a_source(self) -> Self:
        if not self.sources and not self.own:
            raise ValueError(f"'{self.id}' noemt geen bron; is het van onszelf, zet dan own: true")
        return self

    def label_in(self, variant: str) -> str:
        wording = self.variants.get("nl" if variant == "nl" else "vl")
        return (wording and wording.label) or self.label

    def text_in(self, variant: str) -> str:
        wording = self.variants.get("nl" if variant == "nl" else "vl")
        return (wording and wording.text) or self.text


class Pack(Strict):
    """One file of the library."""

    pack: Slug
    kind: Slug
    """The Dutch singular in addresses: /bibliotheek/<kind>/<id>."""
    version: int = Field(ge=1)
    title: Line
    about: str
    licence: Line
    sources: list[Source] = Field(default_factory=list)
    items: list[Item] = Field(min_length=1)

    @model_validator(mode="after")
    def names_are_unique_and_known(self) -> Self:
        ids = [item.id for item in self.items]
        for name in {n for n in ids if ids.count(n) > 1}:
            raise ValueError(f"'{name}' staat er twee keer in")
        known = {source.id for source in self.sources}
        for item in self.items:
            for name in set(item.sources) - known:
                raise ValueError(f"'{item.id}' noemt een bron die niet bovenaan staat: '{name}'")
        return self

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def sources_of(self, item: Item) -> list[Source]:
        return [source for source in self.sources if source.id in item.sources]


def broken_links(packs: list[Pack]) -> list[tuple[Pack, Item, str]]:
    """Links between packs that point at nothing: (pack, item, 'pack/id')."""
    ids = {pack.pack: {item.id for item in pack.items} for pack in packs}
    return [
        (pack, item, f"{other}/{target}")
        for pack in packs
        for item in pack.items
        for other, targets in item.links.items()
        for target in targets
        if target not in ids.get(other, set())
    ]
