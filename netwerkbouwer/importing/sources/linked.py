# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations in linked data, whatever the words: OSLO, org, regorg, schema.org, besluit. Pure.

JSON-LD and Turtle become the same plain objects: names are shortened to their last part in lower
case (`https://…/adres#gemeentenaam` and `gemeentenaam` are one), references within a file are
followed. Nothing is ever fetched, so contexts are not read: the words themselves must say it.
"""

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from netwerkbouwer.importing.sources import json_files, linked_words, raw
from netwerkbouwer.importing.sources.reader import Item
from netwerkbouwer.organisations.files import UnreadableFile

LISTS = ("@graph", "member", "hydra:member", "itemListElement", "@included")
LARGEST_TURTLE = 60_000_000  # bytes; the graph is held in memory
_DEEPEST = 5
_LAST_PART = re.compile(r"[^:/#.]+$")
Node = dict[str, Any]
KeyOf = Callable[[str], str]
Find = Callable[[str], Any]


def trouble(path: Path) -> tuple[type[Exception], ...]:
    """What the Turtle parser raises beside the usual; its errors are of all kinds."""
    is_turtle = path.suffix in {".ttl", ".nt"}
    return (AssertionError, AttributeError, SyntaxError, TypeError) if is_turtle else ()


@lru_cache(maxsize=4096)
def short(name: str) -> str:
    """The last part of a name in lower case: `org:hasPrimarySite` → `hasprimarysite`."""
    match = _LAST_PART.search(name)
    return match[0].lower() if match else name.lower()


def types(node: Mapping[str, Any]) -> set[str]:
    """The short names of what a node says it is."""
    told = raw.texts(node.get("@type")) + raw.texts(node.get("type"))
    return {short(each) for each in told}


# --- JSON-LD --------------------------------------------------------------------------------


def json_ld(path: Path, key_of: KeyOf) -> Iterator[Item]:
    """The organisations in a file, or in the JSON files of a folder."""
    if path.is_dir():
        yield from json_files.rows(path, LISTS, lambda told, line: _one(told, line, key_of))
        return
    with tempfile.TemporaryDirectory(prefix="nb-linked-") as folder:
        nodes = _Nodes(Path(folder) / "nodes.sqlite3")
        try:
            for _, document in json_files.documents(path, LISTS):
                nodes.keep(document)
            yield from json_files.rows(
                path, LISTS, lambda told, line: _one(told, line, key_of, nodes.find)
            )
        finally:
            nodes.close()


def _one(told: Mapping[str, Any], line: int, key_of: KeyOf, find: Find | None = None) -> list[Item]:
    told = raw.mapping(told.get("item")) or told
    if not types(told) & linked_words.ORGANISATIONS:
        return []
    node = _plain(told, find or (lambda _: None), _DEEPEST)
    return [linked_words.row(node, line, key_of)] if isinstance(node, dict) else []


class _Nodes:
    """Nodes that are not organisations, to be found by their address: sites, addresses, points."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("CREATE TABLE nodes (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID")
        self._has_some = False

    def keep(self, document: Any) -> None:
        node = raw.mapping(document)
        address = raw.text(node.get("@id"))
        if address and len(node) > 1 and not types(node) & linked_words.ORGANISATIONS:
            body = json.dumps(node)
            self._database.execute("INSERT OR REPLACE INTO nodes VALUES (?, ?)", (address, body))
            self._has_some = True

    def find(self, address: str) -> Any:
        if not self._has_some:
            return None
        found = self._database.execute("SELECT body FROM nodes WHERE id = ?", (address,))
        row = found.fetchone()
        return json.loads(row[0]) if row else None

    def close(self) -> None:
        self._database.rollback()
        self._database.close()


def _plain(value: Any, find: Find, depth: int) -> Any:
    """A value with short names: texts, objects and lists of them. References are followed."""
    if isinstance(value, list):
        return [_plain(each, find, depth) for each in value[:200]]
    if not isinstance(value, dict):
        return raw.text(value)
    if "@value" in value:
        return {"@value": raw.text(value["@value"]), "@language": raw.text(value.get("@language"))}
    address = raw.text(value.get("@id"))
    if depth and address and len(value) == 1:
        value = raw.mapping(find(address)) or value
    if depth == 0:
        return {"@id": address} if address else {}
    node: Node = {}
    for name, told in list(value.items())[:200]:
        plain = _plain(told, find, depth - 1)
        key = name if name.startswith("@") else short(name)
        if key in node:
            node[key] = raw.listed(node[key]) + raw.listed(plain)
        else:
            node[key] = plain
    return node


# --- Turtle ---------------------------------------------------------------------------------


def turtle(path: Path, key_of: KeyOf) -> Iterator[Item]:
    """The organisations in a Turtle or N-Triples file."""
    if path.stat().st_size > LARGEST_TURTLE:
        raise UnreadableFile(
            f"{path.name}: dit is te groot om in één keer te lezen. Vraag de bron om JSON-LD, of "
            "om het in stukken te leveren."
        )
    import rdflib  # loaded when the first file is read: it takes half a second

    graph = rdflib.Graph()
    graph.parse(path, format="nt" if path.suffix == ".nt" else "turtle")
    line = 0
    for subject in sorted(set(graph.subjects(rdflib.RDF.type)), key=str):
        kinds = {short(str(each)) for each in graph.objects(subject, rdflib.RDF.type)}
        if not kinds & linked_words.ORGANISATIONS:
            continue
        line += 1
        node = _of_graph(graph, subject, _DEEPEST)
        yield linked_words.row(node, line, key_of)


def _of_graph(graph: Any, subject: Any, depth: int) -> Node:
    import rdflib

    node: Node = {}
    if isinstance(subject, rdflib.URIRef):
        node["@id"] = str(subject)
    for predicate, value in sorted(graph.predicate_objects(subject), key=str):
        if predicate == rdflib.RDF.type:
            node["@type"] = [*node.get("@type", []), str(value)]
            continue
        if isinstance(value, rdflib.Literal):
            plain: Any = {"@value": str(value), "@language": value.language or ""}
        elif depth:
            plain = _of_graph(graph, value, depth - 1)
        else:
            plain = {"@id": str(value)}
        node.setdefault(short(str(predicate)), []).append(plain)
    return node
