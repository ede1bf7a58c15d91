# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of a content pack: items with our own words, their source and the date we checked it.

A pack is a YAML file. Pure: `queries.py` reads the files.
"""

import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from netwerkbouwer.common.yaml_files import Misplaced

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

    @property
    def key(self) -> str:
        """The id as a choice in a field: keys have no hyphens."""
        key = self.id.replace("-", "_")
        return key if key[0].isalpha() else f"i_{key}"

    @property
    def subgroup(self) -> str:
        """The part of its group it belongs to, where a pack has that; else the group."""
        return str(self.data.get("subgroup") or self.group or "")

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
    groups: dict[str, Line] = Field(default_factory=dict)
    """What groups and subgroups are called on screen, in the order to show them."""
    items: list[Item] = Field(min_length=1)

    @model_validator(mode="after")
    def names_are_unique_and_known(self) -> Self:
        known = {source.id for source in self.sources}
        ids: set[str] = set()
        for number, item in enumerate(self.items):
            if item.id in ids:
                place = ("items", number, "id")
                raise Misplaced(place, f"'{item.id}' staat er twee keer in")
            ids.add(item.id)
            for name in set(item.sources) - known:
                reason = f"'{item.id}' noemt een bron die niet bovenaan staat: '{name}'"
                raise Misplaced(("items", number, "sources"), reason)
        used = {name for item in self.items for name in (item.group, item.subgroup)}
        for name in set(self.groups) - used:
            raise Misplaced(("groups", name), f"er is niets in de groep '{name}'")
        return self

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def group_label(self, name: str) -> str:
        """What a group is called: as the file says, or its own name made readable."""
        return self.groups.get(name) or name.replace("-", " ").replace("_", " ").capitalize()

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
