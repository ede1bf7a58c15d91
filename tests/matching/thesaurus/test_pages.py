# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the thesaurus: for everyone to read, for curators to edit."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.common import yaml_files
from netwerkbouwer.library import queries as library
from netwerkbouwer.library import schema
from netwerkbouwer.matching.models import ThesaurusEdit
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.thesaurus import queries
from tests.organisations.curation import people

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("no_index"),
]
HALL = "/begrippen/half-empty-hall"
WHY = "Zo zeggen ze het hier."


@pytest.fixture
def mia(client: Client) -> Client:
    people.curator(client)
    return client


def change(client: Client, kind: str, value: str, why: str = WHY, page: str = HALL) -> Any:
    return client.post(f"{page}/aanpassen", {"doe": kind, "waarde": value, "waarom": why})


def text_of(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_every_concept_is_in_the_list(client: Client) -> None:
    page = text_of(client, "/begrippen")

    concepts = kinds.thesaurus().concepts.values()
    assert all(f'"/begrippen/{one.id}"' in page for one in concepts)
    assert f"{len(concepts)} begrippen" in page
    assert "Nieuw begrip" not in page


def test_every_concept_has_a_page() -> None:
    for name in kinds.thesaurus().concepts:
        page = queries.page(name)
        assert page is not None
        assert page.text
        assert page.terms
        assert page.sources or (page.item and page.item.own)


def test_a_concept_tells_its_words_and_what_answers_it(client: Client) -> None:
    page = text_of(client, HALL)
    concept = kinds.thesaurus().concepts["half-empty-hall"]

    assert all(term in page for term in concept.terms)
    answers = [kinds.thesaurus().concepts[name].label for name in concept.answered_by]
    places = [page.index(f">{label}<") for label in answers]
    assert places == sorted(places)
    assert "Pas aan" not in page


def test_a_concept_tells_who_has_it_and_that_we_assume_that(client: Client) -> None:
    page = queries.page("schools")
    assert page is not None
    assert [line.item.id for line in page.have][:1]
    assert {one.id for one in page.helps} >= {"half-empty-hall"}

    shown = text_of(client, "/begrippen/schools")
    assert page.have[0].label in shown
    assert "Dit nemen we aan" in shown


def test_a_problem_tells_which_kinds_know_it() -> None:
    told = {name: queries.page(name) for name in kinds.thesaurus().concepts}
    known = [one for one in told.values() if one and one.is_problem and one.seek]

    assert known
    for page in known:
        assert all(line.phrase in line.item.data["needs"] for line in page.seek)


def test_a_word_that_one_country_uses_says_which(client: Client) -> None:
    item = library.term("executive-member")
    assert item is not None
    countries = queries._countries()

    assert countries["schepen"] == "Vlaanderen"
    assert countries["wethouder"] == "Nederland"


@pytest.mark.parametrize("asked", [{"q": "oudern"}, {"q": "ouderen", "soort": "target_group"}])
def test_searching_forgives_a_slip(client: Client, asked: dict[str, str]) -> None:
    assert ">Ouderen<" in text_of(client, "/begrippen", **asked)


def test_what_is_not_found_says_what_to_try(client: Client) -> None:
    page = text_of(client, "/begrippen", q="<b>qqqqq")

    assert "We vonden geen begrip voor ‘&lt;b&gt;qqqqq’" in page


def test_a_curator_adds_a_word_and_takes_it_back(mia: Client) -> None:
    response = change(mia, "add_word", " Geen  KAT. ")

    assert response.status_code == 302
    assert response["Location"] == f"{HALL}?gelukt=bewaard"
    row = ThesaurusEdit.objects.get()
    assert (row.value, row.why, row.by) == ("geen kat", WHY, "Mia")
    assert "geen kat" in text_of(mia, HALL, gelukt="bewaard")
    history = text_of(mia, "/begrippen/geschiedenis")
    assert WHY in history
    assert "Mia" in history

    response = mia.post(f"/begrippen/geschiedenis/{row.pk}")

    assert response["Location"] == "/begrippen/geschiedenis?gelukt=terug"
    assert "geen kat" not in kinds.thesaurus().concepts["half-empty-hall"].terms
    assert "Teruggedraaid door Mia" in text_of(mia, "/begrippen/geschiedenis")
    again = mia.post(f"/begrippen/geschiedenis/{row.pk}")
    assert again["Location"].endswith("niets")


def test_a_curator_changes_answers(mia: Client) -> None:
    known = kinds.thesaurus().concepts
    first = known["half-empty-hall"].answered_by[0]

    assert change(mia, "drop_answer", first).status_code == 302
    assert first not in kinds.thesaurus().concepts["half-empty-hall"].answered_by
    assert change(mia, "add_answer", first).status_code == 302
    assert kinds.thesaurus().concepts["half-empty-hall"].answered_by[-1] == first


@pytest.mark.parametrize(
    ("kind", "value", "why", "sentence"),
    [
        ("add_word", "", WHY, "Vul een woord of zinsdeel in."),
        ("add_word", "geen kat", "", "Schrijf kort waarom"),
        ("add_word", "project", WHY, "staat in bijna elke tekst"),
        ("add_word", "k" * 90, WHY, "Houd het op 80 tekens; nu zijn het er 90."),
        ("add_word", "geen kat", "w" * 301, "Houd het op 300 tekens"),
        ("add_answer", "", WHY, "Kies een begrip uit de lijst."),
        ("add_answer", "<script>", WHY, "Kies een begrip uit de lijst."),
        ("alles", "geen kat", WHY, "Kies wat je wilt veranderen."),
    ],
)
def test_a_refused_edit_comes_back_as_it_was_typed(
    mia: Client, kind: str, value: str, why: str, sentence: str
) -> None:
    response = change(mia, kind, value, why)

    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert "<script>" not in page
    if kind == "add_word":
        assert f'value="{value}"' in page
    assert not ThesaurusEdit.objects.exists()


NEW = {
    "naam": "Kermis",
    "soort": "activity",
    "uitleg": "Een feest met kramen.",
    "woorden": "Kermis\nfoor, kermis op het plein\n\n",
    "waarom": WHY,
}


def test_a_curator_adds_a_concept(mia: Client) -> None:
    response = mia.post("/begrippen/nieuw", NEW)

    assert response["Location"] == "/begrippen/kermis?gelukt=bewaard"
    page = text_of(mia, "/begrippen/kermis")
    assert "Een feest met kramen." in page
    assert "voegde dit begrip toe" in page
    assert kinds.thesaurus().concepts["kermis"].terms == ("kermis", "foor", "kermis op het plein")
    assert ">Kermis<" in text_of(mia, "/begrippen", q="foor")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("naam", "", "minstens drie letters"),
        ("naam", "Halflege zaal", "Dit begrip is er al."),
        ("naam", "Nieuw", "Deze naam kan niet."),
        ("naam", "k" * 70, "Houd het op 60 tekens"),
        ("soort", "iets", "Kies wat voor begrip het is."),
        ("uitleg", "", "Leg in één zin uit"),
        ("woorden", " , ,", "minstens één woord"),
        ("woorden", "\n".join(f"kermis {n}" for n in range(50)), "hoogstens veertig"),
        ("woorden", "kermis\nproject", "staat in bijna elke tekst"),
        ("waarom", "", "Schrijf kort waarom"),
    ],
)
def test_a_refused_concept_keeps_what_was_typed(
    mia: Client, field: str, value: str, sentence: str
) -> None:
    response = mia.post("/begrippen/nieuw", {**NEW, field: value})

    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert NEW["uitleg"] in page or field == "uitleg"
    assert not ThesaurusEdit.objects.exists()


def test_the_edits_can_be_offered_to_the_shared_pack(mia: Client) -> None:
    assert mia.get("/begrippen/aanvulling.yaml").status_code == 404
    change(mia, "add_word", "geen kat")
    mia.post("/begrippen/nieuw", NEW)

    response = mia.get("/begrippen/aanvulling.yaml")

    text = response.content.decode()
    assert "attachment" in response["Content-Disposition"]
    assert "Mia" not in text
    assert WHY not in text
    pack = yaml_files.parse(text, schema.Pack, "begrippen.yaml")
    assert [item.id for item in pack.items] == ["half-empty-hall", "kermis"]
    whole, new = pack.items
    assert whole.data["terms"] == list(kinds.thesaurus().concepts["half-empty-hall"].terms)
    assert "geen kat" in whole.data["terms"]
    assert new.text == "Een feest met kramen."


GUARDED = [
    ("get", "/begrippen/nieuw"),
    ("post", "/begrippen/nieuw"),
    ("get", "/begrippen/geschiedenis"),
    ("get", "/begrippen/aanvulling.yaml"),
    ("post", "/begrippen/geschiedenis/1"),
    ("post", f"{HALL}/aanpassen"),
]


@pytest.mark.parametrize(("method", "address"), GUARDED)
def test_nobody_else_comes_in(client: Client, method: str, address: str) -> None:
    row = ThesaurusEdit.objects.create(
        pk=1, kind="add_word", concept="schools", value="klas", at="2026-11-20T10:00Z", by="Mia"
    )

    assert getattr(client, method)(address, NEW).status_code == 404

    row.refresh_from_db()
    assert row.undone_at is None
    assert ThesaurusEdit.objects.count() == 1


def test_who_is_no_curator_sees_that_it_was_changed_but_no_name(mia: Client, settings: Any) -> None:
    change(mia, "add_word", "geen kat")
    settings.CONTACT = "gids@example.org"

    page = text_of(Client(), HALL)

    assert "Een beheerder paste dit aan op" in page
    assert "Mia" not in page
    assert WHY not in page
    assert "mailto:gids@example.org" in page


def test_the_first_page_of_a_curator_leads_here(mia: Client) -> None:
    assert reverse("thesaurus:list_concepts") in text_of(mia, "/beheer")


def test_a_concept_that_is_gone_is_not_found(mia: Client) -> None:
    mia.post("/begrippen/nieuw", NEW)
    mia.post(f"/begrippen/geschiedenis/{ThesaurusEdit.objects.get().pk}")

    assert mia.get("/begrippen/kermis").status_code == 404
    assert change(mia, "add_word", "foor", page="/begrippen/kermis").status_code == 404
    assert "Kermis" in text_of(mia, "/begrippen/geschiedenis")
