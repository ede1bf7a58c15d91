# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawing as SVG: well-formed, safe and readable without a style sheet."""

import dataclasses
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import bubble_svg, layout
from netwerkbouwer.boards.layout import Actor, Place, Thread

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = bubble_svg.SvgTexts(
    culture="cultuur",
    other="buiten cultuur",
    own="eigen gemeente",
    chosen="gekozen partner",
    doubtful="nog twijfel",
    thread="combinatie",
    empty_culture="Wie uit cultuur ken je hier?",
    empty_other="Wie buiten cultuur ken je hier?",
)
KNOWN_TAGS = {"a", "svg", "title", "desc", "defs", "pattern", "rect", "circle", "path", "g", "text"}
hostile = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "\"' onload='x",
            "]]>&amp;<!--",
            "\x00\x0b\ufffe\ud800",
            "\u202e",
        ]
    ),
)


def _board(name: str = "Bib", **looks: bool) -> layout.Diagram:
    actors = (
        Actor(name, name, "culture", "kunst", **looks),
        Actor("b", "OCMW", "other", "welzijn"),
    )
    places = [
        Place("p", name, 51.0, 4.0, own=True, actors=actors),
        Place("q", "Lier", 51.1, 4.5, doubtful=True),
    ]
    return layout.lay_out(places, [Thread("t", name, (name, "b"))])


def _svg(diagram: layout.Diagram, *, interactive: bool = True, legend: str = "") -> str:
    texts = dataclasses.replace(TEXTS, legend=legend)
    return bubble_svg.to_svg(
        diagram, title="Bollen", description="Twee bollen", texts=texts, interactive=interactive
    )


@given(hostile, st.booleans())
@settings(max_examples=80, deadline=None)
def test_names_never_become_markup(name: str, interactive: bool) -> None:
    root = ElementTree.fromstring(_svg(_board(name), interactive=interactive).encode())

    for element in root.iter():
        assert element.tag.removeprefix(SVG) in KNOWN_TAGS
        for attribute in element.attrib:
            assert attribute != "style"
            assert not attribute.startswith("on")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u200b]", element.text or "")


def test_a_picture_has_a_title_a_description_and_no_buttons() -> None:
    root = ElementTree.fromstring(_svg(_board(), interactive=False))

    ids = root.attrib["aria-labelledby"].split()
    named = {e.attrib["id"]: e.text for e in root.iter() if "id" in e.attrib}
    assert root.attrib["role"] == "img"
    assert [named[i] for i in ids] == ["Bollen", "Twee bollen"]
    assert not [e for e in root.iter() if "tabindex" in e.attrib or "data-card" in e.attrib]


def test_every_actor_is_a_link_that_says_who_and_where() -> None:
    root = ElementTree.fromstring(_svg(_board(chosen=True)))

    buttons = [e for e in root.iter() if "data-card" in e.attrib]
    assert root.attrib["role"] == "group"
    assert [b.attrib["data-card"] for b in buttons] == ["Bib", "b"]
    assert [b.attrib["href"] for b in buttons] == ["#kaart-Bib", "#kaart-b"]
    assert buttons[0].findtext(f"{SVG}title") == "Bib, Bib, cultuur, gekozen partner"
    assert len({e.attrib["id"] for e in root.iter() if "id" in e.attrib}) == len(
        [e for e in root.iter() if "id" in e.attrib]
    )


def test_looks_are_told_by_class_and_by_attribute() -> None:
    root = ElementTree.fromstring(_svg(_board(chosen=True, doubtful=True)))

    by_class = {c: e for e in root.iter() for c in e.attrib.get("class", "").split()}
    assert {
        "nb-bubble", "nb-bubble--own", "nb-bubble--doubtful", "nb-horizon", "nb-thread", "nb-actor",
        "nb-actor--culture", "nb-actor--other", "nb-actor--chosen", "nb-actor--doubtful", "nb-ring",
    } <= set(by_class)  # fmt: skip
    own, doubtful = by_class["nb-bubble--own"].attrib, by_class["nb-bubble--doubtful"].attrib
    assert float(own["stroke-width"]) > 1.2 * float(doubtful["stroke-width"])
    assert "stroke-dasharray" in doubtful
    assert "stroke-dasharray" not in own


def test_the_two_halves_differ_by_pattern() -> None:
    svg = _svg(_board())
    root = ElementTree.fromstring(svg)

    (pattern,) = root.iter(f"{SVG}pattern")
    tokens = [e.attrib["fill"] for e in root.iter() if e.attrib.get("class") == "nb-token"]
    assert tokens[:2] == [bubble_svg.TEAL, f"url(#{pattern.attrib['id']})"]


def test_empty_halves_show_their_hint() -> None:
    words = " ".join(e.text or "" for e in ElementTree.fromstring(_svg(_board())).iter())

    assert TEXTS.empty_culture in re.sub(r"\s+", " ", words)
    assert TEXTS.empty_other in re.sub(r"\s+", " ", words)


def test_the_list_of_numbers_is_drawn_only_on_request() -> None:
    places = [
        Place(f"{i:02}", f"Plaats {i}", 51.0 + i % 6 / 10, 4.0 + i / 30,
              actors=tuple(Actor(f"{i}-{j}", f"Groep {i}-{j}", "other", "") for j in range(8)))
        for i in range(40)
    ]  # fmt: skip
    diagram = layout.lay_out(places)

    with_list = [e.text for e in ElementTree.fromstring(_svg(diagram, legend="Wie is wie")).iter()]
    without = [e.text for e in ElementTree.fromstring(_svg(diagram)).iter(f"{SVG}text")]

    assert all(line.name in with_list for line in diagram.legend)
    assert not any(line.name in without for line in diagram.legend)


def test_an_empty_board_is_still_a_drawing() -> None:
    root = ElementTree.fromstring(_svg(layout.lay_out([])))

    assert root.tag == f"{SVG}svg"


def test_colours_of_text_stand_out_on_paper() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    paper = light(bubble_svg.PAPER) + 0.05
    for colour in (bubble_svg.INK, bubble_svg.TEAL, bubble_svg.OCHRE, bubble_svg.QUIET):
        assert paper / (light(colour) + 0.05) >= 4.5
    assert (light(bubble_svg.HATCH) + 0.05) / (light(bubble_svg.INK) + 0.05) >= 4.5
