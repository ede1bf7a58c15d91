# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people and machines type for a municipality, and what we make of it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netwerkbouwer.places import gazetteer, lookup, names, queries
from netwerkbouwer.places.gazetteer import Country

KNOWN_NAMES = sorted({name.text for name in gazetteer.load().names})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("13040", "13040"),
        ("NIS 13040", "13040"),
        ("GM0014", "GM0014"),
        ("gm0014", "GM0014"),
        ("GM14", "GM0014"),
        ("0014", "GM0014"),
        ("14", "GM0014"),
        ("1930", "GM1930"),
        ("  13040\n", "13040"),
    ],
)
def test_every_form_of_a_code_is_understood(text: str, code: str) -> None:
    assert queries.resolve(text).code == code
    assert queries.municipality(text).code == code


@pytest.mark.parametrize("old", sorted(gazetteer.load().predecessors))
def test_a_code_from_before_a_merger_gives_the_municipality_of_today(old: str) -> None:
    successor = gazetteer.load().predecessors[old].successor

    assert queries.resolve(old).code == queries.municipality(old).code == successor


def test_borsbeek_is_part_of_antwerpen_now() -> None:
    assert queries.resolve("11007").code == queries.resolve("Borsbeek").code == "11002"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gent", "44021"),
        ("gENT", "44021"),
        ("Gand", "44021"),
        ("Liège", "62063"),
        ("luettich", ""),
        ("Lüttich", "62063"),
        ("Luttich", "62063"),
        ("Sint Niklaas", "46021"),
        ("St.-Niklaas", "46021"),
        ("st niklaas", "46021"),
        ("SINT‑NIKLAAS", "46021"),
        ("'s-Hertogenbosch", "GM0796"),
        ("’s Hertogenbosch", "GM0796"),
        ("s Hertogenbosch", "GM0796"),
        ("Den Bosch", "GM0796"),
        ("Den Haag", "GM0518"),
        ("Sudwest Fryslan", "GM1900"),
        ("Alphen a/d Rijn", "GM0484"),
        ("gemeente Turnhout", "13040"),
        ("Stad Gent", "44021"),
        ("Ledeberg", "44021"),
        ("Ledeberg (Gent)", "44021"),
        ("Weesp", "GM0363"),
        ("Saint-Nicolas", "62093"),
        ("T\u200bu\u202ern\x00hout", "13040"),
        ("Zwijndrecht", "GM0642"),
        ("Zwijndrecht (België)", "46030"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen (Limburg)", "GM0893"),
        ("Bergen, Henegouwen", "53053"),
        ("9300 Aalst", "41002"),
        ("Aalst 9300", "41002"),
        ("B-9300 Aalst", "41002"),
        ("9300", "41002"),
        ("B-1930", "23094"),
        ("9712 CP", "GM0014"),
        ("9712cp Groningen", "GM0014"),
        ("9712 CP Nergens", "GM0014"),
    ],
)
def test_names_and_postcodes_are_understood_in_the_spelling_people_use(
    text: str, code: str
) -> None:
    if not code:
        with pytest.raises(queries.UnknownMunicipality):
            queries.resolve(text)
    else:
        assert queries.resolve(text).code == code


def test_every_municipality_is_found_by_code_label_and_name_in_its_own_country() -> None:
    for code, here in gazetteer.load().municipalities.items():
        assert queries.resolve(code) == here
        assert queries.resolve(here.label) == here
        assert queries.resolve(here.name_nl, prefer=here.country) == here


def test_every_postcode_gives_a_municipality_it_lies_in() -> None:
    for pair in gazetteer.load().postcodes:
        text = f"{pair.postcode} AB" if pair.country == "NL" else f"B-{pair.postcode}"
        found = queries.resolve(text)
        assert found in lookup.at_postcode(pair.country, pair.postcode)
        assert queries.resolve(pair.postcode, prefer="BE")
        assert queries.resolve(pair.postcode)


def test_four_digits_are_a_dutch_code_unless_belgium_is_preferred() -> None:
    assert queries.resolve("1930").name == "Nissewaard"
    assert queries.resolve("1930", prefer="BE").name == "Zaventem"


def test_a_name_in_two_countries_follows_the_preferred_one() -> None:
    assert queries.resolve("Zwijndrecht").country == "NL"
    assert queries.resolve("Zwijndrecht", prefer="BE").code == "46030"


def test_a_name_of_several_municipalities_asks_which_one() -> None:
    with pytest.raises(queries.AmbiguousMunicipality) as caught:
        queries.resolve("Bergen")

    assert str(caught.value) == (
        "Er is meer dan één ‘Bergen’. Bedoel je Bergen (Henegouwen), Bergen (L.) of Bergen (NH.)?"
    )


def test_an_unknown_name_gives_the_nearest_names_in_a_sentence() -> None:
    with pytest.raises(queries.UnknownMunicipality) as caught:
        queries.resolve("Antwrpen")

    assert caught.value.suggestions[0] == "Antwerpen"
    assert len(caught.value.suggestions) == 5
    assert str(caught.value).startswith("We kennen de gemeente ‘Antwrpen’ niet. Bedoel je Antwerp")
    assert str(caught.value).endswith("?")


@pytest.mark.parametrize("text", ["Foobarstad", "xyzzy", "99999", "0001"])
def test_an_unknown_text_or_code_is_refused(text: str) -> None:
    with pytest.raises(queries.UnknownMunicipality):
        queries.resolve(text)


def test_a_text_longer_than_any_name_is_refused_even_if_it_starts_with_one() -> None:
    with pytest.raises(queries.UnknownMunicipality) as caught:
        queries.resolve("Gent" + " " * 200 + "Brugge")

    assert caught.value.suggestions[0] == "Gent"


def test_a_refusal_never_suggests_more_than_five_names() -> None:
    error = queries.UnknownMunicipality("x" * 10_000, (str(number) for number in range(100)))

    assert error.suggestions == ("0", "1", "2", "3", "4")
    assert str(error).endswith("…’ niet. Bedoel je 0, 1, 2, 3 of 4?")


def test_an_empty_text_is_asked_for() -> None:
    with pytest.raises(queries.UnknownMunicipality, match="Vul een gemeente in") as caught:
        queries.resolve(" \x00\u200b")

    assert caught.value.suggestions == ()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Gentt", "Gent"),
        ("Amstredam", "Amsterdam"),
        ("Turnhuot", "Turnhout"),
        ("Sint-Nicklaas", "Sint-Niklaas"),
        ("Brus", "Brussel"),
        ("Roterdam", "Rotterdam"),
        ("Hasslet", "Hasselt"),
    ],
)
def test_a_slip_of_the_pen_still_shows_the_name_that_was_meant(slip: str, meant: str) -> None:
    assert meant in queries.nearest_names(slip)


def answer(
    text: str, prefer: Country | None = None
) -> gazetteer.Municipality | queries.UnknownMunicipality:
    try:
        return queries.resolve(text, prefer=prefer)
    except queries.UnknownMunicipality as error:
        return error


def understood_or_refused(text: str, prefer: Country | None = None) -> None:
    found = answer(text, prefer)
    if isinstance(found, gazetteer.Municipality):
        assert found.code in gazetteer.load().municipalities
    else:
        assert len(found.suggestions) <= 5
        assert len(str(found)) < 500
        assert "\x00" not in str(found)
        assert all(queries.resolve(label) for label in found.suggestions)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["BE", "NL", None]))
@example("\x00", None)
@example("\u202e\u2066Gent", "BE")
@example("\ud800", None)
@example("Gent" * 500_000, None)
@example(" " * 2_000_000, None)
@example("٣٤", None)
@example("²³", "NL")
@example("((((((", None)
def test_any_text_is_understood_or_refused_with_a_sentence(
    text: str, prefer: Country | None
) -> None:
    understood_or_refused(text, prefer)


@settings(deadline=None)
@given(
    st.sampled_from(KNOWN_NAMES),
    st.integers(0, 30),
    st.text("'’-. ()/,0123456789abcs\u0301\u200d", max_size=6),
)
def test_names_with_something_put_in_between_are_too(name: str, at: int, extra: str) -> None:
    understood_or_refused(name[:at] + extra + name[at:])


@settings(deadline=None)
@given(st.from_regex(r"(B-|NL-|GM|NIS )?[0-9]{1,7}( ?[A-Z]{2})?( [a-z]+)?", fullmatch=True))
def test_numbers_are_too(text: str) -> None:
    understood_or_refused(text)


def test_every_name_we_know_gives_a_municipality_or_a_choice() -> None:
    for text in KNOWN_NAMES:
        found = answer(text)
        if not isinstance(found, gazetteer.Municipality):
            assert isinstance(found, queries.AmbiguousMunicipality), text
            assert len(found.suggestions) >= 2


def test_typing_finds_large_municipalities_first_and_parts_last() -> None:
    labels = [match.label for match in queries.search_municipalities("gen")]

    assert labels[:3] == ["Gent", "Genk", "Gennep"]
    assert labels.index("Sint-Genesius-Rode") < labels.index("Gendt (Lingewaard)")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("ledeb", "Ledeberg (Gent)"),
        ("st nik", "Sint-Niklaas"),
        ("'s-grav", "’s-Gravenhage"),
        ("2300", "Turnhout"),
        ("GM074", "Baarle-Nassau"),
        ("13040", "Turnhout"),
        ("borsb", "Borsbeek (Antwerpen)"),
    ],
)
def test_what_is_typed_so_far_finds_the_place(typed: str, label: str) -> None:
    assert label in [match.label for match in queries.search_municipalities(typed)]


@settings(deadline=None)
@given(st.text() | st.sampled_from(KNOWN_NAMES).map(lambda name: name[:4]), st.integers(0, 20))
def test_every_proposal_while_typing_can_be_chosen(typed: str, limit: int) -> None:
    matches = queries.search_municipalities(typed, limit)

    assert len(matches) <= limit
    assert len({match.municipality.code for match in matches}) == len(matches)
    for match in matches:
        assert queries.resolve(match.label) == match.municipality


@given(st.sampled_from(KNOWN_NAMES))
def test_case_hyphens_and_apostrophes_make_no_difference(name: str) -> None:
    folded = names.fold(name)

    assert folded
    assert names.fold(name.upper()) == folded
    assert names.fold(name.replace("-", " ")) == folded
    assert names.fold(name.replace("’", "'")) == names.fold(name.replace("’", "")) == folded
    assert names.fold(f" {name}\u200b") == folded
