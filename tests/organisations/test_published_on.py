# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Since when a question or an offer stands on a page: it stays when the list is written anew."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from netwerkbouwer.organisations import models, writing
from tests.organisations import telling

pytestmark = pytest.mark.django_db
SPRING = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def municipalities() -> None:
    telling.municipalities()


def take_in(on: date, **row: str) -> models.Organisation:
    delivery = telling.delivery(data_on=on)
    writing.take_in([writing.Incoming(telling.record(**row))], delivery)
    return models.Organisation.objects.get()


def edit(row: models.Organisation, questions: list[str], on: datetime) -> None:
    models.FieldEdit.objects.update_or_create(
        organisation=row, field="questions", defaults={"value": questions, "by": "An", "at": on}
    )
    writing.recompute([row.pk])


def days(row: models.Organisation) -> dict[str, date | None]:
    return dict(row.offerings.values_list("text", "published_on"))


def test_what_comes_with_a_new_organisation_has_the_day_of_its_source() -> None:
    row = take_in(SPRING, offers="een zaal", questions="voorlezers")
    assert days(row) == {"een zaal": SPRING, "voorlezers": SPRING}


def test_what_comes_later_has_its_own_day_and_what_stood_there_keeps_its_day() -> None:
    take_in(SPRING, questions="voorlezers")
    row = take_in(SPRING + timedelta(days=30), questions="een busje|voorlezers")
    assert days(row) == {"een busje": SPRING + timedelta(days=30), "voorlezers": SPRING}


def test_what_a_person_adds_has_the_day_they_did() -> None:
    row = take_in(SPRING, questions="voorlezers|een busje")
    edit(row, ["een kok", "voorlezers"], datetime(2026, 6, 1, 9, tzinfo=UTC))
    assert days(row) == {"een kok": date(2026, 6, 1), "voorlezers": SPRING}


def test_a_source_that_is_ahead_of_the_calendar_counts_as_today() -> None:
    row = take_in(timezone.localdate() + timedelta(days=400), questions="voorlezers")
    assert days(row) == {"voorlezers": timezone.localdate()}


def test_what_stood_there_before_days_were_kept_gets_one() -> None:
    row = take_in(SPRING, offers="een zaal", questions="voorlezers")
    edit(row, ["een kok"], datetime(2026, 6, 1, 9, tzinfo=UTC))
    bare = models.Organisation.objects.create(
        name="Zonder bron", main_sector="sport", half="other", source_id="x", checked_on=SPRING
    )
    models.Offering.objects.create(organisation=bare, kind="offer", text="een veld")
    models.Offering.objects.update(published_on=None)

    name = "netwerkbouwer.organisations.migrations.0005_offering_published_on"
    import_module(name).date_what_is_there(apps, None)

    assert days(row) == {"een zaal": SPRING, "een kok": date(2026, 6, 1)}
    assert days(bare) == {"een veld": SPRING}
