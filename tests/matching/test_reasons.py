# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reasons a person can check."""

from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.matching import reasons
from netwerkbouwer.matching.reasons import Assumption, Meeting, Place

AARSCHOT = Place("Aarschot", "Oost-Brabant", "Vlaams-Brabant", "BE")
LEUVEN = Place("Leuven", "Oost-Brabant", "Vlaams-Brabant", "BE")
GEEL = Place("Geel", "Kempen", "Antwerpen", "BE")
ZWOLLE = Place("Zwolle", "", "Overijssel", "NL")
TILBURG = Place("Tilburg", "", "Noord-Brabant", "NL")


def texts(found: list[reasons.Reason]) -> list[str]:
    return [reason.text for reason in found]


def test_words_that_met_quote_both_sides() -> None:
    (found,) = reasons.words_met([Meeting("zaal", "grote zaal met podium")])
    assert found.text == "Jij schrijft ‘zaal’, zij schrijven ‘grote zaal met podium’"
    assert found.kind == "words"


def test_words_that_share_a_theme_name_it() -> None:
    (found,) = reasons.words_met([Meeting("eenzaam", "koffienamiddag", "Ontmoeting")])
    assert found.text.endswith("(allebei over ontmoeting)")


def test_what_answers_a_problem_says_how() -> None:
    (met,) = reasons.words_met([Meeting("zaal leeg", "harmonie", "Muzikanten", bond="answer")])
    assert met.text == "Bij ‘zaal leeg’ helpt vaak: muzikanten. Zij schrijven ‘harmonie’"
    (near,) = reasons.words_met([Meeting("koor", "fanfare", "Muzikanten", bond="related")])
    assert near.text.endswith("(dat hangt samen: muzikanten)")
    said = Assumption("Woonzorgcentrum", ("bereik bij ouderen",), "zaal leeg", answer="Ouderen")
    assert reasons.assumed(said, "limitation").text == (
        "Bij ‘zaal leeg’ helpt vaak: ouderen. "
        "Zo’n organisatie (woonzorgcentrum) heeft meestal ‘bereik bij ouderen’ (aanname)"
    )


def test_what_they_seek_is_told_as_such() -> None:
    (found,) = reasons.words_met([Meeting("bus", "vervoer", is_question=True)])
    assert found.text == "Jij schrijft ‘bus’, zij zoeken ‘vervoer’"


def test_an_assumption_says_that_it_is_one() -> None:
    found = reasons.assumed(
        Assumption("Jeugdhuis", ("repetitieruimte",), "geen repetitieruimte"), "limitation"
    )
    assert found.text == (
        "Zo’n organisatie (jeugdhuis) heeft meestal ‘repetitieruimte’, "
        "bij jouw ‘geen repetitieruimte’ (aanname)"
    )
    assert found.kind == "assumption"


def test_what_a_kind_is_counts_as_an_assumption_too() -> None:
    found = reasons.assumed(Assumption("Basisschool", (), "leerlingen"), "limitation")
    assert found.text == ("Zo’n organisatie (basisschool) past vaak bij ‘leerlingen’ (aanname)")
    named = reasons.assumed(Assumption("Koor", (), "koor", names_kind=True), "limitation")
    assert named.text.endswith("(koor) noem je zelf: ‘koor’")


def test_an_abbreviation_keeps_its_capitals() -> None:
    found = reasons.assumed(Assumption("OCMW of sociaal huis", ("vervoer",), "bus"), "strength")
    assert "(OCMW of sociaal huis) zoekt" in found.text


def test_a_long_text_is_quoted_in_part() -> None:
    (found,) = reasons.words_met([Meeting("zaal", "een zaal " * 60)])
    assert len(found.text) < 160
    assert "…" in found.text


@given(st.text("ab .", max_size=300), st.integers(0, 300), st.integers(1, 30))
def test_an_excerpt_holds_the_words_that_met(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    met = text[start : start + length]
    found = reasons.excerpt(text, start, start + len(met))
    assert met in found
    assert len(found) <= reasons.LONGEST_QUOTE + length + 2


def test_distance_is_told_as_an_estimate() -> None:
    assert reasons.distance(13.6, same_municipality=False).text == "ongeveer 14 km over de weg"
    assert reasons.distance(0.2, same_municipality=False).text == "ongeveer 1 km over de weg"
    assert reasons.distance(3.0, same_municipality=True).text == "in je eigen gemeente"
    assert "niet waar" in reasons.distance(None, same_municipality=False).text


def test_borders_name_the_municipality_and_the_region() -> None:
    near = reasons.borders(AARSCHOT, LEUVEN, neighbours=True)
    assert texts(near) == [
        "andere gemeente: Leuven (buurgemeente)",
        "zelfde referentieregio: Oost-Brabant",
    ]
    far = reasons.borders(AARSCHOT, GEEL, neighbours=False)
    assert texts(far) == ["andere gemeente: Geel", "andere referentieregio: Kempen"]


def test_outside_flanders_the_province_counts_and_over_the_border_the_country() -> None:
    assert texts(reasons.borders(ZWOLLE, TILBURG, neighbours=False))[1] == (
        "andere provincie: Noord-Brabant"
    )
    assert texts(reasons.borders(GEEL, TILBURG, neighbours=False))[1] == "ander land: Nederland"


def test_at_home_no_border_is_crossed() -> None:
    assert reasons.borders(GEEL, GEEL, neighbours=False) == []


def test_sector_and_half_are_told() -> None:
    assert reasons.sector("kunsten", "welzijn", "Welzijn").text == "andere sector: welzijn"
    assert reasons.sector("jeugd", "jeugd", "Jeugd").text == "zelfde sector: jeugd"
    assert texts(reasons.half("culture", "other")) == ["niet-cultuur"]
    assert reasons.half("other", "other") == []
    assert reasons.sector("jeugd", "andere", "Andere").text == "andere sector: overige"
