# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The library as pages."""

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.library import queries
from netwerkbouwer.library.schema import Pack
from tests.methods.pages import words

PACKS = queries.packs()


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words(response.content.decode())


def item_text(client: Client, kind: str, item_id: str) -> str:
    return text_of(client, reverse("library:show_item", args=[kind, item_id]))


def test_the_first_page_lists_every_pack_with_how_many_it_holds(client: Client) -> None:
    page = text_of(client, "/bibliotheek")

    for pack in PACKS:
        assert f"{pack.title} {len(pack.items)}" in page


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.pack)
def test_every_item_has_a_page_with_its_text_and_its_source(client: Client, pack: Pack) -> None:
    for item in pack.items:
        page = item_text(client, pack.kind, item.id)
        assert " ".join(item.text.split()) in page
        assert "20 november 2026" in page
        assert pack.licence in page
        for source in pack.sources_of(item):
            assert source.maker in page


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.pack)
def test_every_pack_shows_all_its_items_page_by_page(client: Client, pack: Pack) -> None:
    shown = ""
    address = f"/bibliotheek/{pack.kind}"
    number = 1
    while True:
        response = client.get(address, {"blad": number})
        shown += response.content.decode()
        if not response.context["pages"]["next"]:
            break
        number += 1

    assert [i.id for i in pack.items if f'/bibliotheek/{pack.kind}/{i.id}"' not in shown] == []


def test_a_group_shows_only_its_own(client: Client) -> None:
    page = client.get("/bibliotheek/inspiratie", {"groep": "sport"})

    count = len(queries.items("inspiration", "sport"))
    assert page.context["total"] == count > 3
    assert "toon alles" in words(page.content.decode())


def test_an_empty_result_says_what_to_try(client: Client) -> None:
    for address in ("/bibliotheek?q=qqqqqq", "/bibliotheek/inspiratie?q=qqqqqq"):
        page = text_of(client, address)
        assert "We vonden niets voor ‘qqqqqq’" in page
        assert "Bijvoorbeeld: ouderen" in page


@pytest.mark.parametrize("query", ["q=%00", "blad=0", "blad=99999999999", "blad=x", "groep=%27"])
def test_a_strange_address_is_answered(client: Client, query: str) -> None:
    assert client.get(f"/bibliotheek/inspiratie?{query}").status_code == 200


def test_what_one_types_comes_back_as_text(client: Client) -> None:
    page = client.get("/bibliotheek", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["/bibliotheek/niets", "/bibliotheek/regeling/niets"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_scheme_shows_its_conditions_and_no_verdict(client: Client) -> None:
    page = item_text(client, "regeling", "be-groot-bovenlokaal")

    assert "geen oordeel" in page
    assert "Ben je een speler uit cultuur of jeugd" in page
    assert "wie aanvraagt" in page


def test_a_practice_shows_what_we_found_and_nothing_else(client: Client) -> None:
    page = item_text(client, "voorbeeld", "kunst-op-recept")

    assert "gezondheidscentrum De Roerdomp" in page
    assert "None" not in page


def test_a_partner_card_shows_examples_of_both_countries(client: Client) -> None:
    page = item_text(client, "partnerkaart", "amateur-arts")

    assert "VLAMO" in page
    assert "KNMO" in page


def test_a_word_that_differs_is_shown_in_both_variants(client: Client) -> None:
    page = item_text(client, "term", "executive-member")

    assert "In Vlaanderen schepen" in page
    assert "In Nederland wethouder" in page


def test_links_go_both_ways(client: Client) -> None:
    assert "Zorg voor steun in je hele organisatie" in item_text(client, "belemmering", "o-support")
    assert "Weinig draagvlak" in item_text(client, "aanpak", "af-3")


def test_an_item_says_in_which_methods_it_is_used(client: Client) -> None:
    page = item_text(client, "aanpak", "af-3")

    assert "Je komt dit tegen in Over het muurtje" in page
    assert "Beleid verbinden" not in page
    assert "Beleid verbinden" in item_text(client, "aanpak", "ap-3")
