# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The points of a text, and who has what against them and against each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.reading import kinds, need, told
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.sets import ledger
from netwerkbouwer.matching.sets.ledger import Ledger, Point, Sides
from netwerkbouwer.organisations import ragged


@pytest.fixture(scope="module")
def book() -> Ledger:
    return Ledger(kinds.table(), kinds.thesaurus())


def points(text: str, direction: Direction = "limitation") -> tuple[Point, ...]:
    read = need.read(text, direction, kinds.thesaurus(), kinds.table())
    return ledger.points(read, kinds.thesaurus())


def sides(book: Ledger, *members: tuple[str, tuple[str, ...], tuple[str, ...]]) -> Sides:
    """Members as (kind, offers, questions)."""
    growing, table = ragged.Growing(), book.table
    for _kind, offers, questions in members:
        growing.add(told.numbers_of("", offers, questions, kinds.thesaurus()))
    of_kind = [table.index.get(kind, len(table.kinds)) for kind, _, _ in members]
    return book.read(growing.ragged(), np.array(of_kind, dtype=np.int64))


def test_words_that_overlap_are_one_point_and_others_their_own() -> None:
    found = points("Onze zaal is niet vol en we bereiken geen mensen in armoede")

    assert {point.text for point in found} == {"zaal is niet vol", "geen mensen in armoede"}
    assert len(points("Ik zoek een plek om te repeteren")) == 1


def test_any_answer_to_a_problem_meets_its_point(book: Ledger) -> None:
    (hall, *_) = points("Onze zaal is niet vol")
    found = sides(book, ("primary-school", (), ()), ("", (), ()), ("care-home", (), ()))
    covers = found.covers([hall], "limitation")[:, 0]

    assert covers[0] > 0
    assert covers[2] > 0
    assert covers[1] == 0
    assert found.answer(0, hall, "limitation") in dict(hall.wants)


def test_what_someone_says_of_itself_passes_to_who_asks_for_it(book: Ledger) -> None:
    found = sides(
        book,
        ("", ("grote zaal met podium",), ()),
        ("", (), ("wij zoeken een zaal met podium",)),
    )
    exchange = found.exchange()

    assert exchange[0, 1] > exchange[1, 0] == 0
    assert found.what_passes(0, 1) == "hall-with-stage"


def test_two_of_a_kind_bring_each_other_nothing(book: Ledger) -> None:
    found = sides(book, ("care-home", (), ()), ("care-home", (), ()), ("wind-band", (), ()))

    assert found.exchange()[0, 1] == found.exchange()[1, 0] == 0
    assert found.exchange()[2, 0] > 0


def test_a_kind_that_a_text_names_meets_it(book: Ledger) -> None:
    (named,) = points("We zoeken een fanfare")
    found = sides(book, ("wind-band", (), ()), ("police-zone", (), ()))
    covers = found.covers([named], "limitation")[:, 0]

    assert covers[0] > 0.5 > covers[1]


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["zaal niet vol", "vrijwilligers", "ouderen", "blabla", "armoede", "een podium", "."]
        ),
        max_size=8,
    ),
    st.sampled_from(["limitation", "strength"]),
)
def test_points_stand_in_the_text_apart_and_not_too_many(
    pieces: list[str], direction: Direction
) -> None:
    text = " en ".join(pieces)
    found = sorted(points(text, direction), key=lambda point: point.start)

    assert len(found) <= ledger.MOST_POINTS
    for one, other in zip(found, found[1:], strict=False):
        assert one.end <= other.start
    for point in found:
        assert point.text in text
        assert point.wants or point.kinds


@settings(max_examples=25)
@given(st.lists(st.sampled_from([kind.id for kind in kinds.table().kinds] + [""]), max_size=8))
def test_what_passes_can_always_be_said_in_words(names: list[str]) -> None:
    book = Ledger(kinds.table(), kinds.thesaurus())
    found = sides(book, *((name, (), ()) for name in names))
    exchange = found.exchange()

    assert np.all((exchange >= 0) & (exchange <= 1))
    for giver, taker in np.argwhere(exchange > 0):
        concept = found.what_passes(int(giver), int(taker))
        offers = book.table.offers[book.table.index[names[giver]]]
        needs = book.table.needs[book.table.index[names[taker]]]
        assert offers[concept][1]
        assert needs[concept][1]
