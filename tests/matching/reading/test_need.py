# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well a kind, or an organisation's own words, answer a text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.matching.reading import kinds, need, words
from netwerkbouwer.matching.reading.profile import Profile
from netwerkbouwer.matching.reasons import Direction

TOPICS = [
    "repetitieruimte",
    "vervoer",
    "muziek",
    "ouderen",
    "techniek",
    "tentoonstelling",
    "kostuums",
]
kinds.table()  # read the library now, not within a test that is timed


def read(text: str, direction: Direction = "limitation") -> need.Need:
    return need.read(text, direction, kinds.thesaurus(), kinds.table())


def match(asked: need.Need, **texts: object) -> need.TextMatch:
    organisation = Profile("a", "", "kunsten", "44021", **texts)  # type: ignore[arg-type]
    return need.text_match(asked, organisation, kinds.thesaurus(), kinds.table())


def best_kinds(text: str, direction: Direction, count: int = 12) -> list[str]:
    table = kinds.table()
    found = need.kind_matches(read(text, direction), table)
    ranked = sorted(zip(table.kinds, found, strict=True), key=lambda pair: -pair[1].value)
    return [kind.id for kind, _ in ranked[:count]]


def test_a_limitation_is_answered_by_who_offers_it() -> None:
    found = best_kinds("We vinden geen repetitieruimte", "limitation")
    assert {"youth-centre", "arts-academy"} <= set(found)


def test_a_strength_is_answered_by_who_seeks_it() -> None:
    found = best_kinds("We hebben een grote repetitieruimte", "strength")
    assert {"theatre-company", "wind-band"} & set(found)
    assert "arts-academy" not in found[:5]


def test_a_kind_that_the_text_names_answers() -> None:
    assert (
        best_kinds("We willen samenwerken met een woonzorgcentrum", "limitation")[0] == "care-home"
    )


def test_the_kind_of_the_writer_is_not_named() -> None:
    assert not read("Als woonzorgcentrum zoeken we muziek").named


def test_published_words_meet_with_both_texts_quoted() -> None:
    found = match(read("We zoeken kostuums"), offers=("kostuums en decor te leen",))
    assert found.meetings[0].mine == "kostuums"
    assert found.meetings[0].theirs == "kostuums en decor te leen"


def test_a_strength_meets_questions_and_not_what_others_have_too() -> None:
    asked = read("We hebben een bus met chauffeur", "strength")
    assert match(asked, questions=("vervoer voor onze bezoekers",)).value > 0
    assert match(asked, description="Wij hebben een bus met chauffeur.").value == 0
    assert match(asked, offers=("een bus met chauffeur",)).value == 0


def test_a_limitation_does_not_meet_questions() -> None:
    assert match(read("We zoeken kostuums"), questions=("kostuums",)).value == 0


def test_an_umbrella_answers_less_than_who_does_it() -> None:
    asked = read("We zoeken kostuums")
    does = match(asked, description="Leent kostuums uit.")
    speaks = match(asked, description="Federatie die ondersteunt wie kostuums uitleent.")
    assert 0 < speaks.value < does.value


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOPICS), min_size=1, unique=True), st.sampled_from(TOPICS))
def test_more_words_that_meet_never_lower_the_match(said: list[str], more: str) -> None:
    asked = read("We zoeken " + ", ".join(TOPICS))
    fewer = match(asked, offers=tuple(said)).value
    assert match(asked, offers=(*said, more)).value >= fewer


def test_stuffing_keywords_does_not_raise_beyond_saying_it_once() -> None:
    asked = read("We zoeken muziek")
    once = match(asked, description="Muziek").value
    stuffed = match(asked, description="Muziek. " + "muziek muziek! " * 200).value
    assert stuffed <= once + 0.2
    assert match(asked, description="muziek " * 400).value <= once


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["limitation", "strength"]))
def test_any_text_gives_matches_from_0_to_1(text: str, direction: Direction) -> None:
    asked = read(text, direction)
    assert all(0 <= found.value <= 1 for found in need.kind_matches(asked, kinds.table()))
    assert 0 <= match(asked, description=text, offers=(text,), questions=(text,)).value <= 1


def test_a_word_counts_whole_wherever_its_compounds_stand() -> None:
    for text in ("theater en theaterzaal", "theaterzaal en theater"):
        assert read(text, "strength").stems["theater"][0] == 1.0


def test_a_text_of_megabytes_is_read_as_far_as_it_matters() -> None:
    asked = read("geen zaal " * 250_000)
    assert len(asked.text) <= words.LONGEST_TEXT
    assert asked.wants
    assert not words.read("de " * words.LONGEST_TEXT + "zaal")
