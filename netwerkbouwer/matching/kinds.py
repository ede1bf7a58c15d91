# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thesaurus and the kinds of organisations, as matching reads them from the library."""

from functools import cache

from netwerkbouwer.library import queries as library
from netwerkbouwer.library import schema
from netwerkbouwer.matching.concepts import Concept, Thesaurus
from netwerkbouwer.matching.profile import Kind, KindTable


@cache
def thesaurus() -> Thesaurus:
    """All concepts, indexed once per process. Raises yaml_files.Mistake."""
    return Thesaurus(_concept(item) for item in library.items("concepts"))


@cache
def table() -> KindTable:
    """All kinds against all concepts, once per process. Raises yaml_files.Mistake."""
    return KindTable((_kind(item) for item in library.items("organisation_kinds")), thesaurus())


def _concept(item: schema.Item) -> Concept:
    data = item.data
    answers = tuple(data.get("answered_by") or ())
    related = tuple(data.get("related") or ())
    return Concept(item.id, item.label, data["type"], tuple(data["terms"]), answers, related)


def _kind(item: schema.Item) -> Kind:
    offers, needs = tuple(item.data["offers"]), tuple(item.data["needs"])
    return Kind(item.id, item.label, item.label_in("nl"), offers, needs)
