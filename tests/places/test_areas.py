# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Areas to choose from."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.places import areas, gazetteer


def test_provinces_and_brussels_hold_every_municipality_once() -> None:
    counted = Counter(code for area in areas.provinces() for code in area.codes)

    assert set(counted) == set(gazetteer.load().municipalities)
    assert set(counted.values()) == {1}


def test_two_provinces_of_one_name_are_told_apart() -> None:
    assert areas.all_areas()["limburg-nl"].country == "NL"
    assert areas.all_areas()["limburg-be"].label == "Limburg (België)"
    assert areas.area("Limburg") is None


def test_labels_are_unique_and_lead_back() -> None:
    labels = [area.label for area in areas.all_areas().values()]

    assert len(labels) == len(set(labels))
    assert [areas.area(label) for label in labels] == list(areas.all_areas().values())


def test_a_typing_slip_gives_the_nearest_names() -> None:
    assert areas.nearest("oostvlaandern")[0].slug == "oost-vlaanderen"


@given(st.text(max_size=200))
def test_any_text_is_understood_or_not(text: str) -> None:
    assert areas.area(text) is None or areas.area(text) in areas.all_areas().values()
    assert len(areas.nearest(text)) <= 3
