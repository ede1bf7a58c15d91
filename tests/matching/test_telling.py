# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How reasons and lists are told."""

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching import telling
from netwerkbouwer.matching.reasons import Reason, ReasonKind
from netwerkbouwer.matching.suggestions import Suggestion
from netwerkbouwer.organisations.facts import OrganisationFacts

KINDS = get_args(ReasonKind)
REASONS = st.lists(st.builds(Reason, kind=st.sampled_from(KINDS), text=st.text("abc", min_size=1)))
FACTS = OrganisationFacts(
    1, "o1", "Zonnehof", "zonnehof", "41048", "Ninove", "welzijn", "Welzijn", ("welzijn",),
    "other", "care-home", "woonzorgcentrum", "", "", None, None, "municipality",
)  # fmt: skip
SUGGESTION = Suggestion(1, 0.5, FACTS, (Reason("words", "‘zaal’ ↔ ‘zaal’"),))


@given(REASONS)
def test_every_reason_is_told_once_in_one_order(reasons: list[Reason]) -> None:
    told = telling.tell(reasons)
    said = " · ".join(line.text for line in (*told.shown, *told.folded))

    once = [reason.text for reason in dict.fromkeys(reasons)]
    assert sorted(said.split(" · ")) == sorted(once or [""])
    for lines in (told.shown, told.folded):
        places = [telling.ORDER.index(line.group) for line in lines]
        assert places == sorted(places)
    assert len(told.shown) <= telling.OPEN_LINES + 1


def test_what_met_comes_before_what_is_assumed_and_where_it_is() -> None:
    told = telling.tell(
        [
            Reason("half", "andere helft"),
            Reason("place", "ongeveer 7 km"),
            Reason("assumption", "meestal"),
            Reason("border", "andere gemeente"),
            Reason("words", "zaal"),
        ]
    )

    lines = ["zaal", "meestal", "ongeveer 7 km · andere gemeente", "andere helft"]
    assert [line.text for line in told.shown] == lines
    assert told.folded == ()


def test_a_long_list_keeps_one_of_each_and_folds_the_rest() -> None:
    words = [Reason("words", f"zaal {number}") for number in range(6)]
    told = telling.tell([*words, Reason("none", "niets"), Reason("place", "7 km")])

    assert [line.group for line in told.shown] == ["met", "met", "assumed", "where"]
    assert [line.text for line in told.folded] == [f"zaal {number}" for number in range(2, 6)]


def test_a_list_is_thin_when_few_near_ones_answer() -> None:
    only_near = replace(SUGGESTION, reasons=(Reason("none", "niets"), Reason("place", "2 km")))
    far = replace(SUGGESTION, is_far=True)

    assert telling.is_thin([])
    assert telling.is_thin([SUGGESTION, SUGGESTION, only_near, far, far])
    assert not telling.is_thin([SUGGESTION] * telling.THIN)


def test_near_ones_come_before_far_ones() -> None:
    far = replace(SUGGESTION, is_far=True)

    assert telling.split([far, SUGGESTION, far]) == ([SUGGESTION], [far, far])


def test_what_helps_is_said_once() -> None:
    helps = "Bij ‘zaal leeg’ helpt vaak: ouderen. "
    told = telling.tell(
        [
            Reason("words", f"{helps}Zij schrijven ‘bewoners’"),
            Reason("assumption", f"{helps}Zo’n organisatie heeft meestal ‘tijd’ (aanname)"),
        ]
    )
    assert [line.text for line in told.shown] == [
        f"{helps}Zij schrijven ‘bewoners’",
        "Zo’n organisatie heeft meestal ‘tijd’ (aanname)",
    ]
