# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Decks, columns, matrices, actions and summaries: what any method may use."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.boards import models, stage, zones
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import board_view
from tests.factories.boards import add_card, apply, make_board, op
from tests.methods.pages import forms_in, words

pytestmark = pytest.mark.django_db


def parts(maker: models.Participant, key: str) -> dict[str, Any]:
    """What a zone shows to its maker."""
    board = models.Board.objects.get(pk=maker.board_id)
    view = board_view(board, viewer=stage.EVERYTHING)
    return zones.zone_page(view, view.method.zones[key], Look()).parts


def summary(maker: models.Participant, zone: str, source: str) -> dict[str, list[str]]:
    """The groups of one source in a summary, with the texts in them."""
    found = next(s for s in parts(maker, zone)["sources"] if s.zone.key == source)
    return {group.label: [entry.text for entry in group.entries] for group in found.groups}


@pytest.fixture
def guide() -> models.Participant:
    return make_board("over-het-muurtje")


@pytest.fixture
def policy() -> models.Participant:
    return make_board("beleid-bouwen")


@pytest.fixture
def relay() -> models.Participant:
    return make_board("kennisestafette")


@pytest.fixture
def connect() -> models.Participant:
    return make_board("beleid-verbinden")


def visit(maker: models.Participant, client: Client) -> Client:
    """A browser that may edit the board."""
    link = reverse("boards:enter_board", args=[maker.board_id, maker.board.token("editor")])
    assert client.get(link).status_code == 302
    return client


def step_page(client: Client, board_id: str, step: str) -> str:
    return client.get(reverse("boards:show_step", args=[board_id, step])).content.decode()


def test_a_recognised_obstacle_brings_its_approaches_forward_with_the_reason(guide) -> None:
    assert parts(guide, "floor_approaches")["suggested"] == []

    add_card(guide, "obstacles", "pick", item="o-support", status="recognised")

    suggested = parts(guide, "floor_approaches")["suggested"]
    assert {card.item.id for card in suggested} == {"af-3", "af-5", "af-19", "af-23", "af-10"}
    assert all(card.reasons == ["Weinig draagvlak"] for card in suggested)
    others = [c for group in parts(guide, "floor_approaches")["groups"] for c in group.cards]
    assert len(others) + len(suggested) == 24


def test_what_was_dropped_suggests_nothing(guide) -> None:
    add_card(guide, "obstacles", "pick", item="o-support", status="dropped")

    assert parts(guide, "floor_approaches")["suggested"] == []


def test_examples_are_suggested_by_the_approaches_they_used(guide) -> None:
    add_card(guide, "floor_approaches", "pick", item="af-11", status="wanted")

    suggested = parts(guide, "practices")["suggested"]

    assert [card.item.id for card in suggested] == ["corpo-maquina-r-newt"]


def test_a_chosen_approach_proposes_its_action_until_that_is_on_the_list(guide) -> None:
    add_card(guide, "floor_approaches", "pick", item="af-6", status="wanted")
    (proposal,) = parts(guide, "actions")["proposals"]
    assert proposal["text"] == "Maak kennis met één nieuwe organisatie"

    add_card(guide, "actions", "action", proposal["text"], status="open")

    assert parts(guide, "actions")["proposals"] == []


def test_two_blueprints_together_suggest_the_blocks_of_both(policy) -> None:
    for blueprint in ("social", "vital"):
        add_card(policy, "blueprint", "pick", item=blueprint)

    suggested = {card.item.id: card.reasons for card in parts(policy, "vision")["suggested"]}

    both = ["Sociale gemeente", "Vitale gemeente"]
    assert suggested["v-citizen-participation"] == both
    assert suggested["v-citizen-initiative"] == ["Vitale gemeente"]
    assert "v-profile" not in suggested


def test_all_suggested_blocks_can_be_laid_down_at_once_and_only_once(policy, client) -> None:
    add_card(policy, "blueprint", "pick", item="talented")
    add_card(policy, "vision", "pick", item="v-talent", status="keep")
    visit(policy, client)
    forms = forms_in(step_page(client, policy.board_id, "visie"), "vision")
    (together,) = [form for form in forms if form.value("do") == "add_all"]

    for _time in range(2):
        assert client.post(together.action, together.data()).status_code == 302

    cards = models.Card.objects.filter(board=policy.board, zone="vision")
    found = {card.fields["item"]: card.fields["status"] for card in cards}
    assert found == {"v-talent": "keep", "v-accessibility": "develop", "v-inclusion": "develop"}
    assert len(cards) == 3


def test_the_same_card_is_not_picked_twice(policy, client) -> None:
    visit(policy, client)
    address = reverse("boards:change_board", args=[policy.board_id])
    pick = {"do": "add", "step": "visie", "zone": "vision", "card_type": "pick"}

    for _time in range(2):
        response = client.post(address, {**pick, "f_item": "v-talent"})
        assert response.status_code == 302

    assert models.Card.objects.filter(board=policy.board, zone="vision").count() == 1


def test_a_card_that_is_not_in_the_deck_is_refused(policy) -> None:
    (answer,) = apply(
        policy,
        op(
            "add_card",
            card=models.new_id(),
            zone="vision",
            card_type="pick",
            fields={"item": "p-library"},
        ),
    )

    assert not answer.is_done


def test_what_others_said_stays_closed_until_people_wrote_something_themselves(relay) -> None:
    closed = parts(relay, "visibility_inspiration")
    assert (closed["closed"], closed["total"]) == (True, 14 + 19 + 21)

    add_card(relay, "visibility", "item", "Ons orkest", theme="visibility", column="what")

    assert not parts(relay, "visibility_inspiration")["closed"]
    assert parts(relay, "expertise_inspiration")["closed"]


def test_closed_cards_are_not_sent(relay, client) -> None:
    visit(relay, client)

    page = step_page(client, relay.board_id, "in-beeld")

    assert "Een kunstprogramma voor scholen" not in page
    assert "Schrijf eerst zelf iets bij" in words(page)


def test_groups_have_dutch_names(policy) -> None:
    labels = [group.label for group in parts(policy, "partners")["groups"]]

    assert labels[:3] == ["Culturele aanbieders", "Onderwijs", "Bemiddeling en advies"]


def test_budget_codes_follow_the_words_of_the_board() -> None:
    asked = {
        variant: [
            page.spec.key
            for page in parts(make_board("beleid-verbinden", variant=variant), "culture_goals")[
                "fields"
            ]
        ]
        for variant in ("vl", "nl")
    }

    assert asked == {"vl": ["bbc", "colleague", "plan"], "nl": ["iv3", "colleague", "plan"]}


def test_terms_in_a_method_follow_the_words_of_the_board(client) -> None:
    for variant, word in (("vl", "OCMW"), ("nl", "wijkteam")):
        maker = make_board("over-het-muurtje", variant=variant)
        page = step_page(visit(maker, Client()), maker.board_id, "waar-sta-je")
        assert f"Het {word}" in page
        assert "[[" not in page


def test_a_field_can_choose_from_the_cards_of_another_zone(guide) -> None:
    partner = add_card(guide, "partners", "partner", "Woonzorgcentrum De Linde")
    add_card(guide, "obstacles", "pick", item="o-capacity", status="recognised", at=[partner])

    (page,) = parts(guide, "obstacles")["fields"]
    assert [option.label for option in page.choices] == ["Woonzorgcentrum De Linde"]
    found = next(s for s in parts(guide, "overview")["sources"] if s.zone.key == "obstacles")
    facts = found.groups[0].entries[0].facts
    assert facts == [("Bij welke partner?", "Woonzorgcentrum De Linde")]


def test_a_choice_that_is_not_in_the_pack_is_refused(connect) -> None:
    (answer,) = apply(
        connect,
        op(
            "add_card",
            card=models.new_id(),
            zone="culture_goals",
            card_type="goal",
            text="Muziek",
            fields={"bbc": "bbc_niets"},
        ),
    )

    assert not answer.is_done


def test_the_matrix_ties_goals_to_goals_and_counts_dimensions(connect) -> None:
    ours = add_card(connect, "culture_goals", "goal", "Muziek voor iedereen")
    theirs = add_card(connect, "social_goals", "goal", "Minder eenzaam")
    fields = {"row": ours, "column": theirs, "health": ["participation", "meaning"]}
    add_card(connect, "touching_points", "cell", "Samen zingen", **fields)

    shown = parts(connect, "touching_points")
    assert [label for label, _cells in shown["table"]] == ["Muziek voor iedereen"]
    ((_label, counts),) = shown["tallies"]
    assert dict(counts)["Meedoen"] == 1
    assert dict(counts)["Lichaamsfuncties"] == 0
    assert summary(connect, "overview", "touching_points") == {
        "Muziek voor iedereen × Minder eenzaam": ["Samen zingen"]
    }


def test_a_summary_groups_by_status_and_leaves_out_what_was_not_answered(policy) -> None:
    add_card(policy, "partners", "pick", item="p-library", status="keep", owner="bibliothecaris")
    add_card(policy, "partners", "pick", "De buurtbrouwerij", status="develop")

    assert summary(policy, "build", "partners") == {
        "Behouden": ["Bibliotheek"],
        "Ontwikkelen": ["De buurtbrouwerij"],
    }
    assert summary(policy, "build", "reason") == {}


def test_an_empty_field_that_matters_says_so_on_the_card(guide, client) -> None:
    add_card(guide, "pilots", "pilot", "Zes weken zingen")
    visit(guide, client)
    nudge = "Schrijf op hoe de doelgroep vanaf het begin meedoet"
    assert nudge in step_page(client, guide.board_id, "een-kleine-proef")

    add_card(guide, "pilots", "pilot", "Een tweede", with_group="Drie bewoners denken mee")

    assert step_page(client, guide.board_id, "een-kleine-proef").count(nudge) == 1


def test_a_refused_card_keeps_what_was_typed_in_its_own_column_only(relay, client) -> None:
    visit(relay, client)
    forms = forms_in(step_page(client, relay.board_id, "in-beeld"), "visibility")
    where = next(form for form in forms if form.value("f_column") == "where")

    typed = {"text": "In de nieuwsbrief", "f_role": "Leraar", "f_place": "Nergenshuizen"}
    response = client.post(where.action, where.data(**typed))

    assert response.status_code == 422
    page = response.content.decode()
    kept = [
        (form.value("f_column"), form.value("f_role"), form.value("f_place"))
        for form in forms_in(page, "visibility")
        if "In de nieuwsbrief" in form.value("text")
    ]
    assert kept == [("where", "Leraar", "Nergenshuizen")]


def test_words_of_a_step_are_explained_in_place(policy, client) -> None:
    visit(policy, client)

    page = words(step_page(client, policy.board_id, "begin"))

    assert "Wat betekent bouwtekening" in page
