# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The packaged facts: how many there are, and that they hang together."""

from collections import Counter

import pytest

from netwerkbouwer.places import areas, gazetteer, names, queries


def test_there_are_565_belgian_and_342_dutch_municipalities() -> None:
    countries = Counter(m.country for m in gazetteer.load().municipalities.values())

    assert countries == {"BE": 565, "NL": 342}


def test_belgian_regions_have_the_right_number_of_municipalities() -> None:
    regions = Counter(m.region for m in gazetteer.load().municipalities.values())

    assert regions == {"Vlaanderen": 285, "Brussel": 19, "Wallonië": 261, "Nederland": 342}


def test_all_flemish_municipalities_and_no_others_have_a_referentieregio() -> None:
    for here in gazetteer.load().municipalities.values():
        assert bool(here.reference_region) == (here.region == "Vlaanderen"), here

    assert sum(area.kind == "reference_region" for area in areas.all_areas().values()) == 15


def test_provinces_are_known_everywhere_but_in_brussels() -> None:
    without = {m.region for m in gazetteer.load().municipalities.values() if not m.province}

    assert without == {"Brussel"}
    found = Counter(a.country for a in areas.all_areas().values() if a.kind == "province")
    assert found == {"BE": 10, "NL": 12}


def test_population_adds_up_to_the_figures_of_the_sources() -> None:
    total: Counter[str] = Counter()
    for here in gazetteer.load().municipalities.values():
        total[here.country] += here.population

    assert total == {"BE": 11_492_641, "NL": 17_811_291}


def test_slugs_and_labels_are_unique() -> None:
    everyone = gazetteer.load().municipalities.values()

    assert len({m.slug for m in everyone}) == len({names.fold(m.label) for m in everyone}) == 907


def test_every_code_in_every_table_is_a_municipality_of_today() -> None:
    places = gazetteer.load()
    used = {name.code for name in places.names} | {pair.code for pair in places.postcodes}
    used |= {old.successor for old in places.predecessors.values()} | set(places.neighbours)
    used |= {code for codes in places.neighbours.values() for code in codes}

    assert used == set(places.municipalities)


def test_no_old_code_is_also_a_code_of_today() -> None:
    places = gazetteer.load()

    assert len(places.predecessors) == 29
    assert not set(places.predecessors) & set(places.municipalities)


def test_new_codes_start_on_the_day_their_predecessors_stop() -> None:
    for old in gazetteer.load().predecessors.values():
        assert gazetteer.by_code(old.successor).valid_from == old.changed_on


def test_a_code_that_never_existed_is_refused() -> None:
    with pytest.raises(gazetteer.UnknownCode):
        gazetteer.by_code("99999")


def test_distances_are_right_to_a_few_kilometres() -> None:
    assert gazetteer.haversine_km(50.8467, 4.3525, 52.3731, 4.8922) == pytest.approx(174, abs=2)
    assert queries.distance_km("13040", "13040") == 0
    assert queries.distance_km("44021", "GM0363") == queries.distance_km("GM0363", "44021")


def test_road_kilometres_are_a_third_more_than_the_straight_line() -> None:
    assert queries.road_km("44021", "41002") == 1.3 * queries.distance_km("44021", "41002")


def test_distance_takes_old_codes() -> None:
    assert queries.distance_km("11007", "11002") == 0


def test_municipalities_within_a_distance_come_nearest_first_across_the_border() -> None:
    near = queries.municipalities_within("13002", 20)

    assert near[0][0].code == "13002"
    assert near[1][0].code == "GM0744"
    assert [road for _, road in near] == sorted(road for _, road in near)
    assert all(road <= 20 for _, road in near)
    assert {m.country for m, _ in near} == {"BE", "NL"}


def test_only_flemish_municipalities_share_a_referentieregio() -> None:
    assert queries.same_reference_region("13040", "13002")
    assert not queries.same_reference_region("13040", "44021")
    assert not queries.same_reference_region("GM0744", "GM0363")
    assert not queries.same_reference_region("21004", "21015")


def test_municipalities_can_be_listed_by_area() -> None:
    known = areas.all_areas()

    assert len(known["referentieregio-kempen"].codes) == 27
    assert len(known["limburg-be"].codes) == 38
    assert len(known["limburg-nl"].codes) == 31
