# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Combining with partners of the directory, and who is still absent, by forms alone."""

import pytest

from netwerkbouwer.boards import models
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from tests.boards.visitor import Visitor, add_typed
from tests.factories.organisations import OrganisationFactory
from tests.matching.directory import link

pytestmark = pytest.mark.django_db
AALST, NINOVE, GHENT = "41002", "41048", "44021"


@pytest.fixture
def directory(exercise: Visitor) -> Visitor:
    """Around Aalst five organisations of four sectors that can help fill a hall on weekdays."""
    for name, kind, sector, half, code in (
        ("Woonzorgcentrum Zonnehof", "care-home", "welzijn", "other", NINOVE),
        ("Basisschool De Beuk", "primary-school", "onderwijs", "other", GHENT),
        ("Harmonie De Eendracht", "wind-band", "amateurkunsten", "culture", NINOVE),
        ("Kinderopvang Pluk", "childcare", "jeugd", "other", GHENT),
        ("Armen aan het Woord", "poverty-association", "welzijn", "other", GHENT),
    ):
        OrganisationFactory(name=name, kind=kind, sector=sector, half=half, code=code)
    tasks.build_index()
    exercise.step("combinaties")
    return exercise


def take(visitor: Visitor) -> models.Card:
    visitor.send({"do": "take_set", "form": "gids1"})
    assert visitor.status == 302, visitor.text
    return visitor.card(type="combination")


def members(card: models.Card) -> set[str]:
    links = models.CardLink.objects.filter(card=card, kind="member")
    return set(links.values_list("to__text", flat=True))


def test_an_unmet_limitation_gets_sets_that_say_who_brings_what(directory: Visitor) -> None:
    assert "Met partners uit de gids" in directory.text
    assert "dat past bij ‘weekdagen’ in jouw tekst (aanname)" in directory.text
    assert "Voor zover de gids weet, werkt geen van hen al samen" in directory.text
    assert directory.form(do="take_set", form="gids1")["organisation"]


def test_a_set_is_taken_over_with_one_press(directory: Visitor) -> None:
    shown = directory.form(do="take_set", form="gids1")
    card = take(directory)

    candidates = models.Card.objects.filter(board=directory.board, type="candidate")
    assert {c.fields["organisation"] for c in candidates} == set(shown["organisation"])
    assert {c.parent_id for c in candidates} == {directory.card(type="exercise").pk}
    assert members(card) == {c.text for c in candidates}
    assert len(members(card)) >= 3
    assert card.fields["status"] == "spontaneous"
    note = directory.card(zone="limitations")
    assert models.CardLink.objects.filter(card=card, kind="source", to=note).exists()
    assert "weekdagen" not in str([card.text, card.fields])  # the note is private, the card not


def test_taking_over_can_be_undone_at_once(directory: Visitor) -> None:
    take(directory)
    directory.undo()

    left = models.Card.objects.filter(board=directory.board, is_removed=False)
    assert not left.filter(type__in=("candidate", "combination")).exists()


def test_the_same_press_twice_counts_once(directory: Visitor) -> None:
    fields = directory.form(do="take_set", form="gids1")
    directory.post(fields)
    directory.post(fields)

    assert directory.status == 302
    assert models.Card.objects.filter(type="combination").count() == 1
    names = list(models.Card.objects.filter(type="candidate").values_list("text", flat=True))
    assert len(names) == len(set(names)) == len(fields["organisation"])


def test_who_is_on_the_board_keeps_the_card_it_has(directory: Visitor) -> None:
    fields = directory.form(do="take_set", form="gids1")
    first = Organisation.objects.get(public_id=fields["organisation"][0])
    directory.step("denkoefeningen", f"?manier=gids&zoek={first.name}")
    directory.send({"do": "add", "f_organisation": first.public_id})
    directory.step("combinaties")

    directory.post(fields)  # drawn before that

    assert models.Card.objects.filter(type="candidate", text=first.name).count() == 1
    assert first.name in members(directory.card(type="combination"))


def test_a_set_that_is_a_combination_already_is_not_proposed_again(directory: Visitor) -> None:
    taken = members(take(directory))
    exercise = directory.card(type="exercise")
    directory.step("combinaties", f"?punt={exercise.pk}")

    assert "Met partners uit de gids" in directory.text
    for form in ("gids1", "gids2"):
        if f'value="{form}"' in directory.html:
            fields = directory.form(do="take_set", form=form)
            ids = fields.get("organisation", [])
            names = set(
                Organisation.objects.filter(public_id__in=ids).values_list("name", flat=True)
            )
            cards = models.Card.objects.filter(pk__in=fields.get("member", []))
            assert names | set(cards.values_list("text", flat=True)) != taken


def test_who_was_set_aside_is_in_no_set(directory: Visitor) -> None:
    fields = directory.form(do="take_set", form="gids1")
    out = fields["organisation"][0]
    directory.step("denkoefeningen")
    directory.send({"do": "add", "f_organisation": out, "f_not_for_us": "on"})
    directory.step("combinaties")

    assert f'name="organisation" value="{out}"' not in directory.html


def test_partners_on_the_board_that_work_together_are_not_proposed_together(
    exercise: Visitor,
) -> None:
    home = OrganisationFactory(name="Zonnehof", code=NINOVE, sector="welzijn")
    band = OrganisationFactory(name="Harmonie", code=GHENT, sector="amateurkunsten", half="culture")
    tasks.build_index()
    for row in (home, band):
        exercise.step("denkoefeningen", f"?manier=gids&zoek={row.name}")
        exercise.send({"do": "add", "f_organisation": row.public_id, "f_found": "directory"})
    exercise.step("combinaties")
    assert "Misschien deze?" in exercise.text

    link(home, band)
    exercise.step("combinaties")
    assert "Misschien deze?" not in exercise.text


def test_an_open_combination_says_who_is_absent_and_takes_it_in(exercise: Visitor) -> None:
    voice = OrganisationFactory(
        name="Armen aan het Woord", kind="poverty-association", sector="welzijn", code=GHENT
    )
    tasks.build_index()
    exercise.step("sterk-en-lastig")
    exercise.send({"do": "add", "zone": "limitations"}, text="We bereiken geen mensen in armoede")
    note = exercise.card(text="We bereiken geen mensen in armoede")
    home = add_typed(exercise, "Woonzorgcentrum Zonnehof", "Ninove", f_sectors=["welzijn"])
    band = add_typed(exercise, "Harmonie", "Gent", f_sectors=["amateurkunsten"])
    exercise.step("combinaties")
    exercise.send(
        {"do": "add", "card_type": "combination", "form": "nieuw"},
        text="Samen spelen",
        member=[home.pk, band.pk],
        source=[note.pk],
    )
    card = exercise.card(type="combination")

    assert "Wat nog ontbreekt" in exercise.text
    assert "Een vereniging waar mensen in armoede zelf het woord nemen" in exercise.text
    exercise.send({"do": "join_set", "organisation": voice.public_id})

    assert exercise.status == 302, exercise.text
    assert members(card) == {"Woonzorgcentrum Zonnehof", "Harmonie", "Armen aan het Woord"}
    assert "zelf het woord nemen" not in exercise.text
    exercise.undo()
    assert members(card) == {"Woonzorgcentrum Zonnehof", "Harmonie"}


def test_an_organisation_that_left_the_directory_is_refused_with_a_sentence(
    directory: Visitor,
) -> None:
    fields = directory.form(do="take_set", form="gids1")
    directory.post({**fields, "organisation": ["bestaatniet"]})

    assert directory.status == 422
    assert "staat niet (meer) in de gids" in directory.text
    directory.post({**fields, "organisation": [], "member": []})
    assert directory.status == 422
    assert "Deze combinatie is leeg" in directory.text
    assert not models.Card.objects.filter(type="combination").exists()


def test_a_card_that_is_no_combination_takes_nobody_in(directory: Visitor) -> None:
    fields = directory.form(do="take_set", form="gids1")
    exercise = directory.card(type="exercise")

    directory.post({**fields, "do": "join_set", "card": exercise.pk})

    assert directory.status == 422
    assert not models.Card.objects.filter(type="candidate").exists()


def test_without_an_index_the_page_says_so_and_goes_on(exercise: Visitor) -> None:
    exercise.step("combinaties")

    assert "Met partners uit de gids" in exercise.text
    assert not [form for form in (exercise.html,) if 'value="gids1"' in form]
