# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The merge bench as pages and forms: without scripts, raced, and in parts for the script."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netwerkbouwer.organisations import models
from netwerkbouwer.organisations.curation import actions as curation
from netwerkbouwer.organisations.merging import actions
from netwerkbouwer.organisations.models import Organisation, Pair
from tests.factories.organisations import AALST, GHENT, OrganisationFactory
from tests.organisations.merging.test_actions import make_pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
BENCH = "/beheer/dubbels"
SCRIPT = {"X-NB-Fragment": "bench"}


def come_in(client: Client, name: str = "An") -> Client:
    _curator, token = curation.add_curator(name)
    client.get(f"/beheer/met/{token}")
    return client


@pytest.fixture
def curator(client: Client) -> Client:
    return come_in(client)


def two(**facts: Any) -> tuple[Organisation, Organisation, Pair]:
    one = OrganisationFactory(name="GC De Kam", **facts)
    other = OrganisationFactory(name="Gemeenschapscentrum De Kam", **facts)
    return one, other, make_pair(one, other)


def mark(pair: Pair) -> str:
    return f"{pair.pk}:{pair.one.public_id}:{pair.other.public_id}"


def answer(client: Client, pair: Pair, choice: str, **more: Any) -> Any:
    headers = more.pop("headers", {})
    data = {"besluit": choice, "getoond": mark(pair), "houd": pair.one.public_id} | more
    return client.post(f"{BENCH}/{pair.pk}", data, headers=headers)


def test_strangers_do_not_see_that_the_bench_exists(client: Client) -> None:
    _one, _other, pair = two()

    assert client.get(BENCH).status_code == 404
    assert client.get(f"{BENCH}/besluiten").status_code == 404
    assert answer(client, pair, "zelfde").status_code == 404
    assert Pair.objects.get().state == Pair.State.OPEN


def test_two_lie_side_by_side_with_reasons_and_words_for_what_differs(curator: Client) -> None:
    one, other, pair = two(precision="address")
    Pair.objects.update(reasons=["naam op twee letters na gelijk"])
    Organisation.objects.filter(pk=one.pk).update(website="https://www.kam.be/", lat=51.0, lon=3.7)
    Organisation.objects.filter(pk=other.pk).update(website="http://kam.be", lat=51.0, lon=3.701)
    Organisation.objects.filter(pk=other.pk).update(phone="+3292345678")

    page = curator.get(BENCH)
    html = page.content.decode()

    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "naam op twee letters na gelijk" in html
    assert "70 meter van elkaar" in html
    assert "<mark>GC</mark>" in html
    assert "<mark>Gemeenschapscentrum</mark>" in html
    assert re.search(r'Website <span class="nb-bench__verdict">gelijk<', html)
    assert re.search(r'Telefoon <span class="nb-bench__verdict">alleen hier<', html)
    assert "nog 1" in html
    assert pair.pk


def test_what_people_typed_is_only_text(curator: Client) -> None:
    hostile = "<script>alert(1)</script>"
    make_pair(OrganisationFactory(name=hostile), OrganisationFactory(name=f"{hostile} twee"))

    html = curator.get(BENCH).content.decode()

    assert hostile not in html
    assert "&lt;script&gt;" in html


def test_same_keeps_the_chosen_name_and_old_addresses_lead_to_it(curator: Client) -> None:
    one, other, pair = two()

    response = answer(curator, pair, "zelfde", houd=other.public_id)

    assert response.status_code == 302
    assert Organisation.objects.get(pk=one.pk).merged_into == other
    old = curator.get(f"/organisaties/{one.public_id}-gc-de-kam")
    assert old.headers["Location"] == f"/organisaties/{other.public_id}-gemeenschapscentrum-de-kam"


def test_the_page_after_a_decision_says_what_was_decided_and_takes_it_back(curator: Client) -> None:
    one, _other, pair = two()
    answer(curator, pair, "zelfde")
    html = curator.get(BENCH).content.decode()

    assert "‘Gemeenschapscentrum De Kam’ hoort nu bij ‘GC De Kam’." in html
    back = curator.post(f"{BENCH}/{pair.pk}/terug")

    assert back.headers["Location"] == f"{BENCH}?paar={pair.pk}"
    assert Organisation.objects.filter(merged_into=one).count() == 0
    assert "GC" in curator.get(back.headers["Location"]).content.decode()


def test_apart_and_later_go_on_to_the_next(curator: Client) -> None:
    first, second = two()[2], two()[2]

    later = answer(curator, first, "later")
    assert later.headers["Location"] == f"{BENCH}?na={first.pk}"
    assert f'data-mark="{mark(second)}"' in curator.get(later.headers["Location"]).content.decode()
    apart = answer(curator, second, "apart")

    end = curator.get(apart.headers["Location"]).content.decode()
    assert "Je bent aan het eind" in end
    assert "Er wacht nog 1 paar" in end
    assert Pair.objects.get(pk=second.pk).state == Pair.State.APART


def test_the_second_curator_hears_it_and_sees_the_next(curator: Client) -> None:
    one, other, pair = two()
    _, _, following = two()
    colleague = come_in(Client(), "Bo")
    answer(colleague, pair, "apart")

    response = answer(curator, pair, "zelfde")

    html = response.content.decode()
    assert response.status_code == 409
    assert "Bo was net iets eerder: deze twee blijven apart." in html
    assert f'data-mark="{mark(following)}"' in html
    assert Organisation.objects.exclude(merged_into=None).count() == 0


def test_who_decides_on_an_old_picture_looks_again(curator: Client) -> None:
    one, other, pair = two()
    third = OrganisationFactory(name="De Kam")
    actions.merge(third, other, by="Bo")

    response = answer(curator, pair, "zelfde")

    assert response.status_code == 409
    assert "Dit paar veranderde intussen." in response.content.decode()
    assert Organisation.objects.get(pk=one.pk).merged_into is None
    assert f":{third.public_id}" in response.content.decode()


def test_against_an_earlier_refusal_only_when_asked_again(curator: Client) -> None:
    one, other, pair = two()
    third = OrganisationFactory(name="De Kam")
    actions.keep_apart(make_pair(other, third), "Bo")
    actions.merge(one, third, by="Bo")
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.OPEN)

    refused = answer(curator, pair, "zelfde")
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Bo zei eerder dat" in html
    assert "Toch samenvoegen" in html
    answer(curator, pair, "zelfde", toch="ja")

    assert Organisation.objects.get(pk=other.pk).merged_into == one


def test_a_department_from_the_bench(curator: Client) -> None:
    one, other, pair = two()

    answer(curator, pair, f"afdeling:{one.public_id}")

    assert Organisation.objects.get(pk=one.pk).parent == other
    assert Pair.objects.get().state == Pair.State.APART
    page = curator.get(f"/organisaties/{other.public_id}", follow=True).content.decode()
    assert f'href="/organisaties/{one.public_id}-gc-de-kam"' in page


def test_family_is_not_merged_but_told_what_to_do(curator: Client) -> None:
    one, other, pair = two()
    actions.set_parent(one, other, "An")

    response = answer(curator, pair, "zelfde")

    assert response.status_code == 409
    assert "als afdeling van" in response.content.decode()
    assert f'data-mark="{mark(pair)}"' in response.content.decode()


@pytest.mark.parametrize("choice", ["", "weg", "zelfde:x"])
def test_a_button_we_do_not_know_changes_nothing(curator: Client, choice: str) -> None:
    _one, _other, pair = two()

    response = answer(curator, pair, choice, houd="zzzzzzzz")

    assert response.status_code in (409, 422)
    assert Pair.objects.get().state == Pair.State.OPEN


def test_the_script_gets_the_next_and_the_one_after_in_one_answer(curator: Client) -> None:
    pairs = [two()[2] for _ in range(4)]

    response = answer(curator, pairs[0], "apart", volgende=mark(pairs[1]), headers=SCRIPT)

    parts = response.json()
    assert parts["now"] is None
    assert f'data-mark="{mark(pairs[2])}"' in parts["next"]
    assert parts["left"] == "nog 3"
    assert "blijven apart" in parts["said"]


def test_the_script_gets_the_next_anew_when_a_decision_changed_it(curator: Client) -> None:
    one, other, pair = two()
    third = OrganisationFactory(name="De Kam")
    following = make_pair(other, third)

    response = answer(curator, pair, "zelfde", volgende=mark(following), headers=SCRIPT)

    parts = response.json()
    assert f'data-mark="{following.pk}:{one.public_id}:{third.public_id}"' in parts["now"]


def test_the_script_gets_the_next_anew_when_its_facts_changed(curator: Client) -> None:
    one, _other, pair = two()
    following = make_pair(one, OrganisationFactory(name="De Kam"))

    response = answer(curator, pair, "zelfde", volgende=mark(following), headers=SCRIPT)

    assert f'data-mark="{mark(following)}"' in response.json()["now"]


def test_the_script_hears_a_refusal_with_what_to_show(curator: Client) -> None:
    one, _other, pair = two()
    actions.keep_apart(pair, "Bo")

    response = answer(curator, pair, "zelfde", headers=SCRIPT)

    parts = response.json()
    assert response.status_code == 409
    assert "Bo was net iets eerder" in parts["said"]
    assert "Er wacht geen enkel paar" in parts["now"]
    assert one.pk


def test_a_municipality_and_a_source_narrow_the_pairs(curator: Client) -> None:
    here = two(code=GHENT)[2]
    two(code=AALST)
    source = models.Source.objects.create(slug="kaart", name="De kaart")
    delivery = source.deliveries.create(at=timezone.now(), data_on=date(2026, 1, 1))
    told = {"payload": "{}", "digest": "", "first_delivery": delivery, "last_delivery": delivery}
    source.records.create(organisation=here.one, key="1", **told)

    for query in ("?gemeente=Gent", "?bron=kaart", "?gemeente=Gent&bron=kaart"):
        html = curator.get(BENCH + query).content.decode()
        assert "nog 1" in html
        assert f'data-mark="{mark(here)}"' in html
    none = curator.get(BENCH + "?gemeente=Aalst&bron=kaart").content.decode()
    assert "Hier is alles bekeken" in none
    wrong = curator.get(BENCH + "?gemeente=Nergenshuizen").content.decode()
    assert "We kennen de gemeente ‘Nergenshuizen’ niet." in wrong


@pytest.mark.parametrize(
    "query", ["?na=x", "?na=9" + "9" * 30, "?paar=-1", "?paar=99999", "?bron=%00"]
)
def test_a_wrong_address_shows_the_bench(curator: Client, query: str) -> None:
    two()

    assert "nog" in curator.get(BENCH + query).content.decode()


def test_nothing_to_decide_says_what_will_come(curator: Client) -> None:
    assert "Er wacht geen enkel paar" in curator.get(BENCH).content.decode()
    assert "Er is nog niets besloten" in curator.get(f"{BENCH}/besluiten").content.decode()


def test_the_list_of_decisions_takes_apart_for_good(curator: Client) -> None:
    one, other, pair = two()
    answer(curator, pair, "zelfde")
    assert "Maak los" in curator.get(f"{BENCH}/besluiten").content.decode()

    curator.post(f"{BENCH}/{pair.pk}/los")
    again = curator.post(f"{BENCH}/{pair.pk}/los")

    assert again.status_code == 409
    assert "al ongedaan" in again.content.decode()
    assert Organisation.objects.get(pk=other.pk).merged_into is None
    assert Pair.objects.get().state == Pair.State.APART


def test_what_belongs_where_is_found_by_name_and_chosen(curator: Client) -> None:
    town = OrganisationFactory(name="Stad Gent")
    desk = OrganisationFactory(name="Cultuurdienst")
    where = f"/beheer/organisaties/{desk.public_id}/afdeling"

    assert "Stad Gent" in curator.get(where + "?zoek=stad").content.decode()
    assert curator.post(where, {"zoek": "stad"}).status_code == 422
    curator.post(where, {"keuze": town.public_id})
    assert Organisation.objects.get(pk=desk.pk).parent == town
    circle = f"/beheer/organisaties/{town.public_id}/afdeling"
    refused = curator.post(circle, {"keuze": desk.public_id})
    assert refused.status_code == 409
    assert "hoort zelf al bij" in refused.content.decode()
    curator.post(where, {"geen": "ja"})
    assert Organisation.objects.get(pk=desk.pk).parent is None


def test_a_double_that_someone_sees_comes_on_the_bench(curator: Client) -> None:
    one, other = OrganisationFactory(name="De Kam"), OrganisationFactory(name="Kam vzw")
    where = f"/beheer/organisaties/{one.public_id}/dubbel"
    page = f"https://voorbeeld.be/organisaties/{other.public_id}-kam-vzw"

    assert "Kam vzw" in curator.get(where, {"zoek": page}).content.decode()
    response = curator.post(where, {"keuze": other.public_id})

    assert response.headers["Location"] == f"{BENCH}?paar={Pair.objects.get().pk}"
    assert "An ziet een dubbel" in curator.get(response.headers["Location"]).content.decode()


def test_an_organisation_that_does_not_exist_has_no_pages(curator: Client) -> None:
    for what in ("afdeling", "dubbel"):
        assert curator.get(f"/beheer/organisaties/nietes/{what}").status_code == 404
