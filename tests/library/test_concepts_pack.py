# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pack of concepts holds: enough of them, in the words of both countries, no dead ends."""

from collections import Counter
from collections.abc import Iterable

import pytest

from netwerkbouwer.library import queries, schema

FEWEST_CONCEPTS = 400
FEWEST_TERMS = 3_000
MOST_CONCEPTS_WITH_A_TERM = 3
FEWEST_OF_ONE_CONCEPT = 6
MOST_RELATED = 3
PACK = queries.pack("concepts")
# What people in Flanders and in the Netherlands call the same: one concept has both.
PAIRS = [
    ("rusthuis", "verzorgingshuis"),
    ("woonzorgcentrum", "verpleeghuis"),
    ("bewoners van het rusthuis", "bewoners van het verzorgingshuis"),
    ("serviceflat", "aanleunwoning"),
    ("schepen", "wethouder"),
    ("schepen van cultuur", "wethouder cultuur"),
    ("speelpleinwerking", "kindervakantieweek"),
    ("kinderwerking", "kinderwerk"),
    ("tienerwerking", "tienerwerk"),
    ("secundaire school", "voortgezet onderwijs"),
    ("lagere school", "basisschool"),
    ("buitengewoon onderwijs", "speciaal onderwijs"),
    ("okan-klas", "isk-leerlingen"),
    ("onthaalouder", "gastouder"),
    ("crèche", "kinderdagverblijf"),
    ("ibo", "bso"),
    ("kinesist", "fysiotherapeut"),
    ("thuisverpleging", "wijkverpleegkundige"),
    ("opbouwwerker", "wijkwerker"),
    ("dienstencentrum", "dorpshuis"),
    ("leefloon", "bijstand"),
    ("inkomprijs", "toegangsprijs"),
    ("lidgeld te hoog", "contributie te hoog"),
    ("stockage", "opslag"),
    ("speelplaats", "schoolplein"),
    ("turnzaal", "gymzaal"),
    ("uitdatabank", "uitagenda"),
    ("kringwinkel", "kringloopwinkel"),
    ("nieuwjaarsdrink", "buurtborrel"),
    ("opendeurdag", "open dag"),
    ("mutualiteit", "zorgverzekeraar"),
    ("zelfstandigen", "zzp'ers"),
    ("op kot", "op kamers"),
    ("sabam", "buma"),
    ("bib", "bieb"),
    ("wijk-werken", "participatiebaan"),
]


def terms(items: Iterable[schema.Item]) -> Counter[str]:
    """In how many concepts each term is."""
    return Counter(t for item in items for t in {term.casefold() for term in item.data["terms"]})


def dead_ends(items: Iterable[schema.Item]) -> list[str]:
    """Problems without an answer, and answers that are a problem or nothing at all."""
    kinds = {item.id: item.data["type"] for item in items}
    problems = [item for item in items if item.data["type"] == "problem"]
    empty = [item.id for item in problems if not item.data["answered_by"]]
    answers = [(item.id, name) for item in problems for name in item.data["answered_by"]]
    return empty + [
        f"{where}: {name}" for where, name in answers if kinds.get(name, "problem") == "problem"
    ]


def is_in_one_concept(pair: tuple[str, str], items: Iterable[schema.Item]) -> bool:
    return any(set(pair) <= set(item.data["terms"]) for item in items)


def test_there_are_enough_concepts_and_terms() -> None:
    assert len(PACK.items) >= FEWEST_CONCEPTS
    assert len(terms(PACK.items)) >= FEWEST_TERMS
    few = [i.id for i in PACK.items if len(i.data["terms"]) < FEWEST_OF_ONE_CONCEPT]
    assert few == []


def test_every_problem_has_answers_that_are_there_and_are_no_problems() -> None:
    assert [item for item in PACK.items if item.data["type"] == "problem"]
    assert dead_ends(PACK.items) == []


def test_what_comes_along_is_there_and_is_not_the_concept_itself() -> None:
    names = {item.id for item in PACK.items}
    for item in PACK.items:
        related = item.data.get("related") or []
        assert len(related) <= MOST_RELATED, item.id
        assert set(related) <= names - {item.id}, item.id


def test_no_term_is_in_many_concepts_or_twice_in_one() -> None:
    crowded = {t: n for t, n in terms(PACK.items).items() if n > MOST_CONCEPTS_WITH_A_TERM}
    assert crowded == {}
    for item in PACK.items:
        said = Counter(term.casefold() for term in item.data["terms"])
        assert [term for term, count in said.items() if count > 1] == [], item.id


def test_every_concept_names_its_source_or_is_our_own() -> None:
    known = {source.id for source in PACK.sources}
    for item in PACK.items:
        assert item.own != bool(item.sources), item.id
        assert set(item.sources) <= known, item.id


def test_the_group_of_a_concept_is_its_type() -> None:
    assert [item.id for item in PACK.items if item.group != item.data["type"]] == []


@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_one_concept_has_the_word_of_flanders_and_of_the_netherlands(
    pair: tuple[str, str],
) -> None:
    assert is_in_one_concept(pair, PACK.items)
