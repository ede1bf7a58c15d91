# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The methods of this installation: files, read once per process."""

from functools import cache

from netwerkbouwer.common import yaml_files
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.methods import files, wording
from netwerkbouwer.methods.template import Method

DOORS = ("netwerk", "beleid", "muurtje", "verbinden", "estafette")


class UnknownMethod(Exception):
    """No method, or no such version of it, is installed."""


@cache
def _all() -> dict[tuple[str, int], Method]:
    """Every method by slug and version. Raises yaml_files.Mistake at the first wrong file."""
    found: dict[tuple[str, int], Method] = {}
    for path in sorted(files.PACKS.glob("*/*.yaml")):
        name = f"{path.parent.name}/{path.name}"
        method = files.read_method(path, name)
        if (path.parent.name, path.stem) != (method.slug, str(method.version)):
            raise yaml_files.Mistake(name, 1, "map en bestandsnaam moeten 'slug' en 'version' zijn")
        found[method.slug, method.version] = method
    return found


@cache
def _worded(slug: str, version: int, variant: str) -> Method:
    return wording.reword(_all()[slug, version], lambda term: library.word(term, variant))


def published() -> list[Method]:
    """The newest published version of each method, in the order of the doors."""
    newest: dict[str, Method] = {}
    for (slug, version), method in sorted(_all().items()):
        if method.status == "published":
            newest[slug] = _worded(slug, version, "")
    return sorted(newest.values(), key=lambda m: (DOORS.index(m.door), m.slug))


def newest(slug: str) -> Method:
    """The version a new board gets. Raises UnknownMethod."""
    found = next((method for method in published() if method.slug == slug), None)
    if found is None:
        raise UnknownMethod(slug)
    return found


def method(slug: str, version: int, variant: str = "") -> Method:
    """The version a board was made with, in the words of its variant. Raises UnknownMethod.

    Without a variant, words that differ come as 'werking / activiteiten'.
    """
    if (slug, version) not in _all():
        raise UnknownMethod(f"{slug} {version}")
    return _worded(slug, version, variant)


def using(pack_name: str, item: Item) -> list[Method]:
    """The published methods that draw from this item, as a card, a choice or an explained word."""
    return [method for method in published() if _uses(method, pack_name, item)]


def _uses(method: Method, pack_name: str, item: Item) -> bool:
    if pack_name == "glossary":
        return any(item.id in step.words for step in method.steps)
    return any(
        (zone.deck == pack_name and library.is_in_group(item, zone.deck_group))
        or any(spec.choices_from == pack_name for spec in zone.fields)
        for zone in method.zones.values()
    )
