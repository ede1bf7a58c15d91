# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is absent from a set: the rules, and that they name kinds and concepts that exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.sets import absent
from netwerkbouwer.matching.sets.absent import Partner
from netwerkbouwer.organisations import sectors

AALST, NINOVE = "41002", "41048"
LIBRARY = Partner("library", ("lokaal_cultuurbeleid",), "culture", AALST)
CARE_HOME = Partner("care-home", ("welzijn",), "other", NINOVE)
VOICE = Partner("poverty-association", ("welzijn",), "other", NINOVE)


def missing(text: str, *partners: Partner) -> list[str]:
    found = absent.absences(text, "limitation", partners, kinds.thesaurus(), kinds.table())
    return [one.id for one in found]


def test_who_speaks_of_people_in_poverty_hears_that_they_are_not_there() -> None:
    text = "We bereiken geen mensen in armoede"

    assert missing(text, LIBRARY, CARE_HOME)[0] == "voice-poverty"
    assert "voice-poverty" not in missing(text, LIBRARY, VOICE)
    assert "voice-poverty" not in missing("We zoeken vrijwilligers", LIBRARY, CARE_HOME)


def test_a_set_of_one_half_misses_the_other() -> None:
    assert "culture" in missing("We zoeken vrijwilligers", CARE_HOME, VOICE)
    assert "outside-culture" in missing("We zoeken vrijwilligers", LIBRARY, LIBRARY)
    assert not {"culture", "outside-culture"} & set(missing("We zoeken iets", LIBRARY, CARE_HOME))


def test_a_set_without_a_room_misses_one_when_the_text_asks_for_it() -> None:
    text = "We hebben geen plek om te repeteren"
    hall = Partner("community-hall", ("lokaal_cultuurbeleid",), "culture", AALST)
    told = Partner("", ("welzijn",), "other", NINOVE, frozenset({"rehearsal-room"}))
    swimmers = Partner("sports-federation", ("sport",), "other", NINOVE)

    assert "space" in missing(text, swimmers)
    assert "space" not in missing(text, swimmers, hall)
    assert "space" not in missing(text, swimmers, told)
    offers = absent.absences(text, "strength", [swimmers], kinds.thesaurus(), kinds.table())
    assert "space" not in [one.id for one in offers]


def test_a_set_within_one_municipality_misses_another() -> None:
    assert absent.PLACE in missing("We zoeken iets", LIBRARY, LIBRARY)
    assert absent.PLACE not in missing("We zoeken iets", LIBRARY, CARE_HOME)
    assert absent.PLACE not in missing("We zoeken iets", LIBRARY, Partner("", (), "", ""))


def test_nobody_is_absent_from_an_empty_set() -> None:
    assert missing("We bereiken geen mensen in armoede") == []


@pytest.mark.parametrize("rule", absent.rules(), ids=lambda rule: rule.id)
def test_each_rule_names_what_exists_and_who_fills_it_ends_it(rule: absent.Rule) -> None:
    table, thesaurus = kinds.table(), kinds.thesaurus()

    assert set(rule.seek) | set(rule.kinds) <= set(table.index)
    assert set(rule.about) | set(rule.has) <= set(thesaurus.concepts)
    assert set(rule.sectors) <= {sector.slug for sector in sectors.SECTORS}
    assert rule.seek
    assert rule.missing[0].islower()
    assert not rule.missing.endswith(".")
    assert rule.why.endswith(".")


some = st.builds(
    Partner,
    kind=st.sampled_from(["", "library", "care-home", "poverty-association", "primary-school"]),
    sectors=st.sampled_from([(), ("welzijn",), ("onderwijs", "sport")]),
    half=st.sampled_from(["", "culture", "other"]),
    municipality_code=st.sampled_from(["", AALST, NINOVE]),
)


@given(st.text(max_size=200), st.lists(some, max_size=5), some)
def test_who_joins_never_makes_another_voice_absent(
    text: str, partners: list[Partner], newcomer: Partner
) -> None:
    before = set(missing(text, *partners)) - {absent.PLACE}
    after = set(missing(text, *partners, newcomer)) - {absent.PLACE}

    assert after <= before or not partners
