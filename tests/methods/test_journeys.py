# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every method is filled in from the first zone to the last, with the forms of its own pages.

No browser: what a form sends is read from the HTML, so a page that forgets a field fails here.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.boards import models, stage
from netwerkbouwer.boards.queries import BoardView, board_view
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import FieldKind, Method, Step, Zone, ZoneKind
from tests.methods.pages import Form, forms_in, words

SLUGS = [method.slug for method in methods.published()]
pytestmark = pytest.mark.django_db


@dataclass
class Journey:
    client: Client
    board: models.Board

    @property
    def view(self) -> BoardView:
        board = models.Board.objects.get(pk=self.board.pk)
        return board_view(board, viewer=stage.EVERYTHING)

    @property
    def method(self) -> Method:
        return self.view.method

    def page(self, step: Step) -> str:
        response = self.client.get(reverse("boards:show_step", args=[self.board.pk, step.slug]))
        assert response.status_code == 200
        return response.content.decode()

    def send(self, form: Form, **filled: str | list[str]) -> None:
        response = self.client.post(form.action, form.data(**filled))
        assert response.status_code == 302, words(response.content.decode())[:2_000]

    def post(self, step: Step, **data: str | list[str]) -> None:
        address = reverse("boards:change_board", args=[self.board.pk])
        response = self.client.post(address, {"step": step.slug, **data})
        assert response.status_code == 302, words(response.content.decode())[:2_000]


@pytest.fixture
def start(client: Client):
    def begin(slug: str, variant: str = "vl") -> Journey:
        page = client.get(reverse("methods:show_method", args=[slug])).content.decode()
        (form,) = [f for f in forms_in(page, "") if f.action.endswith("/start")]
        client.post(form.action, form.data(title="Ons bord", variant=variant))
        return Journey(client, models.Board.objects.get())

    return begin


def said(zone: Zone) -> str:
    """What we type in a zone: recognisable, with letters that need care."""
    return f"Tekst <voor> {zone.key} & één 'aha'"


def filled(form: Form, text: str) -> dict[str, str | list[str]]:
    """A value for every field of a form that one can fill in."""
    values: dict[str, str | list[str]] = {}
    for name, kind in form.texts.items():
        values[name] = {"date": "2027-03-15", "year": "2028"}.get(kind, text)
    for name, options in form.options.items():
        if options:
            values[name] = [options[0]]
    return values


def fill(journey: Journey, step: Step, zone: Zone) -> None:
    filler = FILLERS.get(zone.kind, fill_first_form)
    filler(journey, step, zone)


def fill_first_form(journey: Journey, step: Step, zone: Zone) -> None:
    forms = forms_in(journey.page(step), zone.key)
    form = next(f for f in forms if f.value("do") in {"add", "save"})
    journey.send(form, **filled_for(zone, form))


def filled_for(zone: Zone, form: Form) -> dict[str, str | list[str]]:
    values = filled(form, said(zone))
    places = {f"f_{spec.key}" for spec in zone.fields if spec.kind == FieldKind.MUNICIPALITY}
    return values | dict.fromkeys({*places, "f_municipality"} & form.texts.keys(), "Aalst")


def fill_columns(journey: Journey, step: Step, zone: Zone) -> None:
    for form in forms_in(journey.page(step), zone.key):
        if form.value("do") == "add":
            column = form.value("f_column")
            journey.send(form, **{**filled_for(zone, form), "text": f"{said(zone)} {column}"})


def fill_deck(journey: Journey, step: Step, zone: Zone) -> None:
    """Pick the first card, fill it in, and lay an own card where that may."""
    forms = forms_in(journey.page(step), zone.key)
    own = [f for f in forms if f.value("do") == "add" and "text" in f.texts]
    assert bool(own) == zone.own_cards
    for form in own:
        journey.send(form, **filled_for(zone, form))
    pick = next(f for f in forms_in(journey.page(step), zone.key) if f.value("f_item"))
    journey.send(pick)
    save = [
        f
        for f in forms_in(journey.page(step), zone.key)
        if f.value("do") == "save" and "text" not in f.texts
    ]
    journey.send(save[0], **filled_for(zone, save[0]))


def fill_actions(journey: Journey, step: Step, zone: Zone) -> None:
    """Take over what chosen cards bring along, and type one ourselves."""
    forms = [f for f in forms_in(journey.page(step), zone.key) if f.value("do") == "add"]
    assert (len(forms) > 1) == bool(zone.source)
    for form in forms:
        journey.send(form, **filled_for(zone, form))


def fill_exercises(journey: Journey, step: Step, zone: Zone) -> None:
    source = journey.view.in_zones(zone.source)[0]
    journey.post(
        step,
        do="add",
        zone=zone.key,
        card_type="exercise",
        f_kind="from_limitation",
        source=source.id,
    )


def fill_candidates(journey: Journey, step: Step, zone: Zone) -> None:
    exercise = journey.view.of_type("exercise")[0]
    for name, place in (("De Harmonie", "Aalst"), ("Huis van de buurt", "Gouda")):
        journey.post(
            step,
            do="add",
            zone=zone.key,
            card_type="candidate",
            parent=exercise.id,
            text=f"{name} {said(zone)}",
            place=place,
        )


def fill_combinations(journey: Journey, step: Step, zone: Zone) -> None:
    members = [card.id for card in journey.view.of_type("candidate")]
    journey.post(
        step,
        do="add",
        zone=zone.key,
        card_type="combination",
        text=said(zone),
        f_idea="Samen zingen",
        f_status="go",
        member=members,
    )


FILLERS = {
    ZoneKind.COLUMNS: fill_columns,
    ZoneKind.DECK: fill_deck,
    ZoneKind.ACTIONS: fill_actions,
    ZoneKind.EXERCISES: fill_exercises,
    ZoneKind.CANDIDATES: fill_candidates,
    ZoneKind.COMBINATIONS: fill_combinations,
}


def walk(journey: Journey) -> None:
    for step in journey.method.steps:
        for zone in step.zones:
            if not zone.is_view:
                fill(journey, step, zone)


@pytest.mark.parametrize("variant", ["vl", "nl"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_method_can_be_filled_in_from_start_to_end(start, slug: str, variant: str) -> None:
    journey = start(slug, variant)

    walk(journey)

    view = journey.view
    assert view.board.variant == variant
    for step in view.method.steps:
        filled_zones, zones = view.progress(step)
        assert (step.slug, filled_zones) == (step.slug, zones)
        assert "rail__step--done" in journey.page(step)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_step_shows_what_was_typed_in_it(start, slug: str) -> None:
    journey = start(slug)

    walk(journey)

    for step in journey.method.steps:
        page = journey.page(step)
        shown = words(page)
        assert "<voor>" not in page
        for zone in step.zones:
            if zone.kind in {ZoneKind.TEXT, ZoneKind.CARDS, ZoneKind.MATRIX, ZoneKind.ACTIONS}:
                assert said(zone) in shown, zone.key


@pytest.mark.parametrize("slug", SLUGS)
def test_the_summary_holds_everything_it_promises(start, slug: str) -> None:
    journey = start(slug)

    walk(journey)

    for step in journey.method.steps:
        for zone in step.zones:
            if zone.kind == ZoneKind.SUMMARY:
                section = journey.page(step).split(f'id="vak-{zone.key}"')[1]
                shown = words(section.split('<nav class="nb-actions')[0])
                assert "Nog leeg" not in shown
                for key in zone.source:
                    assert_shown(journey, key, shown)


def assert_shown(journey: Journey, key: str, shown: str) -> None:
    zone = journey.method.zones[key]
    assert zone.title in shown
    if zone.kind == ZoneKind.PLACE:
        assert "Aalst" in shown
    elif zone.kind == ZoneKind.CHOICE:
        assert zone.choices[0].label in shown
    elif zone.kind != ZoneKind.DECK or zone.own_cards:
        assert said(zone) in shown, key


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_private_is_not_in_the_summary_of_a_reader(
    start, client: Client, slug: str
) -> None:
    journey = start(slug)
    walk(journey)
    models.Card.objects.filter(board=journey.board).update(is_private=True)
    reader = Client()
    reader.get(
        reverse(
            "boards:enter_board",
            args=[journey.board.pk, journey.board.token(stage.Role.READER)],
        )
    )

    for step in journey.method.steps:
        page = reader.get(reverse("boards:show_step", args=[journey.board.pk, step.slug]))
        assert page.status_code == 200
        assert "Tekst &lt;voor&gt;" not in page.content.decode()
