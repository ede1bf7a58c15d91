# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many rows at once: what is written comes back, on either database."""

from datetime import date

import pytest
from django.utils import timezone

from netwerkbouwer.common import bulk
from netwerkbouwer.organisations import models
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db

HARD = "tab\tnieuwe\nregel \\N \\. 'aanhaling' \"dubbel\" ; é 日本 \N{GRINNING FACE}"


def test_rows_come_back_as_they_were_written() -> None:
    owner = OrganisationFactory()
    now = timezone.now()
    row = (owner.pk, "edited", now, HARD[:80], {"name": ["a", HARD], "n": [None, 1]}, HARD)
    columns = ("organisation_id", "kind", "at", "by", "differences", "note")

    bulk.insert(models.Change, columns, [row, row])

    found = models.Change.objects.values_list(*columns)
    assert [tuple(each) for each in found] == [row, row]


def test_dates_yes_and_no_and_nothing_are_kept() -> None:
    owner = OrganisationFactory()
    values = (date(2026, 1, 2), None, True, 51.05, None)
    columns = ("gone_on", "hidden_on", "is_person", "lat", "parent_id")

    bulk.update(models.Organisation, columns, [(*values, owner.pk)])

    assert models.Organisation.objects.values_list(*columns).get() == values


def test_keys_given_out_are_never_given_again() -> None:
    before = OrganisationFactory().pk
    keys = bulk.reserve(models.Organisation, 3)
    more = bulk.reserve(models.Organisation, 2)

    after = OrganisationFactory().pk
    assert len({before, *keys, *more, after}) == 7
    assert bulk.reserve(models.Organisation, 0) == []


def test_keys_are_given_out_for_an_empty_table() -> None:
    keys = bulk.reserve(models.Curator, 2)
    now = timezone.now()
    bulk.insert(models.Curator, ("id", "name", "token_digest", "made_at"),
                [(key, "An", f"t{key}", now) for key in keys])  # fmt: skip

    other = models.Curator.objects.create(name="Bo", token_digest="b", made_at=now)
    assert other.pk not in keys


def test_no_rows_is_no_mistake() -> None:
    bulk.insert(models.OtherName, ("organisation_id", "name"), [])
    bulk.update(models.OtherName, ("name",), [])

    assert not models.OtherName.objects.exists()


def test_chunks_hold_everything_once() -> None:
    assert list(bulk.in_chunks(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]


def test_rows_are_found_among_many_values() -> None:
    rows = [OrganisationFactory(name=name) for name in ("Een", HARD[:40], "Drie")]
    names = ["Een", HARD[:40], *(f"Geen {n}" for n in range(40_000))]

    found = bulk.among(models.Organisation, ("id", "name"), "name", names)
    only = bulk.among(models.Organisation, ("id",), "name", names, source_id=rows[0].source_id)

    assert sorted(found) == [(row.pk, row.name) for row in rows[:2]]
    assert only == [(rows[0].pk,)]
    assert bulk.among(models.Organisation, ("id",), "name", []) == []


def test_a_filter_takes_thousands_of_keys_and_texts() -> None:
    rows = [OrganisationFactory(name=name) for name in ("Een", "Twee", "Drie")]
    rows[1].merged_into = rows[0]
    rows[1].save()
    keys = {rows[0].pk, rows[2].pk, *range(1_000_000, 1_040_000)}

    by_key = models.Organisation.objects.filter(pk__among=keys).order_by("pk")
    by_link = models.Organisation.objects.filter(merged_into__among=keys)
    by_text = models.Organisation.objects.filter(name__among=["Drie", "' OR 1=1"])

    assert list(by_key) == [rows[0], rows[2]]
    assert list(by_link) == [rows[1]]
    assert list(by_text) == [rows[2]]
    assert not models.Organisation.objects.filter(pk__among=[]).exists()


@pytest.mark.django_db(transaction=True)
def test_heavy_writing_ends_as_it_began_and_also_after_a_fault() -> None:
    def held() -> list[object]:
        connection = bulk.connection_for(models.Organisation)
        if connection.vendor != "sqlite":
            return []
        with connection.cursor() as cursor:
            return [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in bulk.HEAVY]

    def stop_halfway() -> None:
        with bulk.heavy_writing(models.Organisation):
            OrganisationFactory(name="Blijft")
            assert not before or held() != before
            raise ValueError("halfway")

    before = held()
    with pytest.raises(ValueError, match="halfway"):
        stop_halfway()

    assert held() == before
    assert models.Organisation.objects.filter(name="Blijft").exists()
