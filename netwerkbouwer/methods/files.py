# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where method files lie, and how one is checked: its shape, then what it names of the library."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from netwerkbouwer.common import yaml_files
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods import wording
from netwerkbouwer.methods.template import Method, Place

PACKS = Path(__file__).parent / "packs"


def read_method(path: Path, name: str = "") -> Method:
    """Read and check one file. Raises yaml_files.Mistake for the first thing that is wrong."""
    method = yaml_files.read(path, Method, name)
    for place, reason in unknown_names(method):
        raise yaml_files.Mistake(name or path.name, yaml_files.line_of(path, place), reason)
    return method


def unknown_names(method: Method) -> Iterator[tuple[Place, str]]:
    """What the method names and the library does not have: where, and a sentence."""
    for place, pack, wanted in method.mentions():
        sentence = _unknown_in_library(pack, wanted)
        if sentence:
            yield place, sentence
    for place, term in wording.marks(method.model_dump()):
        if library.term(term) is None:
            ids = [item.id for item in library.items("terms")]
            yield place, f"de termen hebben geen '{term}'{_near(term, ids)}"


def _unknown_in_library(pack_name: str, wanted: str) -> str:
    try:
        pack = library.pack(pack_name)
    except library.UnknownItem:
        names = [pack.pack for pack in library.packs()]
        return f"de bibliotheek heeft geen pak '{pack_name}'{_near(pack_name, names)}"
    group = wanted.removeprefix("group:")
    if wanted.startswith("group:") and not library.items(pack_name, group):
        groups = {item.group for item in pack.items if item.group}
        return f"het pak '{pack_name}' heeft geen groep '{group}'{_near(group, groups)}"
    if wanted and not wanted.startswith("group:") and pack.item(wanted) is None:
        ids = [item.id for item in pack.items]
        return f"het pak '{pack_name}' heeft geen '{wanted}'{_near(wanted, ids)}"
    return ""


def _near(name: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"; bedoel je '{found[0]}'?" if found else ""
