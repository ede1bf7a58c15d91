# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outlines and the map they are drawn in."""

import re

import pytest

from netwerkbouwer.places import gazetteer, outlines, queries

FRAME = outlines.Frame(outlines.bounds_of([]), 1000, 1200)


def test_every_municipality_has_an_outline_around_its_centre() -> None:
    for here in gazetteer.load().municipalities.values():
        bounds = outlines.bounds_of([here.code])
        x, y = outlines.project(here.lon, here.lat)
        assert bounds.left <= x <= bounds.right, here
        assert bounds.top <= y <= bounds.bottom, here


def test_a_map_unit_is_about_a_kilometre() -> None:
    (x_a, y_a), (x_b, y_b) = outlines.project(4.0, 51.5), outlines.project(5.0, 51.5)

    assert x_b - x_a == pytest.approx(gazetteer.haversine_km(51.5, 4.0, 51.5, 5.0), rel=0.001)
    assert y_a == y_b


def test_north_is_up() -> None:
    assert outlines.project(4.0, 53.0)[1] < outlines.project(4.0, 50.0)[1]


def test_every_path_is_whole_numbers_within_the_drawing() -> None:
    for code in gazetteer.load().municipalities:
        path = outlines.svg_path(code, FRAME)
        assert re.fullmatch(r"(M\d+ \d+(l-?\d+ -?\d+( -?\d+)*|h1v1h-1)z)+", path), code
        starts = re.findall(r"M(\d+) (\d+)", path)
        assert all(int(x) <= FRAME.width and int(y) <= FRAME.height for x, y in starts), code


def test_a_municipality_too_small_to_see_stays_a_dot() -> None:
    tiny = outlines.Frame(outlines.bounds_of([]), 10, 12)

    assert outlines.svg_path("21014", tiny).endswith("h1v1h-1z")


def test_a_drawing_keeps_its_proportions_and_stays_centred() -> None:
    bounds = outlines.Bounds(0, 0, 10, 20)
    frame = outlines.Frame(bounds, 100, 100)

    assert frame.scale == 5
    assert frame.place((5, 10)) == (50, 50)
    assert frame.place((0, 0)) == (25, 0)
    assert frame.visible == outlines.Bounds(-5, 0, 15, 20)


def test_bounds_of_several_municipalities_hold_each_of_them() -> None:
    both, one = outlines.bounds_of(["13040", "GM0363"]), outlines.bounds_of(["13040"])

    assert both.left <= one.left
    assert both.bottom >= one.bottom
    assert both.height > one.height


def test_old_codes_are_drawn_as_their_successor() -> None:
    assert outlines.svg_path("11007", FRAME) == outlines.svg_path("11002", FRAME)


def test_the_neighbours_of_a_municipality_touch_its_bounds() -> None:
    near = outlines.codes_touching(outlines.bounds_of(["13040"]).grown(0.05))

    assert {m.code for m in queries.neighbours_of("13040")} <= set(near)
    assert len(near) < 60


def test_every_region_province_and_referentieregio_can_be_drawn() -> None:
    wanted = set()
    for here in gazetteer.load().municipalities.values():
        wanted |= {("region", here.country, here.region)}
        wanted |= {("province", here.country, here.province)} if here.province else set()
        if here.reference_region:
            wanted |= {("reference_region", here.country, here.reference_region)}

    assert len(wanted) == 4 + 22 + 15
    for kind, country, name in wanted:
        assert outlines.area_path(kind, country, name, FRAME).startswith("M")


def test_an_area_we_do_not_have_is_refused() -> None:
    with pytest.raises(outlines.UnknownArea):
        outlines.area_path("province", "NL", "Atlantis", FRAME)


def test_municipalities_that_share_a_border_share_points() -> None:
    turnhout = {point for polygon in outlines.outline("13040") for point in polygon[0]}
    vosselaar = {point for polygon in outlines.outline("13046") for point in polygon[0]}

    assert len(turnhout & vosselaar) >= 2
