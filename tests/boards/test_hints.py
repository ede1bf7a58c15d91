# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bovenlokaal and grensverleggend: hints with the reason in words, never a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards import hints
from netwerkbouwer.boards.hints import Party
from netwerkbouwer.places import gazetteer

AALST, NINOVE, LEDE, GHENT, BRUSSELS, TERNEUZEN = (
    "41002",
    "41048",
    "41034",
    "44021",
    "21004",
    "GM0715",
)
OWN = Party("jullie zelf", AALST, ("Lokaal cultuurbeleid",), "culture")


def words(hint: hints.Hint) -> str:
    return " ".join(hint.reasons)


@pytest.mark.parametrize(
    ("partner", "supralocal", "crossing", "reasons"),
    [
        (
            Party("Wzc", LEDE, ("Welzijn",), "other"),
            "yes",
            "yes",
            [
                "Twee gemeenten: Aalst en Lede.",
                "Ze grenzen aan elkaar.",
                "Dezelfde referentieregio",
                "Een andere gemeente: Lede naast Aalst.",
                "Een andere sector: Welzijn naast Lokaal cultuurbeleid.",
                "De andere helft: niet-cultuur naast cultuur.",
            ],
        ),
        (
            Party("Cc", GHENT, ("Lokaal cultuurbeleid",), "culture"),
            "yes",
            "yes",
            ["Ze grenzen niet aan elkaar.", "Verschillende referentieregio's"],
        ),
        (
            Party("School", AALST, ("Onderwijs",), "other"),
            "no",
            "yes",
            ["Allebei in Aalst.", "Een andere sector: Onderwijs naast Lokaal cultuurbeleid."],
        ),
        (
            Party("Bib", AALST, ("Lokaal cultuurbeleid",), "culture"),
            "no",
            "no",
            ["Dezelfde gemeente, dezelfde sector en dezelfde helft."],
        ),
        (
            Party("Iemand", "", ("Lokaal cultuurbeleid",), "culture"),
            "unknown",
            "unknown",
            ["We kennen de gemeente nog niet van Iemand."],
        ),
        (
            Party("Iemand", "", ("Sport",), "other"),
            "unknown",
            "yes",
            ["We kennen de gemeente nog niet van Iemand.", "Een andere sector"],
        ),
        (
            Party("Iemand", AALST, (), "culture"),
            "no",
            "unknown",
            ["We kennen de sector nog niet van Iemand."],
        ),
        (Party("Huis", TERNEUZEN, (), ""), "yes", "yes", ["Het gaat ook over de landsgrens."]),
        (Party("Huis", BRUSSELS, (), ""), "yes", "yes", ["Een andere gemeente: Brussel"]),
    ],
)
def test_a_row_compares_the_own_organisation_with_one_partner(
    partner: Party, supralocal: str, crossing: str, reasons: list[str]
) -> None:
    told = hints.for_row(OWN, partner)

    assert (told.supralocal.answer, told.crossing.answer) == (supralocal, crossing)
    for reason in reasons:
        assert reason in words(told.supralocal) + " " + words(told.crossing)


def test_a_region_is_not_compared_where_there_are_no_referentieregios() -> None:
    told = hints.for_row(OWN, Party("Huis", TERNEUZEN))

    assert "referentieregio" not in words(told.supralocal)


def test_municipalities_that_merged_count_as_one() -> None:
    merged = next(p for p in gazetteer.load().predecessors.values())
    same = hints.for_row(Party("a", merged.code), Party("b", merged.successor))

    assert same.supralocal.answer == "no"


def test_a_set_looks_at_everyone_and_says_when_the_own_municipality_tips_it() -> None:
    both_in_ninove = [
        Party("a", NINOVE, ("Sport",), "other"),
        Party("b", NINOVE, ("Sport",), "other"),
    ]
    told = hints.for_set(OWN, both_in_ninove)

    assert told.supralocal.answer == "yes"
    assert "jullie eigen gemeente Aalst telt mee" in words(told.supralocal)
    assert "Beide helften" in words(told.crossing)


def test_a_set_in_one_municipality_is_probably_not_supralocal() -> None:
    told = hints.for_set(OWN, [Party("a", AALST, ("Sport",)), Party("b", AALST)])

    assert told.supralocal.answer == "no"
    assert "Alle drie in Aalst." in words(told.supralocal)
    assert "Verschillende sectoren: Lokaal cultuurbeleid en Sport." in words(told.crossing)


def test_an_empty_set_tells_nothing_yet() -> None:
    told = hints.for_set(OWN, [])

    assert (told.supralocal.answer, told.crossing.answer) == ("unknown", "unknown")


def test_a_chain_of_neighbours_adjoins_and_a_gap_does_not() -> None:
    chain = hints.for_set(OWN, [Party("a", LEDE), Party("b", AALST)])
    gap = hints.for_set(OWN, [Party("a", LEDE), Party("b", TERNEUZEN)])

    assert "Ze grenzen aan elkaar." in words(chain.supralocal)
    assert "Ze sluiten niet allemaal op elkaar aan." in words(gap.supralocal)


codes = st.sampled_from([AALST, NINOVE, LEDE, GHENT, BRUSSELS, TERNEUZEN, "", "99999", "onzin"])
sectors = st.lists(st.sampled_from(["Sport", "Welzijn", "Kunsten"]), max_size=3, unique=True)
parties = st.builds(
    Party,
    name=st.text(max_size=12),
    code=codes,
    sectors=sectors.map(tuple),
    half=st.sampled_from(["culture", "other", ""]),
)


@given(parties, st.lists(parties, max_size=6))
def test_every_answer_has_a_reason_and_order_does_not_matter(
    own: Party, members: list[Party]
) -> None:
    told = hints.for_set(own, members)
    back = hints.for_set(own, members[::-1])

    for hint, other in ((told.supralocal, back.supralocal), (told.crossing, back.crossing)):
        assert hint.reasons
        assert all(reason.endswith(".") for reason in hint.reasons)
        assert hint.answer == other.answer


@given(parties, st.lists(parties, min_size=1, max_size=5), parties)
def test_another_partner_never_takes_a_possibility_away(
    own: Party, members: list[Party], extra: Party
) -> None:
    before, after = hints.for_set(own, members), hints.for_set(own, [*members, extra])

    if before.supralocal.answer == "yes":
        assert after.supralocal.answer == "yes"
    if before.crossing.answer == "yes":
        assert after.crossing.answer == "yes"


@given(parties, parties)
def test_supralocal_means_that_something_crosses(own: Party, partner: Party) -> None:
    told = hints.for_row(own, partner)

    if told.supralocal.answer == "yes":
        assert told.crossing.answer == "yes"
