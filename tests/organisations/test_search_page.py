# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search page: forgiving, the same question in every view, and safe to take along."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.factories.organisations import OrganisationFactory
from tests.organisations import directory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

MOST_QUERIES = 12
VIEWS = ("lijst", "kaart", "matrix")


def test_a_name_is_found_with_a_slip(client: Client) -> None:
    directory.make_directory()

    assert directory.names(directory.page(client, "/organisaties?q=biblioteek"))[0] == (
        "Bibliotheek De Krook"
    )


def test_filters_hold_in_every_view(client: Client) -> None:
    directory.make_directory()

    for view in VIEWS:
        html = directory.page(client, f"/organisaties?gebied=nederland&toon={view}")
        assert "1 organisatie" in html
        assert "sector=" in html or view != "matrix"
        assert f"gebied=nederland&amp;toon={view}" in html or view == "lijst"


def test_a_municipality_with_a_radius_takes_in_the_neighbours(client: Client) -> None:
    directory.make_directory()

    alone = directory.names(directory.page(client, "/organisaties?gemeente=9300"))
    around = directory.names(
        directory.page(client, "/organisaties?gemeente=9300&straal=50&sorteer=afstand")
    )

    assert alone == ["Koor Zang en Vriendschap", "Woonzorgcentrum Ten Rozen"]
    assert around[:2] == alone
    assert "Bibliotheek De Krook" in around[2:]


def test_only_the_part_that_changes_is_sent_when_asked(client: Client) -> None:
    directory.make_directory()

    html = directory.page(client, "/organisaties?q=koor", **{"X-NB-Fragment": "results"})

    assert "<html" not in html
    assert "<form" not in html
    assert directory.names(html) == ["Koor Zang en Vriendschap"]


def test_an_unknown_municipality_gives_nearest_names_and_results(client: Client) -> None:
    directory.make_directory()

    html = directory.page(client, "/organisaties?gemeente=Aals&q=koor")

    assert "We kennen de gemeente ‘Aals’ niet" in html
    assert "q=koor&amp;gemeente=Aalst" in html
    assert directory.names(html) == ["Koor Zang en Vriendschap"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("sector=spoort", "‘spoort’"),
        ("gebied=oostvlaandern", "‘oostvlaandern’"),
        ("deel=allebei", "Kies cultuur of niet-cultuur."),
        ("gemeente=Aalst&straal=ver", "van 1 tot 500"),
        ("straal=10", "Vul ook een gemeente in"),
        ("soort=biblioteek", "‘biblioteek’"),
        ("q=" + "a" * 300, "erg lang"),
    ],
)
def test_a_wrong_filter_gets_a_sentence_not_an_error(client: Client, query: str, told: str) -> None:
    assert told in directory.page(client, f"/organisaties?{query}")


def test_nothing_found_gives_an_example_and_ways_out(client: Client) -> None:
    directory.make_directory()

    html = directory.page(client, "/organisaties?q=xqzwv&gemeente=Aalst&sector=circus")

    assert "Bijvoorbeeld" in html
    assert "straal=15" in html
    assert "Zoek zonder ‘Circus’" in html


def test_a_page_past_the_end_goes_to_the_last(client: Client) -> None:
    directory.make_many(25)

    response = client.get("/organisaties?pagina=99&q=vereniging")

    assert response.status_code == 302
    assert "pagina=" in response.headers["Location"]
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("view", VIEWS)
def test_two_hundred_rows_take_few_queries(client: Client, view: str) -> None:
    directory.make_many(200)

    with CaptureQueriesContext(connection) as queries:
        directory.page(client, f"/organisaties?gebied=oost-vlaanderen&toon={view}")

    assert len(queries) <= MOST_QUERIES


def test_the_map_leads_from_a_province_to_its_municipalities(client: Client) -> None:
    directory.make_directory()

    every = directory.page(client, "/organisaties?toon=kaart")
    province = directory.page(client, "/organisaties?toon=kaart&gebied=oost-vlaanderen")

    assert 'aria-label="Oost-Vlaanderen: 4 organisaties"' in every
    assert "gebied=oost-vlaanderen&amp;toon=kaart" in every
    assert 'aria-label="Aalst: 2 organisaties"' in province
    assert len(every.encode()) < 250_000


def test_the_matrix_counts_each_sector_and_links_to_the_list(client: Client) -> None:
    directory.make_directory()

    html = directory.page(client, "/organisaties?toon=matrix&gemeente=Aalst")

    assert '<a href="/organisaties?sector=amateurkunsten&amp;gemeente=Aalst">1</a>' in html
    assert "in Aalst en de buurgemeenten" in html


@pytest.mark.parametrize("view", VIEWS)
def test_a_hostile_name_is_only_text(client: Client, view: str) -> None:
    directory.make_directory()

    query = urlencode({"q": directory.HOSTILE, "toon": view, "gemeente": directory.HOSTILE})
    for where in ("/organisaties", f"/organisaties?{query}", f"/organisaties?sector=sport&{query}"):
        html = directory.page(client, where)
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def exported(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"/organisaties.csv{query}")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_table_says_where_every_row_is_from(client: Client) -> None:
    directory.make_directory()

    header, *rows = exported(client, "?q=bibliotheek")
    told = dict(zip(header, rows[0], strict=True))

    assert told["naam"] == "Bibliotheek De Krook"
    assert (told["bron"], told["bronadres"], told["licentie"]) == (
        "test",
        "https://bron.example/1",
        "CC0",
    )
    assert told["pagina"].startswith("http://testserver/organisaties/")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "|"])
def test_no_cell_of_the_table_is_a_formula(client: Client, start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    OrganisationFactory(name=name, description=name, sector="sport")

    cells = [cell for row in exported(client, "?sector=sport")[1:] for cell in row]

    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@\t＝＋－＠")]


def test_the_matrix_can_be_taken_along(client: Client) -> None:
    directory.make_directory()

    header, *rows = exported(client, "?toon=matrix&gemeente=Aalst")

    assert header[0] == "gemeente"
    assert rows[0][0] == "Aalst"
    assert rows[0][-1] == "2"


def test_without_an_index_names_are_found_and_it_says_so(client: Client) -> None:
    OrganisationFactory(name="Bibliotheek De Krook")

    html = directory.page(client, "/organisaties?q=bibliotheek")

    assert directory.names(html) == ["Bibliotheek De Krook"]
    assert "zoekindex" in html


PARAMETERS = ("q", "gemeente", "straal", "gebied", "land", "deel", "sector", "soort", "sorteer")
hostile_values = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["\x00", "-1", "9" * 30, "٣", "١٢", "Aalst", "41002", "%s", "{{x}}", "²"]),
)


@given(
    asked=st.dictionaries(st.sampled_from((*PARAMETERS, "pagina")), hostile_values, max_size=6),
    view=st.sampled_from((*VIEWS, "x")),
)
@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_query_string_breaks_the_page(client: Client, asked: dict[str, str], view: str) -> None:
    query = urlencode({**asked, "toon": view}, errors="replace")

    assert client.get(f"/organisaties?{query}").status_code in (200, 302)
    assert client.get(f"/organisaties.csv?{query}").status_code == 200
