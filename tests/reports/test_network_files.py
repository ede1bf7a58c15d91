# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The network of a board, read back by a program that draws networks."""

import dataclasses
import io

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.reports import network_files
from tests.reports import papers, stories
from tests.reports.test_tables import EMPTY


def read(name: str, made: bytes) -> networkx.Graph:
    if name.endswith("gexf"):
        return networkx.read_gexf(io.BytesIO(made), version="1.3")
    return networkx.read_graphml(io.BytesIO(made))


FILES = ["netwerk.graphml", "netwerk.gexf"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_the_network_has_organisations_places_exercises_and_combinations(name: str) -> None:
    graph = read(name, papers.make(stories.cultural_centre(), name))

    kinds = [data["kind"] for _node, data in graph.nodes(data=True)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "organisatie": 5, "gemeente": 5, "denkoefening": 2, "combinatie": 1,
    }  # fmt: skip
    by_label = {data["label"]: node for node, data in graph.nodes(data=True)}
    plan, harmony = by_label["Luisteren op woensdag"], by_label["Harmonie De Ware Vrienden"]
    assert graph.has_edge(harmony, plan)
    assert graph.has_edge(harmony, by_label["Ninove"])
    assert graph.nodes[harmony]["chosen"] == "ja"
    assert graph.degree[plan] == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), min_size=4, max_size=4))
@pytest.mark.parametrize("name", FILES)
def test_any_text_gives_a_file_that_can_be_read(name: str, given_texts: list[str]) -> None:
    label, place, exercise, plan = given_texts
    row = dataclasses.replace(EMPTY, name=label, place=place, exercise=exercise)
    combination = network_files.Combination("2", plan, "", ("1",))
    network = network_files.build([row], [combination])

    made = network_files.as_gexf(network) if "gexf" in name else network_files.as_graphml(network)

    assert read(name, made).number_of_nodes() == len(network.nodes)


def test_an_organisation_found_twice_is_one_node() -> None:
    rows = [
        dataclasses.replace(EMPTY, card="1", name="Harmonie", exercise="een", chosen=True),
        dataclasses.replace(EMPTY, card="2", name="Harmonie", exercise="twee"),
    ]

    network = network_files.build(rows, [])

    found = [node for node in network.nodes if node.kind == "organisatie"]
    assert [(node.label, node.chosen) for node in found] == [("Harmonie", "ja")]
    assert len([edge for edge in network.edges if edge.kind == "gevonden in"]) == 2
