# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people in one text: nobody's words disappear."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards.merge import merge_texts

words = st.lists(st.sampled_from("de kat zit op mat en hond ligt buiten".split()), max_size=8)
texts = words.map(" ".join)


def added(base: str, edited: str) -> Counter[str]:
    return Counter(edited.split()) - Counter(base.split())


@given(texts, texts)
def test_an_edit_of_an_unchanged_text_is_taken_whole(base: str, mine: str) -> None:
    assert merge_texts(base, mine, base).text == mine


@given(texts, texts, texts)
def test_every_added_word_is_in_one_of_both_texts(base: str, mine: str, theirs: str) -> None:
    merged = merge_texts(base, mine, theirs)
    found = Counter(f"{merged.text} {merged.other}".split())

    for side in (mine, theirs):
        for word, count in added(base, side).items():
            assert found[word] >= count


@given(texts, texts, texts)
def test_a_conflict_keeps_both_texts_whole(base: str, mine: str, theirs: str) -> None:
    merged = merge_texts(base, mine, theirs)

    if merged.is_conflict:
        assert (merged.text, merged.other) == (theirs, mine)


def test_edits_in_different_places_are_joined() -> None:
    merged = merge_texts(
        "de kat zit op de mat", "de rode kat zit op de mat", "de kat zit op de blauwe mat"
    )

    assert merged.text == "de rode kat zit op de blauwe mat"
    assert not merged.is_conflict


def test_two_different_words_in_one_place_are_a_conflict() -> None:
    merged = merge_texts("de kat", "de hond", "de vogel")

    assert (merged.text, merged.other) == ("de vogel", "de hond")
