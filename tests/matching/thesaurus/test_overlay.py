# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Edits laid over concepts: what they do, and what they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.reading.concepts import Concept
from netwerkbouwer.matching.thesaurus import overlay
from netwerkbouwer.matching.thesaurus.overlay import Edit, Kind

HALL = Concept("half-empty-hall", "Halflege zaal", "problem", ("lege zaal",), ("schools",))
SCHOOLS = Concept("schools", "Scholen", "target_group", ("school", "klas"), (), ("pupils",))
BOTH = (HALL, SCHOOLS)
NEW = Edit(
    Kind.NEW, "kermis", "Kermis", {"type": "activity", "text": "Feest.", "terms": ["kermis"]}
)

names = st.sampled_from(["half-empty-hall", "schools", "kermis", "weg"])
values = st.sampled_from(["lege zaal", "Lege  Zaal!", "school", "schools", "pupils", "kermis", ""])
edits = st.builds(Edit, st.sampled_from([*Kind, "iets"]), names, values)


def after(*made: Edit) -> dict[str, Concept]:
    return overlay.laid_over(BOTH, made)


def test_a_word_comes_and_goes() -> None:
    added = Edit(Kind.ADD_WORD, "schools", "leerlingen")
    assert after(added)["schools"].terms == ("school", "klas", "leerlingen")
    assert after(added, Edit(Kind.DROP_WORD, "schools", "klas"))["schools"].terms == (
        "school",
        "leerlingen",
    )
    assert after(added)["half-empty-hall"] is HALL


def test_a_word_is_the_same_whatever_its_capitals() -> None:
    assert after(Edit(Kind.ADD_WORD, "schools", "Klas"))["schools"].terms == ("school", "klas")
    assert after(Edit(Kind.DROP_WORD, "schools", "KLAS"))["schools"].terms == ("school",)


def test_the_last_word_stays() -> None:
    assert after(Edit(Kind.DROP_WORD, "half-empty-hall", "lege zaal"))["half-empty-hall"] == HALL


def test_an_answer_of_a_problem_helps_and_of_others_comes_along() -> None:
    problem = after(Edit(Kind.ADD_ANSWER, "half-empty-hall", "families"))["half-empty-hall"]
    other = after(Edit(Kind.DROP_ANSWER, "schools", "pupils"))["schools"]

    assert (problem.answered_by, problem.related) == (("schools", "families"), ())
    assert (other.answered_by, other.related) == ((), ())


def test_a_new_concept_comes_last_and_can_be_edited() -> None:
    found = after(NEW, Edit(Kind.ADD_WORD, "kermis", "foor"))

    assert list(found) == ["half-empty-hall", "schools", "kermis"]
    assert found["kermis"] == Concept("kermis", "Kermis", "activity", ("kermis", "foor"))


def test_a_new_concept_does_not_replace_one_of_the_library() -> None:
    assert after(Edit(Kind.NEW, "schools", "Iets anders"))["schools"] is SCHOOLS


@given(st.lists(edits, max_size=12))
def test_whatever_the_edits_every_concept_keeps_its_shape(made: list[Edit]) -> None:
    found = overlay.laid_over(BOTH, made)

    assert (
        {"half-empty-hall", "schools"}
        <= set(found)
        <= {"half-empty-hall", "schools", "kermis"} | {"weg"}
    )
    for name, concept in found.items():
        assert concept.id == name
        assert concept.type in overlay.TYPES
        assert concept.terms
        assert bool(concept.related) <= (concept.type != "problem")
        assert bool(concept.answered_by) <= (concept.type == "problem")


@given(st.lists(edits, max_size=5))
def test_what_is_written_is_read_back(made: list[Edit]) -> None:
    assert overlay.read(overlay.write([*made, NEW])) == (*made, NEW)


@pytest.mark.parametrize("text", ["", "{}x", "[1]", '[["new"]]', '[["a", "b", "c", 4]]', "null"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(overlay.NotEdits, match="no edits"):
        overlay.read(text)
