# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything the library holds, read from its files once per process."""

from functools import cache
from pathlib import Path

from netwerkbouwer.common import texts, yaml_files
from netwerkbouwer.library import schema

PACKS = Path(__file__).parent / "packs"


class UnknownItem(Exception):
    """The library has no such pack, kind or item."""


@cache
def packs() -> tuple[schema.Pack, ...]:
    """All packs by name. Raises yaml_files.Mistake at the first wrong file or dead link."""
    found = [yaml_files.read(path, schema.Pack) for path in sorted(PACKS.glob("*.yaml"))]
    for pack, item, target in schema.broken_links(found):
        reason = f"'{item.id}' verwijst naar '{target}', dat er niet is"
        path = PACKS / f"{pack.pack}.yaml"
        line = yaml_files.line_of(path, ("items", pack.items.index(item), "links"))
        raise yaml_files.Mistake(path.name, line, reason)
    return tuple(found)


@cache
def _by_name() -> dict[str, schema.Pack]:
    return {pack.pack: pack for pack in packs()}


@cache
def _items(pack_name: str) -> dict[str, schema.Item]:
    return {item.id: item for item in pack(pack_name).items}


def pack(name: str) -> schema.Pack:
    """A pack by its name. Raises UnknownItem."""
    if name not in _by_name():
        raise UnknownItem(name)
    return _by_name()[name]


def pack_of_kind(kind: str) -> schema.Pack:
    """The pack with this Dutch kind in its address. Raises UnknownItem."""
    found = next((p for p in packs() if p.kind == kind), None)
    if found is None:
        raise UnknownItem(kind)
    return found


def items(pack_name: str, group: str | None = None) -> list[schema.Item]:
    """The items of a pack in the order of its file, of one group if asked. Raises UnknownItem."""
    return [item for item in pack(pack_name).items if is_in_group(item, group)]


def is_in_group(item: schema.Item, group: str | None) -> bool:
    """Whether an item belongs to a group; 'visibility' takes in 'visibility-what'."""
    if group is None:
        return True
    return item.group == group or (item.group or "").startswith(f"{group}-")


def item(pack_name: str, item_id: str) -> schema.Item:
    """One item. Raises UnknownItem."""
    found = _items(pack_name).get(item_id)
    if found is None:
        raise UnknownItem(f"{pack_name}/{item_id}")
    return found


@cache
def _terms() -> dict[str, schema.Item]:
    return _by_names("terms")


@cache
def _glossary() -> dict[str, schema.Item]:
    return _by_names("glossary")


def _by_names(pack_name: str) -> dict[str, schema.Item]:
    """Items by id, and by what they are called in any variant; the id wins."""
    found: dict[str, schema.Item] = {}
    for entry in reversed(pack(pack_name).items):
        labels = [entry.label, *(w.label for w in entry.variants.values() if w.label)]
        labels += [str(other) for other in entry.data.get("also", [])]
        found |= {texts.fold(label): entry for label in labels}
    return found | {texts.fold(entry.id): entry for entry in pack(pack_name).items}


def term(name: str) -> schema.Item | None:
    """A word that differs between Flanders and the Netherlands, by id or by the word itself."""
    return _terms().get(texts.fold(name))


def word(name: str, variant: str = "") -> str:
    """How a variant says a term; without a variant both: 'OCMW / wijkteam'. Raises KeyError."""
    found = term(name)
    if found is None:
        raise KeyError(name)
    if variant:
        return found.label_in(variant)
    return " / ".join(dict.fromkeys((found.label_in("vl"), found.label_in("nl"))))


def explanation(name: str) -> schema.Item | None:
    """A word of the glossary, by id or by the word itself."""
    return _glossary().get(texts.fold(name))


def linking_to(pack_name: str, item_id: str) -> list[tuple[schema.Pack, schema.Item]]:
    """Items of other packs that point at this one."""
    return [
        (other, entry)
        for other in packs()
        for entry in other.items
        if item_id in entry.links.get(pack_name, [])
    ]
