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
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def municipalities() -> None:
    telling.municipalities()


def take_in(on: date, **row: str) -> models.Organisation:
    delivery = telling.delivery(data_on=on)
    writing.take_in([writing.Incoming(telling.record(**row))], delivery)
    return models.Organisation.objects.latest("pk")


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


def test_a_text_of_a_source_has_the_day_it_was_checked() -> None:
    row = take_in(SPRING, offers="een zaal", checked_on="2026-02-01")
    assert days(row) == {"een zaal": date(2026, 2, 1)}


def who(row: models.Organisation) -> dict[str, tuple[bool, str]]:
    rows = row.offerings.values_list("text", "is_own", "source")
    return {text: (is_own, source) for text, is_own, source in rows}


def test_each_text_says_whose_word_it_is() -> None:
    row = take_in(SPRING, questions="voorlezers")
    (source,) = {source for _own, source in who(row).values()}
    assert source
    edit(row, ["voorlezers", "een kok"], datetime(2026, 6, 1, 9, tzinfo=UTC))
    assert who(row) == {"voorlezers": (False, source), "een kok": (False, "")}, "by a curator"
    models.Claim.objects.create(
        organisation=row,
        name="An",
        state="approved",
        email="an@voorbeeld.be",
        asked_at=NOON,
        token_digest="a",
    )
    edit(row, ["voorlezers", "een kok", "een busje"], datetime(2026, 6, 2, 9, tzinfo=UTC))
    assert who(row)["een busje"] == (True, "")
    edit(row, ["een busje", "voorlezers"], datetime(2026, 6, 3, 9, tzinfo=UTC))
    assert who(row) == {"een busje": (True, ""), "voorlezers": (False, source)}


def test_what_stood_there_before_it_was_kept_gets_who_says_it() -> None:
    row = take_in(SPRING, offers="een zaal", questions="voorlezers", checked_on="2026-02-01")
    edit(row, ["een kok"], NOON)
    own = take_in(SPRING, key="b:2", name="Ander huis", questions="een veld")
    models.Claim.objects.create(
        organisation=own,
        name="An",
        state="approved",
        email="an@voorbeeld.be",
        asked_at=NOON,
        token_digest="a",
    )
    edit(own, ["een tuin"], NOON)
    before = {**who(row), **who(own)}
    models.Offering.objects.update(source="", is_own=False, published_on=SPRING)

    name = "netwerkbouwer.organisations.migrations.0006_offering_who_says"
    import_module(name).say_who_says_it(apps, None)

    assert {**who(row), **who(own)} == before
    assert before["een tuin"] == (True, "")
    assert days(row)["een zaal"] == date(2026, 2, 1)


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
