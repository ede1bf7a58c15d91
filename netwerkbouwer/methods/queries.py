# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The methods of this installation: files, read once per process."""

from functools import cache

from netwerkbouwer.common import yaml_files
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods import files
from netwerkbouwer.methods.template import Method


class UnknownMethod(Exception):
    """No method, or no such version of it, is installed."""


@cache
def _all() -> dict[tuple[str, int], Method]:
    """Every method by slug and version. Raises yaml_files.Mistake at the first wrong file."""
    found: dict[tuple[str, int], Method] = {}
    for path in sorted(files.PACKS.glob("*/*.yaml")):
        method = files.read_method(path, f"{path.parent.name}/{path.name}")
        name = f"{path.parent.name}/{path.name}"
        if (path.parent.name, path.stem) != (method.slug, str(method.version)):
            raise yaml_files.Mistake(name, 1, "map en bestandsnaam moeten 'slug' en 'version' zijn")
        check_packs(method, name)
        found[method.slug, method.version] = method
    return found


def check_packs(method: Method, name: str) -> None:
    """Refuse a method with a pack the library does not have. Raises yaml_files.Mistake."""
    for pack in sorted(method.packs() - {p.pack for p in library.packs()}):
        raise yaml_files.Mistake(name, 1, f"de bibliotheek heeft geen pak '{pack}'")


def published() -> list[Method]:
    """The newest published version of each method, in the order of the doors."""
    newest: dict[str, Method] = {}
    for (slug, _), method in sorted(_all().items()):
        if method.status == "published":
            newest[slug] = method
    order = ["netwerk", "beleid", "muurtje", "verbinden", "estafette"]
    return sorted(newest.values(), key=lambda m: (order.index(m.door), m.slug))


def newest(slug: str) -> Method:
    """The version a new board gets. Raises UnknownMethod."""
    found = next((method for method in published() if method.slug == slug), None)
    if found is None:
        raise UnknownMethod(slug)
    return found


def method(slug: str, version: int) -> Method:
    """The version a board was made with. Raises UnknownMethod."""
    if (slug, version) not in _all():
        raise UnknownMethod(f"{slug} {version}")
    return _all()[slug, version]
