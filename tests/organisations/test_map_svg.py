# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawing of the map."""

import math
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import map_svg
from netwerkbouwer.organisations.map_svg import Drawing, Spot
from netwerkbouwer.places import areas

FRAME = map_svg.frame_around(areas.all_areas()["oost-vlaanderen"].codes)


def draw(spots: list[Spot]) -> str:
    return map_svg.to_svg(
        Drawing(FRAME, frozenset(), {}, {"41002": ("/x?a=1&b=2", "<Aalst>")}, spots, '"kaart"')
    )


def test_hostile_texts_are_escaped_and_the_drawing_is_xml() -> None:
    svg = draw([Spot(10, 10, 3, '/"><script>', "<b>&")])

    ElementTree.fromstring(svg)
    assert "<script>" not in svg
    assert "style=" not in svg


def test_every_circle_is_a_link_with_a_name() -> None:
    root = ElementTree.fromstring(draw([Spot(100, 100, 3, "/gent", "Gent: 3 organisaties")]))

    links = [a for a in root.iter("{http://www.w3.org/2000/svg}a") if not a.get("tabindex")]
    assert [(a.get("href"), a.get("aria-label")) for a in links] == [
        ("/gent", "Gent: 3 organisaties")
    ]


places = st.tuples(st.floats(0, 640), st.floats(0, 500), st.integers(0, 30_000))


@given(st.lists(places, max_size=15))
def test_circles_stay_within_the_drawing(given_places: list[tuple[float, float, int]]) -> None:
    moved = map_svg.apart([Spot(x, y, n, "", "") for x, y, n in given_places], FRAME)

    assert all(spot.radius <= spot.x <= FRAME.width - spot.radius for spot in moved)
    assert all(spot.radius <= spot.y <= FRAME.height - spot.radius for spot in moved)


def test_circles_on_one_place_move_apart() -> None:
    spots = map_svg.apart([Spot(300, 250, 5, "", "")] * 3, FRAME)

    for first in range(3):
        for second in range(first):
            away = math.hypot(spots[first].x - spots[second].x, spots[first].y - spots[second].y)
            assert away > 2 * spots[first].radius - 1
