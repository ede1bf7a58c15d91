# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram: what must hold for every diagram, whatever is on the board."""

import itertools
import math
import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import curves, layout, lettering, packing
from netwerkbouwer.boards.layout import Actor, Place, Thread

names = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "Bib",
            "Gemeenschapscentrum De Klamp",
            "W" * 90,
            "a b " * 300,
            "</text>",
            "é" * 30,
            "\u202e",
        ]
    ),
)
halves = st.sampled_from(layout.HALVES)
degrees = st.one_of(st.none(), st.just(math.nan), st.floats(49.5, 53.5))


@st.composite
def boards(draw: st.DrawFn, most_places: int = 9) -> tuple[list[Place], list[Thread]]:
    """Places with actors, own keys everywhere, and threads that may name unknown actors."""
    places = []
    for index in range(draw(st.integers(0, most_places))):
        actors = tuple(
            Actor(
                f"{index}-{number}", draw(names), draw(halves), draw(st.sampled_from("ab")),
                draw(st.booleans()), draw(st.booleans()),
                draw(st.one_of(st.none(), st.integers(-3, 40))),
            )
            for number in range(draw(st.integers(0, 12)))
        )  # fmt: skip
        places.append(
            Place(
                f"p{index}", draw(names), draw(degrees), draw(degrees), index == 0,
                draw(st.booleans()), actors,
            )
        )  # fmt: skip
    keys = [actor.key for place in places for actor in place.actors] + ["unknown"]
    members = st.lists(st.sampled_from(keys), max_size=5).map(tuple)
    threads = [Thread(f"t{i}", draw(names), draw(members)) for i in range(draw(st.integers(0, 3)))]
    return places, threads


def _towns(count: int, actors: int) -> list[Place]:
    chance = random.Random(7)
    return [
        Place(
            f"{index:03}", f"Gemeente {index}", 50.7 + chance.random(), 3 + 2.5 * chance.random(),
            own=index == 0,
            actors=tuple(
                Actor(f"{index}-{i}", f"Vereniging {i}", layout.HALVES[i % 2], "sport")
                for i in range(actors)
            ),
        )
        for index in range(count)
    ]  # fmt: skip


def _distance(
    a: layout.Bubble | layout.PlacedActor, b: layout.Bubble | layout.PlacedActor
) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


def _assert_bubbles_apart(bubbles: Sequence[layout.Bubble]) -> None:
    for a, b in itertools.combinations(bubbles, 2):
        assert _distance(a, b) >= a.r + b.r


def _assert_actors_in_their_half(bubble: layout.Bubble) -> None:
    for actor in bubble.actors:
        side = bubble.horizon - actor.y if actor.half == "culture" else actor.y - bubble.horizon
        assert side >= actor.r
        assert _distance(bubble, actor) + actor.r <= bubble.r
    for a, b in itertools.combinations(bubble.actors, 2):
        assert _distance(a, b) >= a.r + b.r


def _line_boxes(actor: layout.PlacedActor) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the letters of every line."""
    size, count = actor.label_size, len(actor.label_lines)
    boxes = []
    for index, line in enumerate(actor.label_lines):
        half = lettering.width(line) * size / 2
        y = actor.y + (index - (count - 1) / 2) * size * lettering.LINE_HEIGHT
        boxes.append((actor.x - half, y - 0.38 * size, actor.x + half, y + 0.38 * size))
    return boxes


def _assert_labels_inside(bubble: layout.Bubble) -> None:
    """Labels stay in their circle and the name of the place stays free, so none can overlap."""
    for actor in bubble.actors:
        for left, top, right, bottom in _line_boxes(actor):
            for x, y in itertools.product((left, right), (top, bottom)):
                assert math.hypot(x - actor.x, y - actor.y) <= actor.r + 0.01
        assert abs(actor.y - bubble.title.y) >= actor.r + 0.55 * bubble.title.size
    assert bubble.title.width / 2 < bubble.r


@given(boards())
@settings(max_examples=60, deadline=None)
def test_bubbles_actors_and_labels_never_overlap(board: tuple[list[Place], list[Thread]]) -> None:
    diagram = layout.lay_out(*board)

    _assert_bubbles_apart(diagram.bubbles)
    for bubble in diagram.bubbles:
        _assert_actors_in_their_half(bubble)
        _assert_labels_inside(bubble)
        assert bubble.r <= min(bubble.x, bubble.y)
        assert bubble.x + bubble.r <= diagram.width
        assert bubble.y + bubble.r <= diagram.height


@given(boards(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_input_does_not_matter(
    board: tuple[list[Place], list[Thread]], chance: random.Random
) -> None:
    places, threads = board
    shuffled = [
        layout.Place(
            p.key, p.name, p.lat, p.lon, p.own, p.doubtful,
            tuple(chance.sample(p.actors, len(p.actors))),
        )
        for p in chance.sample(places, len(places))
    ]  # fmt: skip

    again = layout.lay_out(shuffled, chance.sample(threads, len(threads)))

    assert again == layout.lay_out(places, threads)


@given(boards())
@settings(max_examples=40, deadline=None)
def test_every_actor_appears_once_and_the_own_place_comes_first(
    board: tuple[list[Place], list[Thread]],
) -> None:
    places, threads = board

    diagram = layout.lay_out(places, threads)

    placed = [actor.key for bubble in diagram.bubbles for actor in bubble.actors]
    assert sorted(placed) == sorted(actor.key for place in places for actor in place.actors)
    assert [bubble.key for bubble in diagram.bubbles if bubble.own] == [
        bubble.key for bubble in diagram.bubbles[:1]
    ]


def test_sixty_places_with_forty_actors_get_numbers_and_a_whole_legend() -> None:
    diagram = layout.lay_out(_towns(60, 40))

    assert diagram.labels == "numbers"
    _assert_bubbles_apart(diagram.bubbles)
    for bubble in diagram.bubbles:
        _assert_actors_in_their_half(bubble)
        _assert_labels_inside(bubble)
    assert [line.number for line in diagram.legend] == list(range(1, 2401))
    shown = {
        (actor.label, actor.name, bubble.name)
        for bubble in diagram.bubbles
        for actor in bubble.actors
    }
    assert {(str(line.number), line.name, line.place) for line in diagram.legend} == shown
    assert min(actor.r for bubble in diagram.bubbles for actor in bubble.actors) >= 9
    assert 1.0 < diagram.width / diagram.height < 2.2


def test_a_small_board_shows_whole_names_and_no_legend() -> None:
    diagram = layout.lay_out(_towns(4, 7))

    labels = [actor.label for bubble in diagram.bubbles for actor in bubble.actors]
    assert diagram.labels == "names"
    assert diagram.legend == ()
    assert sorted(set(labels)) == [f"Vereniging {i}" for i in range(7)]


def test_wished_numbers_are_kept_and_doubles_get_the_next_free_one() -> None:
    towns = _towns(60, 4)
    wished = (
        Actor("a", "A", "culture", "", number=7),
        Actor("b", "B", "culture", "", number=7),
        Actor("c", "C", "culture", "", number=-1),
    )
    towns[0] = Place("000", "Eigen", 51.0, 4.0, own=True, actors=wished)

    numbers = {line.name: line.number for line in layout.lay_out(towns).legend[:3]}

    assert numbers == {"A": 7, "B": 1, "C": 2}


def test_bubbles_lie_as_the_places_do_and_nearly_touch() -> None:
    west, east = Place("w", "Brugge", 51.2, 3.2), Place("e", "Genk", 50.97, 5.5)
    north = Place("n", "Groningen", 53.2, 6.5)

    pair = {b.key: b for b in layout.lay_out([east, west]).bubbles}
    three = {b.key: b for b in layout.lay_out([east, west, north]).bubbles}

    assert pair["w"].x < pair["e"].x
    assert _distance(pair["w"], pair["e"]) < 2.2 * pair["w"].r
    assert three["n"].y < min(three["w"].y, three["e"].y)


def test_places_without_coordinates_stand_in_a_row_below() -> None:
    known = _towns(5, 2)
    unknown = [Place("x", "X", None, 4.0), Place("y", "Y", 51.0, math.nan)]

    bubbles = {b.key: b for b in layout.lay_out([*known, *unknown]).bubbles}

    assert bubbles["x"].y == bubbles["y"].y
    assert bubbles["x"].y - bubbles["x"].r > max(bubbles[p.key].y for p in known)


def test_places_in_the_same_spot_are_told_apart() -> None:
    places = [Place(str(i), f"P{i}", 51.0, 4.0) for i in range(8)]

    _assert_bubbles_apart(layout.lay_out(places).bubbles)


def test_an_empty_half_has_room_for_a_hint() -> None:
    actor = Actor("a", "Bib", "culture", "")

    (bubble,) = layout.lay_out([Place("p", "Lier", 51.1, 4.6, own=True, actors=(actor,))]).bubbles

    assert [hint.half for hint in bubble.hints] == ["other"]
    assert bubble.horizon < bubble.hints[0].y < bubble.y + bubble.r


def test_an_empty_board_is_an_empty_diagram() -> None:
    assert layout.lay_out([]) == layout.Diagram(0.0, 0.0, "names", (), (), ())


def test_a_thread_runs_through_its_members_and_stands_free_with_its_letter() -> None:
    towns = _towns(12, 20)
    members = ("0-0", "3-1", "7-2", "7-3")

    diagram = layout.lay_out(towns, [Thread("t", "Zomer", (*members, "gone"))])

    (thread,) = diagram.threads
    actors = {a.key: a for b in diagram.bubbles for a in b.actors}
    ends = {segment.start for segment in thread.segments}
    assert ends == {(actors[key].x, actors[key].y) for key in members}
    for left, right in itertools.pairwise([*thread.segments, thread.segments[0]]):
        assert left.end == right.start
    for actor in actors.values():
        apart = math.hypot(actor.x - thread.letter_x, actor.y - thread.letter_y)
        assert apart > actor.r + thread.letter_r
    assert len(thread.knots) == 2 * len(members)


def test_a_thread_with_one_known_member_is_not_drawn() -> None:
    assert layout.lay_out(_towns(2, 2), [Thread("t", "T", ("0-0", "gone"))]).threads == ()


def test_a_letter_without_room_on_its_curve_stands_beside_it() -> None:
    segments = curves.through([(100.0, 100.0), (200.0, 100.0)])
    crowd = [(float(x), float(y), 12.0) for x in range(90, 220, 20) for y in range(60, 130, 20)]

    x, y = curves.free_spot(segments, crowd, (400.0, 300.0, 10.0))

    assert all(math.hypot(x - a, y - b) > r + 10 for a, b, r in crowd)
    assert 10 < x < 390
    assert 10 < y < 290


def test_letters_go_on_after_z() -> None:
    assert [curves.letter(i) for i in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]


@given(st.integers(0, 90), st.floats(1.0, 2.5))
@settings(max_examples=60, deadline=None)
def test_a_half_holds_any_number_of_circles(count: int, roominess: float) -> None:
    bubble = packing.pack_half(count).bubble_radius * roominess

    spots = packing.spread_half(count, bubble)

    assert len(spots) == count
    for x, y in spots:
        assert y >= 1.0 + packing.HORIZON_GAP - 1e-6
        assert math.hypot(x, y) + 1.0 <= bubble
    for a, b in itertools.combinations(spots, 2):
        assert math.dist(a, b) >= packing.PITCH - 1e-6


@given(names, st.floats(1.2, 5.0))
@settings(deadline=None)
def test_a_name_always_becomes_lines_that_fit_in_the_circle(name: str, radius: float) -> None:
    lines = lettering.fit_circle(name, radius)

    assert 1 <= len(lines) <= 4
    assert all(lettering.width(line) <= 2 * radius for line in lines)


def test_a_name_is_shortened_in_ways_people_know() -> None:
    assert lettering.fit_circle("Gemeenschapscentrum De Klamp vzw", 4.0) == ("GC De", "Klamp")
    assert lettering.fit_circle("Revalidatieziekenhuis", 5.0) == ("Revalidatie-", "ziekenhuis")
    assert lettering.fit_circle("Wijkteam West", 4.0) == ("Wijkteam", "West")
    assert lettering.clean("a\u202eb\x00\u200b  c\n d") == "ab c d"
