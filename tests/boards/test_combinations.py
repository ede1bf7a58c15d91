# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposed sets cross bubbles and halves, or cover a limitation; and always say why."""

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards.combinations import Need, Option, propose
from netwerkbouwer.boards.hints import Party
from netwerkbouwer.matching.sets.combining import MOST_MEMBERS

AALST, NINOVE, GHENT = "41002", "41048", "44021"


def option(
    name: str, code: str, half: str, sector: str = "", exercise: str = "", chosen: bool = False
) -> Option:
    assert half in ("culture", "other", "")
    sectors = (sector,) if sector else ()
    return Option(name, Party(name, code, sectors, half), chosen, exercise=exercise)  # type: ignore[arg-type]


BIB = option("Bib", AALST, "culture", "Lokaal cultuurbeleid", "a")
CARE = option("Zonnehof", NINOVE, "other", "Welzijn", "a")
CHOIR = option("Koor", GHENT, "culture", "Amateurkunsten", "b")


def test_a_set_crosses_municipalities_and_halves_and_says_so() -> None:
    (first, *_others) = propose([BIB, CARE, CHOIR])

    assert set(first.members) == {"Bib", "Zonnehof", "Koor"}
    assert "Over de gemeentegrens: Aalst, Gent en Ninove." in first.reasons
    assert "Cultuur en niet-cultuur samen: Bib en Koor met Zonnehof." in first.reasons


def test_nothing_is_proposed_where_nothing_crosses() -> None:
    neighbour = option("Cc", AALST, "culture", "Lokaal cultuurbeleid")

    assert propose([BIB, neighbour]) == []
    assert propose([BIB]) == []
    assert propose([]) == []


def test_a_limitation_without_a_combination_comes_first_and_is_named() -> None:
    (first, *_others) = propose(
        [BIB, CARE, CHOIR], unmet=[Need("b", "We bereiken weinig senioren")]
    )

    assert first.exercise == "b"
    assert first.members[0] == "Koor"
    assert "‘We bereiken weinig senioren’" in first.reasons[0]


def test_a_set_that_exists_is_not_proposed_again() -> None:
    existing = [frozenset(["Bib", "Zonnehof", "Koor"])]

    assert propose([BIB, CARE, CHOIR], existing=existing) == []


def test_chosen_partners_go_first() -> None:
    others = [option(f"Vereniging {n}", NINOVE, "other", "Welzijn") for n in range(5)]
    chosen = option("Zwaluw", NINOVE, "other", "Welzijn", chosen=True)

    (first, *_others) = propose([BIB, *others, chosen])

    assert "Zwaluw" in first.members


def test_two_who_work_together_already_are_not_put_together() -> None:
    linked = [frozenset(["Bib", "Zonnehof"])]

    for proposal in propose([BIB, CARE, CHOIR], linked=linked):
        assert not {"Bib", "Zonnehof"} <= set(proposal.members)


def test_a_board_with_many_partners_gets_sets_of_three_sectors_and_more() -> None:
    youth = option("Jeugdhuis", NINOVE, "other", "Jeugd", "a")
    school = option("Beuk", GHENT, "other", "Onderwijs", "b")

    (first, *_others) = propose([CARE, BIB, CHOIR, youth, school], unmet=[Need("b", "Leeg")])

    sectors = {"Bib": 1, "Zonnehof": 2, "Koor": 3, "Jeugdhuis": 4, "Beuk": 5}
    assert first.exercise == "b"
    assert first.members[0] in {"Koor", "Beuk"}
    assert len({sectors[member] for member in first.members}) >= 3


options = st.lists(
    st.builds(
        option,
        name=st.text("abcdef", min_size=1, max_size=3),
        code=st.sampled_from([AALST, NINOVE, GHENT, "", "onzin"]),
        half=st.sampled_from(["culture", "other", ""]),
        sector=st.sampled_from(["Sport", "Welzijn", ""]),
        exercise=st.sampled_from(["a", "b"]),
        chosen=st.booleans(),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)


@given(
    options, st.lists(st.sampled_from([Need("a", "Te weinig"), Need("b", "Te veel")]), max_size=2)
)
def test_every_proposal_is_new_small_and_has_reasons(
    found: list[Option], unmet: list[Need]
) -> None:
    proposals = propose(found, unmet=unmet)

    assert len(proposals) <= 3
    assert len({frozenset(p.members) for p in proposals}) == len(proposals)
    for proposal in proposals:
        assert 2 <= len(set(proposal.members)) == len(proposal.members) <= MOST_MEMBERS
        assert set(proposal.members) <= {one.id for one in found}
        assert proposal.reasons
        assert all(reason.strip() for reason in proposal.reasons)


@given(options, st.sets(st.frozensets(st.text("abcdef", min_size=1, max_size=1), min_size=2)))
def test_nobody_is_put_with_someone_they_work_with(
    found: list[Option], linked: set[frozenset[str]]
) -> None:
    for proposal in propose(found, linked=linked):
        assert not any(pair <= set(proposal.members) for pair in linked)


@given(options)
def test_the_order_of_partners_does_not_change_the_proposals(found: list[Option]) -> None:
    assert propose(found) == propose(found[::-1])


@given(options)
def test_what_was_proposed_and_taken_over_is_not_proposed_again(found: list[Option]) -> None:
    first = propose(found)
    taken = [frozenset(proposal.members) for proposal in first]

    assert not {frozenset(p.members) for p in propose(found, existing=taken)} & set(taken)
