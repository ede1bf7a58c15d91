# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages with what organisations ask and offer: filters that forgive, matches, tables."""

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Offering, Organisation
from tests.factories.organisations import AALST, EINDHOVEN, OrganisationFactory
from tests.organisations import directory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
ALL = "/vraag-en-aanbod"


def texts(page: str) -> list[str]:
    """The published texts on a page, in their order."""
    found = re.findall(r'nb-card__name">([^<]*)</p>', page)
    return [html.unescape(text) for text in found]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def dated(text: str, days: int) -> None:
    day = timezone.localdate() - timedelta(days=days)
    Offering.objects.filter(text=text).update(published_on=day)


@pytest.fixture
def choir() -> Organisation:
    row: Organisation = OrganisationFactory(
        name="Koor Zang",
        sector="amateurkunsten",
        half="culture",
        offers=("wij zingen graag voor ouderen",),
        questions=("repetitieruimte met piano",),
    )
    return row


@pytest.fixture
def care() -> Organisation:
    row: Organisation = OrganisationFactory(
        name="Ten Rozen",
        code=AALST,
        offers=("een grote ruimte om te repeteren",),
        questions=("wie komt er zingen?",),
    )
    return row


def test_the_newest_comes_first_and_each_text_says_who_may_answer(
    client: Client, choir: Organisation, care: Organisation
) -> None:
    dated("wie komt er zingen?", 2)
    dated("repetitieruimte met piano", 1)
    dated("wij zingen graag voor ouderen", 3)
    tasks.build_index()

    page = directory.page(client, ALL)

    assert texts(page) == [
        "repetitieruimte met piano",
        "wie komt er zingen?",
        "wij zingen graag voor ouderen",
        "een grote ruimte om te repeteren",
    ]
    first, second = page.split('<li class="nb-card')[1:3]
    assert "Kan hierop antwoorden:" in first
    assert "‘een grote ruimte om te repeteren’" in first
    assert "Ten Rozen" in first
    assert "km over de weg" in first
    assert "‘wij zingen graag voor ouderen’" in second


def say_own(text: str) -> None:
    Offering.objects.filter(text=text).update(is_own=True, source="")


def test_own_words_come_first_and_each_text_says_who_says_it(
    client: Client, choir: Organisation, care: Organisation
) -> None:
    for text in texts(directory.page(client, ALL)):
        dated(text, 1)
    dated("wie komt er zingen?", 300)
    say_own("wie komt er zingen?")
    Offering.objects.filter(text="repetitieruimte met piano").update(source="")

    page = directory.page(client, ALL)

    assert texts(page)[0] == "wie komt er zingen?"
    assert page.count("zij laten zelf weten") == 1
    assert page.count("volgens test, ") == 2
    assert page.count("volgens een beheerder van deze gids") == 1
    assert texts(directory.page(client, f"{ALL}?zelf=1")) == ["wie komt er zingen?"]
    alone = directory.page(client, f"{ALL}?zelf=1&q=zingen&wat=vraag")
    assert texts(alone) == ["wie komt er zingen?"]
    assert 'name="zelf" value="1" checked' in alone
    assert "?q=zingen&amp;zelf=1" in alone, "the tabs keep the choice"


def test_the_table_says_who_says_it(
    client: Client, choir: Organisation, care: Organisation
) -> None:
    say_own("wie komt er zingen?")
    Organisation.objects.update(licence="CC0")
    Offering.objects.filter(text="repetitieruimte met piano").update(source="Andere lijst")
    head, *lines = rows(client.get(f"{ALL}.csv").content)
    columns = [head.index(name) for name in ("tekst", "wie zegt het", "bron", "licentie")]
    said = {tuple(line[place] for place in columns) for line in lines}
    assert said == {
        ("wie komt er zingen?", "de organisatie zelf", "", ""),
        ("repetitieruimte met piano", "volgens Andere lijst", "Andere lijst", ""),
        ("wij zingen graag voor ouderen", "volgens test", "test", "CC0"),
        ("een grote ruimte om te repeteren", "volgens test", "test", "CC0"),
    }
    assert len(rows(client.get(f"{ALL}.csv?zelf=1").content)) == 2


def test_texts_of_one_organisation_in_a_row_are_one_card(client: Client) -> None:
    OrganisationFactory(name="Buurthuis", offers=("een zaal", "een keuken", "een tuin"))
    OrganisationFactory(name="Sporthal", offers=("een veld",))
    Offering.objects.update(published_on=timezone.localdate())
    page = directory.page(client, ALL)
    assert texts(page) == ["een veld", "een zaal", "een keuken", "een tuin"]
    assert page.count('<li class="nb-card') == 2
    assert page.count(">Buurthuis</a>") == 1
    assert page.count("volgens test, ") == 2, "once for the three of one source"


def test_questions_and_offers_apart(
    client: Client, choir: Organisation, care: Organisation
) -> None:
    asked = texts(directory.page(client, f"{ALL}?wat=vraag"))
    offered = texts(directory.page(client, f"{ALL}?wat=aanbod"))
    assert set(asked) == {"repetitieruimte met piano", "wie komt er zingen?"}
    assert set(offered) == {"wij zingen graag voor ouderen", "een grote ruimte om te repeteren"}
    assert len(texts(directory.page(client, f"{ALL}?wat=onzin"))) == 4


@pytest.mark.parametrize("word", ["repetitieruimte", "REPETITIERUIMTEN", "repititieruimte"])
def test_a_word_is_found_in_other_forms_and_with_a_slip(
    client: Client, choir: Organisation, care: Organisation, word: str
) -> None:
    tasks.build_index()
    assert texts(directory.page(client, f"{ALL}?q={word}"))[0] == "repetitieruimte met piano"


def test_a_slip_that_changes_the_stem_is_forgiven_too(client: Client) -> None:
    OrganisationFactory(questions=("Wie helpt ons aan vrijwilligers?",))
    tasks.build_index()
    assert texts(directory.page(client, f"{ALL}?q=vrijwiligers&gemeente=Gent&straal=50"))


def test_place_distance_and_sector_limit(
    client: Client, choir: Organisation, care: Organisation
) -> None:
    in_aalst = texts(directory.page(client, f"{ALL}?gemeente=Aalst"))
    around = texts(directory.page(client, f"{ALL}?gemeente=Aalst&straal=50"))
    arts = texts(directory.page(client, f"{ALL}?sector=amateurkunsten"))
    assert len(in_aalst) == 2
    assert len(around) == 4
    assert "repetitieruimte met piano" in arts
    assert len(arts) == 2
    wrong = directory.page(client, f"{ALL}?gemeente=Aals&sector=zingerij&straal=ver")
    assert "We kennen de gemeente ‘Aals’ niet" in wrong
    assert len(texts(wrong)) == 4


def test_nothing_yet_says_how_to_publish(client: Client) -> None:
    page = directory.page(client, ALL)
    assert "Nog geen enkele organisatie" in page
    assert "Dit is onze organisatie" in page
    assert "Zo vinden we niets" in directory.page(client, f"{ALL}?q=walvis")


def test_a_question_of_more_than_a_year_ago_is_dimmed_and_asked_about(
    client: Client, choir: Organisation
) -> None:
    dated("repetitieruimte met piano", 366)
    dated("wij zingen graag voor ouderen", 800)
    page = directory.page(client, ALL)
    assert page.count("nog actueel?") == 1, "an offer is no question"
    assert page.count("nb-card--dropped") == 1
    Organisation.objects.update(confirmed_on=timezone.localdate())
    assert "nog actueel?" not in directory.page(client, ALL)
    dated("repetitieruimte met piano", 364)
    Organisation.objects.update(confirmed_on=None)
    assert "nog actueel?" not in directory.page(client, ALL)


def test_pages_have_a_number_and_too_far_goes_to_the_last(client: Client) -> None:
    for number in range(21):
        OrganisationFactory(offers=(f"aanbod {number}",))
    assert len(texts(directory.page(client, ALL))) == 20
    assert len(texts(directory.page(client, f"{ALL}?pagina=2"))) == 1
    assert client.get(f"{ALL}?pagina=9&wat=aanbod").headers["Location"] == (
        f"{ALL}?pagina=2&wat=aanbod"
    )


@pytest.mark.parametrize("field", ["hidden_on", "gone_on", "merged_into"])
def test_who_is_out_of_sight_is_nowhere(
    client: Client, choir: Organisation, care: Organisation, field: str
) -> None:
    tasks.build_index()
    value: Any = OrganisationFactory() if field == "merged_into" else timezone.localdate()
    Organisation.objects.filter(pk=care.pk).update(**{field: value})
    for where in (
        ALL,
        f"{ALL}?q=zingen",
        f"{ALL}.csv",
        f"{directory.address(choir)}/vraag-en-aanbod",
    ):
        page = directory.page(client, where)
        assert "Ten Rozen" not in page
        assert "wie komt er zingen" not in page


def test_the_page_of_an_organisation_shows_matches_both_ways_first(
    client: Client, choir: Organisation, care: Organisation
) -> None:
    OrganisationFactory(name="Muziekhuis", code=EINDHOVEN, offers=("repetitieruimte",))
    tasks.build_index()

    page = directory.page(client, f"{directory.address(choir)}/vraag-en-aanbod")

    assert (
        page.index("Past in twee richtingen")
        < page.index("Ten Rozen")
        < page.index("Wie kan hiermee helpen?")
        < page.index("Muziekhuis")
    )
    assert "ander land: Nederland" in page
    assert "Publiceer" not in page, "only for who looks after it"


def test_the_page_of_an_organisation_names_a_few_within_its_queries(
    client: Client, choir: Organisation
) -> None:
    for number in range(30):
        OrganisationFactory(name=f"Huis {number}", offers=("repetitieruimte",))
    tasks.build_index()
    with CaptureQueriesContext(connection) as counted:
        page = directory.page(client, directory.address(choir))
    assert page.count("biedt ‘repetitieruimte’") == 3
    assert "Bekijk alles wat hierbij past" in page
    assert len(counted) <= 12


@pytest.mark.parametrize(("query", "most"), [("", 6), ("?q=repetitieruimte&gemeente=Gent", 6)])
def test_few_queries_with_many_texts(client: Client, query: str, most: int) -> None:
    for number in range(60):
        OrganisationFactory(offers=("repetitieruimte", f"busje {number}"), questions=("een zaal",))
    tasks.build_index()
    with CaptureQueriesContext(connection) as counted:
        directory.page(client, ALL + query)
    assert len(counted) <= most


def test_tables_hold_no_formulas_and_no_people(client: Client, choir: Organisation) -> None:
    OrganisationFactory(name="=cmd", questions=("=HYPERLINK(1)", "zingen"), source="-Bron")
    OrganisationFactory(name="Jan Klaas", is_person=True, questions=("zingen",))
    tasks.build_index()

    listed = rows(client.get(f"{ALL}.csv").content)
    matches = rows(client.get(f"{directory.address(choir)}/vraag-en-aanbod.csv").content)

    assert len(listed) == 5
    assert len(matches) == 2
    for table in (listed, matches):
        assert not any(cell[:1] in "=+-@" for row in table for cell in row if cell)
        assert not any("Jan Klaas" in cell for row in table for cell in row)
    assert "'-Bron" in [cell for row in listed for cell in row]


def test_a_hostile_text_is_only_text(client: Client) -> None:
    OrganisationFactory(
        name=directory.HOSTILE, offers=(directory.HOSTILE,), questions=(directory.HOSTILE,)
    )
    OrganisationFactory(offers=("alert onerror",), questions=("alert onerror",))
    tasks.build_index()
    page = directory.page(client, ALL)
    assert "<script>alert" not in page
    assert "<img" not in page


def test_without_an_index_there_is_still_a_list(client: Client, choir: Organisation) -> None:
    assert len(texts(directory.page(client, ALL))) == 2
    assert texts(directory.page(client, f"{ALL}?q=piano")) == ["repetitieruimte met piano"]
    where = f"{directory.address(choir)}/vraag-en-aanbod"
    assert "index" in directory.page(client, where)
    assert "Past hierbij" in directory.page(client, directory.address(choir))


def test_another_name_in_the_address_goes_to_the_right_one(
    client: Client, choir: Organisation
) -> None:
    response = client.get(f"/organisaties/{choir.public_id}/vraag-en-aanbod")
    assert response.status_code == 301
    assert response.headers["Location"] == f"{directory.address(choir)}/vraag-en-aanbod"
    assert client.get("/organisaties/zzzzzzzz/vraag-en-aanbod").status_code == 404
