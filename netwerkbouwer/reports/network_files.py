# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The network of a board as GraphML and GEXF, for programs that draw and count networks. Pure.

Nodes: organisations, municipalities, thinking exercises and combinations. Edges: an organisation
works in a municipality, was found in an exercise, takes part in a combination.
Formats: GraphML (graphml.graphdrawing.org), GEXF 1.3 (gexf.net).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from netwerkbouwer.common import texts
from netwerkbouwer.reports.rows import Row

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
# What XML 1.0 cannot hold, besides what texts.clean takes out.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NODE_FIELDS = ("label", "kind", "place", "code", "sectors", "half", "status", "chosen")
EDGE_FIELDS = ("kind",)


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: str
    kind: str
    """organisatie, gemeente, denkoefening or combinatie"""
    place: str = ""
    code: str = ""
    sectors: str = ""
    half: str = ""
    status: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    start: str
    end: str
    kind: str
    """werkt in, gevonden in or doet mee"""


@dataclass(frozen=True, slots=True)
class Combination:
    """A scenario: its card, name, status and the cards of its members."""

    card: str
    name: str
    status: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build(rows: Sequence[Row], combinations: Iterable[Combination]) -> Network:
    """The network of these partners; an organisation found twice is one node."""
    nodes: dict[str, Node] = {}
    edges: dict[Edge, None] = {}
    ids: dict[str, str] = {}
    for row in rows:
        key = f"o:{'|'.join(row.identity)}"
        ids[row.card] = key
        nodes[key] = _organisation(key, row, nodes.get(key))
        place = f"g:{row.place_key}"
        nodes.setdefault(place, Node(place, row.place, "gemeente", row.place, row.code))
        edges[Edge(key, place, "werkt in")] = None
        if row.exercise:
            exercise = f"d:{row.exercise}"
            nodes.setdefault(exercise, Node(exercise, row.exercise, "denkoefening"))
            edges[Edge(key, exercise, "gevonden in")] = None
    for one in combinations:
        key = f"c:{one.card}"
        nodes[key] = Node(key, one.name, "combinatie", status=one.status)
        for member in one.members:
            if member in ids:
                edges[Edge(ids[member], key, "doet mee")] = None
    return _numbered(nodes, edges)


def _organisation(key: str, row: Row, known: Node | None) -> Node:
    chosen = row.chosen or (known is not None and known.chosen == "ja")
    return Node(
        id=key,
        label=row.name,
        kind="organisatie",
        place=row.place,
        code=row.code,
        sectors=", ".join(row.sector_labels),
        half=row.half,
        status=row.status,
        chosen="ja" if chosen else "nee",
    )


def _numbered(nodes: dict[str, Node], edges: Iterable[Edge]) -> Network:
    """Short ids instead of names: programs choke on long ones, and names are in the label."""
    ids = {key: f"n{index}" for index, key in enumerate(nodes)}
    named = tuple(
        Node(ids[node.id], *(getattr(node, name) for name in NODE_FIELDS))
        for node in nodes.values()
    )
    return Network(named, tuple(Edge(ids[e.start], ids[e.end], e.kind) for e in edges))


def _safe(text: str) -> str:
    return FORBIDDEN.sub("", texts.clean(text))


def as_graphml(network: Network) -> bytes:
    root = ElementTree.Element("graphml", xmlns=GRAPHML)
    for subject, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for name in fields:
            attributes = {"id": f"{subject}_{name}", "for": subject}
            attributes |= {"attr.name": name, "attr.type": "string"}
            ElementTree.SubElement(root, "key", attributes)
    graph = ElementTree.SubElement(root, "graph", id="bord", edgedefault="undirected")
    for node in network.nodes:
        element = ElementTree.SubElement(graph, "node", id=node.id)
        _graphml_data(element, "node", node, NODE_FIELDS)
    for index, edge in enumerate(network.edges):
        ends = {"id": f"e{index}", "source": edge.start, "target": edge.end}
        element = ElementTree.SubElement(graph, "edge", ends)
        _graphml_data(element, "edge", edge, EDGE_FIELDS)
    return _bytes(root)


def _graphml_data(
    element: ElementTree.Element, subject: str, thing: Node | Edge, fields: Sequence[str]
) -> None:
    for name in fields:
        if value := _safe(getattr(thing, name)):
            ElementTree.SubElement(element, "data", key=f"{subject}_{name}").text = value


def as_gexf(network: Network) -> bytes:
    root = ElementTree.Element("gexf", xmlns=GEXF, version="1.3")
    graph = ElementTree.SubElement(root, "graph", mode="static", defaultedgetype="undirected")
    for subject, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        group = ElementTree.SubElement(graph, "attributes", {"class": subject, "mode": "static"})
        for name in fields:
            ElementTree.SubElement(group, "attribute", id=name, title=name, type="string")
    nodes = ElementTree.SubElement(graph, "nodes")
    for node in network.nodes:
        element = ElementTree.SubElement(nodes, "node", id=node.id, label=_safe(node.label))
        _gexf_values(element, node, NODE_FIELDS)
    edges = ElementTree.SubElement(graph, "edges")
    for index, edge in enumerate(network.edges):
        ends = {"id": str(index), "source": edge.start, "target": edge.end}
        _gexf_values(ElementTree.SubElement(edges, "edge", ends), edge, EDGE_FIELDS)
    return _bytes(root)


def _gexf_values(element: ElementTree.Element, thing: Node | Edge, fields: Sequence[str]) -> None:
    values = ElementTree.SubElement(element, "attvalues")
    for name in fields:
        if value := _safe(getattr(thing, name)):
            ElementTree.SubElement(values, "attvalue", {"for": name, "value": value})


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
