# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything the library holds, read from its files once per process."""

from functools import cache
from pathlib import Path

from netwerkbouwer.common import yaml_files
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
        raise yaml_files.Mistake(f"{pack.pack}.yaml", 1, reason)
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
    found = pack(pack_name).items
    return [item for item in found if group is None or item.group == group]


def item(pack_name: str, item_id: str) -> schema.Item:
    """One item. Raises UnknownItem."""
    found = _items(pack_name).get(item_id)
    if found is None:
        raise UnknownItem(f"{pack_name}/{item_id}")
    return found
