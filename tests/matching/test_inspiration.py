# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds of partners and examples, for when the directory knows too few."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.matching import inspiration
from netwerkbouwer.matching.suggestions import SuggestRequest

AALST = "41002"


def asked(text: str, sector: str = "kunsten") -> SuggestRequest:
    return SuggestRequest(text, "limitation", AALST, sector)


def test_a_need_gives_kinds_with_our_assumptions_and_a_search_nearby() -> None:
    found = inspiration.inspire(asked("De zaal staat leeg op weekdagen"), "Aalst")

    assert 0 < len(found.kinds) <= inspiration.MOST_KINDS
    assert all(kind.phrases for kind in found.kinds)
    assert found.kinds[0].search == (
        f"/organisaties?gemeente=Aalst&straal=30&soort={found.kinds[0].id}"
    )


def test_kinds_that_the_reader_sees_already_stay_out() -> None:
    text = "De zaal staat leeg op weekdagen"
    first = inspiration.inspire(asked(text), "Aalst").kinds[0].id

    left = inspiration.inspire(asked(text), "Aalst", without=[first]).kinds
    assert first not in [kind.id for kind in left]


def test_the_words_are_those_of_the_country() -> None:
    text = "wie helpt ons met mensen met schulden"
    flemish = inspiration.inspire(asked(text), "Aalst", variant="vl")
    dutch = inspiration.inspire(asked(text), "Breda", variant="nl")

    assert [card.id for card in flemish.cards] == [card.id for card in dutch.cards]
    assert [card.actors for card in flemish.cards] != [card.actors for card in dutch.cards]


@pytest.mark.parametrize("sector", ["kunsten", "welzijn", "jeugd", "mobiliteit", ""])
def test_every_count_is_what_the_library_holds_now(sector: str) -> None:
    examples = library.items("practices")
    for one in inspiration.practised(sector):
        both = [item.id for item in examples if {sector, one.sector} <= set(item.data["sectors"])]
        assert (one.count, one.total) == (len(both), len(examples))
        assert [practice for practice, _name in one.practices] == both
        assert one.sector != sector


def test_a_new_example_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = [one for one in inspiration.practised("kunsten") if one.sector == "jeugd"]
    real = library.items
    extra = real("practices")[0].model_copy(update={"id": "nog-een"})

    def more(pack_name: str, group: str | None = None) -> list[Item]:
        found = real(pack_name, group)
        return [*found, extra] if pack_name == "practices" else found

    monkeypatch.setattr(library, "items", more)
    (after,) = [one for one in inspiration.practised("kunsten") if one.sector == "jeugd"]
    assert (after.count, after.total) == (before.count + 1, before.total + 1)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["kunsten", "", "onbekend"]))
def test_any_text_gives_something_and_never_too_much(text: str, sector: str) -> None:
    found = inspiration.inspire(asked(text, sector), "Aalst")

    assert found
    assert len(found.kinds) <= inspiration.MOST_KINDS
    assert len(found.cards) == inspiration.MOST_CARDS
    assert all(card.sector != sector for card in found.cards)
