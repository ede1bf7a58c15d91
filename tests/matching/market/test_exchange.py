# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions and offers laid beside each other, without a database."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.market import exchange
from netwerkbouwer.matching.market.exchange import Side, Text
from netwerkbouwer.matching.reading import kinds, told, words
from netwerkbouwer.organisations import numbers, ragged
from netwerkbouwer.organisations.numbers import Numbers

SHARE = st.floats(0, 1)
CODES = st.integers(0, 12)
PHRASES = st.lists(
    st.sampled_from(
        "zaal repetitieruimte vrijwilligers jongeren busje geen zoeken voor onze piano tuin".split()
    ),
    max_size=6,
).map(" ".join)


def answer(question: str, offer: str) -> exchange.Answer | None:
    return exchange.answer(question, offer, exchange.Sense(kinds.thesaurus(), kinds.table()))


def directory(*published: tuple[tuple[str, ...], tuple[str, ...]]) -> Numbers:
    """Numbers of organisations with these (offers, questions); the keys are 10, 20, …"""
    table = numbers.Table(("told",))
    for place, (offers, questions) in enumerate(published):
        listed = told.numbers_of("", offers, questions, kinds.thesaurus())
        row = ((place + 1) * 10, 51.0, 4.0 + place, 0, 0, 0, 0, 0, 0, 0)
        table.add(row, {"told": listed})
    columns = table.columns()
    return Numbers(**columns.arrays, municipalities=(), kinds=(), lists=columns.lists)


@given(SHARE, SHARE)
def test_the_harmonic_mean_is_high_only_when_both_are(one: float, other: float) -> None:
    both = float(exchange.harmonic(np.array([one]), np.array([other]))[0])
    assert both == pytest.approx(exchange.harmonic(np.array([other]), np.array([one]))[0])
    assert both <= 2 * min(one, other) + 1e-12
    assert min(one, other) - 1e-12 <= both <= max(one, other) + 1e-12


@given(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0, 500))
def test_who_meets_both_ways_goes_before_who_meets_one_way(
    one: float, other: float, alone: float, km: float
) -> None:
    assert exchange.score(one, other, km) > exchange.score(alone, 0.0, 0.0)


@given(st.floats(0.01, 1), st.floats(0, 500), st.floats(0, 500))
def test_nearer_is_never_less(value: float, one: float, other: float) -> None:
    near, far = sorted((one, other))
    assert exchange.score(value, 0.0, near) >= exchange.score(value, 0.0, far)
    assert exchange.score(value, 0.0, far) >= exchange.score(value, 0.0, None)


@given(
    st.dictionaries(CODES, st.floats(0.05, 1), max_size=6),
    st.dictionaries(st.tuples(CODES, st.integers(0, 5)), st.floats(0.05, 1), max_size=30),
)
def test_laying_all_beside_one_text_gives_what_one_by_one_gives(
    mine: dict[int, float], theirs: dict[tuple[int, int], float]
) -> None:
    listed = sorted(theirs)
    speakers = {row for _code, row in theirs}
    side = Side(
        np.array([code for code, _row in listed], dtype=np.int64),
        np.array([row for _code, row in listed], dtype=np.int64),
        np.array([theirs[one] for one in listed], dtype=np.float64),
        len(speakers),
    )
    codes = sorted(mine)
    text = Text(np.array(codes, dtype=np.int64), np.array([mine[code] for code in codes]))
    rows, values = exchange.met(text, side)
    expected = {}
    for row in speakers:
        missing = 1.0
        for code in mine.keys() & {c for c, r in theirs if r == row}:
            count = sum(c == code for c, _ in theirs)
            rarity = math.log1p(len(speakers) / count) / math.log1p(len(speakers))
            met = rarity**exchange.RARITY * mine[code] * theirs[code, row]
            missing *= 1 - min(exchange.MOST_STRENGTH, met)
        if missing < 1:
            expected[row] = 1 - missing
    assert dict(zip(rows.tolist(), values.tolist(), strict=True)) == pytest.approx(expected)


@settings(deadline=None)
@given(PHRASES, PHRASES)
def test_every_answer_quotes_both_texts_and_is_worth_something(question: str, offer: str) -> None:
    found = answer(question, offer)
    if found is None:
        return
    assert 0 < found.value < 1
    assert found.meetings
    for meeting in found.meetings:
        assert meeting.mine in question
        assert meeting.theirs.strip("…") in offer


@pytest.mark.parametrize(
    ("question", "offer", "theme"),
    [
        ("We zoeken een zaal om te repeteren", "repetitieruimte met piano", "repeteren"),
        ("voorlezers gezocht", "enthousiaste voorlezers", "voorlezers"),
        ("vervoer voor ouderen", "twee busjes die overdag stilstaan", "Vervoer"),
    ],
)
def test_a_question_and_an_offer_meet_in_words_or_in_a_theme(
    question: str, offer: str, theme: str
) -> None:
    found = answer(question, offer)
    assert found is not None
    assert theme in found.themes


@pytest.mark.parametrize(
    ("question", "offer"),
    [
        ("vrijwilligers voor onze moestuin", "een grote tuin"),
        ("onze zaal staat half leeg", "grote zaal met podium"),
        ("vrijwilligers voor de zomer", "speelpleinwerking in de zomer"),
        ("samenwerking met partners", "wij werken graag samen met partners in de regio"),
        ("", ""),
    ],
)
def test_words_of_a_problem_and_words_of_everyone_join_nothing(question: str, offer: str) -> None:
    assert answer(question, offer) is None


def test_a_word_of_many_offers_says_less_than_a_rare_one() -> None:
    made = exchange.build(directory(*[((f"ruimte {n}",), ()) for n in range(30)], (("klei",), ())))
    sense = exchange.Sense(kinds.thesaurus(), kinds.table(), made.offers)
    stems = words.main_stems(words.read("klei ruimte"))
    assert [sense.rarity(stem) for stem in stems] == [pytest.approx(1), pytest.approx(0.2, abs=0.1)]
    common = exchange.answer("ruimte met klei", "ruimte", sense)
    rare = exchange.answer("ruimte met klei", "klei", sense)
    assert rare is not None
    assert common is None or common.value < rare.value


@pytest.mark.parametrize(
    ("question", "offer", "is_met"),
    [
        ("een ruimte voor onze schilderclub", "ruimte voor feesten", False),
        ("vrijwilligers die kunnen timmeren", "vrijwilligers in de zorg", False),
        ("repetitieruimte", "ruimte voor feesten", False),
        ("wie heeft een ruimte voor ons?", "ruimte voor feesten", True),
        ("vrijwilligers", "vrijwilligers in de zorg", True),
        ("ruimte om te schilderen", "ruimte om te schilderen", True),
        ("vrijwilligers die kunnen timmeren", "wij leren mensen timmeren", True),
    ],
)
def test_one_very_common_word_joins_only_who_asks_just_that(
    question: str, offer: str, *, is_met: bool
) -> None:
    assert (answer(question, offer) is not None) == is_met


def test_the_more_of_a_question_is_met_the_better() -> None:
    one, both = answer("piano en podium", "piano"), answer("piano en podium", "podium met piano")
    assert one is not None
    assert both is not None
    assert both.value > one.value


def test_only_offers_and_questions_count_never_a_description() -> None:
    listed = told.numbers_of("Wij hebben een repetitieruimte.", (), (), kinds.thesaurus())
    made = exchange.build(
        replace(directory(((), ())), lists={"told": ragged.Ragged(
            np.array([0, len(listed)]), np.array(listed, dtype=np.int64))})
    )  # fmt: skip
    assert len(listed) > 0
    assert len(made.offers.codes) == len(made.questions.codes) == 0


def test_the_rows_that_meet_both_ways_come_first_and_some_can_stay_out() -> None:
    all_of_them = exchange.build(
        directory(
            (("een busje",), ()),
            (("repetitieruimte",), ()),
            (("repetitieruimte",), ("busje gezocht",)),
        )
    )
    thesaurus, table = kinds.thesaurus(), kinds.table()
    found = [
        exchange.met(exchange.asked(["repetitieruimte"], thesaurus, table), all_of_them.offers),
        exchange.met(exchange.offered(["een busje"], thesaurus), all_of_them.questions),
    ]
    km = exchange.Distances(all_of_them.numbers, 51.0, 4.0)
    assert exchange.best_rows(found, km, [], 5).tolist() == [2, 1]
    assert exchange.best_rows(found, km, [2], 5).tolist() == [1]
    assert exchange.best_rows(found, km, [], 1).tolist() == [2]


def test_parts_of_long_lists_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    made = directory(*[((f"busje nummer {n}", "tuin"), ("zaal",)) for n in range(5)])
    whole = exchange.build(made)
    monkeypatch.setattr(exchange, "AT_ONCE", 3)
    again = exchange.build(made)
    for one, other in ((whole.offers, again.offers), (whole.questions, again.questions)):
        assert sorted(zip(one.codes, one.rows, one.strengths, strict=True)) == sorted(
            zip(other.codes, other.rows, other.strengths, strict=True)
        )
        assert one.speakers == other.speakers == 5


def test_an_unknown_place_is_as_far_as_can_be() -> None:
    made = directory((("tuin",), ()))
    row = np.array([0])
    assert np.isnan(exchange.Distances(made, None, 4.0)(row)).all()
    assert exchange.Distances(made, 51.0, 4.0)(row)[0] == pytest.approx(0, abs=0.01)
    assert exchange.near(np.array([np.nan]))[0] == exchange.FLOOR
