# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever arrives as a form is done or refused with a sentence; never a crash, nothing lost."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import forms, models, typed
from netwerkbouwer.methods import queries as methods
from tests.boards.visitor import Visitor
from tests.factories.boards import add_card, make_board

pytestmark = pytest.mark.django_db
ANSWERS = {302, 403, 404, 422}
NAMES = (
    "do step zone card card_type parent text op_id new_card anchor query based_on private privacy "
    "to to_zone to_parent kind member source ties offered_member place keep_place anyway idea way "
    "title variant form f_municipality f_sectors f_half f_website f_chosen f_organisation f_status "
    "f_since f_next_on f_supralocal f_supralocal_why f_found f_item f_note f_not_for_us f_kind "
    "f_not_for_us_reason f_not_for_us_why f_later"
).split()
HOSTILE = [
    "",
    "\x00",
    "a\x00b",
    "\u202edrowssap",
    "\ud83d\ude00",
    "'; DROP TABLE boards_card; --",
    "<script>alert(1)</script>",
    "9" * 5_000,
    "-1",
    "1e999",
    "javascript:alert(1)",
    "2026-02-31",
    "x" * 30_000,
    "٣٣٣",
    "41002",
    "Aalst",
    "9300",
    "on",
    "41002:culture",
    "../../etc/passwd",
]


@pytest.fixture
def visitor() -> Visitor:
    """Someone at a board with a card of most kinds."""
    someone = Visitor()
    someone.start()
    maker = models.Participant.objects.get(board=someone.board)
    note = add_card(maker, "limitations", "limitation", "Te weinig volk")
    exercise = add_card(maker, "exercises", "exercise", kind="from_limitation")
    candidate = add_card(maker, "candidates", "candidate", "Bib", parent=exercise)
    add_card(maker, "candidates", "idea", "Samen", parent=candidate)
    add_card(maker, "combinations", "combination", "Samen sterk")
    assert note
    return someone


def bodies(known: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    method = methods.newest("bouw-je-netwerk-uit")
    words = [
        *HOSTILE,
        *known,
        *method.zones,
        *(step.slug for step in method.steps),
        *("candidate", "idea", "exercise", "combination", "pick", "limitation", "action"),
    ]
    values = st.one_of(st.sampled_from(words), st.text(max_size=40))
    texts = st.one_of(values, st.lists(values, max_size=3))
    chosen = st.sampled_from([*forms.READERS, "onzin", ""])
    body = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), texts)
    return st.builds(lambda do, fields: {**fields, "do": do}, chosen, body)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_form_is_done_or_refused(visitor: Visitor, data: st.DataObject) -> None:
    cards = list(models.Card.objects.filter(board=visitor.board).values_list("pk", flat=True))
    body = data.draw(bodies([*cards[-8:], models.new_id()]))
    body = {key: encodable(value) for key, value in body.items()}

    response = visitor.client.post(f"/borden/{visitor.board}/doen", body)

    assert response.status_code in ANSWERS
    if response.status_code == 302:
        follow = visitor.client.get(response["Location"].split("#")[0])
        assert follow.status_code == 200
    if response.status_code == 422:
        assert "nb-message--error" in response.content.decode()


def encodable(value: Any) -> Any:
    """What a browser can send: it replaces lone surrogates."""
    if isinstance(value, list):
        return [encodable(one) for one in value]
    return str(value).encode("utf-8", "replace").decode()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    where=st.sampled_from(["terug", "delen"]),
    body=st.dictionaries(
        st.sampled_from(["do", "revision", "until", "step", "query", "anchor", "name", "sure"]),
        st.one_of(st.sampled_from([*HOSTILE, "rotate", "name", "1", "3"]), st.text(max_size=20)),
    ),
)
def test_undo_and_sharing_take_anything_too(
    visitor: Visitor, where: str, body: dict[str, str]
) -> None:
    body = {key: encodable(value) for key, value in body.items()}
    response = visitor.client.post(f"/borden/{visitor.board}/{where}", body)

    assert response.status_code in ANSWERS


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    step=st.sampled_from(["denkoefeningen", "bollenschema", "selectie", "combinaties", "onzin"]),
    query=st.dictionaries(
        st.sampled_from(
            "toon manier kaart kaarthelft nieuw schud zoek helft sector straal elders oefening "
            "gemeente gekozen volgorde blad gedaan trek".split()
        ),
        st.one_of(st.sampled_from([*HOSTILE[:-1], "gids", "kaart", "1-2"]), st.text(max_size=20)),
    ),
)
def test_any_address_shows_a_page(visitor: Visitor, step: str, query: dict[str, str]) -> None:
    asked = {key: encodable(value)[:300] for key, value in query.items()}
    response = visitor.client.get(f"/borden/{visitor.board}/stap/{step}", asked)

    assert response.status_code in {200, 302}


def test_a_board_of_a_method_we_do_not_have_is_not_made() -> None:
    assert Client().post("/werkvormen/bestaat-niet/start").status_code == 404


def test_a_pasted_book_is_refused_and_still_there(visitor: Visitor) -> None:
    book = "lang " * 100_000
    visitor.step("sterk-en-lastig")
    visitor.send({"do": "add", "zone": "strengths"}, text=book)

    assert visitor.status == 422
    assert "te lang" in visitor.text
    assert visitor.form(do="add", zone="strengths")["text"][0].strip() == book.strip()


def test_a_card_of_another_board_is_not_changed(visitor: Visitor) -> None:
    stranger = make_board()
    card = add_card(stranger, "strengths", "strength", "Van een ander")
    visitor.post({"do": "save", "card": card, "text": "Gekaapt", "step": "sterk-en-lastig"})

    assert visitor.status == 422
    assert models.Card.objects.get(pk=card).text == "Van een ander"


def test_a_tie_to_a_card_of_another_board_is_not_made(visitor: Visitor) -> None:
    stranger = make_board()
    exercise = add_card(stranger, "exercises", "exercise", kind="from_strength")
    theirs = add_card(stranger, "candidates", "candidate", "Geheim", parent=exercise)
    visitor.post(
        {
            "do": "add",
            "zone": "combinations",
            "card_type": "combination",
            "text": "Samen",
            "member": theirs,
            "step": "combinaties",
        }
    )

    assert not models.CardLink.objects.filter(to=theirs).exists()


@pytest.mark.parametrize("based_on", ["9" * 5_000, "-1", "٣", "1e9", "", "\x00"])
def test_a_strange_revision_does_not_stop_an_edit(visitor: Visitor, based_on: str) -> None:
    card = models.Card.objects.get(board=visitor.board, zone="what")
    visitor.post({"do": "save", "card": card.pk, "text": "Wij spelen", "based_on": based_on})

    assert visitor.status == 302
    assert models.Card.objects.get(pk=card.pk).text == "Wij spelen"


def test_null_characters_never_reach_the_database() -> None:
    data = QueryDict("card=a%00b&to=%00&to=c%00")
    form = typed.Form(data, models.Board(), methods.newest("bouw-je-netwerk-uit"))

    assert form.get("card") == "ab"
    assert form.getlist("to") == ["", "c"]
    assert form.cards("card") == []
